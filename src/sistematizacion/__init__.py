"""Informes de sistematización de asistencia técnica pública, reproducibles y con la fuente de cada cifra.

Un cuaderno solo necesita::

    from sistematizacion import abrir

    inf = abrir("acompanamiento-2025", "junin")
    inf.cuadro("resultados")
"""

from typing import Any

__version__ = "0.1.0"
__all__ = ["abrir"]


def __getattr__(nombre: str) -> Any:
    """Importa ``abrir`` solo cuando se pide, para que la línea de comandos arranque sin cargar pandas."""
    if nombre == "abrir":
        from sistematizacion.presentacion.informe import abrir

        return abrir
    raise AttributeError(f"El módulo sistematizacion no tiene «{nombre}».")
