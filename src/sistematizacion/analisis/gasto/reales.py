"""Montos de varios años en soles de uno solo, y por habitante."""

from collections.abc import Mapping
from decimal import Decimal


def a_soles_de(base: int, serie: Mapping[int, Decimal | None], indices: Mapping[int, Decimal]) -> dict[int, Decimal | None]:
    """Cada monto en soles del año ``base``: monto × índice(base) ÷ índice(año). None donde falta el monto o un índice."""
    del_base = indices.get(base)
    return {
        anio: None if monto is None or not del_base or not indices.get(anio) else monto * del_base / indices[anio]
        for anio, monto in serie.items()
    }


def por_habitante(monto: Decimal | None, habitantes: int | Decimal | None) -> Decimal | None:
    """Soles por persona; None si falta uno."""
    return None if monto is None or not habitantes else monto / Decimal(habitantes)
