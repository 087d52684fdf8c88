"""Numera capítulos, secciones, cuadros y gráficos, completa las remisiones y llena el índice de la página."""

import re
import unicodedata
from collections import Counter

from lxml.html import HtmlElement
from lxml.html import builder as E

from sistematizacion.errores import ErrorDeDocumento

SIN_NUMERO = {"resumen", "anexos", "conciliacion", "procedencia"}  # capítulos fuera de la cuenta, como es costumbre
NADA = "nada"  # clase de la marca que deja una pieza de otro alcance
TITULOS = {"h2", "h3", "h4", "h5"}
NOMBRES = {"cuadro": "Cuadro", "grafico": "Gráfico"}


def titular(pagina: HtmlElement) -> None:
    """Pone nivel, número e identificador a cada título, y quita lo que no es de este alcance."""
    principal = pagina.get_element_by_id("contenido")
    _juntar_avisos(principal)
    _bajar_titulos(principal)
    _quitar_lo_de_otro_alcance(principal)
    _numerar_titulos(principal)


def numerar(pagina: HtmlElement) -> dict[str, str]:
    """Numera cuadros y gráficos, completa las remisiones y llena el índice; los títulos ya están puestos.

    Returns:
        Cómo se llama cada cuadro, gráfico, capítulo y sección en una remisión, por su identificador.

    El enlace a una ficha que el informe no trae queda en su solo texto.

    Raises:
        ErrorDeDocumento: dos cuadros o gráficos tienen la misma clave, o una remisión no tiene destino.
    """
    principal = pagina.get_element_by_id("contenido")
    rotulos = _numerar_figuras(principal) | _rotulos_de_titulos(principal)
    _completar_remisiones(principal, rotulos)
    _llenar_indice(pagina, principal)
    return rotulos


def clave_de(texto: str) -> str:
    """Un identificador a partir de un título.

    >>> clave_de("Dónde está: ¿qué pasó?")
    'donde-esta-que-paso'
    """
    plano = unicodedata.normalize("NFD", texto.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plano)) or "seccion"


def _juntar_avisos(principal: HtmlElement) -> None:
    """Varios avisos seguidos quedan en uno solo, sin repetir lo mismo."""
    for aviso in principal.xpath('.//aside[@class="aviso"]'):
        previo = aviso.getprevious()
        if previo is None or previo.tag != "aside" or (previo.tail or "").strip():
            continue
        dichos = {p.text_content() for p in previo}
        previo.extend([p for p in aviso if p.text_content() not in dichos])
        aviso.drop_tree()


def _bajar_titulos(principal: HtmlElement) -> None:
    """Los cuadernos empiezan en h1; en la página el h1 es el título del informe."""
    for titulo in principal.xpath(".//h1|.//h2|.//h3|.//h4"):
        titulo.tag = f"h{int(titulo.tag[1]) + 1}"


def _quitar_lo_de_otro_alcance(principal: HtmlElement) -> None:
    """Quita las marcas de lo que no se muestra, los títulos que solo encabezaban eso y los capítulos que quedan sin nada."""
    con_marcas = principal.xpath(f"./section[./p[@class='{NADA}']]")
    for titulo in reversed(principal.xpath("./section/*[self::h3 or self::h4 or self::h5]")):
        siguiente = titulo.getnext()
        vacio = siguiente is not None and siguiente.get("class") == NADA
        while siguiente is not None and siguiente.get("class") == NADA:
            siguiente = siguiente.getnext()
        if vacio and (siguiente is None or (siguiente.tag in TITULOS and siguiente.tag <= titulo.tag)):
            titulo.drop_tree()
    for marca in principal.xpath(f".//p[@class='{NADA}']"):
        marca.drop_tree()
    for seccion in con_marcas:
        if [hijo.tag for hijo in seccion] == ["h2"]:
            seccion.drop_tree()


def _numerar_titulos(principal: HtmlElement) -> None:
    usados: Counter[str] = Counter()
    capitulo = 0
    for seccion in principal.xpath('./section[@class="capitulo"]'):
        numerado = seccion.get("id").removeprefix("cap-") not in SIN_NUMERO
        capitulo += numerado
        apartado, nivel = 0, 2
        for titulo in seccion.xpath(".//h2|.//h3|.//h4|.//h5"):
            if int(titulo.tag[1]) > nivel + 1:
                raise ErrorDeDocumento(f"El título «{titulo.text_content()}» se salta un nivel: le falta uno superior.")
            nivel = int(titulo.tag[1])
            titulo.set("id", _unica(clave_de(titulo.text_content()), usados))
            apartado += titulo.tag == "h3"
            if numerado and titulo.tag in {"h2", "h3"}:
                _anteponer(titulo, str(capitulo) if titulo.tag == "h2" else f"{capitulo}.{apartado}")


def _unica(clave: str, usados: Counter[str]) -> str:
    usados[clave] += 1
    return clave if usados[clave] == 1 else f"{clave}-{usados[clave]}"


def _anteponer(elemento: HtmlElement, numeral: str) -> None:
    marca = E.SPAN(numeral, E.CLASS("numeral"))
    marca.tail = " " + (elemento.text or "")
    elemento.text = None
    elemento.insert(0, marca)


def _numerar_figuras(principal: HtmlElement) -> dict[str, str]:
    """Pone «Cuadro n.» y «Gráfico n.» y devuelve cómo se llama cada figura en una remisión."""
    cuenta: Counter[str] = Counter()
    rotulos: dict[str, str] = {}
    for figura in principal.xpath('.//figure[@class="cuadro" or @class="grafico"]'):
        clase, clave = figura.get("class"), figura.get("id")
        if clave in rotulos:
            raise ErrorDeDocumento(
                f"La clave «{clave}» aparece dos veces en el informe; cada cuadro y gráfico va una vez."
            )
        cuenta[clase] += 1
        rotulo = f"{NOMBRES[clase]}\u00a0{cuenta[clase]}"
        _anteponer(figura.xpath(".//caption|./figcaption")[0], f"{rotulo}.")
        rotulos[clave] = rotulo.lower()
    return rotulos


def _rotulos_de_titulos(principal: HtmlElement) -> dict[str, str]:
    """«capítulo 5», «sección 5.1» o, si no llevan número, su título."""
    rotulos = {}
    for titulo in principal.xpath("./section/h2|./section/h3"):
        numeral = "".join(titulo.xpath("./span[@class='numeral']/text()"))
        nombre = "capítulo" if titulo.tag == "h2" else "sección"
        rotulos[titulo.get("id")] = f"{nombre}\u00a0{numeral}" if numeral else titulo.text_content().strip()
    return rotulos


def _completar_remisiones(principal: HtmlElement, rotulos: dict[str, str]) -> None:
    for enlace in principal.xpath('.//a[@class="ref"]'):
        clave = enlace.get("href").removeprefix("#")
        if clave not in rotulos:
            raise ErrorDeDocumento(
                f"El texto remite a «{clave}», que no está en el informe. Hay: {', '.join(sorted(rotulos))}."
            )
        enlace.text = rotulos[clave]
    fichas = {f"#{clave}" for clave in principal.xpath('.//section[@class="ficha"]/@id')}
    for enlace in principal.xpath('.//a[@class="ficha"]'):
        if enlace.get("href") not in fichas:
            enlace.drop_tag()  # el informe trae el cuadro y no las fichas


def _llenar_indice(pagina: HtmlElement, principal: HtmlElement) -> None:
    """Un enlace por capítulo y, dentro, uno por sección."""
    raiz = E.OL()
    for titulo in principal.xpath("./section/h2|./section/h3"):
        entrada = E.LI(_entrada(titulo))
        if titulo.tag == "h2":
            raiz.append(entrada)
            continue
        capitulo = raiz[-1]
        if capitulo[-1].tag != "ol":
            capitulo.append(E.OL())
        capitulo[-1].append(entrada)
    indice = pagina.get_element_by_id("indice")
    for marca in list(indice):
        indice.remove(marca)
    indice.extend([E.P("Índice", E.CLASS("rotulo")), raiz])


def _entrada(titulo: HtmlElement) -> HtmlElement:
    numeral = "".join(titulo.xpath('./span[@class="numeral"]/text()'))
    texto = titulo.text_content().removeprefix(numeral).strip()
    destino = titulo.getparent().get("id") if titulo.tag == "h2" else titulo.get("id")
    return E.A(E.SPAN(numeral, E.CLASS("numeral")), E.SPAN(texto), href=f"#{destino}")
