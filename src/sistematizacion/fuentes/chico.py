"""Guarda en el almacén lo que un lector de archivos chicos devolvió."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd

from sistematizacion.fuentes.clases import CLASES
from sistematizacion.fuentes.conversion import EXTRA, cita, literal
from sistematizacion.fuentes.indice import Ingreso
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.fuentes.muestra import normal


def guardar_lectura(lectura: LecturaExterna, carpeta: Path, hecho: Ingreso) -> Ingreso:
    """Escribe la tabla, lo apartado y los totales como Parquet en ``carpeta``, y completa el ingreso."""
    shutil.rmtree(carpeta, ignore_errors=True)
    (carpeta / "filas").mkdir(parents=True)
    tipos = CLASES[lectura.clase]
    _escribir(_con_extras(lectura), tipos, carpeta / "filas" / "trozo_00000_0.parquet")
    if len(lectura.totales):
        (carpeta / "totales").mkdir()
        _escribir(lectura.totales.reindex(columns=list(tipos)), tipos, carpeta / "totales" / "trozo_00000_0.parquet")
    columna = next((c for c in ("anio", "ano_eje") if c in lectura.tabla), None)
    anios = lectura.tabla[columna] if columna else pd.Series(dtype=object)
    return replace(
        hecho,
        filas=len(lectura.tabla),
        anios=tuple(sorted({int(a) for a in anios if a is not None and not pd.isna(a)})),
        entendido=(*lectura.entendido, *(str(h) for h in lectura.hallazgos)),
        desconocidas=lectura.desconocidas,
    )


def _con_extras(lectura: LecturaExterna) -> pd.DataFrame:
    tabla = lectura.tabla.reindex(columns=list(CLASES[lectura.clase])).reset_index(drop=True)
    if len(lectura.apartadas.columns) and len(lectura.apartadas) == len(tabla):
        nombres = [f"{EXTRA}{normal(str(c)).lower() or n}" for n, c in enumerate(lectura.apartadas.columns)]
        extras = lectura.apartadas.reset_index(drop=True).set_axis(nombres, axis=1)
        tabla = pd.concat([tabla, extras.loc[:, ~extras.columns.duplicated()]], axis=1)
    return tabla


def _escribir(tabla: pd.DataFrame, tipos: dict[str, str], destino: Path) -> None:
    """Cada columna pasa como texto y DuckDB le da su tipo: pandas no cambia ningún código ni ningún decimal."""
    textos = pd.DataFrame({c: pd.Series([_texto(v) for v in tabla[c]], dtype=object) for c in tabla.columns})
    campos = [f"CAST({cita(c)} AS {tipos.get(c, 'VARCHAR')}) AS {cita(c)}" for c in textos.columns]
    base = duckdb.connect()
    try:
        base.register("textos", textos)
        base.execute(f"COPY (SELECT {', '.join(campos)} FROM textos) TO {literal(str(destino))} (FORMAT parquet, COMPRESSION zstd)")
    finally:
        base.close()


def _texto(valor: object) -> str | None:
    if valor is None or (not isinstance(valor, str) and pd.isna(valor)):
        return None
    return str(valor)
