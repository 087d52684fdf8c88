"""La orden que dice si un PDF es el que dan las entradas de este proyecto, y cómo lo cuenta."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sistematizacion.consola import errores, salida
from sistematizacion.errores import ErrorDeSistematizacion, ErrorDeUso, abreviar
from sistematizacion.rutas import rutas

if TYPE_CHECKING:  # lo demás se importa al dar la orden, que si no demora a todas
    from sistematizacion.analisis.diferencias import Cambio
    from sistematizacion.produccion.verificacion import Verificacion
    from sistematizacion.publicacion.paginas import Pagina

VISIBLES, POR_LUGAR = 30, 6  # cambios que se listan: entre todos, y de cada cuadro o página
IDENTICO = "Es exactamente el que dan estas entradas: los mismos bytes."
OTRO = "No es el que dan estas entradas."
EDITADO = "Alguien lo modificó después de hacerse: las entradas son las mismas y el archivo no."
SIN_ORIGINAL = "Si además alguien lo editó no se puede saber aquí: haría falta hacerlo con las entradas de entonces."
SIN_MARCA = "Sus páginas, sus adjuntos y sus propiedades son los mismos: otro programa lo volvió a guardar."


def verify(archivo: Annotated[str, typer.Argument(metavar="ARCHIVO", help="El PDF que se quiere comprobar.")] = "") -> None:
    """Dice si un PDF es el que dan estos datos, parámetros, cuadernos y código, o en qué difiere."""
    if not archivo:
        raise ErrorDeUso("Falta el PDF que se quiere comprobar. Ejemplo: make verify FILE=informe.pdf")
    from sistematizacion.arranque import aligerar

    aligerar()
    from sistematizacion.presentacion.hallazgos import visible
    from sistematizacion.produccion.verificacion import Verificacion, verificar

    try:
        for dicho in verificar(Path(archivo), rutas()):
            if isinstance(dicho, Verificacion):
                titulo, veredicto, *demas = lineas(dicho)
                salida.print(visible(titulo), style="bold", markup=False)
                salida.print(veredicto, style="green" if dicho.identico else "red", markup=False)
                for linea in demas:
                    salida.print(visible(linea), markup=False)
                raise typer.Exit(0 if dicho.identico else 1)
            salida.print(dicho, markup=False)
    except ErrorDeSistematizacion as error:
        errores.print("\n".join(map(visible, str(error).splitlines())), markup=False)
        raise typer.Exit(ErrorDeUso.codigo) from None


def lineas(vista: "Verificacion") -> Iterator[str]:
    """Qué es el PDF, el veredicto y, si no es el de hoy, en qué difiere: cada cosa en su renglón."""
    editado = vista.edicion is not None
    yield vista.titulo
    yield f"✓ {IDENTICO}" if vista.identico else f"✗ {OTRO if vista.entradas else EDITADO}"
    if vista.guardado:
        yield f"Es, byte por byte, la entrega que se guarda en {vista.guardado}."
    if vista.referencia:
        yield f"Se comparó con {vista.referencia}, que está al día."
    if vista.entradas:
        yield "Entradas que no son las mismas:"
        yield from (f"  {entrada}" for entrada in recortar(vista.entradas, VISIBLES))
        yield from _de_contenido(vista)
    if editado and vista.entradas:
        yield "Además, no es el que se entregó con esas entradas; alguien lo modificó."
    if editado:
        yield from _de_edicion(vista)
    elif vista.entradas and not vista.guardado:
        yield SIN_ORIGINAL


def _de_contenido(vista: "Verificacion") -> Iterator[str]:
    """Lo que cambiaría en el informe, de lo que el PDF dice a lo que diría hoy."""
    if vista.imposible:
        yield "Hoy no se puede hacer el informe, así que no se sabe qué cifras cambian:"
        yield from (f"  {linea}" for linea in vista.imposible.splitlines()[:VISIBLES])
        return
    if not vista.cifras and not vista.cuadros:
        yield "Ninguna cifra ni cuadro cambia por eso."
    if vista.cifras:
        yield "Cifras que cambian (en el PDF → hoy):"
        yield from (f"  {linea}" for linea in recortar([_cambio(c) for c in vista.cifras], VISIBLES))
    if vista.cuadros:
        yield "Cuadros que cambian (en el PDF → hoy):"
        for nombre, cambios in vista.cuadros:
            yield f"  {nombre}"
            yield from (f"    {linea}" for linea in recortar([_cambio(c) for c in cambios], POR_LUGAR))


def _de_edicion(vista: "Verificacion") -> Iterator[str]:
    """Lo que alguien cambió, de lo que el original dice a lo que el PDF dice."""
    edicion = vista.edicion
    assert edicion is not None
    for pagina in edicion.paginas[:VISIBLES]:
        yield _pagina(pagina)
        yield from (f"  {linea}" for linea in recortar([_cambio(c, "después de ") for c in pagina.cambios], POR_LUGAR))
    if len(edicion.paginas) > VISIBLES:
        yield f"… y {len(edicion.paginas) - VISIBLES} páginas más."
    yield from (f"Propiedades: cambiaron {propiedad}." for propiedad in edicion.propiedades)
    yield from (f"Adjuntos: {adjunto}." for adjunto in recortar(vista.adjuntos, VISIBLES))
    if not (edicion.paginas or edicion.propiedades or vista.adjuntos):
        yield SIN_MARCA


def _pagina(pagina: "Pagina") -> str:
    if not pagina.editada:
        return f"Falta la página {pagina.original} del original."
    if not pagina.original:
        return f"La página {pagina.editada} del archivo no está en el original."
    return f"Página {pagina.editada} del archivo{' (original → este):' if pagina.cambios else ': se ve distinta, con el mismo texto.'}"


def _cambio(cambio: "Cambio", antes_del_lugar: str = "") -> str:
    donde = f"{antes_del_lugar}«{cambio.lugar}»: " if antes_del_lugar and cambio.lugar else f"{cambio.lugar}: " if cambio.lugar else ""
    antes, ahora = (f"«{abreviar(texto, 160)}»" for texto in (cambio.antes, cambio.ahora))
    if not cambio.antes:
        return f"{donde}se agregó {ahora}"
    return f"{donde}{antes} → {ahora}" if cambio.ahora else f"{donde}se quitó {antes}"


def recortar(textos: Sequence[str], maximo: int) -> list[str]:
    """Los primeros y, si hay más, cuántos.

    >>> recortar(["a", "b", "c"], 2)
    ['a', '… y 2 más']
    """
    return list(textos) if len(textos) <= maximo else [*textos[: maximo - 1], f"… y {len(textos) - maximo + 1} más"]
