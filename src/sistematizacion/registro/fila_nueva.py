"""Una fila más en una tabla que alguien ya lleva, en un libro o en un CSV, sin tocar las demás."""

import csv
import io
from collections.abc import Mapping

import openpyxl
import pandera.pandas as pa

from sistematizacion.nucleo.lectura import nombre_de_tabla
from sistematizacion.nucleo.lectura.celdas import Lugar
from sistematizacion.nucleo.lectura.encabezado import leer_encabezado, nombres
from sistematizacion.nucleo.lectura.hojas import Hoja
from sistematizacion.nucleo.lectura.libro import leer_libro
from sistematizacion.nucleo.lectura.texto import decodificar, leer_csv
from sistematizacion.registro.celda import poner_valor


def en_csv(contenido: bytes, archivo: str, fila: Mapping[str, str], esquema: pa.DataFrameSchema) -> bytes:
    """El CSV con la fila al final; las columnas que no tenía y hacen falta van después de las suyas.

    Conserva su separador. Lo que no estaba en UTF-8 pasa a estarlo, con la marca que Excel necesita para leerlo bien.

    Raises:
        ArchivoIlegible: no se entiende como CSV.
    """
    if not contenido:
        columnas = [c for c, columna in esquema.columns.items() if columna.required or fila.get(c)]
        return _escrito([columnas, [fila.get(c, "") for c in columnas]], ",", marca=False)
    hoja = leer_csv(contenido, archivo, nombres(esquema))
    texto, otra = decodificar(contenido, archivo)
    filas = [f for f in csv.reader(io.StringIO(texto, newline=""), delimiter=hoja.separador) if not _anuncia(f)]
    encabezado = leer_encabezado(hoja, esquema, Lugar(archivo))
    lugares = dict(encabezado.columnas) if encabezado else {}
    ancho = max(map(len, filas))
    nuevas = [c for c in esquema.columns if fila.get(c) and c not in lugares]
    filas = [f + [""] * (ancho - len(f)) for f in filas]
    n = encabezado.fila - 1 if encabezado else 0
    filas = [f + (nuevas if y == n else [""] * len(nuevas)) for y, f in enumerate(filas)]
    lugares |= {c: ancho + x for x, c in enumerate(nuevas)}
    ultima = [""] * (ancho + len(nuevas))
    for columna, x in lugares.items():
        ultima[x] = fila.get(columna, "")
    return _escrito([*filas, ultima], hoja.separador, marca=bool(otra) or contenido.startswith(b"\xef\xbb\xbf"))


def en_libro(contenido: bytes, archivo: str, tabla: str, fila: Mapping[str, str], esquemas: Mapping[str, pa.DataFrameSchema]) -> bytes:
    """El libro con la fila después de la última llena de la hoja de esa tabla.

    Raises:
        ArchivoIlegible: no se puede abrir.
        LookupError: no tiene la hoja, o la hoja no tiene encabezado.
    """
    hoja = hoja_de(contenido, archivo, tabla, esquemas)
    encabezado = leer_encabezado(hoja, esquemas[tabla], Lugar(archivo, hoja.nombre)) if hoja else None
    if hoja is None or encabezado is None:
        raise LookupError(tabla)
    libro = openpyxl.load_workbook(io.BytesIO(contenido), keep_vba=archivo.lower().endswith(".xlsm"))
    for columna, x in encabezado.columnas.items():
        if fila.get(columna):
            poner_valor(libro[hoja.nombre].cell(max(hoja.filas) + 1, x + 1), fila[columna], esquemas[tabla].columns[columna])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def hoja_de(contenido: bytes, archivo: str, tabla: str, esquemas: Mapping[str, pa.DataFrameSchema]) -> Hoja | None:
    """La hoja de una tabla, o nada si el libro no la tiene."""
    return next((h for h in leer_libro(contenido, archivo) if nombre_de_tabla(h.nombre, esquemas) == tabla), None)


def _anuncia(fila: list[str]) -> bool:
    """Si es la línea «sep=;» con que Excel dice su separador, que no es una fila."""
    return bool(fila) and fila[0].startswith("sep=")


def _escrito(filas: list[list[str]], separador: str, *, marca: bool) -> bytes:
    salida = io.StringIO(newline="")
    csv.writer(salida, delimiter=separador, lineterminator="\n").writerows(filas)
    return salida.getvalue().encode("utf-8-sig" if marca else "utf-8")
