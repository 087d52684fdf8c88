"""``python -m sistematizacion.demostracion``: vuelve a escribir ``data/demostracion`` con los mismos datos de siempre.

Con ``mef CARPETA`` escribe en esa carpeta unos archivos públicos del MEF inventados, para practicar «make mef».
"""

import argparse
from pathlib import Path

from sistematizacion.demostracion.archivos import guardar
from sistematizacion.demostracion.mef import archivos as del_mef
from sistematizacion.rutas import rutas

if __name__ == "__main__":
    opciones = argparse.ArgumentParser(description="Datos inventados, siempre iguales.")
    opciones.add_argument("que", nargs="?", choices=["mef"], help="mef: archivos del MEF inventados")
    opciones.add_argument("carpeta", nargs="?", type=Path, help="dónde se escriben")
    opciones.add_argument("--inversiones", type=int, default=del_mef.OTRAS, help="cuántas más por pliego")
    pedido = opciones.parse_args()
    if pedido.que and not pedido.carpeta:
        opciones.error("falta la carpeta: python -m sistematizacion.demostracion mef CARPETA")
    lugares = rutas()
    hechos = del_mef.escribir(pedido.carpeta, pedido.inversiones) if pedido.que else guardar(lugares)
    for archivo in hechos:
        print(lugares.relativa(archivo))
