"""Dibujar midiendo en pulgadas, desde la esquina superior izquierda: textos, barras, líneas y círculos."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.textpath import TextPath

from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    ANCHO,
    DE_RESPALDO,
    GRIS,
    PAPEL,
    PRIMARIO,
    REGLA,
    TINTA,
    estilo,
    registrar,
)  # fmt: skip
from sistematizacion.presentacion.marca import Familia, activa


@contextmanager
def pliego(alto: float) -> Iterator[tuple[Figure, Axes]]:
    """Una figura en la que se dibuja midiendo en pulgadas desde la esquina superior izquierda, hacia abajo."""
    with estilo():
        figura = Figure(figsize=(ANCHO, alto))
        eje = figura.add_axes((0, 0, 1, 1))
        eje.set(xlim=(0, ANCHO), ylim=(alto, 0))
        eje.axis("off")
        yield figura, eje


def medir(texto: str, cuerpo: float = 9.5, negrita: bool = False) -> float:
    """El ancho de un texto de una línea, en pulgadas."""
    return _medir(texto, cuerpo, negrita, activa().titulos)


@lru_cache(maxsize=4096)
def _medir(texto: str, cuerpo: float, negrita: bool, familia: Familia) -> float:
    registrar(familia)
    letra = font_manager.FontProperties(family=[familia.nombre, DE_RESPALDO], weight="bold" if negrita else "normal")
    return float(TextPath((0, 0), texto, cuerpo, prop=letra).get_extents().x1) / 72 if texto.strip() else 0.0


def renglones(texto: str, ancho: float, cuerpo: float = 9.5, negrita: bool = False) -> list[str]:
    """El texto partido, entre palabras, en renglones que caben en ``ancho`` pulgadas."""
    hechos: list[str] = []
    for palabra in texto.split(" "):
        junto = f"{hechos[-1]} {palabra}" if hechos else palabra
        hechos[-1:] = [junto] if medir(junto, cuerpo, negrita) <= ancho else [*hechos[-1:], palabra]
    return hechos


def escribir(
    eje: Axes,
    x: float,
    y: float,
    texto: str,
    cuerpo: float = 9.5,
    *,
    negrita: bool = False,
    color: str = TINTA,
    ha: str = "left",
) -> None:
    """Un texto cuyas mayúsculas y cifras quedan centradas en ``y``; si trae varios renglones, el bloque entero."""
    lineas = texto.split("\n")
    for n, linea in enumerate(lineas):
        base = y + (0.33 + 1.16 * (n - (len(lineas) - 1) / 2)) * cuerpo / 72
        eje.text(
            x,
            base,
            linea,
            fontsize=cuerpo,
            fontweight="bold" if negrita else "normal",
            color=color,
            ha=ha,
            va="baseline",
        )


def franja(
    eje: Axes, x: float, y: float, ancho: float, alto: float, color: str = PRIMARIO, trama: str = "", borde: str = "none"
) -> None:
    """Una barra de ``alto`` pulgadas centrada en ``y``, que empieza en ``x``."""
    eje.add_patch(
        Rectangle((x, y - alto / 2), ancho, alto, facecolor=color, hatch=trama, edgecolor=borde, linewidth=0.8)
    )


def raya(eje: Axes, y: float, x: float = 0.0, hasta: float = ANCHO, color: str = REGLA, grosor: float = 0.7) -> None:
    """Una línea horizontal."""
    eje.plot([x, hasta], [y, y], color=color, linewidth=grosor, solid_capstyle="butt")


def marca(eje: Axes, x: float, y: float, alto: float) -> None:
    """Una línea vertical con borde blanco, que se ve también sobre una barra oscura."""
    for color, grosor in ((PAPEL, 4.0), (ACENTO, 2.0)):
        eje.plot([x, x], [y - alto / 2, y + alto / 2], color=color, linewidth=grosor, solid_capstyle="butt")


def circulo(eje: Axes, x: float, y: float, radio: float, *, lleno: bool) -> None:
    """Un círculo lleno, o vacío con borde."""
    color, borde = (PRIMARIO, PRIMARIO) if lleno else (PAPEL, GRIS)
    eje.add_patch(Circle((x, y), radio, facecolor=color, edgecolor=borde, linewidth=1, zorder=3))
