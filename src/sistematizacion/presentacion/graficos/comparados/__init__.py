"""Gráficos que comparan las regiones de un programa: una fila o un panel por región, siempre en el mismo orden.

De cada región se reúne una tupla de cifras, con ``None`` donde falte una, y con ella se dibuja y se describe.
"""

from sistematizacion.presentacion.graficos.comparados.avances import cierres, hitos
from sistematizacion.presentacion.graficos.comparados.encuesta import satisfaccion
from sistematizacion.presentacion.graficos.comparados.formacion import participantes
from sistematizacion.presentacion.graficos.comparados.indice import igeip
from sistematizacion.presentacion.graficos.comparados.presupuesto import ejecucion

__all__ = ["cierres", "ejecucion", "hitos", "igeip", "participantes", "satisfaccion"]
