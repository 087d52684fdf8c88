"""Las imágenes del borrador, con su texto alternativo."""

from io import BytesIO

from docx.oxml.shape import CT_Inline
from docx.parts.story import StoryPart
from lxml.etree import _Element as Elemento

from sistematizacion.publicacion.celdas import limpio
from sistematizacion.publicacion.raster import Png
from sistematizacion.publicacion.word.ooxml import EMU_POR_MM, e


class Imagenes:
    """Pone imágenes en una parte del documento, cada una con su propio número."""

    def __init__(self, parte: StoryPart) -> None:
        self._parte, self._cuantas = parte, 0

    def en_linea(self, dibujo: Png, alt: str, nombre: str, ancho: float, alto: float) -> Elemento:
        """Un tramo con la imagen tan grande como quepa en ``ancho`` × ``alto`` milímetros."""
        self._cuantas += 1
        relacion, imagen = self._parte.get_or_add_image(BytesIO(dibujo.contenido))
        escala = min(ancho / dibujo.ancho_mm, alto / dibujo.alto_mm)
        medidas = (round(mm * escala * EMU_POR_MM) for mm in (dibujo.ancho_mm, dibujo.alto_mm))
        en_linea = CT_Inline.new_pic_inline(self._cuantas, relacion, f"imagen-{self._cuantas}.png", *medidas)
        for lado in "TBLR":  # sin decirlo, hay programas que dejan un margen y la imagen se sale de la columna
            en_linea.set(f"dist{lado}", "0")
        en_linea.docPr.set("name", limpio(nombre))
        en_linea.docPr.set("descr", limpio(alt))
        dibujada = e("drawing")
        dibujada.append(en_linea)
        return e("r", dibujada)
