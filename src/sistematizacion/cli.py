"""La línea de comandos: ``python -m sistematizacion report junin``. El Makefile solo llama a estas órdenes."""

import os
import subprocess
import sys

from sistematizacion.idioma import poner_en_espanol, traducir_error

poner_en_espanol()

import typer  # noqa: E402  (después de ponerlo en español)

from sistematizacion import cli_datos, cli_informes, cli_tablero, cli_verificacion  # noqa: E402
from sistematizacion.consola import Grupo, Orden, errores  # noqa: E402
from sistematizacion.errores import ErrorDeSistematizacion  # noqa: E402
from sistematizacion.rutas import rutas  # noqa: E402

VARIABLE_DEPURAR = "SISTEMATIZACION_DEPURAR"

app = typer.Typer(
    cls=Grupo, add_completion=False, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False,
    options_metavar="[OPCIONES]", subcommand_metavar="ORDEN …",
)  # fmt: skip


@app.callback()
def _inicio() -> None:
    """Informes de sistematización de asistencia técnica pública, de los datos a HTML y PDF."""


for orden in (*cli_informes.ORDENES, *cli_tablero.ORDENES, cli_verificacion.verify, *cli_datos.ORDENES):
    app.command(orden.__name__.strip("_"), cls=Orden, options_metavar="[OPCIONES]")(orden)


@app.command(cls=Orden, options_metavar="[OPCIONES]")
def lab() -> None:
    """Abre los cuadernos en JupyterLab."""
    raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyterlab", str(rutas().notebooks)]))


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
