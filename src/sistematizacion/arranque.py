"""Lo que se hace antes de importar lo pesado."""

import sys

# jsonschema (que nbformat importa) trae opcionalmente un validador de direcciones internacionales que compila su
# gramática cada vez que se importa: más de la mitad del arranque. Los cuadernos no usan ese formato.
PRESCINDIBLES = ("rfc3987_syntax",)


def aligerar() -> None:
    """Hace como si lo prescindible no estuviera instalado; quien lo importa ya prevé que falte."""
    for modulo in PRESCINDIBLES:
        sys.modules.setdefault(modulo, None)  # type: ignore[arg-type]
