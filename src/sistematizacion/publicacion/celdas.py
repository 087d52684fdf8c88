"""Una celda de la hoja de cálculo: textos que nunca se ejecutan y cifras que son números con su formato.

Una *celda* es la de ``libro_de_calculo``: ``{"texto"}``; con ``valor`` (decimal exacto en texto), ``decimales``,
``simbolo``, ``moneda``, ``ordinal`` y ``calificador``, una cifra; con ``vacio``, ``motivo`` y ``marca``, la falta de un
dato; con ``hoja``, además, un enlace a esa hoja del libro.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from sistematizacion.publicacion.tema_xlsx import PRIMARIO, REGLA, TINTA

LETRA = "Arial"  # está, o tiene gemela con las mismas medidas, en Excel y en LibreOffice
NORMAL, NEGRITA = Font(LETRA, 11, color=TINTA), Font(LETRA, 11, bold=True, color=TINTA)
TITULO, SUBTITULO = Font(LETRA, 16, bold=True, color=PRIMARIO), Font(LETRA, 13, bold=True, color=PRIMARIO)
VINCULO = Font(LETRA, 11, underline="single", color=PRIMARIO)
FINA, GRUESA = Side("thin", color=REGLA), Side("medium", color=TINTA)

SIN_DATO, NO_APLICA = "[sin dato]", "[no aplica]"
SIGNOS = {"aproximado": "≈ ", "minimo": "> ", "al_menos": "≥ ", "maximo": "≤ "}
LARGO_DE_CELDA = 32_767  # límite de Excel

ILEGALES = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel leería «_x0041_» como «A»
EJECUTABLE = ("=", "+", "-", "@", "\t", "\r", "\n")

Celda = Mapping[str, Any]


def limpio(texto: object, largo: int = LARGO_DE_CELDA) -> str:
    """El texto como cabe en un XML: lo prohibido se ve «�» y lo que pasa de ``largo`` (en UTF-16) termina en « […]».

    >>> limpio("a\\x00b"), limpio("abcdefgh", 6)
    ('a�b', 'ab […]')
    """
    bueno = ILEGALES.sub("\ufffd", str(texto)).replace("\r\n", "\n")
    if len(bueno.encode("utf-16-le")) // 2 <= largo:
        return bueno
    return bueno.encode("utf-16-le")[: 2 * (largo - 4)].decode("utf-16-le", "ignore") + " […]"


def plano(texto: object) -> str:
    """El texto limpio y en un solo renglón, con un espacio entre palabras."""
    return " ".join(limpio(texto).split())


def textos(*sueltos: str) -> list[Celda]:
    """Una celda de texto por cada uno."""
    return [{"texto": texto} for texto in sueltos]


def escribir(lugar: Cell, texto: object, letra: Font = NORMAL, alineacion: Alignment | None = None) -> None:
    """Escribe un texto que nunca es fórmula, número ni error, aunque lo parezca."""
    bueno = limpio(texto)
    lugar.value = limpio(ESCAPE.sub("_x005F_", bueno))
    lugar.data_type = "s"  # openpyxl ya lo tomó por fórmula o error si lo parecía
    lugar.font, lugar.alignment = letra, alineacion or Alignment(vertical="top", wrap_text=True)
    if bueno.startswith(EJECUTABLE):
        lugar.quotePrefix = True


def enlazar(lugar: Cell, hoja: str) -> None:
    """Vuelve la celda, ya escrita, un enlace a la esquina de otra hoja del libro, que se da por su nombre."""
    lugar.hyperlink = Hyperlink(lugar.coordinate, location=f"{quote_sheetname(hoja)}!A1", tooltip=f"Ir a {hoja}")
    lugar.font = VINCULO


def numero(celda: Celda) -> Decimal | None:
    """El valor de una cifra, o ``None`` si no es un número que quepa en una hoja de cálculo."""
    try:
        valor = Decimal(str(celda.get("valor")))
    except InvalidOperation:
        return None
    return valor if valor.is_finite() and abs(valor.adjusted()) < 300 else None


def exacto(celda: Celda) -> Decimal | None:
    """El número que se guarda de una cifra: su valor, sin decimales si es un puesto."""
    valor = numero(celda)
    return valor if valor is None or not celda.get("ordinal") else valor.quantize(Decimal(1), ROUND_HALF_UP)


def formato_de(celda: Celda) -> str:
    """El formato de número con que una cifra se lee como en el informe.

    >>> formato_de({"valor": "96.06", "decimales": 2, "simbolo": "%"})
    '0.00"%"'
    >>> formato_de({"valor": "-180.6", "decimales": 1, "moneda": "millones", "calificador": "aproximado"})
    '"≈ ""S/ "#,##0.0" millones";"≈ ""S/ "-#,##0.0" millones"'
    """
    valor = numero(celda) or Decimal(0)
    propios = max(0, -int(valor.as_tuple().exponent))
    decimales = min(30, propios if celda.get("decimales") is None else celda["decimales"])
    simbolo, moneda = limpio(celda.get("simbolo") or "").replace('"', "”"), celda.get("moneda")
    patron = "0" if celda.get("ordinal") or (simbolo == "%" and abs(valor) < 1000) else "#,##0"
    patron += "." + "0" * decimales if decimales and not celda.get("ordinal") else ""
    millon = " millón" if valor == 1 else " millones"
    cola = ".º" if celda.get("ordinal") else {"millones": millon, "unidades": ""}.get(moneda, simbolo)
    antes = "".join(f'"{s}"' for s in (SIGNOS.get(celda.get("calificador", "")), "S/ " if moneda else "") if s)
    despues = f'"{cola}"' if cola else ""
    nulo = abs(valor) * 2 < Decimal(1).scaleb(-decimales)  # −0.004 con dos decimales se lee 0.00
    if valor >= 0 or not (antes or nulo):
        return antes + patron + despues
    return f"{antes}{patron}{despues};{antes}{'' if nulo else '-'}{patron}{despues}"


def legible(celda: Celda) -> str:
    """Lo que una celda muestra, con las vacías explicadas."""
    texto = limpio(celda.get("texto") or "")
    if numero(celda) is not None:
        return texto or str(celda["valor"])
    if celda.get("vacio") or not texto.strip():
        return f"[sin dato, nota {limpio(celda['marca'])}]" if celda.get("marca") else SIN_DATO
    return texto


def alinear(lugar: Cell, clase: str, *, encabeza: bool = False, partir: bool = True) -> Alignment:
    """Los números, a la derecha; los textos, a la izquierda y, salvo en la primera columna, apartados del vecino.

    ``clase`` es «num» o «texto»; ``encabeza``, si es un título de columna; ``partir``, si puede seguir en otro renglón.
    La sangría de un encabezado a la derecha deja ver el botón del filtro. Las cifras no llevan: LibreOffice la pierde.
    """
    vertical = "bottom" if encabeza else "top"
    if clase == "num":
        return Alignment("right", vertical, wrap_text=partir, indent=2 if encabeza else 0)
    return Alignment("left", vertical, wrap_text=partir, indent=1 if lugar.column > 1 else 0)


def poner(lugar: Cell, celda: Celda, clase: str, letra: Font = NORMAL) -> None:
    """Escribe una celda de una tabla: la cifra como número con su formato y lo demás como texto."""
    valor = exacto(celda)
    escribir(lugar, legible(celda), letra, alinear(lugar, clase))
    if valor is not None:
        lugar.quotePrefix = False
        lugar.value, lugar.data_type = format(valor, "f"), "n"  # el decimal exacto, sin pasar por binario
        lugar.number_format = formato_de(celda)
        lugar.alignment = alinear(lugar, clase, partir=False)  # partido, un número ancho se vería «###»
    elif celda.get("hoja"):
        enlazar(lugar, celda["hoja"])
    lugar.border = Border(bottom=FINA)
