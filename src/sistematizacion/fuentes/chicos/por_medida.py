"""La consulta del gasto «larga»: una fila por rótulo y medida (PIA, PIM…, avance), con una columna por año."""

import re
from pathlib import Path
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import texto
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, apartar, encabezados
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_tabla
from sistematizacion.fuentes.chicos.gasto_leido import ALIAS_DE_MONTOS, armar, rotulos_de
from sistematizacion.fuentes.chicos.rotulos import QUE, que_es
from sistematizacion.fuentes.chicos.valores import columna
from sistematizacion.fuentes.clases import EJECUCION
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "consulta_amigable_por_medida"
MEDIDAS = Alias(ALIAS_DE_MONTOS)
ANIO = re.compile(r"(?:19|20)\d{2}")
VARIABLE = ("variable", "medida", "concepto")
ALIAS = Alias({"variable": VARIABLE} | {"rotulo": tuple(QUE)})


def reconoce(muestra: Muestra) -> bool:
    """Una columna de rótulos, una de medidas y años."""
    return any(
        titulos & set(VARIABLE) and titulos & QUE.keys() and any(ANIO.fullmatch(t) for t in titulos)
        for titulos in encabezados(muestra)
    )


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por rótulo y año; el año en que un rótulo no tiene ninguna medida no es una fila."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, ALIAS, lambda halladas: halladas >= {"variable", "rotulo"}, bitacora)
    claves = [ALIAS.clave(t) for t in cruda.titulos]
    rotulo, variable = claves.index("rotulo"), claves.index("variable")
    anios = {int(t): n for n, t in enumerate(map(_titulo, cruda.titulos)) if ANIO.fullmatch(t)}
    sobran = [n for n in range(len(claves)) if n not in {rotulo, variable, *anios.values()}]
    bitacora.entender("Trae una fila por medida y una columna por año: se armó una fila por rótulo y año, en soles.")
    por_fila = _por_rotulo(cruda, rotulo, variable, anios, bitacora)
    que = que_es(cruda.titulos[rotulo], bitacora)
    bitacora.entender(f"La primera columna es «{cruda.titulos[rotulo].strip()}»: cada fila es {que}.")
    apartar(cruda, sobran, bitacora)  # se nombran; por medida, no son de una sola fila de la tabla
    campos = {c: [medidas.get(c) for medidas in por_fila.values()] for c in ALIAS_DE_MONTOS}
    campos["anio"] = [anio for _, anio in por_fila]
    return armar(CLAVE, rotulos_de([r for r, _ in por_fila], que), campos, bitacora)


def _titulo(titulo: str) -> str:
    return titulo.strip().removesuffix(".0")


def _por_rotulo(
    cruda: Cruda, rotulo: int, variable: int, anios: dict[int, int], bitacora: Bitacora
) -> dict[tuple[str, int], dict[str, Any]]:
    """Las medidas de cada rótulo y año, en el orden del archivo y solo donde hay alguna."""
    medidas = [MEDIDAS.clave(str(v)) for v in cruda.columna(variable)]
    for n, medida in enumerate(medidas):
        if medida is None:
            lugar = cruda.lugar(n, variable, cruda.filas[n][variable])
            bitacora.fallar("no es una medida de la consulta", "Se espera PIA, PIM, Certificación, …, avance.", lugar)
    nombres = [texto(v) or "" for v in cruda.columna(rotulo)]
    hallados: dict[tuple[str, int], dict[str, Any]] = {(r, a): {} for r in dict.fromkeys(nombres) for a in anios}
    for anio, posicion in anios.items():
        for medida in dict.fromkeys(filter(None, medidas)):
            suyas = [n for n, m in enumerate(medidas) if m == medida]
            parte = Cruda(cruda.titulos, [cruda.filas[n] for n in suyas], [cruda.numeros[n] for n in suyas], cruda.hoja)
            for n, valor in zip(suyas, columna(parte, posicion, medida, EJECUCION[medida], bitacora), strict=True):
                if medida in hallados[nombres[n], anio]:
                    lugar = cruda.lugar(n, variable, cruda.filas[n][variable])
                    bitacora.fallar(f"«{nombres[n]}» tiene dos veces la medida {medida}", "Deje una sola.", lugar)
                if valor is not None:
                    hallados[nombres[n], anio][medida] = valor
    vacios = [llave for llave, medidas in hallados.items() if not medidas]
    if vacios:
        veces = segun(len(vacios), "vez un rótulo no tiene", "veces un rótulo no tiene")
        bitacora.entender(f"{veces} ningún monto en un año (no se presupuestó): no es una fila de ese año.")
    return {llave: medidas for llave, medidas in hallados.items() if medidas}


FORMATO = Formato(CLAVE, "Consulta Amigable por medida y año", "ejecucion", reconoce, leer)
