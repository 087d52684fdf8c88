"""Si lo que es el mismo dinero suma lo mismo: las vistas entre sí, el total con sus dos tipos, y el año con sus meses.

Los extractos vienen redondeados a soles: cada fila puede apartarse medio sol, y unas filas que suman otra cosa en menos que
eso no son una diferencia.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sistematizacion.analisis.gasto.hechos import al_dia
from sistematizacion.analisis.gasto.ritmo import MESES_DEL_ANIO
from sistematizacion.analisis.gasto.vistas import (
    ACTIVIDADES,
    DE_DONDE_SALE,
    PROYECTOS,
    TODO,
    Ambito,
    Fila,
    Hechos,
    del_mismo_dia,
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
    una: str  # cómo se llama cada lado: «total», «funcion», «proyectos y actividades», «meses»…
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
    """Todas las comparaciones que se pueden hacer de alguien en un año; lo que no llega al mismo día no se compara."""
    hallados = []
    for tipo in (TODO, PROYECTOS, ACTIVIDADES):
        lados = [(v, filas) for v in (TODO, *DE_DONDE_SALE) if (filas := hechos.filas(ambito, v, tipo))]
        for (una, unas), (otra, otras) in pairwise(lados):
            hallados += _comparar(ambito, tipo, una, unas, otra, otras)
    for vista in (TODO, *DE_DONDE_SALE):
        todo, *partes = (hechos.filas(ambito, vista, t) for t in (TODO, PROYECTOS, ACTIVIDADES))
        if todo and all(partes):
            hallados += _comparar(ambito, TODO, vista, todo, "proyectos y actividades", [f for p in partes for f in p])
    for tipo in (TODO, PROYECTOS, ACTIVIDADES):
        hallados += _con_sus_meses(hechos, ambito, tipo)
    return hallados


def _con_sus_meses(hechos: Hechos, ambito: Ambito, tipo: str) -> list[Cuadre]:
    """Lo devengado en el año con la suma de sus meses, si están todos hasta el día a que el año llega."""
    anual = hechos.filas(ambito, TODO, tipo)
    por_mes = {m: hechos.filas(ambito, TODO, tipo, m) for m in range(1, MESES_DEL_ANIO + 1)}
    meses = [f for filas in por_mes.values() for f in filas]
    if not anual or not meses:
        return []
    dia = al_dia(anual[0])
    hasta = dia.month if dia.year == ambito.anio else MESES_DEL_ANIO
    if [m for m, filas in por_mes.items() if filas] != list(range(1, hasta + 1)):
        return []
    return _comparar(ambito, tipo, "año entero", anual, "meses", meses, ("devengado",))


def _comparar(
    ambito: Ambito, tipo: str, una: str, unas: list[Fila], otra: str, otras: list[Fila], montos: Sequence[str] = MONTOS
) -> list[Cuadre]:
    if not del_mismo_dia([*unas, *otras]):
        return []
    montos_de_una, montos_de_otra = sumar(unas).montos, sumar(otras).montos
    tolerancia = POR_FILA * (len(unas) + len(otras))
    hechas = []
    for monto in montos:
        a, b = montos_de_una[monto], montos_de_otra[monto]
        if a is not None and b is not None:
            hechas.append(Cuadre(ambito, tipo, monto, una, otra, a, b, tolerancia))
    return hechas
