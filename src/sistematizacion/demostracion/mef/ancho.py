"""El archivo del devengado mensual: las mismas cadenas del archivo anual, con una columna por mes."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sistematizacion.demostracion.mef.encabezados import DEVENGADO
from sistematizacion.demostracion.mef.gasto import Fila
from sistematizacion.fuentes.grandes import EN_PALABRAS

DEL_MES_CERO = ("MONTO_PIA", "MONTO_PIM")
# De qué columna del archivo anual se acumula cada una de las del año
ACUMULADAS = {
    "MONTO_CERTIFICADO_ANUAL": "MONTO_CERTIFICADO", "MONTO_COMPROMETIDO_ANUAL": "MONTO_COMPROMETIDO_ANUAL",
    "MONTO_DEVENGADO_ANUAL": "MONTO_DEVENGADO", "MONTO_GIRADO_ANUAL": "MONTO_GIRADO",
}  # fmt: skip
# Los rótulos que este archivo escribe de otra manera: por eso se agrupa por código
ROTULOS = {"GASTO DE CAPITAL": "GASTOS DE CAPITAL", "GASTO CORRIENTE": "GASTOS CORRIENTES"}


def a_lo_ancho(filas: Iterable[Fila]) -> Iterator[Fila]:
    """Una fila por cadena, en el orden en que aparecen, con la suma de sus meses."""
    cadenas: dict[tuple[str, ...], list[Fila]] = {}
    for fila in filas:
        llave = tuple(v for c, v in fila.items() if c != "MES_EJE" and not c.startswith("MONTO_"))
        cadenas.setdefault(llave, []).append(fila)
    yield from map(_cadena, cadenas.values())


def _cadena(filas: list[Fila]) -> Fila:
    primera = filas[0]
    propios = {
        "TIPO_ACT_PROY": primera["TIPO_ACT_PROY_NOMBRE"],  # aquí va la palabra, y no el código
        "TIPO_TRANSACCION_NOMBRE": "GASTOS PRESUPUESTARIOS",
        "CATEGORIA_GASTO_NOMBRE": ROTULOS[primera["CATEGORIA_GASTO_NOMBRE"]],
    }
    montos = {c: _suma(filas, c) for c in DEL_MES_CERO} | {c: _suma(filas, de) for c, de in ACUMULADAS.items()}
    for mes, palabra in enumerate(EN_PALABRAS, 1):
        montos[f"MONTO_DEVENGADO_{palabra}"] = _suma([f for f in filas if f["MES_EJE"] == str(mes)], "MONTO_DEVENGADO")
    return {c: primera[c] for c in DEVENGADO if c in primera} | propios | montos


def _suma(filas: Iterable[Fila], columna: str) -> str:
    return str(sum((Decimal(f[columna]) for f in filas), Decimal(0)))
