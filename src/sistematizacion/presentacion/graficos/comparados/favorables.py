"""Cómo se dibuja la encuesta cuando las regiones son muchas: una fila por región y, por pregunta, solo lo más favorable."""

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.graficos.comparados.respuestas import Bloque, cuantas
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, LETRA_MENOR, TENUE, a_svg
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir, pliego, renglones
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ENTRE = 0.3  # lo que separa una pregunta de otra, en pulgadas


def dibujar_favorables(bloques: dict[str, Bloque], favorables: dict[str, Bloque], exp: ExpedienteDelPrograma) -> str:
    """Una columna por pregunta, con la barra, el porcentaje y n; ``bloques`` trae todas las respuestas, para contarlas."""
    nombres = [e.region.nombre for e in exp.regiones]
    inicio = Filas(nombres).inicio
    ancho = (ANCHO - inicio + ENTRE) / len(bloques) - ENTRE
    titulo_de = exp.catalogo.encuesta.titulo_de
    rotulos = {p: (renglones(titulo_de(p), ancho, 9, True), _opcion(p, exp)) for p in bloques}
    filas = Filas(nombres, 0.28 + 0.15 * max(len(enunciado) for enunciado, _ in rotulos.values()))
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        for k, (pregunta, (enunciado, opcion)) in enumerate(rotulos.items()):
            x = inicio + k * (ancho + ENTRE)
            escribir(eje, x, 0.02 + 0.075 * len(enunciado), "\n".join(enunciado), 9, negrita=True)
            filas.encabezar(eje, x, opcion)
            cuantos = [_numero(bloques[pregunta][r]) for r in nombres]
            _columna(eje, filas, x, x + ancho, cuantos, favorables[pregunta])
        return a_svg(figura)


def _opcion(pregunta: str, exp: ExpedienteDelPrograma) -> str:
    return formato.frase(exp.rotulo(exp.catalogo.encuesta.mejor(pregunta)))


def _numero(filas: list) -> str:
    return f"n = {cuantas(filas)}" if filas else formato.VACIO


def _columna(eje: Axes, filas: Filas, x: float, hasta: float, cuantos: list[str], favorables: Bloque) -> None:
    """La barra, el porcentaje y n de cada región, entre ``x`` y ``hasta``."""
    partes = [suyas[0][2] if suyas else None for suyas in favorables.values()]
    fin = hasta - max(medir(texto, LETRA_MENOR) for texto in cuantos) - 0.12
    filas.columna(eje, "", cuantos, hasta, cuerpo=LETRA_MENOR)
    fin = filas.columna(eje, "", [c.en_cuadro if c else formato.VACIO for c in partes], fin, negrita=True) - 0.08
    for n, parte in enumerate(partes):
        if parte:
            franja(eje, x, filas.y(n), fin - x, filas.grueso, TENUE)
            franja(eje, x, filas.y(n), (fin - x) * float(valor_de(parte)) / 100, filas.grueso)
