"""Cuadro de la encuesta de satisfacción."""

from decimal import Decimal

from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.nucleo.esquemas import PREGUNTAS
from sistematizacion.parametros import Unidad
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.piezas import Columna, Cuadro, Fila

ENUNCIADOS = {
    "satisfaccion": "Satisfacción con el acompañamiento",
    "contribucion": "Contribución o impacto en la gestión",
}


def satisfaccion(expediente: Expediente) -> Cuadro:
    """Por pregunta y respuesta: conteo, n, porcentaje calculado y porcentaje publicado."""
    encuesta = expediente.tabla("encuesta")
    if encuesta.empty:
        raise SinDatos("no se registraron respuestas de la encuesta de satisfacción.")
    resumen = resumir(encuesta)
    filas: list[Fila] = []
    for pregunta in (p for p in PREGUNTAS if p in set(resumen["pregunta"])):
        filas.append(Fila((ENUNCIADOS[pregunta],), "grupo"))
        filas += [_fila(expediente, f) for f in resumen[resumen["pregunta"] == pregunta].to_dict("records")]
    reconstruida = (encuesta["origen"] == "reconstruido").any()
    aviso = (
        "Las respuestas se reconstruyeron desde los porcentajes y el número de encuestados publicados. "
        if reconstruida
        else ""
    )
    return Cuadro(
        "satisfaccion",
        "Respuestas a la encuesta de satisfacción",
        (
            Columna("Opción", ancho=3),
            Columna("Personas", "num"),
            Columna("Total (n)", "num"),
            Columna("% calculado", "num"),
            Columna("% publicado", "num"),
        ),
        tuple(filas),
        expediente.fuente_de_tabla(encuesta),
        (
            f"{aviso}El porcentaje calculado se redondea a un decimal, la mitad hacia arriba.",
            *notas_de_la_fuente(expediente),
        ),
    )


def notas_de_la_fuente(expediente: Expediente) -> tuple[str, ...]:
    """Lo que la fuente advierte de sus porcentajes, sin repetir."""
    publicados = [expediente.cifra("encuesta_porcentaje", c) for c in expediente.categorias("encuesta_porcentaje")]
    return tuple(dict.fromkeys(c.nota for c in publicados if c.nota))


def _fila(expediente: Expediente, fila: dict) -> Fila:
    base = f"{fila['conteo']} ÷ {fila['n']} × 100, con la tabla encuesta"
    calculado = Cifra(
        fila["porcentaje"], Unidad(simbolo="%"), fuente=base, clave=f"encuesta/{fila['respuesta']}", decimales=1
    )
    hay = expediente.hay("encuesta_porcentaje", fila["respuesta"])
    publicado = expediente.cifra("encuesta_porcentaje", fila["respuesta"]) if hay else None
    conteo, n = (Cifra(Decimal(int(fila[k])), fuente="conteo de la tabla encuesta") for k in ("conteo", "n"))
    rotulo = expediente.rotulo(fila["respuesta"])
    return Fila((rotulo[:1].upper() + rotulo[1:], conteo, n, calculado, publicado))
