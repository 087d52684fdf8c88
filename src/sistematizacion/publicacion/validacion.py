"""La página ``validacion.html``: todo lo que halló ``make validate``, para corregirlo con el libro abierto al lado.

Un solo archivo que se lee sin red, con el estilo de los informes. No lleva la hora: los mismos datos dan los mismos
bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sistematizacion.errores import Problema, abreviar
from sistematizacion.nucleo.completitud import capitulos_incompletos, completitud, usos
from sistematizacion.nucleo.revision import Revision
from sistematizacion.parametros import Programa
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.hallazgos import (
    NOMBRES,
    SIN_HOJA,
    columna_de,
    contar,
    destinos_de,
    escritas,
    origenes_de,
    periodo_de,
    por_archivo,
    regla_de,
    reunir,
    veredicto,
    visible,
)
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.origen import FRANJA_FICTICIA
from sistematizacion.publicacion.entrega import escribir
from sistematizacion.publicacion.estilo import estilo
from sistematizacion.rutas import COMPARATIVO, Rutas

ARCHIVO = "validacion.html"
PLANTILLA = "validacion.html.j2"
LARGO_DE_VALOR = 300
EXPLICACIONES = {
    "error": "Mientras haya alguno no se hace ningún informe con estos datos.",
    "advertencia": "No impiden hacer el informe, que las lleva en su anexo; revíselas.",
    "supuesto": "Lo que se dio por entendido al leer. Si alguno no es cierto, corríjalo en el archivo.",
}


def publicar(revisiones: Sequence[Revision], rutas: Rutas, *, del_programa: bool | None = None) -> Path:
    """Escribe la página de una región, o la del programa, y devuelve dónde quedó.

    Si no se dice ``del_programa``, lo es cuando hay más de una revisión. Nadie ve la página a medias: se prepara aparte
    y reemplaza de una vez a la anterior.
    """
    todas = len(revisiones) > 1 if del_programa is None else del_programa
    programa = revisiones[0].programa
    carpeta = rutas.output / programa.clave / (COMPARATIVO if todas else revisiones[0].region.clave)
    html = pagina(revisiones, rutas, del_programa=todas)
    return escribir(carpeta, {ARCHIVO: html.encode()})[0]


def titulos_de_capitulos(programa: Programa, carpeta: Path) -> dict[str, str]:
    """El título de cada capítulo de los informes del programa, tal como lo dice su cuaderno en ``carpeta``.

    Un cuaderno que falta o que no se puede leer no tiene título aquí: de eso avisa quien lo ejecuta.
    """
    claves = dict.fromkeys(c for informe in programa.informes.values() for c in informe.capitulos)
    titulos = {}
    for clave in claves:
        try:
            celdas = nbformat.read(carpeta / f"{clave}.ipynb", as_version=4).cells
        except (OSError, ValueError, nbformat.ValidationError):
            continue
        if celdas and celdas[0].source.startswith("# "):
            titulos[clave] = celdas[0].source.splitlines()[0].removeprefix("# ")
    return titulos


def pagina(revisiones: Sequence[Revision], rutas: Rutas, *, del_programa: bool) -> str:
    """El HTML completo."""
    carpeta = rutas.templates / "validacion"
    entorno = Environment(
        loader=FileSystemLoader([carpeta, rutas.templates / "informe"]), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    hoja = estilo(cargar_marca(revisiones[0].programa, rutas), rutas, "validacion/validacion.css")
    titulos = titulos_de_capitulos(revisiones[0].programa, rutas.notebooks)
    datos = contenido(revisiones, titulos, del_programa=del_programa)
    if datos["franja"]:  # la misma franja que llevan los informes
        hoja += entorno.get_template("franja.css.j2").render(informe={"franja": Markup(datos["franja"])})
    return entorno.get_template(PLANTILLA).render(**datos, estilo=hoja)


def contenido(revisiones: Sequence[Revision], titulos: Mapping[str, str], *, del_programa: bool) -> dict[str, Any]:
    """Lo que la plantilla escribe, en textos; ella los escapa."""
    primera = revisiones[0]
    usadas = usos(primera.programa, primera.esquemas, titulos)
    llenados = [completitud(escritas(r), r.esquemas) for r in revisiones]
    return {
        "programa": primera.programa.nombre,
        "franja": FRANJA_FICTICIA if primera.programa.ficticio else "",
        "ambito": formato.lista([r.region.nombre for r in revisiones]),
        "gobierno": "" if del_programa else primera.region.gobierno,
        "veredictos": [_veredicto(r) for r in revisiones],
        "conteos": [(formato.frase(NOMBRES[g][1]), len(reunir(revisiones, g))) for g in NOMBRES],
        "grupos": [_grupo(revisiones, gravedad) for gravedad in NOMBRES],
        "regiones": [
            _region(r, llenado, capitulos_incompletos(usadas, llenado))
            for r, llenado in zip(revisiones, llenados, strict=True)
        ],
        "usos": _usos(primera, usadas, llenados),
        "archivos": sorted({a: s for r in revisiones for a, s in r.archivos.items()}.items()),
    }


def _veredicto(revision: Revision) -> dict[str, Any]:
    return {
        "region": revision.region.nombre,
        "texto": veredicto(revision.errores),
        "conteos": " · ".join(contar(len(reunir([revision], g)), g) for g in NOMBRES),
        "apto": not revision.errores,
    }


def _grupo(revisiones: Sequence[Revision], gravedad: str) -> dict[str, Any]:
    """Los hallazgos de una gravedad: archivos, sus hojas y sus filas."""
    hallazgos = reunir(revisiones, gravedad)
    return {
        "clave": NOMBRES[gravedad][1],
        "titulo": formato.frase(NOMBRES[gravedad][1]),
        "explicacion": EXPLICACIONES[gravedad],
        "vacio": f"No hay {NOMBRES[gravedad][1]}.",
        "archivos": [
            {
                "nombre": visible(archivo),
                "id": f"{NOMBRES[gravedad][1]}-{n}",
                "cuantos": contar(sum(map(len, hojas.values())), gravedad),
                "hojas": [
                    {
                        "titulo": _titulo_de_hoja(hoja, archivo),
                        "cuantos": contar(len(suyos), gravedad),
                        "filas": [_hallazgo(p, revisiones[0]) for p in suyos],
                    }
                    for hoja, suyos in hojas.items()
                ],
            }
            for n, (archivo, hojas) in enumerate(por_archivo(hallazgos).items(), 1)
        ],
    }


def _titulo_de_hoja(hoja: str, archivo: str) -> str:
    if hoja:
        return f"Hoja {visible(hoja)}"
    return visible(archivo.rpartition("/")[2]) if archivo.endswith(".csv") else SIN_HOJA


def _hallazgo(problema: Problema, revision: Revision) -> dict[str, str]:
    return {
        "fila": str(problema.fila or ""),  # como la muestra Excel, sin separar los millares
        "columna": visible(problema.lugar) or columna_de(problema, revision.esquemas),
        "valor": "" if problema.valor is None else f"«{abreviar(visible(problema.valor), LARGO_DE_VALOR)}»",
        "regla": regla_de(problema),
        "remedio": visible(problema.remedio),
    }


def _region(revision: Revision, llenado: pd.DataFrame, incompletos: pd.DataFrame) -> dict[str, Any]:
    """Qué tan llenas están sus tablas y qué capítulos se resienten."""
    filas = llenado.to_dict("records")
    return {
        "clave": revision.region.clave,
        "nombre": revision.region.nombre,
        "tablas": [
            {
                "clave": f["tabla"],
                "titulo": f["titulo"],
                "filas": formato.numero(f["filas"]),
                "porcentaje": f["porcentaje"],
                "danadas": formato.numero(f["con_error"]) if f["con_error"] else "",
                "periodo": periodo_de(f),
                "origenes": origenes_de(f),
                "sin_dato": ", ".join(f["sin_dato"]),
            }
            for f in filas if f["filas"]
        ],
        "vacias": [f"{f['titulo']} ({f['tabla']})" for f in filas if not f["filas"]],
        "capitulos": [
            {
                "nombre": c["nombre"],
                "informes": formato.lista(c["informes"]),
                "estado": "Sin datos" if c["sin_datos"] else "Con menos datos",
                "vacias": formato.lista(c["vacias"]),
            }
            for c in incompletos.to_dict("records")
        ],
    }  # fmt: skip


def _usos(revision: Revision, usadas: pd.DataFrame, llenados: Iterable[pd.DataFrame]) -> list[dict[str, Any]]:
    """Cada tabla con los capítulos que alimenta; ``llena`` dice si en alguna región tiene filas."""
    con_filas = {t for llenado in llenados for t in llenado.loc[llenado["filas"] > 0, "tabla"]}
    return [
        {
            "clave": nombre,
            "titulo": esquema.title,
            "llena": nombre in con_filas,
            "destinos": destinos_de(usadas, nombre),
        }
        for nombre, esquema in revision.esquemas.items()
    ]
