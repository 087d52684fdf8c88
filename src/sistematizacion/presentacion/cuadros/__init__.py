"""Los cuadros que un cuaderno puede pedir por su nombre. Cada función recibe un ``Expediente`` y da un ``Cuadro``.

Para agregar uno: escriba la función en el módulo de su tema, que levante ``SinDatos`` si le falta de qué hacerse, y
anótela aquí.
"""

from collections.abc import Callable

from sistematizacion.presentacion.cuadros import actividades, anexos, enunciados, resultados, satisfaccion
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.piezas import Cuadro

NOMBRES: dict[str, Callable[[Expediente], Cuadro]] = {
    "alcance": enunciados.alcance,
    "objetivos": enunciados.objetivos,
    "actividades": actividades.actividades,
    "formacion": actividades.formacion,
    "resultados": resultados.resultados,
    "ejecucion": resultados.ejecucion,
    "cierres": resultados.cierres,
    "oxi": resultados.oxi,
    "practicas": enunciados.practicas,
    "dificultades": enunciados.dificultades,
    "satisfaccion": satisfaccion.satisfaccion,
    "recomendaciones": enunciados.recomendaciones,
    "matriz": enunciados.matriz,
    "cifras": anexos.cifras,
    "discrepancias": anexos.discrepancias,
    "datos": anexos.datos,
    "corrida": anexos.corrida,
}
