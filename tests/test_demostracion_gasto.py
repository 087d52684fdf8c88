"""El gasto de la demostración: inventado, coherente y con los casos que un lector debe ver."""

from decimal import Decimal as D

import pandas as pd
import pytest
from conftest import RAIZ

from sistematizacion.analisis.gasto.cuadre import cuadrar
from sistematizacion.analisis.gasto.hechos import reunir
from sistematizacion.analisis.gasto.medidas import eficacia_pim
from sistematizacion.analisis.gasto.posicion import ordenar
from sistematizacion.analisis.gasto.ritmo import concentracion, mensual
from sistematizacion.analisis.gasto.vistas import Ambito, Hechos
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.demostracion import REGIONES, generar
from sistematizacion.demostracion.gasto import DE_REGION
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.registro.gobiernos import GOBIERNOS
from sistematizacion.rutas import Rutas

ANIO = 2025
DEFINIDOS = esquemas(cargar_catalogo(Rutas(RAIZ)))
VISTAS_DE_REGION = {"total", "funcion", "programa", "fuente", "categoria", "generica", "ejecutora"}


def leida(ambito: str) -> pd.DataFrame:
    archivo = f"data/demostracion/{ambito}/mef_gasto.csv"
    lectura = leer_archivo(RAIZ / archivo, archivo, DEFINIDOS)["mef_gasto"]
    assert not lectura.hallazgos
    return lectura.tabla.assign(ambito=ambito)


@pytest.fixture(scope="module")
def comun() -> pd.DataFrame:
    return leida("comun")


@pytest.fixture(scope="module")
def hechos(comun) -> dict[str, Hechos]:
    """Los de cada región, con los comunes."""
    return {r: Hechos(reunir(pd.concat([leida(r), comun], ignore_index=True), comun.iloc[:0])) for r in REGIONES}


def test_son_veinticinco_gobiernos_que_no_existen_y_lo_dicen(comun):
    de_pliegos = comun[comun["pliego"] != ""]
    assert de_pliegos["pliego"].nunique() == 25 and not set(de_pliegos["pliego"]) & {g.pliego for g in GOBIERNOS.values()}
    assert de_pliegos["gobierno"].str.endswith("(ficticio)").all()
    assert not {g.nombre.casefold() for g in GOBIERNOS.values()} & {
        n.removeprefix("Gobierno Regional de ").removesuffix(" (ficticio)").casefold() for n in de_pliegos["gobierno"]
    }


def test_las_tablas_son_chicas_porque_leerlas_demora(comun):
    assert len(comun) < 3000 and all(len(leida(r)) < 700 for r in REGIONES)


def test_todo_lo_que_es_el_mismo_dinero_cuadra_con_algun_sol_de_redondeo(hechos):
    for vistos in hechos.values():
        cuadres = [c for a in vistos.ambitos() for c in cuadrar(vistos, a)]
        assert len(cuadres) > 1000 and [c for c in cuadres if not c.cuadra] == []
        assert {abs(c.diferencia) for c in cuadres} == {0, 1}


@pytest.mark.parametrize("region", REGIONES)
def test_la_region_y_lo_comun_dicen_lo_mismo_de_su_pliego(comun, region):
    columnas = ["anio", "mes", "corte", "vista", "codigo", "tipo", "pia", "pim", "certificado", "devengado", "girado"]
    suyas, propias = (
        {tuple(f[c] for c in columnas) for f in t[t["pliego"] == DE_REGION[region][0]].to_dict("records")}
        for t in (comun, leida(region))
    )
    assert len(suyas) > 80 and suyas < propias


def test_cada_region_trae_todas_sus_vistas_y_lo_que_se_gasta_en_su_departamento():
    for region, (pliego, departamento, _) in DE_REGION.items():
        tabla = leida(region)
        assert set(tabla[tabla["pliego"] == pliego]["vista"]) == VISTAS_DE_REGION
        assert set(tabla[tabla["departamento"] == departamento]["nivel"]) == {"nacional", "regional", "local"}


def test_hay_quien_ejecuta_casi_todo_y_quien_ejecuta_poco(hechos):
    puestos = ordenar(hechos["altamar"], ANIO, "total", 3)
    assert len(puestos) == 25 and puestos[0].valor > 95 and puestos[-1].valor < 60
    assert {p.grupo for p in puestos} == {1, 2, 3}


def test_el_presupuesto_crece_en_el_anio_y_nunca_se_gasta_mas_de_lo_que_hay(hechos):
    for region, (pliego, *_) in DE_REGION.items():
        filas = [f for f in hechos[region].todas if f["pliego"] == pliego and f["vista"] == "total" and f["tipo"] == "total"]
        del_anio = [f for f in filas if f["anio"] == ANIO and not f["mes"]]
        en_orden = sorted(del_anio, key=lambda f: f["corte"].isoformat() if f["corte"] else f"{ANIO}-12")
        assert len(en_orden) == 4 and en_orden[0]["pia"] < en_orden[0]["pim"]
        assert [f["pim"] for f in en_orden] == sorted({f["pim"] for f in en_orden})
        for f in en_orden:
            assert f["girado"] < f["devengado"] < f["certificado"] < f["pim"]


def test_diciembre_va_cargado_y_los_meses_suman_el_anio(hechos):
    for region, (pliego, *_) in DE_REGION.items():
        meses = mensual(hechos[region], Ambito(ANIO, "regional", pliego), "proyectos")
        assert max(meses, key=lambda m: m.devengado).mes == 12 and concentracion(meses) > 15
        assert meses[-1].acumulado == hechos[region].total(Ambito(ANIO, "regional", pliego), "proyectos").devengado


def test_hay_funciones_sin_dato_y_no_se_cuentan_como_cero(hechos):
    [energia] = [p for p in hechos["valleverde"].partes(Ambito(ANIO, "regional", "999"), "funcion") if p.codigo == "12"]
    assert energia.pia is None and energia.pim > 0
    [comunicaciones] = [p for p in hechos["altamar"].partes(Ambito(ANIO, "regional", "982"), "funcion") if p.codigo == "16"]
    assert comunicaciones.devengado is None and eficacia_pim(comunicaciones) is None


def test_el_deflactor_y_la_poblacion_cubren_los_anios_y_dicen_que_son_inventados():
    comunes = generar()["comun"]
    anios = set(comunes["mef_gasto"]["anio"])
    assert set(comunes["deflactor"]["anio"]) == set(comunes["poblacion"]["anio"]) == anios
    assert {departamento for _, departamento, _ in DE_REGION.values()} <= set(comunes["poblacion"]["departamento"])
    assert {*comunes["deflactor"]["serie"], *comunes["poblacion"]["serie"]} == {"Serie inventada"}
    assert all(D(i) > 0 for i in comunes["deflactor"]["indice"])
