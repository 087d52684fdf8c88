"""Qué se puede decir de un dato según su origen: solo lo publicado tiene una fuente que dice o calla."""

from collections.abc import Iterable

FRANJA_FICTICIA = "Datos ficticios"  # va en cada página de un programa inventado, y en el título del documento
PUBLICADO, RECONSTRUIDO, INVENTADO = "publicado", "reconstruido", "inventado"


def segun_origen(origenes: Iterable[str], publicado: str, en_general: str) -> str:
    """La frase de lo publicado si todo lo es; si no, la que vale para cualquier origen.

    >>> segun_origen(["publicado", "publicado"], "La fuente no da", "Los datos no dan")
    'La fuente no da'
    >>> segun_origen(["publicado", "calculado"], "La fuente no da", "Los datos no dan")
    'Los datos no dan'
    """
    return publicado if set(origenes) <= {PUBLICADO} else en_general


def rotulo_de_total(origenes: Iterable[str]) -> str:
    """«Total publicado» si lo dio una fuente, que quizá no sumó sus partes; «Total» si salió de los registros."""
    return segun_origen(origenes, "Total publicado", "Total")


def origen_visible(origen: str, *, ficticio: bool) -> str:
    """El origen como lo ve el lector: en un programa ficticio no hay de qué reconstruir, todo se inventó."""
    return INVENTADO if ficticio and origen == RECONSTRUIDO else origen
