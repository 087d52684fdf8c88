"""Las cifras del control: cada una dice la fila de que sale o la fórmula y las cifras con que se hizo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control.desempeno import estado
from sistematizacion.analisis.lugares import lugares
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente, lugar_de
from sistematizacion.presentacion.origen import origen_visible

SOLES = Unidad(singular="sol", plural="soles", moneda="unidades")
PORCENTAJE = Unidad(simbolo="%")
PUNTOS = Unidad(singular="punto", plural="puntos")
INVERSIONES = Unidad(singular="inversión", plural="inversiones")
RESTRICCIONES = Unidad(singular="restricción", plural="restricciones")
DIAS = Unidad(singular="día", plural="días")
MESES = Unidad(singular="mes", plural="meses")
INDICE = Unidad()


def de_dato(
    expediente: Expediente, fila: Mapping[str, Any] | None, columna: str, nombre: str, unidad: Unidad, decimales: int,
    fecha: date | None = None, conjunto: str = "",
) -> Cifra | None:  # fmt: skip
    """La cifra de una celda de los datos; nada si no hay fila o la celda está vacía. El conjunto antecede a su nombre."""
    if fila is None or fila[columna] is None:
        return None
    return Cifra(
        fila[columna], unidad, fecha_corte=fecha or expediente.fecha_corte,
        origen=origen_visible(fila["origen"], ficticio=expediente.programa.ficticio),
        fuente=expediente.citar(fila["fuente"], fila["seccion"]), citas=((fila["fuente"], fila["seccion"]),),
        nombre=en_conjunto(nombre, conjunto), decimales=decimales, region=expediente.region.nombre,
        lugares=(lugar_de(dict(fila)),), conjunto=conjunto,
    )  # fmt: skip


def en_conjunto(nombre: str, conjunto: str) -> str:
    """«Inversión 2345678: PIM»: el nombre con el de su conjunto delante, que es como se distingue en el libro."""
    return f"{conjunto}: {nombre}" if conjunto else nombre


def derivada(
    valor: Decimal | None, unidad: Unidad, formula: str, partes: Sequence[Cifra | None], decimales: int, nombre: str,
    conjunto: str = "",
) -> Cifra | None:  # fmt: skip
    """Como ``cifra.calculada``, o nada si no hay valor o falta alguna de las partes.

    Su procedencia es la fórmula con los números puestos: las cifras con que se hizo van en su misma fila del libro.
    """
    todas = [p for p in partes if p is not None]
    if valor is None or len(todas) < len(partes):
        return None
    hecha = formula.format(*(formato.numero(p.valor, p.decimales) for p in todas))
    cifra = calculada(valor, unidad, formula, todas, decimales, en_conjunto(nombre, conjunto))
    return replace(cifra, fuente=hecha, conjunto=conjunto)


def de_filas(
    expediente: Expediente, valor: Decimal | int | None, unidad: Unidad, decimales: int, nombre: str, formula: str,
    filas: Iterable[Mapping[str, Any]], calificador: str = "exacto", conjunto: str = "",
) -> Cifra | None:  # fmt: skip
    """Una cifra que resume muchas filas: una suma, un recuento, un promedio ponderado; dice de qué filas salió."""
    if valor is None:
        return None
    usadas = list(filas)
    citas = dict.fromkeys((f["fuente"], f["seccion"]) for f in usadas)
    return Cifra(
        Decimal(valor), unidad, calificador, expediente.fecha_corte, "calculado", formula, tuple(citas),
        nombre=en_conjunto(nombre, conjunto), decimales=decimales, region=expediente.region.nombre, conjunto=conjunto,
        lugares=lugares(pd.DataFrame(usadas, columns=["archivo", "hoja", "fila"])),
    )  # fmt: skip


def decimales_de_spi(spi: Decimal, umbrales: Mapping[str, Decimal]) -> int:
    """Con cuántos decimales se escribe un SPI para que no parezca de otro estado: dos o, junto a un umbral, los que pida.

    >>> umbrales = {"critico": Decimal("0.80"), "moderado": Decimal(1)}
    >>> decimales_de_spi(Decimal("0.921"), umbrales), decimales_de_spi(Decimal("0.9983"), umbrales)
    (2, 3)
    """
    suyo = estado(spi, umbrales)
    return next((n for n in range(2, 7) if estado(formato.redondear(spi, n), umbrales) == suyo), 6)
