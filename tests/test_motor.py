"""El motor: mismo resultado con o sin kernel, un proceso por capítulo, y fallos que se nombran."""

import os
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sistematizacion.ejecucion.motor import ejecutar
from sistematizacion.ejecucion.procesos import Interrumpida, repartir
from sistematizacion.errores import ErrorDeEjecucion, ErrorDeUso

PARAMETROS = 'programa: str = "p"  # Programa\nregion: str = "r"  # Región'


def escribir_cuaderno(proyecto, nombre, *celdas):
    parametros = new_code_cell(PARAMETROS, metadata={"tags": ["parameters"]})
    cuaderno = new_notebook(cells=[new_markdown_cell(f"# {nombre}"), parametros, *map(new_code_cell, celdas)])
    cuaderno.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(cuaderno, proyecto.notebooks / f"{nombre}.ipynb")


def correr(proyecto, *capitulos):
    return ejecutar(capitulos, "acompanamiento-2025", "junin", proyecto.cache / "cuadernos", proyecto, lambda _: None)


def salidas(cuaderno):
    """Lo que cada celda mostró, sin números de ejecución."""
    return [
        [{"texto": o.get("text"), **o.get("data", {})} for o in c.outputs]
        for c in cuaderno.cells
        if c.cell_type == "code"
    ]


def test_con_kernel_y_sin_kernel_se_obtiene_lo_mismo(proyecto, monkeypatch):
    bifurcado = correr(proyecto, "resultados", "satisfaccion")
    monkeypatch.setenv("SISTEMATIZACION_MOTOR", "kernel")
    con_kernel = correr(proyecto, "resultados", "satisfaccion")
    for uno, otro in zip(bifurcado, con_kernel, strict=True):
        for sin_kernel, de_kernel in zip(salidas(uno), salidas(otro), strict=True):
            assert sin_kernel == de_kernel
    assert any(salidas(bifurcado[0]))


def test_se_ejecuta_con_los_parametros_pedidos(proyecto):
    escribir_cuaderno(proyecto, "eco", "print(programa, region)\n(programa, region)")
    [cuaderno] = correr(proyecto, "eco")
    assert salidas(cuaderno)[-1] == [
        {"texto": "acompanamiento-2025 junin\n"},
        {"texto": None, "text/plain": "('acompanamiento-2025', 'junin')"},
    ]


def test_lo_que_un_capitulo_deja_no_llega_al_siguiente(proyecto):
    ensuciar = "import os, pandas as pd\nos.environ['MARCA'] = 'x'\npd.set_option('display.precision', 1)\nmarca = 1"
    mirar = (
        "import os, pandas as pd\n(os.environ.get('MARCA'), pd.get_option('display.precision'), 'marca' in globals())"
    )
    escribir_cuaderno(proyecto, "uno", ensuciar)
    escribir_cuaderno(proyecto, "dos", mirar)
    assert salidas(correr(proyecto, "uno", "dos")[1])[-1][0]["text/plain"] == "(None, 6, False)"
    assert "MARCA" not in os.environ


def test_una_figura_suelta_se_ve_igual_con_y_sin_kernel(proyecto, monkeypatch):
    escribir_cuaderno(proyecto, "figura", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    tipos = []
    for motor in ("bifurcado", "kernel"):
        monkeypatch.setenv("SISTEMATIZACION_MOTOR", motor)
        [cuaderno] = correr(proyecto, "figura")
        tipos.append([sorted(salida) for salida in salidas(cuaderno)[-1]])
    assert tipos[0] == tipos[1] == [["image/png", "text/plain", "texto"]]


def test_un_motor_mal_escrito_se_avisa(proyecto, monkeypatch):
    monkeypatch.setenv("SISTEMATIZACION_MOTOR", "kernl")
    with pytest.raises(ErrorDeUso, match="Opciones: bifurcado, kernel"):
        correr(proyecto, "resumen")


def test_un_error_nombra_region_capitulo_celda_causa_y_donde_quedo_el_cuaderno(proyecto):
    escribir_cuaderno(proyecto, "bueno", "1")
    escribir_cuaderno(proyecto, "malo", "1", "total = 10 / 0", "2")
    with pytest.raises(ErrorDeEjecucion) as error:
        correr(proyecto, "bueno", "malo")
    mensaje = str(error.value)
    assert "«malo» de junin" in mensaje
    assert "total = 10 / 0" in mensaje
    assert "ZeroDivisionError: division by zero" in mensaje
    assert ".cache/cuadernos/malo.ipynb" in mensaje
    assert "bueno" not in mensaje
    guardado = nbformat.read(proyecto.cache / "cuadernos" / "malo.ipynb", as_version=4)
    assert any(o.output_type == "error" for c in guardado.cells if c.cell_type == "code" for o in c.outputs)


def test_un_proceso_que_muere_es_un_fallo_y_no_una_espera(proyecto):
    escribir_cuaderno(proyecto, "muere", "import os\nos._exit(7)")
    with pytest.raises(ErrorDeEjecucion, match="terminó con código 7"):
        correr(proyecto, "muere")


def test_una_tarea_que_no_termina_se_corta():
    inicio = time.monotonic()
    [resultado] = repartir(time.sleep, [60], 1, 0.5, lambda _: None)
    assert isinstance(resultado, Interrumpida)
    assert time.monotonic() - inicio < 20


def test_los_resultados_salen_en_el_orden_pedido():
    assert repartir(_esperar_y_devolver, [0.3, 0.0, 0.1], 3, 30, lambda _: None) == [0.3, 0.0, 0.1]


def _esperar_y_devolver(segundos):
    time.sleep(segundos)
    return segundos
