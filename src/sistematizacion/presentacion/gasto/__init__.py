"""Lo que los cuadros, los gráficos y la prosa del gasto comparten: de qué año y de quién se habla, y sus cifras."""
