"""Cuántas inversiones pasaron por cada etapa del cierre, y cuánto de ellas se cerró mes a mes."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje

DESCARTADA, CERRADA = "descartada", "cerrada"
# Cada etapa contiene a las que siguen: una inversión cerrada también se identificó, se validó y se tramitó
ETAPAS: dict[str, tuple[str, ...]] = {
    "identificadas": ("identificada", "validada", "en_tramite", CERRADA),
    "validadas": ("validada", "en_tramite", CERRADA),
    "tramitadas": ("en_tramite", CERRADA),
    "cerradas": (CERRADA,),
}
RUTAS = ("formato_09d", "regular", "de_oficio", "")  # la última, sin ruta


def de_etapa(cierres: pd.DataFrame, etapa: str, ruta: str | None = None) -> pd.DataFrame:
    """Las filas que llegaron a esa etapa, todas o solo las de una ruta (vacía: las que no la tienen)."""
    llegaron = cierres[cierres["estado"].isin(ETAPAS[etapa])]
    return llegaron if ruta is None else llegaron[llegaron["ruta"].fillna("") == ruta]


def embudo(cierres: pd.DataFrame) -> pd.DataFrame:
    """Una fila por etapa: cuántas llegaron, en total y por ruta.

    Args:
        cierres: con ``estado`` y ``ruta`` (la de ``rutas.segmentar``).

    Returns:
        ``etapa``, ``inversiones``, una columna por ruta de ``RUTAS`` (``sin_ruta`` la última), ``de_identificadas`` y
        ``de_anterior`` (Decimal en tanto por ciento, o None si no hay entre qué dividir). Las descartadas no entran.
    """
    filas: list[dict[str, object]] = []
    primera = anterior = len(de_etapa(cierres, "identificadas"))
    for etapa in ETAPAS:
        cuantas = len(de_etapa(cierres, etapa))
        filas.append(
            {
                "etapa": etapa,
                "inversiones": cuantas,
                **{ruta or "sin_ruta": len(de_etapa(cierres, etapa, ruta)) for ruta in RUTAS},
                "de_identificadas": _parte(cuantas, primera),
                "de_anterior": _parte(cuantas, anterior),
            }
        )
        anterior = cuantas
    return pd.DataFrame(filas)


def por_mes(cierres: pd.DataFrame) -> pd.DataFrame:
    """Cierres de cada mes, del primero al último que tuvo alguno, con los meses en que no hubo ninguno.

    Returns:
        ``mes`` (Period), ``cierres``, ``acumulado`` y ``porcentaje`` (Decimal, acumulado sobre el universo, que son
        todas menos las descartadas). Las cerradas que no dicen cuándo no están en ningún mes.
    """
    universo = len(de_etapa(cierres, "identificadas"))
    meses = [pd.Period(f"{f.year}-{f.month:02}", "M") for f in _fechas(cierres)]
    columnas = ["mes", "cierres", "acumulado", "porcentaje"]
    if not meses:
        return pd.DataFrame(columns=columnas)
    filas, acumulado = [], 0
    for mes in pd.period_range(min(meses), max(meses), freq="M"):
        cuantos = meses.count(mes)
        acumulado += cuantos
        filas.append((mes, cuantos, acumulado, _parte(acumulado, universo)))
    return pd.DataFrame(filas, columns=columnas)


def del_mes(cierres: pd.DataFrame, mes: pd.Period) -> pd.DataFrame:
    """Las filas que se cerraron en ese mes."""
    return cierres[[e == CERRADA and f is not None and (f.year, f.month) == (mes.year, mes.month)
                    for e, f in zip(cierres["estado"], cierres["fecha_cierre"], strict=True)]]  # fmt: skip


def hasta_el_mes(cierres: pd.DataFrame, mes: pd.Period) -> pd.DataFrame:
    """Las filas que se cerraron en ese mes o antes."""
    return cierres[[e == CERRADA and f is not None and (f.year, f.month) <= (mes.year, mes.month)
                    for e, f in zip(cierres["estado"], cierres["fecha_cierre"], strict=True)]]  # fmt: skip


def _fechas(cierres: pd.DataFrame) -> list:
    return [f for f in cierres[cierres["estado"] == CERRADA]["fecha_cierre"] if f is not None]


def _parte(cuantas: int, total: int) -> Decimal | None:
    return porcentaje(Decimal(cuantas), Decimal(total)) if total else None
