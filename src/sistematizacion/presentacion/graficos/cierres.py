"""Gráfico del cierre de inversiones: rutas y cierres, o la serie del porcentaje cerrado."""

from decimal import Decimal

from matplotlib.axes import Axes

from sistematizacion.analisis.cierres import por_ruta, porcentaje
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadros.resultados import exigir_universo
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.lienzo import (
    ANCHO,
    GRIS,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
    barras,
    lienzo,
    limpiar,
)  # fmt: skip
from sistematizacion.presentacion.graficos.pulgadas import medir
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico


def cierres(expediente: Expediente) -> Grafico:
    """Con conteos, el universo por ruta y lo cerrado; con porcentajes, su evolución."""
    if expediente.hay("cierre_universo") and expediente.hay("cierres_efectivos"):
        return _conteos(expediente)
    if len(expediente.serie("cierre_porcentaje")) > 1:
        return _evolucion(expediente)
    raise SinDatos(f"no se registraron cierres de inversiones de {expediente.region.nombre}.")


def _conteos(expediente: Expediente) -> Grafico:
    total, cerradas = expediente.cifra("cierre_universo"), expediente.cifra("cierres_efectivos")
    exigir_universo(expediente)
    rutas = por_ruta(expediente.cifras_de("cierre_universo")).to_dict("records")
    parte = formato.porcentaje(porcentaje(cerradas.valor, total.valor), 1)
    with lienzo(2.1 if rutas else 1.15, 2 if rutas else 1) as (figura, ejes):
        if rutas:
            rotulos = [formato.frase(expediente.rotulo(r["categoria"])) for r in rutas]
            textos = [formato.numero(r["inversiones"]) for r in rutas]
            barras(ejes[0], rotulos, [float(r["inversiones"]) for r in rutas], textos, MEDIO)
            ejes[0].set_title("Por dónde podían cerrarse", loc="left", fontsize=9.5, color=GRIS)
            ejes[-1].set_title("Cuántas se cerraron", loc="left", fontsize=9.5, color=GRIS)
        _cerradas_y_por_cerrar(ejes[-1], cerradas.valor, total.valor, ANCHO / (3 if rutas else 1.1))
        svg = a_svg(figura)
    detalle = "; ".join(f"{expediente.rotulo(r['categoria'])}, {formato.numero(r['inversiones'])}" for r in rutas)
    cuantas = "la inversión" if total.valor == 1 else f"las {total} inversiones"
    por_rutas = f"Barras con {cuantas} por ruta: {detalle}. " if rutas else ""
    return Grafico(
        "cierres",
        f"{'Se cerró' if cerradas.valor == 1 else 'Se cerraron'} {cerradas} de {total.con_unidad}: {parte}",
        svg,
        f"{por_rutas}Barra partida en dos: {cerradas} {'inversión cerrada' if cerradas.valor == 1 else 'inversiones cerradas'} "
        f"y {total.valor - cerradas.valor} por cerrar.",
        expediente.fuente_de(total, cerradas),
        ("El porcentaje y las inversiones por cerrar son cálculo propio.",),
        (total, cerradas, expediente.parte("cierres_efectivos", "cierre_universo")),
    )


def _cerradas_y_por_cerrar(eje: Axes, cerradas: Decimal, total: Decimal, ancho: float) -> None:
    """Una barra de unas ``ancho`` pulgadas: lo cerrado lleno, lo que falta con borde; cada parte con su nombre encima.

    La parte en que no cabe su número lo lleva con el nombre; la que está vacía no se rotula.
    """
    cerca, resto = float(cerradas), float(total - cerradas)
    eje.barh([0], [cerca], color=PRIMARIO, height=0.5)
    eje.barh([0], [resto], left=cerca, color=PAPEL, edgecolor=GRIS, hatch="///", height=0.5)
    for x, valor, nombre, color in (
        (cerca / 2, cerradas, "cerrada" if cerradas == 1 else "cerradas", PAPEL),
        (cerca + resto / 2, total - cerradas, "por cerrar", TINTA),
    ):
        if not valor:
            continue
        if medir(formato.numero(valor), 12, True) + 0.15 > ancho * float(valor / total):
            eje.text(x, -0.38, f"{formato.numero(valor)} {nombre}", ha="center", va="bottom", color=TINTA)
            continue
        eje.text(
            x,
            0,
            formato.numero(valor),
            ha="center",
            va="center",
            color=color,
            fontweight="bold",
            fontsize=12,
            bbox=None if color == PAPEL else {"facecolor": PAPEL, "edgecolor": "none", "pad": 2},
        )
        eje.text(x, -0.38, nombre, ha="center", va="bottom", color=TINTA)
    limpiar(eje)
    eje.set(xticks=[], yticks=[], ylim=(0.6, -0.75), xlim=(0, float(total)))


def _evolucion(expediente: Expediente) -> Grafico:
    serie = expediente.serie("cierre_porcentaje")
    primera, ultima = serie[0], serie[-1]
    with lienzo(2.2) as (figura, [eje]):
        dias = [c.fecha_corte for c in serie]
        valores = [float(c.valor) for c in serie]
        eje.plot(dias, valores, color=PRIMARIO, linewidth=2.2, marker="o", markersize=7)
        eje.fill_between(dias, valores, color=TENUE, alpha=0.6, linewidth=0)
        for cifra, valor in zip(serie, valores, strict=True):
            eje.annotate(
                cifra.en_cuadro,
                (cifra.fecha_corte, valor),
                xytext=(0, 9),
                textcoords="offset points",
                ha="center",
                fontweight="bold",
                fontsize=11,
            )
        limpiar(eje, rejilla="y")
        eje.set(ylim=(0, 100), yticks=[0, 25, 50, 75, 100], xticks=dias)
        eje.set_yticklabels([formato.porcentaje(n) for n in (0, 25, 50, 75, 100)])
        eje.set_xticklabels([formato.corte(d) for d in dias])
        eje.margins(x=0.12)
        svg = a_svg(figura)
    detalle = "; ".join(f"{c.en_cuadro} {formato.al_corte(c.fecha_corte)}" for c in serie)
    return Grafico(
        "cierres",
        f"La proporción de proyectos cerrados pasó de {primera.en_cuadro} en {formato.mes(primera.fecha_corte)} "
        f"a {ultima.en_cuadro} en {formato.mes(ultima.fecha_corte)}",
        svg,
        f"Línea con el porcentaje de proyectos cerrados: {detalle}.",
        expediente.fuente_de(*serie),
        (
            segun_origen(
                (c.origen for c in serie),
                "La fuente publica solo estos cortes, y el porcentaje sin el número de proyectos.",
                "Los datos traen solo estos cortes, y el porcentaje sin el número de proyectos.",
            ),
        ),
        serie,
    )
