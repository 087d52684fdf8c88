"""Un gobierno frente a los demás de su nivel: su puesto, cómo se reparten y los de su tamaño."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sistematizacion.analisis.gasto.medidas import eficacia_pim
from sistematizacion.analisis.gasto.vistas import Ambito, Hechos, Parte


@dataclass(frozen=True)
class Puesto:
    """Lo que mide un gobierno y en qué lugar queda; los empatados comparten el mejor lugar."""

    ambito: Ambito
    gobierno: str
    parte: Parte
    valor: Decimal
    puesto: int
    de: int
    grupo: int  # 1 el de mayor PIM; 0 si no se pudo formar
    puesto_en_grupo: int
    de_grupo: int


def ordenar(
    hechos: Hechos, anio: int, tipo: str, grupos: int, *, foco: str = "", medida: Callable[[Parte], Decimal | None] = eficacia_pim,
) -> list[Puesto]:  # fmt: skip
    """Los gobiernos regionales con la medida, del mayor al menor valor; los empatados, por pliego.

    Los grupos de tamaño son tramos del mismo número de gobiernos, de mayor a menor PIM; los que sobran van uno a cada uno
    de los primeros.
    Un gobierno sin dato no entra.
    """
    ambitos = [a for a in hechos.ambitos(nivel="regional", anio=anio, desde=None, departamento="", foco=foco) if a.pliego]
    medidos = []
    for ambito in ambitos:
        parte = hechos.total(ambito, tipo)
        if parte is not None and (valor := medida(parte)) is not None:
            medidos.append((ambito, parte, valor))
    tamanos = _grupos([(a.pliego, p.pim) for a, p, _ in medidos], grupos)
    medidos.sort(key=lambda m: (-m[2], m[0].pliego))
    valores = [v for _, _, v in medidos]
    hechas = []
    for ambito, parte, valor in medidos:
        grupo = tamanos.get(ambito.pliego, 0)
        suyos = [v for a, _, v in medidos if tamanos.get(a.pliego, 0) == grupo]
        gobierno = next((f["gobierno"] for f in parte.filas if f["gobierno"]), "")
        hechas.append(
            Puesto(ambito, gobierno, parte, valor, _lugar(valor, valores), len(valores), grupo, _lugar(valor, suyos), len(suyos))
        )
    return hechas


def _lugar(valor: Decimal, valores: Sequence[Decimal]) -> int:
    """Cuántos lo superan, más uno."""
    return 1 + sum(otro > valor for otro in valores)


def _grupos(pims: Sequence[tuple[str, Decimal | None]], cuantos: int) -> dict[str, int]:
    """A qué tramo de tamaño pertenece cada pliego; ninguno si son menos que dos por tramo.

    >>> _grupos([(str(n), Decimal(n)) for n in range(1, 8)], 3)
    {'7': 1, '6': 1, '5': 1, '4': 2, '3': 2, '2': 3, '1': 3}
    """
    if len(pims) < 2 * cuantos or any(p is None for _, p in pims):
        return {}
    orden = [pliego for pliego, _ in sorted(pims, key=lambda p: (-p[1], p[0]))]  # type: ignore[operator]
    base, sobran = divmod(len(orden), cuantos)
    limites, grupo, llevan = {}, 1, 0
    for pliego in orden:
        if llevan == base + (grupo <= sobran):
            grupo, llevan = grupo + 1, 0
        limites[pliego] = grupo
        llevan += 1
    return limites
