"""En qué se distinguen dos PDF de un mismo informe: sus páginas, una por una, y sus propiedades."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from io import BytesIO
from itertools import zip_longest

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream
from pypdf import PdfReader

from sistematizacion.analisis.diferencias import Cambio, de_palabras

DE_OTRO_LUGAR = {"/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/D"}  # llevan a otra página o a todo el resto
DE_GUARDADO = {"/Length", "/Filter", "/DecodeParms"}  # cómo se comprimió, y no qué dice
PROPIEDADES = {"/Title": "el título", "/Author": "los autores", "/Subject": "la descripción", "/Keywords": "las palabras clave"}


@dataclass(frozen=True)
class Pagina:
    """Una página que no es la misma: su lugar en el original y en el editado, desde 1 (cero, no está), y qué cambia en su texto."""

    original: int
    editada: int
    cambios: tuple[Cambio, ...] = ()


@dataclass(frozen=True)
class Edicion:
    """Lo que alguien cambió en un PDF."""

    paginas: tuple[Pagina, ...]
    propiedades: tuple[str, ...]


def comparar(pdfs: tuple[bytes, bytes]) -> Edicion:
    """Lo que el segundo PDF cambia del primero; se lee en un proceso aparte (``ajeno.aparte``)."""
    original, editado = (pikepdf.open(BytesIO(pdf)) for pdf in pdfs)
    with original, editado:
        paginas = list(_distintas(list(_huellas(original)), list(_huellas(editado))))
        propiedades = _propiedades(original, editado)
    uno, otro = (PdfReader(BytesIO(pdf)) for pdf in pdfs)
    return Edicion(tuple(_con_su_texto(pagina, uno, otro) for pagina in paginas), propiedades)


def _distintas(originales: list[str], editadas: list[str]) -> Iterator[Pagina]:
    """Las páginas que no son las mismas; una que se quitó no hace distintas a las que siguen."""
    for que, a, b, c, d in SequenceMatcher(None, originales, editadas, autojunk=False).get_opcodes():
        if que != "equal":
            for original, editada in zip_longest(range(a + 1, b + 1), range(c + 1, d + 1), fillvalue=0):
                yield Pagina(original, editada)


def _con_su_texto(pagina: Pagina, original: PdfReader, editado: PdfReader) -> Pagina:
    if not pagina.original or not pagina.editada:
        return pagina
    textos = (original.pages[pagina.original - 1].extract_text(), editado.pages[pagina.editada - 1].extract_text())
    return replace(pagina, cambios=tuple(de_palabras(*textos)))


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
