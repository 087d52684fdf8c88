"""Los esquemas de las tablas del núcleo mínimo, con pandera: el único lugar donde se dice qué se acepta.

Los archivos se leen como texto, para no perder ceros ni decimales escritos, y los esquemas revisan ese texto. Cada
columna lleva en ``description`` lo que significa, en ``metadata["tipo"]`` en qué se convierte después de validada, y
en ``error`` de cada revisión la regla que se muestra a quien llena la tabla.
"""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import corte, decimal, numero_o_cita, opcion, texto
from sistematizacion.parametros import Catalogo

ORIGENES = ("publicado", "registrado", "reconstruido")
CALIFICADORES = ("exacto", "aproximado", "minimo", "maximo")

PREGUNTAS = {
    "satisfaccion": ("muy_satisfecho", "satisfecho", "poco_satisfecho", "nada_satisfecho"),
    "contribucion": ("muy_significativa", "significativa", "poco_significativa", "nada_significativa"),
}

ESTADOS_DE_HITO = ("superado", "cumplido", "no_cumplido")
PROCESOS = (
    "direccion", "priorizacion", "seguimiento", "asistencia", "capacitacion", "sistematizacion", "sostenibilidad",
)  # fmt: skip

CAMPOS_DE_TEXTO = ("titulo", "enunciado", "sustento", "evidencia")  # los que pueden citar cifras
CAMPOS_DE_HITO = ("hito", "medio_verificacion", "nota")
VALORES_DE_HITO = ("linea_base", "meta", "logro")  # un número o la cita de una cifra

# Tablas de enunciados: mismas columnas, distintos tipos -------------------------------------------------------

TIPOS_DE_ENUNCIADO: dict[str, tuple[str, ...]] = {
    "objetivos": (
        "cartera", "seguimiento", "cuellos_de_botella", "articulacion", "instrumentos", "cierre",
        "arreglo_institucional", "sistematizacion",
    ),
    "acciones": (
        "articulacion", "asistencia", "capacitacion", "seguimiento", "instrumentos", "cierre", "institucional",
    ),
    "resultados": ("ejecucion", "cartera", "cierre", "institucional", "hitos", "posicion"),
    "practicas": ("principal", "transversal"),
    "factores": ("interno", "externo"),
    "dificultades": (
        "normativa", "participacion", "informacion", "ejecucion", "rotacion", "administrativa", "capacidades",
        "carga_laboral", "tecnica_contractual",
    ),
    "lecciones": ("estrategica", "operativa"),
    "conclusiones": ("tecnica", "politica"),
    "recomendaciones": ("continuidad", "financiador_y_coordinacion", "gobiernos_regionales"),
    "testimonios": ("autoridad",),
    "antecedentes": ("contexto", "origen", "alianza"),
    "metodologia": ("etapa", "actividad_previa", "nivel", "complemento", "elemento_comun"),
    "mecanismos": (
        "enfoque", "instrumentos", "particularidad", "gobernanza", "soporte_tecnico", "capacidades",
        "seguimiento_inversiones", "resultado_distintivo", "resumen_asistencia", "resumen_cartera",
    ),
}  # fmt: skip


def _procedencia() -> dict[str, pa.Column]:
    return {
        "origen": opcion("De dónde sale la fila: publicado, registrado o reconstruido", ORIGENES),
        "fuente": texto("Clave del documento en «fuentes» de programa.yml", vacio=True),
        "seccion": texto("Secciones del documento, separadas por «;»", vacio=True),
    }


def _propias(tabla: str) -> dict[str, pa.Column]:
    """Las columnas que solo esa tabla de enunciados tiene."""
    if tabla == "lecciones":
        return {"proceso": opcion("Proceso de la gestión de inversiones al que enseña", PROCESOS)}
    if tabla == "recomendaciones":
        return {"horizonte": texto("Para cuándo; las cifras van entre llaves", vacio=True)}
    return {}


def _enunciados(tabla: str, tipos: tuple[str, ...]) -> pa.DataFrameSchema:
    columnas = {
        "id": texto("Clave de la fila, que no se repite en el archivo", unica=True),
        "tipo": opcion("Clase de enunciado", tipos),
        "titulo": texto("Título corto", vacio=True),
        "enunciado": texto("Lo que se afirma; las cifras van entre llaves: {cierres_efectivos}"),
        "sustento": texto("Por qué, o valor agregado", vacio=True),
        "evidencia": texto("Qué se observó", vacio=True),
        **_propias(tabla),
        "regiones": texto("En lo común: regiones a las que se aplica, separadas por «;»; vacío = todas", vacio=True),
        **_procedencia(),
    }
    return pa.DataFrameSchema(columnas, strict=True, ordered=False)


def _cifras(catalogo: Catalogo) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "indicador": opcion("Clave del indicador en params/indicadores.yml", tuple(catalogo.indicadores)),
            "dimension": texto("Por qué se desagrega (ruta, tema…), o vacío si es el total", vacio=True),
            "categoria": opcion("Parte que es dentro de la dimensión", tuple(catalogo.categorias), vacio=True),
            "valor": decimal("El número, con los decimales publicados; vacío, si la nota dice por qué no lo hay", vacio=True),
            "unidad": opcion("Unidad del indicador", tuple(catalogo.unidades)),
            "calificador": opcion("exacto, aproximado («alrededor de»), minimo («más de») o maximo", CALIFICADORES),
            "fecha_corte": corte("Fecha a la que corresponde el valor: un día, un mes o un año"),
            **_procedencia(),
            "nota": texto("Lo que un lector cuidadoso debe saber", vacio=True),
            "motivo": texto("Por qué cambió desde la entrega anterior", vacio=True, obligatoria=False),
        },
        strict=True,
    )  # fmt: skip


def _hitos(catalogo: Catalogo) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "id": texto("Clave de la fila, que no se repite en el archivo", unica=True),
            "objetivo": texto("id del objetivo, en objetivos"),
            "hito": texto("Qué debía lograrse; las cifras van entre llaves"),
            "unidad": opcion("En qué se mide", tuple(catalogo.unidades), vacio=True),
            "linea_base": numero_o_cita("Valor de partida: un número, o una cifra entre llaves"),
            "meta": numero_o_cita("Valor acordado"),
            "logro": numero_o_cita("Valor alcanzado"),
            "estado_publicado": opcion("Estado que la fuente dice en palabras", ESTADOS_DE_HITO, vacio=True),
            "fecha": corte("Fecha del logro"),
            "medio_verificacion": texto("Documento o registro que lo prueba", vacio=True),
            **_procedencia(),
            "nota": texto("Lo que un lector cuidadoso debe saber", vacio=True),
        },
        strict=True,
    )


def _comentarios() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "area": texto("Área de quien comenta", vacio=True),
            "pregunta": texto("A qué pregunta abierta responde", vacio=True),
            "comentario": texto("Lo que escribió, sin nombres ni datos que lo identifiquen"),
            "publicable": opcion("Si consintió en que se publique", ("sí", "si", "no")),
            **_procedencia(),
        },
        strict=True,
    )


def _encuesta() -> pa.DataFrameSchema:
    respuestas = tuple(r for opciones in PREGUNTAS.values() for r in opciones)
    return pa.DataFrameSchema(
        {
            "respondente": texto("Clave anónima de quien respondió"),
            "area": texto("Área de quien respondió", vacio=True),
            "pregunta": opcion("Clave de la pregunta", tuple(PREGUNTAS)),
            "respuesta": opcion("Clave de la respuesta", respuestas),
            **_procedencia(),
        },
        strict=True,
        unique=["respondente", "pregunta"],
    )


def esquemas(catalogo: Catalogo) -> dict[str, pa.DataFrameSchema]:
    """El esquema de cada tabla, por su nombre de archivo sin extensión."""
    return {
        "cifras": _cifras(catalogo),
        "encuesta": _encuesta(),
        "comentarios": _comentarios(),
        "hitos": _hitos(catalogo),
        **{tabla: _enunciados(tabla, tipos) for tabla, tipos in TIPOS_DE_ENUNCIADO.items()},
    }


def campos_que_citan(tabla: str) -> tuple[str, ...]:
    """Los campos de una tabla en los que se puede citar cifras entre llaves.

    >>> campos_que_citan("recomendaciones")[-1], campos_que_citan("comentarios")
    ('horizonte', ())
    """
    if tabla == "hitos":
        return CAMPOS_DE_HITO
    if tabla not in TIPOS_DE_ENUNCIADO:
        return ()
    return (*CAMPOS_DE_TEXTO, *(("horizonte",) if tabla == "recomendaciones" else ()))
