"""Los tipos de columna que usan los esquemas: cada uno sabe qué texto acepta y qué regla muestra si no lo acepta.

Lo que aquí se declara en ``metadata`` es lo único que se escribe de cada columna: de ahí salen la lectura, la hoja de
``registro.xlsx`` y el diccionario de datos. Sus claves: ``tipo``, ``titulo`` (el encabezado que lee una persona),
``unidad``, ``opciones``, ``minimo``, ``maximo``, ``patron`` (de un código), ``alias`` (otros encabezados que se reconocen), ``defecto`` (lo que
vale una celda vacía), ``refiere`` (``tabla.columna`` a la que apunta) y ``ejemplo``.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TypedDict, Unpack

import pandera.pandas as pa

from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.referencias import PATRON, interpretar


class Detalle(TypedDict, total=False):
    """Lo que cualquier columna puede declarar además de su tipo."""

    titulo: str
    unidad: str
    alias: tuple[str, ...]
    defecto: str
    refiere: str
    ejemplo: str
    vacio: bool  # la celda puede ir vacía
    unica: bool
    obligatoria: bool  # el archivo tiene que traer la columna


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


def _cada(prueba: Callable[[str], bool], regla: str) -> pa.Check:
    """La revisión de cada celda llena; de las vacías responde ``_columna``."""
    return pa.Check(lambda t: t == "" or prueba(t), element_wise=True, error=regla)


def _columna(
    ayuda: str, tipo: str, *revisiones: pa.Check, propio: dict | None = None, **detalle: Unpack[Detalle]
) -> pa.Column:
    vacio, unica = detalle.pop("vacio", False), detalle.pop("unica", False)
    obligatoria = detalle.pop("obligatoria", True)
    lleno = [] if vacio else [pa.Check(lambda t: t != "", element_wise=True, error="está vacío y es obligatorio")]
    metadatos = {"tipo": tipo, "vacio": vacio, **(propio or {}), **detalle}
    return pa.Column(
        checks=[*lleno, *revisiones], unique=unica, required=obligatoria, description=ayuda, metadata=metadatos
    )


def texto(ayuda: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de texto libre."""
    return _columna(ayuda, "texto", **detalle)


def codigo(ayuda: str, patron: str, forma: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de códigos: texto con una forma fija, que nunca se convierte en número."""
    regla = f"no tiene la forma de un código: {forma}"
    revision = _cada(lambda t: re.fullmatch(patron, t) is not None, regla)
    return _columna(ayuda, "codigo", revision, propio={"patron": patron}, **detalle)


def opcion(ayuda: str, opciones: tuple[str, ...], **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna que solo admite ciertas palabras."""
    regla = "no es uno de los permitidos: " + ", ".join(opciones)
    return _columna(ayuda, "opcion", _cada(lambda t: t in opciones, regla), propio={"opciones": opciones}, **detalle)


def decimal(
    ayuda: str, *, minimo: int | None = None, maximo: int | None = None, **detalle: Unpack[Detalle]
) -> pa.Column:
    """Columna de números exactos; conserva los decimales escritos."""
    regla = "no es un número (por ejemplo 1038.5)"
    limites = {"minimo": minimo, "maximo": maximo}
    return _columna(ayuda, "decimal", _cada(es_numero, regla), *_limites(minimo, maximo), propio=limites, **detalle)


def entero(ayuda: str, *, minimo: int | None = 0, maximo: int | None = None, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de conteos: números enteros."""
    revision = _cada(lambda t: re.fullmatch(r"-?\d+", t) is not None, "no es un número entero (por ejemplo 12)")
    limites = {"minimo": minimo, "maximo": maximo}
    return _columna(ayuda, "entero", revision, *_limites(minimo, maximo), propio=limites, **detalle)


def numero_o_cita(ayuda: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna con un número exacto o con la cita de una cifra entre llaves; puede ir vacía."""
    regla = "no es un número con punto decimal ni una sola cita entre llaves (por ejemplo 8 o {cartera_csp})"
    detalle["vacio"] = True
    return _columna(ayuda, "numero_o_cita", _cada(lambda t: es_numero(t) or es_cita(t), regla), **detalle)


def corte(ayuda: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de fechas de corte, con la precisión que se conozca; puede ir vacía."""
    regla = "no es una fecha que exista: se escribe 31/12/2025, 2025-12-31, 2025-12 o 2025"
    detalle["vacio"] = True
    return _columna(ayuda, "corte", _cada(es_corte, regla), **detalle)


def fecha(ayuda: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de días."""
    regla = "no es un día que exista: se escribe 31/12/2025 o 2025-12-31"
    return _columna(ayuda, "fecha", _cada(lambda t: es_corte(t) and len(t) == 10, regla), **detalle)


def mes(ayuda: str, **detalle: Unpack[Detalle]) -> pa.Column:
    """Columna de meses."""
    regla = "no es un mes: se escribe 2025-12 o 12/2025"
    return _columna(ayuda, "mes", _cada(lambda t: es_corte(t) and len(t) == 7, regla), **detalle)


def _limites(minimo: int | None, maximo: int | None) -> list[pa.Check]:
    """Las revisiones de rango; de lo que no es número responde la del tipo."""
    revisiones = []
    if minimo is not None:
        revisiones.append(_cada(lambda t: not es_numero(t) or Decimal(t) >= minimo, f"no puede ser menor que {minimo}"))
    if maximo is not None:
        revisiones.append(_cada(lambda t: not es_numero(t) or Decimal(t) <= maximo, f"no puede ser mayor que {maximo}"))
    return revisiones
