"""De un archivo a hojas crudas: filas de celdas con lo que la persona ve, sin entender todavía qué significan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpyxl.utils.datetime import WINDOWS_EPOCH

from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import Celda

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
LIBROS, OTROS = {".xlsx", ".xlsm"}, {".xls", ".xlsb", ".ods", ".numbers"}
GUARDAR_COMO_LIBRO = "Ábralo y guárdelo como Libro de Excel (.xlsx)."
GUARDAR_COMO_CSV = "En Excel: Guardar como → CSV UTF-8 (delimitado por comas)."


@dataclass(frozen=True)
class Hoja:
    """Las filas llenas de una hoja por su número, el que Excel muestra; un CSV es una hoja sin nombre."""

    nombre: str
    filas: dict[int, list[Celda]]
    epoca: datetime = WINDOWS_EPOCH
    oculta: bool = False
    combinadas: tuple[str, ...] = ()  # «A2:A5»
    supuestos: tuple[Problema, ...] = field(default=())
    separador: str = ""  # el de las celdas de un CSV


class ArchivoIlegible(Exception):
    """No se pudo leer nada; ``problema`` dice por qué y qué hacer."""

    def __init__(self, problema: Problema) -> None:
        """Guarda el problema y lo usa de mensaje."""
        super().__init__(str(problema))
        self.problema = problema


def leer_bytes(ruta: Path, archivo: str) -> bytes:
    """El contenido de una vez, para que nadie lo cambie mientras se lee.

    Raises:
        ArchivoIlegible: otro programa lo tiene tomado, o es de un tipo que no se lee.
    """
    if ruta.suffix.lower() in OTROS:
        raise ArchivoIlegible(Problema(archivo, f"los archivos {ruta.suffix.lower()} no se leen", GUARDAR_COMO_LIBRO))
    if ruta.suffix.lower() not in {*LIBROS, ".csv"}:
        raise ArchivoIlegible(
            Problema(archivo, "no es un CSV ni un libro de Excel y no se lee", "Sáquelo de la carpeta.")
        )
    try:
        contenido = ruta.read_bytes()
    except PermissionError:
        remedio = "Ciérrelo en el programa que lo tiene abierto, o pida permiso para leerlo."
        raise ArchivoIlegible(Problema(archivo, "está bloqueado y no se puede leer", remedio)) from None
    except OSError as error:
        raise ArchivoIlegible(
            Problema(archivo, f"no se puede leer ({error.strerror})", "Revise que siga ahí.")
        ) from None
    _revisar_tipo(contenido, ruta, archivo)
    return contenido


def _revisar_tipo(contenido: bytes, ruta: Path, archivo: str) -> None:
    """Lo que hay dentro tiene que ser lo que dice la extensión."""
    es_libro = ruta.suffix.lower() in LIBROS
    if contenido.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in contenido:
            raise ArchivoIlegible(Problema(archivo, "tiene contraseña", "Guárdelo sin contraseña."))
        raise ArchivoIlegible(Problema(archivo, "es un libro de Excel antiguo (.xls)", GUARDAR_COMO_LIBRO))
    if es_libro and not contenido.startswith(ZIP):
        regla = "no se puede abrir: está vacío, dañado o a medio guardar"
        raise ArchivoIlegible(Problema(archivo, regla, "Ciérrelo y guárdelo de nuevo."))
    if not es_libro and contenido.startswith(ZIP):
        raise ArchivoIlegible(Problema(archivo, "es un libro de Excel con nombre de CSV", GUARDAR_COMO_CSV))


def libro_abierto(ruta: Path, archivo: str) -> Problema | None:
    """El supuesto de que el libro está abierto ahora en Excel o LibreOffice, si lo está."""
    if not any((ruta.parent / nombre).exists() for nombre in (f"~${ruta.name}", f".~lock.{ruta.name}#")):
        return None
    return Problema(
        archivo, "el libro está abierto en Excel: se leyó lo último guardado",
        "Si acaba de hacer cambios, guárdelos y vuelva a dar la orden.", gravedad="supuesto",
    )  # fmt: skip


def llena(celdas: Iterable[Celda]) -> bool:
    """Dice si alguna celda tiene algo."""
    return any(celda != "" for celda in celdas)
