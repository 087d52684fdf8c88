"""Qué celdas de una tabla cruzada hay que omitir para que las pequeñas no se calculen restando de los totales.

- *Supresión primaria*: las que tienen entre 1 y mínimo − 1 personas.
- *Supresión secundaria*: como los totales por fila y por columna se publican, una celda omitida sola se hallaría
  restando. Se omiten además las celdas que hagan falta para que toda celda omitida esté en un **circuito**: un
  recorrido por filas y columnas en que se puede sumar una persona a una celda y quitarla a la siguiente sin que cambie
  ningún total ni nada de lo que se ve. Así hay al menos dos tablas posibles con un valor distinto en cada celda
  omitida, y cada fila o columna tiene ninguna o al menos dos. Que haya dos por fila y columna no bastaría: dos
  circuitos unidos por una sola celda la dejan calculada. De los circuitos posibles se elige el que menos personas
  oculta.
"""

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush

Celda = tuple[int, int]
Conteos = Sequence[Sequence[int]]
Nudo = tuple[str, int]  # ("fila", 2) o ("columna", 0)


class NoSePuedeProteger(ValueError):
    """Con los totales publicados, una celda pequeña se calcula aunque se omitan todas: la tabla no se publica."""


def patron(valores: Conteos, minimo: int, dentro_de: Collection[Celda] | None = None) -> frozenset[Celda]:
    """Las celdas que se omiten de unos conteos.

    Args:
        dentro_de: si hace falta omitir una que no está aquí, deja de buscar; lo que da ya no está dentro.

    Raises:
        NoSePuedeProteger: ni omitiendo todo se protege; no ocurre si hay dos filas y cada una llega al mínimo.
    """
    primarias = [(v, (i, j)) for i, fila in enumerate(valores) for j, v in enumerate(fila) if 0 < v < minimo]
    ocultas = {celda for _, celda in primarias}
    for _, celda in sorted(primarias):
        ocultas |= _circuito(valores, ocultas, celda, minimo)
        if dentro_de is not None and not ocultas.issubset(dentro_de):
            break
    return frozenset(ocultas)


def _circuito(valores: Conteos, ocultas: Collection[Celda], celda: Celda, minimo: int) -> set[Celda]:
    """Las celdas del circuito que menos oculta, entre los que suben la celda en una persona y los que la bajan."""
    fila, columna = ("fila", celda[0]), ("columna", celda[1])
    costos = [  # un cero protege, pero menos que una persona
        [0 if (i, j) in ocultas else v or minimo for j, v in enumerate(suyos)] for i, suyos in enumerate(valores)
    ]
    caminos = [_camino(valores, costos, celda, *extremos) for extremos in ((columna, fila), (fila, columna))]
    hallados = [camino for camino in caminos if camino]
    if not hallados:
        raise NoSePuedeProteger("la tabla no se puede publicar con sus totales sin delatar una celda pequeña")
    return min(hallados, key=lambda hallado: hallado[0])[1]


def _camino(valores: Conteos, costos: Conteos, salvo: Celda, desde: Nudo, hasta: Nudo) -> tuple[int, set[Celda]] | None:
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
                heappush(cola, (costo + costos[celda[0]][celda[1]], siguiente, (*camino, celda)))
    return None


def _vecinos(valores: Conteos, nudo: Nudo) -> Iterator[tuple[Nudo, Celda]]:
    clase, n = nudo
    if clase == "fila":
        yield from ((("columna", m), (n, m)) for m in range(len(valores[n])))
    else:
        yield from ((("fila", m), (m, n)) for m in range(len(valores)) if valores[m][n] > 0)
