"""De un archivo a una tabla cruda: títulos y filas de celdas, de un libro o de un CSV (de un JSON: ``de_json``)."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine
from openpyxl.utils import get_column_letter

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.rotas import celdas_rotas
from sistematizacion.nucleo.lectura.celdas import limpiar, plegar, visto
from sistematizacion.nucleo.lectura.hojas import OLE, ZIP, ArchivoIlegible
from sistematizacion.nucleo.lectura.texto import leer_csv

Valor = str | Decimal | date  # «» es una celda vacía
FILAS_DE_TITULO = 20  # dónde se busca el encabezado
CIFRAS_DE_EXCEL = ".15g"  # las que Excel guarda: sin el ruido de 0.1 + 0.2
RECORTE = 60  # de un valor en un mensaje


class Alias:
    """Cómo se titula cada columna; se compara sin tildes, mayúsculas, espacios ni signos."""

    def __init__(self, columnas: Mapping[str, Sequence[str]]) -> None:
        """``columnas`` da, por columna de la clase, los títulos con que viene."""
        self.maneras = {plegar(titulo): clave for clave, titulos in columnas.items() for titulo in titulos}

    def clave(self, titulo: str) -> str | None:
        """La columna que nombra un título."""
        return self.maneras.get(plegar(titulo))

    def conocidas(self, titulos: Sequence[str]) -> set[str]:
        """Las columnas que nombran unos títulos."""
        return {clave for t in titulos if (clave := self.clave(t))}


@dataclass
class Cruda:
    """Las filas llenas de una tabla bajo sus títulos; ``numeros`` son los que muestra Excel, o el orden del registro."""

    titulos: list[str]
    filas: list[list[Valor]]
    numeros: list[int]
    hoja: str = ""
    de_registros: bool = False  # de un JSON: no hay filas ni letras, sino registros y campos

    def columna(self, posicion: int) -> list[Valor]:
        """Las celdas de una columna; una fila corta las tiene vacías."""
        return [fila[posicion] if posicion < len(fila) else "" for fila in self.filas]

    def lugar(self, n: int | None, posicion: int | None = None, valor: Valor | None = None) -> dict[str, Any]:
        """Los campos de ``Problema`` que dicen dónde está una celda; ``n`` es la posición de la fila."""
        titulo = "" if posicion is None else " ".join(self.titulos[posicion].split())
        hallado = {} if valor is None else {"valor": str(valor)}
        if self.de_registros:
            partes = [n is not None and f"registro {self.numeros[n]}", titulo and f"campo {titulo}"]
            return {"lugar": ", ".join(filter(None, partes)), **hallado}
        letra = get_column_letter(posicion + 1) if self.hoja and posicion is not None else ""
        fila = None if n is None else self.numeros[n]
        return {"hoja": self.hoja, "fila": fila, "columna": titulo, "letra": letra, **hallado}


def titulos_distintos(titulos: Sequence[str]) -> list[str]:
    """Los títulos con los espacios juntos; el repetido lleva su número.

    >>> titulos_distintos(["RUC", "Monto  en soles", "RUC", ""])
    ['RUC', 'Monto en soles', 'RUC (2)', '(sin título)']
    """
    vistos: dict[str, int] = {}
    distintos = []
    for titulo in titulos:
        junto = " ".join(titulo.split()) or "(sin título)"
        vistos[junto] = vistos.get(junto, 0) + 1
        distintos.append(junto if vistos[junto] == 1 else f"{junto} ({vistos[junto]})")
    return distintos


def leer_tabla(ruta: Path, alias: Alias, exige: Callable[[set[str]], bool], bitacora: Bitacora) -> Cruda:
    """La tabla de un libro de Excel o de un CSV, según lo que hay dentro.

    Args:
        ruta: dónde está.
        alias: los títulos de las columnas que se buscan.
        exige: dice si unas columnas halladas bastan para ser el encabezado.
        bitacora: donde se anota lo que no se lee.

    Raises:
        ErrorDeEntrada: no se puede abrir, o ninguna hoja o más de una tiene ese encabezado.
    """
    contenido = leer_contenido(ruta, bitacora.archivo)
    if contenido.startswith((ZIP, OLE)):
        return _de_libro(contenido, alias, exige, bitacora)
    try:
        hoja = leer_csv(contenido, bitacora.archivo, alias.maneras)
    except ArchivoIlegible as ilegible:
        raise ErrorDeEntrada([ilegible.problema]) from None
    bitacora.hallazgos += hoja.supuestos
    filas = [(numero, [visto(celda) for celda in celdas]) for numero, celdas in hoja.filas.items()]
    return _elegir([("", filas, "")], alias, exige, bitacora)


def leer_contenido(ruta: Path, archivo: str) -> bytes:
    """Los bytes del archivo, o el error de que no se puede abrir."""
    try:
        contenido = ruta.read_bytes()
    except OSError as error:
        raise ErrorDeEntrada([Problema(archivo, f"no se puede leer ({error.strerror})", "Revise que siga ahí.")]) from None
    if not contenido.strip():
        raise ErrorDeEntrada([Problema(archivo, "está vacío", "Descárguelo de nuevo.")])
    return contenido


def _de_libro(contenido: bytes, alias: Alias, exige: Callable[[set[str]], bool], bitacora: Bitacora) -> Cruda:
    try:
        libro = calamine.CalamineWorkbook.from_filelike(io.BytesIO(contenido))
        hojas = [(m.name, _filas(libro.get_sheet_by_name(m.name)), _oculta(m)) for m in libro.sheets_metadata]
    except calamine.PasswordError:
        raise ErrorDeEntrada([Problema(bitacora.archivo, "tiene contraseña", "Guárdelo sin contraseña.")]) from None
    except calamine.CalamineError:
        regla = "no se puede abrir: está dañado o a medio descargar"
        raise ErrorDeEntrada([Problema(bitacora.archivo, regla, "Descárguelo de nuevo.")]) from None
    cruda = _elegir(hojas, alias, exige, bitacora)
    for celda, regla, remedio in celdas_rotas(contenido, cruda.hoja):
        bitacora.fallar(regla, remedio, {"hoja": cruda.hoja, "lugar": f"hoja {cruda.hoja}, celda {celda}"})
    return cruda


def _oculta(hoja: calamine.SheetMetadata) -> str:
    return "" if hoja.visible == calamine.SheetVisibleEnum.Visible else "oculta"


def _filas(hoja: calamine.CalamineSheet) -> list[tuple[int, list[Valor]]]:
    """Las filas llenas con el número que Excel muestra; los textos que se repiten ocupan una sola vez."""
    memoria: dict[str, str] = {}
    filas = []
    antes: list[Valor] = [""] * (hoja.start[1] if hoja.start else 0)  # las columnas vacías de la izquierda no vienen
    for numero, celdas in enumerate(hoja.iter_rows(), 1):
        fila = [_valor(celda, memoria) for celda in celdas]
        if any(valor != "" for valor in fila):
            filas.append((numero, antes + fila))
    return filas


def _valor(celda: Any, memoria: dict[str, str]) -> Valor:
    if isinstance(celda, str):
        if celda not in memoria:
            memoria[celda] = limpiar(celda)
        return memoria[celda]
    if isinstance(celda, bool):
        return "SI" if celda else "NO"
    if isinstance(celda, float):
        return Decimal(format(celda, CIFRAS_DE_EXCEL))
    if isinstance(celda, int):
        return Decimal(celda)
    if isinstance(celda, datetime):
        return celda.date()
    return celda if isinstance(celda, date) else str(celda)


def _elegir(
    hojas: Sequence[tuple[str, list[tuple[int, list[Valor]]], str]], alias: Alias, exige: Callable[[set[str]], bool],
    bitacora: Bitacora,
) -> Cruda:  # fmt: skip
    """La única hoja con el encabezado que se busca; las otras se nombran."""
    halladas = []
    for nombre, filas, oculta in hojas:
        mejor = max(range(min(len(filas), FILAS_DE_TITULO)), key=lambda n: _puntos(filas[n][1], alias), default=None)
        if mejor is not None and exige(alias.conocidas([str(v) for v in filas[mejor][1]])):
            halladas.append(_cruda(nombre, filas, mejor, bitacora))
        elif filas:
            oculta = f", que está {oculta}," if oculta else ""
            bitacora.entender(f"La hoja «{nombre}»{oculta} no tiene este formato y no se lee.")
    if len(halladas) == 1:
        return halladas[0]
    if halladas:
        nombres = " y ".join(f"«{c.hoja}»" for c in halladas)
        problema = Problema(bitacora.archivo, f"las hojas {nombres} tienen el mismo formato", "¿Cuál es? Deje una sola.")
    else:
        faltan = f"Se esperaba un encabezado con {', '.join(sorted(set(alias.maneras.values())))}."
        problema = Problema(bitacora.archivo, "no se halla el encabezado", faltan)
    raise ErrorDeEntrada([problema])


def _puntos(fila: Sequence[Valor], alias: Alias) -> int:
    return len(alias.conocidas([str(v) for v in fila]))


def _cruda(nombre: str, filas: list[tuple[int, list[Valor]]], encabezado: int, bitacora: Bitacora) -> Cruda:
    encima = [" ".join(str(v) for v in fila if v != "") for _, fila in filas[:encabezado]]
    if encima:
        bitacora.entender(f"Lo que hay sobre el encabezado es un título y no se lee: «{' / '.join(encima)[:RECORTE]}».")
    datos = filas[encabezado + 1 :]
    titulos = [str(v) for v in filas[encabezado][1]]
    ancho = max([len(titulos), *(len(fila) for _, fila in datos)])
    return Cruda(
        titulos + [""] * (ancho - len(titulos)), [fila for _, fila in datos], [numero for numero, _ in datos], nombre
    )
