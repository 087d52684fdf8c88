"""Opciones, códigos y textos: lo escrito con mayúsculas, acentos o espacios, y los códigos que Excel volvió número."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sistematizacion.nucleo.lectura.celdas import Celda, Falla, Leida, Numero, plegar, visto
from sistematizacion.nucleo.lectura.escrito import CIENTIFICA
from sistematizacion.nucleo.legible import legible

DISFRAZADO = re.compile(r"""(\d+)\.0+|'(\d+)|="(\d+)\"""")  # lo que Excel agrega a un código al guardar CSV
ENLACES = re.compile(r"\b(?:de|del|la|las|el|los|y)\b", re.IGNORECASE)
CIFRAS_DE_EXCEL = 15  # Excel guarda quince; las demás las vuelve ceros


def leer_opciones(celdas: Sequence[Celda], columna: Mapping[str, Any]) -> Leida:
    """Pone cada celda como la clave de su opción; la que no se reconoce queda tal cual y responde el esquema."""
    opciones: tuple[str, ...] = columna["opciones"]
    esperadas = {forma: o for o in opciones for forma in (o, legible(o))}
    plegadas, esenciales = _por_forma(opciones, plegar), _por_forma(opciones, _esencia)
    leida = Leida([visto(c) for c in celdas])
    for n, texto in enumerate(leida.textos):
        if not texto or isinstance(celdas[n], Falla):
            continue
        if texto in esperadas:
            leida.textos[n] = esperadas[texto]
            continue
        suyas = {o for o in opciones if o.casefold() == texto.casefold()} or plegadas.get(plegar(texto), set())
        suyas = suyas or esenciales.get(_esencia(texto), set())
        if len(suyas) == 1:
            leida.textos[n] = suyas.copy().pop()
            leida.anotar("con otra escritura", f"«{texto}» se leyó {leida.textos[n]}")
    return leida


def _por_forma(opciones: Sequence[str], dar_forma: Callable[[str], str]) -> dict[str, set[str]]:
    """Las opciones que, puestas en esa forma, quedan iguales."""
    formas: dict[str, set[str]] = {}
    for opcion in opciones:
        formas.setdefault(dar_forma(opcion), set()).add(opcion)
    return formas


def _esencia(texto: str) -> str:
    """El texto plegado y sin palabras de enlace, que se ponen o se callan: «Reunión trabajo», «Reunión de trabajo».

    >>> _esencia("Reunión de trabajo") == _esencia("reunion_trabajo")
    True
    """
    return plegar(ENLACES.sub("", texto.replace("_", " ")))


def leer_codigos(celdas: Sequence[Celda], columna: Mapping[str, Any]) -> Leida:
    """Deja cada código como texto, también el que Excel volvió número; nunca completa ceros."""
    leida = Leida([visto(c) for c in celdas])
    for n, celda in enumerate(celdas):
        texto = leida.textos[n]
        if isinstance(celda, Falla) or not texto:
            continue
        if CIENTIFICA.fullmatch(texto) or isinstance(celda, Numero) and len(texto.lstrip("-")) > CIFRAS_DE_EXCEL:
            leida.fallas[n] = Falla(
                "Excel lo convirtió en número y perdió cifras",
                "Dé a la columna formato Texto y escriba el código completo.",
            )
        elif isinstance(celda, str) and (hallado := DISFRAZADO.fullmatch(texto)):
            leida.textos[n] = next(filter(None, hallado.groups()))
            leida.anotar("con adornos de Excel", f"«{texto}» se leyó {leida.textos[n]}")
        elif isinstance(celda, Numero):
            leida.anotar("como número de Excel", f"«{texto}»")
    return leida


def leer_textos(celdas: Sequence[Celda], columna: Mapping[str, Any]) -> Leida:
    """El texto que la persona ve."""
    return Leida([visto(c) for c in celdas])
