"""Cómo evolucionó el gasto: el PIM y lo devengado de cada año, o lo devengado por nivel de gobierno."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sistematizacion.analisis.gasto.crecimiento import TASAS, tasas
from sistematizacion.analisis.gasto.reales import a_soles_de
from sistematizacion.analisis.gasto.vistas import TODO, Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadros.gasto.serie import base_de, indices_de, partes_por_anio
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, MILLONES, POR_CIENTO, de_filas, monto
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import cortes
from sistematizacion.presentacion.gasto.niveles import donde, evolucion
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, MONTOS, NIVELES
from sistematizacion.presentacion.graficos.gasto.alcance import Alcance, del_programa
from sistematizacion.presentacion.graficos.gasto.lineas import MUCHAS, Linea, con_signo, dibujar, dibujar_aparte
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

DEVENGADO = "devengado"
INCOMPLETOS = "{}; la tasa no lo cuenta."
UN_SOLO_ANIO = "Los datos son de un solo año: no hay evolución que mostrar."
NOMINALES = "Montos en millones de soles corrientes."
REALES = "La línea «{}» lleva los montos a soles de {} con el índice: {}."
COMPUESTA = TASAS["compuesta"].removeprefix("tasa ")
PROPIAS = "Cada recuadro tiene su propia escala, que empieza en cero."
LA_TASA = "{}, la tasa de crecimiento anual {}: solo mira el primer y el último año."


def serie_de_region(expediente: Expediente) -> Grafico:
    """El PIM y lo devengado de cada año; con deflactor, además, lo devengado en soles de un solo año."""
    gasto = gasto_de(expediente)
    region, partes = expediente.region.nombre, partes_por_anio(gasto)
    quien = f"{region}, {gasto.que}"
    nombres = {"pim": "PIM", "devengado": DEVENGADO}
    lineas = [x for m, n in nombres.items() if (x := _linea(expediente, partes, m, n, quien, region))]
    if not any(len(x.valores) > 1 for x in lineas):
        raise NoSeMuestra(UN_SOLO_ANIO)
    real, nota = _real(gasto, partes)
    lineas += [real] if real else []
    return _grafico(
        expediente, _titulo_de_region(region, lineas, real, _extra(gasto)), lineas,
        f"Gasto{_extra(gasto)} de {region} por año, en millones de soles.", notas=[nota] if nota else [],
    )  # fmt: skip


def serie_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Lo devengado por nivel de gobierno o por región, lo que abarque más años."""
    niveles, que = _de_niveles(programa)
    regiones: list[Linea] = []
    try:
        alcance = del_programa(programa)
        regiones = _de_regiones(alcance)
    except NoSeMuestra:
        if not niveles:
            raise
    if _largo(niveles) > _largo(regiones):
        antes = f"Lo devengado{que} por nivel de gobierno y año, en millones de soles."
        return _grafico(programa, _titulo_de_varias(niveles, que), niveles, antes)
    if _largo(regiones) < 2:
        raise NoSeMuestra(UN_SOLO_ANIO)
    return _grafico(
        programa, _titulo_de_varias(regiones, alcance.gasto), regiones,
        f"Lo devengado{alcance.gasto} por región y año, en millones de soles.", notas=alcance.de_las_que_faltan,
    )  # fmt: skip


def _extra(gasto: Gasto) -> str:
    """Qué gasto es, si no es todo: « (proyectos)»."""
    que = gasto.que.removeprefix(DE_TIPO[TODO]).removeprefix(", ")
    return f" ({que})" if que else ""


def _largo(lineas: Sequence[Linea]) -> int:
    return max((len(x.valores) for x in lineas), default=0)


def _de_niveles(programa: ExpedienteDelPrograma) -> tuple[list[Linea], str]:
    """Una línea por nivel de gobierno entero, y de qué tipo de gasto; ninguna si no hay tres años."""
    try:
        tipo, series = evolucion(programa)
    except NoSeMuestra:
        return [], ""
    lugar = donde(programa).removeprefix("en ").removeprefix("el ")
    lineas = [
        x for n, partes in series.items()
        if (x := _linea(programa, partes, "devengado", NIVELES[n], f"{NIVELES[n]}, {lugar}, {DE_TIPO[tipo]}"))
    ]  # fmt: skip
    return lineas, "" if tipo == TODO else f" en {DE_TIPO[tipo]}"


def _de_regiones(alcance: Alcance) -> list[Linea]:
    lineas = []
    for g, nombre in zip(alcance.gastos, alcance.nombres, strict=True):
        if linea := _linea(alcance.expediente, partes_por_anio(g), "devengado", nombre, f"{nombre}, {g.que}", nombre):
            lineas.append(linea)
    return lineas


def _linea(
    expediente: Alguno, partes: Mapping[int, Parte], cual: str, nombre: str, quien: str, region: str = ""
) -> Linea | None:  # fmt: skip
    """La serie de un monto, con los nombres que llevan sus cifras en los cuadros.

    En la tasa no entra un año que no está completo; y no la hay si falta alguno en medio.
    """
    conocidas = {a: p for a, p in sorted(partes.items()) if p.montos[cual] is not None}
    if not conocidas:
        return None
    conjunto = f"{quien}, año por año"
    cifras = [monto(expediente, p, cual, f"{conjunto}: {a}", region=region, conjunto=conjunto) for a, p in conocidas.items()]
    serie = {a: p.montos[cual] for a, p in conocidas.items()}
    incompletos = tuple(f"{a}: los montos llegan {cortes(p.filas)}" for a, p in conocidas.items() if cortes(p.filas))
    de_monto = "" if cual == "devengado" else f" del {MONTOS[cual]}"
    completos = {a: v for a, v in serie.items() if not cortes(conocidas[a].filas)}
    tasa = _tasa(expediente, completos, conocidas, quien, region, de_monto)
    valores = {a: v / MILLON for a, v in serie.items() if v is not None}
    return Linea(nombre, valores, tuple(c for c in cifras if c), tasa, incompletos)


def _tasa(
    expediente: Alguno, serie: Mapping[int, Decimal | None], partes: Mapping[int, Parte], quien: str, region: str, de_monto: str
) -> Cifra | None:  # fmt: skip
    valor = tasas(serie)["compuesta"]
    if valor is None:
        return None
    conjunto = f"{quien}, crecimiento {min(serie)}–{max(serie)}"
    return de_filas(
        expediente, valor, POR_CIENTO, f"{conjunto}: {TASAS['compuesta']}{de_monto}",
        [f for a in serie for f in partes[a].filas], TASAS["compuesta"], region=region, conjunto=conjunto,
    )  # fmt: skip


def _real(gasto: Gasto, partes: Mapping[int, Parte]) -> tuple[Linea | None, str]:
    """Lo devengado en soles del año base, y con qué índice; nada si no hay deflactor de al menos dos de los años."""
    base, region = base_de(gasto), gasto.expediente.region.nombre
    reales = a_soles_de(base, {a: p.devengado for a, p in partes.items()}, indices_de(gasto))
    conocidos = {a: v for a, v in sorted(reales.items()) if v is not None}
    if len(conocidos) < 2:
        return None, ""
    indices = {int(f["anio"]): {"corte": None, **f} for f in gasto.expediente.tabla("deflactor").to_dict("records")}
    nombre, quien = f"{DEVENGADO} en soles de {base}", f"{region}, {gasto.que}"
    conjunto = f"{quien}, año por año"
    cifras = tuple(
        de_filas(
            gasto.expediente, v / MILLON, MILLONES, f"{conjunto}: {a}: {nombre}",
            [*partes[a].filas, *(indices[i] for i in sorted({a, base}))], f"{DEVENGADO} × índice de {base} ÷ índice del año",
            region=region, conjunto=conjunto,
        )
        for a, v in conocidos.items()
    )  # fmt: skip
    completos = {a: v for a, v in conocidos.items() if not cortes(partes[a].filas)}
    tasa = _tasa(gasto.expediente, completos, partes, quien, region, f", en soles de {base}")
    series = formato.lista(list(dict.fromkeys(f["serie"] for f in indices.values() if f["serie"]))) or "sin nombre en los datos"
    linea = Linea(nombre, {a: v / MILLON for a, v in conocidos.items()}, cifras, tasa)
    return linea, REALES.format(nombre, base, series)


def _titulo_de_region(region: str, lineas: Sequence[Linea], real: Linea | None, extra: str) -> str:
    """«Lo devengado por Junín pasó de S/ 2,001.5 a S/ 3,268.3 millones entre 2019 y 2024: 10.3% al año (tasa compuesta)»."""
    linea = next((x for x in lineas if x.nombre == DEVENGADO and len(x.valores) > 1), lineas[0])
    sujeto = "Lo devengado por" if linea.nombre == DEVENGADO else "El PIM de"
    primero, ultimo = min(linea.valores), max(linea.valores)
    base = (
        f"{sujeto} {region}{extra} pasó de {formato.soles(linea.valores[primero], 1)} a "
        f"{formato.millones(linea.valores[ultimo], 1)} entre {primero} y {ultimo}"
    )
    if linea.tasa is None:
        return base
    tambien = f"; descontada la inflación, {real.tasa.en_cuadro}" if real and real.tasa else ""
    return f"{base}: {linea.tasa.en_cuadro} al año, tasa compuesta{tambien}"


def _titulo_de_varias(lineas: Sequence[Linea], que: str) -> str:
    """La que más creció y la que menos, con su tasa y entre qué años."""
    medidas = sorted((x for x in lineas if x.tasa), key=lambda x: (-(x.tasa.valor or 0), x.nombre))  # type: ignore[union-attr]
    anios = f"entre {min(min(x.valores) for x in lineas)} y {max(max(x.valores) for x in lineas)}"
    if not medidas:
        mayor = max(lineas, key=lambda x: x.valores[max(x.valores)])
        ultimo = max(mayor.valores)
        return f"Quien más devengó{que} en {ultimo} fue {mayor.nombre}: {formato.millones(mayor.valores[ultimo], 1)}"
    primera, ultima = medidas[0], medidas[-1]
    bajo = any((x.tasa.valor or 0) < 0 for x in medidas if x.tasa)
    verbo, escrita = ("varió", con_signo) if bajo else ("creció", _sin_signo)
    de = [escrita(x.tasa) for x in (primera, ultima) if x.tasa]
    if len(medidas) == 1:
        return f"Lo devengado{que} por {primera.nombre} {verbo} {de[0]} al año {anios} (tasa compuesta)"
    sujetos = [x.nombre.replace("Gobierno n", "el Gobierno n").replace("Gobiernos", "los gobiernos") for x in (primera, ultima)]
    frase = f"Lo devengado{que} por {sujetos[0]} {verbo} {de[0]} al año {anios} y lo de {sujetos[1]}, {de[1]}"
    return f"{frase.replace(' de el ', ' del ')} (tasa compuesta)"


def _sin_signo(cifra: Cifra) -> str:
    return cifra.en_cuadro


def _grafico(
    expediente: Alguno, titulo: str, lineas: Sequence[Linea], antes: str, notas: Sequence[str] = ()
) -> Grafico:  # fmt: skip
    cifras = [c for x in lineas for c in (*x.cifras, *([x.tasa] if x.tasa else []))]
    con_tasa = any(x.tasa for x in lineas)
    incompletos = dict.fromkeys(i for x in lineas for i in x.incompletos)
    aparte = len(lineas) > MUCHAS
    svg = dibujar_aparte(lineas) if aparte else dibujar(lineas)
    return Grafico(
        "gasto-serie", titulo, svg, f"{antes} {' '.join(x.en_palabras for x in lineas)}", expediente.fuente_de(*cifras),
        (
            NOMINALES, *((PROPIAS,) if aparte else ()),
            *([LA_TASA.format("Junto a cada nombre" if aparte else "Entre paréntesis", COMPUESTA)] if con_tasa else []),
            *(INCOMPLETOS.format(i) for i in incompletos), *notas,
        ),
        cifras,
    )  # fmt: skip
