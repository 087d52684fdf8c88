"""Los datos que el PDF lleva dentro: un CSV por cuadro y el manifiesto, como pide PDF/A-3."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pikepdf import Array, AttachedFileSpec, Name, Pdf

from sistematizacion.errores import abreviar

MANIFIESTO, CIFRAS = "manifiesto.json", "cifras.csv"
CSV = "text/csv"
DEL_MANIFIESTO = "De qué datos, parámetros y versiones salió el informe, y el origen de cada cifra que imprime"


@dataclass(frozen=True)
class Adjunto:
    """Un archivo que va dentro del PDF; ``relacion`` dice qué es para el documento (``AFRelationship``)."""

    nombre: str
    contenido: bytes
    tipo: str
    descripcion: str
    relacion: Name


def en_json(objeto: object) -> bytes:
    """Un manifiesto como se guarda."""
    return (json.dumps(objeto, ensure_ascii=False, indent=1) + "\n").encode()


def del_manifiesto(registro: dict[str, Any]) -> Adjunto:
    """El manifiesto, sin las huellas de los archivos publicados: el PDF no puede llevar la suya."""
    return Adjunto(MANIFIESTO, en_json(registro), "application/json", DEL_MANIFIESTO, Name.Supplement)


def de_datos(cuadros: Iterable[dict[str, Any]], cifras: Sequence[dict[str, Any]]) -> list[Adjunto]:
    """El CSV de cada cuadro y, en lugar del cuadro del libro de cifras, uno con todo lo que se sabe de cada cifra."""
    from sistematizacion.publicacion.csv_de_cuadro import csv_de_cuadro, csv_de_tabla  # con openpyxl, que tarda
    from sistematizacion.publicacion.xlsx import TITULO_DE_CIFRAS, tabla_de_cifras

    de_cuadros = [
        Adjunto(nombre_de_csv(c), csv_de_cuadro(c), CSV, f"{c['rotulo']}. {abreviar(c['titulo'], 200)}", Name.Data)
        for c in cuadros
    ]
    del_libro = Adjunto(CIFRAS, csv_de_tabla(*tabla_de_cifras(cifras), como_se_imprime=False), CSV, TITULO_DE_CIFRAS, Name.Data)
    return [*de_cuadros, del_libro]


def nombre_de_csv(cuadro: dict[str, Any]) -> str:
    """Cómo se llama el adjunto de un cuadro.

    >>> nombre_de_csv({"rotulo": "Cuadro 3", "clave": "matriz_resultados"})
    'cuadro-03-matriz-resultados.csv'
    """
    return f"cuadro-{int(cuadro['rotulo'].split()[-1]):02}-{cuadro['clave'].replace('_', '-')}.csv"


def adjuntar(documento: Pdf, adjuntos: Sequence[Adjunto], fecha: date) -> None:
    """Pone los adjuntos en el documento, con ``fecha`` por la suya, y declara su relación con él."""
    cuando = f"D:{fecha:%Y%m%d}000000Z"
    for adjunto in adjuntos:
        documento.attachments[adjunto.nombre] = AttachedFileSpec(
            documento, _sin_dudar(adjunto.contenido), filename=adjunto.nombre, description=adjunto.descripcion,
            mime_type=adjunto.tipo, relationship=adjunto.relacion, creation_date=cuando, mod_date=cuando,
        )  # fmt: skip
    if adjuntos:
        documento.Root.AF = Array([documento.attachments[adjunto.nombre].obj for adjunto in adjuntos])


def dudoso(contenido: bytes) -> bool:
    """Si al comprimirlo (Flate) termina en un byte que es un fin de línea.

    Cumple la norma, pero hay validadores (page-validation) que lo toman por el que separa el flujo de «endstream» y dicen
    que su largo no es el que declara. Ese byte es el último de la suma de verificación de lo que se comprime.
    """
    return zlib.adler32(contenido) & 0xFF in b"\r\n"


def _sin_dudar(contenido: bytes) -> bytes:
    """El mismo contenido, o sin su último fin de línea, que en CSV y en JSON es optativo."""
    return contenido.rstrip(b"\r\n") if dudoso(contenido) else contenido
