"""Los gráficos en SVG: se apartan del documento mientras se arma y se ponen en línea en la página."""

import base64
import re

import lxml.html
from lxml.html import HtmlElement

PREFIJO = "data:image/svg+xml;base64,"
IDENTIFICADORES = re.compile(r'(\bid="|href="#|url\(#)')


def apartar_imagenes(pagina: HtmlElement) -> dict[str, str]:
    """Cambia cada imagen SVG incrustada por ``svg:N`` y devuelve los SVG por su N."""
    svg = {}
    for n, imagen in enumerate(pagina.xpath(f'//img[starts-with(@src, "{PREFIJO}")]'), 1):
        svg[str(n)] = base64.b64decode(imagen.get("src").removeprefix(PREFIJO)).decode()
        imagen.set("src", f"svg:{n}")
    return svg


def poner_en_linea(html: str, svg: dict[str, str]) -> str:
    """Cambia cada ``<img src="svg:N">`` por su ``<svg>``, que usa las letras de la página y se puede buscar."""

    def cambiar(hallada: re.Match[str]) -> str:
        imagen = lxml.html.fragment_fromstring(hallada[0])
        numero = imagen.get("src").removeprefix("svg:")
        return en_linea(svg[numero], numero, imagen.get("alt"))

    return re.sub(r'<img src="svg:\d+"[^>]*>', cambiar, html)


def en_linea(svg: str, numero: str, alt: str) -> str:
    """Un SVG como parte de la página: sin prólogo, con nombre accesible e identificadores que no chocan con otros."""
    cuerpo = svg[svg.index("<svg") :]
    cuerpo = IDENTIFICADORES.sub(rf"\g<1>g{numero}-", cuerpo)
    abierto = lxml.html.fromstring("<svg></svg>")
    abierto.set("role", "img")
    abierto.set("aria-label", alt)
    atributos = lxml.html.tostring(abierto, encoding="unicode").removeprefix("<svg").partition("></svg>")[0]
    return cuerpo.replace("<svg", f"<svg{atributos}", 1)
