"""Lo que del almacén del MEF le toca a cada región, como tres tablas en CSV junto a las que se llenan a mano.

Solo se toman las inversiones que el registro de la región nombra (cartera seleccionada, cierres, inversión privada) y, mes
a mes, los totales de su pliego. El registro no se toca: al abrir los datos, ``nucleo.actualizacion`` decide qué vale.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from sistematizacion.fuentes.cartera_mef import CarteraMEF, cartera_de
from sistematizacion.nucleo.actualizacion import MANDA_EL_MEF
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import Programa, Region, cargar_programa, cargar_region, programas
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.rutas import Rutas

DE_CARTERA = ("mef_inversiones", "mef_meses", "mef_cartera")
CON_CUI = ("inversiones", "cierres", "oxi")
DE_LA_CARTERA = "inversiones"
SIAF, BANCO = "mef-siaf", "mef-banco"
MONTOS = ("pia", "pim", "devengado")


@dataclass(frozen=True)
class Cambio:
    """Un valor de una inversión de la cartera que la orden cambió respecto del que valía."""

    cui: str
    nombre: str
    campo: str
    antes: object
    ahora: object


@dataclass(frozen=True)
class Actualizacion:
    """Qué pasó con una región."""

    programa: str
    region: Region
    archivos: tuple[Path, ...] = ()  # los que se escribieron; ninguno si ya estaban así
    halladas: int = 0  # inversiones del registro que están en el MEF
    ausentes: tuple[str, ...] = ()  # los CUI del registro que no están
    cambios: tuple[Cambio, ...] = ()
    motivo: str = ""  # por qué no se hizo


def actualizar_regiones(rutas: Rutas, cuales: Iterable[str] = ()) -> list[Actualizacion]:
    """Vuelve a tomar del almacén lo de cada región de esos programas (todos, si no se dice).

    Una región que no está en los archivos del MEF queda como estaba, con su motivo; ninguna detiene a las demás.
    """
    hechas = []
    for clave in cuales or programas(rutas):
        programa = cargar_programa(clave, rutas)
        hechas += [_de_region(programa, cargar_region(programa, r, rutas), rutas) for r in programa.regiones]
    return hechas


def _de_region(programa: Programa, region: Region, rutas: Rutas) -> Actualizacion:
    antes = revisar(programa, region, rutas)
    cuis = _cuis(antes, region)
    cartera = cartera_de(region.pliego, sorted(cuis), region.fecha_corte, rutas)
    suyas = cartera.inversiones[cartera.inversiones["cui"].isin(list(cuis))]
    del_pliego = _por_mes(cartera)
    ausentes = tuple(sorted(set(cuis) - set(suyas["cui"])))
    if suyas.empty and del_pliego.empty:
        motivo = f"ni su pliego ({region.pliego}) ni sus inversiones están en los archivos del MEF ingresados"
        return Actualizacion(programa.clave, region, ausentes=ausentes, motivo=motivo)
    de_la_cartera = _cuis(antes, region, (DE_LA_CARTERA,))
    meses = cartera.meses[cartera.meses["cui"].isin(list(de_la_cartera))]
    tablas = dict(zip(DE_CARTERA, (suyas, meses, del_pliego), strict=True))
    nuevos = _contenidos(tablas, _procedencia(programa, cartera), antes, rutas.data / programa.clave / region.clave)
    distintos = {ruta: c for ruta, c in nuevos.items() if not ruta.is_file() or ruta.read_bytes() != c}
    escribir_todo(
        {r: c for r, c in distintos.items() if not r.exists()}, {r: c for r, c in distintos.items() if r.exists()}
    )
    cambios = tuple(_cambios(antes, revisar(programa, region, rutas)))
    return Actualizacion(programa.clave, region, tuple(distintos), len(suyas), ausentes, cambios)


def _cuis(revision: Revision, region: Region, tablas: Sequence[str] = CON_CUI) -> set[str]:
    """Los CUI que el registro de la región nombra."""
    return {
        cui
        for tabla in tablas
        for cui, ambito in zip(revision.tablas[tabla]["cui"], revision.tablas[tabla]["ambito"], strict=True)
        if cui and ambito == region.clave
    }


def _por_mes(cartera: CarteraMEF) -> pd.DataFrame:
    """Una fila por mes con las inversiones del pliego: cuántas tienen PIM, su PIM, lo devengado y lo programado."""
    del_pliego = cartera.inversiones[cartera.inversiones["del_pliego"].astype(bool)]
    con_pim = del_pliego[[bool(v) for v in del_pliego["pim"]]]
    meses = cartera.meses[cartera.meses["cui"].isin(set(del_pliego["cui"]))]
    cortes = [str(c)[:4] for c in del_pliego["corte"] if c]
    anio = max(cortes, default="")
    filas = []
    for mes, grupo in meses.groupby("mes", sort=True):
        del_anio = str(mes)[:4] == anio  # el PIM es del año del corte; del anterior solo se sabe el flujo
        filas.append({
            "mes": mes,
            "inversiones": len(con_pim) if del_anio else None,
            "pim": _suma(con_pim["pim"]) if del_anio else None,
            "devengado": _suma(grupo["devengado"]),
            "programado": _suma(grupo["programado"]),
        })  # fmt: skip
    return pd.DataFrame(filas, columns=["mes", "inversiones", "pim", "devengado", "programado"], dtype=object)


def _suma(valores: Iterable[Any]) -> Decimal | None:
    """La suma de lo que hay; nada, si no hay nada."""
    llenos = [v for v in valores if v is not None and not pd.isna(v)]
    return sum(llenos, Decimal(0)) if llenos else None


def _procedencia(programa: Programa, cartera: CarteraMEF) -> dict[str, str]:
    """Lo que cada fila dice de su origen; en un programa ficticio nada es del MEF."""
    if programa.ficticio:
        return {"origen": "reconstruido", "fuente": "", "seccion": ""}
    fuente = SIAF if any(c for c in cartera.inversiones["corte"]) else BANCO
    archivos = ";".join(f"archivo {a}" for a in dict.fromkeys(cartera.archivos["archivo"]))
    return {"origen": "publicado", "fuente": fuente, "seccion": archivos}


def _contenidos(
    tablas: Mapping[str, pd.DataFrame], procedencia: Mapping[str, str], revision: Revision, carpeta: Path
) -> dict[Path, bytes]:
    """Cada tabla como CSV, con las columnas de su esquema y las filas en orden."""
    definidos = esquemas(revision.catalogo)
    hechos = {}
    for nombre, tabla in tablas.items():
        columnas = list(definidos[nombre].columns)
        llave = list(definidos[nombre].unique or columnas[:1])
        completa = tabla.assign(**procedencia).reindex(columns=columnas).sort_values(llave, kind="stable")
        textos = pd.DataFrame({c: [escrito(v) for v in completa[c]] for c in columnas}, dtype=str)
        hechos[carpeta / f"{nombre}.csv"] = textos.to_csv(index=False, lineterminator="\n").encode()
    return hechos


def escrito(valor: object) -> str:
    """El texto canónico: punto decimal, fecha ISO y vacío si no se sabe."""
    if valor is None or valor is pd.NaT or (not isinstance(valor, str) and pd.isna(valor)):
        return ""
    if isinstance(valor, datetime):
        return valor.date().isoformat()
    if isinstance(valor, date):
        return valor.isoformat()
    return " ".join(valor.split()) if isinstance(valor, str) else format(valor, "f") if isinstance(valor, Decimal) else str(valor)


def _cambios(antes: Revision, ahora: Revision) -> Iterable[Cambio]:
    """Lo que vale distinto en la cartera después de la orden."""
    previas = {(f["ambito"], f["cui"]): f for f in antes.tablas[DE_LA_CARTERA].to_dict("records")}
    for fila in ahora.tablas[DE_LA_CARTERA].to_dict("records"):
        previa = previas.get((fila["ambito"], fila["cui"]), {})
        for campo in MANDA_EL_MEF:
            if campo in fila and fila[campo] != previa.get(campo):
                yield Cambio(fila["cui"], fila["nombre"], campo, previa.get(campo), fila[campo])
