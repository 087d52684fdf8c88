"""Reglas de la encuesta: cada respuesta es de su pregunta, cada persona de un área, y lo reconstruido da lo publicado."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.encuestas.areas import OTRA_AREA, areas_de, clave
from sistematizacion.encuestas.datos_personales import parece_nombrar, tapar, tiene_dato
from sistematizacion.errores import Problema, enumerar
from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.nucleo.reglas.comunes import advertir, en, sanas
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.parametros import Region

PORCENTAJE_DE_ENCUESTA = "encuesta_porcentaje"
MEDIO_PUNTO = Decimal("0.5")
DE_UNA_PERSONA = re.compile(
    r"@|\d{7,}|^[^\W\d_]{2,}(?:[\s.,-]+[^\W\d_]+)+$|^[^\W\d_]{4,}$"
)  # correo, documento, nombre


def revisar(tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo, region: Region | None = None) -> Iterator[Problema]:
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
    yield from _identificables(encuesta)
    yield from _comentarios_con_nombre(tablas["comentarios"])
    yield from _areas_parecidas(encuesta)
    if region:
        yield from _areas_ajenas(encuesta, region)
    yield from _reconstruida(encuesta, tablas["publicadas"])


def _identificables(encuesta: pd.DataFrame) -> Iterator[Problema]:
    """Quien respondió va con una clave que no diga quién es."""
    avisados: set[str] = set()
    for fila in sanas(encuesta, "respondente"):
        if DE_UNA_PERSONA.search(fila["respondente"]) and fila["respondente"] not in avisados:
            avisados.add(fila["respondente"])
            regla = "parece un correo, un documento o un nombre, y la encuesta es anónima"
            yield en(fila, "respondente", regla, "Ponga a cada persona una clave corta: r01, r02, r03.")


def _comentarios_con_nombre(comentarios: pd.DataFrame) -> Iterator[Problema]:
    """Los que se publicarían y nombran a alguien; de lo que ``personales`` ya avisa, no se repite."""
    for fila in sanas(comentarios, "comentario", "publicable"):
        texto = fila["comentario"]
        if fila["publicable"] not in ("sí", "si") or tiene_dato(texto):
            continue
        if tapar(texto) != texto:
            yield advertir(fila, "comentario", "parece traer datos de una persona y no se publicará", "Quítelos.")
        elif parece_nombrar(texto):
            remedio = "Si nombra a alguien, quite el nombre o ponga «no» en «publicable»."
            yield advertir(fila, "comentario", "parece nombrar a una persona y se publicaría", remedio)


def _areas_ajenas(encuesta: pd.DataFrame, region: Region) -> Iterator[Problema]:
    """Un área que la región no declara puede ser el nombre de alguien, y el informe la mostraría."""
    declaradas = areas_de(region)
    conocidas = {clave(a) for a in (*declaradas, OTRA_AREA)}
    avisadas: set[str] = set()
    for fila in sanas(encuesta, "area") if declaradas else ():
        if fila["area"] and not fila["fuente"] and clave(fila["area"]) not in conocidas | avisadas:
            avisadas.add(clave(fila["area"]))
            remedio = (
                f"Escriba una de ellas u «{OTRA_AREA}», o agréguela a «areas_encuestadas»: {enumerar(declaradas)}."
            )
            yield advertir(fila, "area", "no está entre las áreas de la región", remedio)


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
