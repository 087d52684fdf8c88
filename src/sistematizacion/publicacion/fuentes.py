"""Las letras de la página, recortadas a lo que un informe en español usa y metidas en su CSS para leerla sin red.

Recortar las seis demora unos tres segundos: por eso cada una se guarda en ``cache`` con el nombre que le da la huella
de aquello de lo que depende.
"""

import hashlib
import os
import tempfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import fontTools

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.letras import (
    NEGRITA,
    NORMAL,
    SEMINEGRITA,
    Letra,
    elegir,
    paquete_de,
    sin_espanol,
)  # fmt: skip
from sistematizacion.presentacion.marca import Marca

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100))  # ASCII y Latin-1: español y nombres propios, con U+00A0 y U+00AD
SIGNOS = "ŒœŸ‐‑–—‘’‚“”„†‡•…‰′″⁄€№←↑→↓∆∑−√≈≠≤≥■□▲▶▼◆◇○●✓\N{NARROW NO-BREAK SPACE}"
CARACTERES = tuple(sorted({*LATIN, *map(ord, SIGNOS)}))
RASGOS = ("ccmp", "kern", "liga", "locl", "mark", "mkmk")  # sin versalitas ni cifras antiguas, que nadie pide
NOMBRES = (0, 1, 2, 13, 14)  # de la tabla de nombres: autoría, familia, estilo y licencia
LARGO_DE_SUMA = hashlib.sha256().digest_size


def css_de_fuentes(marca: Marca, cache: Path) -> str:
    """Las reglas ``@font-face`` con las letras de la marca dentro; la misma entrada da siempre los mismos bytes.

    Del texto van la normal, la cursiva y la negrita; de los títulos, la normal, la seminegrita y la negrita.

    Raises:
        ErrorDeDocumento: una letra no se puede leer, o le falta algún signo del español.
    """
    texto, titulos = marca.texto.letras, marca.titulos.letras
    elegidas = [
        (elegir(texto, NORMAL), "400"), (elegir(texto, NORMAL, cursiva=True), "400"), (elegir(texto, SEMINEGRITA), "600 700"),
    ]  # fmt: skip
    semi, negra = elegir(titulos, SEMINEGRITA), elegir(titulos, NEGRITA)
    elegidas += [(elegir(titulos, NORMAL), "400"), *([(semi, "600 700")] if semi == negra else [(semi, "600"), (negra, "700")])]
    return "\n".join(_regla(letra, pesos, _woff2(letra, cache)) for letra, pesos in dict.fromkeys(elegidas)) + "\n"


def _regla(letra: Letra, pesos: str, woff2: bytes) -> str:
    datos, estilo = b64encode(woff2).decode("ascii"), "italic" if letra.cursiva else "normal"
    return (
        f'@font-face{{font-family:"{letra.familia}";font-style:{estilo};font-weight:{pesos};'
        f'font-display:swap;src:url("data:font/woff2;base64,{datos}") format("woff2")}}'
    )


def _woff2(letra: Letra, cache: Path) -> bytes:
    """La letra recortada: la guardada, si está sana, o una nueva."""
    original = _leer_original(letra)
    guardada = cache / f"letra-{_huella(original)}.bin"
    woff2 = _leer_guardada(guardada)
    if woff2 is None:
        if quejas := sin_espanol([letra]):
            raise ErrorDeDocumento(f"La familia {letra.familia} no sirve para el español: {'; '.join(quejas)}. Elija otra.")
        woff2 = _recortar(original)
        _guardar(guardada, woff2)
    return woff2


def _leer_original(letra: Letra) -> bytes:
    try:
        return letra.archivo.read_bytes()
    except OSError as error:
        raise ErrorDeDocumento(
            f"No se pudo leer la letra {letra.archivo.name}, de la familia {letra.familia}. "
            f"Instálela de nuevo con «pip install --force-reinstall {paquete_de(letra.familia)}»."
        ) from error


def _huella(original: bytes) -> str:
    """Resume lo que decide el recorte: el archivo, los caracteres, lo que se conserva y la versión de fontTools."""
    partes = repr((CARACTERES, RASGOS, NOMBRES, fontTools.version)).encode()
    return hashlib.sha256(hashlib.sha256(original).digest() + partes).hexdigest()[:24]


def _recortar(original: bytes) -> bytes:
    """Deja solo ``CARACTERES``, sin hora de modificación propia, para que el resultado no cambie de una vez a otra."""
    from fontTools import subset  # demora en cargarse y casi siempre basta con lo guardado
    from fontTools.ttLib import TTFont

    opciones = subset.Options(layout_features=list(RASGOS), name_IDs=list(NOMBRES), hinting=False, notdef_outline=True)
    opciones.drop_tables += ["FFTM"]  # las fechas de FontForge, que no hacen falta
    recortador = subset.Subsetter(opciones)
    recortador.populate(unicodes=CARACTERES)
    salida = BytesIO()
    with TTFont(BytesIO(original), recalcTimestamp=False) as fuente:
        recortador.subset(fuente)
        fuente.flavor = "woff2"
        fuente.save(salida)
    return salida.getvalue()


def _leer_guardada(ruta: Path) -> bytes | None:
    """Lo guardado, si la suma con que empieza coincide; si no está o está dañado, nada."""
    try:
        contenido = ruta.read_bytes()
    except FileNotFoundError:
        return None
    suma, woff2 = contenido[:LARGO_DE_SUMA], contenido[LARGO_DE_SUMA:]
    return woff2 if suma == hashlib.sha256(woff2).digest() else None


def _guardar(ruta: Path, woff2: bytes) -> None:
    """Escribe aparte y renombra: nadie lee un archivo a medias, aunque dos procesos publiquen a la vez."""
    ruta.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporal = tempfile.mkstemp(dir=ruta.parent, prefix=ruta.name)
    try:
        with os.fdopen(descriptor, "wb") as archivo:
            archivo.write(hashlib.sha256(woff2).digest() + woff2)
        os.replace(temporal, ruta)
    except BaseException:
        os.unlink(temporal)
        raise
