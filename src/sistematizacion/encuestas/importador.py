"""De un exporte de KoboToolbox o de Google Forms a las tablas ``encuesta`` y ``comentarios``, sin datos personales.

Entra solo lo que el instrumento define. Nombres, correos, teléfonos, direcciones IP, dispositivos, fechas de envío y
ubicaciones no se leen: sus columnas se descartan por su nombre. Lo que se escribió libremente se revisa y se tapa.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pandas as pd

from sistematizacion.encuestas.columnas import reconocibles, ubicar
from sistematizacion.encuestas.instrumento import (
    GRUPO,
    Instrumento,
)
from sistematizacion.encuestas.personas import Lector, Persona
from sistematizacion.errores import Problema
from sistematizacion.nucleo.lectura.celdas import Lugar, plegar, visto
from sistematizacion.nucleo.lectura.hojas import ArchivoIlegible, Hoja, leer_bytes
from sistematizacion.nucleo.lectura.libro import leer_libro
from sistematizacion.nucleo.lectura.texto import leer_csv

PROCEDENCIA = {"origen": "registrado", "fuente": "", "seccion": ""}
DE_ENCUESTA = ("respondente", "area", "pregunta", "respuesta", *PROCEDENCIA)
DE_COMENTARIOS = ("area", "pregunta", "comentario", "publicable", *PROCEDENCIA)


@dataclass(frozen=True)
class Importacion:
    """Lo que se importó; con errores, las tablas van vacías.

    ``encuesta`` tiene una fila por persona y pregunta cerrada, y ``comentarios``, una por comentario: las columnas de
    sus esquemas. ``personas`` es cuántas respondieron; ``descartadas``, los encabezados que no se leyeron.
    """

    encuesta: pd.DataFrame
    comentarios: pd.DataFrame
    hallazgos: tuple[Problema, ...]
    descartadas: tuple[str, ...] = ()
    personas: int = 0

    @property
    def errores(self) -> tuple[Problema, ...]:
        """Lo que impide guardarla."""
        return tuple(h for h in self.hallazgos if h.gravedad == "error")


def importar(ruta: Path, instrumento: Instrumento, areas: Sequence[str] = ()) -> Importacion:
    """Lee un exporte en CSV o XLSX (o el ``.zip`` con un CSV que da Google Forms).

    Cada persona recibe una clave nueva, ``r001``…, por el orden de la huella (SHA-256) de lo que respondió: el mismo
    exporte da siempre las mismas claves, y ni ellas ni el orden de las filas dicen quién envió antes. Los comentarios
    se ordenan aparte, por su propia huella, para que no se puedan unir a unas respuestas.

    Args:
        areas: las que el formulario ofrecía; una respuesta que sea su clave se guarda con su nombre, y cualquier otra,
            como «Otra área».
    """
    try:
        hoja, hallazgos = _hoja(ruta, instrumento)
    except ArchivoIlegible as error:
        return _vacia([error.problema])
    lugar = Lugar(ruta.name, hoja.nombre)
    if not hoja.filas:
        return _vacia([lugar.problema("está vacío", "Exporte las respuestas de nuevo.")])
    primera, *numeros = hoja.filas
    encabezado = [visto(celda) for celda in hoja.filas[primera]]
    donde = ubicar(encabezado, instrumento, lugar)
    hallazgos += donde.hallazgos
    if not numeros:
        hallazgos.append(lugar.problema("no trae ninguna respuesta", "Expórtelo cuando ya haya respuestas."))
    if any(h.gravedad == "error" for h in hallazgos):
        return _vacia(hallazgos, donde.descartadas)
    filas = {n: [visto(c) for c in hoja.filas[n]] + [""] * len(encabezado) for n in numeros}
    lector = Lector(instrumento, donde, lugar, areas)
    personas = lector.leer(filas)
    hallazgos += lector.hallazgos
    if any(h.gravedad == "error" for h in hallazgos):
        return _vacia(hallazgos, donde.descartadas)
    return Importacion(*_tablas(personas), tuple(hallazgos), donde.descartadas, len(personas))


def _vacia(hallazgos: Sequence[Problema], descartadas: tuple[str, ...] = ()) -> Importacion:
    return Importacion(*_tablas([]), tuple(hallazgos), descartadas)


def _hoja(ruta: Path, instrumento: Instrumento) -> tuple[Hoja, list[Problema]]:
    """La hoja que más preguntas reconoce, y lo que se supuso al leerla."""
    conocidos = set(reconocibles(instrumento))
    conocidos |= {f"{GRUPO}{c}" for c in conocidos}
    nombre, contenido = ruta.name, _contenido(ruta)
    if ruta.suffix.lower() in (".csv", ".zip"):
        hoja = leer_csv(contenido, nombre, conocidos)
        return hoja, [h for h in hoja.supuestos if h.gravedad != "supuesto"]
    hojas = [h for h in leer_libro(contenido, nombre) if h.filas]
    if not hojas:
        return Hoja("", {}), []
    return max(hojas, key=lambda h: len({plegar(visto(c)) for c in next(iter(h.filas.values()))} & conocidos)), []


def _contenido(ruta: Path) -> bytes:
    if ruta.suffix.lower() != ".zip":
        return leer_bytes(ruta, ruta.name)
    try:
        with ZipFile(BytesIO(ruta.read_bytes())) as paquete:
            [unico] = [n for n in paquete.namelist() if n.lower().endswith(".csv")]
            return paquete.read(unico)
    except (BadZipFile, ValueError):
        regla, remedio = "no es un .zip con un solo CSV", "Descomprímalo y dé el CSV de las respuestas."
        raise ArchivoIlegible(Problema(ruta.name, regla, remedio)) from None


def _tablas(personas: Sequence[Persona]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Las dos tablas, ordenadas por huella; ver ``importar``."""
    ordenadas = sorted(personas, key=_huella)
    ancho = max(3, len(str(len(ordenadas))))
    respuestas = [
        {"respondente": f"r{n:0{ancho}d}", "area": p.area, "pregunta": pregunta, "respuesta": respuesta, **PROCEDENCIA}
        for n, p in enumerate(ordenadas, 1)
        for pregunta, respuesta in p.cerradas.items()
    ]
    comentarios = sorted(_comentarios(ordenadas), key=_huella)
    return (
        pd.DataFrame(respuestas, columns=list(DE_ENCUESTA), dtype=object),
        pd.DataFrame(comentarios, columns=list(DE_COMENTARIOS), dtype=object),
    )


def _comentarios(personas: Sequence[Persona]) -> Iterator[dict[str, str]]:
    for p in personas:
        for pregunta, (texto, publicable) in p.comentarios.items():
            yield {"area": p.area, "pregunta": pregunta, "comentario": texto, "publicable": publicable, **PROCEDENCIA}


def _huella(dato: object) -> str:
    return hashlib.sha256(repr(dato).encode()).hexdigest()
