"""El JavaScript de la página y la política que solo lo deja correr a él."""

import base64
import hashlib
from pathlib import Path

POLITICA = (
    "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def leer_guion(plantillas: Path) -> str:
    """``informe/pantalla.js``, que no puede cerrar su propio elemento ``script``."""
    return (plantillas / "informe" / "pantalla.js").read_text(encoding="utf-8").replace("</", "<\\/").replace("<!--", "<\\!--")


def politica(guion: str) -> str:
    """La ``Content-Security-Policy``: nada de fuera, y ningún otro script que este, que va tal cual en su elemento."""
    return POLITICA.format(base64.b64encode(hashlib.sha256(guion.encode()).digest()).decode())
