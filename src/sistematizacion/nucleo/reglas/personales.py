"""Datos de personas en el registro: no se piden y, si se escriben, un informe los publicaría."""

from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pa

from sistematizacion.encuestas.datos_personales import tiene_dato
from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas.comunes import advertir, sanas

REMEDIO = "Escriba un cargo o un área; nunca nombres, documentos, correos ni teléfonos."


def revisar(tablas: Mapping[str, pd.DataFrame], definidos: Mapping[str, pa.DataFrameSchema]) -> Iterator[Problema]:
    """Textos registrados en que se reconoce un correo, un teléfono, un documento o el nombre que sigue a un tratamiento."""
    for nombre, esquema in definidos.items():
        textos = [c for c, columna in esquema.columns.items() if (columna.metadata or {})["tipo"] == "texto"]
        for fila in sanas(tablas[nombre]) if len(tablas[nombre]) else ():
            for columna in textos:
                if fila["origen"] != "publicado" and tiene_dato(fila[columna] or ""):
                    yield advertir(fila, columna, "parece traer datos de una persona", REMEDIO)
