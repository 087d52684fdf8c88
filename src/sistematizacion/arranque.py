"""Lo que se hace antes de importar lo pesado, para no pagar lo que esta orden no usará."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec

# jsonschema (que nbformat importa) trae opcionalmente un validador de direcciones internacionales que compila su
# gramática cada vez que se importa: más de la mitad del arranque. Los cuadernos no usan ese formato.
PRESCINDIBLES = ("rfc3987_syntax",)
# papermill solo usa requests con cuadernos que están en la red, y bs4 (que nbconvert importa) solo usa soupsieve para
# buscar por selectores, que aquí nadie pide: entre los dos, una décima de segundo.
APLAZABLES = ("requests", "soupsieve")


def aligerar() -> None:
    """Hace como si lo prescindible no estuviera, que quien lo importa ya prevé, y deja lo aplazable para cuando se use."""
    for modulo in PRESCINDIBLES:
        sys.modules.setdefault(modulo, None)  # type: ignore[arg-type]
    for modulo in APLAZABLES:
        if modulo not in sys.modules:
            _aplazar(modulo)


def _aplazar(nombre: str) -> None:
    """Deja el módulo como importado; se ejecuta la primera vez que se le pide algo."""
    ficha = find_spec(nombre)
    if ficha is None or ficha.loader is None:
        return
    ficha.loader = LazyLoader(ficha.loader)
    modulo = module_from_spec(ficha)
    sys.modules[nombre] = modulo
    ficha.loader.exec_module(modulo)


@contextmanager
def sin_leer_codigo() -> Iterator[None]:
    """Para importar modelos de pydantic que sacan de su código fuente la descripción de cada campo: salen sin ella.

    Nadie la usa aquí, y buscarla demora medio segundo: recorre todo lo importado, incluso lo aplazado, que así se carga.
    """
    marco, inspect.currentframe = inspect.currentframe, lambda: None
    try:
        yield
    finally:
        inspect.currentframe = marco
