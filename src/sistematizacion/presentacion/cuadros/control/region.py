"""La cartera seleccionada frente a la cartera entera del pliego."""

from decimal import Decimal

from sistematizacion.analisis.control import frente_a_la_region
from sistematizacion.analisis.control.meses import mes_de
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import BRECHA_APRECIABLE, valor_de
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.control.cifras import INVERSIONES, PORCENTAJE, PUNTOS, SOLES, de_filas
from sistematizacion.presentacion.control.datos import Control, hay_control
from sistematizacion.presentacion.control.resumen import resumir
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import en_soles, numero
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos

CSP, TOTAL, REGION = "Cartera seleccionada (CSP)", "Cartera total del Gobierno regional", "Toda la inversión de la región"
SOLO_EL_AVANCE = "Solo se tiene el porcentaje de avance."
CON_ARTICULO = {TOTAL: "la cartera total del Gobierno regional", REGION: "toda la inversión de la región"}
PUBLICADAS = {TOTAL: "avance_pim_cartera_total", REGION: "ejecucion_presupuestal"}
Renglon = dict[str, Cifra | None]  # inversiones, pim, devengado, avance


def cartera_total(expediente: Expediente) -> Cuadro:
    """Inversiones, PIM, devengado y avance de la CSP y de la cartera total; con los archivos del MEF o lo publicado."""
    grupos = _de_registros(expediente) or _de_cifras(expediente)
    if not grupos:
        raise SinDatos(
            f"no se registró el avance del PIM de la cartera seleccionada de {expediente.region.nombre} y el de su cartera "
            "total a una misma fecha."
        )
    filas, diferencias = [], []
    for corte, renglones in grupos.items():
        filas += [_fila(nombre, corte, r) for nombre, r in renglones.items()]
        diferencias += _diferencias(renglones)
        filas += [Fila((d.nombre, corte, "", "", "", d), "total") for d in diferencias[-len(renglones) + 1 :]]
    usadas = [c for renglones in grupos.values() for r in renglones.values() for c in r.values() if c is not None]
    return Cuadro(
        "cartera-total",
        _titulo(diferencias),
        (
            Columna("Cartera", ancho=2.4),
            Columna("Corte", ancho=1.2),
            Columna("Inversiones", "num", 1),
            Columna("PIM", "num", 1.4, unidad="S/"),
            Columna("Devengado", "num", 1.4, unidad="S/"),
            Columna("Avance", "num", 0.9),
        ),
        tuple(filas),
        expediente.fuente_de(*usadas),
        ("La diferencia va en puntos porcentuales y es cálculo propio.", *notas_de(usadas, propias=True)),
    )


def _fila(nombre: str, corte: str, renglon: Renglon) -> Fila:
    falta = Ausente(SOLO_EL_AVANCE)
    montos = [en_soles(renglon[c]) if renglon[c] else falta for c in ("pim", "devengado")]
    avance = renglon["avance"]
    assert avance is not None
    cuantas = numero(renglon["inversiones"]) if renglon["inversiones"] else falta
    return Fila((nombre, corte, cuantas, *montos, avance))


def _de_registros(expediente: Expediente) -> dict[str, dict[str, Renglon]]:
    """La CSP y la cartera total del MEF, si la región tiene las dos hasta el mismo mes: si no, no se comparan."""
    total = frente_a_la_region(expediente.tabla("mef_cartera"), expediente.fecha_corte)
    if total is None or mes_de(total["mes"]) != mes_de(expediente.fecha_corte) or not hay_control(expediente):
        return {}
    resumen = resumir(Control(expediente))
    filas = total["filas"].to_dict("records")
    suyas = {
        "inversiones": de_filas(expediente, total["inversiones"], INVERSIONES, 0, f"{TOTAL}: inversiones", "con PIM", filas),
        "pim": de_filas(expediente, total["pim"], SOLES, 0, f"{TOTAL}: PIM", "PIM del último mes", filas),
        "devengado": de_filas(
            expediente, total["devengado"], SOLES, 0, f"{TOTAL}: devengado", "suma de los meses del año", filas
        ),
        "avance": de_filas(expediente, total["avance"], PORCENTAJE, 1, f"{TOTAL}: avance del PIM", "devengado ÷ PIM × 100",
                           filas),
    }  # fmt: skip
    propias = {c: resumen[c] for c in ("inversiones", "pim", "devengado")} | {"avance": resumen["avance_pim"]}
    if propias["avance"] is None:
        return {}
    return {formato.corte(total["mes"]): {CSP: propias, TOTAL: suyas}}


def _de_cifras(expediente: Expediente) -> dict[str, dict[str, Renglon]]:
    """Por corte, el avance de la CSP y el de las otras carteras que se tengan a esa misma fecha."""
    grupos: dict[str, dict[str, Renglon]] = {}
    for csp in _fechadas(expediente, "avance_pim_csp"):
        otras = {
            nombre: _solo_avance(expediente.cifra(indicador, "", csp.fecha_corte))
            for nombre, indicador in PUBLICADAS.items()
            if expediente.hay(indicador, "", csp.fecha_corte)
        }
        if otras:
            grupos[formato.corte(csp.fecha_corte)] = {CSP: _de_csp(expediente, csp)} | otras
    return grupos


def _fechadas(expediente: Expediente, indicador: str) -> list[Cifra]:
    return expediente.serie(indicador) if expediente.hay(indicador) else []


def _de_csp(expediente: Expediente, avance: Cifra) -> Renglon:
    """Con los montos del registro, si el avance es de esa misma fecha y salió de él."""
    if avance.origen != "calculado" or not hay_control(expediente):
        return _solo_avance(avance)
    resumen = resumir(Control(expediente))
    return {c: resumen[c] for c in ("inversiones", "pim", "devengado")} | {"avance": avance}


def _solo_avance(avance: Cifra) -> Renglon:
    return {"inversiones": None, "pim": None, "devengado": None, "avance": avance}


def _diferencias(renglones: dict[str, Renglon]) -> list[Cifra]:
    """Lo que la CSP le lleva a cada una de las otras, en puntos."""
    csp = renglones[CSP]["avance"]
    assert csp is not None
    hechas = []
    for nombre, renglon in renglones.items():
        otra = renglon["avance"]
        if nombre != CSP and otra is not None:
            lugares = max(_decimales(csp), _decimales(otra))
            que = f"Diferencia con {CON_ARTICULO[nombre]}"
            hechas.append(calculada(valor_de(csp) - valor_de(otra), PUNTOS, "{} − {}", [csp, otra], lugares, que))
    return hechas


def _decimales(cifra: Cifra) -> int:
    return formato.decimales_de(valor_de(cifra)) if cifra.decimales is None else cifra.decimales


def _titulo(diferencias: list[Cifra]) -> str:
    """«La cartera seleccionada avanzó 3.4 puntos más que la cartera total del Gobierno regional»."""
    ultima = diferencias[-1]
    valor = formato.redondear(valor_de(ultima), ultima.decimales or 0)
    otra = ultima.nombre.removeprefix("Diferencia con ")
    if abs(valor) < BRECHA_APRECIABLE:
        return f"La cartera seleccionada avanzó prácticamente lo mismo que {otra}"
    cuanto = formato.numero(abs(valor), ultima.decimales)
    puntos = "punto" if abs(valor) == Decimal(1) else "puntos"
    return f"La cartera seleccionada avanzó {cuanto} {puntos} {'más' if valor > 0 else 'menos'} que {otra}"
