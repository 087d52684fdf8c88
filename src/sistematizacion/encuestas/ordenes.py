"""Las órdenes de la encuesta: dar el formulario de una región e importar lo que respondieron."""

from pathlib import Path

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.encuestas.areas import areas_de
from sistematizacion.encuestas.guardado import guardar
from sistematizacion.encuestas.importador import Importacion, importar
from sistematizacion.encuestas.xlsform import xlsform
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.publicacion.entrega import escribir
from sistematizacion.rutas import Rutas

FORMULARIO = "encuesta-satisfaccion.xlsx"


def crear_formulario(programa: str, region: str, rutas: Rutas) -> Path:
    """Escribe el XLSForm de la encuesta de una región, con sus áreas.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: sus parámetros o los de la encuesta tienen problemas.
    """
    de_quien = cargar_region(cargar_programa(programa, rutas), region, rutas)
    instrumento = cargar_catalogo(rutas).encuesta
    titulo = f"{instrumento.titulo}: {de_quien.gobierno}"
    contenido = xlsform(instrumento, areas_de(de_quien), titulo=titulo)
    return escribir(rutas.output / programa / region, {FORMULARIO: contenido})[0]


def importar_encuesta(
    programa: str, region: str, archivo: Path, rutas: Rutas, *, reemplazar: bool = False
) -> Importacion:
    """Importa un exporte y guarda sus tablas entre los datos de la región.

    Raises:
        ErrorDeUso: el programa, la región o el archivo no existen, o la región ya tiene encuesta.
        ErrorDeEntrada: el exporte tiene errores; no se guarda nada.
    """
    de_quien = cargar_region(cargar_programa(programa, rutas), region, rutas)
    if not archivo.is_file():
        raise ErrorDeUso(f"No existe el archivo «{archivo}». Dé el exporte de las respuestas, en XLSX o CSV.")
    importacion = importar(archivo, cargar_catalogo(rutas).encuesta, areas_de(de_quien))
    if importacion.errores:
        raise ErrorDeEntrada(importacion.errores)
    guardar(importacion, rutas.data / programa / region, reemplazar=reemplazar)
    return importacion
