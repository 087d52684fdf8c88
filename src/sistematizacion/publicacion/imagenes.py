"""Los gráficos en SVG: se apartan del documento mientras se arma y se ponen en línea en la página."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

PREFIJO = "data:image/svg+xml;base64,"
IDENTIFICADORES = re.compile(r'(\bid="|href="#|url\(#)')


@dataclass(frozen=True)
class Imagen:
    """Un gráfico: su SVG y el texto para quien no lo ve."""

    svg: str
    alt: str


def apartar_imagenes(pagina: HtmlElement) -> dict[str, Imagen]:
    """Cambia cada imagen SVG incrustada por ``svg:N`` y las devuelve por su N."""
    apartadas = {}
    for n, imagen in enumerate(pagina.xpath(f'//img[starts-with(@src, "{PREFIJO}")]'), 1):
        svg = base64.b64decode(imagen.get("src").removeprefix(PREFIJO)).decode()
        apartadas[str(n)] = Imagen(svg, imagen.get("alt", ""))
        imagen.set("src", f"svg:{n}")
    return apartadas


def marcar_lugares(pagina: HtmlElement) -> None:
    """Cambia cada ``<img src="svg:N">`` por un comentario ``svg:N``, que ``poner_en_linea`` busca en el texto."""
    for imagen in pagina.xpath('//img[starts-with(@src, "svg:")]'):
        marca = etree.Comment(imagen.get("src"))
        marca.tail = imagen.tail
        imagen.getparent().replace(imagen, marca)


def poner_en_linea(pagina: str, imagenes: Mapping[str, Imagen]) -> str:
    """Pone cada SVG en su lugar: usa las letras de la página y su texto se puede buscar."""
    return re.sub(r"<!--svg:(\d+)-->", lambda hallada: _en_linea(hallada[1], imagenes[hallada[1]]), pagina)


def _en_linea(numero: str, imagen: Imagen) -> str:
    """Un SVG sin prólogo, con nombre accesible e identificadores que no chocan con los de otro."""
    cuerpo = imagen.svg[imagen.svg.index("<svg") :]
    cuerpo = IDENTIFICADORES.sub(rf"\g<1>g{numero}-", cuerpo)
    return cuerpo.replace("<svg", str(Markup('<svg role="img" aria-label="{}"').format(imagen.alt)), 1)
