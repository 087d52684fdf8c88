"""Guarda lo hecho para no repetirlo. Nunca se confía en lo guardado: si está dañado o es de otra versión, no está."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

VERSION = 1  # de la forma de lo guardado; al cambiarla, lo anterior se descarta


def guardar(ruta: Path, datos: dict[str, Any]) -> None:
    """Escribe ``datos`` en ``ruta``, entero o nada; dos procesos que guardan lo mismo a la vez no se estorban."""
    contenido = json.dumps(datos, ensure_ascii=False, sort_keys=True)
    reemplazar(ruta, f"{_sello(contenido)}\n{contenido}\n".encode())


def leer(ruta: Path) -> dict[str, Any] | None:
    """Lo guardado en ``ruta``, o ``None`` si no está entero, si se alteró o si es de otra versión."""
    try:
        sello, contenido = ruta.read_text(encoding="utf-8").removesuffix("\n").split("\n", 1)
        return json.loads(contenido) if sello == _sello(contenido) else None
    except (OSError, ValueError):
        return None


def reemplazar(ruta: Path, contenido: bytes) -> None:
    """Pone ``contenido`` en ``ruta`` de una vez: quien la lee ve lo de antes o lo nuevo, nunca una parte."""
    ruta.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporal = tempfile.mkstemp(dir=ruta.parent, prefix=f".{ruta.name}-")
    try:
        with os.fdopen(descriptor, "wb") as archivo:
            archivo.write(contenido)
        Path(temporal).chmod(0o644)
        os.replace(temporal, ruta)
    except BaseException:
        Path(temporal).unlink(missing_ok=True)
        raise


def _sello(contenido: str) -> str:
    return f"sistematizacion {VERSION} {hashlib.sha256(contenido.encode()).hexdigest()}"
