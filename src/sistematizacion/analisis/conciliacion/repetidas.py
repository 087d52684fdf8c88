"""El mismo indicador publicado más de una vez."""

from collections.abc import Iterator

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import (
    Cotejo,
    Veredicto,
    cotejar,
    escribir,
    escribir_fila,
    redondear,
    unidad,
)
from sistematizacion.analisis.conciliacion.hallazgo import Fila, Hallazgo, compatibles

REGLA = "repetida"


def publicadas_mas_de_una_vez(publicadas: pd.DataFrame, margen: int) -> Iterator[Hallazgo]:
    """Cada cifra que la fuente da en varias secciones, y cada otro valor que da para lo mismo."""
    for _, grupo in publicadas.groupby(["ambito", "indicador", "dimension", "categoria"], sort=False):
        filas = grupo.to_dict("records")
        for n, fila in enumerate(filas):
            secciones = [s for s in fila["seccion"].split(";") if s]
            if len(secciones) > 1:
                yield _en_varias_secciones(fila, secciones)
            anteriores = (f for f in filas[:n] if compatibles(f["fecha_corte"], fila["fecha_corte"]))
            otra = next(anteriores, None)
            if otra is not None:
                yield _dos_filas(otra, fila, margen)


def _en_varias_secciones(fila: Fila, secciones: list[str]) -> Hallazgo:
    primera, resto = {**fila, "seccion": secciones[0]}, {**fila, "seccion": ";".join(secciones[1:])}
    detalle = f"la fuente dice {escribir_fila(fila)} en {len(secciones)} secciones"
    return Hallazgo(REGLA, fila, "coincide", detalle, fila["valor"], fila["valor"], None, (primera,), (resto,))


def _dos_filas(una: Fila, otra: Fila, margen: int) -> Hallazgo:
    cotejo = _cotejar(una, otra, margen)
    veredicto: Veredicto = cotejo.veredicto
    detalle = f"la fuente dice {escribir_fila(una)} y también {escribir_fila(otra)}{cotejo.porque}"
    if veredicto == "contradiccion" and una["fecha_corte"] != otra["fecha_corte"]:
        veredicto, detalle = "no_verificable", f"{detalle}; una de las dos no dice su fecha"
    return Hallazgo(
        REGLA, una, veredicto, detalle, una["valor"], otra["valor"], cotejo.tolerancia, (una,), (otra,)
    )  # fmt: skip


def _cotejar(una: Fila, otra: Fila, margen: int) -> Cotejo:
    """Si dos valores publicados dicen lo mismo: iguales, uno redondeado del otro, o dentro de lo que su calificador dice."""
    if una["valor"] == otra["valor"]:
        return Cotejo("coincide", unidad(una["valor"]) / 2, "")
    if una["calificador"] == otra["calificador"] == "exacto":
        fina, gruesa = sorted((una["valor"], otra["valor"]), key=unidad)
        if redondear(fina, gruesa) == gruesa:
            return Cotejo("redondeo", unidad(gruesa) / 2, f": {escribir(fina)} se redondea a {escribir(gruesa)}")
        return Cotejo("contradiccion", unidad(gruesa) / 2, "")
    limite, dicha = (una, otra) if una["calificador"] != "exacto" else (otra, una)
    cotejo = cotejar(limite["valor"], limite["calificador"], dicha["valor"], margen)
    if dicha["calificador"] != "exacto" and cotejo.veredicto == "contradiccion":
        return Cotejo("no_verificable", cotejo.tolerancia, ", y ninguna de las dos es exacta")
    return Cotejo(cotejo.veredicto, cotejo.tolerancia, "")
