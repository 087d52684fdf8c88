"""La biblioteca de gráficos del tablero: Observable Plot, que va entera dentro de la página.

Se comparó con ECharts y con Vega-Lite (medidas y detalle en ``docs/tablero.md``):

- TAMAÑO incrustado: Plot 0.6.17 con d3 7.9.2, 490 kB; ECharts 6.1.0, 1,122 kB (715 kB el «common»); el paquete de
  Vega-Lite que da vl-convert 1.9.0, 898 kB.
- POLÍTICA DE CONTENIDO: Vega compila sus expresiones con ``Function`` y el paquete de vl-convert no trae el intérprete
  que lo evita: pediría «unsafe-eval». Plot y ECharts no lo piden.
- ACCESIBILIDAD: Plot dibuja SVG con texto de verdad, colores por variables de CSS (claro, oscuro y papel sin volver a
  dibujar) y nombre ARIA por marca; ECharts dibuja en lienzo y su descripción es una sola frase.
- LICENCIA: ISC Plot y d3, Apache 2.0 ECharts, BSD de tres cláusulas Vega. Todas sirven.
"""

import hashlib
from importlib.resources import files

from sistematizacion.errores import ErrorDeDocumento

ARCHIVOS = {  # en el orden en que se cargan; las sumas son las de recursos/PROCEDENCIA.md
    "d3-7.9.2.min.js": "912111098ea99503a6f4967361d2bbdc9dbf58cf9c678c8e27e5b02d1a07f0c1",
    "plot-0.6.17.umd.min.js": "4358086467740777dd788d6b27a95cebdbaefdd50c730a3060117073bd7134cb",
}


def guiones() -> tuple[str, ...]:
    """El texto de cada archivo, comprobado.

    Raises:
        ErrorDeDocumento: uno falta o no es el que se publicó.
    """
    return tuple(_leer(nombre, suma) for nombre, suma in ARCHIVOS.items())


def _leer(nombre: str, suma: str) -> str:
    try:
        contenido = files("sistematizacion.tablero").joinpath("recursos", nombre).read_bytes()
    except FileNotFoundError:
        contenido = b""
    if hashlib.sha256(contenido).hexdigest() != suma:
        raise ErrorDeDocumento(f"La biblioteca de gráficos {nombre} falta o no es la publicada. Recupérela con git.")
    return contenido.decode("utf-8")
