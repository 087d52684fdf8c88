"""El ritmo que lleva cada inversión y el que haría falta para llegar a lo programado."""

from collections.abc import Mapping
from typing import Any

from sistematizacion.analisis.control.curvas import MESES_DE_RITMO
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.curvas import Curvas
from sistematizacion.presentacion.control.datos import Control
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import contar, inversion, numero
from sistematizacion.presentacion.expediente import Expediente, SinDatos

SIN_EJECUTADO = "No se registró lo que se ejecutó en ningún mes."
SIN_RITMO = "Hace falta más de un mes con dato para medir el ritmo."
NO_LLEGA = "A su ritmo no llega a lo programado: no avanza, o no hay con qué medirlo."
AL_DIA = "Al día"


def ritmos(expediente: Expediente) -> Cuadro:
    """Avance físico: lo que falta para lo programado, los puntos por mes que se avanzan y los que harían falta."""
    control = Control(expediente)
    curvas = Curvas(control)
    hechos = [(f, curvas.ritmo("fisico", f["cui"])) for f in control.filas]
    total = curvas.ritmo("fisico")
    medidos = [r for _, r in hechos if r]
    if not medidos:
        raise SinDatos("ningún mes dice el avance físico ejecutado de la cartera.")
    filas = [Fila((inversion(f), *_celdas(r))) for f, r in hechos]
    if total:
        filas.append(Fila(("Cartera, ponderada por el costo", *_celdas(total)), "total"))
    return Cuadro(
        "ritmos",
        _titulo(medidos),
        (
            Columna("Inversión", ancho=3),
            Columna("Ejecutado", "num", unidad="%"),
            Columna("Falta para lo programado", "num", 1.2, unidad="puntos"),
            Columna("Ritmo que lleva", "num", 1.1, unidad="puntos al mes"),
            Columna("Ritmo que haría falta", "num", 1.1, unidad="puntos al mes"),
            Columna("Meses para llegar, a su ritmo", "num", 1.2),
        ),
        tuple(filas),
        control.fuente,
        (
            f"El ritmo que lleva es el promedio mensual de los últimos {formato.en_letras(MESES_DE_RITMO)} meses. El que "
            f"haría falta llega a lo programado {_hasta_cuando(medidos)}. «{AL_DIA}»: ya alcanzó lo programado.",
        ),
    )


def _celdas(ritmo: Mapping[str, Any] | None) -> tuple[Celda, ...]:
    if ritmo is None:
        return (Ausente(SIN_EJECUTADO),) * 5
    al_dia = ritmo["brecha"] is not None and ritmo["necesario"] is not None and not ritmo["necesario"].valor
    falta: Cifra | None = ritmo["brecha"]
    if al_dia:
        return numero(ritmo["ejecutado"]), AL_DIA, numero(ritmo["ritmo"]) or Ausente(SIN_RITMO), AL_DIA, AL_DIA
    return (
        numero(ritmo["ejecutado"]),
        numero(falta),
        numero(ritmo["ritmo"]) or Ausente(SIN_RITMO),
        numero(ritmo["necesario"]),
        numero(ritmo["meses_al_ritmo"]) or Ausente(NO_LLEGA),
    )


def _titulo(medidos: list[Mapping[str, Any]]) -> str:
    """«A su ritmo, dos inversiones tardarían más de tres meses en llegar a lo programado»."""
    lentas = [r for r in medidos if r["meses_al_ritmo"] and r["meses_al_ritmo"].valor > MESES_DE_RITMO]
    atrasadas = [r for r in medidos if r["necesario"] and r["necesario"].valor]
    tres = formato.en_letras(MESES_DE_RITMO)
    if lentas:
        cuantas = contar(len(lentas), "inversión tardaría", "inversiones tardarían")
        return f"A su ritmo, {cuantas} más de {tres} meses en llegar a lo programado"
    if atrasadas:
        return f"A su ritmo, ninguna inversión atrasada tardaría más de {tres} meses en llegar a lo programado"
    return "Las inversiones con avances están al día con lo programado"


def _hasta_cuando(medidos: list[Mapping[str, Any]]) -> str:
    if all(not r["meses"] for r in medidos):
        return "en el mes siguiente, porque el registro ya llega al fin del plazo"
    return "hasta el fin del año de corte o el último mes programado; si no queda ninguno, en el mes siguiente"


