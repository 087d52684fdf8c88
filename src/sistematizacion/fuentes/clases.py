"""Las columnas de cada clase de datos, sea cual sea el formato del que vengan.

Son las del almacén (``data/mef``) y las de ``LecturaExterna.tabla``. ``VARCHAR`` es texto: todo código lo es, con sus
ceros. Los montos son soles con dos decimales; los porcentajes van de 0 a 100 y se guardan como se declararon.
"""

TEXTO, MONTO, NUMERO, ENTERO, FECHA = "VARCHAR", "DECIMAL(18,2)", "DECIMAL(18,6)", "INTEGER", "DATE"
MESES = tuple(f"{m:02}" for m in range(1, 13))

# Una fila por cadena presupuestal y mes; el mes 0 trae PIA y PIM. Los nombres son los del MEF, en minúsculas.
_CON_NOMBRE = (
    "nivel_gobierno", "sector", "pliego", "ejecutora", "departamento_ejecutora", "provincia_ejecutora",
    "distrito_ejecutora", "programa_ppto", "tipo_act_proy", "producto_proyecto", "actividad_accion_obra", "funcion",
    "division_funcional", "grupo_funcional", "departamento_meta", "fuente_financiamiento", "rubro", "tipo_recurso",
    "categoria_gasto", "tipo_transaccion", "generica", "subgenerica", "subgenerica_det", "especifica", "especifica_det",
)  # fmt: skip
GASTO = {
    "ano_eje": ENTERO,
    "mes_eje": ENTERO,
    **{c: TEXTO for codigo in _CON_NOMBRE for c in (codigo, f"{codigo}_nombre")},
    **dict.fromkeys(("sec_ejec", "sec_func", "meta", "finalidad", "meta_nombre"), TEXTO),
    **dict.fromkeys(
        ("monto_pia", "monto_pim", "monto_certificado", "monto_comprometido_anual", "monto_comprometido",
         "monto_devengado", "monto_girado"), MONTO,
    ),
}  # fmt: skip

# Una fila por rótulo de una consulta del gasto: un proyecto, una ejecutora, una municipalidad, una función…
EJECUCION = {
    "anio": ENTERO,
    "fecha_consulta": FECHA,
    "que": TEXTO,  # inversion, ejecutora, municipalidad, pliego, funcion…; lo que dice el encabezado de la primera columna
    "codigo": TEXTO,  # como venía: «001-1693», «120101-301003», «2470242»
    "nombre": TEXTO,
    "cui": TEXTO,  # si la fila es de una inversión; vacío en un proyecto genérico
    "sec_ejec": TEXTO,
    "ubigeo": TEXTO,
    "pliego": TEXTO,
    "pliego_nombre": TEXTO,
    **dict.fromkeys(
        ("pia", "pim", "certificado", "compromiso_anual", "compromiso_mensual", "devengado", "girado"), MONTO
    ),
    "avance": NUMERO,  # devengado ÷ PIM × 100, como venía
}

# Una fila por inversión del Banco de Inversiones; las localizaciones van reunidas
INVERSIONES = {
    "cui": TEXTO,
    "snip": TEXTO,
    "clase": TEXTO,  # activa, cerrada, desactivada
    **dict.fromkeys(
        ("nombre", "estado", "situacion", "nivel", "sector", "entidad", "opmi", "uf", "uei", "sec_ejec", "uep", "funcion",
         "programa", "subprograma", "marco", "tipo_inversion", "modalidad", "tipologia", "alternativa"), TEXTO,
    ),
    **dict.fromkeys(
        ("monto_viable", "costo", "control_concurrente", "controversias", "carta_fianza", "pia", "pim", "certificado",
         "compromiso_anual", "devengado_anio", "devengado_anterior", "devengado_acumulado", "saldo_por_ejecutar",
         "pmi_anio_1", "pmi_anio_2", "pmi_anio_3", "pmi_anio_4"), MONTO,
    ),
    **dict.fromkeys(
        ("fecha_registro", "fecha_viabilidad", "fecha_f9", "fecha_cierre", "fecha_declaracion", "inicio_ejecucion",
         "fin_ejecucion", "inicio_fisico", "fin_fisico"), FECHA,
    ),
    **dict.fromkeys(
        ("expediente_tecnico", "informe_cierre", "motivo_cierre", "tiene_f8", "etapa_f8", "tiene_f9", "etapa_f9",
         "tiene_f12b", "tiene_avance_fisico", "culminada"), TEXTO,
    ),
    "primer_devengado": TEXTO,  # «2023-05»
    "ultimo_devengado": TEXTO,
    "avance_fisico": NUMERO,
    "avance_ejecucion": NUMERO,  # el del Banco: no es el avance financiero
    "beneficiarios": NUMERO,
    **dict.fromkeys(("departamento", "provincia", "distrito", "ubigeo"), TEXTO),  # varias localizaciones: separadas por «;»
    "localizaciones": ENTERO,
    "anio_proceso": ENTERO,
}  # fmt: skip

# Una fila por inversión del Formato 12-B
SEGUIMIENTO = {
    "cui": TEXTO,
    "nombre": TEXTO,
    "estado": TEXTO,
    "anio": ENTERO,  # de los meses
    "fecha_f12b": FECHA,
    "periodo_f12b": TEXTO,
    **dict.fromkeys(("estado_situacional", "problema", "accion"), TEXTO),
    "fecha_declaracion": FECHA,
    "avance_fisico": NUMERO,
    "avance_ejecucion": NUMERO,
    "devengado_acumulado": MONTO,
    "devengado_anio": MONTO,
    "pim": MONTO,
    "inicio_fisico": FECHA,
    "fin_fisico": FECHA,
    **{f"{que}_{m}": MONTO for que in ("programado", "actualizado", "devengado") for m in MESES},
    **{f"fisico_{que}_{m}": NUMERO for que in ("programado", "actualizado", "ejecutado") for m in MESES},
}

# Una fila por inversión y mes del Formato 12-B, en la forma larga de 2024
SEGUIMIENTO_MES = {
    "cui": TEXTO,
    "mes": TEXTO,  # «2024-05»
    "programado": MONTO,
    "actualizado": MONTO,
    **dict.fromkeys(("fisico_programado", "fisico_actualizado", "fisico_ejecutado"), NUMERO),
}

# Una fila por anotación del estado de una inversión
SITUACION = {"cui": TEXTO, "mes": TEXTO, "tipo": TEXTO, "descripcion": TEXTO, "acciones": TEXTO, "fecha_registro": FECHA}

# Una fila por obra de INFObras; una inversión puede tener varias
OBRAS = {
    "obra": TEXTO,
    "cui": TEXTO,
    "snip": TEXTO,
    **dict.fromkeys(
        ("nombre", "entidad", "modalidad", "estado", "departamento", "provincia", "distrito", "ubigeo", "causal"), TEXTO
    ),
    "paralizada": TEXTO,
    **dict.fromkeys(("monto_expediente", "monto_viable", "monto_ejecutado"), MONTO),
    "avance_fisico": NUMERO,
    "avance_programado": NUMERO,
    "fecha_inicio": FECHA,
    "plazo_dias": ENTERO,
}

CLASES = {
    "gasto": GASTO, "ejecucion": EJECUCION, "inversiones": INVERSIONES, "seguimiento": SEGUIMIENTO,
    "seguimiento_mes": SEGUIMIENTO_MES, "situacion": SITUACION, "obras": OBRAS,
}  # fmt: skip
