"""Un valor canónico como celda de Excel: los números y las fechas lo son, y los códigos y los textos, textos."""

from datetime import date

import pandera.pandas as pa
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment

from sistematizacion.nucleo.columnas import es_corte, es_numero
from sistematizacion.nucleo.legible import legible
from sistematizacion.publicacion.celdas import NORMAL, escribir
from sistematizacion.registro.palabras import opciones_legibles

FORMATOS = {
    "decimal": "#,##0.00",
    "entero": "#,##0",
    "fecha": "dd/mm/yyyy",
    "mes": "yyyy-mm",
    "codigo": "@",
    "corte": "@",
    "texto": "@",
}
A_LA_DERECHA = {"decimal", "entero", "numero_o_cita"}
LARGO_DE_FECHA = {"fecha": 10, "mes": 7}


def formato(columna: pa.Column) -> str:
    """El formato de la columna: texto en códigos y textos, para que Excel no les quite ceros ni los vuelva fechas."""
    return FORMATOS.get(columna.metadata["tipo"], "General")


def alineacion(columna: pa.Column, x: int) -> Alignment:
    """Los números, a la derecha; lo demás, a la izquierda, en renglones y, salvo en la primera, apartado del vecino."""
    if columna.metadata["tipo"] in A_LA_DERECHA:
        return Alignment("right", "top")
    return Alignment("left", "top", wrap_text=True, indent=1 if x > 1 else 0)


def poner_valor(lugar: Cell, texto: str, columna: pa.Column) -> None:
    """Escribe un texto canónico; el que no lo sea se escribe tal cual, como texto."""
    tipo = columna.metadata["tipo"]
    es_opcion = tipo == "opcion" and legible(texto) in opciones_legibles(columna.metadata["opciones"])
    escribir(lugar, legible(texto) if es_opcion else texto, NORMAL, alineacion(columna, lugar.column))
    lugar.number_format = formato(columna)
    if tipo in A_LA_DERECHA and es_numero(texto):
        lugar.value, lugar.data_type, lugar.quotePrefix = texto, "n", False  # el decimal exacto, sin pasar por binario
    elif tipo in LARGO_DE_FECHA and es_corte(texto) and len(texto) == LARGO_DE_FECHA[tipo]:
        lugar.value = date.fromisoformat(texto if tipo == "fecha" else f"{texto}-01")
        lugar.number_format = formato(columna)  # openpyxl pone el suyo al recibir una fecha
