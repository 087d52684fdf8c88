"""Números, fechas y listas como se escriben en el Perú. Todo lo que se imprime pasa por aquí.

Se redondea la mitad hacia arriba (0.125 → 0.13), el punto es decimal y la coma separa millares. Entre un número y
lo que lo acompaña va un espacio duro, para que no se separen al final de una línea. Lo que no se sabe se imprime «—».
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALIDAD = "es_PE"
VACIO = "—"
DURO = "\u00a0"

ORDINALES = ("primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo")


def redondear(valor: Decimal, decimales: int) -> Decimal:
    """Redondea la mitad hacia arriba.

    >>> redondear(Decimal("0.125"), 2)
    Decimal('0.13')
    >>> redondear(Decimal("62.5"), 0)
    Decimal('63')
    """
    return valor.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


def decimales_de(valor: Decimal) -> int:
    """Cuántos decimales trae escritos el valor.

    >>> decimales_de(Decimal("99.90")), decimales_de(Decimal("7"))
    (2, 0)
    """
    exponente = valor.as_tuple().exponent
    return max(0, -exponente) if isinstance(exponente, int) else 0


def numero(valor: Decimal | int | None, decimales: int | None = None) -> str:
    """Un número con separador de millares; sin ``decimales`` conserva los que el valor trae escritos.

    >>> numero(Decimal("1234567.891"), 2)
    '1,234,567.89'
    >>> numero(Decimal("99.90")), numero(1038), numero(None)
    ('99.90', '1,038', '—')
    >>> numero(Decimal("-0.004"), 2)
    '0.00'
    """
    if valor is None or not Decimal(valor).is_finite():
        return VACIO
    exacto = Decimal(valor)
    lugares = decimales_de(exacto) if decimales is None else decimales
    redondeado = redondear(exacto, lugares)
    patron = "#,##0" + ("." + "0" * lugares if lugares else "")
    return format_decimal(abs(redondeado) if redondeado == 0 else redondeado, patron, locale=LOCALIDAD)


def porcentaje(valor: Decimal | int | None, decimales: int | None = None) -> str:
    """Un porcentaje que ya viene en tanto por ciento.

    >>> porcentaje(Decimal("96.06")), porcentaje(Decimal("62.5"), 0), porcentaje(None)
    ('96.06%', '63%', '—')
    """
    texto = numero(valor, decimales)
    return texto if texto == VACIO else texto + "%"


def soles(valor: Decimal | int | None, decimales: int | None = None) -> str:
    """Un monto en soles.

    >>> soles(Decimal("1234.5"), 2)
    'S/\\xa01,234.50'
    """
    texto = numero(valor, decimales)
    return texto if texto == VACIO else f"S/{DURO}{texto}"


def millones(valor: Decimal | int | None, decimales: int | None = None) -> str:
    """Un monto que ya viene en millones de soles.

    >>> millones(Decimal("180.6"))
    'S/\\xa0180.6\\xa0millones'
    >>> millones(1)
    'S/\\xa01\\xa0millón'
    """
    texto = soles(valor, decimales)
    if texto == VACIO:
        return texto
    return f"{texto}{DURO}{'millón' if valor == 1 else 'millones'}"


def ordinal(puesto: Decimal | int) -> str:
    """Un puesto en letras, apocopado como ante «lugar»; del undécimo en adelante, en cifras.

    >>> ordinal(2), ordinal(Decimal(7)), ordinal(14)
    ('segundo', 'séptimo', '14.º')
    """
    n = int(puesto)
    return ORDINALES[n - 1] if 1 <= n <= len(ORDINALES) else ordinal_abreviado(n)


def ordinal_abreviado(puesto: Decimal | int) -> str:
    """Un puesto en cifras, para cuadros.

    >>> ordinal_abreviado(7)
    '7.º'
    """
    return f"{int(puesto)}.º"


def fecha(dia: date | None) -> str:
    """Una fecha larga; setiembre se escribe como en el Perú.

    >>> fecha(date(2025, 9, 7)), fecha(None)
    ('7\\xa0de setiembre de 2025', '—')
    """
    if dia is None:
        return VACIO
    return format_date(dia, f"d'{DURO}de' MMMM 'de' y", locale=LOCALIDAD)


def mes(dia: date) -> str:
    """Mes y año.

    >>> mes(date(2026, 1, 31))
    'enero de 2026'
    """
    return format_date(dia, "MMMM 'de' y", locale=LOCALIDAD)


def al_corte(dia: date | None) -> str:
    """Una fecha de corte dentro de una frase, con la precisión que tiene.

    >>> from sistematizacion.nucleo.corte import Corte
    >>> al_corte(date(2025, 12, 31)), al_corte(Corte.de_texto("2025-10")), al_corte(Corte.de_texto("2023"))
    ('al 31\xa0de diciembre de 2025', 'a octubre de 2025', 'en 2023')
    """
    escribir = {"dia": lambda d: f"al {fecha(d)}", "mes": lambda d: f"a {mes(d)}", "anio": lambda d: f"en {d.year}"}
    return escribir[getattr(dia, "precision", "dia")](dia) if dia else ""


def corte(dia: date | None) -> str:
    """Una fecha de corte para cuadros y ejes, con la precisión que tiene.

    >>> from sistematizacion.nucleo.corte import Corte
    >>> corte(date(2025, 12, 31)), corte(Corte.de_texto("2025-10")), corte(Corte.de_texto("2023")), corte(None)
    ('31/12/2025', 'octubre de 2025', '2023', '—')
    """
    escribir = {
        "dia": lambda d: format_date(d, "dd/MM/yyyy", locale=LOCALIDAD),
        "mes": mes,
        "anio": lambda d: str(d.year),
    }
    return escribir[getattr(dia, "precision", "dia")](dia) if dia else VACIO


def lista(elementos: Sequence[str]) -> str:
    """Una enumeración con «y», o con «e» ante el sonido i.

    >>> lista(["Arequipa", "Cusco", "Junín"])
    'Arequipa, Cusco y Junín'
    >>> lista(["Junín", "Ica"]), lista(["agua", "hielo"]), lista([])
    ('Junín e Ica', 'agua y hielo', '')
    """
    if len(elementos) < 2:
        return "".join(elementos)
    nexo = "e" if suena_a_i(elementos[-1]) else "y"
    return f"{', '.join(elementos[:-1])} {nexo} {elementos[-1]}"


def suena_a_i(palabra: str) -> bool:
    """Dice si la palabra empieza con el sonido vocálico i, que pide «e» (no así «hielo» ni «yeso»).

    >>> [suena_a_i(p) for p in ("Ica", "híbrida", "Huánuco", "hierro", "ion")]
    [True, True, False, False, False]
    """
    sin_hache = palabra.lower().removeprefix("h")
    return sin_hache[:1] in {"i", "í"} and not sin_hache.startswith(("ia", "ie", "io", "iá", "ié", "ió"))


def frase(texto: str) -> str:
    """El texto con mayúscula inicial, sin tocar lo demás.

    >>> frase("más de 200 personas")
    'Más de 200 personas'
    """
    return texto[:1].upper() + texto[1:]


def minuscula(texto: str) -> str:
    """El texto con inicial minúscula, salvo que empiece por una sigla o un nombre en mayúsculas.

    >>> minuscula("Cierre de inversiones"), minuscula("PAAT y sesiones")
    ('cierre de inversiones', 'PAAT y sesiones')
    """
    return texto if texto[1:2].isupper() else texto[:1].lower() + texto[1:]


def en_letras(n: int) -> str:
    """Un número pequeño en letras, para contar en la prosa; del once en adelante, en cifras.

    >>> en_letras(4), en_letras(12)
    ('cuatro', '12')
    """
    palabras = ("cero", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
    return palabras[n] if n < len(palabras) else numero(n)
