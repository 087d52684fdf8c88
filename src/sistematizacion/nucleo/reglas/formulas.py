"""Los cálculos de ``params/indicadores.yml`` solo pueden usar tablas y columnas que existen, y sumar números."""

from collections.abc import Iterator, Mapping

import pandera.pandas as pa

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.parametros import Calculo, Catalogo

ARCHIVO = "params/indicadores.yml"
SE_SUMAN = ("decimal", "entero")


def revisar(catalogo: Catalogo, definidos: Mapping[str, pa.DataFrameSchema]) -> Iterator[Problema]:
    """Tablas o columnas que no existen, sumas de lo que no es número y valores que la columna no admite."""
    for clave, ficha in catalogo.indicadores.items():
        if ficha.calculo:
            lugar = f"clave indicadores.{clave}.calculo"
            for regla, remedio, valor in _de_calculo(ficha.calculo, definidos):
                yield Problema(ARCHIVO, regla, remedio, lugar, valor)


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
