"""La curva S de una obra: poco avance al empezar y al terminar, y el mayor a la mitad."""

from math import exp

PENDIENTE = 7.0  # cuán marcada es la S; con más, la obra se concentra más a la mitad


def programado(mes: float, meses: int) -> float:
    """El avance acumulado programado, en tanto por ciento, al cumplirse ``mes`` de ``meses``.

    >>> programado(0, 12), round(programado(6, 12), 1), programado(15, 12)
    (0.0, 50.0, 100.0)
    """
    parte = min(max(mes / meses, 0.0), 1.0)
    bajo, alto = _logistica(0.0), _logistica(1.0)
    return 100 * (_logistica(parte) - bajo) / (alto - bajo)


def _logistica(parte: float) -> float:
    return 1 / (1 + exp(-PENDIENTE * (parte - 0.5)))
