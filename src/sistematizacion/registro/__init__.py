"""Para quien llena los datos: el libro ``registro.xlsx``, su diccionario y los archivos de una región nueva."""
