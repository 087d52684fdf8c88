"""Los marcadores de Word a los que llevan los enlaces internos."""

import re
from collections.abc import Iterator
from typing import Any

from sistematizacion.errores import ErrorDeDocumento

LARGO = 40  # el mayor que Word admite
IMPROPIOS = re.compile(r"\W", re.ASCII)


class Marcadores:
    """Un nombre y un número únicos por destino. Los títulos sin ``id`` también tienen el suyo, para el índice."""

    def __init__(self, bloques: list[dict[str, Any]]) -> None:
        self._nombres: dict[str, str] = {}
        for clave in _identificadores(bloques):
            self._nombres.setdefault(clave, self._libre(IMPROPIOS.sub("_", clave)))
        self._puestos: set[str] = set()
        self._cuantos = 0

    def _libre(self, nombre: str) -> str:
        base, usados, n = f"m_{nombre}"[:LARGO], set(self._nombres.values()), 1
        while base in usados:
            n, base = n + 1, f"m_{nombre}"[: LARGO - 4] + f"_{n + 1}"
        return base

    def destino(self, clave: str) -> str:
        """El nombre del marcador de un destino.

        Raises:
            ErrorDeDocumento: nada lleva esa clave.
        """
        if clave not in self._nombres:
            raise ErrorDeDocumento(f"Un enlace del informe lleva a «#{clave}», que no está.")
        return self._nombres[clave]

    def de(self, bloque: dict[str, Any]) -> list[tuple[int, str]]:
        """El número y el nombre del marcador de un bloque; ninguno si no lleva ``id`` o ya se puso."""
        clave = bloque.get("id", "")
        if not clave or clave in self._puestos:
            return []
        self._puestos.add(clave)
        return [self._numerar(self._nombres[clave])]

    def de_titulo(self, orden: int) -> tuple[int, str]:
        """El del título que ocupa ese lugar entre los del documento."""
        return self._numerar(nombre_de_titulo(orden))

    def _numerar(self, nombre: str) -> tuple[int, str]:
        self._cuantos += 1
        return self._cuantos, nombre


def nombre_de_titulo(orden: int) -> str:
    """Como los llama Word en sus índices.

    >>> nombre_de_titulo(7)
    '_Toc000000007'
    """
    return f"_Toc{orden:09}"


def _identificadores(nodo: Any) -> Iterator[str]:
    if isinstance(nodo, list):
        for hijo in nodo:
            yield from _identificadores(hijo)
    elif isinstance(nodo, dict):
        if nodo.get("id"):
            yield nodo["id"]
        for clave in ("hijos", "items"):
            yield from _identificadores(nodo.get(clave, []))
