"""El cluster: los trabajadores están en otras máquinas, sin disco compartido, y alguno muere o llega a mitad de la corrida."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from conftest import PROGRAMA, RAIZ, REGIONES, copiar_proyecto, ejecutar_orden
from red_de_prueba import Red, esperar, se_puede
from ruamel.yaml import YAML

from sistematizacion.errores import ErrorDeUso
from sistematizacion.nucleo.biblioteca import practicas_de_todos
from sistematizacion.nucleo.estante import archivos_de_practicas
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import remoto, valija
from sistematizacion.produccion.encargo import encargo_de_uno
from sistematizacion.produccion.lote import Lote
from sistematizacion.rutas import Rutas

con_red = pytest.mark.skipif(not se_puede(), reason="hace falta crear espacios de red (Linux, root e iproute2)")
PUERTO = 8786
INFORMES, POCAS = ("lecciones",), REGIONES[1:]


@pytest.fixture
def red():
    hecha = Red()
    yield hecha
    hecha.cerrar()


@pytest.fixture
def planificador(red, tmp_path) -> str:
    """La dirección de un planificador en su propia máquina."""
    espacio, direccion = red.maquina()
    orden = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", direccion, "--port", str(PUERTO), "--no-dashboard"]
    registro = tmp_path / "planificador.log"
    red.correr(espacio, orden, registro)
    esperar(lambda: "Scheduler at" in registro.read_text(encoding="utf-8"))
    return f"tcp://{direccion}:{PUERTO}"


def trabajador(red: Red, planificador: str, carpeta: Path, tapada: Path, **variables: str) -> tuple[subprocess.Popen, str]:
    """Un trabajador en una máquina nueva, que no ve el proyecto; devuelve su proceso y su dirección."""
    espacio, direccion = red.maquina()
    orden = [
        sys.executable, "-m", "distributed.cli.dask_worker", planificador, "--host", direccion, "--nthreads", "1",
        "--no-nanny", "--no-dashboard", "--local-directory", str(carpeta / espacio),
    ]  # fmt: skip
    return red.correr(espacio, orden, carpeta / f"{espacio}.log", sin_ver=tapada, **variables), direccion


def pedir(red: Red, planificador: str, raiz: Path, registro: Path) -> subprocess.Popen:
    """``all`` desde una máquina más."""
    espacio, _ = red.maquina()
    orden = [sys.executable, "-m", "sistematizacion", "all", "--planificador", planificador]
    return red.correr(espacio, orden, registro, SISTEMATIZACION_RAIZ=str(raiz), COLUMNS="200")


def taller_de(proceso: subprocess.Popen) -> list[psutil.Process]:
    """El proceso que hace informes para un trabajador, y los suyos, si ya está trabajando."""
    hijos = psutil.Process(proceso.pid).children(recursive=True)
    return hijos if len(hijos) >= 2 else []


def huellas_de(carpeta: Path) -> dict[str, str]:
    return {
        r.relative_to(carpeta).as_posix(): hashlib.sha256(r.read_bytes()).hexdigest()
        for r in sorted(carpeta.rglob("*"))
        if r.is_file() and r.name != "resumen.json"
    }


@pytest.fixture
def pequeno(tmp_path) -> Rutas:
    """Una copia del proyecto con pocos informes, de pocas regiones y del programa."""
    lugares = copiar_proyecto(tmp_path / "proyecto")
    shutil.copy(RAIZ / "requirements.lock", lugares.raiz)
    yaml, ruta = YAML(), lugares.params / PROGRAMA / "programa.yml"
    programa = yaml.load(ruta)
    for clave in set(programa["informes"]) - set(INFORMES):
        del programa["informes"][clave]
    programa["informes"]["lecciones"]["capitulos"] = ["aprendizajes", "procedencia"]
    programa["regiones"] = [*POCAS]
    yaml.dump(programa, ruta)
    return lugares


@con_red
def test_un_trabajador_muere_y_otro_llega_sin_que_se_pierda_nada(red, planificador, pequeno, tmp_path):
    primero, _ = trabajador(red, planificador, tmp_path, pequeno.raiz)
    registro = tmp_path / "pedido.log"
    orden = pedir(red, planificador, pequeno.raiz, registro)
    taller = esperar(lambda: taller_de(primero))
    trabajador(red, planificador, tmp_path, pequeno.raiz)
    psutil.Process(primero.pid).kill()
    assert orden.wait(timeout=120) == 0, registro.read_text(encoding="utf-8")
    resumen = json.loads((pequeno.output / "resumen.json").read_text(encoding="utf-8"))
    assert {(i["region"], i["informe"], i["estado"]) for i in resumen["informes"]} == {
        (region, informe, "hecho") for region in (*POCAS, "") for informe in INFORMES
    }
    esperar(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in taller), 10)
    del_cluster = huellas_de(pequeno.output)
    assert ejecutar_orden(pequeno.raiz, "all").stdout.count("al día") >= len(resumen["informes"])
    assert ejecutar_orden(pequeno.raiz, "all", "--forzar").returncode == 0
    assert huellas_de(pequeno.output) == del_cluster


@con_red
def test_un_trabajador_con_otro_codigo_se_rechaza_por_su_nombre(red, planificador, pequeno, tmp_path):
    otro = tmp_path / "otro" / "sistematizacion"
    shutil.copytree(RAIZ / "src" / "sistematizacion", otro, ignore=shutil.ignore_patterns("__pycache__"))
    (otro / "rutas.py").write_text((otro / "rutas.py").read_text(encoding="utf-8") + "# otra versión\n", encoding="utf-8")
    _, direccion = trabajador(red, planificador, tmp_path, pequeno.raiz, PYTHONPATH=str(otro.parent))
    registro = tmp_path / "pedido.log"
    assert pedir(red, planificador, pequeno.raiz, registro).wait(timeout=90) == 2
    dicho = registro.read_text(encoding="utf-8")
    assert f"tcp://{direccion}" in dicho
    assert "código de sistematizacion" in dicho
    assert not (pequeno.output / PROGRAMA).exists()


def test_sin_cluster_el_error_dice_que_revisar(proyecto, monkeypatch):
    monkeypatch.setattr(remoto, "SEGUNDOS_DE_CONEXION", 0.5)
    lote = Lote([encargo_de_uno(PROGRAMA, "junin", "lecciones", proyecto)], proyecto)
    with pytest.raises(ErrorDeUso, match="No hay un cluster de Dask en tcp://127.0.0.1:9"):
        remoto.hacer_lejos(lote, "tcp://127.0.0.1:9")


def test_la_valija_lleva_lo_de_su_encargo_y_de_otra_region_solo_sus_practicas(proyecto, tmp_path):
    encargo = encargo_de_uno(PROGRAMA, "junin", "lecciones", proyecto)
    destino = Rutas(tmp_path / "alla")
    for contenido in (valija.comun(proyecto), valija.propio(encargo, cargar_programa(PROGRAMA, proyecto), proyecto)):
        valija.abrir(contenido, destino)
    llegaron = {r.relative_to(destino.raiz).as_posix() for r in destino.raiz.rglob("*") if r.is_file()}
    assert {f"data/{PROGRAMA}/junin/cifras.csv", f"data/{PROGRAMA}/comun/lecciones.csv"} <= llegaron
    practicas = {proyecto.relativa(r) for r in archivos_de_practicas(proyecto)}  # de las de todos se aprende
    assert {f"data/{PROGRAMA}/cusco/practicas.csv", "data/cap-2016/ayacucho/practicas.csv"} <= llegaron & practicas
    assert not [r for r in llegaron - practicas if "cusco/" in r or r.startswith("data/demostracion")]
    assert "notebooks/aprendizajes.ipynb" in llegaron


def test_lo_que_propone_a_una_region_es_lo_mismo_aqui_que_en_un_trabajador(proyecto, tmp_path):
    encargo = encargo_de_uno("demostracion", "valleverde", "cierre", proyecto)
    alla = Rutas(tmp_path / "alla")
    for contenido in (valija.comun(proyecto), valija.propio(encargo, cargar_programa("demostracion", proyecto), proyecto)):
        valija.abrir(contenido, alla)
    aqui = practicas_de_todos(proyecto)
    assert len(aqui) > 100 and aqui.equals(practicas_de_todos(alla))
