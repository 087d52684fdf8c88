"""Lo que los parámetros dicen de las tablas: cálculos que solo usan lo que existe, y qué registros están completos."""

from collections.abc import Iterator, Mapping

import pandera.pandas as pa

from sistematizacion.catalogo import Calculo, Catalogo
from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.esquemas import REGISTROS
from sistematizacion.parametros import Programa, Region

ARCHIVO = "params/indicadores.yml"
SE_SUMAN = ("decimal", "entero")


def revisar(catalogo: Catalogo, definidos: Mapping[str, pa.DataFrameSchema]) -> Iterator[Problema]:
    """Tablas o columnas que no existen, sumas de lo que no es número y valores que la columna no admite."""
    for clave, ficha in catalogo.indicadores.items():
        if ficha.calculo:
            lugar = f"clave indicadores.{clave}.calculo"
            for regla, remedio, valor in _de_calculo(ficha.calculo, definidos):
                yield Problema(ARCHIVO, regla, remedio, lugar, valor)


def revisar_completos(programa: Programa, region: Region) -> Iterator[Problema]:
    """Nombres de ``registros_completos`` que no son tablas de registros: sin avisar, no completarían nada."""
    for tabla in region.registros_completos:
        if tabla not in REGISTROS:
            archivo = f"params/{programa.clave}/{region.clave}.yml"
            remedio = sugerencia(tabla, REGISTROS) or f"Son: {enumerar(REGISTROS)}."
            yield Problema(archivo, "no es una tabla de registros", remedio, "clave registros_completos", tabla)


def _de_calculo(calculo: Calculo, definidos: Mapping[str, pa.DataFrameSchema]) -> Iterator[tuple[str, str, str]]:
    for tabla, columnas in calculo.columnas.items():
        if tabla not in definidos:
            yield "no es una tabla del núcleo mínimo", sugerencia(tabla, definidos), tabla
            continue
        hay = list(definidos[tabla].columns)
        for columna in sorted(columnas - set(hay)):
            yield f"no es una columna de {tabla}", sugerencia(columna, hay) or f"Hay: {enumerar(hay)}.", columna
    for parte in filter(None, (calculo, calculo.entre)):
        columnas_de = definidos[parte.tabla].columns if parte.tabla in definidos else {}
        sumadas = [parte.sumar, *(c for grupo in (calculo.partes.values() if parte is calculo else ()) for c in grupo)]
        for columna in [c for c in sumadas if c in columnas_de]:
            if columnas_de[columna].metadata["tipo"] not in SE_SUMAN:
                yield "no es una columna de números, y no se puede sumar", "Elija otra.", columna
        for columna, valor in {**parte.donde, **parte.sin}.items():
            opciones = columnas_de[columna].metadata.get("opciones") if columna in columnas_de else None
            if opciones and valor not in opciones:
                remedio = sugerencia(valor, opciones) or f"Son: {enumerar(opciones)}."
                yield f"no es un valor de la columna {columna}", remedio, valor
