"""Las curvas S y los ritmos de la cartera, con sus cifras."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sistematizacion.analisis import control as analisis
from sistematizacion.analisis.control.curvas import CARTERA, COBERTURA_MINIMA, MESES_DE_MAS, MESES_DE_RITMO
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import MESES, PORCENTAJE, PUNTOS, de_filas
from sistematizacion.presentacion.control.datos import Control, conjunto_de

CLASES = {"fisico": "avance físico", "financiero": "avance financiero"}
COMO_SE_PONDERA = (
    "Cada punto es Σ(costo × avance) ÷ Σ costo de las inversiones con lo programado y lo ejecutado ese mes; con menos del "
    f"{formato.numero(COBERTURA_MINIMA * 100)}% del costo de las que se siguen, el mes queda en hueco."
)
COMO_SE_PROYECTA = (
    f"Lo proyectado supone el ritmo de los últimos {formato.en_letras(MESES_DE_RITMO)} meses, hasta el fin del año de "
    "corte o el último mes programado; si ya se llegó ahí, hasta el 100%, y a lo más "
    f"{formato.en_letras(MESES_DE_MAS)} meses."
)


class Curvas:
    """La curva de la cartera, la de cada inversión y sus ritmos, física y financiera.

    Raises:
        SinDatos: la región no registró avances, o ninguno dice lo ejecutado.
    """

    def __init__(self, control: Control) -> None:
        control.exigir_avances()
        self.control = control
        corte = control.expediente.fecha_corte
        self.de_la_cartera = analisis.de_la_cartera(control.inversiones, control.avances, corte)
        self.por_inversion = analisis.curvas(control.avances, corte)
        juntas = [t for t in (self.de_la_cartera, self.por_inversion) if len(t)]
        curvas = pd.concat(juntas, ignore_index=True) if juntas else self.por_inversion
        self._ritmos = {(f["cui"], f["clase"]): f for f in analisis.ritmos(curvas, corte).to_dict("records")}

    def puntos(self, cui: str, clase: str) -> list[dict[str, Any]]:
        """Los puntos de una curva, un mes tras otro; la de la cartera, con el CUI vacío."""
        tabla = self.de_la_cartera if cui == CARTERA else self.por_inversion
        return tabla[(tabla["cui"] == cui) & (tabla["clase"] == clase)].to_dict("records")

    def ritmo(self, clase: str, cui: str = CARTERA) -> Mapping[str, Cifra | None] | None:
        """Las cifras del ritmo de una curva: ejecutado, programado, brecha, ritmo, necesario y meses_al_ritmo."""
        datos = self._ritmos.get((cui, clase))
        if datos is None:
            return None
        que = CLASES[clase]
        mes = formato.corte(datos["mes"])
        nombres = {
            "ejecutado": (f"{que} ejecutado, {mes}", PORCENTAJE, "lo ejecutado"),
            "programado": (f"{que} programado, {mes}", PORCENTAJE, "lo programado"),
            "brecha": (f"{que} que falta para lo programado", PUNTOS, "programado − ejecutado"),
            "ritmo": (f"ritmo del {que}", PUNTOS, "lo avanzado por mes en los últimos meses, hasta tres"),
            "necesario": (f"ritmo del {que} que haría falta", PUNTOS, "lo que falta para lo programado ÷ los meses que quedan"),
            "meses_al_ritmo": (f"meses para llegar a lo programado ({que})", MESES, "lo que falta ÷ el ritmo"),
        }  # fmt: skip
        filas = self._filas_de(cui)
        como = "; ponderado por el costo" if cui == CARTERA else ""
        return {
            c: de_filas(
                self.control.expediente, datos[c], u, 1, n if cui else f"Cartera: {n}", f + como, filas,
                conjunto=conjunto_de({"cui": cui}) if cui else "",
            )
            for c, (n, u, f) in nombres.items()
        } | {"mes": datos["mes"], "meses": datos["meses"], "horizonte": datos["horizonte"]}

    def _filas_de(self, cui: str) -> list[dict[str, Any]]:
        avances = self.control.avances
        return (avances if cui == CARTERA else avances[avances["cui"] == cui]).to_dict("records")
