"""La puerta de accesibilidad de la página: axe-core no halla ninguna falta en los informes."""

from pathlib import Path

import pytest
from conftest import PROGRAMA, PUBLICADOS, RAIZ, REGIONES
from playwright.sync_api import Browser
from revision_axe import faltas_de, ids_repetidos, representativas

from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.publicacion.validacion import publicar
from sistematizacion.rutas import Rutas

CORRECTA = (
    '<!DOCTYPE html><html lang="es-PE"><head><title>T</title><meta name="viewport" content="width=device-width"></head>'
    "<body style='background:#fff;color:#222'><main><h1>Título</h1><p>Texto.</p>{}</main></body></html>"
)
SEMBRADAS = {
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "color-contrast": '<p style="color:#aaa">Texto demasiado claro para leerlo.</p>',
    "heading-order": "<h4>Salto de nivel</h4>",
    "escritorio, oscuro: color-contrast": "<style>@media (prefers-color-scheme: dark) {b {color: #ddd}}</style><p><b>Solo de noche no se lee.</b></p>",
    "teléfono, claro: color-contrast": "<style>@media (max-width: 40rem) {b {color: #bbb}}</style><p><b>Solo en el teléfono no se lee.</b></p>",
}


def test_ningun_informe_tiene_faltas(navegador: Browser, todo: Path) -> None:
    paginas = sorted(todo.glob("*/*.html"))
    assert {(p.parent.name, p.stem) for p in paginas} == PUBLICADOS and [i for p in paginas for i in ids_repetidos(p)] == []
    elegidas = representativas(paginas)
    assert {p.name for p in elegidas} == {p.name for p in paginas}
    assert {p.parent.name for p in elegidas} == {*REGIONES, "comparativo"}
    abierta, vistos = navegador.new_page(), {}
    assert [f"{p.parent.name}/{p.name}: {f}" for p in elegidas for f in faltas_de(abierta, p, vistos)] == []
    abierta.close()


def test_el_informe_de_demostracion_no_tiene_faltas(navegador: Browser, proyecto: Rutas) -> None:
    encargo = Encargo("demostracion", "altamar", ("satisfaccion",))
    assert [r.estado for r in hacer(Lote([encargo], proyecto), 2)] == ["hecho"]
    assert faltas_de(navegador.new_page(), encargo.carpeta(proyecto) / "satisfaccion.html") == []


def test_una_pagina_con_un_elemento_que_las_demas_no_tienen_siempre_se_revisa(tmp_path: Path) -> None:
    paginas = [tmp_path / region / "cierre.html" for region in ("a", "b", "c", "d")]
    for pagina, sobra in zip(paginas, ("", "", "<p>Más.</p>", "<p class='aviso'>Aviso.</p>"), strict=True):
        pagina.parent.mkdir()
        pagina.write_text(CORRECTA.format(sobra), encoding="utf-8")
    assert [p.parent.name for p in representativas(paginas)] == ["a", "d"]


def test_la_pagina_de_la_validacion_no_tiene_faltas(navegador: Browser, tmp_path: Path) -> None:
    for carpeta in ("templates", "notebooks", "params", "data"):
        (tmp_path / carpeta).symlink_to(RAIZ / carpeta)
    lugares = Rutas(tmp_path)
    programa = cargar_programa(PROGRAMA, lugares)
    revisiones = [revisar(programa, cargar_region(programa, "junin", lugares), lugares)]
    assert faltas_de(navegador.new_page(), publicar(revisiones, lugares, del_programa=False)) == []


@pytest.mark.parametrize("falta", SEMBRADAS)
def test_una_falta_sembrada_se_halla(navegador: Browser, tmp_path: Path, falta: str) -> None:
    archivo = tmp_path / "sembrada.html"
    archivo.write_text(CORRECTA.format(SEMBRADAS[falta]), encoding="utf-8")
    assert any(falta in hallada for hallada in faltas_de(navegador.new_page(), archivo))


def test_una_pagina_correcta_no_tiene_faltas(navegador: Browser, tmp_path: Path) -> None:
    archivo = tmp_path / "correcta.html"
    archivo.write_text(CORRECTA.format(""), encoding="utf-8")
    assert faltas_de(navegador.new_page(), archivo) == []
