"""El control de la cartera listo para mostrarse: las filas del análisis con sus cifras, que dicen de dónde salen."""
