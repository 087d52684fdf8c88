"""Consultas sobre el almacén: una vista de SQL por clase de datos, con solo lo que vale."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pandas as pd

from sistematizacion.errores import ErrorDeUso
from sistematizacion.fuentes import indice
from sistematizacion.fuentes.clases import CLASES
from sistematizacion.fuentes.conversion import literal
from sistematizacion.fuentes.indice import Ingreso
from sistematizacion.rutas import Rutas

MEMORIA = "1200MB"
EN_CARPETAS = "hive_partitioning=true, hive_types={'ano_eje': INTEGER, 'nivel_gobierno': VARCHAR}"
VACIO = "Aún no se ingresó ningún archivo del MEF. Dé primero: make mef FILE=archivo.csv (docs/mef.md dice cuáles)."


@contextmanager
def abrir(rutas: Rutas) -> Iterator[duckdb.DuckDBPyConnection]:
    """Una conexión con las vistas ``gasto``, ``inversiones``, ``seguimiento``, ``seguimiento_mes``, ``situacion``, ``ejecucion`` y ``obras``.

    ``gasto`` trae de cada año el archivo que vale (``indice.anios_que_valen``). En ``inversiones`` hay una fila por CUI: la
    que el Banco tiene activa manda sobre la cerrada, y esta sobre la desactivada; sus localizaciones van reunidas. Toda vista tiene además
    ``archivo`` (nombre del que vino) y ``orden`` (de ingreso).

    Raises:
        ErrorDeUso: no hay almacén.
    """
    ingresos = indice.leer(rutas)
    if not ingresos:
        raise ErrorDeUso(VACIO)
    base = duckdb.connect(config={"memory_limit": MEMORIA, "temp_directory": str(rutas.cache / "mef")})
    try:
        for clase in CLASES:
            base.execute(f"CREATE VIEW {_cruda(clase)} AS {_union(clase, ingresos, rutas)}")
        base.execute(f"CREATE VIEW inversiones AS {_inversiones()}")
        yield base
    finally:
        base.close()


def consultar(sql: str, rutas: Rutas, parametros: Sequence[Any] = ()) -> pd.DataFrame:
    """El resultado de una consulta a las vistas de ``abrir``: textos, Decimal, int y fechas, y None donde no hay dato."""
    with abrir(rutas) as base:
        return tabla_de(base, sql, parametros)


def tabla_de(base: duckdb.DuckDBPyConnection, sql: str, parametros: Sequence[Any] = ()) -> pd.DataFrame:
    """Lo mismo con una conexión abierta; los montos no pasan por coma flotante."""
    hecha = base.execute(sql, list(parametros))
    columnas = [d[0] for d in hecha.description]
    filas = hecha.fetchall()
    return pd.DataFrame({c: pd.Series([f[n] for f in filas], dtype=object) for n, c in enumerate(columnas)})


def _cruda(clase: str) -> str:
    """El nombre de la vista con todas las filas; la de inversiones todavía las repite por localización."""
    return "inversiones_filas" if clase == "inversiones" else clase


def _union(clase: str, ingresos: list[Ingreso], rutas: Rutas) -> str:
    """Las filas que valen de cada ingreso de la clase, con las columnas de la clase."""
    tipos = CLASES[clase]
    columnas = ", ".join(tipos)
    suyos = [i for i in ingresos if i.clase == clase]
    valen = indice.anios_que_valen(ingresos)
    partes = []
    for ingreso in suyos:
        anios = valen.get(ingreso.carpeta, ())
        if clase == "gasto" and not anios:
            continue
        archivos = literal(str(rutas.almacen / ingreso.carpeta / "filas" / "**" / "*.parquet"))
        donde = f" WHERE ano_eje IN ({', '.join(map(str, anios))})" if clase == "gasto" else ""
        particion = EN_CARPETAS if ingreso.formato in indice.ENTEROS else "hive_partitioning=false"
        partes.append(
            f"SELECT {columnas}, {literal(ingreso.archivo)} AS archivo, {ingreso.orden} AS orden, "
            f"{str(ingreso.formato in indice.NACIONALES).lower()} AS nacional, "
            f"{ingreso.anios[-1] if ingreso.anios else 'CAST(NULL AS INTEGER)'} AS anio_del_archivo "
            f"FROM read_parquet({archivos}, {particion}){donde}"
        )
    vacia = ", ".join(f"CAST(NULL AS {t}) AS {c}" for c, t in tipos.items())
    nada = f"SELECT {vacia}, '' AS archivo, 0 AS orden, false AS nacional, CAST(NULL AS INTEGER) AS anio_del_archivo WHERE false"
    return " UNION ALL ".join(partes) or nada


def _inversiones() -> str:
    """Una fila por CUI, de la clase que manda; cada dato, del archivo que lo trae: el nacional primero y, de ellos, el último.

    Las localizaciones son las del archivo que manda, reunidas.
    """
    lugares = ("departamento", "provincia", "distrito", "ubigeo")
    demas = [c for c in CLASES["inversiones"] if c not in (*lugares, "localizaciones", "cui")]
    campos = [f"first({c} ORDER BY {c} IS NULL, prioridad, {c}) AS {c}" for c in demas]
    reunidos = [f"string_agg(DISTINCT {c}, '; ' ORDER BY {c}) FILTER (prioridad = primera) AS {c}" for c in lugares]
    # Casi todas las inversiones tienen una sola fila, que pasa como está. Se cuentan con dos columnas: agrupar las seiscientas
    # mil filas del Banco con todas no cabe en la memoria que se da a DuckDB
    return (
        "WITH filas AS NOT MATERIALIZED (SELECT *, "
        "CASE clase WHEN 'activa' THEN 0 WHEN 'cerrada' THEN 1 WHEN 'desactivada' THEN 2 ELSE 3 END AS rango, "
        "CASE WHEN nacional THEN 0 ELSE 1000000 END - orden AS prioridad FROM inversiones_filas WHERE cui IS NOT NULL), "
        "por_rango AS (SELECT cui, rango, count(*)::INTEGER AS cuantas FROM filas GROUP BY cui, rango), "
        "cuentas AS (SELECT cui, min(rango) AS rango, arg_min(cuantas, rango) AS cuantas FROM por_rango GROUP BY cui), "
        "suyas AS NOT MATERIALIZED (SELECT f.*, c.cuantas FROM filas f JOIN cuentas c ON f.cui = c.cui AND f.rango = c.rango), "
        "juntas AS NOT MATERIALIZED (SELECT *, min(prioridad) OVER (PARTITION BY cui) AS primera FROM suyas WHERE cuantas > 1) "
        f"SELECT cui, {', '.join((*demas, *lugares))}, 1 AS localizaciones, archivo, orden FROM suyas WHERE cuantas = 1 UNION ALL "
        f"SELECT cui, {', '.join((*campos, *reunidos))}, (count(*) FILTER (prioridad = primera))::INTEGER, "
        "first(archivo ORDER BY prioridad, archivo), max(orden) FROM juntas GROUP BY cui"
    )
