"""Reparte tareas entre procesos hijos, uno nuevo por tarea, y no confía en que terminen."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

PUEDE_BIFURCAR = sys.platform == "linux"  # macOS tiene fork, pero sus bibliotecas no lo soportan


@dataclass(frozen=True)
class Interrumpida:
    """Una tarea cuyo proceso murió o pasó de su tiempo; ``causa`` lo dice."""

    causa: str


@dataclass
class _EnCurso:
    indice: int
    proceso: BaseProcess
    inicio: float


def repartir(
    funcion: Callable[[Any], Any],
    tareas: Sequence[Any],
    a_la_vez: int,
    segundos: float,
    al_terminar: Callable[[int], None],
) -> list[Any]:
    """Ejecuta ``funcion(tarea)`` en un proceso por tarea, ``a_la_vez`` como máximo, y devuelve los resultados en orden.

    Donde se puede, el hijo se bifurca de este proceso y hereda lo ya importado; donde no, empieza de cero. Un hijo que
    muere, o que pasa de ``segundos``, da ``Interrumpida``. Al salir por un error o por Ctrl-C no queda ninguno vivo.
    """
    contexto = get_context("fork" if PUEDE_BIFURCAR else "spawn")
    resultados: list[Any] = [Interrumpida("no llegó a empezar")] * len(tareas)
    pendientes = list(enumerate(tareas))
    en_curso: dict[Connection, _EnCurso] = {}
    try:
        while pendientes or en_curso:
            while pendientes and len(en_curso) < a_la_vez:
                indice, tarea = pendientes.pop(0)
                lectura, escritura = contexto.Pipe(duplex=False)
                proceso = contexto.Process(target=_hijo, args=(funcion, tarea, escritura), daemon=False)
                proceso.start()
                escritura.close()
                en_curso[lectura] = _EnCurso(indice, proceso, time.monotonic())
            for conexion in _listas(en_curso, segundos):
                actual = en_curso.pop(conexion)
                resultados[actual.indice] = _recoger(conexion, actual, segundos)
                al_terminar(actual.indice)
    finally:
        for actual in en_curso.values():
            actual.proceso.kill()
            actual.proceso.join()
    return resultados


def _hijo(funcion: Callable[[Any], Any], tarea: Any, escritura: Connection) -> None:
    escritura.send(funcion(tarea))
    escritura.close()


def _listas(en_curso: dict[Connection, _EnCurso], segundos: float) -> list[Connection]:
    """Las conexiones con respuesta, cerradas o vencidas; espera hasta que haya alguna."""
    vence = min(actual.inicio for actual in en_curso.values()) + segundos
    listas = wait(list(en_curso), timeout=max(0.0, vence - time.monotonic()))
    vencidas = [c for c, actual in en_curso.items() if time.monotonic() - actual.inicio >= segundos]
    return list(dict.fromkeys([*listas, *vencidas]))  # type: ignore[list-item]


def _recoger(conexion: Connection, actual: _EnCurso, segundos: float) -> Any:
    try:
        resultado = conexion.recv() if conexion.poll() else Interrumpida(f"pasó de {segundos:.0f} segundos")
    except EOFError:
        resultado = None
    if isinstance(resultado, Interrumpida):
        actual.proceso.kill()
    actual.proceso.join()
    conexion.close()
    return Interrumpida(f"el proceso terminó con código {actual.proceso.exitcode}") if resultado is None else resultado
