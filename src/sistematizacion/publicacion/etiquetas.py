"""Completa las etiquetas del PDF: typst-py no ofrece ``pdf.header-cell`` y los encabezados de fila se marcan después.

Se hace celda por celda, según el árbol del documento; si el PDF no trae las mismas tablas que el árbol, es un error.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.publicacion.disposicion import CONTENEDORES


def poner_encabezados_de_fila(documento: pikepdf.Pdf, bloques: list[dict[str, Any]]) -> None:
    """Vuelve TH los encabezados de fila y los nombra en las demás celdas de la fila.

    Raises:
        ErrorDeDocumento: el PDF no trae las mismas tablas que ``bloques``.
    """
    raiz = documento.Root.StructTreeRoot
    esperadas = list(_tablas(bloques))
    halladas = [e for e in _descender(raiz) if e.S == "/Table"]
    _exigir(len(halladas) == len(esperadas), f"tiene {len(halladas)} tablas y el documento {len(esperadas)}")
    if "/IDTree" not in raiz:
        raiz.IDTree = documento.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
    nombres = pikepdf.NameTree(raiz.IDTree)
    for n, (tabla, filas) in enumerate(zip(halladas, esperadas, strict=True)):
        _devolver_al_cuerpo(tabla, documento)
        _marcar(tabla, filas, f"fila-{n}", nombres)


def _tablas(bloques: list[dict[str, Any]]) -> Iterator[list[list[tuple[bool, int]]]]:
    """Por cada tabla, en orden, y por cada celda de cada fila: si es encabezado de fila y cuántas filas abarca."""
    for bloque in bloques:
        if bloque["tipo"] == "cuadro":
            cabecera = [[(False, 1)] * len(fila["celdas"]) for fila in bloque["cabecera"]]
            yield cabecera + [[(bool(c["ambito"]), c["filas"]) for c in fila["celdas"]] for fila in bloque["cuerpo"]]
        elif bloque["tipo"] == "ficha":
            yield [[(True, 1), (False, 1)] for _ in bloque["items"]]
        elif bloque["tipo"] in CONTENEDORES:
            yield from _tablas(bloque["hijos"])


def _descender(elemento: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Los elementos de estructura bajo ``elemento``, en orden de lectura."""
    hijos = elemento.get("/K", [])
    for hijo in hijos if isinstance(hijos, pikepdf.Array) else [hijos]:
        if isinstance(hijo, pikepdf.Dictionary) and "/S" in hijo:
            yield hijo
            yield from _descender(hijo)


def _devolver_al_cuerpo(tabla: pikepdf.Dictionary, documento: pikepdf.Pdf) -> None:
    """Devuelve al cuerpo las últimas filas, que la plantilla compone con las notas para que no se queden solas."""
    partes = list(tabla.K)
    pie = next((parte for parte in partes if parte.S == "/TFoot"), None)
    if pie is None or len(pie.K) < 2:
        return
    cuerpo = partes[partes.index(pie) - 1]
    if cuerpo.S != "/TBody":
        nuevo = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.TBody, P=tabla, K=pikepdf.Array())
        cuerpo = documento.make_indirect(nuevo)
        tabla.K.insert(partes.index(pie), cuerpo)
    for fila in list(pie.K)[:-1]:
        fila.P = cuerpo
        cuerpo.K.append(fila)
    pie.K = pikepdf.Array([list(pie.K)[-1]])


def _marcar(
    tabla: pikepdf.Dictionary, filas: list[list[tuple[bool, int]]], prefijo: str, nombres: pikepdf.NameTree
) -> None:
    """Vuelve TH las celdas que encabezan fila y las nombra en ``Headers`` de las demás celdas de su fila."""
    halladas = [e for e in _descender(tabla) if e.S == "/TR" and e.P.S != "/TFoot"]
    celdas = [[e for e in _descender(fila) if e.S in ("/TD", "/TH")] for fila in halladas]
    _exigir([len(f) for f in celdas] == [len(f) for f in filas], "trae una tabla con otras celdas que el documento")
    vigentes: list[tuple[int, str]] = []  # encabezados de filas anteriores que abarcan esta, hasta qué fila
    for y, fila in enumerate(filas):
        vigentes = [v for v in vigentes if v[0] > y]
        for x, (celda, (encabeza, alto)) in enumerate(zip(celdas[y], fila, strict=True)):
            if encabeza and celda.S == "/TD":
                celda.S = pikepdf.Name.TH
                celda.ID = pikepdf.String(f"{prefijo}x{x}y{y}")
                nombres[str(celda.ID)] = celda
                _atributos(celda).Scope = pikepdf.Name.Row
                vigentes.append((y + alto, str(celda.ID)))
        for celda in celdas[y]:
            if celda.S == "/TD":
                atributos = _atributos(celda)
                previos = list(atributos.get("/Headers", []))
                atributos.Headers = pikepdf.Array(previos + [pikepdf.String(nombre) for _, nombre in vigentes])


def _atributos(celda: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """Los atributos de tabla de una celda; los crea si no los tiene."""
    if not isinstance(celda.get("/A"), pikepdf.Array):
        celda.A = pikepdf.Array([celda.A] if "/A" in celda else [])
    if not any(a.get("/O") == "/Table" for a in celda.A):
        celda.A.append(pikepdf.Dictionary(O=pikepdf.Name.Table))
    return next(a for a in celda.A if a.get("/O") == "/Table")


def _exigir(condicion: bool, que: str) -> None:
    if not condicion:
        raise ErrorDeDocumento(f"El PDF impreso {que}. Es un defecto de la plantilla, no de los datos.")
