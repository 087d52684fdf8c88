"""Lo que un documento publica sobre el gasto, contra lo que dan los datos que él mismo publica."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import Cotejo, Veredicto, cotejar, escribir, unidad
from sistematizacion.analisis.gasto.crecimiento import TASAS, tasas
from sistematizacion.analisis.gasto.medidas import MEDIDAS, por_ciento
from sistematizacion.analisis.gasto.vistas import TODO, Ambito, Fila, Hechos, Parte, suma
from sistematizacion.nucleo.esquemas.gasto import NIVELES

FORMULAS = {
    "variacion_pia_pim": "(PIM − PIA) ÷ PIA × 100",
    "eficacia_pia": "devengado ÷ PIA × 100",
    "eficacia_pim": "devengado ÷ PIM × 100",
    "devengado_total": "suma de lo devengado en cada año",
    "crecimiento_anual": "crecimiento anual de lo devengado",
    "participacion": "devengado de las partes ÷ devengado total × 100",
}


@dataclass(frozen=True)
class Comprobacion:
    """Una celda publicada frente a lo que le corresponde.

    ``debido`` es el valor exacto que dan los datos (% o soles), o None si falta con qué; ``alternativas``, en un crecimiento, lo
    que da cada tasa; ``parte``, la parte de que es el extremo, si la celda dice un extremo.
    """

    fila: Fila
    debido: Decimal | None
    veredicto: Veredicto
    porque: str
    filas: tuple[Fila, ...] = ()
    alternativas: Mapping[str, Decimal | None] | None = None
    parte: Parte | None = None


def comprobar(publicadas: pd.DataFrame, hechos: Hechos, margen: int) -> list[Comprobacion]:
    """Una por fila de ``gasto_publicado``, en su orden; ``margen`` es el de los valores aproximados, en %.

    Solo se usan las filas publicadas de los datos: lo publicado no se juzga con otra fuente.
    """
    return [_comprobar(f, hechos, margen) for f in publicadas.to_dict("records")]


def _comprobar(fila: Fila, hechos: Hechos, margen: int) -> Comprobacion:
    medida = fila["medida"]
    if medida == "crecimiento_anual":
        return _crecimiento(fila, hechos)
    if medida == "devengado_total":
        return _total(fila, hechos)
    if medida == "participacion":
        return _participacion(fila, hechos, margen)
    return _de_una_parte(fila, hechos) if not fila["extremo"] else _extremo(fila, hechos)


def _de_una_parte(fila: Fila, hechos: Hechos) -> Comprobacion:
    ambito = _ambito(fila)
    if fila["vista"] == TODO:
        parte = hechos.total(ambito, fila["tipo"])
    else:
        parte = next((p for p in hechos.partes(ambito, fila["vista"], fila["tipo"]) if p.codigo == fila["codigo"]), None)
    return _contra(fila, MEDIDAS[fila["medida"]](parte) if parte else None, parte.filas if parte else (), "%")


def _extremo(fila: Fila, hechos: Hechos) -> Comprobacion:
    """La menor o la mayor de las partes de la vista."""
    medidas = [(MEDIDAS[fila["medida"]](p), p) for p in hechos.partes(_ambito(fila), fila["vista"], fila["tipo"])]
    conocidas = [(v, p) for v, p in medidas if v is not None]
    if not conocidas:
        return _contra(fila, None, (), "%")
    valor, parte = (min if fila["extremo"] == "minimo" else max)(conocidas, key=lambda m: m[0])
    return replace(_contra(fila, valor, parte.filas, "%"), parte=parte)


def _total(fila: Fila, hechos: Hechos) -> Comprobacion:
    """La suma de los años contra el total, con media unidad de holgura por cada sumando que el documento redondeó."""
    partes = _por_anio(fila, hechos)
    debido = suma(p.devengado if p else None for p in partes.values())
    usadas = tuple(f for p in partes.values() if p for f in p.filas)
    if debido is None:
        return _contra(fila, None, usadas, "")
    holgura = (fila["precision"] or unidad(fila["valor"])) / 2 * (len(partes) + 1)
    distancia = abs(fila["valor"] - debido)
    veredicto: Veredicto = "coincide" if not distancia else "redondeo" if distancia <= holgura else "contradiccion"
    porque = f"los {len(partes)} años suman {escribir(debido)}"
    return Comprobacion(fila, debido, veredicto, porque, usadas)


def _crecimiento(fila: Fila, hechos: Hechos) -> Comprobacion:
    """La tasa publicada contra las tres que se suelen llamar así; basta que sea una de ellas."""
    partes = _por_anio(fila, hechos)
    halladas = tasas({a: p.devengado if p else None for a, p in partes.items()})
    usadas = tuple(f for p in partes.values() if p for f in p.filas)
    conocidas = {c: v for c, v in halladas.items() if v is not None}
    if not conocidas:
        return _contra(fila, None, usadas, "%")
    cotejos = {c: _cotejar(fila, v, "%") for c, v in conocidas.items()}
    acierta = next((c for c in conocidas if cotejos[c].veredicto in ("coincide", "redondeo")), None)
    cercana = acierta or min(conocidas, key=lambda c: abs(conocidas[c] - fila["valor"]))
    dichas = "; ".join(f"{TASAS[c]}, {escribir(v.quantize(Decimal('0.01')))}%" for c, v in conocidas.items())
    veredicto: Veredicto = cotejos[acierta].veredicto if acierta else "contradiccion"
    porque = f"es la {TASAS[acierta]}" if acierta else f"no es ninguna de las tres: {dichas}"
    return Comprobacion(fila, conocidas[cercana], veredicto, porque, usadas, halladas)


def _participacion(fila: Fila, hechos: Hechos, margen: int) -> Comprobacion:
    """Qué % de lo devengado por esos niveles suman las partes de la vista; si la fila no dice nivel, los que las tengan."""
    niveles = [fila["nivel"]] if fila["nivel"] else NIVELES
    arriba: list[Fila] = []
    abajo: list[Decimal | None] = []
    debajo: list[Fila] = []
    for nivel in niveles:
        ambito = _ambito(fila | {"nivel": nivel})
        partes = hechos.partes(ambito, fila["vista"], fila["tipo"])
        if not partes:
            continue
        arriba += [f for p in partes for f in p.filas]
        anuales = _por_anio(fila | {"nivel": nivel, "vista": TODO, "codigo": ""}, hechos)
        sumados = suma(p.devengado if p else None for p in anuales.values())
        abajo.append(None if sumados is None else sumados / len(anuales))
        debajo += [f for p in anuales.values() if p for f in p.filas]
    debido = por_ciento(suma(f["devengado"] for f in arriba), suma(abajo)) if arriba else None
    cotejo = None if debido is None else cotejar(fila["valor"], "aproximado", debido, margen, "%")
    return _de(fila, debido, cotejo, (*arriba, *debajo))


def _contra(fila: Fila, debido: Decimal | None, usadas: Sequence[Fila], simbolo: str) -> Comprobacion:
    cotejo = None if debido is None else _cotejar(fila, debido, simbolo)
    return _de(fila, debido, cotejo, usadas)


def _cotejar(fila: Fila, debido: Decimal, simbolo: str) -> Cotejo:
    """El valor exacto con lo publicado, redondeado a lo que la fila dice que el documento redondeó."""
    cotejo, precision = cotejar(fila["valor"], "exacto", debido, 0, simbolo), fila["precision"]
    if cotejo.veredicto == "coincide" or not precision:
        return cotejo
    redondo = (debido / precision).quantize(Decimal(1), rounding=ROUND_HALF_UP) * precision
    if redondo != fila["valor"]:
        return cotejo
    exacto, dicho, cada = escribir(debido), escribir(fila["valor"]), escribir(precision)
    return Cotejo("coincide", precision / 2, f"{exacto}{simbolo} se redondea a {dicho}{simbolo}, de {cada} en {cada}")


def _de(fila: Fila, debido: Decimal | None, cotejo: Cotejo | None, usadas: Sequence[Fila]) -> Comprobacion:
    if cotejo is None:
        return Comprobacion(fila, None, "no_verificable", "los datos publicados no alcanzan para calcularlo", tuple(usadas))
    return Comprobacion(fila, debido, cotejo.veredicto, cotejo.porque, tuple(usadas))


def _por_anio(fila: Fila, hechos: Hechos) -> dict[int, Parte | None]:
    """De cada año de la celda, su parte."""
    ambito = replace(_ambito(fila), desde=None)
    anios = range(int(fila["desde"] or fila["anio"]), int(fila["anio"]) + 1)
    return {a: _parte(fila, hechos, ambito.en(a)) for a in anios}


def _parte(fila: Fila, hechos: Hechos, ambito: Ambito) -> Parte | None:
    if fila["vista"] == TODO:
        return hechos.total(ambito, fila["tipo"])
    return next((p for p in hechos.partes(ambito, fila["vista"], fila["tipo"]) if p.codigo == fila["codigo"]), None)


def _ambito(fila: Mapping[str, Any]) -> Ambito:
    return Ambito(
        int(fila["anio"]), fila["nivel"], fila["pliego"] or "", fila["departamento"] or "",
        int(fila["desde"]) if fila["desde"] else None,
    )  # fmt: skip
