"""Las fechas: nada es posterior al corte de la región, y lo anterior al programa se advierte.

Las que trae el MEF se dejan como vienen: hay términos previstos y fechas absurdas, y nadie aquí puede corregirlas.
"""

from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pa

from sistematizacion.errores import Problema
from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.esquemas import DEL_MEF
from sistematizacion.nucleo.reglas.comunes import COMUN, advertir, en, sanas
from sistematizacion.parametros import Programa, Region

# Un convenio vence después; las entrevistas y los controles posteriores se hacen cuando el corte ya pasó
PUEDEN_SER_FUTURAS = {("convenios", "fecha_fin"), ("entrevistas", "fecha"), ("seguimiento", "fecha")}
PRIMER_ANIO = 1990  # antes de eso, es un año mal escrito
DE_FECHA = ("fecha", "mes", "corte")
DEL_ACOMPANAMIENTO = ("actividades", "capacitaciones")  # no pueden empezar antes que el programa
EN_ORDEN = {  # tabla: la fecha que va antes y la que va después
    "cierres": ("fecha_inicio", "fecha_cierre", "el cierre es anterior a su inicio"),
    "restricciones": ("fecha", "fecha_levantamiento", "se levantó antes de identificarse"),
    "convenios": ("fecha_inicio", "fecha_fin", "el fin es anterior al inicio"),
}


def revisar(
    tablas: Mapping[str, pd.DataFrame], definidos: Mapping[str, pa.DataFrameSchema], programa: Programa, region: Region
) -> Iterator[Problema]:
    """Fechas posteriores al corte, anteriores al programa o en desorden."""
    for nombre, esquema in definidos.items():
        for columna, definida in esquema.columns.items():
            if nombre not in DEL_MEF and (definida.metadata or {})["tipo"] in DE_FECHA:
                yield from _imposibles(tablas[nombre], columna)
                if (nombre, columna) not in PUEDEN_SER_FUTURAS:
                    yield from _posteriores(tablas[nombre], columna, region)
    for nombre in DEL_ACOMPANAMIENTO:
        yield from _anteriores(tablas[nombre], programa)
    for nombre, (antes, despues, regla) in EN_ORDEN.items():
        for fila in sanas(tablas[nombre], antes, despues):
            if fila[antes] and fila[despues] and fila[despues] < fila[antes]:
                yield en(
                    fila,
                    despues,
                    f"{regla} ({dia(fila[antes])})",
                    "Corrija una de las dos fechas.",
                    dia(fila[despues]),
                )


def _imposibles(tabla: pd.DataFrame, columna: str) -> Iterator[Problema]:
    for fila in sanas(tabla, columna):
        if fila[columna] and fila[columna].year < PRIMER_ANIO:
            yield en(fila, columna, f"es de antes de {PRIMER_ANIO}", "Revise el año.", dia(fila[columna]))


def _posteriores(tabla: pd.DataFrame, columna: str, region: Region) -> Iterator[Problema]:
    for fila in sanas(tabla, columna):
        fecha = fila[columna]
        if fecha and fila["ambito"] != COMUN and _comienzo(fecha) > region.fecha_corte:
            regla = f"es posterior a la fecha de corte de la región ({region.fecha_corte})"
            yield en(fila, columna, regla, f"Corríjala, o cambie fecha_corte en {region.clave}.yml.", dia(fecha))


def _anteriores(tabla: pd.DataFrame, programa: Programa) -> Iterator[Problema]:
    for fila in sanas(tabla, "fecha"):
        if fila["fecha"] and fila["fecha"] < programa.periodo.inicio:
            regla = f"es anterior al inicio del programa ({programa.periodo.inicio})"
            yield advertir(fila, "fecha", regla, "Revise el año.", dia(fila["fecha"]))


def _comienzo(fecha: Corte) -> Corte | object:
    """El mes del corte no es posterior a él aunque termine después: solo lo es si empieza después."""
    return fecha.replace(day=1) if fecha.precision == "mes" else fecha


def dia(fecha: Corte) -> str:
    largo = {"dia": 10, "mes": 7, "anio": 4}[fecha.precision]
    return fecha.isoformat()[:largo]
