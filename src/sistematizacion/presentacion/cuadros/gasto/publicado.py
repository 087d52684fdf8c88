"""Lo publicado sobre el gasto, contra lo que dan los datos que el mismo documento publica."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal


from sistematizacion.analisis.conciliacion.cotejo import VEREDICTOS
from sistematizacion.analisis.gasto.hechos import reunir
from sistematizacion.analisis.gasto.publicado import FORMULAS, Comprobacion, comprobar
from sistematizacion.analisis.gasto.vistas import Hechos
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.conciliacion import EN_PALABRAS, QUE_SIGNIFICAN
from sistematizacion.presentacion.cuadros.gasto.partes import usadas
from sistematizacion.presentacion.expediente import NoAplica, NoSeMuestra, lugar_de
from sistematizacion.presentacion.gasto.cifras import MILLON, MILLONES, POR_CIENTO, de_filas
from sistematizacion.presentacion.gasto.datos import Alguno
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, MEDIDAS, NIVELES, VISTAS
from sistematizacion.presentacion.origen import PUBLICADO, origen_visible

EN_SOLES = ("devengado_total",)
SIN_PUBLICADO = "Nadie transcribió celdas publicadas sobre el gasto (tabla «gasto_publicado»)."


def comprobaciones(expediente: Alguno) -> list[Comprobacion]:
    """Cada celda publicada con lo que dan las filas publicadas de «gasto».

    Raises:
        NoSeMuestra: no hay celdas publicadas.
    """
    publicadas = expediente.tabla("gasto_publicado")
    if publicadas.empty:
        raise NoSeMuestra(SIN_PUBLICADO)
    escritas = expediente.tabla("gasto")
    del_documento = escritas[escritas["origen"] == PUBLICADO]
    nada = expediente.tabla("mef_gasto").iloc[:0]
    return comprobar(publicadas, Hechos(reunir(nada, del_documento)), expediente.catalogo.relaciones.margen_de_aproximado)


def conteos(expediente: Alguno) -> dict[str, int]:
    """Cuántas celdas dieron cada veredicto, y cuántas son."""
    dados = Counter(c.veredicto for c in comprobaciones(expediente))
    return {v: dados[v] for v in VEREDICTOS} | {"total": sum(dados.values())}


def conciliado(expediente: Alguno) -> Cuadro:
    """Las celdas que los datos no dan, con los dos valores; en la hoja de cálculo, todas."""
    todas = comprobaciones(expediente)
    distintas = [c for c in todas if c.veredicto != "coincide"]
    if not distintas:
        raise NoAplica(f"Las {len(todas)} celdas publicadas sobre el gasto salen de los datos publicados.")
    columnas = (
        Columna("Qué se publica", ancho=2.2), Columna("Dónde", ancho=1), Columna("Se publica", "num", 0.9),
        Columna("Sale de los datos", "num", 1), Columna("Diferencia", "num", 0.9), Columna("Por qué", ancho=2.6),
    )  # fmt: skip
    filas = _por_veredicto(expediente, distintas)
    return Cuadro(
        "gasto_conciliado", _titulo(todas), columnas, filas, expediente.fuente_de(*usadas(filas)),
        (QUE_SIGNIFICAN, "Los porcentajes se recalculan con los montos que el mismo documento publica."), horizontal=True,
        hoja=(columnas, _por_veredicto(expediente, todas)),
    )  # fmt: skip


def _titulo(todas: list[Comprobacion]) -> str:
    malas = sum(c.veredicto == "contradiccion" for c in todas)
    if len(todas) == 1:
        return f"El único valor publicado sobre el gasto {'no sale de' if malas else 'no contradice a'} los datos publicados"
    if not malas:
        return f"De {len(todas)} valores publicados sobre el gasto, ninguno contradice a los datos publicados"
    return f"De {len(todas)} valores publicados sobre el gasto, {malas} no {'sale' if malas == 1 else 'salen'} de los datos publicados"


def _por_veredicto(expediente: Alguno, cuales: list[Comprobacion]) -> tuple[Fila, ...]:
    filas: list[Fila] = []
    for veredicto in VEREDICTOS:
        propias = [c for c in cuales if c.veredicto == veredicto]
        filas += [Fila((f"{EN_PALABRAS[veredicto][len(propias) != 1]} ({len(propias)})",), "grupo")] if propias else []
        filas += [_fila(expediente, c) for c in propias]
    return tuple(filas)


def _fila(expediente: Alguno, c: Comprobacion) -> Fila:
    que = _que_dice(expediente, c)
    publicada, debida = _publicada(expediente, c, que), _debida(expediente, c, que)
    diferencia: Celda = Ausente("Falta un dato para calcularla.")
    if debida is not None:
        assert publicada.valor is not None and debida.valor is not None
        lejos = publicada.valor - debida.valor
        diferencia = formato.numero(lejos, 1 if publicada.unidad == MILLONES else 2)
    notas = tuple(filter(None, [_porque(c), c.fila["nota"]]))
    return Fila(
        (
            formato.frase(que), formato.frase(expediente.secciones(c.fila["seccion"])), publicada,
            debida or Ausente("Los datos publicados no alcanzan para calcularlo."), diferencia, notas,
        )
    )  # fmt: skip


def _porque(c: Comprobacion) -> str:
    dicho = f"{FORMULAS[c.fila['medida']]}: {c.porque}"
    if c.parte is not None:
        cual = {"minimo": "La menor", "maximo": "La mayor"}[c.fila["extremo"]]
        dicho = f"{cual} es la de {c.parte.nombre or c.parte.codigo}. {dicho}"
    return formato.frase(dicho).rstrip(".") + "."


def _que_dice(expediente: Alguno, c: Comprobacion) -> str:
    """«Educación, Gobierno nacional, promedio 2011–2014: ejecución sobre el PIM»."""
    fila = c.fila
    extremo = {"minimo": "la menor de las funciones", "maximo": "la mayor de las funciones", "": ""}[fila["extremo"] or ""]
    parte = _nombre(expediente, c) if fila["codigo"] else extremo.replace("funciones", _plural(fila["vista"]))
    if fila["medida"] == "participacion":
        parte = f"las {_plural(fila['vista'])} del documento"
    periodo = f"{fila['desde']}–{fila['anio']}" if fila["desde"] else str(fila["anio"])
    quien = NIVELES.get(fila["nivel"], "todos los niveles")
    return ", ".join(filter(None, [parte, quien, periodo])) + f": {MEDIDAS[fila['medida']]}"


def _plural(vista: str) -> str:
    return {"funcion": "funciones"}.get(vista, f"partes por {VISTAS[vista]}")


def _nombre(expediente: Alguno, c: Comprobacion) -> str:
    codigo = c.fila["codigo"]
    conocidos = expediente.catalogo.gasto.funciones if c.fila["vista"] == "funcion" else {}
    return conocidos.get(codigo) or next((f["nombre"] for f in c.filas if f["nombre"]), codigo)


def _publicada(expediente: Alguno, c: Comprobacion, que: str) -> Cifra:
    fila = c.fila
    valor, unidad, decimales = _en_su_unidad(fila["valor"], fila["medida"], publicado=True)
    return Cifra(
        valor, unidad, fecha_corte=None, origen=origen_visible(fila["origen"], ficticio=expediente.programa.ficticio),
        calificador="aproximado" if fila["medida"] == "participacion" else "exacto",
        fuente=expediente.citar(fila["fuente"], fila["seccion"]), citas=((fila["fuente"], fila["seccion"]),),
        nombre=f"Valores publicados: {que}{_tipo(fila)}", decimales=decimales, lugares=(lugar_de(fila),), conjunto="Valores publicados",
    )  # fmt: skip


def _debida(expediente: Alguno, c: Comprobacion, que: str) -> Cifra | None:
    if c.debido is None:
        return None
    valor, unidad, decimales = _en_su_unidad(c.debido, c.fila["medida"], publicado=False)
    hecha = de_filas(expediente, valor, unidad, f"Valores recalculados: {que}{_tipo(c.fila)}", c.filas, FORMULAS[c.fila["medida"]],
                     conjunto="Valores recalculados")  # fmt: skip
    return replace(hecha, decimales=decimales, origen="calculado")


def _tipo(fila: dict) -> str:
    return f" ({DE_TIPO[fila['tipo']]})"


def _en_su_unidad(valor: Decimal, medida: str, *, publicado: bool) -> tuple[Decimal, Unidad, int]:
    """Los montos, en millones; los porcentajes publicados, con los decimales con que se publican, y los recalculados con dos."""
    if medida in EN_SOLES:
        return valor / MILLON, MILLONES, 0 if publicado else 1
    return valor, POR_CIENTO, formato.decimales_de(valor) if publicado else 2


