"""Lo que toda tabla tiene: de dónde sale cada fila; y cómo se declara una tabla."""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import opcion, texto

ORIGENES = ("publicado", "registrado", "reconstruido")


def procedencia() -> dict[str, pa.Column]:
    """Las columnas con que cada fila dice de dónde sale; sin ellas, una fila es del registro del programa."""
    return {
        "origen": opcion(
            "De dónde sale la fila: publicado (en un documento), registrado (por el equipo) o reconstruido",
            ORIGENES, titulo="Origen", vacio=True, obligatoria=False, defecto="registrado", ejemplo="registrado",
        ),
        "fuente": texto(
            "Clave del documento en «fuentes» de programa.yml; solo en filas publicadas",
            titulo="Fuente", vacio=True, obligatoria=False,
        ),
        "seccion": texto(
            "Secciones del documento, separadas por «;»; solo en filas publicadas",
            titulo="Sección", vacio=True, obligatoria=False,
        ),
    }  # fmt: skip


def tabla(
    nombre: str,
    titulo: str,
    una_fila_por: str,
    grupo: str,
    columnas: dict[str, pa.Column],
    *,
    llave: tuple[str, ...] = (),
    capitulos: tuple[str, ...] = (),
) -> pa.DataFrameSchema:
    """El esquema de una tabla, con las columnas de procedencia al final.

    Args:
        nombre: cómo se llama su CSV, sin extensión, o su hoja en ``registro.xlsx``.
        una_fila_por: qué es cada fila («inversión de la cartera»).
        grupo: bajo qué título va en el libro y en el diccionario.
        llave: las columnas que juntas no se repiten.
        capitulos: los cuadernos que se hacen con ella.
    """
    return pa.DataFrameSchema(
        {**columnas, **procedencia()},
        strict=True,
        unique=list(llave) or None,
        name=nombre,
        title=titulo,
        description=una_fila_por,
        metadata={"grupo": grupo, "capitulos": capitulos},
    )
