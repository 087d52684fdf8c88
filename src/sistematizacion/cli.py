"""La línea de comandos: ``python -m sistematizacion report junin``. El Makefile solo llama a estas órdenes."""

import os
import subprocess
import sys

from sistematizacion.idioma import poner_en_espanol, traducir_error

poner_en_espanol()

import typer  # noqa: E402  (después de ponerlo en español)

from sistematizacion import cli_datos  # noqa: E402
from sistematizacion.arranque import aligerar  # noqa: E402
from sistematizacion.consola import (  # noqa: E402
    Grupo,
    Orden,
    Programa,
    QueInforme,
    Region,
    RegionONada,
    errores,
    salida,
)
from sistematizacion.errores import ErrorDeSistematizacion  # noqa: E402
from sistematizacion.parametros import INFORME_POR_DEFECTO, PROGRAMA_POR_DEFECTO  # noqa: E402
from sistematizacion.rutas import rutas  # noqa: E402

VARIABLE_DEPURAR = "SISTEMATIZACION_DEPURAR"

app = typer.Typer(
    cls=Grupo, add_completion=False, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False,
    options_metavar="[OPCIONES]", subcommand_metavar="ORDEN …",
)  # fmt: skip


@app.callback()
def _inicio() -> None:
    """Informes de sistematización de asistencia técnica pública, de los datos a HTML y PDF."""


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def report(
    region: Region = "", programa: Programa = PROGRAMA_POR_DEFECTO, informe: QueInforme = INFORME_POR_DEFECTO
) -> None:
    """Genera el informe de una región en HTML, PDF y XLSX."""
    _producir(region, programa, informe)


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def comparative(programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Genera el informe de cierre comparativo, de todas las regiones del programa."""
    _producir("", programa, "comparativo")


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def matrices(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Genera las matrices de resultados."""
    _producir(region, programa, "matrices")


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def lessons(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Genera las lecciones aprendidas, en cuadros."""
    _producir(region, programa, "lecciones")


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def survey(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Genera el resumen de la encuesta de satisfacción."""
    _producir(region, programa, "satisfaccion")


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def deliver(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, informe: QueInforme = "") -> None:
    """Guarda como entregado el informe ya hecho; el siguiente dirá qué cifras cambiaron."""
    from datetime import date

    from sistematizacion.entrega import entregar

    lugares = rutas()
    clave = informe or (INFORME_POR_DEFECTO if region else "comparativo")
    entrega = entregar(programa, region, clave, lugares, date.today())
    salida.print(f"Entrega n.º {entrega.numero}: {lugares.relativa(entrega.carpeta)}", markup=False)


def _producir(region: str, programa: str, informe: str) -> None:
    from sistematizacion.parametros import cargar_programa, cargar_region, elegir_informe

    lugares = rutas()
    parametros = cargar_programa(programa, lugares)
    definicion = elegir_informe(parametros, informe, region)
    de_quien = cargar_region(parametros, region, lugares).nombre if region else "Todas las regiones"
    salida.print(f"[bold]{definicion.titulo}[/] · {de_quien} · {parametros.nombre_corto}")

    aligerar()
    from sistematizacion.produccion import producir

    for archivo in producir(programa, region, informe, lugares, lambda capitulo: salida.print(f"  ✓ {capitulo}")):
        salida.print(f"Listo: {lugares.relativa(archivo)}", markup=False)


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def lab() -> None:
    """Abre los cuadernos en JupyterLab."""
    raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyterlab", str(rutas().notebooks)]))


for orden in cli_datos.ORDENES:
    app.command(cls=Orden, options_metavar="[OPCIONES]")(orden)


def main() -> None:
    """Ejecuta la orden; un error se muestra sin rastro de Python y con su código de salida."""
    try:
        sys.exit(app(standalone_mode=False, prog_name="sistematizacion"))
    except ErrorDeSistematizacion as error:
        _terminar(str(error), error, error.codigo)
    except (KeyboardInterrupt, typer.Abort) as error:
        _terminar("Interrumpido.", error, 130)
    except OSError as error:
        que = f"No se pudo leer o escribir {error.filename or 'un archivo'}: {error.strerror}."
        _terminar(
            f"{que}\nCierre el archivo si está abierto en otro programa y revise permisos y espacio en disco.", error, 1
        )
    except Exception as error:
        if hasattr(error, "format_message"):  # un error de uso de Typer
            texto = f"{traducir_error(error.format_message())}\nAyuda: python -m sistematizacion --help"
            _terminar(texto.strip(), error, error.exit_code)
        if os.environ.get(VARIABLE_DEPURAR):
            raise
        detalle = f"Para ver el detalle, repita la orden con {VARIABLE_DEPURAR}=1 delante."
        _terminar(f"Error no previsto: {type(error).__name__}: {error}\n{detalle}", error, 1)


def _terminar(texto: str, error: BaseException, codigo: int) -> None:
    errores.print("\n".join([texto, *getattr(error, "__notes__", [])]), markup=False)
    sys.exit(codigo)
