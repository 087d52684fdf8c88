"""Los valores de una celda, vengan de un CSV, de un libro o del almacén: los mismos tipos, y «sin dato» siempre ``None``."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

Fila = dict[str, Any]


def filas(tabla: pd.DataFrame) -> list[Fila]:
    """Las filas como diccionarios, sin nulos de pandas ni textos vacíos."""
    return [{columna: limpio(valor) for columna, valor in fila.items()} for fila in tabla.to_dict("records")]


def limpio(valor: Any) -> Any:
    """El valor, o ``None`` si no hay dato.

    >>> limpio(""), limpio(float("nan")), limpio("x")
    (None, None, 'x')
    """
    return None if valor is None or valor == "" or pd.isna(valor) else valor


def exacto(valor: Any) -> Decimal | None:
    """El número exacto, o ``None``.

    >>> exacto("12.50"), exacto(0.1), exacto(None)
    (Decimal('12.50'), Decimal('0.1'), None)
    """
    return None if limpio(valor) is None else valor if isinstance(valor, Decimal) else Decimal(str(valor))


def mes(valor: Any) -> str | None:
    """El mes de un texto o de una fecha.

    >>> mes("2025-09"), mes(date(2025, 9, 30)), mes(None)
    ('2025-09', '2025-09', None)
    """
    if limpio(valor) is None:
        return None
    return f"{valor:%Y-%m}" if isinstance(valor, date) else str(valor)[:7]


def dia(valor: Any) -> date | None:
    """La fecha sin hora ni precisión.

    >>> dia("2025-09-07"), dia(pd.Timestamp(2025, 9, 7))
    (datetime.date(2025, 9, 7), datetime.date(2025, 9, 7))
    """
    if limpio(valor) is None:
        return None
    if isinstance(valor, datetime):
        return valor.date()
    return date(valor.year, valor.month, valor.day) if isinstance(valor, date) else date.fromisoformat(str(valor)[:10])
