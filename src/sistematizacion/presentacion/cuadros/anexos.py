"""Cuadros del anexo: de dónde sale cada cifra, qué publica la fuente dos veces, qué datos se usaron y con qué."""

import platform
from importlib.metadata import version

from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.piezas import Columna, Cuadro, Fila

PAQUETES = ("sistematizacion", "jupyter", "papermill", "pandas", "matplotlib", "nbconvert", "jinja2", "typst")


def cifras(expediente: Expediente) -> Cuadro:
    """Una fila por cifra publicada: indicador, valor con su unidad, corte, secciones y nota."""
    filas = []
    for fila, cifra in zip(expediente.filas_de_cifras(), expediente.todas(), strict=True):
        categoria = cifra.clave.partition("/")[2]
        nombre = f"{cifra.nombre}: {expediente.rotulo(categoria)}" if categoria else cifra.nombre
        lugar = f"{fila['ambito']}, fila {fila['fila']}"
        corte = formato.corte(cifra.fecha_corte) if cifra.fecha_corte else Markup("")
        filas.append(
            Fila(
                (
                    nombre,
                    cifra,
                    corte,
                    cifra.origen,
                    expediente.secciones(fila["seccion"]) or Markup(""),
                    lugar,
                    cifra.nota or Markup(""),
                )
            )
        )
    return Cuadro(
        "fuentes",
        "Cifras del informe, con su sección en la fuente y su fila de datos",
        (
            Columna("Indicador", ancho=3), Columna("Valor", "num", 1.4), Columna("Corte", ancho=1.2), Columna("Origen", ancho=1.2),
            Columna("Sección de la fuente", ancho=2.2), Columna("Fila en cifras.csv", ancho=1.6), Columna("Nota", ancho=3.4),
        ),
        tuple(filas),
        expediente.fuente_de_tabla(expediente.cifras),
        (
            "Lo que el informe calcula a partir de estas cifras se marca como cálculo propio donde aparece.",
            "Sin corte: la fuente no fecha el dato.",
        ),
        horizontal=True,
    )  # fmt: skip


def discrepancias(expediente: Expediente) -> Cuadro:
    """Lo que la fuente publica con dos valores distintos."""
    filas = []
    for indicador in dict.fromkeys(expediente.cifras["indicador"]):
        cifra = expediente.cifra(indicador) if expediente.hay(indicador) else None
        for otra in cifra.otras if cifra else ():
            secciones = [c.fuente.partition(", ")[2] for c in (cifra, otra)]
            filas.append(Fila((cifra.nombre, cifra, secciones[0], otra, secciones[1])))
    if not filas:
        raise NoAplica("La fuente no publica valores distintos para un mismo indicador de la región.")
    return Cuadro(
        "discrepancias",
        "Indicadores que la fuente publica con dos valores",
        (
            Columna("Indicador", ancho=3), Columna("Valor usado", "num"), Columna("Dónde", ancho=1.5),
            Columna("Otro valor", "num"), Columna("Dónde", ancho=1.5),
        ),
        tuple(filas),
        expediente.fuente_de(*(celda for fila in filas for celda in fila.celdas if isinstance(celda, Cifra))),
        ("La fuente no concilia ambos valores; el informe usa el primero y menciona el otro donde lo usa.",),
    )  # fmt: skip


def datos(expediente: Expediente) -> Cuadro:
    """Los archivos leídos, con sus filas y el inicio de su sha256."""
    conteos = {a: int((t["archivo"] == a).sum()) for t in expediente.nucleo.tablas.values() for a in set(t["archivo"])}
    filas = [
        Fila((archivo, formato.numero(conteos.get(archivo, 0)), sha[:16]))
        for archivo, sha in expediente.nucleo.archivos.items()
    ]
    return Cuadro(
        "datos",
        "Tablas de datos con que se hizo este informe",
        (Columna("Archivo", ancho=4), Columna("Filas usadas", "num"), Columna("sha256 (inicio)", ancho=2)),
        tuple(filas),
        "carpeta de datos del programa.",
    )


def corrida(expediente: Expediente) -> Cuadro:
    """Los parámetros de esta corrida y las versiones de lo que la hizo."""
    programa, region = expediente.programa, expediente.region
    filas = [
        Fila(("Parámetros",), "grupo"),
        Fila(("programa", programa.clave)),
        Fila(("region", region.clave)),
        Fila(("ubigeo", region.ubigeo)),
        Fila(("pliego", region.pliego)),
        Fila(("periodo", f"{formato.mes(programa.periodo.inicio)} a {formato.mes(programa.periodo.fin)}")),
        Fila(("fecha de corte", formato.fecha(region.fecha_corte))),
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
