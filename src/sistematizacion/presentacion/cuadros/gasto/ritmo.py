"""El ritmo del año: lo devengado cada mes, lo que se concentra al final y cómo se modificó el presupuesto de un corte al siguiente."""

from dataclasses import replace
from decimal import Decimal

from sistematizacion.analisis.gasto.hechos import llave_de
from sistematizacion.analisis.gasto.ritmo import MESES_DEL_ANIO, Mes, abanico, concentracion
from sistematizacion.analisis.gasto.vistas import Fila as Dato
from sistematizacion.analisis.gasto.vistas import Parte, sumar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import derivada
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.gasto.partes import EN_MILLONES, FALTA, usadas
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, MILLONES, POR_CIENTO, de_filas, monto
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import corte_de
from sistematizacion.presentacion.gasto.palabras import MESES

FALTA_UN_MES = "Los datos no traen lo devengado mes a mes."
COMO_SE_ACUMULA = "Avance: lo devengado de enero a ese mes entre el PIM del año. Mediana: la de los gobiernos regionales con datos de cada mes."


def meses(expediente: Expediente) -> Cuadro:
    """Una fila por mes: lo devengado en él y hasta él, el avance del PIM y el de la mediana de los gobiernos regionales."""
    g = gasto_de(expediente)
    if not g.meses:
        raise NoSeMuestra(FALTA_UN_MES)
    demas = abanico(g.hechos, [p.ambito for p in g.puestos], g.tipo) if g.propio else {}
    filas = tuple(_de_mes(g, m, demas[m.mes].mediana if m.mes in demas else None) for m in g.meses)
    columnas = (
        Columna("Mes", ancho=1.2), Columna("Devengado", "num"), Columna("Acumulado", "num"), Columna("Avance del PIM", "num"),
        Columna("Mediana de las regiones", "num", 1.2),
    )  # fmt: skip
    con_mediana = bool(demas)
    return Cuadro(
        "gasto_meses", _titulo(g), columnas if con_mediana else columnas[:-1],
        filas if con_mediana else tuple(Fila(f.celdas[:-1]) for f in filas),
        expediente.fuente_de(*usadas(filas)), (EN_MILLONES, COMO_SE_ACUMULA, *filter(None, [corte_de(g)])),
    )  # fmt: skip


def concentrado(g: Gasto, ultimos: int) -> Cifra | None:
    """Qué % de lo devengado en el año cayó en sus últimos meses; None si el año no está completo."""
    valor = concentracion(g.meses, ultimos)
    if valor is None:
        return None
    region = g.expediente.region.nombre
    filas = [f for m in g.meses for f in m.filas]
    que = MESES[-1] if ultimos == 1 else f"los {ultimos} últimos meses"
    formula = f"devengado de {que} ÷ devengado del año × 100"
    return de_filas(g.expediente, valor, POR_CIENTO, f"{g.de_si()}: % devengado en {que}", filas, formula, region=region, conjunto=g.de_si())


def _de_mes(g: Gasto, mes: Mes, mediana: Decimal | None) -> Fila:
    region, nombre = g.expediente.region.nombre, MESES[mes.mes - 1]
    conjunto = f"{g.de_si()}, mes a mes"
    de = f"{conjunto}: {nombre}"
    hasta = [f for m in g.meses[: mes.mes] for f in m.filas]
    del_mes = de_filas(g.expediente, mes.devengado / MILLON, MILLONES, f"{de}: devengado", mes.filas, "soles ÷ 1,000,000",
                       region=region, conjunto=conjunto)  # fmt: skip
    acumulado = de_filas(g.expediente, mes.acumulado / MILLON, MILLONES, f"{de}: acumulado", hasta, "suma desde enero ÷ 1,000,000",
                         region=region, conjunto=conjunto)  # fmt: skip
    pim = monto(g.expediente, g.total, "pim", g.de_si(), region=region)
    avance = derivada(mes.avance, POR_CIENTO, "{} ÷ {} × 100", [acumulado, pim], 1, f"{de}: avance acumulado del PIM")
    ajenas = [f for p in g.puestos for f in p.parte.filas]
    del_medio = None if mediana is None else de_filas(
        g.expediente, mediana, POR_CIENTO, f"{conjunto}: {nombre}, mediana de los gobiernos regionales", ajenas,
        "mediana del avance acumulado de cada gobierno regional", conjunto=conjunto, region=region,
    )  # fmt: skip
    return Fila(
        (
            formato.frase(nombre), del_mes, acumulado, replace(avance, conjunto=conjunto) if avance else Ausente(FALTA),
            del_medio or Ausente(FALTA),
        )
    )  # fmt: skip


def _titulo(g: Gasto) -> str:
    diciembre = concentracion(g.meses)
    if diciembre is None:
        return f"Lo devengado mes a mes en {g.anio}, hasta {MESES[g.meses[-1].mes - 1]}"
    parejo = Decimal(100) / MESES_DEL_ANIO
    veces = diciembre / parejo
    cuanto = f", {formato.numero(veces, 1)} veces un mes parejo" if veces >= Decimal("1.5") else ""
    return f"Diciembre de {g.anio} concentró el {formato.porcentaje(diciembre, 1)} de lo devengado en el año{cuanto}"


def modificaciones(expediente: Expediente) -> Cuadro:
    """Una fila por corte del año: el PIM y lo devengado que se tenía en cada uno."""
    g = gasto_de(expediente)
    partes = [p for p in _por_corte(g) if p.pim is not None]
    if len(partes) < 2:
        raise NoSeMuestra("Solo hay un corte del año: no se ve cómo se modificó el presupuesto.")
    filas = tuple(_de_corte(g, p, antes) for p, antes in zip(partes, [None, *partes[:-1]], strict=True))
    inicial, final = partes[0].pim, partes[-1].pim
    assert inicial is not None and final is not None
    verbo = "creció" if final >= inicial else "se redujo"
    cambio = formato.porcentaje(abs(final - inicial) * 100 / inicial, 1) if inicial else ""
    return Cuadro(
        "gasto_modificaciones", f"Del primer corte al último, el PIM de {g.anio} {verbo} {cambio}".strip(),
        (Columna("Corte", ancho=1.6), Columna("PIM", "num"), Columna("Cambio", "num"), Columna("Devengado", "num"),
         Columna("Ejecución del PIM", "num", 1.2)),
        filas, expediente.fuente_de(*usadas(filas)),
        (EN_MILLONES, "Cada corte es un archivo del MEF que se ingresó; «Cambio» es respecto del corte anterior."),
    )  # fmt: skip


def _por_corte(g: Gasto) -> list[Parte]:
    """El total de la región en cada corte, del más antiguo al último."""
    vigente = g.total.filas
    if len(vigente) != 1 or vigente[0]["vista"] != "total":
        return []
    llave = llave_de(vigente[0])
    mismas: list[Dato] = [f for f in g.hechos.todas if llave_de(f) == llave]
    return [sumar([f]) for f in sorted(mismas, key=lambda f: f["corte"].isoformat() if f["corte"] else "9999")]


def _de_corte(g: Gasto, parte: Parte, antes: Parte | None) -> Fila:
    region = g.expediente.region.nombre
    corte = parte.filas[0]["corte"]
    dicho = formato.al_corte(corte) if corte else f"año {g.anio} completo"
    conjunto = f"{g.de_si()}, corte a corte"
    de = f"{conjunto}: {dicho}"
    cifras = {m: monto(g.expediente, parte, m, de, region=region, conjunto=conjunto) for m in ("pim", "devengado")}
    ejecucion = None
    if parte.pim and parte.devengado is not None:
        ejecucion = derivada(parte.devengado * 100 / parte.pim, POR_CIENTO, "{} ÷ {} × 100", [cifras["devengado"], cifras["pim"]], 1,
                             f"{de}: ejecución del PIM")  # fmt: skip
    cambio = None
    if antes is not None and antes.pim is not None and parte.pim is not None:
        previa = monto(g.expediente, antes, "pim", f"{conjunto}: corte anterior a {dicho}", region=region, conjunto=conjunto)
        cambio = derivada((parte.pim - antes.pim) / MILLON, MILLONES, "{} − {}", [cifras["pim"], previa], 1, f"{de}: cambio del PIM")
    return Fila(
        (
            formato.frase(dicho), cifras["pim"] or Ausente(FALTA),
            replace(cambio, conjunto=conjunto) if cambio else Ausente("Es el primer corte."),
            cifras["devengado"] or Ausente(FALTA), replace(ejecucion, conjunto=conjunto) if ejecucion else Ausente(FALTA),
        )
    )  # fmt: skip
