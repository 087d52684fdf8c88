"""Cuadros del anexo: qué publica la fuente dos veces, qué datos se usaron y con qué se hizo el informe."""

import platform
from collections import Counter
from importlib.metadata import version

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, NoAplica
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


def discrepancias(expediente: Alguno) -> Cuadro:
    """Lo que la fuente publica con dos valores distintos."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    filas = [fila for region in regiones for fila in _de_dos_valores(region)]
    if not filas:
        raise NoAplica("La fuente no publica valores distintos para un mismo indicador.")
    return Cuadro(
        "discrepancias",
        "Indicadores que la fuente publica con dos valores",
        (
            Columna("Indicador", ancho=3), Columna("Valor usado", "num"), Columna("Dónde", ancho=1.5),
            Columna("Otro valor", "num"), Columna("Dónde (el otro)", ancho=1.5),
        ),
        tuple(filas),
        expediente.fuente_de(*(celda for fila in filas for celda in fila.celdas if isinstance(celda, Cifra))),
        ("La fuente no concilia ambos valores; donde se usa el dato, el informe toma el primero y menciona el otro.",),
    )  # fmt: skip


def _de_dos_valores(region: Expediente) -> list[Fila]:
    filas = []
    propias = region.cifras[region.cifras["ambito"] == region.region.clave]
    for indicador in dict.fromkeys(propias["indicador"]):
        cifra = region.cifra(indicador) if region.hay(indicador) else None
        for otra in cifra.otras if cifra else ():
            secciones = [c.fuente.partition(", ")[2] for c in (cifra, otra)]
            filas.append(Fila((f"{region.region.nombre}: {cifra.nombre}", cifra, secciones[0], otra, secciones[1])))
    return filas


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
