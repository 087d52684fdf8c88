"""Los gráficos que comparan regiones: dicen quién va primero, no inventan ceros y no enciman textos."""

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import pandas as pd
import pytest
from conftest import MARCA, PROGRAMA
from matplotlib.figure import Figure

from sistematizacion.nucleo.nucleo import abrir_nucleo_del_programa
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.expediente import NoAplica, SinDatos
from sistematizacion.presentacion.graficos import comparados, tablero
from sistematizacion.presentacion.graficos.lienzo import ALTO_IMPRESO
from sistematizacion.presentacion.marca import usar
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.rutas import rutas

DE_FILAS = (comparados.ejecucion, comparados.hitos, comparados.cierres, comparados.igeip)
TODOS = (*DE_FILAS, comparados.participantes, comparados.satisfaccion, tablero.tablero)
NOMBRES = ("Lima Metropolitana", "Madre de Dios", "Ica", "San Martín", "Huancavelica", "La Libertad")


def abrir() -> ExpedienteDelPrograma:
    lugares = rutas()
    programa = cargar_programa(PROGRAMA, lugares)
    regiones = [cargar_region(programa, r, lugares) for r in programa.regiones]
    return ExpedienteDelPrograma(abrir_nucleo_del_programa(programa, regiones, lugares))


@lru_cache
def con_regiones(cuantas: int) -> ExpedienteDelPrograma:
    """Un programa de tantas regiones, con los datos de las tres repetidos bajo otros nombres."""
    nucleo = abrir().nucleo
    hechas = []
    for n in range(cuantas):
        original = nucleo.regiones[(n + 1) % 3]
        clave, nombre = f"r{n}", NOMBRES[n % 6] if n < 6 else f"{NOMBRES[n % 6]} {n}"
        tablas = {
            t: filas.assign(ambito=[clave if a == original.region.clave else a for a in filas["ambito"]])
            for t, filas in original.tablas.items()
        }
        region = original.region.model_copy(update={"clave": clave, "nombre": nombre})
        hechas.append(replace(original, region=region, tablas=tablas))
    return ExpedienteDelPrograma(replace(nucleo, regiones=tuple(hechas)))


def cambiar(exp: ExpedienteDelPrograma, region: str, tabla: str, hacer) -> ExpedienteDelPrograma:
    """El mismo programa con una tabla de una región cambiada por ``hacer``."""
    nucleos = [
        replace(n, tablas=n.tablas | {tabla: hacer(n.tablas[tabla]).reset_index(drop=True)})
        if n.region.clave == region
        else n
        for n in exp.nucleo.regiones
    ]
    return ExpedienteDelPrograma(replace(exp.nucleo, regiones=tuple(nucleos)))


def sin(indicador: str):
    return lambda cifras: cifras[cifras["indicador"] != indicador]


def con_valor(indicador: str, valor: int):
    return lambda cifras: cifras.assign(
        valor=[
            type(v)(valor) if i == indicador else v for i, v in zip(cifras["indicador"], cifras["valor"], strict=True)
        ]
    )


def con_calificador(indicador: str, calificador: str):
    return lambda cifras: cifras.assign(
        calificador=[
            calificador if i == indicador else c
            for i, c in zip(cifras["indicador"], cifras["calificador"], strict=True)
        ]
    )


def editar(proyecto, archivo: str, *cambios: tuple[str, str]) -> None:
    ruta = proyecto.data / PROGRAMA / archivo
    texto = ruta.read_text(encoding="utf-8")
    for viejo, nuevo in cambios:
        assert viejo in texto
        texto = texto.replace(viejo, nuevo)
    ruta.write_text(texto, encoding="utf-8")


@pytest.fixture(autouse=True)
def con_marca():
    """La marca ya leída: fuera de un informe se busca cada vez que se mide un texto."""
    with usar(MARCA):
        yield


@pytest.fixture
def figuras(monkeypatch) -> list[Figure]:
    """Las figuras que se van escribiendo."""
    hechas: list[Figure] = []
    guardar = Figure.savefig
    monkeypatch.setattr(Figure, "savefig", lambda self, *a, **k: (hechas.append(self), guardar(self, *a, **k))[1])
    return hechas


def cajas(figura: Figure) -> list[tuple[str, object]]:
    dibujante = figura._get_renderer()
    return [(t.get_text(), t.get_window_extent(dibujante)) for eje in figura.axes for t in eje.texts if t.get_text()]


@pytest.mark.parametrize("cuantas", [1, 2, 3, 5, 8, 12, 13, 26])
@pytest.mark.parametrize("grafico", TODOS, ids=lambda g: g.__name__)
def test_ningun_texto_se_sale_ni_se_encima_de_otro(grafico, cuantas, figuras):
    exp = con_regiones(cuantas)
    if grafico is tablero.tablero and cuantas > tablero.MAXIMO:
        pytest.skip("no se hace con tantas regiones")
    grafico(exp)
    alto, ancho = figuras[-1].bbox.height, figuras[-1].bbox.width
    textos = cajas(figuras[-1])
    fuera = [t for t, c in textos if c.x0 < -1 or c.y0 < -1 or c.x1 > ancho + 1 or c.y1 > alto + 1]
    encimados = [
        (a, b)
        for (a, ca), (b, cb) in combinations(textos, 2)
        if min(ca.x1, cb.x1) - max(ca.x0, cb.x0) > 1 and min(ca.y1, cb.y1) - max(ca.y0, cb.y0) > 2.5
    ]
    assert (fuera, encimados) == ([], [])


@pytest.mark.parametrize("grafico", [g for g in TODOS if g is not tablero.tablero], ids=lambda g: g.__name__)
def test_con_todas_las_regiones_del_pais_cabe_en_una_pagina_y_dice_todas_sus_cifras(grafico, figuras):
    hecho = grafico(con_regiones(26))
    assert figuras[-1].get_figheight() <= ALTO_IMPRESO
    assert [c.en_cuadro for c in hecho.cifras if c.en_cuadro not in hecho.alt] == []


def test_con_muchas_regiones_va_el_tema_mayor_de_cada_una_y_su_total():
    hecho = comparados.participantes(con_regiones(26))
    assert "Madre de Dios: integridad, 98; total publicado, >\u00a0200. Ica: capacitaciones temáticas, 88." in hecho.alt
    assert len(hecho.cifras) == 26 + 9
    assert "coaching" not in hecho.alt


def test_con_muchas_regiones_va_la_respuesta_mas_favorable_aunque_nadie_la_diera():
    def nadie(filas: pd.DataFrame) -> pd.DataFrame:
        return filas.assign(respuesta=filas["respuesta"].replace("muy_satisfecho", "satisfecho"))

    hecho = comparados.satisfaccion(cambiar(con_regiones(26), "r0", "encuesta", nadie))
    assert "Lima Metropolitana (n = 7), muy satisfecho 0 (0.0%)" in hecho.alt
    assert "Ica (n = 8), muy significativa 7 (87.5%)" in hecho.alt
    assert "muy satisfecho, 8" not in hecho.alt and ", satisfecho" not in hecho.alt
    exp = cambiar(con_regiones(13), "r2", "encuesta", lambda filas: filas.iloc[:0])
    assert "Ica, sin dato" in comparados.satisfaccion(exp).alt


@pytest.mark.parametrize("grafico", TODOS, ids=lambda g: g.__name__)
def test_el_texto_alternativo_dice_todas_las_cifras_dibujadas(grafico):
    hecho = grafico(abrir())
    assert hecho.cifras
    assert [c.en_cuadro for c in hecho.cifras if c.en_cuadro not in hecho.alt] == []
    assert all(c.nombre for c in hecho.cifras)


@pytest.mark.parametrize("grafico", TODOS, ids=lambda g: g.__name__)
def test_los_mismos_datos_dan_el_mismo_grafico(grafico):
    assert grafico(abrir()) == grafico(abrir())


@pytest.mark.parametrize("grafico", [comparados.ejecucion, comparados.hitos], ids=lambda g: g.__name__)
def test_una_region_sin_el_dato_conserva_su_lugar_y_dice_por_que(grafico):
    hecho = grafico(abrir())
    assert ">Junín<" in hecho.svg
    assert ">—<" in hecho.svg
    assert "Junín: sin dato." in hecho.alt
    assert any("sin contar a Junín" in nota for nota in hecho.notas)
    assert any(nota.startswith("Junín: ") for nota in hecho.notas)


@pytest.mark.parametrize("grafico", DE_FILAS, ids=lambda g: g.__name__)
def test_sin_ninguna_region_con_el_dato_no_hay_grafico(grafico):
    exp = abrir()
    for region in exp.programa.regiones:
        exp = cambiar(exp, region, "cifras", lambda cifras: cifras.iloc[:0])
    with pytest.raises(SinDatos):
        grafico(exp)


def test_los_titulos_siguen_a_los_datos(proyecto):
    antes = [g(abrir()).titulo for g in (comparados.igeip, comparados.hitos, comparados.participantes)]
    assert [t.split(" ")[0] for t in antes[:2]] == ["Cusco", "Cusco"]
    assert antes[2].endswith("fue el de Cusco: 301 en capacitaciones temáticas")
    editar(
        proyecto,
        "arequipa/cifras.csv",
        ("igeip_puesto,,,7,", "igeip_puesto,,,1,"),
        ("hitos_logrados,,,7,", "hitos_logrados,,,8,"),
        ("participantes,tema,tematicas,88,", "participantes,tema,tematicas,301,"),
    )
    editar(
        proyecto,
        "cusco/cifras.csv",
        ("igeip_puesto,,,1,", "igeip_puesto,,,7,"),
        ("participantes,tema,tematicas,301,", "participantes,tema,tematicas,88,"),
    )
    exp = abrir()
    assert comparados.igeip(exp).titulo.startswith("Arequipa obtuvo el mejor puesto")
    assert comparados.hitos(exp).titulo.endswith("de los hitos de su plan: 8 de 8")
    assert "Arequipa: 301" in comparados.participantes(exp).titulo
    assert "de Arequipa, en ejecución, hitos, IGEIP y satisfacción" in tablero.tablero(exp).titulo


def test_el_empate_es_empate_y_si_todas_empatan_nadie_va_primero():
    exp = cambiar(abrir(), "junin", "cifras", con_valor("igeip_puesto", 1))
    assert comparados.igeip(exp).titulo.startswith("Cusco y Junín comparten el mejor puesto")
    exp = cambiar(
        cambiar(exp, "arequipa", "cifras", con_valor("hitos_logrados", 8)),
        "cusco",
        "cifras",
        con_valor("hitos_logrados", 9),
    )
    assert comparados.hitos(exp).titulo.startswith("Arequipa y Cusco cumplieron o superaron la misma proporción")
    assert "hitos" not in tablero.tablero(exp).titulo


def test_solo_se_ordenan_las_cifras_de_la_misma_fecha():
    fuera = "Arequipa no entra en el orden: su cifra es un porcentaje publicado, sin los conteos."
    exp = cambiar(abrir(), "arequipa", "cifras", con_valor("cierre_porcentaje", 99))
    hecho, cuadricula = comparados.cierres(exp), tablero.tablero(exp)
    assert hecho.titulo.startswith("Junín cerró la mayor proporción")
    assert fuera in hecho.notas
    assert "de Junín, en cierre de inversiones" in cuadricula.titulo
    assert fuera.replace("orden", "orden de cierre de inversiones") in cuadricula.notas
    assert not any("no entra en el orden" in nota for nota in comparados.igeip(exp).notas)


def test_si_no_quedan_dos_cifras_comparables_nadie_va_primera():
    nadie = "No se dice qué región va primera"
    exp = cambiar(abrir(), "junin", "cifras", sin("cierres_efectivos"))
    hecho = comparados.cierres(exp)
    assert hecho.titulo == "Qué proporción de lo que tenía por cerrar cerró cada región"
    assert any(nota.startswith(nadie) for nota in hecho.notas)
    assert "cierre de inversiones" not in tablero.tablero(exp).titulo
    assert any(nota.startswith(f"{nadie} en cierre de inversiones") for nota in tablero.tablero(exp).notas)
    exp = abrir()
    for region in ("arequipa", "cusco"):
        exp = cambiar(exp, region, "cifras", con_calificador("igeip_puesto", "maximo"))
    assert comparados.igeip(exp).titulo == "Qué puesto obtuvo cada región en el IGEIP"
    assert "IGEIP" not in tablero.tablero(exp).titulo


def test_con_una_sola_region_no_hay_primera():
    exp = con_regiones(1)
    assert comparados.hitos(exp).titulo == "Lima Metropolitana cumplió o superó 8 de 9 hitos de su plan"
    assert "mejor" not in comparados.igeip(exp).titulo
    assert "primer lugar es" not in tablero.tablero(exp).titulo


def test_con_mas_de_cuatro_regiones_el_titulo_las_cuenta():
    assert comparados.hitos(con_regiones(26)).titulo.startswith("Nueve regiones cumplieron o superaron la mayor")
    assert ", en nueve más" not in comparados.ejecucion(con_regiones(26)).titulo


def test_si_el_programa_tiene_metas_la_ejecucion_se_compara_con_ellas(proyecto):
    catalogo = proyecto.params / "indicadores.yml"
    meta = (
        "  meta_avance_pim:\n    nombre: Meta de avance\n    grupo: ejecucion\n    definicion: La meta.\n"
        "    unidad: porcentaje\n    decimales: 0\n"
    )
    catalogo.write_text(
        catalogo.read_text(encoding="utf-8").replace("indicadores:\n", "indicadores:\n" + meta, 1), encoding="utf-8"
    )
    ruta = proyecto.data / PROGRAMA / "cusco" / "cifras.csv"
    columnas = ruta.read_text(encoding="utf-8").splitlines()[0].split(",")
    fila = {
        "indicador": "meta_avance_pim", "valor": "98", "unidad": "porcentaje", "calificador": "exacto",
        "fecha_corte": "2025-12-31", "origen": "registrado",
    }  # fmt: skip
    ruta.write_text(
        ruta.read_text(encoding="utf-8") + ",".join(fila.get(c, "") for c in columnas) + "\n", encoding="utf-8"
    )
    hecho = comparados.ejecucion(abrir())
    assert "Cusco: cartera, 96.06%; meta, 98%; diferencia, -1.94 puntos." in hecho.alt
    assert (
        hecho.titulo
        == "En Arequipa la cartera seleccionada avanzó prácticamente lo mismo que su referencia; en Cusco, menos"
    )
    assert "−1.94" in hecho.svg


def test_un_porcentaje_publicado_se_distingue_del_que_sale_de_un_conteo():
    hecho = comparados.cierres(abrir())
    assert "publicado, 10/02/2026" in hecho.svg
    assert f"{132} de {190} inversiones" in hecho.svg


def test_los_participantes_no_se_suman_y_el_total_conserva_su_calificador():
    hecho = comparados.participantes(abrir())
    assert ">\u00a0200" in hecho.alt
    assert "La fuente no distingue a mujeres de hombres." in hecho.notas
    assert not any(texto in hecho.alt for texto in ("315", "114", "223"))


def test_si_hay_mujeres_y_hombres_van_aparte_y_con_trama():
    def con_sexos(cifras: pd.DataFrame) -> pd.DataFrame:
        filas = cifras[(cifras["indicador"] == "participantes") & (cifras["categoria"] == "oxi")]
        return pd.concat([cifras, filas.assign(categoria="mujeres"), filas.assign(categoria="hombres")])

    hecho = comparados.participantes(cambiar(abrir(), "arequipa", "cifras", con_sexos))
    assert "La fuente no distingue a mujeres de hombres en Cusco y Junín." in hecho.notas
    assert "mujeres, 26; hombres, 26" in hecho.alt
    assert hecho.svg.count("<pattern") == 2


def test_la_encuesta_reune_a_todas_las_personas_y_explica_la_region_que_no_la_hizo():
    assert comparados.satisfaccion(abrir()).titulo.startswith("19 de las 23 personas encuestadas")
    exp = cambiar(abrir(), "cusco", "encuesta", lambda filas: filas.iloc[:0])
    hecho = comparados.satisfaccion(exp)
    assert hecho.titulo.startswith("13 de las 16 personas encuestadas")
    assert "Cusco, sin dato" in hecho.alt
    assert any("sin contar a Cusco" in nota for nota in hecho.notas)


def test_una_respuesta_que_no_cabe_en_su_segmento_se_escribe_debajo(figuras):
    def muchas(filas: pd.DataFrame) -> pd.DataFrame:
        base = filas[filas["pregunta"] == "satisfaccion"].iloc[:1]
        respuestas = ["muy_satisfecho"] * 57 + ["poco_satisfecho", "poco_satisfecho", "nada_satisfecho"]
        return pd.concat([base.assign(respondente=f"p{n}", respuesta=r) for n, r in enumerate(respuestas)])

    comparados.satisfaccion(cambiar(abrir(), "cusco", "encuesta", muchas))
    assert "poco satisfecho, 2 · 3.3%; nada satisfecho, 1 · 1.7%" in [texto for texto, _ in cajas(figuras[-1])]


def test_el_tablero_es_para_pocas_regiones():
    with pytest.raises(NoAplica, match="hasta cinco regiones"):
        tablero.tablero(con_regiones(6))


def test_sin_unas_cifras_el_tablero_pone_la_raya():
    exp = abrir()
    for region in exp.programa.regiones:
        exp = cambiar(exp, region, "cifras", sin("igeip_puesto"))
    hecho = tablero.tablero(exp)
    assert "IGEIP" not in hecho.titulo + hecho.alt
    assert hecho.svg.count(">—<") == 3
