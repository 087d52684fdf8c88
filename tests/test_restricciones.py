"""Cuellos de botella: frecuencia, días, medidas que los levantaron y lo que sigue abierto."""

from datetime import date
from decimal import Decimal as D

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA as PUBLICADO

from sistematizacion import abrir
from sistematizacion.analisis.restricciones import abiertas, con_dias, de_la_medida, medidas, por_tipo
from sistematizacion.presentacion.piezas import Nada, Prosa

DEMOSTRACION, REGION = "demostracion", "valleverde"
CORTE = date(2025, 12, 31)
FILA = {"cui": "1000001", "tipo": "terreno", "descripcion": "Sin terreno", "medida": "", "responsable": "",
        "fecha": date(2025, 7, 1), "fecha_levantamiento": None, "estado": "abierta"}  # fmt: skip
LEVANTADA = {"estado": "levantada", "fecha_levantamiento": date(2025, 7, 11), "medida": "Acta"}


def tabla(*filas: dict) -> pd.DataFrame:
    return con_dias(pd.DataFrame([FILA | f for f in filas], dtype=object), CORTE)


def celdas(nombre: str, programa: str = DEMOSTRACION, region: str = REGION) -> list[list[str]]:
    return [[getattr(c, "en_cuadro", c) for c in f.celdas] for f in abrir(programa, region).cuadro(nombre).filas]


def dejar(proyecto, elegir) -> None:
    """Deja en el registro solo las restricciones que ``elegir`` acepta."""
    archivo = proyecto.data / DEMOSTRACION / REGION / "restricciones.csv"
    filas = pd.read_csv(archivo, dtype=str, keep_default_na=False)
    filas[elegir(filas)].to_csv(archivo, index=False)


def test_los_dias_van_al_levantamiento_o_al_corte():
    hecha = tabla({}, LEVANTADA, LEVANTADA | {"fecha_levantamiento": None}, {"fecha": date(2026, 1, 5)})
    assert list(hecha["dias"]) == [183, 10, None, None]


def test_los_tipos_van_del_mas_frecuente_con_las_medianas_de_cada_estado():
    hechos = por_tipo(
        tabla(
            {"tipo": "clima"}, LEVANTADA, LEVANTADA | {"fecha_levantamiento": date(2025, 7, 21)}, {"estado": "en_proceso"},
        )
    ).to_dict("records")  # fmt: skip
    assert [(f["tipo"], f["restricciones"], f["levantadas"], f["abiertas"]) for f in hechos] == [
        ("terreno", 3, 2, 1), ("clima", 1, 0, 1),
    ]  # fmt: skip
    assert (hechos[0]["dias_levantadas"], hechos[0]["dias_abiertas"]) == (D(15), D(183))
    assert hechos[1]["dias_levantadas"] is None


def test_la_misma_medida_escrita_de_otro_modo_es_la_misma_y_otro_tipo_la_separa():
    hecha = tabla(LEVANTADA, LEVANTADA | {"medida": "ACTA "}, LEVANTADA | {"tipo": "permisos"}, {"medida": "Acta"})
    filas = medidas(hecha).to_dict("records")
    assert [(f["medida"], f["tipo"], f["levantadas"], f["dias"]) for f in filas] == [
        ("Acta", "terreno", 2, D(10)), ("Acta", "permisos", 1, D(10)),
    ]  # fmt: skip
    assert list(de_la_medida(hecha, "Acta", "terreno").index) == [0, 1]


def test_lo_abierto_va_de_lo_mas_antiguo_y_lo_levantado_no_esta():
    hecha = abiertas(tabla({"fecha": date(2025, 12, 1)}, LEVANTADA, {"estado": "en_proceso"}, {"fecha": date(2026, 2, 1)}))
    assert list(hecha["dias"]) == [183, 30, None]


def test_el_cuadro_de_la_demostracion_suma_y_da_sus_medianas():
    filas = celdas("cuellos_de_botella")
    assert filas[-1] == ["Todas", "15", "10", "5", "42", "133"]
    assert sum(int(f[1]) for f in filas[:-1]) == 15
    assert [f[-1] for f in celdas("cuellos_abiertos")] == ["134", "133", "133", "114", "92"]
    assert sum(int(f[2]) for f in celdas("medidas")) == 10


def test_sin_nada_abierto_se_dice_en_palabras(proyecto):
    dejar(proyecto, lambda f: f["estado"] == "levantada")
    inf = abrir(DEMOSTRACION, REGION)
    assert isinstance(inf.cuadro("cuellos_abiertos"), Prosa)
    assert "No queda ninguna abierta" in inf.prosa("cuellos").html()
    assert inf.grafico("cuellos").titulo == "Se levantaron todas las restricciones: 10"


def test_con_una_sola_restriccion_la_prosa_va_en_singular(proyecto):
    dejar(proyecto, lambda f: f.index == 0)
    texto = lxml.html.fromstring(abrir(DEMOSTRACION, REGION).prosa("cuellos").html()).text_content().replace("\xa0", " ")
    assert texto.strip() == "Se registró 1 restricción. No queda ninguna abierta. Levantarla tomó 15 días."


def test_con_ninguna_levantada_no_hay_medidas_que_mostrar(proyecto):
    dejar(proyecto, lambda f: f["estado"] != "levantada")
    inf = abrir(DEMOSTRACION, REGION)
    assert isinstance(inf.cuadro("medidas"), Prosa) and "Todavía no se levantó ninguna" in inf.prosa("cuellos").html()


@pytest.mark.parametrize("pieza", ["cuellos_de_botella", "medidas", "cuellos_abiertos"])
def test_sin_registro_no_hay_cuadro_y_la_prosa_dice_que_falta(pieza):
    inf = abrir(PUBLICADO, "junin")
    assert isinstance(inf.cuadro(pieza), Nada) and "no se llevó el registro de restricciones" in inf.prosa("cuellos").html()
