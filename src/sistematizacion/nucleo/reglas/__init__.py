"""Las reglas que un esquema no ve: entre columnas, entre filas, entre tablas y con los parámetros."""

from sistematizacion.nucleo.reglas.comunes import COMUN, Fila
from sistematizacion.nucleo.reglas.conjunto import de_conjunto
from sistematizacion.nucleo.reglas.filas import de_correcciones, de_fila

__all__ = ("COMUN", "Fila", "de_conjunto", "de_correcciones", "de_fila")
