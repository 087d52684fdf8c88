"""Un recuadro por región, en cuadrícula: su nombre y su valor arriba, y debajo lo que se dibuje de ella."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sistematizacion.presentacion.graficos.lienzo import ALTO_IMPRESO, ANCHO, LETRA_MENOR, PRIMARIO, a_svg, estilo
from sistematizacion.presentacion.graficos.pulgadas import medir, renglones

ALTO, ALTO_DE_POCOS = 1.45, 2.05  # pulgadas de un recuadro
POCOS, EN_TRES_COLUMNAS = 3, 12


def en_recuadros(nombres: Sequence[str], valores: Sequence[str], dibujar: Callable[[Axes, str], None], eje_y: float = 0.4) -> str:
    """La cuadrícula; ``dibujar`` recibe los ejes y el nombre de cada región, y ``eje_y`` son las pulgadas de su escala."""
    columnas = min(len(nombres), 3 if len(nombres) <= EN_TRES_COLUMNAS else 4)
    filas = -(-len(nombres) // columnas)
    alto, ancho = min(ALTO_DE_POCOS if len(nombres) <= POCOS else ALTO, ALTO_IMPRESO / filas), ANCHO / columnas
    total = alto * filas
    with estilo():
        figura = Figure(figsize=(ANCHO, total))
        for k, (nombre, valor) in enumerate(zip(nombres, valores, strict=True)):
            x, y = (k % columnas) * ancho, total - (k // columnas) * alto
            titulo = renglones(nombre, ancho - 0.22 - medir(valor, LETRA_MENOR, True), LETRA_MENOR, True)
            comun = {"va": "top", "fontsize": LETRA_MENOR, "fontweight": "bold"}
            figura.text((x + 0.04) / ANCHO, (y - 0.03) / total, titulo[0] + ("…" if len(titulo) > 1 else ""), **comun)
            figura.text((x + ancho - 0.1) / ANCHO, (y - 0.03) / total, valor, ha="right", color=PRIMARIO, **comun)
            caja = (x + eje_y) / ANCHO, (y - alto + 0.24) / total, (ancho - eje_y - 0.12) / ANCHO, (alto - 0.5) / total
            dibujar(figura.add_axes(caja), nombre)
        return a_svg(figura)
