"""Lo que la encuesta dice de cada región, para compararlas: qué se respondió y qué áreas respondieron."""

from decimal import Decimal
from typing import NamedTuple

from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.medidas import respuestas
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

UN_PUNTO = Unidad(singular="punto porcentual", plural="puntos porcentuales")


class Opinion(NamedTuple):
    """En una región: cuántas personas dieron la respuesta más favorable, una desfavorable, o respondieron (``n``)."""

    de: Expediente
    favorables: Cifra
    desfavorables: Cifra
    n: Cifra


def opiniones(programa: ExpedienteDelPrograma, pregunta: str) -> list[Opinion]:
    """Las respuestas a una pregunta de la encuesta, de las regiones que la hicieron."""
    instrumento = programa.catalogo.encuesta
    mejor, malas = instrumento.mejor(pregunta), instrumento.desfavorables(pregunta)
    halladas = []
    for e in programa.regiones:
        buenas = respuestas(e, pregunta, mejor)
        peores = [r[0] for mala in malas if (r := respuestas(e, pregunta, mala))]
        if buenas:
            total, formula = sum((valor_de(c) for c in peores), Decimal(0)), " + ".join(["{}"] * len(peores))
            negativas = calculada(total, buenas[1].unidad, formula, peores, 0, "Respuestas desfavorables")
            halladas.append(Opinion(e, buenas[0], negativas, buenas[1]))
    return halladas


def peso_de_una(dadas: list[Opinion]) -> Cifra:
    """Cuántos puntos mueve una sola respuesta donde más personas respondieron, con el redondeo de los porcentajes."""
    n = max((o.n for o in dadas), key=valor_de)
    puntos = formato.redondear(100 / valor_de(n), 1)
    return calculada(puntos, UN_PUNTO, "100 ÷ {}", [n], 1, "Lo que mueve una respuesta", region="")


def de_otra_redaccion(programa: ExpedienteDelPrograma, pregunta: str) -> list[tuple[Expediente, str]]:
    """Las regiones cuyas cifras publicadas advierten algo de la pregunta misma, con esa nota."""
    mejor = programa.catalogo.encuesta.mejor(pregunta)
    publicadas = [
        (e, e.cifra("encuesta_porcentaje", mejor).nota)
        for e in programa.regiones
        if e.hay("encuesta_porcentaje", mejor)
    ]
    return [(e, nota) for e, nota in publicadas if "pregunta" in nota.lower()]


def areas_comunes(programa: ExpedienteDelPrograma) -> list[str]:
    """Las áreas que respondieron la encuesta en todas las regiones de las que se sabe qué áreas lo hicieron."""
    conocidas = [e.region.areas_encuestadas for e in programa.regiones if e.region.areas_encuestadas]
    return [area for area in (conocidas[0] if conocidas else []) if all(area in otras for otras in conocidas)]
