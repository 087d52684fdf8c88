"""Las inversiones inventadas que hay que cerrar."""

from datetime import date, timedelta
from itertools import product
from typing import Any

from sistematizacion.demostracion.azar import Azar

INICIO, CORTE = date(2025, 7, 1), date(2025, 12, 31)
ANTES_DEL_CORTE = timedelta(100)  # lo que se cerró empezó con tiempo de terminar
DURACION = {"formato_09d": (25, 85), "regular": (40, 95), "de_oficio": (12, 40)}  # días entre el inicio y el cierre
CON_TRAMITE = ("en_tramite", "cerrada")
VALIDADAS = ("validada", *CON_TRAMITE)
DOCUMENTACION = {"formato_09d": "parcial", "regular": "completa", "de_oficio": "ninguna"}  # la que suele tener cada ruta
CULMINADA = {"formato_09d": "no", "regular": "si", "de_oficio": "si"}
UNA_DISTINTA_CADA = 23  # en esas, la documentación no es la que su ruta pide: el informe las señala
INACTIVAS_DESDE = {"formato_09d": (2021, 2024), "regular": (2018, 2023), "de_oficio": (2009, 2017)}  # años
SERIE = 2000  # los CUI de los cierres van lejos de los de la cartera


def filas(region: str, textos: dict[str, Any], vocabulario: dict[str, Any]) -> list[dict[str, str]]:
    """Una fila por inversión, cada una con su nombre, ordenadas por CUI."""
    azar = Azar(f"{region}/cierres")
    nombres = azar.barajar([f"{obra} de {lugar}" for obra, lugar in product(vocabulario["obras"], textos["lugares"])])
    casos = [
        (ruta, estado) for ruta, estados in textos["cierres"].items() for estado, n in estados.items() for _ in range(n)
    ]
    return [
        _fila(azar, str(textos["serie_de_cui"] + SERIE + 13 * n), nombres[n], ruta, estado)
        for n, (ruta, estado) in enumerate(azar.barajar(casos))
    ]


def _fila(azar: Azar, cui: str, nombre: str, ruta: str, estado: str) -> dict[str, str]:
    inicio = azar.dia_habil(INICIO, CORTE - ANTES_DEL_CORTE) if estado in CON_TRAMITE else None
    cierre = ""
    if inicio and estado == "cerrada":
        corto, largo = DURACION[ruta]
        cierre = azar.dia_habil(inicio + timedelta(corto), min(inicio + timedelta(largo), CORTE)).isoformat()
    return {
        "cui": cui, "nombre": nombre, "ruta": ruta, "estado": estado, "culminada": CULMINADA[ruta],
        "documentacion": _documentacion(cui, ruta), "ultimo_devengado": _inactiva(cui, ruta), "fecha_validacion": _validada(cui) if estado in VALIDADAS else "",
        "fecha_inicio": inicio.isoformat() if inicio else "", "fecha_cierre": cierre,
    }  # fmt: skip


def _documentacion(cui: str, ruta: str) -> str:
    distinta = int(cui) // 13 % UNA_DISTINTA_CADA == 0 and ruta == "regular"
    return "ninguna" if distinta else DOCUMENTACION[ruta]


def _inactiva(cui: str, ruta: str) -> str:
    azar = Azar(f"cierres/inactiva/{cui}")
    return f"{azar.entre(*INACTIVAS_DESDE[ruta])}-{azar.entre(1, 12):02}"


def _validada(cui: str) -> str:
    return Azar(f"cierres/validada/{cui}").dia_habil(date(2025, 6, 9), INICIO - timedelta(1)).isoformat()
