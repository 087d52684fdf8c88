"""Lee lo que se escribió a mano, en ``textos``."""

from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


def leer(nombre: str) -> dict[str, Any]:
    """Uno de los archivos de ``textos``."""
    texto = (files("sistematizacion.demostracion") / "textos" / f"{nombre}.yml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(texto)
