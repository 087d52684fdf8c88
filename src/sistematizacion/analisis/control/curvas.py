"""La curva S: lo programado, lo ejecutado y lo que se proyecta, por inversión y de la cartera ponderada por el costo.

Lo proyectado sigue el ritmo de los últimos ``MESES_DE_RITMO`` meses hasta el *horizonte*: diciembre del año de corte o el
último mes programado, si es posterior. Si el registro ya llega hasta ahí y falta obra, sigue hasta que llegue a 100 %, y a
lo más ``MESES_DE_MAS`` meses. Un mes sin dato es un hueco: ni cero ni el valor de otro mes.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.control.desempeno import dividir, restar
from sistematizacion.analisis.control.meses import Mes, entre, fin_de, mes_de, mover, por_inversion, ultimo_con, valor

MESES_DE_RITMO, MESES_DE_MAS = 3, 6
COBERTURA_MINIMA = Decimal("0.8")  # con dato de menos que esa parte del costo, el mes de la cartera es un hueco
CIEN = Decimal(100)
CARTERA = ""  # el CUI de la curva de la cartera
CLASES = ("fisico", "financiero")
COLUMNAS = ("cui", "clase", "mes", "programado", "ejecutado", "proyectado")
Serie = dict[Mes, dict[str, Decimal | None]]


def curvas(avances: pd.DataFrame, corte: date) -> pd.DataFrame:
    """La curva S física y la financiera de cada inversión.

    Returns:
        Una fila por inversión, clase («fisico», «financiero») y mes, con ``COLUMNAS``; los avances son acumulados, en
        tanto por ciento. Van todos los meses seguidos: al que falta le faltan los valores.
    """
    filas = [
        fila
        for cui, meses in por_inversion(avances, corte).items()
        for clase in CLASES
        for fila in _con_proyeccion(cui, clase, _serie_de(meses, clase), corte)
    ]
    return pd.DataFrame(filas, columns=list(COLUMNAS), dtype=object)


def de_la_cartera(inversiones: pd.DataFrame, avances: pd.DataFrame, corte: date) -> pd.DataFrame:
    """La curva S de la cartera: cada mes, Σ(costo × avance) ÷ Σ costo de las inversiones que tienen el dato ese mes.

    Hasta el último mes ejecutado entran solo las que tienen lo programado y lo ejecutado, para que las dos curvas sean de
    las mismas obras; si juntas no llegan a ``COBERTURA_MINIMA`` del costo de las que se siguen, el mes es un hueco.

    Returns:
        Como ``curvas``, con ``cui`` vacío.
    """
    por_cui = por_inversion(avances, corte)
    costos = {str(f["cui"]): f["costo"] for f in inversiones.to_dict("records") if f["costo"]}
    seguidas = {cui: meses for cui, meses in por_cui.items() if cui in costos}
    filas = []
    for clase in CLASES:
        series = {cui: _serie_de(meses, clase) for cui, meses in seguidas.items()}
        filas += _con_proyeccion(CARTERA, clase, _ponderada(series, costos), corte)
    return pd.DataFrame(filas, columns=list(COLUMNAS), dtype=object)


def ritmos(curva: pd.DataFrame, corte: date) -> pd.DataFrame:
    """El ritmo que lleva cada curva y el que haría falta para llegar a lo programado.

    Returns:
        Una fila por curva: ``cui``, ``clase``, ``mes`` (el último ejecutado), ``ejecutado``, ``programado`` (de ese mes),
        ``brecha`` (lo programado menos lo ejecutado), ``ritmo`` (puntos por mes en los últimos meses), ``horizonte``,
        ``meta`` (lo programado hasta el horizonte), ``meses`` (los que quedan), ``necesario`` (puntos por mes para
        llegar a la meta en el horizonte o, si no queda ningún mes, en el siguiente) y ``meses_al_ritmo`` (los que tardaría
        al ritmo que lleva; None si ya llegó o si no avanza).
    """
    filas = [_ritmo_de(*clave, _como_serie(grupo), corte) for clave, grupo in curva.groupby(["cui", "clase"], sort=False)]
    columnas = ["cui", "clase", "mes", "ejecutado", "programado", "brecha", "ritmo", "horizonte", "meta", "meses",
                "necesario", "meses_al_ritmo"]  # fmt: skip
    return pd.DataFrame([f for f in filas if f], columns=columnas, dtype=object)


def _ritmo_de(cui: str, clase: str, serie: Serie, corte: date) -> dict[str, Any] | None:
    mes = ultimo_con(serie, "ejecutado")
    if mes is None:
        return None
    fin = _horizonte(serie, corte)
    ejecutado, programado = valor(serie, mes, "ejecutado"), valor(serie, mes, "programado")
    metas = [f["programado"] for m, f in serie.items() if mes <= m <= fin and f["programado"] is not None]
    meta = metas[-1] if metas else None
    meses, ritmo, falta = max(0, entre(mes, fin)), ritmo_de(serie, mes), restar(meta, ejecutado)
    atrasada = falta is not None and falta > 0
    return {
        "cui": cui, "clase": clase, "mes": fin_de(mes), "ejecutado": ejecutado, "programado": programado,
        "brecha": restar(programado, ejecutado), "ritmo": ritmo, "horizonte": fin_de(fin), "meta": meta, "meses": meses,
        "necesario": dividir(max(falta, Decimal(0)), Decimal(max(1, meses))) if falta is not None else None,
        "meses_al_ritmo": dividir(falta, ritmo) if atrasada and ritmo and ritmo > 0 else None,
    }  # fmt: skip


def ritmo_de(serie: Mapping[Mes, Mapping], mes: Mes) -> Decimal | None:
    """Los puntos por mes que se avanzó hasta ``mes`` desde el mes con dato más antiguo de los últimos tres; nada si no hay."""
    previos = [m for n in range(MESES_DE_RITMO, 0, -1) if valor(serie, m := mover(mes, -n), "ejecutado") is not None]
    if not previos:
        return None
    avanzado = restar(valor(serie, mes, "ejecutado"), valor(serie, previos[0], "ejecutado"))
    return dividir(avanzado, Decimal(entre(previos[0], mes)))


def _horizonte(serie: Mapping[Mes, Mapping], corte: date) -> Mes:
    programado = ultimo_con(serie, "programado")
    return max(filter(None, [(corte.year, 12), programado]))


def _serie_de(meses: Mapping[Mes, dict], clase: str) -> Serie:
    return {m: {c: f[f"{clase}_{c}"] for c in ("programado", "ejecutado")} for m, f in meses.items()}


def _como_serie(grupo: pd.DataFrame) -> Serie:
    return {mes_de(f["mes"]): f for f in grupo.to_dict("records")}


def _ponderada(series: Mapping[str, Serie], costos: Mapping[str, Decimal]) -> Serie:
    total = sum((costos[cui] for cui in series), Decimal(0))
    ultimo = max((m for s in series.values() if (m := ultimo_con(s, "ejecutado"))), default=None)
    hecha: Serie = {}
    for mes in sorted({m for s in series.values() for m in s}):
        pedidas = ("programado", "ejecutado") if ultimo and mes <= ultimo else ("programado",)
        con = {c: s[mes] for c, s in series.items() if mes in s and all(s[mes][p] is not None for p in pedidas)}
        peso = sum((costos[cui] for cui in con), Decimal(0))
        alcanza = bool(con) and peso >= COBERTURA_MINIMA * total
        hecha[mes] = {
            p: sum((costos[cui] * fila[p] for cui, fila in con.items()), Decimal(0)) / peso  # type: ignore[operator]
            if alcanza and p in pedidas
            else None
            for p in ("programado", "ejecutado")
        }
    return hecha


def _con_proyeccion(cui: str, clase: str, serie: Serie, corte: date) -> list[dict[str, Any]]:
    con_dato = [m for m, f in serie.items() if any(v is not None for v in f.values())]
    if not con_dato:
        return []
    proyectado = _proyectar(serie, corte)
    primero, ultimo = min(con_dato), max([*con_dato, *proyectado])
    meses = [mover(primero, n) for n in range(entre(primero, ultimo) + 1)]
    return [
        {"cui": cui, "clase": clase, "mes": fin_de(m), "programado": valor(serie, m, "programado"),
         "ejecutado": valor(serie, m, "ejecutado"), "proyectado": proyectado.get(m)}
        for m in meses
    ]  # fmt: skip


def _proyectar(serie: Serie, corte: date) -> dict[Mes, Decimal]:
    """Del último mes ejecutado, con su valor, al horizonte; vacío si no hay ritmo o ya está todo hecho."""
    mes = ultimo_con(serie, "ejecutado")
    ritmo = ritmo_de(serie, mes) if mes else None
    if mes is None or ritmo is None or ritmo < 0 or serie[mes]["ejecutado"] >= CIEN:  # type: ignore[operator]
        return {}
    cuantos = entre(mes, _horizonte(serie, corte))
    if cuantos <= 0:
        faltan = (CIEN - serie[mes]["ejecutado"]) / ritmo if ritmo else Decimal(MESES_DE_MAS)  # type: ignore[operator]
        cuantos = min(MESES_DE_MAS, int(faltan.to_integral_value(rounding="ROUND_CEILING")))
    return {mover(mes, n): min(CIEN, serie[mes]["ejecutado"] + ritmo * n) for n in range(cuantos + 1)}  # type: ignore[operator]
