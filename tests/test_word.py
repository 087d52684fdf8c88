"""El borrador en Word: dice lo mismo que el árbol, con estilos y estructura de verdad, y nunca pasa por la entrega."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from conftest import MARCA
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from test_arbol import MUESTRA, textos

from sistematizacion.errores import ErrorDeDocumento, ErrorDeUso
from sistematizacion.produccion.encargo import pide_word
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.disposicion import apartar_apaisados
from sistematizacion.publicacion.entrega import publicar
from sistematizacion.publicacion.word.documento import borrador

DATOS = {
    "titulo": "Informe de cierre", "subtitulo": "Programa <&\"> de prueba", "region": "Junín", "gobierno": "Gobierno",
    "entidades": [{"nombre": "Entidad", "papel": "Financiamiento"}], "periodo": "Junio a diciembre", "fecha_corte": "2025-12-31",
    "fecha_texto": "31 de diciembre de 2025", "descripcion": "Qué es", "avisos": ["Ojo con esto."], "palabras_clave": ["una"],
    "idioma": "es-PE", "huella": "abc123",
}  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" height="120"/></svg>'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def arbol() -> list[dict[str, Any]]:
    """El de la muestra, que trae todos los tipos."""
    return bloques(MUESTRA.read_text(encoding="utf-8"))


def hecho(arbol: list[dict[str, Any]], **mas: Any) -> bytes:
    """El borrador de un árbol."""
    claves = {n["svg"] for c in arbol for n in c["hijos"] if n["tipo"] == "grafico"}
    return borrador(arbol, dict.fromkeys(claves, SVG), DATOS | mas, MARCA)


@pytest.fixture(scope="module")
def docx(arbol: list[dict[str, Any]]) -> bytes:
    """El borrador de la muestra."""
    return hecho(arbol)


def texto(elemento: Any) -> str:
    """Su texto, sin espacios."""
    return "".join("".join(t.text or "" for t in elemento.iter(qn("w:t"))).split())


def con(*hijos: dict[str, Any]) -> list[dict[str, Any]]:
    """Un capítulo hecho a mano."""
    titulo = {"tipo": "titulo", "nivel": 1, "numeral": "1", "hijos": ["Uno"], "id": "uno"}
    return [{"tipo": "capitulo", "id": "cap-uno", "hijos": [titulo, *hijos]}]


def test_todo_el_texto_del_arbol_esta_en_orden(arbol: list[dict[str, Any]], docx: bytes) -> None:
    entero, desde = texto(Document(BytesIO(docx)).element.body), 0
    impreso = [apartar_apaisados(c["hijos"]) for c in arbol]  # como en el PDF
    for trozo in ("".join(t.split()) for t in textos(impreso)):
        hallado = entero.find(trozo, desde)
        assert hallado >= 0, trozo
        desde = hallado


def test_los_titulos_son_los_del_arbol_con_su_nivel(arbol: list[dict[str, Any]], docx: bytes) -> None:
    del_arbol = [(b["nivel"], "".join((b["numeral"] + "".join(textos(b["hijos"]))).split())) for c in arbol for b in c["hijos"] if b["tipo"] == "titulo"]
    leidos = [(int(p.style.name[-1]), texto(p._p)) for p in Document(BytesIO(docx)).paragraphs if p.style.name.startswith("Heading")]
    assert leidos == del_arbol


def test_cada_cuadro_tiene_sus_celdas_combinadas_y_su_cabecera_se_repite(arbol: list[dict[str, Any]], docx: bytes) -> None:
    tablas = [t for t in Document(BytesIO(docx)).element.body.iter(qn("w:tbl")) if "CuadroDelInforme" in t.find(f"{W}tblPr/{W}tblStyle").values()]
    cuadros = [b for c in arbol for b in c["hijos"] if b["tipo"] == "cuadro"]
    assert len(tablas) == len(cuadros) > 0
    for tabla, cuadro in zip(tablas, cuadros, strict=True):
        celdas = [c for f in cuadro["cabecera"] + cuadro["cuerpo"] for c in f["celdas"]]
        propias = [t for t in tabla.iter(qn("w:tc")) if (u := t.find(f"{W}tcPr/{W}vMerge")) is None or u.values() == ["restart"]]
        anchos = [int((t.find(f"{W}tcPr/{W}gridSpan").values() if t.find(f"{W}tcPr/{W}gridSpan") is not None else ["1"])[0]) for t in propias]
        assert [(texto(t), n) for t, n in zip(propias, anchos, strict=True)] == [
            ("".join("".join(textos(c["hijos"])).split()), c["columnas"]) for c in celdas
        ]
        repetidas = [tr.find(f"{W}trPr/{W}tblHeader") is not None for tr in tabla.findall(qn("w:tr"))]
        assert repetidas == [True] * len(cuadro["cabecera"]) + [False] * len(cuadro["cuerpo"])


def test_toda_imagen_lleva_su_texto_alternativo_y_los_numeros_no_se_repiten(docx: bytes) -> None:
    raiz = Document(BytesIO(docx)).element
    imagenes = list(raiz.iter(qn("wp:docPr")))
    assert imagenes and all(i.get("descr") for i in imagenes)
    assert all(i.getparent().get(f"dist{lado}") == "0" for i in imagenes for lado in "TBLR")
    marcadores = list(raiz.iter(qn("w:bookmarkStart")))
    for numeros in ([i.get("id") for i in imagenes], [m.get(qn("w:id")) for m in marcadores], [m.get(qn("w:name")) for m in marcadores]):
        assert len(numeros) == len(set(numeros))
    assert {v.get(qn("w:anchor")) for v in raiz.iter(qn("w:hyperlink"))} - {None} <= {m.get(qn("w:name")) for m in marcadores}


def test_dice_que_es_un_borrador_en_la_portada_en_cada_pagina_y_al_fondo(arbol: list[dict[str, Any]]) -> None:
    with ZipFile(BytesIO(hecho(arbol, franja="Datos ficticios"))) as paquete:
        partes = {n: paquete.read(n).decode() for n in paquete.namelist() if n.endswith(".xml")}
    [encabezado] = [x for n, x in partes.items() if n.startswith("word/header")]
    assert 'string="Borrador para comentarios"' in encabezado and "Borrador para comentarios  ·  Datos ficticios" in encabezado
    assert "Borrador para comentarios  ·  Datos ficticios" in partes["word/document.xml"]
    assert "trackRevisions" in partes["word/settings.xml"]
    assert "updateFields" not in partes["word/settings.xml"] and "en-US" not in "".join(partes.values())
    assert 'w:lang w:val="es-PE"' in partes["word/styles.xml"]


def test_los_mismos_datos_dan_los_mismos_bytes(arbol: list[dict[str, Any]], docx: bytes) -> None:
    assert hecho(arbol) == docx


def test_lo_que_un_xml_no_admite_se_ve_y_lo_demas_pasa_intacto() -> None:
    raro = 'a<b>&"c"\x00d'
    cuerpo = Document(BytesIO(hecho(con({"tipo": "parrafo", "hijos": [raro]})))).element.body
    assert 'a<b>&"c"\ufffdd' in texto(cuerpo)


@pytest.mark.parametrize(
    ("bloque", "dice"),
    [
        ({"tipo": "raro", "hijos": []}, "bloque «raro»"),
        ({"tipo": "parrafo", "hijos": [{"tipo": "otro", "hijos": ["x"]}]}, "elemento de línea «otro»"),
        ({"tipo": "parrafo", "hijos": [{"tipo": "enlace", "destino": "#nada", "hijos": ["x"]}]}, "«#nada», que no está"),
    ],
)
def test_lo_que_no_se_sabe_escribir_detiene_el_borrador(bloque: dict[str, Any], dice: str) -> None:
    with pytest.raises(ErrorDeDocumento, match=dice):
        hecho(con(bloque))


def test_cada_lista_numerada_empieza_en_uno() -> None:
    lista = {"tipo": "lista", "ordenada": True, "items": [[{"tipo": "llano", "hijos": ["a"]}]]}
    cuerpo = Document(BytesIO(hecho(con(lista, lista)))).element.body
    numeros = [n.get(qn("w:val")) for n in cuerpo.iter(qn("w:numId"))]
    assert len(numeros) == len(set(numeros)) == 2


def test_un_formato_que_no_existe_se_explica() -> None:
    assert (pide_word("DOCX"), pide_word("pdf"), pide_word("")) == (True, False, False)
    with pytest.raises(ErrorDeUso, match=r"«odt».*docx"):
        pide_word("odt")


def test_un_borrador_de_otros_datos_no_queda_por_vigente_y_uno_comentado_no_se_pierde(tmp_path: Path) -> None:
    def informe(docx: bytes | None) -> None:
        suyos = {"cierre.borrador.docx": docx} if docx else {}
        anotados = {n: hashlib.sha256(c).hexdigest() for n, c in suyos.items()}
        publicar(tmp_path, "cierre", suyos | {"cierre.manifiesto.json": json.dumps({"archivos": anotados}).encode()})

    informe(b"uno")
    informe(None)
    assert not (tmp_path / "cierre.borrador.docx").exists() and (tmp_path / "cierre.anterior.borrador.docx").exists()
    for n in ("", "-2"):
        informe(b"dos")
        (tmp_path / "cierre.borrador.docx").write_bytes(b"con comentarios")
        informe(b"tres")
        assert (tmp_path / f"cierre.comentado{n}.borrador.docx").read_bytes() == b"con comentarios"


def test_una_nota_al_pie_es_una_nota_de_word_con_su_llamada() -> None:
    fuera = {"tipo": "enlace", "destino": "https://example.org", "hijos": ["de fuera"]}
    nota = {"tipo": "nota", "hijos": ["Se ", {"tipo": "negrita", "hijos": ["explica"]}, " ", fuera]}
    paquete = ZipFile(BytesIO(hecho(con({"tipo": "parrafo", "hijos": ["Algo", nota, "."]}))))
    raiz = etree.fromstring(paquete.read("word/footnotes.xml"))
    [propia] = [n for n in raiz if not n.get(f"{W}type")]
    assert texto(propia) == "Seexplicadefuera"
    [llamada] = etree.fromstring(paquete.read("word/document.xml")).iter(f"{W}footnoteReference")
    assert llamada.get(f"{W}id") == propia.get(f"{W}id") == "1"
    assert "footnotes+xml" in paquete.read("[Content_Types].xml").decode()


def test_sin_notas_al_pie_no_hay_parte_de_notas(docx: bytes) -> None:
    assert "word/footnotes.xml" not in ZipFile(BytesIO(docx)).namelist()
