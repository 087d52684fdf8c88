"""La cartera inventada: inversiones, avances por mes, restricciones y proyectos con participación privada."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sistematizacion.demostracion.azar import Azar
from sistematizacion.demostracion.curva import programado

MESES = tuple(f"2025-{mes:02}" for mes in range(6, 13))
CIERRE_ANTERIOR, CORTE = "2024-12", date(2025, 12, 31)
ATRASO_DEL_PAGO = 0.8  # meses que pasan entre avanzar y pagar la valorización
CON_CONVENIO = ("convenio", "ejecucion", "culminado")
SIN_CUI = ("idea",)  # aún no tienen código
DE_INTEGRIDAD = ("componente", "indicador", "unidad", "linea_base", "meta", "logro", "fecha", "medio_verificacion")
ATRASO_DEL_F12B = 45  # días: hasta cuánto pasa sin que una unidad ejecutora lo actualice
Filas = list[dict[str, str]]


def tablas(region: str, textos: dict[str, Any], vocabulario: dict[str, Any]) -> dict[str, Filas]:
    """Las cinco tablas de la cartera de una región."""
    serie = textos["serie_de_cui"]
    obras = [{**obra, "cui": str(serie + 7 * n)} for n, obra in enumerate(textos["inversiones"], 1)]
    return {
        "inversiones": [_inversion(region, obra, vocabulario["sectores"]) for obra in obras],
        "avances": [fila for obra in obras if "inicio" in obra for fila in _avances(region, obra)],
        "restricciones": _restricciones(region, obras, vocabulario["restricciones"]),
        "oxi": _oxi(textos["oxi"], obras, serie + 500),
        "integridad": [dict(zip(DE_INTEGRIDAD, map(str, fila), strict=True)) for fila in textos["integridad"]],
    }


def _inversion(region: str, obra: dict[str, Any], sectores: list[list[str]]) -> dict[str, str]:
    """El devengado del año es lo que avanzó el pago en el año, y de él salen los demás montos."""
    anterior = Decimal(0)
    if "pim" in obra:
        devengado, pim = Decimal(obra["pim"]) * Decimal(str(obra["gasto"])), Decimal(obra["pim"])
    else:
        parte = _pagado(obra, MESES[-1]) - _pagado(obra, CIERRE_ANTERIOR)
        anterior = Decimal(obra["costo"]) * Decimal(f"{_pagado(obra, CIERRE_ANTERIOR):.3f}") / 100
        devengado = Decimal(obra["costo"]) * Decimal(f"{parte:.3f}") / 100
        pim = devengado / Decimal(str(obra["gasto"]))
    sector, funcion = next((s, f) for palabra, s, f in sectores if palabra in f"{obra['nombre']} {obra['uei']}")
    dias = Azar(f"{region}/f12b/{obra['cui']}").entre(3, ATRASO_DEL_F12B)
    inicial = pim / (1 + Decimal(str(obra["crece"])))
    return {
        "cui": obra["cui"],
        "nombre": obra["nombre"],
        "unidad_ejecutora": obra["uei"],
        "modalidad": obra["modalidad"],
        "costo": str(obra["costo"]),
        "pia": f"{inicial * Decimal('0.7'):.0f}",
        "pim_inicial": f"{inicial:.0f}",
        "pim": f"{pim:.0f}",
        "devengado": f"{min(devengado, pim):.2f}",
        "devengado_acumulado": f"{anterior + min(devengado, pim):.2f}",
        "sector": sector,
        "funcion": funcion,
        "fecha_f12b": (CORTE - timedelta(dias)).isoformat(),
    }


def _avances(region: str, obra: dict[str, Any]) -> Filas:
    """Una fila por mes desde que la obra empezó; lo acumulado nunca baja."""
    azar = Azar(f"{region}/avances/{obra['cui']}")
    filas: Filas = []
    ejecutado = pagado = 0.0
    for n, mes in enumerate(MESES):
        avance = programado(_edad(obra, mes), obra["meses"])
        tropiezo = azar.real(-0.015, 0.015) if 0 < n < len(MESES) - 1 else 0.0  # junio y diciembre van exactos
        ejecutado = max(ejecutado, min(100.0, avance * (_spi(obra, mes) + tropiezo)))
        pagado = max(pagado, _pagado(obra, mes))
        filas.append(
            {
                "cui": obra["cui"],
                "mes": mes,
                "fisico_programado": f"{avance:.1f}",
                "fisico_ejecutado": f"{ejecutado:.1f}",
                "financiero_programado": f"{_por_pagar(obra, mes):.1f}",
                "financiero_ejecutado": f"{min(pagado, ejecutado):.1f}",
            }
        )
    return filas


def _edad(obra: dict[str, Any], mes: str) -> int:
    """Meses de obra cumplidos al terminar ese mes."""
    (anio, m), (anio_inicio, m_inicio) = (map(int, t.split("-")) for t in (mes, obra["inicio"]))
    return (anio - anio_inicio) * 12 + m - m_inicio + 1


def _spi(obra: dict[str, Any], mes: str) -> float:
    """El ritmo de la obra frente a su programa: va del de junio al de diciembre, y antes de junio era el de junio."""
    desde, hasta = obra["spi"]
    parte = MESES.index(mes) / (len(MESES) - 1) if mes in MESES else 0.0
    return desde + (hasta - desde) * parte


def _por_pagar(obra: dict[str, Any], mes: str) -> float:
    return programado(_edad(obra, mes) - ATRASO_DEL_PAGO, obra["meses"])


def _pagado(obra: dict[str, Any], mes: str) -> float:
    return min(100.0, _por_pagar(obra, mes) * _spi(obra, mes))


def _restricciones(region: str, obras: list[dict[str, Any]], vocabulario: dict[str, list[str]]) -> Filas:
    """En las obras que terminan con retraso crítico la última restricción sigue abierta; en las otras, se levantaron."""
    azar = Azar(f"{region}/restricciones")
    filas: Filas = []
    for obra in obras:
        final = obra["spi"][1] if "spi" in obra else 1.0
        for n, tipo in enumerate(obra["restricciones"], 1):
            ultima = n == len(obra["restricciones"])
            estado = (
                ("abierta" if final < 0.8 else "en_proceso" if final < 0.95 else "levantada") if ultima else "levantada"
            )
            hallada = azar.dia_habil(date(2025, 6, 16), date(2025, 9, 30))
            levantada = (
                azar.dia_habil(hallada + timedelta(15), hallada + timedelta(80)) if estado == "levantada" else None
            )
            descripcion, medida, responsable = vocabulario[tipo]
            filas.append(
                {
                    "cui": obra["cui"], "tipo": tipo, "descripcion": descripcion, "medida": medida,
                    "responsable": responsable, "fecha": hallada.isoformat(),
                    "fecha_levantamiento": levantada.isoformat() if levantada else "", "estado": estado,
                }
            )  # fmt: skip
    return sorted(filas, key=lambda f: f["fecha"])


def _oxi(proyectos: list[list[Any]], obras: list[dict[str, Any]], serie: int) -> Filas:
    """El proyecto que también está en la cartera seleccionada lleva el mismo CUI."""
    de_la_cartera = {obra["nombre"]: obra["cui"] for obra in obras}
    filas: Filas = []
    for n, (nombre, modalidad, fase, monto, fecha, monto_convenio) in enumerate(proyectos, 1):
        firmado = fase in CON_CONVENIO
        filas.append(
            {
                "cui": "" if fase in SIN_CUI else de_la_cartera.get(nombre, str(serie + 11 * n)),
                "nombre": nombre, "modalidad": modalidad, "fase": fase, "monto": str(monto),
                "convenio": f"Convenio ficticio {n:03}-2025" if firmado else "",
                "fecha_convenio": str(fecha), "monto_convenio": str(monto_convenio),
            }
        )  # fmt: skip
    return filas
