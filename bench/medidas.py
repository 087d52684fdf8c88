"""Lo que comparten las mediciones: una copia desechable del proyecto, cuánto costó una orden y cómo se escribe la tabla.

La copia lleva también ``src``, así que nada de lo que otros editen mientras tanto cambia lo que se mide.
"""

import ctypes
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.publicacion.fuentes import css_de_fuentes
from sistematizacion.rutas import Rutas

RAIZ = Path(__file__).resolve().parents[1]
CARPETAS = ("params", "data", "notebooks", "templates")
ARCHIVOS = ("Makefile", "requirements.lock", "pyproject.toml")
SOBRA = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
BINARIOS = Path(sys.prefix) / "bin"
PR_SET_CHILD_SUBREAPER = 36  # de <sys/prctl.h>: los huérfanos del árbol quedan a cargo de este proceso
MEGA = 2**20
PRIMERA_MIRADA = 0.1  # segundos: también se mira lo que dura muy poco
PAQUETES = ("papermill", "nbconvert", "ipykernel", "pandas", "matplotlib", "typst")


@dataclass(frozen=True)
class Medida:
    """Lo que costó una orden: reloj, CPU de todo su árbol de procesos y, si se miró, su pico de memoria en MB."""

    segundos: float
    cpu: float
    memoria: float
    dijo: str


def copiar_proyecto(destino: Path) -> Path:
    """Una copia del proyecto en la que se puede pedir «make report»."""
    for carpeta in CARPETAS:
        shutil.copytree(RAIZ / carpeta, destino / carpeta, ignore=SOBRA)
    return completar(destino)


def completar(destino: Path) -> Path:
    """Agrega a unos datos y unos cuadernos lo demás: el código, compilado, el Makefile y el entorno.

    Del entorno se enlaza cada parte, y no la carpeta: su marca de listo es de la copia, y nada que make le haga llega al
    de verdad.
    """
    shutil.copytree(RAIZ / "src", destino / "src", ignore=SOBRA)
    for archivo in ARCHIVOS:
        shutil.copy2(RAIZ / archivo, destino)
    (destino / ".venv").mkdir()
    for parte in [p for p in Path(sys.prefix).iterdir() if p.name != ".listo"]:
        (destino / ".venv" / parte.name).symlink_to(parte)
    (destino / ".venv" / ".listo").touch()
    subprocess.run([sys.executable, "-m", "compileall", "-q", destino / "src"], check=True)
    return destino


def letras(raiz: Path, programa: str) -> None:
    """Recorta las letras de la marca del programa, que es lo que más demora de la primera vez."""
    lugares = Rutas(raiz)
    css_de_fuentes(cargar_marca(cargar_programa(programa, lugares), lugares), raiz / ".cache" / "fuentes")


def entorno(raiz: Path) -> dict[str, str]:
    """El entorno de una orden que trabaja en la copia: su código, las órdenes del entorno y ninguna opción heredada."""
    heredado = {k: v for k, v in os.environ.items() if not k.startswith("SISTEMATIZACION_")}
    return heredado | {
        "PATH": f"{BINARIOS}:{heredado['PATH']}",
        "PYTHONPATH": str(raiz / "src"),
        "IPYTHONDIR": str(raiz / ".ipython"),
        "COLUMNS": "200",
    }


def medir(orden: Sequence[str | Path], raiz: Path, mirar: float = 0, **variables: str) -> Medida:
    """Ejecuta la orden en ``raiz``; ``mirar`` es cada cuántos segundos se suma la memoria del árbol (cero: no se mira).

    Mirar cuesta un milisegundo por proceso: las corridas cuyo tiempo se toma no la miran, salvo las muy largas, cada tanto.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    antes, pico, dicho, espera = _cpu(), 0, raiz / ".dicho", min(mirar, PRIMERA_MIRADA) or None
    with dicho.open("w", encoding="utf-8") as archivo:
        inicio = time.perf_counter()
        proceso = subprocess.Popen(
            orden, cwd=raiz, env=entorno(raiz) | variables,
            stdin=subprocess.DEVNULL, stdout=archivo, stderr=subprocess.STDOUT,
        )  # fmt: skip
        while True:
            try:
                proceso.wait(espera)
                break
            except subprocess.TimeoutExpired:
                pico, espera = max(pico, sum(map(memoria, descendientes(os.getpid())))), mirar
        segundos = time.perf_counter() - inicio
    _esperar_huerfanos()
    dijo = dicho.read_text(encoding="utf-8", errors="replace")
    if proceso.returncode:
        raise SystemExit(f"Falló {' '.join(map(str, orden))[:300]}\n{dijo[-3000:]}")
    return Medida(segundos, _cpu() - antes, pico / 1024, dijo)


def descendientes(pid: int) -> list[int]:
    """Los procesos que descienden de uno, de cualquiera de sus hilos (Linux)."""
    hijos: list[int] = []
    try:
        for archivo in Path(f"/proc/{pid}/task").glob("*/children"):
            hijos += map(int, archivo.read_text(encoding="ascii").split())
    except OSError:  # terminó mientras se miraba
        pass
    return [*hijos, *(nieto for hijo in hijos for nieto in descendientes(hijo))]


def memoria(pid: int) -> int:
    """Memoria proporcional (PSS) en kB: lo compartido entre procesos se cuenta una vez."""
    try:
        lineas = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(linea.split()[1]) for linea in lineas if linea.startswith("Pss:")), 0)


def _cpu() -> float:
    """CPU de usuario y de sistema de los procesos que ya terminaron y de los que ellos esperaron."""
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    return uso.ru_utime + uso.ru_stime


def _esperar_huerfanos(plazo: float = 10) -> None:
    """Recoge, para contar su CPU, los procesos que la orden dejó sin esperar (Chromium lo hace)."""
    limite = time.monotonic() + plazo
    while time.monotonic() < limite:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)
        except ChildProcessError:
            return


def megas(carpeta: Path, extensiones: Sequence[str] = ("html", "pdf", "xlsx")) -> float:
    """Lo que pesan los archivos publicados en una carpeta y sus subcarpetas, en MB."""
    return sum(a.stat().st_size for e in extensiones for a in carpeta.rglob(f"*.{e}")) / MEGA


def rango(valores: Sequence[float]) -> str:
    """«mediana (mínimo–máximo)», con dos decimales si es breve."""
    decimales = 1 if median(valores) >= 10 else 2
    if len(valores) == 1:
        return f"{valores[0]:.{decimales}f}"
    return f"{median(valores):.{decimales}f} ({min(valores):.{decimales}f}–{max(valores):.{decimales}f})"


def tabla(titulos: Sequence[str], filas: Sequence[Sequence[str]]) -> str:
    """Una tabla de Markdown."""
    lineas = [titulos, ["---"] * len(titulos), *filas]
    return "\n".join(f"| {' | '.join(linea)} |" for linea in lineas) + "\n"


def ficha() -> str:
    """En qué máquina, con qué versiones y cuándo se midió."""
    lineas = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    modelo = next((li.partition(":")[2].strip() for li in lineas if li.startswith("model name")), platform.machine())
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    sistema = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    paquetes = ", ".join(f"{p} {version(p)}" for p in PAQUETES)
    navegador = _version_de_chromium() or "sin Chromium"
    maquina = f"{os.cpu_count()} núcleos ({modelo}), {total:.0f} GB, {sistema}, carga al empezar {os.getloadavg()[0]:.1f}"
    return f"{date.today().isoformat()} · {maquina} · Python {platform.python_version()}, {paquetes}, {navegador}"


def _version_de_chromium() -> str:
    if shutil.which("chromium") is None:
        return ""
    dicho = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(dicho.split()[:2])
