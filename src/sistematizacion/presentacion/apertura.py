"""Abre los datos de una región, o de un programa, como expediente."""

from sistematizacion.nucleo.nucleo import abrir_nucleo, abrir_nucleo_del_programa
from sistematizacion.parametros import Programa, Region, cargar_region
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.rutas import Rutas


def abrir_expediente(programa: Programa, region: str, lugares: Rutas) -> Expediente | ExpedienteDelPrograma:
    """El expediente de una región, o el del programa si ``region`` va vacía; levanta lo mismo que ``abrir``."""

    def regiones() -> list[Region]:
        return [cargar_region(programa, clave, lugares) for clave in programa.regiones]

    if region:
        return Expediente(abrir_nucleo(programa, cargar_region(programa, region, lugares), lugares), regiones)
    return ExpedienteDelPrograma(abrir_nucleo_del_programa(programa, regiones(), lugares))
