"""Cómo se muestra a una persona lo que los esquemas dicen con claves: opciones, tipos, encabezados y capítulos."""

from collections.abc import Sequence

import pandera.pandas as pa

from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.nucleo.legible import legible

TIPOS = {
    "texto": "texto",
    "codigo": "código, que es texto",
    "opcion": "una opción de la lista",
    "decimal": "número",
    "entero": "número entero",
    "numero_o_cita": "número, o la cita de una cifra",
    "corte": "día, mes o año",
    "fecha": "fecha",
    "mes": "mes",
}
COMO_SE_ESCRIBE = {
    "codigo": "Se escribe completo, con sus ceros, sin puntos ni comas: {ejemplo}.",
    "opcion": "Elija de la lista.",
    "decimal": "Solo el número, sin símbolos.",
    "entero": "Solo el número, sin decimales.",
    "numero_o_cita": "Un número, o la clave de un indicador entre llaves: {{cierres_efectivos}}.",
    "corte": "Con la precisión que se conozca: 2025-12-31, 2025-12 o 2025.",
    "fecha": "Día, mes y año: 31/12/2025.",
    "mes": "Año y mes: 2025-12.",
}


def opciones_legibles(opciones: Sequence[str]) -> tuple[str, ...]:
    """Las opciones como se leen, sin las que solo son otra grafía de una anterior.

    >>> opciones_legibles(("sí", "si", "no"))
    ('Sí', 'No')
    """
    return tuple(legible(o) for o in {plegar(o): o for o in reversed(opciones)}.values())[::-1]


def es_obligatoria(columna: pa.Column) -> bool:
    """Dice si la celda tiene que llenarse en toda fila."""
    return not columna.metadata["vacio"]


def titulo(columna: pa.Column) -> str:
    """El nombre de la columna para una persona."""
    return columna.metadata.get("titulo") or legible(str(columna.name))


def encabezado(columna: pa.Column) -> str:
    """El título con su unidad y, si hay que llenarla en toda fila, un asterisco: «Costo actualizado (S/)», «CUI *»."""
    unidad = columna.metadata.get("unidad", "")
    repetida = plegar(unidad) == plegar(titulo(columna))  # «Horas (horas)»
    con_unidad = titulo(columna) if repetida or not unidad else f"{titulo(columna)} ({unidad})"
    return f"{con_unidad} *" if es_obligatoria(columna) else con_unidad


def ayuda(columna: pa.Column) -> str:
    """Todo lo que hay que saber para llenar la columna, en pocas oraciones."""
    datos = columna.metadata
    si_falta = datos.get("defecto", "")
    return " ".join(
        filter(
            None,
            [
                f"{columna.description}.",
                "Obligatoria." if es_obligatoria(columna) else "Puede ir vacía.",
                f"Vacía vale «{legible(si_falta)}»." if si_falta else "",
                f"Unidad: {datos['unidad']}." if datos.get("unidad") else "",
                COMO_SE_ESCRIBE.get(datos["tipo"], "").format(ejemplo=datos.get("ejemplo", "")),
                f"Debe estar antes en la hoja {datos['refiere'].split('.')[0]}." if datos.get("refiere") else "",
            ],
        )
    )


def capitulos(esquema: pa.DataFrameSchema) -> str:
    """Los capítulos que se hacen con una tabla, por su nombre."""
    return ", ".join(legible(c) for c in esquema.metadata["capitulos"]) or "Ninguno todavía"
