"""El libro de cálculo: los números son números, nada se ejecuta, nada queda en blanco y sale siempre igual."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from conftest import MARCA
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_pdf import META

from sistematizacion.publicacion.xlsx import libro_de_calculo

OFICINA = shutil.which("soffice")
PELIGROSOS = ["=1+1", "+x", "-2", "@a", "\t=1", "#N/A", "_x0041_", "007", "https://ejemplo.invalid"]
VACIA = {"texto": "—", "vacio": True, "motivo": "", "marca": ""}


def cifra(texto: str, valor: str, decimales: int = 0, **cambios: Any) -> dict[str, Any]:
    exacta = {"simbolo": "", "moneda": "", "ordinal": False, "calificador": "exacto"}
    return {"texto": texto, "valor": valor, "decimales": decimales} | exacta | cambios


def columna(titulo: str, clase: str = "texto", **cambios: Any) -> dict[str, Any]:
    return {"titulo": titulo, "grupo": "", "unidad": "", "clase": clase, "ancho": 1.0} | cambios


def cuadro(*filas: Any, columnas: Any = None, **cambios: Any) -> dict[str, Any]:
    """Un cuadro de dos columnas; cada fila es (clase, celdas…) y un texto suelto es una celda de texto."""
    armadas = [
        {"clase": clase, "celdas": [c if isinstance(c, Mapping) else {"texto": c} for c in celdas]}
        for clase, *celdas in filas
    ]
    base = {
        "rotulo": "Cuadro 1",
        "clave": "x",
        "titulo": "Título",
        "capitulo": "Resultados",
        "notas": [],
        "fuente": "Prueba.",
    }
    return base | {"columnas": columnas or [columna("Qué"), columna("Cuánto", "num")], "filas": armadas} | cambios


def asiento(**cambios: Any) -> dict[str, Any]:
    base = cifra("", "132") | {"nombre": "Cierres", "region": "", "escrito": "132", "unidad": "", "corte": ""}
    otros = {"origen": "calculado", "procedencia": "", "lugares": [], "donde": ["Resumen", "Cuadro 1"], "nota": ""}
    return base | otros | cambios


CIFRAS = [
    (cifra("1,038", "1038"), 1038, "#,##0"),
    (cifra("96.06%", "96.06", 2, simbolo="%"), 96.06, '0.00"%"'),
    (cifra("≈ 120", "120", calificador="aproximado"), 120, '"≈ "#,##0'),
    (cifra("> 200", "200", calificador="minimo"), 200, '"> "#,##0'),
    (cifra("≤ 3.5", "3.5", 1, calificador="maximo"), 3.5, '"≤ "#,##0.0'),
    (cifra("S/ 1,234.50", "1234.5", 2, moneda="unidades"), 1234.5, '"S/ "#,##0.00'),
    (cifra("S/ 180.6 millones", "180.6", 1, moneda="millones"), 180.6, '"S/ "#,##0.0" millones"'),
    (cifra("S/ 1 millón", "1", moneda="millones"), 1, '"S/ "#,##0" millón"'),
    (cifra("2.º", "2", ordinal=True), 2, '0".º"'),
    (cifra("-9.95", "-9.95", 2), -9.95, "#,##0.00"),
    (cifra("S/ -5", "-5", moneda="unidades"), -5, '"S/ "#,##0;"S/ "-#,##0'),
    (cifra("0.00", "-0.004", 2), -0.004, "#,##0.00;#,##0.00"),
    (cifra("1,250.0%", "1250", 1, simbolo="%"), 1250, '#,##0.0"%"'),
    (cifra("69.5%", "69.47368421052631578947368421", 1, simbolo="%"), 69.47368421052632, '0.0"%"'),
]
COMPLETO = [
    cuadro(*[("", f"Fila {n}", c) for n, (c, _, _) in enumerate(CIFRAS)]),
    cuadro(
        ("", "Suelta", VACIA), ("grupo", "Grupo A"), ("", "Uno", cifra("1", "1")), ("grupo", "Grupo B"),
        ("", "Dos", VACIA | {"marca": "a", "motivo": "No se publicó."}), ("total", "Total", cifra("3", "3")),
        rotulo="Cuadro 2", notas=["Una nota.", "(a) No se publicó."],
        columnas=[columna("Qué"), columna("Cuánto", "num", grupo="Personas", unidad="miles")],
    ),
    cuadro(*[("", texto, texto) for texto in PELIGROSOS], rotulo="Cuadro 3", columnas=[columna("=Qué"), columna("=Qué")]),
]  # fmt: skip


def hacer(*cuadros: Any, asientos: Any = (), **cambios: Any) -> bytes:
    return libro_de_calculo(META | cambios, cuadros, asientos, MARCA)


def abrir(contenido: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(contenido))


def tabla(hoja: Worksheet) -> list[tuple[Cell, ...]]:
    """Las celdas de la única tabla de la hoja, con sus encabezados."""
    (unica,) = hoja.tables.values()
    return list(hoja[unica.ref])


def valores(hoja: Worksheet) -> list[list[Any]]:
    return [[celda.value for celda in fila] for fila in tabla(hoja)]


def celdas(libro: Workbook) -> Iterator[Cell]:
    return (celda for hoja in libro for fila in hoja for celda in fila if celda.value is not None)


@pytest.fixture(scope="module")
def contenido() -> bytes:
    return hacer(*COMPLETO, asientos=[asiento(), asiento(valor=None, escrito="—", region="Junín", nota="=1+1")])


@pytest.fixture(scope="module")
def libro(contenido: bytes) -> Workbook:
    return abrir(contenido)


def test_las_hojas_van_en_orden_y_a_la_vista_con_la_primera_abierta(libro: Workbook) -> None:
    assert libro.sheetnames == ["Portada", "Contenido", "Cuadro 1", "Cuadro 2", "Cuadro 3", "Cifras", "Notas"]
    assert libro.active is libro["Portada"]
    assert {hoja.sheet_state for hoja in libro} == {"visible"}
    assert {s.activeCell for hoja in libro for s in hoja.sheet_view.selection} == {"A1"}


@pytest.mark.parametrize("n", range(len(CIFRAS)))
def test_una_cifra_es_un_numero_con_su_formato(libro: Workbook, n: int) -> None:
    celda, (_, valor, formato) = tabla(libro["Cuadro 1"])[n + 1][1], CIFRAS[n]
    assert (celda.data_type, celda.value, celda.number_format) == ("n", valor, formato)


def test_el_valor_exacto_se_guarda_sin_ruido_binario(contenido: bytes) -> None:
    hoja = ZipFile(BytesIO(contenido)).read("xl/worksheets/sheet3.xml").decode()
    assert {"<v>-9.95</v>", "<v>96.06</v>"} <= set(re.findall("<v>[^<]*</v>", hoja))


def test_ningun_texto_de_los_datos_se_ejecuta_ni_se_vuelve_enlace(contenido: bytes, libro: Workbook) -> None:
    filas = tabla(libro["Cuadro 3"])[1:]
    leidos = [fila[0].value.replace("_x005F_", "_") for fila in filas]
    assert leidos == PELIGROSOS
    assert {celda.data_type for fila in filas for celda in fila} == {"s"}
    assert [bool(fila[0].quotePrefix) for fila in filas] == [t[0] in "=+-@\t" for t in PELIGROSOS]
    assert not any(celda.data_type in "fe" for celda in celdas(libro))
    partes = [ZipFile(BytesIO(contenido)).read(n) for n in ZipFile(BytesIO(contenido)).namelist() if "worksheets" in n]
    assert not any(b"<f>" in parte or b"TargetMode" in parte for parte in partes)


def test_lo_que_no_hay_se_dice_y_ninguna_celda_de_tabla_queda_vacia(libro: Workbook) -> None:
    assert [fila[-1] for fila in valores(libro["Cuadro 2"])[1:]] == ["[sin dato]", 1, "[sin dato, nota a]", 3]
    for hoja in libro.worksheets[1:]:
        assert all(celda.value not in (None, "", "—") or celda.column > 2 for fila in tabla(hoja) for celda in fila)
        assert all(celda.value not in (None, "") for fila in tabla(hoja) for celda in fila)


def test_los_grupos_son_una_columna_y_el_total_de_todos_no_es_de_uno(libro: Workbook) -> None:
    filas = valores(libro["Cuadro 2"])
    assert filas[0] == ["Grupo", "Qué", "Personas: Cuánto (miles)"]
    assert [fila[0] for fila in filas[1:]] == ["Sin grupo", "Grupo A", "Grupo B", "Todos los grupos"]


def test_si_cada_grupo_tiene_su_total_cada_total_es_del_suyo() -> None:
    filas = [f for g in "AB" for f in (("grupo", g), ("", "Uno", "1"), ("total", "Total", "1"))]
    assert [f[0] for f in valores(abrir(hacer(cuadro(*filas)))["Cuadro 1"])[1:]] == ["A", "A", "B", "B"]


def test_no_hay_celdas_combinadas_y_cada_hoja_tiene_una_tabla_con_filtro(libro: Workbook) -> None:
    assert not any(hoja.merged_cells.ranges for hoja in libro)
    for hoja in libro.worksheets[1:]:
        (unica,) = hoja.tables.values()
        assert unica.autoFilter.ref == unica.ref
        assert hoja.print_title_rows == "${0}:${0}".format(tabla(hoja)[0][0].row)
    assert list(libro["Cuadro 2"].tables) == ["cuadro_2"]


def test_los_encabezados_de_una_tabla_son_sus_celdas_y_no_se_repiten(libro: Workbook) -> None:
    assert valores(libro["Cuadro 3"])[0] == ["=Qué", "=Qué (2)"]
    repetidas = [columna("A\nb"), columna("a B"), columna(""), columna("x" * 300), columna("x" * 300)]
    otro = abrir(hacer(cuadro(("", *"12345"), columnas=repetidas)))
    for hoja in [*libro.worksheets[1:], otro["Cuadro 1"]]:
        encabezados = valores(hoja)[0]
        assert [c.name for t in hoja.tables.values() for c in t.tableColumns] == encabezados
        assert len({e.casefold() for e in encabezados}) == len(encabezados)
        assert all(0 < len(e) <= 255 for e in encabezados)


def test_los_enlaces_llevan_a_hojas_que_existen(libro: Workbook) -> None:
    destinos = {c.hyperlink.location for c in celdas(libro) if c.hyperlink}
    assert {re.sub(r"^'?(.*?)'?!A1$", r"\1", d) for d in destinos} == set(libro.sheetnames)
    for hoja in libro.worksheets[1:]:
        assert any(c.hyperlink and c.row < tabla(hoja)[0][0].row for c in hoja["A"])


def test_las_notas_estan_en_su_hoja_y_en_la_del_cuadro(libro: Workbook) -> None:
    assert {"Nota 1. Una nota.", "Nota a. No se publicó."} <= {c.value for c in libro["Cuadro 2"]["A"]}
    assert ["Cuadro 2", "Nota a", "No se publicó."] in valores(libro["Notas"])


def test_un_motivo_que_ninguna_nota_dice_no_se_pierde() -> None:
    hecho = abrir(hacer(cuadro(("", "Uno", VACIA | {"marca": "b", "motivo": "Se perdió."}))))
    assert "Nota b. Se perdió." in {c.value for c in hecho["Cuadro 1"]["A"]}


def test_las_cifras_dicen_de_donde_salen_y_donde_se_leen(libro: Workbook) -> None:
    encabezados, primera, segunda = valores(libro["Cifras"])
    una, otra = (dict(zip(encabezados, fila, strict=True)) for fila in (primera, segunda))
    assert (una["Valor"], una["Dónde se imprime"], una["Región"]) == (132, "Resumen; Cuadro 1", "Del programa")
    assert (otra["Valor"], otra["Nota"], otra["Corte"]) == ("[sin dato]", "=1+1", "Sin corte")


def test_la_misma_entrada_da_los_mismos_bytes(contenido: bytes, tmp_path: Path) -> None:
    orden = "import sys, test_xlsx as t; sys.stdout.buffer.write(t.hacer(*t.COMPLETO, asientos=[t.asiento()]))"
    hechos = set()
    for semilla in "12":
        entorno = os.environ | {"PYTHONHASHSEED": semilla, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        hechos.add(subprocess.run([sys.executable, "-c", orden], capture_output=True, env=entorno, check=True).stdout)
    assert hechos == {hacer(*COMPLETO, asientos=[asiento()])}
    assert {i.date_time for i in ZipFile(BytesIO(contenido)).infolist()} == {(2026, 2, 10, 0, 0, 0)}


def test_las_propiedades_del_documento_salen_de_los_metadatos(libro: Workbook) -> None:
    p = libro.properties
    assert (p.title, p.creator, p.language) == (META["titulo"], "Cooperación Ficticia", "es-PE")
    assert p.created == p.modified
    assert p.created.isoformat() == "2026-02-10T00:00:00"


def test_lo_que_un_xml_prohibe_se_ve_y_un_texto_enorme_dice_que_se_corto() -> None:
    malo = "a\x00b\ud800c\uffff"
    hecho = abrir(hacer(cuadro(("", malo, "x" * 40_000), ("", "Uno\nDos", "😀" * 20_000), titulo=malo), titulo=malo))
    (uno, largo), (lineas, emojis) = valores(hecho["Cuadro 1"])[1:]
    assert uno == hecho["Cuadro 1"]["A1"].value == hecho.properties.title == "a�b�c�"
    assert lineas == "Uno\nDos"
    for cortado in (largo, emojis):
        assert cortado.endswith(" […]")
        assert len(cortado.encode("utf-16-le")) // 2 <= 32_767


def test_los_rotulos_largos_repetidos_o_prohibidos_dan_hojas_validas() -> None:
    rotulos = ["Cuadro 1", "cuadro 1", "Notas", "'a/b:[c]*?\\'", "x" * 200, "x" * 200, "", "History", "A1", "R1C1"]
    hecho = abrir(hacer(*[cuadro(("", "Uno", "1"), rotulo=r, titulo="T" * 200) for r in rotulos]))
    assert len({n.casefold() for n in hecho.sheetnames}) == len(hecho.sheetnames) == 4 + len(rotulos)
    assert not any(re.search(r"[\[\]:*?/\\]|^'|'$", n) or not 0 < len(n) <= 31 for n in hecho.sheetnames)
    tablas = [t for hoja in hecho for t in hoja.tables]
    assert len(set(tablas)) == len(tablas)
    assert not any(re.fullmatch(r"[a-z]{1,3}\d*|r\d*c\d*", t) for t in tablas)


def test_un_cuadro_sin_filas_y_un_libro_sin_cuadros_se_hacen() -> None:
    assert valores(abrir(hacer(cuadro()))["Cuadro 1"])[1:] == [["[sin dato]", "[sin dato]"]]
    assert abrir(hacer()).sheetnames == ["Portada", "Contenido", "Cifras", "Notas"]


def test_muchas_notas_no_inmovilizan_toda_la_pantalla(libro: Workbook) -> None:
    assert libro["Cuadro 2"].freeze_panes == f"A{tabla(libro['Cuadro 2'])[1][0].row}"
    assert abrir(hacer(cuadro(("", "Uno", "1"), notas=["Nota."] * 30)))["Cuadro 1"].freeze_panes is None


def convertir(contenido: bytes, carpeta: Path, formato: str) -> Path:
    """Lo que LibreOffice hace del libro."""
    (carpeta / "libro.xlsx").write_bytes(contenido)
    perfil = f"-env:UserInstallation={(carpeta / 'perfil').as_uri()}"
    orden = [str(OFICINA), perfil, "--headless", "--convert-to", formato, "--outdir", str(carpeta), "libro.xlsx"]
    subprocess.run(orden, cwd=carpeta, capture_output=True, timeout=60, check=True)
    return carpeta


@pytest.fixture(scope="module")
def carpeta(contenido: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if OFICINA is None:
        pytest.skip("LibreOffice no está instalado")
    lugar = tmp_path_factory.mktemp("oficina")
    convertir(contenido, lugar, "pdf")
    return convertir(contenido, lugar, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1")


def test_libreoffice_lo_abre_y_lo_imprime(carpeta: Path, libro: Workbook) -> None:
    with pikepdf.open(carpeta / "libro.pdf") as impreso:
        assert len(impreso.pages) >= len(libro.sheetnames)


def test_libreoffice_lee_cada_valor_como_el_informe(carpeta: Path) -> None:
    with (carpeta / "libro-Cuadro 1.csv").open(encoding="utf-8", newline="") as archivo:
        leidas = dict(fila[:2] for fila in csv.reader(archivo))
    assert [leidas[f"Fila {n}"] for n in range(len(CIFRAS))] == [c["texto"] for c, _, _ in CIFRAS]
    texto = (carpeta / "libro-Cuadro 3.csv").read_text(encoding="utf-8")
    assert all(peligroso in texto for peligroso in PELIGROSOS)
