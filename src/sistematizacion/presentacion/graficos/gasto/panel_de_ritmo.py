"""Cómo se dibuja el ritmo del año: el abanico de los gobiernos regionales, su mediana y las líneas propias."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sistematizacion.analisis.gasto.ritmo import Mes, Reparto
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.gasto.palabras import MESES
from sistematizacion.presentacion.graficos.gasto.trazos import separar, tope_de
from sistematizacion.presentacion.graficos.lienzo import (
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
    lienzo,
)

ALTO = 3.5  # pulgadas
PROPIA = {"color": PRIMARIO, "linewidth": 2.4, "marker": "o", "markersize": 4, "zorder": 5}
MEDIANA = {"color": GRIS, "linewidth": 1.6, "linestyle": (0, (5, 2)), "zorder": 4}
ANTERIOR = {"color": MEDIO, "linewidth": 1.1, "linestyle": (0, (1, 1.6)), "zorder": 3}
BANDA = {"facecolor": TENUE, "edgecolor": "none", "alpha": 0.75, "zorder": 0}
CUARTILES = {"facecolor": "none", "edgecolor": MEDIO, "hatch": "////", "linewidth": 0.6, "zorder": 1}


def dibujar(
    meses: Sequence[Mes], bandas: Mapping[int, Reparto], antes: Mapping[int, list[Mes]], avance: Cifra, quien: str
) -> str:  # fmt: skip
    """El ritmo de una región en el ancho de la página; ``quien`` es su nombre y su año, y ``avance``, su última cifra."""
    with lienzo(ALTO) as (figura, [eje]):
        trazar(eje, meses, bandas, antes)
        _rotular(eje, meses, avance, quien.rpartition(", ")[0], bandas, antes)
        if bandas or antes:
            _leyenda(figura, quien, hay_abanico=bool(bandas), hay_anteriores=bool(antes))
        return a_svg(figura)


def trazar(
    eje: Axes, meses: Sequence[Mes], bandas: Mapping[int, Reparto], antes: Mapping[int, list[Mes]], *, chico: bool = False
) -> None:
    """Las bandas, la mediana, los años anteriores y la línea propia, con sus ejes."""
    x = list(bandas)
    if bandas:
        de = {c: [float(getattr(r, c)) for r in bandas.values()] for c in ("minimo", "primero", "mediana", "tercero", "maximo")}
        eje.fill_between(x, de["minimo"], de["maximo"], **BANDA)
        eje.fill_between(x, de["primero"], de["tercero"], **CUARTILES)
        eje.plot(x, de["mediana"], **MEDIANA | ({"linewidth": 1.1} if chico else {}))
    for suyos in antes.values():
        eje.plot([m.mes for m in suyos], [float(m.avance or 0) for m in suyos], **ANTERIOR)
    ys = [float(m.avance or 0) for m in meses]
    eje.plot([m.mes for m in meses], ys, clip_on=False, **PROPIA | ({"markersize": 2, "linewidth": 1.7} if chico else {}))
    altos = ys + [float(r.maximo) for r in bandas.values()] + [float(m.avance or 0) for s in antes.values() for m in s]
    tope = tope_de(altos)
    ultimo = max([len(meses), *x, *(m[-1].mes for m in antes.values())])
    eje.spines[:].set_visible(False)
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    eje.set(xlim=(0.8, ultimo), ylim=(0, tope))
    marcas = [0, 50, 100] if chico else [0, 25, 50, 75, 100]
    eje.set_yticks(marcas, [formato.porcentaje(m, 0) for m in marcas], fontsize=LETRA_MENOR, color=GRIS)
    cuales = range(1, ultimo + 1, 3 if chico else 1)
    eje.set_xticks(list(cuales), [MESES[m - 1][:3] for m in cuales], fontsize=LETRA_MENOR, color=GRIS)


def _rotular(
    eje: Axes, meses: Sequence[Mes], avance: Cifra, nombre: str, bandas: Mapping[int, Reparto], antes: Mapping[int, list[Mes]]
) -> None:
    """A la derecha, el nombre y el último valor de cada línea, separados para que no se encimen."""
    rotulos = [(len(meses), float(avance.valor or 0), f"{nombre} {avance.en_cuadro}", PRIMARIO, True)]
    if bandas:
        ultimo = max(bandas)
        r = bandas[ultimo]
        rotulos += [(ultimo, float(r.mediana), f"mediana {formato.porcentaje(r.mediana, 1)}", GRIS, False)]
    for anio, suyos in antes.items():
        final = suyos[-1]
        rotulos.append((final.mes, float(final.avance or 0), f"{anio}: {formato.porcentaje(final.avance, 1)}", TINTA, False))
    abajo, arriba = eje.get_ylim()
    alturas = separar([y for _, y, *_ in rotulos], (arriba - abajo) * 0.058, abajo, arriba)
    borde = eje.get_xlim()[1]
    for (x, y, texto, color, negrita), altura in zip(rotulos, alturas, strict=True):
        eje.annotate(
            texto, (x, y), xytext=(borde + (borde - 1) * 0.03, altura), color=color, va="center",
            fontsize=LETRA_MENOR + (1 if negrita else 0), fontweight="bold" if negrita else "normal", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": GRIS, "linewidth": 0.5, "shrinkA": 1, "shrinkB": 3, "relpos": (0, 0.5)},
        )  # fmt: skip


def _leyenda(figura: Figure, quien: str, *, hay_abanico: bool, hay_anteriores: bool) -> None:
    muestras = [(Line2D([], [], **_sin_orden(PROPIA)), quien)]
    if hay_anteriores:
        muestras.append((Line2D([], [], **_sin_orden(ANTERIOR)), "años anteriores"))
    if hay_abanico:
        muestras += [
            (Line2D([], [], **_sin_orden(MEDIANA)), "mediana de los gobiernos regionales"),
            (Patch(**_sin_orden(CUARTILES)), "del 1.er al 3.er cuartil"), (Patch(**_sin_orden(BANDA)), "del mínimo al máximo"),
        ]  # fmt: skip
    figura.legend(
        *zip(*muestras, strict=True), loc="outside lower left", ncols=3, frameon=False, fontsize=LETRA_MENOR, handlelength=2.4
    )


def _sin_orden(trazo: dict) -> dict:
    return {c: v for c, v in trazo.items() if c != "zorder"}
