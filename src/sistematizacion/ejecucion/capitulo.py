"""Ejecuta un capítulo en este proceso, que es solo suyo, y dice cómo acabó."""

import json
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from sistematizacion.ejecucion.procesos import Interrumpida, emitir
from sistematizacion.nucleo import lecturas
from sistematizacion.nucleo.lecturas import Lectura
from sistematizacion.rutas import VARIABLE_RAIZ

MEGA = 2**20


@dataclass(frozen=True)
class Tarea:
    """Un capítulo por ejecutar."""

    capitulo: str
    entrada: Path  # el cuaderno
    fallido: Path  # dónde queda, si falla, para leerlo
    parametros: dict[str, str]
    raiz: Path
    con_kernel: bool
    memoria: int  # megas que puede pedir


@dataclass(frozen=True)
class Hecho:
    """Un capítulo ejecutado: su cuaderno en JSON y lo que leyó."""

    cuaderno: str
    lecturas: frozenset[Lectura]


@dataclass(frozen=True)
class Fallo:
    """Un capítulo que no terminó; viaja entre procesos, por eso solo lleva texto."""

    capitulo: str
    celda: str
    causa: str
    cuaderno: str = ""


def ejecutar_tarea(tarea: Tarea) -> Hecho | Fallo:
    """Ejecuta el cuaderno con papermill. Emite el índice de cada celda al empezarla, para que se sepa dónde murió.

    La carpeta de IPython es temporal: lo que el usuario tenga en la suya no interviene.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="sistematizacion-") as temporal:
        carpeta = Path(temporal)
        salida, leidas = carpeta / tarea.entrada.name, carpeta / "lecturas"
        os.environ |= {VARIABLE_RAIZ: str(tarea.raiz), "IPYTHONDIR": temporal, "JUPYTER_RUNTIME_DIR": temporal}
        try:
            cuaderno = papermill.execute_notebook(
                tarea.entrada, salida, tarea.parametros, progress_bar=False, cwd=tarea.entrada.parent,
                request_save_on_cell_execute=False, **_motor(tarea, carpeta, leidas),
            )  # fmt: skip
            propio = Lectura("archivo", "", f"{tarea.entrada.parent.name}/{tarea.entrada.name}")
            return Hecho(json.dumps(cuaderno, ensure_ascii=False), lecturas.leer(leidas) - {propio})
        except PapermillExecutionError as error:
            _mover(salida, tarea.fallido)
            causa = f"{error.ename}: {error.evalue}"
            return Fallo(tarea.capitulo, f"celda {_numero(error.exec_count)}: {error.source.strip()}", causa, str(tarea.fallido))
        except Exception as error:  # fuera de las celdas: el cuaderno, el disco o el kernel
            return Fallo(tarea.capitulo, "fuera de sus celdas", f"{type(error).__name__}: {error}")


def _motor(tarea: Tarea, carpeta: Path, leidas: Path) -> dict[str, object]:
    """Lo que cada motor necesita; en ambos, lo que se lea queda en ``leidas``."""
    if tarea.con_kernel:
        os.environ[lecturas.VARIABLE] = str(leidas)
        return {"extra_arguments": ["--log-level=ERROR"]}
    _aislar(tarea.memoria)
    lecturas.empezar(leidas, tarea.raiz)
    return {"engine_name": "sistematizacion", "carpeta": carpeta, "al_empezar": emitir}


def _aislar(megas: int) -> None:
    """Lo que un proceso bifurcado heredó y debe ser suyo: el azar de numpy, la entrada, y un tope de memoria."""
    import faulthandler
    import resource

    import numpy as np

    np.random.seed()
    faulthandler.disable()
    vacio = os.open(os.devnull, os.O_RDONLY)
    os.dup2(vacio, 0)
    os.close(vacio)
    if megas:
        tope = (_memoria_propia() + megas) * MEGA
        resource.setrlimit(resource.RLIMIT_DATA, (tope, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _memoria_propia() -> int:
    """Los megas de datos que el proceso ya tiene al nacer."""
    estado = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(linea.split()[1]) for linea in estado.splitlines() if linea.startswith("VmData:")) * 1024 // MEGA


def _numero(cuenta: int) -> int:
    """La celda que falló, contada como en el cuaderno: papermill agrega una con los parámetros."""
    return cuenta - 1 if cuenta > 1 else 1


def _mover(desde: Path, hasta: Path) -> None:
    hasta.parent.mkdir(parents=True, exist_ok=True)
    hasta.write_bytes(desde.read_bytes())


def sellar(tarea: Tarea, corte: Interrumpida, celda: int | None) -> Fallo:
    """El fallo de un proceso que murió sin poder decirlo; deja el cuaderno con una marca en la celda donde estaba.

    Args:
        celda: índice de la última que empezó, en el cuaderno ya con su celda de parámetros inyectados.
    """
    cuaderno = nbformat.read(tarea.entrada, as_version=4)
    lugar, aviso = "sin terminar", "La ejecución no terminó"
    if celda is not None:
        inyectada = next((n for n, c in enumerate(cuaderno.cells, 1) if "parameters" in c.metadata.get("tags", [])), celda)
        celda -= celda >= inyectada
        numero = sum(c.cell_type == "code" for c in cuaderno.cells[: celda + 1])
        lugar, aviso = f"celda {numero}: {cuaderno.cells[celda].source.strip()}", "La ejecución se cortó en esta celda"
    cuaderno.cells.insert(celda or 0, new_markdown_cell(f"**{aviso}**: {corte.causa}."))
    tarea.fallido.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(cuaderno, tarea.fallido)
    return Fallo(tarea.capitulo, lugar, corte.causa, str(tarea.fallido))
