"""Lo que comparten los lectores: el formato, la muestra con que se reconoce y la tabla con las columnas de su clase."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from sistematizacion.errores import enumerar
from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, titulos_distintos
from sistematizacion.fuentes.chicos.valores import columna
from sistematizacion.fuentes.clases import CLASES
from sistematizacion.fuentes.lectura import Clase, LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

DE_PERSONAS = re.compile(r"residente|supervisor|inspector|representante|apellido|\bdni\b|\bnombres?\s+del?\s+resp", re.I)
INICIO_DE_JSON = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\[{]")
CLAVE_DE_JSON = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:')


class Muestra(Protocol):
    """Lo que se mira de un archivo para reconocerlo, sin leerlo entero."""

    @property
    def ruta(self) -> Path:
        """Dónde está."""

    @property
    def inicio(self) -> bytes:
        """Sus primeros bytes, unos 64 kB."""

    @property
    def encabezado(self) -> tuple[str, ...]:
        """Los títulos de un CSV o de la primera fila con datos de un libro; vacío si no aplica."""

    @property
    def hojas(self) -> Mapping[str, tuple[str, ...]]:
        """Los títulos de cada hoja de un libro."""


@dataclass(frozen=True)
class Formato:
    """Un formato que se sabe leer: ``reconoce`` mira una muestra y ``leer`` el archivo entero.

    ``leer`` recibe la ruta y cómo se nombra el archivo en los mensajes; levanta ``ErrorDeEntrada`` con todos sus errores.
    """

    clave: str
    titulo: str
    clase: Clase
    reconoce: Callable[[Muestra], bool]
    leer: Callable[[Path, str], LecturaExterna]


def encabezados(muestra: Muestra) -> list[set[str]]:
    """Los títulos plegados de cada hoja de un libro, o los de un CSV."""
    todos = list(muestra.hojas.values()) or [muestra.encabezado]
    return [{plegar(str(titulo)) for titulo in titulos if titulo} for titulos in todos]


def claves_de_json(muestra: Muestra) -> set[str]:
    """Las claves que se ven en el inicio de un JSON; ninguna si no lo es."""
    if not INICIO_DE_JSON.match(muestra.inicio):
        return set()
    return {clave.decode("utf-8", "replace") for clave in CLAVE_DE_JSON.findall(muestra.inicio)}


def repartir(cruda: Cruda, alias: Alias, bitacora: Bitacora) -> tuple[dict[str, int], list[int]]:
    """La posición de cada columna conocida y las de las que sobran; de un título repetido se usa el primero y se dice."""
    posiciones: dict[str, int] = {}
    sobran = []
    for posicion, titulo in enumerate(cruda.titulos):
        clave = alias.clave(titulo)
        if clave is None or clave in posiciones:
            if clave is not None and cruda.columna(posicion) != cruda.columna(posiciones[clave]):
                primero = cruda.titulos[posiciones[clave]]
                bitacora.suponer(
                    f"«{titulo.strip()}» está dos veces, o es lo mismo que «{primero.strip()}»: se usa la primera columna",
                    lugar=cruda.lugar(None, posicion),
                )
            sobran.append(posicion)
        else:
            posiciones[clave] = posicion
    return posiciones, sobran


def leer_campos(
    cruda: Cruda, posiciones: Mapping[str, int], clase: Clase, bitacora: Bitacora, **opciones: Any
) -> dict[str, list[Any]]:
    """Las columnas de la clase que el archivo trae, ya en sus tipos; los errores quedan en la bitácora."""
    tipos = CLASES[clase]
    return {
        clave: columna(cruda, posicion, clave, tipos[clave], bitacora, **opciones)
        for clave, posicion in posiciones.items()
        if clave in tipos
    }


def apartar(cruda: Cruda, sobran: Sequence[int], bitacora: Bitacora) -> dict[str, list[Any]]:
    """Las columnas que no tienen lugar en la clase, por su título; se nombran, y las de nombres de personas no se guardan."""
    llenas = [p for p in sobran if cruda.titulos[p].strip() or any(v != "" for v in cruda.columna(p))]
    nombres = titulos_distintos([cruda.titulos[p] for p in llenas])
    personales = [n for n in nombres if DE_PERSONAS.search(n)]
    if personales:
        bitacora.entender(f"No se guardan las columnas con nombres de personas: {enumerar(personales)}.")
    guardadas = {n: cruda.columna(p) for n, p in zip(nombres, llenas, strict=True) if n not in personales}
    if guardadas:
        bitacora.entender(f"Columnas que no se usan y quedan aparte: {enumerar(list(guardadas))}.")
    return {n: [None if v == "" else v for v in valores] for n, valores in guardadas.items()}


def tabla_de(clase: Clase, campos: Mapping[str, Sequence[Any]], filas: int) -> pd.DataFrame:
    """La tabla con todas las columnas de la clase, en su orden; lo que no se sabe es ``None``."""
    return pd.DataFrame(
        {c: pd.Series(list(campos.get(c, [None] * filas)), dtype=object, index=range(filas)) for c in CLASES[clase]}
    )


def marco(campos: Mapping[str, Sequence[Any]], filas: int) -> pd.DataFrame:
    """Una tabla de columnas sueltas, con sus valores tal cual."""
    return pd.DataFrame(
        {c: pd.Series(list(v), dtype=object, index=range(filas)) for c, v in campos.items()}, index=range(filas)
    )


def quedarse(tabla: pd.DataFrame, quedan: Sequence[bool]) -> pd.DataFrame:
    """Las filas marcadas, con el índice de nuevo desde cero."""
    return tabla[pd.Series(quedan, index=tabla.index, dtype=bool)].reset_index(drop=True)


def lectura(
    formato: str, clase: Clase, tabla: pd.DataFrame, bitacora: Bitacora,
    apartadas: pd.DataFrame | None = None, totales: pd.DataFrame | None = None,
) -> LecturaExterna:  # fmt: skip
    """Cierra la bitácora, que levanta los errores si los hay, y arma la lectura."""
    bitacora.cerrar()
    return LecturaExterna(
        formato, clase, tabla, tuple(bitacora.entendido),
        pd.DataFrame(index=tabla.index) if apartadas is None else apartadas,
        tabla.iloc[:0] if totales is None else totales, tuple(bitacora.hallazgos),
    )  # fmt: skip
