"""La hoja «Ejemplos»: una fila inventada de cada tabla, que muestra cómo se llena y que nadie lee como dato."""

from collections.abc import Mapping
from math import ceil

import pandas as pd
import pandera.pandas as pa
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sistematizacion.publicacion.anchos import alto_de
from sistematizacion.publicacion.celdas import NEGRITA, SUBTITULO, TITULO, alinear, enlazar, escribir
from sistematizacion.registro.celda import A_LA_DERECHA, poner_valor
from sistematizacion.registro.palabras import encabezado

EJEMPLOS = "Ejemplos"
COLUMNAS_IMPRESAS = 8  # por página
ROTULO = "Ejemplo inventado"
FONDO = PatternFill("solid", fgColor="E8EEF4")
ANCHO_DEL_ROTULO, ANCHO, ALTO_DE_TITULO, ALTO_DE_SUBTITULO = 22, 24, 24, 19


def ejemplo(esquema: pa.DataFrameSchema) -> pd.DataFrame:
    """Una fila de textos canónicos con el ejemplo de cada columna; la que no lo da va vacía."""
    return pd.DataFrame([{nombre: c.metadata.get("ejemplo", "") for nombre, c in esquema.columns.items()}], dtype=str)


def agregar_ejemplos(excel: Workbook, esquemas: Mapping[str, pa.DataFrameSchema]) -> None:
    """Agrega la hoja, con cada tabla debajo de su título y el rótulo de ejemplo en la primera celda de su fila."""
    hoja = excel.create_sheet(EJEMPLOS)
    suelto, hoja.row_dimensions[1].height = Alignment("left", "top"), ALTO_DE_TITULO
    escribir(hoja["A1"], "Ejemplos inventados de cada hoja", TITULO, suelto)
    escribir(
        hoja["A2"],
        "Muestran cómo se llena cada hoja. Esta hoja no se lee: no escriba sus datos aquí.",
        alineacion=suelto,
    )
    fila, mas_columnas = 4, max(len(e.columns) for e in esquemas.values())
    for nombre, esquema in esquemas.items():
        escribir(hoja.cell(fila, 1), nombre)
        enlazar(hoja.cell(fila, 1), nombre)
        escribir(hoja.cell(fila, 2), f"{esquema.title} (cada fila: {esquema.description})", SUBTITULO, suelto)
        hoja.row_dimensions[fila].height = ALTO_DE_SUBTITULO
        _poner_ejemplo(hoja, fila + 1, esquema)
        fila += 4
    hoja.column_dimensions["A"].width = ANCHO_DEL_ROTULO
    for x in range(2, 2 + mas_columnas):
        hoja.column_dimensions[get_column_letter(x)].width = ANCHO
    hoja.freeze_panes, hoja.sheet_view.showGridLines = "B1", False
    hoja.sheet_properties.tabColor = "C9D1D9"
    hoja.page_setup.orientation, hoja.page_setup.paperSize = "landscape", hoja.PAPERSIZE_A4
    hoja.sheet_properties.pageSetUpPr.fitToPage, hoja.page_setup.fitToHeight = True, 0
    hoja.page_setup.fitToWidth = ceil(mas_columnas / COLUMNAS_IMPRESAS)


def _poner_ejemplo(hoja: Worksheet, fila: int, esquema: pa.DataFrameSchema) -> None:
    """El encabezado en ``fila`` y el ejemplo en la siguiente."""
    escribir(hoja.cell(fila, 1), "Encabezado", NEGRITA)
    escribir(hoja.cell(fila + 1, 1), ROTULO, NEGRITA)
    valores, encabezados = ejemplo(esquema).iloc[0], [encabezado(c) for c in esquema.columns.values()]
    for x, (clave, columna) in enumerate(esquema.columns.items(), 2):
        lugar = hoja.cell(fila, x)
        clase = "num" if columna.metadata["tipo"] in A_LA_DERECHA else "texto"
        escribir(lugar, encabezados[x - 2], NEGRITA, alinear(lugar, clase))
        lugar.fill = FONDO
        if valores[clave]:
            poner_valor(hoja.cell(fila + 1, x), valores[clave], columna)
    medidas = [ANCHO] * len(encabezados)
    hoja.row_dimensions[fila].height = alto_de(encabezados, medidas, negrita=True)
    hoja.row_dimensions[fila + 1].height = alto_de(list(valores), medidas)
