"""Cuadros de enunciados: objetivos, alcance, prácticas, dificultades, recomendaciones y matriz comparativa."""

import pandas as pd

from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.piezas import Celda, Columna, Cuadro, Fila

ALCANCE = {
    "enfoque": "Enfoque predominante",
    "instrumentos": "Instrumentos y mecanismos",
    "particularidad": "Particularidad",
}
DIMENSIONES = {
    "gobernanza": "Gobernanza",
    "soporte_tecnico": "Soporte técnico",
    "capacidades": "Capacidades",
    "seguimiento_inversiones": "Seguimiento de inversiones",
    "resultado_distintivo": "Resultado distintivo",
}
COMPONENTES = {
    "cartera": "Cartera seleccionada",
    "seguimiento": "Seguimiento físico-financiero",
    "cuellos_de_botella": "Cuellos de botella",
    "articulacion": "Articulación",
    "instrumentos": "Instrumentos de gestión",
    "cierre": "Cierre y liquidación",
    "arreglo_institucional": "Arreglos institucionales",
    "sistematizacion": "Sistematización",
}
DIFICULTADES = {
    "normativa": "Normativa",
    "participacion": "Participación",
    "informacion": "Acceso a información",
    "ejecucion": "Ejecución de obras",
    "rotacion": "Rotación de personal",
    "administrativa": "Trámite administrativo",
    "capacidades": "Capacidades del personal",
    "carga_laboral": "Carga laboral",
    "tecnica_contractual": "Técnica y contractual",
}
DESTINATARIOS = {
    "continuidad": "Para dar continuidad a las buenas prácticas",
    "financiador_y_coordinacion": "Para quien financia y quien coordina el programa",
    "gobiernos_regionales": "Para los Gobiernos regionales",
}


def _filas_de(expediente: Expediente, tabla: str, *tipos: str) -> pd.DataFrame:
    filas = expediente.tabla(tabla, *tipos)
    if filas.empty:
        raise SinDatos(f"no se registraron filas en la tabla «{tabla}».")
    return filas


def _texto(expediente: Expediente, crudo: str) -> Celda:
    return expediente.texto(crudo) if crudo else None


def objetivos(expediente: Expediente) -> Cuadro:
    """Objetivo y componente, uno por fila."""
    filas = _filas_de(expediente, "objetivos")
    cuerpo = [Fila((COMPONENTES[f["tipo"]], expediente.texto(f["enunciado"]))) for f in filas.to_dict("records")]
    return Cuadro(
        "objetivos",
        f"Objetivos acordados con el {expediente.region.gobierno}",
        (Columna("Componente", ancho=1), Columna("Objetivo", ancho=3)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )


def alcance(expediente: Expediente) -> Cuadro:
    """Enfoque, instrumentos y particularidad del acompañamiento."""
    return _por_dimension(
        expediente, ALCANCE, "alcance", "Alcance del plan de acompañamiento y asistencia técnica (PAAT)", "Aspecto"
    )


def matriz(expediente: Expediente) -> Cuadro:
    """La columna de la región en la matriz comparativa de resultados."""
    titulo = f"Matriz de resultados del {expediente.region.gobierno}, por dimensión"
    return _por_dimension(expediente, DIMENSIONES, "matriz", titulo, "Dimensión")


def _por_dimension(expediente: Expediente, rotulos: dict[str, str], clave: str, titulo: str, cabeza: str) -> Cuadro:
    filas = _filas_de(expediente, "mecanismos", *rotulos)
    por_tipo = filas.groupby("tipo", sort=False)["enunciado"].agg(list)
    cuerpo = [
        Fila((rotulo, tuple(expediente.texto(t) for t in por_tipo[tipo])))
        for tipo, rotulo in rotulos.items()
        if tipo in por_tipo.index
    ]
    columnas = (Columna(cabeza, ancho=1), Columna(expediente.region.gobierno, ancho=3))
    return Cuadro(clave, titulo, columnas, tuple(cuerpo), expediente.fuente_de_tabla(filas))


def practicas(expediente: Expediente) -> Cuadro:
    """Buena práctica, en qué consiste y qué valor agrega; las propias y luego las transversales."""
    filas = _filas_de(expediente, "practicas")
    cuerpo = [
        Fila((expediente.texto(f["titulo"]), expediente.texto(f["enunciado"]), _texto(expediente, f["sustento"])))
        for f in filas.to_dict("records")
    ]
    return Cuadro(
        "practicas",
        "Buenas prácticas identificadas y su valor agregado",
        (Columna("Buena práctica", ancho=2), Columna("En qué consiste", ancho=3), Columna("Valor agregado", ancho=3)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )


def dificultades(expediente: Expediente) -> Cuadro:
    """Dificultades agrupadas por a quiénes alcanzan: la región sola, ella y otras, o todas."""
    filas = _filas_de(expediente, "dificultades")
    cuerpo: list[Fila] = []
    for titulo, grupo in filas.groupby([expediente.alcance(f) for f in filas.to_dict("records")], sort=False):
        cuerpo.append(Fila((str(titulo),), "grupo"))
        cuerpo += [Fila((DIFICULTADES[f["tipo"]], expediente.texto(f["enunciado"]))) for f in grupo.to_dict("records")]
    return Cuadro(
        "dificultades",
        "Dificultades y limitaciones",
        (Columna("Ámbito", ancho=1), Columna("Qué ocurrió", ancho=3)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )


def recomendaciones(expediente: Expediente) -> Cuadro:
    """Recomendación y sustento, agrupadas por destinatario."""
    filas = _filas_de(expediente, "recomendaciones")
    cuerpo: list[Fila] = []
    for tipo, rotulo in DESTINATARIOS.items():
        grupo = filas[filas["tipo"] == tipo].to_dict("records")
        cuerpo += [Fila((rotulo,), "grupo")] if grupo else []
        cuerpo += [Fila((expediente.texto(f["enunciado"]), _texto(expediente, f["sustento"]))) for f in grupo]
    return Cuadro(
        "recomendaciones",
        "Recomendaciones por destinatario",
        (Columna("Recomendación", ancho=3), Columna("Sustento", ancho=3)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )
