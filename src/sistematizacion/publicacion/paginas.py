"""En qué se distinguen dos PDF de un mismo informe: sus páginas, una por una, y sus propiedades."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from sistematizacion.analisis.diferencias import Cambio, de_palabras

DE_OTRO_LUGAR = {"/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/D"}  # llevan a otra página o al resto del documento
DE_GUARDADO = {"/Length", "/Filter", "/DecodeParms"}  # cómo se comprimió, y no qué dice
PROPIEDADES = {"/Title": "el título", "/Author": "los autores", "/Subject": "la descripción", "/Keywords": "las palabras clave"}


@dataclass(frozen=True)
class Edicion:
    """Lo que alguien cambió en un PDF."""

    paginas: tuple[tuple[int, tuple[Cambio, ...]], ...]  # desde 1, y qué cambia en su texto; sin cambios, se ve distinta
    total: tuple[int, int]  # cuántas páginas tenía y cuántas tiene
    propiedades: tuple[str, ...]


def comparar(pdfs: tuple[bytes, bytes]) -> Edicion:
    """Lo que el segundo PDF cambia del primero; se lee en un proceso aparte (``ajeno.aparte``)."""
    original, editado = (pikepdf.open(BytesIO(pdf)) for pdf in pdfs)
    with original, editado:
        pares = list(zip_longest(_huellas(original), _huellas(editado)))
        distintas = [n for n, (una, otra) in enumerate(pares, 1) if una != otra]
        total = (len(original.pages), len(editado.pages))
        propiedades = _propiedades(original, editado)
    comunes = [n for n in distintas if n <= min(total)]
    textos = zip(*(_textos(pdf, comunes) for pdf in pdfs), strict=True)
    return Edicion(tuple((n, tuple(de_palabras(*t))) for n, t in zip(comunes, textos, strict=True)), total, propiedades)


def _textos(pdf: bytes, paginas: list[int]) -> list[str]:
    from pypdf import PdfReader

    lector = PdfReader(BytesIO(pdf))
    return [lector.pages[n - 1].extract_text() for n in paginas]


def _propiedades(original: Pdf, editado: Pdf) -> tuple[str, ...]:
    unas, otras = ({k: str(v) for k, v in pdf.docinfo.items()} for pdf in (original, editado))
    distintas = [nombre for clave, nombre in PROPIEDADES.items() if unas.get(clave) != otras.get(clave)]
    if not distintas and (unas != otras or _xmp(original) != _xmp(editado)):
        return ("las propiedades del archivo",)
    return tuple(distintas)


def _xmp(pdf: Pdf) -> bytes:
    metadatos = pdf.Root.get("/Metadata")
    return metadatos.read_bytes().strip() if isinstance(metadatos, Stream) else b""


def _huellas(pdf: Pdf) -> Iterator[str]:
    """Un resumen de cada página: lo que dibuja, sus recursos y sus enlaces, sin importar cómo se guardó."""
    hechas: dict[tuple[int, int], str] = {}
    for pagina in pdf.pages:
        yield _resumen(pagina.obj, hechas)


def _resumen(objeto: object, hechas: dict[tuple[int, int], str]) -> str:
    if isinstance(objeto, pikepdf.Object) and objeto.is_indirect:
        if objeto.objgen not in hechas:
            hechas[objeto.objgen] = "en curso"  # si se contiene a sí mismo
            hechas[objeto.objgen] = _de_contenido(objeto, hechas)
        return hechas[objeto.objgen]
    return _de_contenido(objeto, hechas)


def _de_contenido(objeto: object, hechas: dict[tuple[int, int], str]) -> str:
    partes = [type(objeto).__name__]
    if isinstance(objeto, Dictionary | Stream):
        claves = sorted(set(objeto.keys()) - DE_OTRO_LUGAR - (DE_GUARDADO if isinstance(objeto, Stream) else set()))
        partes += [f"{clave} {_resumen(objeto[clave], hechas)}" for clave in claves]
        if isinstance(objeto, Stream):
            partes.append(hashlib.sha256(_datos(objeto)).hexdigest())
    elif isinstance(objeto, Array):
        partes += [_resumen(parte, hechas) for parte in objeto]
    else:
        partes.append(bytes(objeto).hex() if isinstance(objeto, pikepdf.String) else str(objeto))
    return hashlib.sha256("\n".join(partes).encode()).hexdigest()


def _datos(flujo: Stream) -> bytes:
    try:
        return flujo.read_bytes()
    except pikepdf.PdfError:  # una imagen que solo se puede leer comprimida
        return flujo.read_raw_bytes()
