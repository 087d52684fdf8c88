"""Los errores que ve quien usa el proyecto: en español, todos los de un archivo a la vez, y con su remedio."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

LISTA_MAXIMA = 12


Gravedad = Literal["error", "advertencia", "supuesto"]


@dataclass(frozen=True)
class Problema:
    """Algo que quien llena los datos debe saber, con lo necesario para encontrarlo y corregirlo.

    ``gravedad`` dice si impide hacer informes (``error``), si solo conviene revisarlo (``advertencia``) o si es lo que
    se dio por entendido al leer (``supuesto``).
    """

    archivo: str  # ruta relativa a la raíz del proyecto
    regla: str  # qué se esperaba
    remedio: str = ""  # qué hacer
    lugar: str = ""  # «línea 3, clave periodo.inicio»; vacío si es una celda
    valor: str | None = None  # lo que se encontró, tal cual
    gravedad: Gravedad = "error"
    hoja: str = ""  # la hoja de un libro de Excel
    fila: int | None = None  # la que Excel muestra, con el encabezado contado
    columna: str = ""  # clave de la columna
    letra: str = ""  # la de la columna en Excel

    @property
    def donde(self) -> str:
        """El lugar en palabras: «hoja avances, fila 7, columna D (pim)».

        >>> Problema("r.xlsx", "", hoja="avances", fila=7, columna="pim", letra="D").donde
        'hoja avances, fila 7, columna D (pim)'
        """
        if self.lugar:
            return self.lugar
        columna = f"{self.letra} ({self.columna})" if self.letra and self.columna else self.letra or self.columna
        partes = [
            self.hoja and f"hoja {self.hoja}", self.fila and f"fila {self.fila}", columna and f"columna {columna}",
        ]  # fmt: skip
        return ", ".join(filter(None, partes))

    def __str__(self) -> str:
        """Texto de una línea: ``archivo, lugar: «valor»: regla. Remedio.``"""
        donde = ", ".join(filter(None, [self.archivo, self.donde]))
        hallado = "" if self.valor is None else f" «{abreviar(self.valor)}»:"
        return " ".join(filter(None, [f"{donde}:{hallado}", f"{self.regla}.", self.remedio]))


class ErrorDeSistematizacion(Exception):
    """Base de los errores previstos; ``codigo`` es el código de salida de la línea de comandos."""

    codigo = 1


class ErrorDeUso(ErrorDeSistematizacion):
    """La orden nombra algo que no existe (programa, región, informe)."""

    codigo = 2


class ErrorDeEntrada(ErrorDeSistematizacion):
    """Los parámetros o los datos tienen problemas; ``problemas`` los trae todos."""

    codigo = 3

    def __init__(self, problemas: Iterable[Problema]) -> None:
        self.problemas: tuple[Problema, ...] = tuple(problemas)
        super().__init__(self.problemas)

    def __str__(self) -> str:
        """Un encabezado que cuenta los problemas y una línea por cada uno."""
        total = len(self.problemas)
        encabezado = "Hay 1 problema en los datos:" if total == 1 else f"Hay {total} problemas en los datos:"
        return "\n".join([encabezado, *(f"  {n}. {p}" for n, p in enumerate(self.problemas, 1))])


class ErrorDeEjecucion(ErrorDeSistematizacion):
    """Un capítulo falló al ejecutarse."""

    codigo = 4


class ErrorDeInterrupcion(ErrorDeSistematizacion):
    """Quien dio la orden la interrumpió."""

    codigo = 130


class ErrorDeDocumento(ErrorDeSistematizacion):
    """El informe pide una cifra, un cuadro o una referencia que no existe, o no se pudo armar."""

    codigo = 5


def abreviar(texto: str, largo: int = 80) -> str:
    """Recorta un texto largo para que quepa en un mensaje.

    >>> abreviar("a" * 100, 10)
    'aaaaaaaaa…'
    """
    return texto if len(texto) <= largo else texto[: largo - 1] + "…"


def sugerencia(valor: str, opciones: Iterable[str]) -> str:
    """Pregunta por la opción más parecida, o nada si ninguna se parece.

    >>> sugerencia("junni", ["arequipa", "cusco", "junin"])
    '¿Quiso decir junin?'
    >>> sugerencia("xyz", ["arequipa"])
    ''
    """
    cercanas = get_close_matches(valor.lower(), list(opciones), n=1, cutoff=0.6)
    return f"¿Quiso decir {cercanas[0]}?" if cercanas else ""


def enumerar(opciones: Sequence[str]) -> str:
    """Lista lo permitido, sin que un mensaje crezca sin fin.

    >>> enumerar(["a", "b"])
    'a, b'
    """
    visibles = ", ".join(opciones[:LISTA_MAXIMA])
    resto = len(opciones) - LISTA_MAXIMA
    return f"{visibles} y {resto} más" if resto > 0 else visibles
