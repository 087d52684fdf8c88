"""La puerta de accesibilidad del PDF: los informes publicados pasan, y cada comprobación puede fallar."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from conftest import PROGRAMA, PUBLICADOS
from pikepdf import Array, Dictionary, Name, Pdf
from test_arbol import MUESTRA
from test_pdf import imprimir

from sistematizacion import entrega
from sistematizacion.errores import ErrorDeUso
from sistematizacion.publicacion import accesibilidad
from sistematizacion.publicacion.accesibilidad import COMPROBACIONES, exigir_accesible, faltas, faltas_del_validador
from sistematizacion.publicacion.etiquetado import atributo, descender
from sistematizacion.rutas import Rutas


@pytest.fixture(scope="module")
def muestra() -> bytes:
    return imprimir(MUESTRA.read_text(encoding="utf-8"))


def elementos(pdf: Pdf, *clases: str) -> list[Dictionary]:
    return [e for e in descender(pdf.Root.StructTreeRoot) if str(e.S) in clases]


def sin_declararse(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def en_ingles(pdf: Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("en")


def sin_mostrar_titulo(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def sin_normas(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:otra"))


def sin_marcadores(pdf: Pdf) -> None:
    with pdf.open_outline() as indice:
        indice.root.clear()


def con_salto_de_nivel(pdf: Pdf) -> None:
    elementos(pdf, "/H2")[-1].S = Name.H4


def con_parrafos_al_reves(pdf: Pdf) -> None:
    cuerpo = elementos(pdf, "/Document")[0]
    cuerpo.K = Array(list(cuerpo.K)[::-1])


def con_contenido_que_no_se_lee(pdf: Pdf) -> None:
    del elementos(pdf, "/P")[-1].K


def sin_encabezados(pdf: Pdf) -> None:
    for celda in elementos(pdf, "/TH"):
        celda.S = Name.TD


def sin_alcance(pdf: Pdf) -> None:
    del next(a for a in elementos(pdf, "/TH")[0].A if "/Scope" in a)["/Scope"]


def con_fila_incompleta(pdf: Pdf) -> None:
    fila = elementos(pdf, "/TR")[-2]
    fila.K = Array(list(fila.K)[:-1])


def sin_alternativo(pdf: Pdf) -> None:
    del elementos(pdf, "/Figure")[0]["/Alt"]


def con_alternativo_repetido(pdf: Pdf) -> None:
    for figura in elementos(pdf, "/Figure"):
        figura.Alt = pikepdf.String("gráfico")


def con_lista_sin_puntos(pdf: Pdf) -> None:
    for punto in elementos(pdf, "/LI"):
        punto.S = Name.P


def con_enlace_mudo(pdf: Pdf) -> None:
    enlace = next(a for p in pdf.pages for a in p.get("/Annots", ()))
    del enlace["/Contents"]


def con_enlace_suelto(pdf: Pdf) -> None:
    for enlace in elementos(pdf, "/Link"):
        enlace.K = Array([h for h in enlace.K if not isinstance(h, Dictionary)] if isinstance(enlace.K, Array) else [])


def con_texto_sin_marcar(pdf: Pdf) -> None:
    pdf.pages[2].contents_add(b"0 0 m 10 10 l S")


def sin_caracteres(pdf: Pdf) -> None:
    for letra in pdf.pages[2].Resources.Font.values():
        del letra["/ToUnicode"]


def sin_letras_dentro(pdf: Pdf) -> None:
    for letra in pdf.pages[2].Resources.Font.values():
        descriptor = letra.DescendantFonts[0].FontDescriptor
        for clave in ("/FontFile", "/FontFile2", "/FontFile3"):
            if clave in descriptor:
                del descriptor[clave]


def con_ordenes(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


SEMBRADAS: list[tuple[Callable[[Pdf], None], str, str]] = [
    (sin_declararse, "Etiquetado", "no declara"),
    (en_ingles, "Idioma", "«en»"),
    (sin_mostrar_titulo, "Título", "nombre del archivo"),
    (sin_normas, "Normas declaradas", "PDF/UA-1"),
    (sin_marcadores, "Marcadores", "hay 0 marcadores"),
    (con_salto_de_nivel, "Niveles de los títulos", "nivel 4"),
    (con_parrafos_al_reves, "Orden de lectura", "se lee después"),
    (con_contenido_que_no_se_lee, "Orden de lectura", "no se lee"),
    (sin_encabezados, "Tablas", "no tiene encabezados"),
    (sin_alcance, "Tablas", "de fila o de columna"),
    (con_fila_incompleta, "Tablas", "no tienen el mismo ancho"),
    (sin_alternativo, "Textos alternativos", "figura 1 no tiene"),
    (con_alternativo_repetido, "Textos alternativos", "el mismo texto alternativo"),
    (con_lista_sin_puntos, "Listas", "no está hecha de puntos"),
    (con_enlace_mudo, "Enlaces", "no dicen a dónde"),
    (con_enlace_suelto, "Enlaces", "fuera de las etiquetas"),
    (con_texto_sin_marcar, "Contenido sin etiquetar", "página 3: 1"),
    (sin_caracteres, "Letras", "qué carácter"),
    (sin_letras_dentro, "Letras", "dentro del archivo"),
    (con_ordenes, "Nada que se ejecute ni se cierre", "se ejecutan"),
]


@pytest.mark.parametrize(("sembrar", "comprobacion", "mensaje"), SEMBRADAS, ids=[s[0].__name__ for s in SEMBRADAS])
def test_cada_falta_sembrada_se_halla(muestra: bytes, sembrar: Callable, comprobacion: str, mensaje: str) -> None:
    salida = BytesIO()
    with pikepdf.open(BytesIO(muestra)) as documento:
        sembrar(documento)
        documento.save(salida)
    halladas = [f.mensaje for f in faltas(salida.getvalue()) if f.comprobacion == comprobacion]
    assert any(mensaje in hallada for hallada in halladas), halladas


def test_toda_comprobacion_tiene_su_falta_sembrada() -> None:
    assert {comprobacion for _, comprobacion, _ in SEMBRADAS} == set(COMPROBACIONES)


def test_ningun_informe_publicado_tiene_faltas(todo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accesibilidad, "FALSAS", ())  # en lo publicado no queda ni la que no es de accesibilidad
    publicados = {ruta: ruta.read_bytes() for ruta in sorted(todo.glob("*/*.pdf"))}
    con_faltas = {str(r.relative_to(todo)): [*faltas(b), *faltas_del_validador(b)] for r, b in publicados.items()}
    assert {(r.parent.name, r.stem) for r in publicados} == PUBLICADOS
    assert not {r: f for r, f in con_faltas.items() if f}


def test_la_muestra_pasa_la_lista_y_el_validador(muestra: bytes) -> None:
    assert [*faltas(muestra), *faltas_del_validador(muestra)] == []


def test_un_encabezado_que_abarca_dos_filas_vale_para_ambas(muestra: bytes) -> None:
    with pikepdf.open(BytesIO(muestra)) as documento:
        matriz = elementos(documento, "/Table")[-1]
        filas = [[c for c in descender(f) if c.S == "/TD"] for f in descender(matriz) if f.S == "/TR"]
        primera, segunda = [{str(n) for n in atributo(f[0], "/Headers")} for f in filas if len(f) > 1][:2]
    assert {n for n in primera if n.startswith("fila-")} == {n for n in segunda if n.startswith("fila-")}


def test_un_pdf_con_faltas_no_se_entrega_y_el_mensaje_las_dice_todas(muestra: bytes) -> None:
    salida = BytesIO()
    with pikepdf.open(BytesIO(muestra)) as documento:
        en_ingles(documento)
        sin_alternativo(documento)
        documento.save(salida)
    with pytest.raises(ErrorDeUso, match=r"(?s)cierre\.pdf no se entrega.*Idioma: .*Textos alternativos: .*repita"):
        exigir_accesible("cierre.pdf", salida.getvalue())


def test_entregar_pasa_por_la_puerta(todo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(accesibilidad.COMPROBACIONES, "Idioma", lambda _: iter(["sembrada"]))
    with pytest.raises(ErrorDeUso, match="Idioma: sembrada"):
        entrega.entregar(PROGRAMA, "junin", "matrices", Rutas(todo.parents[1]), date(2026, 3, 1))
    assert not (todo.parents[1] / "entregas").exists()
