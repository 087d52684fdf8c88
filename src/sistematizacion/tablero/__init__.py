"""El tablero de inversiones: una página que se abre sin red, para el seguimiento de cada semana.

``datos`` arma la cartera de lo que hay en el registro y en los archivos del MEF; ``alertas`` y ``proyeccion`` la juzgan;
``compacto`` la escribe en columnas, y ``pagina`` la mete en el HTML con su guion (``templates/tablero``).
"""
