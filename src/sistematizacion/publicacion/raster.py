"""Dibujos en PNG, para los formatos que no saben mostrar un SVG; los dibuja Typst, con las letras de la marca."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from struct import unpack
from typing import Any

import typst

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.pdf import carpetas_de_letras

PUNTOS_POR_PULGADA = 220  # con que se ve nítido impreso; más, Word lo reduce al guardar
MM_POR_PULGADA = 25.4
PAGINAS = """#set page(width: auto, height: auto, margin: 0pt, fill: none)
#for nombre in json("nombres.json") { page(image(nombre)) }
"""


@dataclass(frozen=True)
class Png:
    """Un dibujo y lo que mide al tamaño en que se dibujó."""

    contenido: bytes
    ancho_mm: float
    alto_mm: float


def a_png(dibujos: Mapping[str, bytes], marca: Marca) -> dict[str, Png]:
    """Cada dibujo por su nombre de archivo (``….svg`` o ``….png``), todos con una sola compilación.

    Raises:
        ErrorDeDocumento: uno no se puede dibujar.
    """
    if not dibujos:
        return {}
    archivos = {"main.typ": PAGINAS.encode(), "nombres.json": json.dumps(list(dibujos)).encode(), **dibujos}
    letras = typst.Fonts(include_system_fonts=False, font_paths=[str(c) for c in carpetas_de_letras(marca)])
    try:
        hechos: Any = typst.compile(
            archivos, font_paths=letras, ignore_system_fonts=True, format="png", ppi=PUNTOS_POR_PULGADA
        )
    except RuntimeError as error:  # TypstError
        raise ErrorDeDocumento(f"No se pudo dibujar un gráfico del informe: {error}") from None
    paginas = hechos if isinstance(hechos, list) else [hechos]
    return dict(zip(dibujos, map(_medir, paginas), strict=True))


def _medir(contenido: bytes) -> Png:
    ancho, alto = unpack(">II", contenido[16:24])  # de la cabecera IHDR, que es siempre la primera
    return Png(contenido, ancho / PUNTOS_POR_PULGADA * MM_POR_PULGADA, alto / PUNTOS_POR_PULGADA * MM_POR_PULGADA)
