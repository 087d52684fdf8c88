"""Un motor de papermill que ejecuta las celdas con la consola de IPython en este mismo proceso, sin kernel ni puertos.

Quien lo usa es un proceso recién bifurcado de uno que ya importó todo (ver ``motor``): el proceso es el aislamiento, y
no se paga el arranque de un kernel por capítulo.
"""

import builtins
import getpass
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core import application, completer, completerlib, crashhandler, logger, oinspect, page, pylabtools  # noqa: F401
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magics import execution  # noqa: F401 (la consola los pide al abrirse; así se heredan)
from nbformat import NotebookNode
from papermill.engines import Engine, papermill_engines
from traitlets import Type
from traitlets.config import Config

from sistematizacion.ejecucion.captura import Captura

NOMBRE = "sistematizacion"
SIN_HISTORIAL = Config({"HistoryManager": {"enabled": False}})
SALTAR, PUEDE_FALLAR = "skip-execution", "raises-exception"
RESERVA = 128 * 2**20  # bytes por encima del tope de memoria, para contar que se llegó a él
DE_UN_KERNEL = {  # variables que un kernel pone para los programas que las celdas llaman
    "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "PAGER": "cat", "GIT_PAGER": "cat",
}  # fmt: skip


class Resultados(DisplayHook):
    """El valor de la última expresión de una celda va a sus salidas, y no a la terminal."""

    captura: Captura

    def write_output_prompt(self) -> None:
        """No hay terminal donde escribir «Out[1]»."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Agrega el resultado a las salidas."""
        self.captura.agregar(
            "execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count
        )

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
        self._validate_data(data, metadata)
        self.captura.mostrar(data, metadata or {}, (transient or {}).get("display_id"), actualizar=update)

    def clear_output(self, wait: bool = False) -> None:
        """Quita las salidas de la celda."""
        self.captura.borrar(esperar=wait)


class Consola(InteractiveShell):
    """La consola de IPython sin terminal: lo que muestra va a las salidas y nadie puede contestarle."""

    displayhook_class = Type(Resultados)
    display_pub_class = Type(Publicador)
    system = InteractiveShell.system_piped
    con_reserva = False
    fallo_al_mostrar = False  # el resultado de la celda no se pudo mostrar entero

    def init_environment(self) -> None:
        """Las variables que un kernel pone."""
        os.environ.update(DE_UN_KERNEL)

    def init_virtualenv(self) -> None:
        """Nada, como en un kernel: de otro entorno activado en la terminal no se toman módulos."""

    def init_hooks(self) -> None:
        """Lo que iría a un paginador (``objeto?``) no es una salida."""
        super().init_hooks()
        self.set_hook("show_in_pager", page.as_hook(lambda *_, **__: None), 99)

    def enable_gui(self, gui: str | None = None) -> None:
        """No hay ventanas que atender."""

    def ask_exit(self) -> None:
        """Lo que hacen ``exit`` y ``quit``."""
        raise RuntimeError("Un cuaderno del informe no puede cerrar la consola (exit, quit).")

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Contar un error también pide memoria, y puede que lo que falló sea que no la hay."""
        tope, maximo = resource.getrlimit(resource.RLIMIT_DATA)
        if tope != resource.RLIM_INFINITY and not self.con_reserva:
            resource.setrlimit(resource.RLIMIT_DATA, (tope + RESERVA, maximo))
            self.con_reserva = True
        super().showtraceback(*args, **kwargs)

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        """Un error es una salida más, en su lugar; si lo dio el resultado al mostrarse, la celda también falla."""
        self.display_pub.captura.agregar("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))
        self.fallo_al_mostrar |= self.displayhook.is_active


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
    builtins.input = getpass.getpass = _sin_respuesta
    sys.path[:] = _con_lo_vecino(sys.path)
    consola = Consola.instance(config=SIN_HISTORIAL)
    consola.displayhook.captura = consola.display_pub.captura = captura
    if matplotlib := sys.modules.get("matplotlib"):  # si no, ya leerá la variable al importarse
        matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # quien bifurcó quizá dejó figuras, y otra manera de verlas
        pyplot.close("all")
        consola.enable_matplotlib("inline")
    return consola, captura


def _con_lo_vecino(rutas: list[str]) -> list[str]:
    """Lo que está junto al cuaderno se puede importar, y no tapa a la biblioteca estándar, igual que en un kernel."""
    rutas = [ruta for ruta in rutas if ruta]
    de_terceros = (n for n, ruta in enumerate(rutas) if ruta.endswith(("site-packages", "dist-packages")))
    lugar = next(de_terceros, 0)
    return [*rutas[:lugar], "", *rutas[lugar:]]


def ejecutar_celda(consola: Consola, captura: Captura, celda: NotebookNode) -> bool:
    """Ejecuta una celda, le pone sus salidas y dice si terminó bien."""
    consola.fallo_al_mostrar = False
    with captura.celda() as celda.outputs:
        resultado = consola.run_cell(celda.source, store_history=True)
    celda.execution_count = resultado.execution_count
    return resultado.success and not consola.fallo_al_mostrar


def _sin_respuesta(*_: object, **__: object) -> str:
    raise StdinNotImplementedError("Un cuaderno del informe no puede pedir nada a quien lo ejecuta (input).")


papermill_engines.register(NOMBRE, MotorBifurcado)
