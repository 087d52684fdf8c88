"""El control no junta lo que es de meses distintos: ni el avance con el devengado, ni una cartera con la otra."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from conftest import copiar_proyecto

from sistematizacion.analisis.control import matriz
from sistematizacion.nucleo.corte import Corte
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.informe import InformeAbierto, abrir_expediente

UMBRALES = {"critico": Decimal("0.80"), "moderado": Decimal(1)}
INVERSION = {
    "cui": "1", "nombre": "Una", "unidad_ejecutora": "", "pim_inicial": None, "pim": None, "devengado": None,
    "costo": Decimal(1000), "devengado_acumulado": None, "fecha_f12b": None,
}  # fmt: skip
AVANCE = {
    "cui": "1", "mes": Corte.de_texto("2025-12"), "fisico_programado": Decimal(50), "fisico_ejecutado": Decimal(40),
    "financiero_programado": None, "financiero_ejecutado": None,
}  # fmt: skip
CABECERA = "mes,inversiones,pim,devengado,programado,origen,fuente,seccion\n"


def cpi_con(corte_del_mef: str) -> Decimal | None:
    mef = {"cui": "1", "devengado_acumulado": Decimal(500), "fecha_f12b": None, "corte": Corte.de_texto(corte_del_mef)}
    tablas = [pd.DataFrame([f], dtype=object) for f in (INVERSION, AVANCE)]
    hecha = matriz(*tablas, pd.DataFrame(columns=["cui"]), pd.DataFrame([mef]), UMBRALES, date(2025, 12, 31), 30)
    return hecha.iloc[0]["cpi"]


@pytest.fixture
def valleverde(tmp_path):
    """La demostración, con sus tablas en CSV, y cómo abrirla después de cambiarlas."""
    lugares = copiar_proyecto(tmp_path)
    programa = cargar_programa("demostracion", lugares)
    carpeta = lugares.data / "demostracion" / "valleverde"
    return carpeta, lambda: InformeAbierto(abrir_expediente(programa, "valleverde", lugares), lugares)


def test_sin_devengado_al_mes_del_avance_fisico_no_hay_cpi():
    assert cpi_con("2025-12") == Decimal("0.8")  # 40 % de 1000, entre 500
    assert cpi_con("2025-11") is None


def test_lo_solo_programado_no_adelanta_el_mes_de_los_cambios(valleverde):
    carpeta, abrir = valleverde
    avances = pd.read_csv(carpeta / "avances.csv", dtype=str)
    sin_empezar = avances["cui"] == "9920084"
    avances = avances[sin_empezar | (avances["mes"] != "2025-12")]  # los demás llegan a noviembre
    avances.loc[avances["cui"] == "9920084", "fisico_programado"] = "0"
    avances.loc[avances["cui"] == "9920084", "fisico_ejecutado"] = ""
    avances.to_csv(carpeta / "avances.csv", index=False)
    cuadro = abrir().cuadro("cambios_del_mes")
    assert cuadro.titulo.startswith("En noviembre de 2025")
    assert [c.titulo for c in cuadro.columnas[1:3]] == ["Octubre de 2025", "Noviembre de 2025"]


@pytest.mark.parametrize(("mes", "se_compara"), [("2025-12", True), ("2025-11", False)])
def test_la_cartera_total_de_otro_mes_no_se_compara(valleverde, mes, se_compara):
    carpeta, abrir = valleverde
    (carpeta / "mef_cartera.csv").write_text(f"{CABECERA}{mes},210,900000000,450000000,,,,\n", encoding="utf-8")
    cuadro = abrir().cuadro("cartera_total")
    assert ("450,000,000" in cuadro.html()) == se_compara
