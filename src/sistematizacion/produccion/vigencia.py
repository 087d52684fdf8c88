"""Si un informe publicado sigue siendo el de sus entradas, comparando contenidos: sin abrir los datos ni importar pandas."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sistematizacion.ejecucion import deposito, huellas
from sistematizacion.parametros import ARCHIVO_PROGRAMA, Programa, comunes_de_params
from sistematizacion.presentacion.lector_de_marca import archivos_de_marca
from sistematizacion.produccion.encargo import Encargo, archivos_de_informe
from sistematizacion.produccion.repositorio import sin_registrar
from sistematizacion.publicacion import entregas
from sistematizacion.rutas import Rutas

REGISTRO = "lo que git no tiene registrado"
NUNCA = "no se había hecho"


@dataclass(frozen=True)
class Vigencia:
    """Qué cambió desde que se publicó un informe; si nada, está al día."""

    cambios: tuple[str, ...]
    entradas: dict[str, str]  # ruta relativa → huella de hoy
    alterados: tuple[str, ...] = ()  # de los cambios, los de los archivos publicados

    @property
    def al_dia(self) -> bool:
        """Si no hay nada que hacer."""
        return not self.cambios


def revisar_vigencia(encargo: Encargo, informe: str, programa: Programa, rutas: Rutas) -> Vigencia:
    """Compara las entradas y los archivos publicados con los de la última vez."""
    guardado = deposito.leer(_registro(encargo, informe, rutas))
    anterior = entregas.ultima(entregas.carpeta_de(rutas, programa.clave, encargo.ambito, informe))
    entradas = entradas_de(encargo, informe, programa, anterior, rutas)
    if guardado is None:
        return Vigencia((NUNCA,), entradas)
    antes = guardado["entradas"]
    ahora = entradas | de_otros(guardado["otros"], rutas)
    frases = huellas.en_frase(antes, ahora, huellas.cambios(antes, ahora))
    carpeta = encargo.carpeta(rutas)
    alterados = [
        f"falta o se modificó {rutas.relativa(carpeta / nombre)}"
        for nombre in archivos_de_informe(informe, en_word=encargo.en_word)
        if huellas.de_archivo(carpeta / nombre) != guardado["salidas"].get(nombre)
    ]
    return Vigencia((*frases, *alterados), entradas, tuple(alterados))


def registrar(encargo: Encargo, informe: str, vista: Vigencia, otros: Iterable[str], rutas: Rutas) -> None:
    """Guarda que el informe recién publicado es el de esas entradas; ``otros`` son archivos que abrieron sus cuadernos."""
    carpeta, demas = encargo.carpeta(rutas), [o for o in otros if o not in vista.entradas]
    deposito.guardar(_registro(encargo, informe, rutas), {
        "entradas": vista.entradas | de_otros(demas, rutas),
        "otros": demas,
        "salidas": {nombre: huellas.de_archivo(carpeta / nombre) for nombre in archivos_de_informe(informe, en_word=encargo.en_word)},
    })  # fmt: skip


def entradas_de(
    encargo: Encargo, informe: str, programa: Programa, anterior: entregas.Entrega | None, rutas: Rutas
) -> dict[str, str]:
    """La huella de cada cosa de la que depende el informe: datos, parámetros, cuadernos, plantillas, código y entrega."""
    regiones = [encargo.region] if encargo.region else programa.regiones
    propios = rutas.params / programa.clave
    entradas = dict(_comunes(rutas))
    for ambito in ("comun", *regiones):
        entradas |= _de_datos(rutas.data / programa.clave / ambito, rutas.raiz)
    for ruta in (propios / ARCHIVO_PROGRAMA, *(propios / f"{region}.yml" for region in regiones)):
        entradas[rutas.relativa(ruta)] = huellas.de_archivo(ruta)
    for ruta in archivos_de_marca(programa, rutas):
        entradas[rutas.relativa(ruta)] = huellas.de_archivo(ruta)
    entradas[f"la lista de params/{programa.clave}"] = huellas.de_objeto(sorted(p.name for p in propios.glob("[!_]*.yml")))
    for capitulo in programa.informes[informe].capitulos:
        entradas[f"notebooks/{capitulo}.ipynb"] = huellas.de_archivo(rutas.notebooks / f"{capitulo}.ipynb")
    if anterior:
        entradas[rutas.relativa(anterior.carpeta)] = huellas.de_archivo(anterior.carpeta / entregas.REGISTRO)
    return entradas


@lru_cache(maxsize=4)
def _comunes(rutas: Rutas) -> dict[str, str]:
    """Lo que sirve a todos los informes del proyecto; se mira una vez por orden."""
    de_params = comunes_de_params(rutas)
    return {
        huellas.CODIGO: huellas.del_codigo(),
        huellas.PYTHON: huellas.de_objeto(list(sys.version_info[:3])),
        huellas.CANDADO: huellas.de_archivo(rutas.raiz / huellas.CANDADO),
        REGISTRO: huellas.de_objeto(sin_registrar(rutas)),
        **huellas.de_archivos(rutas.templates, rutas.raiz),
        **{rutas.relativa(p): huellas.de_archivo(p) for p in de_params},
    }


@lru_cache(maxsize=4)
def _de_datos(carpeta: Path, raiz: Path) -> dict[str, str]:
    """Los archivos de datos de un ámbito, los mismos que lee el núcleo; lo común se mira una vez por orden."""
    return {r.relative_to(raiz).as_posix(): huellas.de_archivo(r) for r in sorted(carpeta.glob("[!.~]*")) if r.is_file()}


def de_otros(otros: Iterable[str], rutas: Rutas) -> dict[str, str]:
    """La huella de lo demás que sus cuadernos leyeron."""
    return {otro: huellas.de_entrada(otro, rutas) for otro in otros}


def otros_de(encargo: Encargo, rutas: Rutas) -> list[str]:
    """Los demás archivos del proyecto que los cuadernos de un encargo abrieron la última vez."""
    guardados = [deposito.leer(_registro(encargo, informe, rutas)) or {"otros": []} for informe in encargo.informes]
    return sorted({otro for guardado in guardados for otro in guardado["otros"]})


def _registro(encargo: Encargo, informe: str, rutas: Rutas) -> Path:
    return rutas.cache / "vigencia" / encargo.programa / encargo.ambito / f"{informe}.json"


def olvidar() -> None:
    """Vuelve a mirar los archivos comunes: una orden nueva no confía en lo que vio la anterior."""
    _comunes.cache_clear()
    _de_datos.cache_clear()
