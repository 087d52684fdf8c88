"""El programa del estudio de 2015: sus hechos están en el informe de su región, y ninguna oración de la fuente se repite.

Los hechos se transcribieron del documento, no de los datos del proyecto.
"""

import re

import lxml.html
import nbformat
import pytest
from conftest import RAIZ
from fuente import copiadas, leer_fuente, textos

from sistematizacion import abrir
from sistematizacion.parametros import cargar_programa, elegir_informe, informe_por_defecto
from sistematizacion.presentacion.cuadro import sin_marcas
from sistematizacion.presentacion.piezas import Nada
from sistematizacion.rutas import Rutas

PROGRAMA = "gestion-descentralizada-2015"
DATOS = RAIZ / "data" / PROGRAMA
SEMILLA = "004_d90bdc8c2ac4f203.txt"
LLAMADA = re.compile(r'^inf\.(prosa|cuadro)\("(\w+)"\)', re.MULTILINE)

HECHOS = {
    "san-martin": [
        "252%", "6.5% al año", "115% (en el país, 46%)", "185% (en el país, 82%)", "8% al año", "3.3%", "42 zonas",
        "2,162,936 hectáreas", "600 kilómetros", "más de 60%", "5 años", "destina 8%", "80% a proyectos", "12% a cubrir",
        "9 hospitales", "S/ 772 millones", "S/ 257 millones", "28.2% en 2009", "5 puntos porcentuales", "15.9% en 2013", "16.3%",
        "32 de las 37 municipalidades", "384 Juntas", "317% en comprensión lectora", "268% en razonamiento matemático",
        "4 gerencias regionales", "3 organismos descentralizados", "Ordenanza Regional 003-2013-GRSM/CR",
        "Ordenanza Regional 039-2007-GRSM/CR", "Ley 26821", "ROF de la Autoridad Regional Ambiental (ARA), 2011", "Tocache",
        "San Martín, Ucayali, Amazonas y Loreto", "COFIDE", "USAID", "Proyecto Especial Alto Mayo",
        "Proyecto Especial Huallaga Central y Bajo Mayo", "describe solo dos",
    ],
    "arequipa": [
        "155%", "116%", "50%", "20%", "22.8% en 2006", "9.1% en 2013", "terremotos de 1958 y 1960",
        "Ordenanza Regional 010-2007-GRA/CR-Arequipa", "9 gerencias regionales", "2 organismos descentralizados",
        "19 mesas de trabajo", "10 profesionales", "julio de 2014", "BB+", "puente Chilina", "10 colegios emblemáticos",
        "S/ 3 millones", "Moquegua, Arequipa, Cusco, Madre de Dios, Puno y Tacna", "Corporación Andina de Fomento (CAF)",
    ],
    "moquegua": [
        "11 alumnos", "80% de sus estudiantes", "90% está en el ámbito urbano", "30% del presupuesto", "80% de los estudiantes",
        "70%, en comprensión lectora", "Para 2021",
    ],
    "junin": ["hasta 90%", "31 UAP", "2011", "Justicia, Paz y Vida"],
}  # fmt: skip
COMUNES = [
    "19.3% en el país", "Madre de Dios retrocedió (-0.2%)", "Cusco (34.9%)", "Apurímac (32.8%)", "Ayacucho (27.3%)",
    "Huánuco (24.5%)", "Ica (23.6%)", "Amazonas (23.1%)", "Lima (22.2%)", "Lambayeque (21.1%)", "Tumbes (8.3%)",
    "Loreto (7.6%)", "Moquegua (4.9%)", "Pasco (4.6%)", "alrededor de 70%", "17 regiones", "más de S/ 350 millones", "Ley 27658",
    "Decreto Supremo 047-2009-PCM", "30 de abril de 2015",
]  # fmt: skip
PROPIOS = {  # lo que solo tiene una región y no debe leerse en las otras
    "san-martin": ["2,162,936", "384 Juntas", "S/ 772"],
    "arequipa": ["22.8%", "puente Chilina", "BB+"],
    "moquegua": ["11 alumnos", "30% del presupuesto"],
    "junin": ["31 UAP", "Justicia, Paz y Vida"],
}
PRACTICAS = {"san-martin": 13, "arequipa": 9, "moquegua": 1, "junin": 1}
RECOMENDACIONES = {  # viñetas del documento por eje, con las anidadas; las de Procompite son tres ideas de una viñeta
    "Gestión territorial": 5, "Organización de funciones": 15, "Desarrollo económico": 12, "Desarrollo humano": 7,
}  # fmt: skip
NOMBRES = (  # normas y entidades que no se pueden decir de otro modo
    "Arequipa: una estrategia para el crecimiento sostenido y la prosperidad",
    "el artículo 2 del Decreto Supremo 047-2009-PCM",
    "el artículo 6 de la Ley Orgánica de Gobiernos Regionales",
    "en el asentamiento humano Justicia, Paz y Vida",
    "la Agencia de Fomento de la Inversión Privada (AFIP)",
    "Organismo de Promoción de la Inversión Privada (OPIP)",
    "la Ley Marco de Modernización de la Gestión del Estado (Ley 27658)",
    "Ley Orgánica para el Aprovechamiento Sostenible de los Recursos Naturales",
    "Moquegua, Arequipa, Cusco, Madre de Dios, Puno y Tacna",
    "Programa de Acciones Integrales para Mejorar la Nutrición Infantil (Paimni)",
    "Secretaría de Descentralización de la Presidencia del Consejo de Ministros",
)


def leer(html: str) -> str:
    return re.sub(r"\s+", " ", lxml.html.fragment_fromstring(html, create_parent="div").text_content())


def de_los_cuadernos(region: str) -> str:
    """Lo que dicen las piezas de los capítulos del informe, sin armarlo, que demora."""
    inf, capitulos = abrir(PROGRAMA, region), cargar_programa(PROGRAMA, Rutas(RAIZ)).informes["practicas"].capitulos
    piezas = []
    for capitulo in [c for c in capitulos if c != "procedencia"]:
        celdas = nbformat.read(RAIZ / "notebooks" / f"{capitulo}.ipynb", 4).cells
        for que, nombre in LLAMADA.findall("\n".join(c.source for c in celdas if c.cell_type == "code")):
            pieza = getattr(inf, que)(nombre)
            piezas.append("" if isinstance(pieza, Nada) else pieza.html())
    return leer("\n".join(piezas))


@pytest.fixture(scope="module")
def informes() -> dict[str, str]:
    """El texto del informe de cada región y, con la clave vacía, el del programa."""
    return {region: de_los_cuadernos(region) for region in (*HECHOS, "")}


@pytest.mark.parametrize("region", HECHOS)
def test_cada_hecho_del_estudio_esta_en_el_informe_de_su_region(informes, region):
    assert [h for h in HECHOS[region] + COMUNES if h not in informes[region]] == []


@pytest.mark.parametrize("region", HECHOS)
def test_lo_de_una_region_no_se_lee_en_el_informe_de_otra(informes, region):
    ajenos = [p for otra, suyos in PROPIOS.items() if otra != region for p in suyos]
    assert [p for p in ajenos if p in informes[region]] == []


def test_el_informe_del_programa_reune_lo_de_todas_las_regiones(informes):
    assert [p for suyos in PROPIOS.values() for p in suyos if p not in informes[""]] == []
    assert "24 buenas prácticas" in informes[""]


def test_las_practicas_transversales_son_solo_de_los_dos_casos_estudiados(informes):
    con = {region for region in HECHOS if "Liderazgo y voluntad política" in informes[region]}
    assert con == {"san-martin", "arequipa"}


@pytest.mark.parametrize("region", HECHOS)
def test_las_practicas_son_las_que_el_documento_describe(region):
    cuadro = abrir(PROGRAMA, region).cuadro("practicas_por_eje")
    assert sum(not fila.clase for fila in cuadro.filas) == PRACTICAS[region]


def test_estan_todas_las_vinetas_de_recomendaciones_y_las_de_un_tema_van_juntas():
    inf = abrir(PROGRAMA)
    filas = inf.tabla("recomendaciones")
    assert filas.groupby("eje", sort=False).size().to_dict() == RECOMENDACIONES
    [rof] = [f for f in inf.cuadro("recomendaciones_por_eje").filas if "Estructura" in str(f.celdas[0])]
    assert len(rof.celdas[1]) == 5  # la que las anuncia y las cuatro anidadas
    assert str(rof.celdas[1][1]).startswith("•")


def test_una_practica_sin_eje_no_se_muestra_agrupada():
    aviso = abrir("demostracion", "altamar").cuadro("practicas_por_eje").html()
    assert "ninguna fila de la tabla «practicas» dice su eje" in aviso


def test_las_dudas_de_transcripcion_se_dicen_junto_a_la_cifra():
    notas = " ".join(abrir(PROGRAMA, "san-martin").cuadro("practicas_por_eje").todas_las_notas)
    assert "Monto de los hospitales en ejecución (S/\u00a0257\u00a0millones): La fuente dice «ambos por 257 millones»" in notas


def test_sin_decir_que_informe_se_hace_el_primero_del_programa():
    lugares = Rutas(RAIZ)
    estudio, cierre = (cargar_programa(clave, lugares) for clave in (PROGRAMA, "acompanamiento-2025"))
    assert (informe_por_defecto(estudio), informe_por_defecto(cierre)) == ("practicas", "cierre")
    assert informe_por_defecto(cierre, del_programa=True) == "comparativo"
    assert "programa" in elegir_informe(estudio, informe_por_defecto(estudio, del_programa=True), "").alcances


def test_la_orden_sin_informe_avisa_cual_hace_y_el_informe_trae_los_hechos(proyecto, orden):
    hecho = orden("report", "moquegua", "--programa", PROGRAMA)
    assert hecho.returncode == 0, hecho.stderr
    assert "El programa no tiene informe «cierre»: se hace «practicas»." in hecho.stdout
    pagina = lxml.html.parse(str(proyecto.output / PROGRAMA / "moquegua" / "practicas.html")).getroot()
    texto = re.sub(r"\s+", " ", pagina.get_element_by_id("contenido").text_content().replace("\u00ad", ""))
    assert [h for h in HECHOS["moquegua"] + COMUNES if h not in texto] == []
    assert "Prácticas que atraviesan" not in texto  # una sección sin contenido no deja su título


def test_ninguna_oracion_de_la_fuente_se_repite():
    assert copiadas(textos(DATOS), leer_fuente(SEMILLA), NOMBRES) == []


def test_sus_practicas_forman_un_catalogo_con_los_numeros_en_orden():
    cuadro = abrir(PROGRAMA, "san-martin").cuadro("catalogo")
    titulos = [sin_marcas(fila.celdas[0]) for fila in cuadro.filas if not fila.clase]  # cada uno enlaza a su ficha
    assert "16 buenas prácticas" in cuadro.titulo  # las 13 de la región y las tres transversales
    assert titulos.index("Asfalto económico y contratos con mantenimiento") < titulos.index("Proyecto Educativo Regional")
    assert titulos[0].startswith("Zonificación ecológica y económica")
