"""Las notas al pie: se escriben en la prosa, se numeran al armar el informe y van donde el lector las busca."""

import lxml.html
import pytest
from conftest import MARCA
from lectura_pdf import paginas_del_pdf
from test_arbol import capitulo
from test_pdf import META, PLANTILLA

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.notas_al_pie import en_html
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.notas import bajar
from sistematizacion.publicacion.pdf import compilar

TERCERA = "Tres[^c].\n\n[^c]: Tercera."
DOS = "Uno[^a] y otro[^b].\n\n[^a]: Primera, con **fuerza**.\n[^b]: Segunda."


def test_una_nota_queda_donde_se_llama_y_conserva_su_formato():
    assert en_html(DOS).strip() == (
        '<p>Uno<small class="nota-al-pie">Primera, con <strong>fuerza</strong>.</small> y otro'
        '<small class="nota-al-pie">Segunda.</small>.</p>'
    )


def test_la_prosa_sin_notas_no_cambia():
    assert en_html("Un *párrafo* con [corchetes] y 2^3.") == "<p>Un <em>párrafo</em> con [corchetes] y 2^3.</p>\n"


@pytest.mark.parametrize(("texto", "dice"), [
    ("Uno[^a].", r"\[\^a\]"),
    ("Uno[^a].\n\n[^a]: Un párrafo.\n\n    Y otro.", "más de un párrafo"),
])  # fmt: skip
def test_una_nota_mal_escrita_se_dice(texto, dice):
    with pytest.raises(ErrorDeDocumento, match=dice):
        en_html(texto)


def test_en_pantalla_se_numeran_de_corrido_y_van_al_final_de_su_capitulo_con_ida_y_vuelta():
    secciones = "".join(f'<section class="capitulo" id="{i}">{en_html(t)}</section>' for i, t in (("a", DOS), ("b", TERCERA)))
    pagina = lxml.html.document_fromstring(f'<main id="contenido">{secciones}</main>')
    bajar(pagina.get_element_by_id("contenido"))
    assert pagina.xpath("//sup/a/text()") == ["1", "2", "3"]
    for llamada in pagina.xpath("//sup/a"):
        [nota] = pagina.xpath(f"//li[@id='{llamada.get('href')[1:]}']")
        assert nota.xpath("ancestor::section[@class='capitulo']") == llamada.xpath("ancestor::section[@class='capitulo']")
        assert nota.xpath("a[last()]/@href") == [f"#{llamada.get('id')}"]
    assert pagina.xpath("//section[@id='b']//ol/@start") == ["3"]


def test_en_papel_van_al_pie_de_la_pagina_que_las_llama(tmp_path):
    ruta = tmp_path / "notas.pdf"
    ruta.write_bytes(compilar(bloques(capitulo(en_html(DOS))), {}, META, PLANTILLA, MARCA))
    [pagina] = [texto for texto in paginas_del_pdf(ruta) if "y otro" in texto]
    assert pagina.index("y otro") < pagina.index("Primera, con fuerza") < pagina.index("Segunda.")
