"""Cierre de inversiones: cuántas por ruta y qué parte se cerró."""

from decimal import Decimal

import pandas as pd


def porcentaje(parte: Decimal, total: Decimal) -> Decimal:
    """Cuánto es ``parte`` de ``total``, en tanto por ciento y sin redondear.

    >>> round(porcentaje(Decimal(132), Decimal(190)), 2)
    Decimal('69.47')
    """
    return parte * 100 / total


def por_ruta(cifras: pd.DataFrame) -> pd.DataFrame:
    """Inversiones por ruta de cierre.

    Args:
        cifras: la tabla única de cifras.

    Returns:
        Una fila por ruta publicada, en el orden del archivo: ``categoria``, ``inversiones`` (Decimal) y ``porcentaje``
        (Decimal, sobre la suma de las rutas).
    """
    filas = cifras[(cifras["indicador"] == "cierre_universo") & (cifras["categoria"] != "")]
    total = sum(filas["valor"], Decimal(0))
    return pd.DataFrame(
        {
            "categoria": list(filas["categoria"]),
            "inversiones": list(filas["valor"]),
            "porcentaje": [porcentaje(v, total) for v in filas["valor"]],
        }
    )
