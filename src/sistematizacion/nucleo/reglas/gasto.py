"""Reglas de las filas del gasto: qué parte es cada una, sin repetir, y montos que no pueden ser."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Problema
from sistematizacion.nucleo.esquemas.gasto import LLAVE, MONTOS
from sistematizacion.nucleo.reglas.comunes import Fila, advertir, en, sanas

TABLAS = ("gasto", "mef_gasto")
UNICAS = {"poblacion": ("anio", "departamento"), "deflactor": ("anio",)}


def revisar(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    """Problemas de las tablas del gasto, de la población y del deflactor."""
    for nombre in TABLAS:
        vistas: dict[tuple, Fila] = {}
        for fila in sanas(tablas[nombre], *LLAVE, "corte"):
            yield from _parte(fila)
            yield from _repetida(fila, vistas)
            yield from _montos(fila)
    for fila in sanas(tablas["gasto_publicado"], *LLAVE[:2], "vista", "codigo", "extremo"):
        yield from _celda(fila)
    for nombre, llave in UNICAS.items():
        del_nombre: dict[tuple, Fila] = {}
        for fila in sanas(tablas[nombre], *llave):
            propia = (fila["ambito"], *(fila[c] for c in llave))
            if otra := del_nombre.get(propia):
                yield en(fila, llave[0], f"repite la fila {otra['fila']}: el mismo año", "Deje una sola.")
            del_nombre.setdefault(propia, fila)


def _parte(fila: Fila) -> Iterator[Problema]:
    if fila["vista"] == "total" and fila["codigo"]:
        yield en(fila, "codigo", "el total no lleva código", "Bórrelo, o diga de qué vista es la parte.")
    if fila["vista"] != "total" and not fila["codigo"]:
        yield en(fila, "codigo", f"falta el código de la parte en la vista «{fila['vista']}»", "Escríbalo, como 22.")
    if fila["desde"] and fila["desde"] > fila["anio"]:
        yield en(fila, "desde", "es posterior al año de la fila", "«anio» es el último y «desde», el primero.")
    if fila["mes"] and fila["vista"] != "total":
        yield en(fila, "mes", "solo el total se lleva mes a mes", "Borre el mes, o ponga «total» en la vista.")
    if fila["pliego"] and fila["nivel"] != "regional":
        yield en(fila, "pliego", "solo se lleva el pliego de los gobiernos regionales", "Bórrelo, o revise el nivel.")


def _repetida(fila: Fila, vistas: dict[tuple, Fila]) -> Iterator[Problema]:
    llave = (fila["ambito"], *(str(fila[c] or "") for c in (*LLAVE, "corte")))
    if otra := vistas.get(llave):
        regla = f"repite la fila {otra['fila']}: el mismo año, gobierno, vista, código y tipo"
        yield en(fila, "codigo" if fila["codigo"] else "anio", regla, "Deje una sola, o súmelas.")
    vistas.setdefault(llave, fila)


def _montos(fila: Fila) -> Iterator[Problema]:
    if not fila["danadas"].intersection(MONTOS) and all(fila[m] is None for m in MONTOS):
        yield advertir(fila, "pim", "la fila no trae ningún monto", "Llene al menos uno, o quítela.", "")
    for monto in ("pia", "pim"):
        if monto not in fila["danadas"] and fila[monto] is not None and fila[monto] < 0:
            yield en(fila, monto, "un presupuesto no es negativo", "Revise el signo.")


def _celda(fila: Fila) -> Iterator[Problema]:
    de_parte = fila["medida"] in ("variacion_pia_pim", "eficacia_pia", "eficacia_pim")
    if fila["extremo"] and (fila["codigo"] or fila["vista"] == "total" or not de_parte):
        regla = "un extremo es de todas las partes de una vista: va sin código, y no en el total"
        yield en(fila, "extremo", regla, "Borre el código, o borre el extremo.")
    if de_parte and not fila["extremo"] and fila["vista"] != "total" and not fila["codigo"]:
        yield en(fila, "codigo", "falta decir de qué parte es la celda", "Escriba su código, como 22.")
    if fila["medida"] in ("devengado_total", "crecimiento_anual") and not fila["desde"]:
        yield en(fila, "desde", "falta desde qué año se suma o se crece", "Escriba el primer año.")
    if not fila["nivel"] and fila["medida"] != "participacion":
        yield en(fila, "nivel", "solo una participación puede ser de todos los niveles", "Escriba el nivel.")
