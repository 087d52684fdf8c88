"""El borrador entero, en DOCX."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Documento
from docx.opc.constants import RELATIONSHIP_TYPE as RELACION
from docx.oxml.ns import qn
from lxml import etree

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.bytes_zip import con_fecha
from sistematizacion.publicacion.celdas import limpio
from sistematizacion.publicacion.disposicion import apartar_apaisados
from sistematizacion.publicacion.raster import Png, a_png
from sistematizacion.publicacion.tema_xlsx import tema
from sistematizacion.publicacion.word import estilos
from sistematizacion.publicacion.word.bloques import Bloques
from sistematizacion.publicacion.word.marcadores import Marcadores
from sistematizacion.publicacion.word.ooxml import e
from sistematizacion.publicacion.word.paginas import BORRADOR, Paginas, rotulo
from sistematizacion.publicacion.word.portada import indices, portada

VERSION_DE_WORD = 15  # con otra, Word abre el documento en modo de compatibilidad
SOBRANTES = ("/docProps/thumbnail.jpeg", "/word/stylesWithEffects.xml", "/customXml/item1.xml")
ANCHO_DEL_LOGO, ALTO_DEL_LOGO = 90, 15  # milímetros, a lo más
LARGO_DE_PROPIEDAD = 255


def borrador(bloques: list[dict[str, Any]], svg: dict[str, str], metadatos: dict[str, Any], marca: Marca) -> bytes:
    """El informe en DOCX, marcado «Borrador para comentarios»; las mismas entradas dan los mismos bytes.

    Los argumentos son los de :func:`sistematizacion.publicacion.pdf.compilar`.

    Raises:
        ErrorDeDocumento: trae un elemento que no se sabe escribir, un enlace sin destino o un dibujo que falta.
    """
    bloques = [c | {"hijos": apartar_apaisados(c["hijos"])} for c in bloques]
    documento, fecha = Document(), date.fromisoformat(metadatos["fecha_corte"])
    _preparar(documento, metadatos, fecha, marca)
    paginas = Paginas(documento, metadatos, marca)
    dibujos = _dibujar(svg, marca)
    cuerpo = Bloques(documento.part, paginas, dibujos, Marcadores(bloques), marca)
    hechos = cuerpo.componer(bloques)
    logo = cuerpo.imagen(dibujos[""], marca.logo.alt, "Logotipo", ANCHO_DEL_LOGO, ALTO_DEL_LOGO) if marca.logo else None
    raiz = documento.element.body
    for viejo in list(raiz):
        raiz.remove(viejo)
    raiz.extend([*portada(metadatos, logo), *indices(cuerpo.titulos, cuerpo.leyendas), *hechos])
    paginas.cerrar(raiz)
    cuerpo.notas.cerrar(documento)
    salida = BytesIO()
    documento.save(salida)
    return con_fecha(salida, fecha)


def _preparar(documento: Documento, metadatos: dict[str, Any], fecha: date, marca: Marca) -> None:
    """Deja la plantilla de python-docx con los estilos, el tema, las letras y las propiedades del informe."""
    partes = {str(relacion.target_part.partname): clave for clave, relacion in documento.part.rels.items() if not relacion.is_external}
    for nombre in SOBRANTES:
        if nombre in partes:
            documento.part.rels.pop(partes[nombre])
    paquete = documento.part.package
    for clave in [c for c, r in paquete.rels.items() if str(r.target_part.partname) in SOBRANTES]:
        paquete.rels.pop(clave)
    estilos.definir(documento.styles.element, marca)
    documento.part.part_related_by(RELACION.THEME)._blob = tema(marca)
    documento.part.part_related_by(RELACION.FONT_TABLE)._blob = etree.tostring(
        estilos.tabla_de_letras(marca), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    _ajustar(documento)
    _propiedades(documento, metadatos, fecha)


def _ajustar(documento: Documento) -> None:
    """Los ajustes: el idioma, la versión de Word y que todo cambio quede marcado. Nada que haga preguntar al abrir."""
    ajustes = documento.settings.element
    for compatibilidad in ajustes.iter(qn("w:compatSetting")):
        if compatibilidad.get(qn("w:name")) == "compatibilityMode":
            compatibilidad.set(qn("w:val"), str(VERSION_DE_WORD))
    ampliacion = ajustes.find(qn("w:zoom"))
    ampliacion.set(qn("w:percent"), "100")
    ampliacion.addnext(e("trackRevisions"))
    for nombre in ("proofState", "savePreviewPicture", "rsids"):
        ajustes.remove(ajustes.find(qn(f"w:{nombre}")))
    idioma = ajustes.find(qn("w:themeFontLang"))
    ajustes.replace(idioma, e("themeFontLang", val=estilos.IDIOMA))


def _propiedades(documento: Documento, metadatos: dict[str, Any], fecha: date) -> None:
    propias, ahora = documento.core_properties, datetime.combine(fecha, time())
    partes = (rotulo(metadatos), metadatos["titulo"], metadatos["region"], metadatos["subtitulo"])
    autores = dict.fromkeys(entidad["nombre"] for entidad in metadatos["entidades"])
    textos = {
        "title": " · ".join(filter(None, partes)), "subject": metadatos["descripcion"], "author": "; ".join(autores),
        "keywords": ", ".join(metadatos["palabras_clave"]), "comments": "", "last_modified_by": "",
        "content_status": BORRADOR, "language": metadatos["idioma"],
    }  # fmt: skip
    for nombre, texto in textos.items():
        setattr(propias, nombre, limpio(texto, LARGO_DE_PROPIEDAD))
    propias.created = propias.modified = ahora
    propias.revision = 1


def _dibujar(svg: dict[str, str], marca: Marca) -> dict[str, Png]:
    """Los gráficos por su clave y, con la clave vacía, el logotipo."""
    archivos = {f"{clave}.svg": (clave, dibujo.encode()) for clave, dibujo in svg.items()}
    if marca.logo:
        ruta = marca.logo.claro or marca.logo.oscuro
        archivos[f"logo{ruta.suffix.lower()}"] = ("", ruta.read_bytes())
    hechos = a_png({nombre: contenido for nombre, (_, contenido) in archivos.items()}, marca)
    return {archivos[nombre][0]: png for nombre, png in hechos.items()}
