"""Los gráficos que un cuaderno puede pedir por su nombre. Cada función recibe un ``Expediente`` y da un ``Grafico``.

Para agregar uno: escriba la función en el módulo de su tema, que levante ``SinDatos`` si le falta de qué hacerse, y
anótela aquí. El título dice el hallazgo, el texto alternativo dice los datos y nada se distingue solo por el color.
"""

from collections.abc import Callable

from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.graficos import cierres, ejecucion, formacion, posicion, satisfaccion
from sistematizacion.presentacion.piezas import Grafico

NOMBRES: dict[str, Callable[[Expediente], Grafico]] = {
    "participantes": formacion.participantes,
    "ejecucion": ejecucion.ejecucion,
    "pim": ejecucion.pim,
    "cartera": ejecucion.cartera,
    "cierres": cierres.cierres,
    "igeip": posicion.igeip,
    "hitos": posicion.hitos,
    "satisfaccion": satisfaccion.satisfaccion,
}
