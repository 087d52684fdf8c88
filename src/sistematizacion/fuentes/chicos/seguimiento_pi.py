"""El extracto de «Seguimiento PI» de un departamento: proyectos por año con su PIM y devengado, sin código.

Viene de un archivo de un solo año, aunque trae filas desde 2005: en los años sin ningún monto, el PIM y el devengado no son
cero, sino que no están. Quien lo hizo dejó fuera la ejecutora y la fuente, y por eso hay filas iguales.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, apartar, claves_de_json, leer_campos, repartir
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, lista_de_objetos
from sistematizacion.fuentes.chicos.dias import fechas
from sistematizacion.fuentes.chicos.gasto_leido import armar
from sistematizacion.fuentes.chicos.rotulos import entender_rotulo
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "extracto_de_seguimiento_pi"  # «seguimiento_pi» es el archivo entero del MEF
ALIAS = Alias({
    "nombre": ("NOMBRE",), "anio": ("anio", "año"), "pim": ("pim",), "devengado": ("devengado",), "avance": ("avance",),
})  # fmt: skip
CLAVES = {"NOMBRE", "anio", "pim", "devengado"}
FECHA = "ultima_actualizacion"
LISTA = "proyectos"
CON_MONTO = ("pim", "devengado", "avance")


def reconoce(muestra: Muestra) -> bool:
    """Un JSON con nombre, año, PIM y devengado de cada proyecto."""
    return claves_de_json(muestra) >= CLAVES


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por proyecto y año; las repetidas sin monto, una sola vez."""
    bitacora = Bitacora(archivo)
    leido = leer_json(ruta, bitacora)
    registros = leido.get(LISTA) if isinstance(leido, dict) else leido
    if not isinstance(registros, list) or not registros:
        raise ErrorDeEntrada([Problema(archivo, "no trae la lista de proyectos", "Descárguelo de nuevo.")])
    cruda = _sin_repetidas(de_registros(lista_de_objetos(registros, f"campo {LISTA}", bitacora)), bitacora)
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "ejecucion", bitacora)
    bitacora.cerrar()
    filas = len(cruda.filas)
    campos["fecha_consulta"] = [_dia(leido, bitacora)] * filas
    _sin_montos(campos, bitacora)
    bitacora.entender("Es un extracto de Seguimiento PI, en soles: trae el nombre de cada proyecto y no su código.")
    rotulos = [entender_rotulo("inversion", None, nombre) for nombre in campos["nombre"]]
    return armar(CLAVE, rotulos, campos, bitacora, apartar(cruda, sobran, bitacora))


def _dia(leido: Any, bitacora: Bitacora) -> Any:
    dicho = str(leido.get(FECHA) or "") if isinstance(leido, Mapping) else ""
    return fechas([dicho], lambda _: {"lugar": f"campo {FECHA}", "valor": dicho}, bitacora)[0]


def _sin_repetidas(cruda: Cruda, bitacora: Bitacora) -> Cruda:
    """Quita las filas iguales sin monto; las que llevan monto pueden ser de otra ejecutora o fuente, y quedan."""
    de_monto = [n for n, t in enumerate(cruda.titulos) if ALIAS.clave(t) in CON_MONTO]
    vistas: set[tuple] = set()
    quedan, repetidas, dudosas = [], 0, []
    for n, fila in enumerate(cruda.filas):
        if (llave := tuple(fila)) in vistas:
            if all(fila[p] in (0, "") for p in de_monto):
                repetidas += 1
                continue
            dudosas.append(n)
        vistas.add(llave)
        quedan.append(n)
    if repetidas:
        bitacora.entender(f"Sin monto, {segun(repetidas, 'fila repite', 'filas repiten')} a otra en todo: sobran y se quitaron.")
    if dudosas:
        repiten = segun(len(dudosas), "fila repite", "filas repiten")
        regla = f"con monto, {repiten} a otra en todo: puede ser de otra ejecutora o fuente, y queda"
        bitacora.advertir(regla, "Esta es la primera.", cruda.lugar(dudosas[0]))
    return Cruda(cruda.titulos, [cruda.filas[n] for n in quedan], [cruda.numeros[n] for n in quedan], de_registros=True)


def _sin_montos(campos: dict[str, list[Any]], bitacora: Bitacora) -> None:
    """En los años en que ninguna fila tiene monto, no es que sea cero: el archivo no lo trae."""
    anios = campos["anio"]
    for clave in CON_MONTO[:2]:
        con_dato = {a for a, v in zip(anios, campos[clave], strict=True) if v}
        sin_dato = sorted({a for a in anios if a is not None} - con_dato)
        if sin_dato and con_dato:
            rango = f"{sin_dato[0]} a {sin_dato[-1]}" if len(sin_dato) > 1 else str(sin_dato[0])
            bitacora.suponer(f"el {clave} de {rango} no está en el archivo: ninguna de sus filas lo tiene, y queda sin dato")
            campos[clave] = [v if a in con_dato else None for a, v in zip(anios, campos[clave], strict=True)]
    if "avance" in campos:
        campos["avance"] = [
            None if p is None and d is None else a
            for a, p, d in zip(campos["avance"], campos["pim"], campos["devengado"], strict=True)
        ]


FORMATO = Formato(CLAVE, "Seguimiento PI de un departamento", "ejecucion", reconoce, leer)
