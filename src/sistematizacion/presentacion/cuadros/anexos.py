"""Cuadros del anexo: qué datos se usaron y con qué se hizo el informe."""

import platform
from collections import Counter
from importlib.metadata import version

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Alguno = Expediente | ExpedienteDelPrograma
PAQUETES = (
    "sistematizacion",
    "jupyter",
    "papermill",
    "pandas",
    "matplotlib",
    "nbconvert",
    "jinja2",
    "typst",
    "openpyxl",
)


def datos(expediente: Alguno) -> Cuadro:
    """Los archivos leídos, con sus filas y el inicio de su sha256."""
    tablas = [expediente.tabla(nombre) for nombre in expediente.tablas]
    conteos = Counter(archivo for tabla in tablas for archivo in tabla["archivo"])
    filas = [Fila((archivo, conteos.get(archivo, 0), sha[:16])) for archivo, sha in expediente.nucleo.archivos.items()]
    return Cuadro(
        "datos",
        "Tablas de datos del programa leídas para este informe",
        (Columna("Archivo", ancho=4), Columna("Filas leídas", "num"), Columna("sha256 (inicio)", ancho=2)),
        tuple(filas),
        "carpeta de datos del programa.",
    )


def corrida(expediente: Alguno) -> Cuadro:
    """Los parámetros de esta corrida y las versiones de lo que la hizo."""
    programa = expediente.programa
    filas = [
        Fila(("Parámetros",), "grupo"),
        Fila(("programa", programa.clave)),
        *_de_la_region(expediente),
        Fila(("periodo", f"{formato.mes(programa.periodo.inicio)} a {formato.mes(programa.periodo.fin)}")),
        Fila(("fecha de corte", formato.fecha(expediente.fecha_corte))),
        Fila(("Entorno",), "grupo"),
        Fila(("Python", platform.python_version())),
        *(Fila((paquete, version(paquete))) for paquete in PAQUETES),
    ]
    return Cuadro(
        "corrida",
        "Parámetros y entorno de esta corrida",
        (Columna("Nombre", ancho=1), Columna("Valor", ancho=2)),
        tuple(filas),
        "parámetros del programa y entorno de ejecución.",
        (f"Periodo del programa: {programa.periodo.nota}",) if programa.periodo.nota else (),
    )


def _de_la_region(expediente: Alguno) -> list[Fila]:
    if isinstance(expediente, ExpedienteDelPrograma):
        return [Fila(("regiones", formato.lista([e.region.nombre for e in expediente.regiones])))]
    region = expediente.region
    return [
        Fila((campo, getattr(region, atributo)))
        for campo, atributo in (("region", "clave"), ("ubigeo", "ubigeo"), ("pliego", "pliego"))
    ]
