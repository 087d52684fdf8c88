"""Que un cuadro de personas no delate a ninguna: qué grupos se juntan y qué celdas se omiten.

Se protege en tres pasos. Primero se **juntan** los grupos con menos personas que el mínimo en uno solo, que también debe
llegar al mínimo: si no, restarlo del total diría qué respondieron. Después se **omiten** las celdas pequeñas y las que
hacen falta para que no se calculen restando (``supresion``). Al final se busca lo que un lector deduciría conociendo el
método (``deduccion``): si de alguna celda se sabría el valor, se omiten todas.
"""

from collections.abc import Sequence

import pandas as pd

from sistematizacion.analisis.deduccion import omitidas


def por_juntar(personas: pd.Series, minimo: int) -> pd.Series:
    """Qué grupos van juntos para que ninguno, ni el que forman, tenga menos de ``minimo`` personas.

    Args:
        personas: cuántas hay de cada grupo, por su nombre.

    Returns:
        Por grupo, si se junta. Son los pequeños y, si entre todos no llegan al mínimo o hay uno solo, los que les
        siguen en tamaño. Si se juntan todos, nada se puede mostrar por grupo.

    >>> por_juntar(pd.Series({"Obras": 9, "Archivo": 2, "OPMI": 6, "Imagen": 1}), 5).to_dict()
    {'Obras': False, 'Archivo': True, 'OPMI': True, 'Imagen': True}
    """
    juntos = personas < minimo
    for grupo in personas.sort_values(kind="stable").index:
        if not juntos.any() or (juntos.sum() > 1 and personas[juntos].sum() >= minimo):
            break
        juntos[grupo] = True
    return juntos


def suprimir(tabla: pd.DataFrame, minimo: int) -> pd.DataFrame:
    """Las celdas de una tabla cruzada que se pueden mostrar junto a sus totales por fila y por columna.

    Args:
        tabla: una fila por grupo y una columna por respuesta; conteos enteros, con sus ceros.

    Returns:
        La misma tabla, de objetos, con ``None`` en lo omitido; toda omitida si suma menos de ``minimo`` personas, o si
        omitiendo solo una parte se deduciría una celda.

    Raises:
        NoSePuedeProteger: ni omitiendo todo se protege; no ocurre si hay dos filas y cada una llega al mínimo.
    """
    valores = [[int(v) for v in fila] for fila in tabla.to_numpy()]
    pocas = sum(map(sum, valores)) < minimo
    celdas = frozenset() if pocas else omitidas(valores, minimo)
    ocultas = [[pocas or (i, j) in celdas for j in range(len(fila))] for i, fila in enumerate(valores)]
    return tabla.astype(object).mask(pd.DataFrame(ocultas, tabla.index, tabla.columns, dtype=bool), None)


def con_base(encuesta: pd.DataFrame, minimo: int) -> pd.DataFrame:
    """Las respuestas que se pueden mostrar sin cruzarlas: las de preguntas que respondieron ``minimo`` personas o más.

    Las que salen de un documento publicado (tienen ``fuente``) se muestran siempre: ya son públicas.
    """
    if encuesta.empty:
        return encuesta
    base = encuesta.groupby("pregunta")["respondente"].transform("nunique")
    return encuesta[(base >= minimo) | (encuesta["fuente"] != "")]


def areas_por_juntar(encuesta: pd.DataFrame, minimo: int) -> pd.Series:
    """Qué áreas no se pueden mostrar por separado en ninguna pregunta; ver ``por_juntar``.

    Cuenta de cada área las personas de la pregunta que menos respondieron: así se juntan las mismas en todas, y lo que
    una pregunta muestra no deja calcular lo que otra omite. El área sin anotar (``""``) cuenta como una más.
    """
    personas = encuesta.groupby(["area", "pregunta"])["respondente"].nunique().unstack(fill_value=0)
    return por_juntar(personas.min(axis=1), minimo)


def cruzar(encuesta: pd.DataFrame, respuestas: Sequence[str]) -> pd.DataFrame:
    """Cuántas personas de cada área (filas) dieron cada respuesta (columnas) a una sola pregunta, con los ceros."""
    conteos = encuesta.groupby(["area", "respuesta"])["respondente"].nunique().unstack(fill_value=0)
    return conteos.reindex(columns=list(respuestas), fill_value=0).astype(int)
