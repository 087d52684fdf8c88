"""``Control``: el análisis de la cartera de una región, con sus criterios, y las cifras de cada inversión."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis import control as analisis
from sistematizacion.analisis.control.matriz import ABIERTAS, DE_AVANCES, DEL_MEF
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import (
    DIAS,
    INDICE,
    PORCENTAJE,
    SOLES,
    de_dato,
    de_filas,
    decimales_de_spi,
    derivada,
)
from sistematizacion.presentacion.control.palabras import SIN_AVANCES, SIN_REGISTRO
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra, SinDatos

Cifras = dict[str, Cifra | None]


def umbrales_de(expediente: Expediente) -> dict[str, Decimal]:
    """Por grado de retraso, el SPI por debajo del cual se está en él; los de ``obras_con_retraso``."""
    calculo = expediente.catalogo.indicadores["obras_con_retraso"].calculo
    return {grado: Decimal(umbral) for grado, umbral in (calculo.umbrales if calculo else {}).items()}


def hay_control(expediente: Expediente) -> bool:
    """Si la región lleva el registro de las inversiones de su cartera, de que sale todo lo demás."""
    return not expediente.tabla("inversiones").empty


class Control:
    """La matriz de una región y sus cifras.

    Raises:
        NoSeMuestra: la región no registró las inversiones de su cartera.
    """

    def __init__(self, expediente: Expediente) -> None:
        if not hay_control(expediente):
            raise NoSeMuestra(SIN_REGISTRO.format(expediente.region.nombre))
        self.expediente = expediente
        self.umbrales = umbrales_de(expediente)
        self.dias_maximos = expediente.catalogo.cartera.f12b.dias_maximos
        self.inversiones, self.avances, self.restricciones, self.mef = map(
            expediente.tabla, ("inversiones", "avances", "restricciones", "mef_inversiones")
        )
        corte = expediente.fecha_corte
        self.matriz = analisis.matriz(
            self.inversiones, self.avances, self.restricciones, self.mef, self.umbrales, corte, self.dias_maximos
        )
        self.filas: list[dict[str, Any]] = self.matriz.to_dict("records")
        self.totales = analisis.totales(self.matriz)

    @property
    def fuente(self) -> str:
        """De qué documentos salen la cartera y su seguimiento."""
        usadas = [t for t in (self.inversiones, self.avances, self.restricciones) if len(t)]
        columnas = ["fuente", "seccion"]
        return self.expediente.fuente_de_tabla(pd.concat([t[columnas] for t in usadas], ignore_index=True))

    @property
    def abiertas(self) -> list[dict[str, Any]]:
        """Las restricciones que siguen sin levantarse."""
        return [f for f in self.restricciones.to_dict("records") if f["estado"] in ABIERTAS]

    @property
    def mes(self) -> Any:
        """El último mes con avance físico ejecutado en la cartera, o nada; lo solo programado no cuenta."""
        return max((f["mes"] for f in self.filas if f["mes"] and f["ejecutado"] is not None), default=None)

    def exigir_avances(self) -> None:
        """Levanta ``SinDatos`` si la región no registró el avance mensual de su cartera."""
        if self.avances.empty:
            raise SinDatos(SIN_AVANCES.format(self.expediente.region.nombre))

    def cifras_de(self, fila: Mapping[str, Any]) -> Cifras:
        """Las cifras de una fila de la matriz, por el nombre de su columna; None donde falta el dato."""
        de = conjunto_de(fila)
        hechas: Cifras = {
            c: de_dato(self.expediente, fila["de_inversion"], c, nombre, SOLES, 0, conjunto=de)
            for c, nombre in (("pim_inicial", "PIM inicial"), ("pim", "PIM"), ("devengado", "devengado"),
                              ("costo", "costo actualizado"))
        }  # fmt: skip
        pim, inicial, que = hechas["pim"], hechas["pim_inicial"], "variación del PIM"
        hechas["variacion"] = derivada(fila["variacion"], SOLES, "{} − {}", [pim, inicial], 0, que, de)
        hechas["variacion_porcentaje"] = derivada(
            fila["variacion_porcentaje"], PORCENTAJE, "({} − {}) ÷ {} × 100", [pim, inicial, inicial], 1, f"{que}, en %", de
        )
        hechas["avance_pim"] = derivada(
            fila["avance_pim"], PORCENTAJE, "{} ÷ {} × 100", [hechas["devengado"], pim], 1, "avance del PIM", de
        )
        return hechas | self._financieras(fila, hechas["costo"]) | self._fisicas(fila)

    def _financieras(self, fila: Mapping[str, Any], costo: Cifra | None) -> Cifras:
        e, de, nombre = self.expediente, conjunto_de(fila), "avance financiero acumulado"
        de_donde = fila["de_mef"] if fila["acumulado_de"] == DEL_MEF else fila["de_inversion"]
        acumulado = de_dato(e, de_donde, "devengado_acumulado", "devengado acumulado", SOLES, 0, conjunto=de)
        if fila["acumulado_de"] == DE_AVANCES:
            suya = fila["de_financiero"]
            avance = de_dato(e, suya, "financiero_ejecutado", nombre, PORCENTAJE, 1, suya["mes"], de)
        else:
            avance = derivada(fila["avance_financiero"], PORCENTAJE, "{} ÷ {} × 100", [acumulado, costo], 1, nombre, de)
        ejecutado = self._fisico(fila, "de_avance", "ejecutado")
        cpi = derivada(fila["cpi"], INDICE, "{} × {} ÷ 100 ÷ {}", [ejecutado, costo, acumulado], 2, "CPI", de)
        return {"acumulado": acumulado, "avance_financiero": avance, "cpi": cpi, "dias_f12b": self._dias(fila)}

    def _fisicas(self, fila: Mapping[str, Any]) -> Cifras:
        de = conjunto_de(fila)
        programado, ejecutado = (self._fisico(fila, "de_avance", c) for c in ("programado", "ejecutado"))
        previos = [self._fisico(fila, "de_anterior", c) for c in ("ejecutado", "programado")]
        cuatro = [ejecutado, programado, *previos]
        lugares = 2 if fila["spi"] is None else decimales_de_spi(fila["spi"], self.umbrales)
        return {
            "programado": programado,
            "ejecutado": ejecutado,
            "spi": derivada(fila["spi"], INDICE, "{} ÷ {}", cuatro[:2], lugares, "SPI", de),
            "spi_anterior": derivada(fila["spi_anterior"], INDICE, "{} ÷ {}", previos, 2, "SPI del mes anterior", de),
            "diferencia": derivada(fila["diferencia"], INDICE, "{} ÷ {} − {} ÷ {}", cuatro, 2, "cambio del SPI en el mes", de),
        }

    def _fisico(self, fila: Mapping[str, Any], de: str, cual: str) -> Cifra | None:
        suya = fila[de]
        if suya is None:
            return None
        nombre = f"avance físico {cual}, {formato.corte(suya['mes'])}"
        return de_dato(
            self.expediente, suya, f"fisico_{cual}", nombre, PORCENTAJE, 1, suya["mes"], conjunto_de(fila)
        )

    def _dias(self, fila: Mapping[str, Any]) -> Cifra | None:
        if fila["dias_f12b"] is None:
            return None
        e, de_donde = self.expediente, fila["de_mef"] if fila["f12b_de"] == DEL_MEF else fila["de_inversion"]
        formula = f"{formato.corte(e.fecha_corte)} − {formato.corte(fila['fecha_f12b'])}"
        nombre = "días sin actualizar el F12-B"
        return de_filas(e, fila["dias_f12b"], DIAS, 0, nombre, formula, [de_donde], conjunto=conjunto_de(fila))


def conjunto_de(fila: Mapping[str, Any]) -> str:
    """Con qué nombre van juntas en el libro las cifras de una inversión."""
    return f"Inversión {fila['cui']}"
