"""La hoja de un cuadro del informe: sus notas, y sus filas con los grupos en una columna que se pueda filtrar."""

import re
from collections.abc import Sequence
from itertools import groupby

from sistematizacion.presentacion.cuadro import NOTA_DE_VACIO
from sistematizacion.publicacion.celdas import SIN_DATO, limpio, plano, textos
from sistematizacion.publicacion.hojas import VOLVER, Datos, Libro, sin_repetir

LARGO_DE_ENCABEZADO = 255  # límite de Excel
GRUPO, SIN_GRUPO, TODOS = "Grupo", "Sin grupo", "Todos los grupos"
# La hoja no imprime la raya: la nota que la explica se cambia por la de la marca que va en su lugar
EN_LA_HOJA = {
    NOTA_DE_VACIO: f"La marca {SIN_DATO} (en el informe, una raya) indica que no hay dato publicado ni registrado; "
    "no equivale a cero."
}


def agregar_cuadro(libro: Libro, nombre: str, cuadro: Datos, notas: Sequence[tuple[str, str]]) -> None:
    """Agrega al libro la hoja de un cuadro: de dónde es, su fuente, sus notas y su tabla.

    Args:
        libro: al que se agrega; de sus metadatos se toman ``region`` y ``fecha_texto``.
        nombre: el de la hoja; ver ``hojas.nombre_de_hoja``.
        cuadro: uno de los de ``libro_de_calculo``.
        notas: las que da ``notas_del_cuadro``.

    Raises:
        ValueError: una fila no tiene tantas celdas como columnas.
    """
    meta = libro.metadatos
    fecha = f"datos al {meta['fecha_texto']}" if meta.get("fecha_texto") else ""
    ambito = [cuadro["rotulo"], cuadro["capitulo"], meta.get("region"), fecha]
    fuente = cuadro["fuente"] if cuadro["fuente"].startswith("Fuente") else f"Fuente: {cuadro['fuente']}"
    cuantas = {0: "no lleva notas", 1: "lleva 1 nota, que sigue y está también en Notas"}.get(
        len(notas), f"lleva {len(notas)} notas, que siguen y están también en Notas"
    )
    lineas = [" · ".join(filter(None, ambito)), fuente, f"Esta hoja tiene una tabla y {cuantas}."]
    lineas += [f"Nota {etiqueta}. {texto}" for etiqueta, texto in notas]
    columnas, filas = en_columnas(cuadro)
    libro.agregar(nombre, cuadro["titulo"], [*textos(*lineas), VOLVER], columnas, filas)


def notas_del_cuadro(cuadro: Datos) -> list[tuple[str, str]]:
    """Las notas de un cuadro: (etiqueta, texto). Un motivo que ninguna diga se agrega, para que no se pierda."""
    vacias = [celda for fila in cuadro["filas"] for celda in fila["celdas"] if celda.get("vacio")]
    marcas = {celda["marca"] for celda in vacias if celda.get("marca")}
    notas: list[tuple[str, str]] = []
    for nota in cuadro["notas"]:
        con_letra = re.match(r"\(?(\w)[.):]\)?\s+", nota)
        if con_letra and con_letra[1] in marcas:
            notas.append((con_letra[1], nota[con_letra.end() :]))
        else:
            n = sum(etiqueta.isdigit() for etiqueta, _ in notas) + 1
            notas.append((str(n), EN_LA_HOJA.get(nota, nota)))
    for celda in vacias:
        motivo = celda.get("motivo") or ""
        if motivo and not any(motivo.rstrip(".") in texto for _, texto in notas):
            n = sum(etiqueta.isdigit() for etiqueta, _ in notas) + 1
            notas.append((celda.get("marca") or str(n), motivo))
    return notas


def en_columnas(cuadro: Datos) -> tuple[list[Datos], list[tuple[list[Datos], bool]]]:
    """Las columnas con encabezado único y las filas de datos; los títulos de grupo pasan a una columna propia."""
    grupos, actual = [], SIN_GRUPO
    for fila in cuadro["filas"]:
        actual = fila["celdas"][0].get("texto") or SIN_GRUPO if fila["clase"] == "grupo" else actual
        grupos.append(actual)
    datos = [(g, fila) for g, fila in zip(grupos, cuadro["filas"], strict=True) if fila["clase"] != "grupo"]
    agrupado = len(datos) < len(cuadro["filas"])
    # Si solo algunos grupos tienen total, ese total no es de un grupo: es de todos.
    con_total = [any(f["clase"] == "total" for _, f in par) for _, par in groupby(datos, key=lambda d: d[0])]
    usados: set[str] = set()
    columnas: list[Datos] = []
    if agrupado:
        columnas.append({"titulo": sin_repetir(GRUPO, usados, LARGO_DE_ENCABEZADO), "clase": "texto", "ancho": 1})
    for n, columna in enumerate(cuadro["columnas"], 1):
        titulo = plano(columna["titulo"]) or f"Columna {n}"
        titulo = f"{columna['grupo']}: {titulo}" if columna.get("grupo") else titulo
        titulo = f"{titulo} ({columna['unidad']})" if columna.get("unidad") else titulo
        unico = sin_repetir(limpio(plano(titulo), LARGO_DE_ENCABEZADO), usados, LARGO_DE_ENCABEZADO)
        columnas.append({**columna, "titulo": unico})
    filas = []
    for grupo, fila in datos:
        total = fila["clase"] == "total"
        suyo = TODOS if total and not all(con_total) else grupo
        filas.append(([*(textos(suyo) if agrupado else []), *fila["celdas"]], total))
    return columnas, filas
