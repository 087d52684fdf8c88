"""Cómo evolucionó el gasto: el PIM y lo devengado de cada año, o lo devengado por nivel de gobierno."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes

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
from sistematizacion.presentacion.graficos.gasto.recuadros import en_recuadros
from sistematizacion.presentacion.graficos.gasto.trazos import separar
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    a_svg,
    lienzo,
)
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ALTO, POR_LINEA = 3.1, 0.19  # pulgadas
ANIOS_ROTULADOS = 11
DEVENGADO = "devengado"
INCOMPLETOS = "{}; la tasa no lo cuenta."
UN_SOLO_ANIO = "Los datos son de un solo año: no hay evolución que mostrar."
TRAZOS = (
    {"color": PRIMARIO, "linestyle": "-", "marker": "o"},
    {"color": MEDIO, "linestyle": (0, (6, 2)), "marker": "s"},
    {"color": ACENTO, "linestyle": (0, (1, 1.4)), "marker": "^"},
    {"color": GRIS, "linestyle": (0, (4, 1.5, 1, 1.5)), "marker": "D"},
)
MUCHAS = 6  # líneas; con más, va un recuadro por cada una
UNION = {"arrowstyle": "-", "linewidth": 1, "shrinkA": 2, "shrinkB": 3, "relpos": (0, 0.5)}  # del rótulo a su punto
NOMINALES = "Montos en millones de soles corrientes."
REALES = "La línea «{}» lleva los montos a soles de {} con el índice: {}."
COMPUESTA = TASAS["compuesta"].removeprefix("tasa ")
PROPIAS = "Cada recuadro tiene su propia escala, que empieza en cero."
LA_TASA = "{}, la tasa de crecimiento anual {}: solo mira el primer y el último año."


@dataclass(frozen=True)
class Linea:
    """Una serie: cómo se llama, sus valores en millones por año y las cifras de cada uno."""

    nombre: str
    valores: Mapping[int, Decimal]
    cifras: tuple[Cifra, ...]
    tasa: Cifra | None = None
    incompletos: tuple[str, ...] = ()  # los años que no lo están, y hasta cuándo llegan

    @property
    def rotulo(self) -> str:
        """El nombre, el último monto y la tasa."""
        ultimo = formato.numero(self.valores[max(self.valores)], 1)
        tasa = f" ({_con_signo(self.tasa)} al año)" if self.tasa else ""
        return f"{self.nombre}\n{ultimo}{tasa}"

    @property
    def en_palabras(self) -> str:
        anios = "; ".join(f"{a}, {formato.numero(v, 1)}" for a, v in self.valores.items())
        return f"{self.nombre}: {anios}{f'; varió {_con_signo(self.tasa)} al año, tasa compuesta' if self.tasa else ''}."


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


def _con_signo(cifra: Cifra) -> str:
    return f"{'+' if (cifra.valor or 0) > 0 else ''}{cifra.en_cuadro}"


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
    verbo, escrita = ("varió", _con_signo) if bajo else ("creció", _sin_signo)
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
    if aparte:
        por_nombre = {x.nombre: x for x in lineas}
        svg = en_recuadros(
            list(por_nombre), [_con_signo(x.tasa) if x.tasa else "" for x in lineas], lambda e, n: _chico(e, por_nombre[n]), 0.5
        )
    else:
        with lienzo(ALTO) as (figura, [eje]):
            _dibujar(eje, lineas)
            svg = a_svg(figura)
    return Grafico(
        "gasto-serie", titulo, svg, f"{antes} {' '.join(x.en_palabras for x in lineas)}", expediente.fuente_de(*cifras),
        (
            NOMINALES, *((PROPIAS,) if aparte else ()),
            *([LA_TASA.format("Junto a cada nombre" if aparte else "Entre paréntesis", COMPUESTA)] if con_tasa else []),
            *(INCOMPLETOS.format(i) for i in incompletos), *notas,
        ),
        cifras,
    )  # fmt: skip


def _dibujar(eje: Axes, lineas: Sequence[Linea]) -> None:
    anios = sorted({a for x in lineas for a in x.valores})
    todos = [float(v) for x in lineas for v in x.valores.values()]
    tope = max(todos) * 1.06 or 1.0
    for n, linea in enumerate(lineas):
        trazo = TRAZOS[n % len(TRAZOS)]
        for tramo in _tramos(linea.valores):
            eje.plot(tramo, [float(linea.valores[a]) for a in tramo], linewidth=1.9, markersize=5, markeredgecolor=PAPEL,
                     markeredgewidth=0.6, clip_on=False, zorder=4, **trazo)  # fmt: skip
    eje.spines[:].set_visible(False)
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    margen = max(0.15, (anios[-1] - anios[0]) * 0.02)
    eje.set(xlim=(anios[0] - margen, anios[-1] + margen), ylim=(min(0.0, *todos), tope))
    paso = -(-len(anios) // ANIOS_ROTULADOS)
    cuales = list(reversed(anios[::-1][::paso]))
    eje.set_xticks(cuales, [str(a) for a in cuales], fontsize=LETRA_MENOR, color=GRIS)
    marcas = [t for t in eje.get_yticks() if 0 <= t <= tope]
    decimales = 0 if all(t == int(t) for t in marcas) else 1
    eje.set_yticks(marcas, [formato.numero(Decimal(str(t)), decimales) for t in marcas], fontsize=LETRA_MENOR, color=GRIS)
    _rotular(eje, lineas, tope)


def _chico(eje: Axes, linea: Linea) -> None:
    """Una sola línea, con el primer y el último año rotulados."""
    for tramo in _tramos(linea.valores):
        valores = [float(linea.valores[a]) for a in tramo]
        eje.plot(tramo, valores, color=PRIMARIO, linewidth=1.5, marker="o", markersize=2.2, clip_on=False)
    primero, ultimo = min(linea.valores), max(linea.valores)
    tope = float(max(linea.valores.values())) or 1.0
    eje.spines[:].set_visible(False)
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    eje.set(xlim=(primero - 0.3, ultimo + 0.3), ylim=(min(0.0, float(min(linea.valores.values()))), tope * 1.05))
    eje.set_yticks([0, tope], ["0", formato.numero(max(linea.valores.values()), 0)], fontsize=LETRA_MENOR, color=GRIS)
    cuales = list(dict.fromkeys([primero, ultimo]))
    eje.set_xticks(cuales, [str(a) for a in cuales], fontsize=LETRA_MENOR, color=GRIS)


def _rotular(eje: Axes, lineas: Sequence[Linea], tope: float) -> None:
    """A la derecha, el nombre, el último monto y la tasa de cada línea, unidos a su último punto."""
    alto = eje.get_figure().get_size_inches()[1] - 0.35  # type: ignore[union-attr]
    abajo = eje.get_ylim()[0]
    sitio = 2 * POR_LINEA - 0.04
    alturas = separar([float(x.valores[max(x.valores)]) for x in lineas], (tope - abajo) * sitio / alto, abajo, tope)
    izquierda, borde = eje.get_xlim()
    for n, (linea, altura) in enumerate(zip(lineas, alturas, strict=True)):
        ultimo = max(linea.valores)
        color = TRAZOS[n % len(TRAZOS)]["color"]
        eje.annotate(
            linea.rotulo, (ultimo, float(linea.valores[ultimo])), xytext=(borde + (borde - izquierda) * 0.05, altura),
            fontsize=LETRA_MENOR, fontweight="bold", va="center", annotation_clip=False,
            linespacing=1.15, arrowprops={**UNION, "color": color},
        )  # fmt: skip


def _tramos(valores: Mapping[int, Decimal]) -> list[list[int]]:
    """Los años seguidos: un año sin dato corta la línea."""
    tramos: list[list[int]] = []
    for anio in sorted(valores):
        if tramos and tramos[-1][-1] == anio - 1:
            tramos[-1].append(anio)
        else:
            tramos.append([anio])
    return tramos
