"""Consultas sobre la tabla única de cifras."""

from datetime import date

import pandas as pd


def coincidencias(cifras: pd.DataFrame, indicador: str, categoria: str = "", fecha: date | None = None) -> pd.DataFrame:
    """Filas de ``cifras`` con ese indicador y esa categoría (vacía = el total); con ``fecha``, solo las de ese corte.

    Las más recientes van primero; entre las de la misma fecha, en el orden en que se escribieron.
    """
    filas = cifras[(cifras["indicador"] == indicador) & (cifras["categoria"] == categoria)]
    if fecha is not None:
        return filas[filas["fecha_corte"] == fecha]
    orden = [-(f.toordinal() if f else 0) for f in filas["fecha_corte"]]
    return filas.assign(_orden=orden).sort_values("_orden", kind="stable").drop(columns="_orden")


def categorias(cifras: pd.DataFrame, indicador: str) -> list[str]:
    """Categorías que ese indicador tiene, en el orden en que se escribieron y sin repetir."""
    filas = cifras[(cifras["indicador"] == indicador) & (cifras["categoria"] != "")]
    return list(dict.fromkeys(filas["categoria"]))
