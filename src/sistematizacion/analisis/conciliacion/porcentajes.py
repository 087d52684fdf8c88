"""Los porcentajes contra sus conteos: los que son parte ÷ todo y los de una encuesta."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.analisis.conciliacion.cotejo import (
    Cotejo,
    Veredicto,
    con_holgura,
    cotejar,
    escribir,
    escribir_fila,
    imprecision,
    unidad,
)
from sistematizacion.analisis.conciliacion.hallazgo import (
    Fila,
    Hallazgo,
    de_cotejo,
    del_mismo_corte,
    sin_verificar,
    vigentes,
)
from sistematizacion.catalogo import Indicador
from sistematizacion.relaciones import Encuesta, Porcentaje

CONTEOS, ALCANZABLE, CIEN = "conteos", "alcanzable", "suman_cien"
UNIVERSO_MAXIMO = 10_000
Fichas = Mapping[str, Indicador]


def contra_sus_conteos(
    publicadas: pd.DataFrame, todas: pd.DataFrame, relaciones: Iterable[Porcentaje], fichas: Fichas, margen: int
) -> Iterator[Hallazgo]:
    """Cada porcentaje publicado contra parte ÷ todo × 100, publicados o calculados, del mismo corte."""
    for relacion in relaciones:
        for fila in publicadas[publicadas["indicador"] == relacion.porcentaje].to_dict("records"):
            terminos = [del_mismo_corte(todas, fila, i, fila["categoria"]) for i in (relacion.parte, relacion.todo)]
            if all(terminos) and terminos[1][0]["valor"]:
                yield _razon(fila, terminos[0][0], terminos[1][0], margen)
            else:
                claves = zip((relacion.parte, relacion.todo), terminos, strict=True)
                faltan = " y ".join(nombre(fichas, clave) for clave, halladas in claves if not halladas)
                yield sin_verificar(
                    CONTEOS, fila, f"para comprobarlo falta: {faltan}{_universo(fila, fichas, relacion)}"
                )


def _razon(fila: Fila, parte: Fila, todo: Fila, margen: int) -> Hallazgo:
    exacto = porcentaje(parte["valor"], todo["valor"])
    cotejo = cotejar(fila["valor"], fila["calificador"], exacto, margen, "%")
    if fila["calificador"] == "exacto":
        bordes = [
            porcentaje(parte["valor"] + signo * imprecision(parte), todo["valor"] - signo * imprecision(todo))
            for signo in (-1, 1)
        ]
        cotejo = con_holgura(cotejo, fila["valor"], *bordes)
    sin_fecha = any(t["fecha_corte"] != fila["fecha_corte"] for t in (parte, todo))
    inexacta = any(t["calificador"] != "exacto" for t in (parte, todo))
    if cotejo.veredicto == "contradiccion" and (sin_fecha or inexacta):
        pero = "los conteos no dicen que sean de esa fecha" if sin_fecha else "los conteos no son exactos"
        cotejo = Cotejo("no_verificable", cotejo.tolerancia, f"{cotejo.porque}, pero {pero}")
    detalle = f"{escribir_fila(parte)} de {escribir_fila(todo)}"
    return de_cotejo(CONTEOS, fila, cotejo, exacto, detalle, filas_b=(parte, todo), formula_b="{} ÷ {} × 100")


def _universo(fila: Fila, fichas: Fichas, relacion: Porcentaje) -> str:
    """El menor total entero con que el porcentaje es posible, si lo que se cuenta es entero."""
    if fila["calificador"] != "exacto" or fichas[relacion.todo].unidad in ("millones_soles", "soles"):
        return ""
    for n in range(1, UNIVERSO_MAXIMO):
        hallado = _mas_cercano(fila["valor"], n)
        if hallado and hallado[1].veredicto == "coincide":
            return f". El menor total con que {escribir_fila(fila)} es posible es {n:,} ({hallado[0]:,} de {n:,})"
    return ""


def alcanzables(publicadas: pd.DataFrame, todas: pd.DataFrame, relaciones: Iterable[Encuesta]) -> Iterator[Hallazgo]:
    """Cada porcentaje de una encuesta sale de un número entero de las personas que la respondieron."""
    for relacion in relaciones:
        for fila in publicadas[publicadas["indicador"] == relacion.porcentaje].to_dict("records"):
            personas = _personas(todas, fila, relacion)
            if personas is None:
                yield sin_verificar(ALCANZABLE, fila, "falta saber cuántas personas respondieron")
            elif fila["calificador"] != "exacto":
                yield sin_verificar(ALCANZABLE, fila, f"la fuente dice {escribir_fila(fila)}, que no es exacto")
            else:
                yield _alcanzable(fila, personas)


def _personas(todas: pd.DataFrame, fila: Fila, relacion: Encuesta) -> Fila | None:
    halladas = del_mismo_corte(todas, fila, relacion.personas)
    return next((f for f in halladas if f["calificador"] == "exacto" and f["valor"] > 0), None)


def _alcanzable(fila: Fila, personas: Fila) -> Hallazgo:
    n = int(personas["valor"])
    hallado = _mas_cercano(fila["valor"], n)
    if hallado is None:
        cercano = min(range(n + 1), key=lambda k: abs(_de(k, n) - fila["valor"]))
        detalle = f"ningún número entero de {n} personas da {escribir_fila(fila)}"
        cotejo = Cotejo(
            "contradiccion", unidad(fila["valor"]) / 2, f"lo más cercano es {cercano}, {escribir(_de(cercano, n))}%"
        )
    else:
        cercano, cotejo = hallado
        detalle = f"{cercano} de {n} personas"
    return de_cotejo(
        ALCANZABLE, fila, cotejo, _de(cercano, n), detalle, filas_b=(personas,), formula_b=f"{cercano} ÷ {{}} × 100"
    )


def _mas_cercano(publicado: Decimal, n: int) -> tuple[int, Cotejo] | None:
    """Cuántas de ``n`` dan ese porcentaje redondeado o, si ninguna, cortado."""
    base = int(publicado * n / 100)
    posibles = [k for k in range(base - 1, base + 3) if 0 <= k <= n]
    cotejos = [(k, cotejar(publicado, "exacto", _de(k, n), 0, "%")) for k in posibles]
    buenos = [par for veredicto in ("coincide", "redondeo") for par in cotejos if par[1].veredicto == veredicto]
    return buenos[0] if buenos else None


def _de(k: int, n: int) -> Decimal:
    return porcentaje(Decimal(k), Decimal(n))


def suman_cien(publicadas: pd.DataFrame, todas: pd.DataFrame, relaciones: Iterable[Encuesta]) -> Iterator[Hallazgo]:
    """Los porcentajes de una misma pregunta suman 100, o lo que el redondeo de cada uno explica."""
    for relacion in relaciones:
        filas = publicadas[(publicadas["indicador"] == relacion.porcentaje) & (publicadas["dimension"] != "")]
        for _, grupo in filas.groupby(["ambito", "dimension"], sort=False):
            for corte in dict.fromkeys(grupo["fecha_corte"]):
                partes = vigentes(f for f in grupo.to_dict("records") if f["fecha_corte"] == corte)
                yield _suma_de(partes, _personas(todas, partes[0], relacion))


def _suma_de(partes: list[Fila], personas: Fila | None) -> Hallazgo:
    suma = sum((p["valor"] for p in partes), Decimal(0))
    holgura = sum((unidad(p["valor"]) / 2 for p in partes), Decimal(0))
    detalle = " + ".join(escribir_fila(p) for p in partes) + (f" = {escribir(suma)}%" if len(partes) > 1 else "")
    veredicto: Veredicto = "coincide"
    if suma != 100:
        if abs(suma - 100) <= holgura and len(partes) > 1:
            veredicto, detalle = "redondeo", f"{detalle}: {_como_se_redondeo(partes, personas)}"
        elif suma < 100:
            veredicto, detalle = "no_verificable", f"{detalle}: pueden faltar respuestas por publicar"
        else:
            veredicto, detalle = "contradiccion", f"{detalle}: pasa de 100 más de lo que el redondeo explica"
    formula = " + ".join(["{}"] * len(partes)) if len(partes) > 1 else ""
    return Hallazgo(CIEN, partes[0], veredicto, detalle, suma, Decimal(100), holgura, tuple(partes), (), formula)


def _como_se_redondeo(partes: list[Fila], personas: Fila | None) -> str:
    """Si cada porcentaje está bien redondeado por separado, que es lo que hace que la suma no dé 100."""
    n = int(personas["valor"]) if personas else 0
    hallados = [_mas_cercano(p["valor"], n) for p in partes] if n else []
    enteros = [h[0] for h in hallados if h and h[1].veredicto == "coincide"]
    if n and len(enteros) == len(partes) and sum(enteros) == n:
        conteos = ", ".join(f"{k} de {n} es {escribir(_de(k, n))}%" for k in enteros)
        return f"cada uno está bien redondeado por separado ({conteos})"
    return "la diferencia cabe en el redondeo de cada uno"


def nombre(fichas: Fichas, clave: str) -> str:
    """El nombre del indicador dentro de una frase."""
    texto = fichas[clave].nombre if clave in fichas else clave
    return texto if texto[1:2].isupper() else texto[:1].lower() + texto[1:]
