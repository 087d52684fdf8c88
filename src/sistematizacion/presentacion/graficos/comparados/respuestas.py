"""Lo que respondieron las personas encuestadas de cada región, por pregunta, y cuántas son en total."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.encuesta import par
from sistematizacion.presentacion.expediente import Expediente

Respuesta = tuple[str, Cifra, Cifra]  # la opción, cuántas personas la dieron y qué porcentaje son
Bloque = dict[str, list[Respuesta]]  # por región; vacía si no respondió esa pregunta


def respuestas_de(e: Expediente, resumen: pd.DataFrame, pregunta: str) -> list[Respuesta]:
    """Lo que se respondió a una pregunta en una región, de lo más favorable a lo menos."""
    filas = {f["respuesta"]: f for f in resumen[resumen["pregunta"] == pregunta].to_dict("records")}
    return [(opcion, *par(e, filas[opcion])) for opcion in e.catalogo.encuesta.opciones(pregunta) if opcion in filas]


def favorable_de(e: Expediente, filas: Sequence[Respuesta], pregunta: str) -> list[Respuesta]:
    """La respuesta más favorable a una pregunta, también si nadie la dio; ninguna si no se respondió."""
    opcion = e.catalogo.encuesta.mejor(pregunta)
    nadie = {"pregunta": pregunta, "respuesta": opcion, "conteo": 0, "n": cuantas(filas), "redondeado": Decimal(0)}
    return ([f for f in filas if f[0] == opcion] or [(opcion, *par(e, nadie))]) if filas else []


def cuantas(filas: Sequence[Respuesta]) -> int:
    """Cuántas personas respondieron."""
    return sum(int(valor_de(conteo)) for _, conteo, _ in filas)


def total_de(bloques: dict[str, Bloque]) -> tuple[Cifra, ...]:
    """Cuántas personas quedaron muy satisfechas y cuántas respondieron, en todas las regiones."""
    filas = [f for filas in bloques.get("satisfaccion", {}).values() for f in filas]
    favorables = [conteo for opcion, conteo, _ in filas if opcion == "muy_satisfecho"]
    todas = [conteo for _, conteo, _ in filas]
    nombres = ("Personas muy satisfechas", "Personas encuestadas")
    return tuple(
        _suma(c, f"{n}, suma de las regiones") for c, n in zip((favorables, todas), nombres, strict=True) if filas
    )


def _suma(conteos: Sequence[Cifra], nombre: str) -> Cifra:
    valor = sum((valor_de(c) for c in conteos), Decimal(0))
    unidad = Unidad(singular="persona", plural="personas")
    return calculada(valor, unidad, " + ".join(["{}"] * len(conteos)) or "0", conteos, 0, nombre, region="")
