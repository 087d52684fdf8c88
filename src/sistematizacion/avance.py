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
from sistematizacion.produccion.lote import INTERRUMPIDO, Observador
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
    """Región × informe × estado × tiempo; la causa de cada uno que no salió la dicen las ``lineas_de_causas``."""
    tabla = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for titulo in ("Región", "Informe", "Estado"):
        tabla.add_column(titulo, no_wrap=True)
    tabla.add_column("Segundos", justify="right", no_wrap=True)
    for r in en_orden(resultados):
        if len(resultados) > FILAS_VISIBLES and r.estado in BUENOS:
            continue
        segundos = _segundos(r) if r.segundos else ""
        tabla.add_row(_de_quien(r, resultados), r.informe, Text(r.estado, COLORES[r.estado]), segundos)
    if len(resultados) > FILAS_VISIBLES:
        tabla.add_row(f"{sum(r.estado in BUENOS for r in resultados)} informes bien", "", "", "")
    return tabla


def lineas_de_causas(resultados: Sequence[Resultado]) -> Iterator[str]:
    """Por cada informe que no salió, su causa en un renglón, que en la tabla no cabría; la que el estado ya dice, no."""
    for r in en_orden(resultados):
        if r.causa not in ("", INTERRUMPIDO):
            yield f"{_de_quien(r, resultados)}, {r.informe}: {en_breve(r.causa)}"


def _de_quien(resultado: Resultado, todos: Sequence[Resultado]) -> str:
    varios = len({r.encargo.programa for r in todos}) > 1
    return f"{resultado.encargo.programa}/{resultado.encargo.ambito}" if varios else resultado.encargo.de_quien


def tabla_de_estados(estados: Sequence[Estado]) -> Table:
    """Región × informe × cuándo se hizo × cómo está × última entrega; el porqué lo dicen las ``lineas_de_motivos``."""
    tabla = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for titulo in ("Región", "Informe", "Hecho", "Estado", "Entregado"):
        tabla.add_column(titulo, no_wrap=True)
    for e in estados:
        hecho = f"{e.hecho:%d/%m/%Y %H:%M}" if e.hecho else "—"
        entrega = f"n.º {e.entrega.numero}, {e.entrega.fecha:%d/%m/%Y}" if e.entrega else "—"
        situacion = Text(e.situacion, COLORES_DE_ESTADO.get(e.situacion, "yellow"))
        tabla.add_row(e.encargo.de_quien, e.informe, hecho, situacion, entrega)
    return tabla


def lineas_de_motivos(estados: Sequence[Estado]) -> Iterator[str]:
    """Lo primero que cambió desde que se publicaron unos informes, cuántas cosas más, y cuáles son esos informes."""
    por_motivo: dict[str, list[str]] = {}
    for e in estados:
        demas = len(e.motivos) - MOTIVOS_VISIBLES
        dichos = [*e.motivos[:MOTIVOS_VISIBLES], *([f"y {demas} más"] if demas > 0 else [])]
        por_motivo.setdefault("; ".join(dichos), []).append(f"{e.informe} de {e.encargo.de_quien}")
    por_motivo.pop("", None)
    for motivo, informes in por_motivo.items():
        yield f"{formato.frase(motivo)}: {', '.join(informes)}."


def _segundos(resultado: Resultado) -> str:
    return formato.numero(Decimal(str(resultado.segundos)), 1)


def en_breve(causa: str) -> str:
    """La causa en un renglón: los datos con errores, cuántos y el primero; lo demás, sus dos primeras líneas."""
    return abreviar(" ".join(linea.strip() for linea in causa.splitlines()[:2]), 200)
