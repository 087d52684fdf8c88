"""Donde el sistema no puede bifurcar procesos (Windows, macOS) se usan kernels y procesos nuevos, y el informe es el mismo."""

import os
import shutil
import subprocess
import sys

from conftest import PROGRAMA, RAIZ


def test_el_informe_es_el_mismo_sin_bifurcar_procesos(todo, proyecto, tmp_path):
    paquete = tmp_path / "otro" / "sistematizacion"
    shutil.copytree(RAIZ / "src" / "sistematizacion", paquete, ignore=shutil.ignore_patterns("__pycache__"))
    procesos = paquete / "ejecucion" / "procesos.py"
    texto = procesos.read_text(encoding="utf-8")
    assert texto.count('PUEDE_BIFURCAR = sys.platform == "linux"') == 1
    procesos.write_text(texto.replace('PUEDE_BIFURCAR = sys.platform == "linux"', "PUEDE_BIFURCAR = False"), encoding="utf-8")
    orden = [sys.executable, "-m", "sistematizacion", "survey", "junin", "--procesos", "2"]
    hecha = subprocess.run(
        orden, cwd=proyecto.raiz, env={**os.environ, "PYTHONPATH": str(paquete.parent)},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert (hecha.returncode, hecha.stderr) == (0, "")
    assert "✓ satisfaccion" in hecha.stdout
    for extension in ("html", "pdf", "xlsx"):
        nombre = f"satisfaccion.{extension}"
        de_aqui = proyecto.output / PROGRAMA / "junin" / nombre
        assert de_aqui.read_bytes() == (todo / "junin" / nombre).read_bytes()
