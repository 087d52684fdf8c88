"""El libro ``registro.xlsx``: una hoja por tabla, hecha de su esquema, con la ayuda que Excel sabe dar."""

from collections.abc import Mapping
from datetime import date
from math import ceil

import pandas as pd
import pandera.pandas as pa
from openpyxl.styles import Border, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sistematizacion.publicacion.anchos import BOTON, ESCALA_DE_NEGRITA, alto_de, medir
from sistematizacion.publicacion.bytes_xlsx import bytes_del_libro, libro_vacio
from sistematizacion.publicacion.celdas import GRUESA, NEGRITA, NORMAL, alinear, escribir, limpio
from sistematizacion.registro.celda import A_LA_DERECHA, alineacion, formato, poner_valor
from sistematizacion.registro.ejemplos import agregar_ejemplos
from sistematizacion.registro.leame import agregar_leame, titulo_del_libro
from sistematizacion.registro.palabras import encabezado, opciones_legibles, titulo
from sistematizacion.registro.validacion import FILAS, LISTAS, Lugares, validaciones

FECHA = date(2025, 1, 1)  # la de las propiedades del libro: no la del reloj, para que salga siempre igual
COLORES = ("12406A", "1B7F5C", "8A4B08", "6B3FA0", "A6192E", "4D5B66", "0B7285", "7A1F5C")  # de las pestañas, uno por grupo
FONDO = PatternFill("solid", fgColor="E8EEF4")
ANCHOS = {"codigo": 13, "fecha": 14, "mes": 12, "corte": 16, "decimal": 18, "entero": 14, "numero_o_cita": 16}
ANCHO_IMPRESO = 200  # lo que cabe en una página y todavía se lee
CABE_ENTERO = 15  # ancho de un encabezado que no se parte
TEXTO_LARGO = 40  # letras de un ejemplo desde las que la columna se hace ancha


def libro_de_registro(
    esquemas: Mapping[str, pa.DataFrameSchema],
    *,
    programa: str,
    region: str,
    filas: Mapping[str, pd.DataFrame] | None = None,
    ficticio: bool = False,
) -> bytes:
    """El libro XLSX con que una región lleva su registro. La misma entrada da los mismos bytes.

    Trae «Léame», una hoja por tabla con sus validaciones, «Ejemplos» y «Listas».

    Args:
        esquemas: los de las tablas, en el orden de sus hojas.
        programa: su clave.
        region: su clave.
        filas: lo que ya va escrito, por tabla: textos canónicos en columnas del esquema; las que falten van vacías.
        ficticio: si todo lo que trae es inventado; el Léame y el título del libro lo dicen.

    Raises:
        ValueError: ``filas`` trae una tabla o una columna que los esquemas no tienen.
    """
    _exigir_conocidas(esquemas, filas or {})
    excel = libro_vacio()
    agregar_leame(excel, esquemas, programa, region, ficticio=ficticio)
    lugares = Lugares(_columnas_de_listas(esquemas), esquemas)
    grupos = list(dict.fromkeys(e.metadata["grupo"] for e in esquemas.values()))
    for nombre, esquema in esquemas.items():
        hoja = excel.create_sheet(nombre)
        color = COLORES[grupos.index(esquema.metadata["grupo"]) % len(COLORES)]
        _preparar(hoja, esquema, lugares, color)
        if filas and nombre in filas:
            _llenar(hoja, esquema, filas[nombre])
    agregar_ejemplos(excel, esquemas)
    _agregar_listas(excel, esquemas, lugares)
    propiedades = excel.properties
    propiedades.title, propiedades.language = limpio(titulo_del_libro(programa, region, ficticio=ficticio)), "es-PE"
    propiedades.creator, propiedades.category = "sistematizacion", "Registro del programa"
    return bytes_del_libro(excel, FECHA)


def _exigir_conocidas(esquemas: Mapping[str, pa.DataFrameSchema], filas: Mapping[str, pd.DataFrame]) -> None:
    for nombre, tabla in filas.items():
        if nombre not in esquemas:
            raise ValueError(f"«{nombre}» no es una tabla de los esquemas")
        if de_mas := set(tabla.columns) - set(esquemas[nombre].columns):
            raise ValueError(f"la tabla «{nombre}» no tiene columnas {', '.join(sorted(de_mas))}")


def _preparar(hoja: Worksheet, esquema: pa.DataFrameSchema, lugares: Lugares, color: str) -> None:
    """Los encabezados, el formato de cada columna entera y sus validaciones, sin escribir celdas vacías."""
    medidas, unicas = [], {tuple(esquema.unique or ())}
    for x, (nombre, columna) in enumerate(esquema.columns.items(), 1):
        letra, medida = get_column_letter(x), _ancho(columna)
        _encabezar(hoja, x, encabezado(columna), "num" if columna.metadata["tipo"] in A_LA_DERECHA else "texto")
        dimension = hoja.column_dimensions[letra]
        dimension.width, dimension.font = medida, NORMAL
        dimension.number_format, dimension.alignment = formato(columna), alineacion(columna, x)
        for validacion in validaciones(columna, letra, lugares, unica=columna.unique or (nombre,) in unicas):
            hoja.add_data_validation(validacion)
        medidas.append(medida)
    _rematar(hoja, [encabezado(c) for c in esquema.columns.values()], medidas, color)
    hoja.auto_filter.ref = f"A1:{get_column_letter(len(medidas))}{FILAS + 1}"


def _encabezar(hoja: Worksheet, x: int, texto: str, clase: str = "texto") -> None:
    lugar = hoja.cell(1, x)
    escribir(lugar, texto, NEGRITA, alinear(lugar, clase, encabeza=True))
    lugar.fill, lugar.border = FONDO, Border(bottom=GRUESA)


def _ancho(columna: pa.Column) -> float:
    """El ancho que deja leer el encabezado y lo que se espera en la columna."""
    datos = columna.metadata
    texto = encabezado(columna)
    palabra = max(min(CABE_ENTERO, medir(texto)), *map(medir, texto.split())) * ESCALA_DE_NEGRITA + BOTON + 3
    if datos["tipo"] == "opcion":
        contenido = min(34, max(map(medir, opciones_legibles(datos["opciones"]))) + 4)
    else:
        largo = len(datos.get("ejemplo", "")) > TEXTO_LARGO or titulo(columna) == "Sustento"
        contenido = ANCHOS.get(datos["tipo"], 55 if largo else 26)
    return round(max(palabra, contenido), 1)


def _rematar(hoja: Worksheet, textos: list[str], medidas: list[float], color: str) -> None:
    """Lo que toda hoja de tabla tiene: el encabezado a la vista y una impresión que se lee."""
    hoja.row_dimensions[1].height = alto_de(textos, [m - 2 for m in medidas], negrita=True) + 3
    hoja.freeze_panes = "B2" if len(medidas) > 5 and medidas[0] <= 30 else "A2"
    hoja.sheet_properties.tabColor = color
    hoja.page_setup.orientation, hoja.page_setup.paperSize = "landscape", hoja.PAPERSIZE_A4
    hoja.sheet_properties.pageSetUpPr.fitToPage, hoja.page_setup.fitToHeight = True, 0
    hoja.page_setup.fitToWidth = ceil(sum(medidas) / ANCHO_IMPRESO)
    hoja.print_title_rows = "1:1"
    hoja.oddFooter.left.text, hoja.oddFooter.right.text = "&A", "Página &P de &N"


def _llenar(hoja: Worksheet, esquema: pa.DataFrameSchema, tabla: pd.DataFrame) -> None:
    for y, fila in enumerate(tabla.fillna("").to_dict("records"), 2):
        for x, (nombre, columna) in enumerate(esquema.columns.items(), 1):
            if fila.get(nombre, "") != "":
                poner_valor(hoja.cell(y, x), fila[nombre], columna)


def _columnas_de_listas(esquemas: Mapping[str, pa.DataFrameSchema]) -> dict[tuple[str, ...], str]:
    """La letra de la columna que lleva cada grupo de opciones en «Listas»; las repetidas comparten una."""
    grupos = dict.fromkeys(c.metadata["opciones"] for _, _, c in _de_opcion(esquemas))
    return {opciones: get_column_letter(n) for n, opciones in enumerate(grupos, 1)}


def _de_opcion(esquemas: Mapping[str, pa.DataFrameSchema]) -> list[tuple[str, str, pa.Column]]:
    """Las columnas de opciones, con su tabla y su título."""
    return [
        (nombre, titulo(columna), columna)
        for nombre, esquema in esquemas.items()
        for columna in esquema.columns.values()
        if columna.metadata["tipo"] == "opcion"
    ]


def _agregar_listas(excel: Workbook, esquemas: Mapping[str, pa.DataFrameSchema], lugares: Lugares) -> None:
    """La hoja con lo que ofrecen las listas desplegables; de ella las toma Excel."""
    hoja, encabezados = excel.create_sheet(LISTAS), []
    for x, opciones in enumerate(lugares.listas, 1):
        usos = [(t, n) for n, t, c in _de_opcion(esquemas) if c.metadata["opciones"] == opciones]
        donde = "todas las hojas" if len(usos) == len(esquemas) else ", ".join(n for _, n in usos)
        encabezados.append(f"{usos[0][0]} ({donde})")
        _encabezar(hoja, x, encabezados[-1])
        for y, opcion in enumerate(opciones_legibles(opciones), 2):
            escribir(hoja.cell(y, x), opcion)
        hoja.column_dimensions[get_column_letter(x)].width = 34
    _rematar(hoja, encabezados, [34.0] * len(encabezados), "C9D1D9")
    hoja.freeze_panes = "A2"
