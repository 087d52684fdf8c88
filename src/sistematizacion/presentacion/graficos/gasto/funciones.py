"""En qué se va el presupuesto: un recuadro por función, del tamaño de su PIM, con su ejecución escrita."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import squarify
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sistematizacion.analisis.gasto.medidas import por_ciento
from sistematizacion.analisis.gasto.vistas import Parte, sumar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import DECIMALES, POR_CIENTO, de_filas, medida, montos_de
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import corte_de
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, FORMULAS
from sistematizacion.presentacion.graficos.gasto.alcance import EJECUCION
from sistematizacion.presentacion.graficos.gasto.trazos import (
    DE_LECTURA,
    SIN_DATO,
    TRAMA_SIN_DATO,
    TRAMOS,
    Tramo,
    leyenda_de_tramos,
    relleno,
    tramo_de,
)
from sistematizacion.presentacion.graficos.lienzo import ANCHO, GRIS, LETRA_MENOR, PAPEL, PRIMARIO, TENUE, TINTA, a_svg
from sistematizacion.presentacion.graficos.pulgadas import escribir, franja, medir, pliego, renglones
from sistematizacion.presentacion.piezas import Grafico

ALTO, LEYENDA, MARGEN = 3.4, 0.34, 0.06  # pulgadas
POCAS = 4  # con menos funciones, unas barras se leen mejor que unos recuadros
BARRA, RENGLON = 0.5, 1.16 * LETRA_MENOR / 72
COLUMNAS, FILA, SEPARACION = 3, 0.18, 0.32  # de la lista de las funciones pequeñas
SIN_FUNCIONES = "No hay el PIM por función de {}."
SIN_PIM = "Sin PIM, y por eso sin recuadro: {}."
COMO_SE_LEE = "El tamaño de cada recuadro es el PIM de la función; la trama y la intensidad, el tramo de su ejecución."
CON_BARRAS = "El largo de cada barra es el PIM de la función; la trama y la intensidad, el tramo de su ejecución."


@dataclass(frozen=True)
class Funcion:
    """Una función con lo que se dibuja de ella."""

    nombre: str
    parte: Parte
    pim: Cifra
    ejecucion: Cifra | None
    cifras: tuple[Cifra, ...]

    @property
    def tramo(self) -> Tramo | None:
        return tramo_de(self.ejecucion.valor, DECIMALES) if self.ejecucion and self.ejecucion.valor is not None else None

    @property
    def escrita(self) -> str:
        return self.ejecucion.en_cuadro if self.ejecucion else SIN_DATO


class Caja(NamedTuple):
    """Un recuadro en pulgadas."""

    x: float
    y: float
    ancho: float
    alto: float


def funciones(expediente: Expediente) -> Grafico:
    """El PIM de la región por función y la ejecución de cada una."""
    gasto = gasto_de(expediente)
    todas = [f for p in gasto.partes("funcion") if (p.pim or 0) > 0 and (f := _funcion(gasto, p, gasto.nombre("funcion", p)))]
    sin_pim = [gasto.nombre("funcion", p) for p in gasto.partes("funcion") if not (p.pim or 0) > 0]
    if not todas:
        raise NoSeMuestra(SIN_FUNCIONES.format(expediente.region.nombre))
    if len(todas) < POCAS:
        dibujadas, svg = todas, _barras(todas)
    else:
        dibujadas, svg = _recuadros(gasto, todas)
    mayor = todas[0]
    peso = _peso(gasto, todas)
    usadas = [c for f in {f.nombre: f for f in [*todas, *dibujadas]}.values() for c in f.cifras]
    detalle = "; ".join(f"{f.nombre}, {f.pim.en_cuadro}, ejecución {f.escrita}" for f in todas)
    extra = gasto.que.removeprefix(DE_TIPO["total"]).removeprefix(", ")
    return Grafico(
        "gasto-funciones", _titulo(gasto, mayor, peso, todas, extra), svg,
        f"PIM de {expediente.region.nombre} en {gasto.anio}{f' ({extra})' if extra else ''} por función, en millones de soles, y "
        f"su ejecución: {detalle}.",
        expediente.fuente_de(*usadas),
        (
            CON_BARRAS if len(todas) < POCAS else COMO_SE_LEE, "PIM en millones de soles. " + EJECUCION, DE_LECTURA,
            *([SIN_PIM.format(formato.lista(sin_pim))] if sin_pim else []), *filter(None, [corte_de(gasto)]),
        ),
        [*usadas, *([peso] if peso else [])],
    )  # fmt: skip


def _funcion(gasto: Gasto, parte: Parte, nombre: str) -> Funcion | None:
    region = gasto.expediente.region.nombre
    de = gasto.de_parte("funcion", parte) if parte.codigo else f"{gasto.de_si()}, {nombre}"
    montos = montos_de(gasto.expediente, parte, de, region=region)
    pim = montos["pim"]
    if pim is None:
        return None
    ejecucion = medida("eficacia_pim", parte, montos, de)
    return Funcion(nombre, parte, pim, ejecucion, tuple(c for c in (pim, montos["devengado"], ejecucion) if c))


def _peso(gasto: Gasto, todas: Sequence[Funcion]) -> Cifra | None:
    """Qué % del PIM por función es el de la mayor."""
    partes = [f.parte for f in todas]
    valor = por_ciento(partes[0].pim, sumar([f for p in partes for f in p.filas]).pim)
    if valor is None or len(todas) < 2:
        return None
    conjunto = gasto.de_parte("funcion", partes[0])
    return de_filas(
        gasto.expediente, valor, POR_CIENTO, f"{conjunto}: participación en el PIM", [f for p in partes for f in p.filas],
        FORMULAS["eficacia"].format("PIM de la función", "PIM de todas"), region=gasto.expediente.region.nombre,
        conjunto=conjunto,
    )  # fmt: skip


def _titulo(gasto: Gasto, mayor: Funcion, peso: Cifra | None, todas: Sequence[Funcion], extra: str) -> str:
    """«Educación se lleva 48.9% del PIM de Junín y ejecutó 98.6%; 3 de 21 funciones ejecutaron menos de 75%»."""
    de_quien = f"PIM{f' ({extra})' if extra else ''} de {gasto.expediente.region.nombre} en {gasto.anio}"
    base = f"{mayor.nombre} tuvo {peso.en_cuadro} del {de_quien}" if peso else f"{mayor.nombre} tuvo todo el {de_quien}"
    base += f" y ejecutó {mayor.escrita}" if mayor.ejecucion else ""
    bajas = [f for f in todas if f.tramo in TRAMOS[2:]]
    if len(todas) < 2:
        return base
    if not bajas:
        return f"{base}; ninguna función ejecutó menos de {formato.porcentaje(TRAMOS[1].desde, 0)}"
    poco = f"menos de {formato.porcentaje(TRAMOS[1].desde, 0)}"
    if bajas == [mayor]:
        return f"{base}; es la única función que ejecutó {poco}"
    if len(bajas) == 1:
        return f"{base}; la única que ejecutó {poco} fue {bajas[0].nombre} ({bajas[0].escrita})"
    return f"{base}; {formato.en_letras(len(bajas))} de {formato.en_letras(len(todas))} funciones ejecutaron {poco}"


def _recuadros(gasto: Gasto, todas: list[Funcion]) -> tuple[list[Funcion], str]:
    """El mayor número de recuadros en que caben todos los rótulos; las más pequeñas van juntas en uno y, debajo, una por una."""
    for cuantas in range(len(todas), 0, -1):
        dibujadas = todas[:cuantas]
        resto = todas[cuantas:]
        if len(resto) == 1:
            continue
        if resto:
            juntas = replace(sumar([f for x in resto for f in x.parte.filas]), codigo="", nombre="")
            otras = _funcion(gasto, juntas, f"otras {len(resto)} funciones")
            assert otras is not None
            dibujadas = [*dibujadas, otras]
        cajas = _cajas([float(f.parte.pim or 0) for f in dibujadas])
        textos = [_texto(f, caja) for f, caja in zip(dibujadas, cajas, strict=True)]
        if all(textos) or cuantas == 1:
            return dibujadas, _dibujar(dibujadas, cajas, [t or [] for t in textos], resto)
    raise AssertionError("no hay funciones")


def _cajas(tamanos: list[float]) -> list[Caja]:
    """Los recuadros, el mayor primero; el último puede no ser el menor, y va al final igual."""
    orden = sorted(range(len(tamanos)), key=lambda n: (-tamanos[n], n))
    normales = squarify.normalize_sizes([tamanos[n] for n in orden], ANCHO, ALTO)
    hechos = squarify.squarify(normales, 0, 0, ANCHO, ALTO)
    por_lugar = {n: Caja(c["x"], c["y"] + LEYENDA, c["dx"], c["dy"]) for n, c in zip(orden, hechos, strict=True)}
    return [por_lugar[n] for n in range(len(tamanos))]


def _texto(funcion: Funcion, caja: Caja) -> list[str] | None:
    """Los renglones que caben en el recuadro: nombre, PIM si hay sitio y ejecución; None si no caben nombre y ejecución."""
    ancho, alto = caja.ancho - 2 * MARGEN, caja.alto - 2 * MARGEN
    nombre = renglones(funcion.nombre, ancho, LETRA_MENOR, True)
    cortados = [[*nombre[:n], nombre[n].rstrip(",") + "…"] for n in range(len(nombre) - 2, -1, -1)]
    for escrito in (nombre, *cortados):
        for lineas in ([*escrito, funcion.pim.en_cuadro, funcion.escrita], [*escrito, funcion.escrita]):
            if len(lineas) * RENGLON <= alto and max(medir(t, LETRA_MENOR, True) for t in lineas) <= ancho:
                return lineas
    return None


def _dibujar(
    dibujadas: Sequence[Funcion], cajas: Sequence[Caja], textos: Sequence[list[str]], resto: Sequence[Funcion]
) -> str:  # fmt: skip
    largo = max((medir(f.nombre, LETRA_MENOR) for f in resto), default=0) + 0.95  # con su muestra y su número
    columnas = max(COLUMNAS - 1, min(COLUMNAS, int(ANCHO / largo)))  # un nombre que no quepa se corta
    filas = -(-len(resto) // columnas)
    with pliego(LEYENDA + ALTO + (SEPARACION + FILA * filas if resto else 0)) as (figura, eje):
        _leyenda(eje, [*dibujadas, *resto])
        if resto:
            _listar(eje, f"{formato.frase(dibujadas[-1].nombre)}:", resto, filas, columnas)
        for funcion, caja, lineas in zip(dibujadas, cajas, textos, strict=True):
            _rellenar(eje, caja, funcion.tramo)
            color = funcion.tramo.letra if funcion.tramo else TINTA
            if funcion.tramo is None or funcion.tramo.trama:
                ancho = max(medir(t, LETRA_MENOR, True) for t in lineas) + 0.08
                alto = len(lineas) * RENGLON + 0.04
                eje.add_patch(Rectangle((caja.x + 0.03, caja.y + 0.03), ancho, alto, facecolor=PAPEL, edgecolor="none"))
            for n, texto in enumerate(lineas):
                y = caja.y + MARGEN + (n + 0.5) * RENGLON
                escribir(eje, caja.x + MARGEN, y, texto, LETRA_MENOR, negrita=texto != funcion.pim.en_cuadro, color=color)
        return a_svg(figura)


def _listar(eje: Axes, titulo: str, resto: Sequence[Funcion], filas: int, columnas: int) -> None:
    """Las funciones que no caben en un recuadro propio: su muestra, su nombre y su ejecución, en columnas."""
    arriba, ancho = LEYENDA + ALTO + SEPARACION, ANCHO / columnas
    escribir(eje, 0, arriba - 0.13, titulo, LETRA_MENOR, color=GRIS)
    for n, funcion in enumerate(resto):
        x, y = (n // filas) * ancho + 0.01, arriba + FILA * (n % filas + 0.5)
        tramo = funcion.tramo
        franja(eje, x, y, 0.14, 0.12, relleno(tramo) if tramo else TENUE, tramo.trama if tramo else TRAMA_SIN_DATO, PRIMARIO)  # type: ignore[arg-type]
        escribir(eje, x + 0.21, y, funcion.escrita, LETRA_MENOR, negrita=True)
        inicio = x + 0.29 + max(medir(f.escrita, LETRA_MENOR, True) for f in resto)
        nombre = renglones(funcion.nombre, x + ancho - 0.12 - inicio, LETRA_MENOR)
        escribir(eje, inicio, y, nombre[0] + ("…" if len(nombre) > 1 else ""), LETRA_MENOR)


def _rellenar(eje: Axes, caja: Caja, tramo: Tramo | None) -> None:
    color = relleno(tramo) if tramo else TENUE
    trama = tramo.trama if tramo else TRAMA_SIN_DATO
    borde = PRIMARIO if trama else PAPEL
    eje.add_patch(Rectangle((caja.x, caja.y), caja.ancho, caja.alto, facecolor=color, hatch=trama, edgecolor=borde, linewidth=0))
    eje.add_patch(Rectangle((caja.x, caja.y), caja.ancho, caja.alto, facecolor="none", edgecolor=PAPEL, linewidth=2.4))
    if trama:
        eje.add_patch(Rectangle((caja.x + 0.02, caja.y + 0.02), caja.ancho - 0.04, caja.alto - 0.04, facecolor="none",
                                edgecolor=PRIMARIO, linewidth=0.8))  # fmt: skip


def _leyenda(eje: Axes, dibujadas: Sequence[Funcion]) -> None:
    """Los tramos que hay, con su nombre."""
    leyenda_de_tramos(eje, {f.tramo for f in dibujadas if f.tramo}, any(f.tramo is None for f in dibujadas), 0.1)


def _barras(todas: Sequence[Funcion]) -> str:
    """Una barra por función; a la derecha, su PIM y su ejecución."""
    mayor = float(todas[0].parte.pim or 1)
    with pliego(LEYENDA + BARRA * len(todas)) as (figura, eje):
        _leyenda(eje, todas)
        for n, funcion in enumerate(todas):
            y = LEYENDA + BARRA * n
            escribir(eje, 0, y + 0.1, funcion.nombre, LETRA_MENOR, negrita=True)
            ejecuto = f"ejecutó {funcion.escrita}" if funcion.ejecucion else SIN_DATO
            escribir(eje, ANCHO, y + 0.1, f"{funcion.pim.en_cuadro} · {ejecuto}", LETRA_MENOR, negrita=True, ha="right")
            largo = ANCHO * float(funcion.parte.pim or 0) / mayor
            tramo = funcion.tramo
            franja(eje, 0.01, y + 0.3, max(largo - 0.02, 0.05), 0.22, relleno(tramo) if tramo else TENUE,  # type: ignore[arg-type]
                   tramo.trama if tramo else TRAMA_SIN_DATO, PRIMARIO)  # fmt: skip
        return a_svg(figura)
