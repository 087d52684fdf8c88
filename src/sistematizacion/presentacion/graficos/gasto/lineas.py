"""Las líneas de una serie por años: cómo se dibujan y se rotulan, juntas o, si son muchas, cada una en su recuadro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.graficos.gasto.recuadros import en_recuadros
from sistematizacion.presentacion.graficos.gasto.trazos import separar
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    a_svg,
    lienzo,
)

ALTO, POR_LINEA = 3.1, 0.19  # pulgadas
ANIOS_ROTULADOS = 11
TRAZOS = (
    {"color": PRIMARIO, "linestyle": "-", "marker": "o"},
    {"color": MEDIO, "linestyle": (0, (6, 2)), "marker": "s"},
    {"color": ACENTO, "linestyle": (0, (1, 1.4)), "marker": "^"},
    {"color": GRIS, "linestyle": (0, (4, 1.5, 1, 1.5)), "marker": "D"},
)
MUCHAS = 6  # líneas; con más, va un recuadro por cada una
UNION = {"arrowstyle": "-", "linewidth": 1, "shrinkA": 2, "shrinkB": 3, "relpos": (0, 0.5)}  # del rótulo a su punto


@dataclass(frozen=True)
class Linea:
    """Una serie: cómo se llama, sus valores en millones por año y las cifras de cada uno."""

    nombre: str
    valores: Mapping[int, Decimal]
    cifras: tuple[Cifra, ...]
    tasa: Cifra | None = None
    incompletos: tuple[str, ...] = ()  # los años que no lo están, y hasta cuándo llegan

    @property
    def rotulo(self) -> str:
        """El nombre, el último monto y la tasa."""
        ultimo = formato.numero(self.valores[max(self.valores)], 1)
        tasa = f" ({con_signo(self.tasa)} al año)" if self.tasa else ""
        return f"{self.nombre}\n{ultimo}{tasa}"

    @property
    def en_palabras(self) -> str:
        anios = "; ".join(f"{a}, {formato.numero(v, 1)}" for a, v in self.valores.items())
        return f"{self.nombre}: {anios}{f'; varió {con_signo(self.tasa)} al año, tasa compuesta' if self.tasa else ''}."


def con_signo(cifra: Cifra) -> str:
    """«+3.2%», «-1.0%»."""
    return f"{'+' if (cifra.valor or 0) > 0 else ''}{cifra.en_cuadro}"


def dibujar(lineas: Sequence[Linea]) -> str:
    """Todas en los mismos ejes."""
    with lienzo(ALTO) as (figura, [eje]):
        _dibujar(eje, lineas)
        return a_svg(figura)


def dibujar_aparte(lineas: Sequence[Linea]) -> str:
    """Cada una en su recuadro y con su escala, con su tasa arriba."""
    por_nombre = {x.nombre: x for x in lineas}
    tasas = [con_signo(x.tasa) if x.tasa else "" for x in lineas]
    return en_recuadros(list(por_nombre), tasas, lambda eje, n: _chico(eje, por_nombre[n]), 0.5)


def _dibujar(eje: Axes, lineas: Sequence[Linea]) -> None:
    anios = sorted({a for x in lineas for a in x.valores})
    todos = [float(v) for x in lineas for v in x.valores.values()]
    tope = max(todos) * 1.06 or 1.0
    for n, linea in enumerate(lineas):
        trazo = TRAZOS[n % len(TRAZOS)]
        for tramo in _tramos(linea.valores):
            eje.plot(tramo, [float(linea.valores[a]) for a in tramo], linewidth=1.9, markersize=5, markeredgecolor=PAPEL,
                     markeredgewidth=0.6, clip_on=False, zorder=4, **trazo)  # fmt: skip
    eje.spines[:].set_visible(False)
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    margen = max(0.15, (anios[-1] - anios[0]) * 0.02)
    eje.set(xlim=(anios[0] - margen, anios[-1] + margen), ylim=(min(0.0, *todos), tope))
    paso = -(-len(anios) // ANIOS_ROTULADOS)
    cuales = list(reversed(anios[::-1][::paso]))
    eje.set_xticks(cuales, [str(a) for a in cuales], fontsize=LETRA_MENOR, color=GRIS)
    marcas = [t for t in eje.get_yticks() if 0 <= t <= tope]
    decimales = 0 if all(t == int(t) for t in marcas) else 1
    eje.set_yticks(marcas, [formato.numero(Decimal(str(t)), decimales) for t in marcas], fontsize=LETRA_MENOR, color=GRIS)
    _rotular(eje, lineas, tope)


def _chico(eje: Axes, linea: Linea) -> None:
    """Una sola línea, con el primer y el último año rotulados."""
    for tramo in _tramos(linea.valores):
        valores = [float(linea.valores[a]) for a in tramo]
        eje.plot(tramo, valores, color=PRIMARIO, linewidth=1.5, marker="o", markersize=2.2, clip_on=False)
    primero, ultimo = min(linea.valores), max(linea.valores)
    tope = float(max(linea.valores.values())) or 1.0
    eje.spines[:].set_visible(False)
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    eje.set(xlim=(primero - 0.3, ultimo + 0.3), ylim=(min(0.0, float(min(linea.valores.values()))), tope * 1.05))
    eje.set_yticks([0, tope], ["0", formato.numero(max(linea.valores.values()), 0)], fontsize=LETRA_MENOR, color=GRIS)
    cuales = list(dict.fromkeys([primero, ultimo]))
    eje.set_xticks(cuales, [str(a) for a in cuales], fontsize=LETRA_MENOR, color=GRIS)


def _rotular(eje: Axes, lineas: Sequence[Linea], tope: float) -> None:
    """A la derecha, el nombre, el último monto y la tasa de cada línea, unidos a su último punto."""
    alto = eje.get_figure().get_size_inches()[1] - 0.35  # type: ignore[union-attr]
    abajo = eje.get_ylim()[0]
    sitio = 2 * POR_LINEA - 0.04
    alturas = separar([float(x.valores[max(x.valores)]) for x in lineas], (tope - abajo) * sitio / alto, abajo, tope)
    izquierda, borde = eje.get_xlim()
    for n, (linea, altura) in enumerate(zip(lineas, alturas, strict=True)):
        ultimo = max(linea.valores)
        color = TRAZOS[n % len(TRAZOS)]["color"]
        eje.annotate(
            linea.rotulo, (ultimo, float(linea.valores[ultimo])), xytext=(borde + (borde - izquierda) * 0.05, altura),
            fontsize=LETRA_MENOR, fontweight="bold", va="center", annotation_clip=False,
            linespacing=1.15, arrowprops={**UNION, "color": color},
        )  # fmt: skip


def _tramos(valores: Mapping[int, Decimal]) -> list[list[int]]:
    """Los años seguidos: un año sin dato corta la línea."""
    tramos: list[list[int]] = []
    for anio in sorted(valores):
        if tramos and tramos[-1][-1] == anio - 1:
            tramos[-1].append(anio)
        else:
            tramos.append([anio])
    return tramos
