"""Las reglas que un esquema no ve: entre columnas, entre filas, entre tablas y con los parámetros."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.esquemas import TIPOS_DE_ENUNCIADO, VALORES_DE_HITO, campos_que_citan
from sistematizacion.nucleo.referencias import PATRON, interpretar
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.parametros import Catalogo, Indicador, Programa, Region

COMUN = "comun"
PORCENTAJE_DE_ENCUESTA = "encuesta_porcentaje"
MEDIO_PUNTO = Decimal("0.5")
Fila = dict[str, Any]


def de_fila(
    nombre: str, tabla: pd.DataFrame, ambito: str, programa: Programa, catalogo: Catalogo, conocidas: Collection[str]
) -> Iterator[Problema]:
    """Problemas de cada fila de una tabla; ``conocidas`` son las regiones con parámetros, estén o no en el programa."""
    for fila in tabla.to_dict("records"):
        yield from _procedencia(fila, programa)
        if nombre == "cifras":
            yield from _cifra(fila, catalogo)
        if fila.get("regiones") and ambito != COMUN:
            yield en(fila, "regiones", "solo se usa en las tablas comunes", "Déjela vacía.")
        for region in filter(None, fila.get("regiones", "").split(";")):
            if region not in conocidas:
                yield en(fila, "regiones", f"región desconocida «{region}»", sugerencia(region, conocidas))


def de_conjunto(tablas: dict[str, pd.DataFrame], catalogo: Catalogo, region: Region) -> Iterator[Problema]:
    """Problemas que solo se ven con todas las tablas juntas: repeticiones, partes mayores que su todo y citas rotas."""
    cifras = tablas["cifras"]
    yield from _repetidas(cifras)
    yield from _ausencias_desmentidas(tablas["ausencias"], cifras)
    yield from _posteriores_al_corte(cifras, region)
    yield from _partes_mayores(cifras, catalogo)
    yield from _encuesta_reconstruida(tablas["encuesta"], cifras)
    yield from _hitos(tablas["hitos"], tablas["objetivos"], cifras)
    for nombre in (*TIPOS_DE_ENUNCIADO, "hitos"):
        yield from _citas(tablas[nombre], campos_que_citan(nombre), cifras)


def en(fila: Fila, columna: str, regla: str, remedio: str = "", valor: str | None = None) -> Problema:
    """Un problema de una celda."""
    hallado = str(fila[columna]) if valor is None else valor
    return Problema(str(fila["archivo"]), regla, remedio, f"fila {fila['fila']}, columna {columna}", hallado)


def _procedencia(fila: Fila, programa: Programa) -> Iterator[Problema]:
    if fila["fuente"] and fila["fuente"] not in programa.fuentes:
        fuentes = list(programa.fuentes)
        regla = f"no está en «fuentes» de programa.yml: {enumerar(fuentes)}"
        yield en(fila, "fuente", regla, sugerencia(fila["fuente"], fuentes))
    if fila["origen"] == "publicado" and not (fila["fuente"] and fila["seccion"]):
        yield en(fila, "origen", "una fila publicada lleva fuente y sección", "Complete ambas.")


def _cifra(fila: Fila, catalogo: Catalogo) -> Iterator[Problema]:
    ficha = catalogo.indicadores[fila["indicador"]]
    if fila["unidad"] != ficha.unidad:
        yield en(fila, "unidad", f"la unidad de {fila['indicador']} es {ficha.unidad}", "Corríjala.")
    if bool(fila["dimension"]) != bool(fila["categoria"]):
        yield en(fila, "categoria", "dimensión y categoría van las dos o ninguna", "Complete o borre una.")
    if fila["valor"] is None and not fila["nota"]:
        yield en(fila, "valor", "está vacío", "Escríbalo o, si no lo hay, diga por qué en la columna nota.", "")
    if fila["valor"] is not None:
        yield from _valor(fila, ficha, contable=bool(catalogo.unidades[ficha.unidad].plural))


def _valor(fila: Fila, ficha: Indicador, *, contable: bool) -> Iterator[Problema]:
    valor, nombre = fila["valor"], fila["indicador"]
    if contable and ficha.decimales == 0 and valor != valor.to_integral_value():
        yield en(
            fila, "valor", f"{nombre} se cuenta con números enteros", "¿Es un separador de millares? No se escribe."
        )
    if ficha.minimo is not None and valor < ficha.minimo:
        yield en(fila, "valor", f"{nombre} no puede ser menor que {ficha.minimo}", "Revise el número.")
    if ficha.maximo is not None and valor > ficha.maximo:
        yield en(fila, "valor", f"{nombre} no puede ser mayor que {ficha.maximo}", "Revise el número.")


def _repetidas(cifras: pd.DataFrame) -> Iterator[Problema]:
    """Dos valores para lo mismo se admiten solo si la fuente los publica en secciones distintas."""
    vistas: dict[tuple, int] = {}
    for fila in cifras.to_dict("records"):
        for seccion in fila["seccion"].split(";"):
            clave = (fila["ambito"], fila["indicador"], fila["categoria"], fila["fecha_corte"], fila["fuente"], seccion)
            if clave in vistas:
                regla = f"ya está en la fila {vistas[clave]}, con la misma categoría, fecha y sección"
                yield en(fila, "indicador", regla, "Deje una de las dos.")
                break
            vistas[clave] = fila["fila"]


def _ausencias_desmentidas(ausencias: pd.DataFrame, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Una fila sin valor dice que no hay dato: no puede haberlo en otra."""
    for fila in ausencias.to_dict("records"):
        otras = coincidencias(cifras, fila["indicador"], fila["categoria"]).to_dict("records")
        for otra in [o for o in otras if o["ambito"] == fila["ambito"]][:1]:
            regla = f"está vacío, pero la fila {otra['fila']} trae {otra['valor']} para lo mismo"
            yield en(fila, "valor", regla, "Borre la fila vacía o la otra.", "")


def _encuesta_reconstruida(encuesta: pd.DataFrame, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Unas respuestas reconstruidas desde los porcentajes publicados tienen que dar esos porcentajes, a medio punto."""
    propias = encuesta[encuesta["origen"] == "reconstruido"]
    totales = propias.groupby("pregunta", sort=False).size()
    for (pregunta, respuesta), filas in propias.groupby(["pregunta", "respuesta"], sort=False):
        publicados = coincidencias(cifras, PORCENTAJE_DE_ENCUESTA, respuesta)
        da = Decimal(len(filas)) * 100 / int(totales[pregunta])
        for publicado in publicados.to_dict("records")[:1]:
            if abs(publicado["valor"] - da) > MEDIO_PUNTO:
                regla = f"son {len(filas)} de {totales[pregunta]}, y la fuente publica {publicado['valor']}%"
                yield en(
                    filas.to_dict("records")[0], "respuesta", regla, "Reconstrúyalas de nuevo, o corrija la cifra."
                )


def _hitos(hitos: pd.DataFrame, objetivos: pd.DataFrame, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Hitos de un objetivo que no está, o que citan una cifra de otra unidad."""
    for fila in hitos.to_dict("records"):
        del_ambito = [o["id"] for o in objetivos.to_dict("records") if o["ambito"] == fila["ambito"]]
        if fila["objetivo"] not in del_ambito:
            cercano = sugerencia(fila["objetivo"], del_ambito)
            yield en(fila, "objetivo", "no está en objetivos", cercano or f"Hay: {enumerar(del_ambito) or 'ninguno'}.")
        for columna in VALORES_DE_HITO:
            if isinstance(fila[columna], str):
                yield from _valor_citado(fila, columna, cifras)


def _valor_citado(fila: Fila, columna: str, cifras: pd.DataFrame) -> Iterator[Problema]:
    yield from _cita(fila, columna, fila[columna][1:-1], cifras)
    referencia = interpretar(fila[columna][1:-1])
    for cifra in coincidencias(cifras, referencia.indicador, referencia.categoria).to_dict("records")[:1]:
        if fila["unidad"] and cifra["unidad"] != fila["unidad"]:
            regla = f"la unidad de {cifra['indicador']} es {cifra['unidad']}"
            yield en(fila, "unidad", regla, "Escriba esa unidad o cite otra cifra.")


def _posteriores_al_corte(cifras: pd.DataFrame, region: Region) -> Iterator[Problema]:
    for fila in cifras.to_dict("records"):
        if fila["fecha_corte"] and fila["ambito"] != COMUN and fila["fecha_corte"] > region.fecha_corte:
            regla = f"es posterior a la fecha de corte de la región ({region.fecha_corte})"
            yield en(fila, "fecha_corte", regla, f"Corríjala, o cambie fecha_corte en {region.clave}.yml.")


def _partes_mayores(cifras: pd.DataFrame, catalogo: Catalogo) -> Iterator[Problema]:
    for clave, ficha in catalogo.indicadores.items():
        if not ficha.no_supera:
            continue
        for parte in coincidencias(cifras, clave).to_dict("records"):
            for todo in coincidencias(cifras, ficha.no_supera).to_dict("records"):
                if parte["valor"] > todo["valor"]:
                    regla = f"supera a {ficha.no_supera}, que es {todo['valor']} (fila {todo['fila']})"
                    yield en(parte, "valor", regla, "Corrija uno de los dos.")


def _citas(tabla: pd.DataFrame, campos: tuple[str, ...], cifras: pd.DataFrame) -> Iterator[Problema]:
    """Citas entre llaves rotas, o de una cifra que la región no tiene; lo común solo puede citar lo común."""
    for fila in tabla.to_dict("records"):
        alcance = cifras if fila["ambito"] != COMUN else cifras[cifras["ambito"] == COMUN]
        for campo in campos:
            if re.search(r"[{}]", PATRON.sub("", fila[campo])):
                yield en(
                    fila,
                    campo,
                    "tiene una llave sin su pareja",
                    "Una cita se escribe {así}, con una llave a cada lado.",
                )
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
        yield en(
            fila, campo, "cita una cifra que no está en cifras.csv", _lo_que_hay(referencia.indicador, cifras), escrito
        )


def _lo_que_hay(indicador: str, cifras: pd.DataFrame) -> str:
    """Las citas posibles de ese indicador, o el indicador parecido."""
    filas = cifras[cifras["indicador"] == indicador].to_dict("records")
    posibles = dict.fromkeys(f"{{{indicador}{'/' + f['categoria'] if f['categoria'] else ''}}}" for f in filas)
    if posibles:
        return f"De ese indicador hay: {enumerar(list(posibles))}."
    return sugerencia(indicador, sorted(set(cifras["indicador"]))) or "Agréguela o corrija la cita."
