"""Lo que comparten las órdenes: dónde se escribe, cómo se dice su ayuda y qué opciones repiten."""

from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from sistematizacion.idioma import AYUDA
from sistematizacion.parametros import normalizar

salida = Console(highlight=False, soft_wrap=True)
errores = Console(stderr=True, highlight=False, soft_wrap=True)


class _EnEspanol:
    """Lo que Typer escribe sin pasar por gettext."""

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace("Usage:", "Uso:")  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        opcion = super().get_help_option(ctx)  # type: ignore[misc]
        if opcion is not None:
            opcion.help = AYUDA
        return opcion


class Orden(_EnEspanol, TyperCommand):
    """Una orden con su ayuda en español."""


class Grupo(_EnEspanol, TyperGroup):
    """El conjunto de órdenes con su ayuda en español."""


def _argumento(ayuda: str) -> typer.models.ArgumentInfo:
    return typer.Argument(metavar="[REGION]", help=ayuda, callback=normalizar)


Region = Annotated[str, _argumento("La región, por su clave o su nombre; ver params/<programa>/.")]
RegionONada = Annotated[str, _argumento("La región, por su clave o su nombre; sin ella, todas las del programa.")]
Programa = Annotated[str, typer.Option(metavar="CLAVE", help="Clave del programa.")]
QueInforme = Annotated[str, typer.Option(metavar="CLAVE", help="Qué informe.")]
Forzar = Annotated[bool, typer.Option("--forzar", help="Ejecuta todo, aunque nada haya cambiado.")]
Procesos = Annotated[int, typer.Option(metavar="N", min=0, help="Cuántos a la vez; sin ella, uno por núcleo.")]
Planificador = Annotated[str, typer.Option(metavar="DIRECCION", help="Un cluster de Dask (tcp://…:8786) donde hacerlo.")]
Formato = Annotated[str, typer.Option(metavar="FORMATO", help="docx: también un borrador en Word, para comentarios.")]
Destino = Annotated[str, typer.Option(metavar="URL", help="Dónde dejar además los informes (s3://…, sftp://…, una carpeta).")]
