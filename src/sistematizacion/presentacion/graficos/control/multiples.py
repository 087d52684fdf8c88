"""Las curvas S de las inversiones, una en cada recuadro, de la más atrasada a la más adelantada."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import decimales_de_spi
from sistematizacion.presentacion.control.curvas import COMO_SE_PROYECTA, Curvas
from sistematizacion.presentacion.control.datos import Control
from sistematizacion.presentacion.control.palabras import ESTADOS
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.graficos.control.trazos import en_palabras, trazar, vestir
from sistematizacion.presentacion.graficos.lienzo import ALTO_IMPRESO, ANCHO, GRIS, LETRA_MENOR, TINTA, a_svg, estilo
from sistematizacion.presentacion.graficos.pulgadas import renglones
from sistematizacion.presentacion.piezas import Grafico

MAXIMO, POR_FILA = 15, 3
RENGLONES = 2  # del nombre de cada inversión
MESES_ROTULADOS = 3


def curvas_s(expediente: Expediente) -> Grafico:
    """Hasta quince recuadros, tres por fila: los de menor SPI si hay más inversiones con avances."""
    control = Control(expediente)
    curvas = Curvas(control)
    con_avances = [(f, p) for f in _ordenadas(control) if (p := curvas.puntos(f["cui"], "fisico"))]
    if not con_avances:
        raise SinDatos(f"no se registró el avance físico de ninguna inversión de {expediente.region.nombre}.")
    elegidas = con_avances[:MAXIMO]
    detalle = [f"{f['cui']}, {f['nombre']} ({_estado(control, f)}): {en_palabras(p)}" for f, p in elegidas]
    sobran = len(con_avances) - len(elegidas)
    return Grafico(
        "curvas-s",
        _titulo(control, len(con_avances)),
        _dibujar(control, elegidas),
        f"Un recuadro por inversión con su avance físico acumulado. {'. '.join(detalle)}.",
        control.fuente,
        (
            "Línea a trazos, lo programado; continua con puntos, lo ejecutado; punteada con círculos, lo proyectado. Un mes "
            f"sin dato corta la línea. {COMO_SE_PROYECTA}",
            *([f"Van las {MAXIMO} de menor SPI; las {sobran} que faltan están en la matriz."] if sobran else []),
        ),
        [c for f, _ in elegidas for c in (control.cifras_de(f)["spi"],) if isinstance(c, Cifra)],
    )


def _ordenadas(control: Control) -> list[dict[str, Any]]:
    return sorted(control.filas, key=lambda f: (f["spi"] is None, f["spi"] or 0))


def _titulo(control: Control, cuantas: int) -> str:
    """«Ocho de 12 inversiones van por debajo de su curva programada»."""
    atrasadas = sum(1 for f in control.filas if f["spi"] is not None and f["spi"] < 1)
    if not atrasadas:
        return "Ninguna inversión va por debajo de su curva programada"
    numero = formato.frase(formato.en_letras(atrasadas))
    if cuantas == 1:
        return "La inversión con avances va por debajo de su curva programada"
    verbo = "va" if atrasadas == 1 else "van"
    return f"{numero} de {formato.numero(cuantas)} inversiones {verbo} por debajo de su curva programada"


def _estado(control: Control, fila: dict[str, Any]) -> str:
    palabra = ESTADOS[fila["estado"]]
    if fila["spi"] is None:
        return palabra
    return f"{palabra}, SPI {formato.numero(fila['spi'], decimales_de_spi(fila['spi'], control.umbrales))}"


def _dibujar(control: Control, elegidas: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]]) -> str:
    filas = -(-len(elegidas) // POR_FILA)
    alto = min(1.68, ALTO_IMPRESO / filas)
    ancho = ANCHO / POR_FILA
    with estilo():
        figura = Figure(figsize=(ANCHO, alto * filas))
        for k, (fila, puntos) in enumerate(elegidas):
            x, y = (k % POR_FILA) * ancho, alto * filas - (k // POR_FILA) * alto
            _recuadro(figura, (x, y, ancho, alto), alto * filas, puntos)
            nombre = renglones(f"{fila['cui']} {fila['nombre']}", ancho - 0.2, LETRA_MENOR)
            corto = nombre[: RENGLONES - 1] + [nombre[RENGLONES - 1] + ("…" if len(nombre) > RENGLONES else "")] if len(
                nombre) >= RENGLONES else nombre  # fmt: skip
            figura.text((x + 0.04) / ANCHO, (y - 0.04) / (alto * filas), "\n".join(corto), va="top", fontsize=LETRA_MENOR,
                        color=TINTA, linespacing=1.1)  # fmt: skip
            figura.text((x + 0.04) / ANCHO, (y - 0.37) / (alto * filas), _estado(control, fila), va="top",
                        fontsize=LETRA_MENOR, color=GRIS, fontweight="bold")  # fmt: skip
        return a_svg(figura)


def _recuadro(figura: Figure, caja: tuple[float, float, float, float], total: float, puntos: list[dict[str, Any]]) -> None:
    x, y, ancho, alto = caja
    izquierda, arriba, abajo = 0.42, 0.62, 0.3
    eje = figura.add_axes(
        ((x + izquierda) / ANCHO, (y - alto + abajo) / total, (ancho - izquierda - 0.16) / ANCHO, (alto - arriba - abajo) / total)
    )
    trazar(eje, puntos, chico=True)
    vestir(eje, puntos, MESES_ROTULADOS, chico=True)
