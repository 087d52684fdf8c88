"""Parte un CSV enorme en trozos que terminan donde termina un registro, aunque haya saltos de línea dentro de comillas."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.muestra import Muestra

TAMANO = 64 * 1024 * 1024  # bytes de cada trozo; se ingresan dos a la vez
REGISTRO_MAXIMO = 16 * 1024 * 1024  # bytes; hay celdas reales de 10 MB
LINEAS_HACIA_ATRAS = 40  # las que puede ocupar el último registro de un trozo para comprobar el corte sin recorrerlo todo
TRAMO = 1024 * 1024  # bytes que se comprueban de una vez
COMILLA, SALTO = b'"', b"\n"
# UTF-8 leído como latin-1 y vuelto a guardar: «Ã» y un signo donde había una letra con tilde
DOS_VECES = re.compile(rb"\xc3([\x82\x83])\xc2([\x80-\xbf])")
PRIMER_BYTE = {b"\x82": b"\xc2", b"\x83": b"\xc3"}
# Lo que en Windows se llama latin-1: con las comillas y rayas tipográficas en los códigos que latin-1 deja sin letra
LATIN_1 = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256))
SUELTOS = "latin-1-suelto"


@dataclass(frozen=True)
class Trozo:
    """Un pedazo del archivo, ya en UTF-8 y sin encabezado."""

    numero: int
    desde: int  # byte del archivo en que empieza
    hasta: int
    linea: int  # la del archivo en que empieza, con el encabezado contado
    contenido: bytes
    reparados: int  # caracteres dañados por una doble codificación que se repararon
    sueltos: int = 0  # los que no eran UTF-8 en un archivo que lo es, y se leyeron como latin-1


def largo_del_encabezado(inicio: bytes) -> int:
    """Cuántos bytes ocupa el primer registro, con su salto de línea; todo, si es lo único que hay."""
    lugar = inicio.find(SALTO)
    while lugar >= 0 and inicio.count(COMILLA, 0, lugar) % 2:
        lugar = inicio.find(SALTO, lugar + 1)
    return lugar + 1 or len(inicio)


def partir(muestra: Muestra, desde: int, numero: int, linea: int, tamano: int = TAMANO) -> Iterator[Trozo]:
    """Los trozos del archivo a partir del byte ``desde``, que es comienzo de registro.

    Raises:
        ErrorDeEntrada: un registro no termina; es una comilla sin cerrar.
    """
    separador, columnas = muestra.separador.encode(), len(muestra.encabezado)
    with muestra.ruta.open("rb") as archivo:
        archivo.seek(desde)
        resto = b""
        while leido := archivo.read(tamano):
            bloque = resto + leido
            corte = _ultimo_corte(bloque, separador, columnas) + 1
            entero, resto = bloque[:corte], bloque[corte:]
            if entero:
                yield _trozo(entero, muestra.codificacion, desde, numero, linea)
                desde, numero, linea = desde + len(entero), numero + 1, linea + entero.count(SALTO)
            if len(resto) > REGISTRO_MAXIMO:
                raise ErrorDeEntrada([_sin_cerrar(muestra, linea, resto)])
        if resto.strip():
            yield _trozo(resto, muestra.codificacion, desde, numero, linea)


def _sin_cerrar(muestra: Muestra, linea: int, resto: bytes) -> Problema:
    megas = REGISTRO_MAXIMO // 1024**2
    regla = f"el registro que empieza aquí no termina en {megas} MB: tiene una comilla que no se cierra"
    valor = resto[:200].decode(muestra.codificacion, "replace").strip()
    return Problema(muestra.ruta.name, regla, "Ciérrela, o vuelva a bajar el archivo.", f"línea {linea}", valor)


def _trozo(crudo: bytes, codificacion: str, desde: int, numero: int, linea: int) -> Trozo:
    texto, sueltos = _a_utf8(crudo, codificacion)
    reparado, cuantos = DOS_VECES.subn(lambda m: PRIMER_BYTE[m[1]] + m[2], texto)
    return Trozo(numero, desde, desde + len(crudo), linea, reparado.removeprefix(codecs.BOM_UTF8), cuantos, sueltos)


def _a_utf8(crudo: bytes, codificacion: str) -> tuple[bytes, int]:
    """El texto en UTF-8, y cuántos bytes de un archivo en UTF-8 no lo eran: van como latin-1, uno por uno.

    >>> _a_utf8("Ñ–".encode("cp1252"), "latin-1")[0].decode(), _a_utf8(b"\\xc3\\x91 y \\xd1", "utf-8")[0].decode()
    ('Ñ–', 'Ñ y Ñ')
    """
    if codificacion != "utf-8":
        return codecs.charmap_decode(crudo, "strict", LATIN_1)[0].encode(), 0
    if _es_utf8(crudo):
        return crudo, 0
    sueltos = 0

    def uno(error: UnicodeDecodeError) -> tuple[str, int]:
        nonlocal sueltos
        malos = error.object[error.start : error.end]
        sueltos += len(malos)
        return codecs.charmap_decode(malos, "strict", LATIN_1)[0], error.end

    codecs.register_error(SUELTOS, uno)
    return crudo.decode("utf-8", SUELTOS).encode(), sueltos


def _es_utf8(crudo: bytes) -> bool:
    """Si lo es, sin tener de una vez en memoria el texto entero."""
    lector = codecs.getincrementaldecoder("utf-8")()
    vista = memoryview(crudo)
    try:
        for lugar in range(0, len(crudo), TRAMO):
            lector.decode(vista[lugar : lugar + TRAMO])
        lector.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _ultimo_corte(bloque: bytes, separador: bytes, columnas: int) -> int:
    """La posición del último salto que termina un registro; −1 si no hay ninguno. El bloque empieza donde empieza uno.

    Primero se busca por la cuenta de comillas, que es inmediata, y se comprueba con el registro que termina ahí. Si no sale
    bien, porque hay comillas sueltas («TUBO DE 2" DE ACERO»), se recorre el bloque entero como lo hace un lector de CSV.

    >>> _ultimo_corte(b'a,"x\\ny"\\nb,"z\\nw', b",", 2), _ultimo_corte(b'a,2" x\\nb,"y\\nz"\\nc,"d\\n', b",", 2)
    (7, 14)
    """
    lugar = _por_cuenta(bloque)
    return lugar if lugar >= 0 and _termina_un_registro(bloque, lugar, separador, columnas) else _por_lectura(bloque, separador)


def _por_cuenta(bloque: bytes) -> int:
    """El último salto con un número par de comillas antes: las que van dentro de un texto se escriben dobles."""
    lugar = bloque.rfind(SALTO)
    comillas = bloque.count(COMILLA, 0, max(lugar, 0))
    while lugar >= 0 and comillas % 2:
        previo = bloque.rfind(SALTO, 0, lugar)
        comillas -= bloque.count(COMILLA, max(previo, 0), lugar)
        lugar = previo
    return lugar


def _termina_un_registro(bloque: bytes, lugar: int, separador: bytes, columnas: int) -> bool:
    """Si las líneas que terminan en ese salto forman un registro, con todas sus columnas."""
    desde = lugar
    for _ in range(LINEAS_HACIA_ATRAS):
        desde = bloque.rfind(SALTO, 0, desde)
        texto = bloque[desde + 1 : lugar].decode("latin-1")
        try:
            registros = list(csv.reader(io.StringIO(texto, newline=""), delimiter=separador.decode(), strict=True))
        except csv.Error:  # empieza o termina dentro de una celda
            registros = []
        if len(registros) == 1 and len(registros[0]) == columnas:
            return True
        if desde < 0:
            return False
    return False


def _por_lectura(bloque: bytes, separador: bytes) -> int:
    """El último salto fuera de las celdas entre comillas; una comilla solo abre una celda al comienzo de esta."""
    celda = re.compile(rb'(?:\A|(?<=[\r\n' + re.escape(separador) + rb']))"[^"]*(?:""[^"]*)*(?:"|\Z)')
    ultimo, fin = -1, 0
    for hallada in celda.finditer(bloque):
        ultimo = max(ultimo, bloque.rfind(SALTO, fin, hallada.start()))
        fin = hallada.end()
    return max(ultimo, bloque.rfind(SALTO, fin))
