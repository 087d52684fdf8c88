"""Encuesta de satisfacción: conteos, porcentajes y la reconstrucción de respuestas desde lo publicado."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje

MEDIO_PUNTO = Decimal("0.5")


def resumir(encuesta: pd.DataFrame) -> pd.DataFrame:
    """Respuestas por pregunta.

    Args:
        encuesta: una fila por respuesta, con ``pregunta`` y ``respuesta``.

    Returns:
        Una fila por pregunta y respuesta dada: ``pregunta``, ``respuesta``, ``conteo`` (int), ``n`` (int, quienes
        respondieron esa pregunta) y ``porcentaje`` (Decimal, sin redondear).
    """
    if encuesta.empty:
        return pd.DataFrame({"pregunta": [], "respuesta": [], "conteo": [], "n": [], "porcentaje": []})
    conteos = encuesta.groupby(["pregunta", "respuesta"], sort=False).size().rename("conteo").reset_index()
    conteos["n"] = conteos.groupby("pregunta")["conteo"].transform("sum")
    partes = zip(conteos["conteo"], conteos["n"], strict=True)
    conteos["porcentaje"] = [porcentaje(Decimal(int(c)), Decimal(int(n))) for c, n in partes]
    return conteos


def reconstruir(publicados: Mapping[str, Decimal], n: int) -> dict[str, int]:
    """Los únicos conteos enteros que suman ``n`` y dan los porcentajes publicados, a medio punto o menos.

    Medio punto admite tanto el redondeo hacia arriba (12.5 → 13) como el corte (12.5 → 12) que usan los informes.

    Raises:
        ValueError: ningún reparto los da, o más de uno.

    >>> reconstruir({"muy": Decimal(88), "algo": Decimal(12)}, 8)
    {'muy': 7, 'algo': 1}
    >>> reconstruir({"muy": Decimal(63), "algo": Decimal(38)}, 8)
    {'muy': 5, 'algo': 3}
    """
    posibles = [
        [k for k in range(n + 1) if abs(porcentaje(Decimal(k), Decimal(n)) - publicado) <= MEDIO_PUNTO]
        for publicado in publicados.values()
    ]
    repartos = [reparto for reparto in product(*posibles) if sum(reparto) == n]
    if len(repartos) != 1:
        raise ValueError(f"{len(repartos)} repartos de {n} respuestas dan {dict(publicados)}; debe ser uno solo")
    return dict(zip(publicados, repartos[0], strict=True))
