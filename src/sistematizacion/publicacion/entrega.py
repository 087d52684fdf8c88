"""Deja los archivos de un informe en su carpeta: todos a la vez, o ninguno."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def escribir(carpeta: Path, archivos: Mapping[str, bytes]) -> list[Path]:
    """Escribe ``archivos`` (nombre → bytes) en ``carpeta``.

    Primero los prepara en una carpeta temporal del mismo disco; recién cuando están completos toman su lugar. Si algo
    falla antes, lo que había sigue intacto.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=carpeta, prefix=".preparando-") as temporal:
        for nombre, contenido in archivos.items():
            (Path(temporal) / nombre).write_bytes(contenido)
        for nombre in archivos:
            os.replace(Path(temporal) / nombre, carpeta / nombre)
            _anterior(carpeta / nombre).unlink(missing_ok=True)
    return [carpeta / nombre for nombre in archivos]


def retirar(carpeta: Path, archivos: Iterable[str]) -> list[Path]:
    """Renombra lo publicado antes como ``….anterior.…``, para que no pase por nuevo si lo nuevo falla."""
    vigentes = [carpeta / nombre for nombre in archivos if (carpeta / nombre).is_file()]
    for vigente in vigentes:
        os.replace(vigente, _anterior(vigente))
    return [_anterior(vigente) for vigente in vigentes]


def _anterior(archivo: Path) -> Path:
    """``cierre.html`` → ``cierre.anterior.html``."""
    informe, _, resto = archivo.name.partition(".")
    return archivo.with_name(f"{informe}.anterior.{resto}")
