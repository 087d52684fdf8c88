"""Las medidas con que se comparan las regiones: cada una da la cifra de una región, publicada o calculada, o nada."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.comparacion import clasificar
from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.encuesta import conteo, porcentaje, respuestas_visibles
from sistematizacion.presentacion.expediente import Expediente

MEJOR_RESPUESTA = {"satisfaccion": "muy_satisfecho", "contribucion": "muy_significativa"}


def publicada(indicador: str) -> Callable[[Expediente], Cifra | None]:
    """La cifra del indicador al último cierre de año."""
    return lambda e: e.al_cierre(indicador) if e.hay(indicador) else None


def proporcion_cerrada(expediente: Expediente) -> Cifra | None:
    """Cierres efectivos ÷ universo de cierre × 100; si no hay conteos, el último porcentaje publicado."""
    if expediente.hay("cierres_efectivos") and expediente.hay("cierre_universo"):
        return expediente.parte("cierres_efectivos", "cierre_universo")
    return expediente.cifra("cierre_porcentaje") if expediente.hay("cierre_porcentaje") else None


def mismo_universo(regiones: Sequence[Expediente]) -> bool:
    """Si el universo de cierre de todas las regiones que lo tienen se contó en sus registros, con la misma regla."""
    universos = [e.cifra("cierre_universo") for e in regiones if e.hay("cierre_universo")]
    solo_proporcion = any(e.hay("cierre_porcentaje") and not e.hay("cierre_universo") for e in regiones)
    return bool(universos) and not solo_proporcion and all(c.origen == "calculado" for c in universos)


def proporcion_de_hitos(expediente: Expediente) -> Cifra | None:
    """Hitos cumplidos o superados ÷ hitos previstos × 100."""
    if expediente.hay("hitos_logrados") and expediente.hay("hitos_total"):
        return expediente.parte("hitos_logrados", "hitos_total")
    return None


def respuestas(expediente: Expediente, pregunta: str, respuesta: str) -> tuple[Cifra, Cifra] | None:
    """Cuántas personas dieron esa respuesta y cuántas respondieron la pregunta, contadas en la tabla ``encuesta``."""
    resumen = resumir(respuestas_visibles(expediente))
    de_la_pregunta = resumen[resumen["pregunta"] == pregunta]
    if de_la_pregunta.empty:
        return None
    n = int(de_la_pregunta["n"].iloc[0])
    cuantas = int(de_la_pregunta[de_la_pregunta["respuesta"] == respuesta]["conteo"].sum())
    return (
        conteo(expediente, cuantas, f"encuesta/{pregunta}/{respuesta}", f"Respuestas «{expediente.rotulo(respuesta)}»"),
        conteo(expediente, n, f"encuesta/{pregunta}", "Personas que respondieron"),
    )


def favorables(pregunta: str) -> Callable[[Expediente], Cifra | None]:
    """El porcentaje que dio la respuesta más favorable a una pregunta."""

    def medir(expediente: Expediente) -> Cifra | None:
        mejor = MEJOR_RESPUESTA[pregunta]
        par = respuestas(expediente, pregunta, mejor)
        if par is None:
            return None
        resumen = resumir(respuestas_visibles(expediente))
        suyo = resumen[(resumen["pregunta"] == pregunta) & (resumen["respuesta"] == mejor)]["redondeado"]
        return porcentaje(par[0], par[1], suyo.iloc[0] if len(suyo) else Decimal(0))

    return medir


COMPARABLES: dict[str, Callable[[Expediente], Cifra | None]] = {
    "Avance del PIM de la cartera seleccionada": publicada("avance_pim_csp"),
    "Ejecución presupuestal de la región": publicada("ejecucion_presupuestal"),
    "Proporción de inversiones cerradas": proporcion_cerrada,
    "Hitos cumplidos o superados": proporcion_de_hitos,
    "Valor del IGEIP": publicada("igeip_indice"),
    "Personas muy satisfechas": favorables("satisfaccion"),
}


def del_mismo_corte(cifras: Mapping[str, Cifra]) -> dict[str, Cifra]:
    """Las que se pueden ordenar: las de la fecha y el modo (cifras tal cual o derivadas) que más regiones comparten.

    Un mínimo o un máximo no se ordena; las que no tienen fecha cuentan como de una misma.
    """
    exactas = {k: c for k, c in cifras.items() if c.calificador in ("exacto", "aproximado")}
    modos = Counter(_modo(c) for c in exactas.values())
    comun = modos.most_common(1)[0][0] if modos else None
    return {k: c for k, c in exactas.items() if _modo(c) == comun}


def _modo(cifra: Cifra) -> tuple[date | None, bool]:
    return cifra.fecha_corte, cifra.derivada


def clasificar_cifras(cifras: Mapping[str, Cifra]) -> dict[str, tuple[int, bool]]:
    """Por clave de región, su puesto (1 es el mayor valor) y si lo comparte; vacío si no hay dos del mismo corte."""
    comparables = del_mismo_corte(cifras)
    if len(comparables) < 2:
        return {}
    valores = pd.DataFrame({"region": list(comparables), "valor": [valor_de(c) for c in comparables.values()]})
    puestos = clasificar(valores)
    return {f["region"]: (int(f["puesto"]), bool(f["empatados"] > 1)) for f in puestos.to_dict("records")}
