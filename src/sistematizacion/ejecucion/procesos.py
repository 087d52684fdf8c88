"""Reparte tareas entre procesos hijos, uno nuevo por tarea, y no confía en que terminen.

Un hijo puede avisar de lo que va haciendo (``emitir``), pedir más procesos a su vez y morir de cualquier manera: quien
lo repartió siempre sabe cómo acabó, y al acabar no queda ninguno vivo.
"""

import ctypes
import io
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

PUEDE_BIFURCAR = sys.platform == "linux"  # macOS tiene fork, pero sus bibliotecas no lo soportan
PR_SET_PDEATHSIG = 1  # de <sys/prctl.h>
ESPERA = 0.1  # segundos entre dos miradas a los turnos, cuando faltan procesos por empezar
SENALES = {
    "SIGKILL": "lo mató el sistema, quizá por falta de memoria",
    "SIGSEGV": "violación de memoria en una biblioteca",
    "SIGABRT": "se abortó a sí mismo",
}


@dataclass(frozen=True)
class Interrumpida:
    """Una tarea cuyo proceso murió o pasó de su tiempo; ``causa`` lo dice."""

    causa: str


class Turnos(Protocol):
    """Cuántos procesos más puede haber a la vez; lo cumple ``multiprocessing.Semaphore``."""

    def acquire(self, block: bool = True) -> bool:
        """Toma un turno; sin esperar, dice si lo había."""

    def release(self) -> None:
        """Devuelve un turno."""


class SinTurnos:
    """Nadie más puede empezar: una tarea a la vez."""

    def acquire(self, block: bool = True) -> bool:
        """Nunca hay turno."""
        return False

    def release(self) -> None:
        """No hay qué devolver."""


@dataclass
class _EnCurso:
    indice: int
    proceso: BaseProcess
    con_turno: bool
    carpeta: Path
    vida: Any  # algo que se puede leer cuando el proceso muere, aunque otro que él bifurcó siga vivo
    inicio: float = field(default_factory=time.monotonic)


_canal: Connection | None = None  # hacia quien repartió esta tarea
_carpeta: Path | None = None


def emitir(mensaje: object) -> None:
    """Desde una tarea, avisa de algo a quien la repartió; fuera de una tarea no hace nada."""
    if _canal is not None:
        _canal.send((False, mensaje))


def carpeta_propia() -> Path:
    """Una carpeta temporal para esta tarea; quien la repartió la borra cuando la tarea acaba, como sea que acabe."""
    assert _carpeta is not None, "solo una tarea repartida tiene carpeta"
    return _carpeta


def limitar_memoria(megas: int) -> None:
    """Desde una tarea, cuánto más puede pedir de lo que ya tiene; donde no se bifurca, no se limita."""
    if not PUEDE_BIFURCAR:
        return
    import resource

    estado = Path("/proc/self/status").read_text(encoding="ascii")
    propios = next(int(linea.split()[1]) for linea in estado.splitlines() if linea.startswith("VmData:"))  # kilobytes
    resource.setrlimit(resource.RLIMIT_DATA, (propios * 1024 + megas * 2**20, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def repartir(
    funcion: Callable[[Any], Any],
    tareas: Sequence[Any],
    turnos: Turnos,
    segundos: float | None,
    al_terminar: Callable[[int, Any], None] = lambda indice, resultado: None,
    al_recibir: Callable[[int, Any], None] = lambda indice, mensaje: None,
    al_esperar: Callable[[], None] = lambda: None,
) -> list[Any]:
    """Ejecuta ``funcion(tarea)`` en un proceso por tarea y devuelve los resultados en orden.

    Siempre puede haber uno en curso, que usa el turno de quien reparte; cada uno más necesita otro de ``turnos``.
    Donde se puede, el hijo se bifurca de este proceso y hereda lo ya importado; donde no, empieza de cero. Un hijo que
    muere, o que pasa de ``segundos``, da ``Interrumpida``. Al salir por un error o por Ctrl-C no queda ninguno vivo.

    ``al_terminar`` recibe el índice de la tarea y su resultado; ``al_recibir``, el índice y lo que la tarea emitió;
    ``al_esperar`` se llama cada tanto, aunque no pase nada.
    """
    resultados: list[Any] = [Interrumpida("no llegó a empezar")] * len(tareas)
    pendientes = list(enumerate(tareas))
    en_curso: dict[Connection, _EnCurso] = {}
    try:
        while pendientes or en_curso:
            while pendientes and (not en_curso or turnos.acquire(block=False)):
                conexion, nuevo = _empezar(funcion, *pendientes.pop(0), con_turno=bool(en_curso))
                en_curso[conexion] = nuevo
            for conexion in _listas(en_curso, segundos, ESPERA if pendientes else 1.0):
                actual = en_curso[conexion]
                terminada, contenido = _recibir(conexion, actual, segundos)
                if not terminada:
                    al_recibir(actual.indice, contenido)
                    continue
                del en_curso[conexion]
                if actual.con_turno:
                    turnos.release()
                elif otro := next((e for e in en_curso.values() if e.con_turno), None):
                    otro.con_turno = False  # sigue con el turno propio, y el suyo queda para otros
                    turnos.release()
                resultados[actual.indice] = contenido
                al_terminar(actual.indice, contenido)
            al_esperar()
    finally:
        for conexion, actual in en_curso.items():
            _matar(actual.proceso)
            _recoger(conexion, actual)
            if actual.con_turno:
                turnos.release()
    return resultados


def _empezar(
    funcion: Callable[[Any], Any], indice: int, tarea: Any, *, con_turno: bool
) -> tuple[Connection, _EnCurso]:
    contexto = get_context("fork" if PUEDE_BIFURCAR else "spawn")
    carpeta = Path(tempfile.mkdtemp(prefix="sistematizacion-", dir=_carpeta))
    lectura, escritura = contexto.Pipe(duplex=False)
    proceso = contexto.Process(target=_hijo, args=(funcion, tarea, escritura, os.getpid(), carpeta), daemon=False)
    proceso.start()
    escritura.close()
    vida = io.FileIO(os.pidfd_open(proceso.pid)) if PUEDE_BIFURCAR else proceso.sentinel
    return lectura, _EnCurso(indice, proceso, con_turno, carpeta, vida)


def _hijo(funcion: Callable[[Any], Any], tarea: Any, escritura: Connection, padre: int, carpeta: Path) -> None:
    global _canal, _carpeta
    _canal, _carpeta = escritura, carpeta
    if PUEDE_BIFURCAR:
        _atarse(padre)
    try:
        resultado = funcion(tarea)
    except Exception as error:  # lo previsto lo devuelve la función; esto es un defecto, y se dice cuál
        resultado = Interrumpida(f"error no previsto, {type(error).__name__}: {error}\n{traceback.format_exc()}".strip())
    escritura.send((True, resultado))
    escritura.close()
    if PUEDE_BIFURCAR:
        os._exit(0)  # sin esperar a los hilos que la tarea haya dejado ni deshacer lo heredado


def _atarse(padre: int) -> None:
    """Si el padre muere, este proceso también. Ctrl-C es del padre, que decide: aquí no llega."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != padre:  # murió antes de la línea anterior
        os._exit(1)
    os.setpgid(0, 0)


def _listas(en_curso: dict[Connection, _EnCurso], segundos: float | None, espera: float) -> list[Connection]:
    """Las conexiones con algo que leer, cerradas, con su proceso muerto o vencidas, si las hay en ``espera``."""
    por_vida = {e.vida: c for c, e in en_curso.items()}
    listas = [por_vida.get(lista, lista) for lista in wait([*en_curso, *por_vida], timeout=espera)]
    vencidas = [c for c, e in en_curso.items() if segundos is not None and time.monotonic() - e.inicio >= segundos]
    return list(dict.fromkeys([*listas, *vencidas]))  # type: ignore[list-item]


def _recibir(conexion: Connection, actual: _EnCurso, segundos: float | None) -> tuple[bool, Any]:
    """Si la tarea terminó, y su resultado o lo que avisa."""
    vencida = segundos is not None and time.monotonic() - actual.inicio >= segundos
    try:
        terminada, contenido = conexion.recv() if conexion.poll() else (True, None)
    except (EOFError, OSError):  # murió, quizá a medio escribir
        terminada, contenido, vencida = True, None, False
    if not terminada and not vencida:
        return False, contenido
    if vencida and (contenido is None or not terminada):
        _matar(actual.proceso)
        contenido = Interrumpida(f"pasó de {segundos:.0f} segundos")
    _recoger(conexion, actual)
    return True, Interrumpida(_como_murio(actual.proceso.exitcode)) if contenido is None else contenido


def _como_murio(codigo: int | None) -> str:
    if codigo is not None and codigo < 0:
        nombre = signal.Signals(-codigo).name
        return f"el proceso terminó con la señal {nombre}" + (f": {SENALES[nombre]}" if nombre in SENALES else "")
    return f"el proceso terminó con código {codigo}"


def _matar(proceso: BaseProcess) -> None:
    """Mata el proceso y todo lo que haya dejado andando."""
    import psutil

    try:
        descendientes = psutil.Process(proceso.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        descendientes = []
    for vivo in (proceso, *descendientes):
        with suppress(psutil.NoSuchProcess):
            vivo.kill()
        _matar_grupo(vivo.pid)


def _recoger(conexion: Connection, actual: _EnCurso) -> None:
    """Cierra lo que queda de un proceso que ya acabó: lo que dejó andando en su grupo, su carpeta y su canal."""
    _matar_grupo(actual.proceso.pid)
    actual.proceso.join()
    conexion.close()
    if PUEDE_BIFURCAR:
        actual.vida.close()
    shutil.rmtree(actual.carpeta, ignore_errors=True)


def _matar_grupo(lider: int | None) -> None:
    """Mata los procesos del grupo que ese encabeza, si encabeza alguno; es suyo mientras nadie lo haya recogido."""
    if PUEDE_BIFURCAR and lider is not None:
        with suppress(OSError):
            os.killpg(lider, signal.SIGKILL)
