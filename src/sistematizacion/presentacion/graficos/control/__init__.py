"""Gráficos del control de la cartera: curvas S, SPI de cada inversión y comparación entre regiones."""

from sistematizacion.presentacion.graficos.control.comparada import cartera_comparada
from sistematizacion.presentacion.graficos.control.curvas import curva_s
from sistematizacion.presentacion.graficos.control.multiples import curvas_s
from sistematizacion.presentacion.graficos.control.spi import spi

__all__ = ["cartera_comparada", "curva_s", "curvas_s", "spi"]
