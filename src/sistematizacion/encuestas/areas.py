"""Qué área se guarda de la que cada persona escribió: una que la región declara, o «Otra área» si nombraría a alguien."""

import re
from collections.abc import Sequence

from sistematizacion.encuestas.datos_personales import parece_persona
from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.parametros import Region

ARTICULO = re.compile(r"^(?:el|la|los|las)\s+", re.IGNORECASE)
OTRA_AREA = "Otra área"


def areas_de(region: Region) -> list[str]:
    """Las áreas de la región como opciones: sin el artículo con que se leen en el texto."""
    sueltas = [ARTICULO.sub("", area) for area in region.areas_encuestadas]
    return [area[:1].upper() + area[1:] for area in sueltas]


def reconocer(escritas: Sequence[str], declaradas: Sequence[str]) -> tuple[list[str], int]:
    """El área que se guarda de cada una, y cuántas se cambiaron por «Otra área».

    Si la región declara sus áreas, toda otra se cambia: lo que se escribe a mano puede ser un nombre. Si no declara
    ninguna, se cambian las que parecen de una persona, y las que solo difieren en mayúsculas o acentos se escriben como
    la primera. Vacía es que no la dijo.
    """
    conocidas = {clave(a): a for a in (*declaradas, OTRA_AREA)}
    guardadas, cambiadas = [], 0
    for escrita in (" ".join(e.split()) for e in escritas):
        nombre = conocidas.get(clave(escrita), "")
        if escrita and not nombre:
            nombre = OTRA_AREA if declaradas or parece_persona(escrita) else escrita
            cambiadas += nombre == OTRA_AREA
            if nombre == escrita:
                conocidas[clave(escrita)] = nombre
        guardadas.append(nombre)
    return guardadas, cambiadas


def clave(area: str) -> str:
    """Un área sin su artículo, sus mayúsculas ni sus acentos: como se compara con otra."""
    return plegar(ARTICULO.sub("", area.strip()))
