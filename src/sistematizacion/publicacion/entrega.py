"""Deja los archivos de un informe en su carpeta: todos a la vez, o ninguno."""

import os
import tempfile
from collections.abc import Mapping
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
    return [carpeta / nombre for nombre in archivos]


def retirar(carpeta: Path, informe: str) -> list[Path]:
    """Renombra lo publicado antes como ``<informe>.anterior.*``, para que no pase por el nuevo si este falla."""
    retirados = []
    for extension in ("html", "pdf"):
        vigente = carpeta / f"{informe}.{extension}"
        if vigente.is_file():
            anterior = carpeta / f"{informe}.anterior.{extension}"
            os.replace(vigente, anterior)
            retirados.append(anterior)
    return retirados
