"""Consultas sobre la tabla única de cifras."""

from datetime import date

import numpy as np
import pandas as pd


def coincidencias(cifras: pd.DataFrame, indicador: str, categoria: str = "", fecha: date | None = None) -> pd.DataFrame:
    """Filas de ``cifras`` con ese indicador y esa categoría (vacía = el total); con ``fecha``, solo las de ese corte.

    Las más recientes van primero; entre las de la misma fecha, en el orden en que se escribieron.
    """
    iguales = (cifras["indicador"] == indicador).to_numpy() & (cifras["categoria"] == categoria).to_numpy()
    lugares = np.flatnonzero(iguales).tolist()  # son pocas, y se piden miles de veces: sin pasar cada paso por pandas
    fechas = cifras["fecha_corte"].to_numpy()[lugares]
    if fecha is not None:
        return cifras.iloc[[n for n, f in zip(lugares, fechas, strict=True) if f == fecha]]
    dias = [f.toordinal() if f else 0 for f in fechas]
    return cifras.iloc[[n for n, _ in sorted(zip(lugares, dias, strict=True), key=lambda par: -par[1])]]


def categorias(cifras: pd.DataFrame, indicador: str) -> list[str]:
    """Categorías que ese indicador tiene, en el orden en que se escribieron y sin repetir."""
    filas = cifras[(cifras["indicador"] == indicador) & (cifras["categoria"] != "")]
    return list(dict.fromkeys(filas["categoria"]))
