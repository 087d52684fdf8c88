"""Las notas al pie de la prosa (``texto[^clave]`` y, abajo, ``[^clave]: nota``), puestas donde se llaman.

Así viajan con su frase: al armar el informe se numeran, y van al pie de la página impresa o al final del capítulo en
pantalla.
"""

import re

import mistune
from lxml.html import fragment_fromstring, tostring

from sistematizacion.errores import ErrorDeDocumento

CLASE = "nota-al-pie"
_MARKDOWN = mistune.create_markdown(escape=False, plugins=["footnotes"])
_LLAMADA, _DEFINIDA = re.compile(r"\[\^([\w-]+)\](?!:)"), re.compile(r"^\[\^([\w-]+)\]:", re.MULTILINE)


def en_html(markdown: str) -> str:
    """El HTML de unos párrafos en Markdown, con cada nota en un ``small.nota-al-pie`` donde se llama.

    Raises:
        ErrorDeDocumento: se llama a una nota que no está escrita, o una tiene más de un párrafo.
    """
    llamadas, escritas = _LLAMADA.findall(markdown), _DEFINIDA.findall(markdown)
    if faltan := sorted(set(llamadas) - {clave for clave in escritas}):
        raise ErrorDeDocumento(f"no está escrita la nota al pie [^{faltan[0]}]: agregue una línea «[^{faltan[0]}]: …»")
    html = str(_MARKDOWN(markdown))
    return _incrustar(html) if llamadas else html


def _incrustar(html: str) -> str:
    raiz = fragment_fromstring(html, create_parent="div")
    [lista] = raiz.xpath("./section[@class='footnotes']")
    notas = {li.get("id"): li for li in lista.iter("li")}
    for vuelta in lista.xpath(".//a[@class='footnote']"):
        vuelta.drop_tree()
    for llamada in raiz.xpath(".//sup[@class='footnote-ref']"):
        parrafos = notas[llamada[0].get("href").removeprefix("#")].findall("p")
        if len(parrafos) != 1:
            raise ErrorDeDocumento("una nota al pie tiene más de un párrafo; déjela en uno")
        nota = fragment_fromstring(tostring(parrafos[0], encoding="unicode", with_tail=False))
        nota.tag, nota.tail = "small", llamada.tail
        nota.set("class", CLASE)
        llamada.tail = None
        llamada.getparent().replace(llamada, nota)
    lista.drop_tree()
    return (raiz.text or "") + "".join(tostring(hijo, encoding="unicode") for hijo in raiz)
