"""El mapa del Perú con las regiones del programa. No se dibuja si ninguna tiene lugar en él, y no se muestra si son inventadas."""

from collections.abc import Sequence

from sistematizacion.parametros import Region
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.graficos.mapa.dibujo import dibujar
from sistematizacion.presentacion.graficos.mapa.geometria import FUENTE, formas_de
from sistematizacion.presentacion.piezas import Grafico, Nada
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

INVENTADAS = "Las regiones del programa son inventadas: no van en el mapa del Perú."
SE_NOMBRAN = 5  # con más regiones, el título dice cuántas son, y el mapa y su texto alternativo, cuáles


def de_region(expediente: Expediente) -> Grafico | Nada:
    """La región resaltada entre las demás del programa; nada si son inventadas."""
    return Nada(INVENTADAS) if expediente.programa.ficticio else _mapa(expediente.regiones_del_programa, expediente.region)


def del_programa(exp: ExpedienteDelPrograma) -> Grafico | Nada:
    """Todas las regiones del programa; nada si son inventadas."""
    return Nada(INVENTADAS) if exp.programa.ficticio else _mapa([e.region for e in exp.regiones])


def _mapa(regiones: Sequence[Region], propia: Region | None = None) -> Grafico:
    suyas = {r.nombre: formas for r in regiones if (formas := formas_de(r))}
    fuera = [r.nombre for r in regiones if r.nombre not in suyas]
    resaltada = propia.nombre if propia else ""
    if not suyas or resaltada in fuera:
        raise NoAplica(_sin_lugar([resaltada] if resaltada else fuera))
    provincias = [r.nombre for r in regiones if r.nombre in suyas and len(r.ubigeo) > 2]
    return Grafico(
        "mapa",
        _titulo([r.nombre for r in regiones], resaltada),
        dibujar(suyas, resaltada),
        _alternativo(list(suyas), resaltada),
        FUENTE + ".",
        (
            "Los límites sirven para ubicar las regiones; no son los oficiales.",
            *([_sin_lugar(fuera)] if fuera else ()),
            *([f"De {formato.lista(provincias)} se marca el departamento entero."] if provincias else ()),
        ),
    )


def _titulo(nombres: Sequence[str], resaltada: str) -> str:
    """«Junín es una de las tres regiones del programa, con Arequipa y Cusco»."""
    otras = [n for n in nombres if n != resaltada]
    if not otras:
        return f"{resaltada} es la única región del programa"
    lista = formato.lista(otras) if len(nombres) <= SE_NOMBRAN else ""
    cuantas = f"{formato.en_letras(len(nombres))} regiones"
    if resaltada:
        return f"{resaltada} es una de las {cuantas} del programa" + (f", con {lista}" if lista else "")
    if len(nombres) == 1:
        return f"{lista} es la única región del programa"
    return f"El programa comprende {cuantas}" + (f": {lista}" if lista else "")


def _alternativo(marcadas: Sequence[str], resaltada: str) -> str:
    """Lo que se ve en el mapa, con todas las regiones marcadas."""
    otras = [n for n in marcadas if n != resaltada]
    que = "Mapa del Perú dividido en regiones."
    if not resaltada:
        return f"{que} Con color y con su nombre: {formato.lista(otras)}. Las demás van en claro y sin nombre."
    del_resto = f" En un tono medio, las otras del programa: {formato.lista(otras)}." if otras else ""
    return f"{que} Resaltada y en negrita: {resaltada}.{del_resto} Las demás van en claro y sin nombre."


def _sin_lugar(nombres: Sequence[str]) -> str:
    if len(nombres) == 1:
        return f"{nombres[0]} no va en el mapa del Perú: su ubigeo no es de ningún departamento."
    return f"{formato.lista(nombres)} no van en el mapa del Perú: sus ubigeos no son de ningún departamento."
