"""El CSV: en qué codificación está y con qué separador, sin que quien lo guardó tenga que saberlo."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection

from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import limpiar, plegar
from sistematizacion.nucleo.lectura.hojas import GUARDAR_COMO_CSV, ArchivoIlegible, Hoja, llena

SEPARADORES = {",": "comas", ";": "punto y coma", "\t": "tabulador", "|": "barras"}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
DOBLE = re.compile("[ÃÂ][\u0080-\u00bf¡-¿]")  # una tilde en UTF-8 leída como Windows-1252: «Ã³»
DE_DOS = re.compile("[A-Za-z][‚¡¢£¤¥][a-z]")  # una tilde de MS-DOS leída como Windows-1252: «Jun¡n», «a¤o»
RAROS = "‚ƒ†‡ˆ‰Š‹ŒŽ˜š›œžŸ¢£¤¥¦§¨¬¯µ¶¸¼¾×÷ø"
IMPROBABLE = re.compile(  # lo que deja en Windows-1252 una tilde de MacRoman o de MS-DOS
    rf"[^\W\d_][{RAROS}]|[^\W\d_][„¡¿«±¹»®©˝]+[^\W\d_]|ƒ|\bµ[A-Z]|\b[„¥][A-Za-z]|\b[àçêîò][A-Za-z]"
    r"|[A-Z][à-ðò-öø-ÿÀÂ-ÈÊ-ÌÎ-ÐÒÔ-ÛÝÞ][A-Z]|[\u2500-\u259f]"
)
GUION = re.compile("[a-z][’–—][a-z]")  # «Jun’n», «a–o», «gesti—n»: en MacRoman son í, ñ y ó
TILDES = re.compile("[áéíóúñ]", re.IGNORECASE)
COMILLA_ABIERTA = 'Cada texto entre comillas las abre y las cierra; una comilla dentro del texto se escribe doble ("").'
FILAS_DE_PRUEBA = 30


def leer_csv(contenido: bytes, archivo: str, conocidas: Collection[str]) -> Hoja:
    """La hoja de un CSV; ``conocidas`` son los encabezados plegados que se esperan.

    Raises:
        ArchivoIlegible: no es texto, mezcla codificaciones o tiene comillas sin cerrar.
    """
    texto, codificacion = decodificar(contenido, archivo)
    anunciado = re.match(r"sep=([,;\t|])\r?\n", texto)  # así lo dice Excel, que no cuenta esa línea
    texto = texto[anunciado.end() :] if anunciado else texto
    separador = anunciado[1] if anunciado else _separador(texto, conocidas)
    filas = _filas(texto, separador, archivo)
    supuestos = []
    if codificacion:
        supuestos.append(Problema(archivo, f"está en {codificacion} y no en UTF-8", gravedad="supuesto"))
    if separador != ",":
        supuestos.append(
            Problema(archivo, f"las columnas van separadas por {SEPARADORES[separador]}", gravedad="supuesto")
        )
    if DOBLE.search(texto) or "\ufffd" in texto:
        supuestos.append(Problema(
            archivo, "hay letras dañadas, como «Ã³» por «ó»", f"Revíselas. {GUARDAR_COMO_CSV}", gravedad="advertencia",
        ))  # fmt: skip
    return Hoja("", filas, supuestos=tuple(supuestos), separador=separador)


def decodificar(contenido: bytes, archivo: str) -> tuple[str, str]:
    """El texto y, si no está en UTF-8, en qué está."""
    if contenido.startswith(UTF16):
        try:
            return contenido.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise ArchivoIlegible(Problema(archivo, "no se entiende como CSV", GUARDAR_COMO_CSV)) from None
    if b"\0" in contenido:
        raise ArchivoIlegible(Problema(archivo, "no se entiende como CSV", GUARDAR_COMO_CSV))
    try:
        return contenido.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        linea = contenido[: error.start].count(b"\n") + 1
    try:
        texto = contenido.decode("cp1252")
    except UnicodeDecodeError:  # cp1252 deja cinco bytes sin letra; en latin-1 son caracteres de control
        texto = ""
    if not texto or contenido.startswith(b"\xef\xbb\xbf") or DOBLE.search(texto):
        regla = "no está en UTF-8 ni en Windows-1252, o mezcla los dos"
        raise ArchivoIlegible(Problema(archivo, regla, GUARDAR_COMO_CSV, f"línea {linea}"))
    de_dos = contenido.decode("cp850") if DE_DOS.search(texto) else ""
    if de_dos and not IMPROBABLE.search(de_dos):
        return de_dos, "la codificación de MS-DOS (cp850)"
    if rara := IMPROBABLE.search(texto) or (None if TILDES.search(texto) else GUION.search(texto)):
        regla = f"no se reconoce la codificación: las tildes se leerían mal («{_palabra(texto, rara.start())}»)"
        linea = texto[: rara.start()].count("\n") + 1
        raise ArchivoIlegible(
            Problema(archivo, regla, f"Guárdelo como CSV UTF-8. {GUARDAR_COMO_CSV}", f"línea {linea}")
        )
    return texto, "Windows-1252 (latin-1)"


def _palabra(texto: str, posicion: int) -> str:
    """La palabra en que está una posición."""
    antes, despues = re.search(r"[^\s,;|]*$", texto[:posicion]), re.match(r"[^\s,;|]*", texto[posicion:])
    return f"{antes[0] if antes else ''}{despues[0] if despues else ''}"


def _separador(texto: str, conocidas: Collection[str]) -> str:
    """El que deja ver más encabezados conocidos; si ninguno, el que da más columnas."""

    def puntos(separador: str) -> tuple[int, int]:
        filas = csv.reader(io.StringIO(texto, newline=""), delimiter=separador)
        try:
            primeras = [fila for fila, _ in zip(filas, range(FILAS_DE_PRUEBA), strict=False)]
        except csv.Error:
            return (0, 0)
        vistas = [len({plegar(c) for c in fila} & set(conocidas)) for fila in primeras]
        return (max(vistas, default=0), max(map(len, primeras), default=0))

    return max(SEPARADORES, key=puntos)


def _filas(texto: str, separador: str, archivo: str) -> dict[int, list]:
    """Las filas llenas por su número; Excel no cuenta los saltos de línea dentro de una celda."""
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
    filas: dict[int, list] = {}
    numero, linea = 0, 1
    try:
        for numero, fila in enumerate(lector, 1):
            celdas = [limpiar(celda) for celda in fila]
            if llena(celdas):
                filas[numero] = celdas
            linea = lector.line_num + 1
    except csv.Error:
        lugar = f"fila {numero + 1}, línea {linea}"
        regla = "hay comillas sin cerrar o mal puestas"
        raise ArchivoIlegible(Problema(archivo, regla, COMILLA_ABIERTA, lugar)) from None
    ancho = Counter(map(len, filas.values())).most_common(1)[0][0] if filas else 0
    for numero, fila in filas.items():
        if celda := _celda_que_se_trago_filas(fila, separador, ancho):
            regla = "una comilla sin cerrar se tragó las filas que siguen"
            raise ArchivoIlegible(
                Problema(archivo, regla, COMILLA_ABIERTA, f"fila {numero}", " ".join(celda.splitlines()))
            )
    return filas


def _celda_que_se_trago_filas(fila: list[str], separador: str, ancho: int) -> str:
    """La celda que por dentro tiene justo los separadores de las filas que le faltan al archivo, si la hay.

    >>> _celda_que_se_trago_filas(["1", "Tubo,x\\n2,Codo", "y"], ",", 3)
    'Tubo,x\\n2,Codo'
    """
    for posicion, celda in enumerate(fila):
        if "\n" not in celda or separador not in celda:
            continue
        primera, *medias, ultima = (linea.count(separador) for linea in celda.split("\n"))
        despues = len(fila) - 1 - posicion
        if primera == ancho - 1 - posicion and all(m == ancho - 1 for m in medias) and ultima == ancho - 1 - despues:
            return celda
    return ""
