"""Las medidas de la ejecución: variación del presupuesto, eficacia y saldo. Fórmulas de la seed 004 (Cuadro 1) y del MEF."""

from decimal import Decimal

from sistematizacion.analisis.gasto.vistas import Parte


def variacion_pia_pim(parte: Parte) -> Decimal | None:
    """(PIM − PIA) ÷ PIA × 100: cuánto cambió el presupuesto después de aprobarse, en %."""
    return por_ciento(_menos(parte.pim, parte.pia), parte.pia)


def eficacia_pia(parte: Parte) -> Decimal | None:
    """Devengado ÷ PIA × 100: cuánto se ejecutó de lo que la ley de presupuesto dio, en %."""
    return por_ciento(parte.devengado, parte.pia)


def eficacia_pim(parte: Parte) -> Decimal | None:
    """Devengado ÷ PIM × 100, que el MEF llama avance: cuánto se ejecutó de lo que se tuvo, en %."""
    return por_ciento(parte.devengado, parte.pim)


def saldo(parte: Parte) -> Decimal | None:
    """PIM − devengado: lo que quedó sin ejecutar, en soles."""
    return _menos(parte.pim, parte.devengado)


def participacion(parte: Parte, total: Parte | None, monto: str = "devengado") -> Decimal | None:
    """Qué % del total es la parte."""
    return None if total is None else por_ciento(parte.montos[monto], total.montos[monto])


MEDIDAS = {"variacion_pia_pim": variacion_pia_pim, "eficacia_pia": eficacia_pia, "eficacia_pim": eficacia_pim}


def por_ciento(parte: Decimal | None, todo: Decimal | None) -> Decimal | None:
    """``parte`` ÷ ``todo`` × 100, o None si falta uno o el todo no es positivo.

    >>> por_ciento(Decimal(1), Decimal(4)), por_ciento(Decimal(1), Decimal(0)), por_ciento(None, Decimal(4))
    (Decimal('25'), None, None)
    """
    return None if parte is None or todo is None or todo <= 0 else parte * 100 / todo


def _menos(uno: Decimal | None, otro: Decimal | None) -> Decimal | None:
    return None if uno is None or otro is None else uno - otro
