"""Lo que la página deja bajar sin red: el PDF y el XLSX del informe y cada cuadro en CSV, incrustados como ``data:``.

El PDF y el XLSX se hacen del mismo documento que la página y después que ella se arma: por eso cada descarga tiene en la
página un lugar, que es un comentario, y al final toma su contenido.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from sistematizacion.presentacion import formato

LUGAR = "descarga:{}"
LUGARES = re.compile(r"<!--descarga:([\w-]+)-->")
INFORME = "informe"
TIPOS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv;charset=utf-8",
}
PROGRAMAS = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV"}


@dataclass(frozen=True)
class Descargas:
    """Lo que se baja de un informe: ``nombre`` es el de sus archivos, sin extensión; los CSV van por el id de su cuadro."""

    nombre: str
    informe: Mapping[str, bytes]  # por extensión
    csv: Mapping[str, bytes]


def marcar(elemento: HtmlElement, clave: str) -> None:
    """Deja en ``elemento``, al final, el lugar de una descarga: ``informe`` o el id de un cuadro."""
    elemento.append(etree.Comment(LUGAR.format(clave)))


def poner(pagina: str, descargas: Descargas | None) -> str:
    """La página con cada descarga en su lugar; los lugares sin descarga se quitan."""
    return LUGARES.sub(lambda hallado: _enlaces(hallado[1], descargas) if descargas else "", pagina)


def _enlaces(clave: str, descargas: Descargas) -> str:
    if clave == INFORME:
        enlaces = [_enlace(f"{descargas.nombre}.{tipo}", datos, con_peso=True) for tipo, datos in descargas.informe.items()]
        return str(Markup("Descargar este informe: ") + Markup(" o ").join(enlaces)) if enlaces else ""
    if clave not in descargas.csv:
        return ""
    cuadro = clave.removeprefix("cuadro-").replace("_", "-")
    return str(_enlace(f"{descargas.nombre}-{cuadro}.csv", descargas.csv[clave]))


def _enlace(nombre: str, datos: bytes, *, con_peso: bool = False) -> Markup:
    tipo = nombre.rpartition(".")[2]
    que = f"Descargar {nombre}" if con_peso else "Descargar este cuadro en CSV"
    peso = f"{formato.DURO}({formato.numero(max(1, round(len(datos) / 1000)))}{formato.DURO}kB)" if con_peso else ""
    return Markup('<a class="descarga" download="{}" title="{}" href="data:{};base64,{}">{}{}</a>').format(
        nombre, que, TIPOS[tipo], base64.b64encode(datos).decode(), PROGRAMAS[tipo], peso
    )
