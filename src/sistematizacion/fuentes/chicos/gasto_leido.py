"""Arma la clase ``ejecucion`` de unos rótulos con sus montos, venga de la pantalla o de una tabla de Excel."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.comun import lectura, marco, quedarse, tabla_de
from sistematizacion.fuentes.chicos.rotulos import (
    DE_EJECUTORA,
    DE_MUNICIPALIDAD,
    Rotulo,
    decir_genericos,
    entender_rotulo,
    es_total,
    partir,
)
from sistematizacion.fuentes.lectura import LecturaExterna

MONTOS = ("pia", "pim", "certificado", "compromiso_anual", "compromiso_mensual", "devengado", "girado")
ALIAS_DE_MONTOS = {
    "pia": ("PIA", "Presupuesto Institucional de Apertura"),
    "pim": ("PIM", "Presupuesto Institucional Modificado"),
    "certificado": ("Certificación", "Certificado", "Certif."),
    "compromiso_anual": ("Compromiso Anual", "Compromiso"),
    "compromiso_mensual": ("Atención de Compromiso Mensual", "Atencion Compromiso Mensual", "Compromiso Mensual"),
    "devengado": ("Devengado", "Ejecución Devengado"),
    "girado": ("Girado",),
    "avance": ("Avance %", "Avance", "% Avance", "Avance (%)"),
}
MEDIO_SOL = Decimal("0.5")  # la pantalla redondea cada monto al sol
FILAS_PARA_SUMA = 3  # con dos filas iguales, cada una «suma» a la otra
TOLERANCIA = 10  # un total por suma es este número de veces mayor que lo que el redondeo explica
HOLGURA = Decimal("0.06")  # del avance con un decimal


def rotulos_de(textos: Sequence[str], que: str) -> list[Rotulo]:
    """Cada rótulo escrito, ya entendido."""
    return [entender_rotulo(que, *partir(t)) for t in textos]


def armar(
    formato: str, rotulos: Sequence[Rotulo], campos: Mapping[str, Sequence[Any]], bitacora: Bitacora,
    apartadas: Mapping[str, Sequence[Any]] | None = None,
) -> LecturaExterna:  # fmt: skip
    """La lectura de clase ``ejecucion``: aparta las filas de total y revisa el avance.

    ``campos`` son las columnas ya leídas (año, fecha, montos y avance), una entrada por rótulo; las que un rótulo no
    trae (SEC_EJEC, pliego) también pueden venir ahí.
    """
    filas = len(rotulos)
    completos = dict(campos)
    for clave in Rotulo._fields:
        suyos = [getattr(r, clave) for r in rotulos]
        otros = completos.get(clave, [None] * filas)
        completos[clave] = [s if s is not None else o for s, o in zip(suyos, otros, strict=True)]
    tabla = tabla_de("ejecucion", completos, filas)
    tabla["avance"] = _en_por_ciento(tabla, bitacora)
    sumas = _totales(tabla, bitacora)
    quedan = [not s for s in sumas]
    decir_genericos([r for r, queda in zip(rotulos, quedan, strict=True) if queda], bitacora)
    _sin_codigo(rotulos, quedan, bitacora)
    resto = marco(apartadas or {}, filas)
    return lectura(
        formato, "ejecucion", quedarse(tabla, quedan), bitacora, quedarse(resto, quedan), quedarse(tabla, sumas)
    )


def _totales(tabla: pd.DataFrame, bitacora: Bitacora) -> list[bool]:
    """Las filas de total: las que lo dicen, y las sin código de lugar cuyos montos son, todos, la suma de las demás."""
    sumas = [c is None and es_total(n or "") for c, n in zip(tabla["codigo"], tabla["nombre"], strict=True)]
    for _, grupo in tabla[[not s for s in sumas]].groupby(tabla["anio"].map(str), sort=False):
        for n in _suman_a_las_demas(grupo):
            sumas[n] = True
            nombre = tabla.at[n, "nombre"]
            bitacora.suponer(f"la fila «{nombre}» es la suma de las demás: se aparta como total")
    if cuantas := sum(sumas):
        nombres = ", ".join(f"«{n}»" for n in dict.fromkeys(tabla.loc[sumas, "nombre"]))
        bitacora.entender(f"{segun(cuantas, 'fila', 'filas')} de total ({nombres}), aparte de las demás.")
    return sumas


def _suman_a_las_demas(grupo: pd.DataFrame) -> list[int]:
    if len(grupo) < FILAS_PARA_SUMA:
        return []
    holgura = MEDIO_SOL * len(grupo)
    candidatas = set(grupo.index)
    con_montos = 0
    for clave in MONTOS:
        if grupo[clave].isna().any():
            continue
        total = sum(grupo[clave], Decimal(0))
        if total <= holgura * TOLERANCIA:
            continue
        con_montos += 1
        candidatas &= {n for n, v in grupo[clave].items() if abs(2 * v - total) <= holgura}
        if not candidatas:
            return []
    return sorted(candidatas) if con_montos > 1 and len(candidatas) == 1 else []


def _en_por_ciento(tabla: pd.DataFrame, bitacora: Bitacora) -> pd.Series:
    """El avance de 0 a 100: si viene como proporción de devengado entre PIM, se lleva a porcentaje y se dice."""
    avance = tabla["avance"]
    casos = [
        (a, 100 * d / p)
        for a, d, p in zip(avance, tabla["devengado"], tabla["pim"], strict=True)
        if a is not None and d and p
    ]
    if not casos:
        return avance
    if all(abs(100 * a - esperado) <= HOLGURA for a, esperado in casos) and any(e > 2 for _, e in casos):
        bitacora.suponer("el avance viene como proporción (0.56 por 56 %): se llevó a porcentaje")
        return pd.Series([None if a is None else a * 100 for a in avance], dtype=object, index=avance.index)
    if distintos := sum(abs(a - esperado) > HOLGURA for a, esperado in casos):
        regla = f"en {distintos} de {len(casos)} filas el avance no es devengado entre PIM"
        bitacora.advertir(regla, "Se guarda como vino.")
    return avance


def _sin_codigo(rotulos: Sequence[Rotulo], quedan: Sequence[bool], bitacora: Bitacora) -> None:
    """Advierte de las filas cuyo rótulo no trae código y no son total: un subtotal contaría dos veces."""
    sueltos = [r.nombre for r, queda in zip(rotulos, quedan, strict=True) if queda and r.codigo is None]
    if sueltos and len(sueltos) < sum(quedan):
        regla = f"{segun(len(sueltos), 'fila no trae', 'filas no traen')} código, como «{sueltos[0]}»"
        bitacora.advertir(regla, "Si alguna es un total o un subtotal, quítela: contaría dos veces.")
    raros = [
        r.codigo
        for r in rotulos
        if r.codigo
        and (r.que == "ejecutora" and not DE_EJECUTORA.fullmatch(r.codigo))
        or (r.codigo and r.que == "municipalidad" and not DE_MUNICIPALIDAD.fullmatch(r.codigo))
    ]
    if raros:
        regla = f"{segun(len(raros), 'código no dice', 'códigos no dicen')} su SEC_EJEC, como «{raros[0]}»"
        bitacora.advertir(regla, "Queda sin dato.")
