"""Qué regiones van primeras en un título: solo se ordenan las cifras de una misma fecha, sin mínimos ni máximos."""

from collections.abc import Mapping

from sistematizacion.analisis.comparacion import primeras
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.graficos.comparados.rotulos import valores_de
from sistematizacion.presentacion.medidas import del_mismo_corte
from sistematizacion.presentacion.origen import PUBLICADO


def ordenables(cifras: Mapping[str, Cifra]) -> dict[str, Cifra]:
    """Las que se pueden ordenar entre sí; ninguna si no quedan al menos dos."""
    comparables = del_mismo_corte(cifras)
    return comparables if len(comparables) > 1 else {}


def mejores_de(cifras: Mapping[str, Cifra], *, mayor_es_mejor: bool = True) -> list[str]:
    """Las primeras de las que se pueden ordenar; ninguna si todas empatan.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> cusco, junin = Cifra(Decimal(55)), Cifra(Decimal(69))
    >>> mejores_de({"Cusco": cusco, "Junín": junin, "Puno": Cifra(Decimal(80), fecha_corte=date(2026, 2, 10))})
    ['Junín']
    >>> mejores_de({"Junín": junin, "Puno": Cifra(Decimal(80), calificador="minimo")})
    []
    """
    return primeras(valores_de(ordenables(cifras)), mayor_es_mejor=mayor_es_mejor)


def notas_de_orden(cifras: Mapping[str, Cifra], medida: str = "") -> list[str]:
    """Qué regiones quedan fuera del orden, y por qué; ``medida`` la nombra si el gráfico muestra varias.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> cusco, junin, puno = (Cifra(Decimal(v)) for v in (55, 69, 80))
    >>> notas_de_orden({"Cusco": cusco, "Junín": junin, "Ica": Cifra(Decimal(9), fecha_corte=date(2026, 2, 10))})
    ['Ica no entra en el orden: su cifra es de otra fecha.']
    >>> notas_de_orden({"Cusco": cusco, "Ica": Cifra(Decimal(9), calificador="minimo")}, "hitos")
    ['No se dice qué región va primera en hitos: no hay dos cifras de la misma fecha que se puedan ordenar.']
    """
    dentro = ordenables(cifras)
    if not dentro and len(cifras) > 1:
        cual = f" en {medida}" if medida else ""
        return [f"No se dice qué región va primera{cual}: no hay dos cifras de la misma fecha que se puedan ordenar."]
    por_razon: dict[tuple[str, str], list[str]] = {}
    for region, cifra in cifras.items():
        if dentro and region not in dentro:
            por_razon.setdefault(_razon(cifra, next(iter(dentro.values()))), []).append(region)
    cual = f" de {medida}" if medida else ""
    return [
        f"{regiones[0]} no entra en el orden{cual}: su cifra {una}."
        if len(regiones) == 1
        else f"{formato.lista(regiones)} no entran en el orden{cual}: sus cifras {varias}."
        for (una, varias), regiones in por_razon.items()
    ]


def _razon(cifra: Cifra, ordenada: Cifra) -> tuple[str, str]:
    """Por qué no se ordena una cifra con las demás, en singular y en plural."""
    if ordenada.derivada and not cifra.derivada:
        publicado = cifra.origen == PUBLICADO
        una, varias = (
            ("un porcentaje publicado", "porcentajes publicados") if publicado else ("un porcentaje", "porcentajes")
        )
        return f"es {una}, sin los conteos", f"son {varias}, sin los conteos"
    if cifra.derivada and not ordenada.derivada:
        return "sale de conteos, y las otras no", "salen de conteos, y las otras no"
    if cifra.calificador in ("minimo", "al_menos", "maximo"):
        return "es un mínimo o un máximo", "son mínimos o máximos"
    return ("es de otra fecha", "son de otra fecha") if cifra.fecha_corte else ("no tiene fecha", "no tienen fecha")
