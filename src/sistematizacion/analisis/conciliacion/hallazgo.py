"""``Hallazgo``: lo que una regla comprobó, con las filas de que salió; y cómo se eligen las filas que se comparan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.conciliacion.cotejo import Cotejo, Veredicto
from sistematizacion.nucleo.seleccion import coincidencias

Fila = dict[str, Any]


@dataclass(frozen=True)
class Hallazgo:
    """Lo publicado (a) frente a lo que le corresponde (b)."""

    regla: str
    fila: Fila  # la cifra publicada que se comprueba
    veredicto: Veredicto
    detalle: str
    valor_a: Decimal | None
    valor_b: Decimal | None = None
    tolerancia: Decimal | None = None
    filas_a: tuple[Fila, ...] = ()
    filas_b: tuple[Fila, ...] = ()
    formula_a: str = ""  # con qué se hizo el valor, si no es el de una fila: «{} + {}»
    formula_b: str = ""

    @property
    def registro(self) -> Fila:
        """El hallazgo como una fila de la tabla."""
        ambos = self.valor_a is not None and self.valor_b is not None
        return {
            "regla": self.regla,
            **{campo: self.fila[campo] for campo in ("ambito", "indicador", "dimension", "categoria", "fecha_corte")},
            "valor_a": self.valor_a,
            "valor_b": self.valor_b,
            "donde_a": donde(self.filas_a),
            "donde_b": donde(self.filas_b),
            "diferencia": self.valor_a - self.valor_b if ambos else None,  # type: ignore[operator]
            "tolerancia": self.tolerancia,
            "veredicto": self.veredicto,
            "detalle": oracion(self.detalle),
            "filas_a": self.filas_a,
            "filas_b": self.filas_b,
            "formula_a": self.formula_a,
            "formula_b": self.formula_b,
        }


def de_cotejo(regla: str, fila: Fila, cotejo: Cotejo, exacto: Decimal, detalle: str = "", **otros: Any) -> Hallazgo:
    """El hallazgo de comparar una cifra publicada con un valor exacto; ``detalle`` va delante del porqué."""
    porque = f"{detalle}: {cotejo.porque}" if detalle else cotejo.porque
    return Hallazgo(
        regla, fila, cotejo.veredicto, porque, fila["valor"], exacto, cotejo.tolerancia, (fila,), **otros
    )  # fmt: skip


def sin_verificar(regla: str, fila: Fila, detalle: str, **otros: Any) -> Hallazgo:
    """Lo que no se puede comprobar, y qué falta para hacerlo."""
    return Hallazgo(regla, fila, "no_verificable", detalle, fila["valor"], filas_a=(fila,), **otros)


def compatibles(una: date | None, otra: date | None) -> bool:
    """Si dos cifras pueden ser de la misma fecha: lo son, o alguna no la dice."""
    return una is None or otra is None or una == otra


def del_mismo_corte(tabla: pd.DataFrame, fila: Fila, indicador: str, categoria: str = "") -> list[Fila]:
    """Las cifras de ese indicador, del mismo ámbito y de una fecha compatible; las de la misma fecha, primero."""
    propias = tabla[tabla["ambito"] == fila["ambito"]]
    halladas = coincidencias(propias, indicador, categoria).to_dict("records")
    cercanas = [f for f in halladas if compatibles(f["fecha_corte"], fila["fecha_corte"])]
    return sorted(cercanas, key=lambda f: f["fecha_corte"] != fila["fecha_corte"])


def vigentes(filas: Iterable[Fila]) -> list[Fila]:
    """Una cifra por categoría: la primera escrita."""
    por_categoria: dict[str, Fila] = {}
    for fila in filas:
        por_categoria.setdefault(fila["categoria"], fila)
    return list(por_categoria.values())


def donde(filas: Iterable[Fila]) -> str:
    """De dónde salen unas cifras: documento y sección o, si se calcularon, archivo y filas."""
    return "; ".join(dict.fromkeys(_lugar(fila) for fila in filas))


def _lugar(fila: Fila) -> str:
    lugares = fila.get("lugares")
    if isinstance(lugares, tuple) and lugares:
        return "; ".join(lugares)
    if fila["fuente"]:
        return ", ".join(filter(None, [fila["fuente"], fila["seccion"]]))
    return f"{fila['archivo']}, fila {fila['fila']}"


def en_fecha(corte: date | None) -> str:
    """La fecha de corte con la precisión que tiene: «2025-12-31», «2025-10», «2025»."""
    largo = {"dia": 10, "mes": 7, "anio": 4}[getattr(corte, "precision", "dia")]
    return corte.isoformat()[:largo] if corte else "sin fecha"


def oracion(texto: str) -> str:
    """El texto con mayúscula inicial y punto final."""
    return texto[:1].upper() + texto[1:].rstrip(".") + "."
