"""Las letras de una familia: los archivos que trae su paquete ``font-…``, con su peso y su estilo.

Por convención, la familia «Source Sans Pro» viene en el paquete ``font-source-sans-pro``, en su carpeta ``files``. Así
se instala por nombre con lo demás y no hay que pedirla a la red al hacer un informe.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from sistematizacion.errores import enumerar

NORMAL, SEMINEGRITA, NEGRITA = 400, 600, 700
GRUPOS = ("fonts_ttf", "fonts_otf")  # puntos de entrada con que se anuncian los paquetes de letras
CURSIVA = 1  # el bit de ``OS/2.fsSelection`` que marca la cursiva
INDISPENSABLES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789áéíóúüñÁÉÍÓÚÜÑ¿¡«»–—…“”°ºª%.,;:()/+-"


class LetraQueFalta(LookupError):
    """No está el paquete de la familia, o no trae lo que un informe usa; el mensaje dice qué instalar."""


@dataclass(frozen=True)
class Letra:
    """Una variante de una familia y su archivo; ``peso`` va de 100 a 900."""

    familia: str
    archivo: Path
    peso: int = NORMAL
    cursiva: bool = False


def paquete_de(familia: str) -> str:
    """El paquete que trae una familia, como se le pide a pip.

    >>> paquete_de("Source Sans Pro")
    'font-source-sans-pro'
    """
    return "font-" + "-".join(familia.casefold().split())


@lru_cache
def del_paquete(familia: str) -> tuple[Letra, ...]:
    """Las letras que trae el paquete de una familia.

    Raises:
        LetraQueFalta: el paquete no está, o no trae letras TTF u OTF.
    """
    paquete = paquete_de(familia)
    archivos = _archivos(paquete.replace("-", "_"))
    if not archivos:
        raise LetraQueFalta(f"no está instalada: la traería el paquete {paquete}. Están: {enumerar(instaladas())}")
    return tuple(_leer(a, familia) for a in archivos)


def instaladas() -> list[str]:
    """Las familias que hay para elegir, en orden alfabético."""
    from fontTools.ttLib import TTFont

    nombres = set()
    for modulo in {punto.module for grupo in GRUPOS for punto in entry_points(group=grupo)}:
        for archivo in _archivos(modulo)[:1]:
            with TTFont(archivo, lazy=True) as fuente:
                nombres.add(str(fuente["name"].getBestFamilyName()))
    return sorted(nombres)


def _archivos(modulo: str) -> list[Path]:
    """Los TTF de un paquete de letras o, si no trae, los OTF; ninguno si no está."""
    hallado = find_spec(modulo)
    archivos = sorted((Path(hallado.origin).parent / "files").glob("*.[to]tf")) if hallado and hallado.origin else []
    return [a for a in archivos if a.suffix == ".ttf"] or archivos


def _leer(archivo: Path, familia: str) -> Letra:
    from fontTools.ttLib import TTFont  # solo hace falta donde se compone o se dibuja

    with TTFont(archivo, lazy=True) as fuente:
        rasgos = fuente["OS/2"]
        return Letra(familia, archivo, rasgos.usWeightClass, bool(rasgos.fsSelection & CURSIVA))


def elegir(letras: Sequence[Letra], peso: int, *, cursiva: bool = False) -> Letra:
    """La de ese estilo con el peso más cercano; si dos lo están, la más negra.

    Raises:
        LetraQueFalta: la familia no tiene ese estilo.
    """
    posibles = [letra for letra in letras if letra.cursiva == cursiva]
    if not posibles:
        familia = letras[0].familia if letras else ""
        raise LetraQueFalta(f"a la familia {familia} le falta la {'cursiva' if cursiva else 'redonda'}")
    return min(posibles, key=lambda letra: (abs(letra.peso - peso), -letra.peso))


def sin_espanol(letras: Iterable[Letra]) -> list[str]:
    """De cada letra que no tiene algún signo del español, cuál es y qué le falta."""
    from fontTools.ttLib import TTFont

    quejas = []
    for letra in letras:
        with TTFont(letra.archivo, lazy=True) as fuente:
            tiene = fuente.getBestCmap()
        faltan = [signo for signo in INDISPENSABLES if ord(signo) not in tiene]
        if faltan:
            quejas.append(f"a {letra.archivo.name} le falta {' '.join(faltan)}")
    return quejas
