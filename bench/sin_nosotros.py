"""Lo que haría, sin este proyecto, quien tuviera los mismos cuadernos y plantillas: papermill, nbconvert y Chromium.

``guion`` da el texto de un programa de ``sh``, con las órdenes tal como se escribirían a mano. La plantilla de la página
funciona sola (``--template informe``), pero sin portada, estilo, índice ni numeración, que se le dan al ensamblar.
No hace XLSX, no revisa nada y su PDF no tiene índice con páginas ni cumple PDF/UA: hace menos que nosotros.
"""

import shutil
from collections.abc import Sequence

CONVERTIR = (
    "jupyter nbconvert --log-level=ERROR --to html --template informe "
    "--TemplateExporter.extra_template_basedirs=templates"
)
CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --user-data-dir=$(mktemp -d -p $PWD/perfiles)"
)
SIN_CHROMIUM = "Sin Chromium no se midió su PDF. En Debian: apt-get update && apt-get install -y chromium."


def hay_chromium() -> bool:
    """Si se puede imprimir."""
    return shutil.which("chromium") is not None


def guion(programa: str, regiones: Sequence[str], capitulos: Sequence[str], a_la_vez: int, *, atajos: bool = False) -> str:
    """Ejecuta cada capítulo en un proceso, lo convierte y lo imprime; cada paso, ``a_la_vez``.

    Con ``atajos``, cada región se convierte de una sola vez, se junta en una página y se imprime de una sola vez.
    """
    pares = [f"{region} {capitulo}" for region in regiones for capitulo in capitulos]
    pasos = [
        "set -eu",
        f"mkdir -p perfiles {' '.join(f'salida/{r} paginas/{r}' for r in regiones)}",
        _cada(
            pares, a_la_vez,
            f"papermill --no-progress-bar notebooks/$1.ipynb paginas/$0/$1.ipynb -p programa {programa} -p region $0",
        ),
    ]  # fmt: skip
    if atajos:
        cuadernos, paginas = (" ".join(f"paginas/$0/{c}.{e}" for c in capitulos) for e in ("ipynb", "html"))
        pasos.append(_cada(regiones, a_la_vez, f"{CONVERTIR} {cuadernos} && cat {paginas} > salida/$0/informe.html"))
        pasos.append(_cada(regiones, a_la_vez, _imprimir("salida/$0/informe")))
    else:
        pasos.append(_cada(pares, a_la_vez, f"{CONVERTIR} --output-dir=salida/$0 paginas/$0/$1.ipynb"))
        pasos.append(_cada(pares, a_la_vez, _imprimir("salida/$0/$1")))
    return "\n".join(pasos) + "\n"


def _imprimir(nombre: str) -> str:
    return f"{CHROMIUM} --print-to-pdf={nombre}.pdf file://$PWD/{nombre}.html" if hay_chromium() else "true"


def _cada(lineas: Sequence[str], a_la_vez: int, orden: str) -> str:
    """La orden, una vez por línea: la primera palabra es ``$0`` y la segunda, ``$1``."""
    return "\n".join([f"xargs -P {a_la_vez} -L 1 sh -c '{orden}' <<FIN", *lineas, "FIN"])
