"""Las filas del gasto que valen, una por parte y corte, vengan del MEF o de quien las escribió."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from sistematizacion.nucleo.esquemas.gasto import LLAVE


def reunir(del_mef: pd.DataFrame, escritas: pd.DataFrame) -> pd.DataFrame:
    """Las dos tablas en una, cada parte del gasto una sola vez por corte.

    De una parte que está en ambas vale la del MEF; de la que está en los datos de la región y en los comunes, la de la región.
    Una fila sin corte es del cierre de su año: la del MEF con corte a diciembre manda sobre la escrita sin corte.

    Args:
        del_mef: la tabla ``mef_gasto``, la de la región antes que la común.
        escritas: la tabla ``gasto``.

    Returns:
        Las filas que valen con sus columnas y ``vigente`` (bool): si es la de corte más reciente de su parte, y no anterior a lo
        que el MEF dio de su vista. El MEF da cada vista entera: una parte que estaba en un corte y ya no está en el siguiente
        no se arrastra. Las que no son vigentes dicen cómo se modificó el presupuesto en el año.
    """
    llenas = [t for t in (del_mef, escritas) if len(t)]
    if not llenas:
        return del_mef.assign(vigente=pd.Series(dtype=object))
    juntas = pd.concat([t.astype(object) for t in llenas], ignore_index=True)
    filas = juntas.to_dict("records")
    partes, cuando = [llave_de(f) for f in filas], [al_dia(f) for f in filas]
    vistas: set[Hashable] = set()
    quedan = []
    ultimos: dict[Hashable, date] = {}  # por parte y, de lo que da el MEF, por vista
    for n, (parte, dia) in enumerate(zip(partes, cuando, strict=True)):
        quedan.append((parte, dia) not in vistas)
        vistas.add((parte, dia))
        for llave in (parte, _vista(parte)) if n < len(del_mef) else (parte,):
            ultimos[llave] = max(ultimos.get(llave, dia), dia)
    vigente = [d == ultimos[p] and d >= ultimos.get(_vista(p), d) for p, d in zip(partes, cuando, strict=True)]
    return juntas.assign(vigente=vigente)[quedan].reset_index(drop=True)


def llave_de(fila: dict[str, Any]) -> tuple[Any, ...]:
    """De qué parte del gasto es la fila, sin su corte."""
    return tuple(fila[c] or "" for c in LLAVE)


def al_dia(fila: dict[str, Any]) -> date:
    """Hasta qué día llegan los montos de la fila: el de su corte o, sin él, el último del año."""
    return fila["corte"] or date(int(fila["anio"]), 12, 31)


def _vista(llave: tuple[Any, ...]) -> tuple[Any, ...]:
    """La llave de todas las partes de la misma vista."""
    return ("vista", *(v for c, v in zip(LLAVE, llave, strict=True) if c != "codigo"))
