"""Lo que el equipo hace: actividades y capacitaciones."""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import decimal, entero, fecha, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Gestión del acompañamiento"
TIPOS_DE_ACTIVIDAD = (
    "comite_de_seguimiento", "reunion_de_coordinacion", "reunion_de_trabajo", "sesion_sprint", "asistencia_tecnica",
    "consulta_tecnica", "visita", "otra",
)  # fmt: skip
CLASES_DE_COMITE = ("ordinario", "extraordinario")
MODALIDADES = ("presencial", "virtual", "mixta")
CATEGORIAS_DE_CAPACITACION = (
    "tematicas", "coaching", "especializacion", "oxi", "integridad", "bim", "habilidades_blandas",
)  # fmt: skip


def actividades() -> pa.DataFrameSchema:
    """Una fila por reunión, comité, sesión, asistencia o consulta."""
    columnas = {
        "fecha": fecha("Día en que se hizo", titulo="Fecha", ejemplo="2025-08-14"),
        "tipo": opcion("Qué fue", TIPOS_DE_ACTIVIDAD, titulo="Tipo de actividad", ejemplo="comite_de_seguimiento"),
        "clase": opcion(
            "Solo en los comités: ordinario o extraordinario",
            CLASES_DE_COMITE, titulo="Clase de comité", vacio=True, obligatoria=False, ejemplo="ordinario",
        ),
        "tema": texto("De qué se trató", titulo="Tema", ejemplo="Avance de las obras de saneamiento"),
        "area": texto("Área del Gobierno regional que participó", titulo="Área", vacio=True, ejemplo="Oficina de Obras"),
        "modalidad": opcion("Cómo se hizo", MODALIDADES, titulo="Modalidad", vacio=True, ejemplo="presencial"),
        "acuerdo": texto(
            "A qué se llegó", titulo="Acuerdo", vacio=True, ejemplo="Presentar el expediente actualizado en diez días"
        ),
        "evidencia": texto("Acta, correo o registro que lo prueba", titulo="Evidencia", vacio=True, ejemplo="Acta 08-2025"),
    }  # fmt: skip
    return tabla(
        "actividades", "Actividades del acompañamiento", "reunión, comité, sesión, asistencia técnica o consulta", GRUPO,
        columnas, capitulos=("resumen", "actividades", "resultados"),
    )  # fmt: skip


def capacitaciones() -> pa.DataFrameSchema:
    """Una fila por evento de formación."""
    columnas = {
        "fecha": fecha("Día en que empezó", titulo="Fecha de inicio", alias=("fecha",), ejemplo="2025-09-03"),
        "nombre": texto("Nombre del evento", titulo="Nombre", ejemplo="Taller de obras por impuestos"),
        "categoria": opcion("Tema de la formación", CATEGORIAS_DE_CAPACITACION, titulo="Categoría", ejemplo="oxi"),
        "sesiones": entero("Cuántas sesiones tuvo", titulo="Sesiones", unidad="sesiones", vacio=True, ejemplo="2"),
        "horas": decimal("Duración total", minimo=0, titulo="Horas", unidad="horas", vacio=True, ejemplo="4.5"),
        "participantes": entero(
            "Personas que asistieron", titulo="Participantes", unidad="personas", vacio=True, ejemplo="32"
        ),
        "mujeres": entero("De ellas, mujeres", titulo="Mujeres", unidad="personas", vacio=True, ejemplo="18"),
        "hombres": entero("De ellas, hombres", titulo="Hombres", unidad="personas", vacio=True, ejemplo="14"),
        "certificados": entero(
            "Personas que recibieron certificado", titulo="Certificados", unidad="personas", vacio=True, ejemplo="20"
        ),
    }
    return tabla(
        "capacitaciones", "Capacitaciones", "evento de formación", GRUPO, columnas,
        capitulos=("resumen", "actividades"),
    )  # fmt: skip
