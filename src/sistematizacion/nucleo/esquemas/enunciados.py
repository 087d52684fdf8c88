"""Las tablas de enunciados: lo que se afirma, se aprende y se recomienda. Comparten columnas y difieren en sus tipos."""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import entero, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Lo que se aprendió"
CAMPOS_DE_TEXTO = ("titulo", "enunciado", "sustento", "evidencia")  # los que pueden citar cifras
PROCESOS = (
    "direccion", "priorizacion", "seguimiento", "asistencia", "capacitacion", "sistematizacion", "sostenibilidad",
)  # fmt: skip

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
        "carga_laboral", "tecnica_contractual", "institucional", "territorial",
    ),
    "lecciones": ("estrategica", "operativa"),
    "conclusiones": ("tecnica", "politica"),
    "recomendaciones": ("continuidad", "financiador_y_coordinacion", "gobiernos_regionales"),
    "testimonios": ("autoridad",),
    "antecedentes": ("contexto", "origen", "alianza"),
    "metodologia": (
        "etapa", "actividad_previa", "nivel", "complemento", "elemento_comun", "concepto", "procedimiento", "criterio",
        "sostenibilidad", "principio",
    ),
    "mecanismos": (
        "enfoque", "instrumentos", "particularidad", "gobernanza", "soporte_tecnico", "capacidades",
        "seguimiento_inversiones", "resultado_distintivo", "resumen_asistencia", "resumen_cartera", "cadena_temporal",
        "etapa_de_reforma", "gerencia", "organismo_descentralizado", "generacion",
    ),
}  # fmt: skip

# Título de cada tabla, qué es una fila y qué cuadernos se hacen con ella
FICHAS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "objetivos": ("Objetivos acordados", "objetivo", ("objetivos", "matrices")),
    "acciones": ("Acciones del acompañamiento", "acción", ("actividades",)),
    "resultados": ("Resultados alcanzados", "resultado", ("resultados",)),
    "practicas": ("Buenas prácticas", "práctica", ("practicas", "ejes", "catalogo")),
    "factores": ("Factores de éxito", "factor", ("factores",)),
    "dificultades": ("Dificultades y limitaciones", "dificultad", ("dificultades",)),
    "lecciones": ("Lecciones aprendidas", "lección", ("lecciones", "aprendizajes")),
    "conclusiones": ("Conclusiones", "conclusión", ("conclusiones",)),
    "recomendaciones": ("Recomendaciones", "recomendación", ("recomendaciones", "ejes")),
    "testimonios": ("Testimonios", "testimonio", ("lecciones",)),
    "antecedentes": ("Antecedentes y contexto", "antecedente", ("antecedentes",)),
    "metodologia": ("Metodología", "elemento del método", ("metodologia", "estudio")),
    "mecanismos": ("Mecanismos comparados", "dimensión", ("metodologia", "matrices", "ejes")),
}
EJEMPLOS = {  # lo que un enunciado de cada tabla dice, inventado
    "objetivos": "Cerrar las inversiones culminadas que siguen activas en el Banco de Inversiones.",
    "acciones": "El equipo revisó con cada unidad ejecutora los expedientes con observaciones.",
    "resultados": "La cartera avanzó {avance_pim_csp} de su PIM.",
    "practicas": "El comité empieza por las restricciones abiertas y no por los porcentajes.",
    "factores": "Quien podía decidir asistía a las reuniones.",
    "dificultades": "El cambio de responsables retrasó la firma de las adendas.",
    "lecciones": "Ordenar los documentos antes de pedir el cierre ahorra observaciones.",
    "conclusiones": "Se cerraron {cierres_efectivos:u} con el equipo que ya estaba.",
    "recomendaciones": "Mantener el comité quincenal con la misma agenda.",
    "testimonios": "Antes cada área llevaba su propia lista; ahora miramos la misma.",
    "antecedentes": "La región terminaba cada año con saldos sin ejecutar.",
    "metodologia": "Primero se acordó la cartera y después su plan de trabajo.",
    "mecanismos": "Seguimiento quincenal de una cartera acotada.",
}
SIN_TITULO = ("antecedentes", "mecanismos")  # en los demás, encabeza el enunciado en el informe
NIVELES = ("regional", "local", "intergubernamental")
MADUREZ = ("indicios", "analisis", "por_mantener", "buena_practica")
CRITERIOS = {
    "articulacion_interna": "Articulación interna",
    "articulacion_externa": "Articulación externa",
    "innovacion": "Innovación",
    "participacion_ciudadana": "Participación ciudadana",
    "integridad": "Integridad y transparencia",
}
SOSTENIBILIDAD = {"financiera": "financiera", "social": "social", "ambiental": "ambiental"}
CRITERIOS_RELEVANTES = ("articulacion", "innovacion", "participacion", "transparencia")
PUNTAJE_MAXIMO = 3
PREGUNTAS = {  # las que orientan la ficha de una práctica: de dónde vino, cómo se hizo y cómo se sabe qué logró
    "como_surgio": ("Cómo surgió", "De dónde vino la idea: un problema concreto, un resultado previo o la réplica de otra"),
    "problema": ("Problema", "Qué problema público resuelve"),
    "quienes": ("Quiénes", "Qué actores la hicieron, por su cargo, área o entidad"),
    "metodo": ("Método", "Qué metodología se usó"),
    "coordinacion": ("Coordinación", "Quién coordinó la ejecución y cómo"),
    "monitoreo": ("Monitoreo", "Cómo se hizo el seguimiento de la ejecución"),
    "medicion": ("Medición", "Cómo se midió el resultado"),
    "medido_por": ("Medido por", "Qué entidad o área midió el resultado"),
    "replicabilidad": ("Replicabilidad", "Dónde se replicó o quién quiere hacerlo, y qué hace falta"),
}
DE_LA_FICHA = {  # (título, ayuda) de cada columna de texto
    "tema": ("Tema", "Asunto de la gestión pública al que pertenece"),
    "eje": ("Eje", "Eje o línea de trabajo"),
    "provincia": ("Provincia", "Provincias donde se hizo, separadas por «;»; vacía, toda la región"),
    "area_responsable": ("Área responsable", "Área que implementa la práctica"),
    "beneficiarios": ("Beneficiarios", "A quiénes llega, y a cuántos; las cifras van entre llaves"),
    "objetivo": ("Objetivo", "Qué buscaba la práctica"),
    "herramientas": ("Herramientas", "Normas, convenios e instrumentos que usó, separados por «;»"),
    "descripcion": ("Descripción", "En qué consiste"),
    "resultado": ("Resultado", "Qué logró"),
    "valor_agregado": ("Valor agregado", "Qué aporta frente a lo que ya se hacía"),
    **PREGUNTAS,
    **{c: (rotulo, f"Evidencia del criterio «{rotulo.lower()}»") for c, rotulo in CRITERIOS.items()},
    **{
        f"sostenibilidad_{c}": (f"Sostenibilidad {r}", f"Qué asegura su sostenibilidad {r}") for c, r in SOSTENIBILIDAD.items()
    },
}
SOLO_NOMBRES = ("tema", "eje", "provincia", "area_responsable", "medido_por")  # de la ficha, los que no citan cifras
PRACTICAS_QUE_CITAN = tuple(c for c in DE_LA_FICHA if c not in SOLO_NOMBRES)  # además de CAMPOS_DE_TEXTO


def enunciados(nombre: str) -> pa.DataFrameSchema:
    """Una tabla de enunciados."""
    titulo, una_fila_por, capitulos = FICHAS[nombre]
    columnas = {
        "id": texto("Clave de la fila, que no se repite", titulo="Id", unica=True, ejemplo=f"{nombre[:3]}-1"),
        "tipo": opcion("Clase de enunciado", TIPOS_DE_ENUNCIADO[nombre], titulo="Tipo", ejemplo=TIPOS_DE_ENUNCIADO[nombre][0]),
        "titulo": texto("Título corto", titulo="Título", vacio=nombre in SIN_TITULO, ejemplo="Título corto"),
        "enunciado": texto(
            "Lo que se afirma; las cifras van entre llaves: {cierres_efectivos}",
            titulo="Enunciado", ejemplo=EJEMPLOS[nombre],
        ),
        "sustento": texto("Por qué, o valor agregado", titulo="Sustento", vacio=True),
        "evidencia": texto("Qué se observó", titulo="Evidencia", vacio=True, ejemplo="Actas del comité"),
        **_propias(nombre),
        "regiones": texto(
            "Solo en las tablas comunes: regiones a las que se aplica, separadas por «;»; vacío = todas",
            titulo="Regiones", vacio=True, obligatoria=False,
        ),
    }  # fmt: skip
    return tabla(nombre, titulo, una_fila_por, GRUPO, columnas, capitulos=capitulos)


def _propias(nombre: str) -> dict[str, pa.Column]:
    """Las columnas que solo esa tabla de enunciados tiene."""
    if nombre == "lecciones":
        return {
            "proceso": opcion(
                "Proceso de la gestión de inversiones al que enseña", PROCESOS, titulo="Proceso", ejemplo="seguimiento"
            )
        }
    if nombre == "recomendaciones":
        ayuda = "Para cuándo; las cifras van entre llaves"
        eje = texto("Eje o línea de trabajo", titulo="Eje", vacio=True, obligatoria=False)
        return {"horizonte": texto(ayuda, titulo="Horizonte", vacio=True, ejemplo="Corto plazo"), "eje": eje}
    return _de_practicas() if nombre == "practicas" else {}


def _de_practicas() -> dict[str, pa.Column]:
    """Lo que un catálogo de prácticas pide además del enunciado; todo opcional."""
    opcional = {"vacio": True, "obligatoria": False}
    columnas = {c: texto(ayuda, titulo=titulo, **opcional) for c, (titulo, ayuda) in DE_LA_FICHA.items()}  # type: ignore[arg-type]
    columnas["nivel"] = opcion("Nivel de gobierno", NIVELES, titulo="Nivel", **opcional)  # type: ignore[arg-type]
    columnas["madurez"] = opcion("Etapa de reconocimiento", MADUREZ, titulo="Madurez", **opcional)  # type: ignore[arg-type]
    columnas["criterio_relevante"] = opcion(
        "Criterio por el que más destaca; la articulación, sea interna o externa", CRITERIOS_RELEVANTES,
        titulo="Criterio más relevante", **opcional,  # type: ignore[arg-type]
    )  # fmt: skip
    for c, rotulo in CRITERIOS.items():
        columnas[f"{c}_puntaje"] = entero(
            f"Puntaje del criterio «{rotulo.lower()}», de 0 (no lo cumple) a {PUNTAJE_MAXIMO} (plenamente); vacío, sin evaluar",
            maximo=PUNTAJE_MAXIMO, titulo=f"Puntaje de {rotulo.lower()}", **opcional,  # type: ignore[arg-type]
        )  # fmt: skip
    return columnas
