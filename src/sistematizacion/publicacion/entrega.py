"""Deja los archivos de un informe en su carpeta: todos a la vez, o ninguno."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from itertools import count
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


def publicar(carpeta: Path, informe: str, archivos: Mapping[str, bytes]) -> list[Path]:
    """Escribe un informe nuevo y quita de la vista el borrador en Word que hubiera de otro.

    Los borradores se comentan: uno que alguien editó se aparta con un nombre libre y no se vuelve a tocar.
    """
    borrador = nombre_de_borrador(informe)
    apartar_editado(carpeta, informe)
    if borrador not in archivos:
        retirar(carpeta, [borrador])
    return escribir(carpeta, archivos)


def apartar_editado(carpeta: Path, informe: str) -> Path | None:
    """Aparta el borrador si no es el que dice su manifiesto; devuelve dónde quedó."""
    borrador, registro = carpeta / nombre_de_borrador(informe), carpeta / f"{informe}.manifiesto.json"
    if not borrador.is_file() or es_el_publicado(borrador.name, borrador.read_bytes(), _leer(registro)):
        return None
    libre = next(r for n in count(1) if not (r := carpeta / nombre_comentado(informe, n)).exists())
    os.replace(borrador, libre)
    return libre


def es_el_publicado(nombre: str, contenido: bytes, manifiesto: bytes) -> bool:
    """Si un archivo es, byte por byte, el que el manifiesto de su informe anota."""
    try:
        anotado = json.loads(manifiesto)["archivos"].get(nombre)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return anotado == hashlib.sha256(contenido).hexdigest()


def _leer(ruta: Path) -> bytes:
    return ruta.read_bytes() if ruta.is_file() else b""


def nombre_de_borrador(informe: str) -> str:
    """El del borrador en Word."""
    return f"{informe}.borrador.docx"


def nombre_comentado(informe: str, n: int) -> str:
    """El de un borrador que alguien editó y que otro iba a reemplazar.

    >>> nombre_comentado("cierre", 1), nombre_comentado("cierre", 2)
    ('cierre.comentado.borrador.docx', 'cierre.comentado-2.borrador.docx')
    """
    return f"{informe}.comentado{f'-{n}' if n > 1 else ''}.borrador.docx"


def nombre_anterior(nombre: str) -> str:
    """Cómo se llama lo que ya no es vigente.

    >>> nombre_anterior("cierre.manifiesto.json")
    'cierre.anterior.manifiesto.json'
    """
    informe, _, resto = nombre.partition(".")
    return f"{informe}{ANTERIOR}{resto}"
