"""Cómo se dibujan los participantes cuando las regiones son muchas: una fila por región, con su tema mayor."""

from collections.abc import Callable

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.graficos.comparados.rotulos import Halladas, columna_de, escrita
from sistematizacion.presentacion.graficos.comparados.temas import nombre_del_total, tema_de
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, LETRA_MENOR, a_svg
from sistematizacion.presentacion.graficos.pulgadas import franja, pliego


def dibujar_mayores(principales: Halladas, rotular: Callable[[str], str]) -> str:
    """Cada región trae su tema mayor y su total; la barra del mayor de todos ocupa el ancho que dejan las columnas."""
    filas = Filas(list(principales))
    mayores, totales = columna_de(principales, 0), columna_de(principales, 1)
    temas = [formato.frase(rotular(tema_de(mayores[r]))) if r in mayores else formato.VACIO for r in principales]
    tope = max((valor_de(c) for c in mayores.values()), default=0) or 1
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        rotulo = nombre_del_total((*totales.values(), *mayores.values())).replace(" ", "\n")
        x = filas.columna(eje, rotulo, [escrita(totales.get(r)) for r in principales], ANCHO) - 0.25
        x = filas.columna(eje, "Tema con más participantes", temas, x, cuerpo=LETRA_MENOR) - 0.12
        x = filas.columna(eje, "", [escrita(mayores.get(r)) for r in principales], x, negrita=True) - 0.1
        for n, region in enumerate(principales):
            if region in mayores:
                largo = (x - filas.inicio) * float(valor_de(mayores[region]) / tope)
                franja(eje, filas.inicio, filas.y(n), largo, filas.grueso)
        return a_svg(figura)
