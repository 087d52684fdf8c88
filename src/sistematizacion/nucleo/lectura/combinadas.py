"""Las celdas que un rango combinado tapa: quedan vacías en el archivo, y a la vista parecen tener el valor de arriba."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from openpyxl.utils import range_boundaries

from sistematizacion.nucleo.lectura.celdas import Celda
from sistematizacion.nucleo.lectura.encabezado import Encabezado
from sistematizacion.nucleo.lectura.hojas import Hoja


def tapadas(
    hoja: Hoja, cruda: Mapping[str, Sequence[Celda]], numeros: Sequence[int], encabezado: Encabezado
) -> dict[tuple[int, str], str]:
    """El rango que tapa cada celda vacía de los datos, por la posición de su fila (en ``numeros``) y su columna.

    Un rango sin nada escrito no tapa nada. Solo se recorre lo que cada rango tiene de la tabla: combinar media hoja no
    cuesta más.
    """
    halladas: dict[tuple[int, str], str] = {}
    for rango in hoja.combinadas:
        izquierda, arriba, derecha, abajo = range_boundaries(rango)
        primera = hoja.filas.get(arriba, [])
        if len(primera) < izquierda or primera[izquierda - 1] == "":
            continue
        filas = range(bisect_left(numeros, arriba), bisect_right(numeros, abajo))
        for clave, celdas in cruda.items():
            if izquierda <= encabezado.columnas[clave] + 1 <= derecha:
                halladas |= {(n, clave): rango for n in filas if celdas[n] == ""}
    return halladas
