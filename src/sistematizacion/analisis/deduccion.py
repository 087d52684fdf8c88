"""Que lo omitido de una tabla tampoco se deduzca sabiendo con qué método se omitió.

El método es público. Quien lee la tabla puede probar todas las que tienen los mismos totales y las mismas celdas a la
vista, aplicarles el método y descartar las que darían otras omitidas (``supresion.patron``). Si en las que le quedan una
celda tiene siempre el mismo valor, la habrá deducido. Aquí se hace esa misma búsqueda antes de publicar, y si ocurre se
omite la tabla entera. Que se omita entera también dice algo: con totales que solo dan pocas tablas, a veces lo diría
todo. Por eso, cuando son pocas, se mira qué se sabría entonces; si se sabría una celda, se omiten enteras todas las de
esos totales, y omitirla ya no dice nada.

Se pasa de una tabla posible a otra por los circuitos de sus celdas omitidas, que bastan para llegar a todas. Se exige
que cada celda pueda tener dos valores: con tres se omitirían enteras casi la mitad, y que una celda pequeña es de una o
dos personas no dice cuántas son. La búsqueda tiene un límite de trabajo; si lo alcanza sin hallar dos valores para cada
celda, se responde que se deduce, que es lo seguro.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sistematizacion.analisis.supresion import Celda, Conteos, NoSePuedeProteger, patron

VALORES = 2  # cuántos debe poder tener cada celda omitida
TABLAS = 1500  # cuántas tablas posibles se prueban, a lo más
POCAS = 150  # hasta cuántas tablas con unos totales se mira qué diría omitirlas enteras
CUADRADO = 4  # celdas del circuito más corto, que entre dos filas y dos columnas siempre hay
CIRCUITOS = 400  # por cuántos circuitos se pasa de una a otra, a lo más
Tabla = tuple[tuple[int, ...], ...]
Circuito = tuple[Celda, ...]


def omitidas(valores: Conteos, minimo: int) -> frozenset[Celda]:
    """Las celdas que hay que omitir: ninguna, algunas o todas.

    Args:
        valores: los conteos; una fila por grupo y una columna por respuesta.

    Raises:
        NoSePuedeProteger: ver ``supresion.patron``.
    """
    tabla = tuple(tuple(fila) for fila in valores)
    suyas, todas = patron(tabla, minimo), _todas(tabla)
    pocas = list(islice(_con_los_mismos_totales(tabla), POCAS + 1))
    if suyas == todas:
        return todas
    if len(pocas) <= POCAS:
        return todas if tabla in _enteras(pocas, minimo) else suyas
    return todas if suyas and _se_deduce(tabla, suyas, minimo) else suyas


def _enteras(pocas: Collection[Tabla], minimo: int) -> set[Tabla]:
    """De todas las tablas con unos totales, las que se omiten enteras: unas, ninguna o, si saberlo delata, todas."""
    clases: dict[tuple[frozenset[Celda], tuple[int, ...]], list[Tabla]] = {}
    celdas = sorted(_todas(next(iter(pocas))))
    for tabla in pocas:
        suyas = _patron(tabla, minimo)
        se_ve = tuple(tabla[i][j] for i, j in celdas if (i, j) not in suyas)
        clases.setdefault((suyas, se_ve), []).append(tabla)
    enteras = {
        tabla
        for (suyas, _), iguales in clases.items()
        if len(suyas) == len(celdas) or any(len(_valores(iguales, c)) < VALORES for c in suyas)
        for tabla in iguales
    }
    delata = enteras and any(len(_valores(enteras, c)) < VALORES <= len(_valores(pocas, c)) for c in celdas)
    return set(pocas) if delata else enteras


def _patron(tabla: Tabla, minimo: int, dentro_de: frozenset[Celda] | None = None) -> frozenset[Celda]:
    """Las que se omiten; todas, si ni así se protege."""
    try:
        return patron(tabla, minimo, dentro_de)
    except NoSePuedeProteger:
        return _todas(tabla)


def _todas(tabla: Tabla) -> frozenset[Celda]:
    return frozenset((i, j) for i, fila in enumerate(tabla) for j in range(len(fila)))


def _valores(tablas: Iterable[Tabla], celda: Celda) -> set[int]:
    return {tabla[celda[0]][celda[1]] for tabla in tablas}


def _con_los_mismos_totales(tabla: Tabla) -> Iterator[Tabla]:
    """Todas las tablas con esos totales por fila y por columna, y primero ella."""
    pasos = [c for c in islice(_circuitos(_todas(tabla)), CIRCUITOS) if len(c) == CUADRADO]
    por_ver, vistas = deque([tabla]), {tabla}
    while por_ver:
        desde = por_ver.popleft()
        yield desde
        por_ver.extend(_vecinas(desde, pasos, vistas))


def _se_deduce(tabla: Tabla, omitidas: frozenset[Celda], minimo: int) -> bool:
    """Si alguna celda omitida queda con un solo valor en las tablas que dan lo mismo que se ve.

    Args:
        tabla: los conteos verdaderos.
        omitidas: las que ``patron`` dio para ellos.
    """
    posibles = {c: {tabla[c[0]][c[1]]} for c in omitidas}
    faltan = set(omitidas)
    pasos = list(islice(_circuitos(omitidas), CIRCUITOS))
    iguales, otras, vistas = deque([tabla]), deque[Tabla](), {tabla}
    while faltan and (iguales or otras):
        desde = (iguales or otras).popleft()
        for nueva in _vecinas(desde, pasos, vistas):
            if len(vistas) > TABLAS:
                return True
            if _patron(nueva, minimo, omitidas) != omitidas:
                otras.append(nueva)
                continue
            iguales.append(nueva)
            for celda in list(faltan):
                posibles[celda].add(nueva[celda[0]][celda[1]])
                if len(posibles[celda]) >= VALORES:
                    faltan.discard(celda)
            if not faltan:
                break
    return bool(faltan)


def _vecinas(tabla: Tabla, pasos: Collection[Circuito], vistas: set[Tabla]) -> Iterator[Tabla]:
    """Las que difieren en un circuito, una persona más y una menos, y no se vieron; las anota como vistas."""
    for paso in pasos:
        for signo in (1, -1):
            if all(tabla[i][j] > 0 for i, j in paso[(signo + 1) // 2 :: 2]):
                nueva = [list(fila) for fila in tabla]
                for n, (i, j) in enumerate(paso):
                    nueva[i][j] += signo if n % 2 == 0 else -signo
                hecha = tuple(map(tuple, nueva))
                if hecha not in vistas:
                    vistas.add(hecha)
                    yield hecha


def _circuitos(celdas: frozenset[Celda]) -> Iterator[Circuito]:
    """Los circuitos que se hacen solo con esas celdas, del más corto al más largo y cada uno una vez.

    Un circuito alterna: de una celda a otra de su fila, de esa a otra de su columna, y así hasta cerrar.
    """
    de_fila: dict[int, list[int]] = {}
    de_columna: dict[int, list[int]] = {}
    for i, j in sorted(celdas):
        de_fila.setdefault(i, []).append(j)
        de_columna.setdefault(j, []).append(i)

    def seguir(filas: tuple[int, ...], columnas: tuple[int, ...], largo: int) -> Iterator[Circuito]:
        """``filas[k]`` se une a ``filas[k + 1]`` por ``columnas[k]``; la primera es la menor."""
        if len(filas) == largo:
            for j in de_fila[filas[-1]]:
                # el mismo circuito al revés también empieza en la primera fila: se deja el de columnas[0] < la última
                if j > columnas[0] and j not in columnas and j in de_fila[filas[0]]:
                    yield _celdas(filas, (*columnas, j))
            return
        for j in de_fila[filas[-1]]:
            if j not in columnas:
                for i in de_columna[j]:
                    if i > filas[0] and i not in filas:
                        yield from seguir((*filas, i), (*columnas, j), largo)

    for largo in range(2, min(len(de_fila), len(de_columna)) + 1):
        for primera in de_fila:
            yield from seguir((primera,), (), largo)


def _celdas(filas: tuple[int, ...], columnas: tuple[int, ...]) -> Circuito:
    """Las celdas en el orden en que se recorren: en las pares se suma y en las impares se quita."""
    siguientes = (*filas[1:], filas[0])
    return tuple(celda for i, otra, j in zip(filas, siguientes, columnas, strict=True) for celda in ((i, j), (otra, j)))
