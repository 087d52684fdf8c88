"""Los niveles de gobierno comparados: por función, y año por año; los Cuadros 1 y 2 de la seed 004, con cualquier dato."""

from decimal import Decimal

from sistematizacion.analisis.gasto.crecimiento import TASAS, tasas
from sistematizacion.analisis.gasto.medidas import variacion_pia_pim
from sistematizacion.analisis.gasto.vistas import TODO, Parte, sumar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.gasto.partes import (
    EN_MILLONES,
    FALTA,
    Renglon,
    columnas,
    con_pia,
    fila,
    notas,
    usadas,
)
from sistematizacion.presentacion.cuadros.gasto.serie import QUE_ES_CADA_TASA, SIN_TASA
from sistematizacion.presentacion.gasto.cifras import DECIMALES, MILLON, POR_CIENTO, de_filas, monto
from sistematizacion.presentacion.gasto.datos import Alguno, hechos_de
from sistematizacion.presentacion.gasto.niveles import PorNivel, como_se_llama, donde, evolucion, funciones_por_nivel
from sistematizacion.presentacion.gasto.palabras import DE_LOS_NIVELES, DE_TIPO, NIVELES, NIVELES_CON_ARTICULO


def por_nivel(expediente: Alguno) -> Cuadro:
    """Por función, una fila por nivel de gobierno; y al final, la suma de las funciones de cada nivel."""
    comparados = funciones_por_nivel(expediente)
    renglones = _renglones(expediente, comparados)
    pia = con_pia([r for r in renglones if r])
    filas = [fila(expediente, r, pia) if r.parte else Fila((r.rotulo,), "grupo") for r in renglones]
    return Cuadro(
        "gasto_por_nivel", _titulo(expediente, comparados), columnas((Columna("Función y nivel", ancho=1.9),), pia), tuple(filas),
        expediente.fuente_de(*usadas(filas)),
        notas(pia, f"Es el gasto{_en(comparados.tipo)} {donde(expediente)}, {comparados.periodo}."),
    )  # fmt: skip


def partes_por_nivel(expediente: Alguno, comparados: PorNivel) -> dict[str, dict[str, Parte]]:
    """Por código de función, lo de cada nivel; en el orden de lo devengado por todos, de mayor a menor."""
    hechos = hechos_de(expediente)
    halladas: dict[str, dict[str, Parte]] = {}
    for nivel, ambito in comparados.ambitos.items():
        for parte in hechos.partes(ambito, "funcion", comparados.tipo):
            halladas.setdefault(parte.codigo, {})[nivel] = parte
    return dict(sorted(halladas.items(), key=lambda f: (-sum((p.devengado or 0 for p in f[1].values()), Decimal(0)), f[0])))


def nombre_de_funcion(expediente: Alguno, codigo: str, partes: dict[str, Parte]) -> str:
    """Como en el clasificador o, si no está, como viene."""
    return expediente.catalogo.gasto.funciones.get(codigo) or next((p.nombre for p in partes.values() if p.nombre), codigo)


def suma_de_nivel(halladas: dict[str, dict[str, Parte]], nivel: str) -> Parte | None:
    """Lo de todas las funciones de un nivel."""
    filas = [f for partes in halladas.values() if nivel in partes for f in partes[nivel].filas]
    return sumar(filas) if filas else None


def de_las_funciones(expediente: Alguno, comparados: PorNivel, nivel: str, cuantas: int) -> str:
    """Con qué nombre van las cifras de todas las funciones de un nivel."""
    return como_se_llama(expediente, comparados.ambitos[nivel], comparados.tipo, f"las {cuantas} funciones")


def _renglones(expediente: Alguno, comparados: PorNivel) -> list[Renglon]:
    halladas = partes_por_nivel(expediente, comparados)
    hechos: list[Renglon] = []
    for codigo, partes in halladas.items():
        nombre = nombre_de_funcion(expediente, codigo, partes)
        hechos.append(Renglon(nombre, None, ""))
        hechos += [
            Renglon(NIVELES[n], partes[n], como_se_llama(expediente, comparados.ambitos[n], comparados.tipo, f"función {nombre}"))
            for n in comparados.ambitos if n in partes
        ]  # fmt: skip
    hechos.append(Renglon("Las funciones de este cuadro", None, ""))
    for n in comparados.ambitos:
        todas = suma_de_nivel(halladas, n)
        hechos.append(Renglon(NIVELES[n], todas, de_las_funciones(expediente, comparados, n, len(halladas)), clase="total"))
    return [r for r in hechos if r.parte or not r.de]


def _en(tipo: str) -> str:
    """« en proyectos»; nada si se mira todo el gasto."""
    return "" if tipo == TODO else f" en {DE_TIPO[tipo]}"


def _titulo(expediente: Alguno, comparados: PorNivel) -> str:
    halladas = partes_por_nivel(expediente, comparados)
    crecen = {
        n: sum((variacion_pia_pim(p[n]) or 0) > 0 for p in halladas.values() if n in p) for n in comparados.ambitos
    }  # fmt: skip
    medibles = {n: sum(variacion_pia_pim(p[n]) is not None for p in halladas.values() if n in p) for n in comparados.ambitos}
    if not any(medibles.values()):
        return f"Presupuesto y ejecución por función y nivel de gobierno, {comparados.periodo}"
    dichos = [f"en {crecen[n]} de {medibles[n]} funciones en {NIVELES_CON_ARTICULO[n]}" for n in comparados.ambitos if medibles[n]]
    return f"Después de aprobarse, el presupuesto creció {formato.lista(dichos)} ({comparados.periodo})"


def evolucion_por_nivel(expediente: Alguno) -> Cuadro:
    """Una fila por año con lo devengado por cada nivel, la suma de los años y las tres tasas de crecimiento."""
    tipo, series = evolucion(expediente)
    de_quien = donde(expediente).removeprefix("en ").removeprefix("el ")
    anios = sorted({a for s in series.values() for a in s})
    enteros = all(p.devengado is None or p.devengado % MILLON == 0 for s in series.values() for p in s.values())
    decimales = 0 if enteros else DECIMALES  # lo que se publicó en millones no se escribe con más precisión

    def celda(nivel: str, anio: int) -> Celda:
        conjunto = f"{NIVELES[nivel]}, {de_quien}, {DE_TIPO[tipo]}, año por año"
        de, parte = f"{conjunto}: {anio}", series[nivel].get(anio)
        return monto(expediente, parte, "devengado", de, conjunto=conjunto, decimales=decimales) or Ausente(FALTA)

    filas = [Fila((str(a), *(celda(n, a) for n in series))) for a in anios]
    filas.append(Fila((f"Total {anios[0]}–{anios[-1]}", *(_total(expediente, n, s, de_quien, tipo, decimales) for n, s in series.items())), "total"))
    filas.append(Fila(("Crecimiento anual",), "grupo"))
    halladas = {n: tasas({a: p.devengado for a, p in s.items()}) for n, s in series.items()}
    for clave, nombre in TASAS.items():
        filas.append(Fila((formato.frase(nombre), *(
            _tasa(expediente, n, series[n], halladas[n][clave], nombre, de_quien, tipo) for n in series
        )), "total"))  # fmt: skip
    return Cuadro(
        "gasto_evolucion", _titulo_de_evolucion(series), (Columna("Año", ancho=1.5), *(Columna(NIVELES[n], "num") for n in series)),
        tuple(filas), expediente.fuente_de(*usadas(filas)),
        (EN_MILLONES, f"Es lo devengado{_en(tipo)} {donde(expediente)}.", QUE_ES_CADA_TASA),
    )  # fmt: skip


def _total(expediente: Alguno, nivel: str, serie: dict[int, Parte], de_quien: str, tipo: str, decimales: int) -> Celda:
    todas = sumar([f for p in serie.values() for f in p.filas])
    conjunto = f"{NIVELES[nivel]}, {de_quien}, {DE_TIPO[tipo]}, año por año"
    de = f"{conjunto}: {min(serie)}–{max(serie)}"
    return monto(expediente, todas, "devengado", de, conjunto=conjunto, decimales=decimales) or Ausente(FALTA)


def _tasa(
    expediente: Alguno, nivel: str, serie: dict[int, Parte], valor: Decimal | None, nombre: str, de_quien: str, tipo: str
) -> Celda:
    if valor is None:
        return Ausente(SIN_TASA)
    conjunto = f"{NIVELES[nivel]}, {de_quien}, {DE_TIPO[tipo]}, crecimiento {min(serie)}–{max(serie)}"
    return de_filas(
        expediente, valor, POR_CIENTO, f"{conjunto}: {nombre}", [f for p in serie.values() for f in p.filas], nombre, conjunto=conjunto
    )  # fmt: skip


def _titulo_de_evolucion(series: dict[str, dict[int, Parte]]) -> str:
    """El nivel cuyo gasto más se multiplicó."""
    veces = {}
    for nivel, serie in series.items():
        primero, ultimo = serie[min(serie)].devengado, serie[max(serie)].devengado
        if primero and ultimo and primero > 0:
            veces[nivel] = (ultimo / primero, min(serie), max(serie))
    if not veces:
        return "Lo devengado por cada nivel de gobierno, año por año"
    mayor = max(veces, key=lambda n: veces[n][0])
    cuanto, desde, hasta = veces[mayor]
    otros = [f"el {DE_LOS_NIVELES[n]}, por {formato.numero(veces[n][0], 1)}" for n in veces if n != mayor]
    return (
        f"De {desde} a {hasta} el gasto {DE_LOS_NIVELES[mayor]} se multiplicó por {formato.numero(cuanto, 1)}"
        + (f"; {formato.lista(otros)}" if otros else "")
    )  # fmt: skip
