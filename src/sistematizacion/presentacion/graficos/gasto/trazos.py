"""Lo que comparten los dibujos: separar rótulos para que no se encimen, los ejes de porcentaje y los tramos de ejecución."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from matplotlib import colors
from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.graficos.lienzo import GRIS, LETRA_MENOR, PAPEL, PRIMARIO, TENUE, TINTA
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir


class Tramo(NamedTuple):
    """Desde qué ejecución, cómo se llama y cómo se ve: cuánto de la tinta principal, qué trama y de qué color la letra."""

    desde: Decimal
    nombre: str
    intensidad: float
    trama: str
    letra: str


TRAMOS = (
    Tramo(Decimal(90), "desde 90%", 1.0, "", PAPEL),
    Tramo(Decimal(75), "desde 75%", 0.45, "", TINTA),
    Tramo(Decimal(50), "desde 50%", 0.16, "", TINTA),
    Tramo(Decimal("-Infinity"), "menos de 50%", 0.0, "////", TINTA),
)
SIN_DATO = "sin dato"
TRAMA_SIN_DATO = "xx"  # rayas cruzadas: una trama de puntos pesa cien veces más en el SVG
DE_LECTURA = "Los tramos de color son de lectura: no son una calificación del MEF."


def tramo_de(valor: Decimal, decimales: int) -> Tramo:
    """A qué tramo pertenece una ejecución, tal como se imprime: 89.96 se escribe «90.0» y va con los de 90.

    >>> tramo_de(Decimal("89.96"), 1).nombre, tramo_de(Decimal("49.9"), 1).nombre, tramo_de(Decimal(0), 0).nombre
    ('desde 90%', 'menos de 50%', 'menos de 50%')
    """
    return next(t for t in TRAMOS if formato.redondear(valor, decimales) >= t.desde)


def relleno(tramo: Tramo) -> tuple[float, float, float]:
    """El color del tramo: la tinta principal de la marca, aclarada. Se pide dentro de ``estilo``."""
    papel, tinta = (colors.to_rgb(colors.get_named_colors_mapping()[c]) for c in (PAPEL, PRIMARIO))
    return tuple(p + (t - p) * tramo.intensidad for p, t in zip(papel, tinta, strict=True))  # type: ignore[return-value]


def separar(lugares: Sequence[float], paso: float, minimo: float, maximo: float) -> list[float]:
    """Los lugares movidos lo menos posible para que entre dos haya al menos ``paso``, sin salir de los límites si caben.

    >>> separar([1.0, 1.1, 3.0], 0.5, 0, 4)
    [0.8, 1.3, 3.0]
    >>> separar([3.9, 4.0], 0.5, 0, 4)
    [3.5, 4.0]
    """
    orden = sorted(range(len(lugares)), key=lambda n: (lugares[n], n))
    grupos: list[tuple[float, int]] = []  # dónde empieza cada grupo de rótulos juntos, y cuántos son
    for n in orden:
        inicio, cuantos = min(max(lugares[n], minimo), maximo), 1
        while grupos and grupos[-1][0] + grupos[-1][1] * paso > inicio + 1e-9:
            antes, suyos = grupos.pop()
            juntos = suyos + cuantos
            inicio = (antes * suyos + (inicio - suyos * paso) * cuantos) / juntos
            cuantos = juntos
            inicio = min(max(inicio, minimo), max(minimo, maximo - (cuantos - 1) * paso))
        grupos.append((inicio, cuantos))
    puestos = [round(inicio + k * paso, 6) for inicio, cuantos in grupos for k in range(cuantos)]
    return [puestos[orden.index(n)] for n in range(len(lugares))]


def tope_de(valores: Sequence[float]) -> int:
    """Hasta dónde llega un eje de porcentajes que empieza en cero: 100 o, si algo lo pasa, la decena siguiente.

    >>> tope_de([84.2]), tope_de([104.5, 20])
    (100, 110)
    """
    return max(100, int(-(-max(valores, default=0) // 10) * 10))


def leyenda_de_tramos(eje: Axes, presentes: set[Tramo], sin_dato: bool, y: float) -> None:
    """Una muestra por tramo presente, en palabras; al final, «sin dato» si lo hay."""
    escribir(eje, 0, y, "Ejecución:", LETRA_MENOR, color=GRIS)
    x = medir("Ejecución:", LETRA_MENOR) + 0.1
    for tramo in [*(t for t in TRAMOS if t in presentes), *([None] if sin_dato else [])]:
        franja(eje, x, y, 0.2, 0.13, relleno(tramo) if tramo else TENUE, tramo.trama if tramo else TRAMA_SIN_DATO, PRIMARIO)  # type: ignore[arg-type]
        texto = tramo.nombre if tramo else SIN_DATO
        escribir(eje, x + 0.26, y, texto, LETRA_MENOR, color=GRIS)
        x += 0.26 + medir(texto, LETRA_MENOR) + 0.16
