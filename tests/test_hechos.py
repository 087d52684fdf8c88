"""Hechos de oro: cada cifra del documento publicado está en el informe de su región, con su calificador, y en ninguna otra.

Las listas se transcribieron del documento fuente, no de los datos del proyecto.
"""

import re

import lxml.html
import pytest
from conftest import REGIONES
from lectura_pdf import texto_del_pdf

# Trozos que el informe debe decir, como los lee una persona. Los espacios duros se leen como espacios.
HECHOS = {
    "junin": [
        "102 consultas técnicas", "12 reuniones de trabajo", "8 sesiones sprint", "más de 200 participantes", "132 inversiones",
        "190 inversiones", "81 eran elegibles para cerrarse con el Formato 09-D", "41 reunían los documentos", "68 podían cerrarse de oficio",
        "25 proyectos", "27", "S/ 1,038 millones", "S/ 180.6 millones", "segundo lugar", "0.701", "3 sesiones", "36 participantes",
        "98 participantes", "46 participantes", "43 participantes", "8 talleres", "2 rondas", "3 eventos", "63%", "38%", "75%", "25%",
        "Cinco de las ocho personas encuestadas", "en 2023 obtuvo el primer lugar", "8 personas",
    ],
    "cusco": [
        "alrededor de 120 asistencias técnicas", "4 capacitaciones", "301 participantes", "9 inversiones", "96.06%", "92.7%", "primer lugar",
        "0.703", "11 comités de seguimiento", "3 fueron ordinarios", "8, extraordinarios", "55 reuniones de coordinación", "2 sesiones",
        "14 participantes", "S/ 240 millones", "7%", "5 obras tenían un retraso moderado", "1 obra, uno crítico", "3.20%", "2%",
        "18 inversiones", "10", "9 hitos", "8 se cumplieron o se superaron", "86%", "14%", "Seis de las siete personas encuestadas", "2 rondas",
    ],
    "arequipa": [
        "90 asistencias técnicas", "2 capacitaciones", "88 participantes", "6.5 horas", "3 sesiones", "26 participantes", "9 horas",
        "8 inversiones", "99.91%", "99.90%", "séptimo lugar", "0.674", "6 comités de seguimiento", "48 reuniones de coordinación",
        "22.9%", "16% en octubre de 2025", "54.98% en febrero de 2026", "8 hitos", "7 se cumplieron o se superaron", "100%", "88%", "12%",
        "Las ocho personas encuestadas", "2 rondas",
    ],
}  # fmt: skip
COMUNES = [
    "53 inversiones",
    "S/ 564 millones",
    "80%",
    "4 componentes",
    "8 indicadores",
    "6 y a los 12 meses",
    "3 etapas",
]
PROPIOS = {  # cifras que solo tiene una región y que no deben verse en las otras
    "junin": ["0.701", "S/ 1,038", "180.6", "102 consultas", "132 inversiones"],
    "cusco": ["0.703", "96.06", "92.7", "S/ 240 millones", "301 participantes"],
    "arequipa": ["0.674", "99.91", "99.90", "54.98", "88 participantes"],
}
DE_CUADRO = {  # en los cuadros el calificador va en signos
    "junin": ["> 200"],
    "cusco": ["≈ 120"],
    "arequipa": [],
}


def plano(texto: str) -> str:
    """Sin guiones, que pypdf confunde con los de fin de línea, y con espacios simples."""
    return re.sub(r"\s+", " ", re.sub(r"\u00ad\s*|-", "", texto))


def leer(carpeta, formato: str) -> str:
    if formato == "pdf":
        return plano(texto_del_pdf(carpeta / "cierre.pdf"))
    pagina = lxml.html.parse(str(carpeta / "cierre.html")).getroot()
    return plano(pagina.get_element_by_id("contenido").text_content())


def faltan(hechos: list[str], texto: str) -> list[str]:
    return [h for h in hechos if not re.search(rf"(?<![\d.,]){re.escape(plano(h))}(?!\d)", texto)]


@pytest.mark.parametrize("formato", ["html", "pdf"])
@pytest.mark.parametrize("region", REGIONES)
def test_cada_cifra_publicada_esta_con_su_calificador(informes, region, formato):
    texto = leer(informes[region], formato)
    assert faltan(HECHOS[region] + COMUNES + DE_CUADRO[region], texto) == []


@pytest.mark.parametrize("region", REGIONES)
def test_ninguna_cifra_de_otra_region_se_cuela(informes, region):
    texto = leer(informes[region], "html")
    ajenas = [hecho for otra in REGIONES if otra != region for hecho in PROPIOS[otra]]
    assert [h for h in ajenas if h in texto] == []


def test_lo_que_falta_se_dice_en_lugar_de_dejar_un_hueco(informes):
    texto = leer(informes["junin"], "html")
    assert "Sin datos: no se registró el avance del PIM de una cartera" in texto
    assert "no se registraron los hitos del plan de Junín" in texto


def test_el_valor_publicado_dos_veces_se_declara(informes):
    assert "la fuente publica también 27" in leer(informes["junin"], "html")


def test_cada_cifra_de_la_pagina_dice_su_procedencia(informes):
    for carpeta in informes.values():
        pagina = lxml.html.parse(str(carpeta / "cierre.html")).getroot()
        cifras = pagina.xpath('//data[@class="cifra"]')
        assert len(cifras) > 100
        assert all(re.match("(Publicado|Calculado) · .+", c.get("title")) for c in cifras)
