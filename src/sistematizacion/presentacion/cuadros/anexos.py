"""Cuadros del anexo: qué datos se usaron."""

from collections import Counter

from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Alguno = Expediente | ExpedienteDelPrograma


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
