"""Conciliación: lo publicado contra los registros, contra sí mismo y contra la aritmética.

Cada regla está en su módulo y da hallazgos; ninguna sabe de un programa ni de una región. Cómo se relacionan los
indicadores está en ``params/conciliacion.yml``.
"""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from sistematizacion.analisis.conciliacion.hallazgo import Hallazgo
from sistematizacion.analisis.conciliacion.partes import no_superan, partes_contra_el_todo
from sistematizacion.analisis.conciliacion.porcentajes import alcanzables, contra_sus_conteos, suman_cien
from sistematizacion.analisis.conciliacion.posiciones import puestos_e_indices
from sistematizacion.analisis.conciliacion.registros import contra_los_registros
from sistematizacion.analisis.conciliacion.repetidas import publicadas_mas_de_una_vez
from sistematizacion.analisis.conciliacion.series import no_bajan, variaciones
from sistematizacion.catalogo import Indicador
from sistematizacion.relaciones import NoSupera, Relaciones

# Las reglas, en el orden en que se aplican, con lo que comprueba cada una
REGLAS = {
    "registros": "Lo publicado contra los registros",
    "repetida": "Un mismo dato, publicado más de una vez",
    "partes": "Las partes contra su total",
    "no_supera": "Una parte no supera a su todo",
    "conteos": "Un porcentaje contra sus conteos",
    "alcanzable": "Un porcentaje de la encuesta contra el número de personas",
    "suman_cien": "Los porcentajes de una pregunta suman 100",
    "variacion": "Una variación contra sus valores inicial y final",
    "acumulado": "Un acumulado no baja",
    "posicion": "Un puesto contra el índice que lo ordena",
}
COLUMNAS = [
    "regla", "ambito", "indicador", "dimension", "categoria", "fecha_corte", "valor_a", "valor_b", "donde_a", "donde_b",
    "diferencia", "tolerancia", "veredicto", "detalle", "filas_a", "filas_b", "formula_a", "formula_b", "explicacion",
]  # fmt: skip

DE_UN_MISMO_DATO = ("registros", "repetida")


def conciliar(
    publicadas: pd.DataFrame,
    calculadas: pd.DataFrame,
    fichas: Mapping[str, Indicador],
    relaciones: Relaciones,
    encuesta: pd.DataFrame | None = None,
    *,
    correcciones: pd.DataFrame | None = None,
    completas: Mapping[str, Collection[str]] | None = None,
    regiones: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Comprueba lo publicado con todas las reglas.

    Args:
        publicadas: la tabla tidy de cifras tal como se escribieron, con ``ambito``, ``archivo``, ``hoja`` y ``fila``;
            las de varias regiones se concilian juntas.
        calculadas: lo mismo, calculado desde los registros, con ``formula`` y ``lugares``; puede estar vacía.
        fichas: los indicadores del catálogo.
        relaciones: lo que dice ``params/conciliacion.yml``.
        encuesta: sus respuestas; lo calculado de unas reconstruidas desde lo publicado no se compara con lo publicado,
            porque no lo prueba.
        correcciones: las de ``nucleo.correcciones.vigentes``, que explican los hallazgos de sus filas.
        completas: por ámbito, las tablas de registros declaradas completas; en las demás, contar menos que lo
            publicado no es contradicción. Sin este dato, todas lo están.
        regiones: por ámbito, el nombre con que se dice en el detalle.

    Returns:
        Una fila por comprobación, en el orden de ``REGLAS`` y de los datos: ``regla``, ``ambito``, ``indicador``,
        ``dimension``, ``categoria``, ``fecha_corte``; ``valor_a`` (lo publicado) y ``valor_b`` (lo que le corresponde),
        Decimal o None, en la unidad del indicador; ``donde_a`` y ``donde_b``; ``diferencia`` y ``tolerancia`` (Decimal
        o None); ``veredicto`` (``coincide``, ``redondeo``, ``contradiccion`` o ``no_verificable``), ``detalle``
        (el cálculo, en una frase), ``explicacion`` (la de una corrección, o vacía), y con qué citarlo: ``filas_a`` y
        ``filas_b`` (tuplas de filas de cifras, como dict) y ``formula_a`` y ``formula_b`` (cómo sale de ellas el valor,
        con ``{}`` en el lugar de cada una; vacía, si es el de una fila).
    """
    escritas = _con_procedencia(publicadas)
    registros = _con_procedencia(_que_prueban(calculadas, relaciones, encuesta))
    todas = pd.concat([escritas, registros], ignore_index=True) if len(registros) else escritas
    hallazgos = _aplicar(escritas, registros, todas, fichas, relaciones, completas, regiones or {})
    tabla = pd.DataFrame([h.registro for h in hallazgos], columns=COLUMNAS[:-1]).astype(object)
    return explicar(tabla.where(tabla.notna(), None), correcciones)


def _aplicar(
    publicadas: pd.DataFrame,
    calculadas: pd.DataFrame,
    todas: pd.DataFrame,
    fichas: Mapping[str, Indicador],
    relaciones: Relaciones,
    completas: Mapping[str, Collection[str]] | None,
    regiones: Mapping[str, str],
) -> Iterator[Hallazgo]:
    margen = relaciones.margen_de_aproximado
    yield from contra_los_registros(publicadas, calculadas, margen, completas)
    yield from publicadas_mas_de_una_vez(publicadas, margen)
    yield from partes_contra_el_todo(publicadas, relaciones.dimensiones, margen)
    yield from no_superan(publicadas, [*_de_las_fichas(fichas), *relaciones.no_superan])
    yield from contra_sus_conteos(publicadas, todas, relaciones.porcentajes, fichas, margen)
    yield from alcanzables(publicadas, todas, relaciones.encuestas)
    yield from suman_cien(publicadas, todas, relaciones.encuestas)
    yield from variaciones(publicadas, todas, relaciones.variaciones, fichas, margen)
    yield from no_bajan(publicadas, relaciones.acumulados)
    yield from puestos_e_indices(publicadas, relaciones.posiciones, regiones)


def explicar(hallazgos: pd.DataFrame, correcciones: pd.DataFrame | None) -> pd.DataFrame:
    """Los hallazgos con ``explicacion``: la de la corrección de la cifra que se juzga.

    Si lo corregido es aquello con que se compara (los conteos de un porcentaje), el hallazgo sigue sin explicarse; salvo
    en las reglas que enfrentan dos valores de un mismo dato, donde explicar uno explica el par.
    """
    dichas: dict[tuple[str, str, int], str] = {}
    if correcciones is not None:
        dichas = {_lugar(c): c["explicacion"] for c in correcciones.to_dict("records")}
    propias = [
        " ".join(
            dict.fromkeys(
                dichas[_lugar(f)] for f in (*a, *(b if regla in DE_UN_MISMO_DATO else ())) if _lugar(f) in dichas
            )
        )
        for a, b, regla in zip(hallazgos["filas_a"], hallazgos["filas_b"], hallazgos["regla"], strict=True)
    ]
    return hallazgos.assign(explicacion=pd.Series(propias, index=hallazgos.index, dtype=object))


def _lugar(fila: dict) -> tuple[str, str, int]:
    return fila["archivo"], fila.get("hoja", ""), fila["fila"]


def _de_las_fichas(fichas: Mapping[str, Indicador]) -> list[NoSupera]:
    return [NoSupera(parte=clave, todo=ficha.no_supera) for clave, ficha in fichas.items() if ficha.no_supera]


def _con_procedencia(cifras: pd.DataFrame) -> pd.DataFrame:
    """Las cifras con las columnas que solo lo calculado llena; vacías, en lo publicado."""
    vacias = {"formula": "", "tabla": "", "lugares": [()] * len(cifras)}
    return cifras.assign(**{c: v for c, v in vacias.items() if c not in cifras.columns}).astype(object)


def _que_prueban(calculadas: pd.DataFrame, relaciones: Relaciones, encuesta: pd.DataFrame | None) -> pd.DataFrame:
    """Lo calculado, sin lo que sale de respuestas reconstruidas desde lo publicado."""
    if encuesta is None or calculadas.empty:
        return calculadas
    reconstruidos = set(encuesta.loc[encuesta["origen"] == "reconstruido", "ambito"])
    circulares = {i for relacion in relaciones.encuestas for i in (relacion.porcentaje, relacion.personas)}
    return calculadas[~(calculadas["ambito"].isin(reconstruidos) & calculadas["indicador"].isin(circulares))]
