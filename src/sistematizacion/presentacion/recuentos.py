"""Cifras que salen de contar, sumar o medir filas de una tabla, con su procedencia."""

from collections.abc import Collection
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.analisis.lugares import lugares
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente

DIAS = Unidad(singular="día", plural="días")
ANIOS = Unidad(singular="año", plural="años")
RESTRICCIONES = Unidad(singular="restricción", plural="restricciones")
POR_CIENTO = Unidad(simbolo="%")
RUTAS = {"formato_09d": "Formato 09-D", "regular": "Regular", "de_oficio": "De oficio", "": "Sin ruta"}


def contar(
    expediente: Expediente, filas: pd.DataFrame, unidad: Unidad, nombre: str, formula: str = "", *,
    segun: pd.DataFrame | None = None,
) -> Cifra:  # fmt: skip
    """Cuántas son las filas; ``nombre`` distingue la cifra de toda otra del informe.

    ``segun`` son filas de otra tabla con que se eligieron, que también son su procedencia.
    """
    formula = formula or "Recuento de las filas del registro"
    return medir(expediente, Decimal(len(filas)), filas, unidad, nombre, formula, segun=segun)


def medir(
    expediente: Expediente, valor: Decimal, filas: pd.DataFrame, unidad: Unidad, nombre: str, formula: str, *,
    decimales: int | None = None, al_menos: bool = False, segun: pd.DataFrame | None = None,
) -> Cifra:  # fmt: skip
    """Un valor que sale de esas filas con esa fórmula, a la fecha de corte de la región."""
    ajenos = lugares(segun) if segun is not None else ()
    return Cifra(
        valor, unidad, "al_menos" if al_menos else "exacto", expediente.fecha_corte, fuente=formula, nombre=nombre,
        citas=tuple(dict.fromkeys(zip(filas["fuente"], filas["seccion"], strict=True))), decimales=decimales,
        region=expediente.region.nombre, lugares=(*lugares(filas), *ajenos),
    )  # fmt: skip


def proporcion(parte: Cifra, total: Cifra, nombre: str) -> Cifra | None:
    """Qué tanto por ciento es una cifra de otra, con un decimal; ``None`` si la otra es cero."""
    if not total.valor or parte.valor is None:
        return None
    return calculada(porcentaje(parte.valor, total.valor), POR_CIENTO, "{} ÷ {} × 100", [parte, total], 1, nombre)


def usadas(celdas: Collection[object]) -> list[Cifra]:
    """Las cifras que hay entre unas celdas."""
    return [c for c in celdas if isinstance(c, Cifra)]
