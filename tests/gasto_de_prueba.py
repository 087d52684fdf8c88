"""Expedientes con un gasto hecho a la medida de cada prueba, sin tocar el disco."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
from conftest import PROGRAMA

from sistematizacion.nucleo.nucleo import abrir_nucleo_del_programa
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.rutas import rutas

MONTOS = ("pia", "pim", "certificado", "devengado", "girado")
JUNIN = "450"
PLIEGOS = tuple(str(p) for p in range(440, 466))
NOMBRES = dict(zip(PLIEGOS, (
    "AMAZONAS", "ANCASH", "APURIMAC", "AREQUIPA", "AYACUCHO", "CAJAMARCA", "CUSCO", "HUANCAVELICA", "HUANUCO", "ICA", "JUNIN",
    "LA LIBERTAD", "LAMBAYEQUE", "LORETO", "MADRE DE DIOS", "MOQUEGUA", "PASCO", "PIURA", "PUNO", "SAN MARTIN", "TACNA", "TUMBES",
    "UCAYALI", "LIMA", "PROVINCIA CONSTITUCIONAL DEL CALLAO", "MUNICIPALIDAD METROPOLITANA DE LIMA",
), strict=True))  # fmt: skip


@lru_cache
def abierto() -> ExpedienteDelPrograma:
    lugares = rutas()
    programa = cargar_programa(PROGRAMA, lugares)
    return ExpedienteDelPrograma(
        abrir_nucleo_del_programa(programa, [cargar_region(programa, r, lugares) for r in programa.regiones], lugares)
    )


def parte(pliego: str = JUNIN, **cambios: Any) -> dict[str, Any]:
    """Una fila de ``mef_gasto``; los montos se dan en soles, como números."""
    base = {
        "anio": 2024, "desde": None, "mes": None, "corte": None, "nivel": "regional", "departamento": "", "pliego": pliego,
        "gobierno": _gobierno(pliego), "vista": "total",
        "codigo": "", "nombre": "", "tipo": "total", "foco": "", **dict.fromkeys(MONTOS),
    }  # fmt: skip
    assert not cambios.keys() - base.keys(), cambios
    fila = base | cambios
    return fila | {m: None if fila[m] is None else Decimal(str(fila[m])) for m in MONTOS}


def _gobierno(pliego: str) -> str:
    nombre = NOMBRES.get(pliego, "")
    if nombre.startswith(("MUNICIPALIDAD", "PROVINCIA")):
        return nombre if nombre.startswith("M") else f"GOBIERNO REGIONAL DE LA {nombre}"
    return f"GOBIERNO REGIONAL DEL DEPARTAMENTO DE {nombre}" if nombre else ""


def tabla(filas: Iterable[Mapping[str, Any]], nombre: str = "mef_gasto") -> pd.DataFrame:
    hechas = [
        {**f, "origen": "publicado", "fuente": "mef-siaf", "seccion": "archivo de prueba.csv", "ambito": "comun",
         "archivo": f"comun/{nombre}.csv", "hoja": "", "fila": n}
        for n, f in enumerate(filas, 2)
    ]  # fmt: skip
    vacia = abierto().regiones[0].tabla(nombre)
    return pd.DataFrame(hechas, columns=list(vacia.columns)).astype(object).where(lambda t: t.notna(), None) if hechas else vacia


def region(filas: Iterable[Mapping[str, Any]], *, deflactor: Mapping[int, str] | None = None, **de_la_region: Any) -> Expediente:
    """Junín, con esas filas de gasto; ``deflactor`` es el índice de cada año."""
    junin = next(e for e in abierto().regiones if e.region.clave == "junin").nucleo
    return Expediente(_con(junin, tabla(filas), deflactor, **de_la_region))


def programa(filas: Iterable[Mapping[str, Any]], pliegos: Iterable[str] = ("443", "446", JUNIN)) -> ExpedienteDelPrograma:
    """Un programa con una región por pliego; los que no son de sus tres regiones toman los demás datos de la primera."""
    nucleo, mef = abierto().nucleo, tabla(filas)
    conocidas = {n.region.pliego: n for n in nucleo.regiones}
    hechas = []
    for pliego in pliegos:
        original = conocidas.get(pliego)
        nombre = NOMBRES[pliego].title().replace(" De ", " de ").replace(" Del ", " del ")
        datos = {} if original else {"clave": f"r{pliego}", "pliego": pliego, "nombre": nombre}
        hechas.append(_con(original or nucleo.regiones[0], mef, None, **datos))
    return ExpedienteDelPrograma(replace(nucleo, regiones=tuple(hechas)))


def _con(nucleo: Any, mef: pd.DataFrame, deflactor: Mapping[int, str] | None, **de_la_region: Any) -> Any:
    tablas = nucleo.tablas | {"mef_gasto": mef}
    if deflactor:
        filas = [{"anio": a, "indice": Decimal(i), "serie": "Índice de prueba"} for a, i in deflactor.items()]
        tablas |= {"deflactor": tabla(filas, "deflactor")}
    return replace(nucleo, region=nucleo.region.model_copy(update=de_la_region), tablas=tablas)
