"""Cómo evolucionó el gasto: el PIM y lo devengado de cada año, o lo devengado por nivel de gobierno."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from sistematizacion.analisis.gasto.crecimiento import TASAS, tasas
from sistematizacion.analisis.gasto.reales import a_soles_de
from sistematizacion.analisis.gasto.vistas import ACTIVIDADES, PROYECTOS, TODO, Parte
from sistematizacion.analisis.lugares import lugares
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, MILLONES, POR_CIENTO, de_filas, monto
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de, hechos_de
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, NIVELES
from sistematizacion.presentacion.graficos.gasto.alcance import Alcance, del_programa
from sistematizacion.presentacion.graficos.gasto.recuadros import en_recuadros
from sistematizacion.presentacion.graficos.gasto.trazos import separar
from sistematizacion.presentacion.graficos.lienzo import ACENTO, GRIS, LETRA_MENOR, MEDIO, PAPEL, PRIMARIO, TENUE, a_svg, lienzo
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ALTO, POR_LINEA = 3.1, 0.19  # pulgadas
ANIOS_ROTULADOS = 11
UN_SOLO_ANIO = "Los datos son de un solo año: no hay evolución que mostrar."
TRAZOS = (
    {"color": PRIMARIO, "linestyle": "-", "marker": "o"},
    {"color": MEDIO, "linestyle": (0, (6, 2)), "marker": "s"},
    {"color": ACENTO, "linestyle": (0, (1, 1.4)), "marker": "^"},
    {"color": GRIS, "linestyle": (0, (4, 1.5, 1, 1.5)), "marker": "D"},
)
MUCHAS = 6  # líneas; con más, va un recuadro por cada una
NOMINALES = "Montos en millones de soles corrientes."
REALES = "La línea «{}» lleva los montos a soles de {} con el índice: {}."
COMPUESTA = TASAS["compuesta"].removeprefix("tasa ")
PROPIAS = "Cada recuadro tiene su propia escala, que empieza en cero."
LA_TASA = "{}, la tasa de crecimiento anual {}: solo mira el primer y el último año."


@dataclass(frozen=True)
class Linea:
    """Una serie: cómo se llama, sus valores en millones por año, las filas de que sale y las cifras de cada año."""

    nombre: str
    partes: Mapping[int, Parte]
    valores: Mapping[int, Decimal]
    cifras: tuple[Cifra, ...]
    tasa: Cifra | None = None

    @property
    def rotulo(self) -> str:
        """El nombre, el último monto y la tasa."""
        ultimo = formato.numero(self.valores[max(self.valores)], 1)
        tasa = f" ({_con_signo(self.tasa)} al año)" if self.tasa else ""
        return f"{self.nombre}\n{ultimo}{tasa}"

    @property
    def en_palabras(self) -> str:
        anios = "; ".join(f"{a}, {formato.numero(v, 1)}" for a, v in self.valores.items())
        return f"{self.nombre}: {anios}{f'; creció {self.tasa.en_cuadro} al año, tasa compuesta' if self.tasa else ''}."


def serie_de_region(expediente: Expediente) -> Grafico:
    """El PIM y lo devengado de cada año; con deflactor, además, lo devengado en soles de un solo año."""
    gasto = gasto_de(expediente)
    region = expediente.region.nombre
    partes = {a: p for a in gasto.anios if (p := gasto.hechos.total(gasto.de(a), gasto.tipo))}
    nombres = {"pim": "PIM", "devengado": "devengado"}
    lineas = [x for m, n in nombres.items() if (x := _linea(expediente, partes, m, n, f"{region}, {gasto.que}", region))]
    if not any(len(x.valores) > 1 for x in lineas):
        raise NoSeMuestra(UN_SOLO_ANIO)
    real, nota = _real(gasto, partes)
    lineas += [real] if real else []
    extra = gasto.que.removeprefix(DE_TIPO[TODO]).removeprefix(", ")
    return _grafico(
        expediente, _titulo_de_region(region, lineas, real, extra), lineas,
        f"Gasto{f' ({extra})' if extra else ''} de {region} por año, en millones de soles.", notas=[nota] if nota else [],
    )  # fmt: skip


def serie_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Lo devengado por nivel de gobierno o por región, lo que abarque más años."""
    niveles, que = _de_niveles(programa)
    try:
        alcance = del_programa(programa)
        regiones = _de_regiones(alcance)
    except NoSeMuestra:
        alcance, regiones = None, []
    if _largo(niveles) > _largo(regiones):
        antes = f"Lo devengado{que} por nivel de gobierno y año, en millones de soles."
        return _grafico(programa, _titulo_de_varias(niveles, que), niveles, antes)
    if alcance is None or _largo(regiones) < 2:
        raise NoSeMuestra(UN_SOLO_ANIO)
    return _grafico(
        programa, _titulo_de_varias(regiones, alcance.gasto), regiones,
        f"Lo devengado{alcance.gasto} por región y año, en millones de soles.", notas=alcance.notas,
    )  # fmt: skip


def _largo(lineas: Sequence[Linea]) -> int:
    return max((len(x.valores) for x in lineas), default=0)


def _de_niveles(programa: ExpedienteDelPrograma) -> tuple[list[Linea], str]:
    """Una línea por nivel de gobierno entero, con el mismo tipo de gasto, y cuál es."""
    hechos = hechos_de(programa)
    mejores: tuple[list[Linea], str] = ([], "")
    for tipo in (TODO, PROYECTOS, ACTIVIDADES):
        lineas = []
        for nivel, nombre in NIVELES.items():
            ambitos = hechos.ambitos(nivel=nivel, pliego="", departamento="", desde=None, foco="")
            partes = {a.anio: p for a in ambitos if (p := hechos.total(a, tipo))}
            linea = _linea(programa, partes, "devengado", nombre, f"{nombre}, país, {DE_TIPO[tipo]}")
            lineas += [linea] if linea else []
        if _largo(lineas) > max(1, _largo(mejores[0])):
            mejores = (lineas, "" if tipo == TODO else f" en {DE_TIPO[tipo]}")
    return mejores


def _de_regiones(alcance: Alcance) -> list[Linea]:
    lineas = []
    for gasto, nombre in zip(alcance.gastos, alcance.nombres, strict=True):
        partes = {a: p for a in gasto.anios if (p := gasto.hechos.total(gasto.de(a), gasto.tipo))}
        if linea := _linea(alcance.expediente, partes, "devengado", nombre, f"{nombre}, {gasto.que}", nombre):
            lineas.append(linea)
    return lineas


def _linea(
    expediente: Alguno, partes: Mapping[int, Parte], cual: str, nombre: str, de: str, region: str = ""
) -> Linea | None:  # fmt: skip
    """La serie de un monto; su tasa, solo si no falta ningún año."""
    conocidas = {a: p for a, p in sorted(partes.items()) if p.montos[cual] is not None}
    if not conocidas:
        return None
    cifras = [monto(expediente, p, cual, f"{de}, año por año: {a}", region=region, conjunto=f"{de}, año por año") for a, p in conocidas.items()]
    serie = {a: p.montos[cual] for a, p in conocidas.items()}
    valores = {a: v / MILLON for a, v in serie.items() if v is not None}
    tasa = _tasa(expediente, serie, [f for p in conocidas.values() for f in p.filas], f"{de}: {cual}", region)
    return Linea(nombre, conocidas, valores, tuple(c for c in cifras if c), tasa)


def _tasa(
    expediente: Alguno, serie: Mapping[int, Decimal | None], filas: Sequence[dict], de: str, region: str
) -> Cifra | None:  # fmt: skip
    valor = tasas(serie)["compuesta"]
    if valor is None:
        return None
    primero, ultimo = min(serie), max(serie)
    conjunto = f"{de.partition(':')[0]}, crecimiento {primero}–{ultimo}"
    return de_filas(
        expediente, valor, POR_CIENTO, f"{conjunto}: {TASAS['compuesta']} del {de.partition(': ')[2]}", filas,
        f"((monto de {ultimo} ÷ monto de {primero}) ^ (1 ÷ {ultimo - primero}) − 1) × 100", region=region, conjunto=conjunto,
    )  # fmt: skip


def _real(gasto: Gasto, partes: Mapping[int, Parte]) -> tuple[Linea | None, str]:
    """Lo devengado en soles del año base, y con qué índice; nada si no hay deflactor de al menos dos de los años."""
    indices = gasto.expediente.tabla("deflactor").to_dict("records")
    por_anio = {int(f["anio"]): f["indice"] for f in indices}
    base = gasto.foco.base or gasto.anio
    reales = a_soles_de(base, {a: p.devengado for a, p in partes.items()}, por_anio)
    conocidos = {a: v for a, v in sorted(reales.items()) if v is not None}
    if len(conocidos) < 2:
        return None, ""
    nombre, region = f"devengado en soles de {base}", gasto.expediente.region.nombre
    usadas = {int(f["anio"]): f for f in indices}
    de = f"{region}, {gasto.que}"
    cifras = tuple(
        _con_indices(
            de_filas(
                gasto.expediente, v / MILLON, MILLONES, f"{de}, año por año: {a}: {nombre}", partes[a].filas,
                f"devengado × índice de {base} ÷ índice de {a}", region=region, conjunto=f"{de}, año por año",
            ),
            [usadas[a], usadas[base]],
        )
        for a, v in conocidos.items()
    )  # fmt: skip
    filas = [f for a in conocidos for f in partes[a].filas]
    tasa = _tasa(gasto.expediente, conocidos, filas, f"{de}: {nombre}", region)
    series = formato.lista(sorted({f["serie"] for f in indices if f["serie"]})) or "sin nombre en los datos"
    linea = Linea(nombre, {a: partes[a] for a in conocidos}, {a: v / MILLON for a, v in conocidos.items()}, cifras, tasa)
    return linea, REALES.format(nombre, base, series)


def _con_indices(cifra: Cifra, indices: Sequence[dict]) -> Cifra:
    """La cifra, que sale también de esas filas del deflactor."""
    de_indices = lugares(pd.DataFrame(indices, columns=["archivo", "hoja", "fila"]))
    citas = dict.fromkeys([*cifra.citas, *((f["fuente"], f["seccion"]) for f in indices)])
    return replace(cifra, origen="calculado", citas=tuple(citas), lugares=tuple(dict.fromkeys([*cifra.lugares, *de_indices])))


def _con_signo(cifra: Cifra) -> str:
    return f"{'+' if (cifra.valor or 0) > 0 else ''}{cifra.en_cuadro}"


def _titulo_de_region(region: str, lineas: Sequence[Linea], real: Linea | None, extra: str) -> str:
    """«Lo devengado por Junín pasó de S/ 2,001.5 a S/ 3,268.3 millones entre 2019 y 2024: 10.3% al año (tasa compuesta)»."""
    linea = next((x for x in lineas if x.nombre == "devengado" and len(x.valores) > 1), lineas[0])
    sujeto = "Lo devengado por" if linea.nombre == "devengado" else "El PIM de"
    primero, ultimo = min(linea.valores), max(linea.valores)
    base = (
        f"{sujeto} {region}{f' ({extra})' if extra else ''} pasó de {formato.soles(linea.valores[primero], 1)} a "
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
    if len(medidas) == 1:
        return f"Lo devengado{que} por {primera.nombre} creció {_de(primera)} al año {anios} (tasa compuesta)"
    sujetos = [x.nombre.replace("Gobierno n", "el Gobierno n").replace("Gobiernos", "los Gobiernos") for x in (primera, ultima)]
    frase = f"Lo devengado{que} por {sujetos[0]} creció {_de(primera)} al año {anios} y lo de {sujetos[1]}, {_de(ultima)}"
    return f"{frase.replace(' de el ', ' del ')} (tasa compuesta)"


def _de(linea: Linea) -> str:
    return linea.tasa.en_cuadro if linea.tasa else formato.VACIO


def _grafico(
    expediente: Alguno, titulo: str, lineas: Sequence[Linea], antes: str, notas: Sequence[str] = ()
) -> Grafico:  # fmt: skip
    cifras = [c for x in lineas for c in (*x.cifras, *([x.tasa] if x.tasa else []))]
    con_tasa = any(x.tasa for x in lineas)
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
            *([LA_TASA.format("Junto a cada nombre" if aparte else "Entre paréntesis", COMPUESTA)] if con_tasa else []), *notas,
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
        eje.plot(tramo, [float(linea.valores[a]) for a in tramo], color=PRIMARIO, linewidth=1.5, marker="o", markersize=2.2, clip_on=False)
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
            linespacing=1.15, arrowprops={"arrowstyle": "-", "color": color, "linewidth": 1, "shrinkA": 2, "shrinkB": 3, "relpos": (0, 0.5)},
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
