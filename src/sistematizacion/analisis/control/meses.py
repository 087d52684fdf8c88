"""Cuentas con meses. Un mes es su último día, como lo da ``nucleo.corte.Corte``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pandas as pd

from sistematizacion.nucleo.corte import Corte

Mes = tuple[int, int]
MEDIDAS = ("fisico_programado", "fisico_ejecutado", "financiero_programado", "financiero_ejecutado")


def mes_de(dia: date) -> Mes:
    """El año y el mes de un día: lo que hay que comparar, sea cual sea su precisión."""
    return dia.year, dia.month


def mover(mes: Mes, cuantos: int) -> Mes:
    """Tantos meses después; antes, si es negativo.

    >>> mover((2025, 12), 1), mover((2026, 1), -1)
    ((2026, 1), (2025, 12))
    """
    anio, indice = divmod(mes[0] * 12 + mes[1] - 1 + cuantos, 12)
    return anio, indice + 1


def entre(desde: Mes, hasta: Mes) -> int:
    """Cuántos meses hay de uno a otro; negativo si el segundo va antes.

    >>> entre((2025, 9), (2025, 12))
    3
    """
    return (hasta[0] - desde[0]) * 12 + hasta[1] - desde[1]


def fin_de(mes: Mes) -> Corte:
    """El mes como fecha: su último día, con precisión de mes."""
    return Corte.de_texto(f"{mes[0]:04}-{mes[1]:02}")


def por_inversion(avances: pd.DataFrame, corte: date) -> dict[str, dict[Mes, dict]]:
    """Por CUI y mes, la fila de avance; de los meses posteriores al corte, solo lo programado.

    Args:
        avances: la tabla ``avances``.
    """
    tope = mes_de(corte)
    hechos: dict[str, dict[Mes, dict]] = {}
    for fila in avances.to_dict("records"):
        mes = mes_de(fila["mes"])
        if mes > tope:
            fila |= {"fisico_ejecutado": None, "financiero_ejecutado": None}
        hechos.setdefault(str(fila["cui"]), {})[mes] = fila
    return {cui: dict(sorted(meses.items())) for cui, meses in hechos.items()}


def ultimo_con(meses: Mapping[Mes, Mapping], *columnas: str) -> Mes | None:
    """El último mes que tiene dato en todas esas columnas."""
    return max((m for m, fila in meses.items() if all(fila[c] is not None for c in columnas)), default=None)


def valor(meses: Mapping[Mes, Mapping], mes: Mes | None, columna: str) -> Decimal | None:
    """Lo que dice un mes, o nada si no está."""
    return meses[mes][columna] if mes in meses else None
