"""Cómo se dibuja el tablero: una cuadrícula de medidas y regiones, medida en pulgadas."""

from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.graficos.lienzo import (
    ANCHO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PRIMARIO,
    REGLA,
    TENUE,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import (
    circulo,
    escribir,
    franja,
    marca,
    medir,
    pliego,
    raya,
    renglones,
)
from sistematizacion.presentacion.graficos.tablero.celdas import Celda, Halladas

MARGEN, ENTRE = 1.12, 0.16  # el ancho de los rótulos y lo que separa dos columnas, en pulgadas
CIFRA, RENGLON, BARRA, AIRE, GRUPO = 0.235, 0.138, 0.15, 0.15, 0.24


def dibujar(halladas: Halladas, regiones: Sequence[str]) -> str:
    ancho = min(2.4, (ANCHO - MARGEN) / len(regiones) - ENTRE)
    rotulos = {m: renglones(m.rotulo, MARGEN - 0.14, 9) for m in halladas}
    altos = {
        m: max(AIRE + 0.06 + 0.145 * len(rotulos[m]), *(_alto(c, ancho) for c in celdas.values()))
        for m, celdas in halladas.items()
    }
    grupos = [(grupo, list(medidas)) for grupo, medidas in groupby(halladas, key=lambda m: m.grupo)]
    palabra = max(medir(palabra, 11.5, True) for region in regiones for palabra in region.split(" "))
    cuerpo = max(LETRA_MENOR, 11.5 * min(1.0, ancho / palabra))
    nombres = [renglones(region, ancho, cuerpo, True) for region in regiones]
    cabecera = 0.12 + 0.19 * max(map(len, nombres))
    with pliego(cabecera + GRUPO * len(grupos) + sum(altos.values()) + 0.02) as (figura, eje):
        for k, nombre in enumerate(nombres):
            escribir(eje, _x(k, ancho), cabecera - 0.08 - 0.095 * len(nombre), "\n".join(nombre), cuerpo, negrita=True)
        y = cabecera
        for grupo, medidas in grupos:
            franja(eje, 0, y + GRUPO / 2, ANCHO, GRUPO, TENUE)
            escribir(eje, 0.07, y + GRUPO / 2, grupo, LETRA_MENOR, negrita=True, color=PRIMARIO)
            y += GRUPO
            for medida in medidas:
                if medida != medidas[0]:
                    raya(eje, y, color=REGLA)
                rotulo = rotulos[medida]
                escribir(eje, 0, y + AIRE / 2 + 0.05 + 0.0725 * len(rotulo), "\n".join(rotulo), 9)
                for k, celda in enumerate(halladas[medida].values()):
                    _celda(eje, _x(k, ancho), y + AIRE / 2, ancho, altos[medida] - AIRE, celda)
                y += altos[medida]
        raya(eje, y)
        return a_svg(figura)


def _x(k: int, ancho: float) -> float:
    return MARGEN + k * (ancho + ENTRE)


def _bloques(celda: Celda, ancho: float) -> list[list[tuple[str, list[str]]]]:
    """Las cifras de una celda en líneas de una o dos, cada una con los renglones de su rótulo."""
    por_linea = 2 if len(celda.textos) > 1 and ancho >= 1.3 else 1
    cabe = ancho / por_linea - (0.06 if por_linea > 1 else 0)
    hechos = [(cifra, renglones(rotulo, cabe, LETRA_MENOR)) for cifra, rotulo in celda.textos]
    return [hechos[n : n + por_linea] for n in range(0, len(hechos), por_linea)]


def _alto(celda: Celda | None, ancho: float) -> float:
    if celda is None:
        return AIRE + CIFRA + RENGLON
    textos = sum(CIFRA + RENGLON * max(len(r) for _, r in linea) for linea in _bloques(celda, ancho))
    return AIRE + textos + (BARRA if celda.barra is not None else 0)


def _celda(eje: Axes, x: float, y: float, ancho: float, alto: float, celda: Celda | None) -> None:
    """Las cifras de arriba abajo y, al pie de la fila, la barra; la serie, junto a la primera cifra, si cabe."""
    if celda is None:
        escribir(eje, x, y + CIFRA / 2, formato.VACIO, 14, color=GRIS)
        return
    libre = x + medir(celda.textos[0][0], 14, True) + 0.16
    if len(celda.serie) > 1 and x + ancho - libre >= 0.35:
        _serie(eje, libre, y + 0.02, min(0.7, x + ancho - libre - 0.05), CIFRA - 0.05, celda.serie)
    if celda.barra is not None:
        _barra(eje, x, y + alto - BARRA / 2 + 0.03, ancho, celda)
    for linea in _bloques(celda, ancho):
        paso = ancho / len(linea)
        for n, (cifra, rotulo) in enumerate(linea):
            escribir(eje, x + n * paso, y + CIFRA / 2, cifra, min(14, 14 * paso / medir(cifra, 14, True)), negrita=True)
            centro = y + CIFRA + RENGLON * len(rotulo) / 2
            escribir(eje, x + n * paso, centro, "\n".join(rotulo), LETRA_MENOR, color=GRIS)
        y += CIFRA + RENGLON * max(len(r) for _, r in linea)


def _barra(eje: Axes, x: float, y: float, ancho: float, celda: Celda) -> None:
    franja(eje, x, y, ancho, 0.085, TENUE)
    franja(eje, x, y, ancho * min(1.0, float(celda.barra or 0) / 100), 0.085)
    if celda.referencia is not None:
        marca(eje, x + ancho * min(1.0, float(celda.referencia) / 100), y, 0.16)


def _serie(eje: Axes, x: float, y: float, ancho: float, alto: float, serie: Sequence[Cifra]) -> None:
    """Una línea con los valores en el tiempo, desde cero: vacío el primer punto y lleno el último."""
    tope = max(float(valor_de(c)) for c in serie) or 1.0
    dias = [c.fecha_corte.toordinal() for c in serie if c.fecha_corte]
    puntos = [
        (x + ancho * (dia - dias[0]) / max(1, dias[-1] - dias[0]), y + alto * (1 - float(valor_de(c)) / tope))
        for dia, c in zip(dias, serie, strict=True)
    ]
    eje.plot(*zip(*puntos, strict=True), color=MEDIO, linewidth=1.4)
    circulo(eje, *puntos[0], 0.03, lleno=False)
    circulo(eje, *puntos[-1], 0.035, lleno=True)
