"""Qué archivos pueden traer prácticas, en todos los programas; sin abrirlos: de la lista depende lo que se aprende de otros."""

from pathlib import Path

from sistematizacion.parametros import ARCHIVO_PROGRAMA, programas
from sistematizacion.rutas import Rutas

LISTA = "la lista de archivos de prácticas de todos los programas"  # una entrada que no es un archivo
LIBROS = (".xlsx", ".xlsm")


def archivos_de_practicas(rutas: Rutas) -> list[Path]:
    """Los libros y los CSV de prácticas de los datos de todos los programas; los ocultos y los de respaldo no cuentan."""
    return [r for p in programas(rutas) for r in sorted((rutas.data / p).glob("*/[!.~]*")) if r.is_file() and puede_traer(r)]


def puede_traer(ruta: Path) -> bool:
    """Si por su nombre puede traer prácticas: un libro las trae en una hoja; un CSV se llama como su tabla.

    >>> [puede_traer(Path(n)) for n in ("Prácticas.csv", "registro.xlsx", "cifras.csv")]
    [True, True, False]
    """
    return ruta.suffix.lower() in LIBROS or (ruta.suffix.lower() == ".csv" and "cticas" in ruta.stem.casefold())


def parametros_de_todos(rutas: Rutas) -> list[Path]:
    """Los YAML de los programas y de sus regiones, que dicen de quién es cada práctica."""
    return [r for p in programas(rutas) for r in sorted((rutas.params / p).glob("[!_]*.yml"))]


def nombres_de_la_lista(rutas: Rutas) -> list[str]:
    """Lo que hoy hay en la ``LISTA``, con los programas de donde sale."""
    de_programas = [rutas.params / p / ARCHIVO_PROGRAMA for p in programas(rutas)]
    return [rutas.relativa(r) for r in (*de_programas, *archivos_de_practicas(rutas))]
