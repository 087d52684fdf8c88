"""``ReglasDePracticas``: qué se llama buena práctica y desde cuándo dos se parecen; ``params/practicas.yml``."""

from typing import Annotated, Literal

from pydantic import Field

from sistematizacion.modelo import Modelo, Texto

Campo = Literal[
    "objetivo", "descripcion", "resultado", "problema", "herramientas", "beneficiarios", "medicion", "medido_por", "evidencia", "sustento",
    "metodo", "quienes", "como_surgio", "coordinacion", "monitoreo", "replicabilidad", "area_responsable", "tema", "nivel",
]  # fmt: skip


class BuenaPractica(Modelo):
    """Lo que una ficha tiene que decir para que se la reconozca."""

    exige: Annotated[tuple[Campo, ...], Field(min_length=1, strict=False)]
    prueban: Annotated[tuple[Campo, ...], Field(strict=False)] = ()
    criterios: Annotated[int, Field(ge=0, le=5)] = 0
    fundamento: Texto


class Parecido(Modelo):
    """Desde qué parecido se propone un texto, y cuántos a lo más."""

    minimo: Annotated[float, Field(gt=0, lt=1)]
    cuantas: Annotated[int, Field(ge=1, le=10)]
    en_comun: Annotated[int, Field(ge=1, le=10)] = 1  # palabras distintas que tienen que compartir


class ReglasDePracticas(Modelo):
    """``params/practicas.yml``."""

    buena_practica: BuenaPractica
    parecidas: Parecido
    respuestas: Parecido
