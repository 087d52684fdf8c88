"""Lo que al PDF que da Typst le falta: encabezados de fila, adjuntos y procedencia; y sus bytes, siempre los mismos."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name, ObjectStreamMode, Pdf, Stream

from sistematizacion.publicacion.adjuntos import Adjunto, adjuntar
from sistematizacion.publicacion.etiquetas import poner_encabezados_de_fila
from sistematizacion.publicacion.metadatos_pdf import declarar

DUDOSO = re.compile(rb"(?<!\?>)[\r\n]\nendstream")  # salvo los metadatos, que no van comprimidos
DE_QPDF = ("/ObjStm", "/XRef")  # los que se forman al guardar
DE_TEXTO = ("/CMap", "/Pattern")


def acabar(pdf: bytes, bloques: list[dict[str, Any]], metadatos: Mapping[str, Any], adjuntos: Sequence[Adjunto]) -> bytes:
    """El PDF terminado.

    Raises:
        ErrorDeDocumento: el PDF no trae las mismas tablas que ``bloques``.
    """
    with pikepdf.open(BytesIO(pdf)) as documento:
        poner_encabezados_de_fila(documento, bloques)
        adjuntar(documento, adjuntos, date.fromisoformat(metadatos["fecha_corte"]))
        if "procedencia" in metadatos:
            declarar(documento, metadatos)
        terminado = _guardar(documento)
    return _sin_dudosos(terminado) if DUDOSO.search(terminado) else terminado


def _guardar(documento: Pdf) -> bytes:
    salida = BytesIO()
    documento.save(salida, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return salida.getvalue()


def _sin_dudosos(pdf: bytes) -> bytes:
    """El mismo documento sin ningún flujo dudoso (ver ``adjuntos.dudoso``).

    Al que es texto se le agrega un salto de línea, que no significa nada; otro, como una letra, se envuelve en un filtro
    más. Los que reúnen objetos los forma ``qpdf`` al guardar: cambian todos si cambia la numeración, y eso se logra
    haciendo objeto aparte de algo que no lo era. Si ni así, queda como estaba, que también cumple la norma.
    """
    with pikepdf.open(BytesIO(pdf)) as documento:
        textos = set(_textos(documento))
        for flujo in (o for o in documento.objects if isinstance(o, Stream) and o.get("/Type") not in DE_QPDF):
            if flujo.get("/Filter") != Name.FlateDecode or flujo.read_raw_bytes()[-1:] not in (b"\r", b"\n"):
                continue
            if flujo.objgen in textos or flujo.get("/Type") in DE_TEXTO or flujo.get("/Subtype") == Name.Form:
                flujo.write(flujo.read_bytes() + b"\n")
            elif "/DecodeParms" not in flujo:
                flujo.write(_envuelto(flujo.read_raw_bytes()), filter=Array([Name.RunLengthDecode, Name.FlateDecode]))
        for _ in _renumeraciones(documento):
            nuevo = _guardar(documento)
            if not DUDOSO.search(nuevo):
                return nuevo
    return pdf


def _textos(documento: Pdf) -> Iterator[tuple[int, int]]:
    """Los flujos con lo que dibuja cada página."""
    for pagina in documento.pages:
        contenido = pagina.obj.get("/Contents", [])
        yield from (flujo.objgen for flujo in ([contenido] if isinstance(contenido, Stream) else contenido))


def _renumeraciones(documento: Pdf) -> Iterator[None]:
    """Primero, el documento como está; después, cada vez con un diccionario más como objeto aparte."""
    yield
    for archivo in documento.Root.get("/AF", []):
        archivo.EF = documento.make_indirect(archivo.EF)
        yield


def _envuelto(crudo: bytes) -> bytes:
    """Los bytes en RunLength, sin comprimir: tramos de hasta 128 con su largo delante, y 128 al final."""
    tramos = (crudo[n : n + 128] for n in range(0, len(crudo), 128))
    return b"".join(bytes([len(tramo) - 1]) + tramo for tramo in tramos) + b"\x80"
