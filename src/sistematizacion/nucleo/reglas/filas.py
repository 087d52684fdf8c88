"""Reglas de cada fila por separado: de dónde sale, a quién se aplica y, en las cifras, qué valor puede tener."""

from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from sistematizacion.catalogo import Catalogo, Indicador
from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.correcciones import Correccion
from sistematizacion.nucleo.esquemas import REGISTROS
from sistematizacion.nucleo.reglas.comunes import COMUN, Fila, en, sanas
from sistematizacion.parametros import Programa


def de_fila(
    nombre: str, tabla: pd.DataFrame, ambito: str, programa: Programa, catalogo: Catalogo, conocidas: Collection[str]
) -> Iterator[Problema]:
    """Problemas de cada fila de una tabla; ``conocidas`` son las regiones con parámetros, estén o no en el programa."""
    if ambito == COMUN and nombre in REGISTROS and len(tabla):
        remedio = "Pase sus filas a la carpeta de la región que corresponde."
        yield Problema(str(tabla["archivo"].iloc[0]), f"«{nombre}» es de cada región y no puede ser común", remedio)
    for fila in sanas(tabla, "fuente", "origen", "seccion"):
        yield from _procedencia(fila, programa)
    if nombre == "cifras":
        for fila in sanas(tabla, "indicador"):
            yield from _cifra(fila, catalogo)
    for fila in sanas(tabla, "regiones") if "regiones" in tabla.columns else ():
        if fila["regiones"] and ambito != COMUN:
            yield en(fila, "regiones", "solo se usa en las tablas comunes", "Déjela vacía.")
        for region in filter(None, fila["regiones"].split(";")):
            if region not in conocidas:
                yield en(fila, "regiones", f"región desconocida «{region}»", sugerencia(region, conocidas))


def _procedencia(fila: Fila, programa: Programa) -> Iterator[Problema]:
    if fila["fuente"] and fila["fuente"] not in programa.documentos:
        fuentes = list(programa.fuentes)
        regla = f"no está en «fuentes» de programa.yml: {enumerar(fuentes) or 'no hay ninguna'}"
        remedio = sugerencia(fila["fuente"], fuentes) or "Agregue ahí el documento; docs/registro.md dice cómo."
        yield en(fila, "fuente", regla, remedio)
    if fila["origen"] == "publicado" and not (fila["fuente"] and fila["seccion"]):
        yield en(fila, "origen", "una fila publicada lleva fuente y sección", "Complete ambas.")


def _cifra(fila: Fila, catalogo: Catalogo) -> Iterator[Problema]:
    ficha, danadas = catalogo.indicadores[fila["indicador"]], fila["danadas"]
    if "unidad" not in danadas and fila["unidad"] != ficha.unidad:
        yield en(fila, "unidad", f"la unidad de {fila['indicador']} es {ficha.unidad}", "Corríjala.")
    if not danadas & {"dimension", "categoria"} and bool(fila["dimension"]) != bool(fila["categoria"]):
        yield en(fila, "categoria", "dimensión y categoría van las dos o ninguna", "Complete o borre una.")
    if "valor" in danadas:
        return
    if fila["valor"] is None and not fila["nota"]:
        yield en(fila, "valor", "está vacío", "Escríbalo o, si no lo hay, diga por qué en la columna nota.", "")
    if fila["valor"] is not None:
        yield from _valor(fila, ficha, contable=bool(catalogo.unidades[ficha.unidad].plural))


def de_correcciones(decididas: Iterable[Correccion], catalogo: Catalogo) -> Iterator[Problema]:
    """Correcciones que dejarían en la cifra un valor imposible."""
    for correccion in decididas:
        ficha = catalogo.indicadores.get(correccion.indicador)
        lugar = f"línea {correccion.linea}, clave valor" if correccion.linea else "clave valor"
        fila = {"indicador": correccion.indicador, "valor": correccion.valor, "archivo": "", "hoja": "", "fila": 0}
        for problema in _valor(fila, ficha, contable=bool(catalogo.unidades[ficha.unidad].plural)) if ficha else ():
            yield Problema(correccion.archivo, problema.regla, problema.remedio, lugar, str(correccion.valor))


def _valor(fila: Fila, ficha: Indicador, *, contable: bool) -> Iterator[Problema]:
    valor, nombre = fila["valor"], fila["indicador"]
    if contable and ficha.decimales == 0 and valor != valor.to_integral_value():
        remedio = "¿Es un separador de millares? No se escribe."
        yield en(fila, "valor", f"{nombre} se cuenta con números enteros", remedio)
    if ficha.minimo is not None and valor < ficha.minimo:
        yield en(fila, "valor", f"{nombre} no puede ser menor que {ficha.minimo}", "Revise el número.")
    if ficha.maximo is not None and valor > ficha.maximo:
        yield en(fila, "valor", f"{nombre} no puede ser mayor que {ficha.maximo}", "Revise el número.")
