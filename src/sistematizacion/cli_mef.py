"""La orden que ingresa los archivos públicos del MEF y pone al día con ellos los datos de cada región."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from sistematizacion.consola import errores, salida
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.rutas import Rutas, rutas

CAMBIOS_QUE_SE_NOMBRAN = 12
TITULOS = {"pia": "PIA", "pim": "PIM", "devengado": "devengado", "devengado_acumulado": "devengado acumulado",
           "fecha_f12b": "actualización del F12-B"}  # fmt: skip
NO_SE_INGRESAN = ("LEEME", "README")


def mef(
    archivo: Annotated[
        str, typer.Option(metavar="RUTA", help="Un archivo del MEF, o una carpeta con varios; sin ella, dice qué hay.")
    ] = "",
    programa: Annotated[str, typer.Option(metavar="CLAVE", help="Solo las regiones de ese programa.")] = "",
) -> None:
    """Ingresa archivos públicos del MEF y pone al día con ellos la cartera y el gasto de cada región."""
    lugares = rutas()
    fallos = _ingresar_todos(_archivos(archivo), lugares) if archivo else []
    if fallos:  # antes de lo demás, que también puede fallar
        errores.print("\n".join(map(str, fallos)), markup=False)
    _decir_almacen(lugares)
    _actualizar(lugares, programa)
    if fallos:
        raise typer.Exit(ErrorDeEntrada.codigo)


def _archivos(pedido: str) -> list[Path]:
    ruta = Path(pedido)
    if not ruta.exists():
        raise ErrorDeUso(f"No existe {pedido}. Escriba la ruta del archivo que bajó: make mef FILE=2025-Gasto-Mensual.csv")
    if ruta.is_file():
        return [ruta]
    hallados = sorted(r for r in ruta.iterdir() if r.is_file() and not r.name.startswith((".", "~", *NO_SE_INGRESAN)))
    if not hallados:
        raise ErrorDeUso(f"La carpeta {pedido} no tiene archivos.")
    return hallados


def _ingresar_todos(archivos: list[Path], lugares: Rutas) -> list[ErrorDeEntrada]:
    """Ingresa cada uno; el que no se puede leer no detiene a los demás."""
    from sistematizacion.fuentes.ingreso import ingresar

    fallos = []
    for ruta in archivos:
        try:
            with _barra(ruta.name) as avisar:
                hecho = ingresar(ruta, lugares, avisar)
        except ErrorDeEntrada as error:
            salida.print(f"{ruta.name}: no se ingresó", markup=False)
            fallos.append(error)
        else:
            _decir(hecho)
    return fallos


@contextmanager
def _barra(nombre: str) -> Iterator[Any]:
    """Una barra con los bytes ingresados y lo que falta; no deja rastro al terminar."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columnas = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columnas, console=salida, transient=True) as progreso:
        tarea = progreso.add_task(nombre, total=None)
        yield lambda hechos, total: progreso.update(tarea, completed=hechos, total=total)


def _decir(hecho: Any) -> None:
    ingreso = hecho.ingreso
    if hecho.ya_estaba:
        salida.print(f"{ingreso.archivo}: ya estaba ingresado", markup=False)
        return
    retomado = ", retomado donde se había cortado" if hecho.retomado else ""
    salida.print(f"{ingreso.archivo}: {ingreso.titulo}, {_filas(ingreso.filas)}{retomado}", style="bold", markup=False)
    for frase in ingreso.entendido:
        salida.print(f"  {frase}", markup=False)
    if ingreso.desconocidas:
        salida.print(f"  Columnas que no se conocen, guardadas aparte: {_algunos(ingreso.desconocidas)}.", markup=False)
    for otro in hecho.reemplazados:
        salida.print(f"  Reemplaza a {otro.archivo}, ingresado antes.", markup=False)


def _decir_almacen(lugares: Rutas) -> None:
    """Qué hay en el almacén."""
    from rich.table import Table

    from sistematizacion.fuentes import indice
    from sistematizacion.fuentes.almacen import VACIO
    from sistematizacion.presentacion import formato

    ingresos = indice.leer(lugares)
    if not ingresos:
        raise ErrorDeUso(VACIO)
    tabla = Table("Archivo", "Qué es", "Filas", "Años", "Corte", box=None, title_justify="left")
    tabla.columns[2].justify = "right"
    for i in ingresos:
        tabla.add_row(i.archivo, i.titulo, formato.numero(i.filas), _anios(i.anios), i.corte)
    salida.print(tabla)


def _actualizar(lugares: Rutas, programa: str) -> None:
    """Pone al día cada región y dice qué cambió en su cartera."""
    from sistematizacion.registro.extracto_mef import actualizar_regiones

    _tomar_gasto(lugares, programa)
    for hecha in actualizar_regiones(lugares, [programa] if programa else ()):
        de_quien = f"{hecha.region.nombre} ({hecha.programa})"
        if hecha.motivo:
            salida.print(f"{de_quien}: sin cambios; {hecha.motivo}.", style="dim", markup=False)
            continue
        estado = "se puso al día" if hecha.archivos else "ya estaba al día"
        salida.print(f"{de_quien}: {estado}; {hecha.halladas} inversiones del registro están en el MEF", style="bold", markup=False)
        if hecha.ausentes:
            salida.print(f"  No están: {_algunos(hecha.ausentes)}.", markup=False)
        for cambio in hecha.cambios[:CAMBIOS_QUE_SE_NOMBRAN]:
            que = TITULOS.get(cambio.campo, cambio.campo)
            salida.print(f"  {cambio.cui} {que}: {_valor(cambio.antes)} → {_valor(cambio.ahora)}  {cambio.nombre}", markup=False)
        resto = len(hecha.cambios) - CAMBIOS_QUE_SE_NOMBRAN
        if resto > 0:
            salida.print(f"  … y {resto} cambios más; el informe «cartera» los trae todos.", markup=False)


def _tomar_gasto(lugares: Rutas, programa: str) -> None:
    """Toma la ejecución del gasto de cada programa y dice de qué año y cuántas filas."""
    from sistematizacion.registro.extracto_gasto import tomar_gasto

    for tomado in tomar_gasto(lugares, [programa] if programa else ()):
        que = f"Gasto de {tomado.de_quien} ({tomado.programa})"
        if tomado.motivo:
            salida.print(f"{que}: sin datos; {tomado.motivo}.", style="dim", markup=False)
            continue
        estado = "se puso al día" if tomado.archivos else "ya estaba al día"
        anio = f"; se analiza {tomado.anio}" if tomado.anio else ""
        salida.print(f"{que}: {estado}, {_filas(tomado.filas)}{anio}.", markup=False)


def _filas(cuantas: int) -> str:
    from sistematizacion.presentacion import formato

    return "1 fila" if cuantas == 1 else f"{formato.numero(cuantas)} filas"


def _anios(anios: tuple[int, ...]) -> str:
    """Los años, o el primero y el último si son seguidos.

    >>> _anios((2017, 2018)), _anios((2019, 2021)), _anios(())
    ('2017–2018', '2019, 2021', '')
    """
    if len(anios) > 1 and anios == tuple(range(anios[0], anios[-1] + 1)):
        return f"{anios[0]}–{anios[-1]}"
    return ", ".join(map(str, anios))


def _algunos(textos: tuple[str, ...]) -> str:
    from sistematizacion.errores import enumerar

    return enumerar(textos)


def _valor(valor: object) -> str:
    from decimal import Decimal

    from sistematizacion.presentacion import formato

    if valor is None or valor == "":
        return "sin dato"
    return formato.numero(valor, 0) if isinstance(valor, Decimal) else formato.corte(valor)  # type: ignore[arg-type]


ORDENES = (mef,)
