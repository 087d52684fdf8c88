"""Control físico-financiero de la cartera seleccionada (CSP): matriz, curvas S, cambios del mes y comparación con la región.

``docs/cartera.md`` explica cada fórmula y de dónde viene.
"""

from sistematizacion.analisis.control.cambios import cambios
from sistematizacion.analisis.control.curvas import curvas, de_la_cartera, ritmos
from sistematizacion.analisis.control.matriz import matriz
from sistematizacion.analisis.control.region import frente_a_la_region
from sistematizacion.analisis.control.totales import totales

__all__ = ["cambios", "curvas", "de_la_cartera", "frente_a_la_region", "matriz", "ritmos", "totales"]
