"""Mide «report» y «comparative»: cuánto demoran y cuánta memoria usa el árbol de procesos; «report», también con kernel.

Uso: python bench/medir_informe.py [region] [repeticiones]. Escribe la tabla en la salida; los resultados que se guardan
están en bench/RESULTADOS.md.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

RAIZ = Path(__file__).resolve().parents[1]


def hijos(pid: int) -> list[int]:
    """El proceso y todos sus descendientes (Linux)."""
    try:
        directos = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(nieto for hijo in directos for nieto in hijos(int(hijo)))]


def memoria(pid: int) -> int:
    """Memoria proporcional (PSS) en kB: lo compartido entre procesos se cuenta una vez."""
    try:
        lineas = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(linea.split()[1]) for linea in lineas if linea.startswith("Pss:")), 0)


def medir(orden: list[str], **variables: str) -> tuple[float, float]:
    """Segundos de reloj y pico de memoria en MB de una orden."""
    inicio = time.monotonic()
    proceso = subprocess.Popen(
        orden, cwd=RAIZ, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    pico = 0
    while proceso.poll() is None:
        pico = max(pico, sum(memoria(pid) for pid in hijos(proceso.pid)))
        time.sleep(0.1)
    if proceso.returncode:
        raise SystemExit(f"Falló {' '.join(orden)}")
    return time.monotonic() - inicio, pico / 1024


def fila(nombre: str, orden: list[str], motor: str, veces: int) -> str:
    """Una fila de la tabla: mediana y extremos del tiempo, y el mayor pico de memoria."""
    completa = [sys.executable, "-m", "sistematizacion", *orden]
    medidas = [medir(completa, SISTEMATIZACION_MOTOR=motor) for _ in range(veces)]
    segundos = [s for s, _ in medidas]
    tiempos = f"{median(segundos):.1f} ({min(segundos):.1f}–{max(segundos):.1f})"
    return f"| {nombre} | {motor} | {tiempos} | {max(m for _, m in medidas):.0f} |"


def main() -> None:
    """Imprime una fila por orden y motor."""
    region = sys.argv[1] if len(sys.argv) > 1 else "junin"
    veces = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"Python {platform.python_version()}, {os.cpu_count()} núcleos, {veces} corridas\n")
    print("| orden | motor | segundos: mediana (mín.–máx.) | pico de memoria, MB |\n|---|---|---|---|")
    report = ["report", region]
    for orden, motor in ((report, "bifurcado"), (["comparative"], "bifurcado"), (report, "kernel")):
        print(fila(" ".join(orden), orden, motor, veces), flush=True)


if __name__ == "__main__":
    main()
