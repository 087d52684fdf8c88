"""Los cuadros que un cuaderno puede pedir por su nombre, con la función que los hace en cada alcance.

Para agregar uno: escriba en el módulo de su tema una función que reciba el expediente, dé un ``Cuadro`` y levante
``SinDatos`` si le falta de qué hacerse, y anótela aquí.
"""

from sistematizacion.presentacion.cuadros import (
    actividades,
    actualizacion,
    advertencias,
    anexos,
    aprendizajes,
    areas,
    comparados,
    conciliacion,
    control,
    enunciados,
    hitos,
    matrices,
    resultados,
    satisfaccion,
)
from sistematizacion.presentacion.exhibicion import Exhibicion, en_ambos

NOMBRES: dict[str, Exhibicion] = {
    "objetivos": Exhibicion(enunciados.objetivos, enunciados.objetivos_de_todas),
    "componentes": Exhibicion(programa=matrices.componentes),
    "alcance": Exhibicion(enunciados.alcance, matrices.alcance),
    "actividades": Exhibicion(actividades.actividades, comparados.actividades),
    "formacion": Exhibicion(actividades.formacion, comparados.formacion),
    "resultados": Exhibicion(resultados.resultados, comparados.resultados),
    "ejecucion": Exhibicion(resultados.ejecucion, comparados.ejecucion),
    "cierres": Exhibicion(resultados.cierres, comparados.cierres),
    "oxi": Exhibicion(resultados.oxi),
    "actualizacion_mef": Exhibicion(actualizacion.actualizacion_mef),
    "clasificacion": Exhibicion(programa=comparados.clasificacion),
    "practicas": Exhibicion(enunciados.practicas, enunciados.practicas_de_todas),
    "dificultades": en_ambos(enunciados.dificultades),
    "satisfaccion": Exhibicion(satisfaccion.satisfaccion, satisfaccion.comparada),
    "satisfaccion_por_area": Exhibicion(areas.por_area_de_region, areas.por_area_del_programa),
    "areas": en_ambos(areas.areas),
    "comentarios": en_ambos(satisfaccion.comentarios),
    "lecciones": en_ambos(aprendizajes.lecciones),
    "factores": en_ambos(aprendizajes.factores),
    "recomendaciones": en_ambos(aprendizajes.recomendaciones),
    "matriz": Exhibicion(enunciados.matriz, matrices.matriz),
    "matriz_resultados": en_ambos(hitos.matriz_de_resultados),
    "hitos": en_ambos(hitos.hitos),
    "conciliacion": en_ambos(conciliacion.conciliacion),
    "conciliacion_resumen": en_ambos(conciliacion.conciliacion_resumen),
    "correcciones": en_ambos(conciliacion.correcciones),
    "advertencias": en_ambos(advertencias.advertencias),
    "datos": en_ambos(anexos.datos),
    "matriz_fisico_financiera": Exhibicion(control.matriz),
    "alertas": Exhibicion(control.alertas),
    "ritmos": Exhibicion(control.ritmos),
    "cambios_del_mes": Exhibicion(control.cambios_del_mes),
    "cartera_total": Exhibicion(control.cartera_total),
    "cartera_comparada": Exhibicion(programa=control.cartera_comparada),
}
