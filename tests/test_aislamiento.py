"""Cada capítulo está aislado: lo que hace no llega a otro ni a quien lo ejecuta, y como sea que muera se sabe dónde."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from multiprocessing import Semaphore

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import psutil
import pytest
from conftest import copiar_proyecto
from test_motor import correr, escribir_cuaderno, salidas

from sistematizacion.ejecucion.capitulo import Fallo
from sistematizacion.ejecucion.motor import precargar
from sistematizacion.ejecucion.procesos import Interrumpida, SinTurnos, repartir
from sistematizacion.rutas import VARIABLE_RAIZ

ENSUCIAR_Y_MIRAR = {
    "ninguna variable": ("marca = 1", "'marca' in globals()"),
    "ningún parámetro de matplotlib": ("matplotlib.rcParams['font.size'] = 3", "matplotlib.rcParams['font.size']"),
    "ninguna opción de pandas": ("pd.set_option('display.precision', 1)", "pd.get_option('display.precision')"),
    "la carpeta actual": ("os.chdir('/')", "os.getcwd()"),
    "ninguna variable de entorno": ("os.environ['MARCA'] = 'x'", "os.environ.get('MARCA')"),
    "ninguna carpeta de módulos": ("sys.path.insert(0, '/marca')", "'/marca' in sys.path"),
    "ningún módulo": ("sys.modules['marca'] = sys", "'marca' in sys.modules"),
    "ningún cambio dentro de un módulo": ("json.marca = 1", "hasattr(json, 'marca')"),
    "ningún filtro de advertencias": ("warnings.simplefilter('error', ImportWarning)", "warnings.filters[0]"),
    "el idioma del sistema": (
        "locale.setlocale(locale.LC_CTYPE, 'C.UTF-8' if locale.setlocale(locale.LC_CTYPE) == 'C' else 'C')",
        "locale.setlocale(locale.LC_CTYPE)",
    ),
    "la zona horaria": ("os.environ['TZ'] = 'America/Lima'\ntime.tzset()", "time.timezone"),
    "la precisión decimal": ("decimal.getcontext().prec = 5", "decimal.getcontext().prec"),
    "lo que se hace ante una señal": ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", "signal.getsignal(signal.SIGTERM)"),
    "el nivel de los avisos": ("logging.getLogger('marca').setLevel(5)", "logging.getLogger('marca').level"),
    "el tope de recursión": ("sys.setrecursionlimit(5000)", "sys.getrecursionlimit()"),
}  # fmt: skip
IMPORTAR = "import decimal, json, locale, logging, os, signal, sys, time, warnings\nimport matplotlib\nimport pandas as pd"
AZAR = "import random, numpy as np\nprint(random.random(), np.random.random())"
SEMILLA = 7
DORMIR = (
    "from pathlib import Path; import subprocess, time\n"
    "subprocess.Popen(['sleep', '60'])\nPath('empezo').touch()\ntime.sleep(300)"
)


def mirar():
    """Lo que se ve en este proceso."""
    espacio = {}
    exec(IMPORTAR, espacio)
    return {que: repr(eval(expresion, espacio)) for que, (_, expresion) in ENSUCIAR_Y_MIRAR.items()}


def leer_lo_impreso(cuaderno):
    return ["".join(salida["texto"] or "" for salida in celda) for celda in salidas(cuaderno)]


def en_fila(proyecto, monkeypatch, *capitulos):
    """Uno después del otro."""
    monkeypatch.setattr("test_motor.Semaphore", lambda _: Semaphore(0))
    return correr(proyecto, *capitulos)


@pytest.fixture(scope="module")
def vistos(tmp_path_factory):
    """Lo que ve un capítulo antes y después de que otro lo cambie todo, ese otro, y quien los ejecuta antes y después."""
    proyecto = copiar_proyecto(tmp_path_factory.mktemp("aislado"))
    expresiones = {que: expresion for que, (_, expresion) in ENSUCIAR_Y_MIRAR.items()}
    medir = f"{IMPORTAR}\nprint(json.dumps({{q: repr(eval(e, globals())) for q, e in {expresiones!r}.items()}}))"
    ensuciar = "\n".join([IMPORTAR, *(hacer for hacer, _ in ENSUCIAR_Y_MIRAR.values())])
    sembrar = f"import random, numpy as np\nrandom.seed({SEMILLA}); np.random.seed({SEMILLA})"
    escribir_cuaderno(proyecto, "antes", medir, AZAR)
    escribir_cuaderno(proyecto, "ensucia", ensuciar, medir, sembrar)
    escribir_cuaderno(proyecto, "despues", medir, AZAR)
    precargar()
    vistos = {"padre antes": mirar()}
    estado = (random.getstate(), np.random.get_state()[1].tolist())
    with pytest.MonkeyPatch.context() as parche:
        parche.setenv(VARIABLE_RAIZ, str(proyecto.raiz))
        nombres = ("antes", "ensucia", "despues")
        capitulos = dict(zip(nombres, en_fila(proyecto, parche, *nombres), strict=True))
        vistos["padre después"] = mirar()
    vistos["azar intacto"] = estado == (random.getstate(), np.random.get_state()[1].tolist())
    for nombre, cuaderno in capitulos.items():
        impreso = next(texto for texto in leer_lo_impreso(cuaderno) if texto.startswith("{"))
        vistos[nombre] = json.loads(impreso)
        vistos[f"azar {nombre}"] = leer_lo_impreso(cuaderno)[-1].split()
    return vistos


@pytest.mark.parametrize("que", ENSUCIAR_Y_MIRAR)
def test_no_pasa_de_un_cuaderno_a_otro_ni_a_quien_los_ejecuta(vistos, que):
    assert vistos["despues"][que] == vistos["antes"][que] != vistos["ensucia"][que]
    assert vistos["padre después"][que] == vistos["padre antes"][que]


def test_dos_capitulos_sin_semilla_sacan_numeros_distintos(vistos):
    numeros = [*vistos["azar antes"], *vistos["azar despues"]]
    assert len(numeros) == len(set(numeros)) == 4


def test_la_semilla_de_un_capitulo_no_llega_a_otro_ni_a_quien_los_ejecuta(vistos):
    sembrados = [random.Random(SEMILLA).random(), np.random.RandomState(SEMILLA).random()]
    assert not set(map(str, sembrados)) & set(vistos["azar despues"])
    assert vistos["azar intacto"]


def test_las_figuras_de_quien_ejecuta_no_salen_en_los_capitulos_ni_les_quitan_las_suyas(proyecto):
    plt.switch_backend("agg")
    plt.figure()
    try:
        escribir_cuaderno(proyecto, "figura", "1", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
        [cuaderno] = correr(proyecto, "figura")
        assert [["image/png" in salida for salida in celda] for celda in salidas(cuaderno)[-2:]] == [[False], [True]]
        assert plt.get_fignums()
    finally:
        plt.close("all")


def textos(fallo):
    """Las celdas del cuaderno que dejó un capítulo que falló."""
    assert isinstance(fallo, Fallo)
    assert fallo.cuaderno.endswith(".fallido.ipynb")
    cuaderno = nbformat.read(fallo.cuaderno, as_version=4)
    nbformat.validate(cuaderno)
    return [celda.source for celda in cuaderno.cells]


def exigir_corte(fallo, numero, codigo, causa):
    """El fallo y el cuaderno que dejó dicen en qué celda se cortó y por qué."""
    assert fallo.celda == f"celda {numero}: {codigo}"
    assert causa in fallo.causa
    quedaron = textos(fallo)
    assert quedaron[quedaron.index(codigo) - 1] == f"**La ejecución se cortó en esta celda**: {fallo.causa}."


def test_un_error_en_una_celda_detiene_solo_a_su_capitulo_y_queda_marcado(proyecto):
    escribir_cuaderno(proyecto, "malo", "print('antes')", "# un comentario", "", "1 / 0", "print('después')")
    escribir_cuaderno(proyecto, "bueno", "print('bien')")
    malo, bueno = correr(proyecto, "malo", "bueno")
    assert (malo.celda, malo.causa) == ("celda 5: 1 / 0", "ZeroDivisionError: division by zero")
    quedaron = textos(malo)
    assert "papermill encountered an exception here" in quedaron[quedaron.index("1 / 0") - 1]
    assert leer_lo_impreso(bueno)[-1] == "bien\n"


@pytest.mark.parametrize(("codigo", "causa"), [
    ("%no_hay_tal_orden", "UsageError: Line magic function `%no_hay_tal_orden` not found."),
    ("raise ExceptionGroup('varios', [ValueError(1)])", "ExceptionGroup: varios (1 sub-exception)"),
    ("exit()", "RuntimeError: Un cuaderno del informe no puede cerrar la consola (exit, quit)."),
    ("input('¿Sí?')", "StdinNotImplementedError: Un cuaderno del informe no puede pedir nada a quien lo ejecuta (input)."),
])  # fmt: skip
def test_la_causa_de_un_fallo_se_entiende(proyecto, codigo, causa):
    escribir_cuaderno(proyecto, "malo", codigo, "1")
    [malo] = correr(proyecto, "malo")
    assert (malo.celda, malo.causa) == (f"celda 2: {codigo}", causa)
    assert codigo in textos(malo)


@pytest.mark.parametrize(("codigo", "causa"), [
    ("import os\nos._exit(7)", "el proceso terminó con código 7"),
    ("import ctypes\nctypes.string_at(0)", "el proceso terminó con la señal SIGSEGV: violación de memoria"),
    ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "el proceso terminó con la señal SIGKILL"),
], ids=["se va", "viola la memoria", "lo matan"])  # fmt: skip
def test_un_capitulo_que_muere_deja_dicho_donde(proyecto, codigo, causa):
    escribir_cuaderno(proyecto, "muere", "1", codigo, "2")
    [fallo] = correr(proyecto, "muere")
    exigir_corte(fallo, 3, codigo, causa)


def test_un_kernel_que_muere_tambien_deja_un_cuaderno_que_lo_dice(proyecto, monkeypatch):
    monkeypatch.setenv("SISTEMATIZACION_MOTOR", "kernel")
    escribir_cuaderno(proyecto, "muere", "import os\nos._exit(7)")
    [fallo] = correr(proyecto, "muere")
    assert (fallo.celda, fallo.causa) == ("sin terminar", "DeadKernelError: Kernel died")
    assert textos(fallo)[0] == f"**La ejecución no terminó**: {fallo.causa}."


def test_un_capitulo_que_muere_y_deja_un_hijo_vivo_no_se_espera(proyecto):
    codigo = "import os, time\nif os.fork() == 0:\n    time.sleep(300)\nos._exit(7)"
    escribir_cuaderno(proyecto, "muere", codigo)
    [fallo] = correr(proyecto, "muere", segundos=120)
    exigir_corte(fallo, 2, codigo, "el proceso terminó con código 7")


def test_un_bucle_sin_fin_se_corta_aunque_se_trague_las_interrupciones(proyecto, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporal"))
    (tmp_path / "temporal").mkdir()
    bucle = "while True: pass"
    sordo = (
        "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    )
    escribir_cuaderno(proyecto, "bucle", bucle)
    escribir_cuaderno(proyecto, "sordo", "print('x' * 10**6)", sordo)
    uno, otro = correr(proyecto, "bucle", "sordo", segundos=4)
    exigir_corte(uno, 2, bucle, "pasó de 4 segundos")
    exigir_corte(otro, 3, sordo, "pasó de 4 segundos")
    assert list((tmp_path / "temporal").iterdir()) == []  # ni siquiera queda lo que imprimió


@pytest.mark.parametrize("codigo", [
    "todo = bytearray(2 * 2**30)",
    "todo = []\nwhile True: todo.append(bytearray(2**16))",
    "import numpy as np\ntodo = np.ones(2**28)",
], ids=["de golpe", "poco a poco", "con numpy"])  # fmt: skip
def test_un_capitulo_que_pide_demasiada_memoria_falla_en_su_celda(proyecto, codigo):
    escribir_cuaderno(proyecto, "glotón", "1", codigo)
    [fallo] = correr(proyecto, "glotón", megas=200)
    assert fallo.celda == f"celda 3: {codigo}"
    assert "MemoryError" in fallo.causa
    assert codigo in textos(fallo)


def test_lo_que_un_capitulo_deja_andando_no_se_espera_y_termina_con_el(proyecto):
    dejar = "import subprocess, sys, threading, time\nthreading.Thread(target=time.sleep, args=(300,)).start()"
    hijo = "print(subprocess.Popen(['sleep', '300']).pid)\nsubprocess.Popen('(sleep 300; sleep 300) &', shell=True).wait();"
    escribir_cuaderno(proyecto, "deja", dejar, hijo)
    [cuaderno] = correr(proyecto, "deja", segundos=120)
    assert esperar_muerte([int(leer_lo_impreso(cuaderno)[-1])]) == []


def test_lo_que_una_tarea_deja_en_su_carpeta_se_borra(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    [muerta] = repartir(_escribir_y_morir, [None], SinTurnos(), 60)
    assert isinstance(muerta, Interrumpida)
    assert list(tmp_path.iterdir()) == []


def _escribir_y_morir(_):
    from sistematizacion.ejecucion.procesos import carpeta_propia

    (carpeta_propia() / "algo").write_text("x", encoding="utf-8")
    os._exit(1)


def test_lo_que_imprimen_otros_programas_es_de_la_celda_y_no_de_quien_ejecuta(proyecto, capfd):
    celdas = [
        "!echo hola",
        "import os\nos.system('echo hola');",
        "import subprocess\nsubprocess.run(['echo', 'hola']);",
        "%%bash\necho hola",
        "%%bash\necho hola >&2",
        "os.write(2, b'hola\\n');",
        "import sys\nprint('hola', file=sys.__stdout__, flush=True)",
    ]
    escribir_cuaderno(proyecto, "eco", *celdas)
    [cuaderno] = correr(proyecto, "eco")
    assert [texto.split() for texto in leer_lo_impreso(cuaderno)[-len(celdas) :]] == [["hola"]] * len(celdas)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def en_marcha(proyecto):
    """Un informe a medio hacer: la orden, y los procesos que dependen de ella."""
    for cuaderno in proyecto.notebooks.glob("*.ipynb"):
        escribir_cuaderno(proyecto, cuaderno.stem, DORMIR)
    proceso = subprocess.Popen(
        [sys.executable, "-m", "sistematizacion", "report", "junin"], cwd=proyecto.raiz, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, VARIABLE_RAIZ: str(proyecto.raiz), "TMPDIR": str(proyecto.cache)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # quien corre las pruebas puede ignorarla
    )  # fmt: skip
    descendientes = []
    try:
        limite = time.monotonic() + 120
        while not (proyecto.notebooks / "empezo").exists():
            assert proceso.poll() is None, proceso.communicate()
            assert time.monotonic() < limite
            time.sleep(0.05)
        descendientes += psutil.Process(proceso.pid).children(recursive=True)
        yield proceso, descendientes
    finally:
        for vivo in [proceso, *filter(_vive, descendientes)]:
            with suppress(psutil.NoSuchProcess):
                vivo.kill()
        proceso.communicate()


def esperar_muerte(procesos, vive=None):
    """Los que siguen vivos después de un buen rato."""
    limite = time.monotonic() + 30
    while (vivos := [p for p in procesos if (vive or _vive)(p)]) and time.monotonic() < limite:
        time.sleep(0.05)
    return vivos


def _vive(proceso):
    try:
        proceso = proceso if isinstance(proceso, psutil.Process) else psutil.Process(proceso)
        return proceso.is_running() and proceso.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_con_control_c_se_detiene_todo_y_se_dice(en_marcha):
    orden, descendientes = en_marcha
    assert len(descendientes) >= 3  # el de la región, al menos un capítulo y lo que ese llamó
    orden.send_signal(signal.SIGINT)
    _, errores = orden.communicate(timeout=60)
    assert orden.returncode == 130
    assert errores.startswith("Interrumpido")
    assert "Traceback" not in errores
    assert esperar_muerte(descendientes) == []


def test_si_matan_a_quien_ejecuta_no_queda_ningun_capitulo_vivo(en_marcha):
    orden, descendientes = en_marcha
    assert sum(map(_es_nuestro, descendientes)) >= 2
    orden.kill()
    assert esperar_muerte(descendientes, _es_nuestro) == []


def _es_nuestro(proceso):
    """Si vive y no es un programa que una celda llamó: de esos, que quien los llamó muera así no se entera."""
    try:
        return _vive(proceso) and "sistematizacion" in " ".join(proceso.cmdline())
    except psutil.NoSuchProcess:
        return False
