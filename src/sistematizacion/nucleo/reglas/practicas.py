"""Reglas del catálogo de prácticas: lo que se dice buena práctica tiene que poder mostrarlo."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema, enumerar
from sistematizacion.nucleo.reconocimiento import BUENA, PUBLICADO, faltan
from sistematizacion.nucleo.reglas.comunes import Fila, advertir, sanas

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
    """Prácticas que se dicen buenas y no cumplen la regla de ``params/practicas.yml``; las publicadas, todas en un aviso por archivo."""
    publicadas: dict[str, list[tuple[Fila, list[str]]]] = {}
    for fila in sanas(tablas["practicas"], "madurez", "resultado"):
        que_faltan = faltan(fila, catalogo.practicas.buena_practica) if fila["madurez"] == BUENA else []
        if que_faltan and fila["origen"] == PUBLICADO:
            publicadas.setdefault(fila["archivo"], []).append((fila, que_faltan))
        elif que_faltan:
            regla = f"{fila['id']} se dice buena práctica y le falta: {en_palabras(que_faltan)}"
            yield advertir(fila, "madurez", regla, "Complételo; mientras tanto el informe la muestra «por mantener».")
    for suyas in publicadas.values():
        dichas = "; ".join(f"{fila['id']} ({', '.join(que)})" for fila, que in suyas)
        regla = f"el documento llama buenas a prácticas que no dicen todo lo que pide params/practicas.yml: {dichas}"
        yield advertir(suyas[0][0], "madurez", regla, "El informe conserva el grupo del documento y dice qué les falta.")
