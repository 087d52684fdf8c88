"""La orden que hace el tablero de inversiones."""

from sistematizacion.consola import Programa, Region, salida
from sistematizacion.parametros import PROGRAMA_POR_DEFECTO
from sistematizacion.rutas import rutas

SIN_MESES = "Va solo lo del registro: sin los archivos del MEF no hay devengado por mes. Ingréselos con «make mef»."


def dashboard(region: Region = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Hace el tablero de inversiones de una región: una página que se abre sin red."""
    from sistematizacion.tablero.orden import hacer_tablero

    lugares = rutas()
    hecho = hacer_tablero(programa, region, lugares)
    if not hecho.con_meses:
        salida.print(SIN_MESES, markup=False)
    salida.print(f"Listo: {lugares.relativa(hecho.ruta)} ({hecho.inversiones:,} inversiones)", markup=False)


ORDENES = (dashboard,)
