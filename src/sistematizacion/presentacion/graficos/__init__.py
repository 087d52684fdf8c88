"""Los gráficos que un cuaderno puede pedir por su nombre, con la función que los hace en cada alcance.

Para agregar uno: escriba en el módulo de su tema una función que reciba el expediente, dé un ``Grafico`` y levante
``SinDatos`` si le falta de qué hacerse, y anótela aquí. El título dice el hallazgo, el texto alternativo dice los datos,
``cifras`` trae las que dibuja y nada se distingue solo por el color.
"""

from sistematizacion.presentacion.exhibicion import Exhibicion
from sistematizacion.presentacion.graficos import (
    cartera_registrada,
    cierres,
    comparados,
    control,
    ejecucion,
    formacion,
    mapa,
    posicion,
    satisfaccion,
    tablero,
)
from sistematizacion.presentacion.graficos.gasto import calor, distribucion, funciones, pendiente, ritmo, serie

NOMBRES: dict[str, Exhibicion] = {
    "mapa": Exhibicion(mapa.de_region, mapa.del_programa),
    "tablero": Exhibicion(programa=tablero.tablero),
    "participantes": Exhibicion(formacion.participantes, comparados.participantes),
    "ejecucion": Exhibicion(ejecucion.ejecucion, comparados.ejecucion),
    "pim": Exhibicion(ejecucion.pim),
    "cartera": Exhibicion(ejecucion.cartera),
    "cierres": Exhibicion(cierres.cierres, comparados.cierres),
    "embudo_de_cierre": Exhibicion(cartera_registrada.embudo_de_cierre),
    "cierres_mensuales": Exhibicion(cartera_registrada.cierres_mensuales),
    "cuellos": Exhibicion(cartera_registrada.cuellos_por_tipo),
    "fases_oxi": Exhibicion(cartera_registrada.fases_oxi),
    "igeip": Exhibicion(posicion.igeip, comparados.igeip),
    "hitos": Exhibicion(posicion.hitos, comparados.hitos),
    "curva_s": Exhibicion(control.curva_s),
    "curvas_s": Exhibicion(control.curvas_s),
    "spi": Exhibicion(control.spi),
    "cartera_comparada": Exhibicion(programa=control.cartera_comparada),
    "satisfaccion": Exhibicion(satisfaccion.satisfaccion, comparados.satisfaccion),
    "gasto_pendiente": Exhibicion(pendiente.pendiente_de_region, pendiente.pendiente_del_programa),
    "gasto_distribucion": Exhibicion(distribucion.distribucion_de_region, distribucion.distribucion_del_programa),
    "gasto_ritmo": Exhibicion(ritmo.ritmo_de_region, ritmo.ritmo_del_programa),
    "gasto_funciones": Exhibicion(funciones.funciones),
    "gasto_calor": Exhibicion(calor.calor_de_region, calor.calor_del_programa),
    "gasto_serie": Exhibicion(serie.serie_de_region, serie.serie_del_programa),
}
