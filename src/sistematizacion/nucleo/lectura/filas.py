"""Las filas que son datos: se apartan las de total, las que repiten el encabezado y las que no caben en él."""

import re
from collections import Counter
from collections.abc import Mapping

import pandera.pandas as pa

from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import Celda, Lugar, detalle, visto
from sistematizacion.nucleo.lectura.encabezado import Encabezado
from sistematizacion.nucleo.lectura.hojas import Hoja
from sistematizacion.nucleo.lectura.unidades import OTRA_ESCALA, otra_escala

TOTAL = re.compile(r"(?:gran\s+)?(?:sub[\s-]?)?total(?:es)?\b.{0,40}|sumas?|sumatoria|promedios?", re.IGNORECASE)
PIE = re.compile(r"(?:fuente|notas?|elaboraci[oó]n|elaborado|leyenda)\b.*|\(?\*+\)?\s*\S.*", re.IGNORECASE | re.DOTALL)
COMILLAS = "Si un texto lleva el separador, va entre comillas dobles."
CON_COMAS = '¿Hay un texto con comas o un número con coma decimal? Va entre comillas dobles: "1038,5".'


def filas_de_datos(
    hoja: Hoja, encabezado: Encabezado, esquema: pa.DataFrameSchema, lugar: Lugar
) -> tuple[dict[int, list[Celda]], dict[int, list[Celda]], list[Problema]]:
    """Las filas de datos, las que no se pueden leer (son un error entero) y lo que hay que decir."""
    filas = {n: celdas for n, celdas in hoja.filas.items() if n > encabezado.fila}
    hallazgos = [
        lugar.problema("repite el encabezado y no se lee", fila=n, gravedad="supuesto")
        for n in _repetidas(filas, encabezado)
    ]
    for problema in hallazgos:
        filas.pop(problema.fila or 0)
    while filas and (razon := _que_cierra(ultima := next(reversed(filas)), filas[ultima], encabezado, esquema)):
        texto = _primera(filas.pop(ultima))
        hallazgos.append(
            (otra_escala(texto, lugar, ultima) if encabezado.en_soles else None)
            or lugar.problema(f"es {razon} y no se lee", fila=ultima, valor=texto, gravedad="supuesto")
        )
    malas = {}
    ancho = _ancho(filas, encabezado)
    for n, celdas in list(filas.items()):
        if problema := _mala(n, celdas, ancho, encabezado, esquema, lugar, hoja):
            hallazgos.append(problema)
            malas[n] = filas.pop(n)
    return filas, malas, hallazgos + _cortas(filas, encabezado, lugar)


def _repetidas(filas: Mapping[int, list[Celda]], encabezado: Encabezado) -> list[int]:
    titulos = [t for t in encabezado.titulos if t]
    return [n for n, celdas in filas.items() if [visto(c) for c in celdas if c != ""] == titulos]


def _que_cierra(n: int, celdas: list[Celda], encabezado: Encabezado, esquema: pa.DataFrameSchema) -> str:
    """«la fila de totales» o «una nota al pie», si la fila lo es."""
    if _es_total(celdas, encabezado, esquema):
        return "la fila de totales"
    sola = len([c for c in celdas if c != ""]) == 1
    escala = encabezado.en_soles and OTRA_ESCALA.search(_primera(celdas))  # «(En miles)», sin decir que es nota
    return "una nota al pie" if sola and (escala or PIE.fullmatch(_primera(celdas))) else ""


def _es_total(celdas: list[Celda], encabezado: Encabezado, esquema: pa.DataFrameSchema) -> bool:
    """Empieza por «Total» donde no puede ir, o le falta algo que toda fila tiene."""
    if not TOTAL.fullmatch(_primera(celdas).rstrip(" :")):
        return False
    posicion = next(p for p, c in enumerate(celdas) if c != "")
    clave = next((c for c, p in encabezado.columnas.items() if p == posicion), None)
    tipo = detalle(esquema.columns[clave])["tipo"] if clave else ""
    return tipo != "texto" or any(
        not detalle(esquema.columns[c])["vacio"] and (p >= len(celdas) or celdas[p] == "")
        for c, p in encabezado.columnas.items()
    )


def _primera(celdas: list[Celda]) -> str:
    return next((visto(c) for c in celdas if c != ""), "")


def _mala(
    n: int, celdas: list[Celda], ancho: int, encabezado: Encabezado, esquema: pa.DataFrameSchema, lugar: Lugar,
    hoja: Hoja,
) -> Problema | None:  # fmt: skip
    """El error de una fila de total en medio, o de un CSV cuyas celdas no casan con el encabezado."""
    if _es_total(celdas, encabezado, esquema):
        remedio = "¿Es un total? Quítela. ¿Es un dato? Llene las columnas obligatorias."
        return lugar.problema("parece un total en medio de los datos", remedio, fila=n, valor=_primera(celdas))
    if lugar.hoja:
        return None
    remedio = CON_COMAS if hoja.separador == "," and len(celdas) > len(encabezado.titulos) else COMILLAS
    titulos, llenas = len(encabezado.titulos), max(p for p, c in enumerate(celdas, 1) if c != "")
    faltan = [c for c, p in encabezado.columnas.items() if p >= len(celdas)]
    if llenas > titulos or len(celdas) > ancho or any(not detalle(esquema.columns[c])["vacio"] for c in faltan):
        return lugar.problema(f"tiene {len(celdas)} celdas y el encabezado {titulos}", remedio, fila=n)
    return None


def _ancho(filas: Mapping[int, list[Celda]], encabezado: Encabezado) -> int:
    """Cuántas celdas puede tener una fila: las del encabezado, o más si casi todas llevan separadores de sobra."""
    largos = Counter(map(len, filas.values()))
    comun, cuantas = largos.most_common(1)[0] if largos else (0, 0)
    return max(len(encabezado.titulos), comun if 2 * cuantas > len(filas) > 1 else 0)


def _cortas(filas: Mapping[int, list[Celda]], encabezado: Encabezado, lugar: Lugar) -> list[Problema]:
    """Excel omite los separadores del final cuando varias filas seguidas terminan vacías."""
    ultimo = max(encabezado.columnas.values(), default=0)
    cortas = [n for n, celdas in filas.items() if len(celdas) <= ultimo]
    if lugar.hoja or not cortas:
        return []
    cuantas = "tiene" if len(cortas) == 1 else f"{len(cortas)} filas, desde esta, tienen"
    regla = f"{cuantas} menos celdas que el encabezado: lo que falta se leyó vacío"
    return [lugar.problema(regla, fila=cortas[0], gravedad="supuesto")]
