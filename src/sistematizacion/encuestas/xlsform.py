"""El formulario de la encuesta en XLSForm, que KoboToolbox y ODK aceptan.

No pide ni registra nada que identifique: ni ``start``, ``end``, ``deviceid`` o ``username``, ni ubicación. Sin
consentimiento, termina. El permiso para publicar un comentario se pregunta solo a quien lo escribió.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from sistematizacion.encuestas.instrumento import (
    AREA,
    CONSENTIMIENTO,
    GRUPO,
    OTRA_AREA,
    PUBLICAR,
    SI_O_NO,
    Instrumento,
    Pregunta,
)
from sistematizacion.publicacion.bytes_xlsx import bytes_del_libro, libro_vacio
from sistematizacion.publicacion.celdas import escribir

IDIOMA = "Español (es)"
TITULO_DEL_GRUPO = "Sus respuestas"
LISTA_SI_NO, OTRA = "si_no", "otra"
RESPONDA = "Responda para continuar."
CUAL_AREA = "¿Cuál es su área?"
SIN_AREA = "Escriba la oficina o gerencia, no su cargo ni su nombre."
GRACIAS = "Gracias. Sin su consentimiento no se hacen más preguntas: puede enviar el formulario así."
LETRAS_POR_RENGLON = 55
FECHA = date(2000, 1, 1)  # la de todo lo que en el archivo lleva fecha: el mismo formulario da los mismos bytes
Fila = dict[str, str]


def xlsform(instrumento: Instrumento, areas: Sequence[str], *, titulo: str) -> bytes:
    """El formulario en XLSX, con sus hojas ``survey``, ``choices`` y ``settings``.

    Args:
        areas: las que la región ofrece para elegir, además de «Otra área»; si no hay, el área se escribe.
        titulo: el que ve quien responde.
    """
    preguntas, opciones = list(_preguntas(instrumento, areas)), list(_opciones(instrumento, areas))
    ajustes: Fila = {
        "form_title": titulo,
        "form_id": f"{clave_de(titulo)[:60]}_{_huella(titulo)[:6]}",  # el de cada región, aunque se recorte
        "version": _huella(repr((preguntas, opciones)))[:10],
        "default_language": IDIOMA,
    }
    excel = libro_vacio()
    excel.remove(excel.active)
    for nombre, filas in (("survey", preguntas), ("choices", opciones), ("settings", [ajustes])):
        hoja = excel.create_sheet(nombre)
        columnas = list(dict.fromkeys(c for fila in filas for c in fila))
        for y, fila in enumerate([dict(zip(columnas, columnas, strict=True)), *filas], 1):
            for x, columna in enumerate(columnas, 1):
                if fila.get(columna):
                    escribir(hoja.cell(y, x), fila[columna])
            largo = max(len(fila.get(columna, "")) for columna in columnas)
            hoja.row_dimensions[y].height = 15 * (1 + largo // LETRAS_POR_RENGLON)
        for x, columna in enumerate(columnas, 1):
            hoja.column_dimensions[hoja.cell(1, x).column_letter].width = 60 if "::" in columna else 22
        hoja.freeze_panes = "A2"
    excel.properties.title, excel.properties.language = titulo, "es-PE"
    return bytes_del_libro(excel, FECHA)


def clave_de(texto: str) -> str:
    """El nombre de una opción en el formulario: minúsculas sin acentos, cifras y rayas bajas.

    >>> clave_de("Oficina de Programación Multianual de Inversiones (OPMI)")
    'oficina_de_programacion_multianual_de_inversiones_opmi'
    """
    llano = unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", llano))


def _huella(texto: str) -> str:
    return hashlib.sha256(texto.encode()).hexdigest()


def _preguntas(instrumento: Instrumento, areas: Sequence[str]) -> Iterator[Fila]:
    acepta = f"${{{CONSENTIMIENTO}}} = 'si'"
    yield _fila("note", "presentacion", instrumento.presentacion)
    yield _fila("note", "privacidad", instrumento.privacidad)
    yield _fila(f"select_one {LISTA_SI_NO}", CONSENTIMIENTO, instrumento.consentimiento, obligatoria=True)
    yield _fila("note", "sin_consentimiento", GRACIAS, si=f"${{{CONSENTIMIENTO}}} = 'no'")
    yield _fila("begin_group", GRUPO, TITULO_DEL_GRUPO, si=acepta)
    if areas:
        yield _fila(f"select_one {AREA}", AREA, instrumento.area)
        yield _fila("text", OTRA_AREA, CUAL_AREA, SIN_AREA, si=f"${{{AREA}}} = '{OTRA}'")
    else:
        yield _fila("text", AREA, instrumento.area, SIN_AREA)
    for pregunta in instrumento.preguntas:
        yield from _una(instrumento, pregunta)
    yield {"type": "end_group"}


def _una(instrumento: Instrumento, pregunta: Pregunta) -> Iterator[Fila]:
    clave = pregunta.clave
    if pregunta.tipo == "abierta":
        yield _fila("text", clave, pregunta.enunciado, pregunta.ayuda, aspecto="multiline")
        if pregunta.publica:
            yield _fila(
                f"select_one {LISTA_SI_NO}", f"{PUBLICAR}{clave}", instrumento.permiso(pregunta), obligatoria=True,
                si=f"string-length(${{{clave}}}) > 0",
            )  # fmt: skip
        return
    modo = "select_one" if pregunta.tipo == "escala" else "select_multiple"
    yield _fila(
        f"{modo} {clave}", clave, pregunta.enunciado, pregunta.ayuda, obligatoria=pregunta.tipo == "escala"
    )  # fmt: skip


def _fila(
    tipo: str, nombre: str, rotulo: str, ayuda: str = "", *, obligatoria: bool = False, si: str = "", aspecto: str = ""
) -> Fila:
    return {
        "type": tipo,
        "name": nombre,
        f"label::{IDIOMA}": rotulo,
        f"hint::{IDIOMA}": ayuda,
        "required": "yes" if obligatoria else "",
        f"required_message::{IDIOMA}": RESPONDA if obligatoria else "",
        "relevant": si,
        "appearance": aspecto,
    }


def _opciones(instrumento: Instrumento, areas: Sequence[str]) -> Iterator[Fila]:
    listas = {LISTA_SI_NO: SI_O_NO}
    listas |= {p.clave: {o.clave: o.rotulo for o in p.opciones} for p in instrumento.preguntas if p.opciones}
    if areas:
        listas[AREA] = {clave_de(area): area for area in areas} | {OTRA: "Otra área"}
    for lista, opciones in listas.items():
        for clave, rotulo in opciones.items():
            yield {"list_name": lista, "name": clave, f"label::{IDIOMA}": rotulo[:1].upper() + rotulo[1:]}
