"""Los gobiernos regionales del Perú y la Municipalidad Metropolitana de Lima, con su ubigeo y su pliego.

Códigos del Ministerio de Economía y Finanzas: los pliegos 440 a 465 y, como ubigeo, el departamento según el INEI.
Lima figura dos veces: como gobierno regional (las provincias) y como municipalidad metropolitana.
"""

import csv
import re
from dataclasses import dataclass
from importlib.resources import files

from sistematizacion.errores import ErrorDeUso, sugerencia
from sistematizacion.parametros import normalizar

ARTICULOS = re.compile(r"^(gobierno-regional|gore)-(del?-)?")


@dataclass(frozen=True)
class Gobierno:
    """Un gobierno regional; ``ubigeo`` (dos dígitos) y ``pliego`` (tres) son texto."""

    clave: str
    nombre: str
    gobierno: str
    sigla: str
    ubigeo: str
    pliego: str


def _leer() -> dict[str, Gobierno]:
    with (files(__package__) / "gobiernos.csv").open(encoding="utf-8") as archivo:
        return {fila["clave"]: Gobierno(**fila) for fila in csv.DictReader(archivo)}


GOBIERNOS = _leer()


def clave_de(texto: str) -> str:
    """El texto como clave: sin tildes ni mayúsculas y con guiones.

    >>> clave_de(" La  Libertad "), clave_de("HUÁNUCO"), clave_de("madre_de_dios"), clave_de("GORE Puno")
    ('la-libertad', 'huanuco', 'madre-de-dios', 'puno')
    """
    return ARTICULOS.sub("", normalizar(texto.replace("_", "-")))


def buscar(texto: str) -> Gobierno:
    """El gobierno regional que se nombra, con tildes y mayúsculas o sin ellas.

    Raises:
        ErrorDeUso: no es ninguno; el mensaje trae el más parecido y la lista entera.
    """
    clave = clave_de(texto)
    if clave in GOBIERNOS:
        return GOBIERNOS[clave]
    inicio = f"«{texto}» no es un gobierno regional del Perú." if texto.strip() else "Falta indicar la región."
    opciones = f"Opciones para REGION: {', '.join(sorted(GOBIERNOS))}."
    raise ErrorDeUso("\n".join(filter(None, [inicio, sugerencia(clave, GOBIERNOS), opciones])))
