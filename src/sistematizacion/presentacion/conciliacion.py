"""La conciliación de una región o del programa: sus hallazgos, y cada valor que compara convertido en cifra."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd

from sistematizacion.analisis.conciliacion import conciliar
from sistematizacion.analisis.conciliacion.cotejo import VEREDICTOS
from sistematizacion.nucleo.correcciones import vigentes
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Alguno = Expediente | ExpedienteDelPrograma
DECIMALES_DE_UNA_CUENTA = 2
DIMENSION_DE_PREGUNTA = "pregunta_"
QUE_SE_CALCULO = {  # cómo se llama en el libro de cifras el valor que cada regla calcula
    "partes": "suma de sus partes", "no_supera": "suma de sus partes", "conteos": "según sus conteos",
    "alcanzable": "según el número de personas", "suman_cien": "suma de las respuestas",
    "variacion": "según sus valores inicial y final",
}  # fmt: skip


def regiones_de(expediente: Alguno) -> Sequence[Expediente]:
    """Los expedientes de las regiones: todas, o solo la del informe."""
    return expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)


@lru_cache(maxsize=8)  # un informe la pide varias veces, y es la misma
def hallazgos(expediente: Alguno) -> pd.DataFrame:
    """Todas las comprobaciones, como las da ``conciliar``; las regiones de un programa se concilian juntas."""
    regiones = regiones_de(expediente)
    return conciliar(
        publicadas(expediente),
        _reunir([e.nucleo.calculadas for e in regiones]),
        expediente.catalogo.indicadores,
        expediente.catalogo.relaciones,
        expediente.tabla("encuesta"),
        correcciones=corregidas(expediente),
        completas={e.region.clave: e.region.registros_completos for e in regiones},
        regiones={e.region.clave: e.region.nombre for e in regiones},
    )


def publicadas(expediente: Alguno) -> pd.DataFrame:
    """Las cifras tal como se escribieron, cada fila una vez; lo común es de todas las regiones."""
    reunidas = _reunir([e.nucleo.publicadas for e in regiones_de(expediente)])
    return reunidas.drop_duplicates(["archivo", "hoja", "fila"]).reset_index(drop=True)


def corregidas(expediente: Alguno) -> pd.DataFrame:
    """Las correcciones que se aplicaron, como las da ``vigentes``."""
    decididas = dict.fromkeys(c for e in regiones_de(expediente) for c in e.nucleo.correcciones)
    return vigentes(publicadas(expediente), list(decididas))


def conteos(expediente: Alguno) -> dict[str, int]:
    """Cuántas comprobaciones dieron cada veredicto, con ``total`` y cuántas contradicciones nadie ha explicado."""
    tabla = hallazgos(expediente)
    dados = Counter(tabla["veredicto"])
    sin_explicar = int(((tabla["veredicto"] == "contradiccion") & (tabla["explicacion"] == "")).sum())
    return {v: dados[v] for v in VEREDICTOS} | {"total": len(tabla), "sin_explicar": sin_explicar}


def cifra_de(expediente: Alguno, fila: dict[str, Any]) -> Cifra:
    """La cifra de una fila publicada o calculada, con la variante que tiene en el resto del informe."""
    region = expediente.de(fila["ambito"]) if isinstance(expediente, ExpedienteDelPrograma) else expediente
    if fila["origen"] == "calculado":
        return region.de_fila(fila)
    escritas = coincidencias(region.nucleo.publicadas, fila["indicador"], fila["categoria"]).to_dict("records")
    mismas = [f for f in escritas if f["ambito"] == fila["ambito"] and f["fecha_corte"] == fila["fecha_corte"]]
    lugares = [(f["archivo"], f["hoja"], f["fila"]) for f in mismas]
    return region.de_fila(fila, variante=lugares.index((fila["archivo"], fila["hoja"], fila["fila"])))


def valor(expediente: Alguno, hallazgo: dict[str, Any], lado: str) -> Cifra | None:
    """El valor publicado (``a``) o el que le corresponde (``b``) de un hallazgo; ``None`` si no hay de qué hacerlo."""
    partes = [cifra_de(expediente, fila) for fila in hallazgo[f"filas_{lado}"]]
    formula, numero = hallazgo[f"formula_{lado}"], hallazgo[f"valor_{lado}"]
    if not partes or numero is None:
        return None
    if not formula:
        return partes[0]
    indicador = expediente.catalogo.indicadores[hallazgo["indicador"]]
    unidad = expediente.catalogo.unidades[indicador.unidad]
    nombre = f"{que_mide(expediente, hallazgo)}, {QUE_SE_CALCULO[hallazgo['regla']]}"
    return calculada(numero, unidad, formula, partes, _decimales(numero), nombre)


def que_mide(expediente: Alguno, hallazgo: dict[str, Any]) -> str:
    """El indicador, con su categoría o, si el hallazgo es de una suma, con la pregunta de la encuesta."""
    nombre = expediente.catalogo.indicadores[hallazgo["indicador"]].nombre
    if not hallazgo["formula_a"]:
        return f"{nombre}: {expediente.rotulo(hallazgo['categoria'])}" if hallazgo["categoria"] else nombre
    pregunta = str(hallazgo["dimension"]).removeprefix(DIMENSION_DE_PREGUNTA)
    encuesta = expediente.catalogo.encuesta
    return f"{nombre}: {formato.minuscula(encuesta.titulo_de(pregunta))}" if pregunta in encuesta.cerradas else nombre


def _decimales(numero: Decimal) -> int:
    """Los decimales que el número necesita, sin pasar de dos."""
    corto = formato.redondear(numero, DECIMALES_DE_UNA_CUENTA).normalize()
    return formato.decimales_de(corto)


def _reunir(tablas: Sequence[pd.DataFrame]) -> pd.DataFrame:
    llenas = [tabla.astype(object) for tabla in tablas if len(tabla)]
    return pd.concat(llenas, ignore_index=True) if llenas else tablas[0]
