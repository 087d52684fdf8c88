"""El ancho de las columnas de un cuadro en Word, y si una fila es alta."""

import re
from collections.abc import Sequence
from typing import Any

from sistematizacion.publicacion.anchos import ESCALA_DE_NEGRITA, medir, renglones
from sistematizacion.publicacion.word.estilos import ESCALA_DE_CELDA
from sistematizacion.publicacion.word.ooxml import PUNTO, texto_de

CIFRA = 0.5 * ESCALA_DE_CELDA * PUNTO  # lo que mide una cifra, en veinteavos de punto
MARGEN = 2 * 80 + 40
LARGA, DE_CIFRA = 16, 26  # letras de una palabra que ya se puede cortar, y de una cifra que no
RENGLONES_ALTOS = 14
ESPACIOS = re.compile(r"[\s\u00a0/]+")


def anchos(cuadro: dict[str, Any], total: int) -> list[int]:
    """El ancho de cada columna según su peso, sin bajar de lo que piden sus palabras y sus cifras; suman ``total``."""
    minimos = [CIFRA * 2 + MARGEN] * len(cuadro["anchos"])
    for en_cabecera, filas in ((True, cuadro["cabecera"]), (False, cuadro["cuerpo"])):
        for celda in (c for fila in filas for c in fila["celdas"] if c["columnas"] == 1):
            pide = _lo_menos(texto_de(celda["hijos"]), en_cabecera=en_cabecera, numero=celda["clase"] == "num")
            minimos[celda["x"]] = max(minimos[celda["x"]], pide * CIFRA + MARGEN)
    repartidos = [round(a) for a in repartir(cuadro["anchos"], minimos, total)]
    repartidos[-1] += total - sum(repartidos)
    return repartidos


def _lo_menos(texto: str, *, en_cabecera: bool, numero: bool) -> float:
    if numero and not en_cabecera and len(texto) < DE_CIFRA:
        return medir(texto.strip())
    palabras = ESPACIOS.split(texto)
    return max(medir(p if en_cabecera else p[:LARGA]) for p in palabras) * (ESCALA_DE_NEGRITA if en_cabecera else 1)


def repartir(pesos: Sequence[float], minimos: Sequence[float], total: float) -> list[float]:
    """Reparte según los pesos, sin bajar de los mínimos; si ni los mínimos caben, los reduce por igual.

    >>> repartir([1, 1, 2], [10, 50, 10], 100)
    [16.666666666666668, 50, 33.333333333333336]
    """
    if sum(minimos) >= total:
        return [m * total / sum(minimos) for m in minimos]
    fijos: dict[int, float] = {}
    while True:
        libres = [n for n in range(len(pesos)) if n not in fijos]
        resto, peso = total - sum(fijos.values()), sum(pesos[n] for n in libres)
        cortos = {n: minimos[n] for n in libres if resto * pesos[n] / peso < minimos[n]}
        if not cortos:
            return [fijos.get(n, resto * pesos[n] / peso) for n in range(len(pesos))]
        fijos |= cortos


def es_alta(fila: dict[str, Any], medidas: Sequence[int]) -> bool:
    """Si una fila ocupa tanto que conviene dejarla partirse entre dos páginas."""
    return any(
        renglones(texto_de(c["hijos"]), max(4, (sum(medidas[c["x"] : c["x"] + c["columnas"]]) - MARGEN) / CIFRA)) > RENGLONES_ALTOS
        for c in fila["celdas"]
    )
