"""Las formas de las regiones del Perú, en grados; ``PROCEDENCIA.md`` dice de dónde salen y con qué licencia."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sistematizacion.parametros import Region

FUENTE = "Natural Earth, límites administrativos a escala 1:10\u00a0000\u00a0000, simplificados (dominio público)"
LIMA, LIMA_METROPOLITANA = "463", "465"  # pliegos de un mismo departamento
ENCOGE = math.cos(math.radians(9.2))  # lo que un grado de longitud mide, en grados de latitud, en medio del Perú

Punto = tuple[float, float]


@dataclass(frozen=True)
class Forma:
    """Una región en el mapa: su contorno y el punto de dentro donde va su nombre, en grados ya corregidos."""

    ubigeo: str
    pliego: str
    nombre: str
    contorno: tuple[Punto, ...]
    centro: Punto


@lru_cache
def formas() -> tuple[Forma, ...]:
    """Las de todas las regiones, por pliego; Lima Metropolitana va aparte de Lima."""
    datos = json.loads((files(__package__) / "regiones.geojson").read_text(encoding="utf-8"))
    return tuple(
        Forma(
            p["ubigeo"],
            p["pliego"],
            p["nombre"],
            tuple((x * ENCOGE, y) for x, y in rasgo["geometry"]["coordinates"][0]),
            (p["x"] * ENCOGE, p["y"]),
        )
        for rasgo in datos["features"]
        for p in (rasgo["properties"],)
    )


def formas_de(region: Region) -> Sequence[Forma]:
    """Las formas que le tocan: la de su gobierno regional o, si su pliego es otro, las de su departamento.

    Ninguna si su ubigeo no es de un departamento. Una provincia o un distrito se marca con su departamento; de Lima, la
    capital (1501) con Lima Metropolitana y lo demás con Lima.
    """
    suyas = [forma for forma in formas() if forma.ubigeo == region.ubigeo[:2]]
    exacta = [forma for forma in suyas if forma.pliego == region.pliego]
    if exacta or len(suyas) < 2 or len(region.ubigeo) == 2:
        return exacta or suyas
    pliego = LIMA_METROPOLITANA if region.ubigeo.startswith("1501") else LIMA
    return [forma for forma in suyas if forma.pliego == pliego]
