"""Una región nueva, de ``new`` a su PDF, llenando solo el libro como lo haría quien coordina."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lectura_pdf import texto_del_pdf

from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.registro.andamio import crear_region
from sistematizacion.rutas import Rutas

PROGRAMA = "altiplano-2026"
FILAS = {  # como se escriben en Excel: palabras de las listas, fechas de verdad y números
    "objetivos": [["obj-1", "Cierre", "Cerrar lo rezagado", "Cerrar las inversiones que ya terminaron"]],
    "hitos": [["hit-1", "obj-1", "Inversiones cerradas", "Inversion", 0, 2, "{cierres_efectivos}"]],
    "actividades": [
        [date(2026, 3, 4), "Comité de seguimiento", "Ordinario", "Avance de las obras", "Obras", "Presencial"],
        [date(2026, 4, 8), "Comité de seguimiento", "Extraordinario", "Adicional de obra", "Obras", "Virtual"],
        [date(2026, 4, 9), "Consulta técnica", None, "Cierre con Formato 09-D", "OPMI", "Virtual"],
    ],
    "capacitaciones": [[date(2026, 5, 6), "Taller de obras por impuestos", "OxI", 2, 4.5, 32, 18, 14, 20]],
    "inversiones": [["2345678", "Agua potable en Lampa", "Infraestructura", "Contrata", 9e6, 1e6, 2e6, 4e6, 3e6]],
    "avances": [
        ["2345678", date(2026, 4, 1), 50, 45, 40, 38],
        ["2345678", date(2026, 5, 1), 60, 46.5, 50, 45],
    ],
    "cierres": [
        ["2111111", "Puente", "Formato 09-D", "Cerrada", date(2026, 2, 2), date(2026, 5, 5)],
        ["2111112", "Posta médica", "Regular", "Cerrada", date(2026, 2, 2), date(2026, 6, 5)],
        ["2111113", "Losa deportiva", "De oficio", "En trámite", date(2026, 2, 2), None],
    ],
    "lecciones": [["lec-1", "Operativa", "Ordenar es cerrar", "Se cerraron {cierres_efectivos:u}.", None, None, "Seguimiento"]],
}  # fmt: skip


def llenar(libro: Path) -> None:
    excel = openpyxl.load_workbook(libro)
    for hoja, filas in FILAS.items():
        for y, fila in enumerate(filas, 2):
            for x, valor in enumerate(fila, 1):
                excel[hoja].cell(y, x).value = valor
    excel.save(libro)


@pytest.fixture
def puno(proyecto: Rutas) -> Path:
    """La región recién creada, con su libro lleno."""
    crear_region(PROGRAMA, "Puno", proyecto, nombre_del_programa="Asistencia técnica a Puno", anio=2026)
    libro = proyecto.data / PROGRAMA / "puno" / "registro.xlsx"
    llenar(libro)
    return libro


def revisada(proyecto: Rutas) -> Revision:
    programa = cargar_programa(PROGRAMA, proyecto)
    return revisar(programa, cargar_region(programa, "puno", proyecto), proyecto)


def test_de_new_al_pdf_llenando_solo_el_libro(puno, orden, proyecto):
    hecha = orden("report", "puno", "--programa", PROGRAMA)
    assert hecha.returncode == 0, hecha.stderr
    impreso = " ".join(texto_del_pdf(proyecto.output / PROGRAMA / "puno" / "cierre.pdf").split())
    assert "Gobierno Regional de Puno" in impreso
    assert "Puno es la única región del programa" in impreso  # el título de su mapa
    assert "2 comités de seguimiento" in impreso
    assert "75.00%" in impreso  # devengado ÷ PIM
    assert "Se cerraron 2 inversiones" in impreso
    assert "registro.xlsx, hoja cierres, filas 2–3" in impreso


def test_las_celdas_malas_del_libro_se_nombran_con_su_hoja_y_su_letra(puno, orden_aqui, proyecto):
    excel = openpyxl.load_workbook(puno)
    excel["cierres"]["F2"] = date(2026, 1, 5)  # antes de su inicio
    excel["avances"]["A3"] = "2345679"
    excel.save(puno)
    errores = "\n".join(map(str, revisada(proyecto).errores))
    assert "hoja cierres, fila 2, columna F (fecha_cierre): «2026-01-05»: el cierre es anterior a su inicio" in errores
    assert "hoja avances, fila 3, columna A (cui): «2345679»: no está en inversiones. ¿Quiso decir 2345678?" in errores
    hecha = orden_aqui("validate", "puno", "--programa", PROGRAMA)
    assert hecha.returncode == 3
    assert "2 errores por corregir" in hecha.stdout
    assert (proyecto.output / PROGRAMA / "puno" / "validacion.html").is_file()


def test_se_lee_con_el_libro_abierto_en_excel_y_se_dice(puno, proyecto):
    puno.with_name("~$registro.xlsx").write_bytes(b"quien lo tiene abierto")
    revision = revisada(proyecto)
    assert revision.errores == ()
    assert any("abierto en Excel" in str(s) for s in revision.supuestos)


def test_una_inversion_en_un_libro_de_cincuenta_columnas_con_una_celda_mala_da_un_solo_error(puno, proyecto):
    excel = openpyxl.load_workbook(puno)
    hoja = excel["inversiones"]
    for x in range(hoja.max_column + 1, 51):  # las que cada quien agrega para sí
        hoja.cell(1, x).value, hoja.cell(2, x).value = f"Apunte {x}", x
    hoja["H2"] = "cuatro millones"
    excel.save(puno)
    [error] = revisada(proyecto).errores
    assert (error.hoja, error.fila, error.letra, error.valor) == ("inversiones", 2, "H", "cuatro millones")
