"""El lienzo común: letras, colores y conversión a SVG, iguales en todos los gráficos y en todas las corridas.

Un color se nombra por su papel en la marca (``PRIMARIO``, ``MEDIO``…): matplotlib lo conoce por ese nombre y le da el de
la marca en uso cuando dibuja. Lo que se dibuja va, por eso, dentro de ``estilo`` (``lienzo`` y ``pliego`` lo ponen).
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import matplotlib
from cycler import cycler
from matplotlib import colors, font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sistematizacion.presentacion.letras import NEGRITA, NORMAL, elegir
from sistematizacion.presentacion.marca import Familia, activa

TINTA, PAPEL, PRIMARIO, ACENTO, MEDIO = "tinta", "papel", "primario", "acento", "medio"
GRIS, TENUE, REGLA = "gris", "tenue", "regla"
ANCHO = 6.06  # pulgadas: los 154 mm del texto en la página impresa
ALTO_IMPRESO = 6.8  # pulgadas: lo que un gráfico puede medir de alto sin que el impreso lo achique
LETRA_MENOR = 8.5  # puntos: la letra más pequeña que se usa

DE_RESPALDO = "DejaVu Sans"  # los signos que a la letra de la marca le falten
ESTILO = {
    "font.size": 9.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "sistematizacion",
    "axes.prop_cycle": cycler(color=[PRIMARIO, MEDIO, ACENTO, GRIS]),
    "text.color": TINTA,
    "figure.facecolor": PAPEL,
    "axes.facecolor": PAPEL,
    "savefig.facecolor": PAPEL,
    "axes.edgecolor": REGLA,
    "axes.labelcolor": GRIS,
    "axes.labelsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": GRIS,
    "ytick.color": TINTA,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9.5,
    "ytick.major.size": 0,
    "xtick.major.size": 0,
    "hatch.linewidth": 0.8,
}


@contextmanager
def estilo() -> Iterator[None]:
    """Dentro del bloque, matplotlib dibuja con las letras y los colores de la marca en uso."""
    marca = activa()
    registrar(marca.titulos)
    conocidos = colors.get_named_colors_mapping()
    for papel, color in marca.claros.items():  # uno por uno: ``update`` no olvida los que matplotlib ya convirtió
        conocidos[papel] = color
    with matplotlib.rc_context(ESTILO | {"font.family": [marca.titulos.nombre, DE_RESPALDO]}):
        yield


@contextmanager
def lienzo(alto: float, columnas: int = 1, **rejilla: object) -> Iterator[tuple[Figure, list[Axes]]]:
    """Una figura del ancho del texto y ``alto`` pulgadas, con sus ejes; el estilo vale solo dentro del bloque."""
    with estilo():
        figura = Figure(figsize=(ANCHO, alto), layout="constrained")
        ejes = figura.subplots(1, columnas, squeeze=False, **rejilla)[0]
        yield figura, list(ejes)


def a_svg(figura: Figure) -> str:
    """La figura como SVG con texto seleccionable, sin fecha: los mismos datos dan los mismos bytes."""
    salida = io.StringIO()
    with estilo():
        figura.savefig(salida, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return salida.getvalue()


def limpiar(eje: Axes, *, rejilla: str = "") -> None:
    """Quita bordes y marcas; ``rejilla`` («x» o «y») deja líneas tenues en ese eje."""
    eje.spines[:].set_visible(False)
    if rejilla:
        eje.grid(axis=rejilla, color=TENUE, linewidth=0.8)


def barras(
    eje: Axes,
    rotulos: list[str],
    valores: list[float],
    textos: list[str],
    color: str | list[str] = PRIMARIO,
    tope: float | None = None,
) -> None:
    """Barras horizontales con su valor escrito al lado, la primera arriba; sin eje de valores.

    Con ``tope`` (100 en un porcentaje), una franja clara llega hasta él y el valor va después.
    """
    import seaborn as sns

    colores = [color] * len(rotulos) if isinstance(color, str) else color
    if tope is not None:
        eje.barh(rotulos, [tope] * len(rotulos), color=TENUE, height=0.66, zorder=0)
    sns.barplot(
        x=valores, y=rotulos, hue=rotulos, palette=colores, orient="h", ax=eje, saturation=1, width=0.66, legend=False
    )
    for n, (valor, texto) in enumerate(zip(valores, textos, strict=True)):
        eje.annotate(
            texto, (tope or valor, n), xytext=(5, 0), textcoords="offset points", va="center", fontweight="bold"
        )
    limpiar(eje)
    eje.set(
        xticks=[], xlabel="", ylabel="", xlim=(0, (tope or max(valores) or 1) * 1.18), ylim=(len(rotulos) - 0.5, -0.5)
    )


@lru_cache
def registrar(familia: Familia) -> None:
    """Da a conocer a matplotlib la normal y la negrita de una familia."""
    for peso in (NORMAL, NEGRITA):
        font_manager.fontManager.addfont(str(elegir(familia.letras, peso).archivo))
