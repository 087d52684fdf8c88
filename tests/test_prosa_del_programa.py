"""La prosa del programa entero: quién es primero, quién empata y quién queda fuera lo deciden los datos."""

import re
from functools import partial

import lxml.html
import pytest
from conftest import PROGRAMA, RAIZ

from sistematizacion.nucleo.nucleo import abrir_nucleo_del_programa
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.presentacion.prosa import componer
from sistematizacion.rutas import Rutas

DE_LOS_DOS = ("practicas_transversales", "matrices", "matrices_hitos", "aprendizajes", "areas", "comentarios")
PLANTILLAS = [p.name.removesuffix(".md.j2") for p in sorted((RAIZ / "templates/prosa/programa").glob("*.md.j2"))]
REGIONES = {1: ("junin",), 2: ("arequipa", "junin"), 3: ()}
MALA = re.compile(r"\{\{|\{%|None|Undefined| [.,;:)]|\( |\.\.|,,|;\.|,\.|: ?\.|\(\)")


def lo_que_se_lee(lugares, nombre, *regiones):
    """De una plantilla, con todas las regiones o solo con las dichas."""
    programa = cargar_programa(PROGRAMA, lugares)
    nucleos = [cargar_region(programa, r, lugares) for r in regiones or programa.regiones]
    expediente = ExpedienteDelPrograma(abrir_nucleo_del_programa(programa, nucleos, lugares))
    html = componer(nombre, expediente, lugares.templates / "prosa").html()
    elementos = lxml.html.fragments_fromstring(html) if html else []
    return "\n".join(re.sub(r"\s+", " ", e.text_content()).strip() for e in elementos)


@pytest.fixture
def leer(proyecto):
    """``leer("resumen", "junin")``, con los datos como los dejó ``cambiar``."""
    return partial(lo_que_se_lee, proyecto)


@pytest.fixture
def cambiar(proyecto):
    """Cambia un trozo de una tabla, o borra la línea que lo tiene si no se dice por qué."""

    def cambio(archivo, viejo, nuevo=None):
        ruta = proyecto.data / PROGRAMA / archivo
        lineas = ruta.read_text(encoding="utf-8").splitlines(keepends=True)
        assert any(viejo in linea for linea in lineas)
        quedan = [linea for linea in lineas if nuevo is not None or viejo not in linea]
        ruta.write_text("".join(linea.replace(viejo, nuevo or "") for linea in quedan), encoding="utf-8")

    return cambio


@pytest.mark.parametrize("cuantas", REGIONES)
@pytest.mark.parametrize("nombre", [*PLANTILLAS, *DE_LOS_DOS])
def test_toda_plantilla_se_lee_bien_con_una_dos_o_tres_regiones(nombre, cuantas):
    hallada = MALA.search(lo_que_se_lee(Rutas(RAIZ), nombre, *REGIONES[cuantas]))
    assert hallada is None, hallada


def test_al_cambiar_las_cifras_de_dos_regiones_cambia_quien_es_primera(leer, cambiar):
    assert "el mayor es el de Arequipa (99.91%); después va Cusco (96.06%)" in leer("resultados_ejecucion")
    cambiar("arequipa/cifras.csv", "avance_pim_csp,,,99.91", "avance_pim_csp,,,96.06")
    cambiar("cusco/cifras.csv", "avance_pim_csp,,,96.06", "avance_pim_csp,,,99.91")
    texto = leer("resultados_ejecucion")
    assert "el mayor es el de Cusco (99.91%); después va Arequipa (96.06%)" in texto
    assert "La cartera de Arequipa quedó por debajo (96.06% frente a 99.90%)" in texto


def test_las_regiones_que_empatan_se_nombran_todas(leer, cambiar):
    cambiar("junin/cifras.csv", "igeip_puesto,,,2", "igeip_puesto,,,1")
    assert "Cusco y Junín compartieron el primer lugar, y Arequipa ocupó el séptimo." in leer("resumen_comparado")
    cambiar("cusco/cifras.csv", "avance_pim_csp,,,96.06", "avance_pim_csp,,,99.91")
    assert "Arequipa y Cusco empatan (99.91%)" in leer("resumen_comparado")


def test_las_primeras_que_empatan_comparten_la_proporcion_mas_alta(leer, cambiar):
    cambiar("arequipa/cifras.csv", "cierre_universo,,,,inversion", "cierre_universo,,,38,inversion")
    cambiar("arequipa/cifras.csv", "cierres_efectivos,,,,inversion", "cierres_efectivos,,,19,inversion")
    cambiar("junin/cifras.csv", "cierres_efectivos,,,132", "cierres_efectivos,,,95")
    texto = leer("resultados_cierre")
    assert "La proporción más alta es la de Cusco (55.6%); después van, empatadas, Arequipa y Junín (50.0%)." in texto
    cambiar("cusco/cifras.csv", "cierres_efectivos,,,10", "cierres_efectivos,,,1")
    assert "La proporción más alta la comparten Arequipa y Junín (50.0%); después va Cusco" in leer("resultados_cierre")


def test_la_region_sin_la_cifra_queda_fuera_y_se_dice(leer, cambiar):
    assert "no hay ese dato" not in leer("resultados_posicion")
    cambiar("arequipa/cifras.csv", "igeip_puesto,,,7")
    cambiar("arequipa/resultados.csv", "{igeip_puesto:u}")
    texto = leer("resultados_posicion")
    assert "De Arequipa no hay ese dato." in texto
    assert "séptimo" not in texto


def test_la_razon_de_la_ausencia_es_la_que_dicen_los_datos(leer, cambiar):
    nota = "Su plan fue otro y no tuvo cartera."
    cambiar("junin/cifras.csv", "avance_pim_csp,,,,")
    cambiar(
        "junin/cifras.csv",
        "ejecucion_presupuestal,,,,",
        f"avance_pim_csp,,,,porcentaje,exacto,,registrado,,,{nota}\nejecucion_presupuestal,,,,",
    )
    assert "Junín queda fuera de esta comparación: su plan fue otro y no tuvo cartera." in leer("resultados_ejecucion")


def test_lo_que_no_es_de_la_misma_fecha_no_se_ordena(leer, cambiar):
    cambiar(
        "arequipa/cifras.csv",
        "avance_pim_csp,,,99.91,porcentaje,exacto,2025,",
        "avance_pim_csp,,,99.91,porcentaje,exacto,2025-10,",
    )
    texto = leer("resultados_ejecucion")
    assert "las cifras no se ordenan" in texto
    assert "Arequipa (99.91%, a octubre de 2025) y Cusco (96.06%, al 31 de diciembre de 2025)" in texto


def test_un_minimo_no_se_ordena_con_un_valor(leer, cambiar):
    cambiar("cusco/cifras.csv", "avance_pim_csp,,,96.06,porcentaje,exacto", "avance_pim_csp,,,96.06,porcentaje,minimo")
    assert "las cifras no se ordenan" in leer("resultados_ejecucion")


def test_los_objetivos_dicen_que_comparten_las_regiones_y_que_es_de_una(leer, cambiar):
    assert "Solo Junín acordó la puesta en marcha de áreas nuevas" in leer("objetivos")
    cambiar("cusco/objetivos.csv", "obj-5,instrumentos", "obj-5,arreglo_institucional")
    texto = leer("objetivos")
    assert "Cusco y Junín coinciden en uno más: la puesta en marcha de áreas nuevas." in texto
    assert "Solo Arequipa acordó los instrumentos de gestión." in texto


def test_la_encuesta_se_cuenta_y_una_region_sin_encuesta_queda_fuera(leer, cambiar, proyecto):
    assert "19 de las 23 personas: 8 de 8 en Arequipa, 6 de 7 en Cusco y 5 de 8 en Junín." in leer("satisfaccion")
    (proyecto.data / PROGRAMA / "cusco/encuesta.csv").unlink()
    cambiar("cusco/cifras.csv", "encuesta_porcentaje")
    cambiar("cusco/cifras.csv", "encuestados")
    texto = leer("satisfaccion")
    assert "13 de las 16 personas: 8 de 8 en Arequipa y 5 de 8 en Junín." in texto
    assert "De Cusco no hay encuesta." in texto.partition("13 de las 16")[2]
    assert "De Cusco no hay encuesta." in leer("resumen_comparado")


def test_una_encuesta_de_la_que_solo_se_publico_el_porcentaje_se_dice_sin_sumarla(leer, proyecto):
    (proyecto.data / PROGRAMA / "cusco/encuesta.csv").unlink()
    texto = leer("satisfaccion")
    assert "13 de las 16 personas" in texto
    assert "Solo se conoce el porcentaje publicado de Cusco (86%)." in texto
    assert "Según lo publicado, quedó muy satisfecho el 86% en Cusco." in leer("resumen_comparado")


def test_la_pregunta_de_otra_redaccion_no_se_suma_ni_se_ordena(leer):
    _, _, contribucion = leer("satisfaccion").partition("Cuando se preguntó por la contribución")
    assert "7 de 8 personas en Arequipa, 6 de 7 en Cusco y 6 de 8 en Junín." in contribucion
    assert "No se preguntó con las mismas palabras en todas las regiones" in contribucion
    assert "En Cusco, la pregunta fue por el impacto" in contribucion
    assert "proporción más alta" not in contribucion


def test_una_respuesta_pesa_lo_que_dicen_los_porcentajes_del_grafico(leer):
    assert "mueve la proporción 12.5 puntos porcentuales o más." in leer("satisfaccion")
    assert "con 8, una sola mueve la proporción 12.5 puntos porcentuales." in leer("satisfaccion", "junin")


def test_las_regiones_de_iguales_numeros_van_juntas(leer, cambiar):
    cambiar("arequipa/cifras.csv", "hitos_logrados,,,7", "hitos_logrados,,,8")
    cambiar("arequipa/cifras.csv", "hitos_total,,,8", "hitos_total,,,9")
    assert "Arequipa y Cusco cumplieron o superaron 8 de 9 cada una." in leer("resultados_hitos")


def test_el_resumen_dice_lo_distintivo_de_cada_region_y_la_segunda_conclusion(leer):
    assert leer("resumen").count("Su resultado más distintivo: ") == 3
    assert leer("resumen_comparado").split("\n")[0].startswith("Impactos que se complementan. ")


@pytest.mark.parametrize("nombre", [*PLANTILLAS, *DE_LOS_DOS])
def test_con_una_sola_region_nada_se_compara(nombre):
    malas = ("cada plan", "en cada región", "con qué compararse", "ninguna región", "de las regiones", "después va")
    assert [m for m in malas if m in lo_que_se_lee(Rutas(RAIZ), nombre, "cusco")] == []


def test_con_dos_regiones_que_traen_todo_se_dice_los_y_el_numero(leer):
    assert "las dos regiones traen los seis (" in leer("resultados", "arequipa", "cusco")


def test_una_respuesta_desfavorable_se_dice(leer, cambiar):
    assert "poco o nada" not in leer("satisfaccion")
    cambiar("cusco/encuesta.csv", "satisfaccion,satisfecho", "satisfaccion,poco_satisfecho")
    assert "se declaró poco o nada satisfecha 1 de 7 personas en Cusco." in leer("satisfaccion")


def test_la_matriz_dice_cuantos_hitos_traen_meta(leer, cambiar):
    assert "y ninguno, la meta" in leer("matrices")
    cambiar("cusco/hitos.csv", "inversion,,,{cartera_csp}", "inversion,,8,{cartera_csp}")
    assert "uno, la meta" in leer("matrices").replace("ninguno", "")


def test_los_comentarios_se_cuentan_segun_su_consentimiento(leer, proyecto):
    cabeza = "area,pregunta,comentario,publicable,origen,fuente,seccion\n"
    filas = ",,Muy útil,si,registrado,,\n,,Faltó tiempo,no,registrado,,\n,,Gracias,si,registrado,,\n"
    (proyecto.data / PROGRAMA / "cusco/comentarios.csv").write_text(cabeza + filas, encoding="utf-8")
    assert "De los tres comentarios que se recogieron se publican dos." in leer("comentarios")
    assert "menos de cinco personas" in leer("comentarios")
