"""Repartir enunciados, indicadores o categorías según las regiones para las que valen: lo común y lo propio.

Un *reparto* son unas regiones y lo que vale para todas ellas y ninguna más. Cada función los da con los de más regiones
primero y, entre los de tantas, en el orden en que aparecen.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sistematizacion.presentacion.comparacion import con
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.medidas import COMPARABLES
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


class Reparto(NamedTuple):
    """Lo que vale para unas mismas regiones."""

    regiones: list[Expediente]
    elementos: list[Any]


def repartir(programa: ExpedienteDelPrograma, filas: Iterable[dict[str, Any]]) -> list[Reparto]:
    """Las filas según las regiones a las que alcanzan: primero lo de más regiones."""
    return _agrupar((_alcanzadas(programa, fila), fila) for fila in filas)


def repartir_tipos(programa: ExpedienteDelPrograma, tabla: str) -> list[Reparto]:
    """Los tipos de enunciado de una tabla según las regiones que los tienen: primero lo de más regiones."""
    con_tipo: dict[str, list[Expediente]] = {}
    for fila in programa.tabla(tabla).to_dict("records"):
        con_tipo.setdefault(fila["tipo"], []).extend(_alcanzadas(programa, fila))
    return _agrupar(([e for e in programa.regiones if e in reunidas], tipo) for tipo, reunidas in con_tipo.items())


def repartir_indicadores(programa: ExpedienteDelPrograma, claves: Iterable[str]) -> list[Reparto]:
    """Los indicadores según las regiones que los tienen; los que nadie tiene no van."""
    return _agrupar((con(programa, clave), clave) for clave in claves if con(programa, clave))


def repartir_categorias(programa: ExpedienteDelPrograma, indicador: str) -> list[Reparto]:
    """Las categorías de un indicador según las regiones que las tienen."""
    todas = dict.fromkeys(c for e in programa.regiones for c in e.categorias(indicador))
    return _agrupar(([e for e in programa.regiones if e.hay(indicador, c)], c) for c in todas)


def repartir_medidas(programa: ExpedienteDelPrograma) -> list[Reparto]:
    """Los resultados que se pueden comparar según las regiones que los tienen; ver ``medidas.COMPARABLES``."""
    con_medida = ((nombre, [e for e in programa.regiones if medir(e)]) for nombre, medir in COMPARABLES.items())
    return _agrupar((regiones, nombre) for nombre, regiones in con_medida if regiones)


def _alcanzadas(programa: ExpedienteDelPrograma, fila: dict[str, Any]) -> list[Expediente]:
    claves = [fila["ambito"]] if programa.nombre_de(fila["ambito"]) else fila["regiones"].split(";")
    return [e for e in programa.regiones if e.region.clave in claves] or list(programa.regiones)


def _agrupar(pares: Iterable[tuple[list[Expediente], Any]]) -> list[Reparto]:
    repartos: list[Reparto] = []
    for regiones, elemento in pares:
        ya = next((r for r in repartos if r.regiones == regiones), None)
        if ya is None:
            repartos.append(Reparto(regiones, [elemento]))
        else:
            ya.elementos.append(elemento)
    return sorted(repartos, key=lambda r: -len(r.regiones))
