"""De qué salió un informe: impreso en su anexo, en las propiedades de sus archivos y, entero, dentro del PDF."""

import csv
import io
import json
import re
import zlib

import lxml.html
import openpyxl
import pikepdf
import pytest
from conftest import PROGRAMA, RAIZ
from lectura_pdf import texto_del_pdf
from pikepdf import Name

from sistematizacion.ejecucion import huellas
from sistematizacion.parametros import cargar_programa
from sistematizacion.publicacion.acabado import DUDOSO, acabar
from sistematizacion.publicacion.adjuntos import Adjunto, dudoso
from sistematizacion.publicacion.metadatos_pdf import CAMPOS, leer
from sistematizacion.rutas import Rutas


@pytest.fixture(scope="module")
def junin(informes):
    return informes["junin"]


@pytest.fixture(scope="module")
def manifiesto(junin):
    return json.loads((junin / "cierre.manifiesto.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def adjuntos(junin):
    with pikepdf.open(junin / "cierre.pdf") as pdf:
        return {nombre: pdf.attachments[nombre].get_file().read_bytes() for nombre in pdf.attachments}


def filas_de_csv(contenido):
    return list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"), newline="")))


# Los datos, dentro del PDF -------------------------------------------------------------------------------------


def test_el_pdf_lleva_un_csv_por_cuadro_y_el_manifiesto(junin, adjuntos):
    pagina = lxml.html.parse(str(junin / "cierre.html")).getroot()
    claves = [f.get("id").removeprefix("cuadro-").replace("_", "-") for f in pagina.xpath("//figure[@class='cuadro']")]
    esperados = [f"cuadro-{n:02}-{clave}.csv" for n, clave in enumerate(claves, 1) if clave != "libro"]
    assert sorted(adjuntos) == sorted([*esperados, "cifras.csv", "manifiesto.json"])


def test_cada_csv_trae_las_filas_de_su_hoja_del_xlsx(junin, adjuntos):
    libro = openpyxl.load_workbook(junin / "cierre.xlsx", read_only=True)
    for nombre, contenido in adjuntos.items():
        if not nombre.endswith(".csv"):
            continue
        filas = filas_de_csv(contenido)
        hoja = libro["Cifras" if nombre == "cifras.csv" else f"Cuadro {int(nombre.split('-')[1])}"]
        de_la_hoja = [[str(c or "") for c in fila[:1]] for fila in hoja.iter_rows(values_only=True) if fila[0] is not None]
        assert [[f[0].removeprefix("'")] for f in filas] == de_la_hoja[-len(filas) :], nombre


def test_el_manifiesto_adjunto_es_el_de_la_carpeta_sin_las_huellas_de_lo_publicado(adjuntos, manifiesto):
    adjunto = json.loads(adjuntos["manifiesto.json"])
    assert adjunto == {clave: valor for clave, valor in manifiesto.items() if clave != "archivos"}
    assert adjunto["cifras"] and all(c["procedencia"] or c["nota"] or not c["valor"] for c in adjunto["cifras"])


def test_cada_adjunto_dice_que_es_su_tipo_y_su_fecha(junin, manifiesto):
    with pikepdf.open(junin / "cierre.pdf") as pdf:
        declarados = list(pdf.Root.AF)
        assert len(declarados) == len(pdf.attachments)
        for archivo in declarados:
            es_manifiesto = archivo.UF == "manifiesto.json"
            assert archivo.AFRelationship == (Name.Supplement if es_manifiesto else Name.Data)
            assert archivo.EF.F.Subtype == ("/application/json" if es_manifiesto else "/text/csv")
            assert len(str(archivo.Desc)) > 15
            assert str(archivo.EF.F.Params.ModDate) == f"D:{manifiesto['fecha_corte'].replace('-', '')}000000Z"


# La procedencia ------------------------------------------------------------------------------------------------


def test_un_informe_solo_dice_de_lo_que_depende(junin):
    registro = json.loads((junin / "satisfaccion.manifiesto.json").read_text(encoding="utf-8"))
    capitulos = cargar_programa(PROGRAMA, Rutas(RAIZ)).informes["satisfaccion"].capitulos
    assert set(registro["cuadernos"]) == {f"notebooks/{capitulo}.ipynb" for capitulo in capitulos}
    assert {ruta.split("/")[2] for ruta in registro["datos"]} == {"comun", "junin"}
    assert f"params/{PROGRAMA}/junin.yml" in registro["parametros"]
    assert not any("cusco" in ruta for ruta in registro["parametros"])
    assert all(re.fullmatch(r"[0-9a-f]{64}", h) for h in (*registro["datos"].values(), *registro["plantillas"].values()))


def test_el_pdf_la_pagina_y_el_xlsx_llevan_la_misma_procedencia_en_sus_propiedades(junin, manifiesto):
    with pikepdf.open(junin / "cierre.pdf") as pdf:
        del_pdf = leer(pdf)
        with pdf.open_metadata() as xmp:
            assert xmp["dc:identifier"] == f"{PROGRAMA}/junin/cierre"
        assert f"huella {manifiesto['huella']}" in str(pdf.docinfo.Keywords)
    pagina = lxml.html.parse(str(junin / "cierre.html")).getroot()
    metas = {m.get("name"): m.get("content") for m in pagina.xpath("//head/meta[@name]")}
    de_la_pagina = {n.removeprefix("procedencia."): v for n, v in metas.items() if n.startswith("procedencia.")}
    propiedades = openpyxl.load_workbook(junin / "cierre.xlsx", read_only=True).custom_doc_props
    assert del_pdf == de_la_pagina == {p.name.removeprefix("procedencia."): p.value for p in propiedades}
    assert metas["dcterms.identifier"] == f"{PROGRAMA}/junin/cierre"
    assert set(del_pdf) == set(CAMPOS) - {"entrega_anterior"}  # es la primera
    assert del_pdf["huella"] == manifiesto["huella"]
    assert del_pdf["codigo"] == huellas.breve(manifiesto["codigo"])
    assert del_pdf["paquetes"].startswith(f"papermill {manifiesto['paquetes']['papermill']}, ")


def test_el_anexo_la_imprime_y_dice_que_trae_el_pdf_y_como_comprobarlo(junin, del_programa, manifiesto):
    texto = " ".join(texto_del_pdf(junin / "cierre.pdf").split())
    assert f"huella {manifiesto['huella']}" in texto
    assert "Primera: no hay otra anterior" in texto and "Junín (junin); ubigeo 12, pliego 450" in texto
    assert "archivos adjuntos" in texto and "make verify FILE=cierre.pdf" in texto
    comparado = (del_programa / "comparativo.html").read_text(encoding="utf-8")
    assert "Arequipa, Cusco y Junín" in comparado and "make verify FILE=comparativo.pdf" in comparado


# Los bytes -----------------------------------------------------------------------------------------------------


def con_adjuntos(*contenidos):
    """Un PDF mínimo con esos adjuntos."""
    vacio = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=Name.StructTreeRoot))
        pdf.pages[0].Contents = pdf.make_stream(texto_dudoso(b"q Q % "))
        pdf.Root.Letra = pdf.make_stream(texto_dudoso(b"no es texto "), Subtype=Name.CIDFontType0C)
        pdf.save(vacio)
    adjuntos = [Adjunto(f"{n}.csv", c, "text/csv", "Prueba", Name.Data) for n, c in enumerate(contenidos)]
    return acabar(vacio.getvalue(), [], {"fecha_corte": "2025-12-31"}, adjuntos)


def texto_dudoso(inicio, fin=b""):
    """Un contenido que, comprimido, termina en un fin de línea."""
    return next(c for n in range(1000) if dudoso(c := inicio + b"a" * (n // 25) + bytes([ord("a") + n % 25]) + fin))


def test_ningun_flujo_comprimido_termina_en_un_fin_de_linea():
    dudosos = [texto_dudoso(f'"{n}","'.encode(), b'"\r\n') for n in range(3)]
    assert all(zlib.compress(contenido)[-1:] in (b"\r", b"\n") for contenido in dudosos)
    pdf = con_adjuntos(*dudosos)
    assert not DUDOSO.search(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        leidos = [documento.attachments[n].get_file().read_bytes() for n in sorted(documento.attachments)]
        assert documento.pages[0].Contents.read_bytes().startswith(b"q Q % ")
    assert [filas_de_csv(c) for c in leidos] == [filas_de_csv(c) for c in dudosos]
    assert con_adjuntos(*dudosos) == pdf
