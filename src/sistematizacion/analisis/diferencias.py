"""Qué cambia entre dos versiones de un mismo informe: sus cifras y las celdas de sus cuadros."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

LUGARES = 3  # en que aparece una cifra; los demás se cuentan
Tabla = Sequence[Sequence[str]]  # filas de celdas; la primera, de encabezados


@dataclass(frozen=True)
class Cambio:
    """Algo que se lee distinto; sin ``antes``, se agregó, y sin ``ahora``, se quitó."""

    lugar: str
    antes: str
    ahora: str


def de_cifras(antes: Iterable[Mapping[str, object]], ahora: Iterable[Mapping[str, object]]) -> list[Cambio]:
    """Un cambio por cifra que no se imprime igual, o no con el mismo corte, con los lugares en que aparece.

    Cada cifra trae ``identidad``, ``nombre``, ``region``, ``escrito``, ``corte`` y ``donde``.
    """
    unas, otras = _por_identidad(antes), _por_identidad(ahora)
    cambios = []
    for identidad in dict.fromkeys([*unas, *otras]):
        viejas, nuevas = unas.get(identidad, []), otras.get(identidad, [])
        if [_dicha(c) for c in viejas] != [_dicha(c) for c in nuevas]:
            cambios.append(Cambio(_lugar((nuevas or viejas)[0]), _dichas(viejas), _dichas(nuevas)))
    return cambios


def de_tablas(antes: Tabla, ahora: Tabla, encabezan: int = 1) -> list[Cambio]:
    """Un cambio por celda distinta, o por fila que se agregó o se quitó; o uno solo si las columnas no son las mismas.

    Las filas se reconocen por las primeras columnas, las que ``encabezan``.

    >>> de_tablas([["Región", "n"], ["Junín", "1"]], [["Región", "n"], ["Cusco", "5"], ["Junín", "2"]])
    [Cambio(lugar='fila «Cusco»', antes='', ahora='5'), Cambio(lugar='fila «Junín», n', antes='1', ahora='2')]
    """
    columnas = [list(tabla[0]) if tabla else [] for tabla in (antes, ahora)]
    if columnas[0] != columnas[1]:
        return [Cambio("columnas", *map(", ".join, columnas))]
    cambios: list[Cambio] = []
    for vieja, nueva in _emparejadas(antes[1:], ahora[1:], encabezan):
        fila = f"fila «{' · '.join((nueva or vieja)[:encabezan])}»"
        if vieja and nueva:
            celdas = zip_longest(columnas[0], vieja, nueva, fillvalue="")
            cambios += [Cambio(f"{fila}, {columna}", a, b) for columna, a, b in celdas if a != b]
        else:
            cambios.append(Cambio(fila, *(" · ".join(f[encabezan:] or f) for f in (vieja, nueva))))
    return cambios


def de_palabras(antes: str, ahora: str) -> list[Cambio]:
    """Los tramos de un texto que no son los mismos, cada uno con la palabra que lo precede."""
    unas, otras = antes.split(), ahora.split()
    return [
        Cambio(unas[a - 1] if a else "", " ".join(unas[a:b]), " ".join(otras[c:d]))
        for que, a, b, c, d in SequenceMatcher(None, unas, otras, autojunk=False).get_opcodes()
        if que != "equal"
    ]


def _por_identidad(cifras: Iterable[Mapping[str, object]]) -> dict[object, list[Mapping[str, object]]]:
    grupos: dict[object, list[Mapping[str, object]]] = {}
    for cifra in cifras:
        grupos.setdefault(cifra["identidad"], []).append(cifra)
    return grupos


def _dicha(cifra: Mapping[str, object]) -> str:
    return f"{cifra['escrito']} ({cifra['corte']})" if cifra["corte"] else str(cifra["escrito"])


def _dichas(cifras: Iterable[Mapping[str, object]]) -> str:
    return " y ".join(map(_dicha, cifras))


def _lugar(cifra: Mapping[str, object]) -> str:
    region = f" ({cifra['region']})" if cifra["region"] else ""
    donde: Sequence[str] = cifra["donde"]  # type: ignore[assignment]
    resto = f" y {len(donde) - LUGARES} lugares más" if len(donde) > LUGARES + 1 else ""
    return f"{cifra['nombre']}{region}, en {', '.join(donde[:LUGARES] if resto else donde)}{resto}"


def _emparejadas(antes: Tabla, ahora: Tabla, encabezan: int) -> Iterable[tuple[Sequence[str], Sequence[str]]]:
    """Las filas que difieren: primero se buscan las que encabezan lo mismo; la que no tiene par va con una vacía."""
    titulos = [[tuple(fila[:encabezan]) for fila in tabla] for tabla in (antes, ahora)]
    for que, a, b, c, d in SequenceMatcher(None, *titulos, autojunk=False).get_opcodes():
        if que == "equal":
            yield from (par for par in zip(antes[a:b], ahora[c:d], strict=True) if list(par[0]) != list(par[1]))
        else:
            yield from ((fila, ()) for fila in antes[a:b] if fila)
            yield from (((), fila) for fila in ahora[c:d] if fila)
