"""Fechas escritas a mano: 31/12/2025, 15 de marzo de 2025, mar-2025. La columna dice si va antes el día o el mes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from sistematizacion.nucleo.columnas import es_corte
from sistematizacion.nucleo.lectura.celdas import Celda, Dia, Falla, Leida, plegar, visto

MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
LARGO = {"dia": 10, "mes": 7, "anio": 4}
HORA = r"(?:[T ,]+(?P<hora>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:[ap]\.?\s?m\.?)?Z?)?"
ISO = re.compile(r"(?P<anio>\d{4})(?:[-/](?P<mes>\d{1,2})(?:[-/](?P<dia>\d{1,2})" + HORA + ")?)?", re.IGNORECASE)
CIFRAS = re.compile(r"(?P<uno>\d{1,2})([/.-])(?P<dos>\d{1,2})\2(?P<anio>\d{4}|\d{2})" + HORA, re.IGNORECASE)
MES_Y_ANIO = re.compile(r"(?P<mes>\d{1,2})[/-](?P<anio>\d{4})")
EN_LETRAS = re.compile(
    r"(?:[^\W\d]+,\s*|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+)?"
    r"(?:(?P<dia>\d{1,2})[\s/-]*(?:de\s+)?)?(?P<mes>[^\W\d]{3,10})\.?[\s/,-]*(?:del?\s+)?(?P<anio>\d{4}|\d{2})",
    re.IGNORECASE,
)
SERIAL = re.compile(r"(?P<serial>[2-7]\d{4})(?:\.\d+)?")


def existe(canonico: str) -> bool:
    """Dice si es una fecha que existe; ``Corte`` toma el día 00 por el último del mes, y aquí no es un día.

    >>> existe("2025-12-31"), existe("2025-05-00")
    (True, False)
    """
    return es_corte(canonico) and not re.fullmatch(r"\d{4}-\d{2}-00", canonico)


class Suelta(NamedTuple):
    """Una fecha con el día y el mes en cualquier orden: «03/04/2025»."""

    uno: int
    dos: int
    anio: int

    @property
    def orden(self) -> str:
        """Cuál va primero, ``dia`` o ``mes``; «» si no se sabe, y ``da igual`` si son el mismo número."""
        if self.uno == self.dos:
            return "da igual"
        if self.uno > 12 or self.dos > 12:
            return "mes" if self.uno <= 12 else "dia"
        return ""

    def canonico(self, orden: str) -> str:
        """La fecha como ``2025-04-03``."""
        dia, mes = (self.dos, self.uno) if orden == "mes" else (self.uno, self.dos)
        return f"{self.anio:04}-{mes:02}-{dia:02}"


def leer_fechas(celdas: Sequence[Celda], columna: Mapping[str, Any], epoca: datetime = WINDOWS_EPOCH) -> Leida:
    """Pone cada celda como ``2025-12-31``, ``2025-12`` o ``2025``; lo ambiguo queda como falla que lo pregunta."""
    leida = Leida([visto(c) for c in celdas])
    sueltas: dict[int, Suelta] = {}
    for n, celda in enumerate(celdas):
        if isinstance(celda, Dia):
            _de_excel(n, celda, columna["tipo"], leida)
        elif not isinstance(celda, Falla) and (texto := visto(celda)) and not existe(texto):
            _de_texto(n, texto, epoca, leida, sueltas)
    for n, texto in enumerate(leida.textos):
        if es_corte(texto) and not existe(texto):
            leida.fallas[n] = Falla("no es un día que exista", "Escríbalo como 31/12/2025.")
    _ordenar(sueltas, leida)
    _avisar_de_dias_cambiados(celdas, sueltas, leida)
    if columna["tipo"] == "mes":
        for n, texto in enumerate(leida.textos):
            if n not in leida.fallas and len(texto) == LARGO["dia"] and existe(texto):
                leida.textos[n] = texto[:7]
                if not (isinstance(celdas[n], Dia) and celdas[n].valor.day == 1):  # type: ignore[union-attr]
                    leida.anotar("con el día además del mes", f"«{visto(celdas[n])}» se leyó {texto[:7]}")
    return leida


def _de_excel(n: int, celda: Dia, tipo: str, leida: Leida) -> None:
    leida.textos[n] = celda.texto if tipo != "mes" else celda.valor.isoformat()
    if tipo == "fecha" and len(celda.texto) < LARGO["dia"]:
        leida.fallas[n] = Falla("la celda muestra solo el mes o el año, y va un día", "Escríbala completa: 31/12/2025.")
    if celda.con_hora:
        leida.anotar("con hora, que no se usa", f"«{visto(celda)}»")


def _de_texto(n: int, texto: str, epoca: datetime, leida: Leida, sueltas: dict[int, Suelta]) -> None:
    """Interpreta un texto; el que no es una fecha queda tal cual, para que responda el esquema."""
    if hallada := SERIAL.fullmatch(texto):
        dia = from_excel(int(hallada["serial"]), epoca)
        leida.textos[n] = f"{dia:%Y-%m-%d}"
        return leida.anotar("con el número de serie de Excel", f"«{texto}» se leyó {dia:%d/%m/%Y}")
    if hallada := ISO.fullmatch(texto) or MES_Y_ANIO.fullmatch(texto):
        partes = [int(hallada[p]) for p in ("anio", "mes", "dia") if p in hallada.re.groupindex and hallada[p]]
        leida.textos[n] = "-".join([f"{partes[0]:04}", *(f"{p:02}" for p in partes[1:])])
    elif hallada := CIFRAS.fullmatch(texto):
        if len(hallada["anio"]) == 2:
            return _de_dos_cifras(n, hallada["anio"], leida)
        suelta = Suelta(int(hallada["uno"]), int(hallada["dos"]), int(hallada["anio"]))
        if not any(existe(suelta.canonico(orden)) for orden in ("dia", "mes")):
            return None
        sueltas[n] = suelta
    elif (hallada := EN_LETRAS.fullmatch(texto)) and (mes := numero_de_mes(hallada["mes"])):
        if len(hallada["anio"]) == 2:
            return _de_dos_cifras(n, hallada["anio"], leida)
        dia = f"-{int(hallada['dia']):02}" if hallada["dia"] else ""
        leida.textos[n] = f"{hallada['anio']}-{mes:02}{dia}"
    else:
        return None
    if n not in sueltas and existe(leida.textos[n]):
        leida.anotar("con otra forma de fecha", f"«{texto}» se leyó {leida.textos[n]}")
    if "hora" in hallada.re.groupindex and hallada["hora"] and hallada["hora"].strip("0:."):
        leida.anotar("con hora, que no se usa", f"«{texto}»")
    return None


def _de_dos_cifras(n: int, anio: str, leida: Leida) -> None:
    leida.fallas[n] = Falla("el año tiene dos cifras", f"¿Es 19{anio} o 20{anio}? Escriba las cuatro cifras.")


def numero_de_mes(nombre: str) -> int | None:
    """El número de un mes por su nombre o su comienzo.

    >>> [numero_de_mes(m) for m in ("marzo", "Set", "setiembre", "Sept", "mayonesa")]
    [3, 9, 9, 9, None]
    """
    plegado = plegar(nombre).replace("setiembre", "septiembre")
    plegado = "septiembre" if plegado == "set" else plegado
    hallados = [n for n, mes in enumerate(MESES, 1) if len(plegado) >= 3 and mes.startswith(plegado)]
    return hallados[0] if hallados else None


def _ordenar(sueltas: Mapping[int, Suelta], leida: Leida) -> None:
    """Decide si va primero el día o el mes por las fechas de la columna que no dejan duda."""
    seguras = {orden: n for n, s in reversed(sueltas.items()) if (orden := s.orden) in {"dia", "mes"}}
    for n, suelta in sueltas.items():
        orden = suelta.orden or (next(iter(seguras)) if len(seguras) == 1 else "")
        if len(seguras) == 2 and orden != "da igual" and orden != "dia":
            ejemplos = f"{leida.textos[seguras['dia']]} (día/mes) y {leida.textos[seguras['mes']]} (mes/día)"
            leida.fallas[n] = Falla(
                "la columna mezcla dos órdenes de fecha", f"Hay {ejemplos}. Escriba todas como 2025-12-31."
            )
        elif not orden:
            una, otra = suelta.canonico("dia"), suelta.canonico("mes")
            leida.fallas[n] = Falla(
                "se puede leer de dos maneras",
                f"¿Es el {en_letras(una)} o el {en_letras(otra)}? Escriba {una} o {otra}.",
            )
    for n, suelta in sueltas.items():
        if n in leida.fallas:
            continue
        orden = suelta.orden or next(iter(seguras))
        texto, canonico = leida.textos[n], suelta.canonico(orden)
        if existe(canonico):  # la que no existe queda como se escribió y de ella responde el esquema
            leida.textos[n] = canonico
            leida.anotar(f"como {'mes/día/año' if orden == 'mes' else 'día/mes/año'}", f"«{texto}» se leyó {canonico}")


def en_letras(canonico: str) -> str:
    """Un día en palabras.

    >>> en_letras("2025-04-03")
    '3 de abril de 2025'
    """
    dia = date.fromisoformat(canonico)
    return f"{dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def _avisar_de_dias_cambiados(celdas: Sequence[Celda], sueltas: Mapping[int, Suelta], leida: Leida) -> None:
    """Un Excel en inglés toma 03/04/2025 por 4 de marzo y deja 15/03/2025 como texto: la mezcla lo delata."""
    de_excel = [c.valor for c in celdas if isinstance(c, Dia)]
    if de_excel and any(s.orden == "dia" for s in sueltas.values()) and all(d.day <= 12 for d in de_excel):
        leida.avisos.append((
            "hay fechas como texto con día mayor que 12 y todas las fechas de Excel tienen día 12 o menor",
            "Revise que Excel no haya cambiado el día por el mes al abrir el archivo.",
        ))  # fmt: skip
