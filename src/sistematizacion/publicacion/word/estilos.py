"""Los estilos del borrador: lo único que sabe de colores y de letras. Quien edita cambia un estilo y cambia todo.

Los colores salen de la marca y son también los del tema, de modo que Word los ofrece en su paleta. Las letras de la marca
se nombran con su alternativa (``w:altName``) y su clase: donde no están instaladas, Word pone Cambria o Calibri.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from lxml.etree import _Element as Elemento

from sistematizacion.presentacion.letras import NORMAL, elegir
from sistematizacion.presentacion.marca import Familia, Marca
from sistematizacion.publicacion.word.ooxml import PUNTO, e, propiedades

IDIOMA = "es-PE"
FIJA = "Consolas"
ALTERNATIVAS = {"roman": "Cambria", "swiss": "Calibri"}
SIN_REMATES = range(11, 16)  # del segundo dígito de Panose, las que son de palo seco
CUADRO, FICHA, CIFRAS = "CuadroDelInforme", "Ficha", "CifrasClave"  # los estilos de tabla
TRAZO = {"fino": 4, "medio": 6, "grueso": 10}  # octavos de punto
ESCALA_DEL_TEXTO, ESCALA_DE_CELDA = 10.5, 8.5  # puntos


@dataclass(frozen=True)
class Estilo:
    """Un estilo de párrafo; medidas en puntos, colores por su papel y, si no dice otra cosa, la letra de los títulos."""

    clave: str
    nombre: str
    base: str = "Normal"
    sigue: str = ""  # el estilo del párrafo que viene después; vacío, el mismo
    cuerpo: float = 0  # de la letra
    color: str = ""
    negrita: bool = False
    cursiva: bool = False
    de_texto: bool = False  # con la letra del texto y no la de los títulos
    antes: float | None = None
    despues: float | None = None
    renglon: float = 0  # interlineado; cero, el de su base
    sangria: float = 0
    con_lo_que_sigue: bool = False
    junto: bool = False  # no se parte entre páginas
    borde: tuple[str, str, float] | None = None  # lado, color y grosor en puntos
    fondo: str = ""
    alineado: str = ""
    nivel: int | None = None
    lista: int = 0  # su numeración


ESTILOS = (
    Estilo("Title", "Title", sigue="Subtitle", cuerpo=24, color="acento", despues=8, renglon=1.0, con_lo_que_sigue=True),
    Estilo("Subtitle", "Subtitle", cuerpo=12, color="gris", despues=30, renglon=1.0),
    Estilo("Heading1", "heading 1", sigue="Normal", cuerpo=20, color="primario", negrita=True, antes=34, despues=12,
           renglon=1.0, con_lo_que_sigue=True, junto=True, borde=("bottom", "primario", 1.25), nivel=0),
    Estilo("Heading2", "heading 2", sigue="Normal", cuerpo=14, color="primario", negrita=True, antes=20, despues=7,
           renglon=1.0, con_lo_que_sigue=True, junto=True, nivel=1),
    Estilo("Heading3", "heading 3", sigue="Normal", cuerpo=12, color="tinta", negrita=True, antes=15, despues=5,
           renglon=1.0, con_lo_que_sigue=True, junto=True, nivel=2),
    Estilo("Heading4", "heading 4", sigue="Normal", cuerpo=10.5, color="gris", negrita=True, cursiva=True, antes=12, despues=4,
           renglon=1.0, con_lo_que_sigue=True, junto=True, nivel=3),
    Estilo("TOCHeading", "TOC Heading", sigue="Normal", cuerpo=16, color="primario", negrita=True, antes=18, despues=8,
           con_lo_que_sigue=True),
    Estilo("TOC1", "toc 1", sigue="Normal", cuerpo=10.5, color="primario", negrita=True, antes=5, despues=1, renglon=1.0),
    Estilo("TOC2", "toc 2", sigue="Normal", cuerpo=10, antes=0, despues=1, renglon=1.0, sangria=18),
    Estilo("TableofFigures", "table of figures", sigue="Normal", cuerpo=9.5, antes=0, despues=2, renglon=1.0),
    Estilo("FootnoteText", "footnote text", cuerpo=8.5, color="gris", despues=2, renglon=1.0),
    Estilo("Caption", "caption", sigue="Normal", cuerpo=10, negrita=True, antes=14, despues=5, renglon=1.0,
           con_lo_que_sigue=True, junto=True),
    Estilo("ListBullet", "List Bullet", de_texto=True, despues=4, lista=1),
    Estilo("ListNumber", "List Number", de_texto=True, despues=4, lista=2),
    Estilo("ListContinue", "List Continue", de_texto=True, despues=4),
    Estilo("Quote", "Quote", sigue="Autoria", de_texto=True, cuerpo=11.5, cursiva=True, antes=8, despues=4, sangria=24,
           con_lo_que_sigue=True, borde=("left", "acento", 2.25)),
    Estilo("Autoria", "Autoría del testimonio", sigue="Normal", cuerpo=9.5, color="gris", despues=12, sangria=24,
           borde=("left", "acento", 2.25)),
    Estilo("Header", "header", cuerpo=8.5, color="gris", antes=0, despues=0, renglon=1.0, borde=("bottom", "regla", 0.5)),
    Estilo("MarcaDeBorrador", "Marca de borrador", cuerpo=10, color="acento", negrita=True, antes=0, despues=2, renglon=1.0),
    Estilo("Footer", "footer", cuerpo=8.5, color="gris", antes=0, despues=0, renglon=1.0),
    Estilo("Hallazgo", "Hallazgo", sigue="Normal", cuerpo=13, color="primario", negrita=True, antes=14, despues=14,
           renglon=1.1, sangria=10, junto=True, borde=("left", "acento", 3)),
    Estilo("Aviso", "Aviso", cuerpo=9.5, antes=8, despues=8, renglon=1.1, sangria=8, borde=("left", "gris", 2.25), fondo="suave"),
    Estilo("Figura", "Figura", sigue="Fuente", antes=0, despues=4, renglon=1.0, con_lo_que_sigue=True, alineado="center"),
    Estilo("Nota", "Nota de cuadro o gráfico", cuerpo=8, color="gris", antes=3, despues=0, renglon=1.0, con_lo_que_sigue=True),
    Estilo("Fuente", "Fuente de cuadro o gráfico", sigue="Normal", cuerpo=8, color="gris", antes=3, despues=14, renglon=1.0),
    Estilo("Celda", "Celda", cuerpo=ESCALA_DE_CELDA, antes=0, despues=0, renglon=1.0),
    Estilo("CeldaDeCabecera", "Celda de cabecera", base="Celda", color="primario", negrita=True, con_lo_que_sigue=True),
    Estilo("CeldaDeGrupo", "Celda de grupo", base="Celda", color="primario", negrita=True, con_lo_que_sigue=True),
    Estilo("CeldaDeTotal", "Celda de total", base="Celda", negrita=True),
    Estilo("TerminoDeFicha", "Término de ficha", base="Celda", cuerpo=9.5, color="primario", negrita=True),
    Estilo("DetalleDeFicha", "Detalle de ficha", base="Celda", cuerpo=9.5),
    Estilo("CifraClave", "Cifra clave", cuerpo=21, color="primario", negrita=True, antes=3, despues=3, renglon=1.0,
           con_lo_que_sigue=True),
    Estilo("RotuloDeCifra", "Rótulo de cifra", cuerpo=9.5, antes=0, despues=3, renglon=1.0),
    Estilo("DetalleDeCifra", "Detalle de cifra", cuerpo=8.5, color="gris", antes=0, despues=3, renglon=1.0),
    Estilo("Separacion", "Separación", cuerpo=6, antes=0, despues=0, renglon=1.0),
    Estilo("PortadaPrograma", "Portada: programa", cuerpo=13, color="primario", negrita=True, antes=6, despues=84, renglon=1.05),
    Estilo("PortadaGobierno", "Portada: gobierno", cuerpo=14, color="gris", despues=2, renglon=1.0),
    Estilo("PortadaRegion", "Portada: región", cuerpo=40, color="primario", negrita=True, despues=6, renglon=0.95),
    Estilo("PortadaPapel", "Portada: papel de la entidad", cuerpo=9, color="gris", antes=7, despues=0, renglon=1.0,
           con_lo_que_sigue=True),
    Estilo("PortadaEntidad", "Portada: entidad", cuerpo=11.5, color="primario", negrita=True, despues=0, renglon=1.0),
    Estilo("PortadaDatos", "Portada: datos", cuerpo=9, color="gris", antes=16, despues=0, renglon=1.0),
    Estilo("PortadaBorrador", "Portada: borrador", cuerpo=14, color="papel", negrita=True, antes=0, despues=26, renglon=1.2,
           borde=("left", "acento", 6), fondo="acento", sangria=14),
)  # fmt: skip
DE_WORD = {"Title", "Subtitle", "TOCHeading", "ListBullet", "ListNumber", "ListContinue", "Quote"}  # y los de nombre en minúscula


def definir(raiz: Elemento, marca: Marca) -> None:
    """Reescribe los estilos de un documento nuevo: quedan solo estos, más los que Word necesita."""
    for viejo in (raiz.find(qn("w:docDefaults")), *raiz.findall(qn("w:style"))):
        raiz.remove(viejo)
    raiz.insert(0, _de_todo(marca))
    raiz.extend([*_basicos(), *(_parrafo(estilo, marca) for estilo in ESTILOS), *_de_caracter(marca), *_de_tabla(marca)])


def color(marca: Marca, papel: str) -> str:
    """El color de un papel de la marca, como lo escribe Word: sin «#»."""
    return marca.claros[papel].removeprefix("#")


def borde(marca: Marca, lado: str, papel: str, octavos: int, espacio: int = 0) -> Elemento:
    """Una línea de ese lado, de un grosor en octavos de punto."""
    return e(lado, val="single", sz=octavos, space=espacio, color=color(marca, papel))


def fondo(marca: Marca, papel: str) -> Elemento:
    """El relleno de una celda o de un párrafo."""
    return e("shd", val="clear", color="auto", fill=color(marca, papel))


def tabla_de_letras(marca: Marca) -> Elemento:
    """Las letras que el documento usa, con la que las reemplaza donde no estén."""
    fuentes = e("fonts")
    for familia in dict.fromkeys((marca.texto, marca.titulos)):
        panose, clase = _clase_de(familia)
        fuentes.append(e("font", e("altName", val=ALTERNATIVAS[clase]), e("panose1", val=panose), e("charset", val="00"),
                         e("family", val=clase), e("pitch", val="variable"), name=familia.nombre))  # fmt: skip
    fuentes.append(e("font", e("charset", val="00"), e("family", val="modern"), e("pitch", val="fixed"), name=FIJA))
    return fuentes


def _clase_de(familia: Familia) -> tuple[str, str]:
    """Su Panose, en hexadecimal, y su clase: ``swiss`` si es de palo seco, ``roman`` si tiene remates."""
    with TTFont(elegir(familia.letras, NORMAL).archivo, lazy=True) as fuente:
        rasgos = list(vars(fuente["OS/2"].panose).values())
    return "".join(f"{rasgo:02X}" for rasgo in rasgos), "swiss" if rasgos[1] in SIN_REMATES else "roman"


def _letra(nombre: str) -> Elemento:
    return e("rFonts", ascii=nombre, hAnsi=nombre, eastAsia=nombre, cs=nombre)


def _tamano(puntos: float) -> list[Elemento]:
    return [e(nombre, val=round(puntos * 2)) for nombre in ("sz", "szCs")] if puntos else []


def _de_todo(marca: Marca) -> Elemento:
    tinta = e("color", val=color(marca, "tinta"))
    idioma = e("lang", val=IDIOMA, eastAsia=IDIOMA, bidi="ar-SA")
    letra = e("rPr", _letra(marca.texto.nombre), tinta, *_tamano(ESCALA_DEL_TEXTO), idioma)
    espacio = e("spacing", after=8 * PUNTO, line=276, lineRule="auto")
    return e("docDefaults", e("rPrDefault", letra), e("pPrDefault", e("pPr", espacio)))


def _basicos() -> Iterator[Elemento]:
    """Los que Word da por supuestos: el párrafo, el carácter, la tabla y la lista de fábrica."""
    yield e("style", e("name", val="Normal"), e("qFormat"), type="paragraph", default=1, styleId="Normal")
    yield e("style", e("name", val="Default Paragraph Font"), e("uiPriority", val=1), e("semiHidden"),
            type="character", default=1, styleId="DefaultParagraphFont")  # fmt: skip
    margenes = [e(lado, w=0 if lado in ("top", "bottom") else 108, type="dxa") for lado in ("top", "left", "bottom", "right")]
    yield e("style", e("name", val="Normal Table"), e("uiPriority", val=99), e("semiHidden"),
            e("tblPr", e("tblInd", w=0, type="dxa"), e("tblCellMar", *margenes)),
            type="table", default=1, styleId="TableNormal")  # fmt: skip
    yield e("style", e("name", val="No List"), e("uiPriority", val=99), e("semiHidden"),
            type="numbering", default=1, styleId="NoList")  # fmt: skip


def _parrafo(estilo: Estilo, marca: Marca) -> Elemento:
    espacio = {clave: round(puntos * PUNTO) for clave, puntos in (("before", estilo.antes), ("after", estilo.despues))
               if puntos is not None}  # fmt: skip
    if estilo.renglon:
        espacio |= {"line": round(estilo.renglon * 240), "lineRule": "auto"}
    parrafo = propiedades(
        e("keepNext") if estilo.con_lo_que_sigue else None,
        e("keepLines") if estilo.junto else None,
        e("numPr", e("numId", val=estilo.lista)) if estilo.lista else None,
        _borde_de(estilo, marca),
        fondo(marca, estilo.fondo) if estilo.fondo else None,
        e("spacing", **espacio) if espacio else None,
        e("ind", left=round(estilo.sangria * PUNTO)) if estilo.sangria else None,
        e("jc", val=estilo.alineado) if estilo.alineado else None,
        e("outlineLvl", val=estilo.nivel) if estilo.nivel is not None else None,
    )
    letra = e(
        "rPr",
        None if estilo.de_texto or estilo.base != "Normal" else _letra(marca.titulos.nombre),
        *([e("b"), e("bCs")] if estilo.negrita else []),
        *([e("i"), e("iCs")] if estilo.cursiva else []),
        e("color", val=color(marca, estilo.color)) if estilo.color else None,
        *_tamano(estilo.cuerpo),
    )
    propio = not estilo.nombre[0].islower() and estilo.clave not in DE_WORD
    return e(
        "style", e("name", val=estilo.nombre), e("basedOn", val=estilo.base),
        e("next", val=estilo.sigue) if estilo.sigue else None, e("uiPriority", val=20 if propio else 9), e("qFormat"),
        parrafo, letra, type="paragraph", styleId=estilo.clave, **({"customStyle": 1} if propio else {}),
    )  # fmt: skip


def _borde_de(estilo: Estilo, marca: Marca) -> Elemento | None:
    if estilo.borde is None:
        return None
    lado, papel, puntos = estilo.borde
    return e("pBdr", borde(marca, lado, papel, round(puntos * 8), 8 if lado == "left" else 4))


def _de_caracter(marca: Marca) -> Iterator[Elemento]:
    primario, gris, acento = (e("color", val=color(marca, papel)) for papel in ("primario", "gris", "acento"))
    letras = {
        ("Hyperlink", "Hyperlink"): [primario, e("u", val="single")],
        ("Codigo", "Código"): [_letra(FIJA), e("noProof"), *_tamano(ESCALA_DE_CELDA)],
        ("SinDato", "Sin dato"): [gris],
        ("Numeral", "Numeral"): [acento],
        ("FootnoteReference", "footnote reference"): [e("vertAlign", val="superscript")],
    }
    for (clave, nombre), formato in letras.items():
        propio = {} if clave in ("Hyperlink", "FootnoteReference") else {"customStyle": 1}
        yield e("style", e("name", val=nombre), e("basedOn", val="DefaultParagraphFont"), e("uiPriority", val=20), e("qFormat"),
                e("rPr", *formato), type="character", styleId=clave, **propio)  # fmt: skip


def _de_tabla(marca: Marca) -> Iterator[Elemento]:
    def lineas(**grosores: tuple[str, int]) -> list[Elemento]:
        return [borde(marca, lado, papel, octavos) for lado, (papel, octavos) in grosores.items()]

    grueso, medio, fino = TRAZO["grueso"], TRAZO["medio"], TRAZO["fino"]
    cabecera = e("tblStylePr", e("tcPr", e("tcBorders", *lineas(bottom=("primario", medio)))), type="firstRow")
    de_cuadro = lineas(top=("primario", grueso), bottom=("primario", medio), insideH=("regla", fino))
    yield _tabla(CUADRO, "Cuadro del informe", de_cuadro, 80, cabecera)
    yield _tabla(FICHA, "Ficha", lineas(top=("primario", grueso), bottom=("regla", fino), insideH=("regla", fino)), 100)
    de_cifras = lineas(top=("acento", 16), insideH=("papel", 48), insideV=("papel", 48))
    yield _tabla(CIFRAS, "Cifras clave", de_cifras, 160, relleno=e("tcPr", fondo(marca, "suave")))


def _tabla(
    clave: str, nombre: str, lineas: list[Elemento], lado: int, *condiciones: Elemento, relleno: Elemento | None = None
) -> Elemento:
    """Un estilo de tabla; ``lado`` es el margen lateral de sus celdas, en veinteavos de punto."""
    medidas = (("top", 50), ("left", lado), ("bottom", 50), ("right", lado))
    margenes = e("tblCellMar", *(e(donde, w=mide, type="dxa") for donde, mide in medidas))
    return e("style", e("name", val=nombre), e("basedOn", val="TableNormal"), e("uiPriority", val=20), e("qFormat"),
             e("tblPr", e("tblBorders", *lineas), margenes), relleno, *condiciones,
             type="table", customStyle=1, styleId=clave)  # fmt: skip
