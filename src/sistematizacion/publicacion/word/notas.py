"""Las notas al pie, que en un DOCX van en una parte aparte y se llaman por su número."""

from docx.document import Document as Documento
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Elemento

from sistematizacion.publicacion.word.ooxml import e, parrafo, tramo

LLAMADA, TEXTO = "FootnoteReference", "FootnoteText"  # sus estilos
SEPARADORES = (("separator", -1), ("continuationSeparator", 0))  # los que Word espera antes de las notas


class Notas:
    """Las del documento, en el orden en que se llaman."""

    def __init__(self) -> None:
        self._notas: list[Elemento] = []

    def agregar(self, contenido: list[Elemento]) -> Elemento:
        """Guarda una nota y devuelve su llamada."""
        numero, estilo = len(self._notas) + 1, e("rStyle", val=LLAMADA)
        marca = e("r", e("rPr", estilo), e("footnoteRef"))
        self._notas.append(e("footnote", parrafo(TEXTO, marca, tramo(" "), *contenido), id=numero))
        return e("r", e("rPr", e("rStyle", val=LLAMADA)), e("footnoteReference", id=numero))

    def cerrar(self, documento: Documento) -> None:
        """Agrega la parte de las notas, si hay alguna, y la anuncia en los ajustes."""
        if not self._notas:
            return
        separadores = [e("footnote", e("p", e("r", e(tipo))), type=tipo, id=numero) for tipo, numero in SEPARADORES]
        blob = etree.tostring(e("footnotes", *separadores, *self._notas), xml_declaration=True, encoding="UTF-8", standalone=True)
        paquete = documento.part.package
        parte = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, paquete)
        documento.part.relate_to(parte, RELATIONSHIP_TYPE.FOOTNOTES)
        anuncio = e("footnotePr", *(e("footnote", id=numero) for _, numero in SEPARADORES))
        documento.settings.element.find(qn("w:compat")).addprevious(anuncio)
