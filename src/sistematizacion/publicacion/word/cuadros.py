"""Los cuadros del árbol como tablas de Word."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn
from lxml.etree import _Element as Elemento

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.word import estilos
from sistematizacion.publicacion.word.anchos import anchos, es_alta
from sistematizacion.publicacion.word.ooxml import agregar_propiedad, e, parrafo, texto_de

FILAS_DE_UN_CORTO, LETRAS_DE_UN_CORTO = 9, 1500  # hasta aquí, el cuadro se queda entero en una página
ESTILO_DE_FILA = {"": "Celda", "grupo": "CeldaDeGrupo", "total": "CeldaDeTotal"}

Componer = Callable[[list[dict[str, Any]], str], list[Elemento]]  # unos bloques y el estilo de sus párrafos


def tabla(cuadro: dict[str, Any], ancho: int, componer: Componer, marca: Marca) -> Elemento:
    """La tabla de un cuadro, de ``ancho`` veinteavos de punto: cabecera que se repite, celdas combinadas y totales."""
    medidas = anchos(cuadro, ancho)
    con_encabezados = any(c["ambito"] == "row" for fila in cuadro["cuerpo"] for c in fila["celdas"])
    armada = armazon(estilos.CUADRO, medidas, cabecera=True, primera=con_encabezados, titulo=texto_de(cuadro["titulo"]))
    for parte in ("cabecera", "cuerpo"):
        armada.extend(_filas(cuadro[parte], parte == "cabecera", medidas, componer, marca))
    _juntar(armada, cuadro)
    return armada


def armazon(
    estilo: str, medidas: Sequence[int], *, cabecera: bool = False, primera: bool = False, titulo: str = ""
) -> Elemento:
    """Una tabla sin filas; ``cabecera`` y ``primera`` dicen si la fila y la columna primeras son encabezados."""
    formas = {"firstRow": cabecera, "lastRow": False, "firstColumn": primera, "lastColumn": False, "noHBand": True, "noVBand": True}
    bandera = 0x600 + 0x20 * cabecera + 0x80 * primera
    return e(
        "tbl",
        e("tblPr", e("tblStyle", val=estilo), e("tblW", w=sum(medidas), type="dxa"), e("tblLayout", type="fixed"),
          e("tblLook", val=f"{bandera:04X}", **{forma: int(vale) for forma, vale in formas.items()}),
          e("tblCaption", val=titulo) if titulo else None),
        e("tblGrid", *(e("gridCol", w=mide) for mide in medidas)),
    )  # fmt: skip


def fila(*celdas: Elemento, entera: bool = True, repite: bool = False) -> Elemento:
    """Una fila; ``entera`` si no se parte entre páginas, ``repite`` si encabeza cada una."""
    propias = [e("cantSplit") if entera else None, e("tblHeader") if repite else None]
    return e("tr", e("trPr", *propias) if entera or repite else None, *celdas)


def celda(ancho: int, contenido: Sequence[Elemento], *mas: Elemento | None, columnas: int = 1) -> Elemento:
    """Una celda con sus párrafos; ``mas`` son otras propiedades, en el orden del esquema."""
    combinada = e("gridSpan", val=columnas) if columnas > 1 else None
    return e("tc", e("tcPr", e("tcW", w=ancho, type="dxa"), combinada, *mas), *contenido)


def _filas(
    filas: list[dict[str, Any]], en_cabecera: bool, medidas: Sequence[int], componer: Componer, marca: Marca
) -> Iterator[Elemento]:
    """Las filas, con un hueco (``w:vMerge``) donde una celda de más arriba sigue."""
    abarcan = {(c["x"], y): c for f in filas for c in f["celdas"] for y in range(c["y"], c["y"] + c["filas"])}
    for y, datos in enumerate(filas):
        celdas, x = [], 0
        while x < len(medidas):
            actual = abarcan[x, y]
            celdas.append(_celda(actual, y, datos["clase"], en_cabecera, len(filas), medidas, componer, marca))
            x += actual["columnas"]
        yield fila(*celdas, entera=en_cabecera or not es_alta(datos, medidas), repite=en_cabecera)


def _celda(
    datos: dict[str, Any], y: int, clase: str, en_cabecera: bool, cuantas: int, medidas: Sequence[int], componer: Componer,
    marca: Marca,
) -> Elemento:  # fmt: skip
    estilo = "CeldaDeCabecera" if en_cabecera else ESTILO_DE_FILA[clase]
    sigue = datos["y"] < y  # viene de la fila de arriba
    contenido = [] if sigue else componer(datos["hijos"], estilo)
    if not contenido or contenido[-1].tag != qn("w:p"):
        contenido.append(parrafo(estilo))
    al_lado = "right" if datos["clase"] == "num" else "center" if en_cabecera and datos["columnas"] > 1 else ""
    for p in contenido if al_lado else ():
        agregar_propiedad(p, e("jc", val=al_lado))
    unida = None if datos["filas"] == 1 else e("vMerge") if sigue else e("vMerge", val="restart")
    return celda(
        sum(medidas[datos["x"] : datos["x"] + datos["columnas"]]), contenido,
        unida,
        _bordes(datos, y, clase, en_cabecera, cuantas, marca),
        estilos.fondo(marca, "suave") if clase == "grupo" else None,
        e("vAlign", val="bottom") if en_cabecera else None,
        columnas=datos["columnas"],
    )  # fmt: skip


def _bordes(datos: dict[str, Any], y: int, clase: str, en_cabecera: bool, cuantas: int, marca: Marca) -> Elemento | None:
    """La línea que cierra una cabecera de varias filas y la que precede a un total; las demás son del estilo de tabla."""
    medio = estilos.TRAZO["medio"]
    if en_cabecera and cuantas > 1:
        ultima = datos["y"] + datos["filas"] == cuantas
        debajo = estilos.borde(marca, "bottom", "primario", medio) if ultima or datos["columnas"] > 1 else e("bottom", val="nil")
        return e("tcBorders", debajo)
    return e("tcBorders", estilos.borde(marca, "top", "primario", medio)) if clase == "total" else None


def _juntar(armada: Elemento, cuadro: dict[str, Any]) -> None:
    """Las últimas filas van con la fuente, que nunca queda sola en otra página; un cuadro corto va todo junto."""
    filas = armada.findall(qn("w:tr"))
    largo = len(texto_de([f["celdas"][n]["hijos"] for f in cuadro["cuerpo"] for n in range(len(f["celdas"]))]))
    corto = len(filas) <= FILAS_DE_UN_CORTO and largo <= LETRAS_DE_UN_CORTO
    for suya in filas if corto else filas[-1:]:
        if corto or suya.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None:
            for p in suya.iter(qn("w:p")):
                agregar_propiedad(p, e("keepNext"))
