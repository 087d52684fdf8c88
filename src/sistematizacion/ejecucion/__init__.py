"""Ejecuta los cuadernos de un informe con papermill."""
