"""El Makefile: su ayuda sale de sus comentarios, y cada orden tiene su par sin make."""

import re
import shutil
import subprocess

import pytest
from conftest import RAIZ

from sistematizacion.cli import app

MAKEFILE = (RAIZ / "Makefile").read_text(encoding="utf-8")
DOCUMENTADAS = dict(re.findall(r"^([a-z-]+):.*?## (.+)$", MAKEFILE, re.MULTILINE))

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no hay make")


def make(*argumentos: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *argumentos], cwd=RAIZ, capture_output=True, text=True, timeout=60, check=False)


def test_make_a_secas_muestra_la_ayuda_por_grupos():
    ayuda = make().stdout
    for grupo in re.findall(r"^##@ (.+)$", MAKEFILE, re.MULTILINE):
        assert f"\n{grupo}\n" in ayuda
    for objetivo, texto in DOCUMENTADAS.items():
        assert re.search(rf"^  make {objetivo} +{re.escape(texto)}$", ayuda, re.MULTILINE)


def test_todo_objetivo_esta_documentado_y_declarado_sin_archivo():
    objetivos = set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))
    assert objetivos == set(DOCUMENTADAS)
    assert objetivos == set(MAKEFILE.split(".PHONY:")[1].split())


def test_las_ordenes_que_llaman_a_sistematizacion_existen_en_ella():
    llamadas = set(re.findall(r"\$\(SISTEMATIZACION\) ([a-z]+)", MAKEFILE))
    assert llamadas <= {orden.name or orden.callback.__name__ for orden in app.registered_commands}
    assert {"report", "lab"} <= llamadas


def test_report_pasa_region_programa_e_informe_tal_como_se_escriben():
    hecho = make("--dry-run", "report", "REGION=junin", "PROGRAMA=otro", "INFORME=cierre")
    assert '-m sistematizacion report "junin" --programa "otro" --informe "cierre"' in hecho.stdout


def test_el_readme_nombra_la_orden_de_pruebas_que_usa_ci():
    assert "exec make test" in (RAIZ / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (RAIZ / "README.md").read_text(encoding="utf-8")
