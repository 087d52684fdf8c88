"""Los esquemas de las tablas del núcleo mínimo, con pandera: el único lugar donde se dice qué se acepta.

Los archivos se leen como texto, para no perder ceros ni decimales escritos, y los esquemas revisan ese texto. Cada
columna lleva en ``description`` lo que significa, en ``metadata["tipo"]`` en qué se convierte después de validada, y
en ``error`` de cada revisión la regla que se muestra a quien llena la tabla.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import pandera.pandas as pa

from sistematizacion.nucleo.corte import Corte
from sistematizacion.parametros import Catalogo

ORIGENES = ("publicado", "registrado", "reconstruido")
CALIFICADORES = ("exacto", "aproximado", "minimo", "maximo")
PREGUNTAS = {
    "satisfaccion": ("muy_satisfecho", "satisfecho", "poco_satisfecho", "nada_satisfecho"),
    "contribucion": ("muy_significativa", "significativa", "poco_significativa", "nada_significativa"),
}

CAMPOS_DE_TEXTO = ("titulo", "enunciado", "sustento", "evidencia")  # los que pueden citar cifras

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
        "seguimiento_inversiones", "resultado_distintivo",
    ),
}  # fmt: skip


def es_numero(texto: str) -> bool:
    """Dice si el texto es un número con punto decimal y sin separador de millares.

    >>> [es_numero(t) for t in ("96.06", "-3", "1,038", "", "nan")]
    [True, True, False, False, False]
    """
    try:
        return re.fullmatch(r"-?\d+(\.\d+)?", texto) is not None and Decimal(texto).is_finite()
    except InvalidOperation:
        return False


def es_corte(texto: str) -> bool:
    """Dice si el texto es una fecha de corte que existe.

    >>> [es_corte(t) for t in ("2025-12-31", "2025-10", "2025", "2025-02-30", "31/12/2025")]
    [True, True, True, False, False]
    """
    try:
        return bool(Corte.de_texto(texto))
    except ValueError:
        return False


def _cada(prueba: Callable[[str], bool], regla: str, vacio: bool) -> pa.Check:
    return pa.Check(lambda t: (vacio and t == "") or prueba(t), element_wise=True, error=regla)


def _columna(ayuda: str, tipo: str, *revisiones: pa.Check, vacio: bool, unica: bool = False) -> pa.Column:
    lleno = [] if vacio else [pa.Check(lambda t: t != "", element_wise=True, error="está vacío y es obligatorio")]
    return pa.Column(checks=[*lleno, *revisiones], unique=unica, description=ayuda, metadata={"tipo": tipo})


def texto(ayuda: str, *, vacio: bool = False, unica: bool = False) -> pa.Column:
    """Columna de texto libre."""
    return _columna(ayuda, "texto", vacio=vacio, unica=unica)


def opcion(ayuda: str, opciones: tuple[str, ...], *, vacio: bool = False) -> pa.Column:
    """Columna que solo admite ciertas palabras."""
    permitido = "no es uno de los permitidos: " + ", ".join(opciones)
    return _columna(ayuda, "texto", _cada(lambda t: t in opciones or t == "", permitido, vacio), vacio=vacio)


def decimal(ayuda: str, *, vacio: bool = False) -> pa.Column:
    """Columna de números exactos; conserva los decimales escritos."""
    regla = "no es un número con punto decimal y sin separador de millares (por ejemplo 1038.5)"
    return _columna(ayuda, "decimal", _cada(lambda t: t == "" or es_numero(t), regla, vacio), vacio=vacio)


def corte(ayuda: str) -> pa.Column:
    """Columna de fechas de corte, con la precisión que se conozca; puede ir vacía."""
    regla = "no es una fecha aaaa-mm-dd (por ejemplo 2025-12-31), ni aaaa-mm, ni aaaa; si Excel la cambia, dé a la columna formato de Texto"
    return _columna(ayuda, "corte", _cada(es_corte, regla, vacio=True), vacio=True)


def _procedencia() -> dict[str, pa.Column]:
    return {
        "origen": opcion("De dónde sale la fila: publicado, registrado o reconstruido", ORIGENES),
        "fuente": texto("Clave del documento en «fuentes» de programa.yml", vacio=True),
        "seccion": texto("Secciones del documento, separadas por «;»", vacio=True),
    }


def _enunciados(tipos: tuple[str, ...]) -> pa.DataFrameSchema:
    columnas = {
        "id": texto("Clave de la fila, que no se repite en el archivo", unica=True),
        "tipo": opcion("Clase de enunciado", tipos),
        "titulo": texto("Título corto", vacio=True),
        "enunciado": texto("Lo que se afirma; las cifras van entre llaves: {cierres_efectivos}"),
        "sustento": texto("Por qué, o valor agregado", vacio=True),
        "evidencia": texto("Qué se observó", vacio=True),
        "regiones": texto("En lo común: regiones a las que se aplica, separadas por «;»; vacío = todas", vacio=True),
        **_procedencia(),
    }
    return pa.DataFrameSchema(columnas, strict=True, ordered=False)


def _cifras(catalogo: Catalogo) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "indicador": opcion("Clave del indicador en params/indicadores.yml", tuple(catalogo.indicadores)),
            "dimension": texto("Por qué se desagrega (ruta, tema…), o vacío si es el total", vacio=True),
            "categoria": opcion("Parte a la que corresponde dentro de la dimensión", tuple(catalogo.categorias), vacio=True),
            "valor": decimal("El número, con los decimales con que se publicó"),
            "unidad": opcion("Unidad del indicador", tuple(catalogo.unidades)),
            "calificador": opcion("exacto, aproximado («alrededor de»), minimo («más de») o maximo", CALIFICADORES),
            "fecha_corte": corte("Fecha a la que corresponde el valor: un día, un mes o un año"),
            **_procedencia(),
            "nota": texto("Lo que un lector cuidadoso debe saber", vacio=True),
        },
        strict=True,
    )  # fmt: skip


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
        **{tabla: _enunciados(tipos) for tabla, tipos in TIPOS_DE_ENUNCIADO.items()},
    }
