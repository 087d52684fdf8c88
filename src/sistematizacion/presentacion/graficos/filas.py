"""Una fila por región: el lugar de cada una, su nombre, sus columnas de texto y sus barras."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from sistematizacion.presentacion.formato import VACIO
from sistematizacion.presentacion.graficos.lienzo import ALTO_IMPRESO, GRIS, LETRA_MENOR, REGLA, TENUE, TINTA
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir, raya, renglones

CON_DETALLE = 7  # con más regiones, cada una va en un renglón y no en un panel


class Filas:
    """Una fila por región, de la primera a la última: dónde va cada una y qué columnas de texto la acompañan."""

    def __init__(self, nombres: Sequence[str], cabecera: float = 0.42, comodo: float = 0.4) -> None:
        self.nombres = ["\n".join(renglones(nombre, 1.4, negrita=True)) for nombre in nombres]
        lineas = max(nombre.count("\n") for nombre in self.nombres) + 1
        disponible = (ALTO_IMPRESO - cabecera - 0.02) / len(self.nombres)
        self.cabecera, self.paso = cabecera, min(comodo, max(0.08 + 0.155 * lineas, disponible))
        self.alto = cabecera + self.paso * len(self.nombres) + 0.02
        self.inicio = max(medir(linea, 9.5, True) for nombre in self.nombres for linea in nombre.split("\n")) + 0.22
        self.grueso = min(0.2, self.paso * 0.6)  # de una barra

    def y(self, n: int) -> float:
        """El centro de la fila ``n``."""
        return self.cabecera + self.paso * (n + 0.5)

    def nombrar(self, eje: Axes) -> None:
        """Los nombres de las regiones y las líneas que separan las filas."""
        for n, nombre in enumerate(self.nombres):
            raya(eje, self.cabecera + self.paso * n, color=TENUE if n else REGLA)
            escribir(eje, 0, self.y(n), nombre, negrita=True)
        raya(eje, self.cabecera + self.paso * len(self.nombres))

    def encabezar(self, eje: Axes, x: float, titulo: str, ha: str = "left") -> None:
        """Un rótulo sobre la primera fila, que crece hacia arriba."""
        alto = 1.16 * LETRA_MENOR / 72 * (titulo.count("\n") + 1)
        escribir(eje, x, self.cabecera - 0.06 - alto / 2, titulo, LETRA_MENOR, color=GRIS, ha=ha)

    def en_escala(self, hasta: float, porcentaje: float) -> float:
        """Dónde cae un porcentaje en la escala de 0 a 100 que acaba en ``hasta``."""
        return self.inicio + (hasta - self.inicio) * max(0.0, min(100.0, porcentaje)) / 100

    def escala(self, eje: Axes, hasta: float, tope: str) -> None:
        """Los extremos de la escala de 0 a 100, sobre la primera fila."""
        self.encabezar(eje, self.inicio, "0%")
        self.encabezar(eje, hasta, tope, "right")

    def barra(self, eje: Axes, n: int, hasta: float, porcentaje: float) -> None:
        """Una barra en la escala de 0 a 100, sobre una franja clara que llega hasta el final."""
        franja(eje, self.inicio, self.y(n), hasta - self.inicio, self.grueso, TENUE)
        franja(eje, self.inicio, self.y(n), self.en_escala(hasta, porcentaje) - self.inicio, self.grueso)

    def columna(
        self, eje: Axes, titulo: str, textos: Sequence[str], hasta: float, *, negrita: bool = False, cuerpo: float = 9.5
    ) -> float:
        """Un texto por fila, alineados por la derecha en ``hasta``; devuelve dónde empieza la columna."""
        self.encabezar(eje, hasta, titulo, "right")
        for n, texto in enumerate(textos):
            hay = texto != VACIO
            escribir(
                eje, hasta, self.y(n), texto, cuerpo, negrita=negrita and hay, color=TINTA if hay else GRIS, ha="right"
            )
        anchos = [medir(t, cuerpo, negrita) for t in textos] + [medir(t, LETRA_MENOR) for t in titulo.split("\n")]
        return hasta - max(anchos)
