"""Abre los datos de una región o de todas: sus tablas y las comunes del programa, validadas antes de usarse."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from sistematizacion.errores import ErrorDeEntrada, Problema, sugerencia
from sistematizacion.nucleo import reglas
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.lectura import GUARDAR_COMO, leer_tabla
from sistematizacion.parametros import Catalogo, Programa, Region, cargar_catalogo, regiones_con_parametros
from sistematizacion.rutas import Rutas


@dataclass(frozen=True)
class Nucleo:
    """Los datos de una región, listos para consultar.

    ``tablas`` tiene por cada tabla del núcleo un DataFrame con las columnas de su esquema más ``ambito`` (clave de la
    región, o ``comun``), ``archivo`` y ``fila``. Una tabla que nadie llenó está vacía. Las filas de ``cifras`` sin
    valor, que dicen por qué no lo hay, van aparte, en ``ausencias``.
    """

    programa: Programa
    region: Region
    catalogo: Catalogo
    tablas: dict[str, pd.DataFrame]
    archivos: dict[str, str]  # ruta relativa → sha256

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
    """Lee las tablas de la región y las comunes.

    Raises:
        ErrorDeEntrada: con todos los problemas de todos los archivos.
    """
    catalogo = cargar_catalogo(rutas)
    carpeta = rutas.data / programa.clave
    archivos = {
        rutas.relativa(ruta): hashlib.sha256(ruta.read_bytes()).hexdigest()
        for ambito in (reglas.COMUN, region.clave) for ruta in sorted((carpeta / ambito).glob("[!.~]*")) if ruta.is_file()
    }  # fmt: skip
    vacio = Nucleo(programa, region, catalogo, {}, archivos)
    if vacio.huella not in _ABIERTOS:
        _ABIERTOS[vacio.huella] = replace(vacio, tablas=_leer_tablas(vacio, rutas))
    return _ABIERTOS[vacio.huella]


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


def _leer_tablas(nucleo: Nucleo, rutas: Rutas) -> dict[str, pd.DataFrame]:
    """Las tablas validadas, cada una por su nombre."""
    definidos = esquemas(nucleo.catalogo)
    partes: dict[str, list[pd.DataFrame]] = {}
    propias = f"{rutas.relativa(rutas.data)}/{nucleo.programa.clave}/{nucleo.region.clave}/cifras.csv"
    problemas = (
        [] if propias in nucleo.archivos else [Problema(propias, "falta esta tabla, la única obligatoria", "Créela.")]
    )
    conocidas = regiones_con_parametros(nucleo.programa, rutas)
    for archivo in nucleo.archivos:
        ruta = rutas.raiz / archivo
        if ruta.suffix != ".csv":
            problemas.append(Problema(archivo, "no es un CSV y no se lee", f"{GUARDAR_COMO} O sáquelo de la carpeta."))
            continue
        if ruta.stem not in definidos:
            problemas.append(_tabla_desconocida(ruta.stem, archivo, list(definidos)))
            continue
        tabla, hallados = leer_tabla(ruta, archivo, definidos[ruta.stem])
        problemas += hallados or reglas.de_fila(
            ruta.stem, tabla, ruta.parent.name, nucleo.programa, nucleo.catalogo, conocidas
        )
        partes.setdefault(ruta.stem, []).append(tabla.assign(ambito=ruta.parent.name))
    tablas = {nombre: _reunir(partes.get(nombre, []), esquema, nucleo.region) for nombre, esquema in definidos.items()}
    tablas |= _apartar_ausencias(tablas["cifras"])
    problemas = problemas or list(reglas.de_conjunto(tablas, nucleo.catalogo, nucleo.region))
    if problemas:
        raise ErrorDeEntrada(problemas)
    return tablas


def _apartar_ausencias(cifras: pd.DataFrame) -> dict[str, pd.DataFrame]:
    con_valor = cifras["valor"].notna()
    return {
        "cifras": cifras[con_valor].reset_index(drop=True),
        "ausencias": cifras[~con_valor].reset_index(drop=True),
    }


def _reunir(partes: list[pd.DataFrame], esquema: object, region: Region) -> pd.DataFrame:
    """Junta lo de la región y lo común que se le aplica; lo de la región va primero."""
    columnas = [*esquema.columns, "archivo", "fila", "ambito"]  # type: ignore[attr-defined]
    llenas = [p for p in reversed(partes) if len(p)]
    if not llenas:
        return pd.DataFrame({c: pd.Series(dtype=object) for c in columnas})
    tabla = pd.concat(llenas, ignore_index=True)
    if "regiones" not in tabla.columns:
        return tabla
    aplica = [not r or region.clave in r.split(";") for r in tabla["regiones"]]
    return tabla[aplica].reset_index(drop=True)


def _tabla_desconocida(nombre: str, archivo: str, tablas: list[str]) -> Problema:
    remedio = f"{sugerencia(nombre, tablas)} Tablas: {', '.join(tablas)}.".strip()
    return Problema(archivo, "no es una tabla del núcleo mínimo", remedio)
