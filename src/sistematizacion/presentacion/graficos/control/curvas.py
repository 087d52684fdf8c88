"""La curva S de la cartera: lo programado, lo ejecutado y lo proyectado; física y financiera."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sistematizacion.analisis.control.curvas import CARTERA
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.curvas import COMO_SE_PONDERA, COMO_SE_PROYECTA, Curvas
from sistematizacion.presentacion.control.datos import Control
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.control.trazos import SERIES, TRAZOS, en_palabras, trazar, vestir
from sistematizacion.presentacion.graficos.lienzo import ACENTO, GRIS, LETRA_MENOR, PRIMARIO, a_svg, lienzo
from sistematizacion.presentacion.piezas import Grafico

TITULOS = {"fisico": "Avance físico", "financiero": "Avance financiero"}
SIN_PESO = "no se registró el costo de las inversiones de {} o su avance ejecutado: la curva de la cartera se pondera con él."
MESES_ROTULADOS = 6


def curva_s(expediente: Expediente) -> Grafico:
    """Dos paneles, el físico y el financiero, cada uno con sus tres líneas."""
    curvas = Curvas(Control(expediente))
    paneles = {c: curvas.puntos(CARTERA, c) for c in TITULOS}
    paneles = {c: p for c, p in paneles.items() if any(f["ejecutado"] is not None for f in p)}
    ritmos = {c: r for c in paneles if (r := curvas.ritmo(c))}
    if not paneles:
        raise SinDatos(SIN_PESO.format(expediente.region.nombre))
    with lienzo(3.0, len(paneles)) as (figura, ejes):
        for eje, (clase, puntos) in zip(ejes, paneles.items(), strict=True):
            eje.set_title(TITULOS[clase], loc="left", fontsize=10, fontweight="bold")
            trazar(eje, puntos)
            vestir(eje, puntos, MESES_ROTULADOS)
            _rotular(eje, puntos)
        _leyenda(figura, ejes[0], paneles)
        svg = a_svg(figura)
    cifras = [c for r in ritmos.values() for c in r.values() if isinstance(c, Cifra)]
    return Grafico(
        "curva-s",
        _titulo(next(iter(ritmos.values())), next(iter(paneles))),
        svg,
        " ".join(f"{TITULOS[c]} de la cartera, acumulado. {en_palabras(p)}." for c, p in paneles.items()),
        curvas.control.fuente,
        (COMO_SE_PONDERA, *((COMO_SE_PROYECTA,) if _se_proyecta(paneles) else ())),
        cifras,
    )


def _se_proyecta(paneles: Mapping[str, Sequence[dict[str, Any]]]) -> bool:
    return any(p["proyectado"] is not None for puntos in paneles.values() for p in puntos)


def _leyenda(figura: Figure, eje: Axes, paneles: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Los tres trazos con su nombre, debajo de los paneles, donde no tapan ninguna curva."""
    nombres = [s for s in SERIES if any(p[s] is not None for puntos in paneles.values() for p in puntos)]
    lineas = [eje.plot([], [], **TRAZOS[s])[0] for s in nombres]
    figura.legend(lineas, [n.capitalize() for n in nombres], loc="outside lower left", ncols=len(nombres), frameon=False,
                  fontsize=LETRA_MENOR, handlelength=2.6)  # fmt: skip


def _rotular(eje: Axes, puntos: Sequence[dict[str, Any]]) -> None:
    """Los últimos valores: lo programado, sobre su línea; lo ejecutado, debajo de la suya; y adónde llega lo proyectado."""
    for serie, color, alto in (("programado", GRIS, 7), ("ejecutado", PRIMARIO, -13)):
        n = max((k for k, p in enumerate(puntos) if p[serie] is not None), default=None)
        if n is not None:
            _valor(eje, n, puntos[n][serie], color, alto)
    ultimo = puntos[-1]
    if ultimo["proyectado"] is not None and ultimo["ejecutado"] is None:
        _valor(eje, len(puntos) - 1, ultimo["proyectado"], ACENTO, -13)


def _valor(eje: Axes, x: int, y: Any, color: str, alto: int) -> None:
    arriba = alto > 0 and float(y) > 93  # sobre el 100% no hay sitio
    eje.annotate(
        formato.porcentaje(y, 1), (x, float(y)), xytext=(-2 if alto > 0 else 4, 3 if arriba else alto), color=color,
        textcoords="offset points", ha="right" if alto > 0 else "center", fontsize=LETRA_MENOR, fontweight="bold",
    )  # fmt: skip


def _titulo(ritmo: Mapping[str, Any], clase: str) -> str:
    """«La cartera llegó a 82.2% de avance físico, 10.1 puntos menos de lo programado»."""
    hecho = ritmo["ejecutado"].en_cuadro
    base = f"La cartera llegó a {hecho} de {TITULOS[clase].lower()}"
    brecha = ritmo["brecha"]
    if brecha is None:
        return f"{base} a {formato.corte(ritmo['mes'])}"
    puntos = formato.redondear(brecha.valor, 1)
    if not puntos:
        return f"{base}, lo programado"
    que = "punto" if abs(puntos) == 1 else "puntos"
    return f"{base}, {formato.numero(abs(puntos), 1)} {que} {'menos' if puntos > 0 else 'más'} de lo programado"
