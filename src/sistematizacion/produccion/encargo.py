"""Lo que se encarga, alcance por alcance, y cómo terminó cada informe; viaja entre procesos y entre máquinas."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sistematizacion.errores import ErrorDeUso
from sistematizacion.parametros import Programa, cargar_programa, elegir_informe
from sistematizacion.publicacion.entrega import nombre_de_borrador
from sistematizacion.rutas import COMPARATIVO, Rutas

EXTENSIONES = ("html", "pdf", "xlsx", "manifiesto.json")
FORMATOS = ("docx", "html", "pdf", "xlsx")  # los que se pueden pedir; los tres últimos se hacen siempre
Estado = Literal["hecho", "al día", "datos con errores", "falló", "interrumpido"]


@dataclass(frozen=True)
class Encargo:
    """Los informes que se piden de una región, o del programa entero si ``region`` va vacía."""

    programa: str
    region: str
    informes: tuple[str, ...]
    forzar: bool = False
    en_word: bool = False  # también el borrador para comentarios

    @property
    def ambito(self) -> str:
        """Cómo se llama su carpeta."""
        return self.region or COMPARATIVO

    @property
    def de_quien(self) -> str:
        """Cómo se nombra en un mensaje."""
        return self.region or "todas las regiones"

    def carpeta(self, rutas: Rutas) -> Path:
        """Donde se publican sus informes."""
        return rutas.output / self.programa / self.ambito


@dataclass(frozen=True)
class Resultado:
    """Cómo terminó un informe."""

    encargo: Encargo
    informe: str
    estado: Estado
    segundos: float = 0.0
    causa: str = ""  # entera, con lo que hay que corregir y dónde quedó cada cosa
    codigo: int = 0  # de salida de la orden
    ejecutados: int = 0  # capítulos que hubo que ejecutar
    archivos: tuple[str, ...] = ()  # publicados, por su ruta relativa


def archivos_de_informe(informe: str, *, en_word: bool = False) -> list[str]:
    """Los nombres de los archivos de un informe; el último, el de su manifiesto."""
    return [*([nombre_de_borrador(informe)] if en_word else []), *(f"{informe}.{extension}" for extension in EXTENSIONES)]


def pide_word(formato: str) -> bool:
    """Si el formato pedido agrega el borrador en Word.

    Raises:
        ErrorDeUso: no se conoce.
    """
    if formato and formato.casefold() not in FORMATOS:
        raise ErrorDeUso(
            f"No existe el formato «{formato}». El que se puede agregar es docx, el borrador en Word para comentarios; "
            "html, pdf y xlsx se hacen siempre."
        )
    return formato.casefold() == "docx"


def al_dia(encargo: Encargo, informe: str, rutas: Rutas) -> Resultado:
    """El resultado de un informe que no hubo que hacer."""
    carpeta = encargo.carpeta(rutas)
    archivos = tuple(rutas.relativa(carpeta / nombre) for nombre in archivos_de_informe(informe, en_word=encargo.en_word))
    return Resultado(encargo, informe, "al día", archivos=archivos)


def encargo_de_uno(programa: str, region: str, informe: str, rutas: Rutas, *, forzar: bool = False, formato: str = "") -> Encargo:
    """El encargo de un solo informe.

    Raises:
        ErrorDeUso: el programa, la región, el informe o el formato no existen.
        ErrorDeEntrada: los parámetros del programa tienen problemas.
    """
    elegir_informe(cargar_programa(programa, rutas), informe, region)
    return Encargo(programa, region, (informe,), forzar, pide_word(formato))


def encargos_de_todo(programa: Programa, *, forzar: bool = False, formato: str = "") -> list[Encargo]:
    """Todos los informes de un programa: primero los del programa entero, que son los que más demoran, y los de cada región."""
    por_alcance: dict[str, Sequence[str]] = {
        alcance: [clave for clave, informe in programa.informes.items() if alcance in informe.alcances]
        for alcance in ("region", "programa")
    }
    en_word = pide_word(formato)
    encargos = [Encargo(programa.clave, region, tuple(por_alcance["region"]), forzar, en_word) for region in programa.regiones]
    del_programa = Encargo(programa.clave, "", tuple(por_alcance["programa"]), forzar, en_word)
    return [e for e in (del_programa, *encargos) if e.informes]
