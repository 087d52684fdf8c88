"""Las celdas de una hoja de Excel que no tienen valor: errores de fórmula y fórmulas sin resultado guardado.

El lector rápido las da por vacías, y un vacío es «sin dato»: aquí se buscan en el XML de la hoja para decir que no lo son.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+\d+)"')
SIN_RESULTADO = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+\d+)"[^>]*><(?:\w+:)?f\b[^>]*?'
    rb"(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
TROZO = 1 << 23
FIN_DE_FILA = b"row>"  # también «x:row>»
CALCULE = "Abra el libro en Excel, deje que calcule y guárdelo."
RELACION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def celdas_rotas(contenido: bytes, hoja: str) -> Iterator[tuple[str, str, str]]:
    """Cada celda sin valor de una hoja: cuál es («B7»), qué tiene y qué hacer. De un ``.xls`` antiguo no se sabe."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            for filas in _por_filas(paquete, _parte(paquete, hoja)):
                for hallada in ERROR.finditer(filas) if b't="e"' in filas else ():
                    yield hallada[1].decode(), "es el error de una fórmula", "Corrija la fórmula o escriba el valor."
                for hallada in SIN_RESULTADO.finditer(filas) if b"<f" in filas or b":f" in filas else ():
                    yield hallada[1].decode(), "es una fórmula sin resultado guardado", CALCULE
    except (zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError):
        return


def _por_filas(paquete: zipfile.ZipFile, parte: str) -> Iterator[bytes]:
    """El XML de la hoja en trozos que acaban con una fila: el de INFObras no cabe entero con holgura."""
    resto = b""
    with paquete.open(parte) as abierto:
        while leido := abierto.read(TROZO):
            corte = (resto + leido).rfind(FIN_DE_FILA) + len(FIN_DE_FILA)
            if corte < len(FIN_DE_FILA):
                resto += leido
                continue
            yield (resto + leido)[:corte]
            resto = (resto + leido)[corte:]
    yield resto


def _parte(paquete: zipfile.ZipFile, hoja: str) -> str:
    """El archivo del paquete en que está una hoja."""
    interprete = etree.XMLParser(resolve_entities=False, no_network=True)
    libro = etree.fromstring(paquete.read("xl/workbook.xml"), interprete)
    relaciones = etree.fromstring(paquete.read("xl/_rels/workbook.xml.rels"), interprete)
    destinos = {r.get("Id"): r.get("Target", "") for r in relaciones}
    for nodo in libro.iterfind(".//{*}sheet"):
        if nodo.get("name") == hoja:
            destino = destinos[nodo.get(RELACION)]
            return destino.lstrip("/") if destino.startswith("/") else f"xl/{destino}"
    raise KeyError(hoja)
