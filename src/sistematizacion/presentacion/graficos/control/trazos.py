"""Cómo se dibuja una curva S: tres líneas que se distinguen por su trazo y su rótulo, no solo por el color."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.graficos.lienzo import ACENTO, GRIS, LETRA_MENOR, PAPEL, PRIMARIO, TENUE

SERIES = ("programado", "ejecutado", "proyectado")
TRAZOS: dict[str, dict[str, Any]] = {
    "programado": {"color": GRIS, "linestyle": (0, (5, 2)), "linewidth": 1.3},
    "ejecutado": {"color": PRIMARIO, "linestyle": "-", "linewidth": 2.0, "marker": "o", "markersize": 4},
    "proyectado": {"color": ACENTO, "linestyle": (0, (1, 1.2)), "linewidth": 1.6, "marker": "o", "markersize": 3.5,
                   "markerfacecolor": PAPEL},
}  # fmt: skip
MESES = ("ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "set.", "oct.", "nov.", "dic.")


def trazar(eje: Axes, puntos: Sequence[dict[str, Any]], *, chico: bool = False) -> None:
    """Las tres líneas; donde falta un mes, la línea se corta."""
    for serie in SERIES:
        ys = [float("nan") if p[serie] is None else float(p[serie]) for p in puntos]
        trazo = TRAZOS[serie] | ({"markersize": 2.2, "linewidth": 1.3} if chico and "marker" in TRAZOS[serie] else {})
        eje.plot(range(len(puntos)), ys, clip_on=False, zorder=3, **trazo)


def vestir(eje: Axes, puntos: Sequence[dict[str, Any]], meses: int, *, chico: bool = False) -> None:
    """Escala de 0 a 100 con líneas tenues y, abajo, a lo más ``meses`` meses rotulados; el año, en el primero y en enero."""
    eje.spines[:].set_visible(False)
    eje.set(ylim=(0, 100), yticks=[0, 50, 100] if chico else [0, 25, 50, 75, 100], xlim=(-0.3, max(1, len(puntos) - 1) + 0.3))
    eje.grid(axis="y", color=TENUE, linewidth=0.8)
    eje.set_yticklabels([f"{int(t)}%" for t in eje.get_yticks()], fontsize=LETRA_MENOR, color=GRIS)
    paso = max(1, -(-len(puntos) // meses))
    cuales = list(range(0, len(puntos), paso))
    eje.set_xticks(cuales, [mes_breve(puntos[k], primero=k == 0) for k in cuales], fontsize=LETRA_MENOR, color=GRIS)


def mes_breve(punto: dict[str, Any], *, primero: bool) -> str:
    """«jun.», con su año debajo si es el primero o enero."""
    mes = punto["mes"]
    return MESES[mes.month - 1] + (f"\n{mes.year}" if primero or mes.month == 1 else "")


def en_palabras(puntos: Sequence[dict[str, Any]]) -> str:
    """La curva, para quien no la ve: por mes, programado y ejecutado, y al final lo proyectado."""
    meses = [
        f"{formato.corte(p['mes'])}: {_valor(p['programado'])} programado, {_valor(p['ejecutado'])} ejecutado"
        for p in puntos
        if p["programado"] is not None or p["ejecutado"] is not None
    ]
    ultimo = puntos[-1]
    final = ""
    if ultimo["proyectado"] is not None and ultimo["ejecutado"] is None:
        final = f". Proyectado a {formato.corte(ultimo['mes'])}: {_valor(ultimo['proyectado'])}"
    return "; ".join(meses) + final


def _valor(valor: Decimal | None) -> str:
    return "sin dato" if valor is None else formato.porcentaje(valor, 1)
