"""Hitos del plan: cuánto se logró de cada meta y en qué estado quedó."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje

SIN_META, SIN_DATO = "sin_meta", "sin_dato"


def porcentaje_de_logro(linea_base: Decimal | None, meta: Decimal | None, logro: Decimal | None) -> Decimal | None:
    """Cuánto de la meta se alcanzó, en tanto por ciento y sin redondear; ``None`` si falta con qué calcularlo.

    Si la meta es aumentar, logro ÷ meta × 100. Si es reducir (la meta es menor que la línea base), lo que se redujo ÷
    lo que había que reducir × 100.

    >>> porcentaje_de_logro(None, Decimal(60), Decimal(90)), porcentaje_de_logro(Decimal(50), Decimal(30), Decimal(35))
    (Decimal('150'), Decimal('75'))
    """
    if meta is None or logro is None:
        return None
    if linea_base is not None and meta < linea_base:
        return porcentaje(linea_base - logro, linea_base - meta)
    return porcentaje(logro, meta) if meta else None


def estado(linea_base: Decimal | None, meta: Decimal | None, logro: Decimal | None) -> str:
    """``superado``, ``cumplido``, ``no_cumplido``, ``sin_meta`` (hay logro y no meta) o ``sin_dato`` (no hay logro).

    >>> estado(None, Decimal(60), Decimal(90)), estado(None, None, Decimal(9))
    ('superado', 'sin_meta')
    >>> estado(Decimal(50), Decimal(30), Decimal(35))
    'no_cumplido'
    """
    if logro is None or meta is None:
        return SIN_DATO if logro is None else SIN_META
    if logro == meta:
        return "cumplido"
    reducir = linea_base is not None and meta < linea_base
    return "superado" if (logro < meta) == reducir else "no_cumplido"


def evaluar(hitos: pd.DataFrame) -> pd.DataFrame:
    """Agrega a cada hito su porcentaje de logro y su estado.

    Args:
        hitos: una fila por hito, con ``linea_base``, ``meta`` y ``logro`` (Decimal o None) y ``estado_publicado``.

    Returns:
        Las mismas filas con ``porcentaje`` (Decimal o None), ``estado`` (el calculado o, si faltan la meta o el logro,
        el publicado) y ``contradice`` (bool: la fuente publica otro estado que el que dan sus números).
    """
    valores = list(zip(hitos["linea_base"], hitos["meta"], hitos["logro"], strict=True))
    calculados = [estado(*v) for v in valores]
    publicados = list(hitos["estado_publicado"])
    finales = [p if p and c in (SIN_META, SIN_DATO) else c for c, p in zip(calculados, publicados, strict=True)]
    return hitos.assign(
        porcentaje=pd.Series([porcentaje_de_logro(*v) for v in valores], index=hitos.index, dtype=object),
        estado=finales,
        contradice=[bool(p) and p != f for f, p in zip(finales, publicados, strict=True)],
    )
