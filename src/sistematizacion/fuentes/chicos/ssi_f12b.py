"""El Formato 12-B de una inversión, como lo responde el SSI: los meses del año vigente, el estado y las fechas."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.comun import (
    Formato,
    Muestra,
    apartar,
    claves_de_json,
    lectura,
    leer_campos,
    marco,
    repartir,
    tabla_de,
)
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, objetos
from sistematizacion.fuentes.clases import MESES
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "ssi_f12b"
POR_MES = {
    "programado": ("MONTO_PROGRAMADO",), "actualizado": ("MONTO_ACTUALIZADO",),
    "devengado": ("DEV_ANO_VIG", "DEV_AÑO_VIG", "DEV_ANIO_VIG"),
}  # fmt: skip
CUI = ("CODIGO_UNICO", "COD_UNICO", "CUI")
ALIAS = Alias({
    "cui": CUI, "nombre": ("NOMBRE_INVERSION", "NOMBRE"), "estado": ("ESTADO",), "anio": ("ANIO", "ANO_EJE"),
    "fecha_f12b": ("FECHA_ULT_ACT_F12B",), "periodo_f12b": ("ULT_PERIODO_REG_F12B",),
    "estado_situacional": ("ULT_ESTADO_SITUACIONAL",), "problema": ("ULT_PROBLEMA",), "accion": ("ACC_PROBLEMA",),
    "fecha_declaracion": ("FEC_DECLA_ESTIM", "FEC_DECLARA_ESTIM", "ULT_FEC_DECLA_ESTIM"),
    "avance_fisico": ("PORC_AVANCE_FIS", "AVANCE_FISICO"), "avance_ejecucion": ("PORC_AVANCE_EJEC", "AVANCE_EJECUCION"),
    "devengado_acumulado": ("DEV_ACUMULADO", "DEVENGADO_ACUMULADO"),
    "devengado_anio": ("DEV_ANO_ACTUAL", "DEV_AÑO_ACTUAL", "DEV_ANIO_ACTUAL"),
    "pim": ("PIM_ANO_ACTUAL", "PIM_AÑO_ACTUAL", "PIM_ANIO_ACTUAL", "PIM"),
    "inicio_fisico": ("FEC_INI_EJ", "INICIO_EJEC_FISICA"), "fin_fisico": ("FEC_FIN_EJ", "CULMINA_EJEC_FISICA"),
} | {
    f"{que}_{mes}": tuple(f"{campo}_{int(mes)}" for campo in campos) for que, campos in POR_MES.items() for mes in MESES
})  # fmt: skip
PROPIOS = {"FECHA_ULT_ACT_F12B", "ULT_PERIODO_REG_F12B", "MONTO_PROGRAMADO_1", "DEV_ANO_VIG_1"}


def reconoce(muestra: Muestra) -> bool:
    """Un JSON con la fecha del 12-B y los montos programados de sus meses."""
    return len(PROPIOS & claves_de_json(muestra)) >= 2


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por inversión de la respuesta."""
    bitacora = Bitacora(archivo)
    cruda = de_registros([o for o in objetos(leer_json(ruta, bitacora)) if len(PROPIOS & o.keys()) >= 2])
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    if "cui" not in posiciones:
        bitacora.fallar(
            "la respuesta no dice de qué inversión es", f"Agregue al registro el campo {CUI[0]} con el CUI que se consultó."
        )
    campos = leer_campos(cruda, posiciones, "seguimiento", bitacora)
    bitacora.cerrar()
    bitacora.entender("Es el Formato 12-B del SSI, en soles; sus meses son los del año vigente al consultarlo.")
    campos["anio"] = _anios(campos, cruda, bitacora)
    if {"avance_fisico", "avance_ejecucion"} <= campos.keys():
        regla = "los avances van por su nombre: PORC_AVANCE_FIS es el físico y PORC_AVANCE_EJEC el de ejecución"
        bitacora.suponer(regla, "Hay programas que los cruzan: compárelos con un caso conocido.")
    filas = len(cruda.filas)
    tabla = tabla_de("seguimiento", campos, filas)
    return lectura(CLAVE, "seguimiento", tabla, bitacora, marco(apartar(cruda, sobran, bitacora), filas))


def _anios(campos: Mapping[str, Sequence[Any]], cruda: Cruda, bitacora: Bitacora) -> list[int | None]:
    """El año de los meses: el que dice la respuesta o, si no lo dice, el de su fecha y su periodo, cuando coinciden."""
    nada = [None] * len(cruda.filas)
    dichos, dias, periodos = (campos.get(c, nada) for c in ("anio", "fecha_f12b", "periodo_f12b"))
    anios: list[int | None] = []
    for n, (dicho, dia, periodo) in enumerate(zip(dichos, dias, periodos, strict=True)):
        posibles = {dia.year if dia else None, int(periodo[:4]) if periodo else None} - {None}
        if dicho is None and len(posibles) == 1:
            dicho = posibles.pop()
            bitacora.suponer(f"los meses son del año {dicho}, el de la última actualización del 12-B", lugar=cruda.lugar(n))
        elif dicho is None:
            regla = "no se sabe de qué año son los meses"
            bitacora.advertir(regla, "Agregue al registro el campo ANIO.", cruda.lugar(n))
        anios.append(dicho)
    return anios


FORMATO = Formato(CLAVE, "SSI, Formato 12-B", "seguimiento", reconoce, leer)
