"""La lista de proyectos por pliego o sector (Proy_GR, Proy_GN): CUI, PIA, PIM, devengado y girado de un año, en millones."""

import re
from pathlib import Path

from sistematizacion.errores import enumerar
from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import NoSeEntiende, codigo, numero, texto
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, apartar, encabezados, leer_campos, repartir
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_tabla
from sistematizacion.fuentes.chicos.escala import factor_de_escala
from sistematizacion.fuentes.chicos.gasto_leido import armar
from sistematizacion.fuentes.chicos.rotulos import Rotulo, entender_rotulo
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

CLAVE = "lista_de_proyectos"
MEDIDAS = {"pia": "pia", "pim": "pim", "dev": "devengado", "devengado": "devengado", "gir": "girado", "girado": "girado",
           "cert": "certificado", "certificado": "certificado", "certificacion": "certificado"}  # fmt: skip
CON_ANIO = re.compile(r"(?P<medida>[a-z]+)(?P<anio>20\d{2})(?:enmillonesdesoles|millonesdesoles|millones|ensoles|soles|mm|s)?")
ALIAS = Alias({
    "codigo": ("CUI", "Código único", "Código único de inversión", "Código de proyecto"),
    "nombre": ("Proyecto", "Nombre del proyecto", "Inversión", "Nombre de la inversión"),
    "pliego": ("Pliego",),
})  # fmt: skip


def _medida(titulo: str) -> tuple[str, int] | None:
    """La medida y el año de un título: «PIM_2022», «PIM_2022 (millones)»."""
    hallado = CON_ANIO.fullmatch(plegar(titulo))
    return (MEDIDAS[hallado["medida"]], int(hallado["anio"])) if hallado and hallado["medida"] in MEDIDAS else None


def reconoce(muestra: Muestra) -> bool:
    """CUI, proyecto y al menos PIM y devengado con su año en el título; si trae costos, es otro formato (el del SSI)."""
    for titulos in encabezados(muestra):
        medidas = {m[0] for t in titulos if (m := _medida(t))}
        con_costos = any(t.startswith("costo") for t in titulos)
        conocidas = {ALIAS.maneras.get(t) for t in titulos}
        if {"codigo", "nombre"} <= conocidas and {"pim", "devengado"} <= medidas and not con_costos:
            return True
    return False


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por proyecto y pliego o sector, en soles."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, ALIAS, lambda halladas: halladas >= {"codigo", "nombre"}, bitacora)
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    medidas = {n: m for n in sobran if (m := _medida(cruda.titulos[n]))}
    anios = sorted({anio for _, anio in medidas.values()})
    if len(anios) != 1:
        bitacora.fallar(f"los títulos dicen varios años: {', '.join(map(str, anios))}", "Deje una tabla por año.")
        bitacora.cerrar()
    titulos = [cruda.titulos[n] for n in medidas]
    factor = factor_de_escala(_montos(cruda, list(medidas)), titulos, bitacora)
    campos = leer_campos(
        cruda, {m: n for n, (m, _) in medidas.items()} | posiciones, "ejecucion", bitacora, factor=factor
    )
    filas = len(cruda.filas)
    campos["anio"] = [anios[0]] * filas
    bitacora.entender(f"Es una lista de proyectos del año {anios[0]}, sin fecha de corte.")
    nombres = [texto(v) for v in cruda.columna(posiciones["nombre"])]
    rotulos = [entender_rotulo("inversion", c, n) for c, n in zip(campos.pop("codigo"), nombres, strict=True)]
    resto = [n for n in sobran if n not in medidas and not _es_contador(cruda, n, bitacora)]
    _repetidos(rotulos, bitacora)
    return armar(CLAVE, rotulos, campos, bitacora, apartar(cruda, resto, bitacora))


def _montos(cruda: Cruda, posiciones: list[int]) -> list:
    """Los montos como vienen; de los que no se entienden responde la lectura de su columna."""
    hallados = []
    for posicion in posiciones:
        for celda in cruda.columna(posicion):
            try:
                valor = numero(celda, con_milesimas=True)
            except NoSeEntiende:
                continue
            if valor is not None:
                hallados.append(valor)
    return hallados


def _es_contador(cruda: Cruda, posicion: int, bitacora: Bitacora) -> bool:
    """Dice si una columna sin título, o «Unnamed: 0», solo cuenta las filas."""
    titulo = cruda.titulos[posicion].strip()
    cuenta = (not titulo or titulo.startswith("Unnamed")) and all(
        (leido := codigo(v)) is None or leido.isdigit() for v in cruda.columna(posicion)
    )
    if cuenta:
        bitacora.entender(f"La columna {f'«{titulo}»' if titulo else 'sin título'} solo cuenta filas y no se lee.")
    return cuenta


def _repetidos(rotulos: list[Rotulo], bitacora: Bitacora) -> None:
    """Nombra las inversiones que están en varias filas: las ejecuta más de un pliego o sector."""
    vistos: dict[str, int] = {}
    for r in rotulos:
        if r.cui:
            vistos[r.cui] = vistos.get(r.cui, 0) + 1
    varios = [cui for cui, veces in vistos.items() if veces > 1]
    if varios:
        cuantas = segun(len(varios), "inversión", "inversiones")
        bitacora.suponer(f"más de un pliego o sector ejecuta {cuantas}: {enumerar(varios)}")


FORMATO = Formato(CLAVE, "Lista de proyectos por pliego o sector", "ejecucion", reconoce, leer)
