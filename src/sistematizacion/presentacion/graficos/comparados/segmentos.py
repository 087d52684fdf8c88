"""Cómo se dibuja la encuesta cuando caben todas las respuestas: un bloque por pregunta y una barra por región."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.graficos.comparados.respuestas import Bloque, Respuesta, cuantas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, GRIS, LETRA_MENOR, PAPEL, TENUE, a_svg
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir, pliego, raya
from sistematizacion.presentacion.graficos.satisfaccion import conteo_y_parte, tonos_de
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

CABECERA, FILA, DEBAJO, ENTRE_BLOQUES = 0.62, 0.36, 0.17, 0.22


def dibujar_segmentos(bloques: dict[str, Bloque], exp: ExpedienteDelPrograma) -> str:
    inicio = max(medir(e.region.nombre, 9.5, True) for e in exp.regiones) + 0.65
    altos = {p: {r: FILA + (DEBAJO if _sin_lugar(f, inicio) else 0) for r, f in b.items()} for p, b in bloques.items()}
    alto = sum(CABECERA + sum(filas.values()) for filas in altos.values()) + ENTRE_BLOQUES * (len(bloques) - 1)
    with pliego(alto) as (figura, eje):
        y = 0.0
        for pregunta, bloque in bloques.items():
            _encabezar(eje, y, pregunta, bloque, exp)
            y += CABECERA
            for region, filas in bloque.items():
                raya(eje, y, color=TENUE)
                _fila(eje, y + FILA / 2, inicio, region, pregunta, filas, exp)
                y += altos[pregunta][region]
            y += ENTRE_BLOQUES
        return a_svg(figura)


def _encabezar(eje: Axes, y: float, pregunta: str, bloque: Bloque, exp: ExpedienteDelPrograma) -> None:
    """La pregunta y, debajo, cómo se dibuja cada respuesta que alguien dio."""
    instrumento = exp.catalogo.encuesta
    escribir(eje, 0, y + 0.13, instrumento.titulo_de(pregunta), 10.5, negrita=True)
    x, dadas = 0.0, {opcion for filas in bloque.values() for opcion, *_ in filas}
    for opcion, (color, _, trama) in tonos_de(instrumento.opciones(pregunta)).items():
        if opcion in dadas:
            franja(eje, x, y + 0.42, 0.2, 0.12, color, trama, PAPEL)
            rotulo = formato.frase(exp.rotulo(opcion))
            escribir(eje, x + 0.27, y + 0.42, rotulo, LETRA_MENOR)
            x += 0.27 + medir(rotulo, LETRA_MENOR) + 0.22


def _fila(
    eje: Axes, y: float, x: float, region: str, pregunta: str, filas: Sequence[Respuesta], exp: ExpedienteDelPrograma
) -> None:
    """El nombre, n y la barra de una región; bajo ella, lo que no cabe en su segmento."""
    escribir(eje, 0, y, region, negrita=True)
    if not filas:
        escribir(eje, x, y, formato.VACIO, color=GRIS)
        return
    escribir(eje, x - 0.1, y, f"n = {cuantas(filas)}", LETRA_MENOR, color=GRIS, ha="right")
    tonos = tonos_de(exp.catalogo.encuesta.opciones(pregunta))
    fuera, desde = _sin_lugar(filas, x), x
    for opcion, conteo, parte in filas:
        color, letra, trama = tonos[opcion]
        largo = _largo(conteo, filas, x)
        franja(eje, desde, y, largo, 0.25, color, trama, PAPEL)
        if opcion not in fuera:
            texto = _escrito(conteo, parte)
            if trama:
                franja(eje, desde + (largo - medir(texto, 9)) / 2 - 0.03, y, medir(texto, 9) + 0.06, 0.17, color)
            escribir(eje, desde + largo / 2, y, texto, 9, color=letra, ha="center")
        desde += largo
    dicho = "; ".join(f"{exp.rotulo(o)}, {_escrito(c, p)}" for o, c, p in filas if o in fuera)
    escribir(eje, ANCHO, y + FILA / 2 + DEBAJO / 2 - 0.05, dicho, LETRA_MENOR, ha="right")


def _largo(conteo: Cifra, filas: Sequence[Respuesta], x: float) -> float:
    return (ANCHO - x) * float(valor_de(conteo)) / cuantas(filas)


def _escrito(conteo: Cifra, parte: Cifra) -> str:
    return conteo_y_parte(int(valor_de(conteo)), valor_de(parte))


def _sin_lugar(filas: Sequence[Respuesta], x: float) -> list[str]:
    """Las opciones cuyo conteo y porcentaje no caben en su segmento."""
    return [o for o, conteo, parte in filas if medir(_escrito(conteo, parte), 9) + 0.08 > _largo(conteo, filas, x)]
