"""El gasto de la región visto por función, programa, fuente, categoría, genérica y unidad ejecutora; cada vista en su cuadro."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from sistematizacion.analisis.gasto.medidas import eficacia_pim, participacion, saldo
from sistematizacion.analisis.gasto.vistas import Parte, suma
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.control.cifras import derivada
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro
from sistematizacion.presentacion.cuadros.gasto.partes import (
    EL_MISMO_DINERO,
    FALTA,
    Renglon,
    columnas,
    con_pia,
    fila,
    notas,
    usadas,
)
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import POR_CIENTO, montos_de
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import corte_de, de_anio
from sistematizacion.presentacion.gasto.palabras import VISTAS

ENCABEZADOS = {
    "funcion": "Función", "programa": "Programa presupuestal", "fuente": "Fuente de financiamiento",
    "categoria": "Categoría de gasto", "generica": "Genérica de gasto", "ejecutora": "Unidad ejecutora",
}  # fmt: skip
MAYORES = 20  # en el documento, las de mayor PIM; en la hoja de cálculo van todas
POCAS_MAS = 6  # si sobran tan pocas, van también
CONCENTRAN = 2


def por(vista: str) -> Callable[[Expediente], Cuadro]:
    """La función que hace el cuadro de una vista."""
    return lambda expediente: _de_vista(expediente, vista)


def _de_vista(expediente: Expediente, vista: str) -> Cuadro:
    g = gasto_de(expediente)
    partes = g.partes(vista)
    if not partes:
        raise NoSeMuestra(f"Los datos no traen el gasto por {VISTAS[vista]}.")
    todos = [_renglon(g, vista, p) for p in partes]
    pia = con_pia(todos)
    primeras = (Columna(ENCABEZADOS[vista], ancho=2.8), Columna("Del total", "num", 0.9))
    filas = [fila(expediente, r, pia) for r in todos]
    visibles = tuple(filas if len(filas) <= MAYORES + POCAS_MAS else filas[:MAYORES])
    recorte = f"Las {MAYORES} de mayor PIM, de {len(filas)}; la hoja de cálculo las trae todas." if len(visibles) < len(filas) else ""
    las_columnas = columnas(primeras, pia)
    return Cuadro(
        f"gasto_por_{vista}", _titulo(g, vista, partes), las_columnas, visibles, expediente.fuente_de(*usadas(visibles)),
        notas(pia, "«Del total» es el % del PIM.", recorte, EL_MISMO_DINERO, corte_de(g)),
        hoja=(las_columnas, tuple(filas)) if recorte else None,
    )  # fmt: skip


def _renglon(g: Gasto, vista: str, parte: Parte) -> Renglon:
    region, nombre = g.expediente.region.nombre, g.nombre(vista, parte)
    de = g.de_parte(vista, parte)
    montos, del_total = (montos_de(g.expediente, p, d, region=region) for p, d in ((parte, de), (g.total, g.de_si())))
    cuota = derivada(
        participacion(parte, g.total, "pim"), POR_CIENTO, "{} ÷ {} × 100", [montos["pim"], del_total["pim"]], 1, f"{de}: % del PIM"
    )
    celda = Ausente(FALTA) if cuota is None else replace(cuota, conjunto=de)
    return Renglon(nombre, parte, de, region, primeras=(celda,))


def _titulo(g: Gasto, vista: str, partes: list[Parte]) -> str:
    """El hallazgo: qué partes concentran el presupuesto o, en las ejecutoras, lo que quedó sin ejecutar."""
    if vista == "ejecutora" and (hallado := _saldos(g, partes)):
        return hallado
    mayores = partes[:CONCENTRAN]
    cuota = participacion_de(mayores, g.total)
    if len(partes) > CONCENTRAN and cuota is not None:
        nombres = formato.lista([g.nombre(vista, p) for p in mayores])
        return f"{nombres} reúnen el {formato.porcentaje(cuota, 1)} del PIM de {de_anio(g)}"
    return f"Presupuesto y ejecución de {de_anio(g)} por {VISTAS[vista]}"


def participacion_de(partes: list[Parte], total: Parte) -> Decimal | None:
    """Qué % del PIM total suman unas partes."""
    sumado = suma(p.pim for p in partes)
    return None if sumado is None or not total.pim else sumado * 100 / total.pim


def _saldos(g: Gasto, partes: list[Parte]) -> str:
    saldos = [(saldo(p), p) for p in partes]
    sin_ejecutar = suma(s for s, _ in saldos)
    if len(partes) < 3 or not sin_ejecutar or sin_ejecutar <= 0:
        return ""
    monto, mayor = max(((s, p) for s, p in saldos if s is not None), key=lambda x: x[0])
    nombre = g.nombre("ejecutora", mayor)
    avance = eficacia_pim(mayor)
    if avance is None:
        return ""
    return (
        f"De {len(partes)} unidades ejecutoras, {nombre} dejó el {formato.porcentaje(monto * 100 / sin_ejecutar, 1)} del saldo:"
        f" ejecutó el {formato.porcentaje(avance, 1)} de su PIM"
    )
