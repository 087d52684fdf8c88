"""La ficha de una inversión en el SSI (``exInfoSnip``): un objeto con los códigos como flotantes y cada fecha dos veces."""

from pathlib import Path

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
from sistematizacion.fuentes.chicos.dias import fechas
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "ssi_inversion"
ALIAS = Alias({
    "cui": ("CodigoUnico",), "snip": ("CodigoSnip",), "nombre": ("Nombre",), "estado": ("Estado",),
    "situacion": ("Situacion",), "sector": ("Sector",), "entidad": ("Pliego",), "uf": ("Uf",), "funcion": ("Funcion",),
    "programa": ("Programa",), "subprograma": ("Subprograma",), "marco": ("Marco",),
    "monto_viable": ("MontoAlternativa",), "costo": ("Costo",), "controversias": ("MontoLaudo",),
    "carta_fianza": ("MontoFianza",), "fecha_registro": ("FechaRegistroStr",), "fecha_viabilidad": ("FechaViabilidadStr",),
    "expediente_tecnico": ("FlagExpedienteTecnico",), "clase": ("FlagCerrado",), "beneficiarios": ("Beneficiario",),
})  # fmt: skip
FECHAS_DOS_VECES = {"fecha_viabilidad": "FechaViabilidad", "fecha_registro": "FechaRegistro"}
SI_O_NO = {"1": "SI", "0": "NO"}
CLASE_DE_CERRADO = {"0": "activa", "1": "cerrada"}


def reconoce(muestra: Muestra) -> bool:
    """Un JSON con el código único, el monto de la alternativa y la marca de cerrado."""
    return {"CodigoUnico", "MontoAlternativa", "FlagCerrado"} <= claves_de_json(muestra)


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por inversión de la respuesta."""
    bitacora = Bitacora(archivo)
    cruda = de_registros([o for o in objetos(leer_json(ruta, bitacora)) if "CodigoUnico" in o])
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "inversiones", bitacora)
    bitacora.entender("Es la ficha de una inversión en el SSI, en soles.")
    bitacora.suponer("el monto viable es el de la alternativa (MontoAlternativa)")
    repetidas = _fechas_dos_veces(cruda, campos, posiciones, bitacora)
    if "expediente_tecnico" in campos:
        campos["expediente_tecnico"] = [SI_O_NO.get(v, v) for v in campos["expediente_tecnico"]]
    if "clase" in campos:
        campos["clase"] = [CLASE_DE_CERRADO.get(v) for v in campos["clase"]]
    filas = len(cruda.filas)
    tabla = tabla_de("inversiones", campos, filas)
    resto = apartar(cruda, [n for n in sobran if n not in repetidas], bitacora)
    return lectura(CLAVE, "inversiones", tabla, bitacora, marco(resto, filas))


def _fechas_dos_veces(cruda: Cruda, campos: dict, posiciones: dict[str, int], bitacora: Bitacora) -> set[int]:
    """Revisa que cada fecha diga lo mismo en sus dos formas; se usa la escrita, y da las posiciones de las otras."""
    repetidas = set()
    for clave, otro in FECHAS_DOS_VECES.items():
        if otro not in cruda.titulos:
            continue
        posicion = cruda.titulos.index(otro)
        repetidas.add(posicion)
        segundas = fechas(cruda.columna(posicion), lambda n, p=posicion: cruda.lugar(n, p), bitacora)
        primeras = campos.setdefault(clave, [None] * len(segundas))
        for n, (una, otra) in enumerate(zip(primeras, segundas, strict=True)):
            if una is None:
                primeras[n] = otra
            elif otra is not None and una != otra:
                regla = f"la fecha no es la misma que en {cruda.titulos[posiciones[clave]]}: quedó {una:%d/%m/%Y}"
                bitacora.advertir(regla, "Revise cuál es.", cruda.lugar(n, posicion, cruda.filas[n][posicion]))
    return repetidas


FORMATO = Formato(CLAVE, "SSI, ficha de la inversión", "inversiones", reconoce, leer)
