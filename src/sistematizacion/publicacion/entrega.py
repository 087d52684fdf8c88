"""Deja los archivos de un informe en su carpeta: todos a la vez, o ninguno."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ANTERIOR = ".anterior."


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
    """Renombra lo publicado antes como ``….anterior.…``, para que no pase por nuevo si lo nuevo falla.

    Devuelve dónde quedó cada archivo: uno que otro programa tiene tomado sigue con su nombre.
    """
    vigentes = [carpeta / nombre for nombre in archivos if (carpeta / nombre).is_file()]
    return [_apartar(vigente) for vigente in vigentes]


def _apartar(vigente: Path) -> Path:
    try:
        os.replace(vigente, _anterior(vigente))
    except OSError:
        return vigente
    return _anterior(vigente)


def _anterior(archivo: Path) -> Path:
    """``cierre.html`` → ``cierre.anterior.html``."""
    informe, _, resto = archivo.name.partition(".")
    return archivo.with_name(f"{informe}{ANTERIOR}{resto}")
