"""El programa de demostración: siempre los mismos datos, coherentes, y marcados como ficticios en cada página."""

from io import BytesIO
from pathlib import Path

import openpyxl
import page
import pandas as pd
import pytest
from conftest import MARCA, RAIZ, copiar_proyecto
from errores_sembrados import DESCONOCIDA, REGION, SEMBRADOS, Sembrado, sembrar
from lxml import html
from test_pdf import META, MUESTRA, imprimir, texto
from test_plantilla_html import exportar
from test_xlsx import asiento, cuadro

from sistematizacion.demostracion import REGIONES, generar
from sistematizacion.demostracion.archivos import PROGRAMA, contenidos
from sistematizacion.errores import Problema
from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.origen import FRANJA_FICTICIA
from sistematizacion.produccion.portada import FICTICIO as AVISO_FICTICIO
from sistematizacion.publicacion.xlsx import libro_de_calculo
from sistematizacion.registro.gobiernos import GOBIERNOS
from sistematizacion.rutas import Rutas

PROYECTO = Rutas(RAIZ)
FICTICIO = {"franja": FRANJA_FICTICIA, "avisos": [AVISO_FICTICIO]}


@pytest.fixture(scope="module")
def generado() -> dict[str, dict[str, pd.DataFrame]]:
    return generar()


def revision(region: str, rutas: Rutas) -> Revision:
    programa = cargar_programa(PROGRAMA, rutas)
    return revisar(programa, cargar_region(programa, region, rutas), rutas)


# Los datos


def test_lo_guardado_es_lo_que_el_generador_da() -> None:
    carpeta = PROYECTO.data / PROGRAMA
    tablas = [r for r in carpeta.glob("*/*") if r.suffix in (".csv", ".xlsx")]  # correcciones.yml se escribe a mano
    guardado = {r.relative_to(carpeta).as_posix(): r.read_bytes() for r in tablas}
    generado = contenidos(PROYECTO)
    assert guardado.keys() == generado.keys()
    distintos = [nombre for nombre, contenido in generado.items() if guardado[nombre] != contenido]
    assert not distintos, f"Vuelva a generarlos con «python -m sistematizacion.demostracion»: {distintos}"


def test_toda_fila_se_declara_reconstruida(generado) -> None:
    origenes = {o for tablas in generado.values() for tabla in tablas.values() for o in tabla["origen"]}
    assert origenes == {"reconstruido"}


def test_ni_las_regiones_ni_sus_codigos_existen(generado) -> None:
    reales = GOBIERNOS.values()
    programa = cargar_programa(PROGRAMA, PROYECTO)
    for clave in programa.regiones:
        region = cargar_region(programa, clave, PROYECTO)
        assert region.ubigeo not in {g.ubigeo for g in reales} and region.pliego not in {g.pliego for g in reales}
        assert "(ficticio)" in region.gobierno and region.clave not in {g.clave for g in reales}
    cuis = [c for r in REGIONES for t in ("inversiones", "cierres", "oxi") for c in set(generado[r][t]["cui"]) - {""}]
    assert all(c.startswith("99") and len(c) == 7 for c in cuis)


@pytest.mark.parametrize("region", REGIONES)
def test_la_revision_no_halla_nada_que_corregir(region: str) -> None:
    hecha = revision(region, PROYECTO)
    assert hecha.errores == ()
    sin_obra = [str(a) for a in hecha.advertencias]  # la inversión que aún no empieza, y el anexo lo muestra
    assert all("no tiene ningún avance" in a for a in sin_obra) and len(sin_obra) <= 1


@pytest.mark.parametrize("region", REGIONES)
def test_hay_obras_a_tiempo_obras_atrasadas_y_restricciones_abiertas_solo_en_las_atrasadas(generado, region) -> None:
    avances = generado[region]["avances"]
    diciembre = avances[avances["mes"] == "2025-12"].set_index("cui")
    spi = diciembre["fisico_ejecutado"].astype(float) / diciembre["fisico_programado"].astype(float)
    criticas = set(spi[spi < 0.8].index)
    assert criticas and ((spi >= 0.8) & (spi < 1)).any() and (spi >= 1).any()
    restricciones = generado[region]["restricciones"]
    assert set(restricciones[restricciones["estado"] == "abierta"]["cui"]) == criticas


@pytest.mark.parametrize("region", REGIONES)
def test_los_avances_dibujan_una_curva_que_se_acelera_y_se_frena(generado, region) -> None:
    avances = generado[region]["avances"]
    enteras = 0
    for _, obra in avances.groupby("cui"):
        pasos = obra["fisico_programado"].astype(float).diff().dropna()
        assert (pasos >= 0).all()
        enteras += pasos.iloc[0] < pasos.max() > pasos.iloc[-1]
    assert enteras >= 2


@pytest.mark.parametrize("region", REGIONES)
def test_la_encuesta_alcanza_para_suprimir_un_area_chica(generado, region) -> None:
    encuesta = generado[region]["encuesta"].drop_duplicates("respondente")
    por_area = encuesta["area"].value_counts()
    assert len(encuesta) >= 40 and (por_area < 5).sum() == 1 and len(por_area) >= 5
    assert set(generado[region]["comentarios"]["publicable"]) == {"sí", "no"}


# Los errores sembrados


@pytest.fixture(scope="module")
def sembrada(tmp_path_factory) -> tuple[Problema, ...]:
    """Lo que una sola revisión halla en la copia con todos los errores."""

    rutas = copiar_proyecto(tmp_path_factory.mktemp("sembrada"))
    sembrar(rutas.data / PROGRAMA / REGION)
    return revision(REGION, rutas).hallazgos


@pytest.mark.parametrize("error", SEMBRADOS, ids=lambda s: "-".join(map(str, s.lugar)))
def test_la_validacion_halla_cada_error_sembrado_en_una_pasada(error: Sembrado, sembrada) -> None:
    en_su_celda = [h for h in sembrada if (Path(h.archivo).stem, h.fila, h.columna) == error.lugar]
    assert any(error.espera in str(h) and h.gravedad == error.gravedad for h in en_su_celda), en_su_celda


def test_la_validacion_no_halla_errores_que_no_se_sembraron(sembrada) -> None:
    lugares = {s.lugar for s in SEMBRADOS}
    nombre, _, espera = DESCONOCIDA
    ajenos = [h for h in sembrada if h.gravedad == "error" and (Path(h.archivo).stem, h.fila, h.columna) not in lugares]
    assert [Path(h.archivo).name for h in ajenos] == [nombre] and espera in str(ajenos[0])


# La franja


@pytest.fixture(scope="module")
def impreso() -> bytes:
    return imprimir(MUESTRA.read_text(encoding="utf-8"), **FICTICIO)


def test_cada_pagina_del_pdf_dice_datos_ficticios(impreso: bytes) -> None:
    paginas = texto(impreso, con_artefactos=True)
    assert len(paginas) > 8 and all(FRANJA_FICTICIA in pagina for pagina in paginas)


def test_la_franja_no_se_oye_en_cada_pagina_y_el_pdf_sigue_siendo_accesible(impreso: bytes) -> None:
    con_voz = [n for n, pagina in enumerate(texto(impreso), 1) if FRANJA_FICTICIA in pagina]
    assert con_voz == [1]  # el aviso de la portada
    informe = page.validate_pdf_bytes(impreso, profile="ua1")
    assert informe.is_compliant, [f.message for f in informe.failures]


def test_la_pagina_web_lleva_una_franja_que_no_se_pierde_de_vista_y_sale_en_cada_hoja_impresa() -> None:
    escrita = exportar(**FICTICIO)
    pagina = html.document_fromstring(escrita)
    assert pagina.findtext("head/title").startswith(f"{FRANJA_FICTICIA} · ")
    primera = next(e for e in pagina.find("body") if e.get("class") != "saltar")
    assert (primera.get("class"), primera.text) == ("franja", FRANJA_FICTICIA)
    assert "position: sticky" in escrita and f'@top-center {{ content: "{FRANJA_FICTICIA}"' in escrita


def test_cada_hoja_del_libro_lo_dice_al_leerla_y_al_imprimirla() -> None:
    fila = ("", "a", {"texto": "1", "valor": "1", "decimales": 0})
    libro = openpyxl.load_workbook(BytesIO(libro_de_calculo(META | FICTICIO, [cuadro(fila)], [asiento()], MARCA)))
    assert libro.properties.title.startswith(FRANJA_FICTICIA)
    for hoja in libro:
        assert hoja["A2"].value == FRANJA_FICTICIA, hoja.title
        assert hoja.oddHeader.center.text == FRANJA_FICTICIA


def test_un_programa_real_no_lleva_rastro_de_la_franja() -> None:
    assert 'class="franja"' not in exportar() and "ficticio" not in exportar()
    assert "ficticio" not in cargar_programa("acompanamiento-2025", PROYECTO).model_dump_json()
