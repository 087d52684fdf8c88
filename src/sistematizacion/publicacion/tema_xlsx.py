"""El tema de un libro de Excel, con los colores de la marca: las celdas nombran un color del tema y no uno fijo.

Así, quien abre el libro encuentra la paleta de la marca en su selector de colores, y cambiar el tema los cambia todos.
"""

from lxml import etree
from openpyxl.styles.colors import Color
from openpyxl.writer.theme import theme_xml

from sistematizacion.presentacion.marca import Marca

DRAWINGML = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PAPELES = {  # color del tema → papel de la marca
    "lt1": "papel", "dk1": "tinta", "lt2": "suave", "dk2": "primario", "accent1": "primario", "accent2": "acento",
    "accent3": "medio", "accent4": "gris", "accent5": "regla", "accent6": "tenue", "hlink": "primario", "folHlink": "gris",
}  # fmt: skip
TINTA, PRIMARIO, REGLA = (Color(theme=list(PAPELES).index(nombre)) for nombre in ("dk1", "accent1", "accent5"))


def tema(marca: Marca) -> bytes:
    """El XML del tema; lo demás es el que Excel trae."""
    raiz = etree.fromstring(theme_xml.encode())
    raiz.set("name", marca.nombre or "Informe")
    for nombre, papel in PAPELES.items():
        lugar = raiz.find(f".//{DRAWINGML}clrScheme/{DRAWINGML}{nombre}")
        lugar.clear()
        etree.SubElement(lugar, f"{DRAWINGML}srgbClr", val=marca.claros[papel].removeprefix("#"))
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8", standalone=True)
