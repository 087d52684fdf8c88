"""La ejecución del gasto: PIA, PIM y devengado por nivel, función, programa y demás vistas, sin sumar dos veces el mismo dinero."""
