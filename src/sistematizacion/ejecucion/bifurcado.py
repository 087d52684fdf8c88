"""Un motor de papermill que ejecuta las celdas con la consola de IPython en este mismo proceso, sin kernel ni puertos.

Quien lo usa es un proceso recién bifurcado de uno que ya importó todo (ver ``motor``): el proceso es el aislamiento, y
no se paga el arranque de un kernel por capítulo.
"""

import base64
import io
import sys

from IPython.core.display_trap import DisplayTrap
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.capture import capture_output
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

NOMBRE = "sistematizacion"
SIN_HISTORIAL = Config({"HistoryManager": {"enabled": False}})


class MotorBifurcado(Engine):
    """Ejecuta el cuaderno celda por celda y se detiene en la primera que falle, como el motor de papermill."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: object, kernel_name: str, **_: object) -> None:
        """Llena ``nb_man.nb`` con las salidas; papermill convierte después la celda con error en una excepción."""
        consola = InteractiveShell.instance(config=SIN_HISTORIAL)
        for indice, celda in enumerate(nb_man.nb.cells):  # type: ignore[attr-defined]
            if celda.cell_type != "code":
                continue
            nb_man.cell_start(celda, indice)  # type: ignore[attr-defined]
            if ejecutar_celda(consola, celda):
                nb_man.cell_complete(celda, indice)  # type: ignore[attr-defined]
            else:
                nb_man.cell_exception(celda, indice)  # type: ignore[attr-defined]
                return


def ejecutar_celda(consola: InteractiveShell, celda: NotebookNode) -> bool:
    """Ejecuta una celda, le pone sus salidas y dice si terminó bien."""
    mostrado: list[dict] = []
    publicador = CapturingDisplayPublisher()
    consola.display_trap = DisplayTrap(hook=CapturingDisplayHook(consola, mostrado))
    consola.display_pub = publicador
    with capture_output(display=False) as texto:
        resultado = consola.run_cell(celda.source, store_history=True)
    celda.execution_count = resultado.execution_count
    celda.outputs = [
        *_textos(texto.stdout, texto.stderr, resultado),
        *(new_output("display_data", data=s["data"], metadata=s["metadata"]) for s in publicador.outputs),
        *(_resultado(s, resultado.execution_count) for s in mostrado),
        *_figuras_sueltas(),
        *_error(consola, resultado),
    ]
    return resultado.success


def _resultado(salida: dict, cuenta: int | None) -> NotebookNode:
    return new_output("execute_result", data=salida["data"], metadata=salida["metadata"], execution_count=cuenta)


def _textos(stdout: str, stderr: str, resultado: ExecutionResult) -> list[NotebookNode]:
    """Lo impreso; si la celda falló, la consola imprimió el error, que ya va en su propia salida."""
    impresos = (("stdout", stdout if resultado.success else ""), ("stderr", stderr if resultado.success else ""))
    return [new_output("stream", name=nombre, text=texto) for nombre, texto in impresos if texto]


def _figuras_sueltas() -> list[NotebookNode]:
    """Las figuras de pyplot que la celda dejó abiertas, como las muestra un kernel; el informe no las publica, y lo dice."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    figuras = [pyplot.figure(n) for n in pyplot.get_fignums()] if pyplot else []
    salidas = []
    for figura in figuras:
        dibujo = io.BytesIO()
        figura.savefig(dibujo, format="png")
        datos = {"image/png": base64.b64encode(dibujo.getvalue()).decode(), "text/plain": repr(figura)}
        salidas.append(new_output("display_data", data=datos))
        pyplot.close(figura)
    return salidas


def _error(consola: InteractiveShell, resultado: ExecutionResult) -> list[NotebookNode]:
    error = resultado.error_before_exec or resultado.error_in_exec
    if error is None:
        return []
    rastro = consola.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    return [new_output("error", ename=type(error).__name__, evalue=str(error), traceback=list(rastro))]


papermill_engines.register(NOMBRE, MotorBifurcado)
