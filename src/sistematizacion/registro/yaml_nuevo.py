"""Los YAML de una región y de un programa nuevos, y la región que se agrega a un programa sin tocar lo demás."""

import json

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from sistematizacion.registro.gobiernos import Gobierno

REGION = """\
clave: {clave}
nombre: {nombre}
gobierno: {gobierno}
sigla: {sigla}
ubigeo: "{ubigeo}"
pliego: "{pliego}"
fecha_corte: {fecha_corte} # cambie: el último día que cubren los datos de la región
# Las tablas de registros que la región lleva completas: lo que se calcula de ellas reemplaza a lo publicado. Mientras
# no nombre ninguna, donde haya una cifra publicada vale esa, y el informe lo dice. Para nombrarlas, quite el «#» y
# escriba sus nombres entre los corchetes, como [inversiones, cierres].
# registros_completos: []
# Las áreas que responden la encuesta, con su artículo; el formulario de «make form» las ofrece en una lista.
# areas_encuestadas: [la Oficina de Obras, la Gerencia de Infraestructura]
"""
PROGRAMA = """\
clave: {clave}
nombre: {nombre}
nombre_corto: {nombre} # cambie, si el nombre es largo: con este se encabezan las páginas
descripcion: {nombre} # cambie: en una o dos oraciones, qué hace el programa y con quién
periodo:
  inicio: {anio}-01-01 # cambie: el primer día del programa
  fin: {anio}-12-31 # cambie: el último
fecha_corte: {anio}-12-31 # cambie: el último día que cubren los datos
entidades: [] # cambie: quién financia y quién ejecuta, como [{{nombre: Cooperación, papel: Financiamiento}}]
regiones: [{region}]
fuentes: {{}} # los documentos de los que se copien cifras, como {{boletin: {{titulo: Boletín de junio, entidad: Gobierno regional}}}}
"""


def de_region(gobierno: Gobierno, fecha_corte: str) -> str:
    """``<region>.yml`` de un gobierno regional."""
    return REGION.format(**vars(gobierno), fecha_corte=fecha_corte)


def de_programa(clave: str, nombre: str, gobierno: Gobierno, modelo: str, anio: int) -> str:
    """``programa.yml`` con una sola región, el periodo de ese año y los informes de otro programa, cuyo YAML es ``modelo``."""
    nombre_yaml = json.dumps(" ".join(nombre.split()), ensure_ascii=False)  # lo que es JSON también es YAML
    texto = PROGRAMA.format(clave=clave, nombre=nombre_yaml, region=gobierno.clave, anio=anio)
    return texto + _trozo(modelo, "informes")


def con_region(texto: str, clave: str) -> str:
    """El ``programa.yml`` con una región más al final de ``regiones``; lo demás queda letra por letra.

    >>> con_region("regiones: [junin] # tres\\nfuentes: {}\\n", "puno")
    'regiones: [junin, puno] # tres\\nfuentes: {}\\n'
    >>> con_region("regiones:\\n  - junin # una\\nfuentes: {}\\n", "puno")
    'regiones:\\n  - junin # una\\n  - puno\\nfuentes: {}\\n'

    Raises:
        ValueError: no hay una lista ``regiones`` a la que se pueda agregar.
    """
    _, lista = _nodos(texto, "regiones")
    if not isinstance(lista, SequenceNode) or not lista.value:
        raise ValueError("«regiones» no es una lista con regiones")
    ultima = lista.value[-1].end_mark.index
    if lista.flow_style:
        nuevo = f"{texto[:ultima]}, {clave}{texto[ultima:]}"
    else:
        salto = "\r\n" if "\r\n" in texto else "\n"
        corte = texto.find("\n", ultima) + 1 or len(texto)
        antes = texto[:corte] if texto[:corte].endswith("\n") else texto[:corte] + salto
        nuevo = f"{antes}{' ' * lista.start_mark.column}- {clave}{salto}{texto[corte:]}"
    leer = YAML(typ="safe", pure=True).load
    if leer(nuevo) != leer(texto) | {"regiones": [*leer(texto)["regiones"], clave]}:
        raise ValueError("«regiones» está escrita de un modo que no se puede ampliar")
    return nuevo


def _nodos(texto: str, clave: str) -> tuple[Node, Node]:
    raiz = YAML().compose(texto)
    pares = raiz.value if isinstance(raiz, MappingNode) else []
    for nombre, valor in pares:
        if nombre.value == clave:
            return nombre, valor
    raise ValueError(f"falta «{clave}»")


def _trozo(texto: str, clave: str) -> str:
    """Las líneas de una clave del primer nivel, tal como están escritas."""
    nombre, valor = _nodos(texto, clave)
    lineas = texto[nombre.start_mark.index : valor.end_mark.index].rstrip().split("\n")
    while lineas[-1].startswith("#") or not lineas[-1].strip():  # el comentario de la clave que sigue
        lineas.pop()
    return "\n".join(lineas) + "\n"
