"""Muchas regiones, del presupuesto a lo devengado: una fila por cada una, con sus montos en la misma escala."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from sistematizacion.presentacion.graficos.gasto.panel_de_pendiente import Linea
from sistematizacion.presentacion.graficos.lienzo import (
    ALTO_IMPRESO,
    ANCHO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import escribir, medir, pliego, raya, renglones

CABECERA, COMODO, ANCHO_DEL_NOMBRE, AIRE = 0.5, 0.26, 2.0, 0.14  # pulgadas
COLUMNAS = (("PIM", 1), ("Devengado", 2))


def dibujar_filas(lineas: Sequence[Linea], resalta: set[str], *, con_pia: bool) -> str:
    """Una fila por línea, en su orden; ``resalta`` nombra las que van en negrita."""
    nombres = [renglones(x.nombre, ANCHO_DEL_NOMBRE, LETRA_MENOR, True) for x in lineas]
    paso = max(0.19 if max(map(len, nombres)) == 1 else 0.31, min(COMODO, (ALTO_IMPRESO - CABECERA - 0.02) / len(lineas)))
    inicio = max(medir(r, LETRA_MENOR, True) for n in nombres for r in n) + AIRE
    fin_ejecucion = ANCHO
    fines, x = {}, fin_ejecucion - max(medir(t, LETRA_MENOR, True) for t in [*(e.ejecucion for e in lineas), "del PIM"]) - AIRE
    for rotulo, cual in reversed(COLUMNAS):
        fines[rotulo] = x
        x -= max(medir(t, LETRA_MENOR, True) for t in [*(e.textos[cual] for e in lineas), rotulo]) + AIRE
    mayor = max(v for e in lineas for v in e.valores if v is not None) or 1.0
    menor = min(0.0, *(v for e in lineas for v in e.valores if v is not None))
    largo = x - inicio - 0.1

    def en(valor: float) -> float:
        return inicio + 0.05 + largo * (valor - menor) / ((mayor - menor) or 1.0)

    with pliego(CABECERA + paso * len(lineas) + 0.02) as (figura, eje):
        for rotulo, fin in (*fines.items(), ("del PIM", fin_ejecucion)):
            escribir(eje, fin, CABECERA - 0.13, rotulo, LETRA_MENOR, color=GRIS, ha="right")
        muestras = [("PIA", "pia"), ("PIM", "pim"), ("devengado", "devengado")][0 if con_pia else 1 :]
        ancho = sum(0.14 + medir(r, LETRA_MENOR) + 0.12 for r, _ in muestras)
        x = max(0.1, min(inicio + 0.05, fines["PIM"] - ancho))
        for rotulo, clase in muestras:
            _marca(eje, x, 0.1, clase)
            escribir(eje, x + 0.11, 0.1, rotulo, LETRA_MENOR, color=GRIS)
            x += 0.14 + medir(rotulo, LETRA_MENOR) + 0.14
        raya(eje, CABECERA)
        for n, linea in enumerate(lineas):
            y, negrita = CABECERA + paso * (n + 0.5), linea.nombre in resalta
            raya(eje, CABECERA + paso * (n + 1), color=TENUE)
            escribir(eje, 0, y, "\n".join(nombres[n]), LETRA_MENOR, negrita=negrita)
            conocidos = [en(v) for v in linea.valores if v is not None]
            trazo = {"color": PRIMARIO, "linewidth": 2.2} if negrita else {"color": MEDIO, "linewidth": 1.1}
            eje.plot([min(conocidos), max(conocidos)], [y, y], **trazo)
            for valor, clase in zip(linea.valores, ("pia", "pim", "devengado"), strict=True):
                if valor is not None:
                    _marca(eje, en(valor), y, clase)
            for rotulo, cual in COLUMNAS:
                escribir(eje, fines[rotulo], y, linea.textos[cual], LETRA_MENOR, negrita=negrita, ha="right")
            escribir(eje, fin_ejecucion, y, linea.ejecucion, LETRA_MENOR, negrita=negrita, ha="right")
        return a_svg(figura)


def _marca(eje: Axes, x: float, y: float, clase: str) -> None:
    """El PIA es una raya; el PIM, un círculo vacío; lo devengado, un rombo lleno."""
    if clase == "pia":
        eje.plot([x, x], [y - 0.06, y + 0.06], color=GRIS, linewidth=1.6, zorder=3)
        return
    llena = clase == "devengado"
    eje.scatter([x], [y], s=22, marker="D" if llena else "o", facecolor=PRIMARIO if llena else PAPEL, edgecolor=PRIMARIO,
                linewidth=1.0, zorder=5 if llena else 4)  # fmt: skip
