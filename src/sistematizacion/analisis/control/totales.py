"""La cartera entera: sumas de la matriz y desempeño ponderado por el costo."""

from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control import desempeno
from sistematizacion.analisis.control.desempeno import dividir, restar, valor_ganado

SUMADAS = ("pim_inicial", "pim", "devengado", "costo", "acumulado")
ESTADOS = ("critico", "moderado", desempeno.SIN_RETRASO, desempeno.SIN_PROGRAMAR, desempeno.SIN_DATO)


def totales(matriz: pd.DataFrame) -> dict[str, Any]:
    """Las sumas de la matriz.

    Los montos suman lo que hay: ``incompletas`` nombra las columnas en que a alguna inversión le falta el dato. El
    avance físico se pondera por el costo: ``programado`` = Σ(costo × programado) ÷ Σ costo, y así ``ejecutado``; el SPI
    de la cartera es Σ(costo × ejecutado) ÷ Σ(costo × programado), que es el valor ganado entre el planeado. Entran las
    inversiones con costo y SPI (``ponderadas``). En el CPI, las que tienen CPI: Σ valor ganado ÷ Σ devengado acumulado.

    Returns:
        Por nombre: ``inversiones``, las ``SUMADAS``, ``variacion``, ``variacion_porcentaje``, ``avance_pim``,
        ``avance_financiero``, ``programado``, ``ejecutado``, ``spi``, ``cpi``, ``estados`` (por estado, cuántas),
        ``ponderadas``, ``con_cpi`` y ``con_financiero`` (las filas que entraron en cada cuenta) e ``incompletas``.
    """
    sumas = {c: _sumar(matriz[c]) for c in SUMADAS}
    ponderadas = matriz[matriz["spi"].notna() & matriz["costo"].map(bool)]
    con_cpi = matriz[matriz["cpi"].notna()]
    con_financiero = matriz[matriz["acumulado"].notna() & matriz["costo"].map(bool)]
    peso = _sumar(ponderadas["costo"])
    planeado, ganado = (_ponderar(ponderadas, c) for c in ("programado", "ejecutado"))
    variacion = restar(sumas["pim"], sumas["pim_inicial"])
    return sumas | {
        "inversiones": len(matriz),
        "variacion": variacion,
        "variacion_porcentaje": dividir(variacion, sumas["pim_inicial"], 100),
        "avance_pim": dividir(sumas["devengado"], sumas["pim"], 100),
        "avance_financiero": dividir(_sumar(con_financiero["acumulado"]), _sumar(con_financiero["costo"]), 100),
        "programado": dividir(planeado, peso, 100),
        "ejecutado": dividir(ganado, peso, 100),
        "spi": dividir(ganado, planeado),
        "cpi": dividir(_sumar(con_cpi["valor_ganado"]), _sumar(con_cpi["acumulado"])),
        "estados": {e: int((matriz["estado"] == e).sum()) for e in ESTADOS},
        "ponderadas": ponderadas,
        "con_cpi": con_cpi,
        "con_financiero": con_financiero,
        "incompletas": [c for c in SUMADAS if matriz[c].isna().any() and sumas[c] is not None],
    }


def _sumar(columna: pd.Series) -> Decimal | None:
    """La suma de lo que hay; nada si no hay nada."""
    valores = [v for v in columna if v is not None]
    return sum(valores, Decimal(0)) if valores else None


def _ponderar(filas: pd.DataFrame, columna: str) -> Decimal | None:
    """Σ costo × avance, en soles: el valor planeado o el ganado."""
    partes = [valor_ganado(a, c) for a, c in zip(filas[columna], filas["costo"], strict=True)]
    return _sumar(pd.Series(partes, dtype=object))
