"""Reglas de las filas del gasto: qué parte es cada una, sin repetir, y montos que no pueden ser."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Gravedad, Problema
from sistematizacion.nucleo.esquemas import DEL_MEF
from sistematizacion.nucleo.esquemas.gasto import LLAVE, MONTOS
from sistematizacion.nucleo.reglas.comunes import Fila, advertir, en, sanas
from sistematizacion.nucleo.reglas.fechas import dia

TABLAS = ("gasto", "mef_gasto")
UNICAS = {  # tabla → su llave y cómo se dice
    "poblacion": (("anio", "departamento"), "el mismo año y departamento"),
    "deflactor": (("anio",), "el mismo año"),
}
CIFRAS_DEL_CODIGO = {"funcion": 2, "programa": 4}  # los clasificadores que llevan ceros delante
DE_UNA_PARTE = ("variacion_pia_pim", "eficacia_pia", "eficacia_pim")
DE_UN_PERIODO = ("devengado_total", "crecimiento_anual")
FOCO = re.compile(r"(funcion|programa|ejecutora) \d+")
REDONDEO = 1  # sol: lo que el devengado puede pasar del PIM por el redondeo


def revisar(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    """Problemas de las tablas del gasto, de la población y del deflactor."""
    for nombre in TABLAS:
        vistas: dict[tuple, Fila] = {}
        for fila in sanas(tablas[nombre], *LLAVE, "corte"):
            yield from _parte(fila)
            yield from _fechas(fila)
            yield from _repetida(fila, vistas)
            yield from _montos(fila, del_mef=nombre in DEL_MEF)
    for fila in sanas(tablas["gasto_publicado"], *LLAVE[:2], "nivel", "pliego", "vista", "codigo", "medida", "extremo"):
        yield from _celda(fila)
    for nombre, (llave, mismos) in UNICAS.items():
        anteriores: dict[tuple, Fila] = {}
        for fila in sanas(tablas[nombre], *llave):
            propia = (fila["ambito"], *(fila[c] for c in llave))
            if otra := anteriores.get(propia):
                yield en(fila, llave[0], f"repite la fila {otra['fila']}: {mismos}", "Deje una sola.")
            anteriores.setdefault(propia, fila)
    for fila in sanas(tablas["deflactor"], "indice"):
        if fila["indice"] is not None and not fila["indice"]:
            yield en(fila, "indice", "un índice de precios es mayor que cero", "Revise el número, o quite la fila.")


def _parte(fila: Fila) -> Iterator[Problema]:
    if fila["vista"] != "total" and not fila["codigo"]:
        yield en(fila, "codigo", f"falta el código de la parte en la vista «{fila['vista']}»", "Escríbalo, como 22.")
    if fila["mes"] and fila["vista"] != "total":
        yield en(fila, "mes", "solo el total se lleva mes a mes", "Borre el mes, o ponga «total» en la vista.")
    if fila["foco"] and not FOCO.fullmatch(fila["foco"]):
        remedio = "Se escribe con la vista y el código, como «funcion 22»; si la fila es de todo el gasto, déjelo vacío."
        yield en(fila, "foco", "no dice una función, un programa ni una ejecutora", remedio)
    yield from _de_quien(fila)


def _de_quien(fila: Fila) -> Iterator[Problema]:
    """Lo que una fila de montos y una celda publicada tienen en común."""
    if fila["vista"] == "total" and fila["codigo"]:
        yield en(fila, "codigo", "el total no lleva código", "Bórrelo, o diga de qué vista es la parte.")
    cifras = CIFRAS_DEL_CODIGO.get(fila["vista"], 0)
    if cifras and fila["codigo"] and not re.fullmatch(rf"\d{{{cifras}}}", fila["codigo"]):
        completo = fila["codigo"].zfill(cifras)
        corto = completo.isdigit() and len(completo) == cifras
        remedio = f"Si es {completo}, escríbalo así; en Excel, con formato Texto." if corto else "Revíselo."
        yield en(fila, "codigo", f"el código de {fila['vista'].replace('funcion', 'función')} tiene {cifras} cifras", remedio)
    if fila["desde"] and fila["desde"] >= fila["anio"]:
        remedio = "«anio» es el último año y «desde», el primero; si la fila es de un solo año, déjelo vacío."
        yield en(fila, "desde", f"no es anterior a {fila['anio']}, el año de la fila", remedio)
    if fila["pliego"] and fila["nivel"] and fila["nivel"] != "regional":
        yield en(fila, "pliego", "solo se lleva el pliego de los gobiernos regionales", "Bórrelo, o revise el nivel.")


def _fechas(fila: Fila) -> Iterator[Problema]:
    if fila["corte"] and fila["corte"].year < fila["anio"]:
        regla = f"es anterior a {fila['anio']}, el año de la fila"
        yield en(fila, "corte", regla, "Revise el año y el corte.", dia(fila["corte"]))
    if fila["mes"] and fila["desde"]:
        yield en(fila, "mes", "una fila de varios años no es de un mes", "Borre el mes, o borre «desde».")


def _repetida(fila: Fila, vistas: dict[tuple, Fila]) -> Iterator[Problema]:
    llave = (fila["ambito"], *(str(fila[c] or "") for c in (*LLAVE, "corte")))
    if otra := vistas.get(llave):
        regla = f"repite la fila {otra['fila']}: el mismo año, gobierno, vista, código y tipo"
        yield en(fila, "codigo" if fila["codigo"] else "anio", regla, "Deje una sola, o súmelas.")
    vistas.setdefault(llave, fila)


def _montos(fila: Fila, *, del_mef: bool) -> Iterator[Problema]:
    """Lo que viene del MEF nadie aquí puede corregirlo: un monto raro se advierte, y no impide hacer el informe."""
    if not fila["danadas"].intersection(MONTOS) and all(fila[m] is None for m in MONTOS):
        yield advertir(fila, "pim", "la fila no trae ningún monto", "Llene al menos uno, o quítela.", "")
    for monto in ("pia", "pim"):
        if monto not in fila["danadas"] and fila[monto] is not None and fila[monto] < 0:
            gravedad: Gravedad = "advertencia" if del_mef else "error"
            yield en(fila, monto, "un presupuesto no es negativo", "Revise el signo.", gravedad=gravedad)
    if del_mef or fila["danadas"].intersection(("pim", "devengado")) or fila["pim"] is None or fila["devengado"] is None:
        return
    if fila["pim"] >= 0 and fila["devengado"] > fila["pim"] + REDONDEO:
        yield advertir(fila, "devengado", f"es más que el PIM de la fila, {fila['pim']:,f}", "Revise los dos montos.")


def _celda(fila: Fila) -> Iterator[Problema]:
    yield from _de_quien(fila)
    medida, de_parte = fila["medida"], fila["medida"] in DE_UNA_PARTE
    if fila["extremo"] and (fila["codigo"] or fila["vista"] == "total" or not de_parte):
        regla = "un extremo es de todas las partes de una vista: va sin código, y no en el total"
        yield en(fila, "extremo", regla, "Borre el código, o borre el extremo.")
    if de_parte and not fila["extremo"] and fila["vista"] != "total" and not fila["codigo"]:
        yield en(fila, "codigo", "falta decir de qué parte es la celda", "Escriba su código, como 22.")
    if medida in DE_UN_PERIODO and not fila["desde"]:
        yield en(fila, "desde", "falta desde qué año se suma o se crece", "Escriba el primer año.")
    if not fila["nivel"] and medida != "participacion":
        yield en(fila, "nivel", "solo una participación puede ser de todos los niveles", "Escriba el nivel.")
