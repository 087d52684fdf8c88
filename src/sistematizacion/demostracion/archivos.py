"""Lo generado, como archivos: una región en ``registro.xlsx`` y lo demás en CSV, que son las dos formas de llevarlo."""

from collections.abc import Mapping
from pathlib import Path

import pandera.pandas as pa

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.demostracion.generador import Tablas, completar, generar
from sistematizacion.nucleo.esquemas import DEL_MEF, esquemas
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.rutas import Rutas

PROGRAMA = "demostracion"
EN_LIBRO = "altamar"  # la región que lleva su registro en Excel
LIBRO = "registro.xlsx"


def contenidos(rutas: Rutas) -> dict[str, bytes]:
    """Cada archivo del programa por su ruta dentro de ``data/demostracion``, con sus bytes."""
    definidos = esquemas(cargar_catalogo(rutas))
    hechos: dict[str, bytes] = {}
    for ambito, tablas in generar().items():
        archivos = _libro(tablas, definidos) if ambito == EN_LIBRO else _csv(tablas, definidos)
        hechos |= {f"{ambito}/{nombre}": contenido for nombre, contenido in archivos.items()}
    return hechos


def guardar(rutas: Rutas) -> list[Path]:
    """Escribe los archivos, quita las tablas que ya no se generan y devuelve las rutas escritas."""
    carpeta = rutas.data / PROGRAMA
    nuevos = {carpeta / nombre: contenido for nombre, contenido in contenidos(rutas).items()}
    for ruta, contenido in nuevos.items():
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(contenido)
    for sobrante in {*carpeta.glob("*/*.csv"), *carpeta.glob(f"*/{LIBRO}")} - set(nuevos):
        sobrante.unlink()
    return list(nuevos)


def _csv(tablas: Tablas, definidos: Mapping[str, pa.DataFrameSchema]) -> dict[str, bytes]:
    return {
        f"{tabla}.csv": completar(filas, definidos[tabla]).to_csv(index=False, lineterminator="\n").encode()
        for tabla, filas in tablas.items()
    }


def _libro(tablas: Tablas, definidos: Mapping[str, pa.DataFrameSchema]) -> dict[str, bytes]:
    """El libro con lo que una persona llena, y en CSV lo que en un programa de verdad escribe «make mef»."""
    del_mef = {nombre: tabla for nombre, tabla in tablas.items() if nombre in DEL_MEF}
    filas = {nombre: tabla for nombre, tabla in tablas.items() if nombre not in DEL_MEF}
    hojas = {nombre: esquema for nombre, esquema in definidos.items() if nombre not in DEL_MEF}
    libro = libro_de_registro(hojas, programa=PROGRAMA, region=EN_LIBRO, filas=filas, ficticio=True)
    return {LIBRO: libro, **_csv(del_mef, definidos)}
