"""La validación de datos de Excel de cada columna: qué deja escribir, qué explica y qué dice si no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandera.pandas as pa
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from sistematizacion.publicacion.celdas import limpio
from sistematizacion.registro.palabras import ayuda, opciones_legibles, titulo

FILAS = 20_000  # las que se pueden llenar con ayuda de Excel
LISTAS = "Listas"
LARGO_DEL_TITULO, LARGO_DEL_MENSAJE = 32, 255  # límites de Excel
DIA_CERO, DESDE, HASTA = date(1899, 12, 30), date(1990, 1, 1), date(2100, 12, 31)

Regla = dict[str, str]  # lo que pide DataValidation, y «error» con lo que hay que hacer


@dataclass(frozen=True)
class Lugares:
    """Dónde está en el libro lo que una lista necesita: las opciones de cada columna y las columnas de cada tabla."""

    listas: Mapping[tuple[str, ...], str]  # opciones → letra de su columna en «Listas»
    esquemas: Mapping[str, pa.DataFrameSchema]

    def de_opciones(self, opciones: tuple[str, ...]) -> str:
        """El rango con las opciones."""
        letra = self.listas[opciones]
        return f"{LISTAS}!${letra}$2:${letra}${1 + len(opciones_legibles(opciones))}"

    def de_columna(self, refiere: str) -> str:
        """Lo ya escrito en ``tabla.columna``, sin las celdas que siguen vacías."""
        tabla, columna = refiere.split(".")
        letra = get_column_letter(1 + list(self.esquemas[tabla].columns).index(columna))
        hoja = quote_sheetname(tabla)
        llenas = f"COUNTA({hoja}!${letra}$2:${letra}${FILAS + 1})"
        return f"OFFSET({hoja}!${letra}$2,0,0,MAX(1,{llenas}),1)"


def validaciones(columna: pa.Column, letra: str, lugares: Lugares, *, unica: bool = False) -> list[DataValidation]:
    """La de las celdas de la columna y la del encabezado, que solo explica.

    Args:
        columna: del esquema.
        letra: la de la columna en la hoja.
        lugares: de dónde salen las listas.
        unica: el valor no puede repetirse en la columna.
    """
    regla = _regla(columna, letra, lugares)
    if unica:
        regla = _sin_repetir(regla, letra)
    mensaje = {
        "promptTitle": limpio(titulo(columna), LARGO_DEL_TITULO),
        "prompt": limpio(ayuda(columna), LARGO_DEL_MENSAJE),
        "showInputMessage": True,
    }
    regla["error"] = limpio(regla.get("error", ""), LARGO_DEL_MENSAJE)
    celdas = DataValidation(
        allow_blank=True, showErrorMessage=True, errorTitle=mensaje["promptTitle"], **mensaje, **regla
    )
    celdas.add(f"{letra}2:{letra}{FILAS + 1}")
    arriba = DataValidation(**mensaje)
    arriba.add(f"{letra}1")
    return [arriba, celdas]


def _regla(columna: pa.Column, letra: str, lugares: Lugares) -> Regla:
    datos = columna.metadata
    if refiere := datos.get("refiere"):
        hoja = refiere.split(".")[0]
        error = f"No está en la hoja {hoja}. Agréguelo primero allí o elija de la lista."
        return {"type": "list", "formula1": lugares.de_columna(refiere), "error": error, "errorStyle": "warning"}
    if datos["tipo"] == "opcion":
        return {
            "type": "list",
            "formula1": lugares.de_opciones(datos["opciones"]),
            "error": f"No es una de las opciones. Elija de la lista de la celda; la hoja {LISTAS} las muestra todas.",
        }
    if datos["tipo"] in {"decimal", "entero"}:
        return _de_numero(datos)
    if datos["tipo"] in {"fecha", "mes"}:
        return {
            "type": "date", "operator": "between", "formula1": _serie(DESDE), "formula2": _serie(HASTA),
            "error": "No es una fecha. Escriba día/mes/año, como 31/12/2025."
            if datos["tipo"] == "fecha"
            else "No es un mes. Escriba año y mes, como 2025-12.",
        }  # fmt: skip
    return _de_formula(datos, f"{letra}2")


def _de_numero(datos: Mapping) -> Regla:
    """El rango del número; sin límites, cualquier número que Excel admita."""
    minimo, maximo = datos.get("minimo"), datos.get("maximo")
    que = "un número entero" if datos["tipo"] == "entero" else "un número"
    tipo = "whole" if datos["tipo"] == "entero" else "decimal"
    if minimo is not None and maximo is not None:
        error = f"Escriba {que} entre {minimo} y {maximo}, sin símbolos."
        return {"type": tipo, "operator": "between", "formula1": str(minimo), "formula2": str(maximo), "error": error}
    if minimo is not None:
        error = f"Escriba {que} desde {minimo}, sin símbolos."
        return {"type": tipo, "operator": "greaterThanOrEqual", "formula1": str(minimo), "error": error}
    tope = str(maximo) if maximo is not None else "1E+300"
    error = f"Escriba {que}" + (f" hasta {maximo}" if maximo is not None else "") + ", sin símbolos."
    return {"type": tipo, "operator": "lessThanOrEqual", "formula1": tope, "error": error}


def _de_formula(datos: Mapping, celda: str) -> Regla:
    ejemplo = datos.get("ejemplo", "")
    if datos["tipo"] == "codigo" and ejemplo.isdigit():  # un código tiene la forma de su ejemplo
        error = f"El código tiene {len(ejemplo)} cifras, como {ejemplo}. Escríbalo completo, sin puntos ni espacios."
        formula = f"AND(LEN({celda})={len(ejemplo)},ISNUMBER(VALUE({celda})))"
        return {"type": "custom", "formula1": formula, "error": error}
    if datos["tipo"] == "numero_o_cita":
        formula = f'OR(ISNUMBER({celda}),AND(LEFT({celda},1)="{{",RIGHT({celda},1)="}}"))'
        error = "Escriba un número, o la clave de un indicador entre llaves, como {cierres_efectivos}."
        return {"type": "custom", "formula1": formula, "error": error}
    if datos["tipo"] == "corte":
        formula = f"AND(OR(LEN({celda})=4,LEN({celda})=7,LEN({celda})=10),ISNUMBER(VALUE(LEFT({celda},4))))"
        return {"type": "custom", "formula1": formula, "error": "Escriba 2025-12-31, 2025-12 o 2025."}
    return {}


def _sin_repetir(regla: Regla, letra: str) -> Regla:
    """La misma regla y, además, que el valor no esté en otra fila."""
    if regla.get("type") not in {None, "custom"}:
        return regla  # Excel no admite dos reglas en una celda
    sola = f"COUNTIF({letra}$2:{letra}${FILAS + 1},{letra}2)=1"
    antes = regla.get("formula1")
    error = f"{regla.get('error', '')} No puede estar ya en otra fila.".strip()
    return {"type": "custom", "formula1": f"AND({antes},{sola})" if antes else sola, "error": error}


def _serie(dia: date) -> str:
    """El día como lo guarda Excel."""
    return str((dia - DIA_CERO).days)
