"""Los tipos de columna que usan los esquemas: cada uno sabe qué texto acepta y qué regla muestra si no lo acepta."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import pandera.pandas as pa

from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.referencias import PATRON, interpretar


def es_numero(texto: str) -> bool:
    """Dice si el texto es un número con punto decimal y sin separador de millares.

    >>> [es_numero(t) for t in ("96.06", "-3", "1,038", "", "nan")]
    [True, True, False, False, False]
    """
    try:
        return re.fullmatch(r"-?\d+(\.\d+)?", texto) is not None and Decimal(texto).is_finite()
    except InvalidOperation:
        return False


def es_corte(texto: str) -> bool:
    """Dice si el texto es una fecha de corte que existe.

    >>> [es_corte(t) for t in ("2025-12-31", "2025-10", "2025", "2025-02-30", "31/12/2025")]
    [True, True, True, False, False]
    """
    try:
        return bool(Corte.de_texto(texto))
    except ValueError:
        return False


def es_cita(texto: str) -> bool:
    """Dice si el texto es la cita de una cifra, y nada más.

    >>> [es_cita(t) for t in ("{cartera_csp}", "{avance_pim_csp@2026-01}", "cerca de {cartera_csp}", "{Cartera}")]
    [True, True, False, False]
    """
    hallada = PATRON.fullmatch(texto)
    try:
        return hallada is not None and bool(interpretar(hallada["cuerpo"]))
    except ValueError:
        return False


def _cada(prueba: Callable[[str], bool], regla: str, vacio: bool) -> pa.Check:
    return pa.Check(lambda t: (vacio and t == "") or prueba(t), element_wise=True, error=regla)


def _columna(
    ayuda: str, tipo: str, *revisiones: pa.Check, vacio: bool, unica: bool = False, obligatoria: bool = True
) -> pa.Column:
    lleno = [] if vacio else [pa.Check(lambda t: t != "", element_wise=True, error="está vacío y es obligatorio")]
    return pa.Column(
        checks=[*lleno, *revisiones], unique=unica, required=obligatoria, description=ayuda, metadata={"tipo": tipo}
    )


def texto(ayuda: str, *, vacio: bool = False, unica: bool = False, obligatoria: bool = True) -> pa.Column:
    """Columna de texto libre; si no es ``obligatoria``, el archivo puede no traerla."""
    return _columna(ayuda, "texto", vacio=vacio, unica=unica, obligatoria=obligatoria)


def opcion(ayuda: str, opciones: tuple[str, ...], *, vacio: bool = False) -> pa.Column:
    """Columna que solo admite ciertas palabras."""
    permitido = "no es uno de los permitidos: " + ", ".join(opciones)
    return _columna(ayuda, "texto", _cada(lambda t: t in opciones or t == "", permitido, vacio), vacio=vacio)


def decimal(ayuda: str, *, vacio: bool = False) -> pa.Column:
    """Columna de números exactos; conserva los decimales escritos."""
    regla = "no es un número con punto decimal y sin separador de millares (por ejemplo 1038.5)"
    return _columna(ayuda, "decimal", _cada(lambda t: t == "" or es_numero(t), regla, vacio), vacio=vacio)


def numero_o_cita(ayuda: str) -> pa.Column:
    """Columna con un número exacto o con la cita de una cifra entre llaves; puede ir vacía."""
    regla = "no es un número con punto decimal ni una sola cita entre llaves (por ejemplo 8 o {cartera_csp})"
    return _columna(ayuda, "numero_o_cita", _cada(lambda t: es_numero(t) or es_cita(t), regla, vacio=True), vacio=True)


def corte(ayuda: str) -> pa.Column:
    """Columna de fechas de corte, con la precisión que se conozca; puede ir vacía."""
    regla = "no es una fecha aaaa-mm-dd (por ejemplo 2025-12-31), ni aaaa-mm, ni aaaa; si Excel la cambia, dé a la columna formato de Texto"
    return _columna(ayuda, "corte", _cada(es_corte, regla, vacio=True), vacio=True)
