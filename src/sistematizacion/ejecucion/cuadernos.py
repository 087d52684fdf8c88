"""Lee los cuadernos y exige que su celda ``parameters`` declare justo los parámetros que se les darán.

papermill inyecta sin protestar un parámetro que el cuaderno no declara; aquí eso es un error antes de ejecutar.
"""

import ast
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from sistematizacion.errores import ErrorDeDocumento, enumerar, sugerencia

ETIQUETA = "parameters"
PARAMETROS = ("programa", "region")


def ruta_de_capitulo(carpeta: Path, capitulo: str) -> Path:
    """El cuaderno del capítulo.

    Raises:
        ErrorDeDocumento: no existe; el mensaje trae los que hay.
    """
    ruta = carpeta / f"{capitulo}.ipynb"
    if ruta.is_file():
        return ruta
    hay = sorted(p.stem for p in carpeta.glob("*.ipynb"))
    partes = [f"No existe notebooks/{capitulo}.ipynb.", sugerencia(capitulo, hay), f"Hay: {enumerar(hay)}."]
    raise ErrorDeDocumento(" ".join(filter(None, partes)))


def dibuja(carpeta: Path, capitulo: str) -> bool:
    """Si el capítulo pide algún gráfico; en la duda, no: lo importará al dibujarlo."""
    ruta = carpeta / f"{capitulo}.ipynb"
    return ruta.is_file() and ".grafico(" in ruta.read_text(encoding="utf-8", errors="replace")


def exigir_parametros(ruta: Path) -> None:
    """Revisa que el cuaderno tenga una sola celda ``parameters`` y que declare ``programa`` y ``region``.

    Raises:
        ErrorDeDocumento: con lo que declara de más o de menos.
    """
    try:
        cuaderno = nbformat.read(ruta, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ErrorDeDocumento(f"notebooks/{ruta.name} está dañado y no se puede leer. Recupérelo con git.") from error
    declarados = parametros_declarados(cuaderno, ruta.name)
    if sorted(declarados) != sorted(PARAMETROS):
        raise ErrorDeDocumento(
            f"notebooks/{ruta.name}: la celda «{ETIQUETA}» declara {enumerar(declarados) or 'nada'} "
            f"y debe declarar {enumerar(PARAMETROS)}."
        )


def parametros_declarados(cuaderno: NotebookNode, nombre: str) -> list[str]:
    """Nombres que asigna la celda ``parameters``."""
    celdas = [c for c in cuaderno.cells if ETIQUETA in c.metadata.get("tags", [])]
    if len(celdas) != 1:
        raise ErrorDeDocumento(f"notebooks/{nombre} tiene {len(celdas)} celdas «{ETIQUETA}» y debe tener una.")
    nodos = ast.parse(celdas[0].source).body
    return [n.target.id for n in nodos if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
