"""Cuadros del control de la cartera: la matriz, las alertas, los cambios del mes, los ritmos y la comparación."""

from sistematizacion.presentacion.cuadros.control.alertas import alertas
from sistematizacion.presentacion.cuadros.control.cambios import cambios_del_mes
from sistematizacion.presentacion.cuadros.control.comparada import cartera_comparada
from sistematizacion.presentacion.cuadros.control.matriz import matriz
from sistematizacion.presentacion.cuadros.control.region import cartera_total
from sistematizacion.presentacion.cuadros.control.ritmos import ritmos

__all__ = ["alertas", "cambios_del_mes", "cartera_comparada", "cartera_total", "matriz", "ritmos"]
