"""Cálculos puros: reciben y devuelven DataFrame; no leen archivos, no imprimen, no dibujan."""
