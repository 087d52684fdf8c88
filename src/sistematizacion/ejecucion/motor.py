"""Ejecuta los capítulos de un informe con papermill, cada uno en un proceso nuevo y varios a la vez.

Donde el sistema puede bifurcar procesos, las celdas se ejecutan con el motor ``bifurcado``; donde no, o si
``SISTEMATIZACION_MOTOR=kernel``, con un kernel de Jupyter por capítulo. El resultado es el mismo.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from sistematizacion.ejecucion.cuadernos import exigir_parametros, ruta_de_capitulo
from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, repartir
from sistematizacion.errores import ErrorDeEjecucion, ErrorDeUso
from sistematizacion.rutas import VARIABLE_RAIZ, Rutas

SEGUNDOS_POR_CAPITULO = 300
VARIABLE_MOTOR = "SISTEMATIZACION_MOTOR"
MOTORES = ("bifurcado", "kernel")


@dataclass(frozen=True)
class Tarea:
    """Un capítulo por ejecutar."""

    capitulo: str
    entrada: Path
    salida: Path
    parametros: dict[str, str]
    raiz: Path


@dataclass(frozen=True)
class Fallo:
    """Un capítulo que no terminó; viaja entre procesos, por eso solo lleva texto."""

    capitulo: str
    celda: str
    causa: str
    cuaderno: str


def ejecutar(
    capitulos: Sequence[str], programa: str, region: str, carpeta: Path, rutas: Rutas, avisar: Callable[[str], None]
) -> list[NotebookNode]:
    """Ejecuta los capítulos y deja cada cuaderno ejecutado en ``carpeta``.

    ``avisar`` recibe el nombre de cada capítulo al terminar. Devuelve los cuadernos en el orden pedido.

    Raises:
        ErrorDeDocumento: un capítulo no tiene cuaderno o su celda de parámetros no es la debida.
        ErrorDeEjecucion: nombra cada capítulo que falló, su celda, la causa y dónde quedó el cuaderno.
    """
    entradas = {capitulo: ruta_de_capitulo(rutas.notebooks, capitulo) for capitulo in capitulos}
    for entrada in entradas.values():
        exigir_parametros(entrada)
    carpeta.mkdir(parents=True, exist_ok=True)
    parametros = {"programa": programa, "region": region}
    tareas = [Tarea(c, e, carpeta / f"{c}.ipynb", parametros, rutas.raiz) for c, e in entradas.items()]
    precargar()
    resultados = repartir(
        _ejecutar_tarea, tareas, os.cpu_count() or 1, SEGUNDOS_POR_CAPITULO, lambda n: avisar(tareas[n].capitulo)
    )
    fallos = [_como_fallo(t, r) for t, r in zip(tareas, resultados, strict=True) if not isinstance(r, NotebookNode)]
    if fallos:
        raise ErrorDeEjecucion("\n".join(_describir(f, region, rutas) for f in fallos))
    return resultados


def con_kernel() -> bool:
    """Dice si los capítulos van con un kernel de Jupyter cada uno."""
    pedido = os.environ.get(VARIABLE_MOTOR, "bifurcado")
    if pedido not in MOTORES:
        raise ErrorDeUso(f"{VARIABLE_MOTOR}={pedido} no existe. Opciones: {', '.join(MOTORES)}.")
    return not PUEDE_BIFURCAR or pedido == "kernel"


def precargar() -> None:
    """Importa una vez lo que todos los capítulos usan, para que los procesos bifurcados lo hereden.

    ``pandas`` decide al importarse cuántas columnas muestra, según haya o no un kernel: se fija aquí lo que fija allá.
    """
    if con_kernel():
        return
    import matplotlib
    import pandas as pd
    import seaborn  # noqa: F401

    import sistematizacion.ejecucion.bifurcado
    import sistematizacion.presentacion.informe  # noqa: F401

    matplotlib.use("agg")
    pd.set_option("display.max_columns", 20)


def _ejecutar_tarea(tarea: Tarea) -> NotebookNode | Fallo:
    """Corre en un proceso hijo. La carpeta de IPython es temporal: lo que el usuario tenga en la suya no interviene."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    motor = {"extra_arguments": ["--log-level=ERROR"]} if con_kernel() else {"engine_name": "sistematizacion"}
    with tempfile.TemporaryDirectory(prefix="sistematizacion-") as temporal:
        os.environ |= {VARIABLE_RAIZ: str(tarea.raiz), "IPYTHONDIR": temporal, "JUPYTER_RUNTIME_DIR": temporal}
        try:
            return papermill.execute_notebook(
                tarea.entrada, tarea.salida, tarea.parametros, progress_bar=False, cwd=tarea.entrada.parent,
                request_save_on_cell_execute=False, **motor,
            )  # fmt: skip
        except PapermillExecutionError as error:
            return Fallo(tarea.capitulo, _celda(error), f"{error.ename}: {error.evalue}", str(tarea.salida))
        except Exception as error:  # fuera de las celdas: el cuaderno, el disco o el kernel
            return Fallo(tarea.capitulo, "fuera de sus celdas", f"{type(error).__name__}: {error}", "")


def _celda(error: object) -> str:
    """La celda que falló, contada como en el cuaderno: papermill agrega una con los parámetros."""
    numero = error.exec_count - 1 if error.exec_count > 1 else 1  # type: ignore[attr-defined]
    return f"celda {numero}: {error.source.strip()}"  # type: ignore[attr-defined]


def _como_fallo(tarea: Tarea, resultado: Fallo | Interrumpida) -> Fallo:
    if isinstance(resultado, Interrumpida):
        return Fallo(tarea.capitulo, "sin terminar", resultado.causa, str(tarea.salida))
    return resultado


def _describir(fallo: Fallo, region: str, rutas: Rutas) -> str:
    cuaderno = (
        f"\n  Cuaderno con el error: {rutas.relativa(Path(fallo.cuaderno))}" if Path(fallo.cuaderno).is_file() else ""
    )
    donde = f"Falló el capítulo «{fallo.capitulo}» de {region or 'todas las regiones'}, {fallo.celda}"
    return f"{donde}\n  {fallo.causa}{cuaderno}"
