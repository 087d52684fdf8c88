"""Cumple muchos encargos a la vez, cada uno en su proceso, sin que el fallo de uno detenga a los demás."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, repartir
from sistematizacion.errores import ErrorDeInterrupcion, ErrorDeSistematizacion
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import vigencia
from sistematizacion.produccion.encargo import Encargo, Resultado, al_dia
from sistematizacion.produccion.retiro import apartar, apartar_si_cambio
from sistematizacion.rutas import Rutas

INTERRUMPIDO = "Interrumpido: no se hizo el informe."


@dataclass
class Observador:
    """Lo que se hace mientras el lote avanza: cada función se puede reemplazar; de fábrica, nada."""

    al_empezar: Callable[[Encargo], None] = lambda encargo: None
    al_saber: Callable[[Encargo, Any], None] = lambda encargo, aviso: None  # un ``produccion.alcance.Aviso``
    al_terminar: Callable[[Resultado], None] = lambda resultado: None
    al_esperar: Callable[[], None] = lambda: None


@dataclass
class Lote:
    """Encargos en curso y lo que ya terminó; ``resultados`` queda en el orden en que fueron terminando."""

    encargos: Sequence[Encargo]
    rutas: Rutas
    observador: Observador = field(default_factory=Observador)
    enviar: Callable[[Resultado], Resultado] = lambda resultado: resultado  # a otro lugar, si se pidió
    resultados: list[Resultado] = field(default_factory=list)

    def terminar(self, *resultados: Resultado) -> None:
        """Agrega resultados y avisa de cada uno."""
        for resultado in map(self.enviar, resultados):
            self.resultados.append(resultado)
            self.observador.al_terminar(resultado)

    def faltan(self, encargo: Encargo) -> list[str]:
        """Los informes de un encargo que aún no tienen resultado."""
        hechos = {r.informe for r in self.resultados if r.encargo == encargo}
        return [i for i in encargo.informes if i not in hechos]


def hacer(lote: Lote, procesos: int = 0) -> list[Resultado]:
    """Cumple los encargos del lote, ``procesos`` a la vez (cero: tantos como núcleos), y devuelve un resultado por informe.

    Lo que está al día se sabe sin importar pandas ni abrir los datos.

    Raises:
        ErrorDeInterrupcion: Ctrl-C; lo que estaba a medio hacer se quitó de la vista, y sus notas dicen dónde quedó.
    """
    pendientes = apartar_al_dia(lote)
    if pendientes:
        _cumplir_aqui(pendientes, lote, procesos or os.cpu_count() or 1)
    return lote.resultados


def apartar_al_dia(lote: Lote) -> list[Encargo]:
    """Da por terminado lo que está al día; devuelve los encargos con lo demás."""
    vigencia.olvidar()
    pendientes = []
    for encargo in lote.encargos:
        vigentes = [] if encargo.forzar else _vigentes(encargo, lote.rutas)
        lote.terminar(*(al_dia(encargo, informe, lote.rutas) for informe in vigentes))
        if lote.faltan(encargo):
            pendientes.append(encargo)
    return pendientes


def _vigentes(encargo: Encargo, rutas: Rutas) -> list[str]:
    try:
        programa = cargar_programa(encargo.programa, rutas)
        return [i for i in encargo.informes if vigencia.revisar_vigencia(encargo, i, programa, rutas).al_dia]
    except ErrorDeSistematizacion:  # se dirá al cumplirlo
        return []


def preparar(*, todo: bool) -> None:
    """Importa lo pesado una vez, antes de bifurcar procesos que lo hereden; sin ``todo``, solo lo que siempre se usa."""
    from sistematizacion.arranque import aligerar

    aligerar()
    from sistematizacion.ejecucion.motor import precargar, sin_recolector

    with sin_recolector():
        import sistematizacion.produccion.alcance  # noqa: F401

        if todo:
            precargar(graficos=True)
            import sistematizacion.produccion.documento
            import sistematizacion.publicacion.xlsx  # noqa: F401


def _cumplir_aqui(pendientes: Sequence[Encargo], lote: Lote, procesos: int) -> None:
    """Un proceso por encargo. El turno que deja un encargo, cuando no queda otro, lo usan los capítulos de los demás."""
    preparar(todo=len(pendientes) > 1)
    with suppress(ErrorDeSistematizacion):  # lo que esté mal se dirá al cumplir cada encargo
        cargar_catalogo(lote.rutas)  # leerlo demora, y es el mismo para todos
    from sistematizacion.produccion.alcance import Pedido, cumplir

    contexto = get_context("fork" if PUEDE_BIFURCAR else "spawn")
    de_encargos = contexto.Semaphore(procesos - 1)
    de_capitulos = contexto.Semaphore(max(procesos - len(pendientes), 0))
    pedidos = [Pedido(encargo, lote.rutas, de_capitulos) for encargo in pendientes]
    por_empezar = len(pendientes) - procesos
    empezados: set[int] = set()

    def saber(indice: int, aviso: Any) -> None:
        if indice not in empezados:
            empezados.add(indice)
            lote.observador.al_empezar(pendientes[indice])
        if aviso.resultado is None:
            lote.observador.al_saber(pendientes[indice], aviso)
        else:
            lote.terminar(aviso.resultado)

    def terminar(indice: int, resultado: Any) -> None:
        nonlocal por_empezar
        encargo = pendientes[indice]
        if isinstance(resultado, Interrumpida):
            for informe in lote.faltan(encargo):
                causa = f"Falló {encargo.de_quien}: {resultado.causa}"
                causa = "\n".join([causa, *apartar(encargo, informe, lote.rutas)])
                lote.terminar(Resultado(encargo, informe, "falló", causa=causa, codigo=1))
        por_empezar -= 1
        if por_empezar < 0:
            de_capitulos.release()

    try:
        repartir(cumplir, pedidos, de_encargos, None, terminar, saber, lote.observador.al_esperar)
    except KeyboardInterrupt:
        raise interrumpir(lote, [pendientes[n] for n in empezados]) from None


def interrumpir(lote: Lote, empezados: Sequence[Encargo]) -> ErrorDeInterrupcion:
    """Da por interrumpido lo que falta; de lo ya empezado, quita de la vista lo publicado antes, y lo dice en sus notas."""
    error = ErrorDeInterrupcion(INTERRUMPIDO)
    for encargo in lote.encargos:
        for informe in lote.faltan(encargo):
            notas = apartar_si_cambio(encargo, informe, lote.rutas) if encargo in empezados else []
            for nota in notas:
                error.add_note(nota)
            causa = "\n".join([INTERRUMPIDO, *notas])
            lote.terminar(Resultado(encargo, informe, "interrumpido", causa=causa, codigo=error.codigo))
    return error
