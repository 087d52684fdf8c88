"""Qué cambió entre las cifras de dos entregas de un mismo informe."""

import pandas as pd

LO_QUE_VALE = ["valor", "calificador", "unidad"]
SALIDA = ["cambio", "region", "nombre", "antes", "ahora", "corte", "motivo"]


def comparar(antes: pd.DataFrame, ahora: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Las cifras agregadas, retiradas y cambiadas, sin las que solo cambian porque se calculan con otras que cambiaron.

    Args:
        antes: una fila por cifra de la entrega anterior: ``identidad``, ``base`` (la identidad sin la fecha),
            ``nombre``, ``region``, ``escrito``, ``valor``, ``calificador``, ``unidad``, ``corte``, ``motivo`` y
            ``partes`` (lista de identidades).
        ahora: lo mismo, de hoy.

    Returns:
        Una fila por cambio, en el orden en que las cifras aparecen: ``cambio`` (``cambia``, ``agrega`` o ``retira``),
        ``region``, ``nombre``, ``antes`` y ``ahora`` (como se escriben; vacío si no estaba o ya no está), ``corte``
        («antes → ahora» si cambió) y ``motivo``; y cuántas cifras calculadas cambian como consecuencia.
    """
    pares = _emparejar(antes, ahora)
    distintos = [(a, b) for a, b in pares if a is None or b is None or _difieren(a, b)]
    tocadas = {cifra["identidad"] for par in distintos for cifra in par if cifra is not None}
    propios = [(a, b) for a, b in distintos if not any(_deriva(c, tocadas) for c in (a, b) if c is not None)]
    filas = [_fila(a, b) for a, b in propios]
    return pd.DataFrame(filas, columns=SALIDA), len(distintos) - len(propios)


def _emparejar(antes: pd.DataFrame, ahora: pd.DataFrame) -> list[tuple[dict | None, dict | None]]:
    """Cada cifra de hoy con la suya de antes, y al final las retiradas.

    Si lo único que cambió de la identidad es la fecha de corte, y no hay duda de cuál es cuál, es la misma cifra.
    """
    previas = {f["identidad"]: f for f in antes.to_dict("records")}
    actuales = {f["identidad"]: f for f in ahora.to_dict("records")}
    sueltas = [f for clave, f in previas.items() if clave not in actuales]
    nuevas = [f for clave, f in actuales.items() if clave not in previas]
    por_base = {f["base"]: f for f in sueltas if _unica(f, sueltas) and _unica(f, nuevas)}
    usadas: set[str] = set()
    pares: list[tuple[dict | None, dict | None]] = []
    for clave, actual in actuales.items():
        previa = previas.get(clave) or por_base.get(actual["base"])
        usadas |= {previa["identidad"]} if previa else set()
        pares.append((previa, actual))
    return pares + [(f, None) for f in sueltas if f["identidad"] not in usadas]


def _unica(fila: dict, filas: list[dict]) -> bool:
    return sum(f["base"] == fila["base"] for f in filas) == 1


def _difieren(antes: dict, ahora: dict) -> bool:
    return any(antes[c] != ahora[c] for c in (*LO_QUE_VALE, "corte"))


def _deriva(cifra: dict, tocadas: set[str]) -> bool:
    """Si se calcula con alguna cifra que cambió."""
    return any(parte in tocadas for parte in cifra["partes"])


def _fila(antes: dict | None, ahora: dict | None) -> dict:
    cifra = ahora or antes
    assert cifra is not None
    cortes = dict.fromkeys(c["corte"] for c in (antes, ahora) if c and c["corte"])
    return {
        "cambio": "agrega" if antes is None else "retira" if ahora is None else "cambia",
        "region": cifra["region"],
        "nombre": cifra["nombre"],
        "antes": antes["escrito"] if antes else "",
        "ahora": ahora["escrito"] if ahora else "",
        "corte": " → ".join(cortes),
        "motivo": ahora["motivo"] if ahora else "",
    }
