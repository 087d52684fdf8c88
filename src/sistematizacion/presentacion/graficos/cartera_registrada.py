"""Gráficos que salen de los registros de la cartera: embudo y meses del cierre, cuellos de botella y fases de OxI."""

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sistematizacion.analisis import inversion_privada as privada
from sistematizacion.analisis import restricciones
from sistematizacion.analisis.cierre import embudo as etapas
from sistematizacion.nucleo.esquemas.cartera import FASES_DE_OXI
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadros import cierre, cuellos
from sistematizacion.presentacion.cuadros import inversion_privada as cuadros_privada
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    ANCHO,
    GRIS,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
    barras,
    estilo,
    lienzo,
    limpiar,
)  # fmt: skip
from sistematizacion.presentacion.piezas import Grafico, Nada, Pieza
from sistematizacion.presentacion.recuentos import RUTAS, proporcion

ETAPAS = {"identificadas": "Identificadas", "validadas": "Validadas", "tramitadas": "Con trámite", "cerradas": "Cerradas"}
TRAMAS = {"formato_09d": (PRIMARIO, ""), "regular": (MEDIO, ""), "de_oficio": (PAPEL, "///"), "": (TENUE, "")}
POR_BARRA, FIJO, LEYENDA = 0.3, 0.5, 0.25  # pulgadas
ESPACIO_DEL_ROTULO = 0.035  # parte del ancho por debajo de la cual un número no cabe en su trozo
ROTULOS_DE_MESES = 10  # con más, van uno de cada dos, de cada tres…


def embudo_de_cierre(expediente: Expediente) -> Pieza:
    """Una barra por etapa, partida por ruta, de las identificadas a las cerradas."""
    filas = cierre.segmentadas(expediente)
    if filas.empty:
        return Nada(cierre.SIN_TABLA)
    primera, cerradas = (cierre.de_etapa(expediente, filas, e) for e in ("identificadas", "cerradas"))
    if not primera.valor:
        raise NoAplica(f"No había inversiones por cerrar en {expediente.region.nombre}.")
    totales = {e: cierre.de_etapa(expediente, filas, e) for e in ETAPAS}
    presentes = [r for r in etapas.RUTAS if len(etapas.de_etapa(filas, "identificadas", r))]
    partes = {(e, r): cierre.de_etapa(expediente, filas, e, r) for e in ETAPAS for r in presentes}
    parte = proporcion(cerradas, primera, "Cierre de inversiones: cerradas, % de las identificadas")
    with lienzo(2.5) as (figura, [eje]):
        _partidas(eje, totales, partes, presentes)
        svg = a_svg(figura)
    detalle = "; ".join(
        f"{ETAPAS[e].lower()}, {totales[e]} (" + ", ".join(f"{RUTAS[r]}, {partes[e, r]}" for r in presentes) + ")" for e in ETAPAS
    )
    return Grafico(
        "embudo-de-cierre",
        _titulo_del_embudo(totales),
        svg,
        f"Barras por etapa del cierre, partidas por ruta: {detalle}.",
        expediente.fuente_de_tabla(filas),
        ("Sin las descartadas. Cada etapa contiene a las que siguen; el número del extremo es el total de la etapa.",),
        tuple(c for c in (*totales.values(), *partes.values(), parte) if c is not None),
    )


def _titulo_del_embudo(totales: dict[str, Cifra]) -> str:
    verbos = {"validadas": ("validó", "validaron"), "tramitadas": ("tramitó", "tramitaron"), "cerradas": ("cerró", "cerraron")}
    pasos = [f"se {verbos[e][0 if totales[e].valor == 1 else 1]} {totales[e]}" for e in verbos if totales[e].valor]
    una = totales["identificadas"].valor == 1
    primera = f"De {totales['identificadas'].con_unidad} {'identificada' if una else 'identificadas'}"
    return f"{primera}, {formato.lista(pasos)}" if pasos else f"{primera}, todavía no se validó ninguna"


def _partidas(eje, totales: dict[str, Cifra], partes: dict[tuple[str, str], Cifra], presentes: list[str]) -> None:  # noqa: ANN001
    tope = float(max(c.valor or 0 for c in totales.values())) or 1
    for n, etapa in enumerate(totales):
        izquierda = 0.0
        for ruta in presentes:
            ancho, (color, trama) = float(partes[etapa, ruta].valor or 0), TRAMAS[ruta]
            eje.barh([n], [ancho], left=izquierda, color=color, hatch=trama, edgecolor=GRIS,
                     linewidth=0.6 if ancho else 0, height=0.62,
                     label=RUTAS[ruta] if n == 0 else None)  # fmt: skip
            if ancho / tope > ESPACIO_DEL_ROTULO:
                fondo = {"facecolor": PAPEL, "edgecolor": "none", "pad": 1.5} if trama else None
                eje.text(izquierda + ancho / 2, n, str(partes[etapa, ruta]), ha="center", va="center", bbox=fondo,
                         color=PAPEL if color == PRIMARIO else TINTA)  # fmt: skip
            izquierda += ancho
        eje.annotate(str(totales[etapa]), (izquierda, n), xytext=(6, 0), textcoords="offset points", va="center",
                     fontweight="bold")  # fmt: skip
    limpiar(eje)
    eje.set(xticks=[], yticks=range(len(totales)), yticklabels=[ETAPAS[e] for e in totales], xlim=(0, tope * 1.1),
            ylim=(len(totales) - 0.5, -0.5))  # fmt: skip
    eje.legend(loc="upper center", bbox_to_anchor=(0.45, -0.02), ncols=len(presentes), frameon=False, fontsize=9)


def cierres_mensuales(expediente: Expediente) -> Pieza:
    """El porcentaje acumulado del universo y, debajo, con los mismos meses, los cierres de cada uno."""
    filas = expediente.tabla("cierres")
    if filas.empty:
        return Nada(cierre.SIN_TABLA)
    meses = cierre.cifras_por_mes(expediente, filas)
    if not meses:
        raise NoAplica(f"Ningún cierre de {expediente.region.nombre} dice en qué mes se registró.")
    rotulos = [f"{formato.mes(m.start_time.date())[:3]} {m.year}" for m, *_ in meses]
    with estilo():
        figura = Figure(figsize=(ANCHO, 3.2), layout="constrained")
        arriba, abajo = figura.subplots(2, 1, sharex=True, height_ratios=(2, 3))
        x, paso = list(range(len(meses))), -(-len(meses) // ROTULOS_DE_MESES)
        _escalera(arriba, x, [p for *_, p in meses], paso)
        _barras_de_meses(abajo, x, [c for _, c, *_ in meses], paso)
        abajo.set(xticks=x[::paso])
        abajo.set_xticklabels(rotulos[::paso])
        svg = a_svg(figura)
    detalle = "; ".join(f"{formato.mes(m.start_time.date())}, {c} ({p.en_cuadro} acumulado)" for m, c, _, p in meses)
    return Grafico(
        "cierres-mensuales",
        _titulo_de_los_meses(meses),
        svg,
        f"Arriba, línea con el porcentaje cerrado acumulado; abajo, barras con los cierres de cada mes: {detalle}.",
        expediente.fuente_de_tabla(filas),
        ("El universo son las inversiones identificadas, sin las descartadas.",),
        tuple(c for _, *cifras in meses for c in cifras),
    )


def _escalera(eje: Axes, x: list[int], partes: list[Cifra], paso: int) -> None:
    """El porcentaje cerrado acumulado, de 0 a 100."""
    valores = [float(p.valor or 0) for p in partes]
    eje.plot(x, valores, color=PRIMARIO, linewidth=2, marker="o")
    for n in {*x[::paso], x[-1]}:
        eje.annotate(partes[n].en_cuadro, (n, valores[n]), xytext=(0, 7), textcoords="offset points", ha="center",
                     color=PRIMARIO, fontweight="bold")  # fmt: skip
    limpiar(eje, rejilla="y")
    eje.set(yticks=[0, 50, 100], ylim=(0, 122))
    eje.set_yticklabels([formato.porcentaje(n) for n in (0, 50, 100)])
    eje.tick_params(labelbottom=False)
    eje.set_title("Cerradas hasta cada mes, del universo", loc="left", fontsize=9, color=GRIS)


def _barras_de_meses(eje: Axes, x: list[int], cierres: list[Cifra], paso: int) -> None:
    """Los cierres de cada mes."""
    valores = [float(c.valor or 0) for c in cierres]
    eje.bar(x, valores, color=MEDIO, width=0.6)
    for n in x[::paso]:
        if valores[n]:
            eje.annotate(str(cierres[n]), (n, valores[n]), xytext=(0, 3), textcoords="offset points", ha="center", fontweight="bold")
    limpiar(eje)
    eje.set(yticks=[], ylim=(0, max(valores) * 1.25 or 1))
    eje.set_title("Cierres de cada mes", loc="left", fontsize=9, color=GRIS)


def _titulo_de_los_meses(meses: list) -> str:
    """El mes con más cierres, si es uno solo, y hasta dónde se llegó."""
    ultimo, _, hasta, parte = meses[-1]
    llegada = f"en {formato.mes(ultimo.start_time.date())} se llegó a {parte.en_cuadro} del universo"
    mayor = max(c.valor for _, c, *_ in meses)
    primeros = [(m, c) for m, c, *_ in meses if c.valor == mayor]
    if len(meses) == 1 or len(primeros) > 1:
        return f"Con {hasta} {'cierre' if hasta.valor == 1 else 'cierres'}, {llegada}"
    (mes, cuantos), *_ = primeros
    return f"{formato.frase(formato.mes(mes.start_time.date()))} fue el mes con más cierres ({cuantos}); {llegada}"


def cuellos_por_tipo(expediente: Expediente) -> Pieza:
    """Barras por tipo de restricción, partidas en levantadas y abiertas."""
    filas = cuellos.con_dias(expediente)
    if filas.empty:
        return Nada(cuellos.SIN_TABLA)
    tipos = list(restricciones.por_tipo(filas)["tipo"])
    partes = {(t, e): cuellos.cuenta(expediente, filas, t, e) for t in tipos for e in ("levantadas", "abiertas")}
    total, abiertas = cuellos.cuenta(expediente, filas), cuellos.cuenta(expediente, filas, "", "abiertas")
    with lienzo(FIJO + LEYENDA + POR_BARRA * len(tipos)) as (figura, [eje]):
        for n, tipo in enumerate(tipos):
            izquierda = 0.0
            for estado, color, trama in (("levantadas", PRIMARIO, ""), ("abiertas", PAPEL, "///")):
                ancho = float(partes[tipo, estado].valor or 0)
                eje.barh([n], [ancho], left=izquierda, color=color, hatch=trama, edgecolor=ACENTO if trama else color,
                         height=0.6, linewidth=1 if ancho else 0, label=formato.frase(estado) if n == 0 else None)  # fmt: skip
                if ancho:
                    eje.text(izquierda + ancho / 2, n, str(partes[tipo, estado]), ha="center", va="center",
                             color=PAPEL if not trama else TINTA, fontweight="bold",
                             bbox={"facecolor": PAPEL, "edgecolor": "none", "pad": 1.2} if trama else None)  # fmt: skip
                izquierda += ancho
        limpiar(eje)
        eje.set(xticks=[], yticks=range(len(tipos)), yticklabels=[cuellos.TIPOS[t] for t in tipos], ylim=(len(tipos) - 0.5, -0.5))
        figura.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)
        svg = a_svg(figura)
    detalle = "; ".join(
        f"{cuellos.TIPOS[t].lower()}, {partes[t, 'levantadas']} levantadas y {partes[t, 'abiertas']} abiertas" for t in tipos
    )
    return Grafico(
        "cuellos",
        _titulo_de_cuellos(total, abiertas),
        svg,
        f"Barras por tipo de restricción, partidas en levantadas y abiertas: {detalle}.",
        expediente.fuente_de_tabla(filas),
        ("Las en proceso cuentan como abiertas.",),
        (*partes.values(), total, abiertas),
    )


def _titulo_de_cuellos(total: Cifra, abiertas: Cifra) -> str:
    if not abiertas.valor:
        return f"Se levantaron todas las restricciones: {total}" if total.valor != 1 else "Se levantó la única restricción"
    return f"De {total.con_unidad}, {abiertas} {'sigue abierta' if abiertas.valor == 1 else 'siguen abiertas'}"


def fases_oxi(expediente: Expediente) -> Pieza:
    """Barras con los proyectos de inversión privada en cada fase, con su monto."""
    filas = expediente.tabla("oxi")
    if filas.empty:
        return Nada(cuadros_privada.SIN_TABLA)
    fases = [f for f in FASES_DE_OXI if (filas["fase"] == f).any()]
    por_fase = {f: filas[filas["fase"] == f] for f in fases}
    que = {f: f"en fase {cuadros_privada.FASES[f].lower()}" for f in fases}
    cuantos = {f: cuadros_privada.proyectos(expediente, por_fase[f], que[f]) for f in fases}
    montos = {f: cuadros_privada.monto(expediente, por_fase[f], "monto", que[f]) for f in fases}
    textos = [f"{cuantos[f].con_unidad}, {_millones(privada.sumar(por_fase[f]['monto'])[0])}" for f in fases]
    rotulos = [cuadros_privada.FASES[f] for f in fases]
    todos = cuadros_privada.proyectos(expediente, filas, "en todas las fases")
    firmados = cuadros_privada.proyectos(expediente, privada.convenios(filas), "con convenio firmado")
    with lienzo(FIJO + POR_BARRA * len(fases)) as (figura, [eje]):
        barras(eje, rotulos, [float(cuantos[f].valor or 0) for f in fases], textos)
        eje.set_xlim(0, max(float(c.valor or 0) for c in cuantos.values()) * 1.7)
        svg = a_svg(figura)
    return Grafico(
        "fases-oxi",
        _titulo_de_fases(todos, firmados),
        svg,
        "Barras con los proyectos de inversión privada por fase: "
        + "; ".join(f"{r.lower()}, {t}" for r, t in zip(rotulos, textos, strict=True)) + ".",
        expediente.fuente_de_tabla(filas),
        ("Se cuentan los proyectos de todas las modalidades; los montos son los de los proyectos, no los de los convenios.",),
        (*cuantos.values(), *(m for m in montos.values() if isinstance(m, Cifra)), todos, firmados),
    )  # fmt: skip


def _titulo_de_fases(todos: Cifra, firmados: Cifra) -> str:
    if todos.valor == 1:
        return f"El único proyecto {'tiene' if firmados.valor else 'todavía no tiene'} convenio firmado"
    cuantos = firmados.con_unidad if firmados.valor else "Ningún proyecto"
    return f"{cuantos} de {todos} {'tiene' if (firmados.valor or 0) <= 1 else 'tienen'} convenio firmado"


def _millones(soles: Decimal | None) -> str:
    return "sin monto registrado" if soles is None else formato.millones(soles / 1_000_000, 1)
