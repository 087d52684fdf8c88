"""La unidad en que va una columna: un título en otra escala, en otra moneda o de otra cosa no se pasa por alto."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandera.pandas as pa

from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import Lugar, detalle

PARENTESIS = re.compile(r"\(([^()]*)\)")
SIGNOS = re.compile(
    r"[^\sA-Za-zÀ-ɏ\d_*.,:;/()#ºª°'’\"«»¿?\[\]–—-]|\bUSD?\b"
)  # ni letra nuestra ni puntuación: %, $, Δ, Σ
UNIDADES = {  # cómo se escribe la unidad de una columna en su título
    "S/": {"s/", "s/.", "en s/", "soles", "en soles", "nuevos soles", "pen"},
    "%": {"%", "por ciento", "porcentaje", "en %", "en porcentaje"},
    "personas": {"personas", "n.º", "nº", "n°", "n", "número", "numero", "cantidad", "#"},
    "sesiones": {"sesiones", "n.º", "nº", "n°", "n", "número", "numero", "cantidad", "#"},
    "horas": {"horas", "h", "hrs", "hr"},
}
FORMAS = {"obligatorio", "obligatoria", "opcional"}
DE_FECHA = re.compile(r"(?:dd?|mm?|(?:aa|yy){1,2})(?:[-/. ](?:dd?|mm?|(?:aa|yy){1,2})){1,2}")
ESCALAS = {"mm": "millones", "m": "miles o millones", "k": "miles", "000": "miles"}  # abreviada en un título
OTRA_ESCALA = re.compile(
    r"\bmil(?:es)?\b|\bmill(?:\b|[oó]n|ones)\w*|US\$|\bUSD\b|\bd[oó]lar(?:es)?\b|€|\bEUR(?:os?)?\b"
    r"|(?<![/-])\b(?-i:MM)\b(?![/-])|(?<!\d)(?<!\d[., '’])\b000\b",
    re.IGNORECASE,
)


def de_otra_unidad(
    titulos: Sequence[str], columnas: Mapping[str, int], esquema: pa.DataFrameSchema, lugar: Lugar, fila: int
) -> Iterator[tuple[str, Problema]]:
    """Las columnas cuyo título dice otra unidad, otra escala o algo que la columna no es, con la pregunta."""
    for clave, posicion in columnas.items():
        declarado, titulo = detalle(esquema.columns[clave]), titulos[posicion]
        unidad, escala = declarado.get("unidad"), OTRA_ESCALA.search(titulo)
        dicho, regla = "", ""
        if unidad and escala:
            dicho, regla = escala[0], f"la columna va en {unidad} y el encabezado dice «{escala[0]}»"
        elif de_mas := lo_que_sobra(titulo, clave, declarado):
            dicho, regla = de_mas, f"el título agrega «{de_mas}», que la columna no dice"
        if regla:
            remedio = _pregunta(dicho, clave, declarado)
            yield clave, lugar.problema(regla, remedio, posicion, fila=fila, columna=clave, valor=titulo)


def _pregunta(de_mas: str, clave: str, declarado: Mapping[str, Any]) -> str:
    """Qué hacer con un título que agrega algo: si es la columna, dejarlo en la unidad de ella."""
    que, unidad = declarado.get("titulo") or clave, declarado.get("unidad")
    dicho = set(re.findall(r"\w+", de_mas.casefold()))
    escala = next((palabra for abreviada, palabra in ESCALAS.items() if abreviada in dicho), "")
    escala = escala or (otra[0] if (otra := OTRA_ESCALA.search(de_mas)) else "")
    si_lo_es = f"Si lo es, pase sus datos a {unidad} y" if unidad else "Si lo es,"
    pregunta = f"¿Es la columna {que}{f', en {escala}' if escala else ''}? {si_lo_es}"
    return f"{pregunta} deje el título «{que}»; si es otra cosa, póngale otro nombre."


def otra_escala(texto: str, lugar: Lugar, fila: int) -> Problema | None:
    """Un título o una nota que pone los montos de la hoja en otra escala o moneda que los soles de sus columnas."""
    escala = OTRA_ESCALA.search(texto)
    if escala is None:
        return None
    regla = f"dice «{escala[0]}», y los montos de esta hoja van en soles"
    remedio = "Si están en esa escala o moneda, páselos a soles; y en todo caso quite esa línea."
    return lugar.problema(regla, remedio, fila=fila, valor=texto)


def lo_que_sobra(titulo: str, clave: str, declarado: Mapping[str, Any]) -> str:
    """Lo que un título dice entre paréntesis o con un signo y no es la unidad de su columna, o vacío.

    >>> lo_que_sobra("Devengado (S/.) *", "devengado", {"unidad": "S/"})
    ''
    >>> lo_que_sobra("Devengado (% del PIM)", "devengado", {"unidad": "S/"}), lo_que_sobra("Δ PIM", "pim", {"unidad": "S/"})
    ('(% del PIM)', 'Δ')
    """
    admitidas = UNIDADES.get(declarado.get("unidad") or "", {str(declarado.get("unidad") or "")}) | FORMAS | {clave}
    propios = " ".join([str(declarado.get("titulo") or ""), *declarado.get("alias", ())]).casefold()
    resto = titulo
    for hallado in PARENTESIS.finditer(titulo):
        dicho = " ".join(hallado[1].casefold().split())
        suyo = dicho in admitidas or dicho.rstrip(".") in admitidas or DE_FECHA.fullmatch(dicho)
        if not suyo and f"({dicho})" not in propios:
            return hallado[0]
        resto = resto.replace(hallado[0], " ")
    for admitida in admitidas & {"s/", "%"}:
        resto = re.sub(rf"^\s*{re.escape(admitida)}|{re.escape(admitida)}\.?\s*\*?\s*$", "", resto, flags=re.IGNORECASE)
    signo = SIGNOS.search(resto)
    return signo[0] if signo else ""
