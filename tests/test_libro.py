"""El libro de cifras: cada cifra que el informe imprime está en él, con su procedencia y los lugares en que aparece."""

import json
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from lectura_pdf import texto_del_pdf

INFORMES = ("comparativo", "matrices", "lecciones", "satisfaccion")


def abrir_pagina(carpeta: Path, informe: str):
    return lxml.html.parse(str(carpeta / f"{informe}.html")).getroot()


def filas_del_libro(pagina) -> list[list[str]]:
    filas = pagina.xpath("//figure[@id='cuadro-libro']//tbody/tr[not(@class)]")
    return [[celda.text_content() for celda in fila] for fila in filas]


@pytest.mark.parametrize("informe", INFORMES)
def test_cada_cifra_dice_su_fuente_al_senalarla_y_al_llegar_con_el_teclado(del_programa, informe):
    pagina = abrir_pagina(del_programa, informe)
    cifras = pagina.xpath("//data[@class='cifra']")
    assert len(cifras) >= 5
    assert all(c.get("title") and c.get("tabindex") == "0" for c in cifras)
    assert not pagina.xpath("//@data-asiento | //@data-asientos")


@pytest.mark.parametrize("informe", INFORMES)
def test_el_libro_tiene_una_fila_por_cifra_y_lleva_a_donde_aparece(del_programa, informe):
    pagina = abrir_pagina(del_programa, informe)
    registro = json.loads((del_programa / f"{informe}.manifiesto.json").read_text(encoding="utf-8"))["cifras"]
    filas = filas_del_libro(pagina)
    assert len(filas) == len(registro) == len({c["identidad"] for c in registro})
    assert all(fila[4] and fila[6] for fila in filas)
    for enlace in pagina.xpath("//figure[@id='cuadro-libro']//tbody//a"):
        assert enlace.text
        assert pagina.get_element_by_id(enlace.get("href")[1:]) is not None


def test_ninguna_cifra_impresa_falta_en_el_libro(informes):
    for carpeta in informes.values():
        pagina = abrir_pagina(carpeta, "cierre")
        valores = {
            c["valor"] for c in json.loads((carpeta / "cierre.manifiesto.json").read_text(encoding="utf-8"))["cifras"]
        }
        assert {c.get("value") for c in pagina.xpath("//data[@class='cifra']")} <= valores


def test_el_libro_dice_archivo_fila_y_lugares_de_una_cifra_conocida(informes):
    filas = filas_del_libro(abrir_pagina(informes["junin"], "cierre"))
    [cierres] = [f for f in filas if f[0] == "Cierres efectivos"]
    assert cierres[1] == "132"
    assert cierres[3] == "Publicado"
    assert "Resumen ejecutivo y secciones 5.1" in cierres[4]
    assert cierres[5].startswith("junin/cifras.csv, fila ")
    assert "Resumen ejecutivo" in cierres[6]
    assert "gráfico" in cierres[6]


def test_el_libro_esta_en_el_impreso(informes):
    assert "De dónde sale cada cifra" in texto_del_pdf(informes["junin"] / "cierre.pdf")


def test_la_hoja_de_cifras_es_el_mismo_libro(del_programa):
    hoja = openpyxl.load_workbook(del_programa / "comparativo.xlsx")["Cifras"]
    registro = json.loads((del_programa / "comparativo.manifiesto.json").read_text(encoding="utf-8"))["cifras"]
    [tabla] = hoja.tables.values()
    inicio, fin = (int("".join(c for c in lado if c.isdigit())) for lado in tabla.ref.split(":"))
    assert fin - inicio == len(registro)


@pytest.mark.parametrize("informe", INFORMES)
def test_cada_cuadro_tiene_su_hoja_con_el_mismo_numero(del_programa, informe):
    pagina = abrir_pagina(del_programa, informe)
    rotulos = [
        n.rstrip(".").replace("\u00a0", " ")
        for n in pagina.xpath(
            "//figure[@class='cuadro' and @id!='cuadro-libro']//caption/*[@class='numeral']/text()"
        )
    ]
    hojas = openpyxl.load_workbook(del_programa / f"{informe}.xlsx").sheetnames
    assert hojas == ["Portada", "Contenido", *rotulos, "Cifras", "Notas"]
