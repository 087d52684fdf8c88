"""Todas las fichas del catálogo, completas, para la hoja de cálculo: una fila por práctica y una columna por campo."""

import pandas as pd

from sistematizacion.nucleo.esquemas import campos_que_citan
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS, DE_LA_FICHA
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Fila
from sistematizacion.presentacion.cuadros.enunciados import Alguno

NO_LO_DICE = "La ficha no lo dice."
PROPIAS = {"titulo": "Práctica", "enunciado": "En una frase", "nivel": "Nivel de gobierno"}
APARTE = ("eje",)


def hoja(expediente: Alguno, fichas: pd.DataFrame, etapas: dict[str, str], criterios: dict[str, str]) -> tuple[
    tuple[Columna, ...], tuple[Fila, ...]
]:  # fmt: skip
    """Las columnas y las filas; ``etapas`` y ``criterios`` dicen cómo se escriben sus claves."""
    campos = {c: t for c, (t, _) in DE_LA_FICHA.items() if c not in APARTE}
    columnas = (
        *(Columna(t) for t in PROPIAS.values()), Columna("Región"), Columna("Etapa"), Columna("Criterio más relevante"),
        *(Columna(t) for t in campos.values()), *(Columna(f"Puntaje: {r.lower()}", "num") for r in CRITERIOS.values()),
    )  # fmt: skip
    filas = tuple(Fila(_celdas(expediente, f, campos, etapas, criterios)) for f in fichas.to_dict("records"))
    return columnas, filas


def _celdas(
    expediente: Alguno, fila: dict, campos: dict[str, str], etapas: dict[str, str], criterios: dict[str, str]
) -> tuple[Celda, ...]:
    return (
        *(_texto(expediente, fila, c) for c in PROPIAS), expediente.alcance(fila), etapas[fila["madurez"]],
        criterios.get(fila["criterio_relevante"]) or Ausente(NO_LO_DICE), *(_texto(expediente, fila, c) for c in campos),
        *(_puntaje(fila[f"{c}_puntaje"]) for c in CRITERIOS),
    )  # fmt: skip


def _texto(expediente: Alguno, fila: dict, campo: str) -> Celda:
    if not fila[campo]:
        return Ausente(NO_LO_DICE)
    return expediente.texto_de(fila, campo) if campo in campos_que_citan("practicas") else str(fila[campo])


def _puntaje(valor: object) -> Celda:
    return Ausente("Nadie lo evaluó.") if valor is None else int(str(valor))
