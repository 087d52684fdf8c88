"""Imprime el árbol de bloques en un PDF etiquetado (PDF/A-3a y PDF/UA-1) con Typst, y le da encabezados de fila."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, repartir
from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.publicacion.disposicion import apartar_apaisados, flotantes, numerar_graficos, seguidos
from sistematizacion.publicacion.etiquetas import poner_encabezados_de_fila

NORMAS = ["a-3a", "ua-1"]
SEGUNDOS_POR_PASADA = 120
PASADAS = 6  # disposiciones que se prueban a lo más; la última sirve aunque no sea la mejor
CARPETAS_DE_FUENTES = {
    "font_source_serif_pro": "files",
    "font_source_sans_pro": "files",
    "matplotlib": "mpl-data/fonts/ttf",  # DejaVu Sans: los signos que las Source no tienen
}


class ErrorDeImpresion(ErrorDeDocumento):
    """Typst no pudo componer el documento, o el PDF no quedó como el árbol."""


def compilar(
    bloques: list[dict[str, Any]], svg: dict[str, str], metadatos: dict[str, Any], plantilla: Path, fuentes: list[Path]
) -> bytes:
    """El PDF del informe; las mismas entradas dan los mismos bytes.

    ``bloques`` viene de :func:`sistematizacion.publicacion.arbol.bloques`; ``svg`` trae el texto de cada dibujo por su
    clave; ``metadatos``, titulo, subtitulo, region, gobierno, entidades (``{nombre, papel}``), periodo, fecha_corte
    (ISO), fecha_texto, descripcion, avisos, palabras_clave, idioma y huella; y, si cada página debe llevar una, ``marca``.

    Raises:
        ErrorDeImpresion: falta un metadato o un dibujo, una referencia no tiene destino, o Typst rechaza el documento.
    """
    bloques = numerar_graficos([c | {"hijos": apartar_apaisados(c["hijos"])} for c in bloques])
    documento = {"bloques": bloques, "svg": svg, "meta": _meta(metadatos)}
    return poner_encabezados_de_fila(_componer(documento, plantilla, fuentes), bloques)


def rutas_de_fuentes() -> list[Path]:
    """Las carpetas TTF de Source Serif Pro, Source Sans Pro y DejaVu, donde pip las instaló.

    Raises:
        ErrorDeImpresion: falta uno de los paquetes.
    """
    carpetas = []
    for paquete, carpeta in CARPETAS_DE_FUENTES.items():
        hallado = find_spec(paquete)
        if hallado is None or hallado.origin is None:
            raise ErrorDeImpresion(f"Falta el paquete de fuentes {paquete}. Instálelo con pip y repita la orden.")
        carpetas.append(Path(hallado.origin).parent / carpeta)
    return carpetas


def _meta(metadatos: dict[str, Any]) -> dict[str, Any]:
    try:
        partes = [metadatos.get("marca", ""), metadatos["titulo"], metadatos["region"], metadatos["subtitulo"]]
        autores = [entidad["nombre"] for entidad in metadatos["entidades"]]
        datetime.fromisoformat(metadatos["fecha_corte"])
    except KeyError as falta:
        raise ErrorDeImpresion(f"A los metadatos del PDF les falta {falta}.") from falta
    titulo = " · ".join(filter(None, partes))
    return metadatos | {"titulo_completo": titulo, "autores": list(dict.fromkeys(filter(None, autores)))}


def _componer(documento: dict[str, Any], plantilla: Path, fuentes: list[Path]) -> bytes:
    """Compila con la disposición que dan las medidas de las pasadas previas."""
    fijas = {
        "input": plantilla,
        "root": plantilla.parent,
        "font_paths": _fuentes(tuple(fuentes)),
        "ignore_system_fonts": True,
    }
    fecha = datetime.fromisoformat(documento["meta"]["fecha_corte"]).replace(tzinfo=UTC)
    disposicion: dict[str, list[int]] = {"seguidos": [], "flotantes": []}
    probadas = [disposicion]
    try:
        for _ in range(PASADAS):
            opciones = fijas | {"sys_inputs": {"documento": json.dumps(documento | disposicion, ensure_ascii=False)}}
            medidas = json.loads(_aparte(typst.query, opciones | {"selector": "<medida>", "field": "value"}))
            capitulos, graficos = ([m for m in medidas if m["que"] == que] for que in ("capitulo", "grafico"))
            previa = disposicion
            disposicion = {
                "seguidos": seguidos(capitulos, previa["seguidos"]),
                "flotantes": flotantes(graficos),
            }
            if disposicion in probadas:  # quedó estable, o vuelve a una anterior y no lo hará
                break
            probadas.append(disposicion)
        pdf, avisos = _aparte(_imprimir, opciones | {"timestamp": fecha})
    except RuntimeError as error:  # TypstError, y lo que lanza typst.query
        raise ErrorDeImpresion(_explicar(error)) from error
    if any("converge" in aviso for aviso in avisos):
        raise ErrorDeImpresion("La paginación del informe no se estabiliza y su índice daría páginas equivocadas.")
    return pdf


def _imprimir(**opciones: Any) -> tuple[bytes, list[str]]:
    """El PDF y el texto de los avisos de Typst."""
    pdf, avisos = typst.compile_with_warnings(**opciones, format="pdf", pdf_standards=NORMAS)
    return pdf, [aviso.message for aviso in avisos]


def _aparte(funcion: Callable[..., Any], opciones: dict[str, Any]) -> Any:
    """Llama a Typst en un proceso bifurcado, que al terminar devuelve la memoria de su caché; donde no se puede, aquí."""
    if not PUEDE_BIFURCAR:
        return funcion(**opciones)
    [resultado] = repartir(_intentar, [(funcion, opciones)], 1, SEGUNDOS_POR_PASADA, lambda _: None)
    if isinstance(resultado, ErrorDeImpresion):
        raise resultado
    if isinstance(resultado, Interrumpida):
        raise ErrorDeImpresion(f"No se terminó de imprimir el informe: {resultado.causa}.")
    return resultado


def _intentar(llamada: tuple[Callable[..., Any], dict[str, Any]]) -> Any:
    funcion, opciones = llamada
    try:
        return funcion(**opciones)
    except RuntimeError as error:
        return ErrorDeImpresion(_explicar(error))


@lru_cache
def _fuentes(carpetas: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(carpeta) for carpeta in carpetas])


def _explicar(error: RuntimeError) -> str:
    mensaje = (
        getattr(error, "message", str(error))
        .removeprefix("failed to compile document: ")
        .removeprefix("panicked with: ")
    )
    pistas = "".join(f"\n  Pista: {pista}" for pista in getattr(error, "hints", []))
    return f"Typst no pudo imprimir el informe: {mensaje}{pistas}"
