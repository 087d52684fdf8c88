"""La ejecución del gasto que del almacén del MEF le toca a cada programa: ``mef_gasto.csv``, el común y el de cada región.

El común trae con quién se compara (todos los gobiernos regionales y los tres niveles); el de la región, sus vistas. Nadie los
edita: se vuelven a hacer con ``make mef``, y de un corte anterior del mismo año se conserva el total, que dice cómo se
modificó el presupuesto.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.fuentes import gasto_mef
from sistematizacion.fuentes.gasto_mef import Pedido
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.esquemas.gasto import CAPITULOS, LLAVE
from sistematizacion.nucleo.reglas import COMUN
from sistematizacion.parametros import Programa, Region, cargar_programa, cargar_region, programas
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.registro.extracto_mef import SIAF, escrito
from sistematizacion.registro.gobiernos import GOBIERNOS
from sistematizacion.reglas_de_gasto import Foco
from sistematizacion.rutas import Rutas

TABLA = "mef_gasto"
ANIO_COMPLETO = "9999"
SIN_PLIEGO = "su pliego ({}) no está en el gasto ingresado, hasta el año de su corte"


@dataclass(frozen=True)
class Tomado:
    """Qué se tomó del gasto para un programa o para una de sus regiones."""

    programa: str
    de_quien: str
    anio: int = 0  # el que se analiza; 0 si no hay datos
    filas: int = 0
    archivos: tuple[Path, ...] = ()  # los que se escribieron
    motivo: str = ""


def tomar_gasto(rutas: Rutas, cuales: Iterable[str] = ()) -> list[Tomado]:
    """Vuelve a tomar del almacén el gasto de los programas (todos, si no se dice) que tienen un capítulo que lo use.

    Raises:
        ErrorDeUso: no hay almacén.
    """
    hechos: list[Tomado] = []
    anios = gasto_mef.anios_con_gasto(rutas)
    for clave in cuales or programas(rutas):
        programa = cargar_programa(clave, rutas)
        if any(c in CAPITULOS for i in programa.informes.values() for c in i.capitulos):
            hechos += _de_programa(programa, anios, rutas)
    return hechos


def _de_programa(programa: Programa, anios: Mapping[str, list[int]], rutas: Rutas) -> list[Tomado]:
    regiones = [cargar_region(programa, r, rutas) for r in programa.regiones]
    focos = {r.clave: (programa.gasto or Foco()).con(r.gasto or Foco()) for r in regiones}
    analizados = {r.clave: _anio(focos[r.clave], r, anios.get(r.pliego, [])) for r in regiones}
    if not any(analizados.values()):
        return [Tomado(programa.clave, r.nombre, motivo=SIN_PLIEGO.format(r.pliego)) for r in regiones]
    base = Pedido(programa.fecha_corte, cargar_catalogo(rutas).gasto.desde, {a for a in analizados.values() if a})
    # El foco del programa es el de la comparación; el de una región, el de lo suyo y el de los demás con que se la compara
    comunes = [_con_foco(gasto_mef.comparacion_de(replace(base, foco=_par(f)), rutas), f) for f in _distintos(focos.values())]
    hechos = [_escribir(programa, COMUN, "todos los gobiernos regionales", pd.concat(comunes, ignore_index=True), 0, rutas)]
    for region in regiones:
        if not analizados[region.clave]:
            hechos.append(Tomado(programa.clave, region.nombre, motivo=SIN_PLIEGO.format(region.pliego)))
            continue
        foco = focos[region.clave]
        propias = gasto_mef.de_un_pliego(region.pliego, region.ubigeo, replace(base, foco=_par(foco)), rutas)
        hechos.append(_escribir(programa, region.clave, region.nombre, _con_foco(propias, foco), analizados[region.clave], rutas))
    return hechos


def _anio(foco: Foco, region: Region, anios: list[int]) -> int:
    """El año que se analiza: el del foco, o el último con datos hasta el corte."""
    posibles = [a for a in anios if (a == foco.anio if foco.anio else a <= region.fecha_corte.year)]
    return max(posibles, default=0)


def _distintos(focos: Iterable[Foco]) -> list[Foco]:
    """Un foco por columna distinta."""
    return list({f.columna: f for f in focos}.values())


def _par(foco: Foco) -> tuple[str, str] | None:
    return tuple(foco.columna.split(" ", 1)) if foco.columna else None  # type: ignore[return-value]


def _con_foco(tabla: pd.DataFrame, foco: Foco) -> pd.DataFrame:
    return tabla.assign(foco=foco.columna)


def _escribir(programa: Programa, ambito: str, de_quien: str, tabla: pd.DataFrame, anio: int, rutas: Rutas) -> Tomado:
    ruta = rutas.data / programa.clave / ambito / f"{TABLA}.csv"
    if tabla.empty:
        return Tomado(programa.clave, de_quien, motivo="no está en los archivos del MEF ingresados")
    columnas = list(esquemas(cargar_catalogo(rutas))[TABLA].columns)
    filas = [_fila(f, programa, columnas) for f in tabla.to_dict("records")]
    filas += _de_cortes_anteriores(ruta, filas)
    filas.sort(key=lambda f: [f.get(c, "") for c in ("nivel", "pliego", "departamento", "anio", "vista", "tipo", "codigo", "mes", "corte")])
    contenido = _csv(filas, columnas)
    if ruta.is_file() and ruta.read_bytes() == contenido:
        return Tomado(programa.clave, de_quien, anio, len(filas))
    existe = ruta.exists()
    escribir_todo({} if existe else {ruta: contenido}, {ruta: contenido} if existe else {})
    return Tomado(programa.clave, de_quien, anio, len(filas), (ruta,))


def _fila(fila: Mapping[str, Any], programa: Programa, columnas: list[str]) -> dict[str, str]:
    procedencia = (
        {"origen": "reconstruido", "fuente": "", "seccion": ""} if programa.ficticio
        else {"origen": "publicado", "fuente": SIAF, "seccion": ";".join(f"archivo {a}" for a in str(fila["archivos"]).split(";"))}
    )  # fmt: skip
    conocido = _POR_PLIEGO.get(fila["pliego"], "") if not programa.ficticio else ""
    completa = {**fila, **procedencia, "gobierno": conocido or fila["gobierno"] or ""}
    return {c: escrito(completa.get(c)) for c in columnas}


_POR_PLIEGO = {g.pliego: g.gobierno for g in GOBIERNOS.values()}


def _de_cortes_anteriores(ruta: Path, nuevas: list[dict[str, str]]) -> list[dict[str, str]]:
    """Los totales del año que el archivo ya tenía con un corte anterior al de ahora."""
    if not ruta.is_file():
        return []
    cortes = {_llave(f): f["corte"] or ANIO_COMPLETO for f in nuevas if _es_total(f)}
    with ruta.open(encoding="utf-8", newline="") as archivo:
        previas = [f for f in csv.DictReader(archivo) if _es_total(f) and f.get("corte")]
    return [f for f in previas if f["corte"] < cortes.get(_llave(f), "")]


def _es_total(fila: Mapping[str, str]) -> bool:
    return fila["vista"] == "total" and not fila.get("mes") and bool(fila.get("pliego"))


def _llave(fila: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(fila.get(c, "") for c in LLAVE)


def _csv(filas: list[dict[str, str]], columnas: list[str]) -> bytes:
    salida = io.StringIO(newline="")
    escritor = csv.DictWriter(salida, columnas, lineterminator="\n")
    escritor.writeheader()
    escritor.writerows(filas)
    return salida.getvalue().encode()
