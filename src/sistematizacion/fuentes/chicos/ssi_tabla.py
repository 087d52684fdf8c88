"""El resumen del SSI en Excel (PEIP, principales): inversiones en millones de soles, con un bloque de columnas por año.

El título dice «(S/)» y los montos van en millones, también los beneficiarios; la escala se deduce (``escala``) y se dice.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from sistematizacion.errores import enumerar
from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import DEMASIADO
from sistematizacion.fuentes.chicos.comun import (
    DE_PERSONAS,
    Formato,
    Muestra,
    encabezados,
    lectura,
    leer_campos,
    marco,
    repartir,
    tabla_de,
)
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_tabla, titulos_distintos
from sistematizacion.fuentes.chicos.escala import MILLON, factor_de_escala
from sistematizacion.fuentes.clases import INVERSIONES, MONTO
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

CLAVE = "ssi_resumen"
FIJAS = {
    "cui": ("CÓDIGO ÚNICO",),
    "nombre": ("NOMBRE DE LA INVERSIÓN",),
    "estado": ("ESTADO DE LA INVERSIÓN",),
    "uei": ("UNIDAD EJECUTORA DE INVERSIONES (UEI)",),
    "fecha_viabilidad": ("FECHA DE VIABILIDAD/APROBACIÓN",),
    "monto_viable": ("COSTO DE INVERSIÓN VIABLE / APROBADO (S/)",),
    "beneficiarios": ("BENEFICIARIOS (HABITANTES)",),
    "costo": ("COSTO DE INVERSIÓN ACTUALIZADO (S/) (a)", "COSTO DE INVERSIÓN ACTUALIZADO (S/)"),
    "controversias": ("SOLUCIÓN DE CONTROVERSIAS (S/) (b)",),
    "carta_fianza": ("MONTO DE CARTA FIANZA (S/) (c)",),
    "inicio_ejecucion": ("FECHA DE INICIO DE EJECUCIÓN",),
    "fin_ejecucion": ("FECHA DE FIN DE EJECUCIÓN",),
    "saldo_por_ejecutar": ("SALDO POR EJECUTAR (a-b)",),
    "primer_devengado": ("FECHA DEL PRIMER DEVENGADO",),
    "ultimo_devengado": ("FECHA DEL ÚLTIMO DEVENGADO",),
}
DEL_ANIO = {"pia": "PIA", "pim": "PIM", "certificado": "CERTIFICACIÓN", "compromiso_anual": "COMPROMISO ANUAL",
            "devengado_anio": "DEVENGADO"}  # fmt: skip
ACUMULADO = re.compile(r"devengadoacumuladoal(20\d{2})b?")
POR_ANIO = re.compile(r"(?:pia|pim|certificacion|compromisoanual|devengado)(20\d{2})")
RECONOCEN = {plegar(t[0]) for c, t in FIJAS.items() if c in {"cui", "nombre", "monto_viable", "estado"}}
CLASE_DE_ESTADO = {"activo": "activa", "cerrado": "cerrada", "desactivado": "desactivada"}
MUESTRA_DE_NOMBRES = 6


def reconoce(muestra: Muestra) -> bool:
    """Una hoja con código único, nombre, estado y costo viable, escritos como en el SSI."""
    return any(RECONOCEN <= titulos for titulos in encabezados(muestra))


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por inversión, en soles y con lo del último año; los años anteriores y los meses quedan aparte."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, Alias(FIJAS), lambda halladas: halladas >= {"cui", "nombre", "monto_viable"}, bitacora)
    anio = _ultimo_anio(cruda.titulos)
    posiciones, sobran = repartir(cruda, Alias(FIJAS | _del_ultimo_anio(anio, cruda.titulos)), bitacora)
    de_monto = {c: n for c, n in posiciones.items() if INVERSIONES[c] == MONTO}
    titulos = [cruda.titulos[n] for n in de_monto.values()]
    montos = [v for n in de_monto.values() for v in cruda.columna(n) if isinstance(v, Decimal) and abs(v) < DEMASIADO]
    factor = factor_de_escala(montos, titulos, bitacora)
    campos = leer_campos(cruda, posiciones, "inversiones", bitacora, factor=factor)
    if factor == MILLON and "beneficiarios" in campos:
        campos["beneficiarios"] = [v if v is None else v * factor for v in campos["beneficiarios"]]
        bitacora.suponer("los beneficiarios también van en millones, y se llevaron a personas")
    filas = len(cruda.filas)
    campos["clase"] = [CLASE_DE_ESTADO.get(plegar(e or "")) for e in campos.get("estado", [None] * filas)]
    campos["anio_proceso"] = [anio] * filas
    bitacora.entender(f"Es un resumen del SSI; PIA, PIM, certificado, compromiso y devengado son los de {anio}.")
    resto = _aparte(cruda, sobran, bitacora)
    return lectura(CLAVE, "inversiones", tabla_de("inversiones", campos, filas), bitacora, marco(resto, filas))


def _ultimo_anio(titulos: list[str]) -> int | None:
    """El año más reciente de los títulos («PIM_2022», «DEVENGADO ACUMULADO AL 2022 (b)»)."""
    plegados = map(plegar, titulos)
    anios = [int(hallado[1]) for t in plegados if (hallado := POR_ANIO.fullmatch(t) or ACUMULADO.fullmatch(t))]
    return max(anios, default=None)


def _del_ultimo_anio(anio: int | None, titulos: list[str]) -> Mapping[str, tuple[str, ...]]:
    """Los títulos de las columnas de ese año: la del bloque («PIM_2022») y, si no está, la del resumen («PIM 2022 (c)»)."""
    if anio is None:
        return {}
    vistos = set(map(plegar, titulos))
    propias: dict[str, tuple[str, ...]] = {}
    for clave, titulo in DEL_ANIO.items():
        del_bloque, del_resumen = f"{titulo}_{anio}", (f"{titulo} {anio} (c)", f"{titulo} {anio} (d)")
        propias[clave] = (del_bloque,) if plegar(del_bloque) in vistos else del_resumen
    return propias | {"devengado_acumulado": (f"DEVENGADO ACUMULADO AL {anio} (b)", f"DEVENGADO ACUMULADO AL {anio}")}


def _aparte(cruda: Cruda, sobran: list[int], bitacora: Bitacora) -> dict[str, list]:
    """Las columnas que no tienen lugar en la clase, con sus valores como venían, sin pasar a soles.

    Son cientos (contratos, años anteriores, meses): se cuentan por su comienzo en vez de nombrarlas una por una.
    """
    llenas = [n for n in sobran if any(v != "" for v in cruda.columna(n)) and cruda.titulos[n].strip()]
    nombres = titulos_distintos([_nombre(cruda.titulos[n]) for n in llenas])
    guardadas = {t: n for t, n in zip(nombres, llenas, strict=True) if not DE_PERSONAS.search(t)}
    if vacias := len(sobran) - len(llenas):
        leen = segun(vacias, "columna no tiene título o datos y no se lee", "columnas no tienen título o datos y no se leen")
        bitacora.entender(f"{leen}.")
    if personales := [t for t in nombres if t not in guardadas]:
        bitacora.entender(f"No se guardan las columnas con nombres de personas: {enumerar(personales)}.")
    grupos: dict[str, int] = {}
    for titulo in guardadas:
        grupo = "meses" if re.fullmatch(r"\d{4}-\d{2}", titulo) else re.sub(r"_(?:.*_)?\d+$", "_…", titulo)
        grupos[grupo] = grupos.get(grupo, 0) + 1
    dichos = [f"{g} ({n})" if n > 1 else g for g, n in grupos.items()]
    if dichos:
        mas = f" y otros {len(dichos) - MUESTRA_DE_NOMBRES} grupos" if len(dichos) > MUESTRA_DE_NOMBRES else ""
        bitacora.entender(
            f"{segun(len(guardadas), 'columna no se usa y queda', 'columnas no se usan y quedan')} aparte, como venían: "
            f"{', '.join(dichos[:MUESTRA_DE_NOMBRES])}{mas}."
        )
    return {t: [None if v == "" else v for v in cruda.columna(n)] for t, n in guardadas.items()}


def _nombre(titulo: str) -> str:
    """El título; el de una columna de mes, que Excel guarda como fecha, queda «2021-03»."""
    try:
        return f"{date.fromisoformat(titulo):%Y-%m}"
    except ValueError:
        return titulo


FORMATO = Formato(CLAVE, "SSI, resumen de inversiones en Excel", "inversiones", reconoce, leer)
