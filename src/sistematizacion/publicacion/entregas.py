"""Las entregas: copias fechadas de un informe tal como se entregó, que ninguna corrida posterior toca."""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sistematizacion.errores import ErrorDeUso
from sistematizacion.rutas import Rutas

MANIFIESTO = "manifiesto.json"
REGISTRO = "entrega.json"
EXTENSIONES = ("html", "pdf", "xlsx")


@dataclass(frozen=True)
class Entrega:
    """Un informe entregado: su número, su fecha y las cifras que imprimía."""

    numero: int
    fecha: date
    huella: str
    cifras: list[dict[str, Any]]
    carpeta: Path


def carpeta_de(rutas: Rutas, programa: str, ambito: str, informe: str) -> Path:
    """Donde se guardan las entregas de un informe."""
    return rutas.entregas / programa / ambito / informe


def ultima(carpeta: Path) -> Entrega | None:
    """La entrega más reciente de un informe, o nada si no se entregó.

    Raises:
        ErrorDeUso: su registro está dañado; una entrega no se edita.
    """
    registros = _registros(carpeta)
    return _leer(registros[max(registros)]) if registros else None


def con_numero(carpeta: Path, numero: int) -> Entrega | None:
    """La entrega de un informe que lleva ese número, si se guarda aquí; levanta lo mismo que ``ultima``."""
    registro = _registros(carpeta).get(numero)
    return _leer(registro) if registro else None


def con_archivo(rutas: Rutas, huella: str) -> Path | None:
    """La carpeta de la entrega que guarda un archivo con esa huella, sea de qué informe sea; de una dañada no se sabe."""
    for registro in sorted(rutas.entregas.glob(f"*/*/*/*/{REGISTRO}")):
        with suppress(OSError, ValueError, KeyError, AttributeError):
            if huella in json.loads(registro.read_text(encoding="utf-8"))["archivos"].values():
                return registro.parent
    return None


def _registros(carpeta: Path) -> dict[int, Path]:
    """El registro de cada entrega de un informe, por su número."""
    return {int(r.parent.name.partition("-")[0]): r for r in carpeta.glob(f"*/{REGISTRO}")}


def _leer(registro: Path) -> Entrega:
    try:
        datos = json.loads(registro.read_text(encoding="utf-8"))
        fecha = date.fromisoformat(datos["fecha"])
        return Entrega(datos["numero"], fecha, datos["huella"], datos["cifras"], registro.parent)
    except (ValueError, KeyError) as error:
        raise ErrorDeUso(
            f"La entrega {registro.parent} está dañada ({error}). Recupérela de una copia o retire esa carpeta."
        ) from None


def comprobar(salida: Path, informe: str) -> dict[str, Any]:
    """El manifiesto del informe publicado en ``salida``, cuyos archivos son los que se publicaron.

    Raises:
        ErrorDeUso: no hay informe publicado, o sus archivos no son los que se publicaron.
    """
    registro = salida / f"{informe}.{MANIFIESTO}"
    if not registro.is_file():
        raise ErrorDeUso(f"No hay un informe «{informe}» de «{salida.name}» que entregar. Hágalo primero y revíselo.")
    manifiesto = json.loads(registro.read_text(encoding="utf-8"))
    for archivo in _archivos(salida, informe):
        if not archivo.is_file() or _sha(archivo) != manifiesto["archivos"][archivo.name]:
            raise ErrorDeUso(
                f"{archivo.name} falta o se modificó después de hacerse. Repita el informe y entréguelo sin editarlo."
            )
    return manifiesto


def _archivos(salida: Path, informe: str) -> list[Path]:
    return [salida / f"{informe}.{extension}" for extension in EXTENSIONES]


def congelar(salida: Path, informe: str, carpeta: Path, hoy: date) -> Entrega:
    """Copia el informe publicado en ``salida`` a una entrega nueva, completa o ninguna.

    Raises:
        ErrorDeUso: lo mismo que ``comprobar``.
    """
    manifiesto = comprobar(salida, informe)
    previa = ultima(carpeta)
    numero = previa.numero + 1 if previa else 1
    datos = {
        clave: manifiesto[clave]
        for clave in ("programa", "region", "informe", "fecha_corte", "huella", "archivos", "paquetes", "cifras")
    }
    datos["archivos"] = {a.name: datos["archivos"][a.name] for a in _archivos(salida, informe)}  # sin el borrador
    entrega = {"numero": numero, "fecha": hoy.isoformat(), **datos}
    carpeta.mkdir(parents=True, exist_ok=True)
    destino = carpeta / f"{numero:03}-{hoy.isoformat()}"
    with tempfile.TemporaryDirectory(dir=carpeta, prefix=".preparando-") as temporal:
        lista = Path(temporal) / "entrega"
        lista.mkdir()
        for archivo in (*_archivos(salida, informe), salida / f"{informe}.{MANIFIESTO}"):
            shutil.copy2(archivo, lista)
        (lista / REGISTRO).write_text(json.dumps(entrega, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(lista, destino)
    return Entrega(numero, hoy, manifiesto["huella"], manifiesto["cifras"], destino)


def _sha(archivo: Path) -> str:
    return hashlib.sha256(archivo.read_bytes()).hexdigest()
