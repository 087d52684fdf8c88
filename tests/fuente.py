"""Que los textos de un programa digan los hechos de su fuente y no repitan sus oraciones."""

import csv
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import RAIZ

PALABRAS_SEGUIDAS = 8  # tantas iguales son copia, salvo un nombre


def leer_fuente(semilla: str) -> str:
    """El texto de una semilla; donde no está, la prueba se omite."""
    ruta = Path(os.environ.get("SISTEMATIZACION_SHARED", RAIZ.parent / "shared")) / "seeds" / semilla
    if not ruta.is_file():
        pytest.skip("sin el documento fuente no hay con qué comparar")
    return ruta.read_text(encoding="utf-8")


def textos(datos: Path) -> Iterator[tuple[str, str]]:
    """Cada texto de los datos, sin las citas de cifras, con su lugar."""
    for ruta in sorted(datos.rglob("*.csv")):
        with ruta.open(encoding="utf-8", newline="") as abierto:
            for n, fila in enumerate(csv.DictReader(abierto), 2):
                for columna, texto in fila.items():
                    yield f"{ruta.parent.name}/{ruta.name}:{n} {columna}", re.sub(r"\{[^}]*\}", " ", texto or "")


def copiadas(dichos: Iterable[tuple[str, str]], fuente: str, nombres: Iterable[str], separador: str = "") -> list[str]:
    """Los tramos que están igual en la fuente y no son de un nombre; lo que va entre separadores se mira por partes."""
    corrida, permitidas = _seguido(fuente), [_seguido(nombre) for nombre in nombres]
    halladas = []
    for lugar, texto in dichos:
        for trozo in texto.split(separador) if separador else [texto]:
            todas = _palabras(trozo)
            for n in range(len(todas) - PALABRAS_SEGUIDAS + 1):
                tramo = "".join(todas[n : n + PALABRAS_SEGUIDAS])
                if tramo in corrida and not any(tramo in nombre for nombre in permitidas):
                    halladas.append(f"{lugar}: {' '.join(todas[n : n + PALABRAS_SEGUIDAS])}")
    return halladas


def _palabras(texto: str) -> list[str]:
    return re.findall(r"\w+", texto.casefold())


def _seguido(texto: str) -> str:
    """Sin espacios ni signos: la fuente parte las palabras al final de cada línea."""
    return "".join(_palabras(texto))
