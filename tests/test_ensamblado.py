"""La página armada: numerada, con sus remisiones, avisos juntos, y sin nada que no se pueda publicar."""

import lxml.html
import pytest
from conftest import RAIZ
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.piezas import Aviso, Grafico
from sistematizacion.publicacion.ensamblado import ensamblar

METADATOS = {
    "titulo": "Informe", "subtitulo": "Programa", "region": "Ejemplo", "gobierno": "Gobierno", "entidades": [], "periodo": "",
    "fecha_corte": "2025-12-31", "fecha_texto": "31 de diciembre de 2025", "descripcion": "Prueba", "avisos": [], "huella": "x",
}  # fmt: skip
SVG = '<?xml version="1.0"?><svg viewBox="0 0 1 1"><defs><clipPath id="p1"/></defs><g clip-path="url(#p1)"/></svg>'


def capitulo(titulo, *salidas):
    celdas = [new_markdown_cell(f"# {titulo}")]
    for salida in salidas:
        if isinstance(salida, str) and salida.startswith("#"):
            celdas.append(new_markdown_cell(salida))
        else:
            datos = salida if isinstance(salida, dict) else {"text/html": salida}
            celdas.append(new_code_cell("inf.x()", outputs=[new_output("execute_result", data=datos)]))
    return new_notebook(cells=celdas)


def armar(**capitulos):
    return ensamblar(list(capitulos.items()), METADATOS, "", RAIZ / "templates")


def principal(documento):
    return lxml.html.document_fromstring(documento.contenido).get_element_by_id("contenido")


def cuadro(clave):
    return Cuadro(clave, f"Título de {clave}", (Columna("A"),), (Fila(("1",)),), "Prueba.").html()


def test_capitulos_secciones_y_figuras_se_numeran_en_orden():
    documento = armar(
        resumen=capitulo("Resumen", cuadro("a")),
        uno=capitulo("Uno", "## Primera", "## Segunda", cuadro("b")),
        dos=capitulo("Dos", "## Otra"),
    )
    titulos = [t.text_content() for t in principal(documento).xpath("//h2|//h3")]
    assert titulos == ["Resumen", "1 Uno", "1.1 Primera", "1.2 Segunda", "2 Dos", "2.1 Otra"]
    leyendas = [c.text_content().replace("\u00a0", " ") for c in principal(documento).xpath("//caption")]
    assert leyendas == ["Cuadro 1. Título de a", "Cuadro 2. Título de b"]


def test_una_remision_toma_el_numero_de_su_cuadro():
    documento = armar(
        uno=capitulo("Uno", '<p>Ver el <a class="ref" href="#cuadro-b"></a>.</p>', cuadro("a"), cuadro("b"))
    )
    assert "Ver el cuadro\u00a02." in principal(documento).text_content()


def test_una_remision_a_lo_que_no_esta_es_un_error():
    with pytest.raises(ErrorDeDocumento, match=r"remite a «cuadro-z».*Hay: cuadro-a"):
        armar(uno=capitulo("Uno", '<p><a class="ref" href="#cuadro-z"></a></p>', cuadro("a")))


def test_un_cuadro_repetido_es_un_error():
    with pytest.raises(ErrorDeDocumento, match="aparece dos veces"):
        armar(uno=capitulo("Uno", cuadro("a"), cuadro("a")))


def test_los_avisos_seguidos_se_juntan_sin_repetirse():
    avisos = [Aviso(t).html() for t in ("Sin datos: x.", "Sin datos: x.", "Sin datos: y.")]
    [aviso] = principal(armar(uno=capitulo("Uno", *avisos))).xpath("//aside")
    assert [p.text_content() for p in aviso] == ["Sin datos: x.", "Sin datos: y."]


def test_el_indice_lleva_a_cada_capitulo_y_seccion():
    pagina = lxml.html.document_fromstring(armar(uno=capitulo("Uno", "## Primera", "## Primera")).pagina)
    destinos = pagina.xpath('//nav[@id="indice"]/ol//a/@href')
    assert destinos == ["#cap-uno", "#primera", "#primera-2"]
    assert all(pagina.xpath(f'//*[@id="{d[1:]}"]') for d in destinos)


def test_los_graficos_quedan_en_linea_con_nombre_y_sin_chocar_entre_si():
    figuras = [Grafico(c, f"Título de {c}", SVG, f'Datos de "{c}" < todo', "Prueba.").html() for c in ("a", "b")]
    pagina = armar(uno=capitulo("Uno", *figuras)).html()
    assert "<img" not in pagina
    assert 'id="g1-p1"' in pagina
    assert "url(#g2-p1)" in pagina
    nombres = lxml.html.document_fromstring(pagina).xpath("//*[local-name()='svg']/@aria-label")
    assert nombres == ['Datos de "a" < todo', 'Datos de "b" < todo']


def test_un_segundo_titulo_o_un_nivel_saltado_es_un_error():
    with pytest.raises(ErrorDeDocumento, match=r"notebooks/uno\.ipynb: debe empezar con un título.*tiene 2"):
        armar(uno=capitulo("Uno", "# Otro"))
    with pytest.raises(ErrorDeDocumento, match="«Honda» se salta un nivel"):
        armar(uno=capitulo("Uno", "### Honda"))


@pytest.mark.parametrize(
    "datos",
    [
        {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"},
        {"text/plain": "42"},
        {"text/html": '<table class="dataframe"></table>'},
    ],
)
def test_lo_que_no_se_puede_publicar_se_dice_con_su_celda(datos):
    with pytest.raises(
        ErrorDeDocumento, match=r"notebooks/uno\.ipynb: la celda «inf\.x\(\)» muestra algo que no se puede publicar"
    ):
        armar(uno=capitulo("Uno", datos))
