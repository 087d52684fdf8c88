"""La sección «Cambios respecto de la entrega anterior»: qué cifras se agregaron, se retiraron o cambiaron."""

from typing import Any

import lxml.html
import pandas as pd
from lxml.html import HtmlElement
from markupsafe import Markup

from sistematizacion.analisis.cambios import comparar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.publicacion.entregas import Entrega
from sistematizacion.publicacion.numeracion import NADA

CLAVE = "cambios"
COLUMNAS = [
    "identidad",
    "base",
    "nombre",
    "region",
    "escrito",
    "valor",
    "calificador",
    "unidad",
    "corte",
    "motivo",
    "partes",
]
GRUPOS = {"cambia": "Cifras que cambiaron", "agrega": "Cifras que se agregaron", "retira": "Cifras que se retiraron"}
VERBOS = {
    "cambia": ("cambió", "cambiaron"),
    "agrega": ("se agregó", "se agregaron"),
    "retira": ("se retiró", "se retiraron"),
}
SIN_MOTIVO = "Los datos no lo dicen"


def poner(pagina: HtmlElement, cifras: list[dict[str, Any]], anterior: Entrega | None) -> list[dict[str, Any]]:
    """Completa el lugar de los cambios, o lo quita si no hay entrega anterior; devuelve su cuadro como datos."""
    lugares = pagina.xpath(f"//p[@id='lugar-{CLAVE}']")
    if anterior is None or not lugares:
        for lugar in lugares:
            lugar.text = None
            lugar.set("class", NADA)
        return []
    filas, consecuencias = comparar(_tabla(anterior.cifras), _tabla(cifras))
    intro = Markup("<p>{}</p>").format(_introduccion(anterior, filas, consecuencias))
    hecho = [cuadro(filas, anterior)] if len(filas) else []
    nuevas = lxml.html.fragments_fromstring(str(intro) + "".join(c.html() for c in hecho))
    for lugar in lugares:
        for nueva in nuevas:
            lugar.addprevious(nueva)
        lugar.drop_tree()
    capitulo = "Cambios respecto de la entrega anterior"
    return [c.datos() | {"capitulo": capitulo} for c in hecho]


def cuadro(filas: pd.DataFrame, anterior: Entrega) -> Cuadro:
    """Una fila por cifra agregada, retirada o cambiada, con su valor de antes y el de ahora."""
    cuerpo: list[Fila] = []
    for cambio, rotulo in GRUPOS.items():
        propias = filas[filas["cambio"] == cambio].to_dict("records")
        cuerpo += [Fila((rotulo,), "grupo")] if propias else []
        cuerpo += [_fila(f) for f in propias]
    return Cuadro(
        CLAVE,
        f"Cifras que difieren de la entrega n.º {anterior.numero}",
        (
            Columna("Cifra", ancho=3),
            Columna("Antes", "num"),
            Columna("Ahora", "num"),
            Columna("Corte", ancho=1.4),
            Columna("Por qué", ancho=2.4),
        ),
        tuple(cuerpo),
        f"entrega n.º {anterior.numero}, del {formato.fecha(anterior.fecha)}, y datos de este informe.",
    )


def _fila(fila: dict[str, Any]) -> Fila:
    nombre = f"{fila['nombre']} ({fila['region']})" if fila["region"] else fila["nombre"]
    antes, ahora = (
        fila[lado] or Markup("no aparecía" if lado == "antes" else "ya no aparece") for lado in ("antes", "ahora")
    )
    return Fila((nombre, antes, ahora, fila["corte"] or "Sin corte", fila["motivo"] or SIN_MOTIVO))


def _introduccion(anterior: Entrega, filas: pd.DataFrame, consecuencias: int) -> str:
    entrega = f"la entrega n.º {anterior.numero}, del {formato.fecha(anterior.fecha)}"
    cuentas = [(int((filas["cambio"] == clase).sum()), *verbos) for clase, verbos in VERBOS.items()]
    if not len(filas) and not consecuencias:
        return f"Ninguna cifra cambió desde {entrega}."
    partes = [f"{uno if n == 1 else varios} {_cifras(n)}" for n, uno, varios in cuentas if n]
    dicho = formato.lista(partes) or "no cambió ninguna cifra de los datos"
    if not consecuencias:
        return f"Desde {entrega}, {dicho}."
    que, quienes = ("cambió también", "una cifra calculada con esos datos, que no se lista")
    if consecuencias > 1:
        que, quienes = (
            "cambiaron también",
            f"{formato.numero(consecuencias)} cifras calculadas con esos datos, que no se listan",
        )
    return f"Desde {entrega}, {dicho}. Como consecuencia, {que} {quienes}."


def _cifras(n: int) -> str:
    return "una cifra" if n == 1 else f"{formato.numero(n)} cifras"


def _tabla(cifras: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([{c: cifra[c] for c in COLUMNAS} for cifra in cifras], columns=COLUMNAS)
