"""Las órdenes que hacen informes: uno, varios o todos; decir qué se haría; y entregarlos."""

from collections.abc import Sequence

import typer

from sistematizacion.consola import (
    Forzar,
    Procesos,
    Programa,
    QueInforme,
    Region,
    RegionONada,
    errores,
    salida,
)
from sistematizacion.parametros import INFORME_POR_DEFECTO, PROGRAMA_POR_DEFECTO, cargar_programa, cargar_region
from sistematizacion.rutas import Rutas, rutas

TODOS = "todos"


def report(
    region: Region = "",
    programa: Programa = PROGRAMA_POR_DEFECTO,
    informe: QueInforme = INFORME_POR_DEFECTO,
    forzar: Forzar = False,
    procesos: Procesos = 0,
) -> None:
    """Genera el informe de una región en HTML, PDF y XLSX."""
    _producir(region, programa, informe, forzar, procesos)


def comparative(programa: Programa = PROGRAMA_POR_DEFECTO, forzar: Forzar = False, procesos: Procesos = 0) -> None:
    """Genera el informe de cierre comparativo, de todas las regiones del programa."""
    _producir("", programa, "comparativo", forzar, procesos)


def matrices(
    region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, forzar: Forzar = False, procesos: Procesos = 0
) -> None:
    """Genera las matrices de resultados."""
    _producir(region, programa, "matrices", forzar, procesos)


def lessons(
    region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, forzar: Forzar = False, procesos: Procesos = 0
) -> None:
    """Genera las lecciones aprendidas, en cuadros."""
    _producir(region, programa, "lecciones", forzar, procesos)


def survey(
    region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, forzar: Forzar = False, procesos: Procesos = 0
) -> None:
    """Genera el resumen de la encuesta de satisfacción."""
    _producir(region, programa, "satisfaccion", forzar, procesos)


def all_(programa: Programa = PROGRAMA_POR_DEFECTO, forzar: Forzar = False, procesos: Procesos = 0) -> None:
    """Genera todos los informes de todas las regiones; con --programa todos, de todos los programas."""
    from sistematizacion.avance import tabla_final, tablero
    from sistematizacion.produccion.encargo import encargos_de_todo
    from sistematizacion.produccion.lote import hacer
    from sistematizacion.produccion.resumen import codigo_de_salida, guardar_resumen

    lugares = rutas()
    encargos = [e for p in _programas(programa, lugares) for e in encargos_de_todo(cargar_programa(p, lugares), forzar=forzar)]
    hechos = []
    try:
        with tablero(encargos, salida, hechos.append) as observador:
            hacer(encargos, lugares, observador, procesos)
    finally:
        salida.print(tabla_final(hechos, lugares))
        resumen = guardar_resumen(hechos, lugares)
        salida.print(f"Resumen: {lugares.relativa(resumen)}", markup=False)
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
        encargos = [encargo_de_uno(programa, region, informe or INFORME_POR_DEFECTO, lugares)]
    else:
        encargos = encargos_de_todo(cargar_programa(programa, lugares))
    for encargo in encargos:
        for explicada in explicar(encargo, lugares):
            salida.print(f"{explicada.titulo} · {encargo.de_quien}", style="bold", markup=False)
            lineas = ["Al día: no hay nada que hacer."]
            if not explicada.al_dia:
                lineas = [*explicada.problemas, *lineas_del_plan(explicada.decisiones, explicada.cambios)]
            for linea in lineas:
                salida.print(f"  {linea}", markup=False)


def deliver(region: RegionONada = "", programa: Programa = PROGRAMA_POR_DEFECTO, informe: QueInforme = "") -> None:
    """Guarda como entregado el informe ya hecho; el siguiente dirá qué cifras cambiaron."""
    from datetime import date

    from sistematizacion.entrega import entregar

    lugares = rutas()
    clave = informe or (INFORME_POR_DEFECTO if region else "comparativo")
    entrega = entregar(programa, region, clave, lugares, date.today())
    salida.print(f"Entrega n.º {entrega.numero}: {lugares.relativa(entrega.carpeta)}", markup=False)


def _producir(region: str, programa: str, informe: str, forzar: bool, procesos: int) -> None:
    from sistematizacion.avance import linea_por_linea
    from sistematizacion.produccion.encargo import encargo_de_uno
    from sistematizacion.produccion.lote import hacer

    lugares = rutas()
    encargo = encargo_de_uno(programa, region, informe, lugares, forzar=forzar)
    parametros = cargar_programa(programa, lugares)
    de_quien = cargar_region(parametros, region, lugares).nombre if region else "Todas las regiones"
    salida.print(f"[bold]{parametros.informes[informe].titulo}[/] · {de_quien} · {parametros.nombre_corto}")
    [resultado] = hacer([encargo], lugares, linea_por_linea(salida), procesos)
    if resultado.codigo:
        errores.print(resultado.causa, markup=False)
        raise typer.Exit(resultado.codigo)
    for archivo in resultado.archivos:
        salida.print(f"{'Al día' if resultado.estado == 'al día' else 'Listo'}: {archivo}", markup=False)


def _programas(pedido: str, lugares: Rutas) -> Sequence[str]:
    from sistematizacion.parametros import programas

    return programas(lugares) if pedido == TODOS else [pedido]


ORDENES = (report, comparative, matrices, lessons, survey, all_, explain, deliver)
