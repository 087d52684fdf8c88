"""Una región al lado de otra: cómo se arma un cuadro que las compara, y los que las comparan en palabras."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.enunciados import ALCANCE, COMPONENTES, DIMENSIONES
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAXIMO_EN_COLUMNAS = 5  # con más regiones, cada una va en una fila y no en una columna
Lector = Callable[[Expediente], Celda]
Renglon = tuple[str, Lector | None]  # rótulo y lo que va en cada región; sin lector, es el título de un grupo


def por_region(
    programa: ExpedienteDelPrograma, cabeza: str, renglones: Iterable[Renglon], clase: str = "texto"
) -> tuple[tuple[Columna, ...], tuple[Fila, ...]]:
    """Columnas y filas de un cuadro que compara: un renglón por fila y una región por columna.

    Con más de ``MAXIMO_EN_COLUMNAS`` regiones, al revés: cada renglón es un grupo, con una fila por región. ``clase``
    es la de las columnas que llevan datos: «texto» o «num».

    Para un cuadro propio: ``Cuadro("mio", "Título", *por_region(…), fuente)``.
    """
    lista, regiones = list(renglones), programa.regiones
    if len(regiones) <= MAXIMO_EN_COLUMNAS:
        columnas = (Columna(cabeza, ancho=1.3), *(Columna(r.region.nombre, clase, 1.4) for r in regiones))  # type: ignore[arg-type]
        return columnas, tuple(
            Fila((rotulo, *(lector(r) for r in regiones))) if lector else Fila((rotulo,), "grupo")
            for rotulo, lector in lista
        )
    filas: list[Fila] = []
    for rotulo, lector in lista:
        filas.append(Fila((rotulo,), "grupo"))
        filas += [Fila((r.region.nombre, lector(r))) for r in regiones] if lector else []
    return (Columna("Región", ancho=1), Columna(cabeza, clase, 3)), tuple(filas)  # type: ignore[arg-type]


def alcance(programa: ExpedienteDelPrograma) -> Cuadro:
    """Una fila por región: enfoque predominante (con su particularidad) e instrumentos."""
    mecanismos = programa.tabla("mecanismos", *ALCANCE)
    if mecanismos.empty:
        raise SinDatos("no se registraron el enfoque ni los instrumentos en la tabla «mecanismos».")
    filas = tuple(
        Fila(
            (
                r.region.nombre,
                _textos(r, "enfoque") + _particularidad(r) or _falta(r),
                _textos(r, "instrumentos") or _falta(r),
            )
        )
        for r in programa.regiones
    )
    columnas = (
        Columna("Gobierno regional", ancho=1),
        Columna(ALCANCE["enfoque"], ancho=2.4),
        Columna(ALCANCE["instrumentos"], ancho=2.4),
    )
    titulo = "Alcance del plan de acompañamiento y asistencia técnica (PAAT), por Gobierno regional"
    return Cuadro("alcance", titulo, columnas, filas, programa.fuente_de_tabla(mecanismos))


def matriz(programa: ExpedienteDelPrograma) -> Cuadro:
    """La matriz comparativa: una dimensión por fila y una región por columna."""
    mecanismos = programa.tabla("mecanismos", *DIMENSIONES)
    if mecanismos.empty:
        raise SinDatos("no se registraron las dimensiones en la tabla «mecanismos».")
    renglones = [(rotulo, _de_dimension(tipo)) for tipo, rotulo in DIMENSIONES.items()]
    columnas, filas = por_region(programa, "Dimensión", renglones)
    titulo = "Resultados comparados entre Gobiernos regionales"
    return Cuadro("matriz", titulo, columnas, filas, programa.fuente_de_tabla(mecanismos))


def componentes(programa: ExpedienteDelPrograma) -> Cuadro:
    """Qué componentes se acordaron en qué región, en palabras."""
    objetivos = programa.tabla("objetivos")
    if objetivos.empty:
        raise SinDatos("no se registraron objetivos en la tabla «objetivos».")
    acordados = [
        (rotulo, _de_componente(tipo)) for tipo, rotulo in COMPONENTES.items() if tipo in set(objetivos["tipo"])
    ]
    columnas, filas = por_region(programa, "Componente", acordados)
    titulo = "Componentes acordados con cada Gobierno regional"
    return Cuadro("componentes", titulo, columnas, filas, programa.fuente_de_tabla(objetivos))


def _de_dimension(tipo: str) -> Lector:
    return lambda r: _textos(r, tipo) or _falta(r)


def _de_componente(tipo: str) -> Lector:
    return lambda r: "No" if r.tabla("objetivos", tipo).empty else "Sí"


def _textos(region: Expediente, tipo: str) -> tuple[Markup, ...]:
    return tuple(region.texto(t) for t in region.tabla("mecanismos", tipo)["enunciado"])


def _particularidad(region: Expediente) -> tuple[Markup, ...]:
    return tuple(Markup("<strong>Particularidad.</strong> {}").format(t) for t in _textos(region, "particularidad"))


def _falta(region: Expediente) -> Ausente:
    return Ausente("No se publicó ni se registró.", region.region.nombre)
