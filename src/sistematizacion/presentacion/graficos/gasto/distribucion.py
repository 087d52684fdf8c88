"""Los gobiernos regionales por su ejecución del PIM, con los nuestros marcados, la mediana y los cuartiles."""

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sistematizacion.analisis.gasto.posicion import Puesto
from sistematizacion.analisis.gasto.ritmo import Reparto, repartir
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.gasto.cifras import POR_CIENTO, PUESTO, de_filas
from sistematizacion.presentacion.graficos.gasto.alcance import EJECUCION, Alcance, de_region, del_programa
from sistematizacion.presentacion.graficos.gasto.trazos import separar
from sistematizacion.presentacion.graficos.lienzo import (
    ALTO_IMPRESO,
    ANCHO,
    GRIS,
    LETRA_MENOR,
    MEDIO,
    PAPEL,
    PRIMARIO,
    TENUE,
    TINTA,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import escribir, medir, pliego, raya, renglones
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

CABECERA, PIE = 0.36, 0.3  # pulgadas
PASO_COMODO, PASO_MINIMO = 0.27, 0.19
ANCHO_DEL_NOMBRE, SIN_PARTIR, MUCHOS = 1.7, 2.4, 15
PASOS = (2, 5, 10, 20, 25, 50, 100, 500, 1000, 10000)  # entre las marcas de la escala, en puntos
CON_CUARTILES = 4  # con menos gobiernos, un cuartil no dice nada
CUARTILES = {"primero": "1.er cuartil", "mediana": "mediana", "tercero": "3.er cuartil"}
COMO_SE_LEE = (
    "Un punto por gobierno regional, del que más ejecutó al que menos; el rombo y la negrita marcan {}."
)
SIN_CERO = "La escala no empieza en cero."
LA_BANDA = "La banda con trama va del primer al tercer cuartil y la línea es la mediana."


def distribucion_de_region(expediente: Expediente) -> Grafico:
    """La región entre los demás gobiernos regionales."""
    return _distribucion(de_region(expediente))


def distribucion_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Las regiones del programa entre los demás gobiernos regionales."""
    return _distribucion(del_programa(programa))


def _distribucion(alcance: Alcance) -> Grafico:
    puestos = alcance.exigir_comparacion()
    ejecuciones = [alcance.ejecucion(p) for p in puestos]
    escritas = [c for c in ejecuciones if c]
    reparto = repartir([p.valor for p in puestos]) if len(puestos) >= CON_CUARTILES else None
    resumen = {c: _del_reparto(alcance, puestos, reparto, c) for c in CUARTILES} if reparto else {}
    lugares = {p.ambito.pliego: _lugar(alcance, p) for p in puestos if alcance.es_nuestro(p)}
    detalle = "; ".join(f"{alcance.nombre(p)}, {c.en_cuadro}" for p, c in zip(puestos, escritas, strict=True))
    dichos = formato.lista([f"{CUARTILES[c]} {cifra.en_cuadro}" for c, cifra in resumen.items()])
    por_pliego = dict(zip([p.ambito.pliego for p in puestos], escritas, strict=True))
    marcados = formato.lista(alcance.nombres) if len(alcance.nombres) < 6 else "las regiones del programa"
    return Grafico(
        "gasto-distribucion",
        _titulo(alcance, puestos, por_pliego, lugares, resumen.get("mediana")),
        _dibujar(alcance, puestos, escritas, resumen),
        f"Ejecución del PIM{alcance.gasto} de {len(puestos)} gobiernos regionales en {alcance.anio}, de mayor a menor: {detalle}."
        + (f" {formato.frase(dichos)}." if dichos else ""),
        alcance.expediente.fuente_de(*escritas),
        (
            COMO_SE_LEE.format(marcados), *((LA_BANDA,) if resumen else ()), EJECUCION,
            *((SIN_CERO,) if _Escala(0, 1, [float(p.valor) for p in puestos]).menor > 0 else ()), *alcance.notas,
        ),
        (*escritas, *resumen.values(), *lugares.values()),
    )  # fmt: skip


def _del_reparto(alcance: Alcance, puestos: Sequence[Puesto], reparto: Reparto, cual: str) -> Cifra:
    filas = [f for p in puestos for f in p.parte.filas]
    conjunto = alcance.de("Gobiernos regionales")
    return de_filas(
        alcance.expediente, getattr(reparto, cual), POR_CIENTO, f"{conjunto}: {CUARTILES[cual]} de la ejecución del PIM", filas,
        f"{CUARTILES[cual]} de devengado ÷ PIM × 100 de {len(puestos)} gobiernos regionales", conjunto=conjunto,
    )  # fmt: skip


def _lugar(alcance: Alcance, puesto: Puesto) -> Cifra:
    nombre = alcance.nombre(puesto)
    conjunto = alcance.de(nombre)
    return de_filas(
        alcance.expediente, Decimal(puesto.puesto), PUESTO, f"{conjunto}: puesto por su ejecución del PIM", puesto.parte.filas,
        f"cuántos de {puesto.de} gobiernos regionales ejecutaron más, más uno", decimales=0, region=nombre, conjunto=conjunto,
    )  # fmt: skip


def _titulo(
    alcance: Alcance, puestos: Sequence[Puesto], escritas: dict[str, Cifra], lugares: dict[str, Cifra],
    mediana: Cifra | None,
) -> str:  # fmt: skip
    """«Junín ejecutó 96.2% de su PIM en 2024: puesto 9.º de 25»; de varias, la primera, la última y cuántas pasan la mediana."""
    propias = [p for p in puestos if alcance.es_nuestro(p)]
    primera, ultima = propias[0], propias[-1]
    cifra = escritas[primera.ambito.pliego]
    cuando = formato.al_corte(cifra.fecha_corte)
    if len(propias) == 1:
        return (
            f"{alcance.nombre(primera)} ejecutó {cifra.en_cuadro} de su PIM{alcance.gasto} {cuando}: "
            f"puesto {lugares[primera.ambito.pliego].en_cuadro} de {primera.de}"
        )
    de, hasta = (f"{alcance.nombre(p)} ({escritas[p.ambito.pliego].en_cuadro})" for p in (primera, ultima))
    if mediana is None:
        return f"De {de} a {hasta}: ejecución del PIM{alcance.gasto} {cuando}"
    arriba = sum(p.valor >= (mediana.valor or 0) for p in propias)
    cuantas = (
        "ninguna llega" if not arriba else "todas llegan" if arriba == len(propias) else f"{formato.en_letras(arriba)} de "
        f"{formato.en_letras(len(propias))} {'llega' if arriba == 1 else 'llegan'}"
    )  # fmt: skip
    return f"De {de} a {hasta}, {cuantas} a la mediana de la ejecución del PIM{alcance.gasto} {cuando}, {mediana.en_cuadro}"


class _Escala:
    """Dónde cae cada porcentaje; empieza en cero solo si hace falta, porque un punto no es una barra."""

    def __init__(self, inicio: float, fin: float, valores: Sequence[float]) -> None:
        self.inicio, self.fin = inicio, fin
        menor, mayor = min(valores), max(valores)
        self.paso = next((p for p in PASOS if (mayor - menor) / p <= 6), PASOS[-1])
        self.menor = menor // self.paso * self.paso
        self.mayor = max(-(-mayor // self.paso) * self.paso, self.menor + self.paso)

    def x(self, valor: float) -> float:
        return self.inicio + (self.fin - self.inicio) * (valor - self.menor) / (self.mayor - self.menor)

    def marcas(self) -> list[int]:
        return list(range(int(self.menor), int(self.mayor) + 1, self.paso))


def _dibujar(alcance: Alcance, puestos: Sequence[Puesto], escritas: Sequence[Cifra], resumen: dict[str, Cifra]) -> str:
    propios = [alcance.es_nuestro(p) for p in puestos]
    ancho = SIN_PARTIR if len(puestos) > MUCHOS else ANCHO_DEL_NOMBRE
    nombres = [renglones(alcance.nombre(p), ancho, LETRA_MENOR, n) for p, n in zip(puestos, propios, strict=True)]
    sitio = max(medir(r, LETRA_MENOR, True) for n in nombres for r in n)
    alto_del_nombre = 0.05 + 1.16 * LETRA_MENOR / 72 * max(map(len, nombres))
    disponible = (ALTO_IMPRESO - CABECERA - PIE) / len(puestos)
    paso = max(min(PASO_COMODO, disponible), PASO_MINIMO, alto_del_nombre if len(puestos) < 20 else 0)
    numero = max(medir(c.en_cuadro, LETRA_MENOR, True) for c in escritas)
    puesto_x = 0.28
    escala = _Escala(puesto_x + 0.1 + sitio + 0.22, ANCHO - numero - 0.24, [float(p.valor) for p in puestos])
    cabecera = CABECERA if resumen else 0.04
    abajo = cabecera + paso * len(puestos)
    with pliego(abajo + PIE) as (figura, eje):
        _fondo(eje, escala, resumen, abajo)
        for n, (puesto, cifra, propio) in enumerate(zip(puestos, escritas, propios, strict=True)):
            y = cabecera + paso * (n + 0.5)
            color = TINTA if propio else GRIS
            escribir(eje, puesto_x, y, f"{puesto.puesto}.º", LETRA_MENOR, negrita=propio, color=color, ha="right")
            escribir(eje, puesto_x + 0.1, y, "\n".join(nombres[n]), LETRA_MENOR, negrita=propio)
            x = escala.x(float(puesto.valor))
            guia = {"color": PRIMARIO, "linewidth": 1.2} if propio else {"color": TENUE, "linewidth": 0.8}
            eje.plot([escala.inicio - 0.1, escala.fin], [y, y], zorder=2, **guia)  # de lado a lado: no es una barra
            _punto(eje, x, y, propio=propio)
            escribir(eje, ANCHO, y, cifra.en_cuadro, LETRA_MENOR, negrita=propio, color=color, ha="right")
        return a_svg(figura)


def _punto(eje: Axes, x: float, y: float, *, propio: bool) -> None:
    eje.scatter(
        [x], [y], marker="D" if propio else "o", s=46 if propio else 22, facecolor=PRIMARIO if propio else PAPEL,
        edgecolor=PRIMARIO if propio else GRIS, linewidth=1.2, zorder=4,
    )  # fmt: skip


def _fondo(eje: Axes, escala: _Escala, resumen: dict[str, Cifra], abajo: float) -> None:
    """La banda de los cuartiles, la mediana con su valor y la escala."""
    raya(eje, abajo, escala.inicio - 0.1, escala.fin)
    for marca in escala.marcas():
        escribir(eje, escala.x(marca), abajo + 0.13, formato.porcentaje(marca, 0), LETRA_MENOR, color=GRIS, ha="center")
    if not resumen:
        return
    xs = {c: escala.x(float(resumen[c].valor or 0)) for c in CUARTILES}
    eje.add_patch(
        Rectangle((xs["primero"], CABECERA), xs["tercero"] - xs["primero"], abajo - CABECERA, facecolor=PAPEL, hatch="\\\\\\\\",
                  edgecolor=TENUE, linewidth=0.8, zorder=0)
    )  # fmt: skip
    eje.plot([xs["mediana"]] * 2, [CABECERA - 0.04, abajo], color=MEDIO, linewidth=1.6, zorder=1)
    rotulos = {c: (n, resumen[c].en_cuadro) for c, n in CUARTILES.items()}
    ancho = max(medir(t, LETRA_MENOR, True) for r in rotulos.values() for t in r) + 0.1
    centros = separar([xs[c] for c in CUARTILES], ancho, escala.inicio, ANCHO - ancho / 2)
    for (cual, (nombre, valor)), x in zip(rotulos.items(), centros, strict=True):
        escribir(eje, x, 0.07, nombre, LETRA_MENOR, color=GRIS, ha="center")
        escribir(eje, x, 0.21, valor, LETRA_MENOR, negrita=cual == "mediana", ha="center")
        eje.plot([x, xs[cual]], [0.29, CABECERA - 0.01], color=GRIS, linewidth=0.6)
