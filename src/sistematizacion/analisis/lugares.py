"""De qué filas sale un cálculo, dicho en pocas palabras."""

from collections.abc import Collection

import pandas as pd

TRAMOS_QUE_SE_NOMBRAN = 5


def lugares(filas: pd.DataFrame) -> tuple[str, ...]:
    """De qué archivo, hoja y filas sale algo: las seguidas, en un tramo; si son muchos tramos, cuántas filas entre cuáles.

    Args:
        filas: con ``archivo``, ``hoja`` (vacía en un CSV) y ``fila``.

    >>> lugares(pd.DataFrame({"archivo": ["a.csv"] * 4, "hoja": [""] * 4, "fila": [2, 3, 4, 9]}))
    ('a.csv, filas 2–4 y 9',)
    >>> lugares(pd.DataFrame({"archivo": ["r.xlsx"] * 7, "hoja": ["oxi"] * 7, "fila": range(2, 16, 2)}))
    ('r.xlsx, hoja oxi, 7 filas entre la 2 y la 14',)
    """
    grupos: dict[tuple[str, str], set[int]] = {}
    for archivo, hoja, fila in zip(*(filas[c] for c in ("archivo", "hoja", "fila")), strict=True) if len(filas) else ():
        grupos.setdefault((archivo, hoja), set()).add(int(fila))
    return tuple(
        ", ".join(filter(None, [str(archivo), hoja and f"hoja {hoja}", _en_palabras(sorted(numeros))]))
        for (archivo, hoja), numeros in grupos.items()
    )


def lugares_de(filas: pd.DataFrame, columnas: Collection[str]) -> tuple[str, ...]:
    """Lo mismo que ``lugares``, y además las filas del MEF de que vienen esas columnas, si alguna vino de ahí.

    Args:
        filas: las de ``inversiones`` ya actualizada (``nucleo.actualizacion``), o las de cualquier otra tabla.
        columnas: las que el cálculo usa.
    """
    propias = lugares(filas)
    if "campos_mef" not in filas.columns:
        return propias
    vinieron = [bool(set(c) & set(columnas)) for c in filas["campos_mef"]]
    del_mef = filas[pd.Series(vinieron, index=filas.index, dtype=bool)]
    lugar = {f"{c}_mef": c for c in ("archivo", "hoja", "fila")}
    return (*propias, *lugares(del_mef[list(lugar)].rename(columns=lugar)))


def _en_palabras(numeros: list[int]) -> str:
    tramos = _tramos(numeros)
    if len(tramos) > TRAMOS_QUE_SE_NOMBRAN:
        return f"{len(numeros)} filas entre la {numeros[0]} y la {numeros[-1]}"
    cuales = " y ".join(filter(None, [", ".join(tramos[:-1]), tramos[-1]]))
    return f"{'fila' if len(numeros) == 1 else 'filas'} {cuales}"


def _tramos(numeros: list[int]) -> list[str]:
    tramos: list[list[int]] = []
    for n in numeros:
        if tramos and n == tramos[-1][-1] + 1:
            tramos[-1].append(n)
        else:
            tramos.append([n])
    return [str(t[0]) if len(t) == 1 else f"{t[0]}–{t[-1]}" for t in tramos]
