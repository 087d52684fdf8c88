"""Una hoja del libro de cálculo: su nombre, sus líneas, la única tabla que lleva y cómo se imprime.

Sigue la guía «Releasing statistics in spreadsheets» del Government Analysis Function: una tabla por hoja, sin celdas
combinadas ni en blanco, un solo renglón de encabezados y nada que solo se diga con color.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sistematizacion.publicacion.anchos import (
    ALTO_MAXIMO,
    BOTON,
    ESCALA_DE_TITULO,
    RENGLON,
    Filas,
    Medidas,
    alto_de,
    anchos,
    columnas_impresas,
    renglones,
    se_parte,
)
from sistematizacion.publicacion.celdas import (
    FINA,
    GRUESA,
    NEGRITA,
    NORMAL,
    TITULO,
    Celda,
    alinear,
    enlazar,
    escribir,
    legible,
    limpio,
    plano,
    poner,
)

LARGO_DE_HOJA = 31  # límite de Excel
ALTO_FIJO, ANCHA = 270, 150  # puntos que se inmovilizan; ancho de una tabla
VOLVER = {"texto": "Volver a Contenido", "hoja": "Contenido"}

Datos = Mapping[str, Any]


@dataclass(frozen=True)
class Libro:
    """El libro que se va haciendo: el de openpyxl, su encabezado y los nombres de tabla ya dados."""

    excel: Workbook
    metadatos: Datos
    tablas: set[str]

    def agregar(
        self, nombre: str, titulo: str, lineas: Sequence[Celda], columnas: Sequence[Datos], filas: Filas
    ) -> None:
        """Agrega una hoja con su título, sus líneas y una tabla; si no hay filas, lo dice.

        Args:
            nombre: el de la hoja, único y admitido; ver ``nombre_de_hoja``.
            titulo: va en A1.
            lineas: celdas de texto o enlaces, una por fila, entre el título y la tabla.
            columnas: ``{"titulo", "clase": "texto" | "num", "ancho"}``, con los títulos ya únicos.
            filas: pares (celdas, si es un total).

        Raises:
            ValueError: una fila no tiene tantas celdas como columnas.
        """
        filas = filas or [([{"vacio": True}] * len(columnas), False)]
        franja = [{"texto": self.franja, "fuerte": True}] if self.franja else []
        encima = [{"texto": plano(titulo)}, *franja, *lineas]
        hoja, fila, medidas = self.excel.create_sheet(nombre), len(encima) + 1, anchos(columnas, filas)
        if any(se_parte(linea, titulo=n == 0) for n, linea in enumerate(encima)):
            medidas[0] = max(medidas[0], 60)
        alto = poner_lineas(hoja, encima, medidas[0])
        poner_tabla(hoja, nombre_de_tabla(nombre, self.tablas), fila, columnas, filas, medidas)
        ancha = sum(medidas) > ANCHA and medidas[0] <= 42 and len(columnas) > 3
        baja = alto + 30 <= ALTO_FIJO  # inmovilizar más dejaría la pantalla sin lugar para las filas
        hoja.freeze_panes = f"{'B' if ancha else 'A'}{fila + 1 if baja else 1}"
        ultima = get_column_letter(columnas_impresas(encima, medidas))
        hoja.print_area = f"A1:{ultima}{fila + len(filas)}"
        hoja.print_title_rows = f"{fila}:{fila}"
        self.preparar(hoja)

    @property
    def franja(self) -> str:
        """Lo que cada hoja debe decir, como «Datos ficticios»; vacío si nada."""
        return limpio(self.metadatos.get("franja", ""))

    def preparar(self, hoja: Worksheet) -> None:
        """A4 apaisado a lo ancho, pie con título y página, sin cuadrícula y con la primera celda elegida."""
        hoja.page_setup.orientation, hoja.page_setup.paperSize = "landscape", hoja.PAPERSIZE_A4
        hoja.sheet_properties.pageSetUpPr.fitToPage, hoja.page_setup.fitToHeight = True, 0
        hoja.page_margins.left = hoja.page_margins.right = hoja.page_margins.top = 0.5
        hoja.oddFooter.left.text = limpio(plano(self.metadatos["titulo"]), 100).replace("&", "&&")
        hoja.oddFooter.right.text = "Página &P de &N"
        if self.franja:
            hoja.oddHeader.center.text = self.franja.replace("&", "&&")
            hoja.page_margins.top, hoja.page_margins.header = 0.8, 0.3
        hoja.sheet_view.showGridLines = False
        for seleccion in hoja.sheet_view.selection:
            seleccion.activeCell = seleccion.sqref = "A1"


def sin_repetir(nombre: str, usados: set[str], largo: int) -> str:
    """El nombre, con « (2)», « (3)»… si ya está en ``usados`` (sin distinguir mayúsculas), y lo agrega."""
    n, unico = 1, nombre[:largo]
    while unico.casefold() in usados:
        n += 1
        unico = f"{nombre[: largo - len(f' ({n})')]} ({n})"
    usados.add(unico.casefold())
    return unico


def nombre_de_hoja(rotulo: str, usadas: set[str]) -> str:
    """El rótulo como nombre de hoja: único, de hasta 31 caracteres y sin los que Excel no admite.

    >>> nombre_de_hoja("Cuadro 3/a: [x]", set()), nombre_de_hoja("cuadro 3", {"cuadro 3"})
    ('Cuadro 3 a x', 'cuadro 3 (2)')
    """
    llano = " ".join(re.sub(r"[\[\]:*?/\\\ufffd]", " ", limpio(rotulo)).split()).strip("'")
    llano = "".join(c if ord(c) < 0x10000 else "\ufffd" for c in llano)  # Excel cuenta dos por cada uno de los otros
    return sin_repetir(llano[:LARGO_DE_HOJA].strip("' ") or "Cuadro", usadas, LARGO_DE_HOJA)


def nombre_de_tabla(hoja: str, usados: set[str]) -> str:
    """El nombre de la tabla de una hoja, con letras sin tilde, cifras y guiones bajos.

    >>> nombre_de_tabla("Cuadro 3", set()), nombre_de_tabla("C 1", set()), nombre_de_tabla("3", set())
    ('cuadro_3', 'c_1', 'tabla_3')
    """
    llano = unicodedata.normalize("NFKD", hoja).encode("ascii", "ignore").decode().lower()
    nombre = re.sub("[^a-z0-9]+", "_", llano).strip("_")
    if not nombre[:1].isalpha() or re.fullmatch(r"[a-z]{1,3}\d*|r\d*c\d*", nombre):  # sería una celda, como «a1»
        nombre = f"tabla_{nombre}"
    unico, n = nombre, 1
    while unico in usados:
        n += 1
        unico = f"{nombre}_{n}"
    usados.add(unico)
    return unico


def poner_lineas(hoja: Worksheet, lineas: Sequence[Celda], ancho: float) -> float:
    """Pone el título y las demás líneas en la columna A, de ``ancho`` caracteres, y devuelve su alto en puntos."""
    alto = 0.0
    for fila, linea in enumerate(lineas, 1):
        lugar, titulo, texto = hoja.cell(fila, 1), fila == 1, limpio(linea["texto"])
        partida = se_parte(linea, titulo=titulo)
        letra = TITULO if titulo else NEGRITA if linea.get("fuerte") else NORMAL
        escribir(lugar, texto, letra, Alignment("left", "top", wrap_text=partida))
        if linea.get("hoja"):
            enlazar(lugar, linea["hoja"])
        veces = renglones(texto, (ancho - 2) / (ESCALA_DE_TITULO if titulo else 1)) if partida else 1
        ultima = 8 if fila == len(lineas) else 0  # separa la tabla sin dejar una fila en blanco
        hoja.row_dimensions[fila].height = min(ALTO_MAXIMO, 1.5 + veces * (21 if titulo else RENGLON) + ultima)
        alto += hoja.row_dimensions[fila].height
    return alto


def poner_tabla(
    hoja: Worksheet, nombre: str, fila: int, columnas: Sequence[Celda], filas: Filas, medidas: Medidas
) -> None:
    """Pone una tabla de Excel llamada ``nombre`` con los encabezados en ``fila``.

    Args:
        hoja: donde va.
        nombre: el de la tabla, único en el libro.
        fila: la de los encabezados, desde 1.
        columnas: ``{"titulo", "clase": "texto" | "num"}``, con los títulos ya únicos.
        filas: pares (celdas, si es un total).
        medidas: el ancho de cada columna.

    Raises:
        ValueError: una fila no tiene tantas celdas como columnas.
    """
    for x, (columna, medida) in enumerate(zip(columnas, medidas, strict=True), 1):
        lugar = hoja.cell(fila, x)
        escribir(lugar, columna["titulo"], NEGRITA, alinear(lugar, columna["clase"], encabeza=True))
        lugar.border = Border(top=FINA, bottom=GRUESA)
        hoja.column_dimensions[get_column_letter(x)].width = medida
    con_boton = [medida - BOTON for medida in medidas]
    hoja.row_dimensions[fila].height = alto_de([c["titulo"] for c in columnas], con_boton, negrita=True) + 3
    for y, (celdas, total) in enumerate(filas, fila + 1):
        for x, (celda, columna) in enumerate(zip(celdas, columnas, strict=True), 1):
            poner(hoja.cell(y, x), celda, columna["clase"], NEGRITA if total else NORMAL)
        hoja.row_dimensions[y].height = alto_de([legible(celda) for celda in celdas], medidas, negrita=total)
    tabla = Table(displayName=nombre, ref=f"A{fila}:{get_column_letter(len(columnas))}{fila + len(filas)}")
    tabla.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    hoja.add_table(tabla)
