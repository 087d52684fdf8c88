"""Escribe varios archivos en distintas carpetas: todos, o ninguno."""

import os
from collections.abc import Mapping
from pathlib import Path


def escribir_todo(nuevos: Mapping[Path, bytes], cambiados: Mapping[Path, bytes]) -> None:
    """Crea ``nuevos`` y reemplaza ``cambiados``; si algo falla, todo queda como estaba, sin carpetas de más.

    Raises:
        FileExistsError: uno de los nuevos ya está; nunca se sobrescribe.
        OSError: no se pudo escribir.
    """
    hechos: list[Path] = []
    anteriores = {ruta: ruta.read_bytes() for ruta in cambiados}
    try:
        for ruta, contenido in nuevos.items():
            faltan = [c for c in (ruta.parent, *ruta.parent.parents) if not c.exists()]
            for carpeta in reversed(faltan):
                carpeta.mkdir()
                hechos.append(carpeta)
            with ruta.open("xb") as archivo:
                hechos.append(ruta)
                archivo.write(contenido)
        for ruta, contenido in cambiados.items():
            _reemplazar(ruta, contenido)
    except BaseException:  # también la interrupción con Ctrl+C
        for ruta, contenido in anteriores.items():
            if ruta.read_bytes() != contenido:
                _reemplazar(ruta, contenido)
        for hecho in reversed(hechos):
            hecho.rmdir() if hecho.is_dir() else hecho.unlink(missing_ok=True)
        raise


def _reemplazar(ruta: Path, contenido: bytes) -> None:
    """Cambia un archivo de una vez: quien lo lea ve lo viejo o lo nuevo, nunca una parte."""
    temporal = ruta.with_name(f".{ruta.name}.nuevo")
    try:
        temporal.write_bytes(contenido)
        os.replace(temporal, ruta)
    finally:
        temporal.unlink(missing_ok=True)
