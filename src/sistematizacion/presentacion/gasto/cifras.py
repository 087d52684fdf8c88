"""Las cifras del gasto: montos en millones de soles y medidas, cada una con las filas de que sale."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sistematizacion.analisis.gasto import medidas
from sistematizacion.analisis.gasto.vistas import Fila, Parte
from sistematizacion.analisis.lugares import lugares_de_registros
from sistematizacion.catalogo import Unidad
from sistematizacion.nucleo.corte import Corte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import derivada
from sistematizacion.presentacion.gasto.datos import Alguno
from sistematizacion.presentacion.gasto.palabras import FORMULAS, MEDIDAS, MONTOS
from sistematizacion.presentacion.origen import origen_visible

MILLON = Decimal(1_000_000)
MILLONES = Unidad(singular="millón de soles", plural="millones de soles")
EN_PROSA = Unidad(moneda="millones", singular="millón de soles", plural="millones de soles")
POR_CIENTO = Unidad(simbolo="%")
PUESTO = Unidad(singular="lugar", plural="lugares", ordinal=True)
GOBIERNOS = Unidad(singular="gobierno regional", plural="gobiernos regionales")
SOLES_POR_PERSONA = Unidad(singular="sol por habitante", plural="soles por habitante")
PUNTOS = Unidad(singular="punto", plural="puntos")
DECIMALES = 1


def monto(
    expediente: Alguno, parte: Parte | None, cual: str, de: str, *, region: str = "", conjunto: str = "", decimales: int = DECIMALES,
) -> Cifra | None:  # fmt: skip
    """Un monto de una parte, en millones de soles; None si no se sabe.

    ``de`` dice de quién y de cuándo es («Junín 2024, todo el gasto»): distingue la cifra de toda otra del informe y, salvo que se dé
    otro ``conjunto``, junta en el libro de cifras las que lo comparten.
    """
    if parte is None or parte.montos[cual] is None:
        return None
    return de_filas(
        expediente, parte.montos[cual] / MILLON, MILLONES, f"{de}: {MONTOS[cual]}", parte.filas,  # type: ignore[operator]
        "soles ÷ 1,000,000" if len(parte.filas) == 1 else f"suma de {len(parte.filas)} filas, en soles ÷ 1,000,000",
        region=region, conjunto=conjunto or de, decimales=decimales,
    )  # fmt: skip


def de_filas(
    expediente: Alguno, valor: Decimal, unidad: Unidad, nombre: str, filas: Sequence[Fila], formula: str, *,
    decimales: int = DECIMALES, region: str = "", conjunto: str = "",
) -> Cifra:  # fmt: skip
    """Una cifra que sale de esas filas; si es de una sola, su origen es el de ella."""
    citas = tuple(dict.fromkeys((f["fuente"], f["seccion"]) for f in filas))
    una = filas[0] if len(filas) == 1 else None
    fuente = f"{expediente.citar(*citas[0])}; {formula}" if una else formula
    return Cifra(
        valor, unidad, fecha_corte=_corte(filas), fuente=fuente, citas=citas, nombre=nombre, conjunto=conjunto,
        origen=origen_visible(una["origen"], ficticio=expediente.programa.ficticio) if una else "calculado",
        decimales=_decimales(valor, decimales), region=region,
        lugares=lugares_de_registros(filas),
    )  # fmt: skip


def medida(cual: str, parte: Parte | None, montos: dict[str, Cifra | None], de: str, conjunto: str = "") -> Cifra | None:
    """Una medida de la parte hecha con sus montos, que son cifras ya impresas: ``variacion_pia_pim``, ``eficacia_pim``…"""
    if parte is None:
        return None
    nombre = f"{de}: {MEDIDAS[cual]}"
    if cual == "variacion_pia_pim":
        usadas, formula = [montos["pia"], montos["pim"]], FORMULAS["variacion_pia_pim"]
    else:
        usadas, formula = [montos["devengado"], montos[cual.removeprefix("eficacia_")]], FORMULAS["eficacia"]
    hecha = derivada(medidas.MEDIDAS[cual](parte), POR_CIENTO, formula, usadas, DECIMALES, nombre)
    return None if hecha is None else replace(hecha, conjunto=conjunto or de)


def saldo(parte: Parte | None, montos: dict[str, Cifra | None], de: str, conjunto: str = "") -> Cifra | None:
    """PIM − devengado, en millones de soles."""
    valor = medidas.saldo(parte) if parte else None
    if valor is None:
        return None
    usadas = [montos["pim"], montos["devengado"]]
    decimales = _decimales(valor / MILLON, DECIMALES)
    hecha = derivada(valor / MILLON, MILLONES, FORMULAS["saldo"], usadas, decimales, f"{de}: saldo sin ejecutar")
    return None if hecha is None else replace(hecha, conjunto=conjunto or de)


def montos_de(
    expediente: Alguno, parte: Parte | None, de: str, *, region: str = "", conjunto: str = ""
) -> dict[str, Cifra | None]:
    """PIA, PIM, devengado, girado y certificado de una parte."""
    return {m: monto(expediente, parte, m, de, region=region, conjunto=conjunto) for m in MONTOS}


def en_prosa(cifra: Cifra) -> Cifra:
    """La misma cifra, para escribirla como «S/ 1,038.5 millones»."""
    return replace(cifra, unidad=EN_PROSA) if cifra.unidad == MILLONES else cifra


def _decimales(valor: Decimal, decimales: int) -> int:
    """Los pedidos o, si con ellos un valor pequeño se escribiría como cero, los que hagan falta."""
    return next((n for n in range(decimales, 5) if not valor or formato.redondear(valor, n)), 5)


def _corte(filas: Sequence[Fila]) -> Corte | None:
    """El corte de las filas si lo dicen; si no, su año. Las de un deflactor o de la población, que no son gasto, no lo fijan."""
    del_gasto = [f for f in filas if "corte" in f]
    cortes = [f["corte"] for f in del_gasto if f["corte"]]
    if cortes:
        return max(cortes)
    anios = {f["anio"] for f in del_gasto}
    return Corte.de_texto(str(max(anios))) if len(anios) == 1 else None
