"""Pone al día la cartera con lo que ``make mef`` tomó del MEF, sin borrar lo que una persona escribió.

Regla: en lo que el SIAF y el Formato 12-B registran mejor que nadie (``MANDA_EL_MEF``) vale el dato del MEF; en lo que
describe a la inversión (``SE_COMPLETA``) vale lo escrito, y el MEF solo llena lo vacío. Lo demás (PIM inicial, avances,
restricciones) es del registro y no se toca. Los montos del MEF son de un año: si no son del año del corte de la región, o
son posteriores a él, no se usan. Las filas publicadas en un documento se dejan como están.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

MANDA_EL_MEF = ("pia", "pim", "devengado", "devengado_acumulado", "fecha_f12b")
SE_COMPLETA = ("costo", "sector", "funcion", "unidad_ejecutora")
DEL_ANIO = ("pia", "pim", "devengado", "devengado_acumulado")  # los que tienen corte
TABLA = "actualizaciones"
COLUMNAS = ("cui", "nombre", "campo", "registrado", "mef", "corte", "archivo", "hoja", "fila", "ambito", "origen", "fuente",
            "seccion", "archivo_escrito", "hoja_escrita", "fila_escrita", "origen_escrito")  # fmt: skip
DEL_LUGAR = ("archivo", "hoja", "fila")


def actualizar(inversiones: pd.DataFrame, del_mef: pd.DataFrame, corte: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """La cartera puesta al día y qué cambió en ella.

    Args:
        inversiones: la tabla ``inversiones`` leída, con sus columnas propias (``archivo``, ``danadas``…).
        del_mef: la tabla ``mef_inversiones`` leída.
        corte: la fecha de corte de la región.

    Returns:
        Las mismas filas de ``inversiones`` con los valores que valen más ``campos_mef`` (tupla con las columnas que vienen
        del MEF) y ``archivo_mef``, ``hoja_mef`` y ``fila_mef`` (de qué fila; vacías si de ninguna). Y los cambios: una
        fila por inversión y columna cambiada o completada, con ``registrado`` (lo escrito, o None) y su lugar, y ``mef``
        con su corte, su lugar y su procedencia.
    """
    por_cui = {(f["ambito"], f["cui"]): f for f in del_mef.to_dict("records") if f["cui"]}
    nuevas, cambios = [], []
    for fila in inversiones.to_dict("records"):
        suya = por_cui.get((fila["ambito"], fila["cui"])) if fila["origen"] != "publicado" else None
        valores = _que_valen(fila, suya, corte) if suya else {}
        nuevas.append(fila | valores | _de_donde(valores, suya))
        cambios += [_cambio(fila, suya, campo) for campo, v in valores.items() if suya and fila[campo] != v]
    columnas = [*inversiones.columns, "campos_mef", *(f"{c}_mef" for c in DEL_LUGAR)]
    return _tabla(nuevas, columnas, inversiones.index), _tabla(cambios, COLUMNAS)


def sirve(fila_del_mef: dict[str, Any], corte: date) -> bool:
    """Si los montos de esa fila son del año del corte y no posteriores a su mes."""
    suyo = fila_del_mef["corte"]
    return suyo is not None and suyo.year == corte.year and suyo.month <= corte.month


def _tabla(filas: list[dict[str, Any]], columnas: Sequence[str], indice: pd.Index | None = None) -> pd.DataFrame:
    """Las filas como tabla de objetos: pandas no cambia por NaN lo que no se sabe."""
    return pd.DataFrame({c: pd.Series([f[c] for f in filas], index=indice, dtype=object) for c in columnas})


def _que_valen(fila: dict[str, Any], suya: dict[str, Any], corte: date) -> dict[str, Any]:
    """Las columnas que toman el valor del MEF, con él."""
    del_anio = sirve(suya, corte)
    mandan = [c for c in MANDA_EL_MEF if _hay(suya, c) and (del_anio or c not in DEL_ANIO)]
    f12b, escrita = suya["fecha_f12b"], fila.get("fecha_f12b")
    if f12b and (f12b > corte or (escrita and escrita > f12b)):
        mandan.remove("fecha_f12b")  # es posterior al corte, o la persona vio una actualización posterior a la del archivo
    completan = [c for c in SE_COMPLETA if _hay(suya, c) and not fila.get(c) and c not in fila["danadas"]]
    return {c: suya[c] for c in (*mandan, *completan) if c in fila}


def _hay(fila: dict[str, Any], columna: str) -> bool:
    return fila[columna] is not None and fila[columna] != ""


def _de_donde(valores: dict[str, Any], suya: dict[str, Any] | None) -> dict[str, Any]:
    lugar = {f"{c}_mef": suya[c] if suya and valores else "" for c in DEL_LUGAR}
    return {"campos_mef": tuple(valores), **lugar}


def _cambio(fila: dict[str, Any], suya: dict[str, Any], campo: str) -> dict[str, Any]:
    escrito = fila[campo] if fila[campo] != "" else None
    return {
        "cui": fila["cui"], "nombre": fila["nombre"], "campo": campo, "registrado": escrito, "mef": suya[campo],
        "corte": suya["corte"], **{c: suya[c] for c in (*DEL_LUGAR, "origen", "fuente", "seccion")},
        "ambito": fila["ambito"], "archivo_escrito": fila["archivo"], "hoja_escrita": fila["hoja"],
        "fila_escrita": fila["fila"], "origen_escrito": fila["origen"],
    }  # fmt: skip
