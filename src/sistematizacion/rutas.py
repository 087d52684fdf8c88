"""Dónde está cada cosa del proyecto; ninguna ruta se escribe en otra parte."""

import os
from dataclasses import dataclass
from pathlib import Path

from sistematizacion.errores import ErrorDeUso

VARIABLE_RAIZ = "SISTEMATIZACION_RAIZ"
COMPARATIVO = "comparativo"  # la carpeta de lo que es del programa entero


@dataclass(frozen=True)
class Rutas:
    """Carpetas del proyecto a partir de su raíz."""

    raiz: Path

    @property
    def params(self) -> Path:
        """Parámetros de los programas."""
        return self.raiz / "params"

    @property
    def data(self) -> Path:
        """Tablas de los programas."""
        return self.raiz / "data"

    @property
    def almacen(self) -> Path:
        """Lo que ``make mef`` ingresó de los archivos del MEF; se puede rehacer, y git no lo registra."""
        return self.data / "mef"

    @property
    def notebooks(self) -> Path:
        """Cuadernos, uno por capítulo."""
        return self.raiz / "notebooks"

    @property
    def templates(self) -> Path:
        """Plantillas de la página, del impreso y de la prosa."""
        return self.raiz / "templates"

    @property
    def output(self) -> Path:
        """Informes publicados."""
        return self.raiz / "output"

    @property
    def entregas(self) -> Path:
        """Informes entregados, que no se vuelven a tocar."""
        return self.raiz / "entregas"

    @property
    def cache(self) -> Path:
        """Lo intermedio, que se puede borrar sin perder nada."""
        return self.raiz / ".cache"

    def relativa(self, ruta: Path) -> str:
        """La ruta desde la raíz, con barras, como se muestra en mensajes e informes."""
        return ruta.relative_to(self.raiz).as_posix() if ruta.is_relative_to(self.raiz) else ruta.as_posix()


def encontrar_raiz(desde: Path | None = None) -> Path:
    """Sube desde ``desde`` (la carpeta actual) hasta la carpeta que tiene ``params/indicadores.yml``.

    La variable de entorno ``SISTEMATIZACION_RAIZ`` manda si está puesta.

    Raises:
        ErrorDeUso: ninguna carpeta superior es la raíz de un proyecto.
    """
    fijada = os.environ.get(VARIABLE_RAIZ)
    inicio = Path(fijada) if fijada else (desde or Path.cwd())
    for carpeta in [inicio.resolve(), *inicio.resolve().parents]:
        if (carpeta / "params" / "indicadores.yml").is_file():
            return carpeta
    raise ErrorDeUso(
        f"No se encontró params/indicadores.yml en {inicio} ni en las carpetas superiores. "
        "Entre a la carpeta del proyecto y repita la orden."
    )


def rutas(desde: Path | None = None) -> Rutas:
    """Las rutas del proyecto en que se está trabajando."""
    return Rutas(encontrar_raiz(desde))
