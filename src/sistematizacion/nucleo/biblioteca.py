"""Las prácticas de todos los programas del proyecto, para aprender de las de otros."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.parametros import Programa, cargar_programa, cargar_region, programas, regiones_con_parametros
from sistematizacion.rutas import Rutas

TABLA = "practicas"
PROPIAS = ("clave", "programa", "nombre_del_programa", "donde", "ambito", "ficticio", "archivo", "hoja", "fila")


def practicas_de_todos(rutas: Rutas) -> pd.DataFrame:
    """Una fila por práctica de cualquier programa, con las columnas de su esquema y las de ``PROPIAS``.

    ``clave`` es «programa/id»; ``donde``, el nombre de su región o regiones; ``ficticio``, si su programa lo es. Un archivo que no se puede
    leer no aporta filas: de él avisa la validación de su programa.
    """
    catalogo = cargar_catalogo(rutas)
    partes = [_del_programa(cargar_programa(clave, rutas), catalogo, rutas) for clave in programas(rutas)]
    llenas = [p for p in partes if len(p)]
    columnas = [*esquemas(catalogo)[TABLA].columns, *PROPIAS]
    return pd.concat(llenas, ignore_index=True) if llenas else pd.DataFrame(columns=columnas, dtype=object)


def _del_programa(programa: Programa, catalogo: Catalogo, rutas: Rutas) -> pd.DataFrame:
    nombres = {r: cargar_region(programa, r, rutas).nombre for r in programa.regiones if r in regiones_con_parametros(programa, rutas)}
    carpeta = rutas.data / programa.clave
    tablas = []
    for ambito in ("comun", *nombres):
        for ruta in (carpeta / ambito / f"{TABLA}.csv", carpeta / ambito / "registro.xlsx"):
            if ruta.is_file():
                tablas.append(_leer(ruta, catalogo, rutas).assign(ambito=ambito))
    llenas = [t for t in tablas if len(t)]
    if not llenas:
        return pd.DataFrame()
    juntas = pd.concat(llenas, ignore_index=True)
    return juntas.assign(
        clave=[f"{programa.clave}/{i}" for i in juntas["id"]], programa=programa.clave, nombre_del_programa=programa.nombre_corto,
        ficticio=programa.ficticio, donde=[_donde(f, nombres) for f in juntas.to_dict("records")],
    )  # fmt: skip


def _donde(fila: Mapping[str, str], nombres: Mapping[str, str]) -> str:
    """El nombre de la región, los de las regiones que nombra o, si es de todas, vacío."""
    claves = [fila["ambito"]] if fila["ambito"] in nombres else [r for r in fila["regiones"].split(";") if r]
    return ", ".join(nombres.get(c, c) for c in claves)


def _leer(ruta: Path, catalogo: Catalogo, rutas: Rutas) -> pd.DataFrame:
    lectura = leer_archivo(ruta, rutas.relativa(ruta), esquemas(catalogo)).get(TABLA)
    return pd.DataFrame() if lectura is None else lectura.tabla
