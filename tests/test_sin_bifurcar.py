"""Donde el sistema no puede bifurcar procesos (Windows, macOS) se usan kernels y procesos nuevos, y el informe es el mismo."""

import os
import subprocess
import sys

from conftest import PROGRAMA


def test_el_informe_es_el_mismo_sin_bifurcar_procesos(todo, proyecto, tmp_path):
    # Al empezar cada proceso, y antes de que nada más la lea; con el código cambiado, la procedencia sería otra.
    (tmp_path / "otro").mkdir()
    (tmp_path / "otro" / "sitecustomize.py").write_text(
        "from sistematizacion.ejecucion import procesos\nassert procesos.PUEDE_BIFURCAR\nprocesos.PUEDE_BIFURCAR = False\n", encoding="utf-8"
    )
    orden = [sys.executable, "-m", "sistematizacion", "survey", "junin", "--procesos", "2"]
    hecha = subprocess.run(
        orden, cwd=proyecto.raiz, env={**os.environ, "PYTHONPATH": str(tmp_path / "otro")},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert (hecha.returncode, hecha.stderr) == (0, "")
    assert "✓ satisfaccion" in hecha.stdout
    for extension in ("html", "pdf", "xlsx"):
        nombre = f"satisfaccion.{extension}"
        de_aqui = proyecto.output / PROGRAMA / "junin" / nombre
        assert de_aqui.read_bytes() == (todo / "junin" / nombre).read_bytes()
