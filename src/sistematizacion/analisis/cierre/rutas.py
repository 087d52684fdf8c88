"""Por qué ruta le toca cerrarse a cada inversión: la escrita en el registro o, si falta, la que da la regla."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.analisis.medianas import anios
from sistematizacion.nucleo.reglas.cartera import cerrada_en_el_banco
from sistematizacion.reglas_de_cartera import Condicion, ReglaDeRuta

A_MANO, SIN_REGLA = "a mano", "ninguna regla se cumple"
CERRADA_EN_EL_BANCO = "Cerrada en el Banco y no en el registro."
ABIERTA_EN_EL_BANCO = "Cerrada en el registro y no en el Banco."
DEL_BANCO = ("estado", "situacion", "tiene_f9", "etapa_f9", "expediente_tecnico", "informe_cierre")
NOMBRES = {
    "estado": "estado en el Banco", "situacion": "situación en el Banco", "tiene_f9": "tiene Formato 09",
    "etapa_f9": "etapa del Formato 09", "expediente_tecnico": "expediente técnico registrado",
    "informe_cierre": "informe de cierre registrado", "culminada": "culminó su ejecución física",
    "documentacion": "documentación de liquidación",
    "anios_inactiva": "años desde el último devengado", "avance_fisico": "avance físico (%)",
    "avance_financiero": "devengado acumulado entre costo (%)",
}  # fmt: skip


def segmentar(cierres: pd.DataFrame, banco: pd.DataFrame, reglas: Sequence[ReglaDeRuta], corte: date) -> pd.DataFrame:
    """La ruta de cada inversión por cerrar y de dónde sale.

    Args:
        cierres: una fila por inversión, con ``cui``, ``ruta`` (vacía si nadie la decidió), ``estado``,
            ``culminada``, ``documentacion`` y ``ultimo_devengado``.
        banco: ``mef_inversiones``, o vacía si no se tomaron datos del MEF.
        reglas: en el orden en que se prueban.
        corte: hasta cuándo se cuentan los años sin devengar.

    Returns:
        Las mismas filas y en su orden, con ``ruta`` (vacía si ni el registro ni la regla la dan), ``por_que``, ``regla``
        (clave de la que se cumplió, o vacía), ``ruta_de_regla``, ``discrepa`` (la escrita no es la de la regla) y
        ``aviso`` (el Banco y el registro no coinciden en si está cerrada).
    """
    del_banco = {f["cui"]: f for f in banco.to_dict("records")}
    hechas = [_una(f, del_banco.get(f["cui"], {}), reglas, corte) for f in cierres.to_dict("records")]
    columnas = ("ruta", "por_que", "regla", "ruta_de_regla", "discrepa", "aviso")
    return cierres.assign(**{c: pd.Series([h[c] for h in hechas], index=cierres.index, dtype=object) for c in columnas})


def _una(fila: dict[str, Any], banco: dict[str, Any], reglas: Sequence[ReglaDeRuta], corte: date) -> dict[str, Any]:
    campos = campos_de(fila, banco, corte)
    regla = next((r for r in reglas if all(cumple(c, campos[c.campo]) for c in r.condiciones)), None)
    de_regla = regla.ruta if regla else ""
    escrita = fila["ruta"] or ""
    sale = explicar(regla, campos) if regla else SIN_REGLA
    return {
        "ruta": escrita or de_regla,
        "por_que": A_MANO if escrita else sale,
        "regla": regla.clave if regla else "",
        "ruta_de_regla": de_regla,
        "discrepa": bool(escrita and de_regla and escrita != de_regla),
        "aviso": _aviso(fila["estado"], banco),
    }


def campos_de(fila: dict[str, Any], banco: dict[str, Any], corte: date) -> dict[str, Any]:
    """Lo que se sabe de la inversión, con los nombres que usa la regla; lo que falta es ``None``.

    El último devengado es el del MEF y, si no está, el del registro.
    """
    devengado, costo = banco.get("devengado_acumulado"), banco.get("costo")
    return {
        **{c: banco.get(c) or None for c in DEL_BANCO},
        "culminada": fila["culminada"] or None,
        "documentacion": fila["documentacion"] or None,
        "anios_inactiva": anios(banco.get("ultimo_devengado") or fila["ultimo_devengado"], corte),
        "avance_fisico": banco.get("avance_fisico"),
        "avance_financiero": porcentaje(devengado, costo) if devengado is not None and costo else None,
    }


def cumple(condicion: Condicion, valor: str | int | Decimal | None) -> bool:
    """Si el valor de un campo pasa la prueba; sin dato, solo pasan «falta» y «no_es».

    >>> cumple(Condicion(campo="tiene_f9", es=("si",)), "SÍ"), cumple(Condicion(campo="avance_fisico", desde=95), 94)
    (True, False)
    """
    if condicion.falta:
        return valor is None
    if condicion.no_es:
        return valor is None or _llano(valor) not in map(_llano, condicion.no_es)
    if valor is None:
        return False
    if condicion.es:
        return _llano(valor) in map(_llano, condicion.es)
    desde, hasta = condicion.desde, condicion.hasta
    return (desde is None or valor >= desde) and (hasta is None or valor <= hasta)  # type: ignore[operator]


def explicar(regla: ReglaDeRuta, campos: dict[str, Any]) -> str:
    """«documentación de liquidación: parcial», con cada campo que la regla miró."""
    return "; ".join(f"{NOMBRES[c.campo]}: {_escrito(campos[c.campo])}" for c in regla.condiciones)


def _aviso(estado: str, banco: dict[str, Any]) -> str:
    if not banco or not (banco.get("estado") or banco.get("fecha_cierre")):
        return ""
    if cerrada_en_el_banco(banco):
        return "" if estado == "cerrada" else CERRADA_EN_EL_BANCO
    return ABIERTA_EN_EL_BANCO if estado == "cerrada" else ""


def _escrito(valor: object) -> str:
    if isinstance(valor, Decimal):
        return str(valor.quantize(Decimal(1)) if valor == valor.to_integral() else round(valor, 1))
    return "sin dato" if valor is None else str(valor)


def _llano(valor: object) -> str:
    """Sin tildes, en minúsculas y sin espacios de más: el Banco no las escribe siempre igual."""
    partes = unicodedata.normalize("NFD", str(valor).strip().casefold())
    return "".join(p for p in partes if not unicodedata.combining(p))
