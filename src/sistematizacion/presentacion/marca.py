"""La marca de un programa: los colores, las letras y el logotipo con que se ve todo lo que publica."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from sistematizacion.parametros import PROGRAMA_POR_DEFECTO, cargar_programa
from sistematizacion.presentacion.letras import Letra
from sistematizacion.rutas import rutas


@dataclass(frozen=True)
class Familia:
    """Una familia de letras, con sus variantes."""

    nombre: str
    letras: tuple[Letra, ...]


@dataclass(frozen=True)
class Logo:
    """El logotipo: el archivo que va sobre fondo claro, el que va sobre fondo oscuro (alguno falta) y lo que dice."""

    claro: Path | None
    oscuro: Path | None
    alt: str


@dataclass(frozen=True)
class Marca:
    """Cómo se ve un programa; los colores van por su papel (ver ``colores``)."""

    nombre: str
    claros: Mapping[str, str]
    oscuros: Mapping[str, str]
    texto: Familia  # de los párrafos
    titulos: Familia  # de los títulos, los cuadros y los gráficos
    logo: Logo | None = None


_activa: ContextVar[Marca | None] = ContextVar("marca", default=None)


@contextmanager
def usar(marca: Marca) -> Iterator[None]:
    """Dentro del bloque, lo que se dibuja lleva esa marca."""
    antes = _activa.set(marca)
    try:
        yield
    finally:
        _activa.reset(antes)


def activa() -> Marca:
    """La marca en uso; fuera de un informe, la del programa inicial."""
    return _activa.get() or _inicial()


def _inicial() -> Marca:
    from sistematizacion.presentacion.lector_de_marca import cargar_marca  # que necesita este módulo

    lugares = rutas()
    return cargar_marca(cargar_programa(PROGRAMA_POR_DEFECTO, lugares), lugares)
