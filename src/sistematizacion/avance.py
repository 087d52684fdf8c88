"""Lo que se ve en la terminal de los informes: mientras se hacen, al terminar, y cómo están los ya hechos."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from sistematizacion.errores import abreviar
from sistematizacion.presentacion import formato
from sistematizacion.produccion.encargo import Encargo, Resultado
from sistematizacion.produccion.estado import Estado
from sistematizacion.produccion.lote import Observador
from sistematizacion.produccion.resumen import BUENOS, en_orden
from sistematizacion.produccion.vigencia import NUNCA

FILAS_VISIBLES = 60  # con más informes, la tabla del final solo trae los que no salieron bien
COLORES = {"hecho": "green", "al día": "green", "datos con errores": "red", "falló": "red", "interrumpido": "yellow"}
COLORES_DE_ESTADO = {"al día": "green", "retirado": "red", "sin hacer": "dim"}  # los demás, amarillo
MOTIVOS_VISIBLES = 3
EN_ESPERA = "Otra corrida está haciendo lo mismo; se espera a que termine."


def linea_por_linea(consola: Console) -> Observador:
    """Para un solo encargo: qué se ejecuta y por qué, y cada capítulo al terminar."""

    def saber(_: Encargo, aviso: Any) -> None:
        if aviso.que == "espera":
            consola.print(f"  {EN_ESPERA}", markup=False)
        elif aviso.que == "plan":
            for linea in lineas_del_plan(aviso.decisiones, aviso.cambios):
                consola.print(f"  {linea}", markup=False)
        elif aviso.que == "capitulo":
            consola.print(f"  {'✓' if aviso.bien else '✗'} {aviso.capitulo}", markup=False)

    return Observador(al_saber=saber)


def lineas_del_plan(decisiones: Sequence[tuple[str, str]], cambios: Sequence[str]) -> Iterator[str]:
    """Por cada motivo, qué capítulos se ejecutan; y cuáles no."""
    por_motivo: dict[str, list[str]] = {}
    for capitulo, motivo in decisiones:
        por_motivo.setdefault(motivo, []).append(capitulo)
    iguales = por_motivo.pop("", [])
    if not por_motivo:
        yield f"Ningún capítulo por ejecutar; se publica de nuevo: {', '.join(cambios[:3]) or NUNCA}."
    for motivo, capitulos in por_motivo.items():
        yield f"Por ejecutar, porque {motivo}: {', '.join(capitulos)}."
    if iguales and por_motivo:
        yield f"Sin cambios: {', '.join(iguales)}."


@contextmanager
def tablero(
    encargos: Sequence[Encargo], consola: Console, anotar: Callable[[Resultado], None]
) -> Iterator[Observador]:
    """Para muchos: cuánto va y cuánto falta, y de cada región en curso, su capítulo y su tiempo.

    Sin hilos, porque mientras tanto se bifurcan procesos: se redibuja cuando algo pasa. Si la salida no es una
    terminal, una línea por informe. ``anotar`` recibe cada resultado.
    """
    barra = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("quedan"), TimeRemainingColumn(compact=True),
        console=consola, auto_refresh=False, transient=True, disable=not consola.is_terminal,
    )  # fmt: skip
    todo = barra.add_task("Informes", total=sum(len(e.informes) for e in encargos))
    filas: dict[Encargo, TaskID] = {}

    def empezar(encargo: Encargo) -> None:
        filas[encargo] = barra.add_task(f"  {encargo.de_quien}", total=None)

    def saber(encargo: Encargo, aviso: Any) -> None:
        if aviso.que == "plan":
            barra.update(filas[encargo], total=sum(bool(motivo) for _, motivo in aviso.decisiones))
        elif aviso.que == "empieza":
            barra.update(filas[encargo], description=f"  {encargo.de_quien}: {aviso.capitulo}")
        elif aviso.que == "espera":
            barra.update(filas[encargo], description=f"  {encargo.de_quien}: espera a otra corrida")
        elif aviso.que == "capitulo":
            barra.advance(filas[encargo])
        barra.refresh()

    def terminar(resultado: Resultado) -> None:
        anotar(resultado)
        barra.advance(todo)
        encargo = resultado.encargo
        if encargo in filas and resultado.informe == encargo.informes[-1]:
            barra.remove_task(filas.pop(encargo))
        if not consola.is_terminal:
            cuanto = f" ({_segundos(resultado)} s)" if resultado.segundos else ""
            consola.print(f"{encargo.de_quien}, {resultado.informe}: {resultado.estado}{cuanto}", markup=False)
        barra.refresh()

    with barra:
        yield Observador(empezar, saber, terminar, barra.refresh)


def tabla_final(resultados: Sequence[Resultado]) -> Table:
    """Región × informe × estado × tiempo × causa."""
    tabla = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for titulo in ("Región", "Informe", "Estado"):
        tabla.add_column(titulo, no_wrap=True)
    tabla.add_column("Segundos", justify="right", no_wrap=True)
    tabla.add_column("Causa", overflow="fold")
    varios = len({r.encargo.programa for r in resultados}) > 1
    for r in en_orden(resultados):
        if len(resultados) > FILAS_VISIBLES and r.estado in BUENOS:
            continue
        region = f"{r.encargo.programa}/{r.encargo.ambito}" if varios else r.encargo.de_quien
        segundos = _segundos(r) if r.segundos else ""
        tabla.add_row(region, r.informe, Text(r.estado, COLORES[r.estado]), segundos, Text(en_breve(r.causa)))
    if len(resultados) > FILAS_VISIBLES:
        tabla.add_row(f"{sum(r.estado in BUENOS for r in resultados)} informes bien", "", "", "", "")
    return tabla


def tabla_de_estados(estados: Sequence[Estado]) -> Table:
    """Región × informe × cuándo se hizo × cómo está × por qué × última entrega."""
    tabla = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for titulo in ("Región", "Informe", "Hecho", "Estado"):
        tabla.add_column(titulo, no_wrap=True)
    tabla.add_column("Desde entonces", overflow="fold")
    tabla.add_column("Última entrega", no_wrap=True)
    varios = len({e.encargo.programa for e in estados}) > 1
    for e in estados:
        region = f"{e.encargo.programa}/{e.encargo.ambito}" if varios else e.encargo.de_quien
        hecho = f"{e.hecho:%d/%m/%Y %H:%M}" if e.hecho else "—"
        entrega = f"n.º {e.entrega.numero}, {e.entrega.fecha:%d/%m/%Y}" if e.entrega else "—"
        situacion = Text(e.situacion, COLORES_DE_ESTADO.get(e.situacion, "yellow"))
        tabla.add_row(region, e.informe, hecho, situacion, Text(_motivos(e.motivos)), entrega)
    return tabla


def _motivos(motivos: Sequence[str]) -> str:
    """Los primeros, y cuántos más.

    >>> _motivos(["cambió a", "cambió b", "se quitó c", "cambió d"])
    'cambió a; cambió b; se quitó c; y 1 más'
    """
    demas = len(motivos) - MOTIVOS_VISIBLES
    return "; ".join([*motivos[:MOTIVOS_VISIBLES], *([f"y {demas} más"] if demas > 0 else [])])


def _segundos(resultado: Resultado) -> str:
    return formato.numero(Decimal(str(resultado.segundos)), 1)


def en_breve(causa: str) -> str:
    """La causa en un renglón: los datos con errores, cuántos y el primero; lo demás, sus dos primeras líneas."""
    return abreviar(" ".join(linea.strip() for linea in causa.splitlines()[:2]), 200)
