"""El libro de Excel: sus hojas con lo que la persona ve en cada celda (porcentajes, fechas, ceros a la izquierda)."""

import io
import re
import warnings
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.escape import unescape

from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import Celda, Dia, Falla, Numero, limpiar
from sistematizacion.nucleo.lectura.hojas import GUARDAR_COMO_LIBRO, ArchivoIlegible, Hoja, llena

ESPACIO = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SIN_CALCULAR = Falla(
    "es una fórmula sin resultado guardado", "Abra el libro en Excel, deje que calcule y guárdelo.", "fórmula"
)
OTRA_MONEDA = re.compile(r"US\s?\$|\bUSD\b|\$|€|£|¥|\bEUR\b|d[oó]lar(?:es)?|euros?", re.IGNORECASE)
OTRA_ESCALA_DE_FORMATO = re.compile(r"\bmil(?:es)?\b|\bmill[oó]?n?(?:es)?\b|\b(?:MM|M|K)\b", re.IGNORECASE)
DANADO = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    SyntaxError,
)


def leer_libro(contenido: bytes, archivo: str) -> list[Hoja]:
    """Las hojas del libro, también las ocultas, en su orden.

    Raises:
        ArchivoIlegible: el libro está dañado o a medio guardar.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl avisa de adornos que no entiende y que aquí no importan
            with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
                if _es_estricto(paquete):
                    raise ArchivoIlegible(
                        Problema(archivo, "es un «Libro de Excel (Open XML estricto)»", GUARDAR_COMO_LIBRO)
                    )
                libro = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True, data_only=True)
                return [_hoja(hoja, paquete, libro.epoch) for hoja in libro.worksheets]
    except DANADO as error:
        regla = "no se puede abrir: está dañado o a medio guardar"
        raise ArchivoIlegible(Problema(archivo, regla, "Ciérrelo y guárdelo de nuevo.")) from error


def _es_estricto(paquete: zipfile.ZipFile) -> bool:
    """Dice si es la variante de Excel que openpyxl no entiende, y vería sin hojas."""
    libro = "xl/workbook.xml"
    return libro in paquete.namelist() and b"purl.oclc.org/ooxml" in paquete.read(libro)


def _hoja(hoja: Any, paquete: zipfile.ZipFile, epoca: datetime) -> Hoja:
    # La parte del paquete en que está la hoja: openpyxl la resuelve y no la publica
    crudo = paquete.read(hoja._worksheet_path)
    combinadas = tuple(r.decode() for r in re.findall(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]+)"', crudo))
    hoja.reset_dimensions()  # algunos programas guardan un tamaño que no es
    filas: dict[int, list[Celda]] = {}
    for numero, fila in enumerate(hoja.iter_rows(), 1):
        celdas = [_celda(celda) for celda in fila]
        if llena(celdas):
            while celdas[-1] == "":
                celdas.pop()
            filas[numero] = celdas
    for numero, posicion in _sin_calcular(crudo) if re.search(rb"<(?:\w+:)?f[ >/]", crudo) else ():
        fila = filas.setdefault(numero, [])
        fila += [""] * (posicion + 1 - len(fila))
        fila[posicion] = SIN_CALCULAR
    return Hoja(hoja.title, dict(sorted(filas.items())), epoca, hoja.sheet_state != "visible", combinadas)


def _sin_calcular(crudo: bytes) -> list[tuple[int, int]]:
    """Fila y posición de las fórmulas cuyo resultado no está en el archivo; el resultado vacío sí está."""
    halladas = []
    for _, celda in etree.iterparse(io.BytesIO(crudo), tag=f"{ESPACIO}c"):
        con_formula = celda.find(f"{ESPACIO}f") is not None and celda.get("r")
        if con_formula and not celda.findtext(f"{ESPACIO}v") and celda.get("t") != "str":  # «str» sin texto: dio vacío
            letras, numero = re.fullmatch(r"([A-Z]+)(\d+)", celda.get("r")).groups()  # type: ignore[union-attr]
            halladas.append((int(numero), openpyxl.utils.column_index_from_string(letras) - 1))
        celda.clear()
    return halladas


def _celda(celda: Any) -> Celda:
    """El valor de una celda como la persona lo ve."""
    valor = celda.value
    if valor is None:
        return ""
    if isinstance(valor, str):
        return limpiar(unescape(valor).replace("\r\n", "\n") if "_x" in valor else valor)
    if isinstance(valor, bool):
        return "VERDADERO" if valor else "FALSO"
    if isinstance(valor, int | float):
        return _numero(valor, celda.number_format)
    if isinstance(valor, datetime):
        con_hora = (valor.hour, valor.minute) != (0, 0)
        return Dia(valor.date(), valor.date().isoformat()[: _precision(celda.number_format)], con_hora)
    if isinstance(valor, date):
        return Dia(valor, valor.isoformat())
    return limpiar(str(valor))


def _numero(valor: float, formato: str) -> Numero:
    """El número con quince cifras, las que Excel guarda: sin el ruido de 0.1 + 0.2."""
    exacto = Decimal(valor) if isinstance(valor, int) else Decimal(format(valor, ".15g"))
    if _es_porcentaje(formato):
        exacto = (exacto * 100).normalize()
        return Numero(exacto, f"{exacto:f} %", True)
    exacto = exacto.normalize() if isinstance(valor, float) else exacto
    texto = f"{exacto:f}"
    ceros = len(formato) if set(formato) == {"0"} else 0  # «0000000» muestra los ceros de un código
    return Numero(exacto, texto.zfill(ceros), en=_moneda_o_escala(formato))


@cache
def _es_porcentaje(formato: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", formato or "")


@cache
def _moneda_o_escala(formato: str) -> str:
    """Lo que el formato escribe junto al número y cambia su sentido: otra moneda, o una escala que el valor no tiene.

    Con una coma detrás de las cifras («0.0,,"MM"») Excel divide solo para mostrar, y el valor guardado está entero.

    >>> [_moneda_o_escala(f) for f in ('"S/" #,##0.00', '[$US$-409] 0', '0.0 "millones"', '0.0,,"MM"', '[$S/-280A] 0')]
    ['', 'US$', 'millones', '', '']
    """
    positivo = (formato or "").split(";")[0]
    simbolos = re.findall(r"\[\$([^\]-]+)", positivo)
    letreros = ["".join(par) for par in re.findall(r'"([^"]*)"|\\(.)', positivo)]
    resto = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", positivo)
    dicho = " ".join([*simbolos, *letreros, *re.findall(r"[$€£¥]", resto)])
    if moneda := OTRA_MONEDA.search(dicho):
        return moneda[0]
    dividido = re.search(r"[0#?],+(?![0#?,])", resto)
    escala = None if dividido else OTRA_ESCALA_DE_FORMATO.search(" ".join(letreros))
    return escala[0] if escala else ""


@cache
def _precision(formato: str) -> int:
    """Cuánto de la fecha se ve: 10 con día, 7 con mes y año, 4 solo el año."""
    visible = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", (formato or "").lower())
    if "d" in visible or "y" not in visible:
        return 10
    return 7 if "m" in visible else 4
