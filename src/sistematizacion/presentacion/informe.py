"""``abrir``: lo único que un cuaderno importa. Sus métodos dan una pieza lista para mostrarse."""

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from sistematizacion.errores import ErrorDeDocumento, enumerar, sugerencia
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion import cuadros, graficos
from sistematizacion.presentacion.clave import cifras_clave
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.piezas import Aviso, Pieza, Prosa
from sistematizacion.presentacion.prosa import componer
from sistematizacion.rutas import Rutas, rutas


class InformeAbierto:
    """Los datos de una región y las formas de mostrarlos.

    ``prosa(nombre)`` compone una plantilla; ``cuadro(nombre)`` y ``grafico(nombre)`` dan una pieza numerada al armar el
    informe, o un aviso que dice qué dato falta; ``tabla(nombre)`` y ``cifras`` dan los datos para seguir trabajando.
    """

    def __init__(self, expediente: Expediente, lugares: Rutas) -> None:
        self._expediente = expediente
        self._rutas = lugares

    def prosa(self, nombre: str) -> Prosa:
        """Los párrafos de ``templates/prosa/<nombre>.md.j2``."""
        return componer(nombre, self._expediente, self._rutas.templates / "prosa")

    def cuadro(self, nombre: str) -> Pieza:
        """El cuadro de ese nombre; ``cuadros.NOMBRES`` los lista."""
        return self._pieza(nombre, cuadros.NOMBRES, "cuadro")

    def grafico(self, nombre: str) -> Pieza:
        """El gráfico de ese nombre; ``graficos.NOMBRES`` los lista."""
        return self._pieza(nombre, graficos.NOMBRES, "gráfico")

    def cifras_clave(self) -> Pieza:
        """Las cifras que un lector debe ver primero."""
        return self._hacer(cifras_clave)

    def tabla(self, nombre: str) -> pd.DataFrame:
        """Una tabla del núcleo mínimo: una fila por fila del archivo."""
        return self._expediente.tabla(nombre).copy()

    @property
    def cifras(self) -> pd.DataFrame:
        """La tabla única de cifras."""
        return self._expediente.cifras.copy()

    def _pieza(self, nombre: str, disponibles: dict, que: str) -> Pieza:
        if nombre not in disponibles:
            cercano = sugerencia(nombre, disponibles)
            partes = [f"No existe el {que} «{nombre}».", cercano, f"Hay: {enumerar(sorted(disponibles))}."]
            raise ErrorDeDocumento(" ".join(filter(None, partes)))
        return self._hacer(disponibles[nombre])

    def _hacer(self, funcion: Callable[[Expediente], Pieza]) -> Pieza:
        try:
            return funcion(self._expediente)
        except NoAplica as motivo:
            return Prosa(Markup("<p>{}</p>").format(str(motivo)))
        except SinDatos as falta:
            return Aviso(f"Sin datos: {falta}")


def abrir(programa: str, region: str) -> InformeAbierto:
    """Abre y valida los datos de una región de un programa.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: los parámetros o los datos tienen problemas; los trae todos.
    """
    lugares = rutas()
    parametros = cargar_programa(programa, lugares)
    nucleo = abrir_nucleo(parametros, cargar_region(parametros, region, lugares), lugares)
    return InformeAbierto(Expediente(nucleo), lugares)
