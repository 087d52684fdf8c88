"""Mide «validate» y «report» con un libro de muchas filas, en una copia del proyecto: la hoja actividades, con 20 000.

Uso: python bench/medir_registro.py [filas] [repeticiones]. Escribe la tabla en la salida; los resultados que se guardan
están en bench/RESULTADOS.md.
"""

import shutil
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from medidas import CARPETAS, RAIZ, completar, ficha, medir, rango, tabla

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.demostracion import generar
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.rutas import Rutas

PROGRAMA, REGION = "demostracion", "altamar"
ORDENES = (["validate", REGION], ["report", REGION])
DE_NUEVO = {"validate": [], "report": ["--forzar"]}  # la segunda vez no habría nada que hacer


def preparar(raiz: Path, filas: int) -> None:
    """Una copia del proyecto cuya región de demostración tiene esa cantidad de actividades, todas distintas."""
    for carpeta in CARPETAS:
        shutil.copytree(RAIZ / carpeta, raiz / carpeta)
    completar(raiz)
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
    print(f"{ficha()}\n\n{filas} actividades, {veces} corridas. La memoria, de otra corrida.\n")
    hechas = []
    with tempfile.TemporaryDirectory() as carpeta:
        preparar(Path(carpeta), filas)
        for orden in ORDENES:
            completa = [sys.executable, "-m", "sistematizacion", *orden, "--programa", PROGRAMA]
            pico = medir(completa, Path(carpeta), mirar=0.05).memoria
            medidas = [medir([*completa, *DE_NUEVO[orden[0]]], Path(carpeta)) for _ in range(veces)]
            hechas.append([" ".join(orden), rango([m.segundos for m in medidas]), f"{pico:.0f}"])
    print(tabla(("orden", "segundos: mediana (mín.–máx.)", "pico de memoria, MB (PSS)"), hechas))


if __name__ == "__main__":
    main()
