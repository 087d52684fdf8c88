"""La matriz de control físico-financiero: una fila por inversión de la cartera seleccionada."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control import desempeno
from sistematizacion.analisis.control.meses import Mes, fin_de, mes_de, mover, por_inversion, ultimo_con, valor

ABIERTAS = ("abierta", "en_proceso")
DEL_REGISTRO, DEL_MEF, DE_AVANCES = "registro", "mef", "avances"  # de dónde sale el avance financiero acumulado
COLUMNAS = (
    "cui", "nombre", "unidad_ejecutora", "pim_inicial", "pim", "variacion", "variacion_porcentaje", "devengado",
    "avance_pim", "costo", "acumulado", "acumulado_de", "avance_financiero", "mes", "programado", "ejecutado", "spi",
    "valor_ganado", "cpi", "estado", "spi_anterior", "diferencia", "tendencia", "restriccion", "fecha_f12b", "f12b_de",
    "dias_f12b", "f12b_vencido", "de_inversion", "de_avance", "de_anterior", "de_mef", "de_financiero",
)  # fmt: skip


def matriz(
    inversiones: pd.DataFrame,
    avances: pd.DataFrame,
    restricciones: pd.DataFrame,
    mef: pd.DataFrame,
    umbrales: Mapping[str, Decimal],
    corte: date,
    dias_maximos: int,
) -> pd.DataFrame:
    """Presupuesto, avances, desempeño, última restricción y antigüedad del Formato 12-B de cada inversión.

    Args:
        inversiones, avances, restricciones: las tablas de la región.
        mef: ``mef_inversiones``, o vacía; completa el devengado acumulado y la fecha del F12-B que el registro no da.
        umbrales: por grado de retraso, el SPI por debajo del cual se está en él.
        corte: la fecha de corte de la región; lo posterior no cuenta.
        dias_maximos: pasados estos días sin actualizarse, el Formato 12-B está vencido.

    Returns:
        Una fila por inversión, en el orden de la tabla, con ``COLUMNAS``. Los montos van en soles y los avances, en
        tanto por ciento; lo que no se puede saber es None. ``mes`` es el del avance físico que se usó.
        ``restriccion`` y las columnas ``de_…`` son las filas de que sale cada dato, como diccionarios, o None:
        ``de_avance`` la de ese mes, ``de_anterior`` la del mes anterior si tiene SPI y ``de_financiero`` la del avance
        financiero que se usó a falta de devengado acumulado.
    """
    por_cui = por_inversion(avances, corte)
    del_mef = {str(f["cui"]): f for f in mef.to_dict("records")}
    filas = []
    for inversion in inversiones.to_dict("records"):
        cui = str(inversion["cui"])
        filas.append(
            _presupuesto(inversion)
            | _financiero(inversion, por_cui.get(cui, {}), del_mef.get(cui))
            | _fisico(por_cui.get(cui, {}), umbrales, corte)
            | _f12b(inversion, del_mef.get(cui), corte, dias_maximos)
            | {"restriccion": ultima_restriccion(restricciones[restricciones["cui"] == cui], corte)}
        )
    for fila in filas:
        fila |= _cpi(fila, corte)
    return pd.DataFrame(filas, columns=list(COLUMNAS), dtype=object)


def ultima_restriccion(suyas: pd.DataFrame, corte: date) -> dict[str, Any] | None:
    """La última restricción sin levantar de una inversión o, si no tiene, la última de todas; nada si no tuvo."""
    hasta = [f for f in suyas.to_dict("records") if f["fecha"] is None or f["fecha"] <= corte]
    orden = sorted(hasta, key=lambda f: (f["estado"] in ABIERTAS, f["fecha"] or date.min))
    return orden[-1] if orden else None


def _presupuesto(inversion: dict[str, Any]) -> dict[str, Any]:
    de_la_fila = ("cui", "nombre", "unidad_ejecutora", "pim_inicial", "pim", "devengado", "costo")
    variacion = desempeno.restar(inversion["pim"], inversion["pim_inicial"])
    return {c: inversion[c] for c in de_la_fila} | {
        "variacion": variacion,
        "variacion_porcentaje": desempeno.dividir(variacion, inversion["pim_inicial"], 100),
        "avance_pim": desempeno.dividir(inversion["devengado"], inversion["pim"], 100),
        "de_inversion": inversion,
    }


def _financiero(inversion: dict[str, Any], meses: Mapping[Mes, dict], mef: dict[str, Any] | None) -> dict[str, Any]:
    """Devengado acumulado ÷ costo; si nadie da el acumulado, lo último que dicen los avances.

    Nunca el AVANCE_EJECUCION del Banco de Inversiones, que mezcla lo físico con lo financiero.
    """
    acumulado, de_donde = inversion["devengado_acumulado"], DEL_REGISTRO
    if acumulado is None and mef and mef["devengado_acumulado"] is not None:
        acumulado, de_donde = mef["devengado_acumulado"], DEL_MEF
    avance = desempeno.dividir(acumulado, inversion["costo"], 100)
    mes = ultimo_con(meses, "financiero_ejecutado")
    de_avances = avance is None and mes is not None
    return {
        "acumulado": acumulado,
        "avance_financiero": valor(meses, mes, "financiero_ejecutado") if de_avances else avance,
        "acumulado_de": DE_AVANCES if de_avances else de_donde if avance is not None else "",
        "de_mef": mef,
        "de_financiero": meses[mes] if de_avances and mes else None,
    }


def _fisico(todos: Mapping[Mes, dict], umbrales: Mapping[str, Decimal], corte: date) -> dict[str, Any]:
    """El último mes con SPI o, si ninguno lo tiene, el último que dice algo de lo ejecutado o de lo programado."""
    meses = {m: f for m, f in todos.items() if m <= mes_de(corte)}
    indices = {m: desempeno.spi(f["fisico_programado"], f["fisico_ejecutado"]) for m, f in meses.items()}
    mes = max((m for m, v in indices.items() if v is not None), default=None)
    medido = mes is not None
    mes = mes or ultimo_con(meses, "fisico_ejecutado") or ultimo_con(meses, "fisico_programado")
    actual, anterior = (indices.get(m) if m else None for m in (mes, mover(mes, -1) if mes else None))
    sin_programar = not medido and valor(meses, mes, "fisico_programado") == 0
    return {
        "mes": fin_de(mes) if mes else None,
        "programado": valor(meses, mes, "fisico_programado"),
        "ejecutado": valor(meses, mes, "fisico_ejecutado"),
        "spi": actual,
        "estado": desempeno.SIN_PROGRAMAR if sin_programar else desempeno.estado(actual, umbrales),
        "spi_anterior": anterior,
        "diferencia": desempeno.restar(actual, anterior),
        "tendencia": desempeno.tendencia(actual, anterior),
        "de_avance": meses[mes] if mes else None,
        "de_anterior": meses[mover(mes, -1)] if mes and anterior is not None else None,
    }


def _cpi(fila: dict[str, Any], corte: date) -> dict[str, Any]:
    """Valor ganado ÷ devengado acumulado, si el avance físico y el devengado llegan los dos al mes de corte."""
    del_mef = fila["de_mef"]["corte"] if fila["acumulado_de"] == DEL_MEF and fila["de_mef"].get("corte") else corte
    del_corte = fila["mes"] is not None and mes_de(fila["mes"]) == mes_de(corte) == mes_de(del_mef)
    ganado = desempeno.valor_ganado(fila["ejecutado"], fila["costo"]) if del_corte else None
    return {"valor_ganado": ganado, "cpi": desempeno.dividir(ganado, fila["acumulado"])}


def _f12b(inversion: dict[str, Any], mef: dict[str, Any] | None, corte: date, dias_maximos: int) -> dict[str, Any]:
    dia, de_donde = inversion["fecha_f12b"], DEL_REGISTRO
    if dia is None and mef:
        dia, de_donde = mef["fecha_f12b"], DEL_MEF
    dias = (corte - dia).days if dia is not None and dia <= corte else None
    vencido = None if dias is None else dias > dias_maximos
    return {"fecha_f12b": dia, "f12b_de": de_donde if dia else "", "dias_f12b": dias, "f12b_vencido": vencido}

