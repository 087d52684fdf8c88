"""Revisa los datos de una región: los lee, calcula sus cifras y dice todo lo que hay que corregir, advertir o saber."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd
import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.nucleo import actualizacion
from sistematizacion.nucleo import correcciones as de_correcciones
from sistematizacion.nucleo import reglas
from sistematizacion.nucleo.calculo import calcular_cifras
from sistematizacion.nucleo.correcciones import Correccion
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.reglas import formulas
from sistematizacion.nucleo.reunion import archivos_de, leer_tablas
from sistematizacion.nucleo.union import unir
from sistematizacion.parametros import Programa, Region
from sistematizacion.rutas import Rutas


@dataclass(frozen=True)
class Revision:
    """Los datos de una región, tengan o no errores, y lo que se halló al revisarlos.

    ``tablas`` tiene por cada tabla las columnas de su esquema más ``archivo``, ``hoja``, ``fila``, ``ambito`` y
    ``danadas`` (las columnas que en esa fila tienen un error y van en ``None``). ``cifras`` son las que valen;
    ``publicadas``, las escritas; ``calculadas``, las que dan los registros; ``ausencias``, las filas de ``cifras`` que
    dicen por qué no hay dato.
    """

    programa: Programa
    region: Region
    catalogo: Catalogo
    esquemas: dict[str, pa.DataFrameSchema]
    archivos: dict[str, str]  # ruta relativa → sha256
    tablas: dict[str, pd.DataFrame]
    publicadas: pd.DataFrame
    calculadas: pd.DataFrame
    correcciones: tuple[Correccion, ...]
    hallazgos: tuple[Problema, ...]

    def de_gravedad(self, gravedad: str) -> tuple[Problema, ...]:
        """Los hallazgos de esa gravedad: ``error``, ``advertencia`` o ``supuesto``."""
        return tuple(h for h in self.hallazgos if h.gravedad == gravedad)

    @property
    def errores(self) -> tuple[Problema, ...]:
        """Lo que impide hacer informes."""
        return self.de_gravedad("error")

    @property
    def advertencias(self) -> tuple[Problema, ...]:
        """Lo que conviene revisar."""
        return self.de_gravedad("advertencia")

    @property
    def supuestos(self) -> tuple[Problema, ...]:
        """Lo que se dio por entendido al leer."""
        return self.de_gravedad("supuesto")


def revisar(programa: Programa, region: Region, rutas: Rutas) -> Revision:
    """Lee y revisa los datos de la región y los comunes; los errores de los datos vienen como hallazgos.

    Raises:
        ErrorDeEntrada: los parámetros tienen problemas, también las fórmulas de los indicadores.
    """
    catalogo = cargar_catalogo(rutas)
    definidos = esquemas(catalogo)
    if mal_escritas := [*formulas.revisar(catalogo, definidos), *formulas.revisar_completos(programa, region)]:
        raise ErrorDeEntrada(mal_escritas)
    archivos = archivos_de(programa, region, rutas)
    leidas = leer_tablas(archivos, definidos, catalogo, programa, region, rutas)
    tablas = dict(leidas.tablas)
    tablas["inversiones"], tablas[actualizacion.TABLA] = actualizacion.actualizar(
        tablas["inversiones"], tablas["mef_inversiones"], region.fecha_corte
    )
    decididas, mal_leidas = _correcciones(archivos, rutas)
    publicadas = tablas["cifras"]
    cifras, mal_puestas = de_correcciones.aplicar(publicadas, decididas)
    imposibles = reglas.de_correcciones(decididas, catalogo)
    con_valor, ausentes = _apartar_ausencias(cifras)
    calculadas = calcular_cifras(tablas, con_valor, catalogo, region)
    tablas |= {"cifras": unir(con_valor, calculadas, region.registros_completos), "ausencias": ausentes}
    ilegibles = _ilegibles(tablas, leidas.hallazgos)
    con_publicadas = tablas | {"publicadas": publicadas}
    juntas = reglas.de_conjunto(con_publicadas, definidos, catalogo, programa, region, ilegibles)
    todos = dict.fromkeys(map(leidas.situar, [*leidas.hallazgos, *mal_leidas, *mal_puestas, *imposibles, *juntas]))
    return Revision(
        programa, region, catalogo, definidos, archivos, tablas, publicadas, calculadas, decididas,
        tuple(sorted(todos, key=_orden)),
    )  # fmt: skip


def _ilegibles(tablas: Mapping[str, pd.DataFrame], hallazgos: list[Problema]) -> set[str]:
    """Las tablas de las que no se pudo leer ninguna fila, porque su encabezado o su archivo están mal."""
    con_error = {h.hoja or PurePosixPath(h.archivo).stem for h in hallazgos if h.gravedad == "error"}
    return {nombre for nombre, tabla in tablas.items() if tabla.empty and nombre in con_error}


def _correcciones(archivos: Mapping[str, str], rutas: Rutas) -> tuple[tuple[Correccion, ...], list[Problema]]:
    """Las correcciones escritas y los problemas de leerlas."""
    problemas: list[Problema] = []
    leidas: tuple[Correccion, ...] = ()
    for archivo in [a for a in archivos if a.endswith(de_correcciones.ARCHIVO)]:
        try:
            leidas += de_correcciones.leer_correcciones(rutas.raiz / archivo, archivo)
        except ErrorDeEntrada as error:
            problemas += error.problemas
    return leidas, problemas


def _apartar_ausencias(cifras: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Las filas con valor (o con un valor que no se pudo leer) y las que dicen por qué no lo hay."""
    danado = [("valor" in d) for d in cifras["danadas"]]
    con_valor = cifras["valor"].notna() | pd.Series(danado, index=cifras.index, dtype=bool)
    return cifras[con_valor].reset_index(drop=True), cifras[~con_valor].reset_index(drop=True)


def _orden(problema: Problema) -> tuple[str, str, int]:
    return problema.archivo, problema.hoja, problema.fila or 0
