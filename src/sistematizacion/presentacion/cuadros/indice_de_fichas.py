"""Los índices de las fichas del catálogo: por el problema que resuelven y por tema, región, criterio, nivel y etapa."""

import unicodedata

import pandas as pd
from markupsafe import Markup

from sistematizacion.analisis.practicas import en_orden
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS_RELEVANTES, NIVELES
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.catalogo import CRITERIOS, fichas_de
from sistematizacion.presentacion.cuadros.enunciados import Alguno
from sistematizacion.presentacion.enlaces import claves_de, enlazar, rotulo_de
from sistematizacion.presentacion.expediente import NoSeMuestra
from sistematizacion.presentacion.fichas import DE_NIVEL, donde

SIN_PROBLEMA = "Ninguna ficha dice qué problema resuelve."


def por_problema(expediente: Alguno) -> Cuadro:
    """Una fila por problema, agrupados por tema, con la práctica que lo resuelve y el enlace a su ficha.

    Raises:
        NoSeMuestra: ninguna ficha dice qué problema resuelve.
    """
    fichas = _con_clave(expediente)
    con = fichas[fichas["problema"] != ""]
    if con.empty:
        raise NoSeMuestra(SIN_PROBLEMA)
    filas: list[Fila] = []
    for tema in en_orden(con, "tema"):
        filas.append(Fila((tema,), "grupo"))
        suyas = con[con["tema"] == tema].to_dict("records")
        filas += [Fila((expediente.texto_de(f, "problema"), _con_titulo(expediente, f))) for f in suyas]
    dicen = "dice" if len(con) == 1 else "dicen"
    return Cuadro(
        "fichas_por_problema", f"{len(con)} de {len(fichas)} fichas {dicen} qué problema resuelve la práctica",
        (Columna("Problema que resuelve", ancho=1.3), Columna("Ficha", ancho=1.7)), tuple(filas), expediente.fuente_de_tabla(con),
    )  # fmt: skip


def indice(expediente: Alguno) -> Cuadro:
    """Qué fichas son de cada tema, región, criterio y nivel; las de varias regiones están en cada una."""
    fichas = _con_clave(expediente)
    filas = fichas.to_dict("records")
    regiones = {f["clave"]: donde(expediente, f) for f in filas}
    nombres = sorted({r for varias in regiones.values() for r in varias}, key=_alfabetico)
    grupos: list[tuple[str, list[tuple[str, list[dict]]]]] = [
        ("Por tema", [(t, [f for f in filas if f["tema"] == t]) for t in en_orden(fichas, "tema")]),
        ("Por región", [(r, [f for f in filas if r in regiones[f["clave"]]]) for r in nombres]),
        ("Por criterio más relevante", [(CRITERIOS[c], _con(filas, "criterio_relevante", c)) for c in CRITERIOS_RELEVANTES]),
        ("Por nivel de gobierno", [(DE_NIVEL[n], _con(filas, "nivel", n)) for n in NIVELES]),
    ]  # fmt: skip
    temas = grupos[0][1]
    mayor, suyas = max(temas, key=lambda par: len(par[1]))
    cuerpo: list[Fila] = []
    for titulo, valores in grupos:
        llenos = [(valor, cuales) for valor, cuales in valores if cuales]
        cuerpo += [Fila((titulo,), "grupo")] if llenos else []
        cuerpo += [Fila((valor, len(cuales), _enlaces(cuales))) for valor, cuales in llenos]
    return Cuadro(
        "indice_de_fichas", f"«{mayor}» es el tema con más fichas: {len(suyas)} de {len(filas)}",
        (Columna("Según", ancho=1.6), Columna("Fichas", "num", 0.6), Columna("Cuáles", ancho=4)), tuple(cuerpo),
        expediente.fuente_de_tabla(fichas), ("El título de cada ficha está en el cuadro del catálogo.",),
    )  # fmt: skip


def _con_clave(expediente: Alguno) -> pd.DataFrame:
    fichas = fichas_de(expediente)
    return fichas.assign(clave=claves_de(fichas.to_dict("records")))


def _con(filas: list[dict], columna: str, valor: str) -> list[dict]:
    return [f for f in filas if f[columna] == valor]


def _con_titulo(expediente: Alguno, fila: dict) -> Markup:
    return enlazar(fila["clave"], Markup("{}. {}").format(rotulo_de(fila), expediente.texto_de(fila, "titulo")))


def _enlaces(filas: list[dict]) -> Markup:
    return Markup(", ").join(enlazar(f["clave"], rotulo_de(f)) for f in filas)


def _alfabetico(nombre: str) -> str:
    """Para ordenar nombres: la tilde cuenta después de la letra."""
    return unicodedata.normalize("NFD", nombre)
