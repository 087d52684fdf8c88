"""Cómo se dibuja una pendiente: las líneas en medio y, a los lados, sus nombres y montos en filas que no se enciman."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from sistematizacion.presentacion.graficos.gasto.trazos import separar
from sistematizacion.presentacion.graficos.lienzo import (
    ALTO_IMPRESO,
    ANCHO,
    GRIS,
    LETRA_MENOR,
    PAPEL,
    PRIMARIO,
    REGLA,
    TENUE,
    TINTA,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import escribir, medir, pliego, raya, renglones

MARCAS = ("o", "s", "^", "D", "v", "P", "X")  # una forma por línea, que se repite junto a su nombre y a sus montos
RAZON_MINIMA = 4.0  # entre los extremos de una escala proporcional, para que no se exagere una diferencia pequeña
ROTULOS = ("PIA", "PIM", "Devengado")
ANCHO_DEL_NOMBRE, AIRE, GUIA = 1.4, 0.12, 0.3
RENGLON = 1.16 * LETRA_MENOR / 72
ALTO_MINIMO, COMODO, ENTRE_FILAS, CABECERA, TITULO = 1.25, 1.7, 0.07, 0.3, 0.26  # pulgadas


class Linea(NamedTuple):
    """Una línea: su nombre, sus tres valores (PIA, PIM y devengado) con que se dibuja, los mismos escritos, y su ejecución."""

    nombre: str
    valores: Sequence[float | None]
    textos: Sequence[str]
    ejecucion: str


def dibujar(paneles: dict[str, list[Linea]], resalta: set[str], *, con_pia: bool, proporcional: bool) -> str:
    """Un panel debajo de otro, con las mismas columnas; ``resalta`` nombra las líneas gruesas."""
    hechos = [_Panel(titulo, lineas, resalta, con_pia, proporcional) for titulo, lineas in paneles.items()]
    todas = [x for p in hechos for x in p.lineas]
    columnas = _Columnas(todas, con_pia)
    tope = (ALTO_IMPRESO - 0.15 * (len(hechos) - 1)) / len(hechos)
    for panel in hechos:
        panel.alto = min(panel.alto, max(tope, panel.preciso))
    with pliego(sum(p.alto for p in hechos) + 0.15 * (len(hechos) - 1)) as (figura, eje):
        y = 0.0
        for panel in hechos:
            panel.dibujar(eje, y, columnas)
            y += panel.alto + 0.15
        return a_svg(figura)


class _Columnas:
    """Dónde empieza y acaba cada columna de texto y la zona de las líneas."""

    def __init__(self, lineas: Sequence[Linea], con_pia: bool) -> None:
        ancho = [
            max([medir(x.textos[k], LETRA_MENOR, True) for x in lineas] + [medir(r, LETRA_MENOR)]) for k, r in enumerate(ROTULOS)
        ]
        nombre = max(medir(r, LETRA_MENOR, True) for nombre in partir(lineas) for r in nombre)
        primero = ancho[0] if con_pia else ancho[1]
        self.primero = nombre + AIRE + primero  # fin de la columna de la izquierda
        self.ejecucion = ANCHO
        ejecucion = max([medir(x.ejecucion, LETRA_MENOR, True) for x in lineas] + [medir("del PIM", LETRA_MENOR)])
        self.devengado = ANCHO - ejecucion - AIRE
        self.pim = self.devengado - ancho[2] - AIRE if con_pia else None
        ultima = self.devengado - ancho[2] if self.pim is None else self.pim - ancho[1]
        self.desde, self.hasta = self.primero + AIRE + GUIA, ultima - AIRE - GUIA


def partir(lineas: Sequence[Linea]) -> list[list[str]]:
    """El nombre de cada línea en los renglones en que cabe."""
    return [renglones(x.nombre, ANCHO_DEL_NOMBRE, LETRA_MENOR, True) for x in lineas]


class _Panel:
    def __init__(self, titulo: str, lineas: list[Linea], resalta: set[str], con_pia: bool, proporcional: bool) -> None:
        self.titulo, self.lineas, self.resalta = titulo, lineas, resalta
        self.etapas = (0, 1, 2) if con_pia else (1, 2)
        self.proporcional = proporcional
        self.nombres = partir(lineas)
        self.paso = max(map(len, self.nombres)) * RENGLON + ENTRE_FILAS
        self.arriba = CABECERA + (TITULO if titulo else 0)
        self.preciso = self.arriba + self.paso * len(lineas)
        self.alto = self.arriba + max(ALTO_MINIMO, min(COMODO, 0.34 * len(lineas)), self.paso * len(lineas) * 1.25)

    def dibujar(self, eje: Axes, y: float, columnas: _Columnas) -> None:
        arriba, abajo = y + self.arriba + self.paso / 2, y + self.alto - self.paso / 2
        if self.titulo:
            escribir(eje, 0, y + 0.1, self.titulo, 10, negrita=True)
        self._cabecera(eje, y + self.arriba - 0.17, columnas)
        raya(eje, y + self.arriba - 0.04)
        xs = [columnas.desde + (columnas.hasta - columnas.desde) * k / (len(self.etapas) - 1) for k in range(len(self.etapas))]
        for x in xs:
            eje.plot([x, x], [y + self.arriba, y + self.alto], color=TENUE, linewidth=0.8, zorder=0)
        alturas = self._alturas(arriba, abajo)
        self._trazar(eje, xs, alturas)
        self._columna(eje, 0, xs[0], alturas, arriba, abajo, columnas)
        self._columna(eje, -1, xs[-1], alturas, arriba, abajo, columnas)

    def _cabecera(self, eje: Axes, y: float, columnas: _Columnas) -> None:
        primero = ROTULOS[self.etapas[0]]
        escribir(eje, columnas.primero, y, primero, LETRA_MENOR, color=GRIS, ha="right")
        if columnas.pim is not None:
            escribir(eje, columnas.pim, y, "PIM", LETRA_MENOR, color=GRIS, ha="right")
        if len(self.etapas) == len(ROTULOS):
            escribir(eje, (columnas.desde + columnas.hasta) / 2, y, "PIM", LETRA_MENOR, color=GRIS, ha="center")
        escribir(eje, columnas.devengado, y, "Devengado", LETRA_MENOR, color=GRIS, ha="right")
        escribir(eje, columnas.ejecucion, y, "del PIM", LETRA_MENOR, color=GRIS, ha="right")

    def _alturas(self, arriba: float, abajo: float) -> list[list[float | None]]:
        """Dónde cae cada valor de cada línea: el mayor, arriba; cero o, si la escala es proporcional, el menor, abajo."""
        escala = (lambda v: math.log(v)) if self.proporcional else (lambda v: v)
        valores = [[None if x.valores[k] is None else escala(x.valores[k]) for k in self.etapas] for x in self.lineas]  # type: ignore[arg-type]
        conocidos = [v for fila in valores for v in fila if v is not None]
        menor, mayor = min(conocidos) if self.proporcional else min(0.0, *conocidos), max(conocidos)
        if self.proporcional:
            falta = max(0.0, math.log(RAZON_MINIMA) - (mayor - menor))
            menor, mayor = menor - falta / 2, mayor + falta / 2
        alto = (mayor - menor) or 1.0
        return [[None if v is None else abajo - (v - menor) / alto * (abajo - arriba) for v in fila] for fila in valores]

    def _trazar(self, eje: Axes, xs: list[float], alturas: list[list[float | None]]) -> None:
        for n, (linea, ys) in enumerate(zip(self.lineas, alturas, strict=True)):
            fuerte = linea.nombre in self.resalta or not self.resalta
            puntos = [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
            color = PRIMARIO if fuerte else GRIS
            eje.plot(*zip(*puntos, strict=True), color=color, linewidth=2.4 if linea.nombre in self.resalta else 1.3,
                     zorder=3 if fuerte else 2)  # fmt: skip
            for k, (x, y) in enumerate(puntos):
                ultimo = k == len(puntos) - 1
                self._marca(eje, n, x, y, color, llena=ultimo)

    def _marca(self, eje: Axes, n: int, x: float, y: float, color: str, *, llena: bool) -> None:
        """La forma de la línea ``n``."""
        eje.scatter([x], [y], s=24, marker=MARCAS[n % len(MARCAS)], facecolor=color if llena else PAPEL, edgecolor=color,
                    linewidth=1.0, zorder=4)  # fmt: skip

    def _columna(
        self, eje: Axes, cual: int, x: float, alturas: list[list[float | None]], arriba: float, abajo: float, columnas: _Columnas
    ) -> None:
        """Los textos de un extremo, separados, cada uno unido a su punto."""
        propias = [ys[cual] if ys[cual] is not None else next(v for v in ys if v is not None) for ys in alturas]
        puestas = separar(propias, self.paso, arriba, abajo)  # type: ignore[arg-type]
        for n, (linea, y) in enumerate(zip(self.lineas, puestas, strict=True)):
            negrita = linea.nombre in self.resalta
            punto = alturas[n][cual]
            if cual == 0:
                escribir(eje, 0, y, "\n".join(self.nombres[n]), LETRA_MENOR, negrita=negrita)
                escribir(eje, columnas.primero, y, linea.textos[self.etapas[0]], LETRA_MENOR, negrita=negrita, ha="right")
                borde = columnas.primero + AIRE
            else:
                if columnas.pim is not None:
                    escribir(eje, columnas.pim, y, linea.textos[1], LETRA_MENOR, negrita=negrita, color=GRIS, ha="right")
                escribir(eje, columnas.devengado, y, linea.textos[2], LETRA_MENOR, negrita=negrita, ha="right")
                escribir(eje, columnas.ejecucion, y, linea.ejecucion, LETRA_MENOR, negrita=negrita, color=TINTA, ha="right")
                borde = columnas.hasta + GUIA
            if punto is not None:
                eje.plot([x, borde], [punto, y], color=REGLA, linewidth=0.7, zorder=1)
                color = PRIMARIO if negrita or not self.resalta else GRIS
                self._marca(eje, n, borde, y, color, llena=cual != 0)
