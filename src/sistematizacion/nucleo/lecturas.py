"""Anota qué lee un capítulo mientras se ejecuta: de eso depende que haya que volver a ejecutarlo.

Una lectura es de una tabla, de las cifras de un indicador, de otra parte de los datos o de un archivo del proyecto
(una plantilla, un CSV que el cuaderno abre por su cuenta). Se escriben en un archivo, una por línea, para que sirva
igual un proceso bifurcado que un kernel.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO, TypeVar

VARIABLE = "SISTEMATIZACION_LECTURAS"
NO_SON_ENTRADAS = (".cache", ".git", ".venv", "output", "entregas", "src")  # lo intermedio, y el código, que cuenta entero

T = TypeVar("T")


class Lectura(NamedTuple):
    """Algo que se leyó: ``tabla``, ``cifra`` o ``parte`` de los datos de una región, o ``archivo`` del proyecto."""

    que: str
    de: str  # ``programa/region``; vacío si es un archivo
    nombre: str  # de la tabla, el indicador, la parte o la ruta relativa


class TablasAnotadas(Mapping[str, T]):
    """Las tablas de un ámbito (``programa/region``); anota cada una que se le pide."""

    def __init__(self, ambito: str, tablas: Mapping[str, T]) -> None:
        self.ambito = ambito
        self.sin_anotar: Mapping[str, T] = getattr(tablas, "sin_anotar", tablas)

    def __getitem__(self, nombre: str) -> T:
        anotar("tabla", self.ambito, nombre)
        return self.sin_anotar[nombre]

    def __contains__(self, nombre: object) -> bool:
        return nombre in self.sin_anotar

    def __iter__(self) -> Iterator[str]:
        return iter(self.sin_anotar)

    def __len__(self) -> int:
        return len(self.sin_anotar)

    def __or__(self, otras: Mapping[str, T]) -> dict[str, T]:
        return {**self.sin_anotar, **otras}


class _Anotador:
    """Escribe en su archivo cada lectura la primera vez que se hace."""

    def __init__(self, destino: TextIO, raiz: Path) -> None:
        self.destino = destino
        self.raiz = raiz.resolve()
        self.hechas: set[Lectura] = set()
        self.en_pausa = 0

    def anotar(self, lectura: Lectura) -> None:
        if lectura not in self.hechas:
            self.hechas.add(lectura)
            self.destino.write("\t".join(lectura) + "\n")
            self.destino.flush()

    def oir(self, suceso: str, argumentos: tuple) -> None:
        """Recibe los sucesos de auditoría de Python; de los archivos que se abren para leer, anota los del proyecto."""
        if suceso != "open" or self.en_pausa:
            return
        ruta, modo = argumentos[:2]
        if isinstance(ruta, str) and not (modo and set(modo) & set("wax")):
            if archivo := archivo_del_proyecto(ruta, self.raiz):
                self.anotar(Lectura("archivo", "", archivo))


_anotador: _Anotador | None = None


def empezar(destino: Path, raiz: Path) -> None:
    """Desde ahora, y hasta que este proceso termine, cada lectura se escribe en ``destino``."""
    global _anotador
    _anotador = _Anotador(destino.open("a", encoding="utf-8"), raiz)
    sys.addaudithook(_anotador.oir)


def empezar_si_se_pide(raiz: Path) -> None:
    """Lo mismo en un kernel, al que se le pide con una variable de entorno."""
    destino = os.environ.get(VARIABLE)
    if destino and _anotador is None:
        empezar(Path(destino), raiz)


def anotar(que: str, de: str, nombre: str) -> None:
    """Anota una lectura, si se están anotando."""
    if _anotador is not None and not _anotador.en_pausa:
        _anotador.anotar(Lectura(que, de, nombre))


@contextmanager
def en_pausa() -> Iterator[None]:
    """Lo que se lee mientras tanto no se anota: al abrir los datos se lee todo, y eso no dice de qué se depende."""
    anotador = _anotador
    if anotador is not None:
        anotador.en_pausa += 1
    try:
        yield
    finally:
        if anotador is not None:
            anotador.en_pausa -= 1


def leer(destino: Path) -> frozenset[Lectura]:
    """Las lecturas escritas en un archivo; ninguna si no existe."""
    if not destino.is_file():
        return frozenset()
    return frozenset(Lectura(*linea.split("\t", 2)) for linea in destino.read_text(encoding="utf-8").splitlines())


def archivo_del_proyecto(ruta: str, raiz: Path) -> str:
    """La ruta relativa de un archivo que es entrada del proyecto, o vacío; de un ``.pyc`` cuenta su fuente.

    >>> archivo_del_proyecto("/p/templates/prosa/a.md.j2", Path("/p"))
    'templates/prosa/a.md.j2'
    >>> archivo_del_proyecto("/p/notebooks/__pycache__/mio.cpython-311.pyc", Path("/p"))
    'notebooks/mio.py'
    >>> archivo_del_proyecto("/p/.cache/x", Path("/p")), archivo_del_proyecto("/usr/lib/x", Path("/p"))
    ('', '')
    """
    completa = os.path.abspath(ruta)
    if not completa.startswith(f"{raiz}{os.sep}"):
        return ""
    relativa = Path(completa).relative_to(raiz)
    if relativa.parts[0] in NO_SON_ENTRADAS:
        return ""
    if relativa.parent.name == "__pycache__":
        relativa = relativa.parent.parent / f"{relativa.name.split('.')[0]}.py"
    return relativa.as_posix()
