"""El control de la cartera: SPI, CPI, estado, avances y totales calculados a mano desde los números de los CSV."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from conftest import RAIZ

from sistematizacion.analisis.control import cambios, curvas, de_la_cartera, frente_a_la_region, matriz, ritmos, totales
from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

CARRETERA, ARCHIVO = "9920014", "9920084"
UMBRALES = {"critico": Decimal("0.80"), "moderado": Decimal(1)}
CORTE = date(2025, 12, 31)
D = Decimal


@pytest.fixture(scope="module")
def tablas() -> dict[str, pd.DataFrame]:
    rutas = Rutas(RAIZ)
    programa = cargar_programa("demostracion", rutas)
    return dict(revisar(programa, cargar_region(programa, "valleverde", rutas), rutas).tablas)


@pytest.fixture(scope="module")
def hecha(tablas) -> pd.DataFrame:
    return la_matriz(tablas["inversiones"], tablas["avances"], tablas["restricciones"])


def la_matriz(inversiones, avances, restricciones, mef=None, corte=CORTE, dias=30) -> pd.DataFrame:
    return matriz(inversiones, avances, restricciones, pd.DataFrame() if mef is None else mef, UMBRALES, corte, dias)


def fila(hecha: pd.DataFrame, cui: str) -> dict:
    return hecha[hecha["cui"] == cui].iloc[0].to_dict()


def inversion(cui="1", **campos) -> dict:
    return dict.fromkeys(
        ("unidad_ejecutora", "pim_inicial", "pim", "devengado", "costo", "devengado_acumulado", "fecha_f12b")
    ) | {"cui": cui, "nombre": f"Inversión {cui}"} | campos  # fmt: skip


def avance(mes: str, programado, ejecutado, cui="1", financiero=None) -> dict:
    return {
        "cui": cui, "mes": Corte.de_texto(mes), "fisico_programado": como(programado), "fisico_ejecutado": como(ejecutado),
        "financiero_programado": None, "financiero_ejecutado": como(financiero),
    }  # fmt: skip


def como(valor) -> Decimal | None:
    return None if valor is None else D(str(valor))


def tabla(*filas: dict, columnas=()) -> pd.DataFrame:
    return pd.DataFrame(list(filas), columns=list(columnas) or None, dtype=object)


def sin_restricciones() -> pd.DataFrame:
    return tabla(columnas=("cui", "tipo", "medida", "responsable", "fecha", "fecha_levantamiento", "estado"))


def sola(*avances: dict, corte=CORTE, mef=None, **campos) -> dict:
    columnas = list(avance("2025-01", 0, 0))
    hecha = la_matriz(tabla(inversion(**campos)), tabla(*avances, columnas=columnas), sin_restricciones(), mef, corte)
    return hecha.iloc[0].to_dict()


def test_la_carretera_de_la_demostracion_hecha_a_mano(hecha):
    # costo 54 700 000; PIM 39 682 151 → 36 110 757; devengado 29 321 935; acumulado 33 859 300
    # dic.: 90.2 y 64.0; nov.: 86.3 y 63.2
    f = fila(hecha, CARRETERA)
    assert f["variacion"] == 36110757 - 39682151 == -3571394
    assert round(f["variacion_porcentaje"], 2) == D("-9.00")  # −3 571 394 ÷ 39 682 151 × 100
    assert round(f["avance_pim"], 2) == D("81.20")  # 29 321 935 ÷ 36 110 757 × 100
    assert round(f["avance_financiero"], 2) == D("61.90")  # 33 859 300 ÷ 54 700 000 × 100
    assert (f["programado"], f["ejecutado"]) == (D("90.2"), D("64.0"))
    assert round(f["spi"], 4) == D("0.7095")  # 64.0 ÷ 90.2
    assert f["valor_ganado"] == 35008000  # 64.0 % de 54 700 000
    assert round(f["cpi"], 4) == D("1.0339")  # 35 008 000 ÷ 33 859 300
    assert f["estado"] == "critico"  # 0.7095 < 0.80
    assert round(f["diferencia"], 4) == D("-0.0228") and f["tendencia"] == "empeora"  # 0.7095 − 63.2 ÷ 86.3 (0.7323)
    assert (f["dias_f12b"], f["f12b_vencido"]) == (37, True)  # del 24 de noviembre al 31 de diciembre
    assert (f["restriccion"]["tipo"], f["restriccion"]["responsable"]) == ("conflicto_social", "Gerencia de Desarrollo Social")


def test_el_archivo_de_la_demostracion_hecho_a_mano(hecha):
    # costo 4 700 000; PIM 3 883 656 sin variar; devengado y acumulado 3 409 850; dic.: 91.5 y 78.7; nov.: 82.1 y 71.8
    f = fila(hecha, ARCHIVO)
    assert (f["variacion"], f["variacion_porcentaje"]) == (0, 0)
    assert round(f["avance_pim"], 2) == D("87.80")  # 3 409 850 ÷ 3 883 656 × 100
    assert round(f["avance_financiero"], 2) == D("72.55")  # 3 409 850 ÷ 4 700 000 × 100
    assert round(f["spi"], 4) == D("0.8601") and f["estado"] == "moderado"  # 78.7 ÷ 91.5
    assert f["valor_ganado"] == 3698900 and round(f["cpi"], 4) == D("1.0848")  # 78.7 % de 4 700 000; ÷ 3 409 850
    assert round(f["diferencia"], 4) == D("-0.0144") and f["tendencia"] == "empeora"  # 0.8601 − 71.8 ÷ 82.1 (0.8745)
    assert (f["dias_f12b"], f["f12b_vencido"]) == (5, False)
    assert f["restriccion"]["tipo"] == "rotacion"  # la última sin levantar, no la última de todas


def test_los_totales_de_esas_dos_inversiones_hechos_a_mano(hecha):
    t = totales(hecha[hecha["cui"].isin([CARRETERA, ARCHIVO])])
    assert (t["pim_inicial"], t["pim"], t["devengado"]) == (43565807, 39994413, D("32731785"))
    assert (t["costo"], t["acumulado"]) == (59400000, D("37269150"))
    assert round(t["avance_pim"], 2) == D("81.84")  # 32 731 785 ÷ 39 994 413 × 100
    assert round(t["avance_financiero"], 2) == D("62.74")  # 37 269 150 ÷ 59 400 000 × 100
    # planeado: 54 700 000 × 90.2 % + 4 700 000 × 91.5 % = 49 339 400 + 4 300 500; ganado: 35 008 000 + 3 698 900
    assert round(t["programado"], 4) == D("90.3029") and round(t["ejecutado"], 4) == D("65.1631")
    assert round(t["spi"], 4) == D("0.7216")  # 38 706 900 ÷ 53 639 900
    assert round(t["cpi"], 4) == D("1.0386")  # 38 706 900 ÷ 37 269 150
    assert (t["estados"]["critico"], t["estados"]["moderado"]) == (1, 1)


def test_la_suma_de_la_cartera_es_la_de_su_tabla(hecha):
    t = totales(hecha)
    assert (t["inversiones"], t["pim_inicial"], t["pim"], t["devengado"]) == (12, 163197577, 171998340, D("157561670"))
    assert not t["incompletas"] and sum(t["estados"].values()) == 12


def test_con_lo_programado_en_cero_no_hay_spi_y_se_dice_que_no_se_programo():
    f = sola(avance("2025-12", 0, 0), costo=D(100))
    assert (f["spi"], f["estado"], f["tendencia"]) == (None, "sin_programar", "sin_anterior")


def test_una_inversion_sin_avances_conserva_su_presupuesto_y_no_tiene_desempeno():
    f = sola(pim=D(200), devengado=D(50), costo=D(400), devengado_acumulado=D(100))
    assert (f["avance_pim"], f["avance_financiero"]) == (25, 25)
    assert (f["mes"], f["spi"], f["cpi"], f["estado"]) == (None, None, None, "sin_dato")


def test_si_el_ultimo_mes_no_tiene_lo_ejecutado_vale_el_anterior_y_no_hay_cpi():
    f = sola(avance("2025-11", 80, 60), avance("2025-12", 90, None), costo=D(100), devengado_acumulado=D(50))
    assert (f["mes"].month, f["spi"], f["estado"]) == (11, D("0.75"), "critico")
    assert f["cpi"] is None  # el devengado llega a diciembre y lo físico a noviembre


def test_un_mes_posterior_al_corte_no_cuenta():
    f = sola(avance("2025-11", 80, 60), avance("2026-01", 100, 100), costo=D(100))
    assert (f["mes"].month, f["ejecutado"]) == (11, 60)


def test_sin_devengado_acumulado_el_financiero_es_el_de_los_avances_y_se_sabe():
    f = sola(avance("2025-12", 80, 60, financiero=55), costo=D(100))
    assert (f["avance_financiero"], f["acumulado_de"], f["cpi"]) == (55, "avances", None)


def test_el_estado_no_se_redondea_en_el_umbral():
    assert sola(avance("2025-12", "100", "79.99"))["estado"] == "critico"
    assert sola(avance("2025-12", "100", "80"))["estado"] == "moderado"
    assert sola(avance("2025-12", "100", "100"))["estado"] == "sin_retraso"


def test_lo_proyectado_sigue_el_ritmo_de_los_ultimos_tres_meses():
    avances = tabla(*(avance(f"2025-0{m}", 10 * m, 6 * m) for m in (6, 7, 8, 9)))
    curva = curvas(avances, CORTE)
    del_mes = {m.month: p for m, p in zip(curva["mes"], curva["proyectado"], strict=True) if p is not None}
    assert del_mes == {9: 54, 10: 60, 11: 66, 12: 72}  # (54 − 36) ÷ 3 = 6 puntos por mes
    r = ritmos(curva, CORTE).iloc[0]
    assert (r["ritmo"], r["brecha"], r["meses"], r["necesario"]) == (6, 36, 3, 12)  # 90 − 54 = 36, en tres meses


def test_un_mes_sin_dato_es_un_hueco_en_la_curva():
    curva = curvas(tabla(avance("2025-09", 50, 40), avance("2025-11", 70, 60)), CORTE)
    octubre = next(f for f in curva.to_dict("records") if f["mes"].month == 10)
    assert (octubre["programado"], octubre["ejecutado"], octubre["proyectado"]) == (None, None, None)


def test_la_curva_de_la_cartera_pondera_por_el_costo():
    inversiones = tabla(inversion("1", costo=D(300)), inversion("2", costo=D(100)))
    curva = de_la_cartera(inversiones, tabla(avance("2025-12", 80, 40), avance("2025-12", 100, 100, "2")), CORTE)
    fisico = curva[curva["clase"] == "fisico"].iloc[0]
    assert (fisico["programado"], fisico["ejecutado"]) == (85, 55)  # (300 × 80 + 100 × 100) ÷ 400 y (300 × 40 + 10 000) ÷ 400


def test_los_cambios_del_mes_dicen_que_estado_mejoro(tablas):
    hechos = cambios(tablas["inversiones"], tablas["avances"], tablas["restricciones"], UMBRALES, CORTE)
    puentes, carretera = (hechos[hechos["cui"] == c].iloc[0] for c in ("9920056", CARRETERA))
    assert (puentes["estado_anterior"], puentes["estado"], puentes["cambio"]) == ("moderado", "sin_retraso", "mejoro")
    assert (carretera["cambio"], carretera["fisico_ejecutado"]) == ("sigue", D("0.8"))  # 64.0 − 63.2
    levantadas = {f["cui"]: len(f["levantadas"]) for f in hechos.to_dict("records") if f["levantadas"]}
    assert levantadas == {"9920077": 1}  # la del 1 de diciembre


def test_lo_devengado_por_la_region_suma_los_meses_del_anio_hasta_el_corte():
    meses = (("2024-12", 90, 500), ("2025-01", 100, 10), ("2025-02", 200, 30), ("2026-01", 300, 5))
    cartera = tabla(*({"mes": Corte.de_texto(m), "inversiones": 3, "pim": D(p), "devengado": D(d)} for m, p, d in meses))
    hecho = frente_a_la_region(cartera, CORTE)
    assert (hecho["pim"], hecho["devengado"], hecho["avance"]) == (200, 40, 20)
    assert frente_a_la_region(cartera.iloc[:0], CORTE) is None
