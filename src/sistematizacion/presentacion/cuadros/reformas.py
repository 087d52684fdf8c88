"""Cuadros de cómo se transformó una institución: su cadena de hitos, sus etapas, su organización y sus proyectos.

Todos salen de «mecanismos»: el título dice de qué es la fila; el enunciado y el sustento, lo que va en las otras dos
columnas, y la evidencia, lo que hay que advertir de ella, que va en nota. Donde no hay de qué hacerlos, no se muestran.
"""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.enunciados import Alguno
from sistematizacion.presentacion.expediente import NoSeMuestra
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ORGANOS = {"gerencia": "Gerencias", "organismo_descentralizado": "Organismos descentralizados"}
NO_LO_DICE = "La fuente no lo dice."
SIN_REGISTRO = "No se registró."
Titular = Callable[[str, Sequence[dict]], str]  # de quién es y sus filas


def cadena_temporal(expediente: Alguno) -> Cuadro:
    """Año, qué se hizo y quién, en orden."""
    columnas = (Columna("Año", ancho=0.6), Columna("Qué se hizo", ancho=2), Columna("A cargo de", ancho=1.6))

    def titular(de_quien: str, filas: Sequence[dict]) -> str:
        return f"El manejo del territorio{de_quien} se construyó en {_pasos(len(filas))}, desde {filas[0]['titulo']}"

    return _cuadro(expediente, "cadena_temporal", {"cadena_temporal": ""}, columnas, titular)


def etapas_de_reforma(expediente: Alguno) -> Cuadro:
    """Qué órganos se rediseñaron en cada etapa, con qué avances y qué precisa la fuente."""
    columnas = (Columna("Qué se rediseñó", ancho=1.2), Columna("Avances", ancho=2), Columna("Detalle", ancho=2))

    def titular(de_quien: str, filas: Sequence[dict]) -> str:
        return f"La reforma institucional{de_quien} fue de los órganos superiores a los desconcentrados, en {_etapas(len(filas))}"

    return _cuadro(expediente, "etapas_de_reforma", {"etapa_de_reforma": ""}, columnas, titular)


def organizacion(expediente: Alguno) -> Cuadro:
    """Gerencias y organismos descentralizados, con lo que abarcan y lo que se espera de ellos."""
    columnas = (Columna("Órgano", ancho=1.2), Columna("Qué abarca", ancho=2), Columna("Resultado que se busca", ancho=2))

    def titular(de_quien: str, filas: Sequence[dict]) -> str:
        cuantos = {tipo: sum(f["tipo"] == tipo for f in filas) for tipo in ORGANOS}
        partes = [f"{formato.en_letras(n)} {formato.minuscula(ORGANOS[t])}" for t, n in cuantos.items() if n > 1]
        return f"La organización regional{de_quien} reúne {formato.lista(partes)}" if partes else f"Organización regional{de_quien}"

    return _cuadro(expediente, "organizacion", ORGANOS, columnas, titular)


def generaciones_de_proyectos(expediente: Alguno) -> Cuadro:
    """En qué se distinguen los proyectos de primera generación de los de segunda."""
    columnas = (Columna("Aspecto", ancho=1), Columna("Primera generación", ancho=2), Columna("Segunda generación", ancho=2.4))

    def titular(de_quien: str, filas: Sequence[dict]) -> str:
        cambian = formato.lista([formato.minuscula(f["titulo"]) for f in filas])
        return f"De la primera a la segunda generación de proyectos{de_quien} cambian: {cambian}"

    return _cuadro(expediente, "generaciones_de_proyectos", {"generacion": ""}, columnas, titular)


def _cuadro(
    expediente: Alguno, clave: str, tipos: Mapping[str, str], columnas: tuple[Columna, ...], titular: Titular
) -> Cuadro:
    """El cuadro de esos tipos de mecanismo, cada uno bajo su rótulo; con varias regiones, cada una bajo su nombre."""
    tabla = expediente.tabla("mecanismos", *tipos)
    if tabla.empty:
        raise NoSeMuestra(f"no se registró en la tabla «mecanismos» nada de lo que muestra el cuadro «{clave}».")
    filas = tabla.to_dict("records")
    ambitos = list(dict.fromkeys(f["ambito"] for f in filas))
    cuerpo: list[Fila] = []
    for ambito in ambitos:
        if len(ambitos) > 1:
            cuerpo.append(Fila((_nombre(expediente, ambito),), "grupo"))
        for tipo, rotulo in tipos.items():
            suyas = [f for f in filas if f["ambito"] == ambito and f["tipo"] == tipo]
            cuerpo += [Fila((rotulo,), "grupo")] if rotulo and suyas else []
            cuerpo += [Fila(_celdas(expediente, f)) for f in suyas]
    de_quien = f" de {_nombre(expediente, ambitos[0])}" if len(ambitos) == 1 else ""
    notas = tuple(dict.fromkeys(expediente.texto_de(f, "evidencia") for f in filas if f["evidencia"]))
    return Cuadro(clave, titular(de_quien, filas), columnas, tuple(cuerpo), expediente.fuente_de_tabla(tabla), notas)


def _celdas(expediente: Alguno, fila: dict) -> tuple[Markup, Markup, Celda]:
    titulo, enunciado = (expediente.texto_de(fila, campo) for campo in ("titulo", "enunciado"))
    falta = Ausente(segun_origen([fila["origen"]], NO_LO_DICE, SIN_REGISTRO))
    return titulo, enunciado, expediente.texto_de(fila, "sustento") if fila["sustento"] else falta


def _nombre(expediente: Alguno, ambito: str) -> str:
    if isinstance(expediente, ExpedienteDelPrograma):
        return expediente.nombre_de(ambito) or "todo el programa"
    return expediente.region.nombre


def _pasos(n: int) -> str:
    return "un paso" if n == 1 else f"{formato.en_letras(n)} pasos"


def _etapas(n: int) -> str:
    return "una etapa" if n == 1 else f"{formato.en_letras(n)} etapas"
