"""Gráfico de la encuesta: una barra apilada por pregunta (escala de Likert), con n."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.encuesta import (
    escalas_de,
    exigir_respuestas,
    notas_de_encuesta,
    notas_de_la_fuente,
    par,
    respuestas_visibles,
)
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
    lienzo,
    limpiar,
)
from sistematizacion.presentacion.piezas import Grafico

POCAS = 30  # con menos respuestas, un porcentaje engaña si no se dice cuánto pesa cada una
Tono = tuple[str, str, str]  # el color del segmento, el de su letra y su trama
TONOS: tuple[Tono, ...] = (
    (PRIMARIO, PAPEL, ""), (MEDIO, TINTA, ""), (TENUE, TINTA, "///"), (ACENTO, PAPEL, "xxx"),
    (TENUE, TINTA, ""),
)  # fmt: skip
ESTRECHO = 10  # un segmento de menos por ciento se nombra debajo de la barra: dentro no cabe
POR_LARGO = {2: (0, 4), 3: (0, 4, 3), 4: (0, 1, 2, 3), 5: (0, 1, 4, 2, 3)}  # qué tonos usa una escala de ese largo


def satisfaccion(expediente: Expediente) -> Grafico:
    """Cada pregunta, de la respuesta más favorable a la menos; nombre, conteo y porcentaje dentro de la barra."""
    encuesta = respuestas_visibles(expediente)
    exigir_respuestas(expediente, encuesta)
    resumen, instrumento = resumir(encuesta), expediente.catalogo.encuesta
    preguntas = escalas_de(resumen, instrumento)
    resumen = resumen[resumen["pregunta"].isin(preguntas)]
    with lienzo(0.3 + len(preguntas)) as (figura, [eje]):
        for n, pregunta in enumerate(preguntas):
            _barra(eje, n, resumen[resumen["pregunta"] == pregunta], expediente)
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


def tonos_de(opciones: Sequence[str]) -> dict[str, Tono]:
    """El color, la letra y la trama de cada respuesta de una escala, de la más favorable a la menos.

    >>> [trama for _, _, trama in tonos_de(["a", "b", "c", "d"]).values()], len(tonos_de(["si", "no"]))
    (['', '', '///', 'xxx'], 2)
    """
    return dict(zip(opciones, [TONOS[n] for n in POR_LARGO[len(opciones)]], strict=True))


def _barra(eje: Axes, n: int, filas: pd.DataFrame, expediente: Expediente) -> None:
    inicio, pregunta, instrumento = 0.0, filas["pregunta"].iloc[0], expediente.catalogo.encuesta
    por_respuesta = filas.set_index("respuesta")
    eje.text(
        0,
        n - 0.36,
        f"{instrumento.titulo_de(pregunta)} (n = {filas['n'].iloc[0]})",
        va="bottom",
        fontweight="bold",
    )
    fuera = []
    for opcion, (color, letra, trama) in tonos_de(instrumento.opciones(pregunta)).items():
        if opcion not in por_respuesta.index:
            continue
        fila = por_respuesta.loc[opcion]
        ancho = float(fila["porcentaje"])
        eje.barh([n], [ancho], left=inicio, color=color, edgecolor=PAPEL, hatch=trama, height=0.6)
        if ancho < ESTRECHO:
            fuera.append(f"{expediente.rotulo(opcion)}, {conteo_y_parte(fila['conteo'], fila['redondeado'])}")
        else:
            etiqueta = _etiqueta(expediente, opcion, fila, ancho)
            eje.text(inicio + ancho / 2, n, etiqueta, ha="center", va="center", color=letra, fontsize=9)
        inicio += ancho
    if fuera:
        eje.text(100, n + 0.33, formato.frase("; ".join(fuera)), ha="right", va="top", fontsize=8.5)


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
        f"{expediente.rotulo(f['respuesta'])}, {f['conteo']} ({formato.porcentaje(f['redondeado'], 1)})" for f in filas
    ]
    return f"{expediente.catalogo.encuesta.titulo_de(pregunta)}: {'; '.join(partes)}."
