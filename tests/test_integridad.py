"""Indicadores de integridad: % de logro, estado en palabras y lo que falta, dicho."""

from decimal import Decimal as D

import pandas as pd
from conftest import PROGRAMA as PUBLICADO

from sistematizacion import abrir
from sistematizacion.analisis.integridad import evaluar
from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.piezas import Nada

DEMOSTRACION, REGION = "demostracion", "valleverde"
ENCABEZADO = "componente,indicador,unidad,linea_base,meta,logro,fecha,medio_verificacion,origen\n"


def poner(proyecto, *filas: str) -> None:
    texto = ENCABEZADO + "".join(f"Riesgos,{f},reconstruido\n" for f in filas)
    (proyecto.data / DEMOSTRACION / REGION / "integridad.csv").write_text(texto, encoding="utf-8")


def filas() -> dict[str, list]:
    hechas = abrir(DEMOSTRACION, REGION).cuadro("integridad").filas
    return {f.celdas[0]: [getattr(c, "en_cuadro", c) for c in f.celdas[1:]] for f in hechas if f.clase != "grupo"}


def test_aumentar_y_reducir_se_miden_cada_uno_a_su_modo():
    tabla = pd.DataFrame(
        {
            "linea_base": [D(0), D(50), D(2), None],
            "meta": [D(2), D(30), None, D(5)],
            "logro": [D(3), D(35), D(4), None],
        },
        dtype=object,
    )
    hecha = evaluar(tabla)
    assert list(hecha["estado"]) == ["superado", "no_cumplido", "sin_meta", "sin_dato"]
    assert list(hecha["porcentaje"]) == [D(150), D(75), None, None]


def test_el_cuadro_de_la_demostracion_da_meta_logro_y_estado():
    hechas = filas()
    assert hechas["Controles puestos en marcha"][1:7] == ["2", "12", "9", "12/12/2025", "75.0%", "No cumplido"]
    assert hechas["Servidores capacitados en integridad"][5:7] == ["114.2%", "Superado"]


def test_lo_que_falta_va_en_blanco_con_su_razon_y_no_como_cero(proyecto):
    poner(proyecto, "Matrices,matrices,,3,,,", "Denuncias,%,,,8,2025-11-28,Informe")
    hechas = filas()
    assert hechas["Matrices"][1].motivo == "No se registró la línea base."
    assert hechas["Matrices"][3].motivo == "No se registró el logro."
    assert hechas["Matrices"][6] == "Sin estado registrado" and hechas["Denuncias"][6] == "Sin meta registrada"


def test_la_prosa_cuenta_los_alcanzados_y_los_que_no():
    html = abrir(DEMOSTRACION, REGION).prosa("integridad").html()
    assert "alcanzaron su meta" in html and "indicadores" in html


def test_con_un_indicador_la_prosa_va_en_singular(proyecto):
    poner(proyecto, "Matrices,matrices,0,3,3,2025-11-28,Resolución")
    html = abrir(DEMOSTRACION, REGION).prosa("integridad").html()
    assert "Se sigue" in html and "Alcanzó su meta" in html and "Todos" not in html


def test_un_logro_sin_meta_ni_medio_advierte(proyecto):
    poner(proyecto, "Matrices,matrices,0,,3,2025-11-28,")
    programa = cargar_programa(DEMOSTRACION, proyecto)
    avisos = revisar(programa, cargar_region(programa, REGION, proyecto), proyecto).advertencias
    propios = [(a.columna, a.gravedad) for a in avisos if "hay logro y no dice" in a.regla]
    assert propios == [("meta", "advertencia"), ("medio_verificacion", "advertencia")]


def test_donde_no_hay_registro_se_dice_que_falta_o_que_no_se_acordo():
    junin, arequipa = abrir(PUBLICADO, "junin"), abrir(PUBLICADO, "arequipa")
    assert isinstance(junin.cuadro("integridad"), Nada)
    assert "no se llevó el registro de integridad" in junin.prosa("integridad").html()
    assert "no figura entre los objetivos" in arequipa.prosa("integridad").html()
