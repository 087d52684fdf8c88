"""Las partes de una vista y el total de alguien, sin sumar nunca dos vistas ni dos tipos que se contienen.

El total sale de su propia fila; si no la hay, de proyectos más actividades; y si tampoco, de las partes de una sola vista, la
primera de ``DE_DONDE_SALE`` que esté. Solo se suman filas que llegan al mismo día.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.gasto.hechos import al_dia
from sistematizacion.nucleo.esquemas.gasto import MONTOS

DE_DONDE_SALE = ("funcion", "programa", "generica", "fuente", "categoria", "ejecutora")
TODO, PROYECTOS, ACTIVIDADES = "total", "proyectos", "actividades"
Fila = dict[str, Any]


@dataclass(frozen=True)
class Ambito:
    """De quién y de cuándo es el gasto que se mira."""

    anio: int
    nivel: str = "regional"
    pliego: str = ""
    departamento: str = ""
    desde: int | None = None  # si las filas son el promedio o la suma de varios años
    foco: str = ""

    def en(self, anio: int) -> "Ambito":
        """El mismo, en otro año."""
        return replace(self, anio=anio)


@dataclass(frozen=True)
class Parte:
    """Lo presupuestado y lo devengado de una parte del gasto; un monto que no se sabe es None.

    ``filas`` son las filas de los datos de que sale, todas de la misma vista.
    """

    codigo: str
    nombre: str
    montos: Mapping[str, Decimal | None]
    filas: tuple[Fila, ...] = field(repr=False)

    def __getattr__(self, monto: str) -> Decimal | None:
        """``parte.pim``, ``parte.devengado``…"""
        if monto in MONTOS:
            return self.montos[monto]
        raise AttributeError(monto)


class Hechos:
    """Las filas vigentes de ``hechos.reunir``, indexadas por de quién y de qué son."""

    def __init__(self, reunidas: pd.DataFrame) -> None:
        self.todas: list[Fila] = reunidas.to_dict("records")
        self._por_ambito: dict[tuple, list[Fila]] = {}
        for fila in self.todas:
            if fila["vigente"]:
                self._por_ambito.setdefault((*_llave(_ambito_de(fila)), fila["mes"] or 0), []).append(fila)

    def filas(self, ambito: Ambito, vista: str, tipo: str, mes: int = 0) -> list[Fila]:
        """Las filas escritas de esa vista y ese tipo."""
        suyas = self._por_ambito.get((*_llave(ambito), mes), ())
        return [f for f in suyas if f["vista"] == vista and f["tipo"] == tipo]

    def ambitos(self, **iguales: Any) -> list[Ambito]:
        """De quién y de cuándo hay filas, en orden; ``nivel="regional"`` deja solo los de ese nivel."""
        hallados = dict.fromkeys(_ambito_de(f) for f in self.todas if f["vigente"] and not f["mes"])
        quedan = [a for a in hallados if all(getattr(a, c) == v for c, v in iguales.items())]
        return sorted(quedan, key=_llave)

    def meses(self, ambito: Ambito, tipo: str) -> dict[int, Parte]:
        """Lo devengado en cada mes que tiene fila."""
        partes = {m: self.total(ambito, tipo, m) for m in range(1, 13)}
        return {m: p for m, p in partes.items() if p is not None}

    def partes(self, ambito: Ambito, vista: str, tipo: str = TODO) -> list[Parte]:
        """Las partes de una vista, en el orden de su código; ninguna si no hay con qué."""
        propias = self.filas(ambito, vista, tipo)
        if not propias and tipo == TODO:
            propias = self._mitades(ambito, vista)
        por_codigo: dict[str, list[Fila]] = {}
        for fila in propias:
            por_codigo.setdefault(fila["codigo"], []).append(fila)
        return [sumar(suyas) for _, suyas in sorted(por_codigo.items())]

    def total(self, ambito: Ambito, tipo: str = TODO, mes: int = 0) -> Parte | None:
        """El gasto entero de alguien, o None si no hay de qué hacerlo."""
        escritas = self.filas(ambito, TODO, tipo, mes)
        if not escritas and tipo == TODO:
            escritas = self._mitades(ambito, TODO, mes)
        if escritas or mes:
            return _sin_nombre(sumar(escritas)) if escritas else None
        for vista in DE_DONDE_SALE:
            filas = [f for p in self.partes(ambito, vista, tipo) for f in p.filas]
            if filas and del_mismo_dia(filas):
                return _sin_nombre(sumar(filas))
        return None

    def _mitades(self, ambito: Ambito, vista: str, mes: int = 0) -> list[Fila]:
        """Los proyectos y las actividades, que juntos son todo; ninguna fila si no están los dos o no llegan al mismo día."""
        mitades = [self.filas(ambito, vista, t, mes) for t in (PROYECTOS, ACTIVIDADES)]
        filas = [f for mitad in mitades for f in mitad]
        return filas if all(mitades) and del_mismo_dia(filas) else []

    def tipo_de(self, ambito: Ambito) -> str | None:
        """El tipo con que se puede mirar a alguien: todo su gasto o, si solo eso hay, sus proyectos o sus actividades."""
        return next((t for t in (TODO, PROYECTOS, ACTIVIDADES) if self.total(ambito, t)), None)


def sumar(filas: Sequence[Fila]) -> Parte:
    """La suma de unas filas de una misma vista; un monto que a alguna le falta no se sabe."""
    primera = filas[0]
    nombre = next((f["nombre"] for f in filas if f["nombre"]), "")
    return Parte(primera["codigo"], nombre, {m: suma(f[m] for f in filas) for m in MONTOS}, tuple(filas))


def del_mismo_dia(filas: Iterable[Fila]) -> bool:
    """Si los montos de todas llegan al mismo día: lo de junio y lo de diciembre no se suman ni se comparan."""
    return len({al_dia(f) for f in filas}) <= 1


def suma(valores: Iterable[Decimal | None]) -> Decimal | None:
    """La suma, o None si alguno no se sabe.

    >>> suma([Decimal(1), Decimal(2)]), suma([Decimal(1), None])
    (Decimal('3'), None)
    """
    todos = list(valores)
    return sum(todos, Decimal(0)) if all(v is not None for v in todos) else None  # type: ignore[arg-type]


def _sin_nombre(parte: Parte) -> Parte:
    return replace(parte, codigo="", nombre="")


def _ambito_de(fila: Fila) -> Ambito:
    return Ambito(
        int(fila["anio"]), fila["nivel"], fila["pliego"] or "", fila["departamento"] or "",
        int(fila["desde"]) if fila["desde"] else None, fila["foco"] or "",
    )  # fmt: skip


def _llave(a: Ambito) -> tuple:
    return (a.nivel, a.departamento, a.pliego, a.anio, a.desde or 0, a.foco)
