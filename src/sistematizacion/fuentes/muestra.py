"""Una mirada a un archivo ajeno, para reconocerlo por lo que contiene y no por su nombre."""

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

INICIO = 64 * 1024  # bytes que se miran
SEPARADORES = (",", ";", "\t", "|")
CABEN_EN_UN_ENCABEZADO = 3  # una sola columna, o dos, no son el encabezado de ningún archivo del MEF
FILAS_QUE_SE_MIRAN = 10  # las de título van antes del encabezado
RECORTE = 12  # bytes que puede ocupar un carácter cortado al final de lo mirado, con holgura


@dataclass(frozen=True)
class Muestra:
    """Lo que se vio: de un CSV, su encabezado; de un libro de Excel, el de cada hoja."""

    ruta: Path
    inicio: bytes
    encabezado: tuple[str, ...] = ()
    hojas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codificacion: str = "utf-8"
    separador: str = ","

    @property
    def normal(self) -> frozenset[str]:
        """Los nombres del encabezado en su forma normal."""
        return frozenset(map(normal, self.encabezado))


def normal(nombre: str) -> str:
    """Un nombre de columna sin lo que cambia de un archivo a otro: tildes, eñes (también rotas), espacios y mayúsculas.

    >>> normal(" Código único "), normal("DEV_AÑO_ACTUAL"), normal("DEV_A\\ufffdO_ACTUAL"), normal("DEV_AÃ\\x91O_ACTUAL")
    ('CODIGO_UNICO', 'DEV_ANO_ACTUAL', 'DEV_ANO_ACTUAL', 'DEV_ANO_ACTUAL')
    """
    sin_bom = nombre.replace("\ufeff", "").strip().strip('"')
    reparado = re.sub(r"A(?:Ã[\x80-\x9f‘]|\ufffd+|\?)O", "ANO", sin_bom)
    plano = unicodedata.normalize("NFKD", reparado).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plano.upper()).strip("_")


def mirar(ruta: Path) -> Muestra:
    """Abre el archivo y mira su comienzo; de un libro de Excel, la primera fila con datos de cada hoja."""
    with ruta.open("rb") as archivo:
        inicio = archivo.read(INICIO)
    if inicio.startswith(b"PK\x03\x04"):
        return Muestra(ruta, inicio, hojas=_hojas(ruta))
    codificacion = "utf-8" if _es_utf8(inicio) else "latin-1"
    texto = inicio.removeprefix(codecs.BOM_UTF8).decode(codificacion, "ignore")
    primera = texto.split("\n", 1)[0]
    separador = max(SEPARADORES, key=primera.count)
    try:
        columnas = next(csv.reader(io.StringIO(texto), delimiter=separador), [])
    except csv.Error:  # no es texto
        columnas = []
    es_tabla = len(columnas) >= CABEN_EN_UN_ENCABEZADO and not texto.lstrip().startswith(("{", "[", "<"))
    return Muestra(ruta, inicio, tuple(c.strip() for c in columnas) if es_tabla else (), {}, codificacion, separador)


def _es_utf8(contenido: bytes) -> bool:
    """Si es UTF-8; el último carácter pudo quedar cortado."""
    try:
        contenido.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(contenido) - RECORTE and len(contenido) == INICIO
    return True


def _hojas(ruta: Path) -> dict[str, tuple[str, ...]]:
    try:
        libro = CalamineWorkbook.from_path(ruta)
        return {nombre: _primera_fila(libro.get_sheet_by_name(nombre)) for nombre in libro.sheet_names}
    except (CalamineError, OSError):  # otro archivo comprimido, que no es un libro
        return {}


def _primera_fila(hoja: CalamineSheet) -> tuple[str, ...]:
    for fila in islice(hoja.iter_rows(), FILAS_QUE_SE_MIRAN):
        if sum(bool(str(v).strip()) for v in fila) >= CABEN_EN_UN_ENCABEZADO:
            return tuple(str(v).strip() for v in fila)
    return ()
