"""Gráficos de posición y de hitos."""

from collections.abc import Sequence

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.graficos.lienzo import (
    GRIS,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
    lienzo,
    limpiar,
)
from sistematizacion.presentacion.origen import PUBLICADO, segun_origen
from sistematizacion.presentacion.piezas import Grafico

SIN_DETALLE = "La fuente publica el total y no el detalle por hito; tampoco dice en qué estado quedaron los restantes."
CONTADOS = (
    "Los hitos se contaron en el registro; los restantes no llegaron a su meta o no tienen el dato con que saberlo."
)
SOLO_EL_TOTAL = "Los datos dan el total y no en qué estado quedaron los restantes."


def igeip(expediente: Expediente) -> Grafico:
    """El valor del índice en su escala de 0 a 1, con el puesto escrito."""
    if not (expediente.hay("igeip_puesto") and expediente.hay("igeip_indice")):
        raise SinDatos(f"no se registró el IGEIP de {expediente.region.nombre}.")
    puesto, indice = expediente.cifra("igeip_puesto"), expediente.cifra("igeip_indice")
    valor = float(indice.valor)
    with lienzo(1.05) as (figura, [eje]):
        eje.barh([0], [1], color=TENUE, height=0.42)
        eje.barh([0], [valor], color=PRIMARIO, height=0.42)
        eje.annotate(
            f"{indice.en_cuadro}  ·  {puesto.con_unidad}",
            (valor, -0.24),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontweight="bold",
            fontsize=11,
        )
        limpiar(eje)
        eje.set(yticks=[], xticks=[0, 0.25, 0.5, 0.75, 1], xlim=(0, 1), ylim=(0.3, -0.75))
        eje.set_xticklabels(["0", "0.25", "0.50", "0.75", "1"], color=GRIS)
        svg = a_svg(figura)
    return Grafico(
        "igeip",
        f"{expediente.region.nombre} ocupó el {puesto.con_unidad} del IGEIP, con {indice.en_cuadro}",
        svg,
        f"Barra de 0 a 1 que llega a {indice.en_cuadro}; puesto {puesto.en_cuadro}.",
        expediente.fuente_de(puesto, indice),
        (
            "El IGEIP (Índice de Gestión de la Inversión Pública) lo publica el MEF; aquí no se calcula. "
            "La escala de 0 a 1 es solo una referencia visual.",
            *([indice.nota] if indice.nota else []),
        ),
        (puesto, indice),
    )


def hitos(expediente: Expediente) -> Grafico:
    """Un círculo por hito: lleno si se cumplió o superó, vacío si no."""
    if not (expediente.hay("hitos_logrados") and expediente.hay("hitos_total")):
        raise SinDatos(f"no se registraron los hitos del plan de {expediente.region.nombre}.")
    logrados, total = expediente.cifra("hitos_logrados"), expediente.cifra("hitos_total")
    cuantos, todos = int(logrados.valor), int(total.valor)
    if not todos:
        raise NoAplica(f"El plan de {expediente.region.nombre} no tenía hitos.")
    with lienzo(1.0) as (figura, [eje]):
        eje.scatter(range(cuantos), [0] * cuantos, s=420, color=PRIMARIO)
        eje.scatter(
            range(cuantos, todos), [0] * (todos - cuantos), s=420, facecolor=PAPEL, edgecolor=GRIS, linewidth=1.6
        )
        if cuantos:
            cumplidos = "cumplido o superado" if cuantos == 1 else "cumplidos o superados"
            eje.text((cuantos - 1) / 2, -0.62, f"{cuantos} {cumplidos}", ha="center", va="top", color=TINTA)
        if todos > cuantos:
            eje.text(
                (cuantos + todos - 1) / 2,
                -0.62,
                f"{todos - cuantos} restante{'s' if todos - cuantos > 1 else ''}",
                ha="center",
                va="top",
                color=TINTA,
            )
        limpiar(eje)
        eje.set(xticks=[], yticks=[], xlim=(-0.8, todos - 0.2), ylim=(-1.2, 0.6))
        svg = a_svg(figura)
    return Grafico(
        "hitos",
        f"{'Se cumplió o superó' if cuantos == 1 else 'Se cumplieron o superaron'} {formato.numero(logrados.valor)} de {total.con_unidad} del plan",
        svg,
        _alternativo(cuantos, todos),
        expediente.fuente_de(logrados, total),
        (que_son_los_restantes([logrados, total]),) if todos > cuantos or logrados.origen == PUBLICADO else (),
        (logrados, total),
    )


def _alternativo(cuantos: int, todos: int) -> str:
    if todos == 1:
        return f"Un círculo, el del único hito: {'lleno, porque se cumplió o superó' if cuantos else 'sin llenar'}."
    return f"{todos} círculos, uno por hito: {cuantos} llenos, de hitos cumplidos o superados; {todos - cuantos} sin llenar."


def que_son_los_restantes(cifras: Sequence[Cifra]) -> str:
    """De dónde sale el recuento de hitos y qué se sabe de los que no se alcanzaron."""
    contados = all(c.origen == "calculado" for c in cifras)
    return CONTADOS if contados else segun_origen((c.origen for c in cifras), SIN_DETALLE, SOLO_EL_TOTAL)
