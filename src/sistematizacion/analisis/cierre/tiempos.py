"""Cuánto llevaban inactivas las inversiones por cerrar y cuánto demoró su trámite."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierre.embudo import CERRADA, RUTAS
from sistematizacion.analisis.medianas import anios, dias, mediana

SIN_DATO = "sin dato"


def con_antiguedad(cierres: pd.DataFrame, banco: pd.DataFrame, corte: date, tramos: Sequence[int]) -> pd.DataFrame:
    """Agrega ``anios`` (cumplidos desde el último devengado, o None) y ``tramo`` a las que no se descartaron.

    El último devengado es el del MEF (``banco``) y, si no está, el del registro.
    """
    activas = cierres[cierres["estado"] != "descartada"]
    del_mef = {f["cui"]: f["ultimo_devengado"] for f in banco.to_dict("records")}
    cuantos = [
        anios(del_mef.get(cui) or escrito, corte)
        for cui, escrito in zip(activas["cui"], activas["ultimo_devengado"], strict=True)
    ]
    return activas.assign(
        anios=pd.Series(cuantos, index=activas.index, dtype=object),
        tramo=pd.Series([tramo_de(n, tramos) for n in cuantos], index=activas.index, dtype=object),
    )


def tramo_de(cuantos: int | None, tramos: Sequence[int]) -> str:
    """En qué tramo caen esos años, en palabras.

    >>> [tramo_de(n, (2, 5, 10)) for n in (1, 2, 9, 10, None)]
    ['menos de 2 años', 'de 2 a 4 años', 'de 5 a 9 años', '10 años o más', 'sin dato']
    """
    if cuantos is None:
        return SIN_DATO
    return nombres_de_tramos(tramos)[sum(cuantos >= t for t in tramos)]


def nombres_de_tramos(tramos: Sequence[int]) -> list[str]:
    """Los tramos en palabras, del menor al mayor.

    >>> nombres_de_tramos((1, 2))
    ['menos de 1 año', '1 año', '2 años o más']
    """
    medios = [_entre(a, b - 1) for a, b in zip(tramos, tramos[1:], strict=False)]
    return [f"menos de {_anios(tramos[0])}", *medios, f"{_anios(tramos[-1])} o más"]


def tramites(cierres: pd.DataFrame) -> pd.DataFrame:
    """Los días de trámite de lo cerrado, por ruta.

    Returns:
        Una fila por ruta con alguna cerrada: ``ruta``, ``cerradas``, ``con_fechas`` (cuántas dicen cuándo empezaron y
        cuándo se cerraron), ``mediana`` (Decimal) y ``maximo`` (int), o None si ninguna lo dice.
    """
    filas = []
    for ruta in RUTAS:
        cerradas = cierres[(cierres["estado"] == CERRADA) & (cierres["ruta"].fillna("") == ruta)]
        plazos = [p for p in dias_de_tramite(cerradas) if p is not None]
        if len(cerradas):
            filas.append((ruta, len(cerradas), len(plazos), mediana(plazos), max(plazos, default=None)))
    return pd.DataFrame(filas, columns=["ruta", "cerradas", "con_fechas", "mediana", "maximo"], dtype=object)


def dias_de_tramite(cerradas: pd.DataFrame) -> list[int | None]:
    """Los días entre el inicio y el cierre de cada fila; ``None`` si falta una fecha o van al revés."""
    return [dias(i, f) for i, f in zip(cerradas["fecha_inicio"], cerradas["fecha_cierre"], strict=True)]


def mediana_de_anios(filas: pd.DataFrame) -> Decimal | None:
    """La mediana de los años inactivas de las filas de ``con_antiguedad``."""
    return mediana(filas["anios"])


def _entre(a: int, b: int) -> str:
    return _anios(a) if a == b else f"de {a} a {_anios(b)}"


def _anios(n: int) -> str:
    return f"{n} {'año' if n == 1 else 'años'}"
