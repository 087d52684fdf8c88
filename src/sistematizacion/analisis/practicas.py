"""El catálogo de prácticas: cuántas hay de cada tema, criterio, etapa y región."""

import pandas as pd

BUENA, POR_MANTENER = "buena_practica", "por_mantener"
ETAPAS = (BUENA, POR_MANTENER, "analisis", "indicios")  # como se muestran: las reconocidas, primero


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
