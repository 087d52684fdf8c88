"""Un proceso de un solo hilo que cumple encargos para un trabajador de Dask, que tiene varios y por eso no puede bifurcarse.

Importa todo una vez. Lee pedidos de su entrada y escribe resultados en su salida, uno por uno; si quien lo abrió muere,
o el código cambia en disco, termina.
"""

import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from sistematizacion.ejecucion import huellas
from sistematizacion.produccion.encargo import Encargo, Resultado
from sistematizacion.produccion.lote import Lote, Observador, hacer, preparar
from sistematizacion.rutas import Rutas

_propios = threading.local()  # un taller por hilo del trabajador


class TallerCaido(Exception):
    """El taller murió antes de contestar."""


class Taller:
    """El extremo del trabajador: abre el proceso y conversa con él."""

    def __init__(self) -> None:
        orden = [sys.executable, "-m", __name__]
        self.proceso = subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_entorno())
        self.codigo = huellas.del_codigo()

    def cumplir(self, encargo: Encargo, raiz: Path) -> list[Resultado]:
        """Los resultados del encargo, cumplido en ``raiz``."""
        try:
            pickle.dump((encargo, raiz), self.proceso.stdin)  # type: ignore[arg-type]
            self.proceso.stdin.flush()  # type: ignore[union-attr]
            return pickle.load(self.proceso.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.cerrar()
            raise TallerCaido(f"el proceso que hacía el informe murió ({type(error).__name__})") from None

    def cerrar(self) -> None:
        """Termina el proceso."""
        self.proceso.kill()
        self.proceso.wait()


def taller_de_este_hilo() -> Taller:
    """El taller de este hilo; uno nuevo si no hay, si murió o si el código cambió desde que lo importó."""
    huellas.del_codigo.cache_clear()
    actual: Taller | None = getattr(_propios, "taller", None)
    if actual is not None and (actual.proceso.poll() is not None or actual.codigo != huellas.del_codigo()):
        actual.cerrar()
        actual = None
    _propios.taller = actual or Taller()
    return _propios.taller


def _entorno() -> dict[str, str]:
    """El del trabajador, sin lo que lo llevaría a otro proyecto."""
    return {nombre: valor for nombre, valor in os.environ.items() if nombre != "SISTEMATIZACION_RAIZ"}


def atender(entrada: BinaryIO, salida: BinaryIO) -> None:
    """Cumple lo que llega por ``entrada`` hasta que se cierre."""
    padre = os.getppid()
    preparar(todo=True)

    def vigilar() -> None:
        if os.getppid() != padre:
            os._exit(1)

    while True:
        try:
            encargo, raiz = pickle.load(entrada)
        except EOFError:
            return
        lote = Lote([encargo], Rutas(raiz), Observador(al_esperar=vigilar))
        pickle.dump(hacer(lote, 1), salida)
        salida.flush()


def main() -> Any:
    """Atiende por los flujos estándar; lo que algo imprima va a la salida de errores, para no mezclarse."""
    salida = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    atender(sys.stdin.buffer, salida)


if __name__ == "__main__":
    main()
