"""Los puestos contra el índice que los ordena, entre las regiones de un programa."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import Veredicto, escribir, unidad
from sistematizacion.analisis.conciliacion.hallazgo import Fila, Hallazgo, del_mismo_corte
from sistematizacion.relaciones import Posicion

REGLA = "posicion"


def puestos_e_indices(
    publicadas: pd.DataFrame, relaciones: Iterable[Posicion], nombres: Mapping[str, str]
) -> Iterator[Hallazgo]:
    """Cada región contra la que le sigue: a mejor puesto, índice mayor o igual, y un mismo puesto, el mismo índice."""
    for relacion in relaciones:
        filas = publicadas[(publicadas["indicador"] == relacion.puesto) & (publicadas["categoria"] == "")]
        for corte in dict.fromkeys(filas["fecha_corte"]):
            del_corte = [f for f in filas.to_dict("records") if f["fecha_corte"] == corte]
            pares = [(f, i[0]) for f in del_corte if (i := del_mismo_corte(publicadas, f, relacion.indice))]
            for mejor, peor in pairwise(sorted(pares, key=lambda par: par[0]["valor"])):
                if mejor[0]["ambito"] != peor[0]["ambito"]:
                    yield _comparar(mejor, peor, nombres)


def _comparar(mejor: tuple[Fila, Fila], peor: tuple[Fila, Fila], nombres: Mapping[str, str]) -> Hallazgo:
    (puesto_a, indice_a), (puesto_b, indice_b) = mejor, peor
    a, b = indice_a["valor"], indice_b["valor"]
    veredicto: Veredicto = "coincide"
    cola = ""
    if puesto_a["valor"] == puesto_b["valor"] and a != b:
        veredicto, cola = "contradiccion", ": el mismo puesto con índices distintos"
    elif a < b:
        veredicto, cola = "contradiccion", ": mejor puesto con índice menor"
    elif a == b and puesto_a["valor"] != puesto_b["valor"]:
        veredicto, cola = "redondeo", ": con los decimales publicados los índices son iguales"
    dichos = [
        f"{nombres.get(p['ambito'], p['ambito'])}, puesto {escribir(p['valor'])} con {escribir(i['valor'])}"
        for p, i in (mejor, peor)
    ]
    tolerancia = unidad(a) / 2 if veredicto == "redondeo" else Decimal(0)
    return Hallazgo(REGLA, indice_a, veredicto, "; ".join(dichos) + cola, a, b, tolerancia, (indice_a,), (indice_b,))
