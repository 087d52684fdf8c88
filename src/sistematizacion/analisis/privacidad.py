"""Que un cuadro de personas no delate a ninguna: qué grupos se juntan y qué celdas se omiten.

Se protege en dos pasos. Primero se **juntan** los grupos con menos personas que el mínimo en uno solo, que también debe
llegar al mínimo: si no, restarlo del total diría qué respondieron. Después se **omiten** celdas:

- *supresión primaria*: las que tienen entre 1 y mínimo − 1 personas;
- *supresión secundaria*: como los totales por fila y por columna se publican, una celda omitida sola se hallaría
  restando. Se omiten además las celdas que hagan falta para que toda celda omitida esté en un **circuito**: un
  recorrido por filas y columnas en que se puede sumar una persona a una celda y quitarla a la siguiente sin que cambie
  ningún total ni nada de lo que se ve. Así hay al menos dos tablas posibles con un valor distinto en cada celda
  omitida, y cada fila o columna tiene ninguna o al menos dos. Que haya dos por fila y columna no bastaría: dos
  circuitos unidos por una sola celda la dejan calculada. De los circuitos posibles se elige el que menos personas
  oculta.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

import numpy as np
import pandas as pd

Celda = tuple[int, int]
Nudo = tuple[str, int]  # ("fila", 2) o ("columna", 0)


class NoSePuedeProteger(ValueError):
    """Con los totales publicados, una celda pequeña se calcula aunque se omitan todas: la tabla no se publica."""


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
        La misma tabla, de objetos, con ``None`` en lo omitido; toda omitida si suma menos de ``minimo`` personas.

    Raises:
        NoSePuedeProteger: ni omitiendo todo se protege; no ocurre si hay dos filas y cada una llega al mínimo.
    """
    valores = tabla.to_numpy(dtype=int)
    if valores.sum() < minimo:
        return _ocultar(tabla, np.ones(valores.shape, dtype=bool))
    ocultas = (valores > 0) & (valores < minimo)
    for celda in sorted(zip(*np.nonzero(ocultas), strict=True), key=lambda c: (valores[c], c)):
        for otra in _circuito(valores, ocultas, celda, minimo):
            ocultas[otra] = True
    return _ocultar(tabla, ocultas)


def _ocultar(tabla: pd.DataFrame, ocultas: np.ndarray) -> pd.DataFrame:
    return tabla.astype(object).mask(ocultas, None)


def _circuito(valores: np.ndarray, ocultas: np.ndarray, celda: Celda, minimo: int) -> set[Celda]:
    """Las celdas del circuito que menos oculta, entre los que suben la celda en una persona y los que la bajan."""
    fila, columna = ("fila", celda[0]), ("columna", celda[1])
    costos = np.where(ocultas, 0, np.where(valores > 0, valores, minimo))  # un cero protege, pero menos que una persona
    caminos = [_camino(valores, costos, celda, *extremos) for extremos in ((columna, fila), (fila, columna))]
    hallados = [camino for camino in caminos if camino]
    if not hallados:
        raise NoSePuedeProteger("la tabla no se puede publicar con sus totales sin delatar una celda pequeña")
    return min(hallados, key=lambda hallado: hallado[0])[1]


def _camino(
    valores: np.ndarray, costos: np.ndarray, salvo: Celda, desde: Nudo, hasta: Nudo
) -> tuple[int, set[Celda]] | None:
    """El camino más barato (Dijkstra) entre una fila y una columna, sin pasar por la celda; o ninguno.

    De fila a columna se suma una persona a la celda; de columna a fila se quita, y por eso debe haber alguna.
    """
    cola: list[tuple[int, Nudo, tuple[Celda, ...]]] = [(0, desde, ())]
    vistos: set[Nudo] = set()
    while cola:
        costo, nudo, camino = heappop(cola)
        if nudo == hasta:
            return costo, set(camino)
        if nudo in vistos:
            continue
        vistos.add(nudo)
        for siguiente, celda in _vecinos(valores, nudo):
            if celda != salvo and siguiente not in vistos:
                heappush(cola, (costo + int(costos[celda]), siguiente, (*camino, celda)))
    return None


def _vecinos(valores: np.ndarray, nudo: Nudo) -> Iterator[tuple[Nudo, Celda]]:
    clase, n = nudo
    if clase == "fila":
        yield from ((("columna", m), (n, m)) for m in range(valores.shape[1]))
    else:
        yield from ((("fila", m), (m, n)) for m in range(valores.shape[0]) if valores[m, n] > 0)


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
