"""Las cifras citadas dentro de un texto: ``{cierres_efectivos}``, ``{participantes/oxi:u}``, ``{avance_pim_csp@2026-01}``.

Un texto de datos no repite números: los cita. Así, al cambiar una cifra cambia toda frase que la usa.
"""

import re
from dataclasses import dataclass
from datetime import date

from sistematizacion.nucleo.corte import Corte

PATRON = re.compile(r"\{(?P<cuerpo>[^{}]*)\}")
CUERPO = re.compile(
    r"(?P<indicador>[a-z0-9_]+)(?:/(?P<categoria>[a-z0-9_]+))?(?:@(?P<fecha>\d{4}(?:-\d{2}){0,2}))?(?P<unidad>:u)?"
)


@dataclass(frozen=True)
class Referencia:
    """Una cita de cifra; ``con_unidad`` pide escribir también la unidad («9 inversiones»)."""

    indicador: str
    categoria: str = ""
    fecha: date | None = None
    con_unidad: bool = False


def interpretar(cuerpo: str) -> Referencia:
    """Lee lo que va entre llaves.

    >>> interpretar("avance_pim_csp@2026-01-31:u")
    Referencia(indicador='avance_pim_csp', categoria='', fecha=Corte(2026, 1, 31), con_unidad=True)
    >>> interpretar("Cierres Efectivos")
    Traceback (most recent call last):
    ValueError: no tiene la forma {indicador}, {indicador/categoria}, {indicador@aaaa-mm-dd} o {indicador:u}
    """
    partes = CUERPO.fullmatch(cuerpo)
    if partes is None:
        raise ValueError("no tiene la forma {indicador}, {indicador/categoria}, {indicador@aaaa-mm-dd} o {indicador:u}")
    try:
        dia = Corte.de_texto(partes["fecha"]) if partes["fecha"] else None
    except ValueError:
        raise ValueError(f"cita una fecha que no existe ({partes['fecha']})") from None
    return Referencia(partes["indicador"], partes["categoria"] or "", dia, bool(partes["unidad"]))


def partir(texto: str) -> list[str | Referencia]:
    """El texto en trozos: lo literal y las referencias, en orden.

    >>> partir("Cerró {cierres_efectivos} obras")
    ['Cerró ', Referencia(indicador='cierres_efectivos', categoria='', fecha=None, con_unidad=False), ' obras']
    """
    trozos: list[str | Referencia] = []
    inicio = 0
    for hallada in PATRON.finditer(texto):
        trozos += [texto[inicio : hallada.start()], interpretar(hallada["cuerpo"])]
        inicio = hallada.end()
    return [t for t in [*trozos, texto[inicio:]] if t != ""]
