"""Un sorteo que da siempre lo mismo, en cualquier máquina y con cualquier versión de las bibliotecas."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
FERIADOS = {date(2025, 7, 23), date(2025, 7, 28), date(2025, 7, 29), date(2025, 8, 6), date(2025, 10, 8), date(2025, 12, 8),
            date(2025, 12, 9), date(2025, 12, 25)}  # fmt: skip


class Azar:
    """Sorteos sobre una semilla de texto, una por tabla: cambiar una tabla no cambia las demás.

    Solo usa ``random()``, lo único que Python promete que no cambiará entre versiones.

    >>> Azar("altamar/actividades").entre(1, 6) == Azar("altamar/actividades").entre(1, 6)
    True
    """

    def __init__(self, semilla: str) -> None:
        self._fuente = random.Random(semilla)

    def real(self, desde: float, hasta: float) -> float:
        """Un número entre ``desde`` y ``hasta``."""
        return desde + (hasta - desde) * self._fuente.random()

    def entre(self, desde: int, hasta: int) -> int:
        """Un entero entre ``desde`` y ``hasta``, incluidos los dos."""
        return desde + int(self._fuente.random() * (hasta - desde + 1))

    def elegir(self, opciones: Sequence[T]) -> T:
        """Una de las opciones."""
        return opciones[self.entre(0, len(opciones) - 1)]

    def barajar(self, opciones: Sequence[T]) -> list[T]:
        """Las mismas opciones en otro orden."""
        return [opcion for _, _, opcion in sorted((self._fuente.random(), n, o) for n, o in enumerate(opciones))]

    def dia_habil(self, desde: date, hasta: date) -> date:
        """Un día de trabajo entre los dos."""
        return habil(desde + timedelta(self.entre(0, (hasta - desde).days)), hasta)


def habil(dia: date, hasta: date) -> date:
    """Ese día o el siguiente de trabajo; si ya pasa de ``hasta``, el anterior.

    >>> habil(date(2025, 7, 26), date(2025, 12, 31)), habil(date(2025, 12, 28), date(2025, 12, 28))
    (datetime.date(2025, 7, 30), datetime.date(2025, 12, 26))
    """
    avance = dia
    while avance.weekday() > 4 or avance in FERIADOS:
        avance += timedelta(1)
    while avance > hasta or avance.weekday() > 4 or avance in FERIADOS:
        avance -= timedelta(1)
    return avance
