"""Deja los archivos de un informe en su carpeta: todos a la vez, o ninguno."""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ANTERIOR = ".anterior."
TITULO, CUERPO = re.compile(rb"<title>"), re.compile(rb"<body[^>]*>")
AVISO = (
    '<aside role="note" style="margin:0;padding:1rem 1.5rem;background:#7a1f0d;color:#fff;font:bold 1.1rem/1.4 sans-serif">'
    "INFORME ANTERIOR. La corrida siguiente falló: este documento no refleja los datos ni los cuadernos de hoy. No lo entregue."
    "</aside>"
).encode()


def escribir(carpeta: Path, archivos: Mapping[str, bytes]) -> list[Path]:
    """Escribe ``archivos`` (nombre → bytes) en ``carpeta``.

    Primero los prepara en una carpeta temporal del mismo disco; recién cuando están completos toman su lugar. Si algo
    falla antes, lo que había sigue intacto.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=carpeta, prefix=".preparando-") as temporal:
        for nombre, contenido in archivos.items():
            (Path(temporal) / nombre).write_bytes(contenido)
        for nombre in archivos:
            os.replace(Path(temporal) / nombre, carpeta / nombre)
            (carpeta / nombre_anterior(nombre)).unlink(missing_ok=True)
    return [carpeta / nombre for nombre in archivos]


def retirar(carpeta: Path, archivos: Iterable[str]) -> list[Path]:
    """Renombra lo publicado antes como ``….anterior.…``, para que no pase por nuevo si lo nuevo falla.

    La página lleva además un aviso dentro, por si se abre por su nombre viejo o se manda por correo. Devuelve dónde
    quedó cada archivo: uno que otro programa tiene tomado sigue con su nombre.
    """
    vigentes = [carpeta / nombre for nombre in archivos if (carpeta / nombre).is_file()]
    return [_apartar(vigente) for vigente in vigentes]


def _apartar(vigente: Path) -> Path:
    apartado = vigente.with_name(nombre_anterior(vigente.name))
    try:
        os.replace(vigente, apartado)
    except OSError:
        return vigente
    if apartado.suffix == ".html":
        apartado.write_bytes(marcar_anterior(apartado.read_bytes()))
    return apartado


def marcar_anterior(pagina: bytes) -> bytes:
    """La página con un aviso de que es anterior, en su título y al abrirla; la que ya lo lleva queda igual."""
    if AVISO in pagina:
        return pagina
    titulada = TITULO.sub(b"<title>ANTERIOR - ", pagina, count=1)
    return CUERPO.sub(lambda cuerpo: cuerpo[0] + AVISO, titulada, count=1)


def nombre_anterior(nombre: str) -> str:
    """Cómo se llama lo que ya no es vigente.

    >>> nombre_anterior("cierre.manifiesto.json")
    'cierre.anterior.manifiesto.json'
    """
    informe, _, resto = nombre.partition(".")
    return f"{informe}{ANTERIOR}{resto}"
