"""El lienzo común: letras, colores y conversión a SVG, iguales en todos los gráficos y en todas las corridas."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

TINTA, MARINO, TERRACOTA = "#1B2A3A", "#12406A", "#B4462A"
CELESTE, GRIS, GRIS_CLARO, REGLA = "#7FA3C4", "#55606B", "#DDE3E9", "#C9D1D9"
ANCHO = 6.06  # pulgadas: los 154 mm del texto en la página impresa
ALTO_IMPRESO = 6.8  # pulgadas: lo que un gráfico puede medir de alto sin que el impreso lo achique
LETRA_MENOR = 8.5  # puntos: la letra más pequeña que se usa

LETRA = "Source Sans Pro"
ESTILO = {
    "font.family": [LETRA, "DejaVu Sans"],
    "font.size": 9.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "sistematizacion",
    "text.color": TINTA,
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
def lienzo(alto: float, columnas: int = 1, **rejilla: object) -> Iterator[tuple[Figure, list[Axes]]]:
    """Una figura del ancho del texto y ``alto`` pulgadas, con sus ejes; el estilo vale solo dentro del bloque."""
    registrar_letras()
    with matplotlib.rc_context(ESTILO):
        figura = Figure(figsize=(ANCHO, alto), layout="constrained")
        ejes = figura.subplots(1, columnas, squeeze=False, **rejilla)[0]
        yield figura, list(ejes)


def a_svg(figura: Figure) -> str:
    """La figura como SVG con texto seleccionable, sin fecha: los mismos datos dan los mismos bytes."""
    salida = io.StringIO()
    with matplotlib.rc_context(ESTILO):
        figura.savefig(salida, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return salida.getvalue()


def limpiar(eje: Axes, *, rejilla: str = "") -> None:
    """Quita bordes y marcas; ``rejilla`` («x» o «y») deja líneas tenues en ese eje."""
    eje.spines[:].set_visible(False)
    if rejilla:
        eje.grid(axis=rejilla, color=GRIS_CLARO, linewidth=0.8)


def barras(
    eje: Axes,
    rotulos: list[str],
    valores: list[float],
    textos: list[str],
    color: str | list[str] = MARINO,
    tope: float | None = None,
) -> None:
    """Barras horizontales con su valor escrito al lado, la primera arriba; sin eje de valores.

    Con ``tope`` (100 en un porcentaje), una franja clara llega hasta él y el valor va después.
    """
    import seaborn as sns

    colores = [color] * len(rotulos) if isinstance(color, str) else color
    if tope is not None:
        eje.barh(rotulos, [tope] * len(rotulos), color=GRIS_CLARO, height=0.66, zorder=0)
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
def registrar_letras() -> None:
    for paquete in ("font_source_sans_pro",):
        for archivo in sorted((files(paquete) / "files").iterdir(), key=lambda a: a.name):
            if archivo.name in {"SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf"}:
                font_manager.fontManager.addfont(str(archivo))
