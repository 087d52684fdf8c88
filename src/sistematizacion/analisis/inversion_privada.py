"""Inversión privada: en qué fase está cada modalidad y cuánto de su monto se firmó en convenios."""

from decimal import Decimal

import pandas as pd


def por_modalidad_y_fase(oxi: pd.DataFrame, modalidades: tuple[str, ...], fases: tuple[str, ...]) -> pd.DataFrame:
    """Proyectos y monto de cada modalidad en cada fase, en el orden de ambas listas; solo donde hay alguno.

    Returns:
        ``modalidad``, ``fase``, ``proyectos``, ``monto`` (suma de los que lo tienen, o None) y ``sin_monto``.
    """
    filas = []
    for modalidad in modalidades:
        for fase in fases:
            grupo = oxi[(oxi["modalidad"] == modalidad) & (oxi["fase"] == fase)]
            if len(grupo):
                monto, sin_monto = sumar(grupo["monto"])
                filas.append((modalidad, fase, len(grupo), monto, sin_monto))
    return pd.DataFrame(filas, columns=["modalidad", "fase", "proyectos", "monto", "sin_monto"], dtype=object)


def convenios(oxi: pd.DataFrame) -> pd.DataFrame:
    """Los proyectos con convenio firmado, por fecha (los que no la dicen, al final).

    Returns:
        Sus filas con ``diferencia``: monto del convenio menos monto del proyecto (Decimal, o None si falta uno).
    """
    firmados = oxi[oxi["convenio"].fillna("") != ""]
    diferencias = [
        None if m is None or c is None else c - m
        for m, c in zip(firmados["monto"], firmados["monto_convenio"], strict=True)
    ]
    orden = [(f is None, str(f or "")) for f in firmados["fecha_convenio"]]
    hechas = firmados.assign(diferencia=pd.Series(diferencias, index=firmados.index, dtype=object), _orden=orden)
    return hechas.sort_values("_orden", kind="stable").drop(columns="_orden")


def sumar(montos: pd.Series) -> tuple[Decimal | None, int]:
    """La suma de los montos que hay (None si ninguno) y cuántos faltan."""
    hay = [m for m in montos if m is not None]
    return (sum(hay, Decimal(0)) if hay else None), len(montos) - len(hay)
