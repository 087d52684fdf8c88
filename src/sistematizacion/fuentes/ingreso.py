"""Ingresa un archivo del MEF al almacén: por trozos, dentro de un límite de memoria, y retomando donde se cortó."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from sistematizacion.fuentes import indice
from sistematizacion.fuentes.chico import guardar_lectura
from sistematizacion.fuentes.formatos import reconocer
from sistematizacion.fuentes.grandes import FormatoGrande
from sistematizacion.fuentes.indice import Ingreso
from sistematizacion.fuentes.ingesta import PROGRESO, Avisar, Ingesta
from sistematizacion.fuentes.muestra import mirar
from sistematizacion.fuentes.trozos import TAMANO
from sistematizacion.rutas import Rutas

EN_CURSO = ".en_curso"


@dataclass(frozen=True)
class Resultado:
    """Qué pasó con un archivo."""

    ingreso: Ingreso
    ya_estaba: bool = False
    retomado: bool = False
    reemplazados: tuple[Ingreso, ...] = ()


def ingresar(ruta: Path, rutas: Rutas, avisar: Avisar = lambda hechos, total: None, tamano: int = TAMANO) -> Resultado:
    """Ingresa un archivo, o dice que ya estaba. Si se corta, la siguiente vez sigue donde iba.

    Args:
        avisar: se llama después de cada trozo.
        tamano: bytes de cada trozo.

    Raises:
        ErrorDeEntrada: no se reconoce el formato, o hay registros mal formados; el almacén queda como estaba.
    """
    muestra = mirar(ruta)
    formato = reconocer(muestra, ruta.name)
    huella = indice.huella_de(ruta)
    rutas.almacen.mkdir(parents=True, exist_ok=True)
    with FileLock(rutas.almacen / ".candado"):
        previos = indice.leer(rutas)
        for previo in previos:
            if (previo.huella, previo.formato) == (huella, formato.clave):
                return Resultado(previo, ya_estaba=True)
        orden = max((i.orden for i in previos), default=0) + 1
        hecho = Ingreso(
            ruta.name, huella, ruta.stat().st_size, formato.clave, formato.titulo, formato.clase, 0, (), "",
            datetime.now().astimezone().isoformat(timespec="seconds"), (), (), orden,
        )  # fmt: skip
        preparado = rutas.almacen / EN_CURSO / f"{formato.clave}-{huella}"
        retomado = (preparado / PROGRESO).is_file()
        if isinstance(formato, FormatoGrande):
            hecho = Ingesta(muestra, formato, preparado, rutas, avisar, tamano).hacer(hecho)
        else:
            hecho = guardar_lectura(formato.leer(ruta, ruta.name), preparado, hecho)
        quitados = indice.registrar(hecho, preparado, rutas)
    return Resultado(hecho, False, retomado, tuple(quitados))
