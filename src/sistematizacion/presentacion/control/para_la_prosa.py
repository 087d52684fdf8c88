"""Lo que las plantillas de prosa piden del control de la cartera."""

from collections.abc import Mapping
from typing import Any

from sistematizacion.presentacion.control.curvas import Curvas
from sistematizacion.presentacion.control.datos import Control, hay_control
from sistematizacion.presentacion.control.resumen import Resumen, resumir
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def control_de(expediente: Expediente) -> Resumen | None:
    """El resumen de la cartera de la región, o nada si no la registra."""
    return resumir(Control(expediente)) if hay_control(expediente) else None


def controles_de(programa: ExpedienteDelPrograma) -> list[tuple[Expediente, Resumen]]:
    """Cada región que registra su cartera, con su resumen."""
    return [(e, resumen) for e in programa.regiones if (resumen := control_de(e))]


def ritmo_de(expediente: Expediente, clase: str) -> Mapping[str, Any] | None:
    """El ritmo de la cartera, físico o financiero; nada si no hay con qué medirlo."""
    if not hay_control(expediente) or expediente.tabla("avances").empty:
        return None
    return Curvas(Control(expediente)).ritmo(clase)
