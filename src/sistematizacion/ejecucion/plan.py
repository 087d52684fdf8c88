"""Decide qué capítulos de un alcance hay que ejecutar, y por qué; los demás se toman de la corrida anterior."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from sistematizacion.ejecucion import deposito, huellas
from sistematizacion.ejecucion.capitulo import Hecho
from sistematizacion.ejecucion.dependencias import Contenidos, rutas_de_prosa
from sistematizacion.nucleo.lecturas import Lectura
from sistematizacion.rutas import Rutas

DE_NUEVO = "se pidió ejecutar todo"
NUEVO = "no se había ejecutado"
INSERVIBLE = "lo guardado está dañado o es de otra versión"
MOTIVOS = {  # de lo que todo capítulo depende, en el orden en que se mira
    "cuaderno": "cambió notebooks/{}.ipynb",
    "codigo": "cambió el código de src/sistematizacion",
    "entorno": "cambió el entorno de Python",
    "parametros": "cambiaron los parámetros",
    "prosa": "se agregó o se quitó una plantilla de prosa",
}


@dataclass(frozen=True)
class Alcance:
    """Los datos abiertos de una región, o de un programa si ``region`` va vacía, y dónde se guarda lo ejecutado."""

    programa: str
    region: str
    carpeta: Path
    abierto: Any  # Nucleo o NucleoDelPrograma
    contenidos: Contenidos

    @cached_property
    def parametros(self) -> str:
        """La huella de los parámetros que tienen efecto."""
        regiones = getattr(self.abierto, "regiones", (self.abierto,))
        modelos = [self.abierto.programa, *(n.region for n in regiones), regiones[0].catalogo]
        return huellas.de_objeto([self.programa, self.region, *(m.model_dump_json() for m in modelos)])


@dataclass(frozen=True)
class Decision:
    """Qué se hace con un capítulo: ejecutarlo, y por qué, o tomar el cuaderno ya ejecutado."""

    capitulo: str
    motivo: str = ""
    cuaderno: NotebookNode | None = None


def decidir(capitulos: Sequence[str], alcance: Alcance, rutas: Rutas, *, forzar: bool = False) -> list[Decision]:
    """Una decisión por capítulo, en el orden pedido."""
    if forzar:
        return [Decision(c, DE_NUEVO) for c in capitulos]
    return [_decidir(c, alcance, rutas) for c in capitulos]


def _decidir(capitulo: str, alcance: Alcance, rutas: Rutas) -> Decision:
    ruta = _registro(alcance, capitulo)
    guardado = deposito.leer(ruta)
    if guardado is None:
        return Decision(capitulo, INSERVIBLE if ruta.is_file() else NUEVO)
    if motivo := _que_cambio(guardado, capitulo, alcance, rutas):
        return Decision(capitulo, motivo)
    cuaderno = _recuperar(ruta_de_ejecutado(alcance, capitulo), guardado["ejecutado"])
    return Decision(capitulo, "" if cuaderno else INSERVIBLE, cuaderno)


def _que_cambio(guardado: Mapping[str, Any], capitulo: str, alcance: Alcance, rutas: Rutas) -> str:
    """Lo primero que cambió desde que se ejecutó, o vacío."""
    ahora = fijas(capitulo, alcance, rutas)
    for nombre, motivo in MOTIVOS.items():
        if guardado["fijas"].get(nombre) != ahora[nombre]:
            return motivo.format(capitulo)
    for *leido, huella in guardado["lecturas"]:
        lectura = Lectura(*leido)
        if alcance.contenidos.huella(lectura) != huella:
            return _motivo(lectura, alcance, guardado["datos"])
    return ""


def _motivo(lectura: Lectura, alcance: Alcance, datos: Mapping[str, str]) -> str:
    """«cambió data/…/cierres.csv (tabla cierres)»; si no se sabe de qué archivo viene, solo qué cambió."""
    if lectura.que == "archivo":
        return f"cambió {lectura.nombre}"
    cambiados = huellas.cambios(datos, alcance.abierto.archivos)
    suyos = [a for a in cambiados if a in alcance.contenidos.archivos(lectura)] or cambiados
    que = {"tabla": "tabla", "cifra": "cifra"}.get(lectura.que, "")
    detalle = f"{que} {lectura.nombre}" if que else "procedencia de los datos"
    return f"cambió {', '.join(suyos[:3])} ({detalle})" if suyos else f"cambió: {detalle}"


def fijas(capitulo: str, alcance: Alcance, rutas: Rutas) -> dict[str, str]:
    """Las huellas de lo que todo capítulo usa, lea lo que lea."""
    return {
        "cuaderno": huellas.de_archivo(rutas.notebooks / f"{capitulo}.ipynb"),
        "codigo": huellas.del_codigo(de_capitulos=True),
        "entorno": huellas.del_entorno(rutas),
        "parametros": alcance.parametros,
        "prosa": huellas.de_objeto(rutas_de_prosa(rutas)),
    }


def anotar_hecho(capitulo: str, hecho: Hecho, alcance: Alcance, rutas: Rutas) -> NotebookNode:
    """Guarda el cuaderno ejecutado y de qué depende; devuelve el cuaderno."""
    ejecutado = hecho.cuaderno.encode()
    deposito.reemplazar(ruta_de_ejecutado(alcance, capitulo), ejecutado)
    deposito.guardar(_registro(alcance, capitulo), {
        "fijas": fijas(capitulo, alcance, rutas),
        "lecturas": [[*lectura, alcance.contenidos.huella(lectura)] for lectura in sorted(hecho.lecturas)],
        "datos": alcance.abierto.archivos,
        "ejecutado": huellas.de_bytes(ejecutado),
    })  # fmt: skip
    return nbformat.from_dict(json.loads(ejecutado))


def archivos_leidos(capitulos: Sequence[str], alcance: Alcance) -> list[str]:
    """Los archivos del proyecto, fuera de las tablas, que esos capítulos abrieron la última vez."""
    guardados = [deposito.leer(_registro(alcance, c)) or {"lecturas": []} for c in capitulos]
    return sorted({nombre for g in guardados for que, _, nombre, _ in g["lecturas"] if que == "archivo"})


def olvidar(capitulos: Sequence[str], alcance: Alcance) -> None:
    """Descarta lo guardado de esos capítulos: se volverán a ejecutar."""
    for capitulo in capitulos:
        _registro(alcance, capitulo).unlink(missing_ok=True)


def ruta_de_ejecutado(alcance: Alcance, capitulo: str) -> Path:
    """Dónde queda el cuaderno ejecutado."""
    return alcance.carpeta / f"{capitulo}.ipynb"


def _registro(alcance: Alcance, capitulo: str) -> Path:
    return alcance.carpeta / f"{capitulo}.huella.json"


def _recuperar(ruta: Path, huella: str) -> NotebookNode | None:
    try:
        contenido = ruta.read_bytes()
    except OSError:
        return None
    if huellas.de_bytes(contenido) != huella:
        return None
    return nbformat.from_dict(json.loads(contenido))
