"""Un cuadro en CSV: números que se pueden calcular, textos que nunca se ejecutan y, si hace falta, cómo se imprimen."""

import csv
from collections.abc import Sequence
from io import StringIO

from sistematizacion.publicacion.celdas import EJECUTABLE, SIN_DATO, Celda, exacto, legible
from sistematizacion.publicacion.hoja_de_cuadro import en_columnas
from sistematizacion.publicacion.hojas import Datos

IMPRESO = "{} (como se imprime)"


def csv_de_cuadro(cuadro: Datos) -> bytes:
    """El cuadro en CSV: las mismas columnas y filas que su hoja del XLSX, con los grupos en una columna propia.

    UTF-8 con marca de orden, para que Excel lea las tildes, coma y CRLF. Los textos van entre comillas y los números no:
    con punto, sin miles y con todos sus decimales. Lo que falta dice «[sin dato]», que nadie suma como cero. La columna
    de números en que alguno lleva un calificador o una unidad que su encabezado no dice va seguida de otra con el texto
    que el informe imprime. Un texto que una hoja de cálculo tomaría por fórmula lleva un apóstrofo delante.

    Args:
        cuadro: uno de los de ``xlsx.libro_de_calculo``.

    Raises:
        ValueError: una fila no tiene tantas celdas como columnas.
    """
    return csv_de_tabla(*en_columnas(cuadro))


def csv_de_tabla(
    columnas: Sequence[Datos], filas: Sequence[tuple[Sequence[Celda], bool]], *, como_se_imprime: bool = True
) -> bytes:
    """Las columnas y filas que da ``hoja_de_cuadro.en_columnas``, en CSV; ver ``csv_de_cuadro``.

    Sin ``como_se_imprime`` no se agrega la columna del texto impreso: es para la tabla que ya lo trae.
    """
    celdas = list(zip(*(fila for fila, _ in filas), strict=True)) or [()] * len(columnas)
    tabla: list[list[object]] = []  # por columnas
    for columna, suyas in zip(columnas, celdas, strict=True):
        tabla.append([_texto(columna["titulo"]), *(_valor(celda) for celda in suyas)])
        if como_se_imprime and any(_dice_mas(celda, columna.get("unidad", "")) for celda in suyas):
            titulo = _texto(IMPRESO.format(columna["titulo"]))
            tabla.append([titulo, *(_texto(legible(celda)) if exacto(celda) is not None else "" for celda in suyas)])
    salida = StringIO(newline="")
    csv.writer(salida, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(zip(*tabla, strict=True))
    return salida.getvalue().encode("utf-8-sig")


def _dice_mas(celda: Celda, unidad: str) -> bool:
    """Si la cifra se imprime con un calificador, o con una unidad que el encabezado no trae."""
    if exacto(celda) is None:
        return False
    signo = (celda.get("simbolo") or "").strip()
    return celda.get("calificador", "exacto") != "exacto" or bool(celda.get("moneda")) or (signo != "" and signo not in unidad)


def _valor(celda: Celda) -> object:
    """El número exacto de una cifra; de lo demás, su texto."""
    valor = exacto(celda)
    if valor is not None:
        return valor
    return SIN_DATO if celda.get("vacio") else _texto(legible(celda))


def _texto(texto: object) -> str:
    """El texto, con un apóstrofo delante si una hoja de cálculo lo tomaría por fórmula.

    >>> _texto("=1+1"), _texto("007")
    ("'=1+1", '007')
    """
    escrito = str(texto)
    return f"'{escrito}" if escrito.startswith(EJECUTABLE) else escrito
