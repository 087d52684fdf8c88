"""Las reglas del gasto: cada error con su archivo, fila, columna, valor y remedio, y todos a la vez."""

from pathlib import Path

import pytest
from conftest import RAIZ

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import Problema
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.nucleo.reglas import gasto
from sistematizacion.rutas import Rutas

TABLAS = ("gasto", "mef_gasto", "gasto_publicado", "poblacion", "deflactor")
DEFINIDOS = esquemas(cargar_catalogo(Rutas(RAIZ)))
GASTO = "anio,desde,mes,corte,nivel,pliego,vista,codigo,tipo,foco,pia,pim,devengado"
PUBLICADO = "anio,desde,nivel,pliego,vista,codigo,tipo,medida,extremo,valor"
BUENA = "2024,,,,regional,450,total,,total,,10,20,5"


def hallados(carpeta: Path, **contenidos: str) -> list[Problema]:
    """Lo que las reglas dicen de esas tablas, escritas como CSV; las demás van vacías."""
    tablas = {}
    for nombre in TABLAS:
        ruta = carpeta / f"{nombre}.csv"
        encabezado = ",".join(c for c, columna in DEFINIDOS[nombre].columns.items() if columna.required)
        ruta.write_text(contenidos.get(nombre, encabezado) + "\n", encoding="utf-8")
        lectura = leer_archivo(ruta, f"data/p/junin/{nombre}.csv", DEFINIDOS)[nombre]
        tablas[nombre] = lectura.tabla.assign(ambito="junin")
    return list(gasto.revisar(tablas))


def de_gasto(carpeta: Path, *filas: str, tabla: str = "gasto") -> list[Problema]:
    return hallados(carpeta, **{tabla: "\n".join([GASTO, *filas])})


def test_una_fila_buena_no_tiene_problemas(tmp_path):
    assert de_gasto(tmp_path, BUENA, "2024,2021,,,nacional,,funcion,22,proyectos,funcion 22,1,2,1") == []


@pytest.mark.parametrize(
    ("fila", "columna", "valor", "regla"),
    [
        ("2024,,,,regional,450,total,22,total,,,20,", "codigo", "22", "el total no lleva código"),
        ("2024,,,,regional,450,funcion,,total,,,20,", "codigo", "", "falta el código de la parte en la vista «funcion»"),
        ("2024,,,,regional,450,funcion,8,total,,,20,", "codigo", "8", "función tiene 2 cifras. Si es 08, escríbalo así"),
        ("2024,,,,regional,450,programa,68,total,,,20,", "codigo", "68", "tiene 4 cifras. Si es 0068, escríbalo así"),
        ("2024,,,,regional,450,funcion,Salud,total,,,20,", "codigo", "Salud", "tiene 2 cifras. Revíselo."),
        ("2024,2025,,,regional,450,total,,total,,,20,", "desde", "2025", "no es anterior a 2024, el año de la fila"),
        ("2024,2024,,,regional,450,total,,total,,,20,", "desde", "2024", "si la fila es de un solo año, déjelo vacío"),
        ("2024,,3,,regional,450,funcion,22,total,,,,5", "mes", "3", "solo el total se lleva mes a mes"),
        ("2024,2021,3,,regional,450,total,,total,,,,5", "mes", "3", "una fila de varios años no es de un mes"),
        ("2024,,,2023-12,regional,450,total,,total,,,20,", "corte", "2023-12", "es anterior a 2024, el año de la fila"),
        ("2024,,,,local,450,total,,total,,,20,", "pliego", "450", "solo se lleva el pliego de los gobiernos regionales"),
        ("2024,,,,regional,450,total,,total,educación,,20,", "foco", "educación", "como «funcion 22»"),
        ("2023,,,,regional,450,total,,total,,-1,20,", "pia", "-1", "un presupuesto no es negativo"),
        ("2023,,,,regional,450,total,,total,,,-20,", "pim", "-20", "un presupuesto no es negativo"),
    ],
)
def test_cada_error_dice_su_celda_su_valor_y_que_hacer(tmp_path, fila, columna, valor, regla):
    [problema] = de_gasto(tmp_path, BUENA, fila)
    lugar = (problema.archivo, problema.fila, problema.columna, problema.valor, problema.gravedad)
    assert lugar == ("data/p/junin/gasto.csv", 3, columna, valor, "error")
    assert regla in str(problema) and problema.remedio


def test_los_errores_de_un_archivo_salen_todos_a_la_vez(tmp_path):
    filas = ("2024,,,,regional,450,total,22,total,,,-20,", "2024,,3,,local,450,funcion,,total,,,20,", BUENA, BUENA)
    problemas = de_gasto(tmp_path, *filas)
    assert {(p.fila, p.columna) for p in problemas} == {
        (2, "codigo"), (2, "pim"), (3, "codigo"), (3, "mes"), (3, "pliego"), (5, "anio"),
    }  # fmt: skip


def test_la_misma_parte_en_dos_filas_dice_cual_repite(tmp_path):
    [problema] = de_gasto(tmp_path, BUENA, "2024,,,,regional,450,funcion,22,total,,,20,", BUENA)
    assert (problema.fila, problema.columna) == (4, "anio") and "repite la fila 2" in problema.regla


def test_otro_corte_otro_tipo_u_otro_foco_no_son_la_misma_parte(tmp_path):
    otras = ("2024,,,2024-06,regional,450,total,,total,,,9,", "2024,,,,regional,450,total,,proyectos,,,9,",
             "2024,,,,regional,450,total,,total,funcion 22,,9,", "2024,,6,,regional,450,total,,total,,,,9")  # fmt: skip
    assert de_gasto(tmp_path, BUENA, *otras) == []


def test_una_fila_sin_montos_y_un_devengado_mayor_que_el_pim_solo_se_advierten(tmp_path):
    vacia, mayor = de_gasto(tmp_path, "2024,,,,regional,450,total,,total,,,,", "2023,,,,regional,450,total,,total,,,1000,1002")
    assert (vacia.columna, vacia.gravedad, vacia.regla) == ("pim", "advertencia", "la fila no trae ningún monto")
    assert (mayor.columna, mayor.gravedad, mayor.regla) == ("devengado", "advertencia", "es más que el PIM de la fila, 1,000")
    assert de_gasto(tmp_path, "2023,,,,regional,450,total,,total,,,1000,1001") == []  # el redondeo a soles


def test_un_monto_raro_del_mef_se_advierte_y_no_impide_el_informe(tmp_path):
    [problema] = de_gasto(tmp_path, "2024,,,,regional,450,total,,total,,,-20,", tabla="mef_gasto")
    assert problema.gravedad == "advertencia" and problema.archivo.endswith("mef_gasto.csv")


def test_una_celda_con_un_error_de_lectura_no_se_juzga_otra_vez(tmp_path):
    assert de_gasto(tmp_path, "2024,,,,regional,450,total,,total,,,veinte,") == []


@pytest.mark.parametrize(
    ("fila", "columna", "regla"),
    [
        ("2014,2011,regional,,funcion,22,proyectos,variacion_pia_pim,minimo,30", "extremo", "un extremo es de todas las partes"),
        ("2014,2011,regional,,total,,proyectos,variacion_pia_pim,minimo,30", "extremo", "un extremo es de todas las partes"),
        ("2014,2011,regional,,funcion,,proyectos,participacion,maximo,30", "extremo", "un extremo es de todas las partes"),
        ("2014,2011,regional,,funcion,,proyectos,eficacia_pim,,30", "codigo", "falta decir de qué parte es la celda"),
        ("2014,,regional,,total,,proyectos,crecimiento_anual,,30", "desde", "falta desde qué año"),
        ("2014,,regional,,total,,proyectos,devengado_total,,30", "desde", "falta desde qué año"),
        ("2014,2020,regional,,total,,proyectos,devengado_total,,30", "desde", "no es anterior a 2014"),
        ("2014,,,,total,,proyectos,eficacia_pim,,30", "nivel", "solo una participación puede ser de todos los niveles"),
        ("2014,,regional,,total,22,proyectos,eficacia_pim,,30", "codigo", "el total no lleva código"),
        ("2014,,local,450,total,,proyectos,eficacia_pim,,30", "pliego", "solo se lleva el pliego de los gobiernos regionales"),
    ],
)
def test_una_celda_publicada_mal_descrita_se_dice(tmp_path, fila, columna, regla):
    buena = "2014,2011,,,funcion,,proyectos,participacion,,70"
    [problema] = hallados(tmp_path, gasto_publicado="\n".join([PUBLICADO, buena, fila]))
    assert (problema.archivo, problema.fila, problema.columna) == ("data/p/junin/gasto_publicado.csv", 3, columna)
    assert regla in problema.regla and problema.remedio


def test_la_poblacion_y_el_deflactor_van_una_vez_y_el_indice_no_es_cero(tmp_path):
    problemas = hallados(
        tmp_path, poblacion="anio,departamento,habitantes\n2024,12,9\n2024,13,9\n2024,12,8",
        deflactor="anio,indice\n2024,110\n2024,0",
    )  # fmt: skip
    assert [(p.columna, p.fila, p.regla) for p in problemas] == [
        ("anio", 4, "repite la fila 2: el mismo año y departamento"), ("anio", 3, "repite la fila 2: el mismo año"),
        ("indice", 3, "un índice de precios es mayor que cero"),
    ]  # fmt: skip
