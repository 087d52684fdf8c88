"""Las cifras de la cartera entera: lo que resume la matriz, para la prosa, la fila de totales y la comparación."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from sistematizacion.analisis.control.desempeno import SIN_RETRASO
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import (
    INDICE,
    INVERSIONES,
    PORCENTAJE,
    RESTRICCIONES,
    SOLES,
    de_filas,
    decimales_de_spi,
)
from sistematizacion.presentacion.control.datos import Control
from sistematizacion.presentacion.control.palabras import CON_ESTADO

NOMBRES = {
    "pim_inicial": "PIM inicial",
    "pim": "PIM",
    "devengado": "devengado",
    "costo": "costo actualizado",
    "acumulado": "devengado acumulado",
}
PONDERADO = "Σ(costo × {}) ÷ Σ costo de {} inversiones"


@dataclass(frozen=True)
class Resumen:
    """Las cifras de la cartera por su nombre, y cuántas inversiones hay en cada estado."""

    cifras: Mapping[str, Cifra | None]
    estados: Mapping[str, Cifra]  # solo los que tienen alguna inversión
    abiertas: Cifra
    vencidos: Cifra
    sin_f12b: int
    mes: Any

    def __getitem__(self, nombre: str) -> Cifra | None:
        return self.cifras[nombre]

    @property
    def con_retraso(self) -> int:
        """Cuántas inversiones tienen algún retraso."""
        return sum(int(self.estados[g].valor or 0) for g in ("critico", "moderado") if g in self.estados)

    @property
    def medidas(self) -> int:
        """Cuántas inversiones tienen SPI."""
        return self.con_retraso + int(self.estados[SIN_RETRASO].valor or 0 if SIN_RETRASO in self.estados else 0)

    @property
    def cuanto_vario(self) -> Markup:
        """«creció 5.4%», «se redujo 2.0%» o «no varió» el PIM; vacío si no se sabe."""
        parte = self.cifras["variacion_porcentaje"]
        if parte is None or parte.valor is None:
            return Markup("")
        if not formato.redondear(parte.valor, parte.decimales or 0):
            return parte.html("no varió")
        verbo = "creció" if parte.valor > 0 else "se redujo"
        return Markup("{} {}").format(verbo, parte.html(replace(parte, valor=abs(parte.valor)).con_unidad))

    @property
    def en_estados(self) -> list[tuple[Cifra, str]]:
        """Por estado, la cifra y lo que va detrás: «con retraso crítico»."""
        return [(cifra, CON_ESTADO[e]) for e, cifra in self.estados.items()]


def resumir(control: Control) -> Resumen:
    """Las cifras de la cartera entera."""
    vencidas = [f for f in control.filas if f["f12b_vencido"]]
    dias = f"inversiones con más de {control.dias_maximos} días sin actualizar el Formato 12-B"
    estados = {
        estado: _contar(control, f"Cartera: inversiones {CON_ESTADO[estado]}", "según su SPI",
                        [f for f in control.filas if f["estado"] == estado])
        for estado, cuantas in control.totales["estados"].items() if cuantas
    }  # fmt: skip
    abiertas = de_filas(
        control.expediente, len(control.abiertas), RESTRICCIONES, 0, "Cartera: restricciones sin levantar",
        "restricciones abiertas o en proceso", control.abiertas,
    )  # fmt: skip
    assert abiertas is not None
    return Resumen(
        _montos(control) | _desempeno(control),
        estados,
        abiertas,
        _contar(control, "Cartera: Formatos 12-B desactualizados", dias, vencidas),
        sum(f["dias_f12b"] is None for f in control.filas),
        control.mes,
    )


def _contar(control: Control, nombre: str, formula: str, filas: Sequence[Mapping[str, Any]]) -> Cifra:
    usadas = [f["de_avance"] or f["de_inversion"] for f in filas]
    cifra = de_filas(control.expediente, len(filas), INVERSIONES, 0, nombre, formula, usadas)
    assert cifra is not None
    return cifra


def _montos(control: Control) -> dict[str, Cifra | None]:
    t, filas = control.totales, [f["de_inversion"] for f in control.filas]
    parcial = {c: "al_menos" if c in t["incompletas"] else "exacto" for c in NOMBRES}

    def hecha(nombre: str, que: str, unidad: Unidad, decimales: int, formula: str, de: Iterable[str]) -> Cifra | None:
        calificador = "aproximado" if any(parcial[c] != "exacto" for c in de) else "exacto"
        return de_filas(control.expediente, t[nombre], unidad, decimales, que, formula, filas, calificador)

    sumas = {
        c: de_filas(control.expediente, t[c], SOLES, 0, f"Cartera: {n}", f"suma de {n} de las inversiones", filas, parcial[c])
        for c, n in NOMBRES.items()
    }  # fmt: skip
    pims = ("pim", "pim_inicial")
    return sumas | {
        "inversiones": de_filas(
            control.expediente, len(control.filas), INVERSIONES, 0, "Cartera: inversiones", "filas de inversiones", filas
        ),
        "variacion": hecha("variacion", "Cartera: variación del PIM", SOLES, 0, "PIM − PIM inicial", pims),
        "variacion_porcentaje": hecha(
            "variacion_porcentaje", "Cartera: variación del PIM, en %", PORCENTAJE, 1,
            "(PIM − PIM inicial) ÷ PIM inicial × 100", pims,
        ),
        "avance_pim": hecha(
            "avance_pim", "Cartera: avance del PIM", PORCENTAJE, 1, "Σ devengado ÷ Σ PIM × 100", ("pim", "devengado")
        ),
        "avance_financiero": de_filas(
            control.expediente, t["avance_financiero"], PORCENTAJE, 1, "Cartera: avance financiero acumulado",
            f"Σ devengado acumulado ÷ Σ costo × 100 de {_cuantas(t['con_financiero'])} inversiones",
            list(t["con_financiero"]["de_inversion"]),
        ),
    }  # fmt: skip


def _desempeno(control: Control) -> dict[str, Cifra | None]:
    t, e = control.totales, control.expediente
    ponderadas, con_cpi = t["ponderadas"], t["con_cpi"]
    de_avances, de_costos = list(ponderadas["de_avance"]), list(ponderadas["de_inversion"])
    decimales = 2 if t["spi"] is None else decimales_de_spi(t["spi"], control.umbrales)
    cuantas = _cuantas(ponderadas)
    fisicos = {
        c: de_filas(e, t[c], PORCENTAJE, 1, f"Cartera: avance físico {c}", PONDERADO.format(c, cuantas),
                    [*de_avances, *de_costos])
        for c in ("programado", "ejecutado")
    }  # fmt: skip
    return fisicos | {
        "spi": de_filas(
            e, t["spi"], INDICE, decimales, "Cartera: SPI",
            f"Σ(costo × ejecutado) ÷ Σ(costo × programado) de {cuantas} inversiones", [*de_avances, *de_costos],
        ),
        "cpi": de_filas(
            e, t["cpi"], INDICE, 2, "Cartera: CPI",
            f"Σ(costo × ejecutado) ÷ Σ devengado acumulado de {_cuantas(con_cpi)} inversiones",
            [*con_cpi["de_avance"], *con_cpi["de_inversion"]],
        ),
    }  # fmt: skip


def _cuantas(filas: pd.DataFrame) -> str:
    return formato.numero(len(filas))
