"""El dibujo: el país en claro, las regiones del programa llenas y con su nombre."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sistematizacion.presentacion.graficos.lienzo import (
    ANCHO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
)  # fmt: skip
from sistematizacion.presentacion.graficos.mapa.geometria import Forma, Punto, formas
from sistematizacion.presentacion.graficos.mapa.rotulos import Marcada, Rotulo, rotular
from sistematizacion.presentacion.graficos.pulgadas import escribir, pliego

ALTO, MARGEN = 3.9, 0.06  # pulgadas: poco menos de media página


def dibujar(suyas: Mapping[str, Sequence[Forma]], resaltada: str) -> str:
    """El SVG del mapa con las formas de cada región, por su nombre; ``resaltada`` es una de ellas, o vacía."""
    with pliego(ALTO) as (figura, eje):
        marcadas = [parte for partes in suyas.values() for parte in partes]
        for forma in (f for f in formas() if f not in marcadas):
            _forma(eje, _a_pulgadas(forma.contorno), TENUE, PAPEL, 0.7)
        for nombre, partes in sorted(suyas.items(), key=lambda par: par[0] == resaltada):
            fuerte = resaltada in ("", nombre)
            for parte in partes:
                contorno = _a_pulgadas(parte.contorno)
                _forma(eje, contorno, PRIMARIO if fuerte else MEDIO, TINTA if nombre == resaltada else PAPEL, 1.4)
        for rotulo in rotulos(suyas):
            _rotular(eje, rotulo, fuerte=resaltada in ("", rotulo.marcada.nombre))
        return a_svg(figura)


def rotulos(suyas: Mapping[str, Sequence[Forma]]) -> list[Rotulo]:
    """El nombre de cada región marcada y dónde va; en la que tiene varias formas, junto a la mayor."""
    marcadas = [
        Marcada(nombre, Path(_a_pulgadas(mayor.contorno)), tuple(_a_pulgadas([mayor.centro])[0]))
        for nombre, partes in suyas.items()
        for mayor in (max(partes, key=lambda forma: np.ptp(forma.contorno, axis=0).prod()),)
    ]
    return rotular(marcadas, np.concatenate([_a_pulgadas(f.contorno) for f in formas()]), ALTO)


def _a_pulgadas(puntos: Sequence[Punto]) -> np.ndarray:
    """De grados a pulgadas del lienzo: el país entero, centrado y a todo lo alto."""
    todos = np.concatenate([f.contorno for f in formas()])
    (x0, y0), (x1, y1) = todos.min(axis=0), todos.max(axis=0)
    escala = (ALTO - 2 * MARGEN) / (y1 - y0)
    x, y = np.asarray(puntos).T
    pulgadas = np.column_stack([ANCHO / 2 + (x - (x0 + x1) / 2) * escala, MARGEN + (y1 - y) * escala])
    return np.round(pulgadas * 72, 1) / 72  # en décimos de punto, el SVG pesa la mitad y se ve igual


def _forma(eje: Axes, contorno: np.ndarray, color: str, borde: str, grosor: float) -> None:
    eje.add_patch(PathPatch(Path(contorno), facecolor=color, edgecolor=borde, linewidth=grosor, joinstyle="round"))


def _rotular(eje: Axes, rotulo: Rotulo, *, fuerte: bool) -> None:
    nombre = rotulo.marcada.nombre
    if rotulo.dentro:
        color = PAPEL if fuerte else TINTA
        escribir(eje, rotulo.x, rotulo.y, nombre, LETRA_MENOR, negrita=fuerte, color=color, ha="center")
        return
    x, y = rotulo.marcada.centro
    desde = rotulo.x + (0.04 if rotulo.a_la_izquierda else -0.04)
    for color, grosor in ((PAPEL, 2.2), (GRIS, 0.7)):
        eje.plot([desde, x], [rotulo.y, y], color=color, linewidth=grosor, solid_capstyle="butt")
    eje.plot([x], [y], marker="o", markersize=4, markerfacecolor=PAPEL, markeredgecolor=GRIS, zorder=3)
    ha = "right" if rotulo.a_la_izquierda else "left"
    escribir(eje, rotulo.x, rotulo.y, nombre, LETRA_MENOR, negrita=fuerte, ha=ha)
