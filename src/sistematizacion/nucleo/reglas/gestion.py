"""Reglas de actividades y capacitaciones."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas.comunes import advertir, en, sanas

COMITE = "comite_de_seguimiento"


def revisar(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    """Comités mal clasificados, filas repetidas y participantes que no suman."""
    for fila in sanas(tablas["actividades"], "tipo", "clase"):
        if fila["clase"] and fila["tipo"] != COMITE:
            yield en(fila, "clase", "solo un comité de seguimiento es ordinario o extraordinario", "Déjela vacía.")
    for nombre in ("actividades", "capacitaciones"):
        yield from _repetidas(tablas[nombre])
    for fila in sanas(tablas["capacitaciones"], "participantes", "mujeres", "hombres", "certificados"):
        yield from _participantes(fila)


def _repetidas(tabla: pd.DataFrame) -> Iterator[Problema]:
    """Filas idénticas: quizá se copió dos veces la misma actividad."""
    ajenas = {"archivo", "hoja", "fila", "ambito", "danadas"}
    columnas = [c for c in tabla.columns if c not in ajenas]
    vistas: dict[tuple, int] = {}
    for fila in sanas(tabla, *columnas):
        contenido = tuple(fila[c] for c in columnas)
        if contenido in vistas:
            regla = f"la fila es idéntica a la {vistas[contenido]}"
            yield advertir(fila, "fecha", regla, "Si es la misma actividad, borre una; si no, distíngalas en el tema.")
        vistas.setdefault(contenido, fila["fila"])


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
