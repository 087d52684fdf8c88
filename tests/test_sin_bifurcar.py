"""Donde el sistema no puede bifurcar procesos (Windows, macOS) se usan kernels y procesos nuevos, y el informe es el mismo."""

import os
import subprocess
import sys

from conftest import OTRO_LUGAR, PROGRAMA


def test_sin_bifurcar_en_otra_carpeta_otra_zona_y_otra_lengua_las_mismas_entradas_dan_los_mismos_bytes(todo, proyecto, tmp_path):
    """Los otros se hicieron con ``conftest.LUGAR``; que lo mismo pase en cada capítulo lo prueba ``test_dos_motores``."""
    # Al empezar cada proceso, y antes de que nada más la lea; con el código cambiado, la procedencia sería otra.
    (tmp_path / "otro").mkdir()
    (tmp_path / "otro" / "sitecustomize.py").write_text(
        "from sistematizacion.ejecucion import procesos\nassert procesos.PUEDE_BIFURCAR\nprocesos.PUEDE_BIFURCAR = False\n", encoding="utf-8"
    )
    orden = [sys.executable, "-m", "sistematizacion", "survey", "junin", "--procesos", "2"]
    hecha = subprocess.run(
        orden, cwd=proyecto.raiz, env={**os.environ, **OTRO_LUGAR, "PYTHONPATH": str(tmp_path / "otro")},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert (hecha.returncode, hecha.stderr) == (0, "")
    assert "✓ satisfaccion" in hecha.stdout
    for extension in ("html", "pdf", "xlsx", "manifiesto.json"):
        nombre = f"satisfaccion.{extension}"
        de_aqui = proyecto.output / PROGRAMA / "junin" / nombre
        assert de_aqui.read_bytes() == (todo / "junin" / nombre).read_bytes(), nombre
