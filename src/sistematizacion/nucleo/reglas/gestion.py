"""Reglas de actividades y capacitaciones."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas.comunes import advertir, en, repetidas, sanas

COMITE = "comite_de_seguimiento"


def revisar(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    """Comités mal clasificados, filas repetidas y participantes que no suman."""
    for fila in sanas(tablas["actividades"], "tipo", "clase"):
        if fila["clase"] and fila["tipo"] != COMITE:
            yield en(fila, "clase", "solo un comité de seguimiento es ordinario o extraordinario", "Déjela vacía.")
    for nombre in ("actividades", "capacitaciones"):
        yield from repetidas(tablas[nombre], "fecha")
    yield from _comites_sin_clase(tablas["actividades"])
    for fila in sanas(tablas["capacitaciones"], "participantes", "mujeres", "hombres", "certificados"):
        yield from _participantes(fila)


def _comites_sin_clase(actividades: pd.DataFrame) -> Iterator[Problema]:
    """Si unos comités dicen su clase y otros no, los ordinarios y extraordinarios no sumarán el total."""
    comites = [f for f in sanas(actividades, "tipo", "clase") if f["tipo"] == COMITE]
    if any(f["clase"] for f in comites):
        for fila in comites:
            if not fila["clase"]:
                yield advertir(fila, "clase", "no dice la clase del comité, y otros sí", "Escríbala.", "")


def _participantes(fila: dict) -> Iterator[Problema]:
    total, mujeres, hombres = fila["participantes"], fila["mujeres"], fila["hombres"]
    if None not in (total, mujeres, hombres) and mujeres + hombres != total:
        regla = f"mujeres ({mujeres}) y hombres ({hombres}) suman {mujeres + hombres}, no {total}"
        yield en(fila, "participantes", regla, "Corrija el que no corresponde.")
    elif total is not None and max(mujeres or 0, hombres or 0) > total:
        yield en(
            fila, "participantes", "es menor que las mujeres o los hombres que se cuentan", "Corrija uno de los dos."
        )
    if total is not None and (fila["certificados"] or 0) > total:
        regla = f"hay más certificados que participantes ({total})"
        yield en(fila, "certificados", regla, "Corrija uno de los dos.")
