"""Medianas exactas y plazos en días."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from statistics import median


def mediana(valores: Iterable[int | Decimal | None]) -> Decimal | None:
    """La mediana de los que tienen dato, exacta; ``None`` si ninguno lo tiene.

    >>> mediana([3, None, 10, 4]), mediana([3, 4]), mediana([None])
    (Decimal('4'), Decimal('3.5'), None)
    """
    con_dato = [Decimal(v) for v in valores if v is not None]
    return median(con_dato) if con_dato else None


def dias(desde: date | None, hasta: date | None) -> int | None:
    """Los días de una fecha a otra; ``None`` si falta alguna o van al revés."""
    if desde is None or hasta is None or hasta < desde:
        return None
    return (hasta - desde).days


def anios(desde: date | None, hasta: date) -> int | None:
    """Los años cumplidos de una fecha a otra; ``None`` si falta la primera o es posterior.

    >>> anios(date(2020, 12, 31), date(2025, 12, 30)), anios(date(2020, 12, 30), date(2025, 12, 30))
    (4, 5)
    """
    if desde is None or hasta < desde:
        return None
    return hasta.year - desde.year - ((hasta.month, hasta.day) < (desde.month, desde.day))
