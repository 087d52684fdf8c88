"""La fecha de corte de una cifra, con la precisión que la fuente da: un día, un mes o un año."""

import re
from calendar import monthrange
from datetime import date
from typing import Literal, Self

FORMAS: dict[str, Literal["dia", "mes", "anio"]] = {
    r"\d{4}-\d{2}-\d{2}": "dia",
    r"\d{4}-\d{2}": "mes",
    r"\d{4}": "anio",
}


class Corte(date):
    """Una fecha que recuerda su precisión; un mes o un año valen por su último día al ordenar y comparar.

    >>> Corte.de_texto("2025-10")
    Corte(2025, 10, 31)
    >>> Corte.de_texto("2025").precision, Corte.de_texto("2025") == date(2025, 12, 31)
    ('anio', True)
    """

    precision: Literal["dia", "mes", "anio"] = "dia"

    @classmethod
    def de_texto(cls, texto: str) -> Self:
        """Lee ``aaaa-mm-dd``, ``aaaa-mm`` o ``aaaa``.

        Raises:
            ValueError: el texto no tiene ninguna de esas formas, o la fecha no existe.
        """
        for forma, precision in FORMAS.items():
            if re.fullmatch(forma, texto):
                anio, mes, dia = (*map(int, texto.split("-")), *{"dia": (), "mes": (0,), "anio": (12, 0)}[precision])
                corte = cls(anio, mes, dia if precision == "dia" else monthrange(anio, mes)[1])
                corte.precision = precision
                return corte
        raise ValueError(f"«{texto}» no es aaaa-mm-dd, aaaa-mm ni aaaa")
