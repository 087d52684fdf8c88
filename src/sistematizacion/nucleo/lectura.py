"""Lee una tabla en CSV, la valida entera y la convierte a sus tipos; nada se descarta ni se adivina."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.columnas import es_numero
from sistematizacion.nucleo.corte import Corte

CONVERSORES = {
    "decimal": Decimal,
    "corte": Corte.de_texto,
    "numero_o_cita": lambda texto: Decimal(texto) if es_numero(texto) else texto,
}
GUARDAR_COMO = "En Excel: Guardar como → CSV UTF-8 (delimitado por comas)."
COMILLAS = "Si un texto lleva comas, va entre comillas dobles."


def leer_tabla(ruta: Path, archivo: str, esquema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problema]]:
    """Lee y valida ``ruta``.

    Returns:
        La tabla convertida, una fila por fila llena del archivo, con las columnas del esquema más ``archivo`` y ``fila``
        (número de fila en la hoja, con el encabezado en la 1), y los problemas. Con problemas, la tabla va vacía.
    """
    texto, problemas = _como_texto(ruta, archivo)
    problemas = problemas or _columnas(texto, archivo, esquema) or _valores(texto, archivo, esquema)
    if problemas:
        return texto.iloc[:0], problemas
    return _convertir(texto, esquema).assign(archivo=archivo, fila=texto.index).reset_index(drop=True), []


def _como_texto(ruta: Path, archivo: str) -> tuple[pd.DataFrame, list[Problema]]:
    """El CSV tal cual, todo texto sin blancos a los lados y sin filas vacías; o por qué no se pudo leer.

    El índice es el número de fila en la hoja.
    """
    try:
        contenido = ruta.read_text(encoding="utf-8-sig")
        leidas = [[celda.strip() for celda in fila] for fila in csv.reader(io.StringIO(contenido, newline=""))]
    except UnicodeDecodeError as error:
        linea = ruta.read_bytes()[: error.start].count(b"\n") + 1
        return pd.DataFrame(), [Problema(archivo, "no está en UTF-8", GUARDAR_COMO, f"línea {linea}")]
    except csv.Error:
        return pd.DataFrame(), [Problema(archivo, "no se entiende como CSV", GUARDAR_COMO)]
    llenas = {n: fila for n, fila in enumerate(_sin_columnas_vacias(leidas), 1) if any(fila)}
    if 1 not in llenas:
        return pd.DataFrame(), [Problema(archivo, "falta el encabezado", "Va en la primera fila.", "fila 1")]
    encabezado = llenas.pop(1)
    if len(encabezado) == 1 and (";" in encabezado[0] or "\t" in encabezado[0]):
        regla = "las columnas no están separadas por comas"
        return pd.DataFrame(), [Problema(archivo, regla, GUARDAR_COMO, "fila 1", encabezado[0])]
    problemas = [
        Problema(archivo, f"tiene {len(fila)} celdas y el encabezado {len(encabezado)}", COMILLAS, f"fila {n}")
        for n, fila in llenas.items()
        if len(fila) != len(encabezado)
    ]
    if problemas:
        return pd.DataFrame(), problemas
    return pd.DataFrame(list(llenas.values()), index=list(llenas), columns=encabezado, dtype=str), []


def _sin_columnas_vacias(filas: list[list[str]]) -> list[list[str]]:
    """Las filas sin las columnas del final que no tienen ni encabezado ni ninguna celda llena, como las deja Excel."""
    largo = len(filas[0]) if filas else 0
    enteras = [fila for fila in filas if len(fila) == largo]
    ancho = max((n for fila in enteras for n, celda in enumerate(fila, 1) if celda), default=0)
    return [fila[:ancho] if len(fila) == largo else fila for fila in filas]


def _columnas(tabla: pd.DataFrame, archivo: str, esquema: pa.DataFrameSchema) -> list[Problema]:
    """Columnas que faltan, sobran o se repiten."""
    presentes, esperadas = list(tabla.columns), list(esquema.columns)
    permitidas = f"Columnas de esta tabla: {enumerar(esperadas)}."
    problemas = [
        Problema(archivo, "columna desconocida", f"{sugerencia(c, esperadas)} {permitidas}".strip(), "fila 1", c)
        for c in presentes if c not in esperadas
    ]  # fmt: skip
    problemas += [
        Problema(archivo, "falta esta columna", "Agréguela.", "fila 1", c)
        for c in esperadas
        if c not in presentes and esquema.columns[c].required
    ]
    repetidas = sorted({c for c in presentes if presentes.count(c) > 1})
    return problemas + [Problema(archivo, "columna repetida", "Deje una sola.", "fila 1", c) for c in repetidas]


def _valores(tabla: pd.DataFrame, archivo: str, esquema: pa.DataFrameSchema) -> list[Problema]:
    """Un problema por celda (o por fila repetida) que no cumple el esquema, en el orden del archivo."""
    try:
        esquema.validate(tabla, lazy=True)
    except SchemaErrors as errores:
        fallas = errores.failure_cases.dropna(subset=["index"])
        if fallas.empty:
            raise
        return [_problema(falla, archivo, esquema) for falla in _una_por_celda(fallas, list(esquema.columns))]
    return []


def _una_por_celda(fallas: pd.DataFrame, columnas: list[str]) -> list[dict[str, object]]:
    orden = {columna: n for n, columna in enumerate(columnas)}
    ordenadas = fallas.assign(lugar=fallas["column"].map(orden).fillna(len(orden))).sort_values(
        ["index", "lugar"], kind="stable"
    )
    return ordenadas.drop_duplicates(["index", "column"]).to_dict("records")


def _problema(falla: dict[str, object], archivo: str, esquema: pa.DataFrameSchema) -> Problema:
    fila = falla["index"]
    columna, revision, valor = str(falla["column"]), str(falla["check"]), str(falla["failure_case"])
    lugar = f"fila {fila}, columna {columna}"
    if revision in {"multiple_fields_uniqueness", "field_uniqueness"}:
        clave = " + ".join(esquema.unique or [columna])
        return Problema(archivo, "está repetido", f"Cada {clave} va una sola vez.", lugar, valor)
    opciones = revision.partition("permitidos: ")[2].split(", ") if valor else []
    return Problema(archivo, revision, sugerencia(valor, opciones), lugar, valor or None)


def _convertir(tabla: pd.DataFrame, esquema: pa.DataFrameSchema) -> pd.DataFrame:
    """Cada columna en su tipo: Decimal y Corte exactos, en columnas de objetos; lo vacío, None."""
    columnas = {}
    for nombre, columna in esquema.columns.items():
        conversor = CONVERSORES.get((columna.metadata or {}).get("tipo", "texto"))
        valores = tabla[nombre].tolist() if nombre in tabla.columns else [""] * len(tabla)
        columnas[nombre] = (
            pd.Series([conversor(v) if v else None for v in valores], index=tabla.index, dtype=object)
            if conversor
            else valores
        )
    return pd.DataFrame(columnas, index=tabla.index)
