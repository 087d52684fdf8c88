"""El tablero de resultados: todas las regiones y sus cifras principales en una página."""

from sistematizacion.presentacion.graficos.tablero.cuadricula import MAXIMO, tablero

__all__ = ["MAXIMO", "tablero"]
