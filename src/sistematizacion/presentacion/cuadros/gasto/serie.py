"""La región año por año: presupuesto, ejecución, soles reales, por habitante y cuánto crece."""

from collections.abc import Mapping
from decimal import Decimal

from sistematizacion.analisis.gasto.crecimiento import TASAS, tasas
from sistematizacion.analisis.gasto.posicion import Puesto
from sistematizacion.analisis.gasto.reales import a_soles_de, por_habitante
from sistematizacion.analisis.gasto.vistas import Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.gasto.partes import EN_MILLONES, FALTA, SIN_BASE, usadas
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import (
    MILLON,
    MILLONES,
    POR_CIENTO,
    PUESTO,
    SOLES_POR_PERSONA,
    de_filas,
    medida,
    montos_de,
)
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import cortes

SIN_INDICE = "Falta el índice de ese año en la tabla «deflactor»."
SIN_POBLACION = "Falta la población de ese año en la tabla «poblacion»."
SIN_OTROS = "De ese año no hay datos de otros gobiernos regionales."
QUE_PUESTO = "Puesto: entre los gobiernos regionales con datos de cada año ({}), por su ejecución del PIM."
SIN_TASA = "Hacen falta al menos tres años seguidos con montos positivos."
QUE_ES_CADA_TASA = (
    "Tasa compuesta (CAGR): (último ÷ primero)^(1 ÷ años) − 1. Promedio de las tasas: el de las variaciones de cada año. Tendencia "
    "log-lineal: la pendiente de la recta que mejor se ajusta al logaritmo de los montos. No dan lo mismo."
)


def serie(expediente: Expediente) -> Cuadro:
    """Una fila por año y, al final, las tres tasas de crecimiento de lo devengado."""
    g = gasto_de(expediente)
    partes = partes_por_anio(g)
    if len(partes) < 2:
        raise NoSeMuestra("Hay datos de un solo año.")
    indices, base = indices_de(g), base_de(g)
    personas = poblacion_de(g)
    pia = any(p.pia is not None for p in partes.values())
    reales = a_soles_de(base, {a: p.devengado for a, p in partes.items()}, indices) if indices else {}
    columnas = [Columna("Año", ancho=2.2), *([Columna("PIA", "num")] if pia else []), Columna("PIM", "num"), Columna("Devengado", "num"),
                Columna("Ejecución del PIM", "num", 1.1)]  # fmt: skip
    puestos = {a: p for a in partes if (p := g.puesto_en(a)) is not None}
    columnas += [Columna("Puesto", "num", 0.9)] if puestos else []
    columnas += [Columna(f"Devengado en soles de {base}", "num", 1.2)] if reales else []
    columnas += [Columna("Devengado por habitante", "num", 1.2, "S/")] if personas else []
    filas = [_de_anio(g, a, p, pia, puestos, reales, personas) for a, p in partes.items()]
    completos = {a: p for a, p in partes.items() if not cortes(p.filas)}
    filas += _tasas(g, completos, {a: reales.get(a) for a in completos} if reales else {}, pia, bool(puestos), bool(personas))
    series = {n: s for n, s in ((("deflactor", _serie(g, "deflactor")), ("poblacion", _serie(g, "poblacion")))) if s}
    notas = [EN_MILLONES, QUE_ES_CADA_TASA]
    notas += [f"Soles de {base}: devengado × índice de {base} ÷ índice del año. Índice: {series.get('deflactor', 'sin nombre')}."] if reales else []
    notas += [QUE_PUESTO.format(_de_cuantos(puestos))] if puestos else []
    notas += [f"Población: {series.get('poblacion', 'sin nombre')}."] if personas else []
    incompletos = [f"{a}: los montos llegan {cortes(p.filas)}; no entra en las tasas." for a, p in partes.items() if cortes(p.filas)]
    return Cuadro(
        "gasto_serie", _titulo(g, completos), tuple(columnas), tuple(filas), expediente.fuente_de(*usadas(filas)),
        (*notas, *incompletos), horizontal=len(columnas) > 7,
    )  # fmt: skip


def partes_por_anio(g: Gasto) -> dict[int, Parte]:
    """Lo de cada año del tipo que se mira, en orden."""
    halladas = {a: g.hechos.total(g.de(a), g.tipo) for a in anios_de(g)}
    return {a: p for a, p in halladas.items() if p}


def anios_de(g: Gasto) -> list[int]:
    """Todos los años con filas de la región, hasta el que se analiza."""
    propios = g.hechos.ambitos(nivel="regional", pliego=g.ambito.pliego, departamento="", desde=None, foco=g.ambito.foco)
    return sorted({a.anio for a in propios if a.anio <= g.anio})


def indices_de(g: Gasto) -> dict[int, Decimal]:
    """El deflactor por año; vacío si nadie lo dio."""
    return {int(f["anio"]): f["indice"] for f in g.expediente.tabla("deflactor").to_dict("records") if f["indice"]}


def base_de(g: Gasto) -> int:
    """El año en cuyos soles se dan las series: el del foco o el que se analiza."""
    return g.foco.base or g.anio


def poblacion_de(g: Gasto) -> dict[int, int]:
    """Los habitantes del departamento por año; vacío si nadie los dio."""
    departamento = g.expediente.region.ubigeo[:2]
    filas = g.expediente.tabla("poblacion").to_dict("records")
    return {int(f["anio"]): int(f["habitantes"]) for f in filas if f["departamento"] == departamento}


def _serie(g: Gasto, tabla: str) -> str:
    return "; ".join(dict.fromkeys(f["serie"] for f in g.expediente.tabla(tabla).to_dict("records") if f["serie"]))


def _de_cuantos(puestos: Mapping[int, Puesto]) -> str:
    """«25», o «de 24 a 26» si no todos los años hay los mismos."""
    cuantos = {p.de for p in puestos.values()}
    return str(cuantos.pop()) if len(cuantos) == 1 else f"de {min(cuantos)} a {max(cuantos)}"


def _de_anio(
    g: Gasto, anio: int, parte: Parte, pia: bool, puestos: Mapping[int, Puesto], reales: Mapping[int, Decimal | None],
    personas: Mapping[int, int],
) -> Fila:  # fmt: skip
    region = g.expediente.region.nombre
    conjunto = f"{region}, {g.que}, año por año"
    de = f"{conjunto}: {anio}"
    montos = montos_de(g.expediente, parte, de, region=region, conjunto=conjunto)
    celdas: list[Celda] = [str(anio) + (f" ({cortes(parte.filas)})" if cortes(parte.filas) else "")]
    celdas += [montos["pia"] or Ausente(FALTA)] if pia else []
    celdas += [montos["pim"] or Ausente(FALTA), montos["devengado"] or Ausente(FALTA)]
    celdas += [medida("eficacia_pim", parte, montos, de, conjunto) or Ausente(SIN_BASE)]
    if puestos:
        celdas.append(_puesto(g, puestos[anio], de, conjunto) if anio in puestos else Ausente(SIN_OTROS))
    if reales:
        celdas.append(_real(g, parte, de, conjunto, reales.get(anio)) or Ausente(SIN_INDICE))
    if personas:
        celdas.append(_por_persona(g, parte, de, conjunto, personas.get(anio)) or Ausente(SIN_POBLACION))
    return Fila(tuple(celdas))


def _puesto(g: Gasto, puesto: Puesto, de: str, conjunto: str) -> Cifra:
    formula = f"cuántos de {puesto.de} gobiernos regionales ejecutaron más, más uno"
    return de_filas(g.expediente, Decimal(puesto.puesto), PUESTO, f"{de}: puesto por su ejecución del PIM", puesto.parte.filas, formula,
                    decimales=0, region=g.expediente.region.nombre, conjunto=conjunto)  # fmt: skip


def _real(g: Gasto, parte: Parte, de: str, conjunto: str, valor: Decimal | None) -> Cifra | None:
    if valor is None:
        return None
    base = base_de(g)
    indice = [f for f in g.expediente.tabla("deflactor").to_dict("records") if f["anio"] in (parte.filas[0]["anio"], base)]
    formula = f"devengado × índice de {base} ÷ índice del año"
    return de_filas(g.expediente, valor / MILLON, MILLONES, f"{de}: devengado en soles de {base}", [*parte.filas, *_con_corte(indice)],
                    formula, region=g.expediente.region.nombre, conjunto=conjunto)  # fmt: skip


def _por_persona(g: Gasto, parte: Parte, de: str, conjunto: str, habitantes: int | None) -> Cifra | None:
    valor = por_habitante(parte.devengado, habitantes)
    if valor is None:
        return None
    departamento, anio = g.expediente.region.ubigeo[:2], parte.filas[0]["anio"]
    censo = [f for f in g.expediente.tabla("poblacion").to_dict("records") if f["anio"] == anio and f["departamento"] == departamento]
    return de_filas(g.expediente, valor, SOLES_POR_PERSONA, f"{de}: devengado por habitante", [*parte.filas, *_con_corte(censo)],
                     "devengado ÷ habitantes del departamento", decimales=0, region=g.expediente.region.nombre, conjunto=conjunto)  # fmt: skip


def _con_corte(filas: list[dict]) -> list[dict]:
    return [{"corte": None, **f} for f in filas]


def _tasas(
    g: Gasto, completos: Mapping[int, Parte], reales: Mapping[int, Decimal | None], pia: bool, puestos: bool,
    personas: bool,
) -> list[Fila]:  # fmt: skip
    corrientes = tasas({a: p.devengado for a, p in completos.items()})
    constantes = tasas(reales) if reales else {}
    if not any(corrientes.values()):
        return []
    region, usados = g.expediente.region.nombre, [f for p in completos.values() for f in p.filas]
    anios = f"{min(completos)}–{max(completos)}"
    conjunto = f"{region}, {g.que}, crecimiento {anios}"
    filas: list[Fila] = [Fila((f"Crecimiento anual de lo devengado, {anios}",), "grupo")]

    def cifra(valor: Decimal | None, nombre: str) -> Celda:
        if valor is None:
            return Ausente(SIN_TASA)
        return de_filas(
            g.expediente, valor, POR_CIENTO, f"{conjunto}: {nombre}", usados, nombre, region=region, conjunto=conjunto
        )

    for clave, nombre in TASAS.items():
        celdas: list[Celda] = [formato.frase(nombre), *([""] if pia else []), "", cifra(corrientes[clave], nombre), ""]
        celdas += [""] if puestos else []
        celdas += [cifra(constantes.get(clave), f"{nombre}, en soles de {base_de(g)}")] if reales else []
        celdas += [""] if personas else []
        filas.append(Fila(tuple(celdas), "total"))
    return filas


def _titulo(g: Gasto, completos: Mapping[int, Parte]) -> str:
    compuesta = tasas({a: p.devengado for a, p in completos.items()})["compuesta"]
    if compuesta is None:
        return f"Presupuesto y ejecución de {g.expediente.region.nombre}, año por año"
    verbo = "creció" if compuesta >= 0 else "se redujo"
    return (
        f"De {min(completos)} a {max(completos)}, lo devengado {verbo} {formato.porcentaje(abs(compuesta), 1)} al año en soles corrientes"
    )
