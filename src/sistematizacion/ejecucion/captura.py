"""Recoge lo que muestra una celda (texto, resultados, figuras) en el orden en que ocurre, como lo haría un kernel.

El texto se toma de los descriptores 1 y 2 del proceso, y no solo de ``sys.stdout``: así entra también lo que escriben
un programa que la celda llama o una biblioteca en C.
"""

import io
import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.session import json_packer, json_unpacker
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

FLUJOS = {"stdout": 1, "stderr": 2}


class Captura:
    """Las salidas de la celda que se está ejecutando; ``carpeta`` guarda lo que se imprime."""

    def __init__(self, carpeta: Path) -> None:
        self._textos = {nombre: getincrementaldecoder("utf-8")(errors="replace") for nombre in FLUJOS}
        self._archivos = {nombre: _desviar(descriptor, carpeta / nombre) for nombre, descriptor in FLUJOS.items()}
        self._salidas: list[NotebookNode] = []
        self._mostradas: dict[str, list[NotebookNode]] = {}  # por ``display_id``: se actualizan desde otra celda
        self._por_borrar = False

    @contextmanager
    def celda(self) -> Iterator[list[NotebookNode]]:
        """Las salidas de una celda; la lista queda completa al salir."""
        self._volcar()  # lo que algo dejado en segundo plano imprimió entre dos celdas no es de esta
        self._salidas, self._por_borrar = [], False
        yield self._salidas
        self._volcar()

    def agregar(self, tipo: str, **contenido: Any) -> NotebookNode:
        """Una salida, después de todo lo impreso hasta ahora."""
        salida = new_output(tipo, **_como_mensaje(contenido))
        self._volcar()
        self._borrar_si_toca()
        self._salidas.append(salida)
        return salida

    def mostrar(self, data: dict[str, Any], metadata: dict[str, Any], clave: str | None, *, actualizar: bool) -> None:
        """Lo que pasa por ``display``: una salida nueva, y el contenido nuevo de las que tienen esa clave."""
        for salida in self._mostradas.get(clave or "", []):
            salida.update(_como_mensaje({"data": data, "metadata": metadata}))
        if not actualizar:
            salida = self.agregar("display_data", data=data, metadata=metadata)
            if clave:
                self._mostradas.setdefault(clave, []).append(salida)

    def borrar(self, *, esperar: bool) -> None:
        """Quita lo mostrado por la celda, ahora o cuando llegue la salida siguiente."""
        self._volcar()
        self._por_borrar = esperar
        if not esperar:
            self._salidas.clear()

    def _borrar_si_toca(self) -> None:
        if self._por_borrar:
            self._salidas.clear()
            self._por_borrar = False

    def _volcar(self) -> None:
        """Pasa a salidas lo impreso desde la última vez; lo seguido de un mismo flujo es una sola."""
        for nombre, archivo in self._archivos.items():
            with suppress(Exception):  # el cuaderno puede haber puesto otra cosa en su lugar, o haberlo cerrado
                getattr(sys, nombre).flush()
            nuevo = os.fstat(archivo).st_size - os.lseek(archivo, 0, os.SEEK_CUR)
            texto = self._textos[nombre].decode(os.read(archivo, max(nuevo, 0)))
            if not texto:
                continue
            self._borrar_si_toca()
            ultima = self._salidas[-1] if self._salidas else None
            if ultima is not None and ultima.output_type == "stream" and ultima.name == nombre:
                ultima.text += texto
            else:
                self._salidas.append(new_output("stream", name=nombre, text=texto))


def _como_mensaje(contenido: dict[str, Any]) -> NotebookNode:
    """Lo que llegaría de un kernel: JSON, y una copia que ya no cambia aunque el cuaderno cambie lo que mostró."""
    return from_dict(json_unpacker(json_packer(contenido)))


def _desviar(descriptor: int, destino: Path) -> int:
    """Hace que el descriptor, y su flujo de Python, escriban al final de ``destino``; devuelve con qué leerlo."""
    nombre = destino.name
    escritura = os.open(destino, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(escritura, descriptor)
    os.close(escritura)
    flujo = io.FileIO(descriptor, "w", closefd=False)
    setattr(sys, nombre, io.TextIOWrapper(flujo, encoding="utf-8", errors="backslashreplace", write_through=True))
    return os.open(destino, os.O_RDONLY)
