"""Cifras, textos, cuadros y prosa: lo que se imprime sale de los datos, escapado y con su fuente."""

from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest
from conftest import PROGRAMA

from sistematizacion import abrir
from sistematizacion.catalogo import Unidad
from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion import cuadros, graficos
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.informe import InformeAbierto
from sistematizacion.presentacion.piezas import Aviso, Grafico, Nada, Prosa


def cuadro(*filas: Fila, fuente: str = "Prueba.") -> Cuadro:
    return Cuadro("x", "Título", (Columna("A"), Columna("B", "num")), filas, fuente)


def cambiar_datos(proyecto, archivo, viejo, nuevo):
    ruta = proyecto.data / PROGRAMA / archivo
    texto = ruta.read_text(encoding="utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo), encoding="utf-8")


def test_una_cifra_calculada_de_otra_aproximada_es_aproximada():
    aproximada = Cifra(Decimal(120), calificador="aproximado", clave="a")
    exacta = Cifra(Decimal(2), clave="b")
    hecha = calculada(Decimal(60), Unidad(), "{} ÷ {}", [aproximada, exacta], 0)
    assert hecha.en_cuadro == "≈\u00a060"
    assert hecha.procedencia == "Calculado · 120 ÷ 2, con a y b"


def test_una_celda_vacia_se_explica_y_no_es_cero():
    html = cuadro(Fila(("Fila", None))).html()
    assert '<span class="vacio">—</span>' in html
    assert "no equivale a cero" in html


def test_un_cuadro_sin_celdas_vacias_no_lleva_esa_nota():
    assert "no equivale a cero" not in cuadro(Fila(("Fila", "1"))).html()


def test_un_cuadro_sin_fuente_o_con_celdas_de_menos_no_se_hace():
    with pytest.raises(ErrorDeDocumento, match="no dice su fuente"):
        cuadro(Fila(("Fila", "1")), fuente="")
    with pytest.raises(ErrorDeDocumento, match="una fila con 1 celdas y no 2"):
        cuadro(Fila(("Fila",)))


def test_el_texto_de_los_datos_no_es_html_ni_markdown(proyecto):
    cambiar_datos(proyecto, "junin/acciones.csv", "Cierre de inversiones", "<script>alert(1)</script> **x** [a](b)")
    cambiar_datos(proyecto, "junin/objetivos.csv", "Dar asistencia", "<b>Dar</b> asistencia")
    inf = abrir(PROGRAMA, "junin")
    prosa = inf.prosa("actividades").html()
    assert "<script>" not in prosa
    assert "<script>alert(1)</script> **x** [a](b)" in lxml.html.fromstring(prosa).text_content()
    assert "<b>Dar" not in inf.cuadro("objetivos").html()


def test_al_cambiar_una_cifra_cambian_las_frases_los_cuadros_y_los_graficos(proyecto):
    cambiar_datos(proyecto, "junin/cifras.csv", "cierres_efectivos,,,132,", "cierres_efectivos,,,95,")
    inf = abrir(PROGRAMA, "junin")
    assert "50.0%" in inf.prosa("resumen_sintesis").html()
    assert ">95</data>" in inf.cuadro("cierres").html()
    assert inf.grafico("cierres").titulo == "Se cerraron 95 de 190\u00a0inversiones: 50.0%"


def test_por_encima_igual_o_por_debajo_segun_los_datos(proyecto):
    assert "por encima del" in abrir(PROGRAMA, "cusco").prosa("resumen_sintesis").html()
    cambiar_datos(proyecto, "cusco/cifras.csv", "avance_pim_csp,,,96.06", "avance_pim_csp,,,92.70")
    inf = abrir(PROGRAMA, "cusco")
    assert "igual que el" in inf.prosa("resumen_sintesis").html()
    assert "igual que el conjunto" in inf.grafico("ejecucion").titulo
    cambiar_datos(proyecto, "cusco/cifras.csv", "avance_pim_csp,,,92.70", "avance_pim_csp,,,90.00")
    assert "2.70 puntos porcentuales por debajo de la región" in abrir(PROGRAMA, "cusco").grafico("ejecucion").titulo


def test_una_diferencia_dentro_del_redondeo_no_se_celebra(proyecto):
    inf = abrir(PROGRAMA, "arequipa")  # 99.91 y 99.90
    assert inf.grafico("ejecucion").titulo.endswith("prácticamente igual que el conjunto de la región")
    assert "prácticamente igual que el" in inf.prosa("resumen_sintesis").html()


def test_una_fecha_se_imprime_con_la_precision_que_tiene(proyecto):
    html = abrir(PROGRAMA, "arequipa").cuadro("cierres").html()
    assert "Octubre de 2025" in html
    assert "10/02/2026" in html


def test_pedir_una_cifra_que_no_hay_es_un_error_que_nombra_la_plantilla(proyecto):
    (proyecto.templates / "prosa" / "region" / "objetivos.md.j2").write_text(
        '{{ c("cartera_csp") | u }}', encoding="utf-8"
    )
    with pytest.raises(
        ErrorDeDocumento,
        match=r"templates/prosa/region/objetivos\.md\.j2, línea 1: Junín no tiene la cifra «cartera_csp»",
    ):
        abrir(PROGRAMA, "junin").prosa("objetivos")


def test_una_variable_mal_escrita_en_una_plantilla_es_un_error(proyecto):
    (proyecto.templates / "prosa" / "region" / "objetivos.md.j2").write_text("{{ regon.nombre }}", encoding="utf-8")
    with pytest.raises(ErrorDeDocumento, match="línea 1: «regon» no está definido"):
        abrir(PROGRAMA, "junin").prosa("objetivos")


def test_preguntar_por_un_indicador_que_no_existe_es_un_error_y_no_un_parrafo_menos(proyecto):
    (proyecto.templates / "prosa" / "region" / "objetivos.md.j2").write_text(
        '{% if hay("cartera_cps") %}x{% endif %}', encoding="utf-8"
    )
    with pytest.raises(
        ErrorDeDocumento, match=r"«cartera_cps» no está en params/indicadores.yml. ¿Quiso decir cartera_csp\?"
    ):
        abrir(PROGRAMA, "junin").prosa("objetivos")


def test_el_origen_de_cada_cifra_se_imprime_tal_cual(proyecto):
    cambiar_datos(
        proyecto,
        "cusco/cifras.csv",
        "pim_inicial_csp,,,240,millones_soles,exacto,,publicado",
        "pim_inicial_csp,,,240,millones_soles,exacto,,reconstruido",
    )
    inf = abrir(PROGRAMA, "cusco")
    assert ">Reconstruido</td>" in inf.cuadro("ejecucion").html()
    assert "dato reconstruido" in inf.cuadro("ejecucion").html()
    assert "1 fila reconstruida" in inf.prosa("reconstruccion").html()


def test_una_seccion_con_letras_se_cita_y_se_ordena(proyecto):
    cambiar_datos(proyecto, "junin/objetivos.csv", "informe-cierre-2025,2", "informe-cierre-2025,10.1;4.2.a;Anexo 1")
    assert "Anexo 1 y secciones 4.2.a y 10.1." in abrir(PROGRAMA, "junin").cuadro("objetivos").html()


def test_lo_comun_dirigido_a_una_sola_region_se_rotula_como_suyo(proyecto):
    cambiar_datos(proyecto, "comun/dificultades.csv", "arequipa;cusco", "cusco")
    html = abrir(PROGRAMA, "cusco").cuadro("dificultades").html()
    assert "Propias de Cusco" in html
    assert "Compartidas" not in html


def test_un_nombre_de_pieza_mal_escrito_trae_el_parecido(proyecto):
    with pytest.raises(ErrorDeDocumento, match=r"¿Quiso decir cierres\?"):
        abrir(PROGRAMA, "junin").grafico("cierre")


@pytest.mark.parametrize("region", ["", "arequipa", "cusco", "junin"])
def test_toda_pieza_se_hace_o_dice_que_le_falta(proyecto, region):
    inf = abrir(PROGRAMA, region)
    for nombre in cuadros.NOMBRES:
        assert isinstance(inf.cuadro(nombre), Cuadro | Aviso | Prosa | Nada)
    for nombre in graficos.NOMBRES:
        pieza = inf.grafico(nombre)
        assert isinstance(pieza, Grafico | Aviso | Nada)
        if isinstance(pieza, Grafico):
            assert len(pieza.alt) > 30
            assert pieza.fuente
            assert pieza.cifras or nombre == "mapa"  # que no muestra cifras


QUITAR = {  # por pieza, lo que le falta a la región y no debe romperla
    "ejecucion": ("cifras", "indicador", "avance_pim_csp"),
    "pim": ("cifras", "indicador", "avance_pim_csp"),
    "cierres": ("cifras", "indicador", "cierres_efectivos"),
    "cartera": ("cifras", "indicador", "cartera_csp"),
    "igeip": ("cifras", "indicador", "igeip_indice"),
    "satisfaccion": ("encuesta", "pregunta", "satisfaccion"),
}


@pytest.mark.parametrize("pieza", QUITAR)
def test_un_dato_de_menos_no_rompe_las_piezas_que_lo_usan(proyecto, pieza):
    programa = cargar_programa(PROGRAMA, proyecto)
    nucleo = abrir_nucleo(programa, cargar_region(programa, "cusco", proyecto), proyecto)
    nombre, columna, valor = QUITAR[pieza]
    tabla = nucleo.tablas[nombre]
    incompleto = replace(nucleo, tablas={**nucleo.tablas, nombre: tabla[tabla[columna] != valor]})
    inf = InformeAbierto(Expediente(incompleto), proyecto)
    for hacer, disponibles in ((inf.cuadro, cuadros.NOMBRES), (inf.grafico, graficos.NOMBRES)):
        if pieza in disponibles:
            assert hacer(pieza).html()


def test_un_grafico_da_siempre_los_mismos_bytes(proyecto):
    assert abrir(PROGRAMA, "junin").grafico("cierres").svg == abrir(PROGRAMA, "junin").grafico("cierres").svg


def test_los_porcentajes_calculados_de_la_encuesta_suman_cien(proyecto):
    html = abrir(PROGRAMA, "junin").cuadro("satisfaccion").html()
    assert ">62.5%</data>" in html
    assert ">37.5%</data>" in html
