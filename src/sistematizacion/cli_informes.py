"""Las órdenes que hacen informes: uno, varios o todos; decir qué se haría y cómo están; y entregarlos."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from sistematizacion.consola import (
    Destino,
    Formato,
    Forzar,
    Planificador,
    Procesos,
    Programa,
    QueInforme,
    Region,
    RegionONada,
    errores,
    salida,
)
from sistematizacion.errores import ErrorDeInterrupcion
from sistematizacion.parametros import (
    INFORME_POR_DEFECTO,
    PROGRAMA_POR_DEFECTO,
    cargar_programa,
    cargar_region,
    informe_por_defecto,
    programas,
)
from sistematizacion.rutas import Rutas, rutas

TODOS = "todos"


@dataclass(frozen=True)
class Corrida:
    """Cómo se pide hacer los informes."""

    forzar: bool
    procesos: int
    planificador: str
    destino: str
    formato: str = ""


def report(
    region: Region = "",
    programa: Programa = PROGRAMA_POR_DEFECTO,
    informe: QueInforme = "",
    forzar: Forzar = False,
    procesos: Procesos = 0,
    planificador: Planificador = "",
    destino: Destino = "",
    formato: Formato = "",
) -> None:
    """Genera el informe de una región en HTML, PDF y XLSX; sin --informe, el de cierre o el primero que el programa tenga."""
    elegido = informe or informe_por_defecto(cargar_programa(programa, rutas()))
    if elegido not in (informe, INFORME_POR_DEFECTO):
        salida.print(f"El programa no tiene informe «{INFORME_POR_DEFECTO}»: se hace «{elegido}».", markup=False)
    _producir(region, programa, elegido, Corrida(forzar, procesos, planificador, destino, formato))


def _orden_de(informe: str, nombre: str, ayuda: str) -> Callable[..., None]:
    """Una orden con nombre propio para un informe que también se pide de todas las regiones."""

    def orden(
        region: RegionONada = "",
        programa: Programa = PROGRAMA_POR_DEFECTO,
        forzar: Forzar = False,
        procesos: Procesos = 0,
        planificador: Planificador = "",
        destino: Destino = "",
        formato: Formato = "",
    ) -> None:
        _producir(region, programa, informe, Corrida(forzar, procesos, planificador, destino, formato))

    orden.__name__, orden.__doc__ = nombre, ayuda
    return orden


def all_(
    programa: Programa = PROGRAMA_POR_DEFECTO,
    forzar: Forzar = False,
    procesos: Procesos = 0,
    planificador: Planificador = "",
    destino: Destino = "",
    formato: Formato = "",
) -> None:
    """Genera todos los informes de todas las regiones; con --programa todos, de todos los programas."""
    from sistematizacion.avance import lineas_de_causas, tabla_final, tablero
    from sistematizacion.produccion.encargo import Resultado, encargos_de_todo
    from sistematizacion.produccion.resumen import codigo_de_salida, guardar_resumen

    lugares = rutas()
    claves = _programas(programa, lugares)
    encargos = [e for clave in claves for e in encargos_de_todo(cargar_programa(clave, lugares), forzar=forzar, formato=formato)]
    hechos: list[Resultado] = []
    try:
        with tablero(encargos, salida, hechos.append) as observador:
            _hacer(encargos, lugares, observador, Corrida(forzar, procesos, planificador, destino, formato))
    except ErrorDeInterrupcion:
        pass  # la tabla dice qué quedó sin hacer
    salida.print(tabla_final(hechos))
    for causa in lineas_de_causas(hechos):
        salida.print(causa, markup=False)
    salida.print(f"Resumen: {lugares.relativa(guardar_resumen(hechos, lugares))}", markup=False)
    raise typer.Exit(codigo_de_salida(hechos))


def explain(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, informe: QueInforme = "") -> None:
    """Dice qué capítulos se ejecutarían y por qué, sin ejecutar nada; sin región ni informe, de todo el programa."""
    from sistematizacion.arranque import aligerar

    aligerar()
    from sistematizacion.avance import lineas_del_plan
    from sistematizacion.produccion.encargo import encargo_de_uno, encargos_de_todo
    from sistematizacion.produccion.explicacion import explicar

    lugares = rutas()
    if region or informe:
        encargos = [encargo_de_uno(programa, region, informe or informe_por_defecto(cargar_programa(programa, lugares)), lugares)]
    else:
        encargos = encargos_de_todo(cargar_programa(programa, lugares))
    for explicada in (e for encargo in encargos for e in explicar(encargo, lugares)):
        salida.print(f"{explicada.titulo} · {explicada.de_quien}", style="bold", markup=False)
        lineas = ["Al día: no hay nada que hacer."] if explicada.al_dia else explicada.problemas
        for linea in lineas or lineas_del_plan(explicada.decisiones, explicada.cambios):
            salida.print(f"  {linea}", markup=False)


def status(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO) -> None:
    """Dice cuándo se hizo cada informe y qué cambió desde entonces; con --programa todos, de todos los programas."""
    from sistematizacion.avance import lineas_de_motivos, tabla_de_estados
    from sistematizacion.produccion.encargo import encargos_de_todo
    from sistematizacion.produccion.estado import estados

    lugares = rutas()
    for clave in _programas(programa, lugares):
        parametros = cargar_programa(clave, lugares)
        if region:
            cargar_region(parametros, region, lugares)
        encargos = [e for e in encargos_de_todo(parametros) if not region or e.region == region]
        hallados = list(estados(encargos, lugares))
        salida.print(f"{parametros.nombre_corto} · {clave}", style="bold", markup=False)
        salida.print(tabla_de_estados(hallados))
        for linea in lineas_de_motivos(hallados):
            salida.print(linea, markup=False)


def deliver(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, informe: QueInforme = "") -> None:
    """Guarda como entregado el informe ya hecho; el siguiente dirá qué cifras cambiaron."""
    from datetime import date

    from sistematizacion.entrega import entregar

    lugares = rutas()
    clave = informe or informe_por_defecto(cargar_programa(programa, lugares), del_programa=not region)
    entrega = entregar(programa, region, clave, lugares, date.today())
    salida.print(f"Entrega n.º {entrega.numero}: {lugares.relativa(entrega.carpeta)}", markup=False)


def _programas(pedido: str, lugares: Rutas) -> list[str]:
    return programas(lugares) if pedido == TODOS else [pedido]


def _producir(region: str, programa: str, informe: str, corrida: Corrida) -> None:
    from sistematizacion.avance import linea_por_linea
    from sistematizacion.produccion.encargo import encargo_de_uno

    lugares = rutas()
    encargo = encargo_de_uno(programa, region, informe, lugares, forzar=corrida.forzar, formato=corrida.formato)
    parametros = cargar_programa(programa, lugares)
    de_quien = cargar_region(parametros, region, lugares).nombre if region else "Todas las regiones"
    salida.print(f"{parametros.informes[informe].titulo} · {de_quien} · {parametros.nombre_corto}", style="bold", markup=False)
    [resultado] = _hacer([encargo], lugares, linea_por_linea(salida), corrida)
    if resultado.codigo:
        errores.print(resultado.causa, markup=False)
        raise typer.Exit(resultado.codigo)
    for archivo in resultado.archivos:
        salida.print(f"{'Al día' if resultado.estado == 'al día' else 'Listo'}: {archivo}", markup=False)


def _hacer(encargos: Sequence[Any], lugares: Rutas, observador: Any, corrida: Corrida) -> list[Any]:
    """Cumple los encargos aquí o en un cluster y, si se pidió, deja los informes también en otro lugar."""
    from sistematizacion.produccion.lote import Lote, hacer

    lote = Lote(encargos, lugares, observador)
    if corrida.destino:
        from sistematizacion.produccion.envio import Envio

        lote.enviar = Envio(corrida.destino, lugares)
    if corrida.planificador:
        from sistematizacion.produccion.remoto import hacer_lejos

        return hacer_lejos(lote, corrida.planificador)
    return hacer(lote, corrida.procesos)


ORDENES = (
    report,
    _orden_de("comparativo", "comparative", "Genera el informe de cierre comparativo, de todas las regiones del programa."),
    _orden_de("matrices", "matrices", "Genera las matrices de resultados."),
    _orden_de("lecciones", "lessons", "Genera las lecciones aprendidas, en cuadros."),
    _orden_de("satisfaccion", "survey", "Genera el resumen de la encuesta de satisfacción."),
    all_,
    explain,
    status,
    deliver,
)  # fmt: skip
