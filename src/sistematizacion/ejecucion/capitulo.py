"""Ejecuta un capítulo en este proceso, que es solo suyo, y dice cómo acabó."""

import json
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from sistematizacion.ejecucion.cuadernos import ETIQUETA
from sistematizacion.ejecucion.procesos import Interrumpida, carpeta_propia, emitir, limitar_memoria
from sistematizacion.nucleo import lecturas
from sistematizacion.nucleo.lecturas import Lectura
from sistematizacion.rutas import VARIABLE_RAIZ

FIGURAS = "module://matplotlib_inline.backend_inline"  # las de pyplot, a las salidas, diga lo que diga el entorno
DETENIDO = "la celda detuvo el cuaderno con sys.exit"  # si es sin error, papermill lo da por terminado


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


def ejecutar_tarea(tarea: Tarea) -> Hecho | Fallo | Interrumpida:
    """Ejecuta el cuaderno con papermill. Emite el índice de cada celda al empezarla, para que se sepa dónde murió.

    La carpeta de IPython es temporal: lo que el usuario tenga en la suya no interviene.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    carpeta = carpeta_propia()
    salida, leidas = carpeta / tarea.entrada.name, carpeta / "lecturas"
    os.environ |= {
        VARIABLE_RAIZ: str(tarea.raiz), "IPYTHONDIR": str(carpeta), "JUPYTER_RUNTIME_DIR": str(carpeta), "MPLBACKEND": FIGURAS,
    }  # fmt: skip
    try:
        cuaderno = papermill.execute_notebook(
            tarea.entrada, salida, tarea.parametros, progress_bar=False, cwd=tarea.entrada.parent,
            request_save_on_cell_execute=False, **_motor(tarea, carpeta, leidas),
        )  # fmt: skip
        if cuaderno.metadata.papermill.exception:
            detenida = next(n for n, celda in enumerate(cuaderno.cells) if celda.metadata.papermill.exception)
            return sellar(tarea, Interrumpida(DETENIDO), detenida)
        propio = Lectura("archivo", "", f"{tarea.entrada.parent.name}/{tarea.entrada.name}")
        return Hecho(json.dumps(cuaderno, ensure_ascii=False), lecturas.leer(leidas) - {propio})
    except PapermillExecutionError as error:
        _mover(salida, tarea.fallido)
        lugar = _lugar(nbformat.read(tarea.entrada, as_version=4), error.cell_index)[1]
        return Fallo(tarea.capitulo, lugar, _causa(error, salida), str(tarea.fallido))
    except Exception as error:  # fuera de las celdas: el cuaderno, el disco o el kernel
        return Interrumpida(f"{type(error).__name__}: {error}")


def _motor(tarea: Tarea, carpeta: Path, leidas: Path) -> dict[str, object]:
    """Lo que cada motor necesita; en ambos, lo que se lea queda en ``leidas``."""
    if tarea.con_kernel:
        os.environ[lecturas.VARIABLE] = str(leidas)
        _vaciar(1)  # donde el kernel repite lo que imprimen los programas que las celdas llaman
        return {"extra_arguments": ["--log-level=CRITICAL"]}
    _aislar(tarea.memoria)
    lecturas.empezar(leidas, tarea.raiz)
    return {"engine_name": "sistematizacion", "carpeta": carpeta, "al_empezar": emitir}


def _aislar(megas: int) -> None:
    """Lo que un proceso bifurcado heredó y debe ser suyo: el azar de numpy, la entrada, y un tope de memoria."""
    import faulthandler

    import numpy as np

    np.random.seed()
    faulthandler.disable()
    _vaciar(0)
    if megas:
        limitar_memoria(megas)


def _vaciar(descriptor: int) -> None:
    """Hace que de ese descriptor no se lea ni en él se escriba nada."""
    vacio = os.open(os.devnull, os.O_RDWR)
    os.dup2(vacio, descriptor)
    os.close(vacio)


def _causa(error: Any, ejecutado: Path) -> str:
    """El error de la celda; el que IPython solo imprime (como una orden con % mal escrita) se toma de lo impreso."""
    if error.traceback:
        return f"{error.ename}: {error.evalue}"
    celda = nbformat.read(ejecutado, as_version=4).cells[error.cell_index + 2]  # papermill antepone dos avisos
    impreso = "".join(o.text for o in celda.outputs if o.get("name") == "stderr")
    escrito = re.search(r"^[\s|]*(\w*(?:Error|Group): .+)$", impreso, re.MULTILINE)
    return escrito[1] if escrito else error.ename


def _lugar(cuaderno: NotebookNode, ejecutada: int) -> tuple[int, str]:
    """El índice de una celda en el cuaderno que el usuario abre, dado el que tiene al ejecutarse, y cómo nombrarla.

    El ejecutado tiene una celda más, con los parámetros, después de la que los declara.
    """
    celdas = cuaderno.cells
    inyectada = next((n for n, c in enumerate(celdas, 1) if ETIQUETA in c.metadata.get("tags", [])), len(celdas))
    indice = ejecutada - (ejecutada >= inyectada)
    numero = sum(c.cell_type == "code" for c in celdas[: indice + 1])
    return indice, f"celda {numero}: {celdas[indice].source.strip()}"


def _mover(desde: Path, hasta: Path) -> None:
    hasta.parent.mkdir(parents=True, exist_ok=True)
    hasta.write_bytes(desde.read_bytes())


def sellar(tarea: Tarea, corte: Interrumpida, celda: int | None) -> Fallo:
    """El fallo de un proceso que murió sin poder decirlo; deja el cuaderno con una marca en la celda donde estaba.

    Args:
        celda: índice de la última que empezó, en el cuaderno ya con su celda de parámetros inyectados.
    """
    cuaderno = nbformat.read(tarea.entrada, as_version=4)
    indice, lugar, aviso = 0, "sin terminar", "La ejecución no terminó"
    if celda is not None:
        indice, lugar = _lugar(cuaderno, celda)
        aviso = "La ejecución se cortó en esta celda"
    cuaderno.cells.insert(indice, new_markdown_cell(f"**{aviso}**: {corte.causa}."))
    tarea.fallido.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(cuaderno, tarea.fallido)
    return Fallo(tarea.capitulo, lugar, corte.causa, str(tarea.fallido))
