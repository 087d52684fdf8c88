"""Cuánto ocupa un texto en una hoja de cálculo: los anchos de las columnas y los altos de las filas.

Los anchos están en las unidades de Excel, que son el ancho de una cifra del estilo Normal; los altos, en puntos.
"""

from collections.abc import Sequence
from math import ceil

from sistematizacion.publicacion.celdas import Celda, legible

CABE = 200  # ancho de un renglón suelto
RENGLON, BOTON, SIN_MEDIDA = 14.5, 3, 8  # puntos de un renglón; ancho del botón del filtro y de una columna vacía
ALTO_MAXIMO = 409  # puntos; límite de Excel
ESCALA_DE_TITULO, ESCALA_DE_NEGRITA = 1.6, 1.08  # cuánto más ancho que el normal es cada uno
ANGOSTAS, ANCHAS = frozenset("fijltrI.,;:·'|!¡()[]/-\\ \u00a0"), frozenset("mwMW%@—…≈÷×")

Filas = Sequence[tuple[Sequence[Celda], bool]]  # las celdas de cada una y si es un total
Medidas = Sequence[float]


def medir(texto: str) -> float:
    """El ancho aproximado de un texto en Arial, en las unidades de Excel: el ancho de una cifra.

    >>> medir("1234"), medir("il"), medir("MW")
    (4.0, 1.0, 3.0)
    """
    return sum(0.5 if c in ANGOSTAS else 1.5 if c in ANCHAS else 1.2 if c.isupper() else 1.0 for c in texto)


def renglones(texto: str, ancho: float) -> int:
    """Cuántos renglones ocupa un texto partido entre palabras en una columna de ``ancho``.

    >>> renglones("uno dos tres", 8), renglones("uno\\ndos", 8), renglones("x" * 20, 8)
    (2, 2, 3)
    """
    total = 0
    for parrafo in texto.split("\n"):
        total, llevo = total + 1, 0.0
        for palabra in parrafo.split(" "):
            mide = medir(palabra)
            if llevo and llevo + mide > ancho:
                total, llevo = total + 1, 0.0
            sobra = max(0, ceil(mide / ancho) - 1)  # una palabra más larga que la columna sigue en otro renglón
            total, llevo = total + sobra, llevo + mide - sobra * ancho + 0.5
    return total


def alto_de(textos: Sequence[str], medidas: Medidas, *, negrita: bool = False) -> float:
    """El alto, en puntos, de una fila en que cada texto se parte en su columna."""
    util = [(medida - 2) / (ESCALA_DE_NEGRITA if negrita else 1) for medida in medidas]
    return min(ALTO_MAXIMO, 3 + RENGLON * max(map(renglones, textos, util)))


def se_parte(linea: Celda, *, titulo: bool = False) -> bool:
    """Dice si una línea suelta, o el título, no cabe en un renglón que sigue sobre las columnas vecinas."""
    return medir(linea["texto"]) * (ESCALA_DE_TITULO if titulo else 1) > CABE or "\n" in linea["texto"]


def columnas_impresas(lineas: Sequence[Celda], medidas: Medidas) -> int:
    """Cuántas columnas se imprimen para que no se corte ninguna línea que sigue más allá de la tabla.

    La primera línea es el título. Las que se parten en renglones no siguen más allá de la primera columna.
    """
    sueltas = [
        medir(linea["texto"]) * (1 if n else ESCALA_DE_TITULO)
        for n, linea in enumerate(lineas)
        if not se_parte(linea, titulo=n == 0)
    ]
    return len(medidas) + max(0, ceil((max(sueltas, default=0) - sum(medidas)) / SIN_MEDIDA))


def anchos(columnas: Sequence[Celda], filas: Filas) -> list[float]:
    """Los anchos de las columnas: lo que pide el contenido, hasta un tope que crece con el ``ancho`` de la columna.

    Args:
        columnas: ``{"titulo", "clase": "texto" | "num"}``, con un ``ancho`` relativo que, si falta, es 1.
        filas: al menos una; pares (celdas, si es un total).
    """
    salida = []
    for x, columna in enumerate(columnas):
        numerica = columna["clase"] == "num"
        contenido = max(
            medir(r) * (ESCALA_DE_NEGRITA if total else 1)
            for celdas, total in filas
            for r in legible(celdas[x]).split("\n")
        )
        palabra = max((medir(p) * ESCALA_DE_NEGRITA for p in columna["titulo"].split()), default=0) + BOTON + 2
        tope = 28 if numerica else min(70, 24 + 14 * columna.get("ancho", 1))
        salida.append(round(max(12, min(40, palabra), min(tope, contenido + 3)), 1))
    return salida
