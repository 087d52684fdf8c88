"""El ritmo del gasto en el año: lo devengado mes a mes, cuánto se concentra al final y cómo van los demás."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median, quantiles

from sistematizacion.analisis.gasto.hechos import al_dia
from sistematizacion.analisis.gasto.medidas import por_ciento
from sistematizacion.analisis.gasto.vistas import Ambito, Fila, Hechos

MESES_DEL_ANIO = 12


@dataclass(frozen=True)
class Mes:
    """Lo devengado en un mes y hasta él (soles), y qué % del PIM del año es lo acumulado."""

    mes: int
    devengado: Decimal
    acumulado: Decimal
    avance: Decimal | None
    filas: tuple[Fila, ...] = ()


def mensual(hechos: Hechos, ambito: Ambito, tipo: str) -> list[Mes]:
    """Los meses de enero al último con dato, en orden; ninguno si falta alguno de en medio, porque no habría acumulado."""
    por_mes = {m: p for m, p in hechos.meses(ambito, tipo).items() if p.devengado is not None}
    total = hechos.total(ambito, tipo)
    if not por_mes or sorted(por_mes) != list(range(1, max(por_mes) + 1)):
        return []
    hechas, acumulado = [], Decimal(0)
    for mes in sorted(por_mes):
        parte = por_mes[mes]
        acumulado += parte.devengado  # type: ignore[operator]
        avance = por_ciento(acumulado, total.pim) if total else None
        hechas.append(Mes(mes, parte.devengado, acumulado, avance, parte.filas))
    return hechas


def concentracion(meses: list[Mes], ultimos: int = 1) -> Decimal | None:
    """Qué % de lo devengado en el año se devengó en sus últimos meses: 1, en diciembre; 3, en el último trimestre.

    Es None si el año no está completo, porque falta algún mes o diciembre no ha terminado: de un año en curso no se sabe.
    """
    if len(meses) < MESES_DEL_ANIO or any(al_dia(f) < date(int(f["anio"]), MESES_DEL_ANIO, 31) for f in meses[-1].filas):
        return None
    return por_ciento(sum((m.devengado for m in meses[-ultimos:]), Decimal(0)), meses[-1].acumulado)


@dataclass(frozen=True)
class Reparto:
    """Cómo se reparten unos valores: el menor, los cuartiles y el mayor."""

    minimo: Decimal
    primero: Decimal
    mediana: Decimal
    tercero: Decimal
    maximo: Decimal
    cuantos: int


def repartir(valores: list[Decimal]) -> Reparto | None:
    """Los cuartiles, interpolando entre los valores de al lado (el método «inclusive», que es el de las hojas de cálculo)."""
    if not valores:
        return None
    if len(valores) == 1:
        return Reparto(*valores * 5, 1)
    primero, _, tercero = quantiles(valores, n=4, method="inclusive")
    return Reparto(min(valores), primero, median(valores), tercero, max(valores), len(valores))


def abanico(hechos: Hechos, ambitos: list[Ambito], tipo: str) -> dict[int, Reparto]:
    """Por mes, cómo se reparte entre unos gobiernos el avance acumulado del PIM."""
    ritmos = [mensual(hechos, a, tipo) for a in ambitos]
    por_mes: dict[int, list[Decimal]] = {}
    for mes in (m for ritmo in ritmos for m in ritmo if m.avance is not None):
        por_mes.setdefault(mes.mes, []).append(mes.avance)  # type: ignore[arg-type]
    return {m: r for m, valores in sorted(por_mes.items()) if (r := repartir(valores))}
