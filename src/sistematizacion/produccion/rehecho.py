"""Vuelve a hacer un informe con las entradas de hoy en una carpeta temporal, sin tocar nada de lo publicado."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sistematizacion.errores import ErrorDeSistematizacion
from sistematizacion.parametros import Programa
from sistematizacion.produccion import valija, vigencia
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.publicacion import entregas
from sistematizacion.rutas import Rutas


class NoSePudo(ErrorDeSistematizacion):
    """Con las entradas de hoy el informe no sale; el mensaje dice por qué."""

    codigo = 2


def rehacer(
    encargo: Encargo, programa: Programa, anterior: entregas.Entrega | None, otros: Iterable[str], rutas: Rutas
) -> bytes:
    """El PDF del único informe del encargo, si la entrega anterior fuera ``anterior``.

    Aprovecha los capítulos ya ejecutados que sigan siendo los de hoy. ``otros`` son archivos del proyecto, fuera de los
    de siempre, que sus cuadernos abren; un nombre que lleva fuera de él no se mira.

    Raises:
        NoSePudo: los datos tienen errores o un capítulo falla.
    """
    with tempfile.TemporaryDirectory(prefix="sistematizacion-") as temporal:
        lugar = Rutas(Path(temporal).resolve())
        for contenido in (valija.comun(rutas), valija.propio(encargo, programa, rutas)):
            valija.abrir(contenido, lugar)
        shutil.rmtree(lugar.entregas, ignore_errors=True)
        raiz = rutas.raiz.resolve()
        anteriores = [anterior.carpeta / entregas.REGISTRO] if anterior else []
        for ruta in (*anteriores, *(raiz / otro for otro in {*otros, *vigencia.otros_de(encargo, rutas)})):
            if ruta.is_file() and ruta.resolve().is_relative_to(raiz):
                _copiar(ruta, lugar.raiz / ruta.resolve().relative_to(raiz))
        [resultado] = hacer(Lote([encargo], lugar))
        if resultado.codigo:
            raise NoSePudo(resultado.causa)
        return (encargo.carpeta(lugar) / f"{encargo.informes[0]}.pdf").read_bytes()


def _copiar(ruta: Path, destino: Path) -> None:
    destino.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ruta, destino)
