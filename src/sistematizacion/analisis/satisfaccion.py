"""Encuesta de satisfacción: conteos, porcentajes y la reconstrucción de respuestas desde lo publicado."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pandas as pd

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.encuestas.datos_personales import TAPADO, tapar

MEDIO_PUNTO = Decimal("0.5")


def resumir(encuesta: pd.DataFrame) -> pd.DataFrame:
    """Respuestas por pregunta.

    Args:
        encuesta: una fila por respuesta, con ``pregunta`` y ``respuesta``.

    Returns:
        Una fila por pregunta y respuesta dada: ``pregunta``, ``respuesta``, ``conteo`` (int), ``n`` (int, quienes
        respondieron esa pregunta), ``porcentaje`` (Decimal, sin redondear) y ``redondeado`` (Decimal, con un decimal;
        los de una pregunta suman 100).
    """
    if encuesta.empty:
        return pd.DataFrame({c: [] for c in ("pregunta", "respuesta", "conteo", "n", "porcentaje", "redondeado")})
    conteos = encuesta.groupby(["pregunta", "respuesta"], sort=False).size().rename("conteo").reset_index()
    conteos["n"] = conteos.groupby("pregunta")["conteo"].transform("sum")
    partes = zip(conteos["conteo"], conteos["n"], strict=True)
    conteos["porcentaje"] = [porcentaje(Decimal(int(c)), Decimal(int(n))) for c, n in partes]
    conteos["redondeado"] = pd.Series(dtype=object)
    for _, filas in conteos.groupby("pregunta", sort=False):
        conteos.loc[filas.index, "redondeado"] = pd.Series(
            al_cien([int(c) for c in filas["conteo"]]), filas.index, object
        )
    return conteos


def por_area(encuesta: pd.DataFrame) -> pd.DataFrame:
    """Cuántas personas respondieron de cada área.

    Returns:
        Una fila por área escrita: ``area`` y ``personas`` (int). Vacía si nadie anotó su área.
    """
    con_area = encuesta[encuesta["area"] != ""]
    return con_area.groupby("area", sort=False)["respondente"].nunique().rename("personas").reset_index()


def publicables(comentarios: pd.DataFrame, encuesta: pd.DataFrame, minimo: int) -> pd.DataFrame:
    """Los comentarios con consentimiento, sin el área si de ella respondieron menos de ``minimo`` personas.

    El que trae un dato personal, o de uno que se tapó, no se publica aunque diga que sí; tampoco se ve el de un área.

    Returns:
        Una fila por comentario publicable, con sus columnas; ``area`` va vacía donde identificaría a alguien.
    """
    cuantas = por_area(encuesta).set_index("area")["personas"].to_dict()
    con_permiso = comentarios[comentarios["publicable"].isin(["sí", "si"])]
    anonimos = [tapar(c) == c and TAPADO not in c for c in con_permiso["comentario"]]
    con_permiso = con_permiso[pd.Series(anonimos, index=con_permiso.index, dtype=bool)]
    areas = [tapar(a) if cuantas.get(a, 0) >= minimo else "" for a in con_permiso["area"]]
    return con_permiso.assign(area=areas).reset_index(drop=True)


def al_cien(conteos: Sequence[int], decimales: int = 1) -> list[Decimal]:
    """Los porcentajes de unos conteos, redondeados de modo que sumen exactamente 100.

    Cada uno se redondea la mitad hacia arriba. Si así no suman 100, se corrige en una unidad de la última cifra a los
    que el redondeo más alejó de su valor, en el sentido que hace falta (restos mayores); entre iguales, al primero.

    >>> [str(p) for p in al_cien([7, 1])], [str(p) for p in al_cien([1, 1, 1])]
    (['87.5', '12.5'], ['33.4', '33.3', '33.3'])
    >>> [str(p) for p in al_cien([5, 3], 0)]
    ['62', '38']
    """
    total, unidad = sum(conteos), Decimal(1).scaleb(-decimales)
    exactos = [porcentaje(Decimal(c), Decimal(total)) for c in conteos]
    redondos = [e.quantize(unidad, rounding=ROUND_HALF_UP) for e in exactos]
    sobra = int((sum(redondos, Decimal(0)) - 100) / unidad)
    signo = 1 if sobra > 0 else -1
    desvios = sorted(range(len(conteos)), key=lambda i: (redondos[i] - exactos[i]) * -signo)
    for i in desvios[: abs(sobra)]:
        redondos[i] -= unidad * signo
    return redondos


def reconstruir(publicados: Mapping[str, Decimal], n: int) -> dict[str, int]:
    """Los únicos conteos enteros que suman ``n`` y dan los porcentajes publicados, a medio punto o menos.

    Medio punto admite tanto el redondeo hacia arriba (12.5 → 13) como el corte (12.5 → 12) que usan los informes.

    Raises:
        ValueError: ningún reparto los da, o más de uno.

    >>> reconstruir({"muy": Decimal(88), "algo": Decimal(12)}, 8)
    {'muy': 7, 'algo': 1}
    >>> reconstruir({"muy": Decimal(63), "algo": Decimal(38)}, 8)
    {'muy': 5, 'algo': 3}
    """
    posibles = [
        [k for k in range(n + 1) if abs(porcentaje(Decimal(k), Decimal(n)) - publicado) <= MEDIO_PUNTO]
        for publicado in publicados.values()
    ]
    repartos = [reparto for reparto in product(*posibles) if sum(reparto) == n]
    if len(repartos) != 1:
        raise ValueError(f"{len(repartos)} repartos de {n} respuestas dan {dict(publicados)}; debe ser uno solo")
    return dict(zip(publicados, repartos[0], strict=True))
