"""Revisa el texto canónico con el esquema: un problema por celda, con la regla que el esquema da."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from sistematizacion.errores import sugerencia
from sistematizacion.nucleo.lectura.celdas import Falla, detalle
from sistematizacion.nucleo.legible import legible

REPETIDO = {"multiple_fields_uniqueness", "field_uniqueness"}
COMO_SE_ESCRIBE = {
    "decimal": "Escriba solo el número, sin palabras.",
    "entero": "Escriba solo el número, sin palabras ni decimales.",
    "fecha": "Escriba el día, el mes y el año.",
    "mes": "Escriba el mes y el año.",
    "corte": "Escriba la fecha completa, el mes y el año, o solo el año.",
    "codigo": "Escriba el código completo, como texto.",
}
NEGACION = re.compile(r"no_|in|des|sin_?")
CEROS = 12  # hasta cuántos ceros pudo quitar Excel a un código


def revisar(
    textos: pd.DataFrame, esquema: pa.DataFrameSchema, fallidas: Mapping[tuple[int, str], Falla]
) -> tuple[dict[tuple[int, str], Falla], dict[tuple[int, str], Falla]]:
    """Las fallas de las celdas que no cumplen el esquema, y las de las llaves repetidas.

    Args:
        textos: solo columnas del esquema, en texto canónico, con el índice 0, 1, 2…
        fallidas: las celdas que ya tienen su falla; de esas no se dice otra.

    Returns:
        Por (posición de la fila, columna). Una llave repetida se dice una vez, en su primera fila.
    """
    try:
        _de(esquema, list(textos.columns)).validate(textos, lazy=True)
    except SchemaErrors as errores:
        hallados = errores.failure_cases.dropna(subset=["index"])
        if hallados.empty:
            raise
    else:
        return {}, {}
    fallas: dict[tuple[int, str], Falla] = {}
    repiten: set[str] = set()
    for indice, columna, revision in zip(hallados["index"], hallados["column"], hallados["check"], strict=True):
        if str(revision) in REPETIDO:
            repiten.add(str(columna))
        elif (celda := (int(indice), str(columna))) not in fallidas and celda not in fallas:
            fallas[celda] = _falla(str(revision), str(textos.at[celda]), esquema.columns[celda[1]])
    return fallas, _repetidas(textos, esquema, repiten, fallidas.keys() | fallas.keys())


def _de(esquema: pa.DataFrameSchema, presentes: Sequence[str]) -> pa.DataFrameSchema:
    """El esquema de las columnas que hay; de las que faltan responde el encabezado."""
    parte = copy(esquema)  # hacer otro copiaría a fondo cada columna, que demora más que revisar la tabla
    parte.columns = {c: esquema.columns[c] for c in presentes}
    parte.unique = esquema.unique if set(esquema.unique or ()) <= set(presentes) else None
    return parte


def _falla(revision: str, texto: str, columna: Any) -> Falla:
    if detalle(columna)["tipo"] == "codigo" and texto.isdigit() and (completo := _con_ceros(texto, columna)):
        remedio = f"Si es {completo} y Excel le quitó los ceros, dé a la columna formato Texto y escríbalo completo."
        return Falla(revision, remedio)
    return Falla(revision, _remedio(revision, texto, detalle(columna)))


def _remedio(revision: str, texto: str, columna: Mapping[str, Any]) -> str:
    """Qué hacer con una celda que no cumple: la opción que se le parece, o la forma en que se escribe."""
    if not texto:
        return "Escríbalo; si la fila sobra, bórrela entera."
    if columna["tipo"] == "opcion":
        clave = texto.casefold().replace(" ", "_")
        afines = [o for o in columna["opciones"] if _prefijo(o) == _prefijo(clave)]
        return sugerencia(clave, afines) or "Elija uno de ellos."
    if revision.startswith("no puede ser"):
        return "Revise el número."
    return COMO_SE_ESCRIBE.get(columna["tipo"], "Corríjalo.")


def _prefijo(clave: str) -> str:
    """El comienzo que da vuelta a una palabra: a «no cumplido» no se le sugiere «cumplido»."""
    hallado = NEGACION.match(clave)
    return hallado[0] if hallado else ""


def en_palabras(falla: Falla, columna: Mapping[str, Any]) -> Falla:
    """La misma falla con las opciones como las muestra el libro: «Comité de seguimiento», no la clave."""
    if columna["tipo"] != "opcion" or "permitidos: " not in falla.regla:
        return falla
    comienzo = falla.regla.partition("permitidos: ")[0]
    regla = f"{comienzo}permitidos: {', '.join(map(legible, columna['opciones']))}"
    parecida = next((o for o in columna["opciones"] if falla.remedio == f"¿Quiso decir {o}?"), None)
    return falla._replace(regla=regla, remedio=f"¿Quiso decir «{legible(parecida)}»?" if parecida else falla.remedio)


def _con_ceros(texto: str, columna: Any) -> str:
    """El mismo código con los ceros que le harían falta para tener la forma pedida, si es eso lo que le falta."""
    posibles = [texto.zfill(len(texto) + n) for n in range(1, CEROS)]
    return next((t for t in posibles if all(c(pd.Series([t])).check_passed for c in columna.checks)), "")


def _repetidas(
    textos: pd.DataFrame, esquema: pa.DataFrameSchema, repiten: set[str], danadas: set[tuple[int, str]]
) -> dict[tuple[int, str], Falla]:
    """Una falla por llave repetida, que nombra sus filas; una llave con una celda dañada no se compara."""
    llave = [c for c in esquema.unique or () if c in repiten]
    llaves = [llave] if llave else []
    llaves += [[c] for c in repiten - set(llave)]
    fallas = {}
    for columnas in llaves:
        sanas = [n for n in textos.index if not any((n, c) in danadas for c in columnas)]
        for _, grupo in textos.loc[sanas].groupby(columnas, sort=False):
            if len(grupo) > 1:
                fallas[int(grupo.index[0]), columnas[0]] = Falla(
                    "está repetido en las filas {filas}", f"Cada {' + '.join(columnas)} va una sola vez.",
                    ",".join(map(str, grupo.index)),
                )  # fmt: skip
    return fallas
