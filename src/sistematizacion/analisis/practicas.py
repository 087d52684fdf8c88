"""El catálogo de prácticas: en qué etapa está cada una, qué le falta y cuántas hay de cada tema, criterio y región."""

import pandas as pd

from sistematizacion.nucleo.reconocimiento import BUENA, PUBLICADO, faltan
from sistematizacion.reglas_de_practicas import BuenaPractica

POR_MANTENER = "por_mantener"
ETAPAS = (BUENA, POR_MANTENER, "analisis", "indicios")  # como se muestran: las reconocidas, primero


def con_etapa(fichas: pd.DataFrame, regla: BuenaPractica) -> pd.DataFrame:
    """Las fichas con ``faltan`` (tupla) y con la ``madurez`` que les toca.

    La que se dice buena práctica sin serlo baja a «por mantener», salvo que la publique así un documento: su grupo es un hecho de la
    fuente, y lo que le falta se dice aparte.
    """
    filas = fichas.to_dict("records")
    que_faltan = [tuple(faltan(f, regla)) if f["madurez"] == BUENA else () for f in filas]
    etapas = [POR_MANTENER if q and f["origen"] != PUBLICADO else f["madurez"] for f, q in zip(filas, que_faltan, strict=True)]
    return fichas.assign(
        madurez=pd.Series(etapas, index=fichas.index, dtype=object), faltan=pd.Series(que_faltan, index=fichas.index, dtype=object)
    )


def del_catalogo(practicas: pd.DataFrame) -> pd.DataFrame:
    """Las filas que son fichas de un catálogo: las que dicen su tema y en qué etapa de reconocimiento están, por su id.

    Los números del id se ordenan como números: «pra-2» va antes que «pra-10».
    """
    fichas = practicas[(practicas["tema"] != "") & practicas["madurez"].isin(ETAPAS)]
    return fichas.sort_values("id", kind="stable", key=_con_ceros).reset_index(drop=True)


def _con_ceros(claves: pd.Series) -> pd.Series:
    return claves.str.replace(r"\d+", lambda n: n[0].zfill(6), regex=True)


def contar(fichas: pd.DataFrame, columna_a: str, columna_b: str) -> dict[tuple[str, str], int]:
    """Cuántas fichas hay de cada par de valores; una ficha de varias regiones, separadas por «;», cuenta en cada una."""
    cuentas: dict[tuple[str, str], int] = {}
    for fila in fichas.to_dict("records"):
        for a in str(fila[columna_a]).split(";"):
            for b in str(fila[columna_b]).split(";"):
                cuentas[a, b] = cuentas.get((a, b), 0) + 1
    return cuentas


def en_orden(fichas: pd.DataFrame, columna: str) -> list[str]:
    """Los valores distintos de una columna, en el orden en que el catálogo los trae."""
    return [v for v in dict.fromkeys(fichas[columna]) if v]
