"""El lector del HTML semántico: lo que entiende, y lo que se niega a perder."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.publicacion.arbol import ElementoDesconocido, bloques

MUESTRA = Path(__file__).parent / "muestras" / "documento.html"
FILA = '<tr><th scope="row">A</th><td class="num">1</td></tr>'


def capitulo(contenido: str) -> str:
    """Un documento de un capítulo."""
    return (
        f'<main id="contenido"><section class="capitulo" id="cap-x"><h2 id="x">Equis</h2>{contenido}</section></main>'
    )


def cuadro(filas: str = FILA, pie: str = '<p class="fuente">Fuente: z.</p>') -> str:
    """Un cuadro de dos columnas."""
    leyenda = '<caption><span class="numeral">Cuadro 1.</span> <span class="titulo">T</span></caption>'
    cabecera = '<thead><tr><th scope="col">P</th><th scope="col" class="num">Q</th></tr></thead>'
    return f'<figure class="cuadro" id="c"><table>{leyenda}{cabecera}<tbody>{filas}</tbody></table>{pie}</figure>'


def hijos(contenido: str) -> list[dict[str, Any]]:
    """Los bloques que siguen al título del capítulo."""
    return bloques(capitulo(contenido))[0]["hijos"][1:]


def textos(nodo: Any) -> list[str]:
    """Todos los textos del árbol, en orden."""
    if isinstance(nodo, str):
        return [nodo]
    if isinstance(nodo, dict):
        return [t for clave in ("numeral", "titulo", "hijos", "items", "pie", "cabecera", "cuerpo", "celdas", "valor",
                                "rotulo", "detalle", "notas", "fuente") for t in textos(nodo.get(clave, []))]  # fmt: skip
    return [t for hijo in nodo for t in textos(hijo)]


@pytest.mark.parametrize(
    ("contenido", "elemento", "clase"),
    [
        ("<p>Uno <marquee>dos</marquee></p>", "marquee", ""),
        ('<p class="raro">dos</p>', "p", "raro"),
        ("<script>dos</script>", "script", ""),
        ("<table><tr><td>dos</td></tr></table>", "table", ""),
        ('<ul class="cifras-clave"><li><span class="otro">dos</span></li></ul>', "span", "otro"),
    ],
)
def test_un_elemento_desconocido_se_nombra_con_su_capitulo(contenido: str, elemento: str, clase: str) -> None:
    with pytest.raises(ElementoDesconocido, match="«Equis».*«dos»") as fallo:
        bloques(capitulo(contenido))
    assert (fallo.value.elemento, fallo.value.clase, fallo.value.capitulo) == (elemento, clase, "Equis")


@pytest.mark.parametrize("contenido", ["suelto", "<p>a</p> suelto", "<ul>suelto<li>a</li></ul>", cuadro(pie="suelto")])
def test_un_texto_fuera_de_los_bloques_no_se_pierde_en_silencio(contenido: str) -> None:
    with pytest.raises(ElementoDesconocido, match="texto suelto.*«Equis».*«suelto»"):
        bloques(capitulo(contenido))


@pytest.mark.parametrize(
    ("contenido", "mensaje"),
    [
        (cuadro(pie=""), "«c»: debe llevar un elemento «fuente» y lleva 0"),
        (cuadro(FILA.replace("</tr>", "<td>de más</td></tr>")), "a la fila 1 le sobra una celda"),
        (cuadro(FILA + "<tr><td>sola</td></tr>"), "a la fila 2 le falta una celda"),
        (cuadro(FILA.replace("<td", '<td rowspan="2"')), "a la fila 1 le sobra una celda"),
        ('<figure class="grafico"><img src="/etc/passwd" alt="a"><p class="fuente">F</p></figure>', "pide src «svg:N»"),
        ('<figure class="grafico"><img src="svg:1" alt=""><p class="fuente">F</p></figure>', "pide src «svg:N» y alt"),
        ("<p><a>sin destino</a></p>", "no lleva href"),
        ('<dl class="ficha"><dt>uno</dt><dt>dos</dt></dl>', "no alterna"),
    ],
)
def test_una_pieza_que_falta_se_explica(contenido: str, mensaje: str) -> None:
    with pytest.raises(ErrorDeDocumento, match=re.escape(mensaje)):
        bloques(capitulo(contenido))


def test_sin_main_no_hay_documento() -> None:
    with pytest.raises(ErrorDeDocumento, match="contenido"):
        bloques("<main><p>nada</p></main>")


def test_los_espacios_se_pliegan_como_en_html_y_el_duro_se_conserva() -> None:
    (parrafo,) = hijos("<p>\n  uno <strong> dos\t</strong> <em>tres</em>\n<br>\n cuatro&nbsp; <!-- nada --> 5 </p>")
    sencillo = [h if isinstance(h, str) else {h["tipo"]: h["hijos"]} for h in parrafo["hijos"]]
    assert sencillo == ["uno ", {"negrita": ["dos "]}, {"cursiva": ["tres"]}, " ", {"salto": [""]}, "cuatro\u00a0 5"]


def test_el_texto_suelto_de_un_item_convive_con_sus_listas() -> None:
    ((item,),) = [b["items"] for b in hijos("<ul><li>a <strong>b</strong><ol><li>c</li></ol> d</li></ul>")]
    assert [b["tipo"] for b in item] == ["llano", "lista", "llano"]


def test_las_celdas_saben_su_lugar_aunque_otra_abarque_varias_filas() -> None:
    filas = '<tr><th scope="row" rowspan="2">A</th><td>1</td></tr><tr><td class="num">2</td></tr>'
    (tabla,) = hijos(cuadro(filas))
    celdas = [c for fila in tabla["cuerpo"] for c in fila["celdas"]]
    assert [(c["x"], c["y"], c["ambito"]) for c in celdas] == [(0, 0, "row"), (1, 0, ""), (1, 1, "")]


def test_la_muestra_llega_entera_y_cabe_en_json() -> None:
    html = MUESTRA.read_text(encoding="utf-8")
    arbol = bloques(html)
    (principal,) = document_fromstring(html).xpath("//main")
    assert "".join("".join(textos(arbol)).split()) == "".join(principal.text_content().split())
    assert json.loads(json.dumps(arbol)) == arbol
