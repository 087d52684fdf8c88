"""Los bytes de un libro de Excel, que no dependen de la hora ni de la máquina en que se escribe."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from sistematizacion.presentacion.marca import Marca, activa
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
    crudo, salida = BytesIO(), BytesIO()
    ExcelWriter(excel, ZipFile(crudo, "w")).save()  # no Workbook.save, que pone la hora del reloj
    with ZipFile(crudo) as origen, ZipFile(salida, "w") as destino:
        for nombre in sorted(origen.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entrada = ZipInfo(nombre, (max(fecha.year, 1980), fecha.month, fecha.day, 0, 0, 0))
            entrada.create_system, entrada.compress_type = 3, ZIP_DEFLATED
            destino.writestr(entrada, origen.read(nombre), ZIP_DEFLATED, 9)
    return salida.getvalue()
