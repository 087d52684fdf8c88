"""Cuánto se habría devengado al acabar el año, de seguir como va. Es una proyección: se muestra siempre con ese nombre.

Dos reglas, por inversión, que se suman para cualquier grupo de inversiones; ninguna pasa del PIM, salvo que ya se haya
devengado más:

- *al ritmo reciente*: el devengado más lo que falta del año al promedio mensual de los últimos tres meses; si no se
  conocen los meses, al promedio del año.
- *con el patrón del año anterior*: el devengado por lo que la cartera entera creció el año anterior desde este mismo
  mes hasta diciembre. Solo si se conocen los meses de ese año.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

MESES_DE_RITMO = 3
DICIEMBRE = 12
CERO = Decimal(0)


@dataclass(frozen=True)
class Proyecciones:
    """Lo proyectado de cada CUI, en soles, con cada regla; un CUI sin PIM o sin devengado no está."""

    ritmo: Mapping[str, Decimal]
    patron: Mapping[str, Decimal]
    factor: Decimal | None  # cuánto creció la cartera el año anterior, de este mes a diciembre


def proyectar(inversiones: pd.DataFrame, meses: pd.DataFrame, corte: str) -> Proyecciones:
    """Proyecta cada inversión.

    Args:
        inversiones: ``cui``, ``pim`` y ``devengado`` del año hasta el corte, en soles (Decimal o None).
        meses: ``cui``, ``mes`` («2025-09») y ``devengado`` del mes; del año del corte y del anterior. Puede ir vacía.
        corte: el último mes con datos, «2025-09».

    >>> cartera = pd.DataFrame({"cui": ["1"], "pim": [Decimal(100)], "devengado": [Decimal(60)]})
    >>> proyectar(cartera, pd.DataFrame(columns=["cui", "mes", "devengado"]), "2025-09").ritmo
    {'1': Decimal('80')}
    """
    anio, mes = int(corte[:4]), int(corte[5:7])
    por_mes = {(f["cui"], f["mes"]): f["devengado"] or CERO for f in meses.to_dict("records")}
    factor = _factor(por_mes, anio, mes)
    ritmo, patron = {}, {}
    for fila in inversiones.to_dict("records"):
        pim, devengado = fila["pim"], fila["devengado"]
        if pim is None or devengado is None:
            continue
        tope = max(pim, devengado)
        ritmo[fila["cui"]] = min(tope, devengado + _por_venir(fila["cui"], devengado, por_mes, anio, mes))
        if factor is not None:
            patron[fila["cui"]] = min(tope, devengado * factor)
    return Proyecciones(ritmo, patron, factor)


def _por_venir(cui: str, devengado: Decimal, por_mes: Mapping[tuple[str, str], Decimal], anio: int, mes: int) -> Decimal:
    """Lo que falta del año al promedio de los últimos meses o, si no se conocen los suyos, al del año; nunca menos que cero."""
    faltan = DICIEMBRE - mes
    if not any((cui, f"{anio}-{m:02}") in por_mes for m in range(1, mes + 1)):
        return max(CERO, devengado * faltan / mes)
    ultimos = range(max(1, mes - MESES_DE_RITMO + 1), mes + 1)
    return max(CERO, sum((por_mes.get((cui, f"{anio}-{m:02}"), CERO) for m in ultimos), CERO) * faltan / len(ultimos))


def _factor(por_mes: Mapping[tuple[str, str], Decimal], anio: int, mes: int) -> Decimal | None:
    anterior = [(int(m[5:7]), monto) for (_, m), monto in por_mes.items() if m.startswith(f"{anio - 1}-")]
    hasta = sum((monto for m, monto in anterior if m <= mes), CERO)
    return sum((monto for _, monto in anterior), CERO) / hasta if hasta > 0 else None
