"""De los datos a lo que se lee: cifras, cuadros, gráficos y prosa."""
