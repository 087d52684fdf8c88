"""Qué opción es lo que trae una celda: su clave, su rótulo o varias de ellas."""

from collections.abc import Mapping

from sistematizacion.nucleo.lectura.celdas import plegar

SEPARADORES = " ,;/|\n"
MARCADA, SIN_MARCAR = {"1", "true", "verdadero", "si", "x"}, {"0", "false", "falso", "no"}


class SinOpcion(ValueError):
    """Lo escrito no es ninguna de las opciones."""


def una(texto: str, opciones: Mapping[str, str]) -> str:
    """La clave de la opción escrita; ``opciones`` es clave → rótulo.

    >>> una("Muy Satisfecho", {"muy_satisfecho": "muy satisfecho"})
    'muy_satisfecho'

    Raises:
        SinOpcion: no es ninguna.
    """
    plegado = plegar(texto)
    for clave, rotulo in opciones.items():
        if plegado in (plegar(clave), plegar(rotulo)):
            return clave
    raise SinOpcion(texto)


def varias(texto: str, opciones: Mapping[str, str]) -> set[str]:
    """Las claves de las opciones escritas una tras otra, separadas por espacios (Kobo) o por comas (Google Forms).

    Un rótulo puede tener espacios y comas: en cada lugar se toma el más largo que calce.

    >>> sorted(varias("Talleres, cursos y charlas, Visitas", {"a": "talleres, cursos y charlas", "b": "visitas"}))
    ['a', 'b']

    Raises:
        SinOpcion: sobra un texto que no es ninguna; es el argumento.
    """
    formas = sorted(
        ((f, clave) for clave, rotulo in opciones.items() for f in (clave, rotulo)), key=lambda p: -len(p[0])
    )
    halladas, resto = set(), texto.strip(SEPARADORES)
    while resto:
        for forma, clave in formas:
            inicio, sigue = resto[: len(forma)], resto[len(forma) :]
            if plegar(inicio) == plegar(forma) and (not sigue or sigue[0] in SEPARADORES):
                halladas.add(clave)
                resto = sigue.strip(SEPARADORES)
                break
        else:
            raise SinOpcion(resto)
    return halladas


def marcada(texto: str) -> bool:
    """Si la columna de una opción dice que se eligió.

    Raises:
        SinOpcion: no es 1 ni 0.
    """
    plegado = plegar(texto)
    if plegado in MARCADA or plegado in SIN_MARCAR:
        return plegado in MARCADA
    raise SinOpcion(texto)
