"""El diccionario de datos: qué es cada tabla y cada columna, en Markdown, hecho de los esquemas."""

from collections.abc import Mapping
from pathlib import Path

import pandera.pandas as pa

from sistematizacion.registro.palabras import TIPOS, capitulos, es_obligatoria, titulo
from sistematizacion.rutas import Rutas

ORDEN = "python -m sistematizacion dictionary"
PREFACIO = f"""\
# Diccionario de datos

Las tablas del núcleo mínimo, tal como las revisan los esquemas de `src/sistematizacion/nucleo/esquemas`. Este archivo
se genera: no lo edite; cambie los esquemas y dé la orden `{ORDEN}`.

Cada tabla es un CSV con su nombre (`inversiones.csv`) o una hoja de `registro.xlsx`, que trae las mismas columnas con
el encabezado que aquí se indica. Al leer se reconoce la clave de la columna, su encabezado o cualquiera de los otros
nombres, con tildes y mayúsculas o sin ellas.

- **Obligatoria**: la celda va llena en toda fila. **Vacía** no es cero: es que no se sabe o no corresponde.
- **Opciones**: se escribe la clave (`muy_satisfecho`) o como la muestra el libro (Muy satisfecho).
- **Fechas**: `2025-12-31` o 31/12/2025; los meses, `2025-12`; un corte, un día, un mes o un año.
- **Números**: con punto decimal; la unidad está en su columna y no se escribe en la celda.
"""
ENCABEZADO = ("Columna", "Encabezado", "Tipo", "Unidad", "Obligatoria", "Se admite", "Qué es")


def diccionario(esquemas: Mapping[str, pa.DataFrameSchema]) -> str:
    """El diccionario entero: un capítulo por grupo, una sección por tabla y una fila por columna."""
    grupos: dict[str, list[pa.DataFrameSchema]] = {}
    for esquema in esquemas.values():
        grupos.setdefault(esquema.metadata["grupo"], []).append(esquema)
    partes = [PREFACIO]
    for grupo, suyos in grupos.items():
        partes += [f"## {grupo}\n", *map(_seccion, suyos)]
    return "\n".join(partes)


def guardar_diccionario(esquemas: Mapping[str, pa.DataFrameSchema], rutas: Rutas) -> Path:
    """Escribe el diccionario en ``docs/diccionario.md`` y devuelve dónde quedó."""
    ruta = rutas.raiz / "docs" / "diccionario.md"
    ruta.parent.mkdir(exist_ok=True)
    ruta.write_text(diccionario(esquemas), encoding="utf-8", newline="\n")
    return ruta


def _seccion(esquema: pa.DataFrameSchema) -> str:
    """Una tabla: qué es una fila, qué no se repite, qué capítulos la usan y sus columnas."""
    llave = [f"`{c}`" for c in esquema.unique or [n for n, c in esquema.columns.items() if c.unique]]
    hechos = [
        f"- Cada fila es: {esquema.description}.",
        f"- No se repite: {' y '.join([', '.join(llave[:-1]), llave[-1]] if llave[1:] else llave)}." if llave else "",
        f"- Capítulos que la usan: {capitulos(esquema).lower()}.",
    ]
    filas = [ENCABEZADO, ("---",) * len(ENCABEZADO), *(_fila(n, c) for n, c in esquema.columns.items())]
    tabla = [f"| {' | '.join(map(_celda, fila))} |" for fila in filas]
    return "\n".join([f"### {esquema.title} (`{esquema.name}`)", "", *filter(None, hechos), "", *tabla, ""])


def _celda(texto: str) -> str:
    return texto.replace("|", "\\|").replace("\n", " ")


def _fila(nombre: str, columna: pa.Column) -> tuple[str, ...]:
    datos = columna.metadata
    return (
        f"`{nombre}`",
        titulo(columna),
        TIPOS[datos["tipo"]],
        datos.get("unidad", ""),
        _obligatoria(columna),
        _se_admite(columna),
        _que_es(columna),
    )


def _obligatoria(columna: pa.Column) -> str:
    if es_obligatoria(columna):
        return "sí"
    return "no" if columna.required else "no; la columna puede faltar"


def _se_admite(columna: pa.Column) -> str:
    """Las opciones, el rango o la tabla en que el valor tiene que estar."""
    datos = columna.metadata
    if datos["tipo"] == "opcion":
        return ", ".join(f"`{o}`" for o in datos["opciones"])
    minimo, maximo = datos.get("minimo"), datos.get("maximo")
    partes = [
        "" if minimo is None else f"desde {minimo}",
        "" if maximo is None else f"hasta {maximo}",
        f"un valor de `{datos['refiere']}`" if datos.get("refiere") else "",
        f"como `{datos['ejemplo']}`" if datos["tipo"] == "codigo" and datos.get("ejemplo") else "",
    ]
    return ", ".join(filter(None, partes))


def _que_es(columna: pa.Column) -> str:
    """La ayuda, lo que vale si va vacía y con qué otros encabezados se reconoce."""
    datos = columna.metadata
    defecto = f" Vacía vale `{datos['defecto']}`." if datos.get("defecto") else ""
    alias = ", ".join(datos.get("alias", ()))
    return f"{columna.description}.{defecto}" + (f" Otros encabezados: {alias}." if alias else "")
