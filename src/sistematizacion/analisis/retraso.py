"""El retraso de las obras por su SPI: avance físico ejecutado ÷ avance físico programado."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd


def ultimo_avance(avances: pd.DataFrame) -> pd.DataFrame:
    """El último mes de cada inversión que tiene avance físico programado y ejecutado.

    Args:
        avances: una fila por inversión y mes, con ``cui``, ``mes``, ``fisico_programado`` y ``fisico_ejecutado``
            (acumulados, en tanto por ciento, Decimal o None).

    Returns:
        Una fila por inversión, las mismas columnas más ``spi`` (Decimal).
    """
    if avances.empty:
        return avances.reindex(columns=[*avances.columns, "spi"])
    medidos = avances[avances["fisico_programado"].notna() & avances["fisico_ejecutado"].notna()]
    medidos = medidos[[bool(v) for v in medidos["fisico_programado"]]]  # nada programado todavía no da SPI
    ultimos = medidos.sort_values("mes", kind="stable").drop_duplicates("cui", keep="last").sort_index()
    pares = zip(ultimos["fisico_ejecutado"], ultimos["fisico_programado"], strict=True)
    return ultimos.assign(spi=pd.Series([e / p for e, p in pares], index=ultimos.index, dtype=object))


def obras_con_retraso(avances: pd.DataFrame, umbrales: Mapping[str, Decimal]) -> pd.DataFrame:
    """El grado de retraso de cada inversión según su último SPI.

    Args:
        umbrales: por grado, el SPI por debajo del cual lo tiene; rige el menor que se cumpla.

    Returns:
        Las filas de ``ultimo_avance`` con ``grado`` (vacío si no hay retraso).

    >>> meses = pd.DataFrame({"cui": ["1", "2"], "mes": ["2025-12"] * 2, "fisico_programado": [Decimal(50)] * 2,
    ...                       "fisico_ejecutado": [Decimal(30), Decimal(45)]})
    >>> list(obras_con_retraso(meses, {"critico": Decimal("0.8"), "moderado": Decimal(1)})["grado"])
    ['critico', 'moderado']
    """
    ultimos = ultimo_avance(avances)
    orden = sorted(umbrales.items(), key=lambda par: par[1])
    return ultimos.assign(grado=[next((g for g, u in orden if spi < u), "") for spi in ultimos["spi"]])
