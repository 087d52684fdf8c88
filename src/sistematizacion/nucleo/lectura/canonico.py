"""Cada columna en texto canónico: lo vacío, lo que falta y lo que cada tipo entiende."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sistematizacion.nucleo.lectura.celdas import Celda, Falla, Leida, visto
from sistematizacion.nucleo.lectura.fechas import leer_fechas
from sistematizacion.nucleo.lectura.numeros import leer_numeros, leer_numeros_o_citas
from sistematizacion.nucleo.lectura.opciones import leer_codigos, leer_opciones, leer_textos

SIN_DATO = {
    "-", "--", "—", "–", "s/d", "s.d.", "n.d.", "n/d", "n/a", "n.a.", "[sin dato]", "sin dato", "nan",
}  # fmt: skip
DE_FORMULA = re.compile(
    r"#(?:¡?(?:REF|DIV/0|VALUE|VALOR|NUM|NULL|NULO|SPILL|DESBORDAMIENTO|CALC)!|N/[AD]|¿?(?:NAME|NOMBRE)\?|#+)",
    re.IGNORECASE,
)
ERROR_DE_FORMULA = Falla("es el error de una fórmula", "Corrija la fórmula en Excel o escriba el valor.")
LECTORES: dict[str, Callable[[Sequence[Celda], Mapping[str, Any]], Leida]] = {
    "texto": leer_textos,
    "codigo": leer_codigos,
    "opcion": leer_opciones,
    "decimal": leer_numeros,
    "entero": leer_numeros,
    "numero_o_cita": leer_numeros_o_citas,
}


def leer_columna(celdas: Sequence[Celda], columna: Mapping[str, Any], epoca: datetime) -> Leida:
    """La columna en texto canónico; ``columna`` es lo que su esquema declara.

    Una marca de «sin dato» vale por vacío donde se admite; donde no, es una falla, como el error de una fórmula.
    """
    opciones = set(columna.get("opciones") or ())
    propias: dict[int, Falla] = {}
    marcas: dict[int, str] = {}
    for n, celda in enumerate(celdas):
        if isinstance(celda, Falla):
            propias[n] = celda
        elif isinstance(celda, str) and celda and celda not in opciones:
            if celda.casefold() in SIN_DATO:
                marcas[n] = celda
            elif celda[0] == "#" and DE_FORMULA.fullmatch(celda):
                propias[n] = ERROR_DE_FORMULA
    apartadas = marcas.keys() | propias.keys()
    limpias = ["" if n in apartadas else c for n, c in enumerate(celdas)] if apartadas else celdas
    if columna["tipo"] in {"fecha", "mes", "corte"}:
        leida = leer_fechas(limpias, columna, epoca)
    else:
        leida = LECTORES[columna["tipo"]](limpias, columna)
    for n, marca in marcas.items():
        if columna["vacio"]:
            leida.anotar("con marca de «sin dato», que vale vacío", f"«{marca}»")
        else:
            leida.fallas[n] = Falla("es «sin dato» y la columna es obligatoria", "Escriba el dato o quite la fila.")
    leida.fallas |= propias
    for n in leida.fallas:
        leida.textos[n] = ""
    return leida


def llenar_defectos(
    textos: dict[str, list[str]], columnas: Mapping[str, Mapping[str, Any]], filas: int
) -> dict[tuple[int, str], Falla]:
    """Pone lo que vale una celda vacía con ``defecto``; con ``fuente`` y sin ``origen`` no se sabe, y es una falla.

    ``textos`` se completa con las columnas de ``defecto`` que el archivo no trae.
    """
    fallas: dict[tuple[int, str], Falla] = {}
    fuentes = textos.get("fuente", [""] * filas)
    for clave, columna in columnas.items():
        if not columna.get("defecto"):
            continue
        propios = textos.setdefault(clave, [""] * filas)
        for n, texto in enumerate(propios):
            if texto == "" and fuentes[n] == "":
                propios[n] = columna["defecto"]
            elif texto == "":
                opciones = " o ".join(o for o in columna["opciones"] if o != columna["defecto"])
                fallas[n, clave] = Falla(
                    f"está vacío y la fila tiene fuente «{fuentes[n]}»",
                    f"¿Es {opciones}? Escríbalo; si es del registro del programa, quite la fuente.",
                )
    return fallas


def como_lo_escribio(celda: Celda) -> str | None:
    """Lo que la persona escribió, o nada si está vacía."""
    return visto(celda) or None
