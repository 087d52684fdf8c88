"""Trozos de frase que varios cuadros, gráficos y párrafos del gasto repiten."""

from collections.abc import Sequence

from sistematizacion.analisis.gasto.vistas import Fila
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.gasto.datos import Gasto


def cortes(filas: Sequence[Fila]) -> str:
    """«a setiembre de 2025» si las filas no son del año entero; vacío si lo son."""
    hallados = [f["corte"] for f in filas if f["corte"]]
    return formato.al_corte(max(hallados)) if hallados else ""


def de_anio(g: Gasto) -> str:
    """«2024», o «2025 (a setiembre de 2025)» si el año no está completo."""
    corte = cortes(g.total.filas)
    return f"{g.anio} ({corte})" if corte else str(g.anio)


def corte_de(g: Gasto) -> str:
    """La nota de un año que no está completo; vacía si lo está."""
    corte = cortes(g.total.filas)
    return f"El año no está completo: los montos llegan {corte}, y la ejecución que falta no es un saldo definitivo." if corte else ""
