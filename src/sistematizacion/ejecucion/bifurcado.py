"""Un motor de papermill que ejecuta las celdas con la consola de IPython en este mismo proceso, sin kernel ni puertos.

Quien lo usa es un proceso recién bifurcado de uno que ya importó todo (ver ``motor``): el proceso es el aislamiento, y
no se paga el arranque de un kernel por capítulo.
"""

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines
from traitlets import Type
from traitlets.config import Config

from sistematizacion.ejecucion.captura import Captura

NOMBRE = "sistematizacion"
SIN_HISTORIAL = Config({"HistoryManager": {"enabled": False}})
SALTAR, PUEDE_FALLAR = "skip-execution", "raises-exception"


class Resultados(DisplayHook):
    """El valor de la última expresión de una celda va a sus salidas, y no a la terminal."""

    captura: Captura

    def write_output_prompt(self) -> None:
        """No hay terminal donde escribir «Out[1]»."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Agrega el resultado a las salidas."""
        salida = new_output("execute_result", data=format_dict, metadata=md_dict or {})
        salida.execution_count = self.prompt_count
        self.captura.agregar(salida)

    def finish_displayhook(self) -> None:
        """Nada que cerrar."""
        self._is_active = False


class Publicador(DisplayPublisher):
    """Lo que pasa por ``display`` va a las salidas."""

    captura: Captura

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        """Agrega, o actualiza, una salida."""
        self.captura.mostrar(data, metadata or {}, (transient or {}).get("display_id"), actualizar=update)

    def clear_output(self, wait: bool = False) -> None:
        """Quita las salidas de la celda."""
        self.captura.borrar(esperar=wait)


class Consola(InteractiveShell):
    """La consola de IPython sin terminal: lo que muestra va a las salidas y nadie puede contestarle."""

    displayhook_class = Type(Resultados)
    display_pub_class = Type(Publicador)
    system = InteractiveShell.system_piped

    def enable_gui(self, gui: str | None = None) -> None:
        """No hay ventanas que atender."""

    def _showtraceback(self, etype: object, evalue: object, stb: object) -> None:
        """El error va en su propia salida (ver ``_error``), no impreso."""


class MotorBifurcado(Engine):
    """Ejecuta el cuaderno celda por celda y se detiene en la primera que falle, como el motor de papermill."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, carpeta: Path, al_empezar: Callable[[int], None], **_: object
    ) -> None:
        """Llena ``nb_man.nb`` con las salidas; papermill convierte después la celda con error en una excepción.

        ``carpeta`` recibe lo que las celdas imprimen; ``al_empezar``, el índice de cada celda antes de ejecutarla.
        """
        consola, captura = abrir_consola(carpeta)
        for indice, celda in enumerate(nb_man.nb.cells):
            etiquetas = celda.metadata.get("tags", [])
            if celda.cell_type != "code" or SALTAR in etiquetas:
                continue
            al_empezar(indice)
            nb_man.cell_start(celda, indice)
            if not ejecutar_celda(consola, captura, celda) and PUEDE_FALLAR not in etiquetas:
                nb_man.cell_exception(celda, indice)
                return
            nb_man.cell_complete(celda, indice)


def abrir_consola(carpeta: Path) -> tuple[Consola, Captura]:
    """La consola de este proceso, con las figuras de pyplot en las salidas, como en un kernel."""
    captura = Captura(carpeta)
    builtins.input = _sin_respuesta
    consola = Consola.instance(config=SIN_HISTORIAL)
    consola.displayhook.captura = consola.display_pub.captura = captura
    matplotlib.rcParams["backend"] = "module://matplotlib_inline.backend_inline"  # el que un kernel pone
    return consola, captura


def ejecutar_celda(consola: Consola, captura: Captura, celda: NotebookNode) -> bool:
    """Ejecuta una celda, le pone sus salidas y dice si terminó bien."""
    with captura.celda() as salidas:
        resultado = consola.run_cell(celda.source, store_history=True)
    celda.execution_count = resultado.execution_count
    celda.outputs = salidas + _error(consola, resultado)
    return resultado.success


def _error(consola: Consola, resultado: ExecutionResult) -> list[NotebookNode]:
    error = resultado.error_before_exec or resultado.error_in_exec
    if error is None:
        return []
    rastro = consola.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    return [new_output("error", ename=type(error).__name__, evalue=str(error), traceback=list(rastro))]


def _sin_respuesta(pregunta: object = "") -> str:
    raise StdinNotImplementedError("Un cuaderno del informe no puede pedir nada a quien lo ejecuta (input).")


papermill_engines.register(NOMBRE, MotorBifurcado)
