"""Las partes contra su todo."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import (
    Cotejo,
    Veredicto,
    con_holgura,
    cotejar,
    escribir,
    escribir_fila,
    imprecision,
)
from sistematizacion.analisis.conciliacion.hallazgo import Fila, Hallazgo, del_mismo_corte, vigentes
from sistematizacion.relaciones import Dimension, NoSupera

PARTES, NO_SUPERA = "partes", "no_supera"


def partes_contra_el_todo(
    publicadas: pd.DataFrame, dimensiones: Mapping[str, Dimension], margen: int
) -> Iterator[Hallazgo]:
    """La suma de las categorías de una dimensión contra el total sin categoría, del mismo corte."""
    declaradas = publicadas[publicadas["dimension"].isin(list(dimensiones))]
    for (_, indicador, clave), grupo in declaradas.groupby(["ambito", "indicador", "dimension"], sort=False):
        for corte in dict.fromkeys(grupo["fecha_corte"]):
            partes = vigentes(f for f in grupo.to_dict("records") if f["fecha_corte"] == corte)
            totales = del_mismo_corte(publicadas, partes[0], str(indicador))
            if totales:
                comparar = _de_un_reparto if dimensiones[str(clave)].reparte else _de_un_traslape
                yield comparar(totales[0], partes, dimensiones[str(clave)], margen)


def _de_un_reparto(total: Fila, partes: list[Fila], dimension: Dimension, margen: int) -> Hallazgo:
    suma = _suma(partes)
    cotejo = cotejar(total["valor"], total["calificador"], suma, margen)
    if total["calificador"] == "exacto":
        holgura = sum((imprecision(p) for p in partes), Decimal(0))
        cotejo = con_holgura(cotejo, total["valor"], suma - holgura, suma + holgura)
    # La suma y el total ya se dicen; del cotejo solo interesa lo que no se ve comparándolos
    cotejo = cotejo._replace(porque=cotejo.porque if cotejo.veredicto == "redondeo" else "")
    if cotejo.veredicto == "contradiccion" and suma < total["valor"] and not dimension.exhaustiva:
        cotejo = cotejo._replace(veredicto="no_verificable", porque="pueden faltar categorías")
    if cotejo.veredicto == "contradiccion" and any(_puede_cambiar(p, suma < total["valor"]) for p in partes):
        cotejo = cotejo._replace(veredicto="no_verificable", porque="alguna parte no es exacta")
    return _de_suma(PARTES, total, partes, cotejo, suma)


def _de_un_traslape(total: Fila, partes: list[Fila], dimension: Dimension, margen: int) -> Hallazgo:
    """Cada parte cabe en el total, y entre todas lo alcanzan; que la suma lo pase no dice nada."""
    suma, mayor = _suma(partes), max(partes, key=lambda f: f["valor"])
    veredicto: Veredicto = "coincide"
    porque = dimension.razon
    if mayor["valor"] > total["valor"] and total["calificador"] in ("exacto", "maximo"):
        veredicto, porque = "contradiccion", f"una sola parte, {escribir_fila(mayor)}, supera al total"
    elif suma < total["valor"] or (suma == total["valor"] and total["calificador"] == "minimo"):
        veredicto, porque = "no_verificable", "pueden faltar categorías"
    return _de_suma(PARTES, total, partes, Cotejo(veredicto, Decimal(0), porque), suma)


def _de_suma(regla: str, total: Fila, partes: list[Fila], cotejo: Cotejo, suma: Decimal) -> Hallazgo:
    sumandos = " + ".join(escribir_fila(p) for p in partes)
    detalle = f"las partes suman {sumandos} = {escribir(suma)}, y la fuente dice {escribir_fila(total)}"
    formula = " + ".join(["{}"] * len(partes))
    mas = f"; {cotejo.porque}" if cotejo.porque else ""
    return Hallazgo(
        regla, total, cotejo.veredicto, detalle + mas, total["valor"], suma, cotejo.tolerancia, (total,), tuple(partes),
        formula_b=formula,
    )  # fmt: skip


def no_superan(publicadas: pd.DataFrame, relaciones: Iterable[NoSupera]) -> Iterator[Hallazgo]:
    """Un indicador que es parte de otro no pasa de él, categoría por categoría o sumando una dimensión."""
    for relacion in relaciones:
        filas = publicadas[publicadas["indicador"] == relacion.parte].to_dict("records")
        if relacion.suma:
            yield from _sumadas(publicadas, relacion, [f for f in filas if f["dimension"] == relacion.suma])
            filas = [f for f in filas if f["dimension"] != relacion.suma]
        for fila in filas:
            todos = del_mismo_corte(publicadas, fila, relacion.todo, fila["categoria"])
            if todos:
                yield _frente_al_todo([fila], todos[0])


def _sumadas(publicadas: pd.DataFrame, relacion: NoSupera, filas: list[Fila]) -> Iterator[Hallazgo]:
    for ambito, corte in dict.fromkeys((f["ambito"], f["fecha_corte"]) for f in filas):
        partes = vigentes(f for f in filas if (f["ambito"], f["fecha_corte"]) == (ambito, corte))
        todos = del_mismo_corte(publicadas, partes[0], relacion.todo)
        if todos:
            yield _frente_al_todo(partes, todos[0])


def _frente_al_todo(partes: list[Fila], todo: Fila) -> Hallazgo:
    suma = _suma(partes)
    inciertas = todo["calificador"] in ("minimo", "al_menos", "aproximado") or any(
        p["calificador"] in ("maximo", "aproximado") for p in partes
    )
    veredicto: Veredicto = (
        "coincide" if suma <= todo["valor"] else "no_verificable" if inciertas else "contradiccion"
    )  # fmt: skip
    sumandos = " + ".join(escribir_fila(p) for p in partes) + (f" = {escribir(suma)}" if len(partes) > 1 else "")
    nexo = "no supera a su todo" if veredicto == "coincide" else "supera a su todo"
    formula = " + ".join(["{}"] * len(partes)) if len(partes) > 1 else ""
    detalle = f"{sumandos} {nexo}, {escribir_fila(todo)}"
    return Hallazgo(
        NO_SUPERA, partes[0], veredicto, detalle, suma, todo["valor"], Decimal(0), tuple(partes), (todo,), formula
    )  # fmt: skip


def _puede_cambiar(parte: Fila, hacia_arriba: bool) -> bool:
    """Si el valor exacto de una parte puede ser mayor (o menor) que el escrito."""
    return parte["calificador"] in ("aproximado", "minimo" if hacia_arriba else "maximo")


def _suma(partes: list[Fila]) -> Decimal:
    return sum((p["valor"] for p in partes), Decimal(0))
