"""Las tasas contra su serie: cuánto varió un indicador, y los acumulados que no bajan."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import Cotejo, con_holgura, cotejar, escribir_fila, imprecision
from sistematizacion.analisis.conciliacion.hallazgo import (
    Fila,
    Hallazgo,
    de_cotejo,
    del_mismo_corte,
    en_fecha,
    sin_verificar,
)
from sistematizacion.analisis.conciliacion.porcentajes import Fichas, nombre
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.relaciones import Acumulado, Variacion

VARIACION, ACUMULADO = "variacion", "acumulado"


def variaciones(
    publicadas: pd.DataFrame, todas: pd.DataFrame, relaciones: Iterable[Variacion], fichas: Fichas, margen: int
) -> Iterator[Hallazgo]:
    """Cada tasa publicada contra (final − inicial) ÷ inicial × 100."""
    for relacion in relaciones:
        for fila in publicadas[publicadas["indicador"] == relacion.tasa].to_dict("records"):
            iniciales = _hasta(todas, fila, relacion.inicial)
            finales = del_mismo_corte(todas, fila, relacion.final, fila["categoria"])
            if iniciales and finales and iniciales[0]["valor"]:
                yield _tasa(fila, iniciales[0], finales[0], margen)
            else:
                terminos = {relacion.inicial: iniciales, relacion.final: finales}
                faltan = " y ".join(nombre(fichas, clave) for clave, halladas in terminos.items() if not halladas)
                hay = [f"{nombre(fichas, clave)}, {escribir_fila(h[0])}" for clave, h in terminos.items() if h]
                dicho = f". Sí está: {hay[0]}" if hay else ""
                yield sin_verificar(VARIACION, fila, f"para comprobarla falta: {faltan}{dicho}")


def _hasta(todas: pd.DataFrame, fila: Fila, indicador: str) -> list[Fila]:
    """Las cifras del indicador que no son posteriores a la fila; la más reciente, primero."""
    propias = coincidencias(todas[todas["ambito"] == fila["ambito"]], indicador, fila["categoria"]).to_dict("records")
    corte = fila["fecha_corte"]
    return [f for f in propias if corte is None or f["fecha_corte"] is None or f["fecha_corte"] <= corte]


def _tasa(fila: Fila, inicial: Fila, final: Fila, margen: int) -> Hallazgo:
    exacto = _cuanto(inicial["valor"], final["valor"])
    cotejo = cotejar(fila["valor"], fila["calificador"], exacto, margen, "%")
    if fila["calificador"] == "exacto":
        cambios = [
            _cuanto(inicial["valor"] - signo * imprecision(inicial), final["valor"] + signo * imprecision(final))
            for signo in (-1, 1)
        ]
        cotejo = con_holgura(cotejo, fila["valor"], *cambios)
    if cotejo.veredicto == "contradiccion" and any(t["calificador"] != "exacto" for t in (inicial, final)):
        cotejo = Cotejo("no_verificable", cotejo.tolerancia, f"{cotejo.porque}, pero sus términos no son exactos")
    detalle = f"de {escribir_fila(inicial)} a {escribir_fila(final)}"
    formula = "({1} − {0}) ÷ {0} × 100"
    return de_cotejo(VARIACION, fila, cotejo, exacto, detalle, filas_b=(inicial, final), formula_b=formula)


def _cuanto(inicial: Decimal, final: Decimal) -> Decimal:
    return (final - inicial) * 100 / inicial


def no_bajan(publicadas: pd.DataFrame, relaciones: Iterable[Acumulado]) -> Iterator[Hallazgo]:
    """Cada valor fechado de un acumulado contra el anterior; con ``por_anio``, solo dentro del mismo año."""
    for relacion in relaciones:
        filas = publicadas[(publicadas["indicador"] == relacion.indicador) & publicadas["fecha_corte"].notna()]
        for _, grupo in filas.groupby(["ambito", "dimension", "categoria"], sort=False):
            serie = sorted(grupo.to_dict("records"), key=lambda f: f["fecha_corte"])
            for antes, despues in pairwise(serie):
                fechas = antes["fecha_corte"], despues["fecha_corte"]
                if fechas[0] != fechas[1] and not (relacion.por_anio and fechas[0].year != fechas[1].year):
                    yield _sube(antes, despues)


def _sube(antes: Fila, despues: Fila) -> Hallazgo:
    baja = despues["valor"] < antes["valor"]
    inexactas = any(f["calificador"] != "exacto" for f in (antes, despues))
    veredicto = ("no_verificable" if inexactas else "contradiccion") if baja else "coincide"
    detalle = (
        f"era {escribir_fila(antes)} a {en_fecha(antes['fecha_corte'])}"
        f" y es {escribir_fila(despues)} a {en_fecha(despues['fecha_corte'])}"
    )
    if baja:
        detalle += ": un acumulado no baja"
    valores = despues["valor"], antes["valor"]
    return Hallazgo(ACUMULADO, despues, veredicto, detalle, *valores, Decimal(0), (despues,), (antes,))
