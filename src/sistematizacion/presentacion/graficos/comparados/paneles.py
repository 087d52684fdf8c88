"""Cómo se dibujan los participantes cuando cada región cabe entera: un panel por región y una barra por tema."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.graficos.comparados.rotulos import Cifras, Halladas, escrita
from sistematizacion.presentacion.graficos.comparados.temas import nombre_del_total, tema_de
from sistematizacion.presentacion.graficos.lienzo import ANCHO, GRIS, PAPEL, PRIMARIO, TINTA, a_svg
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, pliego, raya, renglones

SEXOS = {
    "mujeres": {"color": PAPEL, "trama": "////", "borde": PRIMARIO},
    "hombres": {"color": PAPEL, "trama": "----", "borde": PRIMARIO},
}


class Panel:
    """El nombre de una región y, debajo, una fila por tema; luego mujeres y hombres, con trama, y el total."""

    def __init__(self, region: str, cifras: Cifras, ancho: float, rotular: Callable[[str], str]) -> None:
        self.region, self.ancho, self.sangria = region, ancho, min(1.75, ancho * 0.52)
        por_tema = {tema_de(c): c for c in cifras if c}
        claves = [*(c for c in por_tema if c), ""]
        total = nombre_del_total(cifras)
        rotulos = [renglones(formato.frase(rotular(c) if c else total), self.sangria, 9) for c in claves]
        self.filas = [(c, r, por_tema.get(c), 0.1 + 0.15 * len(r)) for c, r in zip(claves, rotulos, strict=True)]
        self.alto = 0.56 + sum(alto for *_, alto in self.filas)

    def dibujar(self, eje: Axes, x: float, y: float, mayor: float) -> None:
        """Dibuja el panel con su esquina en ``x``, ``y``; la barra de ``mayor`` ocupa todo el ancho que hay."""
        escribir(eje, x, y + 0.13, self.region, 10.5, negrita=True)
        raya(eje, y + 0.26, x, x + self.ancho)
        y, inicio = y + 0.33, x + self.sangria + 0.1
        for clave, rotulo, cifra, alto in self.filas:
            centro, largo = y + alto / 2, 0.0
            if cifra and clave:
                largo = (x + self.ancho - 0.42 - inicio) * float(valor_de(cifra)) / mayor
                franja(eje, inicio, centro, largo, 0.15, **SEXOS.get(clave, {}))
            escribir(eje, x, centro, "\n".join(rotulo), 9, color=TINTA if clave else GRIS)
            escribir(eje, inicio + (largo + 0.07 if clave else 0), centro, escrita(cifra), 9, negrita=bool(cifra))
            y += alto


def dibujar_paneles(halladas: Halladas, rotular: Callable[[str], str]) -> str:
    cuantas = 1 if len(halladas) <= 4 else 2 if len(halladas) <= 12 else 3
    ancho = (ANCHO - 0.3 * (cuantas - 1)) / cuantas
    columnas = _repartir([Panel(r, cifras, ancho, rotular) for r, cifras in halladas.items()], cuantas)
    mayor = max((valor_de(c) for cifras in halladas.values() for c in cifras if c and tema_de(c)), default=0) or 1
    with pliego(max(sum(p.alto for p in columna) for columna in columnas)) as (figura, eje):
        for k, columna in enumerate(columnas):
            y = 0.0
            for panel in columna:
                panel.dibujar(eje, k * (ancho + 0.3), y, float(mayor))
                y += panel.alto
        return a_svg(figura)


def _repartir(paneles: Sequence[Panel], cuantas: int) -> list[list[Panel]]:
    """Los paneles en columnas de altura parecida, de arriba abajo y en su orden."""
    columnas: list[list[Panel]] = [[]]
    tope = sum(p.alto for p in paneles) / cuantas
    for panel in paneles:
        lleno = sum(p.alto for p in columnas[-1]) + panel.alto / 2 > tope
        if lleno and columnas[-1] and len(columnas) < cuantas:
            columnas.append([])
        columnas[-1].append(panel)
    return columnas
