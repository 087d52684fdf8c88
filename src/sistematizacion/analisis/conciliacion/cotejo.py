"""Si un valor publicado dice lo mismo que uno exacto, contando con cómo se escribió."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, Literal, NamedTuple

Veredicto = Literal["coincide", "redondeo", "contradiccion", "no_verificable"]
VEREDICTOS: tuple[Veredicto, ...] = ("contradiccion", "redondeo", "no_verificable", "coincide")
CALIFICADORES = {
    "exacto": "",
    "aproximado": "alrededor de ",
    "minimo": "más de ",
    "al_menos": "al menos ",
    "maximo": "hasta ",
}
DECIMALES_A_LA_VISTA = 4
QUE_SE_MIDEN = ("millones_soles", "soles", "porcentaje", "indice", "hora")  # las demás unidades se cuentan


class Cotejo(NamedTuple):
    """El veredicto, cuánto se toleraba y en qué se fundó, en una frase sin punto."""

    veredicto: Veredicto
    tolerancia: Decimal
    porque: str


def cotejar(publicado: Decimal, calificador: str, exacto: Decimal, margen: int, simbolo: str = "") -> Cotejo:
    """Compara lo publicado con el valor exacto que le correspondería.

    Un valor ``exacto`` coincide si es el otro redondeado (la mitad hacia arriba) a los decimales publicados, y es un
    redondeo si solo se llega a él cortando. ``aproximado`` admite ``margen`` por ciento, y no menos que media unidad de
    su última cifra distinta de cero; ``minimo`` («más de») y ``maximo`` («hasta») solo ponen un límite.

    >>> cotejar(Decimal(88), "exacto", Decimal("87.5"), 5).veredicto, cotejar(Decimal(12), "exacto", Decimal("12.5"), 5)[:2]
    ('coincide', ('redondeo', Decimal('0.5')))
    >>> [cotejar(Decimal(200), "minimo", Decimal(n), 5).veredicto for n in (223, 200, 180)]
    ['coincide', 'redondeo', 'contradiccion']
    """
    hallado = escribir(exacto) + simbolo
    if calificador == "minimo":
        if exacto == publicado:
            return Cotejo("redondeo", Decimal(0), f"son {hallado} justos, y «más de» dice que hay más")
        return Cotejo("coincide" if exacto > publicado else "contradiccion", Decimal(0), f"son {hallado}")
    if calificador == "maximo":
        return Cotejo("coincide" if exacto <= publicado else "contradiccion", Decimal(0), f"son {hallado}")
    if calificador == "aproximado":
        holgura = max(ultima_cifra(publicado) / 2, publicado * margen / 100)
        cabe = abs(publicado - exacto) <= holgura
        detalle = f"son {hallado}, y «alrededor de» admite {escribir(holgura)} de diferencia"
        return Cotejo("coincide" if cabe else "contradiccion", holgura, detalle)
    return _de_exactos(publicado, exacto, simbolo)


def _de_exactos(publicado: Decimal, exacto: Decimal, simbolo: str) -> Cotejo:
    tolerancia = unidad(publicado) / 2
    dice, hallado = (escribir(v) + simbolo for v in (publicado, exacto))
    redondo = redondear(exacto, publicado)
    if publicado == exacto:
        return Cotejo("coincide", tolerancia, f"es {dice}")
    if publicado == redondo:
        return Cotejo("coincide", tolerancia, f"{hallado} se redondea a {dice}")
    if publicado == redondear(exacto, publicado, ROUND_DOWN):
        porque = f"{hallado} se cortó a {dice}; redondeado sería {escribir(redondo)}{simbolo}"
        return Cotejo("redondeo", tolerancia, porque)
    return Cotejo("contradiccion", tolerancia, f"es {hallado} y no {dice}")


def con_holgura(cotejo: Cotejo, publicado: Decimal, bajo: Decimal, alto: Decimal) -> Cotejo:
    """El cotejo con un valor que sale de otros ya redondeados, y por eso está entre ``bajo`` y ``alto``."""
    cabe = bajo <= publicado + cotejo.tolerancia and publicado - cotejo.tolerancia <= alto
    if cotejo.veredicto != "contradiccion" or not cabe:
        return cotejo
    return Cotejo("redondeo", cotejo.tolerancia, f"{cotejo.porque}; lo explica que sus términos estén redondeados")


def imprecision(fila: dict[str, Any]) -> Decimal:
    """Cuánto puede apartarse del exacto un valor escrito: nada, si es un conteo o se calculó de los registros."""
    return Decimal(0) if fila["unidad"] not in QUE_SE_MIDEN or fila.get("formula") else unidad(fila["valor"]) / 2


def redondear(valor: Decimal, como: Decimal, modo: str = ROUND_HALF_UP) -> Decimal:
    """El valor con los decimales que ``como`` trae escritos.

    >>> redondear(Decimal("54.9801"), Decimal("1.00"))
    Decimal('54.98')
    """
    return valor.quantize(unidad(como), rounding=modo)


def unidad(valor: Decimal) -> Decimal:
    """Una unidad del último decimal escrito; 1 si no lleva decimales.

    >>> unidad(Decimal("99.90")), unidad(Decimal(240))
    (Decimal('0.01'), Decimal('1'))
    """
    exponente = valor.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponente)) if isinstance(exponente, int) else Decimal(1)


def ultima_cifra(valor: Decimal) -> Decimal:
    """Una unidad de la última cifra distinta de cero: 120 se dio en decenas.

    >>> int(ultima_cifra(Decimal(120))), ultima_cifra(Decimal("6.5"))
    (10, Decimal('0.1'))
    """
    exponente = valor.normalize().as_tuple().exponent if valor else 0
    return Decimal(1).scaleb(exponente) if isinstance(exponente, int) else Decimal(1)


def escribir(valor: Decimal) -> str:
    """El número con coma de millares y sin más decimales que los que ayudan a leerlo.

    >>> escribir(Decimal(1038)), escribir(Decimal("99.90")), escribir(Decimal(100) / 3)
    ('1,038', '99.90', '33.3333')
    """
    visible = Decimal(1).scaleb(-DECIMALES_A_LA_VISTA)
    exponente = valor.as_tuple().exponent
    if not isinstance(exponente, int) or exponente >= -DECIMALES_A_LA_VISTA:
        return f"{valor:,f}"
    return f"{valor.quantize(visible, rounding=ROUND_HALF_UP):,f}".rstrip("0").rstrip(".")


def escribir_fila(fila: dict[str, Any]) -> str:
    """El valor de una cifra con su calificador y, si es porcentaje, su signo."""
    return CALIFICADORES[fila["calificador"]] + escribir(fila["valor"]) + simbolo_de(fila)


def simbolo_de(fila: dict[str, Any]) -> str:
    """El signo de su unidad, si es un porcentaje."""
    return "%" if fila["unidad"] == "porcentaje" else ""
