"""Qué hay hoy en cada cosa que un capítulo leyó, para compararlo con lo que había cuando se ejecutó."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sistematizacion.ejecucion import huellas
from sistematizacion.nucleo.lecturas import Lectura
from sistematizacion.nucleo.nucleo import Nucleo
from sistematizacion.rutas import Rutas


class Contenidos:
    """Las huellas de los datos abiertos y de los archivos del proyecto; cada una se calcula una vez y si hace falta.

    ``nucleos`` van por ámbito (``programa/region``).
    """

    def __init__(self, nucleos: Mapping[str, Nucleo], rutas: Rutas) -> None:
        self._nucleos = nucleos
        self._rutas = rutas
        self._hechas: dict[Lectura, str] = {}

    def huella(self, lectura: Lectura) -> str:
        """La huella de lo que esa lectura daría hoy."""
        if lectura not in self._hechas:
            self._hechas[lectura] = self._calcular(lectura)
        return self._hechas[lectura]

    def archivos(self, lectura: Lectura) -> list[str]:
        """De qué archivos de datos sale lo leído; vacío si no es una tabla."""
        if lectura.que not in ("tabla", "cifra") or lectura.de not in self._nucleos:
            return []
        tabla = self._tabla(lectura)
        return sorted(set(tabla["archivo"])) if "archivo" in tabla else []

    def _calcular(self, lectura: Lectura) -> str:
        if lectura.que == "archivo":
            return huellas.de_entrada(lectura.nombre, self._rutas)
        if lectura.de not in self._nucleos:  # de otra región que la del informe: cuenta entera
            return self._ajena(lectura.de)
        if lectura.que == "parte":
            return _de_valor(getattr(self._nucleos[lectura.de], lectura.nombre))
        return _de_valor(self._tabla(lectura))

    def _tabla(self, lectura: Lectura) -> pd.DataFrame:
        nucleo = self._nucleos[lectura.de]
        if lectura.que == "cifra":
            return nucleo.cifras_de(lectura.nombre)
        return nucleo.tablas.get(lectura.nombre, pd.DataFrame())

    def _ajena(self, ambito: str) -> str:
        programa, _, region = ambito.partition("/")
        datos = self._rutas.data / programa
        carpetas = (datos / "comun", datos / region, self._rutas.params / programa)
        return huellas.de_objeto([huellas.de_archivos(carpeta, self._rutas.raiz) for carpeta in carpetas])


def nucleos_de(abierto: object) -> dict[str, Nucleo]:
    """Los datos abiertos de un alcance, por ámbito."""
    propios = getattr(abierto, "regiones", (abierto,))
    return {n.ambito: n for n in propios}  # type: ignore[attr-defined]


def rutas_de_prosa(rutas: Rutas) -> list[str]:
    """Las plantillas de prosa que hay: agregar una más específica cambia cuál se usa, aunque ninguna haya cambiado."""
    prosa: Path = rutas.templates / "prosa"
    return sorted(p.relative_to(prosa).as_posix() for p in prosa.rglob("*.j2"))


def _de_valor(valor: object) -> str:
    if isinstance(valor, pd.DataFrame):
        valor = (list(valor.columns), valor.to_numpy(dtype=object).tolist())
    return huellas.de_bytes(repr(valor).encode())
