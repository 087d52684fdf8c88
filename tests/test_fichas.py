"""Las fichas del catálogo: dicen lo que la fuente dice, se filtran en la pantalla y en el PDF cada una llena su página."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import lxml.html
import pytest
from conftest import MARCA, PROGRAMA, RAIZ
from lxml.html import HtmlElement
from markupsafe import Markup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from revision_axe import faltas_de, ids_repetidos
from test_ensamblado import METADATOS
from test_pdf import META, PLANTILLA
from test_word import DATOS

from sistematizacion import abrir
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.fichas import Campo, Ficha, Fichas, fichas
from sistematizacion.presentacion.piezas import Nada
from sistematizacion.publicacion.accesibilidad import faltas, faltas_del_validador
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.ensamblado import Documento, ensamblar
from sistematizacion.publicacion.estilo import estilo
from sistematizacion.publicacion.pdf import compilar
from sistematizacion.publicacion.word.documento import borrador
from sistematizacion.rutas import Rutas

CATALOGO = "buenas-practicas-2018"
CUANTAS = 31


def armar(*piezas: str) -> Documento:
    """Un informe de un capítulo que muestra esas piezas en su última sección."""
    salidas = [new_code_cell("inf.x()", outputs=[new_output("execute_result", data={"text/html": p})]) for p in piezas]
    titulo, indice, suyas = map(new_markdown_cell, ("# Catálogo", "## Dónde está cada una", "## Fichas"))
    celdas = [titulo, indice, *salidas[:-1], suyas, salidas[-1]]
    return ensamblar([("catalogo", new_notebook(cells=celdas))], METADATOS, estilo(MARCA, Rutas(RAIZ)), RAIZ / "templates")


@pytest.fixture(scope="module")
def documento() -> Documento:
    """El del catálogo de verdad, con sus índices."""
    inf = abrir(CATALOGO)
    return armar(inf.cuadro("fichas_por_problema").html(), inf.cuadro("indice_de_fichas").html(), inf.fichas().html())


@pytest.fixture(scope="module")
def secciones(documento: Documento) -> dict[str, HtmlElement]:
    """Cada ficha de la página por su identificador."""
    return {s.get("id"): s for s in lxml.html.document_fromstring(documento.contenido).xpath("//section[@class='ficha']")}


@pytest.fixture(scope="module")
def paginas(documento: Documento, pdf: bytes) -> list[str]:
    """El texto de cada página del PDF, en una sola línea."""
    return [" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def pdf(documento: Documento) -> bytes:
    return compilar(bloques(documento.contenido), documento.svg, META, PLANTILLA, MARCA)


@pytest.fixture(scope="module")
def archivo(documento: Documento, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruta = tmp_path_factory.mktemp("fichas") / "practicas.html"
    ruta.write_text(documento.html(), encoding="utf-8")
    return ruta


@pytest.fixture
def pagina(navegador: Browser, archivo: Path):
    abierta = navegador.new_page(reduced_motion="reduce")
    quejas: list[str] = []
    abierta.on("console", lambda m: quejas.append(m.text) if m.type in ("error", "warning") else None)
    abierta.goto(archivo.as_uri())
    yield abierta
    assert quejas == []
    abierta.close()


def definiciones(seccion: HtmlElement, papel: str) -> dict[str, str]:
    """Los términos de una lista de la ficha, con lo que dice cada uno."""
    listas = seccion.xpath(f".//dl[@class='{papel}']")
    return {t.text_content(): " ".join(t.getnext().text_content().split()) for lista in listas for t in lista.iter("dt")}


def test_cada_practica_tiene_su_ficha_con_lo_que_la_distingue(secciones: dict[str, HtmlElement]) -> None:
    ficha = secciones["ficha-bp-01"]
    assert len(secciones) == CUANTAS
    assert {k.removeprefix("data-"): v for k, v in ficha.attrib.items() if k.startswith("data-")} == {
        "region": "Apurímac", "tema": "Salud", "criterio": "Participación", "nivel": "Local", "etapa": "Buena práctica",
    }  # fmt: skip
    etiquetas = ["Buena práctica", "Tema: Salud", "Criterio más relevante: participación"]
    assert ficha.xpath("./ul[@class='etiquetas']/li/text()") == etiquetas
    assert definiciones(ficha, "identificacion") == {
        "Región": "Apurímac", "Provincia": "Antabamba", "Nivel": "Local", "Área responsable": "Red de Salud Antabamba",
    }  # fmt: skip
    assert secciones["ficha-bp-18"].get("data-region") == "La Libertad;San Martín"


def test_lo_que_la_fuente_no_dice_no_deja_hueco_y_se_dice_al_pie(secciones: dict[str, HtmlElement]) -> None:
    ficha = secciones["ficha-ip-06"]
    assert set(definiciones(ficha, "criterios")) == {"Articulación externa"}
    pie = ficha.findtext("./p[@class='sin-respuesta']")
    assert "La fuente no responde quiénes la hicieron, cómo se coordinó" in pie and "articulación externa" not in pie
    assert all(dd.text_content().strip() for s in secciones.values() for dd in s.iter("dd"))


def test_las_cifras_de_una_ficha_dicen_de_donde_salen(secciones: dict[str, HtmlElement], documento: Documento) -> None:
    cifras = secciones["ficha-ip-08"].xpath(".//dl[@class='esencial']//data[@class='cifra']")
    assert len(cifras) == 2 and all("Anexo 1" in c.get("title") or "Iniciativas" in c.get("title") for c in cifras)
    assert {c.text_content() for c in cifras} <= {c["escrito"] for c in documento.cifras if "Sección 1.2" in c["donde"]}


def test_los_indices_llevan_a_fichas_que_estan(secciones: dict[str, HtmlElement], documento: Documento) -> None:
    raiz = lxml.html.document_fromstring(documento.contenido)
    enlaces = {e.get("href").removeprefix("#") for e in raiz.xpath("//a[@class='ficha']")}
    assert enlaces == set(secciones)


def test_sin_fichas_en_el_informe_el_cuadro_no_enlaza_a_la_nada() -> None:
    sin = armar(abrir(CATALOGO).cuadro("indice_de_fichas").html(), "<p>Nada más.</p>")
    assert "BP-01" in sin.contenido and 'href="#ficha-' not in sin.contenido


def test_un_puntaje_se_muestra_con_su_evidencia_y_los_textos_se_escapan() -> None:
    rutas = Rutas(RAIZ)
    programa = cargar_programa(CATALOGO, rutas)
    nucleo = abrir_nucleo(programa, cargar_region(programa, "ica", rutas), rutas)
    practicas = nucleo.tablas["practicas"].copy()
    practicas.loc[practicas["id"] == "bp-12", ["innovacion_puntaje", "titulo"]] = [2, "<b>Uno</b> & dos"]
    con_puntaje = replace(nucleo, tablas={**nucleo.tablas, "practicas": practicas})
    seccion = lxml.html.fragment_fromstring(fichas(Expediente(con_puntaje)).html()).xpath("//*[@id='ficha-bp-12']")[0]
    assert definiciones(seccion, "criterios")["Innovación"].startswith("2 de 3. ")
    assert seccion.findtext("h3") == "<b>Uno</b> & dos"


@pytest.mark.parametrize("region", ["", "junin"])
def test_sin_catalogo_no_hay_pieza(region: str) -> None:
    assert isinstance(abrir(PROGRAMA, region).fichas(), Nada)


# En el PDF


def test_cada_ficha_ocupa_su_pagina_con_titulo_resultado_y_fuente(secciones: dict[str, HtmlElement], paginas: list[str]) -> None:
    con_ficha = [p for p in paginas if re.search(r"Ficha (BP|IP)-\d\d", p)]
    assert len(con_ficha) == CUANTAS and paginas[-CUANTAS:] == con_ficha
    for pagina, seccion in zip(con_ficha, secciones.values(), strict=True):
        for texto in (seccion.findtext("h4"), definiciones(seccion, "esencial").get("Resultado", ""), "Fuente: Fortaleciendo"):
            assert "".join(texto.split()) in pagina.replace(" ", ""), seccion.get("id")


def test_el_indice_dice_la_pagina_de_cada_ficha(paginas: list[str]) -> None:
    dichas = {c: int(n) for c, n in re.findall(r"((?:BP|IP)-\d\d) ?\(p\.\s*(\d+)\)", " ".join(paginas))}
    portadas = 1  # la portada no se cuenta
    assert len(dichas) == CUANTAS
    assert [c for c, n in dichas.items() if f"Ficha {c}" not in paginas[n - 1 + portadas]] == []


def test_el_pdf_es_accesible_y_tiene_las_fichas_entre_sus_marcadores(pdf: bytes, secciones: dict[str, HtmlElement]) -> None:
    assert [*faltas(pdf), *faltas_del_validador(pdf)] == []
    marcadores = str(PdfReader(BytesIO(pdf)).outline)
    assert [s.get("id") for s in secciones.values() if s.findtext("h4") not in marcadores] == []


def test_una_ficha_larguisima_baja_la_letra_antes_que_partirse() -> None:
    parrafo = Markup("Una frase de buen tamaño que alarga la ficha. ") * 68
    datos = (Campo("Región", ("Ica",)),)
    ficha = Ficha("ficha-a", "A", Markup("Larga"), parrafo, "analisis", ("Práctica en análisis",), datos, (), (), "", "F.", ())
    contenido = armar("<p>Uno.</p>", Fichas((ficha,)).html()).contenido
    leido = PdfReader(BytesIO(compilar(bloques(contenido), {}, META, PLANTILLA, MARCA)))
    assert ["Ficha A" in p.extract_text() for p in leido.pages].count(True) == 1
    assert "Fuente: F." in leido.pages[-1].extract_text() and "Ficha A" in leido.pages[-1].extract_text()


def test_el_borrador_en_word_trae_las_fichas(documento: Documento) -> None:
    from docx import Document

    hecho = Document(BytesIO(borrador(bloques(documento.contenido), {}, DATOS, MARCA)))
    titulos = [p.text for p in hecho.paragraphs if p.style.name == "Heading 3"]
    assert len(titulos) == CUANTAS and titulos[0].startswith("Experiencia del trabajo")


# En la pantalla


def visibles(pagina: Page) -> list[str]:
    return pagina.evaluate("[...document.querySelectorAll('section.ficha')].filter(f => f.checkVisibility()).map(f => f.id)")


def test_filtrar_deja_las_que_cumplen_todo_y_dice_cuantas(pagina: Page) -> None:
    cuenta = pagina.locator(".filtros [role=status]")
    expect(cuenta).to_have_text("31 de 31 fichas")
    assert cuenta.get_attribute("aria-live") == "polite"
    pagina.get_by_label("Región", exact=True).select_option("San Martín")
    expect(cuenta).to_have_text("7 de 31 fichas")
    pagina.get_by_label("Etapa", exact=True).select_option("Buena práctica")
    assert visibles(pagina) == ["ficha-bp-08", "ficha-bp-11", "ficha-bp-13", "ficha-bp-18"]
    pagina.get_by_label("Palabras de la ficha").fill("codigo CONDUCTA")
    assert visibles(pagina) == ["ficha-bp-13"]
    pagina.get_by_role("button", name="Quitar los filtros").press("Enter")
    expect(cuenta).to_have_text("31 de 31 fichas")


def test_un_enlace_o_una_busqueda_muestran_la_ficha_que_un_filtro_ocultaba(pagina: Page) -> None:
    pagina.get_by_label("Tema", exact=True).last.select_option("Salud")
    assert "ficha-bp-16" not in visibles(pagina)
    pagina.locator("a[href='#ficha-bp-16']").first.click()
    expect(pagina.locator("#ficha-bp-16")).to_be_in_viewport()
    pagina.get_by_label("Tema", exact=True).last.select_option("Salud")
    assert "ficha-bp-16" not in visibles(pagina)
    pagina.locator("#buscar").fill("un portal recibe las inscripciones")
    pagina.locator("#buscar").press("Enter")
    expect(pagina.locator("#ficha-bp-16")).to_be_visible()


def test_sin_guion_y_en_papel_se_ven_todas(navegador: Browser, archivo: Path, pagina: Page) -> None:
    apagado = navegador.new_context(java_script_enabled=False)
    otra = apagado.new_page()
    otra.goto(archivo.as_uri())
    assert otra.locator("section.ficha:visible").count() == CUANTAS and otra.locator(".filtros").count() == 0
    apagado.close()
    pagina.get_by_label("Palabras de la ficha").fill("nada que exista")
    expect(pagina.locator(".filtros [role=status]")).to_have_text("0 de 31 fichas")
    pagina.emulate_media(media="print")
    assert len(visibles(pagina)) == CUANTAS and not pagina.locator(".filtros").is_visible()


def test_la_pagina_no_tiene_faltas_de_accesibilidad_ni_se_desborda_en_el_telefono(navegador: Browser, archivo: Path) -> None:
    abierta = navegador.new_page()
    assert [*ids_repetidos(archivo), *faltas_de(abierta, archivo)] == []
    abierta.set_viewport_size({"width": 360, "height": 740})
    assert abierta.evaluate("document.documentElement.scrollWidth") <= 360
    abierta.close()
