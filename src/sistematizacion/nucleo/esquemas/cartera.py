"""La cartera seleccionada de proyectos (CSP): inversiones, avances, restricciones, cierres y obras por impuestos."""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import codigo, decimal, fecha, mes, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Cartera de inversiones"
MODALIDADES_DE_EJECUCION = ("administracion_directa", "contrata", "nucleo_ejecutor", "oxi", "otra")
TIPOS_DE_RESTRICCION = (
    "expediente_tecnico", "presupuesto", "contratacion", "terreno", "permisos", "contratista", "supervision",
    "conflicto_social", "clima", "arbitraje", "rotacion", "otra",
)  # fmt: skip
ESTADOS_DE_RESTRICCION = ("abierta", "en_proceso", "levantada")
RUTAS_DE_CIERRE = ("formato_09d", "regular", "de_oficio")
ESTADOS_DE_CIERRE = ("identificada", "validada", "en_tramite", "cerrada", "descartada")
DOCUMENTACION = ("completa", "parcial", "ninguna")
SI_O_NO = ("si", "no")
MODALIDADES_DE_OXI = ("oxi", "app", "pa", "ceic")
FASES_DE_OXI = (
    "idea", "priorizacion", "formulacion", "actos_previos", "proceso_de_seleccion", "convenio", "ejecucion", "culminado",
)  # fmt: skip


def cui(**detalle: object) -> pa.Column:
    """El código único de inversión."""
    return codigo(
        "Código único de inversión, de siete cifras", r"\d{7}", "siete cifras, como 2345678", titulo="CUI",
        alias=("codigo unico", "codigo unico de inversion", "codigo unico de inversiones"), ejemplo="2345678",
        **detalle,  # type: ignore[arg-type]
    )  # fmt: skip


def _de_la_cartera() -> pa.Column:
    return cui(refiere="inversiones.cui")


def inversiones() -> pa.DataFrameSchema:
    """Una fila por inversión de la CSP."""
    soles = {"unidad": "S/", "minimo": 0}
    columnas = {
        "cui": cui(),
        "nombre": texto("Nombre de la inversión", titulo="Nombre de la inversión", alias=("nombre",),
                        ejemplo="Mejoramiento del servicio de agua potable"),
        "unidad_ejecutora": texto("Unidad ejecutora de inversiones (UEI)", titulo="Unidad ejecutora", alias=("UEI",),
                                  vacio=True, ejemplo="Gerencia Regional de Infraestructura"),
        "modalidad": opcion("Cómo se ejecuta", MODALIDADES_DE_EJECUCION, titulo="Modalidad de ejecución",
                            alias=("modalidad",), vacio=True, ejemplo="contrata"),
        "costo": decimal("Costo actualizado", titulo="Costo actualizado", alias=("costo",), vacio=True,
                         ejemplo="12500000.00", **soles),
        "pia": decimal("Presupuesto institucional de apertura del año", titulo="PIA", vacio=True,
                       ejemplo="2000000", **soles),
        "pim_inicial": decimal("PIM al empezar el acompañamiento", titulo="PIM inicial", vacio=True,
                               ejemplo="2500000", **soles),
        "pim": decimal("Presupuesto institucional modificado a la fecha de corte", titulo="PIM", vacio=True,
                       ejemplo="3100000", **soles),
        "devengado": decimal("Devengado del año a la fecha de corte", titulo="Devengado", vacio=True,
                             ejemplo="2945000.50", **soles),
        "devengado_acumulado": decimal("Devengado de todos los años, incluido el del año", titulo="Devengado acumulado",
                                       vacio=True, obligatoria=False, ejemplo="9120000.00", **soles),
        "sector": texto("Sector al que pertenece", titulo="Sector", vacio=True, obligatoria=False, ejemplo="Salud"),
        "funcion": texto("Función del gasto", titulo="Función", vacio=True, obligatoria=False, ejemplo="Saneamiento"),
        "fecha_f12b": fecha("Día de la última actualización del Formato 12-B", titulo="Última actualización del F12-B",
                            alias=("fecha_f12b", "F12-B"), vacio=True, obligatoria=False, ejemplo="2025-12-12"),
    }  # fmt: skip
    return tabla(
        "inversiones", "Inversiones de la cartera seleccionada", "inversión de la cartera (CSP)", GRUPO, columnas,
        llave=("cui",), capitulos=("resumen", "resultados", "control", "cartera"),
    )  # fmt: skip


def avances() -> pa.DataFrameSchema:
    """Una fila por inversión y mes; los porcentajes son acumulados."""
    por_ciento = {"unidad": "%", "minimo": 0, "maximo": 100, "vacio": True}
    columnas = {
        "cui": _de_la_cartera(),
        "mes": mes("Mes del avance", titulo="Mes", ejemplo="2025-09"),
        "fisico_programado": decimal("Avance físico acumulado que se programó", titulo="Físico programado",
                                     ejemplo="62.5", **por_ciento),
        "fisico_ejecutado": decimal("Avance físico acumulado que se ejecutó", titulo="Físico ejecutado",
                                    ejemplo="58.1", **por_ciento),
        "financiero_programado": decimal("Avance financiero acumulado que se programó", titulo="Financiero programado",
                                         ejemplo="60", **por_ciento),
        "financiero_ejecutado": decimal("Avance financiero acumulado que se ejecutó", titulo="Financiero ejecutado",
                                        ejemplo="55.4", **por_ciento),
    }  # fmt: skip
    return tabla(
        "avances", "Avances mensuales", "inversión y mes", GRUPO, columnas, llave=("cui", "mes"),
        capitulos=("resultados", "control", "cartera"),
    )  # fmt: skip


def restricciones() -> pa.DataFrameSchema:
    """Una fila por cuello de botella."""
    columnas = {
        "cui": _de_la_cartera(),
        "tipo": opcion("De qué es la restricción", TIPOS_DE_RESTRICCION, titulo="Tipo", ejemplo="expediente_tecnico"),
        "descripcion": texto("Qué frena la inversión", titulo="Descripción", ejemplo="Partidas sin sustento de metrados"),
        "medida": texto("Qué se hizo o se hará", titulo="Medida", vacio=True, ejemplo="Reformular el expediente"),
        "responsable": texto("Cargo o área responsable; nunca el nombre de una persona", titulo="Responsable (cargo)",
                             alias=("responsable",), vacio=True, ejemplo="Subgerencia de Estudios"),
        "fecha": fecha("Día en que se identificó", titulo="Fecha", ejemplo="2025-07-21"),
        "fecha_levantamiento": fecha("Día en que se levantó", titulo="Fecha de levantamiento", vacio=True,
                                     obligatoria=False, ejemplo="2025-09-30"),
        "estado": opcion("En qué está", ESTADOS_DE_RESTRICCION, titulo="Estado", ejemplo="levantada"),
    }  # fmt: skip
    return tabla(
        "restricciones", "Restricciones o cuellos de botella", "restricción", GRUPO, columnas,
        capitulos=("control", "cuellos", "cartera"),
    )  # fmt: skip


def cierres() -> pa.DataFrameSchema:
    """Una fila por inversión que hay que cerrar."""
    columnas = {
        "cui": cui(),
        "nombre": texto("Nombre de la inversión", titulo="Nombre de la inversión", vacio=True, obligatoria=False,
                        alias=("nombre",), ejemplo="Construcción del puente peatonal"),
        "ruta": opcion("Cómo le toca cerrarse", RUTAS_DE_CIERRE, titulo="Ruta de cierre", alias=("ruta",), vacio=True,
                       ejemplo="formato_09d"),
        "estado": opcion("En qué está; «descartada» no cuenta en el universo de cierre", ESTADOS_DE_CIERRE,
                         titulo="Estado", ejemplo="cerrada"),
        "fecha_inicio": fecha("Día en que empezó el trámite de cierre", titulo="Fecha de inicio del cierre",
                              alias=("fecha_inicio",), vacio=True, obligatoria=False, ejemplo="2025-07-02"),
        "fecha_cierre": fecha("Día en que se registró el cierre", titulo="Fecha de cierre", vacio=True,
                              ejemplo="2025-10-15"),
        "culminada": opcion("Si terminó su ejecución física", SI_O_NO, titulo="Culminada", vacio=True, obligatoria=False,
                            ejemplo="si"),
        "documentacion": opcion("Cuánto del expediente de liquidación se tiene", DOCUMENTACION,
                                titulo="Documentación de liquidación", alias=("documentacion",), vacio=True,
                                obligatoria=False, ejemplo="completa"),
        "ultimo_devengado": mes("Mes del último devengado: desde entonces está inactiva", titulo="Último devengado",
                                vacio=True, obligatoria=False, ejemplo="2021-11"),
        "fecha_validacion": fecha("Día en que se validó que le toca cerrarse", titulo="Fecha de validación", vacio=True,
                                  obligatoria=False, ejemplo="2025-06-20"),
    }  # fmt: skip
    return tabla(
        "cierres", "Cierre de inversiones", "inversión por cerrar", GRUPO, columnas, llave=("cui",),
        capitulos=("resumen", "resultados", "cierre_de_inversiones"),
    )  # fmt: skip


def oxi() -> pa.DataFrameSchema:
    """Una fila por proyecto con participación privada."""
    soles = {"unidad": "S/", "minimo": 0, "vacio": True}
    columnas = {
        "cui": cui(vacio=True),
        "nombre": texto("Nombre del proyecto", titulo="Nombre del proyecto", alias=("nombre",),
                        ejemplo="Mejoramiento de la institución educativa"),
        "modalidad": opcion("OxI, APP, proyecto en activos o contrato estandarizado", MODALIDADES_DE_OXI,
                            titulo="Modalidad", ejemplo="oxi"),
        "fase": opcion("En qué fase está", FASES_DE_OXI, titulo="Fase", ejemplo="convenio"),
        "monto": decimal("Monto del proyecto", titulo="Monto", ejemplo="18400000", **soles),
        "convenio": texto("Número del convenio firmado; vacío, si no se firmó", titulo="Convenio", vacio=True,
                          ejemplo="Convenio 003-2025"),
        "fecha_convenio": fecha("Día en que se firmó", titulo="Fecha del convenio", vacio=True, obligatoria=False,
                                ejemplo="2025-11-05"),
        "monto_convenio": decimal("Monto del convenio firmado", titulo="Monto del convenio", ejemplo="17950000", **soles),
    }  # fmt: skip
    return tabla(
        "oxi", "Proyectos con participación privada (OxI, APP, PA, CEIC)", "proyecto", GRUPO, columnas,
        capitulos=("resultados", "inversion_privada"),
    )  # fmt: skip


def integridad() -> pa.DataFrameSchema:
    """Una fila por indicador del área de integridad."""
    numero = {"vacio": True}
    columnas = {
        "componente": texto("A qué parte del modelo de integridad pertenece", titulo="Componente",
                            ejemplo="Gestión de riesgos"),
        "indicador": texto("Qué se mide", titulo="Indicador", ejemplo="Matrices de riesgos aprobadas"),
        "unidad": texto("En qué se mide", titulo="Unidad", ejemplo="matrices"),
        "linea_base": decimal("Valor al empezar", titulo="Línea base", ejemplo="0", **numero),
        "meta": decimal("Valor acordado", titulo="Meta", ejemplo="3", **numero),
        "logro": decimal("Valor alcanzado a la fecha", titulo="Logro", ejemplo="3", **numero),
        "fecha": fecha("Día al que corresponde el logro", titulo="Fecha", vacio=True, ejemplo="2025-11-28"),
        "medio_verificacion": texto("Documento que lo prueba", titulo="Medio de verificación", vacio=True,
                                    ejemplo="Resolución que aprueba las matrices"),
    }  # fmt: skip
    return tabla(
        "integridad", "Indicadores del área de integridad", "indicador", GRUPO, columnas, llave=("indicador",),
        capitulos=("integridad",),
    )  # fmt: skip
