"""Reúne las tablas inventadas de cada región, como los textos canónicos que irían en su registro."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from sistematizacion.demostracion import cartera, cierres, encuesta, gasto, gestion
from sistematizacion.demostracion.lectura import leer
from sistematizacion.nucleo.esquemas import DEL_MEF

REGIONES = ("altamar", "valleverde")
COMUN = "comun"
ORIGEN = "reconstruido"  # ninguna fila se publicó ni se registró: todas se inventaron
UNIDADES = {  # de las cifras que se escriben; las demás se calculan
    "ejecucion_presupuestal": "porcentaje", "avance_pim_cartera_total": "porcentaje", "igeip_puesto": "puesto",
    "igeip_indice": "indice", "regiones_acompanadas": "region", "etapas": "etapa", "actividades_previas": "actividad",
    "niveles_atencion": "nivel", "visitas_por_region": "visita", "eventos_cierre_por_region": "evento",
    "participantes": "participante", "asistencias_tecnicas": "asistencia", "avance_pim_csp": "porcentaje",
    "oxi_cartera": "proyecto",
}  # fmt: skip
Tablas = dict[str, pd.DataFrame]
Filas = list[dict[str, str]]


def generar() -> dict[str, Tablas]:
    """Las tablas de cada región y las comunes, por ámbito y por nombre.

    Returns:
        DataFrames de textos canónicos con las columnas que cada tabla usa, y ``origen``. Salen siempre iguales.
    """
    vocabulario = leer("vocabulario")
    return {COMUN: _tablas(COMUN, leer(COMUN)), **{r: _tablas(r, leer(r), vocabulario) for r in REGIONES}}


def completar(tabla: pd.DataFrame, esquema: pa.DataFrameSchema) -> pd.DataFrame:
    """La tabla con todas las columnas que su esquema exige y las otras que llenó, en el orden del esquema; las del MEF van enteras.

    Raises:
        ValueError: la tabla trae una columna que el esquema no tiene; en ``textos``, suele ser una coma sin comillas.
    """
    if de_mas := sorted(set(tabla.columns) - set(esquema.columns)):
        raise ValueError(f"la tabla «{esquema.name}» no tiene columnas {', '.join(de_mas)}")
    van = [c for c, columna in esquema.columns.items() if columna.required or c in tabla.columns or esquema.name in DEL_MEF]
    return tabla.reindex(columns=van, fill_value="")


def _tablas(ambito: str, textos: dict[str, Any], vocabulario: dict[str, Any] | None = None) -> Tablas:
    filas: dict[str, Filas] = {}
    if vocabulario is not None:
        filas |= gestion.tablas(ambito, textos, vocabulario["actividades"])
        filas |= cartera.tablas(ambito, textos, vocabulario)
        filas["cierres"] = cierres.filas(ambito, textos, vocabulario["cierres"])
        filas |= encuesta.tablas(ambito, textos)
        filas["hitos"] = [_numerada("hitos", ambito, n, h) for n, h in enumerate(textos["hitos"], 1)]
    filas |= gasto.comunes() if ambito == COMUN else gasto.de_region(ambito)
    filas["cifras"] = [_cifra(*cifra) for cifra in (*textos["cifras"], *textos.get("cifras_de_boletin", ()))]
    for tabla, enunciados in textos["enunciados"].items():
        filas[tabla] = [_numerada(tabla, ambito, n, e) for n, e in enumerate(enunciados, 1)]
    return {tabla: pd.DataFrame(f).fillna("").assign(origen=ORIGEN) for tabla, f in filas.items()}


def _numerada(tabla: str, ambito: str, n: int, fila: Mapping[str, Any]) -> dict[str, str]:
    """La fila con su clave: «obj-1» en una región, «obj-c1» en lo común."""
    return {"id": f"{tabla[:3]}-{'c' if ambito == COMUN else ''}{n}", **{c: str(v) for c, v in fila.items()}}


def _cifra(indicador: str, valor: str, fecha: object, nota: str, fuente: str = "", seccion: str = "") -> dict[str, str]:
    unidad = UNIDADES[indicador]
    return {
        "indicador": indicador, "valor": valor, "unidad": unidad, "calificador": "exacto", "fecha_corte": str(fecha),
        "nota": nota, "fuente": fuente, "seccion": seccion,
    }  # fmt: skip
