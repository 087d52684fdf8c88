"""El avance del PIM de la cartera seleccionada frente al de la cartera entera del pliego."""

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control.desempeno import dividir
from sistematizacion.analisis.control.meses import mes_de


def frente_a_la_region(mef_cartera: pd.DataFrame, corte: date) -> dict[str, Any] | None:
    """Lo ejecutado por la cartera entera del pliego en el año del corte, según los archivos del MEF.

    Args:
        mef_cartera: una fila por mes, con ``inversiones``, ``pim`` (del año) y ``devengado`` (del mes), en soles.

    Returns:
        ``mes`` (el último hasta el corte), ``inversiones``, ``pim``, ``devengado`` (suma de los meses del año),
        ``avance`` (devengado ÷ PIM × 100) y ``filas`` (las usadas); None si la tabla no trae el año o su PIM.
    """
    if mef_cartera.empty:
        return None
    meses = [mes_de(m) for m in mef_cartera["mes"]]
    del_anio = mef_cartera[[m <= mes_de(corte) and m[0] == corte.year for m in meses]].sort_values("mes", kind="stable")
    con_pim = del_anio[del_anio["pim"].notna()]
    devengados = [v for v in del_anio["devengado"] if v is not None]
    if con_pim.empty or not devengados:
        return None
    ultimo, devengado = con_pim.iloc[-1], sum(devengados, Decimal(0))
    return {
        "mes": ultimo["mes"],
        "inversiones": ultimo["inversiones"],
        "pim": ultimo["pim"],
        "devengado": devengado,
        "avance": dividir(devengado, ultimo["pim"], 100),
        "filas": del_anio,
    }
