"""Guarda lo importado en la carpeta de datos de una región, sin pisar lo que ya hay."""

import csv
import io
from pathlib import Path

import openpyxl
import pandas as pd

from sistematizacion.encuestas.importador import Importacion
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.publicacion.celdas import EJECUTABLE
from sistematizacion.publicacion.entrega import escribir

TABLAS = ("encuesta", "comentarios")
REGISTRO = "registro.xlsx"


def guardar(importacion: Importacion, carpeta: Path, *, reemplazar: bool = False) -> list[Path]:
    """Escribe ``encuesta.csv`` y ``comentarios.csv``: ambos, o ninguno.

    Args:
        reemplazar: si ya hay una encuesta guardada en CSV, la cambia por esta.

    Raises:
        ErrorDeEntrada: la importación tiene errores.
        ErrorDeUso: la región ya tiene encuesta, en CSV o en su registro; el mensaje dice qué hacer.
    """
    if importacion.errores:
        raise ErrorDeEntrada(importacion.errores)
    llenas = hojas_llenas(carpeta / REGISTRO)
    if llenas:
        hojas = " y ".join(f"«{hoja}»" for hoja in llenas)
        raise ErrorDeUso(
            f"{carpeta.name}/{REGISTRO} ya tiene datos en {hojas}, y las respuestas quedarían dos veces.\n"
            "Vacíe esas hojas (deje el encabezado), guarde el libro y repita la orden."
        )
    hay = [f"{tabla}.csv" for tabla in TABLAS if (carpeta / f"{tabla}.csv").exists()]
    if hay and not reemplazar:
        raise ErrorDeUso(
            f"{carpeta.name} ya tiene {' y '.join(hay)}; no se cambió nada.\n"
            "Si este exporte trae todas las respuestas, repita la orden con REEMPLAZAR=1 (sin make, --reemplazar). Si no, expórtelas juntas."
        )
    return escribir(carpeta, {f"{t}.csv": _csv(getattr(importacion, t)) for t in TABLAS})


def hojas_llenas(registro: Path) -> list[str]:
    """Las hojas de la encuesta que en ese libro tienen algo más que su encabezado."""
    if not registro.is_file():
        return []
    libro = openpyxl.load_workbook(registro, read_only=True, data_only=True)
    try:
        return [
            hoja.title
            for hoja in libro.worksheets
            if hoja.title.strip().lower() in TABLAS
            and any(celda is not None for fila in hoja.iter_rows(min_row=2, values_only=True) for celda in fila)
        ]
    finally:
        libro.close()


def _csv(tabla: pd.DataFrame) -> bytes:
    """El CSV en UTF-8; un texto que Excel tomaría por fórmula lleva delante un espacio, que al leerlo se quita."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\n")
    escritor.writerow(tabla.columns)
    escritor.writerows([f" {v}" if v.startswith(EJECUTABLE) else v for v in fila] for fila in tabla.to_numpy())
    return salida.getvalue().encode("utf-8")
