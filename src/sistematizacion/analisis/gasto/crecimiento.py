"""Cuánto crece un gasto al año, dicho de las tres maneras en que se suele decir: no dan lo mismo, y hay que nombrar cuál es."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

TASAS = {
    "compuesta": "tasa compuesta (CAGR)",
    "media": "promedio de las tasas de cada año",
    "tendencia": "tendencia log-lineal",
}


def tasas(serie: Mapping[int, Decimal | None]) -> dict[str, Decimal | None]:
    """Por clave de ``TASAS``, el crecimiento anual de una serie de montos por año, en %.

    - ``compuesta``: (último ÷ primero) ^ (1 ÷ años) − 1. Solo mira los extremos.
    - ``media``: el promedio simple de las variaciones de cada año respecto del anterior.
    - ``tendencia``: e^b − 1, con b la pendiente de la recta de mínimos cuadrados de ln(monto) sobre el año. Mira todos los años.

    Son None si hay menos de tres años, falta alguno entre los extremos o un monto no es positivo.
    """
    anios = sorted(serie)
    valores = [serie[a] for a in anios]
    if len(anios) < 3 or anios[-1] - anios[0] != len(anios) - 1 or any(v is None or v <= 0 for v in valores):
        return dict.fromkeys(TASAS)
    conocidos = [v for v in valores if v is not None]
    saltos = Decimal(len(anios) - 1)
    compuesta = (conocidos[-1] / conocidos[0]) ** (1 / saltos) - 1
    media = sum((b / a - 1 for a, b in pairwise(conocidos)), Decimal(0)) / saltos
    return {"compuesta": compuesta * 100, "media": media * 100, "tendencia": _tendencia(anios, conocidos) * 100}


def _tendencia(anios: list[int], valores: list[Decimal]) -> Decimal:
    cuantos = Decimal(len(anios))
    logaritmos = [v.ln() for v in valores]
    medio_anio, medio_log = sum(map(Decimal, anios)) / cuantos, sum(logaritmos, Decimal(0)) / cuantos
    cruzados = sum(((a - medio_anio) * (v - medio_log) for a, v in zip(anios, logaritmos, strict=True)), Decimal(0))
    cuadrados = sum(((a - medio_anio) ** 2 for a in anios), Decimal(0))
    return (cruzados / cuadrados).exp() - 1
