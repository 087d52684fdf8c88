"""Arma la cartera que el tablero muestra: el registro de la región y lo que el MEF dice de ella, unidos por CUI.

Lo escrito a mano manda en lo suyo (nombre, unidad ejecutora, PIM inicial, avance físico, restricciones); el MEF, en el
presupuesto, su ejecución y las fechas del Banco (``campos.Campo.manda``). Donde una fuente no dice nada vale la otra.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.retraso import obras_con_retraso
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.rutas import Rutas
from sistematizacion.tablero import alertas
from sistematizacion.tablero.campos import CAMPOS, DE_LAS_FUENTES, MONTOS
from sistematizacion.tablero.fuentes_mef import DelMef, del_mef
from sistematizacion.tablero.proyeccion import proyectar
from sistematizacion.tablero.valores import Fila, dia, exacto, filas, limpio, mes

REGISTRO, MEF = "registro", "mef"
COMPARADOS = ("pia", "pim", "devengado", "devengado_acumulado", "costo")  # si las dos fuentes difieren, se dice


@dataclass(frozen=True)
class Cartera:
    """Las inversiones que se muestran y todo lo que se sabe de cada una.

    Cada fila de ``inversiones`` tiene los ``CAMPOS``, ``alertas`` (claves), ``del_mef`` (campos que vienen de ahí),
    ``lugar`` (archivo y fila del registro) y, de donde se alertó, ``abiertas`` y ``desde``. Los montos van en soles y
    los avances en tanto por ciento, exactos.
    """

    inversiones: list[Fila]
    meses: pd.DataFrame  # cui, mes, devengado, programado
    ejecutoras: list[Fila]  # cui, ejecutora, pim, devengado: quién ejecuta qué parte
    avances: list[Fila]
    restricciones: list[Fila]
    cierres: list[Fila]
    privadas: list[Fila]
    diferencias: list[Fila]  # cui, campo, registro: lo que el registro dice distinto del MEF
    criterios: alertas.Criterios
    corte: date
    mes_corte: str  # el último mes con devengado conocido, o el del corte
    factor: Decimal | None
    archivos: dict[str, str]

    @property
    def anio(self) -> int:
        """El año del presupuesto."""
        return int(self.mes_corte[:4])


def armar(expediente: Expediente, lugares: Rutas) -> Cartera:
    """La cartera de una región, en orden de PIM."""
    registro = _del_registro(expediente)
    mef = del_mef(expediente, lugares, registro)
    inversiones, diferencias = _unir(registro, mef)
    criterios = alertas.Criterios(expediente.fecha_corte, _umbrales(expediente), expediente.catalogo.cartera.f12b.dias_maximos)
    mes_corte = _mes_corte(mef, expediente.fecha_corte)
    avances = filas(expediente.tabla("avances"))
    for fila in avances:
        fila["mes"] = mes(fila["mes"])
    restricciones = filas(expediente.tabla("restricciones"))
    _poner_retraso(inversiones, expediente.tabla("avances"), criterios)
    _poner_restricciones(inversiones, restricciones)
    factor = _poner_proyeccion(inversiones, mef.meses, mes_corte)
    programado = _programado(mef.meses, mes_corte)
    for fila in inversiones:
        fila["programado"] = programado.get(fila["cui"])
        fila["alertas"] = alertas.alertas_de(fila, criterios)
    inversiones.sort(key=lambda f: (-(f["pim"] or 0), f["pim"] is None, f["cui"]))
    return Cartera(
        inversiones, mef.meses, _ejecutoras(inversiones, mef), avances, restricciones, filas(expediente.tabla("cierres")),
        filas(expediente.tabla("oxi")), diferencias, criterios, expediente.fecha_corte, mes_corte, factor,
        dict(sorted({**expediente.nucleo.archivos, **mef.archivos}.items())),
    )  # fmt: skip


def _umbrales(expediente: Expediente) -> dict[str, Decimal]:
    ficha = expediente.catalogo.indicadores["obras_con_retraso"]
    return {grado: Decimal(umbral) for grado, umbral in ficha.calculo.umbrales.items()} if ficha.calculo else {}


def _del_registro(expediente: Expediente) -> dict[str, Fila]:
    """Por CUI, lo escrito en el registro; si está en varias tablas, la CSP va antes que los cierres y que lo privado."""
    reunidas: dict[str, Fila] = {}
    for tabla, conjunto in (("inversiones", "csp"), ("cierres", "cierre"), ("oxi", "privada")):
        for fila in filas(expediente.tabla(tabla)):
            if fila["cui"] is None:
                continue
            lugar = (fila["archivo"], fila["hoja"] or "", fila["fila"])
            propia = reunidas.setdefault(fila["cui"], {"conjunto": conjunto, "lugar": lugar})
            propios = _como_inversion(fila) if tabla == "oxi" else fila
            for campo in DE_LAS_FUENTES:
                if propia.get(campo) is None:
                    propia[campo] = propios.get(campo)
            if tabla == "cierres" and fila["estado"] == "cerrada":
                propia["situacion"] = "cerrada"
    return reunidas


def _como_inversion(fila: Fila) -> Fila:
    """Un proyecto con participación privada; su modalidad va con sus demás datos, no con las de ejecución."""
    return {"cui": fila["cui"], "nombre": fila["nombre"]}


def _unir(registro: dict[str, Fila], mef: DelMef) -> tuple[list[Fila], list[Fila]]:
    """Las inversiones unidas y en qué difiere el registro del MEF."""
    del_banco = {fila["cui"]: fila for fila in mef.inversiones}
    unidas, diferencias = [], []
    for cui in dict.fromkeys([*registro, *del_banco]):
        propia, ajena = registro.get(cui, {}), del_banco.get(cui, {})
        fila: Fila = dict.fromkeys(CAMPOS) | {
            "conjunto": propia.get("conjunto", "resto"), "lugar": propia.get("lugar"), "del_mef": set(), "abiertas": 0,
            "desde": None,
        }  # fmt: skip
        for campo in DE_LAS_FUENTES:
            valor = _tipado(campo, propia.get(campo))
            banco = _tipado(campo, ajena.get("corte" if campo == "corte_mef" else campo))
            del_mef_gana = banco is not None and (CAMPOS[campo].manda == MEF or valor is None)
            fila[campo] = banco if del_mef_gana else valor
            if del_mef_gana:
                fila["del_mef"].add(campo)
            if campo in COMPARADOS and None not in (valor, banco) and valor != banco:
                diferencias.append({"cui": cui, "campo": campo, "registro": valor})
        fila["cui"] = cui
        fila["situacion"] = _situacion(ajena, propia)
        fila["fisico"] = exacto(ajena.get("avance_fisico"))
        if fila["fisico"] is not None:
            fila["del_mef"].add("fisico")
        unidas.append(fila)
    return unidas, diferencias


def _tipado(campo: str, valor: object) -> object:
    clase = CAMPOS[campo].clase
    if campo in MONTOS:
        return exacto(valor)
    return dia(valor) if clase == "fecha" else mes(valor) if clase == "mes" else limpio(valor)


def _situacion(banco: Fila, registro: Fila) -> str | None:
    """Activa, cerrada o desactivada: la del Banco; si no está en él, la que se deduce de estar en el registro."""
    dicha = str(banco.get("clase") or banco.get("estado") or "").lower()
    for inicio, situacion in (("activ", "activa"), ("cerrad", "cerrada"), ("desactiv", "desactivada")):
        if dicha.startswith(inicio):
            return situacion
    return registro.get("situacion") or ("activa" if registro else None)


def _mes_corte(mef: DelMef, corte: date) -> str:
    """Hasta qué mes llegan los montos: el menor corte del MEF que no pase del de la región."""
    conocidos = [m for m in (mes(fila.get("corte")) for fila in mef.inversiones) if m]
    return min(max(conocidos, default=f"{corte:%Y-%m}"), f"{corte:%Y-%m}")


def _poner_retraso(inversiones: list[Fila], avances: pd.DataFrame, criterios: alertas.Criterios) -> None:
    """El avance físico y el SPI del registro, que mandan sobre lo declarado en el Banco."""
    medidos = {f["cui"]: f for f in filas(obras_con_retraso(avances, criterios.umbrales))}
    for fila in inversiones:
        medido = medidos.get(fila["cui"])
        if medido is None:
            fila["retraso"] = "sin_dato"
            continue
        fila |= {
            "fisico": medido["fisico_ejecutado"], "fisico_programado": medido["fisico_programado"],
            "mes_fisico": mes(medido["mes"]), "spi": medido["spi"], "retraso": medido["grado"] or "sin_retraso",
        }  # fmt: skip
        fila["del_mef"].discard("fisico")


def _poner_restricciones(inversiones: list[Fila], restricciones: list[Fila]) -> None:
    por_cui = {fila["cui"]: fila for fila in inversiones}
    for restriccion in restricciones:
        if restriccion["estado"] == "levantada" or restriccion["cui"] not in por_cui:
            continue
        fila, desde = por_cui[restriccion["cui"]], dia(restriccion["fecha"])
        fila["abiertas"] += 1
        fila["desde"] = min(filter(None, (fila["desde"], desde)), default=None)


def _poner_proyeccion(inversiones: list[Fila], meses: pd.DataFrame, mes_corte: str) -> Decimal | None:
    base = pd.DataFrame(
        {c: pd.Series([f[c] for f in inversiones], dtype=object) for c in ("cui", "pim", "devengado")}
    )  # fmt: skip
    proyectadas = proyectar(base, meses.assign(devengado=[exacto(v) for v in meses["devengado"]]), mes_corte)
    for fila in inversiones:
        fila["proyeccion"] = proyectadas.ritmo.get(fila["cui"])
        fila["proyeccion_patron"] = proyectadas.patron.get(fila["cui"])
    return proyectadas.factor


def _programado(meses: pd.DataFrame, mes_corte: str) -> dict[str, Decimal]:
    """Por CUI, lo programado en el año hasta el corte; un CUI sin programación no está."""
    sumas: dict[str, Decimal] = {}
    for fila in filas(meses):
        if fila["programado"] is not None and mes_corte[:4] == fila["mes"][:4] and fila["mes"] <= mes_corte:
            sumas[fila["cui"]] = sumas.get(fila["cui"], Decimal(0)) + (exacto(fila["programado"]) or Decimal(0))
    return sumas


def _ejecutoras(inversiones: Iterable[Fila], mef: DelMef) -> list[Fila]:
    """Quién ejecuta cada inversión y qué parte: las ejecutoras del SIAF o, si no constan, su unidad ejecutora entera."""
    del_siaf: dict[str, list[Fila]] = {}
    for fila in mef.ejecutoras:
        if fila.get("ejecutora"):
            del_siaf.setdefault(fila["cui"], []).append(fila)
    partes = []
    for fila in inversiones:
        suyas = del_siaf.get(fila["cui"]) or [fila | {"ejecutora": fila["unidad_ejecutora"]}]
        partes += [
            {"cui": fila["cui"], "ejecutora": p["ejecutora"], "pim": exacto(p["pim"]), "devengado": exacto(p["devengado"])}
            for p in suyas if p["ejecutora"]
        ]  # fmt: skip
    return partes
