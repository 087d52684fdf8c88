"""Ejecuta capítulos con papermill, cada uno en un proceso nuevo y varios a la vez.

Donde el sistema puede bifurcar procesos, las celdas se ejecutan con el motor ``bifurcado``; donde no, o si
``SISTEMATIZACION_MOTOR=kernel``, con un kernel de Jupyter por capítulo. El resultado es el mismo.
"""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sistematizacion.ejecucion.capitulo import Fallo, Hecho, Tarea, ejecutar_tarea, sellar
from sistematizacion.ejecucion.cuadernos import exigir_parametros, ruta_de_capitulo
from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, Turnos, repartir
from sistematizacion.errores import ErrorDeDocumento, ErrorDeUso
from sistematizacion.rutas import Rutas

SEGUNDOS_POR_CAPITULO = 300
MEGAS_POR_CAPITULO = 2048
VARIABLE_MOTOR = "SISTEMATIZACION_MOTOR"
VARIABLE_SEGUNDOS = "SISTEMATIZACION_SEGUNDOS"
VARIABLE_MEMORIA = "SISTEMATIZACION_MEMORIA"
MOTORES = ("bifurcado", "kernel")


@dataclass(frozen=True)
class Limites:
    """Cuánto puede demorar y pedir un capítulo."""

    segundos: int = SEGUNDOS_POR_CAPITULO
    megas: int = MEGAS_POR_CAPITULO

    @classmethod
    def pedidos(cls) -> "Limites":
        """Los que se piden con variables de entorno, o los de siempre.

        Raises:
            ErrorDeUso: una no es un número entero mayor que cero.
        """
        return cls(_entero(VARIABLE_SEGUNDOS, cls.segundos), _entero(VARIABLE_MEMORIA, cls.megas))


def _entero(variable: str, por_defecto: int) -> int:
    pedido = os.environ.get(variable, "") or str(por_defecto)
    if not pedido.isascii() or not pedido.isdigit() or not int(pedido):
        raise ErrorDeUso(f"{variable}={pedido} no es un número entero mayor que cero.")
    return int(pedido)


def ejecutar(
    capitulos: Mapping[str, Path],
    parametros: dict[str, str],
    turnos: Turnos,
    rutas: Rutas,
    al_terminar: Callable[[str, Hecho | Fallo], None],
    al_empezar: Callable[[str], None] = lambda capitulo: None,
    al_esperar: Callable[[], object] = lambda: None,
    limites: Limites | None = None,
) -> None:
    """Ejecuta los capítulos; ``al_terminar`` recibe cada uno con su resultado apenas está.

    ``capitulos`` da, por cada uno, dónde queda su cuaderno si falla. El que no tiene cuaderno, o cuya celda de
    parámetros no es la debida, falla sin ejecutarse.
    """
    topes, kernel = limites or Limites.pedidos(), con_kernel()
    tareas = []
    for capitulo, fallido in capitulos.items():
        try:
            entrada = ruta_de_capitulo(rutas.notebooks, capitulo)
            exigir_parametros(entrada)
            tareas.append(Tarea(capitulo, entrada, fallido, parametros, rutas.raiz, kernel, topes.megas))
        except ErrorDeDocumento as error:
            al_terminar(capitulo, Fallo(capitulo, "sin ejecutarse", str(error)))
    celdas: dict[int, int] = {}  # por tarea, la última celda que empezó

    def recibir(indice: int, celda: int) -> None:
        if indice not in celdas:
            al_empezar(tareas[indice].capitulo)
        celdas[indice] = celda

    def terminar(indice: int, resultado: Hecho | Fallo | Interrumpida) -> None:
        tarea = tareas[indice]
        if isinstance(resultado, Interrumpida):
            resultado = sellar(tarea, resultado, celdas.get(indice))
        al_terminar(tarea.capitulo, resultado)

    repartir(ejecutar_tarea, tareas, turnos, topes.segundos, terminar, recibir, al_esperar)


def con_kernel() -> bool:
    """Dice si los capítulos van con un kernel de Jupyter cada uno."""
    pedido = os.environ.get(VARIABLE_MOTOR, "bifurcado")
    if pedido not in MOTORES:
        raise ErrorDeUso(f"{VARIABLE_MOTOR}={pedido} no existe. Opciones: {', '.join(MOTORES)}.")
    return not PUEDE_BIFURCAR or pedido == "kernel"


def precargar(*, graficos: bool = True) -> None:
    """Importa y prepara una vez lo que los capítulos usan, para que los procesos bifurcados lo hereden.

    ``pandas`` decide al importarse cuántas columnas muestra, según haya o no un kernel: se fija aquí lo que fija allá.
    """
    if con_kernel():
        return
    import nbformat
    import pandas as pd

    import sistematizacion.ejecucion.bifurcado
    import sistematizacion.presentacion.informe  # noqa: F401

    if graficos:
        import matplotlib.backends.backend_svg
        import seaborn  # noqa: F401

        import sistematizacion.presentacion.graficos  # noqa: F401
    nbformat.validate(nbformat.v4.new_notebook())  # compila su validador, que tarda más que un capítulo breve
    pd.set_option("display.max_columns", 20)


@contextmanager
def sin_recolector() -> Iterator[None]:
    """Para importar mucho: el recolector de basura no lo recorre, ni ahora ni en los procesos que lo hereden."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
