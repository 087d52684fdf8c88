"""La plantilla de la página: solo lo que el lector debe ver, bien cerrado, escapado y sin depender de la red."""

import re
from pathlib import Path

import pytest
from lxml import html
from nbconvert import HTMLExporter
from nbformat import v4

PLANTILLAS = Path(__file__).parents[1] / "templates"
ESTILO = (PLANTILLAS / "informe" / "pantalla.css").read_text(encoding="utf-8")
INFORME = {
    "titulo": "Informe de cierre", "subtitulo": "Programa de prueba",
    "region": "Junín", "gobierno": "Gobierno Regional de Junín",
    "entidades": [{"nombre": "Instituto", "papel": "ejecuta"}, {"nombre": "Fondo", "papel": "financia"}],
    "periodo": "2025", "fecha_texto": "31 de diciembre de 2025", "fecha_corte": "2025-12-31",
    "descripcion": "Resultados.", "avisos": ["Documento de trabajo."], "huella": "a1b2c3",
}  # fmt: skip
CUADRO = '<figure class="cuadro" id="cuadro-uno"><table><caption>Título</caption></table></figure>'

SVG = "<?xml version='1.0'?><svg role='img'></svg>"


def codigo(fuente: str, *salidas: object, **metadatos: object) -> object:
    """Una celda de código ya ejecutada."""
    return v4.new_code_cell(fuente, outputs=list(salidas), execution_count=7, metadata=metadatos)


def muestra(tipo: str, contenido: str) -> object:
    """Una salida de un solo tipo, con el texto de respaldo que Jupyter agrega."""
    return v4.new_output("display_data", data={"text/plain": "<respaldo>"} | {tipo: contenido})


CELDAS = [
    v4.new_markdown_cell("## Resumen\n\nUn **párrafo**.", metadata={"capitulo": "resumen"}),
    codigo("secreto = 1", v4.new_output("stream", name="stderr", text="ruido"), muestra("text/html", CUADRO)),
    codigo("import secreto", capitulo="resultados"),
    v4.new_markdown_cell("## Resultados"),
    codigo("secreto()", muestra("text/markdown", "*hallado*"), muestra("image/svg+xml", SVG)),
    codigo("secreto", v4.new_output("execute_result", data={"text/plain": "1 < 2"}, execution_count=7)),
    codigo("falla", v4.new_output("error", ename="ErrorFeo", evalue="feo", traceback=["feo"])),
]


def exportar(celdas: list = CELDAS, **cambios: object) -> str:
    """La página que da la plantilla."""
    exportador = HTMLExporter(
        template_name="informe", extra_template_basedirs=[str(PLANTILLAS)], exclude_anchor_links=True
    )
    recursos = {"informe": INFORME | cambios, "estilo": ESTILO}
    return exportador.from_notebook_node(v4.new_notebook(cells=celdas), resources=recursos)[0]


@pytest.fixture(scope="module")
def texto() -> str:
    """La página de ejemplo."""
    return exportar()


@pytest.fixture(scope="module")
def pagina(texto) -> html.HtmlElement:
    """La página de ejemplo, como árbol."""
    return html.document_fromstring(texto)


def test_la_pagina_esta_en_espanol_del_peru_y_tiene_un_solo_h1(texto, pagina):
    assert texto.startswith("<!DOCTYPE html>")
    assert pagina.get("lang") == "es-PE"
    assert [h1.text for h1 in pagina.iter("h1")] == ["Informe de cierre"]


def test_el_titulo_y_la_autoria_salen_de_los_metadatos(pagina):
    assert pagina.findtext("head/title") == "Informe de cierre · Junín · Programa de prueba"
    assert pagina.xpath("//meta[@name='author']/@content") == ["Instituto; Fondo"]


def test_la_pagina_tiene_sus_partes_y_el_enlace_para_saltar_al_contenido(pagina):
    assert [hijo.tag for hijo in pagina.find("body")] == ["a", "header", "section", "div", "footer"]
    assert [hijo.tag for hijo in pagina.find("body/div")] == ["nav", "main"]
    assert pagina.xpath("string(//body/a[@href='#contenido'])") == "Saltar al contenido"
    assert pagina.xpath("string(//nav[@id='indice'][@aria-label='Índice']/comment())").strip() == "INDICE"


def test_cada_capitulo_es_una_seccion_aunque_empiece_con_una_celda_sin_salida(pagina):
    secciones = pagina.xpath("//main/*")
    assert [(s.tag, s.get("id"), s.get("class")) for s in secciones] == [
        ("section", "cap-resumen", "capitulo"),
        ("section", "cap-resultados", "capitulo"),
    ]
    assert [s.findtext("h2") for s in secciones] == ["Resumen", "Resultados"]


def test_las_etiquetas_se_cierran_tantas_veces_como_se_abren(texto):
    for etiqueta in ("section", "main", "header", "footer", "nav", "div", "dl", "ul"):
        assert len(re.findall(f"<{etiqueta}[ >]", texto)) == texto.count(f"</{etiqueta}>"), etiqueta


def test_no_se_ve_codigo_ni_lo_impreso_ni_errores_ni_enlaces_de_ancla(texto):
    for ajeno in ("secreto", "ruido", "ErrorFeo", "anchor-link", "¶", "In [", "&lt;respaldo", "<?xml"):
        assert ajeno not in texto


def test_las_salidas_van_directas_en_su_seccion_sin_envolturas(pagina):
    assert [e.tag for e in pagina.xpath("//main/section[1]/*")] == ["h2", "p", "figure"]
    assert [e.tag for e in pagina.xpath("//main/section[2]/*")] == ["h2", "p", "svg", "p"]
    assert pagina.xpath("string(//main/section[2]/p[last()])") == "1 < 2"


def test_la_pagina_no_carga_nada_de_fuera(texto, pagina):
    cargados = pagina.xpath("//link | //script/@src | //iframe | //object | //embed | //img/@src | //*[@srcset]")
    assert cargados == []
    assert not re.search(r"@import|url\(\s*['\"]?(?!['\"]?data:)", ESTILO)
    assert not re.search(r"https?://", texto)


def test_los_metadatos_se_escapan(pagina):
    mal = '"><script>alert(1)</script>'
    entidades = [{"nombre": mal, "papel": mal}]
    textos = {clave: mal for clave, valor in INFORME.items() if isinstance(valor, str)}
    celda = v4.new_markdown_cell("Texto", metadata={"capitulo": mal})
    arbol = html.document_fromstring(exportar([celda], **textos, entidades=entidades, avisos=[mal]))
    assert "alert" not in "".join(arbol.xpath("//script/text()"))
    assert arbol.findtext(".//h1") == mal
    assert arbol.xpath("//main/section/@id") == [f"cap-{mal}"]


def test_lo_que_no_se_sabe_no_deja_rotulos_vacios():
    nada = dict.fromkeys(("region", "gobierno", "subtitulo", "periodo", "huella"), "")
    arbol = html.document_fromstring(exportar(**nada, avisos=[], entidades=[]))
    assert arbol.findtext("head/title") == "Informe de cierre"
    assert arbol.xpath("//header//dt/text()") == ["Fecha de corte"]
    assert arbol.xpath("//*[@class='ambito' or @class='programa' or @class='avisos' or @class='huella']") == []
