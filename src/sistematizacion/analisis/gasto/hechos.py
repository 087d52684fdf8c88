"""Las filas del gasto que valen, una por parte y corte, vengan del MEF o de quien las escribió."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from sistematizacion.nucleo.esquemas.gasto import LLAVE

DE_LUGAR = ("archivo", "hoja", "fila", "ambito", "origen", "fuente", "seccion")
SIN_DEPARTAMENTO = ""


def reunir(del_mef: pd.DataFrame, escritas: pd.DataFrame) -> pd.DataFrame:
    """Las dos tablas en una, cada parte del gasto una sola vez por corte.

    De una parte que está en ambas vale la del MEF; de la que está en los datos de la región y en los comunes, la de la región.

    Args:
        del_mef: la tabla ``mef_gasto``, la de la región antes que la común.
        escritas: la tabla ``gasto``.

    Returns:
        Las filas que valen con sus columnas y ``vigente`` (bool): si es la de corte más reciente de su parte. Las demás son
        cortes anteriores, que dicen cómo se modificó el presupuesto en el año.
    """
    llenas = [t for t in (del_mef, escritas) if len(t)]
    if not llenas:
        return del_mef.assign(vigente=pd.Series(dtype=object))
    juntas = pd.concat([t.astype(object) for t in llenas], ignore_index=True)
    filas = juntas.to_dict("records")
    vistas: set[Hashable] = set()
    quedan = []
    for fila in filas:
        llave = (llave_de(fila), fila["corte"])
        quedan.append(llave not in vistas)
        vistas.add(llave)
    propias = [f for f, queda in zip(filas, quedan, strict=True) if queda]
    ultimos: dict[Hashable, Any] = {}
    for fila in propias:
        llave = llave_de(fila)
        ultimos[llave] = max(ultimos.get(llave, ""), _orden_del_corte(fila["corte"]))
    vigente = [_orden_del_corte(f["corte"]) == ultimos[llave_de(f)] for f in propias]
    return juntas[quedan].assign(vigente=vigente).reset_index(drop=True)


def llave_de(fila: dict[str, Any]) -> tuple[Any, ...]:
    """De qué parte del gasto es la fila, sin su corte."""
    return tuple(fila[c] or "" for c in LLAVE)


def _orden_del_corte(corte: Any) -> str:
    """Con qué se comparan dos cortes: sin corte, el año está completo y va después."""
    return corte.isoformat() if corte else "9999"
