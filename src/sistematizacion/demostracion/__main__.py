"""``python -m sistematizacion.demostracion``: vuelve a escribir ``data/demostracion`` con los mismos datos de siempre."""

from sistematizacion.demostracion.archivos import guardar
from sistematizacion.rutas import rutas

if __name__ == "__main__":
    lugares = rutas()
    for archivo in guardar(lugares):
        print(lugares.relativa(archivo))
