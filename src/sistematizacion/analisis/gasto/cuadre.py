"""Si lo que es el mismo dinero suma lo mismo: las vistas entre sí, y el total con sus proyectos y sus actividades.

Los extractos vienen redondeados a soles: cada fila puede apartarse medio sol, y unas filas que suman otra cosa en menos que
eso no son una diferencia.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sistematizacion.analisis.gasto.vistas import (
    ACTIVIDADES,
    DE_DONDE_SALE,
    PROYECTOS,
    TODO,
    Ambito,
    Fila,
    Hechos,
    sumar,
)
from sistematizacion.nucleo.esquemas.gasto import MONTOS

POR_FILA = Decimal("0.5")  # soles


@dataclass(frozen=True)
class Cuadre:
    """Dos sumas del mismo monto: de dónde sale cada una y si cuadran."""

    ambito: Ambito
    tipo: str
    monto: str
    una: str  # cómo se llama cada lado: «total», «funcion», «proyectos y actividades»…
    otra: str
    valor_una: Decimal
    valor_otra: Decimal
    tolerancia: Decimal

    @property
    def diferencia(self) -> Decimal:
        """Lo que una suma tiene de más."""
        return self.valor_una - self.valor_otra

    @property
    def cuadra(self) -> bool:
        """Si la diferencia cabe en el redondeo."""
        return abs(self.diferencia) <= self.tolerancia


def cuadrar(hechos: Hechos, ambito: Ambito) -> list[Cuadre]:
    """Todas las comparaciones que se pueden hacer de alguien en un año."""
    hallados = []
    for tipo in (TODO, PROYECTOS, ACTIVIDADES):
        lados = [(v, filas) for v in (TODO, *DE_DONDE_SALE) if (filas := hechos.filas(ambito, v, tipo))]
        for (una, unas), (otra, otras) in pairwise(lados):
            hallados += _comparar(ambito, tipo, una, unas, otra, otras)
    for vista in (TODO, *DE_DONDE_SALE):
        todo, *partes = (hechos.filas(ambito, vista, t) for t in (TODO, PROYECTOS, ACTIVIDADES))
        if todo and all(partes):
            hallados += _comparar(ambito, TODO, vista, todo, "proyectos y actividades", [f for p in partes for f in p])
    return hallados


def _comparar(ambito: Ambito, tipo: str, una: str, unas: list[Fila], otra: str, otras: list[Fila]) -> list[Cuadre]:
    montos_de_una, montos_de_otra = sumar(unas).montos, sumar(otras).montos
    tolerancia = POR_FILA * (len(unas) + len(otras))
    hechas = []
    for monto in MONTOS:
        a, b = montos_de_una[monto], montos_de_otra[monto]
        if a is not None and b is not None:
            hechas.append(Cuadre(ambito, tipo, monto, una, otra, a, b, tolerancia))
    return hechas
