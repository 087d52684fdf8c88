"""De un JSON a una tabla cruda: sus números exactos, sus objetos y un título por clave."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.cruda import Cruda, Valor, leer_contenido
from sistematizacion.nucleo.lectura.celdas import limpiar

DESCARGUE = "Descárguelo de nuevo."


def leer_json(ruta: Path, bitacora: Bitacora) -> Any:
    """Un JSON con sus números exactos; los objetos separados por comas y sin corchetes se toman por una lista.

    Raises:
        ErrorDeEntrada: no es JSON.
    """
    contenido = leer_contenido(ruta, bitacora.archivo)
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", "replace")
        bitacora.suponer("está en Windows-1252 (latin-1) y no en UTF-8")
    try:
        return _json(texto)
    except json.JSONDecodeError as error:
        primero = error
    try:
        leido = _json(f"[{texto}]")
    except json.JSONDecodeError:
        lugar = f"línea {primero.lineno}, columna {primero.colno}"
        raise ErrorDeEntrada([Problema(bitacora.archivo, "no es un JSON válido", DESCARGUE, lugar)]) from None
    bitacora.suponer("son varios objetos separados por comas y sin corchetes: se leyeron como una lista")
    return leido


def _json(texto: str) -> Any:
    return json.loads(texto, parse_float=Decimal, parse_int=Decimal, parse_constant=lambda _: None)


def de_registros(registros: Sequence[Mapping[str, Any]]) -> Cruda:
    """La tabla cruda de una lista de objetos: un título por clave, en el orden en que aparecen."""
    titulos = list(dict.fromkeys(clave for registro in registros for clave in registro))
    filas = [[_de_json(registro.get(t)) for t in titulos] for registro in registros]
    return Cruda(titulos, filas, list(range(1, len(filas) + 1)), de_registros=True)


def _de_json(valor: Any) -> Valor:
    if valor is None or valor == [] or valor == {}:
        return ""
    if isinstance(valor, bool):
        return "SI" if valor else "NO"
    if isinstance(valor, str):
        return limpiar(valor)
    return valor if isinstance(valor, Decimal) else json.dumps(valor, ensure_ascii=False, default=str)


def lista_de_objetos(valor: Any, donde: str, bitacora: Bitacora) -> list[Mapping[str, Any]]:
    """Los objetos de una lista; lo que no lo es queda como error, con el lugar en que está."""
    if valor is None or valor == "":
        return []
    if not isinstance(valor, list):
        bitacora.fallar("se espera una lista", DESCARGUE, {"lugar": donde, "valor": str(valor)})
        return []
    for numero, parte in enumerate(valor, 1):
        if not isinstance(parte, dict):
            bitacora.fallar("se espera un objeto", DESCARGUE, {"lugar": f"{donde}, registro {numero}", "valor": str(parte)})
    return [parte for parte in valor if isinstance(parte, dict)]


def objetos(leido: Any) -> Iterator[Mapping[str, Any]]:
    """Los objetos de un JSON: uno, una lista, o lo que envuelve una respuesta web (``{"d": [...]}``)."""
    if isinstance(leido, list):
        for parte in leido:
            yield from objetos(parte)
    elif isinstance(leido, dict):
        envuelto = list(leido.values())
        if len(envuelto) == 1 and isinstance(envuelto[0], list | dict):
            yield from objetos(envuelto[0])
        else:
            yield leido
