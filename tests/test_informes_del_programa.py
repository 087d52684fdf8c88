"""Los informes del programa entero, tal como los recibe un financiador: completos, accesibles y con todos los hechos."""

import re

import lxml.html
import pytest
from conftest import REGIONES
from lectura_pdf import paginas_del_pdf, texto_del_pdf
from test_hechos import COMUNES, DE_CUADRO, HECHOS, faltan, plano
from test_informe import CAPITULOS, CARGAN

INFORMES = ("comparativo", "matrices", "lecciones", "satisfaccion")
DE_OTRO_MODO = {  # hechos que el comparativo dice con otras palabras
    "3 fueron ordinarios": "3 ordinarios",
    "8, extraordinarios": "8 extraordinarios",
    "Cinco de las ocho personas encuestadas": "5 de 8",
    "Seis de las siete personas encuestadas": "6 de 7",
    "Las ocho personas encuestadas": "8 de 8",
    "63%": "62.5%",
    "38%": "37.5%",
    "86%": "85.7%",
    "14%": "14.3%",
    "88%": "87.5%",
    "12%": "12.5%",
    "75%": "75.0%",
    "25%": "25.0%",
    "100%": "100.0%",
}


@pytest.fixture(params=INFORMES)
def informe(request):
    return request.param


@pytest.fixture
def pagina(del_programa, informe):
    return lxml.html.parse(str(del_programa / f"{informe}.html")).getroot()


@pytest.mark.parametrize("formato", ["html", "pdf"])
def test_el_comparativo_trae_los_hechos_de_las_tres_regiones(del_programa, formato):
    if formato == "pdf":
        texto = plano(texto_del_pdf(del_programa / "comparativo.pdf"))
    else:
        texto = plano(
            lxml.html.parse(str(del_programa / "comparativo.html"))
            .getroot()
            .get_element_by_id("contenido")
            .text_content()
        )
    hechos = [DE_OTRO_MODO.get(h, h) for lista in (*HECHOS.values(), *DE_CUADRO.values(), COMUNES) for h in lista]
    assert faltan(hechos, texto) == []


def test_el_comparativo_tiene_los_capitulos_del_informe_publicado(del_programa):
    pagina = lxml.html.parse(str(del_programa / "comparativo.html")).getroot()
    titulos = [re.sub(r"^\d+ ", "", h.text_content()) for h in pagina.xpath("//main/section/h2")]
    assert titulos == CAPITULOS


def test_la_pagina_no_carga_nada_de_fuera_y_sus_titulos_van_en_orden(pagina):
    cargado = [direccion for donde in CARGAN for direccion in pagina.xpath(donde)]
    assert [d for d in cargado if not d.startswith("data:")] == []
    niveles = [int(t.tag[1]) for t in pagina.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert niveles[0] == 1
    assert all(b <= a + 1 for a, b in zip(niveles, niveles[1:], strict=False))


def test_ningun_titulo_queda_sin_nada_debajo(pagina):
    for titulo in pagina.xpath("//main/section/h3|//main/section/h4"):
        siguiente = titulo.getnext()
        assert siguiente is not None, titulo.text_content()
        assert siguiente.tag not in {"h2", "h3"} or siguiente.tag > titulo.tag, titulo.text_content()


def test_ninguna_pagina_del_pdf_queda_vacia(del_programa, informe):
    assert all(len(p) > 150 for p in paginas_del_pdf(del_programa / f"{informe}.pdf"))


@pytest.mark.parametrize("informe", ["comparativo/comparativo", *(f"{region}/cierre" for region in REGIONES)])
def test_el_resumen_ejecutivo_cabe_en_una_pagina_con_cuatro_o_cinco_cifras(todo, informe):
    [resumen] = [texto for texto in paginas_del_pdf(todo / f"{informe}.pdf")[2:] if "Lo aprendido." in texto]
    assert "Resumen ejecutivo" in resumen[:300]
    tarjetas = lxml.html.parse(str(todo / f"{informe}.html")).xpath("//ul[@class='cifras-clave']/li")
    assert len(tarjetas) in (4, 5)


def test_cada_pagina_en_que_un_cuadro_sigue_dice_cual_continua(del_programa):
    paginas = paginas_del_pdf(del_programa / "comparativo.pdf")
    siguen = [(texto, numero) for texto in paginas for numero in re.findall(r"Cuadro\s(\d+) \(continúa\)", texto)]
    assert "1" in {numero for _, numero in siguen}
    assert not [numero for texto, numero in siguen if re.search(rf"Cuadro\s{numero}\. [A-Z]", texto)]
