"""Cómo se llama cada ficha del catálogo y cómo se enlaza a ella desde un cuadro."""

import re
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

IMPROPIOS = re.compile(r"[^a-z0-9]+")


def claves_de(filas: Sequence[dict]) -> list[str]:
    """El identificador de cada ficha: el suyo o, si otra región usa el mismo, también el de su región.

    >>> claves_de([{"id": "bp-01", "ambito": "ica"}, {"id": "P 2", "ambito": "ica"}, {"id": "p-2", "ambito": "cusco"}])
    ['ficha-bp-01', 'ficha-ica-p-2', 'ficha-cusco-p-2']
    """
    propias = [_llana(f["id"]) for f in filas]
    veces = Counter(propias)
    return [f"ficha-{c}" if veces[c] == 1 else f"ficha-{_llana(f['ambito'])}-{c}" for f, c in zip(filas, propias, strict=True)]


def rotulo_de(fila: dict) -> str:
    """Cómo se nombra una ficha en los índices.

    >>> rotulo_de({"id": "bp-01"})
    'BP-01'
    """
    return fila["id"].upper()


def enlazar(clave: str, texto: Markup | str) -> Markup:
    """Un enlace a una ficha: el impreso le agrega su página y, si el informe no trae la ficha, queda solo el texto."""
    return Markup('<a class="ficha" href="#{}">{}</a>').format(clave, texto)


def _llana(clave: str) -> str:
    return IMPROPIOS.sub("-", clave.lower()).strip("-")
