"""El SPI de cada inversión frente a sus umbrales, con su estado en palabras y forma, y el del mes anterior."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.datos import Cifras, Control
from sistematizacion.presentacion.control.palabras import (
    COMO_EL_SPI,
    ESTADOS,
    TENDENCIAS,
    nota_de_umbral_critico,
    umbrales_en_palabras,
)
from sistematizacion.presentacion.control.resumen import resumir
from sistematizacion.presentacion.cuadros.control.celdas import contar
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.lienzo import (
    ACENTO,
    ALTO_IMPRESO,
    ANCHO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    REGLA,
    TENUE,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import escribir, medir, pliego, raya, renglones
from sistematizacion.presentacion.piezas import Grafico

MAXIMO = 24
FORMAS = {"critico": ("s", ACENTO), "moderado": ("^", MEDIO), "sin_retraso": ("o", PRIMARIO)}
NOMBRES, CABECERA, PASO = 2.35, 0.45, 0.36  # pulgadas: la columna de nombres, lo de arriba y cada fila
Medida = tuple[dict[str, Any], Cifras]


def spi(expediente: Expediente) -> Grafico:
    """Una fila por inversión, de la más atrasada a la más adelantada: marca en su SPI y, hueca, en el del mes anterior."""
    control = Control(expediente)
    control.exigir_avances()
    medidas = [(f, control.cifras_de(f)) for f in sorted(_con_spi(control), key=lambda f: f["spi"])]
    if not medidas:
        raise SinDatos(f"ninguna inversión de {expediente.region.nombre} tiene un mes con avance programado y ejecutado.")
    elegidas = medidas[:MAXIMO]
    sin_medir, sobran = len(control.filas) - len(medidas), len(medidas) - len(elegidas)
    detalle = "; ".join(f"{f['cui']}, {f['nombre']}: {_en_palabras(f, c)}" for f, c in elegidas)
    return Grafico(
        "spi",
        _titulo(control),
        _dibujar(elegidas, control.umbrales),
        f"Una fila por inversión con su SPI. {detalle}.",
        control.fuente,
        (
            f"{COMO_EL_SPI} La marca llena es el SPI a {formato.corte(control.mes)} (o su último mes con dato); la hueca, el del "
            "mes anterior. Cuadrado: crítico; triángulo: moderado; círculo: sin retraso.",
            " ".join(filter(None, [umbrales_en_palabras(control.umbrales), nota_de_umbral_critico(control.umbrales)])),
            *([f"Van las {MAXIMO} de menor SPI; las {sobran} que faltan están en la matriz."] if sobran else []),
            *([_que_no_va(sin_medir)] if sin_medir else []),
        ),
        [c for _, suyas in elegidas for n in ("spi", "spi_anterior") if isinstance(c := suyas[n], Cifra)],
    )


def _que_no_va(cuantas: int) -> str:
    verbo = "no va: no tiene" if cuantas == 1 else "no van: no tienen"
    return f"{formato.frase(contar(cuantas, 'inversión', 'inversiones'))} {verbo} avance programado o ejecutado."


def _con_spi(control: Control) -> list[dict[str, Any]]:
    return [f for f in control.filas if f["spi"] is not None]


def _titulo(control: Control) -> str:
    """«Ocho de 12 inversiones con SPI van atrasadas, y dos de ellas están en nivel crítico»."""
    total = resumir(control)
    atrasadas, medidas = total.con_retraso, total.medidas
    if not atrasadas:
        return "Ninguna inversión con SPI va atrasada"
    critico = int(total.estados["critico"].valor or 0) if "critico" in total.estados else 0
    if medidas == 1:
        return f"La única inversión con SPI tiene un retraso {'crítico' if critico else 'moderado'}"
    verbo = "va atrasada" if atrasadas == 1 else "van atrasadas"
    sujeto = f"{formato.frase(formato.en_letras(atrasadas))} de {formato.numero(medidas)} inversiones con SPI {verbo}"
    if not critico:
        return f"{sujeto}, ninguna en nivel crítico"
    if critico == atrasadas:
        return f"{sujeto}, en nivel crítico"
    return f"{sujeto}, {formato.en_letras(critico)} en nivel crítico"


def _en_palabras(fila: Mapping[str, Any], cifras: Cifras) -> str:
    actual, anterior = cifras["spi"], cifras["spi_anterior"]
    antes = f", {anterior.en_cuadro} el mes anterior" if anterior else ""
    return f"{actual.en_cuadro if actual else formato.VACIO}, {ESTADOS[fila['estado']].lower()}{antes}"


def _tendencia(fila: Mapping[str, Any]) -> str:
    return TENDENCIAS[fila["tendencia"]]


def _dibujar(medidas: Sequence[Medida], umbrales: Mapping[str, Decimal]) -> str:
    paso = min(PASO, (ALTO_IMPRESO - CABECERA - 0.05) / len(medidas))
    renglon = 2 if paso >= 0.32 else 1
    alto = CABECERA + paso * len(medidas) + 0.05
    tendencias = max(medir(t, LETRA_MENOR) for t in ("Tendencia", *(_tendencia(f) for f, _ in medidas))) + 0.04
    estados = max(medir(ESTADOS[f["estado"]], 9, True) for f, _ in medidas)
    fin = ANCHO - tendencias - estados - 0.42 - 0.45
    x_estado, x_tendencia = fin + 0.52, ANCHO - tendencias
    valores = [float(v) for f, _ in medidas for v in (f["spi"], f["spi_anterior"]) if v is not None]
    menor, mayor = min(0.7, *valores) - 0.03, max(1.1, *valores) + 0.03

    def en(valor: Decimal) -> float:
        return NOMBRES + 0.1 + (fin - NOMBRES - 0.1) * (float(valor) - menor) / (mayor - menor)

    with pliego(alto) as (figura, eje):
        _umbrales(eje, umbrales, en, alto)
        escribir(eje, x_estado, CABECERA - 0.14, "Estado", LETRA_MENOR, color=GRIS)
        escribir(eje, fin + 0.42, CABECERA - 0.14, "SPI", LETRA_MENOR, color=GRIS, ha="right")
        escribir(eje, x_tendencia, CABECERA - 0.14, "Tendencia", LETRA_MENOR, color=GRIS)
        for n, (fila, cifras) in enumerate(medidas):
            y = CABECERA + paso * (n + 0.5)
            raya(eje, CABECERA + paso * n, color=TENUE if n else REGLA)
            escribir(eje, 0, y, _nombre(fila, renglon), LETRA_MENOR)
            _marcar(eje, fila, en, y)
            actual = cifras["spi"]
            escribir(eje, fin + 0.42, y, actual.en_cuadro if actual else "", 9, negrita=True, ha="right")
            escribir(eje, x_estado, y, ESTADOS[fila["estado"]], 9, negrita=fila["estado"] == "critico")
            escribir(eje, x_tendencia, y, _tendencia(fila), LETRA_MENOR, color=GRIS)
        raya(eje, alto - 0.05)
        return a_svg(figura)


def _nombre(fila: Mapping[str, Any], cuantos: int) -> str:
    lineas = renglones(f"{fila['cui']} {fila['nombre']}", NOMBRES - 0.12, LETRA_MENOR)
    if len(lineas) <= cuantos:
        return "\n".join(lineas)
    return "\n".join([*lineas[: cuantos - 1], lineas[cuantos - 1] + "…"])


def _umbrales(eje: Axes, umbrales: Mapping[str, Decimal], en: Any, alto: float) -> None:
    """Una línea por umbral, con su valor y su grado arriba."""
    for grado, valor in umbrales.items():
        x = en(valor)
        eje.plot([x, x], [CABECERA - 0.03, alto - 0.05], color=GRIS, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1)
        escribir(eje, x, CABECERA - 0.28, f"{ESTADOS[grado].lower()} si", LETRA_MENOR, color=GRIS, ha="center")
        escribir(eje, x, CABECERA - 0.14, f"< {formato.numero(valor)}", LETRA_MENOR, color=GRIS, ha="center")


def _marcar(eje: Axes, fila: Mapping[str, Any], en: Any, y: float) -> None:
    """La marca llena del SPI, la hueca del mes anterior y la línea que las une."""
    forma, color = FORMAS[fila["estado"]]
    if fila["spi_anterior"] is not None:
        eje.plot([en(fila["spi_anterior"]), en(fila["spi"])], [y, y], color=GRIS, linewidth=1, zorder=2)
        eje.plot(en(fila["spi_anterior"]), y, forma, markersize=5, markerfacecolor=PAPEL, markeredgecolor=GRIS, zorder=2.5)
    eje.plot(en(fila["spi"]), y, forma, markersize=7, markerfacecolor=color, markeredgecolor=PRIMARIO, zorder=3)
