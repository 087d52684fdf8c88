"""Qué función hace una pieza en el informe de una región y cuál en el del programa."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sistematizacion.presentacion.piezas import Pieza


@dataclass(frozen=True)
class Exhibicion:
    """Las dos formas de una pieza; la que falta no se muestra en ese alcance.

    ``region`` recibe un ``Expediente`` y ``programa``, un ``ExpedienteDelPrograma``.
    """

    region: Callable[[Any], Pieza] | None = None
    programa: Callable[[Any], Pieza] | None = None


def en_ambos(funcion: Callable[[Any], Pieza]) -> Exhibicion:
    """Una pieza que se hace igual en los dos alcances."""
    return Exhibicion(funcion, funcion)
