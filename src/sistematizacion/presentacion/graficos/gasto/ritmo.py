"""El ritmo del año: el avance acumulado del PIM mes a mes, sobre el abanico de los gobiernos regionales."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sistematizacion.analisis.gasto.ritmo import Mes, Reparto, abanico, mensual
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import derivada
from sistematizacion.presentacion.cuadros.gasto.ritmo import concentrado
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, MILLONES, POR_CIENTO, de_filas, monto
from sistematizacion.presentacion.gasto.datos import Gasto
from sistematizacion.presentacion.gasto.palabras import MESES
from sistematizacion.presentacion.graficos.gasto.alcance import Alcance, de_region, del_programa
from sistematizacion.presentacion.graficos.gasto.panel_de_ritmo import dibujar, trazar
from sistematizacion.presentacion.graficos.gasto.recuadros import en_recuadros
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_MESES = "No hay lo devengado mes a mes de {} en {}."
ANTERIORES = 3  # años anteriores que se dibujan
CON_ABANICO = 4  # gobiernos con menos de los cuales no hay cuartiles que mirar
COMO_SE_CALCULA = "Avance: lo devengado desde enero ÷ PIM del año × 100. El PIM es el del final del año o el del último corte."
DE_QUIENES = "El abanico es de {} gobiernos regionales con datos mes a mes."


def ritmo_de_region(expediente: Expediente) -> Grafico:
    """La línea de la región sobre el abanico de los demás, con sus años anteriores."""
    alcance = de_region(expediente)
    gasto, nombre = alcance.gastos[0], expediente.region.nombre
    meses = _con_avance(gasto.meses)
    if len(meses) < 2:
        raise NoSeMuestra(SIN_MESES.format(nombre, gasto.anio))
    bandas = _abanico(alcance, len(meses))
    antes = {a: m for a in gasto.anios[:-1][-ANTERIORES:] if (m := _con_avance(mensual(gasto.hechos, gasto.de(a), gasto.tipo)))}
    cifras = [_avance(gasto, meses[: n + 1]) for n in range(len(meses))]
    finales = {a: _avance(gasto, m, a) for a, m in antes.items()}
    mediana = _mediana(alcance, gasto, bandas, len(meses))
    en_diciembre = concentrado(gasto, 1)
    svg = dibujar(meses, bandas, antes, cifras[-1], f"{nombre}, {gasto.anio}")
    return Grafico(
        "gasto-ritmo", _titulo(gasto, cifras[-1], mediana, len(meses), en_diciembre), svg,
        _en_palabras(alcance, nombre, cifras, bandas, finales, antes), expediente.fuente_de(*cifras, *finales.values()),
        (COMO_SE_CALCULA, *([DE_QUIENES.format(_cuantos(bandas))] if bandas else []), *alcance.notas),
        [*cifras, *finales.values(), *(c for c in (mediana, en_diciembre) if c)],
    )  # fmt: skip


def ritmo_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Un recuadro por región del programa, todos sobre el mismo abanico."""
    alcance = del_programa(programa)
    gastos = {g.expediente.region.nombre: g for g in alcance.gastos}
    ritmos = {n: m for n, g in gastos.items() if len(m := _con_avance(g.meses)) > 1}
    if not ritmos:
        raise NoSeMuestra(SIN_MESES.format("las regiones del programa", alcance.anio))
    hasta = max(map(len, ritmos.values()))
    bandas = _abanico(alcance, hasta)
    cifras = {n: _avance(gastos[n], m) for n, m in ritmos.items()}
    medianas = {len(m): c for n, m in ritmos.items() if (c := _mediana(alcance, gastos[n], bandas, len(m)))}
    orden = sorted(ritmos, key=lambda n: (-(cifras[n].valor or 0), n))
    detalle = "; ".join(
        f"{n}, {', '.join(f'{MESES[m.mes - 1]} {formato.porcentaje(m.avance, 1)}' for m in ritmos[n])}" for n in orden
    )
    sin_meses = [n for n in alcance.nombres if n not in ritmos]
    return Grafico(
        "gasto-ritmo", _titulo_del_programa(alcance, orden, cifras, ritmos, medianas),
        en_recuadros(
            orden, [cifras[n].en_cuadro for n in orden], lambda eje, n: trazar(eje, ritmos[n], bandas, {}, chico=True)
        ),
        f"Avance acumulado del PIM{alcance.gasto} de {alcance.anio}, por mes. {detalle}.{_abanico_en_palabras(bandas)}",
        programa.fuente_de(*cifras.values()),
        (
            COMO_SE_CALCULA,
            "Línea continua, la región; a trazos, la mediana de los gobiernos regionales; banda con trama, del primer al tercer "
            "cuartil; banda clara, del mínimo al máximo." if bandas else "Línea continua, la región.",
            *([DE_QUIENES.format(_cuantos(bandas))] if bandas else []),
            *([f"Sin lo devengado mes a mes: {formato.lista(sin_meses)}."] if sin_meses else []), *alcance.notas,
        ),
        [*cifras.values(), *medianas.values()],
    )  # fmt: skip


def _con_avance(meses: Sequence[Mes]) -> list[Mes]:
    return list(meses) if all(m.avance is not None for m in meses) else []


def _abanico(alcance: Alcance, hasta: int) -> dict[int, Reparto]:
    """El abanico de los meses dibujados; ninguno si son pocos gobiernos."""
    ambitos = [p.ambito for p in alcance.puestos]
    bandas = abanico(alcance.hechos, ambitos, alcance.tipo)
    return {m: r for m, r in bandas.items() if m <= hasta and r.cuantos >= CON_ABANICO}


def _cuantos(bandas: dict[int, Reparto]) -> int:
    return max(r.cuantos for r in bandas.values())


def _avance(g: Gasto, meses: Sequence[Mes], anio: int = 0) -> Cifra:
    """El avance al último de esos meses, con el nombre que lleva en el cuadro de los meses."""
    region, anio = g.expediente.region.nombre, anio or g.anio
    conjunto = f"{g.de_si(anio)}, mes a mes"
    de = f"{conjunto}: {MESES[meses[-1].mes - 1]}"
    acumulado = de_filas(
        g.expediente, meses[-1].acumulado / MILLON, MILLONES, f"{de}: acumulado", [f for m in meses for f in m.filas],
        "suma desde enero ÷ 1,000,000", region=region, conjunto=conjunto,
    )  # fmt: skip
    pim = monto(g.expediente, g.hechos.total(g.de(anio), g.tipo), "pim", g.de_si(anio), region=region)
    hecha = derivada(meses[-1].avance, POR_CIENTO, "{} ÷ {} × 100", [acumulado, pim], 1, f"{de}: avance acumulado del PIM")
    assert hecha is not None
    return replace(hecha, conjunto=conjunto)


def _mediana(alcance: Alcance, g: Gasto, bandas: dict[int, Reparto], mes: int) -> Cifra | None:
    """La de los gobiernos regionales en un mes."""
    if mes not in bandas:
        return None
    conjunto = f"{g.de_si()}, mes a mes"
    return de_filas(
        g.expediente, bandas[mes].mediana, POR_CIENTO, f"{conjunto}: {MESES[mes - 1]}, mediana de los gobiernos regionales",
        [f for p in alcance.puestos for f in p.parte.filas], "mediana del avance acumulado de cada gobierno regional",
        conjunto=conjunto, region=g.expediente.region.nombre,
    )  # fmt: skip


def _titulo(gasto: Gasto, final: Cifra, mediana: Cifra | None, hasta: int, en_diciembre: Cifra | None) -> str:
    """«Junín llegó a diciembre de 2024 con 84.2% de su PIM devengado, 6.9 puntos menos que la mediana…»."""
    nombre = gasto.expediente.region.nombre
    base = f"{nombre} llegó a {MESES[hasta - 1]} de {gasto.anio} con {final.en_cuadro} de su PIM devengado"
    if mediana is not None:
        base += f", {_frente_a(final, mediana)} de los gobiernos regionales"
    return f"{base}; solo en diciembre devengó {en_diciembre.en_cuadro} de lo del año" if en_diciembre else base


def _frente_a(cifra: Cifra, mediana: Cifra) -> str:
    puntos = formato.redondear(cifra.valor or Decimal(0), 1) - formato.redondear(mediana.valor or Decimal(0), 1)
    if not puntos:
        return "igual que la mediana"
    nombre = "punto" if abs(puntos) == 1 else "puntos"
    return f"{formato.numero(abs(puntos), 1)} {nombre} {'más' if puntos > 0 else 'menos'} que la mediana"


def _titulo_del_programa(
    alcance: Alcance, orden: list[str], cifras: dict[str, Cifra], ritmos: dict[str, list[Mes]], medianas: dict[int, Cifra]
) -> str:
    primera = orden[0]
    if len(orden) == 1:
        return f"{primera} llegó a {MESES[len(ritmos[primera]) - 1]} con {cifras[primera].en_cuadro} de su PIM devengado"
    debajo = [n for n in orden if (m := medianas.get(len(ritmos[n]))) and (cifras[n].valor or 0) < (m.valor or 0)]
    ultima = orden[-1]
    base = f"{primera} devengó {cifras[primera].en_cuadro} de su PIM de {alcance.anio} y {ultima}, {cifras[ultima].en_cuadro}"
    if not medianas:
        return base
    cuantas = "ninguna quedó" if not debajo else "todas quedaron" if len(debajo) == len(orden) else (
        f"{formato.en_letras(len(debajo))} de {formato.en_letras(len(orden))} {'quedó' if len(debajo) == 1 else 'quedaron'}"
    )  # fmt: skip
    return f"{base}; {cuantas} por debajo de la mediana de los gobiernos regionales"


def _en_palabras(
    alcance: Alcance, nombre: str, cifras: Sequence[Cifra], bandas: dict[int, Reparto], finales: dict[int, Cifra],
    antes: dict[int, list[Mes]],
) -> str:  # fmt: skip
    propios = ", ".join(f"{MESES[n]} {c.en_cuadro}" for n, c in enumerate(cifras))
    anteriores = "; ".join(f"en {a} llegó a {c.en_cuadro} en {MESES[antes[a][-1].mes - 1]}" for a, c in finales.items())
    return (
        f"Avance acumulado del PIM{alcance.gasto} de {nombre} en {alcance.anio}: {propios}."
        f"{_abanico_en_palabras(bandas)}{f' {nombre}, {anteriores}.' if anteriores else ''}"
    )


def _abanico_en_palabras(bandas: dict[int, Reparto]) -> str:
    if not bandas:
        return ""
    dichos = "; ".join(
        f"{MESES[m - 1]}, mínimo {formato.porcentaje(r.minimo, 1)}, cuartiles {formato.porcentaje(r.primero, 1)} y "
        f"{formato.porcentaje(r.tercero, 1)}, mediana {formato.porcentaje(r.mediana, 1)}, máximo "
        + formato.porcentaje(r.maximo, 1)
        for m, r in bandas.items()
    )
    return f" Los {_cuantos(bandas)} gobiernos regionales: {dichos}."
