"""Lo que ``make mef`` toma de los archivos del MEF para una región. Nadie lo escribe a mano: se vuelve a hacer con la orden.

Las tres tablas van en CSV junto a las demás de la región y se leen como ellas, de modo que cada cifra que sale de aquí
dice su archivo y su fila. Todo va en soles.
"""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import corte, decimal, entero, fecha, mes, texto
from sistematizacion.nucleo.esquemas.cartera import cui
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Datos del MEF"
DEL_MEF = ("mef_inversiones", "mef_meses", "mef_cartera", "mef_gasto")  # las escribe «make mef»; no van en registro.xlsx


def mef_inversiones() -> pa.DataFrameSchema:
    """Una fila por inversión del registro (cartera, cierres, inversión privada) que está en los archivos del MEF."""
    opcional = {"vacio": True, "obligatoria": False}
    soles = {"unidad": "S/", **opcional}
    columnas = {
        "cui": cui(),
        "nombre": texto("Nombre en el Banco de Inversiones o en el SIAF", titulo="Nombre en el MEF", **opcional),
        "estado": texto("Activa, cerrada o desactivada", titulo="Estado en el Banco", ejemplo="ACTIVO", **opcional),
        "situacion": texto("Situación en el Banco", titulo="Situación", ejemplo="VIABLE", **opcional),
        "tipo_inversion": texto("Proyecto de inversión o IOARR", titulo="Tipo de inversión", **opcional),
        "sector": texto("Sector de la fase de formulación", titulo="Sector en el Banco", **opcional),
        "funcion": texto("Función del gasto", titulo="Función en el Banco", **opcional),
        "unidad_ejecutora": texto("UEI del Banco o, si no está en él, ejecutoras del SIAF",
                                  titulo="Unidad ejecutora en el MEF", **opcional),
        "costo": decimal("Costo actualizado en el Banco", titulo="Costo en el Banco", **soles),
        "pia": decimal("PIA del año, sumadas sus ejecutoras", titulo="PIA en el SIAF", **soles),
        "pim": decimal("PIM del año, sumadas sus ejecutoras", titulo="PIM en el SIAF", **soles),
        "certificado": decimal("Certificado del año", titulo="Certificado", **soles),
        "devengado": decimal("Devengado del año hasta el mes de corte", titulo="Devengado en el SIAF", **soles),
        "devengado_acumulado": decimal("Devengado de todos los años hasta el mes de corte",
                                       titulo="Devengado acumulado en el MEF", **soles),
        "primer_devengado": mes("Mes del primer devengado", titulo="Primer devengado", **opcional),
        "ultimo_devengado": mes("Mes del último devengado", titulo="Último devengado en el MEF", **opcional),
        "avance_fisico": decimal("Avance físico declarado, tal cual; el Banco trae algunos mayores que 100",
                                 titulo="Avance físico en el Banco", unidad="%", **opcional),
        "fecha_f12b": fecha("Última actualización del Formato 12-B", titulo="F12-B en el MEF", **opcional),
        "problema": texto("Último problema declarado en el Formato 12-B", titulo="Problema en el F12-B", **opcional),
        "expediente_tecnico": texto("Si registra expediente técnico", titulo="Expediente técnico", **opcional),
        "tiene_f8": texto("Si tiene Formato 08", titulo="Tiene F8", **opcional),
        "etapa_f8": texto("Etapa del Formato 08", titulo="Etapa del F8", **opcional),
        "tiene_f9": texto("Si tiene Formato 09", titulo="Tiene F9", **opcional),
        "etapa_f9": texto("Etapa del Formato 09", titulo="Etapa del F9", **opcional),
        "informe_cierre": texto("Si registra informe de cierre", titulo="Informe de cierre", **opcional),
        "fecha_cierre": fecha("Cierre registrado en el Banco", titulo="Fecha de cierre en el Banco", **opcional),
        "inicio_fisico": fecha("Inicio de la ejecución física", titulo="Inicio físico", **opcional),
        "fin_fisico": fecha("Término de la ejecución física", titulo="Término físico", **opcional),
        "corte": corte("Hasta cuándo llegan los montos del año", titulo="Corte de los montos", obligatoria=False,
                       ejemplo="2025-12"),
    }  # fmt: skip
    return tabla(
        "mef_inversiones", "Inversiones según el MEF", "inversión", GRUPO, columnas, llave=("cui",),
        capitulos=("control", "cierre_de_inversiones", "cartera"),
    )  # fmt: skip


def mef_meses() -> pa.DataFrameSchema:
    """Una fila por inversión de la cartera y mes: lo devengado en el mes y lo programado para él."""
    soles = {"unidad": "S/", "vacio": True}
    columnas = {
        "cui": cui(),
        "mes": mes("Mes", titulo="Mes", ejemplo="2025-09"),
        "devengado": decimal("Devengado en el mes, sumadas sus ejecutoras", titulo="Devengado del mes", **soles),
        "programado": decimal("Programado para el mes en el Formato 12-B, actualizado", titulo="Programado del mes", **soles),
    }  # fmt: skip
    return tabla("mef_meses", "Ejecución mensual según el MEF", "inversión y mes", GRUPO, columnas, llave=("cui", "mes"))


def mef_cartera() -> pa.DataFrameSchema:
    """Una fila por mes con la cartera entera del pliego; los proyectos genéricos, que no son inversiones, no cuentan."""
    soles = {"unidad": "S/", "vacio": True}
    columnas = {
        "mes": mes("Mes", titulo="Mes", ejemplo="2025-09"),
        "inversiones": entero("Inversiones con PIM en el año", titulo="Inversiones con PIM", vacio=True),
        "pim": decimal("PIM del año de todas ellas", titulo="PIM de la cartera total", **soles),
        "devengado": decimal("Devengado en el mes", titulo="Devengado del mes", **soles),
        "programado": decimal("Programado para el mes en el Formato 12-B", titulo="Programado del mes", **soles),
    }  # fmt: skip
    return tabla(
        "mef_cartera", "Cartera total del pliego según el MEF", "mes", GRUPO, columnas, llave=("mes",), capitulos=("control",)
    )
