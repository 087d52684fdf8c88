"""``Relaciones``: cómo se relacionan los indicadores, para que la conciliación los compruebe; ``params/conciliacion.yml``."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from sistematizacion.modelo import Clave, Modelo


class Dimension(Modelo):
    """Cómo reparten a su total las categorías de una dimensión."""

    reparte: bool  # cada cosa está en una sola categoría
    exhaustiva: bool = True  # las categorías publicadas son todas las que hay
    razon: str = ""  # por qué no reparte


class NoSupera(Modelo):
    """Un indicador que es parte de otro."""

    parte: Clave
    todo: Clave
    suma: str = ""  # dimensión cuyas categorías se suman antes de comparar


class Porcentaje(Modelo):
    """Un indicador que es parte ÷ todo × 100."""

    porcentaje: Clave
    parte: Clave
    todo: Clave


class Encuesta(Modelo):
    """Un porcentaje de personas, y cuántas son ellas."""

    porcentaje: Clave
    personas: Clave


class Variacion(Modelo):
    """Un indicador que es (final − inicial) ÷ inicial × 100."""

    tasa: Clave
    inicial: Clave
    final: Clave


class Acumulado(Modelo):
    """Un indicador que no baja con el tiempo."""

    indicador: Clave
    por_anio: bool = False  # cada año vuelve a empezar


class Posicion(Modelo):
    """Un puesto que ordena un índice."""

    puesto: Clave
    indice: Clave


class Relaciones(Modelo):
    """``params/conciliacion.yml``."""

    margen_de_aproximado: Annotated[int, Field(ge=0, le=50)] = 5  # en tanto por ciento
    dimensiones: dict[Clave, Dimension] = {}
    no_superan: list[NoSupera] = []
    porcentajes: list[Porcentaje] = []
    encuestas: list[Encuesta] = []
    variaciones: list[Variacion] = []
    acumulados: list[Acumulado] = []
    posiciones: list[Posicion] = []

    @property
    def indicadores(self) -> Iterator[tuple[str, str]]:
        """Cada indicador que se nombra, con el lugar en que se lo nombra: «porcentajes.0.parte»."""
        listas = {campo: valor for campo, valor in self if isinstance(valor, list)}
        for campo, relaciones in listas.items():
            for n, relacion in enumerate(relaciones):
                yield from ((f"{campo}.{n}.{clave}", v) for clave, v in relacion if clave not in ("suma", "por_anio"))
