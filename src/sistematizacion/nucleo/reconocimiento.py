"""Qué le falta a una práctica para llamarse buena, según ``params/practicas.yml``."""

import re
from typing import Any

from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS
from sistematizacion.reglas_de_practicas import BuenaPractica

BUENA, PUBLICADO = "buena_practica", "publicado"
CIFRA = re.compile(r"\{[a-z]")  # la cita de una cifra


def faltan(fila: dict[str, Any], regla: BuenaPractica) -> list[str]:
    """Lo que a una ficha le falta, por su columna; ``prueba`` y ``criterios``, si no los tiene.

    Una cifra citada en el resultado es prueba de él.
    """
    vacias = [c for c in regla.exige if not fila[c]]
    probado = not regla.prueban or any(fila[c] for c in regla.prueban) or bool(CIFRA.search(fila["resultado"]))
    criterios = sum(bool(fila[c]) for c in CRITERIOS)
    return [*vacias, *([] if probado else ["prueba"]), *(["criterios"] if criterios < regla.criterios else [])]
