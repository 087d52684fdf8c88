"""De una celda cruda a su valor: números exactos, textos de una línea y códigos con sus ceros.

La convención es la del MEF: la coma separa millares y el punto es decimal. Lo que aun así se puede leer de dos maneras es
un error que pregunta.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sistematizacion.fuentes.chicos.cruda import Valor
from sistematizacion.nucleo.columnas import es_numero
from sistematizacion.nucleo.lectura.canonico import DE_FORMULA, SIN_DATO
from sistematizacion.nucleo.lectura.escrito import CIENTIFICA, DUDOSO, escrito

NULOS = SIN_DATO | {"", "-.-", "null", "none", "sin fecha"}
CODIGOS = {"cui", "snip", "sec_ejec", "ubigeo", "obra", "codigo", "pliego", "producto_proyecto"}
SIN_CODIGO = {"cui", "snip", "obra"}  # en estos, 0 es que no tiene
SOLO_CIFRAS = {"cui", "snip", "sec_ejec", "ubigeo", "pliego"}
DEMASIADO = Decimal(10**16)  # un monto tiene a lo más dieciséis cifras enteras (DECIMAL(18,2))
CENTIMO, MILLONESIMO = Decimal("0.01"), Decimal("0.000001")
DECIMAL_CON_ESPACIO = re.compile(r"(-?\d+) (\d{1,2})")


class NoSeEntiende(Exception):
    """Una celda que no se puede leer: la regla y el remedio."""

    def __init__(self, regla: str, remedio: str = "") -> None:
        """Guarda las dos."""
        super().__init__(regla)
        self.regla, self.remedio = regla, remedio


def centimos(valor: Decimal) -> Decimal:
    """El monto al céntimo más cercano, con dos decimales como mucho."""
    return redondear(valor, CENTIMO)


def redondear(valor: Decimal, a: Decimal) -> Decimal:
    """El valor con los decimales de ``a``, si traía más.

    >>> redondear(Decimal("21052399.000000"), CENTIMO), redondear(Decimal("0.005"), CENTIMO), redondear(Decimal("7"), CENTIMO)
    (Decimal('21052399.00'), Decimal('0.01'), Decimal('7'))
    """
    return valor.quantize(a, ROUND_HALF_UP) if valor.as_tuple().exponent < a.as_tuple().exponent else valor


def es_nulo(celda: Valor) -> bool:
    """Dice si la celda no dice nada: vacía, «-», «NULL», «s/d»."""
    return isinstance(celda, str) and celda.casefold() in NULOS


def numero(celda: Valor, con_espacio: bool = False, con_milesimas: bool = False, unidad: str = "S/") -> Decimal | None:
    """Un número exacto.

    >>> [numero(t) for t in ("19,117,334", "600,00", "-237.75", "S/ 1,234.5", "-.-")]
    [Decimal('19117334'), Decimal('600.00'), Decimal('-237.75'), Decimal('1234.5'), None]
    >>> numero("1205287 56", con_espacio=True), numero("5.2 %", unidad="%")
    (Decimal('1205287.56'), Decimal('5.2'))
    """
    leido = _numero(celda, con_espacio, con_milesimas, unidad)
    if leido is not None and not abs(leido) < DEMASIADO:
        raise NoSeEntiende("es un número demasiado grande", "Revise si le sobran cifras.")
    return leido


def _numero(celda: Valor, con_espacio: bool, con_milesimas: bool, unidad: str) -> Decimal | None:
    if isinstance(celda, Decimal):
        return celda
    if isinstance(celda, date):
        raise NoSeEntiende("es una fecha y aquí va un número", "Dé a la celda formato Número y escríbalo de nuevo.")
    if es_nulo(celda):
        return None
    if con_espacio and " " in celda:
        return _con_espacio(celda)
    if DUDOSO.fullmatch(celda.lstrip("-")) and "." in celda and not con_milesimas:
        pregunta = f"¿Es {celda.replace('.', '')}? Escríbalo sin punto; si tiene milésimas, {celda}0."
        raise NoSeEntiende("se puede leer de dos maneras", pregunta)
    if es_numero(celda):
        return Decimal(celda)
    if CIENTIFICA.fullmatch(celda):
        return Decimal(celda.replace(",", "."))
    if DE_FORMULA.fullmatch(celda):
        raise NoSeEntiende("es el error de una fórmula", "Corrija la fórmula en Excel o escriba el valor.")
    hallado = escrito(celda, unidad)
    if hallado is None:
        raise NoSeEntiende("no es un número", "Escriba el número (por ejemplo 1038.5), o deje la celda vacía.")
    if hallado.por_ciento and unidad != "%" or hallado.moneda and unidad == "%":
        raise NoSeEntiende(f"lleva otra unidad y la columna va en {unidad}", "Escriba solo el número.")
    decimal = hallado.decimal or ("." if hallado.dudoso else "")
    return Decimal(hallado.canonico(decimal))


def _con_espacio(celda: str) -> Decimal:
    hallado = DECIMAL_CON_ESPACIO.fullmatch(celda)
    if hallado is None:
        raise NoSeEntiende("no es un número", "En este archivo el decimal va tras un espacio, con una o dos cifras.")
    return Decimal(f"{hallado[1]}.{hallado[2]}")


def entero(celda: Valor) -> int | None:
    """Un número entero, o ``None``."""
    valor = numero(celda, con_milesimas=True)
    if valor is not None and valor != valor.to_integral_value():
        raise NoSeEntiende("no es un número entero")
    return None if valor is None else int(valor)


def texto(celda: Valor) -> str | None:
    """Un texto de una línea con los espacios juntos, o ``None``; lo que Excel tomó por número vuelve a ser texto."""
    if es_nulo(celda):
        return None
    if isinstance(celda, Decimal):
        return str(int(celda)) if celda == celda.to_integral_value() else format(celda.normalize(), "f")
    return celda.isoformat() if isinstance(celda, date) else " ".join(celda.split())


def codigo(celda: Valor, clave: str = "") -> str | None:
    """Un código como texto, aunque venga como flotante; donde 0 quiere decir que no hay, ``None``.

    >>> codigo(Decimal("2336168.0"), "cui"), codigo("2657303.0 ", "snip"), codigo("0", "cui"), codigo("001-1693", "codigo")
    ('2336168', '2657303', None, '001-1693')
    """
    if isinstance(celda, date):
        raise NoSeEntiende("es una fecha y aquí va un código", "Dé a la celda formato Texto y escríbalo de nuevo.")
    leido = texto(celda)
    if leido is None:
        return None
    leido = re.sub(r"^(\d+)\.0+$", r"\1", leido)
    if clave in SIN_CODIGO and not leido.strip("0"):
        return None
    if clave in SOLO_CIFRAS and not (leido.isascii() and leido.isdigit()):
        raise NoSeEntiende("no es un código: va solo con cifras", "Escríbalo con formato Texto.")
    return leido
