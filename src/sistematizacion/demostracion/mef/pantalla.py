"""El exporte de la Consulta Amigable: HTML dentro de un .xls, en ISO-8859-1, sin total."""

from decimal import Decimal
from html import escape

from sistematizacion.demostracion.mef.cartera import ANIO, Inversion

MONTOS = ("PIA", "PIM", "Certificación", "Compromiso Anual", "Atención de Compromiso Mensual", "Devengado", "Girado")
CABEZA = f"""<style>.Data td {{border: 1px solid}}</style>
<table id="hd"><tr><td>Consulta Amigable (Mensual)</td></tr><tr><td>Fecha de la Consulta: 15-enero-{ANIO + 1}</td></tr>
<tr><td>Año de Ejecución: {ANIO}</td></tr><tr><td>Incluye: Sólo Proyectos</td></tr></table>
<table class="MapTable"><tr><td rowspan="2">Producto / Proyecto</td><td rowspan="2">PIA</td><td rowspan="2">PIM</td>
<td rowspan="2">Certificación</td><td rowspan="2">Compromiso Anual</td><td colspan="3">Ejecución</td><td rowspan="2">Avance % </td></tr>
<tr><td>Atención de Compromiso Mensual </td><td>Devengado </td><td>Girado </td></tr></table>
<table class="Data">
"""


def consulta_de_pantalla(cartera: list[Inversion]) -> bytes:
    """Una fila por inversión, en soles enteros con coma de millares."""
    return f"{CABEZA}{''.join(map(_fila, cartera))}</table>\n".encode("iso-8859-1", "xmlcharrefreplace")


def _fila(i: Inversion) -> str:
    montos = (i.pia, i.pim, i.devengado, i.devengado, i.devengado, i.devengado, i.devengado)
    celdas = "".join(f"<td>{_entero(m)}</td>" for m in montos)
    avance = f"{100 * i.devengado / i.pim:.1f}" if i.pim else "0.0"
    return f"<tr><td>{i.cui}: {escape(i.nombre.upper())}</td>{celdas}<td>&nbsp;&nbsp;{avance}</td></tr>\n"


def _entero(monto: Decimal) -> str:
    return f"{monto.to_integral_value():,}"
