"""Reglas entre el registro y lo que ``make mef`` tomó del MEF."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.errores import Problema
from sistematizacion.nucleo.actualizacion import DEL_ANIO, TABLA, sirve
from sistematizacion.nucleo.reglas.comunes import advertir, sanas
from sistematizacion.parametros import Region

OTRA_VEZ = "Repita «make mef» con los archivos de ese año."


def revisar(tablas: Mapping[str, pd.DataFrame], region: Region) -> Iterator[Problema]:
    """Montos del MEF que no son del corte de la región, inversiones que no están en él y valores escritos que cedieron."""
    del_mef, inversiones = tablas["mef_inversiones"], tablas["inversiones"]
    if del_mef.empty:
        return
    con_montos = [f for f in sanas(del_mef, "corte", *DEL_ANIO) if any(f[c] is not None for c in DEL_ANIO)]
    fuera = [f for f in con_montos if not sirve(f, region.fecha_corte)]
    if fuera:
        regla = f"los montos del MEF no son de {region.fecha_corte.year} o pasan del corte de la región, y no se usan"
        yield advertir(fuera[0], "corte", f"{regla} ({len(fuera)} inversiones)", OTRA_VEZ)
    conocidas = set(del_mef["cui"])
    for fila in sanas(inversiones, "cui"):
        if fila["origen"] != "publicado" and fila["cui"] and fila["cui"] not in conocidas:
            regla = "no está en los archivos del MEF: valen los montos escritos a mano"
            yield advertir(fila, "cui", regla, "Revise el código; si es reciente, repita «make mef» con archivos nuevos.")
    for cambio in tablas[TABLA].to_dict("records"):
        if cambio["registrado"] is not None:
            regla = f"se usa el valor del MEF; en el registro, la inversión {cambio['cui']} tiene escrito «{cambio['registrado']}»"
            yield Problema(
                str(cambio["archivo"]), regla, "", "", str(cambio["mef"]), "supuesto", str(cambio["hoja"]),
                int(cambio["fila"]), str(cambio["campo"]),
            )  # fmt: skip
