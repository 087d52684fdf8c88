"""Lo que comparten todas las reglas: cómo se recorre una tabla y cómo se nombra una celda."""

import weakref
from collections.abc import Iterator
from typing import Any

import pandas as pd

from sistematizacion.errores import Gravedad, Problema

COMUN = "comun"
Fila = dict[str, Any]


def sanas(tabla: pd.DataFrame, *columnas: str) -> Iterator[Fila]:
    """Las filas en que ninguna de esas columnas tiene un error de lectura: de las otras ya se avisó, y no se juzgan."""
    for fila in _filas(tabla):
        if not fila["danadas"].intersection(columnas):
            yield fila


_HECHAS: dict[int, tuple[weakref.ref, list[Fila]]] = {}


def _filas(tabla: pd.DataFrame) -> list[Fila]:
    """Las filas de una tabla, que nadie cambia mientras se revisa: cada regla vuelve a pedirlas, y hacerlas demora."""
    if tabla.empty:  # casi todas, y pandas recorre sus columnas igual
        return []
    clave = id(tabla)
    if clave not in _HECHAS:
        _HECHAS[clave] = (weakref.ref(tabla, lambda _: _HECHAS.pop(clave, None)), tabla.to_dict("records"))
    return _HECHAS[clave][1]


def en(
    fila: Fila, columna: str, regla: str, remedio: str = "", valor: str | None = None, gravedad: Gravedad = "error"
) -> Problema:
    """Un problema de una celda; ``valor`` dice otra cosa que lo que la celda tiene."""
    contenido = fila[columna]
    hallado = ("" if contenido is None else str(contenido)) if valor is None else valor
    return Problema(
        str(fila["archivo"]), regla, remedio, "", hallado, gravedad, str(fila["hoja"]), int(fila["fila"]), columna
    )


def advertir(fila: Fila, columna: str, regla: str, remedio: str = "", valor: str | None = None) -> Problema:
    """Algo que conviene revisar en una celda, y que no impide hacer el informe."""
    return en(fila, columna, regla, remedio, valor, "advertencia")


def repetidas(tabla: pd.DataFrame, columna: str) -> Iterator[Problema]:
    """Filas idénticas: quizá se copió dos veces lo mismo, y contaría dos veces. Se avisa en ``columna``."""
    ajenas = {"archivo", "hoja", "fila", "ambito", "danadas"}
    columnas = [c for c in tabla.columns if c not in ajenas]
    vistas: dict[tuple, int] = {}
    for fila in sanas(tabla, *columnas):
        contenido = tuple(fila[c] for c in columnas)
        if contenido in vistas:
            regla = f"la fila es idéntica a la {vistas[contenido]}"
            yield advertir(fila, columna, regla, "Si es lo mismo, borre una; si no, distíngalas.")
        vistas.setdefault(contenido, fila["fila"])
