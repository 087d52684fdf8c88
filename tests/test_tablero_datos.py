"""Lo que el tablero calcula antes de dibujarse: qué fuente manda, las alertas, la proyección y los enteros que van a la página."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from conftest import RAIZ

from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.rutas import Rutas
from sistematizacion.tablero import datos as de_tablero
from sistematizacion.tablero.alertas import Criterios, alertas_de
from sistematizacion.tablero.compacto import compactar
from sistematizacion.tablero.fuentes_mef import DelMef
from sistematizacion.tablero.proyeccion import proyectar

CRITERIOS = Criterios(date(2025, 9, 30), {"critico": Decimal("0.8"), "moderado": Decimal(1)}, 30)
SANA = {
    "situacion": "activa", "retraso": "sin_retraso", "pim": Decimal(100), "devengado": Decimal(60), "devengado_acumulado": Decimal(90),
    "costo": Decimal(200), "programado": Decimal(70), "fecha_f12b": date(2025, 9, 1), "abiertas": 0, "fisico": Decimal(50), "fin_fisico": None,
}  # fmt: skip
CAMBIOS = {
    "spi_critico": {"retraso": "critico"},
    "spi_moderado": {"retraso": "moderado"},
    "devengado_mayor": {"devengado": Decimal("100.01")},
    "sin_devengar": {"devengado": Decimal(0), "programado": None},
    "gasto_atrasado": {"programado": Decimal("75.01")},
    "cerrada_con_pim": {"situacion": "cerrada"},
    "costo_superado": {"devengado_acumulado": Decimal(201)},
    "f12b_viejo": {"fecha_f12b": date(2025, 8, 30)},
    "restriccion": {"abiertas": 2},
    "sin_fisico": {"fisico": None},
    "fisico_mayor": {"fisico": Decimal("100.1")},
    "fin_vencido": {"fin_fisico": date(2025, 9, 29)},
}


def test_una_inversion_sana_o_de_la_que_nada_se_sabe_no_da_alertas():
    assert alertas_de(SANA, CRITERIOS) == []
    assert alertas_de(dict.fromkeys(SANA) | {"abiertas": 0, "retraso": "sin_dato"}, CRITERIOS) == []


@pytest.mark.parametrize("clave", CAMBIOS)
def test_cada_alerta_salta_con_lo_suyo_y_ninguna_otra(clave):
    assert alertas_de(SANA | CAMBIOS[clave], CRITERIOS) == [clave]


def test_la_proyeccion_no_pasa_del_pim_y_sigue_a_los_ultimos_tres_meses():
    cartera = pd.DataFrame({"cui": ["1", "2"], "pim": [Decimal(1000), Decimal(100)], "devengado": [Decimal(300), Decimal(90)]})
    meses = pd.DataFrame([("1", f"2025-{m:02}", Decimal(m)) for m in range(1, 10)] + [("2", "2025-09", Decimal(90))]
                         + [("1", "2024-09", Decimal(40)), ("1", "2024-12", Decimal(10))], columns=["cui", "mes", "devengado"])
    hechas = proyectar(cartera, meses, "2025-09")
    assert hechas.ritmo == {"1": Decimal(324), "2": Decimal(100)}  # (7 + 8 + 9) ÷ 3 × 3 meses; y el tope
    assert hechas.factor == Decimal("1.25")
    assert hechas.patron == {"1": Decimal(375), "2": Decimal(100)}


@pytest.fixture(scope="module")
def unida():
    """La demostración con una inversión de la CSP y otra ajena vistas por el MEF."""
    expediente = abrir_expediente(cargar_programa("demostracion", Rutas(RAIZ)), "valleverde", Rutas(RAIZ))
    del_mef = [
        {"cui": "9920007", "nombre": "Otro nombre", "pim": Decimal("31000000.00"), "devengado": Decimal("5.5"), "clase": "cerrada",
         "avance_fisico": Decimal(12), "corte": "2025-12"},
        {"cui": "3000001", "nombre": "Ajena", "pim": Decimal(7), "estado": "ACTIVO", "avance_fisico": Decimal("33.25")},
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(de_tablero, "del_mef", lambda *_: DelMef(del_mef))
        yield de_tablero.armar(expediente, Rutas(RAIZ))


def test_el_registro_manda_en_lo_suyo_y_el_mef_en_el_presupuesto(unida):
    por_cui = {f["cui"]: f for f in unida.inversiones}
    propia, ajena = por_cui["9920007"], por_cui["3000001"]
    assert propia["nombre"] == "Mejoramiento del sistema de riego de Río Manso" and propia["fisico"] == Decimal("83.5")
    assert (propia["pim"], propia["devengado"], propia["situacion"]) == (Decimal(31000000), Decimal("5.5"), "cerrada")
    assert {"pim", "devengado"} <= propia["del_mef"] and not {"nombre", "fisico"} & propia["del_mef"]
    assert (ajena["conjunto"], ajena["fisico"], ajena["retraso"], ajena["devengado"]) == ("resto", Decimal("33.25"), "sin_dato", None)
    assert {"cui": "9920007", "campo": "pim", "registro": Decimal(31593575)} in unida.diferencias


def test_los_montos_van_en_centimos_y_lo_que_no_se_sabe_va_nulo(unida):
    compacta = compactar(unida)
    lugar = compacta["campos"]["cui"]["v"].index("3000001")
    assert compacta["campos"]["pim"]["v"][lugar] == 700
    assert compacta["campos"]["devengado"]["v"][lugar] is None
    assert compacta["campos"]["fisico"]["d"] == 2 and compacta["campos"]["fisico"]["v"][lugar] == 3325
    assert compacta["campos"]["sector"]["v"][lugar] == -1
