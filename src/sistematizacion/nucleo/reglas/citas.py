"""Las cifras que los textos y los hitos citan entre llaves tienen que existir."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.esquemas import TIPOS_DE_ENUNCIADO, VALORES_DE_HITO, campos_que_citan
from sistematizacion.nucleo.referencias import PATRON, interpretar
from sistematizacion.nucleo.reglas.comunes import COMUN, Fila, en, sanas
from sistematizacion.nucleo.seleccion import coincidencias

NO_ESTA = "cita una cifra que no está en «cifras» ni se calcula de los registros"


def revisar(tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo) -> Iterator[Problema]:
    """Citas rotas en los textos, y hitos que citan una cifra que no está o que es de otra unidad.

    De una cifra que sale de registros con errores no se dice que falta: volverá cuando se corrijan.
    """
    for problema in _todas(tablas):
        if problema.regla != NO_ESTA or not _en_duda(str(problema.valor), tablas, catalogo):
            yield problema


def _en_duda(cita: str, tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo) -> bool:
    """Dice si lo citado se calcula de una tabla que tiene alguna celda con errores."""
    ficha = catalogo.indicadores.get(interpretar(cita[1:-1]).indicador)
    usadas = ficha.calculo.columnas if ficha and ficha.calculo else ()
    return any(danadas for tabla in usadas for danadas in tablas[tabla]["danadas"])


def _todas(tablas: Mapping[str, pd.DataFrame]) -> Iterator[Problema]:
    cifras = tablas["cifras"]
    for fila in tablas["hitos"].to_dict("records"):
        for columna in VALORES_DE_HITO:
            if columna not in fila["danadas"] and isinstance(fila[columna], str):
                yield from _valor_citado(fila, columna, cifras)
    for nombre in (*TIPOS_DE_ENUNCIADO, "hitos"):
        for campo in campos_que_citan(nombre):
            for fila in sanas(tablas[nombre], campo):
                yield from _texto(fila, campo, cifras)


def _valor_citado(fila: Fila, columna: str, cifras: pd.DataFrame) -> Iterator[Problema]:
    yield from _cita(fila, columna, fila[columna][1:-1], cifras)
    referencia = interpretar(fila[columna][1:-1])
    for cifra in coincidencias(cifras, referencia.indicador, referencia.categoria).to_dict("records")[:1]:
        if fila["unidad"] and cifra["unidad"] and cifra["unidad"] != fila["unidad"]:
            regla = f"la unidad de {cifra['indicador']} es {cifra['unidad']}"
            yield en(fila, "unidad", regla, "Escriba esa unidad o cite otra cifra.")


def _texto(fila: Fila, campo: str, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Citas rotas, o de una cifra que la región no tiene; lo común solo puede citar lo común."""
    if "{" not in fila[campo] and "}" not in fila[campo]:
        return
    alcance = cifras if fila["ambito"] != COMUN else cifras[cifras["ambito"] == COMUN]
    if re.search(r"[{}]", PATRON.sub("", fila[campo])):
        remedio = "Una cita se escribe {así}, con una llave a cada lado."
        yield en(fila, campo, "tiene una llave sin su pareja", remedio)
    for hallada in PATRON.finditer(fila[campo]):
        yield from _cita(fila, campo, hallada["cuerpo"], alcance)


def _cita(fila: Fila, campo: str, cuerpo: str, cifras: pd.DataFrame) -> Iterator[Problema]:
    escrito = f"{{{cuerpo}}}"
    try:
        referencia = interpretar(cuerpo)
    except ValueError as error:
        yield en(fila, campo, str(error), "", escrito)
        return
    if coincidencias(cifras, referencia.indicador, referencia.categoria, referencia.fecha).empty:
        yield en(fila, campo, NO_ESTA, _lo_que_hay(referencia.indicador, cifras), escrito)


def _lo_que_hay(indicador: str, cifras: pd.DataFrame) -> str:
    """Las citas posibles de ese indicador, o el indicador parecido."""
    filas = cifras[cifras["indicador"] == indicador].to_dict("records")
    posibles = dict.fromkeys(f"{{{indicador}{'/' + f['categoria'] if f['categoria'] else ''}}}" for f in filas)
    if posibles:
        return f"De ese indicador hay: {enumerar(list(posibles))}."
    return sugerencia(indicador, sorted({i for i in cifras["indicador"] if i})) or "Agréguela o corrija la cita."
