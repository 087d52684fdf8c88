"""La cartera puesta al día con los datos del MEF: qué manda, qué se conserva y de dónde sale cada cifra."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from sistematizacion import abrir
from sistematizacion.nucleo.actualizacion import TABLA
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

PROGRAMA, REGION = "demostracion", "valleverde"
RIEGO, CARRETERA = "9920007", "9920014"
ENCABEZADO = "cui,pia,pim,devengado,devengado_acumulado,costo,sector,fecha_f12b,corte,origen"


def con_mef(proyecto: Rutas, *filas: str) -> Revision:
    """Los datos de la región con esas filas en ``mef_inversiones.csv``."""
    archivo = proyecto.data / PROGRAMA / REGION / "mef_inversiones.csv"
    archivo.write_text("\n".join([ENCABEZADO, *filas, ""]), encoding="utf-8")
    programa = cargar_programa(PROGRAMA, proyecto)
    return revisar(programa, cargar_region(programa, REGION, proyecto), proyecto)


def de(revision: Revision, cui: str) -> dict:
    """La fila de una inversión, ya puesta al día."""
    inversiones = revision.tablas["inversiones"]
    return inversiones[inversiones["cui"] == cui].iloc[0].to_dict()


def cifra(revision: Revision, indicador: str) -> dict:
    calculadas = revision.calculadas
    return calculadas[calculadas["indicador"] == indicador].iloc[0].to_dict()


def test_el_pim_y_el_devengado_son_los_del_mef_y_lo_demas_queda_como_se_escribio(proyecto):
    antes = con_mef(proyecto)
    ahora = con_mef(proyecto, f"{RIEGO},20000000,32000000,30000000.50,,,,,2025-12,reconstruido")
    fila, escrita = de(ahora, RIEGO), de(antes, RIEGO)
    assert (fila["pia"], fila["pim"], fila["devengado"]) == (Decimal(20000000), Decimal(32000000), Decimal("30000000.50"))
    assert fila["pim_inicial"] == escrita["pim_inicial"] and fila["devengado_acumulado"] == escrita["devengado_acumulado"]
    assert de(ahora, CARRETERA) == de(antes, CARRETERA)


def test_lo_escrito_que_describe_a_la_inversion_no_se_cambia_y_lo_vacio_se_completa(proyecto):
    tabla = proyecto.data / PROGRAMA / REGION / "inversiones.csv"
    tabla.write_text(tabla.read_text(encoding="utf-8").replace(",38200000,", ",,", 1), encoding="utf-8")
    ahora = con_mef(
        proyecto, f"{RIEGO},,,,,39000000,Riego,,,reconstruido", f"{CARRETERA},,,,,1,Otro,,,reconstruido"
    )
    assert de(ahora, RIEGO)["costo"] == Decimal(39000000)
    assert (de(ahora, CARRETERA)["costo"], de(ahora, CARRETERA)["sector"]) == (54700000, "Transportes y comunicaciones")


def test_lo_que_el_mef_no_trae_no_borra_lo_escrito(proyecto):
    assert de(con_mef(proyecto, f"{RIEGO},,,,,,,,2025-12,reconstruido"), RIEGO)["pim"] == Decimal(31593575)


@pytest.mark.parametrize("corte", ["2024-12", "2026-03"])
def test_los_montos_de_otro_ano_no_se_usan_y_se_advierte(proyecto, corte):
    ahora = con_mef(proyecto, f"{RIEGO},1,2,1,,,,,{corte},reconstruido")
    assert de(ahora, RIEGO)["pim"] == Decimal(31593575)
    assert any("no se usan" in a.regla and a.archivo.endswith("mef_inversiones.csv") for a in ahora.advertencias)


def test_los_montos_posteriores_al_corte_de_la_region_no_se_usan(proyecto):
    params = proyecto.params / PROGRAMA / f"{REGION}.yml"
    params.write_text(params.read_text(encoding="utf-8").replace("2025-12-31", "2025-10-31"), encoding="utf-8")
    ahora = con_mef(proyecto, f"{RIEGO},1,2,1,,,,,2025-11,reconstruido")
    assert de(ahora, RIEGO)["pim"] == Decimal(31593575)


def test_cada_valor_que_cede_queda_en_la_lista_de_cambios_y_se_dice_al_validar(proyecto):
    ahora = con_mef(proyecto, f"{RIEGO},20477317,32000000,,,,,,2025-12,reconstruido")
    [cambio] = ahora.tablas[TABLA].to_dict("records")  # el PIA es el mismo: no es un cambio
    assert (cambio["cui"], cambio["campo"], cambio["registrado"], cambio["mef"]) == (RIEGO, "pim", 31593575, 32000000)
    assert any("se usa el valor del MEF" in s.regla and "31593575" in s.regla for s in ahora.supuestos)


def test_una_inversion_que_no_esta_en_el_mef_se_advierte(proyecto):
    ahora = con_mef(proyecto, f"{RIEGO},,,,,,,,2025-12,reconstruido")
    avisos = [a for a in ahora.advertencias if "no está en los archivos del MEF" in a.regla]
    assert CARRETERA in {a.valor for a in avisos} and RIEGO not in {a.valor for a in avisos}


def test_el_total_se_recalcula_y_su_procedencia_nombra_la_fila_del_mef(proyecto):
    antes = cifra(con_mef(proyecto), "pim_csp")
    ahora = cifra(con_mef(proyecto, f"{RIEGO},,32000000,,,,,,2025-12,reconstruido"), "pim_csp")
    assert ahora["valor"] - antes["valor"] == (Decimal(32000000) - Decimal(31593575)) / 1_000_000
    assert any("mef_inversiones.csv, fila 2" in lugar for lugar in ahora["lugares"])
    assert not any("mef_inversiones.csv" in lugar for lugar in antes["lugares"])


def test_un_f12b_visto_despues_que_el_del_archivo_se_conserva(proyecto):
    assert de(con_mef(proyecto, f"{RIEGO},,,,,,,2025-10-01,2025-12,reconstruido"), RIEGO)["fecha_f12b"] == date(2025, 11, 20)


def test_un_f12b_posterior_al_corte_de_la_region_no_se_usa(proyecto):
    assert de(con_mef(proyecto, f"{RIEGO},,,,,,,2026-02-01,2025-12,reconstruido"), RIEGO)["fecha_f12b"] == date(2025, 11, 20)


def test_una_fecha_absurda_del_mef_no_impide_el_informe(proyecto):
    archivo = proyecto.data / PROGRAMA / REGION / "mef_inversiones.csv"
    archivo.write_text(f"cui,inicio_fisico,fin_fisico,origen\n{RIEGO},1900-01-01,2099-12-31,reconstruido\n", encoding="utf-8")
    programa = cargar_programa(PROGRAMA, proyecto)
    assert not revisar(programa, cargar_region(programa, REGION, proyecto), proyecto).errores


def test_sin_datos_del_mef_la_cartera_es_la_escrita(proyecto):
    programa = cargar_programa(PROGRAMA, proyecto)
    nucleo = abrir_nucleo(programa, cargar_region(programa, REGION, proyecto), proyecto)
    assert nucleo.tablas[TABLA].empty
    assert set(nucleo.tablas["inversiones"]["campos_mef"]) == {()}
    assert isinstance(nucleo.tablas["mef_inversiones"], pd.DataFrame)


def test_el_cuadro_dice_lo_escrito_lo_del_mef_y_la_diferencia_con_la_fila_de_cada_uno(proyecto):
    con_mef(proyecto, f"{RIEGO},,32000000,,,,,2025-12-20,2025-12,reconstruido")
    cuadro = abrir(PROGRAMA, REGION).cuadro("actualizacion_mef")
    del_pim, del_f12b = cuadro.filas
    escrito, del_mef, diferencia = del_pim.celdas[3:6]
    assert (escrito.en_cuadro, del_mef.en_cuadro, diferencia.valor) == ("S/\xa031,593,575", "S/\xa032,000,000", 406425)
    assert escrito.lugares == (f"data/{PROGRAMA}/{REGION}/inversiones.csv, fila 2",)
    assert del_mef.lugares == (f"data/{PROGRAMA}/{REGION}/mef_inversiones.csv, fila 2",)
    assert del_f12b.celdas[3:5] == ("20/11/2025", "20/12/2025")


def test_sin_diferencias_el_cuadro_dice_que_coinciden(proyecto):
    con_mef(proyecto, f"{RIEGO},,31593575,,,,,,2025-12,reconstruido")
    assert "coinciden" in abrir(PROGRAMA, REGION).cuadro("actualizacion_mef").html()
