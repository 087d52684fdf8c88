"""Lo que pesa lo publicado y lo que tarda cada paso de publicar.

Uso: python bench/medir_pagina.py [veces]. Hace todos los informes de los dos programas en una copia y mide sus archivos.
Después publica de nuevo, con los cuadernos ya ejecutados, el cierre de Junín y el comparativo: un paso tras otro en un
mismo proceso, sin contar la primera vez, que es la que importa los módulos; de cada paso da la mediana.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from multiprocessing import Semaphore
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf
from medidas import copiar_proyecto, entorno, ficha, rango, tabla

PROGRAMAS = ("acompanamiento-2025", "demostracion")
MEDIDOS = (("junin", "cierre"), ("", "comparativo"))
PASOS = {  # función que ``produccion.documento`` llama → cómo se llama el paso
    "cargar_marca": "leer la marca", "estilo": "CSS y letras", "ensamblar": "armar la página", "bloques": "árbol del impreso",
    "de_datos": "CSV de los cuadros", "compilar": "PDF, con etiquetas y adjuntos", "_libro_de_calculo": "XLSX",
    "_en_word": "borrador en Word",
}  # fmt: skip
TODO, RESTO = "todo", "lo demás (manifiesto, página con sus descargas)"


def medir_archivos(raiz: Path) -> str:
    """Por cada informe: sus pesos, cuántas letras lleva cada formato, páginas y adjuntos."""
    filas = []
    for pdf in sorted((raiz / "output").rglob("*.pdf")):
        html, xlsx = pdf.with_suffix(".html"), pdf.with_suffix(".xlsx")
        with pikepdf.open(pdf) as documento:
            letras = {str(f.BaseFont) for p in documento.pages for f in p.get("/Resources", {}).get("/Font", {}).values()}
            paginas, adjuntos = len(documento.pages), len(documento.attachments)
        caras = len(re.findall("@font-face", html.read_text(encoding="utf-8")))
        pesos = (f"{archivo.stat().st_size / 1000:.0f}" for archivo in (html, pdf, xlsx))
        nombre = pdf.relative_to(raiz / "output").with_suffix("").as_posix()
        filas.append([nombre, *pesos, str(paginas), str(len(letras)), str(caras), str(adjuntos)])
    titulos = ["informe", "HTML, kB", "PDF, kB", "XLSX, kB", "páginas", "letras del PDF", "letras del HTML", "adjuntos del PDF"]
    return tabla(titulos, sorted(filas, key=lambda fila: -int(fila[1])))


@contextmanager
def con_reloj(modulo: Any, tiempos: dict[str, float]) -> Iterator[None]:
    """Mientras tanto, cada función de ``PASOS`` suma en ``tiempos`` lo que tarda."""

    def envolver(nombre: str) -> Callable[..., Any]:
        funcion = getattr(modulo, nombre)

        @wraps(funcion)
        def medida(*a: Any, **k: Any) -> Any:
            inicio = time.perf_counter()
            try:
                return funcion(*a, **k)
            finally:
                tiempos[nombre] += time.perf_counter() - inicio

        return medida

    with patch.multiple(modulo, **{nombre: envolver(nombre) for nombre in PASOS}):
        yield


def medir_pasos(raiz: Path, region: str, informe: str, veces: int) -> dict[str, list[float]]:
    """Los segundos de cada paso, en cada vez."""
    from sistematizacion.arranque import aligerar

    aligerar()
    from sistematizacion.ejecucion.plan import decidir
    from sistematizacion.parametros import cargar_programa
    from sistematizacion.produccion import documento
    from sistematizacion.produccion.alcance import abrir_alcance
    from sistematizacion.produccion.encargo import Encargo
    from sistematizacion.produccion.vigencia import entradas_de
    from sistematizacion.publicacion import pdf
    from sistematizacion.publicacion.procedencia import Procedencia
    from sistematizacion.rutas import Rutas

    rutas = Rutas(raiz)
    programa = cargar_programa(PROGRAMAS[0], rutas)
    encargo = Encargo(programa.clave, region, (informe,))
    alcance, expediente = abrir_alcance(encargo, programa, rutas)
    decisiones = decidir(programa.informes[informe].capitulos, alcance, rutas)
    assert not any(d.motivo for d in decisiones), "los cuadernos ya debían estar ejecutados"
    entradas = entradas_de(encargo, informe, programa, None, rutas)
    procedencia = Procedencia(expediente, informe, programa.informes[informe], None, entradas)
    medidas: dict[str, list[float]] = defaultdict(list)
    with patch.object(documento, "PUEDE_BIFURCAR", False), patch.object(pdf, "PUEDE_BIFURCAR", False):
        for vez in range(veces + 1):
            tiempos: dict[str, float] = defaultdict(float)
            with con_reloj(documento, tiempos):
                inicio = time.perf_counter()
                documento.componer([d.cuaderno for d in decisiones], procedencia, Semaphore(1), rutas, en_word=True)
                tiempos[TODO] = time.perf_counter() - inicio
            tiempos[RESTO] = tiempos[TODO] - sum(tiempos[n] for n in PASOS)
            for nombre, segundos in tiempos.items() if vez else ():
                medidas[nombre].append(segundos)
    return medidas


def tabla_de_pasos(medidas: Mapping[str, dict[str, list[float]]]) -> str:
    """Un paso por fila y un informe por columna."""
    nombres = {**PASOS, RESTO: RESTO, TODO: TODO}
    filas = [[rotulo, *(rango(m[nombre]) for m in medidas.values())] for nombre, rotulo in nombres.items()]
    return tabla(["paso", *(f"{i}, s: mediana (mín.–máx.)" for i in medidas)], filas)


def main(veces: int) -> None:
    """Imprime las dos tablas."""
    with tempfile.TemporaryDirectory(prefix="medir-pagina-") as temporal:
        raiz = copiar_proyecto(Path(temporal))
        print(ficha(), "\n")
        for programa in PROGRAMAS:
            orden = [sys.executable, "-m", "sistematizacion", "all", "--programa", programa]
            subprocess.run(orden, cwd=raiz, env=entorno(raiz), check=True, capture_output=True)
        print(medir_archivos(raiz))
        os.chdir(raiz)
        print(tabla_de_pasos({f"{i} {r}".strip(): medir_pasos(raiz, r, i, veces) for r, i in MEDIDOS}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
