"""El desempeño de una obra: SPI, estado según sus umbrales, CPI y tendencia. Cuentas sueltas, con Decimal exactos."""

from collections.abc import Mapping
from decimal import Decimal

SIN_DATO, SIN_PROGRAMAR, SIN_RETRASO = "sin_dato", "sin_programar", "sin_retraso"
MEJORA, EMPEORA, IGUAL, SIN_ANTERIOR = "mejora", "empeora", "igual", "sin_anterior"
SPI_APRECIABLE = Decimal("0.005")  # el SPI se lee con dos decimales: menos que eso no es un cambio
Numero = Decimal | None


def dividir(parte: Numero, todo: Numero, por: int = 1) -> Numero:
    """``parte`` ÷ ``todo`` × ``por``; nada si falta alguno o no hay entre qué dividir.

    >>> dividir(Decimal(3), Decimal(4), 100), dividir(Decimal(3), Decimal(0)), dividir(None, Decimal(4))
    (Decimal('75.00'), None, None)
    """
    return None if parte is None or not todo else parte / todo * por


def restar(uno: Numero, otro: Numero) -> Numero:
    """La diferencia; nada si falta alguno."""
    return None if uno is None or otro is None else uno - otro


def spi(programado: Numero, ejecutado: Numero) -> Numero:
    """Índice de desempeño del cronograma: avance físico ejecutado ÷ programado, los dos acumulados.

    >>> spi(Decimal(50), Decimal(40)), spi(Decimal(0), Decimal(0)), spi(Decimal(50), None)
    (Decimal('0.8'), None, None)
    """
    return dividir(ejecutado, programado)


def valor_ganado(ejecutado: Numero, costo: Numero) -> Numero:
    """Lo que vale lo hecho: avance físico ejecutado × costo; en soles."""
    return None if ejecutado is None or costo is None else ejecutado * costo / 100


def estado(valor: Numero, umbrales: Mapping[str, Decimal]) -> str:
    """El grado de retraso de un SPI: rige el menor umbral que no alcanza.

    >>> umbrales = {"critico": Decimal("0.80"), "moderado": Decimal(1)}
    >>> [estado(v, umbrales) for v in (Decimal("0.7999"), Decimal("0.80"), Decimal(1), None)]
    ['critico', 'moderado', 'sin_retraso', 'sin_dato']
    """
    if valor is None:
        return SIN_DATO
    orden = sorted(umbrales.items(), key=lambda par: par[1])
    return next((grado for grado, umbral in orden if valor < umbral), SIN_RETRASO)


def tendencia(actual: Numero, anterior: Numero) -> str:
    """Hacia dónde va el SPI respecto del mes anterior.

    >>> tendencia(Decimal("0.92"), Decimal("0.90")), tendencia(Decimal("0.92"), None)
    ('mejora', 'sin_anterior')
    """
    diferencia = restar(actual, anterior)
    if diferencia is None:
        return SIN_ANTERIOR
    if abs(diferencia) < SPI_APRECIABLE:
        return IGUAL
    return MEJORA if diferencia > 0 else EMPEORA
