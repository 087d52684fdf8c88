"""La hoja «Léame»: para qué es el libro, cómo se llena, qué trae cada hoja y qué orden se da después."""

from collections.abc import Mapping

import pandera.pandas as pa
from openpyxl.styles import Alignment, Border, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sistematizacion.parametros import PROGRAMA_POR_DEFECTO
from sistematizacion.presentacion.origen import FRANJA_FICTICIA
from sistematizacion.publicacion.anchos import alto_de
from sistematizacion.publicacion.celdas import FINA, NEGRITA, NORMAL, SUBTITULO, TITULO, enlazar, escribir
from sistematizacion.registro.gobiernos import GOBIERNOS
from sistematizacion.registro.palabras import capitulos

LEAME = "Léame"
AVISO_FICTICIO = "Todo lo que este libro trae es inventado, para mostrar cómo se llena; no describe a ninguna entidad."
FONDO = PatternFill("solid", fgColor="E8EEF4")
INDICE = (("Hoja", 20), ("Cada fila es", 44), ("Grupo", 34), ("Capítulos que la usan", 58))
ALTO_DE_TITULO, ALTO_DE_SUBTITULO = 24, 19  # puntos
SOLTAR = Alignment("left", "top")  # una línea suelta sigue sobre las celdas vecinas, que están vacías
LINEAS = {
    "Cómo se llena": (
        "1. En las hojas para las que tenga datos, escriba una fila por caso. El índice de abajo lleva a cada hoja.",
        "2. Las columnas con asterisco (*) son obligatorias en cada fila que llene. Las demás pueden ir vacías.",
        "3. Al elegir una celda se ve su ayuda. Si aparece una flecha, elija de la lista; Listas las trae todas.",
        "4. La hoja Ejemplos trae una fila inventada de cada tabla. Ni ella, ni Listas, ni Léame se leen como datos.",
        "5. Si una hoja queda vacía, el informe dirá que no se entregaron esos datos; no los supone.",
    ),
    "Reglas": (
        "No cambie el nombre de las hojas ni los encabezados.",
        "No agregue filas de títulos ni de totales: los totales los calcula el informe.",
        "Vacío no es cero: deje vacío lo que no se sabe y escriba 0 solo cuando se contó y no hubo.",
        "Los códigos, como el CUI, son texto: van completos, con sus ceros y sin comas.",
        "Las fechas van como día/mes/año (31/12/2025) y los meses como 2025-12.",
        "Donde la fecha puede no saberse entera (fecha de corte, de un hito), va como 2025-12-31, 2025-12 o 2025.",
        "Los números van sin «S/» ni «%»; la unidad está en el encabezado. Noventa y seis por ciento es 96, no 0.96.",
        "En un texto, las cifras se citan por la clave de su indicador, entre llaves: {cierres_efectivos}.",
        "Origen, Fuente y Sección van solo en lo copiado de un documento; vacías, la fila es del registro del equipo.",
        "No escriba nombres de personas, DNI, correos ni teléfonos: use cargos y áreas.",
    ),
}  # fmt: skip


def nombre_de_region(clave: str) -> str:
    """El nombre de la región, si es una de los gobiernos regionales; si no, la clave con mayúsculas.

    >>> nombre_de_region("la-libertad"), nombre_de_region("valle-verde")
    ('La Libertad', 'Valle Verde')
    """
    return GOBIERNOS[clave].nombre if clave in GOBIERNOS else clave.replace("-", " ").replace("_", " ").title()


def titulo_del_libro(programa: str, region: str, *, ficticio: bool = False) -> str:
    """«Registro de Puno, programa acompanamiento-2025»; si el programa es inventado, empieza por decirlo."""
    aviso = f"{FRANJA_FICTICIA}. " if ficticio else ""
    return f"{aviso}Registro de {nombre_de_region(region)}, programa {programa}"


def ordenes(programa: str, region: str) -> tuple[str, str]:
    """Las que se dan al terminar de llenar el libro: revisar los datos y hacer el informe."""
    cual = f"REGION={region}" + ("" if programa == PROGRAMA_POR_DEFECTO else f" PROGRAMA={programa}")
    return f"make validate {cual}", f"make report {cual}"


def agregar_leame(
    excel: Workbook, esquemas: Mapping[str, pa.DataFrameSchema], programa: str, region: str, *, ficticio: bool = False
) -> None:
    """Escribe la hoja, que es la primera del libro; si el programa es ficticio, lo dice antes que nada."""
    hoja = excel.active
    hoja.title = LEAME
    for x, (_, ancho) in enumerate(INDICE, 1):
        hoja.column_dimensions[get_column_letter(x)].width = ancho
    validar, informar = ordenes(programa, region)
    bloques = {
        titulo_del_libro(programa, region, ficticio=ficticio): (
            *((AVISO_FICTICIO,) if ficticio else ()),
            "Este libro es el registro del programa en la región; de él salen sus informes.",
            "Cada hoja es una tabla y cada fila, un caso.",
        ),
        **LINEAS,
        "Qué hacer después": (
            "Guarde el libro sin cambiarle el nombre y, en la carpeta del proyecto, dé estas órdenes:",
            f"{validar}   (dice qué falta o está mal, con hoja, fila y columna)",
            f"{informar}   (hace el informe en HTML, PDF y XLSX)",
        ),
    }  # fmt: skip
    fila = 1
    for encabezado, lineas in bloques.items():
        escribir(hoja.cell(fila, 1), encabezado, TITULO if fila == 1 else SUBTITULO, SOLTAR)
        hoja.row_dimensions[fila].height = ALTO_DE_TITULO if fila == 1 else ALTO_DE_SUBTITULO
        for linea in lineas:
            fila += 1
            escribir(hoja.cell(fila, 1), linea, NORMAL, SOLTAR)
        fila += 2
    escribir(hoja.cell(fila, 1), "Hojas de este libro", SUBTITULO, SOLTAR)
    _poner_indice(hoja, fila + 1, esquemas)
    _disponer(hoja)


def _poner_indice(hoja: Worksheet, fila: int, esquemas: Mapping[str, pa.DataFrameSchema]) -> None:
    medidas = [ancho for _, ancho in INDICE]
    for x, (rotulo, _) in enumerate(INDICE, 1):
        escribir(hoja.cell(fila, x), rotulo, NEGRITA)
        hoja.cell(fila, x).fill = FONDO
    filas = [(n, e.description, e.metadata["grupo"], capitulos(e)) for n, e in esquemas.items()]
    filas += [
        ("Ejemplos", "un ejemplo inventado de cada tabla", "Ayuda", "No se lee"),
        ("Listas", "las opciones de las listas desplegables", "Ayuda", "No se lee"),
    ]
    for y, textos in enumerate(filas, fila + 1):
        for x, texto in enumerate(textos, 1):
            escribir(hoja.cell(y, x), texto)
            hoja.cell(y, x).border = Border(bottom=FINA)
        enlazar(hoja.cell(y, 1), textos[0])
        hoja.row_dimensions[y].height = alto_de(textos, medidas)


def _disponer(hoja: Worksheet) -> None:
    hoja.sheet_view.showGridLines = False
    hoja.sheet_properties.tabColor = "1B2A3A"
    hoja.page_setup.orientation, hoja.page_setup.paperSize = "landscape", hoja.PAPERSIZE_A4
    hoja.sheet_properties.pageSetUpPr.fitToPage, hoja.page_setup.fitToHeight = True, 0
    hoja.oddFooter.right.text = "Página &P de &N"
