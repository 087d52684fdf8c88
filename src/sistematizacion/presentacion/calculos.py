"""Cifras que salen de otras: el PIM y el devengado de la cartera, y su diferencia con la región."""

from decimal import Decimal

from sistematizacion.analisis.cartera import devengado, pim_al_cierre
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente

BRECHA_APRECIABLE = Decimal("0.1")  # puntos porcentuales; menos que eso está dentro del redondeo de lo publicado
FALTA_EJECUCION = "no se registró el avance del PIM de una cartera ni la ejecución presupuestal de {}."


def cifras_de_ejecucion(expediente: Expediente) -> list[Cifra]:
    """Las cifras de la región y las que salen de ellas: PIM al cierre, devengado y brecha con la región."""
    indicadores = (
        "pim_inicial_csp",
        "variacion_pim_csp",
        "avance_pim_csp",
        "ejecucion_presupuestal",
        "avance_pim_cartera_total",
    )
    fechadas = {i: expediente.serie(i) for i in indicadores}
    halladas = [c for i in indicadores for c in fechadas[i] or ([expediente.cifra(i)] if expediente.hay(i) else [])]
    halladas += pim_y_devengado(expediente) or _estimados(expediente)
    brecha = brecha_de_ejecucion(expediente)
    return [*halladas, *([brecha] if brecha else [])]


def hay_variacion_y_avance(expediente: Expediente) -> bool:
    """Si se puede calcular cuánto creció el PIM de la CSP y cuánto se ejecutó de él, en un mismo corte."""
    if not expediente.hay("variacion_pim_csp"):
        return False
    return expediente.hay("avance_pim_csp", "", expediente.cifra("variacion_pim_csp").fecha_corte)


def pim_y_devengado(expediente: Expediente) -> list[Cifra]:
    """El PIM y el devengado de la CSP que la región tiene; ninguno si le falta alguno de los dos."""
    indicadores = ("pim_csp", "devengado_csp")
    return [expediente.al_cierre(i) for i in indicadores] if all(map(expediente.hay, indicadores)) else []


def _estimados(expediente: Expediente) -> list[Cifra]:
    """El PIM al cierre y el devengado de la CSP, en millones; aproximados, porque salen de porcentajes redondeados."""
    if not (expediente.hay("pim_inicial_csp") and hay_variacion_y_avance(expediente)):
        return []
    inicial, variacion = expediente.cifra("pim_inicial_csp"), expediente.cifra("variacion_pim_csp")
    avance = expediente.cifra("avance_pim_csp", "", variacion.fecha_corte)
    pim = pim_al_cierre(valor_de(inicial), valor_de(variacion))
    formula = "{} × (100 + {}) ÷ 100"
    nombres = ("PIM de la cartera seleccionada al cierre", "Devengado de la cartera seleccionada al cierre")
    gastado, partes = devengado(pim, valor_de(avance)), [inicial, variacion, avance]
    return [
        calculada(pim, inicial.unidad, formula, partes[:2], 0, nombres[0], aproximada=True),
        calculada(gastado, inicial.unidad, formula + " × {} ÷ 100", partes, 0, nombres[1], aproximada=True),
    ]


def brecha_de_ejecucion(expediente: Expediente) -> Cifra | None:
    """Puntos porcentuales entre la CSP y la región, en el corte en que ambas están; None si falta alguna."""
    if not expediente.hay("ejecucion_presupuestal"):
        return None
    region = expediente.cifra("ejecucion_presupuestal")
    if not expediente.hay("avance_pim_csp", "", region.fecha_corte):
        return None
    csp = expediente.cifra("avance_pim_csp", "", region.fecha_corte)
    puntos = Unidad(singular="punto porcentual", plural="puntos porcentuales")
    return calculada(
        valor_de(csp) - valor_de(region),
        puntos,
        "{} − {}",
        [csp, region],
        2,
        "Diferencia entre la cartera y la región, en puntos",
    )


def valor_de(cifra: Cifra) -> Decimal:
    """El valor de una cifra que se sabe que lo tiene."""
    assert cifra.valor is not None
    return cifra.valor
