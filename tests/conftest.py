"""Lo que comparten las pruebas: una copia desechable del proyecto y los informes hechos una sola vez."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from navegador import navegador  # noqa: F401 — la fixture, para todas las pruebas

from sistematizacion.arranque import aligerar
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.rutas import COMPARATIVO, VARIABLE_RAIZ, Rutas

aligerar()  # como la línea de comandos
# Las pruebas lanzan decenas de procesos: que ninguno vuelva a compilar el paquete entero si el entorno pide no guardar.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

RAIZ = Path(__file__).resolve().parents[1]
CARPETAS = ("params", "data", "notebooks", "templates")
REGIONES = ("arequipa", "cusco", "junin")
PROGRAMA = "acompanamiento-2025"
INFORMES = {  # los que se hacen para toda la sesión: de cada clase, alguno de una región y el del programa; los cierres, todos
    "": ("comparativo", "matrices", "lecciones", "gasto", "satisfaccion", "conciliacion"),
    "arequipa": ("cierre", "conciliacion", "satisfaccion"),
    "cusco": ("cierre", "cartera"),
    "junin": ("cierre", "matrices", "lecciones", "cartera", "gasto", "satisfaccion", "conciliacion"),
}
PUBLICADOS = {(region or COMPARATIVO, informe) for region, suyos in INFORMES.items() for informe in suyos}
HACER = """
import sys
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.rutas import rutas
programa, informes = sys.argv[1], eval(sys.argv[2])
malos = [r for r in hacer(Lote([Encargo(programa, region, suyos) for region, suyos in informes.items()], rutas())) if r.estado != "hecho"]
sys.exit("\\n".join(f"{r.encargo.ambito}/{r.informe}: {r.estado}. {r.causa}" for r in malos) or 0)
"""
LUGAR = {"TZ": "America/Lima", "LANG": "es_PE.UTF-8", "LC_ALL": "es_PE.UTF-8"}  # donde se hacen los informes de sesión
OTRO_LUGAR = {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}  # y otro, donde salen iguales
MARCA = cargar_marca(cargar_programa(PROGRAMA, Rutas(RAIZ)), Rutas(RAIZ))

Orden = Callable[..., subprocess.CompletedProcess[str]]


def copiar_proyecto(destino: Path) -> Rutas:
    """Una copia de lo que un usuario edita, sin entorno ni informes."""
    carpetas, archivos = _lo_que_se_copia()
    for carpeta in carpetas:
        (destino / carpeta).mkdir(parents=True)
    for nombre, contenido in archivos.items():
        (destino / nombre).write_bytes(contenido)
    letras = RAIZ / ".cache" / "fuentes"  # recortarlas demora, y son las mismas en toda copia
    letras.mkdir(parents=True, exist_ok=True)
    (destino / ".cache").mkdir(exist_ok=True)
    (destino / ".cache" / "fuentes").symlink_to(letras)
    return Rutas(destino)


@cache
def _lo_que_se_copia() -> tuple[list[str], dict[str, bytes]]:
    """Las carpetas y los archivos, leídos una vez: cientos de pruebas piden su copia."""
    carpetas, archivos = [], {}
    for raiz, hijas, nombres in chain.from_iterable(os.walk(RAIZ / carpeta) for carpeta in CARPETAS):
        hijas[:] = [h for h in hijas if h not in (".ipynb_checkpoints", "mef")]
        relativa = os.path.relpath(raiz, RAIZ)
        carpetas.append(relativa)
        archivos |= {f"{relativa}/{n}": Path(raiz, n).read_bytes() for n in nombres if n != "mef"}
    return carpetas, archivos


def ejecutar_orden(raiz: Path, *argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``python -m sistematizacion …`` sobre la copia."""
    return ejecutar_python(raiz, "-m", "sistematizacion", *argumentos, **variables)


def ejecutar_python(raiz: Path, *argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """``python …`` sobre la copia."""
    entorno = {**os.environ, VARIABLE_RAIZ: str(raiz), "COLUMNS": "200", **variables}
    orden = [sys.executable, *argumentos]
    return subprocess.run(orden, capture_output=True, text=True, env=entorno, cwd=raiz, timeout=240, check=False)


def ejecutar_aqui(raiz: Path, *argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """La misma orden en este proceso, ya con todo importado: para las que no hacen informes, que bifurcan y usan Typst.

    Lo que se prueba es lo que la orden dice y con qué código termina; que ``python -m`` llegue hasta ahí, otras lo prueban.
    """
    from sistematizacion.cli import main

    dicho, mal = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as parche, redirect_stdout(dicho), redirect_stderr(mal):
        for nombre, valor in {VARIABLE_RAIZ: str(raiz), "COLUMNS": "200", **variables}.items():
            parche.setenv(nombre, valor)
        parche.setattr(sys, "argv", ["sistematizacion", *argumentos])
        parche.chdir(raiz)
        try:
            main()
            codigo = 0
        except SystemExit as salida:
            codigo = salida.code if isinstance(salida.code, int) else int(salida.code is not None)
    return subprocess.CompletedProcess(argumentos, codigo, dicho.getvalue(), mal.getvalue())


@pytest.fixture
def proyecto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rutas:
    """Un proyecto que la prueba puede romper."""
    monkeypatch.setenv(VARIABLE_RAIZ, str(tmp_path))
    return copiar_proyecto(tmp_path)


@pytest.fixture
def orden(proyecto: Rutas) -> Orden:
    """La línea de comandos sobre ese proyecto."""
    return lambda *argumentos, **variables: ejecutar_orden(proyecto.raiz, *argumentos, **variables)


@pytest.fixture
def orden_aqui(proyecto: Rutas) -> Orden:
    """Lo mismo en este proceso; no sirve para las que hacen informes."""
    return lambda *argumentos, **variables: ejecutar_aqui(proyecto.raiz, *argumentos, **variables)


@pytest.fixture(scope="session")
def todo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La carpeta de los informes de un programa, los de ``INFORMES``, hechos juntos.

    Los hace un proceso de pruebas, y los demás lo esperan. Que ``all`` haga los de todas las regiones lo prueba el lote.
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
        hecha = ejecutar_python(raiz, "-c", HACER, PROGRAMA, repr(INFORMES), **LUGAR)
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
