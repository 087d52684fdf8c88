"""Indicadores de integridad: cuánto se logró de cada meta, con el mismo cálculo que los hitos."""

import pandas as pd

from sistematizacion.analisis import hitos

ALCANZADOS, NO_ALCANZADOS, SIN_JUICIO = ("superado", "cumplido"), ("no_cumplido",), (hitos.SIN_META, hitos.SIN_DATO)


def evaluar(integridad: pd.DataFrame) -> pd.DataFrame:
    """Agrega ``porcentaje`` y ``estado`` a cada indicador; nadie les publica un estado con que contrastarlos."""
    return hitos.evaluar(integridad.assign(estado_publicado="")).drop(columns=["estado_publicado", "contradice"])
