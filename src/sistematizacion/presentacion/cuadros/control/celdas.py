"""Las celdas que comparten los cuadros del control."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import EN_CUADRO, Cifra
from sistematizacion.presentacion.control.palabras import (
    ESTADOS_DE_RESTRICCION,
    SIN_RESTRICCION,
    TENDENCIAS,
    TIPOS,
    restriccion,
)
from sistematizacion.presentacion.cuadro import Ausente, Celda


def en_soles(cifra: Cifra | None) -> Celda:
    """El monto sin el símbolo, que va en el encabezado."""
    if cifra is None:
        return None
    return cifra.html(EN_CUADRO[cifra.calificador] + formato.numero(cifra.valor, cifra.decimales))


def numero(cifra: Cifra | None) -> Celda:
    """El número sin la unidad, que va en el encabezado."""
    return en_soles(cifra)


def inversion(fila: Mapping[str, Any]) -> tuple[str | Markup, ...]:
    """El CUI y, debajo, el nombre."""
    return fila["cui"], fila["nombre"]


def variacion(cifras: Mapping[str, Cifra | None]) -> Celda:
    """El monto y, debajo, el porcentaje."""
    monto, parte = cifras["variacion"], cifras["variacion_porcentaje"]
    if monto is None:
        return None
    return tuple(c.html(_con_signo(c)) for c in (monto, parte) if c is not None)


def _con_signo(cifra: Cifra) -> str:
    texto = formato.numero(cifra.valor, cifra.decimales) + cifra.unidad.simbolo
    return f"+{texto}" if cifra.valor and cifra.valor > 0 else texto


def tendencia(fila: Mapping[str, Any], cifras: Mapping[str, Cifra | None]) -> Celda:
    """«Mejora 0.02»: hacia dónde va el SPI y en cuánto; la palabra dice el sentido, y el número, el tamaño."""
    cambio = cifras["diferencia"]
    if cambio is None or fila["spi"] is None:
        return TENDENCIAS["sin_anterior"] if fila["spi"] is not None else None
    palabra = TENDENCIAS[fila["tendencia"]]
    if fila["tendencia"] == "igual":
        return cambio.html(palabra)
    return Markup("{} {}").format(palabra, cambio.html(formato.numero(abs(cambio.valor or Decimal(0)), 2)))


def ultima(fila: Mapping[str, Any]) -> Celda:
    """La última restricción, sin su medida."""
    return restriccion(fila["restriccion"]) if fila["restriccion"] else Ausente(SIN_RESTRICCION)


def breve(fila: Mapping[str, Any]) -> Celda:
    """De qué es la última restricción y en qué está."""
    dato = fila["restriccion"]
    return (TIPOS[dato["tipo"]], ESTADOS_DE_RESTRICCION[dato["estado"]]) if dato else Ausente(SIN_RESTRICCION)


def medida(fila: Mapping[str, Any]) -> Celda:
    """La medida y, debajo, el cargo responsable."""
    dato = fila["restriccion"]
    if not dato:
        return Ausente(SIN_RESTRICCION)
    responsable = f"Responsable: {dato['responsable']}" if dato["responsable"] else ""
    return tuple(filter(None, [dato["medida"], responsable])) or None


def contar(cuantas: int, que: str, que_varias: str, *, femenino: bool = True) -> str:
    """«Una inversión», «dos inversiones»: el número en letras con lo que cuenta."""
    if cuantas == 1:
        return f"{'una' if femenino else 'un'} {que}"
    return f"{formato.en_letras(cuantas)} {que_varias}"
