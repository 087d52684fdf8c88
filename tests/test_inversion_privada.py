"""Inversión privada: modalidad por fase, convenios firmados y la diferencia entre sus montos."""

from datetime import date
from decimal import Decimal as D

import pandas as pd
from conftest import PROGRAMA as PUBLICADO

from sistematizacion import abrir
from sistematizacion.analisis.inversion_privada import convenios, por_modalidad_y_fase, sumar
from sistematizacion.nucleo.esquemas.cartera import FASES_DE_OXI, MODALIDADES_DE_OXI
from sistematizacion.presentacion.cuadro import Cuadro
from sistematizacion.presentacion.cuadros.inversion_privada import FASES, MODALIDADES
from sistematizacion.presentacion.piezas import Nada, Prosa

DEMOSTRACION, REGION = "demostracion", "valleverde"
FILA = {"cui": "", "nombre": "Escuela", "modalidad": "oxi", "fase": "idea", "monto": D(10), "convenio": "",
        "fecha_convenio": None, "monto_convenio": None}  # fmt: skip


def tabla(*filas: dict) -> pd.DataFrame:
    return pd.DataFrame([FILA | f for f in filas], dtype=object)


def celdas(nombre: str) -> list[list[str]]:
    return [[getattr(c, "en_cuadro", c) for c in f.celdas] for f in abrir(DEMOSTRACION, REGION).cuadro(nombre).filas]


def cambiar(proyecto, funcion) -> None:
    archivo = proyecto.data / DEMOSTRACION / REGION / "oxi.csv"
    funcion(pd.read_csv(archivo, dtype=str, keep_default_na=False)).to_csv(archivo, index=False)


def test_cada_modalidad_y_fase_lleva_sus_proyectos_y_su_monto():
    hecha = por_modalidad_y_fase(
        tabla({"fase": "convenio"}, {"monto": None}, {}, {"modalidad": "app", "monto": None}), MODALIDADES_DE_OXI, FASES_DE_OXI
    )
    assert [tuple(f.values()) for f in hecha.to_dict("records")] == [
        ("oxi", "idea", 2, D(10), 1), ("oxi", "convenio", 1, D(10), 0), ("app", "idea", 1, None, 1),
    ]  # fmt: skip


def test_la_suma_dice_cuantos_montos_faltan_y_no_los_toma_por_cero():
    assert sumar(pd.Series([D(1), None, D(2)], dtype=object)) == (D(3), 1)
    assert sumar(pd.Series([None], dtype=object)) == (None, 1)


def test_los_convenios_van_por_fecha_con_su_diferencia():
    hechos = convenios(
        tabla(
            {}, {"convenio": "C-3", "monto_convenio": D(9)},
            {"convenio": "C-2", "fecha_convenio": date(2025, 9, 1), "monto_convenio": D(12)},
            {"convenio": "C-1", "fecha_convenio": date(2025, 8, 1), "monto": None, "monto_convenio": D(5)},
        )
    )  # fmt: skip
    assert list(zip(hechos["convenio"], hechos["diferencia"], strict=True)) == [("C-1", None), ("C-2", D(2)), ("C-3", D(-1))]


def test_toda_modalidad_y_toda_fase_tienen_nombre():
    assert (tuple(MODALIDADES), tuple(FASES)) == (MODALIDADES_DE_OXI, FASES_DE_OXI)


def test_el_cuadro_de_la_demostracion_da_sus_totales():
    filas = celdas("inversion_privada")
    assert [c.replace("\xa0", " ") for c in filas[-1]] == ["Toda la cartera", "Todas las fases", "11", "S/ 360,350,000"]
    assert ["Proyecto en activos (PA)", "Formulación", "1"] in [f[:3] for f in filas]


def test_los_convenios_de_la_demostracion_suman():
    filas = [[c.replace("\xa0", " ") for c in f] for f in celdas("convenios_firmados")]
    assert [f[1] for f in filas[:-1]] == [f"Convenio ficticio 00{n}-2025" for n in range(1, 5)]
    assert filas[-1] == ["Todos", "4", "", "S/ 129,500,000", "S/ 128,110,000", "S/ -1,390,000"]


def test_con_un_monto_sin_registrar_el_total_es_al_menos(proyecto):
    cambiar(proyecto, lambda t: t.assign(monto=["" if n == 4 else m for n, m in enumerate(t["monto"])]))
    assert celdas("inversion_privada")[-1][-1].startswith("≥")


def test_sin_convenios_se_dice_en_palabras(proyecto):
    cambiar(proyecto, lambda t: t[t["convenio"] == ""])
    inf = abrir(DEMOSTRACION, REGION)
    assert isinstance(inf.cuadro("convenios_firmados"), Prosa)
    assert "Todavía no se firmó ningún convenio" in inf.prosa("inversion_privada").html()
    assert inf.grafico("fases_oxi").titulo == "Ningún proyecto de 7 tiene convenio firmado"


def test_con_un_solo_proyecto_se_dice_en_singular(proyecto):
    cambiar(proyecto, lambda t: t.head(1))
    inf = abrir(DEMOSTRACION, REGION)
    assert inf.grafico("fases_oxi").titulo == "El único proyecto tiene convenio firmado"
    assert "Su convenio está firmado" in inf.prosa("inversion_privada").html()


def test_donde_solo_hay_cifras_publicadas_se_muestran_y_se_dice_que_falta():
    inf = abrir(PUBLICADO, "junin")
    assert isinstance(inf.cuadro("inversion_privada"), Nada) and isinstance(inf.cuadro("oxi"), Cuadro)
    assert "no se llevó el registro de inversión privada" in inf.prosa("inversion_privada").html()


def test_donde_no_se_acordo_no_se_dice_que_falte():
    inf = abrir(PUBLICADO, "arequipa")
    assert "Sin datos" not in inf.prosa("inversion_privada").html()
    assert "no figura entre los objetivos" in inf.cuadro("oxi").html()
