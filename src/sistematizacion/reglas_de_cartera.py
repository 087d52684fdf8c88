"""``ReglasDeCartera``: con qué criterios se controla la cartera de inversiones; ``params/cartera.yml``."""

from typing import Annotated

from pydantic import Field

from sistematizacion.modelo import Modelo, Texto


class F12B(Modelo):
    """Desde cuándo un Formato 12-B se da por desactualizado."""

    dias_maximos: Annotated[int, Field(ge=1)]
    fundamento: Texto


class ReglasDeCartera(Modelo):
    """``params/cartera.yml``."""

    f12b: F12B
