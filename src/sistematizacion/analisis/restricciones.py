"""Cuellos de botella: cuáles son más frecuentes, cuánto duran y qué los levantó."""

from datetime import date

import pandas as pd

from sistematizacion.analisis.medianas import dias, mediana

LEVANTADA = "levantada"


def con_dias(restricciones: pd.DataFrame, corte: date) -> pd.DataFrame:
    """Agrega ``dias``: de la identificación al levantamiento o, si no se levantó, al corte.

    La levantada que no dice cuándo, o lo que se identificó después del corte, no tiene días (None).
    """
    cuantos = [
        dias(f["fecha"], f["fecha_levantamiento"] if f["estado"] == LEVANTADA else corte)
        for f in restricciones.to_dict("records")
    ]
    return restricciones.assign(dias=pd.Series(cuantos, index=restricciones.index, dtype=object))


def por_tipo(con_dias: pd.DataFrame) -> pd.DataFrame:
    """Una fila por tipo, del más al menos frecuente (a igual número, en orden alfabético).

    Returns:
        ``tipo``, ``restricciones``, ``levantadas``, ``abiertas``, ``dias_levantadas`` (mediana) y ``dias_abiertas``
        (mediana al corte); las medianas son Decimal o None.
    """
    filas = []
    for tipo, grupo in con_dias.groupby("tipo", sort=True):
        levantadas, abiertas_ = grupo[grupo["estado"] == LEVANTADA], grupo[grupo["estado"] != LEVANTADA]
        filas.append(
            (tipo, len(grupo), len(levantadas), len(abiertas_), mediana(levantadas["dias"]), mediana(abiertas_["dias"]))
        )
    columnas = ["tipo", "restricciones", "levantadas", "abiertas", "dias_levantadas", "dias_abiertas"]
    hechas = pd.DataFrame(filas, columns=columnas, dtype=object)
    return hechas.sort_values("restricciones", ascending=False, kind="stable").reset_index(drop=True)


def medidas(con_dias: pd.DataFrame) -> pd.DataFrame:
    """Qué se hizo para levantar las levantadas, de lo que más veces sirvió a lo que menos.

    Returns:
        Una fila por medida y tipo: ``medida``, ``tipo``, ``levantadas`` y ``dias`` (mediana, Decimal o None). La misma
        medida escrita con otras mayúsculas o espacios es la misma.
    """
    filas = [(grupo["medida"].iloc[0], tipo, len(grupo), mediana(grupo["dias"]))
             for (_, tipo), grupo in _con_medida(con_dias)]  # fmt: skip
    hechas = pd.DataFrame(filas, columns=["medida", "tipo", "levantadas", "dias"], dtype=object)
    return hechas.sort_values("levantadas", ascending=False, kind="stable").reset_index(drop=True)


def de_la_medida(con_dias: pd.DataFrame, medida: str, tipo: str) -> pd.DataFrame:
    """Las filas que esa medida levantó."""
    return next(grupo for (clave, t), grupo in _con_medida(con_dias) if (clave, t) == (_llana(medida), tipo))


def abiertas(con_dias: pd.DataFrame) -> pd.DataFrame:
    """Las que no se levantaron, de la que lleva más días a la que lleva menos; las sin días, al final."""
    filas = con_dias[con_dias["estado"] != LEVANTADA]
    orden = [-1 if d is None else d for d in filas["dias"]]
    return filas.assign(_orden=orden).sort_values("_orden", ascending=False, kind="stable").drop(columns="_orden")


def _con_medida(con_dias: pd.DataFrame) -> list:
    filas = con_dias[(con_dias["estado"] == LEVANTADA) & (con_dias["medida"].fillna("") != "")]
    claves = pd.Series([_llana(m) for m in filas["medida"]], index=filas.index, dtype=object)
    return list(filas.groupby([claves.rename("clave"), filas["tipo"]], sort=True))


def _llana(medida: str) -> str:
    return " ".join(medida.casefold().split())
