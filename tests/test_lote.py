"""Muchos informes a la vez: el fallo de uno no detiene a los demás, nada viejo pasa por nuevo y el final lo dice todo."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import NamedTuple

import pytest
from conftest import PROGRAMA, REGIONES, copiar_proyecto, ejecutar_aqui, ejecutar_orden
from rich.console import Console
from ruamel.yaml import YAML

from sistematizacion.avance import (
    FILAS_VISIBLES,
    en_breve,
    linea_por_linea,
    lineas_de_causas,
    lineas_del_plan,
    tabla_final,
    tablero,
)
from sistematizacion.errores import ErrorDeUso
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import documento
from sistematizacion.produccion.alcance import Aviso
from sistematizacion.produccion.encargo import Encargo, Resultado, encargos_de_todo
from sistematizacion.produccion.envio import Envio
from sistematizacion.produccion.lote import INTERRUMPIDO, Lote, Observador, hacer
from sistematizacion.produccion.resumen import codigo_de_salida
from sistematizacion.publicacion.entrega import marcar_anterior
from sistematizacion.rutas import VARIABLE_RAIZ, Rutas

BREVE = ("lecciones",)


@pytest.fixture
def breve(proyecto):
    """Un proyecto con un solo informe, el más corto, y solo de las regiones."""
    return abreviar(proyecto)


class Corrida(NamedTuple):
    """La primera de todo lo de un proyecto breve."""

    lugares: Rutas
    encargos: list[Encargo]
    vistos: list[Resultado]  # según se supo de cada uno
    hechos: list[Resultado]
    segundos: float


@pytest.fixture(scope="module")
def primera(tmp_path_factory):
    lugares, vistos = abreviar(copiar_proyecto(tmp_path_factory.mktemp("primera"))), []
    encargos, inicio = encargos_de_todo(cargar_programa(PROGRAMA, lugares)), time.monotonic()
    hechos = hacer(Lote(encargos, lugares, Observador(al_terminar=vistos.append)), 2)
    return Corrida(lugares, encargos, vistos, hechos, time.monotonic() - inicio)


@pytest.fixture
def hecho(primera, tmp_path, monkeypatch):
    """El proyecto de la primera corrida, para romperlo."""
    monkeypatch.setenv(VARIABLE_RAIZ, str(tmp_path / "hecho"))
    return Rutas(shutil.copytree(primera.lugares.raiz, tmp_path / "hecho", symlinks=True))


def abreviar(proyecto):
    yaml, ruta = YAML(), proyecto.params / PROGRAMA / "programa.yml"
    programa = yaml.load(ruta)
    for clave in set(programa["informes"]) - set(BREVE):
        del programa["informes"][clave]
    programa["informes"]["lecciones"]["alcances"] = ["region"]
    yaml.dump(programa, ruta)
    return proyecto


def romper_datos(lugares, region):
    ruta = lugares.data / PROGRAMA / region / "cifras.csv"
    ruta.write_text(ruta.read_text(encoding="utf-8").replace(",exacto,", ",exato,", 1), encoding="utf-8")


def romper_prosa(lugares):
    """Hace que falle un capítulo de una región, y solo de ella."""
    plantilla = lugares.templates / "prosa" / "aprendizajes.md.j2"
    plantilla.write_text('{% if region.clave == "cusco" %}{{ c("no_existe") }}{% endif %}Bien.\n', encoding="utf-8")


def test_una_region_que_falla_no_detiene_a_las_demas_y_el_resumen_lo_cuenta(hecho):
    breve = hecho
    romper_datos(breve, "arequipa")
    romper_prosa(breve)
    orden = ejecutar_orden(breve.raiz, "all")
    assert orden.returncode == 4
    resumen = json.loads((breve.output / "resumen.json").read_text(encoding="utf-8"))
    estados = {i["region"]: i["estado"] for i in resumen["informes"]}
    assert estados == {"arequipa": "datos con errores", "cusco": "falló", "junin": "hecho"}
    assert (resumen["bien"], resumen["mal"]) == (1, 2)
    causas = {i["region"]: i["causa"] for i in resumen["informes"]}
    assert "«exato»" in causas["arequipa"]
    assert "Falló el capítulo «aprendizajes» de cusco" in causas["cusco"]
    assert ".cache/cuadernos/acompanamiento-2025/cusco/aprendizajes.fallido.ipynb" in causas["cusco"]
    for dicho in ("datos con errores", "falló", "hecho", "Resumen: output/resumen.json"):
        assert dicho in orden.stdout
    carpeta = breve.output / PROGRAMA
    assert (carpeta / "arequipa" / "lecciones.html").is_file()
    assert not (carpeta / "cusco" / "lecciones.html").exists()
    assert "INFORME ANTERIOR" in (carpeta / "cusco" / "lecciones.anterior.html").read_text(encoding="utf-8")
    assert (carpeta / "cusco" / "lecciones.anterior.pdf").is_file()


def test_de_cada_informe_se_sabe_cuando_termina_y_cuanto_tomo(primera):
    assert primera.vistos == primera.hechos
    assert sorted((r.encargo.region, r.estado) for r in primera.hechos) == [(region, "hecho") for region in REGIONES]
    assert all(0 < r.segundos < primera.segundos for r in primera.hechos)


def test_solo_se_hace_lo_que_falta_y_con_forzar_todo(primera, hecho):
    breve, encargos = hecho, primera.encargos
    romper = breve.data / PROGRAMA / "junin" / "dificultades.csv"
    romper.write_text(romper.read_text(encoding="utf-8").replace("Poca", "Escasa", 1), encoding="utf-8")
    estados = {r.encargo.region: (r.estado, r.ejecutados) for r in hacer(Lote(encargos, breve))}
    assert estados == {"arequipa": ("al día", 0), "cusco": ("al día", 0), "junin": ("hecho", 3)}
    [forzado] = hacer(Lote([Encargo(PROGRAMA, "cusco", BREVE, forzar=True)], breve))
    assert (forzado.estado, forzado.ejecutados) == ("hecho", 4)


def test_un_proceso_de_region_que_muere_solo_se_lleva_lo_suyo(breve, monkeypatch):
    original = documento.componer

    def morir_en_cusco(*argumentos, **opciones):
        if argumentos[1].region == "cusco":
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*argumentos, **opciones)

    monkeypatch.setattr(documento, "componer", morir_en_cusco)
    resultados = {r.encargo.region: r for r in hacer(Lote(encargos_de_todo(cargar_programa(PROGRAMA, breve)), breve))}
    assert {region: r.estado for region, r in resultados.items()} == {"arequipa": "hecho", "cusco": "falló", "junin": "hecho"}
    assert "SIGKILL" in resultados["cusco"].causa


def test_dos_corridas_de_lo_mismo_a_la_vez_no_se_estorban(breve):
    orden = [sys.executable, "-m", "sistematizacion", "report", "junin", "--informe", "lecciones"]
    juntas = [subprocess.Popen(orden, cwd=breve.raiz, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    dichos = [proceso.communicate(timeout=120)[0] for proceso in juntas]
    assert [p.returncode for p in juntas] == [0, 0]
    assert sum("✓ aprendizajes" in dicho for dicho in dichos) == 1
    sueltos = [r.name for r in (breve.output / PROGRAMA / "junin").iterdir()]
    assert sorted(sueltos) == sorted(f"lecciones.{e}" for e in ("html", "pdf", "xlsx", "manifiesto.json"))


def test_si_los_datos_cambian_a_media_corrida_no_se_publica_una_mezcla(breve):
    ruta = breve.data / PROGRAMA / "junin" / "dificultades.csv"

    def guardar_algo(_, aviso):
        if aviso.que == "plan":
            ruta.write_text(ruta.read_text(encoding="utf-8").replace("Poca", "Escasa", 1), encoding="utf-8")

    [resultado] = hacer(Lote([Encargo(PROGRAMA, "junin", BREVE)], breve, Observador(al_saber=guardar_algo)))
    assert resultado.estado == "falló"
    assert "cambiaron mientras se hacía" in resultado.causa
    [despues] = hacer(Lote([Encargo(PROGRAMA, "junin", BREVE)], breve))
    assert (despues.estado, despues.ejecutados) == ("hecho", 4)


def test_explain_dice_el_plan_sin_ejecutar_nada(breve):
    dicho = ejecutar_aqui(breve.raiz, "explain", "junin", "--informe", "lecciones").stdout
    assert "Por ejecutar, porque no se había ejecutado: aprendizajes" in dicho
    assert not (breve.output / PROGRAMA).exists()
    hacer(Lote([Encargo(PROGRAMA, "junin", BREVE)], breve), 2)
    assert "Al día: no hay nada que hacer." in ejecutar_aqui(breve.raiz, "explain", "junin", "--informe", "lecciones").stdout
    romper_datos(breve, "junin")
    assert "«exato»" in ejecutar_aqui(breve.raiz, "explain").stdout


# El destino -----------------------------------------------------------------------------------------------------


def test_los_informes_se_dejan_tambien_en_una_url_y_los_que_fallan_se_retiran_de_ella(breve, tmp_path):
    url = f"file://{tmp_path / 'espejo'}"
    opciones = ("report", "cusco", "--informe", "lecciones", "--destino", url)
    assert ejecutar_orden(breve.raiz, *opciones).returncode == 0
    espejo, aqui = tmp_path / "espejo" / PROGRAMA / "cusco", breve.output / PROGRAMA / "cusco"
    assert {r.name: r.read_bytes() for r in espejo.iterdir()} == {r.name: r.read_bytes() for r in aqui.iterdir()}
    romper_prosa(breve)
    assert ejecutar_orden(breve.raiz, *opciones).returncode == 4
    assert sorted(r.name for r in espejo.iterdir()) == sorted(r.name for r in aqui.iterdir())
    assert "INFORME ANTERIOR" in (espejo / "lecciones.anterior.html").read_text(encoding="utf-8")


def test_un_destino_que_no_se_conoce_o_que_falla_se_dice(breve, tmp_path):
    with pytest.raises(ErrorDeUso, match="No se conoce el destino «nube://x»"):
        Envio("nube://x", breve)
    (tmp_path / "ocupado").write_text("", encoding="utf-8")
    hecho = Resultado(Encargo(PROGRAMA, "cusco", BREVE), "lecciones", "hecho", archivos=("params/indicadores.yml",))
    enviado = Envio(str(tmp_path / "ocupado"), breve)(hecho)
    assert (enviado.estado, enviado.codigo) == ("falló", 1)
    assert "No se pudo escribir en" in enviado.causa


# Lo que se ve ---------------------------------------------------------------------------------------------------


def consola(**opciones):
    return Console(file=io.StringIO(), width=120, highlight=False, **opciones)


def test_el_plan_agrupa_los_capitulos_por_motivo():
    decisiones = [("resumen", "cambió a.csv"), ("lecciones", ""), ("anexos", "cambió a.csv")]
    assert list(lineas_del_plan(decisiones, ())) == [
        "Por ejecutar, porque cambió a.csv: resumen, anexos.",
        "Sin cambios: lecciones.",
    ]
    assert list(lineas_del_plan([("lecciones", "")], ("cambió x",))) == [
        "Ningún capítulo por ejecutar; se publica de nuevo: cambió x."
    ]


def test_linea_por_linea_distingue_lo_que_salio_de_lo_que_fallo():
    pantalla, encargo = consola(), Encargo(PROGRAMA, "junin", BREVE)
    observador = linea_por_linea(pantalla)
    for aviso in (Aviso("espera"), Aviso("capitulo", "resumen"), Aviso("capitulo", "anexos", bien=False)):
        observador.al_saber(encargo, aviso)
    assert pantalla.file.getvalue().split("\n")[1:3] == ["  ✓ resumen", "  ✗ anexos"]


def test_el_tablero_muestra_region_capitulo_tiempo_y_lo_que_falta():
    pantalla, encargo = consola(force_terminal=True), Encargo(PROGRAMA, "junin", (*BREVE, "cierre"))
    hechos = []
    with tablero([encargo], pantalla, hechos.append) as observador:
        observador.al_empezar(encargo)
        observador.al_saber(encargo, Aviso("plan", decisiones=(("resumen", "x"), ("anexos", ""))))
        observador.al_saber(encargo, Aviso("empieza", "resumen"))
        observador.al_terminar(Resultado(encargo, "lecciones", "hecho", 1.25))
    dibujado = pantalla.file.getvalue()
    assert "junin: resumen" in dibujado
    assert "0/1" in dibujado
    assert "1/2" in dibujado
    assert "quedan" in dibujado
    assert len(hechos) == 1


def test_con_muchos_informes_la_tabla_final_solo_trae_los_que_no_salieron():
    muchos = [Resultado(Encargo(PROGRAMA, f"r{n:03}", BREVE), "lecciones", "hecho", 1.0) for n in range(FILAS_VISIBLES)]
    malo = Resultado(Encargo(PROGRAMA, "puno", BREVE), "lecciones", "falló", 1.0, "se rompió\n  aquí\n  allá", 4)
    pantalla = consola()
    pantalla.print(tabla_final([*muchos, malo]))
    dicho = pantalla.file.getvalue()
    assert "puno" in dicho
    assert "r001" not in dicho
    assert f"{FILAS_VISIBLES} informes bien" in dicho
    cortado = Resultado(Encargo(PROGRAMA, "ica", BREVE), "lecciones", "interrumpido", causa=INTERRUMPIDO, codigo=130)
    assert list(lineas_de_causas([*muchos, malo, cortado])) == ["puno, lecciones: se rompió aquí"]
    assert codigo_de_salida([*muchos, malo]) == 4
    assert en_breve(malo.causa) == "se rompió aquí"


def test_la_pagina_retirada_lo_dice_una_sola_vez():
    pagina = b"<html><head><title>Informe</title></head><body class='x'><p>Hola</p></body></html>"
    marcada = marcar_anterior(pagina)
    assert b"<title>ANTERIOR - Informe</title>" in marcada
    assert marcada.index(b"INFORME ANTERIOR") < marcada.index(b"Hola")
    assert marcar_anterior(marcada) == marcada
