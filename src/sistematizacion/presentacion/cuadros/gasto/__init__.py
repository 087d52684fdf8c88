"""Los cuadros de la ejecución del gasto: el año entero, sus vistas, su ritmo, los demás gobiernos, los años y lo publicado."""
