"""Las reglas que solo se ven con todas las tablas de una región juntas."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd
import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas import cartera, cifras, citas, encuesta, fechas, gasto, gestion, mef, personales, practicas, referidas
from sistematizacion.parametros import Programa, Region


def de_conjunto(
    tablas: Mapping[str, pd.DataFrame],
    definidos: Mapping[str, pa.DataFrameSchema],
    catalogo: Catalogo,
    programa: Programa,
    region: Region,
    ilegibles: Collection[str] = (),
) -> Iterator[Problema]:
    """Problemas entre filas y entre tablas.

    Args:
        tablas: lo leído de la región y lo común, también las filas con errores; ``cifras`` trae las que valen, sin las
            que solo dicen por qué no hay dato, que están en ``ausencias``.
        ilegibles: las tablas que no se pudieron leer; de lo que las nombra no se dice nada.
    """
    yield from cifras.revisar(tablas, catalogo)
    yield from fechas.revisar(tablas, definidos, programa, region)
    yield from referidas.revisar(tablas, definidos, ilegibles)
    yield from gestion.revisar(tablas)
    yield from cartera.revisar(tablas)
    yield from mef.revisar(tablas, region)
    yield from gasto.revisar(tablas)
    yield from practicas.revisar(tablas, catalogo)
    yield from encuesta.revisar(tablas, catalogo, region)
    yield from personales.revisar(tablas, definidos)
    if not ilegibles:  # lo que se cita puede salir de ellas
        yield from citas.revisar(tablas, catalogo)
