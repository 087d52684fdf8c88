"""Reglas de la encuesta: cada respuesta es de su pregunta, cada persona de un área, y lo reconstruido da lo publicado."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema, enumerar
from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.nucleo.reglas.comunes import advertir, en, sanas
from sistematizacion.nucleo.seleccion import coincidencias

PORCENTAJE_DE_ENCUESTA = "encuesta_porcentaje"
MEDIO_PUNTO = Decimal("0.5")


def revisar(tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo) -> Iterator[Problema]:
    """Respuestas ajenas a su pregunta, personas en dos áreas y reconstrucciones que no dan lo publicado."""
    encuesta = tablas["encuesta"]
    for fila in sanas(encuesta, "pregunta", "respuesta"):
        opciones = catalogo.encuesta.opciones(fila["pregunta"])
        if fila["respuesta"] not in opciones:
            yield en(fila, "respuesta", f"no es una respuesta de «{fila['pregunta']}»", f"Son: {enumerar(opciones)}.")
    areas: dict[str, tuple[str, int]] = {}
    for fila in sanas(encuesta, "respondente", "area"):
        area, primera = areas.setdefault(fila["respondente"], (fila["area"], fila["fila"]))
        if fila["area"] != area:
            regla = f"{fila['respondente']} es de «{area}» en la fila {primera}"
            yield en(fila, "area", regla, "Una persona es de una sola área: corrija una de las dos.")
    yield from _areas_parecidas(encuesta)
    yield from _reconstruida(encuesta, tablas["publicadas"])


def _areas_parecidas(encuesta: pd.DataFrame) -> Iterator[Problema]:
    """La misma área escrita de dos maneras contaría como dos, y la más chica se ocultaría."""
    escritas: dict[str, str] = {}
    avisadas: set[str] = set()
    for fila in sanas(encuesta, "area"):
        primera = escritas.setdefault(plegar(fila["area"]), fila["area"])
        if fila["area"] != primera and fila["area"] not in avisadas:
            avisadas.add(fila["area"])
            yield advertir(
                fila, "area", f"se escribió también «{primera}»: contarían como dos áreas", "Escríbalas igual."
            )


def _reconstruida(encuesta: pd.DataFrame, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Unas respuestas reconstruidas desde los porcentajes publicados tienen que dar esos porcentajes, a medio punto."""
    propias = encuesta[encuesta["origen"] == "reconstruido"]
    totales = propias.groupby("pregunta", sort=False).size()
    for (pregunta, respuesta), filas in propias.groupby(["pregunta", "respuesta"], sort=False):
        publicados = coincidencias(cifras, PORCENTAJE_DE_ENCUESTA, respuesta)
        da = Decimal(len(filas)) * 100 / int(totales[pregunta])
        for publicado in publicados.to_dict("records")[:1]:
            if publicado["valor"] is not None and abs(publicado["valor"] - da) > MEDIO_PUNTO:
                regla = f"son {len(filas)} de {totales[pregunta]}, y la fuente publica {publicado['valor']}%"
                primera = filas.to_dict("records")[0]
                yield en(primera, "respuesta", regla, "Reconstrúyalas de nuevo, o corrija la cifra.")
