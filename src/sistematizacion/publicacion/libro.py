"""El libro de cifras: cada cifra que el informe imprime, de dónde sale y dónde aparece."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import pandas as pd
from lxml.html import HtmlElement
from markupsafe import Markup

from sistematizacion.analisis.lugares import lugares as en_tramos
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import ORIGENES
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.origen import PUBLICADO

CLAVE = "libro"
DEL_PROGRAMA = "Del programa"


@dataclass
class Asiento:
    """Una cifra del informe, los elementos de la página en que aparece y el identificador de su cuadro o sección."""

    datos: dict[str, Any]
    elementos: list[HtmlElement] = field(default_factory=list)
    lugares: list[str] = field(default_factory=list)


def recoger(pagina: HtmlElement) -> list[Asiento]:
    """Los asientos de todas las cifras de la página, en orden de aparición; quita de ella las marcas que los traían."""
    asientos: dict[tuple[str, str], Asiento] = {}  # por identidad y valor: dos valores de lo mismo son dos asientos
    for elemento in pagina.xpath("//*[@data-asiento or @data-asientos]"):
        varios = json.loads(elemento.attrib.pop("data-asientos", "[]"))
        uno = elemento.attrib.pop("data-asiento", None)
        for datos in [*varios, *([json.loads(uno)] if uno else [])]:
            asientos.setdefault((datos["identidad"], datos["valor"]), Asiento(datos)).elementos.append(elemento)
    return list(asientos.values())


def ubicar(pagina: HtmlElement, asientos: list[Asiento]) -> None:
    """Completa los lugares de cada asiento; los títulos ya deben llevar identificador."""
    seccion, de_elemento = "contenido", {}
    for elemento in pagina.get_element_by_id("contenido").iter():
        if elemento.tag in {"h2", "h3"}:
            seccion = elemento.get("id", seccion)
        elif elemento.tag in {"data", "figure"}:
            figura = next((f for f in (elemento, *elemento.iterancestors()) if f.tag == "figure"), None)
            de_elemento[elemento] = seccion if figura is None else figura.get("id")
    for asiento in asientos:
        asiento.lugares = list(dict.fromkeys(de_elemento[e] for e in asiento.elementos))


def poner(pagina: HtmlElement, asientos: list[Asiento], fuente: str) -> None:
    """Pone el cuadro del libro en su lugar, si el informe lo tiene."""
    for lugar in pagina.xpath(f"//p[@id='lugar-{CLAVE}']"):
        if asientos:
            nueva = lxml.html.fragment_fromstring(cuadro(asientos, fuente).html())
            nueva.tail = lugar.tail
            lugar.getparent().replace(lugar, nueva)
        else:
            lugar.drop_tree()


CON_FILAS = re.compile(r"(?P<archivo>.+), filas? (?P<filas>\d+(?:–\d+)?(?:(?:, | y )\d+(?:–\d+)?)*)")
COLUMNAS = (
    Columna("Cifra", ancho=2.6), Columna("Valor", "num"), Columna("Corte", ancho=1.1), Columna("Origen", ancho=1.1),
    Columna("Sección de la fuente o fórmula", ancho=2.6), Columna("Fila de datos", ancho=2.1), Columna("Dónde aparece", ancho=3),
)  # fmt: skip
COLUMNAS_DE_CONJUNTOS = (
    Columna("Cifras", ancho=2.4), Columna("Valor y sección de la fuente o fórmula", ancho=6.4), Columna("Origen", ancho=1.1),
    Columna("Fila de datos", ancho=2.4), Columna("Dónde aparece", ancho=1.5),
)  # fmt: skip


def cuadro(asientos: list[Asiento], fuente: str) -> Cuadro:
    """Una fila por cifra o por conjunto de ellas, agrupadas por región: valor, corte, origen, procedencia y lugares."""
    regiones = sorted({a.datos["region"] for a in asientos}, key=lambda r: (r == "", r))
    documentos = {a.datos["procedencia"].partition(", ")[0] for a in asientos if a.datos["origen"] == "publicado"}
    unico = documentos.pop() + ", " if len(documentos) == 1 else ""
    por_conjuntos = 2 * sum(bool(a.datos.get("conjunto")) for a in asientos) > len(asientos)
    filas: list[Fila] = []
    for region in regiones:
        propios = [a for a in asientos if a.datos["region"] == region]
        filas += [Fila((region or DEL_PROGRAMA,), "grupo"), *_filas(propios, unico)]
    return Cuadro(
        CLAVE,
        "Cifras del informe: de dónde sale cada una y dónde aparece",
        COLUMNAS_DE_CONJUNTOS if por_conjuntos else COLUMNAS,
        tuple(map(_en_conjunto, filas) if por_conjuntos else filas),
        unico.removesuffix(", ") + "." if unico else fuente,
        (f"{_sin_corte(asientos)}La fila de datos se cuenta en la hoja, con el encabezado en la 1. No se "
            "listan los recuentos de filas: cuántos objetivos, prácticas o dificultades hay.",),
        horizontal=True,
    )  # fmt: skip


def _en_conjunto(fila: Fila) -> Fila:
    """La fila con su valor y su corte delante de la fórmula: donde casi todas son conjuntos, esas columnas irían vacías."""
    if fila.clase == "grupo":
        return fila
    cifra, valor, corte, origen, formula, lugares, donde = fila.celdas
    if valor:
        dicho = f"{valor} ({corte})" if corte else str(valor)
        formula = f"{dicho}: {formula}"
    return Fila((cifra, formula, origen, lugares, donde))


def _sin_corte(asientos: list[Asiento]) -> str:
    """Qué significa que una cifra no lleve corte, si alguna no lo lleva."""
    origenes = {a.datos["origen"] for a in asientos if not a.datos["corte"]}
    if not origenes:
        return ""
    return f"Sin corte: {'la fuente no fecha el dato' if PUBLICADO in origenes else 'los datos no traen su fecha'}. "


def _filas(asientos: list[Asiento], documento: str) -> list[Fila]:
    """Una fila por cifra; las de un mismo conjunto, juntas, y las cuentas solo en el primero: en los demás son las mismas."""
    juntas: dict[str, list[Asiento]] = {}
    for n, asiento in enumerate(asientos):
        juntas.setdefault(asiento.datos.get("conjunto") or str(n), []).append(asiento)
    modelo = next((s[0].datos["conjunto"] for s in juntas.values() if s[0].datos.get("conjunto")), "")
    return [
        _fila_de_conjunto(s, modelo) if s[0].datos.get("conjunto") else _fila(s[0], documento) for s in juntas.values()
    ]


def _fila_de_conjunto(asientos: list[Asiento], modelo: str) -> Fila:
    """Las cifras de un conjunto: nombre, valor y, en el que sirve de modelo, con qué cuenta se hizo cada una."""
    conjunto = asientos[0].datos["conjunto"]
    es_modelo = conjunto == modelo
    partes = []
    for datos in (a.datos for a in asientos):
        cuenta = f" = {datos['procedencia']}" if es_modelo and datos["origen"] == "calculado" else ""
        partes.append(f"{formato.frase(datos['nombre'].removeprefix(f'{conjunto}: '))}: {datos['escrito']}{cuenta}")
    cierre = "" if es_modelo or not modelo else f" Cuentas: como las de «{modelo}»."
    origenes = [ORIGENES[o] for o in dict.fromkeys(a.datos["origen"] for a in asientos)]
    lugares = [_breve(lugar) for a in asientos for lugar in a.datos["lugares"]]
    donde = list(dict.fromkeys(lugar for a in asientos for lugar in a.lugares))
    return Fila(
        (
            conjunto,
            Markup(""),
            Markup(""),
            formato.lista([origenes[0], *(formato.minuscula(o) for o in origenes[1:])]),
            f"{'; '.join(partes)}.{cierre}",
            tuple(_por_archivo(lugares)) or Markup(""),
            Markup("; ").join(Markup('<a class="ref" href="#{}"></a>').format(lugar) for lugar in donde),
        )
    )


def _por_archivo(lugares: list[str]) -> list[str]:
    """Los lugares juntos por archivo y hoja: las filas seguidas, en un tramo; lo que no se puede juntar, tal cual.

    >>> _por_archivo(["a.csv, fila 8", "b.csv, fila 2", "a.csv, filas 5–7 y 12", "a.csv, fila 8", "c.csv, 90 filas entre la 2 y la 200"])
    ['a.csv, filas 5–8 y 12', 'b.csv, fila 2', 'c.csv, 90 filas entre la 2 y la 200']
    """
    filas: list[tuple[str, int]] = []
    enteros = []
    for lugar in lugares:
        if hallado := CON_FILAS.fullmatch(lugar):
            tramos = (t.split("–") for t in re.split(", | y ", hallado["filas"]))
            filas += [(hallado["archivo"], n) for t in tramos for n in range(int(t[0]), int(t[-1]) + 1)]
        else:
            enteros.append(lugar)
    tabla = pd.DataFrame(filas, columns=["archivo", "fila"]).assign(hoja="")
    return [*en_tramos(tabla), *dict.fromkeys(enteros)]


def _fila(asiento: Asiento, documento: str) -> Fila:
    """La fila de una cifra; si todas son de un mismo documento, no se repite su nombre."""
    datos = asiento.datos
    return Fila(
        (
            datos["nombre"],
            datos["escrito"],
            datos["corte"] or Markup(""),
            ORIGENES[datos["origen"]],
            formato.frase(datos["procedencia"].removeprefix(documento)),
            formato.lista([_breve(lugar) for lugar in datos["lugares"]]) or Markup(""),
            Markup("; ").join(Markup('<a class="ref" href="#{}"></a>').format(lugar) for lugar in asiento.lugares),
        )
    )


def _breve(lugar: str) -> str:
    """La ruta de un archivo de datos sin la carpeta del programa.

    >>> _breve("data/acompanamiento-2025/junin/cifras.csv, fila 21")
    'junin/cifras.csv, fila 21'
    """
    return lugar.split("/", 2)[-1]
