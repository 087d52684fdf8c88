"""Qué cambió en la cartera respecto del mes anterior."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control import desempeno
from sistematizacion.analisis.control.meses import MEDIDAS, Mes, mes_de, mover, por_inversion, ultimo_con, valor

MEJORO, EMPEORO, SIGUE, SIN_COMPARAR = "mejoro", "empeoro", "sigue", "sin_comparar"
COLUMNAS = (
    "cui", "nombre", "estado_anterior", "estado", "cambio", *MEDIDAS, "nuevas", "levantadas", "de_mes", "de_anterior",
)  # fmt: skip


def mes_de_control(avances: pd.DataFrame, corte: date) -> Mes | None:
    """El último mes, hasta el corte, en que alguna inversión registra lo ejecutado."""
    ultimos = [ultimo_con(meses, "fisico_ejecutado") for meses in por_inversion(avances, corte).values()]
    return max((m for m in ultimos if m), default=None)


def cambios(
    inversiones: pd.DataFrame,
    avances: pd.DataFrame,
    restricciones: pd.DataFrame,
    umbrales: Mapping[str, Decimal],
    corte: date,
) -> pd.DataFrame:
    """El estado de cada inversión en el mes de control y en el anterior, y lo que avanzó entre ambos.

    Returns:
        Una fila por inversión con ``COLUMNAS``: ``cambio`` dice si su estado mejoró, empeoró o sigue igual, o que no se
        puede comparar; las ``MEDIDAS`` son lo avanzado en el mes, en puntos porcentuales (None si falta un mes);
        ``nuevas`` y ``levantadas`` son las filas de sus restricciones de ese mes; ``de_mes`` y ``de_anterior``, las de sus
        avances, o None. Vacía si no hay mes de control.
    """
    mes = mes_de_control(avances, corte)
    if mes is None:
        return pd.DataFrame(columns=list(COLUMNAS), dtype=object)
    por_cui = por_inversion(avances, corte)
    filas = []
    for inversion in inversiones.to_dict("records"):
        cui = str(inversion["cui"])
        suyas = restricciones[restricciones["cui"] == cui].to_dict("records")
        filas.append(
            {
                "cui": cui,
                "nombre": inversion["nombre"],
                "nuevas": _del_mes(suyas, "fecha", mes),
                "levantadas": _del_mes(suyas, "fecha_levantamiento", mes),
            }
            | _entre_dos_meses(por_cui.get(cui, {}), mes, umbrales)
        )
    return pd.DataFrame(filas, columns=list(COLUMNAS), dtype=object)


def _entre_dos_meses(meses: Mapping[Mes, dict], mes: Mes, umbrales: Mapping[str, Decimal]) -> dict[str, Any]:
    previo = mover(mes, -1)
    estados = [_estado_en(meses, m, umbrales) for m in (previo, mes)]
    avanzado = {c: desempeno.restar(valor(meses, mes, c), valor(meses, previo, c)) for c in MEDIDAS}
    return avanzado | {
        "estado_anterior": estados[0],
        "estado": estados[1],
        "cambio": _cambio(*estados, umbrales),
        "de_mes": meses.get(mes),
        "de_anterior": meses.get(previo),
    }


def _estado_en(meses: Mapping[Mes, dict], mes: Mes, umbrales: Mapping[str, Decimal]) -> str:
    programado, ejecutado = (valor(meses, mes, c) for c in ("fisico_programado", "fisico_ejecutado"))
    if programado == 0:
        return desempeno.SIN_PROGRAMAR
    return desempeno.estado(desempeno.spi(programado, ejecutado), umbrales)


def _cambio(antes: str, ahora: str, umbrales: Mapping[str, Decimal]) -> str:
    """De peor a mejor van los grados por su umbral, y al final lo que no tiene retraso."""
    orden = [*sorted(umbrales, key=lambda g: umbrales[g]), desempeno.SIN_RETRASO]
    if antes not in orden or ahora not in orden:
        return SIN_COMPARAR
    salto = orden.index(ahora) - orden.index(antes)
    return MEJORO if salto > 0 else EMPEORO if salto < 0 else SIGUE


def _del_mes(restricciones: list[dict[str, Any]], columna: str, mes: Mes) -> list[dict[str, Any]]:
    return [f for f in restricciones if f[columna] is not None and mes_de(f[columna]) == mes]
