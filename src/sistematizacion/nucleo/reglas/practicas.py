"""Reglas del catálogo de prácticas: lo que se dice buena práctica tiene que poder mostrarlo."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema, enumerar
from sistematizacion.nucleo.reconocimiento import BUENA, PUBLICADO, faltan
from sistematizacion.nucleo.reglas.comunes import advertir, sanas

QUE_ES = {
    "prueba": "una prueba del resultado (medicion, evidencia, beneficiarios o una cifra entre llaves)",
    "criterios": "en qué cumple alguno de los cinco criterios",
}  # fmt: skip


def en_palabras(que_faltan: Sequence[str]) -> str:
    """Lo que falta, dicho a quien llena la ficha.

    >>> en_palabras(["resultado", "prueba"])
    'resultado, una prueba del resultado (medicion, evidencia, beneficiarios o una cifra entre llaves)'
    """
    return enumerar([QUE_ES.get(c, c) for c in que_faltan])


def revisar(tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo) -> Iterator[Problema]:
    """Prácticas que se dicen buenas y no cumplen la regla de ``params/practicas.yml``."""
    for fila in sanas(tablas["practicas"], "madurez", "resultado"):
        if fila["madurez"] != BUENA:
            continue
        if que_faltan := faltan(fila, catalogo.practicas.buena_practica):
            dichas = en_palabras(que_faltan)
            publicada = fila["origen"] == PUBLICADO
            regla = f"{fila['id']} se dice buena práctica y le falta: {dichas}"
            que_pasa = "El informe conserva el grupo del documento y dice qué le falta." if publicada else (
                "Complételo; mientras tanto el informe la muestra «por mantener»."
            )
            yield advertir(fila, "madurez", regla, que_pasa)
