"""Las propiedades del PDF que dicen de qué salió: Dublin Core y un esquema propio, declarado como exige PDF/A."""

from collections.abc import Mapping
from typing import Any

from lxml import etree
from pikepdf import Pdf

RDF, DC = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
ESQUEMA, PROPIEDAD = "http://www.aiim.org/pdfa/ns/schema#", "http://www.aiim.org/pdfa/ns/property#"
PROPIO, PREFIJO = "urn:sistematizacion:procedencia:1#", "procedencia"
SOBRE = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{}\n<?xpacket end="w"?>'
CAMPOS = {
    "programa": "Clave del programa",
    "region": "Clave de la región, si no es de todas",
    "informe": "Clave del informe",
    "fecha_corte": "Fecha de corte de los datos",
    "entrega_anterior": "Número de la entrega anterior, si la hay",
    "huella": "Huella de los datos y los parámetros",
    "parametros": "Huella de los archivos de parámetros",
    "version": "Versión de sistematizacion",
    "codigo": "Huella del código",
    "cuadernos": "Huella de los cuadernos del informe",
    "plantillas": "Huella de las plantillas",
    "python": "Versión de Python",
    "candado": "Huella del candado de paquetes",
    "paquetes": "Paquetes que deciden el resultado y sus versiones",
}


def declarar(documento: Pdf, metadatos: Mapping[str, Any]) -> None:
    """Agrega a los metadatos XMP el identificador del informe y su procedencia, que lleva algunos de ``CAMPOS``."""
    xmp = etree.fromstring(documento.Root.Metadata.read_bytes())
    [descripcion] = xmp.iter(f"{{{RDF}}}Description")
    de_donde = f"Datos y parámetros con huella {metadatos['huella']}"
    _agregar(descripcion, DC, identifier=metadatos["identificador"], source=de_donde, coverage=metadatos["region"])
    propia = etree.Element(descripcion.tag, {f"{{{RDF}}}about": ""}, nsmap={PREFIJO: PROPIO})
    _agregar(propia, PROPIO, **metadatos["procedencia"])
    descripcion.addnext(propia)
    [esquemas] = xmp.iterfind(f".//{{{EXTENSION}}}schemas/{{{RDF}}}Bag")
    esquemas.append(_esquema())
    for elemento in xmp.iter():
        elemento.tail = None  # sin la sangría ajena, que ya no cuadra
    etree.indent(xmp)
    cuerpo = etree.tostring(xmp, encoding="unicode")
    documento.Root.Metadata.write(SOBRE.format(cuerpo).encode())


def leer(documento: Pdf) -> dict[str, str]:
    """La procedencia que un PDF declara en sus metadatos."""
    with documento.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        return {nombre: str(xmp[f"{{{PROPIO}}}{nombre}"]) for nombre in CAMPOS if f"{{{PROPIO}}}{nombre}" in xmp}


def _esquema() -> etree._Element:
    """La declaración del esquema propio: qué es y de qué tipo es cada propiedad."""
    esquema = _recurso(ESQUEMA, schema="Procedencia del informe", namespaceURI=PROPIO, prefix=PREFIJO)
    lista = etree.SubElement(etree.SubElement(esquema, f"{{{ESQUEMA}}}property"), f"{{{RDF}}}Seq")
    for nombre, texto in CAMPOS.items():
        lista.append(_recurso(PROPIEDAD, name=nombre, valueType="Text", category="internal", description=texto))
    return esquema


def _recurso(espacio: str, **campos: str) -> etree._Element:
    recurso = etree.Element(f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    _agregar(recurso, espacio, **campos)
    return recurso


def _agregar(elemento: etree._Element, espacio: str, **campos: str) -> None:
    for nombre, valor in campos.items():
        etree.SubElement(elemento, f"{{{espacio}}}{nombre}").text = valor
