"""Qué tan llenas están las tablas y para qué sirve cada una: lo que se dice además de los errores. No lee ni imprime."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import pandas as pd
import pandera.pandas as pa

from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.esquemas.procedencia import ORIGENES, procedencia
from sistematizacion.parametros import Programa

TIPOS_DE_FECHA = ("fecha", "mes", "corte")
COLUMNAS = (
    "tabla", "titulo", "grupo", "filas", "celdas", "llenas", "porcentaje", "con_error", "sin_dato", "desde", "hasta",
    *ORIGENES,
)  # fmt: skip


def completitud(tablas: Mapping[str, pd.DataFrame], esquemas: Mapping[str, pa.DataFrameSchema]) -> pd.DataFrame:
    """Una fila por tabla del núcleo, en el orden de ``esquemas``.

    Columnas: ``tabla``, ``titulo`` y ``grupo``; ``filas``; ``celdas`` que se pueden llenar y ``llenas``, con su
    ``porcentaje`` sin decimales y hacia abajo (100 es que no falta ninguna; ``None``, que no hay filas); ``con_error``,
    las celdas escritas que no se pudieron leer; ``sin_dato``, los títulos de las columnas en que nadie escribió nada;
    ``desde`` y ``hasta``, la primera y la última fecha; y cuántas filas hay de cada origen.

    No cuentan como celdas la procedencia de la fila ni una columna que el archivo no está obligado a traer y nadie usó.
    """
    filas = [_de_tabla(esquema, tablas.get(nombre, pd.DataFrame())) for nombre, esquema in esquemas.items()]
    return pd.DataFrame(filas, columns=list(COLUMNAS), dtype=object)


def _de_tabla(esquema: pa.DataFrameSchema, tabla: pd.DataFrame) -> dict[str, object]:
    propias = {n: c for n, c in esquema.columns.items() if n not in procedencia()}
    llenas = {n: _llenas(tabla, n) for n in propias}
    usadas = {n: s for n, s in llenas.items() if s.any() or propias[n].required} if len(tabla) else {}
    celdas, con_dato = len(tabla) * len(usadas), int(sum(s.sum() for s in usadas.values()))
    fechas = [
        d for n, c in propias.items() if c.metadata["tipo"] in TIPOS_DE_FECHA and n in usadas
        for d in _dias(tabla.loc[llenas[n], n].unique() if llenas[n].any() else ())
    ]  # fmt: skip
    origenes = tabla["origen"].value_counts() if "origen" in tabla.columns else {}
    return {
        "tabla": esquema.name,
        "titulo": esquema.title,
        "grupo": esquema.metadata["grupo"],
        "filas": len(tabla),
        "celdas": celdas,
        "llenas": con_dato,
        "porcentaje": 100 * con_dato // celdas if celdas else None,
        "con_error": sum(map(len, tabla["danadas"])) if "danadas" in tabla.columns else 0,
        "sin_dato": tuple(propias[n].metadata.get("titulo", n) for n, s in usadas.items() if not s.any()),
        "desde": min(fechas, default=None),
        "hasta": max(fechas, default=None),
        **{origen: int(origenes.get(origen, 0)) for origen in ORIGENES},
    }


def _llenas(tabla: pd.DataFrame, columna: str) -> pd.Series:
    """Qué filas tienen algo en esa columna."""
    if columna not in tabla.columns:
        return pd.Series(False, index=tabla.index)
    return tabla[columna].notna() & (tabla[columna].astype(object) != "")


def _dias(valores: Iterable[object]) -> Iterable[date]:
    """Las fechas de una columna, ya convertidas o como texto canónico; lo que no es fecha ya es un error aparte."""
    for valor in valores:
        if isinstance(valor, datetime):
            yield valor.date()
        elif isinstance(valor, date):
            yield valor
        elif isinstance(valor, str):
            try:
                yield Corte.de_texto(valor)
            except ValueError:
                continue


def usos(
    programa: Programa, esquemas: Mapping[str, pa.DataFrameSchema], titulos: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Una fila por tabla y capítulo que se hace con ella, solo de los capítulos que el programa usa.

    Columnas: ``tabla``, ``titulo`` (de la tabla), ``capitulo`` (clave), ``nombre`` (el título del capítulo, de
    ``titulos``; si no está, su clave con mayúscula) e ``informes`` (tupla con los títulos de los que lo incluyen).
    """
    nombres = titulos or {}
    informes = {
        capitulo: tuple(i.titulo for i in programa.informes.values() if capitulo in i.capitulos)
        for informe in programa.informes.values() for capitulo in informe.capitulos
    }  # fmt: skip
    filas = [
        (esquema.name, esquema.title, capitulo, nombres.get(capitulo, capitulo.capitalize()), informes[capitulo])
        for esquema in esquemas.values() for capitulo in esquema.metadata["capitulos"] if capitulo in informes
    ]  # fmt: skip
    return pd.DataFrame(filas, columns=["tabla", "titulo", "capitulo", "nombre", "informes"], dtype=object)


def capitulos_incompletos(usadas: pd.DataFrame, llenado: pd.DataFrame) -> pd.DataFrame:
    """Una fila por capítulo al que le falta alguna tabla, primero aquellos a los que les faltan todas.

    Recibe lo que dan ``usos`` y ``completitud``. Columnas: ``capitulo``, ``nombre``, ``informes``, ``sin_datos`` (bool:
    ninguna de sus tablas tiene filas), ``vacias`` y ``con_datos`` (tuplas con los títulos de sus tablas).
    """
    con_filas = set(llenado.loc[llenado["filas"] > 0, "tabla"])
    filas = []
    for (capitulo, nombre), grupo in usadas.groupby(["capitulo", "nombre"], sort=False):
        llenas = tuple(t for n, t in zip(grupo["tabla"], grupo["titulo"], strict=True) if n in con_filas)
        vacias = tuple(t for n, t in zip(grupo["tabla"], grupo["titulo"], strict=True) if n not in con_filas)
        if vacias:
            filas.append((capitulo, nombre, grupo["informes"].iloc[0], not llenas, vacias, llenas))
    columnas = ["capitulo", "nombre", "informes", "sin_datos", "vacias", "con_datos"]
    return pd.DataFrame(sorted(filas, key=lambda f: not f[3]), columns=columnas, dtype=object)
