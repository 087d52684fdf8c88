"""Reúne los archivos de una región y los comunes en una tabla por nombre, con lo que se halló al leerlos."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd
import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema, enumerar
from sistematizacion.memoria import por_identidad
from sistematizacion.nucleo import reglas
from sistematizacion.nucleo.correcciones import ARCHIVO as CORRECCIONES
from sistematizacion.nucleo.lectura import leer_archivo, libro_abierto
from sistematizacion.parametros import Programa, Region, regiones_con_parametros
from sistematizacion.rutas import Rutas

PROPIAS = ("archivo", "hoja", "fila", "ambito", "danadas")  # lo que la lectura agrega a las columnas de una tabla


@dataclass(frozen=True)
class Reunion:
    """Las tablas leídas: por nombre, con las columnas de su esquema y las de ``PROPIAS``; la que nadie llenó, sin filas."""

    tablas: dict[str, pd.DataFrame]
    hallazgos: list[Problema]
    letras: dict[tuple[str, str, str], str]  # archivo, hoja y columna → su letra en Excel

    def situar(self, problema: Problema) -> Problema:
        """El problema con la letra de su columna, que una regla no conoce."""
        letra = self.letras.get((problema.archivo, problema.hoja, problema.columna), "")
        return problema if problema.letra else replace(problema, letra=letra)


def archivos_de(programa: Programa, region: Region, rutas: Rutas) -> dict[str, str]:
    """Los archivos de datos de la región y los comunes, con su sha256; los ocultos y los de respaldo no cuentan."""
    carpeta = rutas.data / programa.clave
    return {
        rutas.relativa(ruta): hashlib.sha256(ruta.read_bytes()).hexdigest()
        for ambito in (reglas.COMUN, region.clave)
        for ruta in sorted((carpeta / ambito).glob("[!.~]*"))
        if ruta.is_file()
    }


def leer_tablas(
    archivos: Mapping[str, str],
    definidos: Mapping[str, pa.DataFrameSchema],
    catalogo: Catalogo,
    programa: Programa,
    region: Region,
    rutas: Rutas,
) -> Reunion:
    """Las tablas de la región y las comunes que se le aplican, con lo que se halló al leerlas y en cada fila."""
    hallazgos: list[Problema] = []
    letras: dict[tuple[str, str, str], str] = {}
    partes: dict[str, list[pd.DataFrame]] = {}
    conocidas = regiones_con_parametros(programa, rutas)
    for archivo in [a for a in archivos if not a.endswith(CORRECCIONES)]:
        ruta = rutas.raiz / archivo
        ambito = ruta.parent.name
        hallazgos += filter(None, [libro_abierto(ruta, archivo)])
        for nombre, lectura in leer_archivo(ruta, archivo, definidos).items():
            hallazgos += lectura.hallazgos
            if nombre in definidos:
                hallazgos += reglas.de_fila(nombre, lectura.tabla, ambito, programa, catalogo, conocidas)
                for hoja in set(lectura.tabla["hoja"]):
                    letras |= {(archivo, hoja, columna): letra for columna, letra in lectura.letras.items()}
                partes.setdefault(nombre, []).append(lectura.tabla.assign(ambito=ambito))
    tablas = {n: _reunir(partes.get(n, []), esquema, region) for n, esquema in definidos.items()}
    hallazgos += [
        *_subcarpetas(programa, region, rutas),
        *_dos_veces(partes),
        *_completas_que_faltan(partes, programa, region),
        *_sin_datos(tablas, programa, region),
    ]
    return Reunion(tablas, hallazgos, letras)


def _subcarpetas(programa: Programa, region: Region, rutas: Rutas) -> Iterator[Problema]:
    """Carpetas dentro de los datos: lo que hay en ellas no se lee, y quizá alguien cree que sí."""
    for ambito in (reglas.COMUN, region.clave):
        for carpeta in sorted((rutas.data / programa.clave / ambito).glob("[!.~]*/")):
            regla, remedio = (
                "es una carpeta, y lo que hay en ella no se lee",
                "Saque de ahí las tablas que deban leerse.",
            )
            yield Problema(rutas.relativa(carpeta), regla, remedio, gravedad="advertencia")


def _dos_veces(partes: Mapping[str, list[pd.DataFrame]]) -> Iterator[Problema]:
    """Tablas que una misma región trae en dos archivos, un problema por par de archivos: no se sabe cuál vale."""
    pares: dict[tuple[str, str], list[str]] = {}
    for nombre, tablas in partes.items():
        por_ambito: dict[str, list[str]] = {}
        for tabla in [t for t in tablas if len(t)]:
            por_ambito.setdefault(tabla["ambito"].iloc[0], []).append(str(tabla["archivo"].iloc[0]))
        for primero, *otros in por_ambito.values():
            for otro in otros:
                pares.setdefault((primero, otro), []).append(nombre)
    for (primero, otro), nombres in pares.items():
        que = (
            f"la tabla «{nombres[0]}» está"
            if len(nombres) == 1
            else f"{len(nombres)} tablas ({enumerar(nombres)}) están"
        )
        yield Problema(primero, f"{que} también en {otro}", "Deje sus filas en uno solo de los dos.")


def _completas_que_faltan(
    partes: Mapping[str, list[pd.DataFrame]], programa: Programa, region: Region
) -> Iterator[Problema]:
    """Una tabla declarada completa que no viene ni vacía: quizá se borró o se renombró su hoja."""
    for nombre in region.registros_completos:
        if nombre not in partes:
            archivo = f"params/{programa.clave}/{region.clave}.yml"
            regla = f"declara completa la tabla «{nombre}», y los datos no traen esa hoja ni ese CSV"
            yield Problema(archivo, regla, "Agréguela, aunque sea vacía, o quítela de registros_completos.")


def _sin_datos(tablas: Mapping[str, pd.DataFrame], programa: Programa, region: Region) -> Iterator[Problema]:
    """Una región de la que nadie llenó nada."""
    if not any((tabla["ambito"] == region.clave).any() for tabla in tablas.values()):
        carpeta = f"data/{programa.clave}/{region.clave}"
        yield Problema(carpeta, "no tiene ningún dato", "Llene registro.xlsx, o al menos cifras.csv.")


@por_identidad(128)
def _vacia(esquema: pa.DataFrameSchema) -> pd.DataFrame:
    """La tabla que nadie llenó: casi todas, en cada región."""
    return pd.DataFrame({c: pd.Series(dtype=object) for c in (*esquema.columns, *PROPIAS)})


def _reunir(partes: list[pd.DataFrame], esquema: pa.DataFrameSchema, region: Region) -> pd.DataFrame:
    """Junta lo de la región y lo común que se le aplica; lo de la región va primero."""
    llenas = [p for p in reversed(partes) if len(p)]
    if not llenas:
        return _vacia(esquema).copy(deep=False)
    tabla = pd.concat(llenas, ignore_index=True) if len(llenas) > 1 else llenas[0].reset_index(drop=True)
    if "regiones" not in tabla.columns:
        return tabla
    aplica = [not r or region.clave in r.split(";") for r in tabla["regiones"]]
    return tabla[aplica].reset_index(drop=True)
