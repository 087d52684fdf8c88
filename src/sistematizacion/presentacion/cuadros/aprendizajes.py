"""Cuadros de lo aprendido: lecciones, factores de éxito y recomendaciones, de una región o de todas."""

from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.enunciados import Alguno, filas_de, por_tipo, texto_o_vacio
from sistematizacion.presentacion.origen import segun_origen

DESTINATARIOS = {
    "continuidad": "Para dar continuidad a las buenas prácticas",
    "financiador_y_coordinacion": "Para quien financia y quien coordina el programa",
    "gobiernos_regionales": "Para los Gobiernos regionales",
}
CLASES_DE_LECCION = {"estrategica": "Lecciones estratégicas", "operativa": "Lecciones operativas"}
CLASES_DE_FACTOR = {"interno": "Factores internos", "externo": "Factores externos o habilitantes"}
PROCESOS = {
    "direccion": "Dirección y gobernanza",
    "priorizacion": "Priorización de la cartera",
    "seguimiento": "Seguimiento",
    "asistencia": "Asistencia técnica",
    "capacitacion": "Desarrollo de capacidades",
    "sistematizacion": "Sistematización",
    "sostenibilidad": "Sostenibilidad",
}
PROCESO_PROPIO = "El proceso es una clasificación de este informe, no de la fuente."
SIN_HORIZONTE = "La fuente no da un plazo."
SIN_SUSTENTO = "La fuente no la sustenta aparte."
SIN_EVIDENCIA = "La fuente no da una evidencia aparte del enunciado."
SIN_REGISTRO = "No se registró."


def lecciones(expediente: Alguno) -> Cuadro:
    """Lección, proceso al que enseña, en qué consiste y con qué evidencia, agrupadas por clase."""
    filas = filas_de(expediente, "lecciones")
    cuerpo = por_tipo(filas, CLASES_DE_LECCION, lambda f: _leccion(expediente, f))
    return Cuadro(
        "lecciones",
        "Lecciones aprendidas, por clase y proceso",
        (
            Columna("Lección", ancho=2.4),
            Columna("Proceso", ancho=1.3),
            Columna("En qué consiste", ancho=3.6),
            Columna("Evidencia", ancho=2.6),
        ),
        cuerpo,
        expediente.fuente_de_tabla(filas),
        tuple(filter(None, [segun_origen(filas["origen"], PROCESO_PROPIO, "")])),
        horizontal=True,
    )


def _leccion(expediente: Alguno, fila: dict) -> Fila:
    cuerpo = tuple(expediente.texto_de(fila, campo) for campo in ("enunciado", "sustento") if fila[campo])
    evidencia = texto_o_vacio(expediente, fila, "evidencia") or _falta(fila, SIN_EVIDENCIA)
    return Fila((expediente.texto_de(fila, "titulo"), PROCESOS[fila["proceso"]], cuerpo, evidencia))


def _falta(fila: dict, en_lo_publicado: str) -> Ausente:
    return Ausente(segun_origen([fila["origen"]], en_lo_publicado, SIN_REGISTRO))


def factores(expediente: Alguno) -> Cuadro:
    """Factor y cómo ayudó, agrupados en internos y externos."""
    filas = filas_de(expediente, "factores")
    cuerpo = por_tipo(filas, CLASES_DE_FACTOR, lambda f: _factor(expediente, f))
    return Cuadro(
        "factores",
        "Factores de éxito",
        (Columna("Factor", ancho=1.6), Columna("Cómo ayudó", ancho=3)),
        cuerpo,
        expediente.fuente_de_tabla(filas),
    )


def _factor(expediente: Alguno, fila: dict) -> Fila:
    return Fila((expediente.texto_de(fila, "titulo"), expediente.texto_de(fila, "enunciado")))


def recomendaciones(expediente: Alguno) -> Cuadro:
    """Recomendación, horizonte y sustento, agrupadas por destinatario."""
    filas = filas_de(expediente, "recomendaciones")
    cuerpo = por_tipo(filas, DESTINATARIOS, lambda f: _recomendacion(expediente, f))
    return Cuadro(
        "recomendaciones",
        "Recomendaciones por destinatario",
        (Columna("Recomendación", ancho=3), Columna("Horizonte", ancho=1.2), Columna("Sustento", ancho=3)),
        cuerpo,
        expediente.fuente_de_tabla(filas),
    )


def _recomendacion(expediente: Alguno, fila: dict) -> Fila:
    horizonte = texto_o_vacio(expediente, fila, "horizonte") or _falta(fila, SIN_HORIZONTE)
    sustento = texto_o_vacio(expediente, fila, "sustento") or _falta(fila, SIN_SUSTENTO)
    return Fila((expediente.texto_de(fila, "enunciado"), horizonte, sustento))
