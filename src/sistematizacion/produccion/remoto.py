"""Cumple encargos en un cluster de Dask: los archivos van con cada tarea y vuelven con su resultado, sin disco compartido."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any

from sistematizacion.ejecucion import huellas
from sistematizacion.errores import ErrorDeSistematizacion, ErrorDeUso
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import valija
from sistematizacion.produccion.encargo import Encargo, Resultado
from sistematizacion.produccion.lote import Lote, apartar_al_dia, interrumpir
from sistematizacion.produccion.retiro import apartar
from sistematizacion.rutas import Rutas

PAQUETES = (*huellas.PAQUETES, "python-docx", "distributed")
SEGUNDOS_DE_CONEXION = 15
SEGUNDOS_DE_ESPERA = 60  # por el primer trabajador
INTENTOS = 4  # de una tarea cuyos archivos se perdieron con su trabajador


class ErrorDeVersion(ErrorDeUso):
    """Un trabajador no tiene el mismo código o los mismos paquetes que quien da la orden."""


def hacer_lejos(lote: Lote, direccion: str) -> list[Resultado]:
    """Cumple los encargos del lote en el cluster de ``direccion``; devuelve un resultado por informe.

    Raises:
        ErrorDeUso: no hay cluster ahí, o no tiene ningún trabajador.
        ErrorDeVersion: un trabajador tiene otra versión; el mensaje lo nombra y dice en qué.
        ErrorDeInterrupcion: Ctrl-C.
    """
    pendientes = apartar_al_dia(lote)
    if not pendientes:
        return lote.resultados
    from distributed import Client

    try:
        cliente = Client(direccion, timeout=SEGUNDOS_DE_CONEXION, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ErrorDeUso(f"No hay un cluster de Dask en {direccion}: {error}. Revise la dirección y que esté encendido.") from None
    with cliente:
        exigir_la_misma_version(cliente, direccion)
        try:
            _repartir(pendientes, lote, cliente)
        except KeyboardInterrupt:
            raise interrumpir(lote, []) from None
    return lote.resultados


def exigir_la_misma_version(cliente: Any, direccion: str) -> None:
    """Compara esta versión con la de cada trabajador.

    Raises:
        ErrorDeUso: no hay ninguno.
        ErrorDeVersion: alguno tiene otra, o no tiene el paquete.
    """
    try:
        cliente.wait_for_workers(1, timeout=SEGUNDOS_DE_ESPERA)
    except TimeoutError:
        raise ErrorDeUso(f"El cluster de {direccion} no tiene ningún trabajador después de {SEGUNDOS_DE_ESPERA} segundos.") from None
    aqui = version_de_aqui()
    distintos = []
    for trabajador, alla in cliente.run(version_de_aqui, on_error="return").items():
        if alla != aqui:
            distintos.append(f"  {trabajador}: {_en_que_difieren(aqui, alla)}")
    if distintos:
        raise ErrorDeVersion("\n".join([_OTRA_VERSION, *sorted(distintos)]))


_OTRA_VERSION = "Estos trabajadores no tienen la misma versión que esta máquina; instale en ellos el mismo código y el mismo candado:"


def version_de_aqui() -> dict[str, str]:
    """Lo que debe ser igual en todas las máquinas: el código, Python y los paquetes que deciden el resultado."""
    huellas.del_codigo.cache_clear()
    return {"código de sistematizacion": huellas.del_codigo()[:12], "Python": python_version()} | {p: _version(p) for p in PAQUETES}


def _version(paquete: str) -> str:
    try:
        return version(paquete)
    except PackageNotFoundError:
        return "no está"


def _en_que_difieren(aqui: dict[str, str], alla: Any) -> str:
    if not isinstance(alla, dict):
        return f"no pudo decir su versión ({type(alla).__name__}: {alla})"
    return "; ".join(f"{n} {alla.get(n, 'no está')}, y aquí {v}" for n, v in aqui.items() if alla.get(n) != v)


def _repartir(pendientes: Sequence[Encargo], lote: Lote, cliente: Any) -> None:
    """Una tarea por encargo. Lo común se deja una vez en cada trabajador; si se pierde con ellos, se vuelve a dejar."""
    from distributed import as_completed
    from distributed.client import FutureCancelledError

    comun, aqui = valija.comun(lote.rutas), version_de_aqui()
    repartido = cliente.scatter(comun, broadcast=True, hash=False)
    en_curso: dict[Any, Encargo] = {}

    def encargar(encargo: Encargo) -> Any:
        programa = cargar_programa(encargo.programa, lote.rutas)
        futuro = cliente.submit(
            cumplir_aqui, encargo, valija.propio(encargo, programa, lote.rutas), repartido, aqui,
            pure=False, key=f"{encargo.programa}/{encargo.ambito}-{len(intentos[encargo])}",
        )  # fmt: skip
        en_curso[futuro] = encargo
        lote.observador.al_empezar(encargo)
        return futuro

    intentos: dict[Encargo, list[str]] = {e: [] for e in pendientes}
    esperados = as_completed([encargar(e) for e in pendientes], loop=cliente.loop)
    for futuro in esperados:
        encargo = en_curso.pop(futuro)
        try:
            resultados, de_vuelta = futuro.result()
        except FutureCancelledError as error:
            intentos[encargo].append(str(error))
            if len(intentos[encargo]) < INTENTOS:
                repartido = cliente.scatter(comun, broadcast=True, hash=False)
                esperados.add(encargar(encargo))
                continue
            resultados, de_vuelta = _caidos(encargo, lote.rutas, error), b""
        except Exception as error:  # lo que el trabajador lanzó, o Dask si ninguno pudo
            resultados, de_vuelta = _caidos(encargo, lote.rutas, error), b""
        futuro.release()
        lote.terminar(*recibir(resultados, de_vuelta, lote.rutas))


def cumplir_aqui(encargo: Encargo, propio: bytes, comun: bytes, esperada: dict[str, str]) -> tuple[list[Resultado], bytes]:
    """Corre en un trabajador: abre la valija en una carpeta suya, cumple el encargo y devuelve lo hecho.

    Raises:
        ErrorDeVersion: este trabajador, que quizá llegó después, no tiene la versión de quien encarga.
    """
    from sistematizacion.produccion.taller import taller_de_este_hilo

    aqui = version_de_aqui()
    if aqui != esperada:
        raise ErrorDeVersion(f"{_OTRA_VERSION}\n  {_quien_soy()}: {_en_que_difieren(esperada, aqui)}")
    with tempfile.TemporaryDirectory(prefix="sistematizacion-") as temporal:
        raiz = Path(temporal).resolve()
        for contenido in (comun, propio):
            valija.abrir(contenido, Rutas(raiz))
        resultados = taller_de_este_hilo().cumplir(encargo, raiz)
        return resultados, valija.de_vuelta(encargo, Rutas(raiz))


def _quien_soy() -> str:
    from distributed import get_worker

    return get_worker().address


def recibir(resultados: Iterable[Resultado], de_vuelta: bytes, rutas: Rutas) -> list[Resultado]:
    """Deja en este proyecto lo que el trabajador hizo, y quita de la vista los informes que no salieron."""
    if de_vuelta:
        valija.abrir(de_vuelta, rutas)
    return [
        replace(r, causa="\n".join([r.causa, *apartar(r.encargo, r.informe, rutas)])) if r.estado == "falló" else r
        for r in resultados
    ]


def _caidos(encargo: Encargo, rutas: Rutas, error: Exception) -> list[Resultado]:
    """Los resultados de un encargo que ningún trabajador pudo terminar."""
    texto = str(error) if isinstance(error, ErrorDeSistematizacion) else f"{type(error).__name__}: {error}"
    codigo = getattr(error, "codigo", 1)
    return [Resultado(encargo, i, "falló", causa=f"Falló {encargo.de_quien} en el cluster: {texto}", codigo=codigo) for i in encargo.informes]
