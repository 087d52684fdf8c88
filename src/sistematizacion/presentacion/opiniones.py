"""Lo que la encuesta dice de cada región, para compararlas: qué se respondió y qué áreas respondieron."""

from decimal import Decimal
from typing import NamedTuple

from sistematizacion.nucleo.esquemas import PREGUNTAS
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.medidas import respuestas
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


class Opinion(NamedTuple):
    """En una región: cuántas personas dieron la respuesta más favorable, una desfavorable, o respondieron (``n``)."""

    de: Expediente
    favorables: Cifra
    desfavorables: Cifra
    n: Cifra


def opiniones(programa: ExpedienteDelPrograma, pregunta: str) -> list[Opinion]:
    """Las respuestas a una pregunta de la encuesta, de las regiones que la hicieron."""
    mejor, _, *malas = PREGUNTAS[pregunta]
    halladas = []
    for e in programa.regiones:
        buenas = respuestas(e, pregunta, mejor)
        peores = [r[0] for mala in malas if (r := respuestas(e, pregunta, mala))]
        if buenas:
            total, formula = sum((valor_de(c) for c in peores), Decimal(0)), " + ".join(["{}"] * len(peores))
            negativas = calculada(total, buenas[1].unidad, formula, peores, 0, "Respuestas desfavorables")
            halladas.append(Opinion(e, buenas[0], negativas, buenas[1]))
    return halladas


def areas_comunes(programa: ExpedienteDelPrograma) -> list[str]:
    """Las áreas que respondieron la encuesta en todas las regiones de las que se sabe qué áreas lo hicieron."""
    conocidas = [e.region.areas_encuestadas for e in programa.regiones if e.region.areas_encuestadas]
    return [area for area in (conocidas[0] if conocidas else []) if all(area in otras for otras in conocidas)]
