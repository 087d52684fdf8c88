"""Las órdenes sobre los datos: crear una región, revisarlos, y la encuesta."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sistematizacion.consola import Programa, Region, RegionONada, salida
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.parametros import PROGRAMA_POR_DEFECTO
from sistematizacion.rutas import rutas


def new(
    region: Region = "",
    programa: Programa = PROGRAMA_POR_DEFECTO,
    nombre: Annotated[str, typer.Option(metavar="TEXTO", help="Nombre del programa, si es nuevo.")] = "",
) -> None:
    """Crea una región: sus parámetros y el libro registro.xlsx que se llena."""
    from sistematizacion.registro.andamio import crear_region

    lugares = rutas()
    hechos = crear_region(programa, region, lugares, nombre_del_programa=nombre)
    for hecho in hechos:
        salida.print(f"Listo: {lugares.relativa(hecho)}", markup=False)
    clave = hechos[0].stem
    opciones = "" if programa == PROGRAMA_POR_DEFECTO else f" PROGRAMA={programa}"
    salida.print(f"Llene registro.xlsx y dé: make validate REGION={clave}{opciones}", markup=False)


def validate(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Revisa los datos y dice qué corregir, qué mirar y qué se dio por entendido."""
    from sistematizacion.nucleo.revision import revisar
    from sistematizacion.parametros import cargar_programa, cargar_region, por_revisar
    from sistematizacion.publicacion.validacion import publicar, titulos_de_capitulos
    from sistematizacion.terminal import codigo_de_salida, mostrar

    lugares = rutas()
    parametros = cargar_programa(programa, lugares)
    claves = [region] if region else parametros.regiones
    revisiones = [revisar(parametros, cargar_region(parametros, clave, lugares), lugares) for clave in claves]
    for aviso in por_revisar(parametros, [r.region for r in revisiones], lugares, date.today()):
        salida.print(f"Por revisar: {aviso}", markup=False)
    mostrar(revisiones, salida, titulos_de_capitulos(parametros, lugares.notebooks))
    pagina = publicar(revisiones, lugares, del_programa=not region)
    salida.print(f"Todo, con su lugar: {lugares.relativa(pagina)}", markup=False)
    raise typer.Exit(codigo_de_salida(revisiones))


def form(region: Region = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Hace el formulario de la encuesta (XLSForm) para KoboToolbox u ODK."""
    from sistematizacion.encuestas.ordenes import crear_formulario

    lugares = rutas()
    salida.print(f"Listo: {lugares.relativa(crear_formulario(programa, region, lugares))}", markup=False)


def answers(
    region: Region = "",
    archivo: Annotated[str, typer.Option(metavar="RUTA", help="Exporte de KoboToolbox o de Google Forms.")] = "",
    programa: Programa = PROGRAMA_POR_DEFECTO,
    reemplazar: Annotated[bool, typer.Option("--reemplazar", help="Cambia las respuestas que ya hay.")] = False,
) -> None:
    """Importa las respuestas de la encuesta, sin ningún dato personal."""
    from sistematizacion.encuestas.ordenes import importar_encuesta
    from sistematizacion.terminal import mostrar_importacion

    if not archivo:
        raise ErrorDeUso("Falta el exporte de las respuestas. Ejemplo: make answers REGION=puno FILE=exporte.xlsx")
    lugares = rutas()
    importacion = importar_encuesta(programa, region, Path(archivo), lugares, reemplazar=reemplazar)
    mostrar_importacion(importacion, salida)
    salida.print(
        f"Listo: {lugares.relativa(lugares.data / programa / region)}/encuesta.csv y comentarios.csv", markup=False
    )


def practice(region: Region = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Agrega una práctica a los datos de una región, preguntando lo que su ficha necesita."""
    from sistematizacion.catalogo import cargar_catalogo
    from sistematizacion.nucleo.reglas.practicas import en_palabras
    from sistematizacion.registro.practica import OPCIONES, PREGUNTAS, donde_guardar, guardar, que_falta

    lugares = rutas()
    donde_guardar(programa, region, lugares)  # antes de preguntar nada: si no se va a poder, que se sepa ya
    salida.print("Responda cada pregunta y dé Intro; vacía, si no aplica. Ctrl+C sale sin guardar nada.", markup=False)
    respuestas = {c: _preguntar(pregunta, OPCIONES.get(c, ()), obligatoria=c in OBLIGATORIAS) for c, pregunta in PREGUNTAS.items()}
    falta = que_falta(respuestas, cargar_catalogo(lugares))
    if falta:
        salida.print(f"Quedará «por mantener»: para ser buena práctica le falta {en_palabras(falta)}.", markup=False)
    else:
        salida.print("Cumple lo que se pide a una buena práctica.", markup=False)
    if _preguntar("¿Guardarla? (s, n)", ("s", "si", "n", "no"), obligatoria=False).startswith("n"):
        salida.print("No se guardó nada.", markup=False)
        return
    try:
        hecha = guardar(programa, region, respuestas, lugares)
    except (ErrorDeEntrada, OSError):
        salida.print("No se guardó. Para no perderlo, esto es lo que respondió:", markup=False)
        salida.print("\n".join(f"{c}: {r}" for c, r in respuestas.items() if r), markup=False)
        raise
    opciones = "" if programa == PROGRAMA_POR_DEFECTO else f" PROGRAMA={programa}"
    salida.print(f"Listo: {hecha.id}, en {lugares.relativa(hecha.archivo)}", markup=False)
    salida.print(f"Para corregirla, edite ahí su fila; después, make validate REGION={region}{opciones}", markup=False)


OBLIGATORIAS = ("titulo", "enunciado")


def _preguntar(pregunta: str, opciones: tuple[str, ...], *, obligatoria: bool) -> str:
    """La respuesta; se vuelve a preguntar mientras falte la obligatoria o no sea una de las opciones."""
    from sistematizacion.nucleo.lectura.celdas import plegar

    while True:
        dicha = str(typer.prompt(pregunta, default="", show_default=False)).strip()
        igual = next((o for o in opciones if plegar(o) == plegar(dicha)), "")  # «Innovación» es «innovacion»
        if igual:
            return igual
        if opciones and dicha:
            salida.print(f"«{dicha}» no es una opción: {', '.join(opciones)}, o vacío.", markup=False)
        elif obligatoria and not dicha:
            salida.print("Esta hace falta.", markup=False)
        else:
            return dicha


def dictionary() -> None:
    """Vuelve a escribir el diccionario de datos (docs/diccionario.md) desde los esquemas."""
    from sistematizacion.catalogo import cargar_catalogo
    from sistematizacion.nucleo.esquemas import esquemas
    from sistematizacion.registro.diccionario import guardar_diccionario

    lugares = rutas()
    salida.print(
        f"Listo: {lugares.relativa(guardar_diccionario(esquemas(cargar_catalogo(lugares)), lugares))}", markup=False
    )


ORDENES = (new, validate, form, answers, practice, dictionary)
