"""Los cuadros, gráficos y capítulos del control de la cartera: lo que se ve, y lo que desaparece cuando no hay datos."""

import lxml.html
import pytest
from conftest import RAIZ
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_ensamblado import METADATOS

from sistematizacion import abrir
from sistematizacion.presentacion.piezas import Nada, Prosa
from sistematizacion.publicacion.ensamblado import ensamblar

CUADROS = ("matriz_fisico_financiera", "alertas", "cambios_del_mes", "ritmos")
GRAFICOS = ("curva_s", "curvas_s", "spi")


@pytest.fixture(scope="module")
def demostracion():
    return abrir("demostracion", "valleverde")


def filas(cuadro) -> dict[str, list[str]]:
    """Por el comienzo de su primera celda, los textos de cada fila."""
    arbol = lxml.html.fromstring(cuadro.html())
    return {t[0]: t for tr in arbol.xpath("//tbody/tr") if (t := [" ".join(c.itertext()).strip() for c in tr])}


def la_de(cuadro, comienzo: str) -> str:
    return " | ".join(next(t for c, t in filas(cuadro).items() if c.startswith(comienzo)))


def test_la_matriz_dice_de_la_carretera_lo_que_sale_de_sus_datos(demostracion):
    fila = la_de(demostracion.cuadro("matriz_fisico_financiera"), "9920014")
    # las cuentas están en test_control.py
    for dicho in ("36,110,757", "-3,571,394", "-9.0%",
                  "81.2", "61.9", "90.2", "64.0", "0.71", "1.03", "Crítico", "Empeora", "37"):  # fmt: skip
        assert dicho in fila.replace("−", "-").replace("–", "-"), dicho


def test_la_ultima_fila_de_la_matriz_es_la_cartera(demostracion):
    ultima = list(filas(demostracion.cuadro("matriz_fisico_financiera")).values())[-1]
    assert ultima[0].startswith("Cartera") and "12 inversiones" in ultima[0].replace("\u00a0", " ")
    assert "163,197,577" in ultima[1] and "171,998,340" in ultima[2] and "157,561,670" in ultima[3]


def test_las_alertas_traen_la_medida_y_el_cargo_y_no_lo_que_va_al_dia(demostracion):
    cuadro = demostracion.cuadro("alertas")
    assert "Responsable: Gerencia de Desarrollo Social" in la_de(cuadro, "9920014")
    assert not [c for c in filas(cuadro) if c.startswith("9920070")]  # sin retraso y con su F12-B al día


@pytest.mark.parametrize("cual", CUADROS)
def test_cada_numero_de_un_cuadro_es_una_cifra_con_procedencia(demostracion, cual):
    arbol = lxml.html.fromstring(demostracion.cuadro(cual).html())
    numericas = arbol.xpath("//tbody//td[contains(@class, 'num')][translate(., '0123456789', '') != string(.)]")
    assert numericas or cual == "cambios_del_mes"
    assert [c.text_content() for c in numericas if not c.xpath(".//data[@class='cifra']")] == []
    assert all(d.get("title") for d in arbol.xpath("//data[@class='cifra']"))


@pytest.mark.parametrize("cual", GRAFICOS)
def test_el_texto_alternativo_de_cada_grafico_trae_los_datos(demostracion, cual):
    grafico = demostracion.grafico(cual)
    assert {"curva_s": "82.2", "curvas_s": "9920014", "spi": "0.71"}[cual] in grafico.html()


def test_una_region_sin_cartera_no_tiene_de_que_hablar_en_el_capitulo_corto():
    inf = abrir("acompanamiento-2025", "arequipa")
    piezas = [inf.prosa("cartera_curva"), inf.grafico("spi"), inf.grafico("curva_s"), inf.cuadro("alertas")]
    assert all(isinstance(p, Nada) for p in piezas)
    dicho = inf.prosa("control")
    assert isinstance(dicho, Prosa) and "no se registró la cartera de inversiones de Arequipa" in dicho.html()


def capitulo(titulo: str, *salidas: str):
    celdas = [new_markdown_cell(f"# {titulo}"), new_markdown_cell("## Sección")]
    celdas += [new_code_cell("inf.x()", outputs=[new_output("execute_result", data={"text/html": s})]) for s in salidas]
    return new_notebook(cells=celdas)


def test_un_capitulo_del_que_no_queda_nada_desaparece_y_no_gasta_numero():
    nada = Nada("No hay datos.").html()
    capitulos = {"uno": capitulo("Uno", "<p>Algo.</p>"), "cartera": capitulo("Cartera", nada, nada),
                 "dos": capitulo("Dos", nada, "<p>Más.</p>")}  # fmt: skip
    documento = ensamblar(list(capitulos.items()), METADATOS, "", RAIZ / "templates")
    pagina = lxml.html.document_fromstring(documento.contenido)
    assert [t.text_content() for t in pagina.xpath("//h2")] == ["1 Uno", "2 Dos"]
    assert "Cartera" not in pagina.text_content() and not pagina.xpath("//section[@id='cartera'] | //a[@href='#cartera']")


def test_la_prosa_del_programa_separa_lo_de_una_region_de_lo_de_la_otra():
    dicho = lxml.html.fromstring(abrir("demostracion", "").prosa("cartera").html()).text_content().replace("\u00a0", " ")
    assert "en Altamar, 14 inversiones" in dicho and "%, y en Valleverde, 12 inversiones" in dicho
