"""Entrega un informe: comprueba que el publicado es el de los datos de hoy y lo congela."""

import json
from datetime import date

from sistematizacion.errores import ErrorDeUso
from sistematizacion.parametros import cargar_programa, cargar_region, elegir_informe
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.publicacion import entregas
from sistematizacion.publicacion.accesibilidad import exigir_accesible
from sistematizacion.rutas import COMPARATIVO, Rutas


def entregar(programa: str, region: str, informe: str, rutas: Rutas, hoy: date) -> entregas.Entrega:
    """Congela el informe publicado en ``entregas/``.

    Raises:
        ErrorDeUso: no hay informe, se editó después de hacerse, los datos cambiaron desde entonces, ya se entregó, o su
            PDF tiene faltas de accesibilidad.
        ErrorDeEntrada: los datos de hoy tienen problemas.
    """
    parametros = cargar_programa(programa, rutas)
    elegir_informe(parametros, informe, region)
    if region:
        cargar_region(parametros, region, rutas)
    salida = Encargo(programa, region, (informe,)).carpeta(rutas)
    carpeta = entregas.carpeta_de(rutas, programa, region or COMPARATIVO, informe)
    publicado = salida / f"{informe}.{entregas.MANIFIESTO}"
    if publicado.is_file():
        huella = json.loads(publicado.read_text(encoding="utf-8"))["huella"]
        if huella != abrir_expediente(parametros, region, rutas).nucleo.huella:
            raise ErrorDeUso("Los datos cambiaron después de hacerse el informe. Repítalo, revíselo y entréguelo.")
        previa = entregas.ultima(carpeta)
        if previa and previa.huella == huella:
            raise ErrorDeUso(
                f"Estos mismos datos ya se entregaron: es la entrega n.º {previa.numero}, del {previa.fecha}."
            )
        entregas.comprobar(salida, informe)
        exigir_accesible(f"{informe}.pdf", (salida / f"{informe}.pdf").read_bytes())
    return entregas.congelar(salida, informe, carpeta, hoy)
