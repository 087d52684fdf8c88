"""Comparaciones entre regiones: quién es primero, quién tiene la cifra, cuánto suman."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from sistematizacion.analisis.comparacion import clasificar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import BRECHA_APRECIABLE, brecha_de_ejecucion, valor_de
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.medidas import (
    MEJOR_RESPUESTA,
    favorables,
    proporcion_de_hitos,
    respuestas,
)
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

LADOS = {"por encima": 1, "a la par": 0, "por debajo": -1}  # de la región, según el signo de la brecha
MENOR_ES_MEJOR = ("igeip_puesto", "puesto_gestion_inversiones")


def con(programa: ExpedienteDelPrograma, indicador: str) -> list[Expediente]:
    """Las regiones que tienen el indicador, en su orden."""
    return [e for e in programa.regiones if e.hay(indicador)]


def sin(programa: ExpedienteDelPrograma, indicador: str) -> list[Expediente]:
    """Las regiones que no lo tienen."""
    return [e for e in programa.regiones if not e.hay(indicador)]


def suma(programa: ExpedienteDelPrograma, indicador: str) -> Cifra | None:
    """La suma de las regiones que tienen el indicador; ``None`` si lo tiene menos de dos."""
    return sumar([e.al_cierre(indicador) for e in con(programa, indicador)])


def sumar(cifras: Sequence[Cifra]) -> Cifra | None:
    """La suma de cifras de varias regiones; ``None`` si hay menos de dos."""
    if len(cifras) < 2:
        return None
    total = sum((valor_de(c) for c in cifras), Decimal(0))
    formula = " + ".join(["{}"] * len(cifras))
    return calculada(
        total, cifras[0].unidad, formula, cifras, 0, f"{cifras[0].nombre}, suma de las regiones", region=""
    )


# Comparar una cifra -------------------------------------------------------------------------------------------


class Par(NamedTuple):
    """Una región, su cifra y el puesto que ocupa con ella."""

    de: Expediente
    cifra: Cifra
    puesto: int


@dataclass(frozen=True)
class Comparacion:
    """Una misma cifra en las regiones que la tienen, de la primera a la última, y las regiones que no la tienen."""

    indicador: str  # el que explica por qué una región no la tiene
    pares: tuple[Par, ...]
    fuera: tuple[Expediente, ...]

    @property
    def se_ordena(self) -> bool:
        """Si las cifras son de la misma fecha (o ninguna la tiene) y todas son un valor, no un mínimo ni un máximo."""
        fechas = {p.cifra.fecha_corte for p in self.pares}
        return len(fechas) == 1 and all(p.cifra.calificador in ("exacto", "aproximado") for p in self.pares)

    @property
    def empatan(self) -> bool:
        """Si son dos o más y todas tienen el mismo valor."""
        return len(self.pares) > 1 and self.pares[-1].puesto == 1

    @property
    def primeras(self) -> tuple[Par, ...]:
        """Las del primer puesto; ninguna si no hay dos que ordenar o si todas empatan."""
        hay_orden = len(self.pares) > 1 and self.se_ordena and not self.empatan
        return tuple(p for p in self.pares if p.puesto == 1) if hay_orden else ()

    @property
    def grupos(self) -> list[list[Par]]:
        """Los pares por puesto: una sola región en cada grupo, o varias si empatan."""
        return [[p for p in self.pares if p.puesto == n] for n in dict.fromkeys(p.puesto for p in self.pares)]

    @property
    def corte(self) -> str:
        """«al 31 de diciembre de 2025» si todas son de esa fecha; «en 2025» si alguna dice solo el año; o vacío."""
        fechas = [p.cifra.fecha_corte for p in self.pares]
        if len(set(fechas)) != 1 or fechas[0] is None:
            return ""
        return min((formato.al_corte(f) for f in fechas), key=len)

    @property
    def distancia(self) -> Cifra:
        """La diferencia entre el valor más alto y el más bajo."""
        mayor, menor = (f((p.cifra for p in self.pares), key=valor_de) for f in (max, min))
        nombre = f"{mayor.nombre}, diferencia entre la mayor y la menor"
        lugares = max(formato.decimales_de(valor_de(c)) for c in (mayor, menor))
        return calculada(
            valor_de(mayor) - valor_de(menor), mayor.unidad, "{} − {}", [mayor, menor], lugares, nombre, region=""
        )


def comparar(programa: ExpedienteDelPrograma, que: str, categoria: str = "") -> Comparacion:
    """Compara un indicador, o una de ``MEDIDAS``, entre las regiones."""
    indicador, medir = MEDIDAS.get(que, (que, lambda e: e.al_cierre(que, categoria) if e.hay(que, categoria) else None))
    cifras = {e.region.clave: medir(e) for e in programa.regiones}
    valores = pd.DataFrame({"region": list(cifras), "valor": [c and c.valor for c in cifras.values()]}, dtype=object)
    puestos = clasificar(valores, mayor_es_mejor=que not in MENOR_ES_MEJOR)
    pares = tuple(
        Par(programa.de(f["region"]), cifras[f["region"]], int(f["puesto"])) for f in puestos.to_dict("records")
    )
    return Comparacion(indicador, pares, tuple(e for e in programa.regiones if cifras[e.region.clave] is None))


def _proporcion_contada(expediente: Expediente) -> Cifra | None:
    """Cierres efectivos ÷ universo de cierre × 100, solo de la región que publica los dos conteos."""
    contados = expediente.hay("cierres_efectivos") and expediente.hay("cierre_universo")
    return expediente.parte("cierres_efectivos", "cierre_universo") if contados else None


def _encuestados(expediente: Expediente) -> Cifra | None:
    """Las personas encuestadas que se publican o, si no, las que responden la primera pregunta en la tabla."""
    if expediente.hay("encuestados"):
        return expediente.cifra("encuestados")
    contadas = respuestas(expediente, "satisfaccion", MEJOR_RESPUESTA["satisfaccion"])
    return contadas[1] if contadas else None


# Lo que se compara sin ser un indicador: el indicador que explica su ausencia, y cómo se mide en una región
MEDIDAS: dict[str, tuple[str, Callable[[Expediente], Cifra | None]]] = {
    "proporcion_cerrada": ("cierres_efectivos", _proporcion_contada),
    "proporcion_de_hitos": ("hitos_logrados", proporcion_de_hitos),
    "personas_encuestadas": ("encuestados", _encuestados),
    "muy_satisfechas": ("encuestados", favorables("satisfaccion")),
}


def frente_a_la_region(programa: ExpedienteDelPrograma) -> list[tuple[str, list[Expediente]]]:
    """Las regiones cuya cartera avanzó más, lo mismo o menos que el conjunto de su inversión; sin grupos vacíos."""
    brechas = {e.region.clave: valor_de(b) for e in programa.regiones if (b := brecha_de_ejecucion(e))}
    signos = {k: (v > 0) - (v < 0) if abs(v) >= BRECHA_APRECIABLE else 0 for k, v in brechas.items()}
    grupos = {lado: [programa.de(k) for k, s in signos.items() if s == n] for lado, n in LADOS.items()}
    return [(lado, regiones) for lado, regiones in grupos.items() if regiones]
