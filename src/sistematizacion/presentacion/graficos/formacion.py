"""Gráfico de participantes en actividades formativas."""

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.lienzo import MEDIO, PRIMARIO, a_svg, barras, lienzo
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico


def participantes(expediente: Expediente) -> Grafico:
    """Barras por tema, de mayor a menor; la mayor resaltada."""
    temas = [
        (expediente.rotulo(t), expediente.cifra("participantes", t)) for t in expediente.categorias("participantes")
    ]
    if not temas:
        raise SinDatos("no se registraron participantes por tema.")
    temas.sort(key=lambda par: -par[1].valor)
    rotulos = [formato.frase(rotulo) for rotulo, _ in temas]
    cifras = [cifra for _, cifra in temas]
    with lienzo(0.55 + 0.36 * len(temas)) as (figura, [eje]):
        barras(eje, rotulos, [float(c.valor) for c in cifras], [c.en_cuadro for c in cifras], _colores(cifras))
        svg = a_svg(figura)
    maximo = [rotulo for rotulo, cifra in temas if cifra.valor == cifras[0].valor]
    detalle = "; ".join(f"{r}, {c.en_cuadro}" for r, c in temas)
    publicado = segun_origen((c.origen for c in cifras), " publicado", "")
    return Grafico(
        "participantes",
        f"{formato.frase(formato.lista(maximo))}: el mayor número de participantes{publicado} ({cifras[0].en_cuadro})",
        svg,
        f"Barras horizontales con los participantes por tema: {detalle}.",
        expediente.fuente_de(*cifras),
        (
            "Solo se muestran las actividades con participantes registrados; una persona puede haber estado en más de una.",
        ),
        cifras,
    )


def _colores(cifras: list) -> list[str]:
    return [PRIMARIO if cifra.valor == cifras[0].valor else MEDIO for cifra in cifras]
