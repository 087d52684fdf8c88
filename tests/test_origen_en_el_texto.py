"""Lo que un informe dice de sus datos depende de dónde salieron: de una fuente publicada o de los registros."""

import re
from dataclasses import replace
from decimal import Decimal as D

import lxml.html
import pytest
from conftest import PROGRAMA

from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.cuadros import aprendizajes, comparados, hitos, resultados
from sistematizacion.presentacion.cuadros.actividades import formacion
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.graficos import comparados as graficos_comparados
from sistematizacion.presentacion.graficos import ejecucion as graficos_de_ejecucion
from sistematizacion.presentacion.graficos import posicion
from sistematizacion.presentacion.graficos.comparados.orden import notas_de_orden
from sistematizacion.presentacion.graficos.tablero import tablero
from sistematizacion.presentacion.informe import abrir
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

CUADROS = ("actividades", "formacion", "ejecucion", "cierres", "oxi", "resultados", "hitos", "matriz_resultados",
           "lecciones", "recomendaciones")  # fmt: skip
GRAFICOS = ("participantes", "ejecucion", "pim", "cartera", "cierres", "hitos")
PROSAS = ("resumen", "resumen_sintesis", "resumen_comparado", "formacion", "resultados_ejecucion", "resultados_cierre", "resultados_hitos",
          "matrices", "matrices_hitos", "aprendizajes")  # fmt: skip
DEL_PROGRAMA = {"oxi", "pim", "cartera"}  # las que solo tiene una región
DE_LO_PUBLICADO = re.compile(r"publicad|se publica|la fuente|reconstruid|≈", re.IGNORECASE)
DE_TODA_CELDA_VACIA = re.compile(r"No se publicó ni se registró|no hay dato publicado ni registrado")


@pytest.fixture(scope="module")
def altamar():
    """El informe de una región del programa de demostración, hecho de sus registros."""
    return abrir("demostracion", "altamar")


@pytest.fixture(scope="module")
def demostracion():
    return abrir("demostracion")


@pytest.fixture(scope="module")
def publicado():
    """El expediente de un programa del que solo hay cifras publicadas."""
    return abrir(PROGRAMA)._expediente


def leer(html: str) -> str:
    """Lo que se lee de una pieza, con el texto alternativo de sus imágenes."""
    raiz = lxml.html.fragment_fromstring(html, create_parent="div")
    return re.sub(r"\s+", " ", " ".join([raiz.text_content(), *raiz.xpath(".//@alt | .//@aria-label")]))


def con_origen(programa: ExpedienteDelPrograma, region: str, tabla: str, origen: str) -> ExpedienteDelPrograma:
    """El mismo programa con todas las filas de una tabla de una región con otro origen."""
    nucleos = [
        replace(
            n,
            tablas=n.tablas
            | {tabla: n.tablas[tabla].assign(origen=origen, formula="suma", lugares=[()] * len(n.tablas[tabla]))},
        )
        if n.region.clave == region
        else n
        for n in programa.nucleo.regiones
    ]
    return ExpedienteDelPrograma(replace(programa.nucleo, regiones=tuple(nucleos)))


def de_region(programa: ExpedienteDelPrograma, clave: str) -> Expediente:
    return next(e for e in programa.regiones if e.region.clave == clave)


@pytest.mark.parametrize(
    ("pieza", "nombre"),
    [*(("cuadro", c) for c in CUADROS), *(("grafico", g) for g in GRAFICOS), *(("prosa", p) for p in PROSAS)],
)
def test_de_lo_que_sale_de_los_registros_no_se_dice_que_se_publico(altamar, demostracion, pieza, nombre):
    for informe in (altamar, demostracion):
        if informe is demostracion and nombre in DEL_PROGRAMA:
            continue
        texto = DE_TODA_CELDA_VACIA.sub("", leer(getattr(informe, pieza)(nombre).html()))
        assert not DE_LO_PUBLICADO.search(texto), texto


def test_el_tablero_y_los_puestos_del_programa_de_demostracion_no_hablan_de_lo_publicado(demostracion):
    for html in (demostracion.grafico("tablero").html(), demostracion.cuadro("clasificacion").html()):
        assert not DE_LO_PUBLICADO.search(leer(html))


def test_la_formula_de_una_cifra_escribe_sus_partes_como_se_imprimen():
    exacta = Cifra(D("95.40732248012486784801623886"), clave="avance_pim_csp", decimales=2)
    brecha = calculada(exacta.valor - D("91.37"), Unidad(), "{} − {}", [exacta, Cifra(D("91.37"), clave="otra")], 2)
    assert brecha.fuente == "95.41 − 91.37, con avance_pim_csp y otra"


def test_el_pim_y_el_devengado_del_registro_reemplazan_a_los_estimados(altamar, publicado):
    texto = leer(altamar.cuadro("ejecucion").html())
    assert "PIM de la cartera seleccionada: suma de pim en inversiones." in texto
    assert "al cierre" not in texto
    dibujo = altamar.grafico("pim")
    assert [c.clave for c in dibujo.cifras[2:]] == ["pim_inicial_csp", "pim_csp", "devengado_csp"]
    assert not [n for n in dibujo.notas if "redondeados" in n]
    estimado = leer(resultados.ejecucion(de_region(publicado, "cusco")).html())
    assert "PIM de la cartera seleccionada al cierre: 240 × (100 + 7) ÷ 100." in estimado


def test_un_pim_que_bajo_no_se_dice_que_crecio(publicado):
    nucleo = de_region(publicado, "cusco").nucleo
    cifras = nucleo.tablas["cifras"]
    valores = [
        D(-7) if i == "variacion_pim_csp" else v for i, v in zip(cifras["indicador"], cifras["valor"], strict=True)
    ]
    cambiado = Expediente(replace(nucleo, tablas=nucleo.tablas | {"cifras": cifras.assign(valor=valores)}))
    assert graficos_de_ejecucion.pim(cambiado).titulo.startswith("El PIM de la cartera se redujo 7%,")


def test_el_total_es_publicado_solo_si_todas_las_regiones_lo_publican(publicado):
    assert "Total publicado" in leer(comparados.formacion(publicado).html())
    mixto = con_origen(publicado, "junin", "cifras", "calculado")
    texto = leer(comparados.formacion(mixto).html())
    assert "Total" in texto
    assert "Total publicado" not in texto
    assert "Total publicado" not in leer(formacion(de_region(mixto, "junin")).html())


def test_el_total_de_los_registros_es_la_suma_de_los_temas_y_asi_se_dice(demostracion):
    assert "no se suman" not in leer(demostracion.prosa("formacion").html())
    assert "los totales son 514" in leer(demostracion.prosa("formacion").html())
    assert "no se suman" not in leer(demostracion.grafico("participantes").html())


def test_la_fecha_de_lo_calculado_se_dice_una_sola_vez_en_el_resumen(altamar, demostracion):
    for informe, notas in ((altamar, 1), (demostracion, 1)):
        texto = leer(informe.cuadro("resultados").html())
        assert texto.count("Las cifras calculadas del registro son al 31 de diciembre de 2025.") == notas
        assert "44 asistencias técnicas, al" not in texto
        assert "ejecución presupuestal de la región, al 31 de diciembre de 2025" in texto  # no se calculó


def test_el_resumen_de_lo_publicado_conserva_la_fecha_de_cada_linea(publicado):
    cuadro = resultados.resultados(de_region(publicado, "cusco"))
    assert not [n for n in cuadro.notas if "del registro" in n]
    assert "avance del PIM de la cartera seleccionada, al 31 de diciembre de 2025" in leer(cuadro.html())


def test_en_un_programa_ficticio_lo_que_no_se_calculo_es_inventado_y_no_reconstruido(altamar):
    html = altamar.cuadro("ejecucion").html()
    assert ">Inventado</td>" in html
    assert "dato reconstruido" not in html


def test_los_hitos_contados_en_el_registro_no_quedan_sin_detalle(altamar, publicado):
    assert altamar.grafico("hitos").notas == (posicion.CONTADOS,)
    assert posicion.hitos(de_region(publicado, "cusco")).notas == (posicion.SIN_DETALLE,)


def test_un_estado_registrado_se_atribuye_al_registro_y_uno_publicado_a_la_fuente(publicado):
    assert "(según la fuente)" in leer(hitos.matriz_de_resultados(publicado).html())
    registrados = publicado
    for e in publicado.regiones:
        registrados = con_origen(registrados, e.region.clave, "hitos", "registrado")
    texto = leer(hitos.matriz_de_resultados(registrados).html())
    assert "(según el registro)" in texto
    assert "(según la fuente)" not in texto


def test_lo_que_falta_en_un_registro_no_se_le_pide_a_una_fuente(altamar, publicado):
    assert aprendizajes.PROCESO_PROPIO in leer(aprendizajes.lecciones(publicado).html())
    registro = leer(altamar.cuadro("lecciones").html())
    assert aprendizajes.SIN_REGISTRO in registro
    assert "clasificación de este informe" not in registro
    assert "clasificación es de este informe" not in leer(altamar.prosa("aprendizajes").html())


def test_una_cifra_contada_y_una_publicada_del_mismo_indicador_se_ordenan():
    contada = Cifra(D(95), clave="avance_pim_csp", region="Puno")
    publicada = replace(contada, valor=D(96), origen="publicado", region="Ica")
    assert notas_de_orden({"Puno": contada, "Ica": publicada}) == []


def test_una_proporcion_sin_conteos_no_se_llama_publicada_si_no_lo_es():
    derivadas = {r: Cifra(D(v)) for r, v in (("Puno", 95), ("Ica", 90))}
    suelta = Cifra(D(80), clave="cierre_porcentaje", origen="registrado")
    assert notas_de_orden({**derivadas, "Lima": suelta}) == [
        "Lima no entra en el orden: su cifra es un porcentaje, sin los conteos."
    ]
    [nota] = notas_de_orden({**derivadas, "Lima": replace(suelta, origen="publicado")})
    assert nota == "Lima no entra en el orden: su cifra es un porcentaje publicado, sin los conteos."


def test_el_universo_de_cierre_es_de_cada_region_salvo_que_todas_lo_cuenten_igual(demostracion, publicado):
    igual = "inversiones de la tabla «cierres»"
    for leido in (demostracion.grafico("cierres").html(), demostracion.cuadro("cierres").html()):
        assert igual in leer(leido)
    mixto = con_origen(publicado, "cusco", "cifras", "calculado")
    for pieza in (graficos_comparados.cierres(mixto), tablero(mixto)):
        assert "se define de distinto modo en cada región" in leer(pieza.html())


def test_de_una_region_sin_cifras_publicadas_no_se_dice_que_no_publica(publicado):
    primera, *otras = publicado.nucleo.regiones
    cifras = primera.tablas["cifras"]
    sin = replace(primera, tablas=primera.tablas | {"cifras": cifras[~cifras["indicador"].str.startswith("igeip")]})
    programa = ExpedienteDelPrograma(replace(publicado.nucleo, regiones=(sin, *otras)))
    assert "de la que no se publica el dato." in leer(graficos_comparados.igeip(programa).html())
    registrada = con_origen(programa, primera.region.clave, "cifras", "registrado")
    assert "de la que no hay dato." in leer(graficos_comparados.igeip(registrada).html())
