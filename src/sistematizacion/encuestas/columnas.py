"""Qué columna de un exporte es cada pregunta del instrumento; de las demás no se lee ni una celda.

KoboToolbox exporta el nombre de la pregunta o su enunciado, con o sin el grupo delante (``respuestas/area``), y una
de varias respuestas en una columna, en una por opción (``utiles/cierre``) o en ambas. Google Forms, el enunciado.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sistematizacion.encuestas.instrumento import AREA, CONSENTIMIENTO, GRUPO, OTRA_AREA, PUBLICAR, Instrumento
from sistematizacion.encuestas.xlsform import CUAL_AREA, TITULO_DEL_GRUPO
from sistematizacion.errores import Problema, abreviar, sugerencia
from sistematizacion.nucleo.lectura.celdas import Lugar, plegar

SEPARA_GRUPOS = re.compile(r"[/.:|>](?=\S)")
IDENTIFICADORES = ("_uuid", "meta/instanceID", "meta-instanceID", "KEY")  # del envío: sirven para hallar repetidos
AGREGUE = "Exporte el formulario completo, o agregue la pregunta con ese enunciado."
Destino = tuple[str, str]  # la pregunta y, si la columna es de una sola opción, la opción


@dataclass(frozen=True)
class Ubicacion:
    """En qué posición está cada pregunta, cada opción de las de varias y el identificador del envío."""

    preguntas: dict[str, int]
    opciones: dict[str, dict[str, int]]
    envio: int | None
    descartadas: tuple[str, ...]
    hallazgos: tuple[Problema, ...] = field(default=())


def reconocibles(instrumento: Instrumento) -> dict[str, Destino]:
    """Por encabezado plegado, a qué pregunta (y opción) corresponde."""
    textos: dict[Destino, tuple[str, ...]] = {
        (CONSENTIMIENTO, ""): (CONSENTIMIENTO, instrumento.consentimiento),
        (AREA, ""): (AREA, instrumento.area),
        (OTRA_AREA, ""): (OTRA_AREA, CUAL_AREA),
    }
    for p in instrumento.preguntas:
        textos[p.clave, ""] = (p.clave, p.enunciado)
        if p.tipo == "abierta":
            textos[f"{PUBLICAR}{p.clave}", ""] = (f"{PUBLICAR}{p.clave}", instrumento.permiso(p))
        for o in p.opciones if p.tipo == "varias" else ():
            textos[p.clave, o.clave] = tuple(f"{n}/{v}" for n in (p.clave, p.enunciado) for v in (o.clave, o.rotulo))
    return {plegar(texto): destino for destino, suyos in textos.items() for texto in suyos}


def ubicar(encabezado: Sequence[str], instrumento: Instrumento, lugar: Lugar) -> Ubicacion:
    """Dónde está cada pregunta; los hallazgos dicen las que faltan y las que están dos veces."""
    conocidos, halladas = reconocibles(instrumento), dict[Destino, list[int]]()
    grupos = _grupos(encabezado, conocidos, instrumento)
    descartadas, envio = [], None
    for n, titulo in enumerate(encabezado):
        destino = next((conocidos[t] for t in _sin_grupo(titulo, grupos) if t in conocidos), None)
        if destino:
            halladas.setdefault(destino, []).append(n)
        elif titulo in IDENTIFICADORES and envio is None:
            envio = n
        if not destino and titulo:
            descartadas.append(titulo)
    hallazgos = []
    for n, otra, *_ in (lugares for lugares in halladas.values() if len(lugares) > 1):
        regla = f"«{encabezado[n]}» y «{encabezado[otra]}» son la misma pregunta"
        hallazgos.append(lugar.problema(regla, "Deje una sola columna.", otra))
    preguntas = {clave: lugares[0] for (clave, opcion), lugares in halladas.items() if not opcion}
    opciones: dict[str, dict[str, int]] = {}
    for (clave, opcion), lugares in halladas.items():
        if opcion:
            opciones.setdefault(clave, {})[opcion] = lugares[0]
    if halladas:
        hallazgos += _faltan(preguntas, opciones, instrumento, descartadas, lugar)
    else:
        regla = f"no es un exporte de «{instrumento.titulo}»: ninguna columna es una de sus preguntas"
        remedio = f"Sus columnas son: {abreviar(', '.join(descartadas), 200)}. Dé el exporte de esa encuesta."
        hallazgos.append(lugar.problema(regla, remedio))
    return Ubicacion(preguntas, opciones, envio, tuple(descartadas), tuple(hallazgos))


def _grupos(encabezado: Sequence[str], conocidos: Mapping[str, Destino], instrumento: Instrumento) -> set[str]:
    """Los grupos que pueden ir delante: el del formulario y el que lleven todas las preguntas de este exporte.

    De otro cualquiera no se quita: ``datos_personales/mejoras`` no es ``mejoras``.
    """
    llevan: dict[str, set[str]] = {}
    for titulo in encabezado:
        for grupo, resto in _partes(titulo):
            if resto in conocidos:
                llevan.setdefault(grupo, set()).add(conocidos[resto][0])
    todas = {AREA, *(p.clave for p in instrumento.preguntas)}
    return {plegar(GRUPO), plegar(TITULO_DEL_GRUPO)} | {g for g, suyas in llevan.items() if todas <= suyas}


def _sin_grupo(titulo: str, grupos: Collection[str]) -> Iterator[str]:
    """El encabezado plegado, entero y sin el grupo que lleve delante."""
    yield plegar(titulo)
    yield from (resto for grupo, resto in _partes(titulo) if grupo in grupos)


def _partes(titulo: str) -> Iterator[tuple[str, str]]:
    """Las maneras de partirlo en grupo y pregunta, plegados."""
    for corte in SEPARA_GRUPOS.finditer(titulo):
        yield plegar(titulo[: corte.start()]), plegar(titulo[corte.end() :])


def _faltan(
    preguntas: dict[str, int],
    opciones: dict[str, dict[str, int]],
    instrumento: Instrumento,
    descartadas: Sequence[str],
    lugar: Lugar,
) -> Iterator[Problema]:
    """Las preguntas sin columna; sin la del permiso, un comentario se guarda y no se publica."""
    pedidas = {CONSENTIMIENTO: instrumento.consentimiento, AREA: instrumento.area}
    for p in instrumento.preguntas:
        if p.tipo != "varias" or not opciones.get(p.clave):
            pedidas[p.clave] = p.enunciado
        elif p.clave not in preguntas:
            sin = [o.rotulo for o in p.opciones if o.clave not in opciones[p.clave]]
            for rotulo in sin:
                yield lugar.problema(f"falta la columna de la opción «{rotulo}» de «{p.enunciado}»", AGREGUE)
    for clave, enunciado in pedidas.items():
        if clave not in preguntas:
            remedio = " ".join(filter(None, [sugerencia(enunciado, descartadas), AGREGUE]))
            yield lugar.problema(f"falta la pregunta «{enunciado}»", remedio, columna=clave)
    for p in instrumento.abiertas:
        if p.publica and f"{PUBLICAR}{p.clave}" not in preguntas:
            regla = f"falta la pregunta «{instrumento.permiso(p)}»: los comentarios de «{p.titulo}» no se publicarán"
            yield lugar.problema(regla, gravedad="advertencia", columna=f"{PUBLICAR}{p.clave}")
