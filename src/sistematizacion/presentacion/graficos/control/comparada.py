"""La cartera de cada región: un cuadrado por inversión, con trama según su retraso, y el SPI de la cartera."""

from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.resumen import Resumen
from sistematizacion.presentacion.cuadros.control.comparada import NINGUNA, resumenes, titulo
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.formato import VACIO
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ACENTO, ANCHO, LETRA_MENOR, MEDIO, PAPEL, PRIMARIO, TENUE, a_svg
from sistematizacion.presentacion.graficos.pulgadas import franja, medir, pliego
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ESTADOS = {  # rótulo, relleno y trama, del peor al mejor
    "critico": ("crítico", ACENTO, "xxxx"),
    "moderado": ("moderado", MEDIO, "////"),
    "sin_retraso": ("sin retraso", PAPEL, ""),
    "sin_medir": ("sin medir", TENUE, "...."),
}
LADO_MAXIMO = 0.2


def cartera_comparada(programa: ExpedienteDelPrograma) -> Grafico:
    """Una fila por región con cartera registrada."""
    hechos = resumenes(programa)
    if len(hechos) < 2:
        raise NoSeMuestra(NINGUNA)
    estados = {e: _por_estado(r) for e, r in hechos.items()}
    detalle = "; ".join(f"{e.region.nombre}: {_en_palabras(estados[e], r)}" for e, r in hechos.items())
    usadas = [c for r in hechos.values() for c in (r["spi"], r["avance_pim"], *r.estados.values()) if isinstance(c, Cifra)]
    fuera = [e.region.nombre for e in programa.regiones if e not in hechos]
    return Grafico(
        "cartera-comparada",
        titulo(hechos),
        _dibujar(estados, hechos),
        f"Una fila por región, un cuadrado por inversión. {detalle}.",
        programa.fuente_de(*usadas),
        (
            "Cada cuadrado es una inversión, según su SPI; sin medir: sin avance programado o sin dato. El SPI de la cartera se "
            "pondera por el costo.",
            *([f"No registran su cartera: {', '.join(fuera)}."] if fuera else []),
        ),
        usadas,
    )


def _por_estado(resumen: Resumen) -> dict[str, int]:
    contadas = {e: int(c.valor or 0) for e, c in resumen.estados.items()}
    sin_medir = contadas.pop("sin_programar", 0) + contadas.pop("sin_dato", 0)
    return {e: (contadas | {"sin_medir": sin_medir}).get(e, 0) for e in ESTADOS}


def _en_palabras(estados: dict[str, int], resumen: Resumen) -> str:
    cuantas = ", ".join(f"{n} {ESTADOS[e][0]}" for e, n in estados.items() if n)
    return f"{cuantas}; SPI {_escrito(resumen['spi'])}; avance del PIM {_escrito(resumen['avance_pim'])}"


def _escrito(cifra: Cifra | None) -> str:
    return cifra.en_cuadro if cifra else VACIO


def _dibujar(estados: dict[Expediente, dict[str, int]], hechos: dict[Expediente, Resumen]) -> str:
    filas = Filas([e.region.nombre for e in hechos])
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        x = filas.columna(eje, "Avance\ndel PIM", [_escrito(r["avance_pim"]) for r in hechos.values()], ANCHO)
        x = filas.columna(eje, "SPI de la\ncartera", [_escrito(r["spi"]) for r in hechos.values()], x - 0.25, negrita=True)
        _leyenda(eje, filas, estados)
        mayor = max(sum(suyos.values()) for suyos in estados.values())
        lado = min(LADO_MAXIMO, (x - 0.2 - filas.inicio) / max(1, mayor), filas.paso * 0.8)
        for n, suyos in enumerate(estados.values()):
            k = 0
            for estado, cuantas in suyos.items():
                _, color, trama = ESTADOS[estado]
                for _ in range(cuantas):
                    franja(eje, filas.inicio + (k + 0.05) * lado, filas.y(n), 0.9 * lado, 0.9 * lado, color, trama, PRIMARIO)
                    k += 1
        return a_svg(figura)


def _leyenda(eje: object, filas: Filas, estados: dict[Expediente, dict[str, int]]) -> None:
    x, y = filas.inicio, filas.cabecera - 0.13
    for estado, (rotulo, color, trama) in ESTADOS.items():
        if any(suyos[estado] for suyos in estados.values()):
            franja(eje, x, y, 0.12, 0.12, color, trama, PRIMARIO)  # type: ignore[arg-type]
            filas.encabezar(eje, x + 0.17, rotulo)  # type: ignore[arg-type]
            x += 0.17 + medir(rotulo, LETRA_MENOR) + 0.15
