"""En qué escala van los montos de una lista que no lo dice: soles o millones de soles. Si no se puede saber, se pregunta.

La regla mira los decimales. Los soles tienen a lo más dos; un monto en millones tiene los seis (o los ocho, con céntimos)
que le dejó la división. Así que:

* **millones**, si muchos montos tienen más de dos decimales, por un millón quedan en céntimos enteros, por mil no (entonces
  no son miles) y ninguno llega a un millón de millones;
* **soles**, si ninguno tiene más de dos decimales y la mitad o más llega a diez mil;
* en otro caso no se sabe, y el título de la columna tiene que decirlo: «PIM (millones de soles)» o «PIM (soles)».
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.celda import CENTIMO

MILLON, UNO, MIL = Decimal(10**6), Decimal(1), Decimal(1000)
CASI_UN_DECIMO = Decimal("0.1")  # de los montos tienen que mostrar los decimales de la división
MONTO_CORRIENTE = Decimal(10_000)  # en soles, la mitad de los montos de una inversión llega a esto
DICE_MILLONES = re.compile(r"mill[oó]n(?:es)?|\bMM\b", re.IGNORECASE)
DICE_SOLES = re.compile(r"\((?:en\s+)?soles\)", re.IGNORECASE)  # «(S/)» no cuenta: el SSI lo pone y va en millones


def factor_de_escala(montos: Sequence[Decimal], titulos: Sequence[str], bitacora: Bitacora) -> Decimal:
    """Por cuánto hay que multiplicar los montos para llevarlos a soles; lo deducido queda como supuesto.

    Si no se puede saber, o el título dice una cosa y los montos otra, deja un error que pregunta y devuelve 1.
    """
    dicho = MILLON if any(map(DICE_MILLONES.search, titulos)) else UNO if any(map(DICE_SOLES.search, titulos)) else None
    deducido, razon = _deducir([abs(m) for m in montos if m])
    if dicho is not None and deducido is not None and dicho != deducido:
        dice = "millones" if dicho == MILLON else "soles"
        pregunta = "¿En qué están? Corrija el título o los montos."
        bitacora.fallar(f"el título dice {dice}, y los montos no lo parecen: {razon}", pregunta)
        return UNO
    factor = dicho if dicho is not None else deducido
    if factor is None:
        pregunta = "¿Son soles o millones de soles? Escríbalo en el título: «PIM (soles)» o «PIM (millones de soles)»."
        bitacora.fallar(f"no se puede saber en qué escala van los montos: {razon}", pregunta)
        return UNO
    por = "lo dice el título" if dicho is not None else razon
    if factor == MILLON:
        bitacora.suponer(f"los montos van en millones de soles ({por}) y se llevaron a soles")
        bitacora.entender("Los montos venían en millones de soles y se llevaron a soles.")
    else:
        bitacora.suponer(f"los montos van en soles ({por})")
    return factor


def _deducir(montos: Sequence[Decimal]) -> tuple[Decimal | None, str]:
    """El factor, si los montos lo dicen, y la razón en palabras."""
    if not montos:
        return None, "todos son cero o están vacíos"
    con_mas = [m for m in montos if _con_restos(m)]
    mayor = max(montos)
    if not con_mas:
        corrientes = sum(m >= MONTO_CORRIENTE for m in montos)
        if 2 * corrientes >= len(montos):
            return UNO, f"ninguno tiene más de dos decimales y {corrientes} de {len(montos)} llegan a 10 000"
        return None, f"ninguno tiene más de dos decimales y solo {corrientes} de {len(montos)} llegan a 10 000"
    de_millones = [m for m in con_mas if not _con_restos(m * MILLON)]
    no_de_miles = [m for m in con_mas if _con_restos(m * MIL)]
    bastan = len(montos) * CASI_UN_DECIMO
    if len(de_millones) == len(con_mas) and mayor < MILLON and len(no_de_miles) >= bastan:
        return MILLON, (
            f"{len(con_mas)} de {len(montos)} tienen más de dos decimales, por un millón dan céntimos enteros y el mayor es "
            f"{mayor:f}"
        )
    return None, f"{len(con_mas)} de {len(montos)} tienen más de dos decimales y el mayor es {mayor:f}"


def _con_restos(monto: Decimal) -> bool:
    return monto != monto.quantize(CENTIMO)
