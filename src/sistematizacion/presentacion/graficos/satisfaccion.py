"""Gráfico de la encuesta: una barra apilada por pregunta (escala de Likert), con n."""

from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.nucleo.esquemas import PREGUNTAS
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.encuesta import ENUNCIADOS, notas_de_encuesta, notas_de_la_fuente, par, preguntas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.lienzo import (
    CELESTE,
    GRIS_CLARO,
    MARINO,
    TERRACOTA,
    TINTA,
    a_svg,
    lienzo,
    limpiar,
)
from sistematizacion.presentacion.piezas import Grafico

POCAS = 30  # con menos respuestas, un porcentaje engaña si no se dice cuánto pesa cada una
TONOS = ((MARINO, "white", ""), (CELESTE, TINTA, ""), (GRIS_CLARO, TINTA, "///"), (TERRACOTA, "white", "xxx"))


def satisfaccion(expediente: Expediente) -> Grafico:
    """Cada pregunta, de la respuesta más favorable a la menos; nombre, conteo y porcentaje dentro de la barra."""
    encuesta = expediente.tabla("encuesta")
    if encuesta.empty:
        raise SinDatos("no se registraron respuestas de la encuesta de satisfacción.")
    resumen = resumir(encuesta)
    preguntas = preguntas_de(resumen)
    with lienzo(0.3 + len(preguntas)) as (figura, [eje]):
        for n, pregunta in enumerate(preguntas):
            _barra(eje, n, resumen[resumen["pregunta"] == pregunta], PREGUNTAS[pregunta], expediente)
        limpiar(eje)
        eje.set(xticks=[], yticks=[], xlim=(0, 100), ylim=(len(preguntas) - 0.35, -0.65))
        svg = a_svg(figura)
    return Grafico(
        "satisfaccion",
        _titulo(resumen, expediente),
        svg,
        "Una barra por pregunta. " + " ".join(_detalle(resumen, p, expediente) for p in preguntas),
        expediente.fuente_de_tabla(encuesta),
        (*notas_de_encuesta(encuesta, resumen), nota_de_n(int(resumen["n"].max())), *notas_de_la_fuente(expediente)),
        [cifra for fila in resumen.to_dict("records") for cifra in par(expediente, fila)],
    )


def nota_de_n(n: int) -> str:
    """Qué es n y, si son pocas personas, cuánto pesa cada una."""
    peso = (
        f"; siendo tan pocas, cada respuesta pesa {formato.numero(Decimal(100) / n, 1)} puntos o más"
        if n < POCAS
        else ""
    )
    return f"n es el número de personas que respondieron{peso}."


def _barra(eje: Axes, n: int, filas: pd.DataFrame, opciones: tuple[str, ...], expediente: Expediente) -> None:
    inicio = 0.0
    por_respuesta = filas.set_index("respuesta")
    eje.text(
        0,
        n - 0.36,
        f"{ENUNCIADOS[filas['pregunta'].iloc[0]]} (n = {filas['n'].iloc[0]})",
        va="bottom",
        fontweight="bold",
    )
    for opcion, (color, letra, trama) in zip(opciones, TONOS, strict=True):
        if opcion not in por_respuesta.index:
            continue
        fila = por_respuesta.loc[opcion]
        ancho = float(fila["porcentaje"])
        eje.barh([n], [ancho], left=inicio, color=color, edgecolor="white", hatch=trama, height=0.6)
        eje.text(
            inicio + ancho / 2,
            n,
            _etiqueta(expediente, opcion, fila, ancho),
            ha="center",
            va="center",
            color=letra,
            fontsize=9,
        )
        inicio += ancho


def _etiqueta(expediente: Expediente, opcion: str, fila: pd.Series, ancho: float) -> str:
    rotulo = formato.frase(expediente.rotulo(opcion))
    corte = " " if ancho > 20 else "\n"
    return (
        f"{rotulo.replace(' ', corte) if ancho <= 20 else rotulo}\n{conteo_y_parte(fila['conteo'], fila['redondeado'])}"
    )


def conteo_y_parte(conteo: int, parte: Decimal) -> str:
    """Lo que dice un segmento de la barra: cuántas personas y qué porcentaje de las que respondieron."""
    return f"{conteo} · {formato.porcentaje(parte, 1)}"


def _titulo(resumen: pd.DataFrame, expediente: Expediente) -> str:
    """Cuántas personas quedaron muy satisfechas; si esa pregunta no se hizo, solo de qué se trata."""
    filas = resumen[resumen["pregunta"] == "satisfaccion"]
    if filas.empty:
        return f"Qué respondieron las personas encuestadas en {expediente.region.nombre}"
    return muy_satisfechas(int(filas[filas["respuesta"] == "muy_satisfecho"]["conteo"].sum()), int(filas["n"].iloc[0]))


def muy_satisfechas(conteo: int, n: int) -> str:
    """Cuántas personas, de las encuestadas, quedaron muy satisfechas.

    >>> muy_satisfechas(19, 23)
    '19 de las 23 personas encuestadas quedaron muy satisfechas con la asistencia'
    >>> muy_satisfechas(8, 8), muy_satisfechas(0, 1)
    ('Las ocho personas encuestadas quedaron muy satisfechas con la asistencia', 'La única persona encuestada no quedó muy satisfecha con la asistencia')
    """
    todas = formato.en_letras(n)
    quienes = f"{formato.frase(formato.en_letras(conteo))} de las {todas} personas encuestadas"
    if n == 1:
        return f"La única persona encuestada {'' if conteo else 'no '}quedó muy satisfecha con la asistencia"
    if conteo == 0:
        return f"Ninguna de las {todas} personas encuestadas quedó muy satisfecha con la asistencia"
    if conteo == 1:
        return f"{quienes} quedó muy satisfecha con la asistencia"
    return (
        f"{f'Las {todas} personas encuestadas' if conteo == n else quienes} quedaron muy satisfechas con la asistencia"
    )


def _detalle(resumen: pd.DataFrame, pregunta: str, expediente: Expediente) -> str:
    filas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
    partes = [
        f"{expediente.rotulo(f['respuesta'])}, {f['conteo']} ({formato.porcentaje(f['redondeado'], 1)})"
        for f in filas
    ]
    return f"{ENUNCIADOS[pregunta]}: {'; '.join(partes)}."
