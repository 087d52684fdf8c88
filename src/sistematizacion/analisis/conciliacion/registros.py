"""Lo calculado desde los registros contra lo publicado."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import Cotejo, cotejar, escribir_fila, simbolo_de
from sistematizacion.analisis.conciliacion.hallazgo import (
    Fila,
    Hallazgo,
    compatibles,
    de_cotejo,
    en_fecha,
    sin_verificar,
)
from sistematizacion.nucleo.seleccion import coincidencias

REGLA = "registros"


def contra_los_registros(
    publicadas: pd.DataFrame, calculadas: pd.DataFrame, margen: int, completas: Mapping[str, Collection[str]] | None
) -> Iterator[Hallazgo]:
    """Cada cifra publicada que también se calcula: mismo indicador, categoría y fecha compatible."""
    for fila in publicadas.to_dict("records"):
        propias = calculadas[calculadas["ambito"] == fila["ambito"]]
        candidatas = coincidencias(propias, fila["indicador"], fila["categoria"]).to_dict("records")
        del_corte = [c for c in candidatas if compatibles(c["fecha_corte"], fila["fecha_corte"])]
        if del_corte:
            yield _cotejar(fila, del_corte[0], margen, completas)
        elif candidatas:
            corte = en_fecha(candidatas[0]["fecha_corte"])
            yield sin_verificar(REGLA, fila, f"los registros son a {corte}, y no a la fecha publicada")


def _cotejar(fila: Fila, calculada: Fila, margen: int, completas: Mapping[str, Collection[str]] | None) -> Hallazgo:
    cotejo = cotejar(fila["valor"], fila["calificador"], calculada["valor"], margen, simbolo_de(fila))
    falta = _por_que_puede_faltar(fila, calculada, completas)
    if cotejo.veredicto == "contradiccion" and falta:
        cotejo = Cotejo("no_verificable", cotejo.tolerancia, f"{cotejo.porque}, pero {falta}")
    return de_cotejo(
        REGLA, fila, cotejo, calculada["valor"], f"según los registros ({calculada['formula']})", filas_b=(calculada,)
    )


def _por_que_puede_faltar(fila: Fila, calculada: Fila, completas: Mapping[str, Collection[str]] | None) -> str:
    """Por qué los registros podrían quedarse cortos, o vacío si una diferencia es una contradicción.

    Si cuentan más de lo publicado no les falta nada: la contradicción queda, salvo en un porcentaje, que con más datos
    puede subir o bajar.
    """
    if calculada["valor"] > fila["valor"] and not simbolo_de(fila):
        return ""
    if calculada["calificador"] != "exacto":
        return f"los registros dan solo {escribir_fila(calculada)}"
    tabla = calculada.get("tabla", "")
    if completas is not None and tabla and tabla not in completas.get(fila["ambito"], ()):
        return f"la región no declara completa la tabla {tabla}"
    return ""
