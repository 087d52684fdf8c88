"""La cartera de inversiones de un pliego, reunida de los archivos del MEF que se hayan ingresado."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from sistematizacion.fuentes import almacen, indice
from sistematizacion.fuentes.conversion import GENERICOS, PROYECTO, lista
from sistematizacion.rutas import Rutas

NIVEL_REGIONAL = "R"
CONSULTAS = Path(__file__).with_name("consultas")


@dataclass(frozen=True)
class CarteraMEF:
    """Lo que el MEF sabe de las inversiones de un pliego, y de otras que se le pidieron.

    ``inversiones``: una fila por CUI, con las columnas de la tabla ``mef_inversiones`` del núcleo más ``sec_ejec`` y
    ``ejecutoras`` (cuántas), ``departamento``, ``provincia``, ``distrito``, ``clase``, ``modalidad``, ``monto_viable``,
    ``accion``, ``estado_situacional`` y ``del_pliego`` (bool). ``meses``: ``cui``, ``mes`` («2025-09»), ``devengado`` y
    ``programado``, del año del corte y del anterior. ``ejecutoras``: ``cui``, ``sec_ejec``, ``ejecutora``, ``pim`` y
    ``devengado`` del año. ``archivos``: ``archivo``, ``formato``, ``corte`` y ``huella`` de cada uno usado. Montos en soles (Decimal);
    nulo donde el MEF no dice.
    """

    inversiones: pd.DataFrame
    meses: pd.DataFrame
    ejecutoras: pd.DataFrame
    archivos: pd.DataFrame


def cartera_de(pliego: str, cuis: Collection[str], hasta: date, lugares: Rutas) -> CarteraMEF:
    """La cartera del pliego al mes de ``hasta``: sus inversiones con presupuesto en el año o activas en el Banco, y ``cuis``.

    Los montos del año son los del gasto (SIAF), sumadas las ejecutoras de cada inversión; si ese año no se ingresó, los de
    una consulta o los del Banco. Del devengado cuentan los meses hasta el de ``hasta``; el PIM no tiene mes. Los proyectos
    genéricos no son inversiones y no entran.

    Raises:
        ErrorDeUso: no hay almacén.
    """
    ingresos = indice.leer(lugares)
    huellas = {i.archivo: i.huella for i in ingresos}
    enteros = {anio for i in ingresos if i.formato in indice.ENTEROS for anio in i.anios}
    with almacen.abrir(lugares) as base:
        _preparar(base, pliego, cuis, hasta, enteros)
        return CarteraMEF(
            almacen.tabla_de(base, _consulta("inversiones")),
            almacen.tabla_de(base, _consulta("meses")),
            almacen.tabla_de(base, _consulta("ejecutoras")),
            almacen.tabla_de(base, _consulta("archivos")).assign(huella=lambda t: t["archivo"].map(huellas)),
        )


def _preparar(
    base: duckdb.DuckDBPyConnection, pliego: str, cuis: Collection[str], hasta: date, enteros: Collection[int]
) -> None:
    """Las tablas de paso: qué se pide y el gasto de esas inversiones, que se recorre una sola vez.

    Args:
        enteros: los años cuyo gasto, de todo el país, está ingresado.
    """
    base.execute("CREATE TEMP TABLE enteros (anio INTEGER)")
    if enteros:
        base.executemany("INSERT INTO enteros VALUES (?)", [[a] for a in sorted(enteros)])
    base.execute("CREATE TEMP TABLE pedidos (cui VARCHAR)")
    if cuis:
        base.executemany("INSERT INTO pedidos VALUES (?)", [[c] for c in sorted(cuis)])
    valores = {"pliego": pliego, "anio": hasta.year, "mes": hasta.month, "nivel": NIVEL_REGIONAL, "proyecto": PROYECTO}
    for nombre, valor in valores.items():
        base.execute(f"SET VARIABLE {nombre} = {almacen.literal(valor) if isinstance(valor, str) else valor}")
    base.execute(_consulta("preparacion").replace("«genericos»", lista(GENERICOS)))


def _consulta(nombre: str) -> str:
    return (CONSULTAS / f"{nombre}.sql").read_text(encoding="utf-8")
