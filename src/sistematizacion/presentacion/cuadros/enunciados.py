"""Cuadros de enunciados: objetivos, alcance, prácticas, dificultades y matriz de una región, o de todas."""

from collections.abc import Callable, Mapping
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from sistematizacion.presentacion.cuadro import Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Alguno = Expediente | ExpedienteDelPrograma

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
    "institucional": "Reforma del Estado",
    "territorial": "Organización del territorio",
}


def filas_de(expediente: Alguno, tabla: str, *tipos: str) -> pd.DataFrame:
    """Las filas de una tabla.

    Raises:
        SinDatos: no tiene ninguna.
    """
    filas = expediente.tabla(tabla, *tipos)
    if filas.empty:
        raise SinDatos(f"no se registraron filas en la tabla «{tabla}».")
    return filas


def texto_o_vacio(expediente: Alguno, fila: dict, campo: str) -> Celda:
    """El texto de un campo, o una celda vacía si nadie lo escribió."""
    return expediente.texto_de(fila, campo) if fila[campo] else None


def por_tipo(filas: pd.DataFrame, rotulos: Mapping[str, str], escribir: Callable[[dict], Fila]) -> tuple[Fila, ...]:
    """Las filas agrupadas por su tipo, en el orden de ``rotulos``, cada grupo bajo su título."""
    cuerpo: list[Fila] = []
    for tipo, rotulo in rotulos.items():
        grupo = filas[filas["tipo"] == tipo].to_dict("records")
        cuerpo += [Fila((rotulo,), "grupo"), *map(escribir, grupo)] if grupo else []
    return tuple(cuerpo)


def por_ambito(programa: ExpedienteDelPrograma, filas: pd.DataFrame, comunes: str) -> list[tuple[str, list[dict]]]:
    """Las filas de cada región, con su nombre, y al final las comunes, con el título que se dé."""
    partes = groupby(filas.to_dict("records"), key=lambda f: programa.nombre_de(f["ambito"]) or comunes)
    return [(rotulo, list(grupo)) for rotulo, grupo in partes]


def objetivos(expediente: Expediente) -> Cuadro:
    """Objetivo y componente, uno por fila."""
    filas = filas_de(expediente, "objetivos")
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
    filas = filas_de(expediente, "mecanismos", *rotulos)
    por_tipo = filas.groupby("tipo", sort=False)["enunciado"].agg(list)
    cuerpo = [
        Fila((rotulo, tuple(expediente.texto(t) for t in por_tipo[tipo])))
        for tipo, rotulo in rotulos.items()
        if tipo in por_tipo.index
    ]
    columnas = (Columna(cabeza, ancho=1), Columna(expediente.region.gobierno, ancho=3))
    return Cuadro(clave, titulo, columnas, tuple(cuerpo), expediente.fuente_de_tabla(filas))


def objetivos_de_todas(programa: ExpedienteDelPrograma) -> Cuadro:
    """Componente y objetivo, agrupados por región."""
    filas = filas_de(programa, "objetivos")
    cuerpo: list[Fila] = []
    for rotulo, grupo in por_ambito(programa, filas, "Comunes"):
        cuerpo.append(Fila((rotulo,), "grupo"))
        cuerpo += [Fila((COMPONENTES[f["tipo"]], programa.texto_de(f, "enunciado"))) for f in grupo]
    return Cuadro(
        "objetivos",
        "Objetivos acordados con cada Gobierno regional",
        (Columna("Componente", ancho=1), Columna("Objetivo", ancho=3)),
        tuple(cuerpo),
        programa.fuente_de_tabla(filas),
    )


def practicas(expediente: Expediente) -> Cuadro:
    """Buena práctica principal, en qué consiste y qué valor agrega."""
    filas = filas_de(expediente, "practicas", "principal")
    cuerpo = tuple(_practica(expediente, f) for f in filas.to_dict("records"))
    return _de_practicas(cuerpo, expediente.fuente_de_tabla(filas))


def practicas_de_todas(programa: ExpedienteDelPrograma) -> Cuadro:
    """Las buenas prácticas principales, agrupadas por región."""
    filas = filas_de(programa, "practicas", "principal")
    cuerpo: list[Fila] = []
    for rotulo, grupo in por_ambito(programa, filas, "De todas las regiones"):
        cuerpo.append(Fila((rotulo,), "grupo"))
        cuerpo += [_practica(programa, f) for f in grupo]
    return _de_practicas(tuple(cuerpo), programa.fuente_de_tabla(filas))


def _practica(expediente: Alguno, fila: dict) -> Fila:
    celdas = (expediente.texto_de(fila, campo) for campo in ("titulo", "enunciado"))
    campo = "sustento" if fila["sustento"] else "valor_agregado"  # cualquiera de las dos columnas lo dice
    return Fila((*celdas, texto_o_vacio(expediente, fila, campo)))


def _de_practicas(cuerpo: tuple[Fila, ...], fuente: str) -> Cuadro:
    columnas = (
        Columna("Buena práctica", ancho=2),
        Columna("En qué consiste", ancho=3),
        Columna("Valor agregado", ancho=3),
    )
    return Cuadro("practicas", "Buenas prácticas identificadas y su valor agregado", columnas, cuerpo, fuente)


def _con_titulo(expediente: Alguno, fila: dict) -> Markup:
    titulo, enunciado = (expediente.texto_de(fila, campo) for campo in ("titulo", "enunciado"))
    return Markup("<strong>{}.</strong> {}").format(titulo, enunciado) if titulo else enunciado


def dificultades(expediente: Alguno) -> Cuadro:
    """Dificultades agrupadas por a quiénes alcanzan: una región sola, ella y otras, o todas."""
    filas = filas_de(expediente, "dificultades")
    cuerpo: list[Fila] = []
    for titulo, grupo in filas.groupby([expediente.alcance(f) for f in filas.to_dict("records")], sort=False):
        cuerpo.append(Fila((str(titulo),), "grupo"))
        cuerpo += [Fila((DIFICULTADES[f["tipo"]], _con_titulo(expediente, f))) for f in grupo.to_dict("records")]
    return Cuadro(
        "dificultades",
        "Dificultades y limitaciones",
        (Columna("Ámbito", ancho=1), Columna("Qué ocurrió", ancho=3)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )
