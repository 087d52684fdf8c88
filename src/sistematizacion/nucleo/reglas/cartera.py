"""Reglas de la cartera: presupuesto, avances, restricciones, cierres y obras por impuestos."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas.comunes import Fila, advertir, en, repetidas, sanas

ACUMULADOS = ("fisico_programado", "fisico_ejecutado", "financiero_programado", "financiero_ejecutado")
CON_CONVENIO = ("convenio", "ejecucion", "culminado")  # fases de OxI a las que se llega con un convenio firmado
ANTES_DEL_CONVENIO = ("idea", "priorizacion", "formulacion", "actos_previos", "proceso_de_seleccion")
EN_SOLES = {"inversiones": ("costo", "pia", "pim_inicial", "pim", "devengado"), "oxi": ("monto", "monto_convenio")}
MONTO_VEROSIMIL = 10_000  # soles; una cartera entera por debajo de eso está en otra escala
CRECE_HASTA = 10
CORRIJA = "Corrija uno de los dos."


def revisar(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    """Incoherencias dentro de cada fila y, en los avances, entre meses de una misma inversión."""
    for fila in sanas(tablas["inversiones"], "pim", "pim_inicial", "devengado", "costo"):
        yield from _presupuesto(fila)
    for columna in ACUMULADOS:
        yield from _acumulado(tablas["avances"], columna)
    yield from _sin_avances(tablas["inversiones"], tablas["avances"])
    for nombre, columnas in EN_SOLES.items():
        for columna in columnas:
            yield from _escala(tablas[nombre], columna)
    yield from repetidas(tablas["restricciones"], "descripcion")
    yield from repetidas(tablas["oxi"], "nombre")
    for fila in sanas(tablas["restricciones"], "estado", "fecha_levantamiento"):
        yield from _restriccion(fila)
    for fila in sanas(tablas["cierres"], "estado", "fecha_cierre", "ruta"):
        yield from _cierre(fila)
    banco = {f["cui"]: f for f in sanas(tablas["mef_inversiones"], "cui", "estado", "fecha_cierre")}
    for fila in sanas(tablas["cierres"], "cui", "estado"):
        yield from _en_el_banco(fila, banco.get(fila["cui"]))
    for fila in sanas(tablas["cierres"], "ultimo_devengado", "fecha_validacion", "fecha_inicio", "fecha_cierre", "estado"):
        yield from _plazos_del_cierre(fila)
    for fila in sanas(tablas["restricciones"], "estado", "medida"):
        if fila["estado"] == "levantada" and not fila["medida"]:
            yield advertir(fila, "medida", "está levantada y no dice con qué medida", "Escriba qué la levantó.", "")
    for fila in sanas(tablas["integridad"], "linea_base", "meta", "logro", "fecha", "medio_verificacion"):
        yield from _integridad(fila)
    for fila in sanas(tablas["oxi"], "convenio", "monto", "monto_convenio", "fase", "modalidad"):
        yield from _oxi(fila)
    for fila in sanas(tablas["convenios"], "monto", "monto_transferido"):
        if _supera(fila, "monto_transferido", "monto"):
            yield advertir(fila, "monto_transferido", f"supera al monto del convenio ({fila['monto']})", CORRIJA)


def _escala(tabla: pd.DataFrame, columna: str) -> Iterator[Problema]:
    """Montos tan chicos que parecen estar en miles o en millones."""
    filas = [f for f in sanas(tabla, columna) if f[columna]]
    if filas and max(f[columna] for f in filas) < MONTO_VEROSIMIL:
        regla = f"ningún monto llega a S/ {MONTO_VEROSIMIL}: ¿están en miles o en millones?"
        yield advertir(filas[0], columna, regla, "Los montos van en soles, con todas sus cifras.")


def _sin_avances(inversiones: pd.DataFrame, avances: pd.DataFrame) -> Iterator[Problema]:
    """Donde se llevan avances, la inversión que no tiene ninguno no se sigue, ni cuenta entre las que se atrasan."""
    con_avance = set(avances["cui"])
    for fila in sanas(inversiones, "cui") if con_avance else ():
        if fila["cui"] not in con_avance:
            yield advertir(fila, "cui", "no tiene ningún avance en la hoja avances", "Agréguelos si ya empezó.")


def _supera(fila: Fila, parte: str, todo: str) -> bool:
    return fila[parte] is not None and fila[todo] is not None and fila[parte] > fila[todo]


def _presupuesto(fila: Fila) -> Iterator[Problema]:
    if _supera(fila, "devengado", "pim"):
        regla = f"el devengado supera al PIM ({fila['pim']})"
        yield advertir(fila, "devengado", regla, "Revise ambos: no se devenga más de lo presupuestado.")
    if fila["devengado"] and fila["pim"] is None:
        yield advertir(
            fila, "pim", "hay devengado y no PIM: la inversión no entra en el avance", "Complete el PIM.", ""
        )
    if fila["pim"] and fila["pim_inicial"] and not CRECE_HASTA >= fila["pim"] / fila["pim_inicial"] >= 1 / CRECE_HASTA:
        regla = f"es más de {CRECE_HASTA} veces mayor o menor que el PIM inicial ({fila['pim_inicial']})"
        yield advertir(fila, "pim", regla, "Revise que ambos estén en soles.")
    if _supera(fila, "devengado", "costo"):
        yield advertir(fila, "devengado", f"el devengado del año supera al costo ({fila['costo']})", CORRIJA)


def _acumulado(avances: pd.DataFrame, columna: str) -> Iterator[Problema]:
    """Un avance acumulado no baja de un mes al siguiente."""
    anteriores: dict[str, Fila] = {}
    filas = [f for f in sanas(avances, "cui", "mes", columna) if f[columna] is not None]
    for fila in sorted(filas, key=lambda f: (f["cui"], f["mes"])):
        anterior = anteriores.get(fila["cui"])
        if anterior and fila[columna] < anterior[columna]:
            regla = f"es menor que el del mes anterior ({anterior[columna]}, fila {anterior['fila']}), y es acumulado"
            yield advertir(fila, columna, regla, "Revise si se escribió el avance del mes en vez del acumulado.")
        anteriores[fila["cui"]] = fila


def _restriccion(fila: Fila) -> Iterator[Problema]:
    levantada = fila["estado"] == "levantada"
    if fila["fecha_levantamiento"] and not levantada:
        yield en(
            fila, "estado", "tiene fecha de levantamiento y no está levantada", "Corrija el estado o borre la fecha."
        )
    if levantada and not fila["fecha_levantamiento"]:
        yield advertir(fila, "fecha_levantamiento", "está levantada y no dice cuándo", "Escriba la fecha.", "")


def _cierre(fila: Fila) -> Iterator[Problema]:
    cerrada = fila["estado"] == "cerrada"
    if fila["fecha_cierre"] and not cerrada:
        yield en(fila, "estado", "tiene fecha de cierre y no está cerrada", "Corrija el estado o borre la fecha.")
    if cerrada and not fila["fecha_cierre"]:
        yield advertir(fila, "fecha_cierre", "está cerrada y no dice cuándo", "Escriba la fecha.", "")
    if not fila["ruta"] and fila["estado"] not in ("identificada", "descartada"):
        yield advertir(fila, "ruta", "no dice por qué ruta se cierra", "Escríbala.", "")


def cerrada_en_el_banco(banco: Fila) -> bool:
    """Si el Banco de Inversiones la da por cerrada: por su estado o porque tiene fecha de cierre."""
    return banco["fecha_cierre"] is not None or (banco["estado"] or "").strip().casefold().startswith("cerrad")


def _en_el_banco(fila: Fila, banco: Fila | None) -> Iterator[Problema]:
    """Lo cerrado en el Banco de Inversiones y no en el registro, o al revés; si el Banco no dice su estado, nada."""
    if banco is None or not (banco["estado"] or banco["fecha_cierre"]):
        return
    en_el_banco, cerrada = cerrada_en_el_banco(banco), fila["estado"] == "cerrada"
    if en_el_banco and not cerrada:
        yield advertir(fila, "estado", "el Banco de Inversiones la da por cerrada", "Actualice el estado o revise el CUI.")
    if cerrada and not en_el_banco:
        regla = f"el Banco de Inversiones no la da por cerrada (estado {banco['estado'] or 'sin dato'})"
        yield advertir(fila, "estado", regla, "Revise si el cierre se registró en el Banco.")


def _plazos_del_cierre(fila: Fila) -> Iterator[Problema]:
    """Una inversión por cerrar está inactiva, se valida y después se tramita."""
    devengado, validada, inicio = fila["ultimo_devengado"], fila["fecha_validacion"], fila["fecha_inicio"]
    if devengado and validada and (devengado.year, devengado.month) > (validada.year, validada.month):
        regla = f"devengó después de validarse como inactiva ({validada})"
        yield advertir(fila, "ultimo_devengado", regla, CORRIJA)
    if validada and inicio and inicio < validada:
        yield advertir(fila, "fecha_inicio", f"el trámite empezó antes de validarla ({validada})", CORRIJA)
    if validada and fila["estado"] == "identificada":
        yield advertir(fila, "fecha_validacion", "dice cuándo se validó y sigue «identificada»", "Actualice el estado.")


def _integridad(fila: Fila) -> Iterator[Problema]:
    if fila["logro"] is None:
        return
    for columna, que in (("meta", "con qué meta se compara"), ("fecha", "de cuándo es"), ("medio_verificacion", "qué lo prueba")):
        if fila[columna] is None or fila[columna] == "":
            yield advertir(fila, columna, f"hay logro y no dice {que}", "Complételo.", "")
    if fila["meta"] is not None and fila["meta"] == fila["linea_base"]:
        yield advertir(fila, "meta", "es igual a la línea base: no hay nada que lograr", CORRIJA)


def _oxi(fila: Fila) -> Iterator[Problema]:
    if fila["convenio"] and not re.search(r"\d", fila["convenio"]):
        regla = "no es el número de un convenio, y contaría como firmado"
        yield en(fila, "convenio", regla, "Escriba su número; si no se firmó, déjelo vacío.")
    if fila["convenio"] and fila["fase"] in ANTES_DEL_CONVENIO:
        yield advertir(fila, "convenio", f"tiene convenio en fase «{fila['fase']}»", "Actualice la fase.")
    if fila["monto_convenio"] is not None and not fila["convenio"]:
        yield en(fila, "convenio", "hay monto de convenio y no convenio", "Escriba su número o borre el monto.", "")
    if _supera(fila, "monto_convenio", "monto"):
        yield advertir(fila, "monto_convenio", f"supera al monto del proyecto ({fila['monto']})", CORRIJA)
    if fila["modalidad"] == "oxi" and fila["fase"] in CON_CONVENIO and not fila["convenio"]:
        yield advertir(fila, "convenio", f"está en fase «{fila['fase']}» sin convenio", "Escriba su número.", "")
    if fila["convenio"]:
        yield from _convenio(fila)


def _convenio(fila: Fila) -> Iterator[Problema]:
    for columna, que in (("fecha_convenio", "cuándo se firmó"), ("monto_convenio", "por cuánto")):
        if "fecha_convenio" not in fila["danadas"] and fila[columna] is None:
            yield advertir(fila, columna, f"hay convenio y no dice {que}", "Complételo.", "")
