"""El HTML del tablero: la plantilla, el estilo de la marca, la biblioteca y el guion, y los datos, todo en un archivo.

La política de contenido solo deja correr esos guiones, por su huella, y no deja pedir nada a la red.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.marca import Marca
from sistematizacion.presentacion.origen import FRANJA_FICTICIA
from sistematizacion.publicacion.estilo import estilo
from sistematizacion.rutas import Rutas
from sistematizacion.tablero.biblioteca import guiones
from sistematizacion.tablero.campos import ESTADOS
from sistematizacion.tablero.compacto import compactar
from sistematizacion.tablero.datos import Cartera
from sistematizacion.tablero.valores import Fila

CARPETA, PLANTILLA = "tablero", "index.html.j2"
GUION = ("numeros", "elementos", "datos", "filtros", "csv", "graficos", "cartera", "ficha", "inicio")  # en este orden
TITULO = "Tablero de inversiones"
LARGO_DE_HUELLA = 12
POLITICA = (
    "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'"
)
COLUMNAS = (
    ("Inversión", False), ("CUI", False), ("Unidad ejecutora", False), ("Retraso físico", False), ("PIM (S/)", True),
    ("Devengado (S/)", True), ("Avance del PIM", True), ("Avance físico", True),
)  # fmt: skip
TIPOS_DE_LOGO = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def pagina(expediente: Expediente, cartera: Cartera, lugares: Rutas) -> str:
    """El HTML completo; los mismos datos dan los mismos bytes."""
    carpeta = lugares.templates / CARPETA
    entorno = Environment(
        loader=FileSystemLoader([carpeta, lugares.templates / "informe"]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    marca, region, programa = cargar_marca(expediente.programa, lugares), expediente.region, expediente.programa
    franja = FRANJA_FICTICIA if programa.ficticio else ""
    hoja = estilo(marca, lugares, "tablero/tablero.css")
    if franja:
        hoja += entorno.get_template("franja.css.j2").render(informe={"franja": Markup(franja)})
    todos = (*guiones(), _guion(lugares))
    datos = en_json(compactar(cartera))
    return entorno.get_template(PLANTILLA).render(
        titulo=TITULO, programa=programa.nombre_corto, region=region.nombre, clave=region.clave, gobierno=region.gobierno,
        franja=franja, corte_texto=formato.fecha(cartera.corte), logo=_logo(marca), anio=cartera.anio,
        mes_corte=formato.mes(date.fromisoformat(f"{cartera.mes_corte}-01")),
        umbrales=cartera.criterios.umbrales, proyeccion=_de_la_proyeccion(cartera), estilo=hoja, guiones=todos,
        politica=politica(todos), datos=datos, csp=_csp(cartera), archivos=[(a, h[:16]) for a, h in cartera.archivos.items()],
        huella=expediente.nucleo.huella, huella_tablero=hashlib.sha256(datos.encode()).hexdigest()[:LARGO_DE_HUELLA],
    )  # fmt: skip


def politica(textos: Sequence[str]) -> str:
    """La ``Content-Security-Policy``: nada de fuera, y ningún otro script que estos."""
    sumas = (base64.b64encode(hashlib.sha256(texto.encode()).digest()).decode() for texto in textos)
    return POLITICA.format(" ".join(f"'sha256-{suma}'" for suma in sumas))


def en_json(objeto: Mapping[str, Any]) -> str:
    """Los datos para un elemento ``script``: sin «<», ningún texto puede cerrarlo ni abrir un comentario.

    >>> en_json({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    return json.dumps(objeto, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _guion(lugares: Rutas) -> str:
    """El guion del tablero: sus partes, en orden, dentro de una función."""
    partes = [(lugares.templates / CARPETA / "js" / f"{nombre}.js").read_text(encoding="utf-8") for nombre in GUION]
    texto = "(() => {\n'use strict';\n" + "\n".join(partes) + "})();\n"
    return texto.replace("</", "<\\/").replace("<!--", "<\\!--")


def _csp(cartera: Cartera) -> dict[str, Any]:
    """La tabla que se lee sin JavaScript."""
    return {"columnas": COLUMNAS, "filas": [_fila(f) for f in cartera.inversiones if f["conjunto"] == "csp"]}


def _fila(fila: Fila) -> list[str]:
    avance = fila["devengado"] / fila["pim"] * 100 if fila["pim"] and fila["devengado"] is not None else None
    return [
        fila["nombre"] or f"Inversión {fila['cui']}", fila["cui"], fila["unidad_ejecutora"] or formato.VACIO,
        ESTADOS[fila["retraso"]], formato.numero(fila["pim"], 0), formato.numero(fila["devengado"], 0),
        formato.porcentaje(avance, 1), _tal_cual(fila["fisico"]),
    ]  # fmt: skip


def _tal_cual(porcentaje: Decimal | None) -> str:
    return formato.porcentaje(None if porcentaje is None else porcentaje.normalize() + Decimal(0))


def _de_la_proyeccion(cartera: Cartera) -> str:
    """Cómo se proyecta; vacío si el año ya cerró."""
    if cartera.mes_corte.endswith("-12"):
        return ""
    ritmo = (
        "lo devengado más lo que falta del año al promedio de los últimos tres meses"
        if len(cartera.meses) else "lo devengado más lo que falta del año al promedio mensual que lleva"
    )  # fmt: skip
    patron = (
        f" Con el patrón del año anterior, lo devengado por {formato.numero(cartera.factor, 2)}, que es lo que creció la cartera "
        "de este mes a diciembre de ese año."
        if cartera.factor is not None else ""
    )  # fmt: skip
    return f"Proyección a fin de año, por inversión y sin pasar de su PIM: {ritmo}.{patron} No es una meta ni un compromiso."


def _logo(marca: Marca) -> dict[str, object] | None:
    """El logotipo incrustado; sobre una placa clara si la marca no tiene uno para fondo oscuro."""
    ruta = marca.logo and (marca.logo.oscuro or marca.logo.claro)
    if not marca.logo or not ruta:
        return None
    datos = base64.b64encode(ruta.read_bytes()).decode()
    tipo = TIPOS_DE_LOGO[ruta.suffix.lower()]
    return {"src": f"data:{tipo};base64,{datos}", "alt": marca.logo.alt, "placa": marca.logo.oscuro is None}
