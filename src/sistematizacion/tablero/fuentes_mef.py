"""Lo que los archivos del MEF dicen de la cartera: del almacén, si lo hay, o de las tablas que ``make mef`` dejó en la región."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.rutas import Rutas
from sistematizacion.tablero.valores import Fila, filas, mes

MESES = ("cui", "mes", "devengado", "programado")
EJECUTORAS = ("cui", "sec_ejec", "ejecutora", "pim", "devengado")


@dataclass(frozen=True)
class DelMef:
    """La cartera según el MEF; vacía, si no hay de dónde. ``archivos`` da la huella de cada uno."""

    inversiones: list[Fila] = field(default_factory=list)
    meses: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=MESES))
    ejecutoras: list[Fila] = field(default_factory=list)
    archivos: Mapping[str, str] = field(default_factory=dict)


def del_mef(expediente: Expediente, lugares: Rutas, cuis: Iterable[str]) -> DelMef:
    """Lo del MEF para esa región, con toda la cartera de su pliego si hay almacén.

    Args:
        cuis: las inversiones del registro, que van aunque el pliego no las tenga.
    """
    cartera = _del_almacen(expediente, lugares, sorted(cuis))
    if cartera is not None and len(cartera.inversiones):
        return DelMef(filas(cartera.inversiones), _meses(cartera.meses), filas(cartera.ejecutoras), _archivos(cartera.archivos))
    return DelMef(filas(expediente.tabla("mef_inversiones")), _meses(expediente.tabla("mef_meses")))


def _del_almacen(expediente: Expediente, lugares: Rutas, cuis: list[str]) -> Any:
    """La cartera del almacén, o nada si no lo hay."""
    if not lugares.almacen.is_dir():
        return None
    try:
        from sistematizacion.fuentes.cartera_mef import cartera_de
    except ModuleNotFoundError:
        return None
    region = expediente.region
    return cartera_de(region.pliego, cuis, region.fecha_corte, lugares)


def _meses(tabla: pd.DataFrame) -> pd.DataFrame:
    propias = tabla.reindex(columns=list(MESES)).astype(object)
    return propias.assign(mes=[mes(valor) for valor in propias["mes"]])


def _archivos(archivos: Any) -> dict[str, str]:
    """Nombre → huella, de un diccionario o de una tabla con una fila por archivo."""
    if isinstance(archivos, pd.DataFrame):
        nombre = next((c for c in ("archivo", "nombre", "ruta") if c in archivos), None)
        huella = next((c for c in ("sha256", "huella") if c in archivos), None)
        return {str(f[nombre]): str(f[huella] or "") if huella else "" for f in filas(archivos)} if nombre else {}
    return dict(archivos) if isinstance(archivos, Mapping) else {str(a): "" for a in archivos or ()}
