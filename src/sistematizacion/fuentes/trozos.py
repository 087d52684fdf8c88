"""Parte un CSV enorme en trozos que terminan donde termina un registro, aunque haya saltos de línea dentro de comillas."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TAMANO = 64 * 1024 * 1024  # bytes de cada trozo; se ingresan dos a la vez
COMILLA, SALTO = b'"', b"\n"
# UTF-8 leído como latin-1 y vuelto a guardar: «Ã» y un signo donde había una letra con tilde
DOS_VECES = re.compile(rb"\xc3([\x82\x83])\xc2([\x80-\xbf])")
PRIMER_BYTE = {b"\x82": b"\xc2", b"\x83": b"\xc3"}


@dataclass(frozen=True)
class Trozo:
    """Un pedazo del archivo, ya en UTF-8 y sin encabezado."""

    numero: int
    desde: int  # byte del archivo en que empieza
    hasta: int
    linea: int  # la del archivo en que empieza, con el encabezado contado
    contenido: bytes
    reparados: int  # caracteres dañados por una doble codificación que se repararon


def largo_del_encabezado(inicio: bytes) -> int:
    """Cuántos bytes ocupa el primer registro, con su salto de línea."""
    return _ultimo_corte(inicio, primero=True) + 1


def partir(ruta: Path, codificacion: str, desde: int, numero: int, linea: int, tamano: int = TAMANO) -> Iterator[Trozo]:
    """Los trozos del archivo a partir del byte ``desde``, que es comienzo de registro."""
    with ruta.open("rb") as archivo:
        archivo.seek(desde)
        resto = b""
        while leido := archivo.read(tamano):
            bloque = resto + leido
            corte = _ultimo_corte(bloque) + 1
            entero, resto = bloque[:corte], bloque[corte:]
            if entero:
                yield _trozo(entero, codificacion, desde, numero, linea)
                desde, numero, linea = desde + len(entero), numero + 1, linea + entero.count(SALTO)
        if resto.strip():
            yield _trozo(resto, codificacion, desde, numero, linea)


def _trozo(crudo: bytes, codificacion: str, desde: int, numero: int, linea: int) -> Trozo:
    texto = crudo if codificacion == "utf-8" else crudo.decode(codificacion).encode()
    reparado, cuantos = DOS_VECES.subn(lambda m: PRIMER_BYTE[m[1]] + m[2], texto)
    return Trozo(numero, desde, desde + len(crudo), linea, reparado.removeprefix(codecs.BOM_UTF8), cuantos)


def _ultimo_corte(bloque: bytes, *, primero: bool = False) -> int:
    """La posición del último salto (o del primero) que no está dentro de comillas; −1 si no hay ninguno.

    Un salto está fuera si antes de él hay un número par de comillas: las que van dentro de un texto se escriben dobles.

    >>> _ultimo_corte(b'a,"x\\ny"\\nb,"z\\nw'), _ultimo_corte(b'"a\\nb",c\\nd\\n', primero=True)
    (7, 7)
    """
    if primero:
        lugar = bloque.find(SALTO)
        while lugar >= 0 and bloque.count(COMILLA, 0, lugar) % 2:
            lugar = bloque.find(SALTO, lugar + 1)
        return lugar
    lugar, comillas = bloque.rfind(SALTO), -1
    comillas = bloque.count(COMILLA, 0, max(lugar, 0))
    while lugar >= 0 and comillas % 2:
        previo = bloque.rfind(SALTO, 0, lugar)
        comillas -= bloque.count(COMILLA, max(previo, 0), lugar)
        lugar = previo
    return lugar
