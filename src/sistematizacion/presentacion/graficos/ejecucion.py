"""Gráficos de la ejecución: avance frente a la región, PIM y devengado, y estado de la cartera."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sistematizacion.analisis.cartera import devengado, estado_de_obras, pim_al_cierre
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import (
    BRECHA_APRECIABLE,
    FALTA_EJECUCION,
    brecha_de_ejecucion,
    hay_variacion_y_avance,
    pim_y_devengado,
)
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    ANCHO,
    MEDIO,
    PAPEL,
    PRIMARIO,
    a_svg,
    barras,
    lienzo,
)  # fmt: skip
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir, pliego
from sistematizacion.presentacion.incompletas import nota_de_incompletas, nota_propia
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico

ESTADOS = {  # rótulo, color de relleno y trama
    "sin_retraso": ("sin retraso reportado", PAPEL, ""),
    "moderado": ("con retraso moderado", MEDIO, "///"),
    "critico": ("con retraso crítico", ACENTO, "xxx"),
}
LADO_MAXIMO, LADO_MINIMO = 0.55, 0.05  # pulgadas de un cuadrado


def ejecucion(expediente: Expediente) -> Grafico:
    """Avance de la CSP junto al de la región, en el corte en que ambos están."""
    brecha = brecha_de_ejecucion(expediente)
    if brecha is None:
        raise SinDatos(_que_falta_para_comparar(expediente))
    region = expediente.cifra("ejecucion_presupuestal")
    csp = expediente.cifra("avance_pim_csp", "", region.fecha_corte)
    rotulos = ["Cartera seleccionada (CSP)", f"Conjunto de {expediente.region.nombre}"]
    with lienzo(1.15) as (figura, [eje]):
        barras(
            eje,
            rotulos,
            [float(csp.valor), float(region.valor)],
            [csp.en_cuadro, region.en_cuadro],
            [PRIMARIO, MEDIO],
            tope=100,
        )
        svg = a_svg(figura)
    return Grafico(
        "ejecucion",
        _titulo_de_brecha(brecha, csp),
        svg,
        f"Dos barras: la cartera seleccionada avanzó {csp.en_cuadro} de su PIM y el conjunto de la región {region.en_cuadro}.",
        expediente.fuente_de(csp, region),
        (
            f"La barra completa es el 100% del PIM. Corte: {formato.corte(region.fecha_corte)}. La diferencia es cálculo propio.",
            *filter(None, [nota_propia(region)]),
            *nota_de_incompletas([csp, region]),
        ),
        (csp, region, brecha),
    )


def _que_falta_para_comparar(expediente: Expediente) -> str:
    """Por qué la cartera no se compara con la región; si no hay ni una cifra de la ejecución, que no hay ninguna."""
    nombre = expediente.region.nombre
    cartera, region = (expediente.hay(i) for i in ("avance_pim_csp", "ejecucion_presupuestal"))
    if cartera and region:
        return f"el avance de la cartera y el del conjunto de {nombre} no son de la misma fecha, y no se comparan."
    if cartera:
        return f"no se registró la ejecución presupuestal del conjunto de {nombre}, con que se compararía la de la cartera."
    if region:
        return f"no se registró el avance del PIM de una cartera de {nombre}, con que se compararía el del conjunto."
    return FALTA_EJECUCION.format(nombre)


def _titulo_de_brecha(brecha: Cifra, csp: Cifra) -> str:
    avance = f"La cartera seleccionada avanzó {csp.en_cuadro} de su PIM"
    if abs(brecha.valor) < BRECHA_APRECIABLE:
        return f"{avance}, {'igual' if brecha.valor == 0 else 'prácticamente igual'} que el conjunto de la región"
    puntos = formato.numero(abs(brecha.valor), 2)
    return f"{avance}, {puntos} puntos porcentuales por {'encima' if brecha.valor > 0 else 'debajo'} de la región"


def pim(expediente: Expediente) -> Grafico:
    """PIM inicial, PIM y devengado de la CSP; si no los hay, estimados con sus porcentajes, en soles o por cada S/ 100."""
    if not hay_variacion_y_avance(expediente):
        raise SinDatos(
            f"no se registró la variación del PIM de una cartera seleccionada de {expediente.region.nombre}."
        )
    variacion = expediente.cifra("variacion_pim_csp")
    avance = expediente.cifra("avance_pim_csp", "", variacion.fecha_corte)
    montos = _montos_de_cartera(expediente)
    valores, escritos, notas = (
        ([float(c.valor) for c in montos], [c.en_cuadro for c in montos], [])
        if montos
        else _estimados(expediente, variacion, avance)
    )
    rotulos = ["PIM de partida", *_rotulos_de_corte(variacion.fecha_corte)]
    with lienzo(1.75) as (figura, [eje]):
        barras(eje, rotulos, valores, escritos, [MEDIO, MEDIO, PRIMARIO])
        svg = a_svg(figura)
    return Grafico(
        "pim",
        f"El PIM de la cartera {_cuanto_vario(variacion)}, y de ese monto se ejecutó el {avance.en_cuadro}",
        svg,
        "Tres barras: " + "; ".join(f"{r}, {e}" for r, e in zip(rotulos, escritos, strict=True)) + ".",
        expediente.fuente_de(variacion, avance, *montos),
        (*notas, *filter(None, [nota_propia(variacion)]), *nota_de_incompletas([variacion, avance, *montos])),
        (variacion, avance, *montos),
    )


def _rotulos_de_corte(fecha: date | None) -> tuple[str, str]:
    """Cómo se llaman el PIM y el devengado: al cierre del año o, si el corte es otro, con su fecha."""
    if fecha is None or (fecha.month, fecha.day) == (12, 31):
        return "PIM al cierre del año", "Devengado al cierre"
    return f"PIM, {formato.corte(fecha)}", f"Devengado, {formato.corte(fecha)}"


def _montos_de_cartera(expediente: Expediente) -> list[Cifra]:
    """El PIM inicial, el PIM y el devengado de la CSP; ninguno si la región no los tiene todos."""
    finales = pim_y_devengado(expediente)
    return [expediente.cifra("pim_inicial_csp"), *finales] if finales and expediente.hay("pim_inicial_csp") else []


def _estimados(expediente: Expediente, variacion: Cifra, avance: Cifra) -> tuple[list[float], list[str], list[str]]:
    """Los tres montos que resultan de los porcentajes, cómo se escriben y qué advertir de ellos."""
    en_soles = expediente.hay("pim_inicial_csp")
    inicial = expediente.cifra("pim_inicial_csp").valor if en_soles else Decimal(100)
    cierre = pim_al_cierre(inicial, variacion.valor)
    montos = [inicial, cierre, devengado(cierre, avance.valor)]
    escribir = (lambda v: formato.millones(v, 0)) if en_soles else (lambda v: formato.soles(v, 1))
    calla = segun_origen([variacion.origen, avance.origen], "La fuente no publica", "Los datos no traen")
    base = "" if en_soles else f" {calla} los montos: se muestran por cada S/ 100 del PIM de partida."
    nota = f"El PIM al cierre y el devengado son cálculo propio, a partir de porcentajes redondeados.{base}"
    return [float(m) for m in montos], [escribir(m) for m in montos], [nota]


def _cuanto_vario(variacion: Cifra) -> str:
    if not variacion.valor:
        return "no varió"
    return (
        f"{'creció' if variacion.valor > 0 else 'se redujo'} {replace(variacion, valor=abs(variacion.valor)).en_cuadro}"
    )


def cartera(expediente: Expediente) -> Grafico:
    """Un cuadrado por inversión de la CSP, según su retraso; el estado va escrito y con trama."""
    estados = estado_de_obras(expediente.cifras_de("cartera_csp", "obras_con_retraso"))
    if estados.empty or not estados["inversiones"].sum():
        raise SinDatos(f"no se registró cuántas obras de {expediente.region.nombre} tienen retraso, ni de qué grado.")
    total = expediente.cifra("cartera_csp")
    svg = _dibujar_cartera([(int(e["inversiones"]), *ESTADOS[e["estado"]]) for e in estados.to_dict("records")])
    con_retraso = [expediente.cifra("obras_con_retraso", c) for c in expediente.categorias("obras_con_retraso")]
    return Grafico(
        "cartera",
        _titulo_de_cartera(con_retraso),
        svg,
        f"Un cuadrado por inversión: {'; '.join(f'{int(e.inversiones)} {ESTADOS[e.estado][0]}' for e in estados.itertuples() if e.inversiones)}.",
        expediente.fuente_de(total, *con_retraso),
        _nota_de_las_demas(int(total.valor - sum(c.valor for c in con_retraso)), con_retraso),
        (total, *con_retraso),
    )


def _nota_de_las_demas(cuantas: int, con_retraso: list[Cifra]) -> tuple[str, ...]:
    if cuantas == 0:
        return ()
    resto = f"Las {formato.en_letras(cuantas)}" if cuantas > 1 else "La que figura"
    verbo = "son" if cuantas > 1 else "es"
    publicado = f"{resto} sin retraso reportado {verbo} cálculo propio, que supone una obra por inversión."
    demas = f"{resto} sin retraso reportado {verbo} el resto de la cartera, registre o no avances."
    return (segun_origen((c.origen for c in con_retraso), publicado, demas),)


def _titulo_de_cartera(con_retraso: list[Cifra]) -> str:
    """«Seis obras de la cartera tenían retraso al 31 de diciembre de 2025»."""
    cuantas = int(sum(c.valor for c in con_retraso))
    pocas = {0: "Ninguna obra de la cartera tenía", 1: "Una obra de la cartera tenía"}
    sujeto = pocas.get(cuantas, f"{formato.frase(formato.en_letras(cuantas))} obras de la cartera tenían")
    return f"{sujeto} retraso {formato.al_corte(con_retraso[0].fecha_corte)}"


def _dibujar_cartera(grupos: Sequence[tuple[int, str, str, str]]) -> str:
    """Un grupo de cuadrados por estado con obras, tan ancho como pida su rótulo, para que no se pisen."""
    presentes = [(n, f"{n} {rotulo}".replace(" reportado", "\nreportado"), *como) for n, rotulo, *como in grupos if n]
    rotulos = [max(map(medir, texto.split("\n"))) + 0.2 for _, texto, *_ in presentes]
    lado = LADO_MAXIMO
    while sum(_anchos(presentes, rotulos, lado)) > ANCHO and lado > LADO_MINIMO:
        lado -= 0.005
    anchos = _anchos(presentes, rotulos, lado)
    x = max(0.0, (ANCHO - sum(anchos)) / 2)
    with pliego(lado + 0.58) as (figura, eje):
        for (n, texto, color, trama), ancho in zip(presentes, anchos, strict=True):
            inicio = x + (ancho - n * lado) / 2
            for k in range(n):
                franja(eje, inicio + (k + 0.05) * lado, 0.06 + lado / 2, 0.9 * lado, 0.9 * lado, color, trama, PRIMARIO)
            escribir(eje, x + ancho / 2, lado + 0.2 + 0.08 * texto.count("\n"), texto, ha="center")
            x += ancho
        return a_svg(figura)


def _anchos(presentes: Sequence[tuple], rotulos: Sequence[float], lado: float) -> list[float]:
    return [max(n * lado, rotulo) for (n, *_), rotulo in zip(presentes, rotulos, strict=True)]
