"""Un número escrito a mano, en partes: su signo, sus cifras, su signo decimal y lo que lleva delante o detrás."""

import re
from typing import NamedTuple

from sistematizacion.nucleo.lectura.celdas import plegar

FORMA = re.compile(
    r"(?P<signo>[-−–+]?)\s*(?P<moneda>S/\.?|PEN)?\s*(?P<signo2>[-−–+]?)\s*"
    r"(?P<cuerpo>[.,]?\d[\d.,'’`´ ]*?)\s*(?P<cola>[^\d\s.,'-].*)?",
    re.IGNORECASE,
)
MILLARES = re.compile(r"\d{1,3}(?:[ '’`´.,]\d{3})+")
DUDOSO = re.compile(r"[1-9]\d{0,2}(?:['’`´]\d{3})*[.,]\d{3}")
CIENTIFICA = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
OTRO = {".": ",", ",": "."}  # con uno de millares, el otro es el decimal
SOLES, POR_CIENTO = {"soles", "nuevossoles", "sol", "s", "pen"}, {"porciento", "porcentaje"}


class Escrito(NamedTuple):
    """Un número escrito a mano, en partes; ``decimal`` es su signo decimal, «» si no se sabe o no lleva."""

    menos: str
    cuerpo: str
    decimal: str
    moneda: bool
    por_ciento: bool
    unidad: bool

    @property
    def dudoso(self) -> bool:
        """Dice si su único punto o coma puede ser decimal o de millares."""
        return not self.decimal and bool(DUDOSO.fullmatch(self.cuerpo))

    def canonico(self, decimal: str) -> str:
        """El número con punto decimal y sin millares."""
        entero, _, fraccion = self.cuerpo.partition(decimal) if decimal else (self.cuerpo, "", "")
        cifras = re.sub(r"\D", "", entero) or "0"
        return f"{self.menos}{cifras}.{fraccion}" if fraccion else f"{self.menos}{cifras}"


def escrito(texto: str, unidad: str = "") -> Escrito | None:
    """Parte un número escrito a mano, o nada si no lo es.

    >>> [e.canonico(e.decimal) for e in map(escrito, ("1'234,567.89", "S/ 1.234,5", "-12 %", "1 234 567", "0,834"))]
    ['1234567.89', '1234.5', '-12', '1234567', '0.834']
    >>> escrito("1.234").dudoso, escrito("31.12.2025"), escrito("12 5")
    (True, None, None)
    """
    hallado = FORMA.fullmatch(texto)
    if hallado is None or (hallado["signo"] and hallado["signo2"]):
        return None
    cola, cuerpo = hallado["cola"] or "", hallado["cuerpo"]
    moneda = bool(hallado["moneda"]) or plegar(cola) in SOLES and bool(cola)
    por_ciento = cola == "%" or plegar(cola) in POR_CIENTO
    propia = plegar(unidad).removesuffix("s")
    suya = len(propia) > 1 and plegar(cola).removesuffix("s") == propia
    if cola and not (moneda or por_ciento or suya):
        return None
    decimal = _signo_decimal(cuerpo)
    if decimal is None:
        return None
    menos = "-" if (hallado["signo"] or hallado["signo2"]) in {"-", "−", "–"} else ""
    return Escrito(menos, cuerpo, decimal, moneda, por_ciento, suya and not moneda and not por_ciento)


def _signo_decimal(cuerpo: str) -> str | None:
    """El signo decimal de unas cifras; «» si no lleva o no se sabe, y nada si no son un número."""
    signos = re.sub(r"[^.,]", "", cuerpo)
    if not signos or DUDOSO.fullmatch(cuerpo):
        return "" if not signos and _entero(cuerpo) or DUDOSO.fullmatch(cuerpo) else None
    ultimo = signos[-1]
    if len(set(signos)) == 1 and len(signos) > 1:  # 1.234.567: solo puede separar millares
        return OTRO[ultimo] if _entero(cuerpo) else None
    entero, _, fraccion = cuerpo.rpartition(ultimo)
    bien = signos.count(ultimo) == 1 and fraccion.isdigit() and (not entero or _entero(entero))
    return ultimo if bien else None


def _entero(cifras: str) -> bool:
    return cifras.isdigit() or MILLARES.fullmatch(cifras) is not None
