"""De los registros a las cifras: los indicadores de ``params/indicadores.yml`` que se pueden calcular.

Cada cálculo es una selección de filas y una medida, declaradas en la ficha del indicador; aquí solo se ejecutan. Lo que
no hay no se vuelve cero: una tabla sin filas no da cifras, salvo que la región declare que está completa.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.hitos import evaluar
from sistematizacion.analisis.lugares import lugares_de
from sistematizacion.analisis.retraso import obras_con_retraso
from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.catalogo import Calculo, Indicador, Seleccion

MILLON = Decimal(1_000_000)
LOGRADOS = ("superado", "cumplido")
COLUMNAS = ("indicador", "dimension", "categoria", "valor", "calificador", "nota", "formula", "tabla", "lugares")


@dataclass(frozen=True)
class Medida:
    """Un valor con lo que se hizo para obtenerlo y las filas de que sale."""

    valor: Decimal
    formula: str
    filas: pd.DataFrame
    dimension: str = ""
    categoria: str = ""
    sin_dato: int = 0  # filas de la selección que no tienen el dato que se suma
    calificador: str = field(default="exacto")


def calcular(
    tablas: Mapping[str, pd.DataFrame], fichas: Mapping[str, Indicador], completas: Collection[str]
) -> pd.DataFrame:
    """Las cifras que los registros de una región dan.

    Args:
        tablas: por nombre, las filas de la región, con las columnas de su esquema más ``archivo``, ``hoja`` y
            ``fila``. Las de ``origen`` publicado no cuentan: no son registros. Los valores de los hitos son números.
        fichas: los indicadores; se calculan los que tienen ``calculo``.
        completas: las tablas que la región declara completas; en ellas, no hallar ninguna fila es cero.

    Returns:
        Una fila por cifra: ``indicador``, ``dimension``, ``categoria``, ``valor`` (Decimal, en la unidad de la ficha y
        sin redondear), ``calificador`` (``al_menos`` si a alguna fila sumada le falta el dato), ``nota``, ``formula``,
        ``tabla`` y ``lugares`` (tupla de textos: archivo, hoja y filas).
    """
    registros = {n: t[t["origen"] != "publicado"] for n, t in tablas.items() if "origen" in t.columns}
    filas = [
        _asiento(clave, ficha, medida)
        for clave, ficha in fichas.items()
        if ficha.calculo
        for medida in _medir(ficha.calculo, registros, completas)
    ]
    return pd.DataFrame(filas, columns=list(COLUMNAS)).astype(object)


def _medir(calculo: Calculo, registros: Mapping[str, pd.DataFrame], completas: Collection[str]) -> Iterator[Medida]:
    tabla = registros.get(calculo.tabla, pd.DataFrame())
    if tabla.empty and calculo.tabla not in completas:
        return
    if calculo.funcion != "contar":
        yield from FUNCIONES[calculo.funcion](calculo, tabla)
        return
    elegidas = elegir(tabla, calculo)
    if elegidas.empty and calculo.tabla not in completas:
        return
    if calculo.entre:
        yield from _razon(calculo, elegidas, elegir(registros.get(calculo.entre.tabla, pd.DataFrame()), calculo.entre))
        return
    yield from _una(calculo, elegidas)
    for dimension, columna in calculo.por.items():
        for categoria in dict.fromkeys(v for v in elegidas[columna] if v) if len(elegidas) else ():
            yield from _una(calculo, elegidas[elegidas[columna] == categoria], dimension, str(categoria))
    for dimension, columnas in calculo.partes.items():
        for columna in columnas:
            parte = calculo.model_copy(update={"sumar": columna})
            yield from _una(parte, elegidas, dimension, columna)


def elegir(tabla: pd.DataFrame, seleccion: Seleccion) -> pd.DataFrame:
    """Las filas de la tabla que la selección pide."""
    if tabla.empty:
        return tabla
    pasa = pd.Series(True, index=tabla.index)
    for columna, valor in seleccion.donde.items():
        pasa &= tabla[columna] == valor
    for columna, valor in seleccion.sin.items():
        pasa &= tabla[columna] != valor
    for columna in seleccion.llenas:
        pasa &= tabla[columna].map(bool)
    return tabla[pasa]


def _una(seleccion: Calculo, filas: pd.DataFrame, dimension: str = "", categoria: str = "") -> Iterator[Medida]:
    """La medida de unas filas; ninguna, si todas carecen del dato que se suma."""
    parte = f", {categoria}" if dimension and categoria != seleccion.sumar else ""
    formula = f"{en_palabras(seleccion)}{parte}"
    if seleccion.sumar and len(filas):
        llenas = filas[filas[seleccion.sumar].notna()]
        if llenas.empty:
            return
        faltan = len(filas) - len(llenas)
        valor = _suma(llenas, seleccion.sumar)
        yield Medida(valor, formula, llenas, dimension, categoria, faltan, "al_menos" if faltan else "exacto")
    elif seleccion.distintos and len(filas):
        yield Medida(Decimal(filas[seleccion.distintos].nunique()), formula, filas, dimension, categoria)
    else:
        yield Medida(Decimal(len(filas)), formula, filas, dimension, categoria)


def _razon(calculo: Calculo, arriba: pd.DataFrame, abajo: pd.DataFrame) -> Iterator[Medida]:
    """Un porcentaje; si es de dos sumas de la misma tabla, solo con las filas que tienen ambos datos."""
    entre = calculo.entre
    assert entre is not None
    sin_dato = 0
    if calculo.sumar and entre.sumar and calculo.tabla == entre.tabla:
        ambas = arriba[arriba[calculo.sumar].notna() & arriba[entre.sumar].notna()] if len(arriba) else arriba
        sin_dato, arriba, abajo = len(arriba) - len(ambas), ambas, ambas
    numerador, denominador = _cuanto(calculo, arriba), _cuanto(entre, abajo)
    if not denominador:
        return
    valor = numerador / denominador * 100 - (100 if calculo.variacion else 0)
    formula = f"{en_palabras(calculo)} ÷ {en_palabras(entre)} × 100{' − 100' if calculo.variacion else ''}"
    yield Medida(valor, formula, abajo, sin_dato=sin_dato, calificador="aproximado" if sin_dato else "exacto")


def _cuanto(seleccion: Seleccion, filas: pd.DataFrame) -> Decimal:
    return _suma(filas, seleccion.sumar) if seleccion.sumar else Decimal(len(filas))


def _suma(filas: pd.DataFrame, columna: str) -> Decimal:
    return sum((Decimal(v) for v in filas[columna]), Decimal(0)) if len(filas) else Decimal(0)


def en_palabras(seleccion: Seleccion) -> str:
    """Lo que se cuenta o se suma, como se lee en el libro de cifras.

    >>> en_palabras(Seleccion(tabla="cierres", donde={"estado": "cerrada"}))
    'filas de cierres con estado = cerrada'
    >>> en_palabras(Seleccion(tabla="inversiones", sumar="pim"))
    'suma de pim en inversiones'
    """
    que = f"suma de {seleccion.sumar} en" if seleccion.sumar else "filas de"
    que = f"{seleccion.distintos} distintos en" if seleccion.distintos else que
    condiciones = [
        *(f"{c} = {v}" for c, v in seleccion.donde.items()),
        *(f"{c} ≠ {v}" for c, v in seleccion.sin.items()),
        *(f"{c} lleno" for c in seleccion.llenas),
    ]
    return f"{que} {seleccion.tabla}" + (f" con {' y '.join(condiciones)}" if condiciones else "")


def _retraso(calculo: Calculo, avances: pd.DataFrame) -> Iterator[Medida]:
    umbrales = {grado: Decimal(umbral) for grado, umbral in calculo.umbrales.items()}
    estados = obras_con_retraso(avances, umbrales)
    formula = "obras con SPI (físico ejecutado ÷ programado del último mes) menor que {}"
    anterior = ""
    for grado, umbral in sorted(umbrales.items(), key=lambda par: par[1]):
        regla = formula.format(umbral) + (f" y desde {anterior}" if anterior else "")
        filas = estados[estados["grado"] == grado]
        yield Medida(Decimal(len(filas)), regla, filas if len(filas) else estados, "grado", grado)
        anterior = str(umbral)


def _encuesta(_: Calculo, encuesta: pd.DataFrame) -> Iterator[Medida]:
    """Una cifra por respuesta; de lo que se marca o no (sí o no), solo lo marcado, y su categoría es la pregunta."""
    for fila in resumir(encuesta).to_dict("records"):
        propias = encuesta[encuesta["pregunta"] == fila["pregunta"]]
        if fila["respuesta"] == "no":
            continue
        categoria = fila["pregunta"] if fila["respuesta"] == "si" else fila["respuesta"]
        formula = f"{fila['conteo']} ÷ {fila['n']} × 100, respuestas a {fila['pregunta']}"
        yield Medida(fila["porcentaje"], formula, propias, f"pregunta_{fila['pregunta']}", categoria)


def _hitos_logrados(_: Calculo, hitos: pd.DataFrame) -> Iterator[Medida]:
    evaluados = evaluar(hitos) if len(hitos) else hitos.assign(estado=[])
    logrados = evaluados[evaluados["estado"].isin(LOGRADOS)]
    yield Medida(Decimal(len(logrados)), "hitos cumplidos o superados", logrados)


FUNCIONES = {"retraso": _retraso, "encuesta": _encuesta, "hitos_logrados": _hitos_logrados}


def _asiento(clave: str, ficha: Indicador, medida: Medida) -> dict[str, Any]:
    valor = medida.valor / MILLON if ficha.unidad == "millones_soles" else medida.valor
    cuantas = len(medida.filas) + medida.sin_dato
    nota = f"A {medida.sin_dato} de {cuantas} filas les falta el dato." if medida.sin_dato else ""
    tabla = ficha.calculo.tabla if ficha.calculo else ""
    usadas = ficha.calculo.columnas[tabla] if ficha.calculo else ()
    calculada = (clave, medida.dimension, medida.categoria, valor, medida.calificador, nota, medida.formula, tabla)
    return dict(zip(COLUMNAS, (*calculada, lugares_de(medida.filas, usadas)), strict=True))
