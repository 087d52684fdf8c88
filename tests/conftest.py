"""Lo que comparten las pruebas: una copia desechable del proyecto y los informes hechos una sola vez."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from navegador import navegador  # noqa: F401 — la fixture, para todas las pruebas

from sistematizacion.arranque import aligerar
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.rutas import VARIABLE_RAIZ, Rutas

aligerar()  # como la línea de comandos
# Las pruebas lanzan decenas de procesos: que ninguno vuelva a compilar el paquete entero si el entorno pide no guardar.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

RAIZ = Path(__file__).resolve().parents[1]
CARPETAS = ("params", "data", "notebooks", "templates")
REGIONES = ("arequipa", "cusco", "junin")
PROGRAMA = "acompanamiento-2025"
LUGAR = {"TZ": "America/Lima", "LANG": "es_PE.UTF-8", "LC_ALL": "es_PE.UTF-8"}  # donde se hacen los informes de sesión
MARCA = cargar_marca(cargar_programa(PROGRAMA, Rutas(RAIZ)), Rutas(RAIZ))

Orden = Callable[..., subprocess.CompletedProcess[str]]


def copiar_proyecto(destino: Path) -> Rutas:
    """Una copia de lo que un usuario edita, sin entorno ni informes."""
    for carpeta in CARPETAS:
        shutil.copytree(RAIZ / carpeta, destino / carpeta, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "mef"))
    letras = RAIZ / ".cache" / "fuentes"  # recortarlas demora, y son las mismas en toda copia
    letras.mkdir(parents=True, exist_ok=True)
    (destino / ".cache").mkdir(exist_ok=True)
    (destino / ".cache" / "fuentes").symlink_to(letras)
    return Rutas(destino)


def ejecutar_orden(raiz: Path, *argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``python -m sistematizacion …`` sobre la copia."""
    entorno = {**os.environ, VARIABLE_RAIZ: str(raiz), "COLUMNS": "200", **variables}
    orden = [sys.executable, "-m", "sistematizacion", *argumentos]
    return subprocess.run(orden, capture_output=True, text=True, env=entorno, cwd=raiz, timeout=240, check=False)


@pytest.fixture
def proyecto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rutas:
    """Un proyecto que la prueba puede romper."""
    monkeypatch.setenv(VARIABLE_RAIZ, str(tmp_path))
    return copiar_proyecto(tmp_path)


@pytest.fixture
def orden(proyecto: Rutas) -> Orden:
    """La línea de comandos sobre ese proyecto."""
    return lambda *argumentos, **variables: ejecutar_orden(proyecto.raiz, *argumentos, **variables)


@pytest.fixture(scope="session")
def todo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta de los informes de un programa, todos, hechos con una orden.

    Los hace un proceso de pruebas, y los demás lo esperan.
    """
    base = tmp_path_factory.getbasetemp()
    raiz = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "todo"
    listo = raiz.with_suffix(".listo")
    try:
        raiz.mkdir()
    except FileExistsError:
        limite = time.monotonic() + 240
        while not listo.exists() and time.monotonic() < limite:
            time.sleep(0.2)
    else:
        copiar_proyecto(raiz)
        hecha = ejecutar_orden(raiz, "all", **LUGAR)
        listo.write_text(f"{hecha.stdout}{hecha.stderr}" if hecha.returncode else "", encoding="utf-8")
    assert listo.read_text(encoding="utf-8") == ""
    return raiz / "output" / PROGRAMA


@pytest.fixture(scope="session")
def informes(todo: Path) -> dict[str, Path]:
    """La carpeta con los informes de cada región."""
    return {region: todo / region for region in REGIONES}


@pytest.fixture(scope="session")
def del_programa(todo: Path) -> Path:
    """La carpeta con los informes del programa entero."""
    return todo / "comparativo"
