"""El CSV de un cuadro: se lee de vuelta con sus números y sus textos, y ninguna hoja de cálculo ejecuta nada de él."""

import csv
from io import BytesIO, StringIO

import pandas as pd
import pytest
from test_xlsx import PELIGROSOS, VACIA, cifra, columna, cuadro

from sistematizacion.publicacion.csv_de_cuadro import csv_de_cuadro, csv_de_tabla
from sistematizacion.publicacion.hoja_de_cuadro import en_columnas


def leer(datos: dict) -> pd.DataFrame:
    return pd.read_csv(BytesIO(csv_de_cuadro(datos)), na_values=["[sin dato]"])


def filas(datos: dict) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_de_cuadro(datos).decode("utf-8-sig"), newline="")))


def test_los_numeros_se_leen_como_numeros_y_con_todos_sus_decimales():
    tabla = leer(cuadro(("", "Uno", cifra("1 234.6", "1234.5678", 1)), ("", "Dos", cifra("0", "0"))))
    assert list(tabla["Cuánto"]) == [1234.5678, 0]


def test_lo_que_falta_lo_dice_y_no_es_cero():
    datos = cuadro(("", "Uno", VACIA | {"marca": "a"}), ("", "Dos", cifra("3", "3")), ("", "Tres", " "))
    assert [fila[1] for fila in filas(datos)] == ["Cuánto", "[sin dato]", "3", "[sin dato]"]
    assert leer(datos)["Cuánto"].isna().tolist() == [True, False, True]


def test_un_numero_va_sin_comillas_y_un_codigo_con_ellas():
    datos = cuadro(("", "007", cifra("7", "7")), columnas=[columna("UBIGEO"), columna("Cuánto", "num")])
    assert csv_de_cuadro(datos).splitlines()[1] == b'"007",7'


@pytest.mark.parametrize("malo", [p for p in PELIGROSOS if p.startswith(("=", "+", "-", "@", "\t"))])
def test_un_texto_que_parece_formula_no_se_ejecuta(malo):
    datos = cuadro(("", malo, malo), columnas=[columna(malo), columna("Otra")])
    assert [celda[0] for fila in filas(datos) for celda in fila if celda != "Otra"] == ["'"] * 3


def test_un_numero_negativo_sigue_siendo_numero():
    assert leer(cuadro(("", "Baja", cifra("−2", "-2"))))["Cuánto"].tolist() == [-2]


def test_el_calificador_y_la_unidad_que_el_encabezado_no_dice_van_en_otra_columna():
    monto = cifra("≈ S/ 180.6 millones", "180.6", 1, moneda="millones", calificador="aproximado")
    tabla = leer(cuadro(("", "Monto", monto), ("", "Obras", cifra("3", "3")), ("", "Otra", VACIA)))
    assert list(tabla.columns) == ["Qué", "Cuánto", "Cuánto (como se imprime)"]
    assert tabla["Cuánto (como se imprime)"].tolist()[:2] == ["≈ S/ 180.6 millones", "3"]


def test_la_tabla_que_ya_trae_el_texto_impreso_no_lo_repite():
    monto = cifra("≈ S/ 180.6 millones", "180.6", 1, moneda="millones", calificador="aproximado")
    datos = csv_de_tabla(*en_columnas(cuadro(("", "Monto", monto))), como_se_imprime=False)
    assert list(pd.read_csv(BytesIO(datos)).columns) == ["Qué", "Cuánto"]


def test_la_unidad_que_ya_esta_en_el_encabezado_no_se_repite():
    avance = cifra("96.06%", "96.06", 2, simbolo="%")
    datos = cuadro(("", "Avance", avance), columnas=[columna("Qué"), columna("Avance", "num", unidad="% del PIM")])
    assert filas(datos) == [["Qué", "Avance (% del PIM)"], ["Avance", "96.06"]]


def test_los_grupos_pasan_a_una_columna():
    tabla = leer(cuadro(("grupo", "Primero"), ("", "Uno", cifra("1", "1")), ("grupo", "Segundo"), ("", "Dos", cifra("2", "2"))))
    assert tabla["Grupo"].tolist() == ["Primero", "Segundo"]


def test_empieza_con_la_marca_que_excel_espera_y_termina_con_salto_de_linea():
    bytes_ = csv_de_cuadro(cuadro(("", "Año\ny más", cifra("1", "1"))))
    assert bytes_.startswith(b"\xef\xbb\xbf")
    assert bytes_.endswith(b"\r\n")
    assert filas(cuadro(("", "Año\ny más", cifra("1", "1"))))[1][0] == "Año\ny más"


def test_un_cuadro_sin_filas_conserva_sus_encabezados():
    assert filas(cuadro()) == [["Qué", "Cuánto"]]
