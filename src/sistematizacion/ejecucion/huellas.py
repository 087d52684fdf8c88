"""Las huellas: resúmenes del contenido de aquello de lo que depende un capítulo o un informe. Las fechas no cuentan."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import sistematizacion
from sistematizacion.nucleo.estante import LISTA, nombres_de_la_lista
from sistematizacion.rutas import Rutas

CANDADO = "requirements.lock"
CODIGO, PYTHON = "el código de src/sistematizacion", "la versión de Python"  # entradas que no son un archivo
PAQUETES = (  # los que deciden lo que un informe dice o cómo se ve; los demás los fija el candado
    "papermill", "nbconvert", "jinja2", "mistune", "pandas", "babel", "matplotlib", "lxml", "fonttools", "typst", "pikepdf",
    "openpyxl",
)  # fmt: skip
AUSENTE = "no está"
LARGO_BREVE = 12
FUERA_DE_CAPITULOS = (  # lo que trabaja antes o después de ejecutar los cuadernos
    "__main__.py", "avance.py", "cli.py", "cli_datos.py", "cli_informes.py", "cli_mef.py", "cli_tablero.py", "cli_verificacion.py",
    "consola.py", "entrega.py", "idioma.py", "tablero", "terminal.py", "demostracion", "fuentes", "produccion", "publicacion", "registro",
)  # fmt: skip


def de_bytes(contenido: bytes) -> str:
    """La huella de un contenido."""
    return hashlib.sha256(contenido).hexdigest()


def de_archivo(ruta: Path) -> str:
    """La de un archivo; de un cuaderno cuentan sus celdas, y no sus salidas ni sus identificadores."""
    try:
        contenido = ruta.read_bytes()
    except OSError:
        return AUSENTE
    return _de_cuaderno(contenido) if ruta.suffix == ".ipynb" else de_bytes(contenido)


def _de_cuaderno(contenido: bytes) -> str:
    try:
        cuaderno = json.loads(contenido)
        celdas = [
            (c["cell_type"], "".join(c["source"]), c.get("metadata", {}).get("tags", [])) for c in cuaderno["cells"]
        ]
        lenguaje = cuaderno.get("metadata", {}).get("kernelspec", {}).get("name", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return de_bytes(contenido)  # dañado: quien lo ejecute lo dirá
    return de_objeto([celdas, lenguaje])


def de_objeto(objeto: object) -> str:
    """La de algo que se puede escribir en JSON."""
    return de_bytes(json.dumps(objeto, ensure_ascii=False, sort_keys=True).encode())


def de_entrada(nombre: str, rutas: Rutas) -> str:
    """La de lo que un cuaderno leyó fuera de sus tablas: un archivo, por su ruta relativa, o la lista de los de prácticas."""
    return de_objeto(nombres_de_la_lista(rutas)) if nombre == LISTA else de_archivo(rutas.raiz / nombre)


def breve(huella: str) -> str:
    """La huella como se imprime: lo bastante larga para no repetirse y para compararla a ojo."""
    return huella[:LARGO_BREVE]


def de_archivos(carpeta: Path, raiz: Path) -> dict[str, str]:
    """La de cada archivo de una carpeta y sus subcarpetas, por su ruta relativa; los ocultos y ``__pycache__`` no cuentan."""
    return {
        ruta.relative_to(raiz).as_posix(): de_archivo(ruta)
        for ruta in sorted(carpeta.rglob("*"))
        if ruta.is_file() and not any(p.startswith((".", "~")) or p == "__pycache__" for p in ruta.relative_to(carpeta).parts)
    }


@lru_cache
def del_codigo(*, de_capitulos: bool = False) -> str:
    """La de los archivos de este paquete; ``de_capitulos``, solo la de lo que un cuaderno puede llegar a usar."""
    carpeta = Path(sistematizacion.__file__).parent
    todas = de_archivos(carpeta, carpeta)
    fuera = FUERA_DE_CAPITULOS if de_capitulos else ()
    return de_objeto({nombre: h for nombre, h in todas.items() if nombre.partition("/")[0] not in fuera})


def del_entorno(rutas: Rutas) -> str:
    """La de con qué se ejecuta: la versión de Python y el candado de los paquetes."""
    return de_objeto([list(sys.version_info[:3]), de_archivo(rutas.raiz / CANDADO)])


def cambios(antes: Mapping[str, str], ahora: Mapping[str, str]) -> list[str]:
    """Los nombres que están en uno solo o con otra huella, en orden."""
    return sorted(n for n in {*antes, *ahora} if antes.get(n, AUSENTE) != ahora.get(n, AUSENTE))


def en_frase(antes: Mapping[str, str], ahora: Mapping[str, str], nombres: Iterable[str]) -> list[str]:
    """De cada nombre, qué le pasó.

    >>> en_frase({"a": "1", "b": "2"}, {"b": "3", "c": "4"}, ["a", "b", "c"])
    ['se quitó a', 'cambió b', 'se agregó c']
    """
    return [f"{'se agregó' if n not in antes else 'se quitó' if n not in ahora else 'cambió'} {n}" for n in nombres]
