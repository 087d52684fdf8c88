"""El Banco de Inversiones y el Formato 12-B: activas, cerradas, desactivadas y su seguimiento."""

from collections.abc import Iterator
from functools import cache

from sistematizacion.demostracion.generador import generar
from sistematizacion.demostracion.mef.cartera import PLIEGOS, Inversion, centimos
from sistematizacion.demostracion.mef.encabezados import CIERRE, DESACTIVADAS, DETALLE, ESTADO_SITUACIONAL, FORMATO_12B
from sistematizacion.demostracion.mef.gasto import Fila, sec_ejec

MESES = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SET", "OCT", "NOV", "DIC")
NULOS = ("", "-", "--", "NULL")
CADA = 11  # una de cada tantas trae en el Formato 8 fechas que no pueden ser
ABSURDAS = {"FEC_INI_EJECUCION": "2109-12-31 00:00:00", "FEC_FIN_EJECUCION": "1900-01-01 00:00:00"}
MAS_PROGRAMADO = 105  # por ciento de lo devengado


def entidad(region: str) -> str:
    """El gobierno regional, como lo nombra el Banco."""
    return f"GOBIERNO REGIONAL {region.upper()} (ficticio)"


def activas(region: str, cartera: list[Inversion]) -> Iterator[Fila]:
    """DETALLE_INVERSIONES: una fila por inversión y lugar; también las que el registro tiene por cerrar y siguen abiertas."""
    pliego, ubigeo = PLIEGOS[region]
    for n, i in enumerate(cartera):
        primero = next((m for m, v in enumerate(i.del_anterior, 1) if v), 0)
        fila = dict.fromkeys(DETALLE, NULOS[n % len(NULOS)]) | _comun(region, i.cui, i.nombre) | {
            "SECTOR": i.sector, "FUNCION": i.funcion, "CODIGO_SNIP": str(300000 + n), "NOMBRE_UEI": f"UEI {i.ejecutora + 1} (ficticio)",
            "SEC_EJEC": sec_ejec(pliego, i.ejecutora), "ESTADO": "ACTIVO", "SITUACION": "VIABLE", "MONTO_VIABLE": f"{i.costo}.0",
            "COSTO_ACTUALIZADO": f"{i.costo}.0", "TIPO_INVERSION": "PROYECTO DE INVERSION", "EXPEDIENTE_TECNICO": "SI",
            "PRIMER_DEVENGADO": f"2024{primero:02}" if primero else "", "ULTIMO_DEVENGADO": "202512",
            "DEVEN_ACUMUL_ANIO_ANT": str(i.anterior), "DEV_ANIO_ACTUAL": str(i.devengado), "PIA_ANIO_ACTUAL": str(i.pia),
            "PIM_ANIO_ACTUAL": str(i.pim), "TIENE_F8": "SI", "ETAPA_F8": "EJECUCION FISICA", "TIENE_F9": "NO", "TIENE_F12B": "SI",
            "TIENE_AVAN_FISICO": "SI" if i.avance_fisico else "NO", "AVANCE_FISICO": i.avance_fisico,
            "ANIO_PROCESO": "2025", "UBIGEO": f"{ubigeo}0101", "FECHA_REGISTRO": "2023-01-25 00:00:00",
            **(ABSURDAS if n % CADA == CADA - 1 else {}),
        }  # fmt: skip
        for lugar in range(i.lugares):
            yield fila | {"DISTRITO": f"DISTRITO {lugar + 1} (FICTICIO)", "UBIGEO": f"{ubigeo}010{lugar + 1}"}
    for c in _por_cerrar(region):
        if c["estado"] not in ("cerrada", "descartada"):
            yield dict.fromkeys(DETALLE, "") | _comun(region, c["cui"], c["nombre"]) | {
                "ESTADO": "ACTIVO", "SEC_EJEC": sec_ejec(pliego, 0), "COSTO_ACTUALIZADO": "500000.0", "EXPEDIENTE_TECNICO": "SI",
                "ULTIMO_DEVENGADO": c["ultimo_devengado"].replace("-", ""), "ANIO_PROCESO": "2025", "TIENE_F9": "NO",
            }  # fmt: skip
    sin_codigo = _comun(region, "", "INVERSION CON SNIP Y SIN CODIGO UNICO")
    yield dict.fromkeys(DETALLE, "") | sin_codigo | {"CODIGO_SNIP": "123456", "DEPARTAMENTO": "-MUL.DEP-", "ANIO_PROCESO": "2025"}


def cerradas(region: str) -> Iterator[Fila]:
    """CIERRE_INVERSIONES: las cerradas del registro, menos una, y una que el registro aún tiene en trámite."""
    for n, c in enumerate(c for c in _por_cerrar(region) if c["estado"] in ("cerrada", "en_tramite")):
        cerrada = c["estado"] == "cerrada"
        if (cerrada and n == 0) or (not cerrada and c != _primera_en_tramite(region)):
            continue  # el Banco todavía no la tiene
        yield dict.fromkeys(CIERRE, "-") | _comun(region, c["cui"], c["nombre"]) | {
            "ESTADO": "CERRADO", "COSTO_ACTUALIZADO": "500000.0", "FEC_CIERRE": f"{c['fecha_cierre'] or '2025-12-20'} 00:00:00",
            "DES_CIERRE": "CIERRE, POR LIQUIDACION", "TIENE_F9": "SI", "ETAPA_F9": "REGISTRADO", "INFORME_CIERRE": "SI",
            "ULTIMO_DEVENGADO": c["ultimo_devengado"].replace("-", ""), "DEVEN_ACUMULADO": "480000.5", "ANIO_PROCESO": "2025",
        }  # fmt: skip


def desactivadas(region: str) -> Iterator[Fila]:
    """INVERSIONES_DESACTIVADAS: las descartadas del registro."""
    for c in _por_cerrar(region):
        if c["estado"] == "descartada":
            yield dict.fromkeys(DESACTIVADAS, "--") | _comun(region, c["cui"], c["nombre"]) | {
                "ESTADO": "DESACTIVADO", "DEVENGADO_ACUMULADO": "0", "ANIO_PROC": "2025",
            }  # fmt: skip


def seguimiento(cartera: list[Inversion]) -> Iterator[Fila]:
    """FORMATO_12B: lo programado y lo devengado de cada mes, y el último problema, que puede llevar saltos de línea."""
    for n, i in enumerate(cartera):
        montos = {f"DEV_{m}_AÑO_VIG": str(v) for m, v in zip(MESES, i.meses, strict=True)}
        for m, v in enumerate(i.meses, 1):
            montos |= {f"MONTO_PROGRAMADO_{m}": str(centimos(v * MAS_PROGRAMADO / 100)), f"MONTO_ACTUALIZADO_{m}": str(v)}
        yield dict.fromkeys(FORMATO_12B, NULOS[n % len(NULOS)]) | montos | {
            "CODIGO_UNICO": i.cui, "NOMBRE_INVERSION": i.nombre.upper(), "ESTADO": "ACTIVO", "AVANCE_FISICO": i.avance_fisico,
            "FECHA_ULT_ACT_F12B": f"{i.fecha_f12b} 08:42:14", "ULT_PROBLEMA": i.problema, "PIM_AÑO_ACTUAL": str(i.pim),
            "ULT_PERIODO_REG_F12B": i.fecha_f12b[:7].replace("-", ""), "DEVENGADO_ACUMULADO": str(i.anterior + i.devengado),
            "INICIO_EJEC_FISICA": "2024-03-01 00:00:00", "CULMINA_EJEC_FISICA": "2026-06-30 00:00:00",
        }  # fmt: skip


def situaciones(cartera: list[Inversion]) -> Iterator[Fila]:
    """ESTADO_SITUACIONAL: una anotación por inversión de las primeras."""
    for i in cartera[:20]:
        yield dict.fromkeys(ESTADO_SITUACIONAL, "") | {
            "CODIGO_UNICO": i.cui, "PERIODO": "202511", "DESCRIPCION": f"La obra avanza, con {i.avance_fisico or 'sin dato'} de físico",
            "TIP_REGISTRO": "SITUACION", "FECHA_REGISTRO": f"{i.fecha_f12b} 10:00:00",
        }  # fmt: skip


@cache
def _por_cerrar(region: str) -> list[Fila]:
    return generar()[region]["cierres"].to_dict("records")


def _primera_en_tramite(region: str) -> Fila:
    return next(c for c in _por_cerrar(region) if c["estado"] == "en_tramite")


def _comun(region: str, cui: str, nombre: str) -> Fila:
    return {
        "NIVEL": "GR", "ENTIDAD": entidad(region), "CODIGO_UNICO": cui, "NOMBRE_INVERSION": nombre,
        "DEPARTAMENTO": f"{region.upper()} (FICTICIO)",
    }  # fmt: skip
