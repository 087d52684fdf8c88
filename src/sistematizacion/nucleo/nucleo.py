"""Abre los datos de una región o de todas: sus tablas y las comunes del programa, validadas antes de usarse."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.nucleo import lecturas
from sistematizacion.nucleo.correcciones import Correccion
from sistematizacion.nucleo.reunion import archivos_de
from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import Programa, Region
from sistematizacion.rutas import Rutas


PARTES = frozenset({"archivos", "publicadas", "calculadas", "correcciones", "advertencias", "supuestos"})


@dataclass(frozen=True)
class Nucleo:
    """Los datos de una región, listos para consultar.

    ``tablas`` tiene por cada tabla del núcleo un DataFrame con las columnas de su esquema más ``ambito`` (clave de la
    región, o ``comun``), ``archivo``, ``hoja`` y ``fila``. Una tabla que nadie llenó está vacía. ``cifras`` es la tabla
    única: lo publicado, con sus correcciones, y lo calculado de los registros, cada cosa donde manda. Las filas de
    ``cifras`` sin valor, que dicen por qué no lo hay, van aparte, en ``ausencias``.

    Lo que se le pide queda anotado en ``lecturas``: las tablas, una por una; las cifras, por indicador si se piden con
    ``cifras_de``; y las demás partes.
    """

    programa: Programa
    region: Region
    catalogo: Catalogo
    tablas: Mapping[str, pd.DataFrame]
    archivos: dict[str, str]  # ruta relativa → sha256
    publicadas: pd.DataFrame  # las cifras con valor, tal como se escribieron
    calculadas: pd.DataFrame  # las que dan los registros, con ``formula``, ``tabla`` y ``lugares``
    correcciones: tuple[Correccion, ...] = ()
    advertencias: tuple[Problema, ...] = ()
    supuestos: tuple[Problema, ...] = ()

    def __post_init__(self) -> None:
        """Hace que las tablas se anoten al pedirlas."""
        object.__setattr__(self, "tablas", lecturas.TablasAnotadas(self.ambito, self.tablas))

    def __getattribute__(self, nombre: str) -> Any:
        """El atributo, anotado si es una de las partes de los datos."""
        if nombre in PARTES:
            lecturas.anotar("parte", self.ambito, nombre)
        return object.__getattribute__(self, nombre)

    @property
    def ambito(self) -> str:
        """De quién son los datos: ``programa/region``."""
        return f"{self.programa.clave}/{self.region.clave}"

    def cifras_de(self, *indicadores: str) -> pd.DataFrame:
        """Las filas de ``cifras`` de esos indicadores, en su orden."""
        for indicador in indicadores:
            lecturas.anotar("cifra", self.ambito, indicador)
        if len(indicadores) == 1:
            return self._por_indicador.get(indicadores[0], self._cifras.iloc[:0])
        return self._cifras[self._cifras["indicador"].isin(indicadores)]

    @property
    def _cifras(self) -> pd.DataFrame:
        return self.tablas.sin_anotar["cifras"]  # type: ignore[attr-defined]

    @cached_property
    def _por_indicador(self) -> dict[str, pd.DataFrame]:
        return dict(iter(self._cifras.groupby("indicador", sort=False)))  # type: ignore[arg-type]

    @property
    def huella(self) -> str:
        """Doce cifras que cambian si cambia cualquier dato o parámetro."""
        parametros = [m.model_dump_json() for m in (self.programa, self.region, self.catalogo)]
        return hashlib.sha256(json.dumps([self.archivos, parametros]).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class NucleoDelPrograma:
    """Los datos de todas las regiones de un programa, cada una con los suyos y los comunes que se le aplican."""

    programa: Programa
    regiones: tuple[Nucleo, ...]

    @property
    def archivos(self) -> dict[str, str]:
        """Ruta relativa → sha256 de todo lo leído."""
        return dict(sorted({r: sha for nucleo in self.regiones for r, sha in nucleo.archivos.items()}.items()))

    @property
    def huella(self) -> str:
        """Doce cifras que cambian si cambia cualquier dato o parámetro de cualquier región."""
        return hashlib.sha256(json.dumps([nucleo.huella for nucleo in self.regiones]).encode()).hexdigest()[:12]


_ABIERTOS: dict[str, Nucleo] = {}  # por huella de lo leído: mientras nada cambie no se vuelve a validar


def abrir_nucleo(programa: Programa, region: Region, rutas: Rutas) -> Nucleo:
    """Lee y revisa las tablas de la región y las comunes.

    Raises:
        ErrorDeEntrada: con todos los errores de todos los archivos.
    """
    catalogo = cargar_catalogo(rutas)
    vacia = pd.DataFrame()
    vacio = Nucleo(programa, region, catalogo, {}, archivos_de(programa, region, rutas), vacia, vacia)
    huella = vacio.huella
    if huella not in _ABIERTOS:
        revision = revisar(programa, region, rutas)
        if revision.errores:
            raise ErrorDeEntrada(revision.errores)
        _ABIERTOS[huella] = replace(
            vacio,
            tablas={nombre: tabla.drop(columns="danadas", errors="ignore") for nombre, tabla in revision.tablas.items()},
            publicadas=revision.publicadas[revision.publicadas["valor"].notna()].drop(columns="danadas"),
            calculadas=revision.calculadas.drop(columns="danadas"),
            correcciones=revision.correcciones,
            advertencias=revision.advertencias,
            supuestos=revision.supuestos,
        )
    return _ABIERTOS[huella]


def abrir_nucleo_del_programa(programa: Programa, regiones: Sequence[Region], rutas: Rutas) -> NucleoDelPrograma:
    """Lee las tablas de todas las regiones; levanta ``ErrorDeEntrada`` con los problemas de todas, cada uno una vez."""
    abiertos: list[Nucleo] = []
    problemas: list[Problema] = []
    for region in regiones:
        try:
            abiertos.append(abrir_nucleo(programa, region, rutas))
        except ErrorDeEntrada as error:
            problemas += error.problemas
    if problemas:
        raise ErrorDeEntrada(dict.fromkeys(problemas))
    return NucleoDelPrograma(programa, tuple(abiertos))
