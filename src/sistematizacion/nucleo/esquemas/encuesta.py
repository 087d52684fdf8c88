"""La encuesta de satisfacción: respuestas cerradas y comentarios."""

import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo
from sistematizacion.nucleo.columnas import opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Encuesta de satisfacción"


def encuesta(catalogo: Catalogo) -> pa.DataFrameSchema:
    """Una fila por respondente y pregunta; lo que se puede responder lo dice ``params/encuestas/satisfaccion.yml``."""
    preguntas, respuestas = catalogo.encuesta.cerradas, tuple(catalogo.encuesta.rotulos)
    columnas = {
        "respondente": texto("Clave anónima de quien respondió", titulo="Respondente", ejemplo="r01"),
        "area": texto("Área de quien respondió", titulo="Área", vacio=True, ejemplo="Oficina de Obras"),
        "pregunta": opcion("Clave de la pregunta", preguntas, titulo="Pregunta", ejemplo="satisfaccion"),
        "respuesta": opcion("Clave de la respuesta", respuestas, titulo="Respuesta", ejemplo="muy_satisfecho"),
    }
    return tabla(
        "encuesta", "Respuestas de la encuesta", "respuesta de una persona a una pregunta", GRUPO, columnas,
        llave=("respondente", "pregunta"), capitulos=("factores", "satisfaccion"),
    )  # fmt: skip


def comentarios() -> pa.DataFrameSchema:
    """Una fila por comentario."""
    columnas = {
        "area": texto("Área de quien comenta", titulo="Área", vacio=True, ejemplo="Oficina de Obras"),
        "pregunta": texto("A qué pregunta abierta responde", titulo="Pregunta", vacio=True, ejemplo="mejoras"),
        "comentario": texto(
            "Lo que escribió, sin nombres ni datos que lo identifiquen",
            titulo="Comentario", ejemplo="Sería útil contar con más talleres en las provincias.",
        ),
        "publicable": opcion(
            "Si consintió en que se publique", ("sí", "si", "no"), titulo="Publicable", ejemplo="sí"
        ),
    }  # fmt: skip
    return tabla(
        "comentarios", "Comentarios de la encuesta", "comentario", GRUPO, columnas, capitulos=("satisfaccion",)
    )
