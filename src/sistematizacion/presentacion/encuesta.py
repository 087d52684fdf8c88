"""Las cifras de la encuesta de satisfacción: conteos y porcentajes, y las notas que los acompañan."""

from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.nucleo.esquemas import PREGUNTAS
from sistematizacion.parametros import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente

ENUNCIADOS = {
    "satisfaccion": "Satisfacción con el acompañamiento",
    "contribucion": "Contribución o impacto en la gestión",
}
COMO_SE_REDONDEA = (
    "Cada porcentaje es personas ÷ n × 100, con un decimal, la mitad hacia arriba; los de una pregunta suman 100."
)
RECONSTRUIDA = "Las respuestas se reconstruyeron desde los porcentajes y el número de encuestados publicados."


def preguntas_de(resumen: pd.DataFrame) -> list[str]:
    """Las preguntas que se hicieron, en su orden."""
    return [p for p in PREGUNTAS if p in set(resumen["pregunta"])]


def notas_de_encuesta(encuesta: pd.DataFrame, resumen: pd.DataFrame) -> tuple[str, ...]:
    """Si las respuestas se reconstruyeron y cómo se redondearon sus porcentajes."""
    ajustados = any(formato.redondear(f["porcentaje"], 1) != f["redondeado"] for f in resumen.to_dict("records"))
    ajuste = (
        (" Donde el redondeo no sumaba 100, se corrigió la última cifra de los que más se apartaban (restos mayores).",)
        if ajustados
        else ("",)
    )
    reconstruida = (RECONSTRUIDA,) if (encuesta["origen"] == "reconstruido").any() else ()
    return (*reconstruida, COMO_SE_REDONDEA + ajuste[0])


def notas_de_la_fuente(expediente: Expediente) -> tuple[str, ...]:
    """Lo que la fuente advierte de sus porcentajes, sin repetir."""
    publicados = [expediente.cifra("encuesta_porcentaje", c) for c in expediente.categorias("encuesta_porcentaje")]
    return tuple(dict.fromkeys(c.nota for c in publicados if c.nota))


def conteo(expediente: Expediente, cuantas: int, clave: str, nombre: str) -> Cifra:
    """Un número de personas contado en la tabla ``encuesta``."""
    tabla = expediente.tabla("encuesta")
    reconstruida = (tabla["origen"] == "reconstruido").any()
    return Cifra(
        Decimal(cuantas),
        Unidad(singular="persona", plural="personas"),
        fuente=f"conteo de la tabla encuesta{', reconstruida' if reconstruida else ''}",
        clave=clave,
        nombre=nombre,
        citas=tuple(dict.fromkeys(zip(tabla["fuente"], tabla["seccion"], strict=True))),
        region=expediente.region.nombre,
        lugares=tuple(dict.fromkeys(tabla["archivo"])),
    )


def porcentaje(personas: Cifra, n: Cifra, valor: Decimal) -> Cifra:
    """El porcentaje de ``n`` que son esas personas, ya redondeado."""
    return Cifra(
        valor,
        Unidad(simbolo="%"),
        fuente=f"{personas.en_cuadro} ÷ {n.en_cuadro} × 100, con la tabla encuesta",
        citas=personas.citas,
        decimales=1,
        clave=f"{personas.clave}/porcentaje",
        nombre=f"{personas.nombre}, % de quienes respondieron",
        region=personas.region,
        lugares=personas.lugares,
        partes=(personas.identidad, n.identidad),
    )


def par(expediente: Expediente, fila: dict[str, Any]) -> tuple[Cifra, Cifra]:
    """Personas y porcentaje de una respuesta."""
    clave, nombre = (
        f"encuesta/{fila['pregunta']}/{fila['respuesta']}",
        f"Respuestas «{expediente.rotulo(fila['respuesta'])}»",
    )
    personas = conteo(expediente, int(fila["conteo"]), clave, nombre)
    return personas, porcentaje(personas, n_de(expediente, fila), fila["redondeado"])


def n_de(expediente: Expediente, fila: dict[str, Any]) -> Cifra:
    """Cuántas personas respondieron la pregunta de una fila de ``resumir``."""
    pregunta = fila["pregunta"]
    return conteo(
        expediente, int(fila["n"]), f"encuesta/{pregunta}", f"Personas que respondieron: {ENUNCIADOS[pregunta].lower()}"
    )
