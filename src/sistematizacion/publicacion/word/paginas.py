"""Las páginas del borrador: su tamaño, su encabezado con la marca de borrador y su pie."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element as Elemento

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.word.ooxml import MM, agregar_propiedad, campo, e, parrafo, tramo

BORRADOR = "Borrador para comentarios"
CORTO, LARGO = 210, 297  # A4, en milímetros
LATERAL, SUPERIOR, INFERIOR, AL_BORDE = 25, 30, 24, 12
PARA_LEYENDA_Y_FUENTE = 45  # milímetros que un gráfico deja libres en su página
OPACIDAD = 0.35
SECCION = f"{qn('w:pPr')}/{qn('w:sectPr')}"
MARCA_DE_AGUA = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt={texto}
 style="position:absolute;margin-left:0;margin-top:0;width:500pt;height:48pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="{color}" stroked="f"><v:fill opacity="{opacidad}"/>
<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string={texto}/></v:shape></w:pict></w:r>"""


class Paginas:
    """El tamaño de la página en curso y las secciones que la giran; encabezado y pie son uno para todas."""

    def __init__(self, documento: Document, metadatos: dict[str, Any], marca: Marca) -> None:
        primera = documento.sections[0]
        _llenar(primera.header, _encabezado(metadatos, marca))
        _llenar(primera.footer, [_pie(metadatos)])
        self._referencias = [r for r in primera._sectPr if r.tag in (qn("w:headerReference"), qn("w:footerReference"))]
        self._apaisada = False

    @property
    def ancho_mm(self) -> float:
        """El del texto en la página en curso."""
        return (LARGO if self._apaisada else CORTO) - 2 * LATERAL

    @property
    def ancho(self) -> int:
        """El mismo, en veinteavos de punto."""
        return round(self.ancho_mm * MM)

    @property
    def alto_de_imagen_mm(self) -> float:
        """Lo más que puede medir un gráfico para caber con su leyenda y su fuente."""
        return (CORTO if self._apaisada else LARGO) - SUPERIOR - INFERIOR - PARA_LEYENDA_Y_FUENTE

    @contextmanager
    def apaisadas(self) -> Iterator[None]:
        """Dentro del bloque, las páginas van giradas."""
        self._apaisada = True
        try:
            yield
        finally:
            self._apaisada = False

    def seccion(self, *, apaisada: bool = False) -> Elemento:
        """Las propiedades de una sección que termina."""
        ancho, alto = (LARGO, CORTO) if apaisada else (CORTO, LARGO)
        girada = {"orient": "landscape"} if apaisada else {}
        margenes = {"top": SUPERIOR, "right": LATERAL, "bottom": INFERIOR, "left": LATERAL, "header": AL_BORDE, "footer": AL_BORDE}
        return e(
            "sectPr", e("type", val="nextPage"), e("pgSz", w=round(ancho * MM), h=round(alto * MM), **girada),
            e("pgMar", **{lado: round(mide * MM) for lado, mide in margenes.items()}, gutter=0), e("cols", space=720),
        )  # fmt: skip

    def cerrar(self, cuerpo: Elemento) -> None:
        """Pone cada fin de sección en el último párrafo que le toca, y el encabezado y el pie en la primera."""
        for fin in [p for p in cuerpo.findall(qn("w:p")) if len(p) == 1 and p.find(SECCION) is not None]:
            previo = fin.getprevious()
            if previo is None or previo.tag != qn("w:p"):
                continue
            if previo.find(SECCION) is None:  # si ya termina otra sección, esta estaría vacía
                agregar_propiedad(previo, fin.find(SECCION))
            cuerpo.remove(fin)
        ultima = cuerpo[-1].find(SECCION)
        cuerpo.append(self.seccion() if ultima is None else ultima)
        primera = next(cuerpo.iter(qn("w:sectPr")))
        for n, referencia in enumerate(self._referencias):
            primera.insert(n, referencia)


def rotulo(metadatos: dict[str, Any]) -> str:
    """Lo que cada página dice de sí: que es un borrador y, si los datos son ficticios, que lo son."""
    return "  ·  ".join(filter(None, (BORRADOR, metadatos.get("franja", ""))))


def _encabezado(metadatos: dict[str, Any], marca: Marca) -> list[Elemento]:
    de_que = "  ·  ".join(filter(None, (metadatos["subtitulo"], metadatos["titulo"], metadatos["region"])))
    agua = parse_xml(MARCA_DE_AGUA.format(texto=quoteattr(BORRADOR), color=marca.claros["regla"], opacidad=OPACIDAD))
    return [parrafo("MarcaDeBorrador", tramo(rotulo(metadatos)), agua), parrafo("Header", tramo(de_que))]


def _pie(metadatos: dict[str, Any]) -> Elemento:
    datos = [f"Datos al {metadatos['fecha_texto']}", *([f"Huella {metadatos['huella']}"] if metadatos["huella"] else [])]
    cola = "".join(f"  ·  {dato}" for dato in datos)
    pagina, paginas = (list(campo(que, tramo("1"))) for que in ("PAGE", "NUMPAGES"))
    return parrafo("Footer", tramo("Página "), *pagina, tramo(" de "), *paginas, tramo(cola))


def _llenar(lugar: Any, parrafos: list[Elemento]) -> None:
    lugar.is_linked_to_previous = False
    raiz = lugar._element
    for viejo in list(raiz):
        raiz.remove(viejo)
    raiz.extend(parrafos)
