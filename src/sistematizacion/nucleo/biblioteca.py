"""Las prácticas de todos los programas del proyecto, para aprender de las de otros."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo import lecturas
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.estante import LISTA, archivos_de_practicas
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.nucleo.reglas.comunes import COMUN
from sistematizacion.parametros import cargar_programa, cargar_region, programas
from sistematizacion.rutas import Rutas

TABLA = "practicas"
PROPIAS = ("clave", "programa", "nombre_del_programa", "donde", "ambito", "ficticio", "archivo", "hoja", "fila")


def practicas_de_todos(rutas: Rutas) -> pd.DataFrame:
    """Una fila por práctica de cualquier programa, con las columnas de su esquema y las de ``PROPIAS``.

    ``clave`` es «programa/id»; ``donde``, el nombre de su región o regiones; ``ficticio``, si su programa lo es. Un archivo que no se puede
    leer, o un programa con errores en sus parámetros, no aporta filas: de él avisa su propia validación.
    """
    lecturas.anotar("archivo", "", LISTA)  # un archivo nuevo no está entre los que se abren
    catalogo = cargar_catalogo(rutas)
    llenas = [p for p in (_del_programa(clave, catalogo, rutas) for clave in programas(rutas)) if len(p)]
    columnas = [*esquemas(catalogo)[TABLA].columns, *PROPIAS]
    return pd.concat(llenas, ignore_index=True) if llenas else pd.DataFrame(columns=columnas, dtype=object)


def _del_programa(clave: str, catalogo: Catalogo, rutas: Rutas) -> pd.DataFrame:
    try:
        programa = cargar_programa(clave, rutas)
        nombres = {r: cargar_region(programa, r, rutas).nombre for r in programa.regiones}
    except ErrorDeEntrada:
        return pd.DataFrame()
    archivos = [r for r in archivos_de_practicas(rutas) if r.parent.parent == rutas.data / programa.clave]
    leidas = [_leer(r, catalogo, rutas).assign(ambito=r.parent.name) for r in archivos if r.parent.name in (COMUN, *nombres)]
    llenas = [t for t in leidas if len(t)]
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
