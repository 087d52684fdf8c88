"""El extracto del gasto de los gobiernos regionales por programa y por función: un JSON por pliego, o todos en un CSV.

Sus columnas son de una letra: ``a`` año, ``g`` nivel, ``op`` la vista (``c`` programa presupuestal, ``f`` función), ``c`` el
código, ``p`` PIM, ``d`` devengado, ``i`` girado y ``t`` el tipo (1 todo, 2 proyectos, 3 actividades y productos). El tipo 1 es
la suma de 2 y 3, y va con los totales. **Las dos vistas son el mismo dinero**: ``que`` las distingue y no se suman nunca.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import texto
from sistematizacion.fuentes.chicos.comun import (
    INICIO_DE_JSON,
    Formato,
    Muestra,
    claves_de_json,
    encabezados,
    lectura,
    leer_campos,
    quedarse,
    repartir,
    tabla_de,
)
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_contenido, leer_tabla
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, objetos
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "gore_por_programa_y_funcion"
ALIAS = Alias({
    "anio": ("a",), "nivel": ("g",), "vista": ("op",), "codigo": ("c",), "pim": ("p",), "devengado": ("d",), "girado": ("i",),
    "tipo": ("t",), "pliego": ("pliego",),
})  # fmt: skip
EXIGIDAS = {"anio", "vista", "codigo", "pim", "devengado", "girado", "tipo"}
LETRAS = {"a", "op", "c", "p", "d", "i", "t"}
VISTAS = {"c": "programa", "f": "funcion"}
TIPOS = {"1": "", "2": "_en_proyectos", "3": "_en_actividades"}
TODO = "1"
MONTOS = ("pim", "devengado", "girado")
PLIEGO = re.compile(r"4(?:[45]\d|6[0-5])")  # los gobiernos regionales van del 440 al 465
UN_SOL = Decimal(1)  # cada monto viene redondeado


def reconoce(muestra: Muestra) -> bool:
    """Un JSON o un CSV con sus columnas de una letra."""
    claves = claves_de_json(muestra)
    if claves:
        return claves >= LETRAS and claves <= LETRAS | {"g", "pliego"}
    return any(titulos >= LETRAS for titulos in encabezados(muestra))


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por pliego, vista, código y tipo; las del tipo 1 van en ``totales``."""
    bitacora = Bitacora(archivo)
    if INICIO_DE_JSON.match(leer_contenido(ruta, archivo)[:64]):
        cruda = de_registros(list(objetos(leer_json(ruta, bitacora))))
    else:
        cruda = leer_tabla(ruta, ALIAS, lambda halladas: halladas >= EXIGIDAS, bitacora)
    posiciones, _ = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "ejecucion", bitacora)
    filas = len(cruda.filas)
    if "pliego" not in campos:
        campos["pliego"] = [_pliego_del_nombre((Path(archivo), ruta), bitacora)] * filas
    vistas, tipos = (_opciones(cruda, posiciones[c], de, bitacora) for c, de in (("vista", VISTAS), ("tipo", TIPOS)))
    bitacora.cerrar()
    campos["que"] = [f"{VISTAS[v]}{TIPOS[t]}" for v, t in zip(vistas, tipos, strict=True)]
    llaves = list(zip(campos["anio"], campos["pliego"], vistas, campos["codigo"], strict=True))
    con_partes = {llave for llave, t in zip(llaves, tipos, strict=True) if t != TODO}
    son_total = [t == TODO and llave in con_partes for llave, t in zip(llaves, tipos, strict=True)]
    _revisar_totales(llaves, son_total, campos, bitacora)
    _revisar_vistas(llaves, son_total, campos, bitacora)
    tabla = tabla_de("ejecucion", campos, filas)
    bitacora.entender("Es un extracto del gasto de los gobiernos regionales, en soles: por programa y por función.")
    bitacora.entender("Programa y función son dos vistas del mismo dinero: no se suman; «que» las distingue.")
    bitacora.entender(f"El tipo 1 ({sum(son_total)} filas) es la suma de proyectos y actividades: va con los totales.")
    quedan = [not total for total in son_total]
    return lectura(CLAVE, "ejecucion", quedarse(tabla, quedan), bitacora, totales=quedarse(tabla, son_total))


def _pliego_del_nombre(rutas: Sequence[Path], bitacora: Bitacora) -> str | None:
    """El pliego, que en el JSON solo está en el nombre del archivo."""
    for ruta in rutas:
        if PLIEGO.fullmatch(ruta.stem):
            bitacora.suponer(f"el pliego es el del nombre del archivo: {ruta.stem}")
            return ruta.stem
    bitacora.advertir("no dice de qué pliego es", "Póngale de nombre su código, como 450.json.")
    return None


def _opciones(cruda: Cruda, posicion: int, admitidas: Mapping[str, str], bitacora: Bitacora) -> list[str]:
    leidas = [texto(v) or "" for v in cruda.columna(posicion)]
    for n, leida in enumerate(leidas):
        if leida not in admitidas:
            bitacora.fallar(f"se espera {' o '.join(admitidas)}", "", cruda.lugar(n, posicion, cruda.filas[n][posicion]))
    return leidas


def _revisar_totales(
    llaves: Sequence[tuple], son_total: Sequence[bool], campos: Mapping[str, Sequence[Any]], bitacora: Bitacora
) -> None:
    """Cada tipo 1 tiene que ser la suma de sus partes, con un sol de holgura por el redondeo."""
    for monto in MONTOS:
        restos: dict[tuple, Decimal] = defaultdict(Decimal)
        for llave, total, valor in zip(llaves, son_total, campos[monto], strict=True):
            restos[llave] += (valor or 0) * (1 if total else -1)
        con_total = {llave for llave, total in zip(llaves, son_total, strict=True) if total}
        malas = [llave for llave in con_total if abs(restos[llave]) > UN_SOL]
        if malas:
            _, pliego, vista, codigo = sorted(malas, key=str)[0]
            regla = f"en {segun(len(malas), 'código', 'códigos')} el total de «{monto}» no es proyectos más actividades"
            bitacora.advertir(regla, f"El primero es {VISTAS[vista]} {codigo} del pliego {pliego}. Quedan las partes.")


def _revisar_vistas(
    llaves: Sequence[tuple], son_total: Sequence[bool], campos: Mapping[str, Sequence[Any]], bitacora: Bitacora
) -> None:
    """Las dos vistas de un pliego son el mismo dinero: difieren, a lo más, en un sol por fila."""
    for monto in MONTOS:
        sumas: dict[tuple, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(VISTAS, Decimal(0)))
        filas: dict[tuple, int] = defaultdict(int)
        for (anio, pliego, vista, _), total, valor in zip(llaves, son_total, campos[monto], strict=True):
            if not total:
                sumas[anio, pliego][vista] += valor or 0
                filas[anio, pliego] += 1
        restos = {llave: abs(s["c"] - s["f"]) for llave, s in sumas.items() if all(s.values())}
        for (anio, pliego), resto in restos.items():
            if resto > filas[anio, pliego] * UN_SOL:
                regla = f"en {anio}, pliego {pliego}, «{monto}» difiere en {resto} soles entre programas y funciones"
                bitacora.advertir(regla, "Son el mismo dinero: puede faltar una fila.")
        pocos = [r for (a, p), r in restos.items() if 0 < r <= filas[a, p] * UN_SOL]
        if pocos:
            bitacora.entender(f"«{monto}» difiere entre programas y funciones en {max(pocos)} soles o menos, por redondeo.")


FORMATO = Formato(CLAVE, "Gasto de gobiernos regionales por programa y función", "ejecucion", reconoce, leer)
