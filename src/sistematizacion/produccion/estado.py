"""Cómo está cada informe publicado frente a los datos, los parámetros, los cuadernos y el código de hoy, sin abrirlos."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import vigencia
from sistematizacion.produccion.encargo import Encargo, archivos_de_informe
from sistematizacion.publicacion import entregas
from sistematizacion.publicacion.entrega import nombre_anterior
from sistematizacion.rutas import Rutas

Situacion = Literal["al día", "desactualizado", "editado", "retirado", "de otra parte", "sin hacer"]
FALLO = "la última corrida falló; el de antes quedó como {}"
SIN_REGISTRO = "no se sabe de qué datos se hizo: se copió de otra parte o se borró .cache"


@dataclass(frozen=True)
class Estado:
    """Un informe: ``desactualizado`` si algo cambió desde que se hizo; ``editado`` si lo que cambió son sus archivos.

    ``retirado``, si la corrida siguiente falló y quedó con otro nombre; ``de otra parte``, si está pero no consta su origen.
    """

    encargo: Encargo
    informe: str
    situacion: Situacion
    motivos: tuple[str, ...] = ()
    hecho: datetime | None = None  # en la hora de esta máquina
    entrega: entregas.Entrega | None = None  # la última


def estados(encargos: Iterable[Encargo], rutas: Rutas) -> Iterator[Estado]:
    """El estado de cada informe de unos encargos, en el mismo orden.

    Raises:
        ErrorDeEntrada: los parámetros de un programa tienen problemas.
        ErrorDeUso: una entrega está dañada.
    """
    vigencia.olvidar()
    for encargo in encargos:
        programa = cargar_programa(encargo.programa, rutas)
        for informe in encargo.informes:
            vista = vigencia.revisar_vigencia(encargo, informe, programa, rutas)
            situacion, motivos = _situacion(encargo, informe, vista, rutas)
            entrega = entregas.ultima(entregas.carpeta_de(rutas, encargo.programa, encargo.ambito, informe))
            yield Estado(encargo, informe, situacion, motivos, _hecho(encargo, informe, rutas), entrega)


def _situacion(
    encargo: Encargo, informe: str, vista: vigencia.Vigencia, rutas: Rutas
) -> tuple[Situacion, tuple[str, ...]]:
    carpeta, nombres = encargo.carpeta(rutas), archivos_de_informe(informe)
    de_entregas = f" {rutas.relativa(rutas.entregas)}/"  # haber entregado no hace viejo lo que se entregó
    cambios = tuple(c for c in vista.cambios if de_entregas not in c)
    if not cambios:
        return "al día", ()
    if not any((carpeta / nombre).is_file() for nombre in nombres):
        retirado = carpeta / nombre_anterior(nombres[0])
        return ("retirado", (FALLO.format(rutas.relativa(retirado)),)) if retirado.is_file() else ("sin hacer", ())
    if cambios == (vigencia.NUNCA,):
        return "de otra parte", (SIN_REGISTRO,)
    return ("editado" if cambios == vista.alterados else "desactualizado"), cambios


def _hecho(encargo: Encargo, informe: str, rutas: Rutas) -> datetime | None:
    """Cuándo se escribió su manifiesto, que nadie abre para editarlo."""
    manifiesto = encargo.carpeta(rutas) / archivos_de_informe(informe)[-1]
    return datetime.fromtimestamp(manifiesto.stat().st_mtime) if manifiesto.is_file() else None
