"""Lo que pide atención en cada inversión, con la regla que lo decide y la razón que se lee.

La regla se decide aquí, con los valores exactos; la razón se completa en la página con los números ya escritos. Un dato
que no está no da alerta, salvo la que dice que falta.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Fila = Mapping[str, Any]


@dataclass(frozen=True)
class Criterios:
    """Con qué se decide: el corte, los umbrales del SPI por grado, y los días que se admiten al F12-B."""

    corte: date
    umbrales: Mapping[str, Decimal]
    dias_f12b: int

    @property
    def de_gasto(self) -> Decimal:
        """Qué parte de lo programado se admite como devengado: la misma del retraso crítico."""
        return min(self.umbrales.values(), default=Decimal(0))


@dataclass(frozen=True)
class Alerta:
    """Una clase de alerta; ``razon`` lleva entre llaves los datos de la inversión que la página escribe."""

    titulo: str
    gravedad: str  # «alta» o «media»
    razon: str
    regla: Callable[[Fila, Criterios], bool]


def _en_curso(f: Fila) -> bool:
    return f["situacion"] == "activa" and (f["pim"] or 0) > 0


ALERTAS: dict[str, Alerta] = {
    "spi_critico": Alerta(
        "Retraso crítico", "alta",
        "SPI de {spi}, menor que {umbral_critico}: avance físico de {fisico} y se programó {fisico_programado} a {mes_fisico}.",
        lambda f, c: f["retraso"] == "critico",
    ),
    "devengado_mayor": Alerta(
        "Devengado mayor que el PIM", "alta",
        "Devengó {devengado} y su PIM es {pim}. Revise si falta una modificación presupuestaria o el corte no coincide.",
        lambda f, c: f["pim"] is not None and f["devengado"] is not None and f["devengado"] > f["pim"],
    ),
    "sin_devengar": Alerta(
        "PIM sin devengar", "alta", "Tiene {pim} de PIM y no ha devengado nada en el año.",
        lambda f, c: (f["pim"] or 0) > 0 and f["devengado"] is not None and f["devengado"] == 0,
    ),
    "gasto_atrasado": Alerta(
        "Gasta menos de lo programado", "media",
        "Devengó {devengado} en el año y se programó {programado} hasta el corte: menos del {umbral_gasto} de lo programado.",
        lambda f, c: _en_curso(f) and bool(f["programado"]) and (f["devengado"] or 0) < f["programado"] * c.de_gasto,
    ),
    "cerrada_con_pim": Alerta(
        "Cerrada o desactivada con PIM", "media", "Figura {situacion} y tiene {pim} de PIM en el año.",
        lambda f, c: f["situacion"] in ("cerrada", "desactivada") and (f["pim"] or 0) > 0,
    ),
    "costo_superado": Alerta(
        "Devengado mayor que el costo", "alta",
        "Devengó {devengado_acumulado} en todos los años, más que su costo actualizado de {costo}.",
        lambda f, c: bool(f["costo"]) and (f["devengado_acumulado"] or 0) > f["costo"],
    ),
    "spi_moderado": Alerta(
        "Retraso moderado", "media",
        "SPI de {spi}, menor que {umbral_moderado}: avance físico de {fisico} y se programó {fisico_programado} a {mes_fisico}.",
        lambda f, c: f["retraso"] == "moderado",
    ),
    "f12b_viejo": Alerta(
        "F12-B desactualizado", "media",
        "El Formato 12-B se actualizó el {fecha_f12b}: {dias_f12b} días antes del corte, y se admiten {dias_maximos}.",
        lambda f, c: _en_curso(f) and f["fecha_f12b"] is not None and (c.corte - f["fecha_f12b"]).days > c.dias_f12b,
    ),
    "restriccion": Alerta(
        "Restricciones sin levantar", "media",
        "Restricciones abiertas o en proceso: {abiertas}. La más antigua, desde el {desde}.",
        lambda f, c: f["abiertas"] > 0,
    ),
    "sin_fisico": Alerta(
        "Sin avance físico declarado", "media", "Devengó {devengado} en el año y no consta ningún avance físico.",
        lambda f, c: _en_curso(f) and (f["devengado"] or 0) > 0 and f["fisico"] is None,
    ),
    "fisico_mayor": Alerta(
        "Avance físico mayor que 100%", "media",
        "El Banco de Inversiones trae un avance físico de {fisico}: corríjalo en el F12-B.",
        lambda f, c: f["fisico"] is not None and f["fisico"] > 100,
    ),
    "fin_vencido": Alerta(
        "Plazo vencido", "media", "Debió terminar el {fin_fisico} y lleva {fisico} de avance físico.",
        lambda f, c: _en_curso(f) and f["fin_fisico"] is not None and f["fin_fisico"] < c.corte
        and f["fisico"] is not None and f["fisico"] < 100,
    ),
}  # fmt: skip


def alertas_de(fila: Fila, criterios: Criterios) -> list[str]:
    """Las claves de las alertas de una inversión, en el orden de ``ALERTAS``."""
    return [clave for clave, alerta in ALERTAS.items() if alerta.regla(fila, criterios)]
