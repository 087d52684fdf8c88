"""El informe publicado, tal como lo recibe un financiador: se abre el PDF y se lee la página."""

import json
import re
import zipfile
from datetime import date
from itertools import pairwise

import lxml.html
import pikepdf
import pytest
from conftest import PROGRAMA, REGIONES
from lectura_pdf import paginas_del_pdf

from sistematizacion.presentacion import formato

CARGAN = (
    "//script/@src",
    "//link/@href",
    "//img/@src",
    "//iframe/@src",
    "//source/@src",
    "//object/@data",
    "//embed/@src",
)
CAPITULOS = [  # los del informe publicado, en su orden
    "Resumen ejecutivo", "Antecedentes", "Objetivos establecidos", "Metodología y alcance de la asistencia técnica",
    "Actividades de la asistencia técnica", "Resultados alcanzados", "Buenas prácticas identificadas", "Factores de éxito",
    "Dificultades y limitaciones", "Lecciones aprendidas", "Conclusiones", "Recomendaciones", "Anexo: matriz de resultados",
    "Conciliación de lo publicado", "Anexo: procedencia de los datos",
]  # fmt: skip


@pytest.fixture(params=REGIONES)
def region(request):
    return request.param


@pytest.fixture
def carpeta(informes, region):
    return informes[region]


@pytest.fixture
def pagina(carpeta):
    return lxml.html.parse(str(carpeta / "cierre.html")).getroot()


@pytest.fixture
def pdf(carpeta):
    with pikepdf.open(carpeta / "cierre.pdf") as abierto:
        yield abierto


# La página -----------------------------------------------------------------------------------------------------


def test_la_pagina_esta_en_espanol_del_peru_y_tiene_titulo(pagina):
    assert pagina.get("lang") == "es-PE"
    assert "Informe de cierre" in pagina.findtext(".//title")


def test_la_pagina_no_carga_nada_de_fuera(carpeta, pagina):
    cargado = [direccion for donde in CARGAN for direccion in pagina.xpath(donde)]
    assert [d for d in cargado if not d.startswith("data:")] == []
    estilos = "".join(pagina.xpath("//style/text()")) + "".join(pagina.xpath("//@style"))
    assert [u for u in re.findall(r"url\(([^)]*)\)", estilos) if not u.strip("'\"").startswith(("data:", "#"))] == []
    assert "@import" not in estilos


def test_los_titulos_bajan_de_a_un_nivel(pagina):
    niveles = [int(t.tag[1]) for t in pagina.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert niveles[0] == 1
    assert niveles.count(1) == 1
    assert all(despues <= antes + 1 for antes, despues in zip(niveles, niveles[1:], strict=False))


def test_los_capitulos_estan_todos_y_en_orden(pagina):
    titulos = [re.sub(r"^\d+\s*", "", t.text_content().strip()) for t in pagina.xpath("//main//h2")]
    assert titulos == CAPITULOS


def test_cada_imagen_dice_que_muestra(pagina):
    assert pagina.xpath("//img") == []
    graficos = pagina.xpath('//figure[@class="grafico"]')
    nombres = pagina.xpath('//figure[@class="grafico"]//*[local-name()="svg"][@role="img"]/@aria-label')
    assert len(graficos) == len(nombres) >= 4
    assert all(len(nombre) > 30 for nombre in nombres)


def test_cada_cuadro_y_grafico_dice_su_fuente(pagina):
    for figura in pagina.xpath("//figure"):
        [fuente] = figura.xpath('./p[@class="fuente"]')
        assert fuente.text_content().startswith("Fuente: ")


def test_cada_tabla_tiene_titulo_y_encabezados_con_ambito(pagina):
    for tabla in pagina.xpath("//table"):
        assert tabla.find("caption").text_content().strip()
        assert tabla.xpath(".//thead//th")
        assert all(th.get("scope") in {"col", "row", "rowgroup", "colgroup"} for th in tabla.xpath(".//th"))


def test_no_se_ve_codigo_ni_rastros_de_una_plantilla(pagina):
    texto = pagina.get_element_by_id("contenido").text_content()
    assert (
        re.findall(r"\binf\.|\bimport |\{\{|\}\}|\{%|\bNone\b|\bnan\b|\bNaN\b|Undefined|&#|\{[a-z_]+[}:/@]", texto)
        == []
    )


def test_los_identificadores_no_se_repiten_y_los_enlaces_llevan_a_alguno(pagina):
    ids = pagina.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {d[1:] for d in pagina.xpath('//a[starts-with(@href, "#")]/@href')} <= set(ids)


# El PDF --------------------------------------------------------------------------------------------------------


def test_el_pdf_esta_etiquetado_titulado_y_en_espanol_del_peru(pdf, region):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "es-PE"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadatos:
        assert "Informe de cierre" in metadatos["dc:title"]
        assert metadatos["pdfuaid:part"] == "1"


def test_el_pdf_tiene_un_marcador_por_capitulo(pdf):
    with pdf.open_outline() as esquema:
        titulos = [re.sub(r"^\d+\s*", "", str(m.title).replace("\u00a0", " ")).strip() for m in esquema.root]
    assert [t for t in titulos if t in CAPITULOS] == CAPITULOS


def test_el_pdf_tiene_un_numero_razonable_de_paginas_y_ninguna_vacia(carpeta):
    paginas = paginas_del_pdf(carpeta / "cierre.pdf")
    assert 15 <= len(paginas) <= 32
    assert all(len(pagina) > 250 for pagina in paginas)
    assert f"de {len(paginas) - 1}" in paginas[-1]


def esta_impreso(texto: str, paginas: list[str]) -> bool:
    """Si está en una página, o empieza en una y termina en la siguiente, con el encabezado o el pie en medio."""
    if any(texto in pagina for pagina in paginas):
        return True
    cortes = range(1, len(texto))
    return any(texto[:n] in una and texto[n:] in otra for una, otra in pairwise(paginas) for n in cortes)


def test_el_pdf_dice_lo_mismo_que_la_pagina(carpeta, pagina):
    paginas = [re.sub(r"[\s\u00ad-]+", "", p) for p in paginas_del_pdf(carpeta / "cierre.pdf")]
    for parrafo in pagina.xpath("//main//section/p"):
        texto = re.sub(r"[\s\u00ad-]+", "", parrafo.text_content())
        assert esta_impreso(texto, paginas), parrafo.text_content()


def test_cada_grafico_del_pdf_lleva_texto_alternativo(pdf, pagina):
    con_alt = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert len(con_alt) >= len(pagina.xpath('//figure[@class="grafico"]'))
    assert all(str(o.get("/Alt", "")) for o in con_alt)


# Lo demás ------------------------------------------------------------------------------------------------------


def test_el_manifiesto_dice_de_que_se_hizo(carpeta, region):
    manifiesto = json.loads((carpeta / "cierre.manifiesto.json").read_text(encoding="utf-8"))
    assert (manifiesto["programa"], manifiesto["region"], manifiesto["informe"]) == (PROGRAMA, region, "cierre")
    assert f"data/{PROGRAMA}/{region}/cifras.csv" in manifiesto["datos"]
    assert not any(otra in ruta for ruta in manifiesto["datos"] for otra in REGIONES if otra != region)


def por_dentro(ruta):
    """Todo lo que un archivo publicado dice, descomprimido, y la fecha de cada una de sus partes."""
    if ruta.suffix == ".xlsx":
        with zipfile.ZipFile(ruta) as libro:
            return b"".join(f"{parte.date_time}".encode() + libro.read(parte) for parte in libro.infolist())
    if ruta.suffix == ".pdf":
        with pikepdf.open(ruta) as pdf:
            flujos = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            return b"".join([*flujos, *(str(v).encode() for v in pdf.docinfo.values())])
    return ruta.read_bytes()


def test_ningun_archivo_lleva_la_fecha_en_que_se_hizo(informes):
    for archivo in ("cierre.html", "cierre.pdf", "cierre.xlsx", "cierre.manifiesto.json"):
        ruta = informes["junin"] / archivo
        dia = date.fromtimestamp(ruta.stat().st_mtime)
        fechas = [f"{dia:%Y-%m-%d}", f"{dia:%Y%m%d}", f"{dia:%d/%m/%Y}", f"({dia.year}, {dia.month}, {dia.day},", formato.fecha(dia)]
        contenido = por_dentro(ruta)
        assert [f for f in fechas if f.encode() in contenido] == [], archivo
