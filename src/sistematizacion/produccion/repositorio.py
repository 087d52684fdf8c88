"""Si el código, los cuadernos o las plantillas con que se hace un informe difieren de los registrados en git."""

import os
import subprocess
from pathlib import Path

from sistematizacion.rutas import Rutas

VIGILADAS = ("src", "notebooks", "templates", "pyproject.toml", "requirements.lock")
NOTA = "sin-registrar.txt"


def sin_registrar(rutas: Rutas) -> list[str]:
    """Los archivos de ``VIGILADAS`` que cambiaron, se agregaron o se quitaron desde el último registro, en orden.

    Ninguno si el proyecto no está en un repositorio de git: no hay con qué comparar. Los datos y los parámetros no
    cuentan, porque su huella ya va en el informe.
    """
    if not (rutas.raiz / ".git").exists():
        return nota(rutas).read_text(encoding="utf-8").splitlines() if nota(rutas).is_file() else []
    orden = ["git", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", *VIGILADAS]
    try:
        dicho = subprocess.run(
            orden, cwd=rutas.raiz, capture_output=True, timeout=30, check=True, env=os.environ | {"GIT_OPTIONAL_LOCKS": "0"}
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return sorted(linea[3:] for linea in dicho.decode(errors="replace").split("\0") if linea)


def nota(rutas: Rutas) -> Path:
    """Donde una copia sin historia, como la de un trabajador de un cluster, trae dicho lo que el original no registró."""
    return rutas.cache / NOTA
