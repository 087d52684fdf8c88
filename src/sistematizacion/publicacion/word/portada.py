"""La portada y los índices del borrador."""

from collections.abc import Iterable, Sequence
from typing import Any

from lxml.etree import _Element as Elemento

from sistematizacion.publicacion.word.ooxml import campo, e, parrafo, tramo, vinculo
from sistematizacion.publicacion.word.paginas import rotulo

ACLARACION = (
    "Este documento es para comentar. Los comentarios se atienden en los datos y en los textos del proyecto, de los que se vuelve a "
    "hacer el informe; la versión que se entrega es el PDF."
)
NIVELES_DEL_INDICE = 2


def portada(metadatos: dict[str, Any], logo: Elemento | None) -> list[Elemento]:
    """Qué es, de quién, con qué datos y para qué; ocupa la primera página."""
    es_de_region = bool(metadatos["region"])
    renglones = [
        ("PortadaBorrador", rotulo(metadatos)),
        ("PortadaPrograma", metadatos["subtitulo"]),
        *([("PortadaGobierno", metadatos["gobierno"]), ("PortadaRegion", metadatos["region"])] if es_de_region else []),
        ("Title", metadatos["titulo"]),
        ("Subtitle", metadatos["periodo"]),
    ]
    for entidad in metadatos["entidades"]:
        renglones += [("PortadaPapel", entidad["papel"]), ("PortadaEntidad", entidad["nombre"])]
    datos = [f"Datos al {metadatos['fecha_texto']}"]
    datos += [f"Huella de los datos: {metadatos['huella']}"] if metadatos["huella"] else []
    renglones += [("PortadaDatos", ". ".join(datos)), *(("Aviso", aviso) for aviso in (ACLARACION, *metadatos["avisos"]))]
    suyo = [parrafo("Separacion", logo)] if logo is not None else []
    escritos = [parrafo(estilo, tramo(texto)) for estilo, texto in renglones]
    return [escritos[0], *suyo, *escritos[1:]]


def indices(titulos: Sequence[tuple[int, str, str]], leyendas: dict[str, list[tuple[str, str]]]) -> list[Elemento]:
    """El índice y las listas de cuadros y de gráficos: campos de Word con sus entradas ya escritas.

    Sin números de página: los de un borrador cambian con cada comentario, y para ponerlos Word tendría que preguntar al
    abrir. Cada entrada es un hipervínculo.
    """
    entradas = [(f"TOC{nivel}", texto, marcador) for nivel, texto, marcador in titulos if nivel <= NIVELES_DEL_INDICE]
    salida = [_contenido(f'TOC \\o "1-{NIVELES_DEL_INDICE}" \\n \\h \\z', entradas)] if entradas else []
    for clase, suyas in leyendas.items():
        if suyas:
            salida.append(parrafo("TOCHeading", tramo(f"{clase}s")))
            salida += _lista(f'TOC \\n \\h \\z \\c "{clase}"', [("TableofFigures", *leyenda) for leyenda in suyas])
    if salida:
        salida[-1].append(e("r", e("br", type="page")))
    return salida


def _contenido(instruccion: str, entradas: Iterable[tuple[str, str, str]]) -> Elemento:
    """El índice dentro del control con que Word ofrece «Actualizar tabla»."""
    galeria = e("docPartObj", e("docPartGallery", val="Table of Contents"), e("docPartUnique"))
    titulo = parrafo("TOCHeading", tramo("Índice"), mas=[e("pageBreakBefore")])
    return e("sdt", e("sdtPr", galeria), e("sdtContent", titulo, *_lista(instruccion, entradas)))


def _lista(instruccion: str, entradas: Iterable[tuple[str, str, str]]) -> list[Elemento]:
    """Un campo que abarca varios párrafos: se abre en el primero y se cierra en el último."""
    renglones = [parrafo(estilo, vinculo(marcador, tramo(texto))) for estilo, texto, marcador in entradas]
    *abre, cierra = campo(instruccion)
    for n, pieza in enumerate(abre):
        renglones[0].insert(1 + n, pieza)
    renglones[-1].append(cierra)
    return renglones
