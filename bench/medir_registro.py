"""Mide «validate» y «report» con un libro de muchas filas, en una copia del proyecto: la hoja actividades, con 20 000.

Uso: python bench/medir_registro.py [filas] [repeticiones]. Escribe la tabla en la salida; los resultados que se guardan
están en bench/RESULTADOS.md.
"""

import os
import platform
import shutil
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from medir_informe import RAIZ, medir

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.demostracion import generar
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.rutas import Rutas

PROGRAMA, REGION = "demostracion", "altamar"
ORDENES = (["validate", REGION], ["report", REGION])


def preparar(raiz: Path, filas: int) -> None:
    """Una copia del proyecto cuya región de demostración tiene esa cantidad de actividades, todas distintas."""
    for carpeta in ("params", "data", "notebooks", "templates"):
        shutil.copytree(RAIZ / carpeta, raiz / carpeta)
    tablas = generar()[REGION]
    repetidas = tablas["actividades"].iloc[list(islice(cycle(range(len(tablas["actividades"]))), filas))]
    temas = [f"{tema} ({n})" for n, tema in enumerate(repetidas["tema"], 1)]
    tablas["actividades"] = repetidas.assign(tema=temas).reset_index(drop=True)
    definidos = esquemas(cargar_catalogo(Rutas(raiz)))
    libro = libro_de_registro(definidos, programa=PROGRAMA, region=REGION, filas=tablas)
    (raiz / "data" / PROGRAMA / REGION / "registro.xlsx").write_bytes(libro)


def main() -> None:
    """Imprime una fila por orden."""
    filas = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    veces = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(f"Python {platform.python_version()}, {os.cpu_count()} núcleos, {filas} actividades, {veces} corridas\n")
    print("| orden | segundos: mediana (mín.–máx.) | pico de memoria, MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as carpeta:
        preparar(Path(carpeta), filas)
        for orden in ORDENES:
            completa = [sys.executable, "-m", "sistematizacion", *orden, "--programa", PROGRAMA]
            medidas = [medir(completa, SISTEMATIZACION_RAIZ=carpeta) for _ in range(veces)]
            segundos = [s for s, _ in medidas]
            tiempos = f"{median(segundos):.1f} ({min(segundos):.1f}–{max(segundos):.1f})"
            print(f"| {' '.join(orden)} | {tiempos} | {max(m for _, m in medidas):.0f} |", flush=True)


if __name__ == "__main__":
    main()
