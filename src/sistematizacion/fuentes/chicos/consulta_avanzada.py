"""La «consulta avanzada» del Banco de Inversiones: dieciséis columnas y una fila por localización.

Aquí es una fila por inversión: sus localizaciones van reunidas con «;» y sus montos se cuentan una sola vez.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sistematizacion.errores import enumerar
from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.comun import (
    Formato,
    Muestra,
    apartar,
    encabezados,
    lectura,
    leer_campos,
    marco,
    repartir,
    tabla_de,
)
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_tabla
from sistematizacion.fuentes.clases import INVERSIONES, MONTO
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

CLAVE = "consulta_avanzada"
ALIAS = Alias({
    "cui": ("Código único de inversión", "Código único", "CUI"),
    "nombre": ("Nombre de la inversión", "Nombre inversión"),
    "monto_viable": ("Monto viable", "Monto viable (S/)"),
    "estado": ("Estado de la inversión", "Estado"),
    "sector": ("Sector",),
    "entidad": ("Entidad",),
    "uei": ("Ejecutora", "UEI", "Unidad Ejecutora de Inversiones"),
    "fecha_registro": ("Fecha de registro",),
    "fecha_viabilidad": ("Fecha de viabilidad", "Fecha de viabilidad/aprobación"),
    "costo": ("Costo actualizado", "Costo actualizado (S/)"),
    "alternativa": ("Descripción de la alternativa", "Alternativa"),
    "beneficiarios": ("Beneficiarios",),
    "departamento": ("Departamento",),
    "provincia": ("Provincia",),
    "distrito": ("Distrito",),
    "ubigeo": ("Ubigeo",),
})  # fmt: skip
EXIGIDAS = {"cui", "nombre", "monto_viable", "costo", "estado", "ubigeo"}
DEL_BANCO = {"marco", "tipoinversion", "anioproceso", "anioproc"}  # de DETALLE, CIERRE y DESACTIVADAS: son otro formato
LUGAR = ("departamento", "provincia", "distrito", "ubigeo")
ENTRE_LUGARES = "; "
CLASE_DE_ESTADO = {"activo": "activa", "cerrado": "cerrada", "desactivado": "desactivada"}
LARGO_DE_UBIGEO = 6


def reconoce(muestra: Muestra) -> bool:
    """CUI, nombre, monto viable, costo, estado y ubigeo en los títulos, escritos como en la página del Banco."""
    return any(
        EXIGIDAS <= {ALIAS.maneras.get(t) for t in titulos} and not titulos & DEL_BANCO for titulos in encabezados(muestra)
    )


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por inversión, en el orden en que aparecen."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, ALIAS, lambda halladas: halladas >= EXIGIDAS, bitacora)
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    campos = leer_campos(cruda, posiciones, "inversiones", bitacora)
    campos["ubigeo"] = _ubigeos(campos["ubigeo"], cruda, posiciones["ubigeo"], bitacora)
    _ubigeos_de_otro_lugar(cruda, campos, posiciones["ubigeo"], bitacora)
    grupos = _por_inversion(campos)
    _decir_filas(cruda, campos, grupos, bitacora)
    _decir_diferencias(cruda, campos, posiciones, grupos, bitacora)
    tabla = tabla_de("inversiones", _una_por_inversion(campos, grupos, bitacora), len(grupos))
    resto = {
        titulo: [_reunir([valores[n] for n in filas]) for filas in grupos]
        for titulo, valores in apartar(cruda, sobran, bitacora).items()
    }
    return lectura(CLAVE, "inversiones", tabla, bitacora, marco(resto, len(grupos)))


def _ubigeos(ubigeos: Sequence[str | None], cruda: Cruda, posicion: int, bitacora: Bitacora) -> list[str | None]:
    """Los ubigeos con sus seis cifras: el cero que Excel quitó delante, y ceros detrás si es de departamento o provincia."""
    sin_cero = truncados = 0
    completos: list[str | None] = []
    for n, ubigeo in enumerate(ubigeos):
        if ubigeo is None:
            completos.append(None)
            continue
        completo = ubigeo if len(ubigeo) % 2 == 0 else f"0{ubigeo}"
        sin_cero += completo != ubigeo
        truncados += len(completo) < LARGO_DE_UBIGEO
        if len(completo) > LARGO_DE_UBIGEO:
            lugar = cruda.lugar(n, posicion, ubigeo)
            bitacora.fallar("no es un ubigeo: tiene seis cifras", "Revise el código.", lugar)
        completos.append(completo.ljust(LARGO_DE_UBIGEO, "0"))
    if sin_cero:
        bitacora.entender(f"{segun(sin_cero, 'ubigeo había', 'ubigeos habían')} perdido su cero inicial: se puso.")
    if truncados:
        llegan = segun(truncados, "ubigeo llega", "ubigeos llegan")
        bitacora.suponer(f"{llegan} solo al departamento o la provincia: se completaron con ceros")
    return completos


def _ubigeos_de_otro_lugar(
    cruda: Cruda, campos: Mapping[str, Sequence[Any]], posicion: int, bitacora: Bitacora
) -> None:
    """Advierte de los ubigeos que no empiezan como los demás de su departamento: puede que les falte una cifra."""
    pares = list(zip(campos.get("departamento", ()), campos["ubigeo"], strict=False))
    cuantos = Counter((d, u[:2]) for d, u in pares if d and u)
    usual = {d: prefijo for (d, prefijo), _ in reversed(cuantos.most_common())}
    for n, (departamento, ubigeo) in enumerate(pares):
        if departamento and ubigeo and ubigeo[:2] != usual[departamento]:
            regla = f"el ubigeo se leyó {ubigeo}, y los demás de {departamento} empiezan con {usual[departamento]}"
            bitacora.advertir(regla, "Revise el código.", cruda.lugar(n, posicion, cruda.columna(posicion)[n]))


def _por_inversion(campos: Mapping[str, Sequence[Any]]) -> list[list[int]]:
    """Las filas de cada inversión; sin CUI, son la misma las que no se distinguen en nada más que su lugar."""
    propias = [c for c in campos if c not in LUGAR]
    grupos: dict[Any, list[int]] = {}
    for n, cui in enumerate(campos["cui"]):
        llave = cui if cui is not None else tuple(campos[c][n] for c in propias)
        grupos.setdefault(llave, []).append(n)
    return list(grupos.values())


def _decir_filas(cruda: Cruda, campos: Mapping[str, Sequence[Any]], grupos: list[list[int]], bitacora: Bitacora) -> None:
    filas = len(cruda.filas)
    con_cui = sum(campos["cui"][g[0]] is not None for g in grupos)
    bitacora.entender(
        f"Trae una fila por localización: {filas} filas de {con_cui} CUI, que quedan en una por inversión. Montos en soles."
    )
    repetidas = filas - len({tuple(fila) for fila in cruda.filas})
    if repetidas:
        bitacora.entender(f"{segun(repetidas, 'fila repite', 'filas repiten')} a otra en todo: no se cuenta dos veces.")
    if sin_cui := sum(cui is None for cui in campos["cui"]):
        sin = segun(len(grupos) - con_cui, "inversión", "inversiones")
        regla = f"{segun(sin_cui, 'fila no trae', 'filas no traen')} CUI: se toman por {sin}"
        bitacora.advertir(regla, "Sin código no se unen a otra tabla.")


def _decir_diferencias(
    cruda: Cruda, campos: Mapping[str, Sequence[Any]], posiciones: Mapping[str, int], grupos: list[list[int]],
    bitacora: Bitacora,
) -> None:  # fmt: skip
    """Los CUI cuyas filas no dicen lo mismo: de los montos, uno por uno y con el que quedó; de lo demás, cuántos."""
    otros: dict[str, list[str]] = {}
    for filas in grupos:
        for clave in campos.keys() - set(LUGAR) if len(filas) > 1 else ():
            valores = [campos[clave][n] for n in filas]
            distintas = [n for n, v in zip(filas, valores, strict=True) if v != valores[0]]
            if not distintas:
                continue
            cui = str(campos["cui"][filas[0]])
            if INVERSIONES[clave] == MONTO:
                n = distintas[0]
                regla = f"el CUI {cui} tiene otro «{clave}» en la fila {cruda.numeros[filas[0]]}: quedó {valores[0]}"
                lugar = cruda.lugar(n, posiciones[clave], campos[clave][n] if campos[clave][n] is not None else "")
                bitacora.advertir(regla, "Revise cuál es.", lugar)
            else:
                otros.setdefault(clave, []).append(cui)
    for clave, cuis in sorted(otros.items()):
        bitacora.advertir(f"hay CUI con más de un «{clave}»: {enumerar(cuis)}", "Quedó el de su primera fila.")


def _una_por_inversion(
    campos: Mapping[str, Sequence[Any]], grupos: list[list[int]], bitacora: Bitacora
) -> dict[str, list[Any]]:
    """La primera fila de cada inversión con sus localizaciones reunidas, cada columna con sus valores distintos."""
    reunidos = {c: [valores[filas[0]] for filas in grupos] for c, valores in campos.items() if c not in LUGAR}
    lugares = [c for c in LUGAR if c in campos]
    for clave in lugares:
        reunidos[clave] = [_reunir([campos[clave][n] for n in filas]) for filas in grupos]
    reunidos["localizaciones"] = [len({tuple(campos[c][n] for c in lugares) for n in filas}) for filas in grupos]
    desconocidos = sorted({e for e in reunidos["estado"] if e and plegar(e) not in CLASE_DE_ESTADO})
    if desconocidos:
        bitacora.advertir(f"hay estados que no se conocen: {enumerar(desconocidos)}", "Quedan sin clase.")
    reunidos["clase"] = [CLASE_DE_ESTADO.get(plegar(e or "")) for e in reunidos["estado"]]
    return reunidos


def _reunir(valores: Sequence[Any]) -> str | None:
    distintos = list(dict.fromkeys(str(v) for v in valores if v is not None))
    return ENTRE_LUGARES.join(distintos) or None


FORMATO = Formato(CLAVE, "Consulta avanzada del Banco de Inversiones", "inversiones", reconoce, leer)
