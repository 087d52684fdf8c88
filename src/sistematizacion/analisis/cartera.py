"""Cartera seleccionada de proyectos (CSP): su presupuesto al cierre y el estado de sus obras."""

from decimal import Decimal

import pandas as pd


def pim_al_cierre(inicial: Decimal, variacion: Decimal) -> Decimal:
    """El PIM después de variar ``variacion`` por ciento; en la unidad de ``inicial``.

    >>> pim_al_cierre(Decimal(240), Decimal(7))
    Decimal('256.8')
    """
    return inicial * (100 + variacion) / 100


def devengado(pim: Decimal, avance: Decimal) -> Decimal:
    """El devengado que corresponde a un avance del PIM (devengado ÷ PIM × 100).

    >>> devengado(Decimal(200), Decimal("96.5"))
    Decimal('193')
    """
    return (pim * avance / 100).normalize()


def estado_de_obras(cifras: pd.DataFrame) -> pd.DataFrame:
    """Inversiones de la CSP según su retraso.

    Returns:
        Una fila por grado publicado más ``sin_retraso`` (el resto de la CSP), de menor a mayor retraso: ``estado`` e
        ``inversiones``. Vacía si falta el total o los grados.
    """
    total = cifras[(cifras["indicador"] == "cartera_csp") & (cifras["categoria"] == "")]["valor"]
    grados = cifras[cifras["indicador"] == "obras_con_retraso"].set_index("categoria")["valor"]
    if total.empty or grados.empty:
        return pd.DataFrame({"estado": [], "inversiones": []})
    resto = total.iloc[0] - sum(grados, Decimal(0))
    filas = [("sin_retraso", resto), *((g, grados[g]) for g in ("moderado", "critico") if g in grados.index)]
    return pd.DataFrame(filas, columns=["estado", "inversiones"])
