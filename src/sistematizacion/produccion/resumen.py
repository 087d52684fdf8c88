"""Cómo terminó un lote, como datos: lo mismo que se ve en la terminal, en ``output/resumen.json``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sistematizacion.ejecucion.deposito import reemplazar
from sistematizacion.produccion.encargo import Resultado
from sistematizacion.rutas import Rutas

ARCHIVO = "resumen.json"
BUENOS = ("hecho", "al día")


def codigo_de_salida(resultados: Sequence[Resultado]) -> int:
    """Cero si todo salió; si no, el del peor."""
    return max((r.codigo for r in resultados), default=0)


def en_orden(resultados: Sequence[Resultado]) -> list[Resultado]:
    """Por programa, región e informe, con lo del programa al final."""
    return sorted(resultados, key=lambda r: (r.encargo.programa, not r.encargo.region, r.encargo.region, r.informe))


def guardar_resumen(resultados: Sequence[Resultado], rutas: Rutas) -> Path:
    """Escribe ``output/resumen.json``: una entrada por informe, y cuántos salieron y cuántos no."""
    ruta = rutas.output / ARCHIVO
    datos = {
        "informes": [_como_datos(r) for r in en_orden(resultados)],
        "bien": sum(r.estado in BUENOS for r in resultados),
        "mal": sum(r.estado not in BUENOS for r in resultados),
    }
    reemplazar(ruta, (json.dumps(datos, ensure_ascii=False, indent=1) + "\n").encode())
    return ruta


def _como_datos(resultado: Resultado) -> dict[str, Any]:
    return {
        "programa": resultado.encargo.programa,
        "region": resultado.encargo.region,
        "informe": resultado.informe,
        "estado": resultado.estado,
        "segundos": round(resultado.segundos, 1),
        "capitulos_ejecutados": resultado.ejecutados,
        "causa": resultado.causa,
        "archivos": list(resultado.archivos),
    }
