"""Las líneas del árbol (texto con negritas, enlaces, cifras…) como tramos de Word."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RELACION
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.parts.story import StoryPart
from lxml.etree import _Element as Elemento

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.publicacion.word.marcadores import Marcadores
from sistematizacion.publicacion.word.notas import Notas
from sistematizacion.publicacion.word.ooxml import e, salto, tramo, vinculo

FORMATOS: dict[str, tuple[tuple[str, str], ...]] = {  # tipo de línea → elementos de ``w:rPr`` con su valor
    "negrita": (("b", ""), ("bCs", "")),
    "cursiva": (("i", ""), ("iCs", "")),
    "sup": (("vertAlign", "superscript"),),
    "sub": (("vertAlign", "subscript"),),
    "codigo": (("rStyle", "Codigo"),),
    "vacio": (("rStyle", "SinDato"),),
    "enlace": (("rStyle", "Hyperlink"),),
    "cifra": (),
    "abreviatura": (),
    "salto": (),
}
ORDEN = ("rStyle", "b", "bCs", "i", "iCs", "vertAlign")

Linea = Sequence[Any]


class Lineas:
    """Compone líneas; sabe a qué marcador lleva cada enlace interno y guarda los externos en ``parte`` y las notas al pie en ``notas``."""

    def __init__(self, parte: StoryPart, marcadores: Marcadores) -> None:
        self._parte, self._marcadores, self.notas = parte, marcadores, Notas()

    def componer(self, linea: Linea) -> list[Elemento]:
        """Los tramos de una línea.

        Raises:
            ErrorDeDocumento: trae un tipo desconocido o un enlace interno sin destino.
        """
        return list(self._tramos(linea, {}))

    def _tramos(self, linea: Linea, formato: dict[str, str]) -> Iterator[Elemento]:
        for nodo in linea:
            if isinstance(nodo, str):
                if nodo:
                    yield tramo(nodo, *(_propiedad(n, formato[n]) for n in ORDEN if n in formato))
                continue
            tipo = nodo["tipo"]
            if tipo == "nota":
                yield self.notas.agregar(self.componer(_sin_enlaces_de_fuera(nodo["hijos"])))
                continue
            if tipo not in FORMATOS:
                raise ErrorDeDocumento(f"El borrador en Word no sabe escribir el elemento de línea «{tipo}».")
            if tipo == "salto":
                yield salto()
            dentro = self._tramos(nodo["hijos"], {**formato, **dict(FORMATOS[tipo])})
            if tipo == "enlace":
                yield self._enlace(nodo["destino"], list(dentro))
            else:
                yield from dentro

    def _enlace(self, destino: str, tramos: list[Elemento]) -> Elemento:
        if destino.startswith("#"):
            return vinculo(self._marcadores.destino(destino[1:]), *tramos)
        externo = OxmlElement("w:hyperlink")
        externo.set(qn("r:id"), self._parte.relate_to(destino, RELACION.HYPERLINK, is_external=True))
        externo.set(qn("w:history"), "1")
        externo.extend(tramos)
        return externo


def _sin_enlaces_de_fuera(linea: Linea) -> list[Any]:
    """La línea con el texto de esos enlaces en vez de ellos: la parte de las notas no tiene dónde guardarlos."""
    hecha: list[Any] = []
    for nodo in linea:
        if isinstance(nodo, str):
            hecha.append(nodo)
            continue
        hijos = _sin_enlaces_de_fuera(nodo["hijos"])
        de_fuera = nodo["tipo"] == "enlace" and not nodo["destino"].startswith("#")
        hecha += hijos if de_fuera else [nodo | {"hijos": hijos}]
    return hecha


def _propiedad(nombre: str, valor: str) -> Elemento:
    return e(nombre, val=valor) if valor else e(nombre)
