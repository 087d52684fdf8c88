"""De la celda cruda al valor de su columna: montos exactos, códigos con sus ceros, fechas y periodos.

La convención es la del MEF: la coma separa millares, el punto es decimal y el día va antes que el mes. Lo que aun así se
puede leer de dos maneras es un error que pregunta.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.cruda import Cruda, Valor
from sistematizacion.fuentes.clases import ENTERO, FECHA, MONTO, NUMERO
from sistematizacion.nucleo.columnas import es_numero
from sistematizacion.nucleo.lectura.canonico import DE_FORMULA, SIN_DATO
from sistematizacion.nucleo.lectura.celdas import Dia
from sistematizacion.nucleo.lectura.escrito import CIENTIFICA, DUDOSO, escrito
from sistematizacion.nucleo.lectura.fechas import EN_LETRAS, leer_fechas, numero_de_mes

NULOS = SIN_DATO | {"", "-.-", "null", "none", "sin fecha"}
CODIGOS = {"cui", "snip", "sec_ejec", "ubigeo", "obra", "codigo", "pliego", "producto_proyecto"}
SIN_CODIGO = {"cui", "snip", "obra"}  # en estos, 0 es que no tiene
SOLO_CIFRAS = {"cui", "snip", "sec_ejec", "ubigeo", "pliego"}
PERIODOS = {"primer_devengado", "ultimo_devengado", "periodo_f12b"}
CENTIMO, MILLONESIMO = Decimal("0.01"), Decimal("0.000001")
PUNTO_NET = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
LIMA = timezone(timedelta(hours=-5))  # el Perú no cambia de hora
DECIMAL_CON_ESPACIO = re.compile(r"(-?\d+) (\d{1,2})")
DIA_SEGURO = "31/12/2000"  # el día va primero, sin duda: así se leen también 03/04/2025 y las demás
PERIODO = re.compile(r"(?P<anio>(?:19|20)\d{2})[-/ ]?(?P<mes>0[1-9]|1[0-2])(?:[-/ ]?\d{2})?")


class NoSeEntiende(Exception):
    """Una celda que no se puede leer: la regla y el remedio."""

    def __init__(self, regla: str, remedio: str = "") -> None:
        """Guarda las dos."""
        super().__init__(regla)
        self.regla, self.remedio = regla, remedio


def columna(
    cruda: Cruda, posicion: int, clave: str, tipo: str, bitacora: Bitacora, *,
    factor: Decimal = Decimal(1), con_espacio: bool = False, tolerante: bool = False,
) -> list[Any]:  # fmt: skip
    """Una columna en el tipo de su clase; lo vacío es ``None`` y los errores van a la bitácora, cada uno con su celda.

    Args:
        cruda: la tabla del archivo.
        posicion: cuál de sus columnas.
        clave: la columna de la clase.
        tipo: el de ``clases``.
        bitacora: donde se anota.
        factor: por cuánto se multiplican los montos (un millón si van en millones).
        con_espacio: si el decimal puede ir tras un espacio («1205287 56»), como en el dataset de INFObras.
        tolerante: si un código mal escrito queda nulo con una advertencia, y no como error.
    """
    celdas = cruda.columna(posicion)
    if tipo == FECHA:
        return fechas(celdas, lambda n: cruda.lugar(n, posicion, celdas[n]), bitacora)
    lee = _lector(clave, tipo, factor, con_espacio)
    memoria: dict[Valor, Any] = {}
    valores: list[Any] = []
    malos = []
    redondeados = 0
    for n, celda in enumerate(celdas):
        if celda not in memoria:
            try:
                memoria[celda] = lee(celda)
            except NoSeEntiende as falla:
                memoria[celda] = falla
        valor = memoria[celda]
        if isinstance(valor, NoSeEntiende):
            malos.append(n)
            if not (tolerante and clave in CODIGOS):
                bitacora.fallar(valor.regla, valor.remedio, cruda.lugar(n, posicion, celda))
            valor = None
        elif tipo == MONTO and valor is not None:
            justo = centimos(valor)
            redondeados += justo != valor
            valor = justo
        elif tipo == NUMERO and valor is not None:
            valor = redondear(valor, MILLONESIMO)
        valores.append(valor)
    if redondeados:
        bitacora.entender(f"{redondeados} montos de «{clave}» traían más de dos decimales: van al céntimo más cercano.")
    if malos and tolerante and clave in CODIGOS:
        regla = f"{len(malos)} códigos de «{clave}» no son códigos y quedan sin dato"
        bitacora.advertir(regla, "Este es el primero.", cruda.lugar(malos[0], posicion, celdas[malos[0]]))
    return valores


def _lector(clave: str, tipo: str, factor: Decimal, con_espacio: bool) -> Callable[[Valor], Any]:
    if tipo == MONTO:
        return lambda celda: None if (v := numero(celda, con_espacio, factor != 1)) is None else v * factor
    if tipo == NUMERO:
        return lambda celda: numero(celda, con_espacio, True, "%")
    if tipo == ENTERO:
        return entero
    if clave in PERIODOS:
        return periodo
    if clave in CODIGOS:
        return lambda celda: codigo(celda, clave)
    return texto


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
        return format(celda.normalize() if celda != celda.to_integral_value() else celda.quantize(Decimal(1)), "f")
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
