"""Las entregas: copias fechadas de un informe tal como se entregó, que ninguna corrida posterior toca."""

import hashlib
import json
import os
import shutil
import tempfile
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
    registros = sorted(carpeta.glob(f"*/{REGISTRO}"), key=lambda r: int(r.parent.name.partition("-")[0]))
    if not registros:
        return None
    try:
        datos = json.loads(registros[-1].read_text(encoding="utf-8"))
        fecha = date.fromisoformat(datos["fecha"])
        return Entrega(datos["numero"], fecha, datos["huella"], datos["cifras"], registros[-1].parent)
    except (ValueError, KeyError) as error:
        raise ErrorDeUso(
            f"La entrega {registros[-1].parent} está dañada ({error}). Recupérela de una copia o retire esa carpeta."
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
    datos["archivos"] = {archivo.name: datos["archivos"][archivo.name] for archivo in archivos}  # sin el borrador
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
