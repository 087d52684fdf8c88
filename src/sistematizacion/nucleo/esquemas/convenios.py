"""Los convenios de apoyo presupuestario (CAP) y el seguimiento posterior a la asistencia."""

import pandera.pandas as pa

from sistematizacion.nucleo.columnas import corte, decimal, entero, fecha, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Convenios de apoyo presupuestario"
TRAMOS = ("fijo", "variable")
ESTADOS_DE_COMPROMISO = ("cumplido", "cumplido_en_parte", "no_cumplido", "en_proceso")
USO = ("sí", "si", "no", "parcial")
CONTROLES = ("primero", "segundo")


def _id(prefijo: str) -> pa.Column:
    return texto("Clave de la fila, que no se repite", titulo="Id", unica=True, ejemplo=f"{prefijo}-1")


def _convenio() -> pa.Column:
    return texto("Id del convenio", titulo="Convenio", refiere="convenios.id", ejemplo="cap-1")


def convenios() -> pa.DataFrameSchema:
    """Una fila por convenio de apoyo presupuestario."""
    columnas = {
        "id": _id("cap"),
        "programa_presupuestal": texto("Programa presupuestal (PP) al que apoya", titulo="Programa presupuestal",
                                       ejemplo="Programa Articulado Nutricional"),
        "entidad": texto("Entidad que asume los compromisos", titulo="Entidad", ejemplo="Gobierno regional"),
        "financiador": texto("Quién dona los recursos", titulo="Financiador", vacio=True, ejemplo="Cooperación"),
        "fecha_inicio": fecha("Día en que empezó a regir", titulo="Fecha de inicio", vacio=True, ejemplo="2014-01-15"),
        "fecha_fin": fecha("Día en que terminó", titulo="Fecha de fin", vacio=True, ejemplo="2016-12-31"),
        "monto": decimal("Monto máximo de la transferencia", minimo=0, titulo="Monto", unidad="S/", vacio=True,
                         ejemplo="6000000"),
        "monto_transferido": decimal("Monto que se transfirió", minimo=0, titulo="Monto transferido", unidad="S/",
                                     vacio=True, ejemplo="5400000"),
    }  # fmt: skip
    return tabla(
        "convenios",
        "Convenios de apoyo presupuestario (CAP)",
        "convenio",
        GRUPO,
        columnas,
    )


def compromisos() -> pa.DataFrameSchema:
    """Una fila por compromiso de gestión."""
    columnas = {
        "id": _id("com"),
        "convenio": _convenio(),
        "proceso": texto("Proceso de gestión al que pertenece", titulo="Proceso", vacio=True, ejemplo="Programación operativa"),
        "criterio": texto("Qué se comprometió", titulo="Criterio", ejemplo="Padrón nominal actualizado y homologado"),
        "nivel": entero("Nivel o año en que se verifica", titulo="Nivel", vacio=True, ejemplo="1"),
        "tramo": opcion("Tramo de la transferencia que depende de él", TRAMOS, titulo="Tramo", vacio=True, ejemplo="fijo"),
        "estado": opcion("En qué quedó", ESTADOS_DE_COMPROMISO, titulo="Estado", vacio=True, ejemplo="cumplido"),
        "fecha": corte("Fecha de la verificación", titulo="Fecha", ejemplo="2015-06-30"),
        "evidencia": texto("Documento que lo prueba", titulo="Evidencia", vacio=True, ejemplo="Informe de verificación"),
    }  # fmt: skip
    return tabla("compromisos", "Compromisos de gestión", "compromiso de gestión", GRUPO, columnas)


def indicadores() -> pa.DataFrameSchema:
    """Una fila por indicador de cobertura y año."""
    por_ciento = {"titulo": "", "vacio": True}
    columnas = {
        "convenio": _convenio(),
        "indicador": texto("Qué se mide", titulo="Indicador", ejemplo="Niños con controles completos"),
        "unidad": texto("En qué se mide", titulo="Unidad", ejemplo="%"),
        "anio": entero("Año de la meta", minimo=1990, maximo=2100, titulo="Año", ejemplo="2015"),
        "linea_base": decimal("Valor de partida", **(por_ciento | {"titulo": "Línea base", "ejemplo": "41.2"})),
        "meta": decimal("Valor acordado", **(por_ciento | {"titulo": "Meta", "ejemplo": "50"})),
        "logro": decimal("Valor alcanzado", **(por_ciento | {"titulo": "Logro", "ejemplo": "52.6"})),
    }
    return tabla(
        "indicadores", "Indicadores de los convenios", "indicador y año", GRUPO, columnas,
        llave=("convenio", "indicador", "anio"),
    )  # fmt: skip


def entrevistas() -> pa.DataFrameSchema:
    """Una fila por entrevista; nunca con el nombre de la persona."""
    columnas = {
        "id": _id("ent"),
        "fecha": fecha("Día de la entrevista", titulo="Fecha", vacio=True, ejemplo="2016-05-10"),
        "cargo": texto("Cargo de quien habló; nunca su nombre", titulo="Cargo", ejemplo="Responsable del programa presupuestal"),
        "entidad": texto("Dónde trabaja", titulo="Entidad", ejemplo="Dirección Regional de Salud"),
        "tema": texto("De qué se conversó", titulo="Tema", vacio=True, ejemplo="Padrón nominal"),
    }  # fmt: skip
    return tabla("entrevistas", "Entrevistas", "entrevista", GRUPO, columnas)


def citas() -> pa.DataFrameSchema:
    """Una fila por cita textual de una entrevista."""
    columnas = {
        "id": _id("cit"),
        "entrevista": texto("Id de la entrevista", titulo="Entrevista", refiere="entrevistas.id", ejemplo="ent-1"),
        "tema": texto("A qué se refiere", titulo="Tema", vacio=True, ejemplo="Coordinación"),
        "cita": texto("Lo que dijo, sin nombres", titulo="Cita", ejemplo="Ahora planificamos juntos el gasto del año."),
        "publicable": opcion("Si consintió en que se publique", ("sí", "si", "no"), titulo="Publicable", ejemplo="sí"),
    }
    return tabla("citas", "Citas de las entrevistas", "cita textual", GRUPO, columnas)


def seguimiento() -> pa.DataFrameSchema:
    """Una fila por práctica o capacidad y control posterior."""
    columnas = {
        "fecha": fecha("Día del control", titulo="Fecha", ejemplo="2026-06-30"),
        "control": opcion("Cuál de los controles posteriores", CONTROLES, titulo="Control", ejemplo="primero"),
        "elemento": texto("Práctica, instrumento o capacidad que se revisa", titulo="Elemento",
                          ejemplo="Matriz de control físico-financiero"),
        "sigue_en_uso": opcion("Si se sigue usando", USO, titulo="Sigue en uso", ejemplo="sí"),
        "evidencia": texto("Qué se observó", titulo="Evidencia", vacio=True, ejemplo="Matriz de mayo de 2026"),
    }  # fmt: skip
    return tabla(
        "seguimiento", "Seguimiento posterior", "elemento y control", "Seguimiento posterior", columnas,
        llave=("elemento", "control"),
    )  # fmt: skip
