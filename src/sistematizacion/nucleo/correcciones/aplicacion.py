"""Las correcciones puestas sobre las cifras publicadas."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from sistematizacion.errores import Problema, sugerencia
from sistematizacion.nucleo.correcciones.lectura import Correccion
from sistematizacion.nucleo.seleccion import coincidencias


def aplicar(publicadas: pd.DataFrame, correcciones: Sequence[Correccion]) -> tuple[pd.DataFrame, tuple[Problema, ...]]:
    """Las cifras con las correcciones puestas, y lo que impide poner alguna.

    Args:
        publicadas: la tabla tidy de cifras como se leyó, con ``ambito``, ``archivo`` y ``fila``.
        correcciones: las de ``leer_correcciones``.

    Returns:
        Las mismas filas, en el mismo orden y con el mismo índice. La fila corregida cambia su ``valor`` y agrega a su
        ``nota`` qué se corrigió, por qué y quién lo decidió; lo demás, también su procedencia, queda igual. Y un
        ``Problema`` de error por cada corrección que no halla su fila, halla más de una, no halla el valor que
        esperaba o repite la de otra.
    """
    elegidas, problemas = _elegir(publicadas, correcciones)
    corregidas = publicadas.copy()
    for indice, correccion in elegidas:
        if correccion.valor != correccion.espera:
            corregidas.at[indice, "valor"] = correccion.valor
            corregidas.at[indice, "nota"] = _nota(str(publicadas.at[indice, "nota"]), correccion)
    return corregidas, tuple(problemas)


def vigentes(publicadas: pd.DataFrame, correcciones: Sequence[Correccion]) -> pd.DataFrame:
    """Las correcciones que hallaron su fila, para mostrarlas y para explicar con ellas los hallazgos.

    Returns:
        Una fila por corrección, en su orden: las columnas de la fila publicada (``valor`` es el publicado) más
        ``corregido`` (Decimal), ``razon``, ``decidio``, ``decidido`` (date), ``explicacion`` y ``escrita_en``
        («data/…/correcciones.yml, línea 4»).
    """
    elegidas, _ = _elegir(publicadas, correcciones)
    propias = ["corregido", "razon", "decidio", "decidido", "explicacion", "escrita_en"]
    filas = [
        {
            **publicadas.loc[indice].to_dict(),
            **dict(zip(propias, (c.valor, c.razon, c.decidio, c.fecha, c.explicacion, c.escrita_en), strict=True)),
        }
        for indice, c in elegidas
    ]
    return pd.DataFrame(filas, columns=[*publicadas.columns, *propias], dtype=object)


def _nota(nota: str, correccion: Correccion) -> str:
    hecha = f"Corregida: la fuente dice {correccion.espera}. {correccion.explicacion}"
    return " ".join(filter(None, [nota, hecha]))


def _elegir(
    publicadas: pd.DataFrame, correcciones: Iterable[Correccion]
) -> tuple[list[tuple[Any, Correccion]], list[Problema]]:
    """El índice de la fila de cada corrección, y los problemas de las que no la tienen."""
    elegidas: list[tuple[Any, Correccion]] = []
    problemas: list[Problema] = []
    for correccion in correcciones:
        filas = _filas(publicadas, correccion)
        hallados = list(_problemas(filas, correccion, publicadas, {i: c for i, c in elegidas}))
        problemas += hallados
        elegidas += [] if hallados else [(filas.index[0], correccion)]
    return elegidas, problemas


def _filas(publicadas: pd.DataFrame, correccion: Correccion) -> pd.DataFrame:
    propias = publicadas[publicadas["ambito"] == correccion.ambito]
    filas = coincidencias(propias, correccion.indicador, correccion.categoria, correccion.fecha_corte)
    if not correccion.seccion:
        return filas
    return filas[[correccion.seccion in seccion.split(";") for seccion in filas["seccion"]]]


def _problemas(
    filas: pd.DataFrame, correccion: Correccion, publicadas: pd.DataFrame, elegidas: dict[Any, Correccion]
) -> Iterator[Problema]:
    if filas.empty:
        parecido = sugerencia(correccion.indicador, sorted({i for i in publicadas["indicador"] if i}))
        regla = "la fuente cambió: ninguna cifra publicada es esa, y la corrección esperaba "
        remedio = f"{parecido} Revise indicador, categoria, fecha_corte y seccion, o quite la corrección.".strip()
        yield _problema(correccion, regla + str(correccion.espera), remedio, correccion.que)
    elif len(filas) > 1:
        cuales = "; ".join(f"{f['archivo']}, fila {f['fila']}: {f['valor']}" for f in filas.to_dict("records"))
        remedio = "Agregue seccion o fecha_corte para elegir una."
        yield _problema(
            correccion, f"hay {len(filas)} cifras publicadas que son esa ({cuales})", remedio, correccion.que
        )
    elif (otra := elegidas.get(filas.index[0])) is not None:
        yield _problema(correccion, f"la misma cifra ya se corrige en {otra.escrita_en}", "Deje una.", correccion.que)
    elif (fila := filas.iloc[0])["valor"] != correccion.espera:
        dice = "no tiene valor" if pd.isna(fila["valor"]) else f"dice {fila['valor']}"
        regla = (
            f"la fuente cambió: {fila['archivo']}, fila {fila['fila']}, {dice} "
            f"y la corrección esperaba {correccion.espera}"
        )
        remedio = "Decida de nuevo: cambie espera y valor, o quite la corrección."
        yield _problema(correccion, regla, remedio, correccion.que)


def _problema(correccion: Correccion, regla: str, remedio: str, valor: str) -> Problema:
    lugar = ", ".join(filter(None, [f"línea {correccion.linea}" if correccion.linea else "", "clave correcciones"]))
    return Problema(correccion.archivo, regla, remedio, lugar, valor)
