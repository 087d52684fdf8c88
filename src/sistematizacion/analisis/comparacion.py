"""Comparación entre regiones: qué puesto ocupa cada una según un valor."""

from decimal import Decimal

import pandas as pd

COLUMNAS = ["region", "valor", "puesto", "empatados"]


def clasificar(valores: pd.DataFrame, *, mayor_es_mejor: bool = True) -> pd.DataFrame:
    """Ordena las regiones por su valor, con puestos de competencia: dos primeras empatadas, y la que sigue es tercera.

    Args:
        valores: una fila por región, con ``region`` y ``valor`` (Decimal o None).
        mayor_es_mejor: si el mayor valor va primero; en un puesto nacional va primero el menor.

    Returns:
        Las filas con valor, de mejor a peor y las empatadas en su orden de entrada: ``region``, ``valor``, ``puesto``
        (int) y ``empatados`` (int, cuántas regiones ocupan ese puesto; 1 si nadie más).

    >>> datos = pd.DataFrame({"region": ["a", "b", "c", "d"], "valor": [Decimal(7), Decimal(9), None, Decimal(9)]})
    >>> clasificar(datos)[["region", "puesto", "empatados"]].values.tolist()
    [['b', 1, 2], ['d', 1, 2], ['a', 3, 1]]
    >>> clasificar(datos, mayor_es_mejor=False)["region"].tolist()
    ['a', 'b', 'd']
    >>> clasificar(datos.iloc[2:3]).empty
    True
    """
    con_valor = valores[valores["valor"].notna()]
    ordenadas = sorted(con_valor["valor"], reverse=mayor_es_mejor)
    puestos = {valor: ordenadas.index(valor) + 1 for valor in ordenadas}
    clasificadas = con_valor.assign(
        puesto=[puestos[v] for v in con_valor["valor"]],
        empatados=[ordenadas.count(v) for v in con_valor["valor"]],
    )
    return clasificadas.sort_values("puesto", kind="stable")[COLUMNAS].reset_index(drop=True)


def primeras(valores: dict[str, Decimal], *, mayor_es_mejor: bool = True) -> list[str]:
    """Las regiones en el primer puesto; ninguna si todas empatan o hay una sola.

    >>> primeras({"a": Decimal(2), "b": Decimal(3), "c": Decimal(3)}), primeras({"a": Decimal(1), "b": Decimal(1)})
    (['b', 'c'], [])
    """
    filas = pd.DataFrame({"region": list(valores), "valor": list(valores.values())})
    tabla = clasificar(filas, mayor_es_mejor=mayor_es_mejor)
    mejores = tabla[tabla["puesto"] == 1]["region"].tolist()
    return mejores if len(mejores) < len(tabla) else []
