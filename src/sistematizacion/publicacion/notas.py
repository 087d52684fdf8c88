"""Las notas al pie en pantalla: una llamada numerada donde se escribieron, y su texto al final del capítulo."""

from lxml.html import HtmlElement
from lxml.html import builder as E

from sistematizacion.presentacion.notas_al_pie import CLASE


def bajar(principal: HtmlElement) -> None:
    """Numera las notas al pie y las lleva al final de su capítulo, con un enlace de ida y otro de vuelta."""
    for n, nota in enumerate(principal.xpath(f".//small[@class='{CLASE}']"), 1):
        capitulo = nota.xpath("ancestor::section[1]")[0]
        if not capitulo.xpath("./section[@class='notas-al-pie']"):
            capitulo.append(E.SECTION(E.OL(start=str(n)), E.CLASS("notas-al-pie"), {"aria-label": "Notas al pie", "role": "doc-endnotes"}))
        llamada = E.SUP(E.A(str(n), href=f"#nota-{n}", id=f"llamada-{n}", role="doc-noteref", title=f"Nota {n}"), E.CLASS("llamada"))
        llamada.tail, nota.tail = nota.tail, None
        nota.getparent().replace(nota, llamada)
        nota.tag, nota.attrib["id"] = "li", f"nota-{n}"
        del nota.attrib["class"]
        vuelta = E.A("↑", href=f"#llamada-{n}", role="doc-backlink", title=f"Volver a la llamada {n}")
        vuelta.set("aria-label", f"Volver a la llamada de la nota {n}")
        nota.append(vuelta)
        capitulo.xpath("./section[@class='notas-al-pie']/ol")[0].append(nota)
