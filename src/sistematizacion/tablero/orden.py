"""Hace el tablero de una región: lee, revisa, escribe y publica."""

from dataclasses import dataclass
from pathlib import Path

from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.publicacion.entrega import escribir, retirar
from sistematizacion.rutas import Rutas
from sistematizacion.tablero.datos import armar
from sistematizacion.tablero.pagina import pagina

ARCHIVO = "tablero.html"


@dataclass(frozen=True)
class Hecho:
    """Un tablero publicado."""

    ruta: Path
    inversiones: int
    con_meses: bool


def hacer_tablero(programa: str, region: str, lugares: Rutas) -> Hecho:
    """Publica ``output/<programa>/<region>/tablero.html``.

    El que hubiera se aparta primero como anterior, con un aviso dentro: si algo falla, no pasa por nuevo.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: los datos tienen errores, todos; no se hace nada.
    """
    parametros = cargar_programa(programa, lugares)
    de_la_region = cargar_region(parametros, region, lugares)
    carpeta = lugares.output / parametros.clave / de_la_region.clave
    retirar(carpeta, [ARCHIVO])
    expediente = Expediente(abrir_nucleo(parametros, de_la_region, lugares))
    cartera = armar(expediente, lugares)
    html = pagina(expediente, cartera, lugares)
    return Hecho(escribir(carpeta, {ARCHIVO: html.encode()})[0], len(cartera.inversiones), bool(len(cartera.meses)))
