"""La ejecución del gasto: lo presupuestado y lo devengado, contado de una sola manera en cada fila.

Cada fila es una parte del gasto de alguien (un nivel de gobierno, un pliego) **vista** de un modo: el total, por función,
por programa… Las vistas son el mismo dinero partido de otra forma, y lo mismo el tipo (proyectos y actividades suman el
total): por eso ``vista`` y ``tipo`` son parte de la llave, y ``analisis.gasto`` nunca suma filas de dos vistas ni de dos tipos
que se contengan. Todo va en soles.
"""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import codigo, corte, decimal, entero, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Ejecución del gasto"
NIVELES = ("nacional", "regional", "local")
VISTAS = ("total", "funcion", "programa", "fuente", "categoria", "generica", "ejecutora")
TIPOS = ("total", "proyectos", "actividades")
MONTOS = ("pia", "pim", "certificado", "devengado", "girado")
# Lo que una celda publicada puede decir de las filas de ``gasto``
MEDIDAS = (
    "variacion_pia_pim", "eficacia_pia", "eficacia_pim", "devengado_total", "crecimiento_anual", "participacion",
)  # fmt: skip
EXTREMOS = ("minimo", "maximo")
LLAVE = ("anio", "desde", "mes", "nivel", "departamento", "pliego", "vista", "codigo", "tipo", "foco")
# Dónde se usan: el informe «gasto», y el capítulo «desempeño en ejecución» del cierre y del comparativo
CAPITULOS = ("gasto", "desempeno")


def _de_quien() -> dict[str, pa.Column]:
    """Las columnas que dicen de qué parte del gasto habla una fila."""
    opcional = {"vacio": True, "obligatoria": False}
    return {
        "anio": entero("Año del gasto; en un promedio o una suma de años, el último", minimo=1990, maximo=2100,
                       titulo="Año", ejemplo="2024"),
        "desde": entero("Primer año, si la fila es el promedio o la suma de varios; vacío si es de un año", minimo=1990,
                        maximo=2100, titulo="Desde el año", **opcional),
        "nivel": opcion("Nivel de gobierno que gasta", NIVELES, titulo="Nivel de gobierno", ejemplo="regional"),
        "departamento": codigo("Departamento en que se gasta; vacío, todo el país", r"\d{2}", "dos dígitos, como 12",
                               titulo="Departamento", **opcional),
        "pliego": codigo("Pliego que gasta; vacío, todo el nivel", r"\d{3}", "tres dígitos, como 450", titulo="Pliego",
                         ejemplo="450", **opcional),
        "vista": opcion("Cómo se parte el gasto; cada vista es el mismo dinero y no se suman", VISTAS, titulo="Vista",
                        ejemplo="funcion"),
        "codigo": texto("Código de la parte (de la función, del programa…); vacío en el total", titulo="Código",
                        ejemplo="22", **opcional),
        "tipo": opcion("Todo el gasto, o solo proyectos o solo actividades", TIPOS, titulo="Tipo", ejemplo="proyectos"),
    }  # fmt: skip


def _filas() -> dict[str, pa.Column]:
    opcional = {"vacio": True, "obligatoria": False}
    soles = {"unidad": "S/", **opcional}
    quien = _de_quien()
    return {
        **{c: quien[c] for c in ("anio", "desde")},
        "mes": entero("Mes, si la fila es lo devengado en uno; vacío, el año", minimo=1, maximo=12, titulo="Mes", **opcional),
        "corte": corte("Hasta cuándo llegan los montos, si el año no está completo", titulo="Corte", obligatoria=False,
                       ejemplo="2024-12"),
        **{c: quien[c] for c in ("nivel", "departamento", "pliego")},
        "gobierno": texto("Nombre de quien gasta", titulo="Gobierno", ejemplo="Gobierno Regional de Junín", **opcional),
        **{c: quien[c] for c in ("vista", "codigo")},
        "nombre": texto("Nombre de la parte", titulo="Nombre", ejemplo="Educación", **opcional),
        "tipo": quien["tipo"],
        "foco": texto("Si las filas son solo de una función, un programa o una ejecutora, cuál («funcion 22»); vacío, todo",
                      titulo="Foco", **opcional),
        "pia": decimal("Presupuesto institucional de apertura", titulo="PIA", ejemplo="1200000", **soles),
        "pim": decimal("Presupuesto institucional modificado", titulo="PIM", ejemplo="1500000", **soles),
        "certificado": decimal("Certificado", titulo="Certificado", **soles),
        "devengado": decimal("Devengado", titulo="Devengado", ejemplo="1100000", **soles),
        "girado": decimal("Girado", titulo="Girado", **soles),
    }  # fmt: skip


def gasto() -> pa.DataFrameSchema:
    """Una fila por parte del gasto, escrita a mano o publicada en un documento."""
    return tabla(
        "gasto", "Ejecución del gasto", "parte del gasto (año, quién gasta, vista y tipo)", GRUPO, _filas(),
        llave=(*LLAVE, "corte"), capitulos=CAPITULOS,
    )  # fmt: skip


def mef_gasto() -> pa.DataFrameSchema:
    """Lo mismo, tomado por ``make mef`` de los archivos del MEF."""
    return tabla(
        "mef_gasto", "Ejecución del gasto según el MEF", "parte del gasto (año, quién gasta, vista y tipo)", "Datos del MEF",
        _filas(), llave=(*LLAVE, "corte"), capitulos=CAPITULOS,
    )  # fmt: skip


def gasto_publicado() -> pa.DataFrameSchema:
    """Una fila por celda o afirmación publicada que debería salir de las filas de ``gasto``."""
    opcional = {"vacio": True, "obligatoria": False}
    columnas = {
        **_de_quien(),
        "nivel": opcion("Nivel de gobierno que gasta; vacío, todos los que los datos traen", NIVELES,
                        titulo="Nivel de gobierno", vacio=True, ejemplo="regional"),
        "medida": opcion("Qué dice la celda; docs/gasto.md da cada fórmula", MEDIDAS, titulo="Medida", ejemplo="eficacia_pim"),
        "extremo": opcion("Si dice la menor o la mayor de todas las partes de la vista, cuál de las dos", EXTREMOS,
                          titulo="Extremo", **opcional),
        "valor": decimal("Lo publicado: % en las tasas, soles en los montos", titulo="Valor publicado", ejemplo="71"),
        "precision": decimal("A cuánto redondeó el documento, en la unidad del valor; 1000000 si publica millones",
                             titulo="Precisión", ejemplo="1", **opcional),
        "nota": texto("Lo que un lector cuidadoso debe saber", titulo="Nota", **opcional),
    }  # fmt: skip
    return tabla(
        "gasto_publicado", "Lo publicado sobre la ejecución del gasto", "celda o afirmación publicada", GRUPO, columnas,
        capitulos=("gasto",),
    )  # fmt: skip


def poblacion() -> pa.DataFrameSchema:
    """Una fila por departamento y año."""
    columnas = {
        "anio": entero("Año", minimo=1990, maximo=2100, titulo="Año", ejemplo="2024"),
        "departamento": codigo("Código del departamento", r"\d{2}", "dos dígitos, como 12", titulo="Departamento",
                               ejemplo="12"),
        "habitantes": entero("Población", minimo=1, titulo="Habitantes", unidad="habitantes", ejemplo="1400000"),
        "serie": texto("Qué serie es y quién la publica", titulo="Serie", vacio=True, obligatoria=False,
                       ejemplo="INEI, proyección por departamento"),
    }  # fmt: skip
    return tabla(
        "poblacion", "Población", "departamento y año", GRUPO, columnas, llave=("anio", "departamento"), capitulos=("gasto",)
    )


def deflactor() -> pa.DataFrameSchema:
    """Una fila por año de un índice de precios."""
    columnas = {
        "anio": entero("Año", minimo=1990, maximo=2100, titulo="Año", ejemplo="2024"),
        "indice": decimal("Índice de precios; la base da igual", minimo=0, titulo="Índice", ejemplo="114.2"),
        "serie": texto("Qué índice es y quién lo publica", titulo="Serie", vacio=True, obligatoria=False,
                       ejemplo="INEI, IPC de Lima Metropolitana, promedio del año"),
    }  # fmt: skip
    return tabla("deflactor", "Deflactor", "año", GRUPO, columnas, llave=("anio",), capitulos=("gasto",))
