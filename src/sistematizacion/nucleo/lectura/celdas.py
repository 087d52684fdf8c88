"""Lo que puede haber en una celda, y una columna a medio leer: lo que se entendió, lo que no y lo que se supuso."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from sistematizacion.errores import Gravedad, Problema

ESPACIOS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
INVISIBLES = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\u00ad"))
LIMPIEZA = ESPACIOS | INVISIBLES


class Numero(NamedTuple):
    """Un número de Excel; ``visto`` es como la persona lo ve («96.06 %», «0345678»)."""

    valor: Decimal
    visto: str
    por_ciento: bool = False
    en: str = ""  # la moneda o la escala que su formato muestra y no es soles: «US$», «millones»


class Dia(NamedTuple):
    """Una fecha de Excel; ``texto`` es la parte que la celda muestra: ``2025-03-01``, ``2025-03`` o ``2025``."""

    valor: date
    texto: str
    con_hora: bool = False


class Falla(NamedTuple):
    """Una celda que no se pudo entender: qué tiene y qué hacer."""

    regla: str
    remedio: str = ""
    visto: str | None = None


Celda = str | Numero | Dia | Falla


def visto(celda: Celda) -> str:
    """Lo que la persona ve en la celda.

    >>> visto(Dia(date(2025, 12, 31), "2025-12-31")), visto(Dia(date(2025, 3, 1), "2025-03"))
    ('31/12/2025', '03/2025')
    """
    if isinstance(celda, Dia):
        return "/".join(reversed(celda.texto.split("-")))
    if isinstance(celda, str):
        return celda
    return celda.visto or ""


def limpiar(texto: str) -> str:
    """El texto sin caracteres invisibles ni blancos a los lados; los espacios raros quedan comunes.

    >>> limpiar(" S/\\xa01\\u2009234\\u200b ")
    'S/ 1 234'
    """
    return texto.strip() if texto.isascii() else texto.translate(LIMPIEZA).strip()


def plegar(texto: str) -> str:
    """Las letras y cifras de un texto, sin mayúsculas, acentos ni nada entre ellas: sirve para reconocer nombres.

    >>> plegar(" Fecha  de\\ninicio*"), plegar("Formato 09-D"), plegar("Año")
    ('fechadeinicio', 'formato09d', 'ano')
    """
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", texto.casefold()))


@dataclass
class Leida:
    """Una columna en texto canónico; ``fallas`` por posición, y ``notas``: lo supuesto: frase → (cuántas, ejemplo)."""

    textos: list[str]
    fallas: dict[int, Falla] = field(default_factory=dict)
    notas: dict[str, tuple[int, str]] = field(default_factory=dict)
    avisos: list[tuple[str, str]] = field(default_factory=list)  # regla y remedio de lo que conviene revisar

    def anotar(self, frase: str, ejemplo: str) -> None:
        """Cuenta un valor más que se entendió así."""
        cuenta, primero = self.notas.get(frase, (0, ejemplo))
        self.notas[frase] = (cuenta + 1, primero)


@dataclass(frozen=True)
class Lugar:
    """El archivo y la hoja que se leen, para decir dónde está cada problema."""

    archivo: str
    hoja: str = ""

    def letra(self, posicion: int | None) -> str:
        """La de la columna en Excel; en un CSV no hay letras."""
        return get_column_letter(posicion + 1) if self.hoja and posicion is not None else ""

    def problema(
        self, regla: str, remedio: str = "", posicion: int | None = None, *, gravedad: Gravedad = "error", **otros: Any
    ) -> Problema:
        """Un problema de este lugar; ``otros`` son los campos de ``Problema``."""
        return Problema(
            self.archivo, regla, remedio, hoja=self.hoja, letra=self.letra(posicion), gravedad=gravedad, **otros
        )


def detalle(columna: Any) -> Mapping[str, Any]:
    """Lo que el esquema declara de una columna."""
    return columna.metadata or {"tipo": "texto", "vacio": True}
