"""Los días de una columna y los meses sueltos, como los escriben el MEF y la Contraloría: el día va antes que el mes."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.celda import NoSeEntiende, es_nulo, texto
from sistematizacion.fuentes.chicos.cruda import Valor
from sistematizacion.nucleo.lectura.celdas import Dia
from sistematizacion.nucleo.lectura.fechas import EN_LETRAS, leer_fechas, numero_de_mes

PUNTO_NET = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
LIMA = timezone(timedelta(hours=-5))  # el Perú no cambia de hora
DIA_SEGURO = "31/12/2000"  # el día va primero, sin duda: así se leen también 03/04/2025 y las demás
PERIODO = re.compile(r"(?P<anio>(?:19|20)\d{2})[-/ ]?(?P<mes>0[1-9]|1[0-2])(?:[-/ ]?\d{2})?")


def fechas(celdas: Sequence[Valor], lugar: Callable[[int], dict[str, Any]], bitacora: Bitacora) -> list[date | None]:
    """Una columna de días; la hora se deja. ``lugar`` dice dónde está la celda de cada posición.

    Entiende dd/mm/aaaa, ISO, las de Excel, las de .NET (en hora de Lima) y las escritas («21-septiembre-2021»).
    """
    distintas = list(dict.fromkeys("" if _sin_fecha(c) else c for c in celdas))
    puestas = [Dia(c, c.isoformat()) if isinstance(c, date) else _dia_net(str(c)) for c in distintas]
    de_excel = any(isinstance(c, Dia) for c in puestas)
    leida = leer_fechas(puestas if de_excel else [*puestas, DIA_SEGURO], {"tipo": "fecha"})
    for regla, remedio in leida.avisos if de_excel else ():
        bitacora.advertir(regla, remedio, {k: v for k, v in lugar(0).items() if k not in {"fila", "valor"}})
    dias = {c: (leida.textos[n], leida.fallas.get(n)) for n, c in enumerate(distintas)}
    valores: list[date | None] = []
    for n, celda in enumerate(celdas):
        canonico, falla = dias["" if _sin_fecha(celda) else celda]
        if falla or canonico and len(canonico) != len("2025-12-31") or canonico and not _existe(canonico):
            regla = falla.regla if falla else "no es un día que exista: se espera dd/mm/aaaa"
            bitacora.fallar(regla, falla.remedio if falla else "", lugar(n))
            valores.append(None)
        else:
            valores.append(date.fromisoformat(canonico) if canonico else None)
    return valores


def _sin_fecha(celda: Valor) -> bool:
    return celda == 0 if isinstance(celda, Decimal) else es_nulo(celda) or celda == "0"


def _existe(canonico: str) -> bool:
    try:
        return bool(date.fromisoformat(canonico))
    except ValueError:
        return False


def _dia_net(celda: str) -> str:
    """El día de ``/Date(ms)/`` en hora de Lima; lo demás, tal cual.

    >>> _dia_net("/Date(1584939600000)/"), _dia_net("05/12/2016")
    ('2020-03-23', '05/12/2016')
    """
    hallado = PUNTO_NET.fullmatch(celda)
    if hallado is None:
        return celda
    instante = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=int(hallado[1]))
    return instante.astimezone(LIMA).date().isoformat()


def periodo(celda: Valor) -> str | None:
    """Un mes como ``2017-10``, venga como 201710, «Octubre 2017», «DIC-2021», una fecha o ``/Date(ms)/``.

    >>> [periodo(t) for t in ("Octubre 2017", "DIC-2021", "201710", "Set 2015", "")]
    ['2017-10', '2021-12', '2017-10', '2015-09', None]
    """
    if isinstance(celda, date):
        return f"{celda:%Y-%m}"
    leido = texto(celda)
    if leido is None or leido == "0":
        return None
    leido = _dia_net(leido)
    if hallado := PERIODO.fullmatch(leido):
        return f"{hallado['anio']}-{hallado['mes']}"
    hallado = EN_LETRAS.fullmatch(leido)
    mes = numero_de_mes(hallado["mes"]) if hallado else None
    if hallado is None or mes is None or len(hallado["anio"]) != 4:
        raise NoSeEntiende("no es un mes", "Se espera «Octubre 2017», 201710 o 2017-10.")
    return f"{hallado['anio']}-{mes:02}"
