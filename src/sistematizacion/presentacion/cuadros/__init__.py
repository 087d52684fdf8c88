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
    cierre,
    comparados,
    conciliacion,
    control,
    cuellos,
    enunciados,
    hitos,
    integridad,
    inversion_privada,
    matrices,
    resultados,
    rutas_de_cierre,
    satisfaccion,
)
from sistematizacion.presentacion.cuadros.gasto import niveles as gasto_niveles
from sistematizacion.presentacion.cuadros.gasto import publicado as gasto_publicado
from sistematizacion.presentacion.cuadros.gasto import puestos as gasto_puestos
from sistematizacion.presentacion.cuadros.gasto import resumen as gasto_resumen
from sistematizacion.presentacion.cuadros.gasto import ritmo as gasto_ritmo
from sistematizacion.presentacion.cuadros.gasto import serie as gasto_serie
from sistematizacion.presentacion.cuadros.gasto import vistas as gasto_vistas
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
    "rutas_de_cierre": Exhibicion(rutas_de_cierre.rutas_de_cierre),
    "embudo_de_cierre": Exhibicion(cierre.embudo_de_cierre),
    "cierres_por_mes": Exhibicion(cierre.cierres_por_mes),
    "antiguedad_de_cierre": Exhibicion(cierre.antiguedad_de_cierre),
    "rutas_de_la_regla": Exhibicion(rutas_de_cierre.rutas_de_la_regla),
    "diferencias_de_ruta": Exhibicion(rutas_de_cierre.diferencias_de_ruta),
    "inversion_privada": Exhibicion(inversion_privada.inversion_privada),
    "convenios_firmados": Exhibicion(inversion_privada.convenios_firmados),
    "cuellos_de_botella": Exhibicion(cuellos.cuellos_de_botella),
    "medidas": Exhibicion(cuellos.medidas),
    "cuellos_abiertos": Exhibicion(cuellos.cuellos_abiertos),
    "integridad": Exhibicion(integridad.integridad),
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
    "gasto_resumen": Exhibicion(gasto_resumen.resumen, gasto_resumen.resumen_comparado),
    "gasto_por_nivel": en_ambos(gasto_niveles.por_nivel),
    "gasto_evolucion": en_ambos(gasto_niveles.evolucion_por_nivel),
    **{f"gasto_por_{v}": Exhibicion(gasto_vistas.por(v)) for v in gasto_vistas.ENCABEZADOS},
    "gasto_meses": Exhibicion(gasto_ritmo.meses),
    "gasto_modificaciones": Exhibicion(gasto_ritmo.modificaciones),
    "gasto_puestos": Exhibicion(gasto_puestos.puestos),
    "gasto_serie": Exhibicion(gasto_serie.serie),
    "gasto_conciliado": en_ambos(gasto_publicado.conciliado),
}
