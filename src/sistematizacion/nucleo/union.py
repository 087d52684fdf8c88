"""La tabla única de cifras: lo publicado y lo calculado de los registros, unidos por una sola regla.

Lo calculado manda donde la región declara completos sus registros; si no, manda lo publicado de ese indicador, entero, y
dice cuánto da el registro. Lo calculado de un indicador que nadie publicó vale, y dice que el registro no está completo.
"""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.nucleo.corte import Corte
from sistematizacion.parametros import Region

CALCULADO = "calculado"
INCOMPLETO = "Calculada con un registro que la región no declara completo."


def como_cifras(calculadas: pd.DataFrame, catalogo: Catalogo, region: Region) -> pd.DataFrame:
    """Lo calculado con las columnas de ``cifras`` más ``formula``, ``tabla`` y ``lugares``; ``fila`` es su orden."""
    corte = Corte.de_texto(region.fecha_corte.isoformat())
    return calculadas.assign(
        unidad=[catalogo.indicadores[i].unidad for i in calculadas["indicador"]],
        fecha_corte=pd.Series([corte] * len(calculadas), index=calculadas.index, dtype=object),
        origen=CALCULADO,
        fuente="",
        seccion="",
        motivo="",
        archivo=f"registros de {region.clave}",
        hoja="",
        fila=range(1, len(calculadas) + 1),
        ambito=region.clave,
        danadas=[frozenset()] * len(calculadas),
    ).astype(object)


def unir(publicadas: pd.DataFrame, calculadas: pd.DataFrame, completas: Collection[str]) -> pd.DataFrame:
    """La cifra que vale de cada par (indicador, categoría, fecha).

    Args:
        publicadas: filas de ``cifras`` con valor.
        calculadas: lo que da ``como_cifras``.
        completas: tablas que la región declara completas.

    Returns:
        Las filas de ambas que valen, con ``formula``, ``tabla`` y ``lugares`` (vacías en lo publicado); la nota de cada
        una dice qué da la otra, si difieren en más de lo que el redondeo explica.
    """
    escritos = set(zip(publicadas["ambito"], publicadas["indicador"], strict=True))
    base = publicadas.assign(formula="", tabla="", lugares=[()] * len(publicadas)).to_dict("records")
    quitar: set[int] = set()
    nuevas = []
    for calculada in calculadas.to_dict("records"):
        iguales = [n for n, p in enumerate(base) if _es_lo_mismo(p, calculada)]
        if calculada["tabla"] in completas:
            quitar.update(iguales)
            distintas = [base[n] for n in iguales if difieren(base[n]["valor"], calculada["valor"])]
            nuevas.append(_anotar(calculada, "; ".join(f"la fuente publica {_numero(p['valor'])}" for p in distintas)))
        elif not iguales and (calculada["ambito"], calculada["indicador"]) in escritos:
            continue  # lo publicado vale entero: una parte calculada con otra base no se mezcla con su total
        elif not iguales:
            nuevas.append(_anotar(calculada, INCOMPLETO))
        else:
            for n in iguales:
                if difieren(base[n]["valor"], calculada["valor"]):
                    dicho = f"el registro, que la región no declara completo, da {_numero(calculada['valor'])}"
                    base[n] = _anotar(base[n], dicho)
    filas = [*nuevas, *(p for n, p in enumerate(base) if n not in quitar)]
    columnas = [*publicadas.columns, "formula", "tabla", "lugares"]
    return pd.DataFrame(filas, columns=columnas, dtype=object)


def difieren(publicado: Decimal | None, calculado: Decimal) -> bool:
    """Dice si dos valores son distintos de verdad: más que media unidad del último decimal publicado.

    >>> difieren(Decimal("12"), Decimal("12.5")), difieren(Decimal("102"), Decimal(101))
    (False, True)
    """
    if publicado is None:
        return False
    exponente = publicado.as_tuple().exponent
    media = Decimal(5).scaleb((exponente if isinstance(exponente, int) else 0) - 1)
    return abs(publicado - calculado) > media


def _es_lo_mismo(publicada: dict, calculada: dict) -> bool:
    """El mismo indicador y categoría, de la misma región, sin fecha o de la misma."""
    iguales = all(publicada[c] == calculada[c] for c in ("indicador", "categoria", "ambito"))
    return iguales and publicada["fecha_corte"] in (None, calculada["fecha_corte"])


def _anotar(fila: dict, texto: str) -> dict:
    if not texto:
        return fila
    frase = texto[0].upper() + texto[1:]
    return fila | {"nota": " ".join(filter(None, [fila["nota"], frase if frase.endswith(".") else f"{frase}."]))}


def _numero(valor: Decimal) -> str:
    """Un valor para una nota, con dos decimales a lo más."""
    redondo = valor.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return f"{redondo:f}"
