"""Dónde va el nombre de cada región marcada: dentro de su forma si cabe; si no, fuera del país, con una línea guía."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path

from sistematizacion.presentacion.graficos.lienzo import LETRA_MENOR
from sistematizacion.presentacion.graficos.mapa.geometria import Punto
from sistematizacion.presentacion.graficos.pulgadas import medir

RENGLON = 0.145  # pulgadas entre los centros de dos rótulos, como poco
AIRE = 0.05  # pulgadas entre un nombre y el borde de su forma
SEPARACION = 0.14  # pulgadas entre el país y un rótulo de fuera


@dataclass(frozen=True, eq=False)
class Marcada:
    """Una región por rotular: su nombre, su contorno y un punto de dentro, en pulgadas del lienzo."""

    nombre: str
    contorno: Path
    centro: Punto


@dataclass(frozen=True)
class Rotulo:
    """Un nombre con su lugar; ``x`` es su centro si va ``dentro``, y si no, el extremo que mira al país."""

    marcada: Marcada
    x: float
    y: float
    dentro: bool
    a_la_izquierda: bool = False

    @property
    def ancho(self) -> float:
        """El del texto, en pulgadas."""
        return medir(self.marcada.nombre, LETRA_MENOR, True)

    @property
    def caja(self) -> tuple[float, float, float, float]:
        """Izquierda, arriba, derecha y abajo."""
        izquierda = self.x - (self.ancho / 2 if self.dentro else self.ancho if self.a_la_izquierda else 0)
        return izquierda, self.y - RENGLON / 2, izquierda + self.ancho, self.y + RENGLON / 2


def rotular(marcadas: Sequence[Marcada], pais: np.ndarray, alto: float) -> list[Rotulo]:
    """El rótulo de cada una, sin que dos se encimen ni salgan de ``alto``; ``pais`` son los puntos del contorno."""
    dentro = [Rotulo(m, *m.centro, True) for m in marcadas if _cabe(m)]
    fuera = [m for m in marcadas if not _cabe(m)]
    izquierda = [m for m in fuera if _lejos(m, pais, True) <= _lejos(m, pais, False)]
    derecha = [m for m in fuera if m not in izquierda]
    return [*dentro, *_columna(izquierda, pais, alto, True), *_columna(derecha, pais, alto, False)]


def _lejos(marcada: Marcada, pais: np.ndarray, a_la_izquierda: bool) -> float:
    return abs(marcada.centro[0] - _junto_al_pais(pais, marcada.centro[1], a_la_izquierda))


def _cabe(marcada: Marcada) -> bool:
    x, y = marcada.centro
    ancho, alto = medir(marcada.nombre, LETRA_MENOR, True) / 2 + AIRE, RENGLON / 2
    borde = [(x + dx * ancho, y + dy * alto) for dx in np.linspace(-1, 1, 9) for dy in (-1, 0, 1)]
    return bool(marcada.contorno.contains_points(borde).all())


def _columna(marcadas: Sequence[Marcada], pais: np.ndarray, alto: float, a_la_izquierda: bool) -> list[Rotulo]:
    """Los rótulos de un lado, de arriba abajo, cada uno lo más cerca posible de la altura de su región."""
    en_orden = sorted(marcadas, key=lambda m: m.centro[1])
    return [
        Rotulo(m, _junto_al_pais(pais, y, a_la_izquierda), y, False, a_la_izquierda)
        for m, y in zip(en_orden, _separar([m.centro[1] for m in en_orden], alto), strict=True)
    ]


def _separar(alturas: Sequence[float], alto: float) -> list[float]:
    """Las alturas, ya en orden, con un renglón entre ellas y dentro del lienzo, moviéndolas lo menos posible.

    >>> [round(y, 2) for y in _separar([1.0, 1.0, 3.0], 4.0)]
    [0.93, 1.07, 3.0]
    """
    # Restado a cada una su lugar en la fila, basta con que no bajen: los grupos que se cruzan toman su media.
    grupos: list[list[float]] = []
    for n, y in enumerate(alturas):
        grupos.append([y - n * RENGLON])
        while len(grupos) > 1 and np.mean(grupos[-2]) > np.mean(grupos[-1]):
            grupos[-2:] = [grupos[-2] + grupos[-1]]
    sueltas = [float(np.mean(grupo)) for grupo in grupos for _ in grupo]
    arriba, abajo = RENGLON / 2, alto - RENGLON / 2 - (len(alturas) - 1) * RENGLON
    return [min(max(y, arriba), abajo) + n * RENGLON for n, y in enumerate(sueltas)]


def _junto_al_pais(pais: np.ndarray, y: float, a_la_izquierda: bool) -> float:
    """Dónde termina el país a esa altura, con su separación."""
    cerca = pais[np.abs(pais[:, 1] - y) <= RENGLON]
    if not len(cerca):
        cerca = pais[[np.argmin(np.abs(pais[:, 1] - y))]]
    return float(cerca[:, 0].min() - SEPARACION if a_la_izquierda else cerca[:, 0].max() + SEPARACION)
