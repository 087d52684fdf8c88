"""Las piezas de WordprocessingML: elementos, campos, marcadores e hipervínculos, en el orden que el esquema exige."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Elemento

from sistematizacion.publicacion.celdas import limpio

PUNTO, MM = 20, 56.6929  # en veinteavos de punto, que son la unidad de Word
EMU_POR_MM = 36_000
ORDEN_DE_PARRAFO = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind",
                    "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")  # fmt: skip


def e(nombre: str, *hijos: Elemento | None, **atributos: object) -> Elemento:
    """Un elemento ``w:nombre`` con sus atributos ``w:…`` y sus hijos; los que son ``None`` no van."""
    elemento = OxmlElement(f"w:{nombre}")
    for clave, valor in atributos.items():
        elemento.set(qn(f"w:{clave}"), str(valor))
    elemento.extend(h for h in hijos if h is not None)
    return elemento


def propiedades(*hijos: Elemento | None) -> Elemento:
    """Las ``w:pPr`` de un párrafo, ordenadas."""
    suyos = [h for h in hijos if h is not None]
    return e("pPr", *sorted(suyos, key=lambda h: ORDEN_DE_PARRAFO.index(nombre_de(h))))


def parrafo(estilo: str, *contenido: Elemento, mas: Iterable[Elemento] = ()) -> Elemento:
    """Un párrafo con su estilo; ``mas`` son otras propiedades suyas."""
    return e("p", propiedades(None if estilo == "Normal" else e("pStyle", val=estilo), *mas), *contenido)


def agregar_propiedad(parrafo: Elemento, propiedad: Elemento) -> None:
    """Pone una propiedad más en su lugar; si ya la tiene, nada."""
    propias = parrafo.find(qn("w:pPr"))
    if propias.find(propiedad.tag) is not None:
        return
    nuevas = propiedades(*propias, propiedad)
    parrafo.replace(propias, nuevas)


def nombre_de(elemento: Elemento) -> str:
    """El nombre sin su espacio.

    >>> nombre_de(e("keepNext"))
    'keepNext'
    """
    return elemento.tag.rpartition("}")[2]


def tramo(texto: str, *formato: Elemento) -> Elemento:
    """Un texto con un mismo formato; lo que un XML no admite se ve «�»."""
    contenido = e("t")
    contenido.text = limpio(texto, len(texto) * 2 + 8)
    contenido.set(qn("xml:space"), "preserve")
    return e("r", e("rPr", *formato) if formato else None, contenido)


def salto() -> Elemento:
    """Un salto de línea."""
    return e("r", e("br"))


def campo(instruccion: str, *escrito: Elemento) -> Iterator[Elemento]:
    """Un campo que Word recalcula, con lo que muestra mientras tanto ya escrito."""
    codigo = e("instrText")
    codigo.text = f" {instruccion} "
    codigo.set(qn("xml:space"), "preserve")
    yield e("r", e("fldChar", fldCharType="begin"))
    yield e("r", codigo)
    yield e("r", e("fldChar", fldCharType="separate"))
    yield from escrito
    yield e("r", e("fldChar", fldCharType="end"))


def vinculo(marcador: str, *tramos: Elemento) -> Elemento:
    """Un hipervínculo a un marcador del documento."""
    return e("hyperlink", *tramos, anchor=marcador, history=1)


def marcado(contenido: Iterable[Elemento], marcadores: Iterable[tuple[int, str]]) -> list[Elemento]:
    """El contenido entre los marcadores, dados por su número y su nombre."""
    suyos = list(marcadores)
    inicios = [e("bookmarkStart", id=numero, name=nombre) for numero, nombre in suyos]
    return [*inicios, *contenido, *(e("bookmarkEnd", id=numero) for numero, _ in suyos)]


def texto_de(nodo: Any) -> str:
    """El texto de una línea o de unos bloques del árbol, sin formato.

    >>> texto_de(["a ", {"tipo": "negrita", "hijos": ["b"]}])
    'a b'
    """
    if isinstance(nodo, str):
        return nodo
    if isinstance(nodo, list):
        return "".join(map(texto_de, nodo))
    return " ".join(texto_de(nodo[clave]) for clave in ("hijos", "items", "pie", "valor", "rotulo", "detalle") if clave in nodo)
