"""Las obras de una inversión en el SSI (``exInfoObras``), que las toma de INFObras, con sus avances mes a mes.

De cada obra queda su último avance publicado. Los avances sin publicar no se usan, y se dice cuántos son.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import NoSeEntiende
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
from sistematizacion.fuentes.chicos.cruda import Alias
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, lista_de_objetos, objetos
from sistematizacion.fuentes.chicos.dias import periodo
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "ssi_obras"
ALIAS = Alias({
    "obra": ("ObraId",), "snip": ("CodigoSnip",), "cui": ("CodigoUnico",), "nombre": ("ObraDesc",),
    "entidad": ("Ejecutora",), "fecha_inicio": ("InicioObra",), "departamento": ("CDPT_DPTO",), "provincia": ("CPRV_PROV",),
    "distrito": ("CDST_DISTRIT",), "ubigeo": ("ubigeo",), "avance_fisico": ("AvFisAcumReal",),
    "avance_programado": ("AvFisAcumProg",), "monto_ejecutado": ("AvValAcumReal",),
})  # fmt: skip
PARTES_DE_UBIGEO = ("CDPT_CD_DPTO", "CPRV_CODIGO", "CDST_CODIGO")
PUBLICADO = "PUBLICADO"
ANIDADOS = ("Ubigeo", "Coordenadas", "Avances")


def reconoce(muestra: Muestra) -> bool:
    """Un JSON con el código y el nombre de la obra, y sus avances."""
    return {"ObraId", "ObraDesc", "Avances"} <= claves_de_json(muestra)


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por obra, con su último avance publicado."""
    bitacora = Bitacora(archivo)
    obras = [o for o in objetos(leer_json(ruta, bitacora)) if "ObraId" in o]
    cruda = de_registros([_aplanar(o, bitacora) for o in obras])
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "obras", bitacora)
    cuantas = segun(len(obras), "obra", "obras")
    bitacora.entender(f"Trae {cuantas} del SSI, en soles; el monto ejecutado es la valorización acumulada.")
    if "cui" not in campos:
        bitacora.suponer("las obras traen código SNIP y no CUI: no se sabe su CUI")
    filas = len(cruda.filas)
    tabla = tabla_de("obras", campos, filas)
    return lectura(CLAVE, "obras", tabla, bitacora, marco(apartar(cruda, sobran, bitacora), filas))


def _aplanar(obra: Mapping[str, Any], bitacora: Bitacora) -> dict[str, Any]:
    """La obra en un solo nivel: su lugar, y de sus avances el último publicado."""
    lugar = obra.get("Ubigeo") or {}
    if not isinstance(lugar, Mapping):
        bitacora.fallar("se espera un objeto", "", {"lugar": f"obra {obra['ObraId']}, campo Ubigeo", "valor": str(lugar)})
        lugar = {}
    partes = [str(lugar.get(p) or "") for p in PARTES_DE_UBIGEO]
    plana = {c: v for c, v in obra.items() if c not in ANIDADOS}
    plana |= {c: lugar.get(c) for c in ("CDPT_DPTO", "CPRV_PROV", "CDST_DISTRIT")}
    plana["ubigeo"] = "".join(partes) if all(partes) else None
    avances = lista_de_objetos(obra.get("Avances"), f"obra {obra['ObraId']}, campo Avances", bitacora)
    ultimo = _ultimo_publicado(avances, str(obra["ObraId"]), bitacora)
    return plana | {c: ultimo.get(c) for c in ("AvFisAcumReal", "AvFisAcumProg", "AvValAcumReal")}


def _ultimo_publicado(avances: Sequence[Mapping[str, Any]], obra: str, bitacora: Bitacora) -> Mapping[str, Any]:
    fechados = []
    for numero, avance in enumerate(avances, 1):
        try:
            fechados.append((periodo(str(avance.get("Periodo") or "")) or "", avance))
        except NoSeEntiende as falla:
            lugar = {"lugar": f"obra {obra}, avance {numero}", "valor": str(avance.get("Periodo"))}
            bitacora.fallar(falla.regla, falla.remedio, lugar)
    fechados.sort(key=lambda par: par[0])
    publicados = [(p, a) for p, a in fechados if a.get("Estado") == PUBLICADO]
    if sin_publicar := len(fechados) - len(publicados):
        dichos = segun(sin_publicar, "avance sin publicar, que no se usa", "avances sin publicar, que no se usan")
        bitacora.entender(f"La obra {obra} tiene {dichos}.")
    if not publicados:
        bitacora.entender(f"La obra {obra} no tiene avances publicados.")
        return {}
    bajan = [
        p for (_, antes), (p, despues) in zip(publicados, publicados[1:], strict=False)
        if _valorizado(despues) < _valorizado(antes)
    ]  # fmt: skip
    if bajan:
        bitacora.advertir(f"en la obra {obra} la valorización acumulada baja en {', '.join(bajan)}", "Queda la última.")
    bitacora.entender(f"Los avances de la obra {obra} son de {publicados[-1][0]}, su último mes publicado.")
    return publicados[-1][1]


def _valorizado(avance: Mapping[str, Any]) -> Decimal:
    """Lo valorizado hasta ese mes; de lo que no es un número responde la lectura de su columna."""
    monto = avance.get("AvValAcumReal")
    return monto if isinstance(monto, Decimal) else Decimal(0)


FORMATO = Formato(CLAVE, "SSI, obras de la inversión", "obras", reconoce, leer)
