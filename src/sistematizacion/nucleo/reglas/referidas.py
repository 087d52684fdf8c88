"""Lo que una tabla nombra de otra tiene que estar en ella: el CUI de un avance, el objetivo de un hito."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd
import pandera.pandas as pa

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.reglas.comunes import en, sanas


def revisar(
    tablas: Mapping[str, pd.DataFrame], definidos: Mapping[str, pa.DataFrameSchema], ilegibles: Collection[str]
) -> Iterator[Problema]:
    """Cada celda de una columna que ``refiere`` a otra tabla y cuyo valor no está en ella.

    De lo que nombra a una tabla que no se pudo leer no se dice nada: el problema está en ella.
    """
    for nombre, esquema in definidos.items():
        for columna, definida in esquema.columns.items():
            referida = (definida.metadata or {}).get("refiere", "")
            otra, _, clave = referida.partition(".")
            if referida and len(tablas[nombre]) and otra not in ilegibles and not _danada(tablas[otra], clave):
                yield from _de_columna(tablas[nombre], columna, tablas, otra, clave)


def _danada(tabla: pd.DataFrame, columna: str) -> bool:
    """Dice si esa columna no se pudo leer en ninguna fila, por ejemplo porque falta."""
    return bool(len(tabla)) and all(columna in danadas for danadas in tabla["danadas"])


def _de_columna(
    tabla: pd.DataFrame, columna: str, tablas: Mapping[str, pd.DataFrame], otra: str, clave: str
) -> Iterator[Problema]:
    por_ambito: dict[str, list[str]] = {}
    for ambito, valor in zip(tablas[otra]["ambito"], tablas[otra][clave], strict=True):
        por_ambito.setdefault(ambito, []).append(str(valor or ""))
    for fila in sanas(tabla, columna):
        hay = list(dict.fromkeys(filter(None, por_ambito.get(fila["ambito"], []))))
        if fila[columna] and fila[columna] not in hay:
            cercano = sugerencia(fila[columna], hay)
            remedio = cercano or f"Agréguelo en {otra} o corríjalo. Hay: {enumerar(hay) or 'ninguno'}."
            yield en(fila, columna, f"no está en {otra}", remedio)
