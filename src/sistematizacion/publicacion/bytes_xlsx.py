"""Los bytes de un libro de Excel, que no dependen de la hora ni de la máquina en que se escribe."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from sistematizacion.presentacion.marca import Marca, activa
from sistematizacion.publicacion.bytes_zip import con_fecha
from sistematizacion.publicacion.celdas import NORMAL
from sistematizacion.publicacion.tema_xlsx import tema


def libro_vacio(marca: Marca | None = None) -> Workbook:
    """Un libro con los colores de la marca, o de la que esté en uso, y la letra de todas las celdas en su estilo Normal.

    Con la del estilo Normal mide Excel las columnas.
    """
    excel = Workbook()
    excel.loaded_theme = tema(marca or activa())
    excel._fonts[0] = NORMAL  # openpyxl no da otro modo: «Normal» ya existe y no se puede agregar de nuevo
    return excel


def bytes_del_libro(excel: Workbook, fecha: date) -> bytes:
    """El libro en XLSX, con ``fecha`` en todo lo que lleva fecha: el mismo libro da siempre los mismos bytes."""
    excel.properties.created = excel.properties.modified = datetime.combine(fecha, time())
    crudo = BytesIO()
    ExcelWriter(excel, ZipFile(crudo, "w")).save()  # no Workbook.save, que pone la hora del reloj
    return con_fecha(crudo, fecha)
