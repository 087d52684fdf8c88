"""INFObras, de la Contraloría: el exporte de su búsqueda (ocho columnas) y su dataset de obras públicas (noventa y siete).

Del dataset se leen las columnas por su nombre: no hay un orden publicado, algunos nombres se repiten, hay un título de
tres filas encima del encabezado y el decimal va tras un espacio («1205287 56»). Una inversión puede tener varias obras.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.comun import (
    INICIO_DE_JSON,
    Formato,
    Muestra,
    apartar,
    claves_de_json,
    encabezados,
    lectura,
    leer_campos,
    marco,
    repartir,
    tabla_de,
)
from sistematizacion.fuentes.chicos.cruda import FILAS_DE_TITULO, Alias, Cruda, leer_tabla
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, objetos
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

BUSQUEDA, DATASET = "infobras_busqueda", "infobras_dataset"
ALIAS = Alias({
    "obra": ("Código INFOBRAS", "Código de INFOBRAS", "Cod. INFOBRAS", "Código de obra", "Código Obra"),
    "cui": ("Código Único de Inversión", "Código Único de Inversiones", "CUI", "Código Único", "Código Único (CUI)"),
    "snip": ("Código SNIP", "SNIP"),
    "nombre": ("Nombre de la obra", "Nombre de obra", "Nombre obra", "Descripción de la obra"),
    "entidad": ("Entidad Pública", "Entidad", "Nombre de la entidad"),
    "modalidad": ("Modalidad de ejecución", "Modalidad de ejecución de la obra"),
    "estado": ("Estado de obra", "Estado de ejecución", "Estado de la obra"),
    "departamento": ("Departamento",),
    "provincia": ("Provincia",),
    "distrito": ("Distrito",),
    "ubigeo": ("Ubigeo", "Código Ubigeo"),
    "causal": ("Causal de paralización", "Causal de la paralización", "Causales de paralización"),
    "paralizada": ("Existe Paralización", "¿Existe paralización?", "Obra paralizada", "Paralización"),
    "monto_expediente": (
        "Monto Expediente Técnico", "Monto del Expediente Técnico", "Monto de aprobación de expediente técnico",
        "Monto aprobado del expediente técnico",
    ),
    "monto_viable": ("Monto Viable/Aprobado", "Monto Viable", "Monto viable / aprobado"),
    "monto_ejecutado": ("Monto de ejecución financiera de la obra", "Monto de ejecución financiera"),
    "avance_fisico": ("Avance Físico Real Acumulado (%)", "Avance físico real acumulado", "Avance físico real (%)"),
    "avance_programado": (
        "Avance Físico Programado Acumulado (%)", "Avance físico programado acumulado", "Avance físico programado (%)",
    ),
    "fecha_inicio": ("Fecha de Inicio", "Fecha de inicio de obra", "Fecha de inicio de la obra"),
    "plazo_dias": ("Plazo de ejecución (en dias)", "Plazo de ejecución en días", "Plazo de ejecución (días)"),
})  # fmt: skip
DE_BUSQUEDA = {"obra", "cui", "nombre", "estado", "monto_expediente"}
DE_DATASET = {"nombre", "entidad", "estado", "monto_ejecutado"}
TITULOS_DE_ADORNO = 3  # una primera fila con tan pocas celdas es un título y no un encabezado
LARGO_DE_UBIGEO = 6
SI_O_NO = {"si": "SI", "no": "NO", "1": "SI", "0": "NO", "verdadero": "SI", "falso": "NO"}


def _es_busqueda(halladas: set[str]) -> bool:
    return halladas >= DE_BUSQUEDA and not _es_dataset(halladas)


def _es_dataset(halladas: set[str]) -> bool:
    return halladas >= DE_DATASET and bool(halladas & {"avance_fisico", "paralizada"})


def reconoce_busqueda(muestra: Muestra) -> bool:
    """Una tabla con código INFOBRAS, CUI, nombre, estado y monto del expediente."""
    return any(_es_busqueda(halladas) for halladas in _columnas(muestra))


def reconoce_dataset(muestra: Muestra) -> bool:
    """Una tabla, o un JSON, con obra, entidad, estado, ejecución financiera y avance o paralización."""
    return any(_es_dataset(halladas) for halladas in _columnas(muestra))


def _columnas(muestra: Muestra) -> Iterator[set[str]]:
    """Las columnas conocidas de cada fila que puede ser el encabezado."""
    yield ALIAS.conocidas(sorted(claves_de_json(muestra)))
    titulos = encabezados(muestra)
    for plegados in titulos:
        yield {ALIAS.maneras[t] for t in plegados if t in ALIAS.maneras}
    if muestra.hojas and all(len(t) <= TITULOS_DE_ADORNO for t in titulos):
        for fila in _primeras_filas(muestra.ruta):
            yield ALIAS.conocidas(fila)


def _primeras_filas(ruta: Path) -> Iterator[list[str]]:
    """Las primeras filas de un libro cuya fila 1 es un título, sin leer el resto; nada si no se puede abrir."""
    try:
        libro = openpyxl.load_workbook(ruta, read_only=True)
        for hoja in libro.worksheets:
            hoja.reset_dimensions()
            for fila in hoja.iter_rows(max_row=FILAS_DE_TITULO, values_only=True):
                yield [str(v) for v in fila if v is not None]
        libro.close()
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError):
        return


def leer_busqueda(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por obra del exporte de la búsqueda."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, ALIAS, _es_busqueda, bitacora)
    bitacora.entender("Es el exporte de la búsqueda de INFObras, una fila por obra y montos en soles.")
    return _leer(cruda, BUSQUEDA, bitacora)


def leer_dataset(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por obra del dataset."""
    bitacora = Bitacora(archivo)
    with ruta.open("rb") as abierto:
        es_json = INICIO_DE_JSON.match(abierto.read(64))
    if es_json:
        cruda = de_registros(list(objetos(leer_json(ruta, bitacora))))
    else:
        cruda = leer_tabla(ruta, ALIAS, _es_dataset, bitacora)
    bitacora.entender("Es el dataset de obras públicas de INFObras, una fila por obra y montos en soles.")
    return _leer(cruda, DATASET, bitacora)


def _leer(cruda: Cruda, clave: str, bitacora: Bitacora) -> LecturaExterna:
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "obras", bitacora, con_espacio=clave == DATASET, tolerante=True)
    if "ubigeo" in campos:
        campos["ubigeo"] = [u and u.zfill(LARGO_DE_UBIGEO) for u in campos["ubigeo"]]
    if "paralizada" in campos:
        campos["paralizada"] = [SI_O_NO.get(plegar(p or ""), p) for p in campos["paralizada"]]
    _decir_codigos(campos, bitacora)
    _decir_rarezas(campos, cruda, posiciones, bitacora)
    filas = len(cruda.filas)
    resto = marco(apartar(cruda, sobran, bitacora), filas)
    return lectura(clave, "obras", tabla_de("obras", campos, filas), bitacora, resto)


def _decir_codigos(campos: Mapping[str, Sequence[Any]], bitacora: Bitacora) -> None:
    if "obra" not in campos:
        bitacora.suponer("las obras no traen su código de INFObras")
    if "cui" not in campos:
        bitacora.suponer("las obras no traen CUI: no se sabe de qué inversión son")
    elif sin_cui := sum(cui is None for cui in campos["cui"]):
        bitacora.entender(f"{segun(sin_cui, 'obra no tiene', 'obras no tienen')} CUI (en INFObras se escribe 0).")


def _decir_rarezas(
    campos: Mapping[str, Sequence[Any]], cruda: Cruda, posiciones: Mapping[str, int], bitacora: Bitacora
) -> None:
    """Los porcentajes fuera de 0 a 100 y las obras finalizadas que siguen paralizadas: se guardan como vienen."""
    for clave in ("avance_fisico", "avance_programado"):
        fuera = [n for n, v in enumerate(campos.get(clave, ())) if v is not None and not 0 <= v <= 100]
        if fuera:
            lugar = cruda.lugar(fuera[0], posiciones[clave], cruda.columna(posiciones[clave])[fuera[0]])
            tienen = segun(len(fuera), "obra tiene", "obras tienen")
            bitacora.advertir(f"{tienen} «{clave}» fuera de 0 a 100", "Se guarda como viene.", lugar)
    estados, paralizadas = campos.get("estado", ()), campos.get("paralizada", ())
    ambas = sum(plegar(e or "") == "finalizado" and p == "SI" for e, p in zip(estados, paralizadas, strict=False))
    if ambas:
        dicen = segun(ambas, "obra dice", "obras dicen")
        bitacora.advertir(f"{dicen} a la vez Finalizado y paralizada", "Se guarda como viene.")


FORMATO_BUSQUEDA = Formato(BUSQUEDA, "INFObras, exporte de la búsqueda", "obras", reconoce_busqueda, leer_busqueda)
FORMATO_DATASET = Formato(DATASET, "INFObras, dataset de obras públicas", "obras", reconoce_dataset, leer_dataset)
