"""El motor bifurcado da lo mismo, salida por salida, que un kernel de Jupyter sin tocar, que es quien manda.

Las ejecuciones van en procesos aparte: dentro de pytest las advertencias y ``logging`` no van a ``stderr``.
"""

import base64
import os
import re
import subprocess
import sys
from multiprocessing import Semaphore
from pathlib import Path

import lxml.etree
import nbformat
import pytest
from conftest import LUGAR, OTRO_LUGAR, PROGRAMA, RAIZ, copiar_proyecto
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sistematizacion.ejecucion.capitulo import Hecho
from sistematizacion.ejecucion.motor import Limites, ejecutar, precargar
from sistematizacion.presentacion.informe import abrir
from sistematizacion.rutas import VARIABLE_RAIZ, rutas

PARAMETROS = 'programa: str = "p"  # Programa\nregion: str = "r"  # Región'
DEL_MOTOR = re.compile(r"(?:/tmp/ipykernel_\d+/)?\b\d{6,10}\.py|<ipython-input-\d+-\w+>")  # cómo llama cada uno al código de una celda
NO_SE_HEREDAN = ("PYTEST", "SISTEMATIZACION", "MPLBACKEND", "COV_")

TORTURA = r"""
print(programa, region); print("sin salto", end="")
# %%
from IPython.display import display, HTML, Markdown, SVG, JSON, Latex, Math, Image, Javascript, Pretty, clear_output, update_display
# %%
print("uno"); display("dos"); print("tres"); display(HTML("<b>cuatro</b>")); print("cinco"); "seis"
# %%
import sys; print("a la salida"); print("más")
# %%
print("a los errores", file=sys.stderr); display(1); print("otra vez", file=sys.stderr)
# %%
mango = display(HTML("antes"), display_id="fruta"); print("entre"); display("sin clave")
# %%
update_display(HTML("después"), display_id="fruta"); print("se actualizó la celda anterior")
# %%
mango.update(Markdown("*al final*")); display(Pretty("la misma clave"), display_id="fruta")
# %%
print("se borra"); display("también"); clear_output(wait=True); print("queda"); clear_output(wait=True); display("solo esto")
# %%
print("se borra ya"); clear_output(); print("queda"); clear_output(wait=True)
# %%
otro = display("borrado", display_id="borrado"); clear_output(); display("nuevo"); otro.update("no se ve")
# %%
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>ñ</title></svg>'), Latex("$x^2$"), Math("x"))
# %%
datos = {"a": [1, None, True], "b": {"c": 1.5}}; display(JSON(datos)); datos["a"].append("después de mostrarlo")
# %%
display({"application/json": (1, 2), "text/plain": "tupla"}, raw=True, metadata={"application/json": {"expanded": True}})
# %%
import base64, datetime, numpy as np
display({"application/json": {"n": np.int64(3), "x": np.float64(0.5), "d": datetime.date(2025, 1, 2)}}, raw=True)
# %%
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
Image(PNG, width=10)
# %%
class Bytes:
    def _repr_png_(self): return PNG
    def _repr_html_(self): return "<i>i</i>", {"isolated": True}
    def __repr__(self): return "Bytes()"
Bytes()
# %%
class Rico:
    def __repr__(self): return "Rico()"
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": "<p>rico</p>", "image/svg+xml": "<svg/>", "application/vnd.sistematizacion+json": {"n": 1}}, {"text/html": {"m": 1}}
Rico()
# %%
class Propio:
    def _ipython_display_(self): print("me muestro yo")
Propio()
# %%
40 + 2
# %%
(_ + 1, __ is not None, ___ is not None, Out[20], In[20], _i, _20, len(In) == len(_ih))
# %%
"no se ve";
# %%
"se ve"  # ; comentario
# %%
import pandas as pd
pd.DataFrame({f"columna_{n}": np.arange(3) * n / 7 for n in range(25)})
# %%
largo = pd.DataFrame({"n": range(200), "texto": ["áéíóú ñ " * 12] * 200}); display(largo); print(largo); largo["texto"]
# %%
(pd.get_option("display.max_columns"), pd.get_option("display.width"), pd.get_option("display.notebook_repr_html"))
# %%
import matplotlib, matplotlib.pyplot as plt
plt.plot([1, 3, 2]); plt.ylabel("ñ")
# %%
plt.plot([3, 1]); plt.title("con show"); plt.show(); print("después")
# %%
a = plt.figure(); plt.plot([1]); b, ejes = plt.subplots(figsize=(2, 2)); print("dos figuras"); ejes.bar([1], [2]);
# %%
from matplotlib.figure import Figure
suelta = Figure(figsize=(1, 1)); suelta.subplots().plot([1, 2]); suelta
# %%
%matplotlib inline
plt.hist([1, 1, 2]); (matplotlib.get_backend(), plt.isinteractive(), plt.get_fignums())
# %%
%config InlineBackend.figure_formats = ["svg"]
with matplotlib.rc_context({"svg.hashsalt": "x", "svg.fonttype": "none"}): plt.plot([1, 2]); plt.show()
# %%
from contextlib import redirect_stdout; import io
with redirect_stdout(io.StringIO()) as aparte: print("aparte")
aparte.getvalue()
# %%
%%capture tomado
print("tomado"); display("tomado"); print("err", file=sys.stderr); "resultado"
# %%
(tomado.stdout, tomado.stderr, len(tomado.outputs)); tomado.show()
# %%
import asyncio
await asyncio.sleep(0.01); print("con await"); await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2))
# %%
consola = get_ipython(); (consola is get_ipython(), consola.execution_count, consola.run_line_magic("who_ls", "int"))
# %%
%who_ls Bytes Rico
# %%
!echo hola; echo "con \$dolar ñ"
# %%
palabras = !printf 'a\nb\n'
(palabras, _exit_code, palabras.s)
# %%
!exit 3
# %%
print(_exit_code)
!echo {1 + 1} $region
# %%
%%bash
echo uno
echo dos
# %%
import os, subprocess, time
os.system("echo con os.system"); time.sleep(0.5)
# %%
subprocess.run(["echo", "con subprocess"]); time.sleep(0.5); os.write(1, b"directo al descriptor\n"); time.sleep(0.5)
# %%
print("áéíóú ñ ¿¡ « » – — … 漢字 🎉 e\u0301 \u202f"); "🎉 ñ"
# %%
print("x" * 1_000_000); "y" * 1_000_000
# %%
for n in range(20000): print(n, end=" ")
# %%
import logging
logging.warning("advertencia de logging"); logging.getLogger("mio").error("error"); logging.info("no se ve")
# %%
import warnings
warnings.warn("cuidado"); warnings.warn("obsoleto", DeprecationWarning); warnings.warn("pronto", PendingDeprecationWarning)
# %%
sys.displayhook("a mano"); sys.displayhook(None); print("fin")
# %%
try: input("¿qué? ")
except Exception as error: print(type(error).__name__, type(error).__mro__[1].__name__)
# %%
import getpass
try: getpass.getpass()
except Exception as error: print(type(error).__name__)
# %%
import traceback
def fallar(): raise KeyError("ñ")
try: fallar()
except KeyError: traceback.print_exc(file=sys.stdout)
# %%
print?
# %%
%psearch -c no_hay_nada*
%precision 3
%xmode
# %%
[3.14159265, 2.0]
# %%
# solo un comentario
# %%

# %%
x = 1
# %%
if x: 5
x += 1; x
# %%
from IPython.core.interactiveshell import InteractiveShell; InteractiveShell.ast_node_interactivity = "all"
# %%
1; "dos"
3
# %%
(__name__, sys.modules["__main__"].__dict__ is globals(), os.path.basename(os.getcwd()), "__file__" in globals())
# %%
import vecino, wave; (vecino.HOLA, hasattr(wave, "Wave_read"), sys.path.count(""))
# %%
{k: os.environ.get(k) for k in ("TERM", "CLICOLOR", "FORCE_COLOR", "PAGER", "GIT_PAGER", "MPLBACKEND")}
# %%
sys.stdout.write("escrito\n"); sys.stdout.isatty(), sys.stdout.encoding.lower(), sys.stdout.writable()
# %%
get_ipython().run_cell("print('anidada'); 7 * 7").result
# %%
def generar():
    yield from range(3)
display(*generar(), {"a": {1, 2}}, None, b"bytes", 1j); set(), frozenset([1]), range(3), type, len
# %%
print("antes")
!echo durante; seq 1 20000 | tail -3; printf '\377'
print("después\rencima\b")
# %%
escritos = os.write(1, b"\xff\xfe\n"); time.sleep(0.5)
# %%
import threading
hilo = threading.Thread(target=print, args=("desde un hilo",)); hilo.start(); hilo.join(); sys.stdin.isatty()
# %%
import multiprocessing
hijo = multiprocessing.get_context("fork").Process(target=print, args=("desde un hijo",)); hijo.start(); hijo.join(); time.sleep(0.5); hijo.exitcode
# %%
%%html
<p>con una orden</p>
# %%
%%writefile nota.txt
una nota
# %%
%run vecino.py
%env MPLBACKEND
%history -n 1-3
help(HOLA.conjugate)
# %%
%reset -f
%who_ls
# %%
sorted(nombre for nombre in globals() if not nombre.startswith("_"))
"""

CON_ERRORES = r"""
%%javascript
1
# %%
class Roto:
    def _repr_html_(self): raise ValueError("no se puede mostrar")
    def __repr__(self): return "Roto()"
print("antes"); display(Roto()); print("display sigue")
# %% raises-exception
Roto()
# %% raises-exception
1 / 0
# %% raises-exception
def g(): raise ValueError("varias\nlíneas ñ")
try: g()
except ValueError as error: raise RuntimeError("otra") from error
# %% raises-exception
esto no es python
# %% raises-exception
  sangria = 1
# %% raises-exception
%no_hay_tal_orden
# %% raises-exception
%%no_hay_tal_celda
x
# %% raises-exception
await __import__("asyncio").sleep(0); {}["falta"]
# %% raises-exception
raise KeyboardInterrupt
# %% raises-exception
raise SystemExit(3)
# %% raises-exception
raise ExceptionGroup("varios", [ValueError(1), TypeError(2)])
# %% raises-exception
!sleep 1 &
# %% raises-exception
assert 1 == 2, "con mensaje"
# %%
try: 1 / 0
except ZeroDivisionError: get_ipython().showtraceback()
# %%
%tb
# %% skip-execution
print("no se ejecuta")
# %%
print("la cuenta sigue"); len(In)
# %%
display({"application/json": {1, 2}, "text/plain": "conjunto"}, raw=True)
# %%
try: display({"application/json": object()}, raw=True)
except Exception as error: print(type(error).__name__)
"""

DETENIDOS = {
    "error": "print('antes')\n# %%\n1 / 0\n# %%\nprint('no llega')",
    "sintaxis": "1 +\n# %%\nprint('no llega')",
    "salida": "import sys; sys.exit(1)\n# %%\nprint('no llega')",
    "salida_sin_error": "print('antes')\n# %%\nimport sys; sys.exit()\n# %%\nprint('no llega')",
}


def cuaderno_de(texto):
    """Un cuaderno con las celdas separadas por ``# %%`` y, después, sus etiquetas."""
    celdas = [new_markdown_cell("# Prueba"), new_code_cell(PARAMETROS, metadata={"tags": ["parameters"]})]
    for parte in f"# %%\n{texto.strip(chr(10))}\n".split("# %%")[1:]:
        etiquetas, codigo = parte.split("\n", 1)
        celdas.append(new_code_cell(codigo.removesuffix("\n"), metadata={"tags": etiquetas.split()}))
    cuaderno = new_notebook(cells=celdas)
    cuaderno.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return cuaderno


def guardar(region, destino, *capitulos):
    """En un proceso aparte: ejecuta los capítulos y guarda en ``destino`` cada cuaderno, o el de su fallo y la causa."""
    lugares, carpeta = rutas(), Path(destino)
    precargar()
    abrir(PROGRAMA, region)  # como quien hace el informe: los capítulos heredan los datos abiertos

    def terminar(capitulo, resultado):
        if isinstance(resultado, Hecho):
            (carpeta / f"{capitulo}.ipynb").write_text(resultado.cuaderno, encoding="utf-8")
        else:
            (carpeta / f"{capitulo}.txt").write_text(f"{resultado.celda}\n{resultado.causa}", encoding="utf-8")

    fallidos = {c: carpeta / f"{c}.ipynb" for c in capitulos}
    ejecutar(fallidos, {"programa": PROGRAMA, "region": region}, Semaphore(1), lugares, terminar, limites=Limites())


def entorno(raiz, **variables):
    heredado = {k: v for k, v in os.environ.items() if not k.startswith(NO_SE_HEREDAN)}
    return {**heredado, VARIABLE_RAIZ: str(raiz), **variables}


def empezar(raiz, motor, region, destino, *capitulos, **variables):
    destino.mkdir(parents=True)
    orden = "import sys; from test_dos_motores import guardar; guardar(*sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", orden, region, str(destino), *capitulos],
        env=entorno(raiz, SISTEMATIZACION_MOTOR=motor, SOURCE_DATE_EPOCH="0", **variables), cwd=Path(__file__).parent, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def exigir(proceso):
    impreso, _ = proceso.communicate(timeout=240)
    assert (proceso.returncode, impreso) == (0, "")


def comparable(valor):
    """Lo mismo, sin el nombre que cada motor pone al código de una celda."""
    if isinstance(valor, str):
        return DEL_MOTOR.sub("<celda>", valor)
    if isinstance(valor, dict):
        return {clave: comparable(parte) for clave, parte in valor.items()}
    return [comparable(parte) for parte in valor] if isinstance(valor, list) else valor


def salidas(celda):
    """Las de una celda; lo impreso seguido en un mismo flujo es una, y de un rastro cuenta el final."""
    juntas = []
    for salida in celda.get("outputs", []):
        if juntas and salida.output_type == "stream" and salida.name == juntas[-1].get("name"):
            juntas[-1]["text"] += salida.text
        else:
            juntas.append({**salida, "traceback": salida.get("traceback", [])[-1:]})
    return comparable(juntas)


@pytest.fixture(scope="module")
def torturados(tmp_path_factory):
    """La carpeta de cada motor, con los mismos cuadernos ejecutados."""
    textos, hechos, procesos = {"tortura": TORTURA, "con_errores": CON_ERRORES, **DETENIDOS}, {}, []
    for motor in ("bifurcado", "kernel"):
        raiz = tmp_path_factory.mktemp(motor)
        hechos[motor] = raiz / "hechos"
        cuadernos = copiar_proyecto(raiz).notebooks
        for nombre, texto in textos.items():
            nbformat.write(cuaderno_de(texto), cuadernos / f"{nombre}.ipynb")
        (cuadernos / "vecino.py").write_text("HOLA = 1\n", encoding="utf-8")
        (cuadernos / "wave.py").touch()  # se llama como uno de la biblioteca estándar
        procesos.append(empezar(raiz, motor, "junin", hechos[motor], *textos))
    for proceso in procesos:
        exigir(proceso)
    return hechos


def comparar(carpetas, nombre):
    """Las celdas de los dos cuadernos, que han de ser iguales."""
    uno, otro = (nbformat.read(carpetas[motor] / f"{nombre}.ipynb", as_version=4).cells for motor in ("bifurcado", "kernel"))
    assert [c.source for c in uno] == [c.source for c in otro]
    for celda, de_kernel in zip(uno, otro, strict=True):
        assert salidas(celda) == salidas(de_kernel), f"\n{celda.source}"
        assert celda.get("execution_count") == de_kernel.get("execution_count"), celda.source
    return uno


def test_un_cuaderno_de_tortura_da_lo_mismo_en_los_dos_motores(torturados):
    celdas = comparar(torturados, "tortura")
    assert not list(torturados["bifurcado"].glob("tortura.txt"))
    assert sum(bool(c.get("outputs")) for c in celdas) > 60


def test_los_errores_permitidos_y_las_celdas_que_se_saltan_son_iguales_en_los_dos_motores(torturados):
    celdas = comparar(torturados, "con_errores")
    errores = [o.ename for c in celdas for o in c.get("outputs", []) if o.output_type == "error"]
    assert len(errores) == 12
    assert "no se ejecuta" not in [o.get("text") for c in celdas for o in c.get("outputs", [])]


@pytest.mark.parametrize("nombre", DETENIDOS)
def test_un_cuaderno_que_falla_se_detiene_en_la_misma_celda_y_dice_lo_mismo(torturados, nombre):
    celdas = comparar(torturados, nombre)
    causas = [comparable((carpeta / f"{nombre}.txt").read_text(encoding="utf-8")) for carpeta in torturados.values()]
    assert causas[0] == causas[1]
    assert celdas[-1].execution_count is None


CAPITULOS = sorted(p.stem for p in (RAIZ / "notebooks").glob("*.ipynb") if p.stem != "galeria")  # repite piezas de los demás
NBVAL = "from sistematizacion.arranque import aligerar; aligerar(); import pytest, sys; sys.exit(pytest.main())"
SVG = re.compile(r"svg\+xml;base64,([\w+/=]+)")
HTML, CUADRO = "text/html", "application/vnd.sistematizacion.cuadro+json"


@pytest.fixture(scope="module")
def juzgadas(tmp_path_factory):
    """Cada celda de código y si nbval halló lo mismo al volver a ejecutarla en un kernel de Jupyter, en otra zona y otra lengua.

    Todos los capítulos, ejecutados uno a uno con el motor bifurcado, van juntos en un cuaderno: así basta un kernel.
    Al final va otra vez uno de ellos, con salidas cambiadas a mano, que nbval tiene que notar.
    """
    carpeta = tmp_path_factory.mktemp("nbval")
    hechos = carpeta / "hechos"
    exigir(empezar(RAIZ, "bifurcado", "junin", hechos, *CAPITULOS, **OTRO_LUGAR))
    celdas = celdas_de(*(hechos / f"{c}.ipynb" for c in CAPITULOS))
    alteradas = celdas_de(hechos / "resultados.ipynb")
    cambiar(alteradas)
    todas = celdas + alteradas
    for numero, celda in enumerate(todas):
        celda.id = f"celda-{numero}"
    nbformat.write(new_notebook(cells=todas), carpeta / "todos.ipynb")
    iguales = con_nbval(carpeta, "todos")
    return [*zip(todas, iguales, strict=True)], len(celdas)


def celdas_de(*cuadernos):
    return [c for ruta in cuadernos for c in nbformat.read(ruta, as_version=4).cells if c.cell_type == "code"]


def cambiar(celdas):
    """Un cambio mínimo en una salida de cada clase; deja dicho cuál en la celda."""
    cambios = {
        "texto": lambda datos: {"text/plain": datos["text/plain"] + " "},
        "html": lambda datos: {HTML: datos[HTML].replace("ó", "o", 1)} if "ó" in datos[HTML] else None,
        "svg": lambda datos: {HTML: SVG.sub(mover, datos[HTML], count=1)} if SVG.search(datos[HTML]) else None,
        "json": lambda datos: {CUADRO: {**datos[CUADRO], "sobra": 1}} if CUADRO in datos else None,
    }
    for celda in celdas:
        for que in [*cambios] if celda.outputs else []:
            if cambio := cambios[que](celda.outputs[0].data):
                celda.outputs[0].data.update(cambio)
                celda.metadata["cambiado"] = que
                del cambios[que]
                break
    assert not cambios


def mover(grafico):
    """El mismo gráfico con un trazo movido un punto."""
    svg = base64.b64decode(grafico[1]).replace(b'd="M 0 ', b'd="M 1 ', 1)
    return f"svg+xml;base64,{base64.b64encode(svg).decode()}"


def con_nbval(carpeta, nombre):
    """Si cada celda dio lo mismo; nbval no mira la configuración de pytest del proyecto."""
    informe = carpeta / "nbval.xml"
    orden = [
        sys.executable, "-c", NBVAL, "-q", "--nbval", "--nbval-current-env", "-c", os.devnull, "--rootdir", str(carpeta),
        "-p", "no:cacheprovider", "-p", "no:xdist", "--junitxml", str(informe), str(carpeta / f"{nombre}.ipynb"),
    ]  # fmt: skip
    hecho = subprocess.run(orden, env=entorno(RAIZ, **LUGAR), cwd=carpeta, capture_output=True, text=True, timeout=240, check=False)
    assert hecho.returncode == 1, hecho.stdout + hecho.stderr  # fallan las cambiadas a mano
    casos = {int(c.get("name").removeprefix("Cell ")): not len(c) for c in lxml.etree.parse(informe).iter("testcase")}
    return [casos[numero] for numero in range(len(casos))]


def test_todo_capitulo_da_en_un_kernel_lo_mismo_que_con_el_motor_bifurcado(juzgadas):
    todas, cuantas = juzgadas
    assert [celda.source for celda, igual in todas[:cuantas] if not igual] == []
    assert sum(bool(celda.outputs) for celda, _ in todas[:cuantas]) > 60


def test_nbval_nota_un_cambio_minimo_en_un_texto_un_html_un_svg_o_un_json(juzgadas):
    todas, cuantas = juzgadas
    distintas = [celda.metadata.get("cambiado") for celda, igual in todas[cuantas:] if not igual]
    assert sorted(distintas) == ["html", "json", "svg", "texto"]
