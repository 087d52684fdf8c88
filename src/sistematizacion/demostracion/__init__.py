"""El programa de demostración: dos regiones inventadas con todos sus registros, para aprender y para probar.

Nada de lo que aquí se genera ocurrió. Los datos salen siempre iguales: ``textos/`` trae lo que se escribió a mano y el
resto se sortea con una semilla fija.
"""

from sistematizacion.demostracion.generador import REGIONES, generar

__all__ = ("REGIONES", "generar")
