"""Lo que un lector devuelve de un archivo ajeno: su tabla con los nombres de aquí, y lo que hubo que entender o apartar."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from sistematizacion.errores import Problema

Clase = Literal["gasto", "ejecucion", "inversiones", "seguimiento", "seguimiento_mes", "situacion", "obras"]


@dataclass(frozen=True)
class LecturaExterna:
    """Un archivo ajeno ya leído.

    ``tabla`` tiene las columnas de su clase (``fuentes.clases``): los códigos son texto, los montos soles y lo que no
    se sabe es nulo, nunca cero. ``apartadas`` tiene las columnas que nadie reconoce, fila por fila como en ``tabla``, y
    ``totales``, las filas que sumaban a otras.
    """

    formato: str  # clave del formato: «consulta_amigable»
    clase: Clase
    tabla: pd.DataFrame
    entendido: tuple[str, ...] = ()  # en oraciones, para quien dio el archivo: «montos en millones, llevados a soles»
    apartadas: pd.DataFrame = field(default_factory=pd.DataFrame)
    totales: pd.DataFrame = field(default_factory=pd.DataFrame)
    hallazgos: tuple[Problema, ...] = ()  # advertencias y supuestos; un error se levanta como ErrorDeEntrada

    @property
    def desconocidas(self) -> tuple[str, ...]:
        """Los nombres, como venían, de las columnas apartadas."""
        return tuple(map(str, self.apartadas.columns))
