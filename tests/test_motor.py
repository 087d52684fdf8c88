"""El motor: los parámetros pedidos, un proceso por capítulo, y fallos que se nombran."""

import time
from multiprocessing import Semaphore

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sistematizacion.ejecucion.capitulo import Hecho
from sistematizacion.ejecucion.motor import Limites, ejecutar, precargar
from sistematizacion.ejecucion.procesos import Interrumpida, SinTurnos, repartir
from sistematizacion.errores import ErrorDeUso

PARAMETROS = 'programa: str = "p"  # Programa\nregion: str = "r"  # Región'


def escribir_cuaderno(proyecto, nombre, *celdas):
    parametros = new_code_cell(PARAMETROS, metadata={"tags": ["parameters"]})
    cuaderno = new_notebook(cells=[new_markdown_cell(f"# {nombre}"), parametros, *map(new_code_cell, celdas)])
    cuaderno.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(cuaderno, proyecto.notebooks / f"{nombre}.ipynb")


def correr(proyecto, *capitulos, **limites):
    """Ejecuta los capítulos y devuelve, en el orden pedido, su cuaderno ejecutado o su fallo."""
    fallidos = {capitulo: proyecto.cache / f"{capitulo}.fallido.ipynb" for capitulo in capitulos}
    hechos = {}
    parametros = {"programa": "acompanamiento-2025", "region": "junin"}
    precargar()
    ejecutar(fallidos, parametros, Semaphore(1), proyecto, hechos.__setitem__, limites=Limites(**limites))
    return [
        nbformat.reads(h.cuaderno, as_version=4) if isinstance(h, Hecho) else h for h in map(hechos.get, capitulos)
    ]


def salidas(cuaderno):
    """Lo que cada celda mostró, sin números de ejecución."""
    return [
        [{"texto": o.get("text"), **o.get("data", {})} for o in c.outputs]
        for c in cuaderno.cells
        if c.cell_type == "code"
    ]


def test_se_ejecuta_con_los_parametros_pedidos(proyecto):
    escribir_cuaderno(proyecto, "eco", "print(programa, region)\n(programa, region)")
    [cuaderno] = correr(proyecto, "eco")
    assert salidas(cuaderno)[-1] == [
        {"texto": "acompanamiento-2025 junin\n"},
        {"texto": None, "text/plain": "('acompanamiento-2025', 'junin')"},
    ]


def test_otro_entorno_activado_en_la_terminal_no_interviene(proyecto, monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", str(proyecto.raiz / "otro"))
    escribir_cuaderno(proyecto, "mirar", "import sys\nprint([r for r in sys.path if 'otro' in r])")
    [cuaderno] = correr(proyecto, "mirar")
    assert salidas(cuaderno)[-1] == [{"texto": "[]\n"}]


def test_un_motor_mal_escrito_se_avisa(proyecto, monkeypatch):
    monkeypatch.setenv("SISTEMATIZACION_MOTOR", "kernl")
    with pytest.raises(ErrorDeUso, match="Opciones: bifurcado, kernel"):
        correr(proyecto, "resumen")


def test_un_error_nombra_capitulo_celda_causa_y_donde_quedo_el_cuaderno(proyecto):
    escribir_cuaderno(proyecto, "bueno", "1")
    escribir_cuaderno(proyecto, "malo", "1", "total = 10 / 0", "2")
    bueno, malo = correr(proyecto, "bueno", "malo")
    assert salidas(bueno)
    assert (malo.capitulo, malo.causa) == ("malo", "ZeroDivisionError: division by zero")
    assert malo.celda == "celda 3: total = 10 / 0"
    guardado = nbformat.read(malo.cuaderno, as_version=4)
    assert any(o.output_type == "error" for c in guardado.cells if c.cell_type == "code" for o in c.outputs)


def test_un_cuaderno_que_no_existe_falla_sin_detener_a_los_demas(proyecto):
    escribir_cuaderno(proyecto, "bueno", "1")
    falta, bueno = correr(proyecto, "buenno", "bueno")
    assert "¿Quiso decir bueno?" in falta.causa
    assert salidas(bueno)


def test_una_tarea_que_no_termina_se_corta():
    inicio = time.monotonic()
    [resultado] = repartir(time.sleep, [60], SinTurnos(), 0.5)
    assert isinstance(resultado, Interrumpida)
    assert time.monotonic() - inicio < 20


def test_los_resultados_salen_en_el_orden_pedido():
    assert repartir(_esperar_y_devolver, [0.3, 0.0, 0.1], Semaphore(2), 30) == [0.3, 0.0, 0.1]


def test_un_turno_tomado_siempre_se_devuelve():
    turnos = Semaphore(2)
    repartir(_esperar_y_devolver, [0.1, 0.2, 0.0, 0.1, 0.0], turnos, 30)
    assert turnos.acquire(block=False)
    assert turnos.acquire(block=False)
    assert not turnos.acquire(block=False)


def _esperar_y_devolver(segundos):
    time.sleep(segundos)
    return segundos
