"""Las letras de una familia: los archivos que trae su paquete ``font-…``, con su peso y su estilo.

Por convención, la familia «Source Sans Pro» viene en el paquete ``font-source-sans-pro``, en su carpeta ``files``. Así
se instala por nombre con lo demás y no hay que pedirla a la red al hacer un informe.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

NORMAL, SEMINEGRITA, NEGRITA = 400, 600, 700
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
    hallado = find_spec(paquete.replace("-", "_"))
    carpeta = Path(hallado.origin).parent / "files" if hallado and hallado.origin else None
    archivos = sorted(a for a in carpeta.glob("*.[to]tf")) if carpeta else []
    por_formato = [a for a in archivos if a.suffix == ".ttf"] or archivos
    if not por_formato:
        raise LetraQueFalta(f"falta el paquete {paquete}; instálelo con «pip install {paquete}» o elija otra familia")
    return tuple(_leer(a, familia) for a in por_formato)


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
