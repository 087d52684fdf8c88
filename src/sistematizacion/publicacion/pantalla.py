"""Lo que solo la pantalla necesita y el impreso no lleva: anchos, marcos que se desplazan, enlaces a cada lugar y descargas."""

from lxml.html import HtmlElement
from lxml.html import builder as E

from sistematizacion.publicacion import descargas, notas


def acabar(pagina: HtmlElement) -> None:
    """Completa la página ya numerada, de la que ya salió el impreso."""
    for tabla in pagina.xpath('//figure[@class="cuadro"]/table'):
        _repartir_columnas(tabla)
        _enmarcar(tabla, tabla.find("caption").text_content())
    for figura in pagina.xpath('//figure[@class="cuadro" or @class="grafico"]'):
        _enlazar_numeral(figura.xpath(".//caption|./figcaption")[0], figura.get("id"))
        _poner_acciones(figura)
    for titulo in pagina.xpath('//main//*[self::h2 or self::h3 or self::h4 or self::h5][@id]'):
        _enlazar_titulo(titulo)
    for lugar in pagina.xpath('//p[@id="descargas"]'):
        descargas.marcar(lugar, descargas.INFORME)
        pagina.get_element_by_id("indice").insert(1, E.P(E.A("Descargar en PDF o Excel", href="#descargas"), E.CLASS("a-descargas")))
    notas.bajar(pagina.get_element_by_id("contenido"))


def _repartir_columnas(tabla: HtmlElement) -> None:
    columnas = tabla.findall("colgroup/col")
    total = sum(float(c.get("data-ancho")) for c in columnas)
    for columna in columnas:
        columna.set("style", f"width:{float(columna.get('data-ancho')) * 100 / total:.1f}%")


def _enmarcar(elemento: HtmlElement, nombre: str) -> None:
    marco = E.DIV(E.CLASS("marco"), tabindex="0", role="region")
    marco.set("aria-label", nombre)
    marco.tail, elemento.tail = elemento.tail, None
    elemento.getparent().replace(elemento, marco)
    marco.append(elemento)


def _poner_acciones(figura: HtmlElement) -> None:
    """Lo que se puede hacer con un cuadro o un gráfico, antes de él; el guion agrega lo suyo."""
    acciones = E.DIV(E.CLASS("acciones"))
    if figura.get("class") == "cuadro":
        descargas.marcar(acciones, figura.get("id"))
    figura.insert(0, acciones)


def _enlazar_numeral(elemento: HtmlElement, destino: str) -> bool:
    """Vuelve el numeral un enlace a su propio lugar, para tomar de él la dirección; dice si lo había."""
    for numeral in elemento.xpath("./span[@class='numeral']"):
        numeral.tag = "a"
        numeral.set("href", f"#{destino}")
        return True
    return False


def _enlazar_titulo(titulo: HtmlElement) -> None:
    """El título sin numeral lleva el enlace al final, sin texto propio: el signo lo pone el estilo."""
    if not _enlazar_numeral(titulo, titulo.get("id")):
        nombre = f"Enlace a «{titulo.text_content().strip()}»"
        enlace = E.A(E.CLASS("ancla"), href=f"#{titulo.get('id')}")
        enlace.set("aria-label", nombre)
        titulo.append(enlace)
