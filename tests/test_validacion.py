"""``make validate``: lo que dice en la terminal y en su página, y lo que cuenta de cada tabla."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA, RAIZ
from rich.console import Console

from sistematizacion import terminal
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import Problema
from sistematizacion.nucleo.completitud import capitulos_incompletos, completitud, usos
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.cuadros.advertencias import advertencias
from sistematizacion.presentacion.expediente import NoAplica
from sistematizacion.presentacion.hallazgos import escritas
from sistematizacion.publicacion import validacion
from sistematizacion.rutas import Rutas

LUGARES = Rutas(RAIZ)
CATALOGO = cargar_catalogo(LUGARES)
ESQUEMAS = esquemas(CATALOGO)
LIBRO = f"data/{PROGRAMA}/junin/registro.xlsx"
MALICIA = "[bold]x[/] <script>alert(1)</script> \x1b[31m{{ 7 * 7 }}"


def hallazgo(regla: str = "no es un número", **detalle: object) -> Problema:
    comunes = {"hoja": "avances", "fila": 7, "columna": "fisico_ejecutado", "letra": "D", "valor": "abc"}
    return Problema(LIBRO, regla, "Escríbalo con cifras.", **(comunes | detalle))


def avances(**cambios: list) -> pd.DataFrame:
    """Dos filas de avances: falta una celda y otra no se pudo leer."""
    columnas = {
        "cui": ["2345678", "2345678"], "mes": ["2025-07", "2025-12"], "fisico_programado": ["50", "60"],
        "fisico_ejecutado": [None, "40.5"], "financiero_programado": ["", ""], "financiero_ejecutado": ["1", ""],
        "origen": ["registrado", "reconstruido"], "fuente": ["", ""], "seccion": ["", ""], "archivo": [LIBRO] * 2,
        "hoja": ["avances"] * 2, "fila": [7, 8], "ambito": ["junin"] * 2, "danadas": [("fisico_ejecutado",), ()],
    }  # fmt: skip
    return pd.DataFrame(columnas | cambios)


def revisada(*hallazgos: Problema, region: str = "junin") -> Revision:
    programa, vacia = cargar_programa(PROGRAMA, LUGARES), pd.DataFrame()
    return Revision(
        programa=programa, region=cargar_region(programa, region, LUGARES), catalogo=CATALOGO, esquemas=ESQUEMAS,
        archivos={LIBRO: "ab" * 32}, tablas={n: vacia for n in ESQUEMAS} | {"avances": avances()}, publicadas=vacia,
        calculadas=vacia, correcciones=(), hallazgos=hallazgos,
    )  # fmt: skip


def en_terminal(*revisiones: Revision, ancho: int = 100, **opciones: object) -> str:
    salida = io.StringIO()
    terminal.mostrar(revisiones, Console(file=salida, width=ancho, **opciones))
    return salida.getvalue()


def corrido(texto: str) -> str:
    return " ".join(texto.split())


@pytest.fixture(scope="module")
def lugares(tmp_path_factory: pytest.TempPathFactory) -> Rutas:
    """Las plantillas y los cuadernos de verdad, con otra carpeta de salida; las letras se recortan una sola vez."""
    raiz = tmp_path_factory.mktemp("proyecto")
    for carpeta in ("templates", "notebooks", "params", "data"):
        (raiz / carpeta).symlink_to(RAIZ / carpeta)
    return Rutas(raiz)


# Completitud y usos ---------------------------------------------------------------------------------------------


def test_cada_tabla_dice_cuantas_de_sus_celdas_estan_llenas_y_entre_que_fechas():
    llenado = completitud({"avances": avances()}, ESQUEMAS).set_index("tabla")
    fila = llenado.loc["avances"]
    assert (fila["filas"], fila["celdas"], fila["llenas"], fila["porcentaje"]) == (2, 12, 8, 66)
    assert fila["sin_dato"] == ("Financiero programado",)
    assert (fila["desde"], fila["hasta"]) == (date(2025, 7, 31), date(2025, 12, 31))
    assert (fila["registrado"], fila["publicado"], fila["reconstruido"]) == (1, 0, 1)
    assert fila["con_error"] == 1


def test_una_tabla_sin_filas_no_tiene_porcentaje():
    llenado = completitud({}, ESQUEMAS)
    assert list(llenado["tabla"]) == list(ESQUEMAS)
    assert llenado["porcentaje"].isna().all()
    assert set(llenado["filas"]) == {0}


def test_cien_por_ciento_es_que_no_falta_ninguna_celda():
    tabla = pd.concat([avances(financiero_programado=["1", "1"], fisico_ejecutado=["1", "1"])] * 200)
    tabla.loc[:, "financiero_ejecutado"] = ["1"] * 399 + [""]
    assert completitud({"avances": tabla}, ESQUEMAS).set_index("tabla").loc["avances", "porcentaje"] == 99


def test_una_columna_optativa_que_nadie_uso_no_cuenta_como_falta():
    fila = {"indicador": "cartera_csp", "valor": 1, "unidad": "inversion", "calificador": "exacto", "dimension": "d",
            "categoria": "c", "fecha_corte": date(2025, 1, 1), "nota": "n", "motivo": ""}  # fmt: skip
    assert completitud({"cifras": pd.DataFrame([fila])}, ESQUEMAS).set_index("tabla").loc["cifras", "porcentaje"] == 100


def test_cada_tabla_dice_a_que_capitulos_y_a_que_informes_alimenta():
    programa = cargar_programa(PROGRAMA, LUGARES)
    titulos = validacion.titulos_de_capitulos(programa, LUGARES.notebooks)
    usadas = usos(programa, ESQUEMAS, titulos)
    de_avances = usadas[usadas["tabla"] == "avances"].set_index("nombre")["informes"]
    assert de_avances["Resultados alcanzados"] == ("Informe de cierre", "Informe de cierre comparativo")
    assert de_avances["Control físico-financiero de la cartera"] == ("Control de la cartera de inversiones",)


def test_un_capitulo_sin_ninguna_tabla_con_filas_se_queda_sin_datos():
    programa = cargar_programa(PROGRAMA, LUGARES)
    usadas = usos(programa, ESQUEMAS)
    incompletos = capitulos_incompletos(usadas, completitud({"avances": avances()}, ESQUEMAS)).set_index("capitulo")
    assert incompletos.loc["satisfaccion", "sin_datos"]
    assert not incompletos.loc["resultados", "sin_datos"]
    assert "Avances mensuales" in incompletos.loc["resultados", "con_datos"]
    assert "Comentarios de la encuesta" in incompletos.loc["satisfaccion", "vacias"]


def test_de_las_cifras_cuentan_las_escritas_y_no_las_calculadas():
    programa = cargar_programa(PROGRAMA, LUGARES)
    revision = revisar(programa, cargar_region(programa, "junin", LUGARES), LUGARES)
    llenado = completitud(escritas(revision), ESQUEMAS).set_index("tabla")
    assert llenado.loc["cifras", "filas"] == len(revision.publicadas)
    assert llenado.loc["cifras", "publicado"] > 50


# Terminal -------------------------------------------------------------------------------------------------------


def test_lo_primero_es_si_se_puede_hacer_el_informe():
    con_error = en_terminal(revisada(hallazgo(), hallazgo(gravedad="supuesto")))
    assert "Junín: No se puede hacer el informe: hay 1 error por corregir en 1 archivo." in con_error.splitlines()[1]
    assert "1 error · 0 advertencias · 1 supuesto" in con_error.splitlines()[2]
    assert "Se puede hacer el informe" in en_terminal(revisada(hallazgo(gravedad="advertencia"))).splitlines()[1]


@pytest.mark.parametrize("ancho", [30, 80, 200])
def test_cada_error_dice_donde_esta_que_se_hallo_y_que_hacer_en_cualquier_ancho(ancho):
    texto = en_terminal(revisada(hallazgo()), ancho=ancho)
    junto = corrido(texto)
    assert "Hoja avances" in junto
    assert "Fila 7, columna D, «Físico ejecutado» (fisico_ejecutado): «abc»" in junto
    assert "No es un número. Qué hacer: Escríbalo con cifras." in junto
    assert max(map(len, texto.splitlines())) <= ancho


def test_los_datos_nunca_son_marcas_de_rich_ni_gobiernan_la_terminal():
    texto = en_terminal(revisada(hallazgo(valor=MALICIA, regla="[red]regla[/red]")), force_terminal=True, ancho=200)
    assert "«[bold]x[/] <script>alert(1)</script> \\x1b[31m{{ 7 * 7 }}»" in texto
    assert "[red]regla[/red]" in texto


def test_con_la_consola_de_la_orden_tambien_se_respeta_la_sangria_y_nada_termina_en_espacios():
    lineas = en_terminal(revisada(hallazgo()), ancho=50, soft_wrap=True).splitlines()
    antes_de_las_tablas = lineas[: lineas.index("Qué tan llenas están las tablas")]
    assert [linea for linea in antes_de_las_tablas if linea.endswith(" ")] == []
    assert "    (fisico_ejecutado): «abc»" in lineas


def test_sin_terminal_o_con_no_color_no_hay_codigos_de_color(monkeypatch):
    assert "\x1b" not in en_terminal(revisada(hallazgo()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", en_terminal(revisada(hallazgo()), force_terminal=True))


def test_dos_mil_errores_no_inundan_la_pantalla():
    texto = en_terminal(revisada(*(hallazgo(fila=n) for n in range(2, 2002))))
    assert texto.count("No es un número.") == terminal.VISIBLES_POR_ARCHIVO
    assert "… y 1,950 más; validacion.html los trae todos." in texto
    assert "hay 2,000 errores" in texto


def test_un_error_en_una_tabla_comun_se_lista_una_vez_y_detiene_a_todas_las_regiones():
    comun = replace(hallazgo(), archivo=f"data/{PROGRAMA}/comun/registro.xlsx")
    texto = en_terminal(revisada(comun), revisada(comun, region="cusco"))
    assert texto.count("No es un número.") == 1
    assert texto.count("No se puede hacer el informe") == 2


def test_de_varias_regiones_la_terminal_da_un_resumen_de_cada_una():
    texto = corrido(en_terminal(revisada(), revisada(region="cusco")))
    assert f"Cusco: 1 de {len(ESQUEMAS)} tablas con datos, 2 filas, 66% de sus celdas llenas." in texto
    assert "Capítulos sin datos: Objetivos, " in texto


def test_con_errores_el_codigo_de_salida_es_el_de_los_datos():
    assert terminal.codigo_de_salida([revisada(hallazgo()), revisada()]) == 3
    assert terminal.codigo_de_salida([revisada(hallazgo(gravedad="advertencia"))]) == 0


# Página ---------------------------------------------------------------------------------------------------------


def abierta(ruta: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(ruta.read_text(encoding="utf-8"))


def test_la_pagina_trae_todos_los_errores_con_su_lugar(lugares):
    ruta = validacion.publicar([revisada(*(hallazgo(fila=n) for n in range(2, 202)))], lugares)
    assert lugares.relativa(ruta) == f"output/{PROGRAMA}/junin/validacion.html"
    filas = abierta(ruta).xpath("//section[@id='errores']//tbody/tr")
    assert len(filas) == 200
    assert [celda.text_content() for celda in filas[0]] == [
        "2", "D, «Físico ejecutado» (fisico_ejecutado)", "«abc»", "No es un número.", "Escríbalo con cifras.",
    ]  # fmt: skip


def test_la_pagina_escapa_los_datos_y_no_pide_nada_a_la_red(lugares):
    pagina = abierta(validacion.publicar([revisada(hallazgo(valor=MALICIA, hoja=MALICIA))], lugares))
    assert not pagina.xpath("//script | //link | //img | //iframe | //@onclick")
    assert "<script>alert(1)</script> \\x1b[31m{{ 7 * 7 }}" in pagina.text_content()
    assert not re.search(r"url\((?!\"data:)|@import", "".join(pagina.xpath("//style/text()")))


def test_la_pagina_se_recorre_por_encabezados_tablas_y_enlaces(lugares):
    hallazgos = [hallazgo(gravedad=g) for g in ("error", "advertencia", "supuesto")]
    pagina = abierta(validacion.publicar([revisada(*hallazgos), revisada(region="cusco")], lugares))
    assert pagina.get("lang") == "es-PE"
    assert len(pagina.xpath("//h1")) == 1
    assert all(tabla.xpath("caption and .//th[@scope='col']") for tabla in pagina.xpath("//table"))
    assert all(len(fila.xpath("th[@scope='row']")) == 1 for fila in pagina.xpath("//tbody/tr"))
    ids = pagina.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {enlace[1:] for enlace in pagina.xpath("//a/@href")} <= set(ids)


def test_la_pagina_del_programa_va_a_su_carpeta_y_nombra_a_todas_las_regiones(lugares):
    ruta = validacion.publicar([revisada(hallazgo()), revisada(region="cusco")], lugares)
    assert ruta.parent.name == "comparativo"
    texto = abierta(ruta).text_content()
    assert "Junín. No se puede hacer el informe" in texto
    assert "Cusco. Se puede hacer el informe" in texto
    assert validacion.publicar([revisada()], lugares, del_programa=True) == ruta


def test_los_mismos_datos_dan_los_mismos_bytes(lugares):
    primera = validacion.publicar([revisada(hallazgo())], lugares).read_bytes()
    assert validacion.publicar([revisada(hallazgo())], lugares).read_bytes() == primera


def test_un_hallazgo_de_todo_el_archivo_tambien_se_lee(lugares):
    suelto = Problema(LIBRO, "no se puede abrir", "Quítele la contraseña.")
    assert "No se puede abrir. Qué hacer: Quítele la contraseña." in corrido(en_terminal(revisada(suelto)))
    assert "No se puede abrir." in abierta(validacion.publicar([revisada(suelto)], lugares)).text_content()


# Anexo ----------------------------------------------------------------------------------------------------------


class Abierto:
    """De un expediente, lo que el cuadro usa."""

    def __init__(self, *hallazgos: Problema) -> None:
        self.nucleo = type("Nucleo", (), {"advertencias": hallazgos})()
        self.catalogo = CATALOGO


def test_las_advertencias_viajan_al_anexo_del_informe():
    cuadro = advertencias(Abierto(hallazgo("supera al PIM", gravedad="advertencia", valor="<b>9</b>")))
    assert cuadro.filas[0].celdas[1:] == ("<b>9</b>", "Supera al PIM.")
    assert "avances" in cuadro.filas[0].celdas[0]
    assert "&lt;b&gt;9" in cuadro.html()


def test_si_son_muchas_el_anexo_trae_las_primeras_y_lo_dice():
    cuadro = advertencias(Abierto(*(hallazgo(gravedad="advertencia", fila=n) for n in range(2, 302))))
    assert len(cuadro.filas) == 100
    assert cuadro.notas[0].startswith("Son 300 advertencias; aquí van las primeras 100.")


def test_sin_advertencias_no_hay_cuadro():
    with pytest.raises(NoAplica, match="no dejó advertencias"):
        advertencias(Abierto())
