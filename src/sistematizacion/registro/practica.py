"""Una práctica nueva en los datos de una región: las preguntas que la orientan y dónde se escribe lo respondido.

Va en la hoja «practicas» de ``registro.xlsx`` si la región la lleva, o en ``practicas.csv``. Lo escrito se revisa antes de guardarlo,
con los mismos esquemas que todo lo demás; si algo no vale no se guarda nada.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS, CRITERIOS_RELEVANTES, NIVELES, SOSTENIBILIDAD
from sistematizacion.nucleo.lectura import leer_archivo, nombre_de_tabla
from sistematizacion.nucleo.legible import legible
from sistematizacion.nucleo.reconocimiento import BUENA, faltan
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.registro.palabras import encabezado
from sistematizacion.rutas import Rutas

TABLA, LIBRO = "practicas", "registro.xlsx"
PREGUNTAS: dict[str, str] = {  # por columna, lo que se le pregunta a quien la hizo
    "titulo": "¿Cómo se llama la práctica?",
    "enunciado": "En una frase, ¿qué se hizo?",
    "tema": "¿De qué tema es? (Salud, Educación, Inclusión social…)",
    "nivel": f"¿Qué nivel de gobierno la hizo? ({', '.join(NIVELES)})",
    "provincia": "¿En qué provincia? (vacío, en toda la región)",
    "area_responsable": "¿Qué área la implementa? (su nombre, no el de una persona)",
    "problema": "¿Qué problema público resuelve?",
    "como_surgio": "¿De dónde vino la idea: de un problema, de un resultado previo, de otra práctica?",
    "objetivo": "¿Qué buscaba?",
    "descripcion": "¿En qué consiste, paso a paso?",
    "quienes": "¿Quiénes participaron? (cargos, áreas o entidades)",
    "metodo": "¿Con qué método se hizo?",
    "herramientas": "¿Qué normas, convenios o instrumentos usó? (separados por «;»)",
    "coordinacion": "¿Quién coordinó y cómo?",
    "monitoreo": "¿Cómo se hizo el seguimiento?",
    "resultado": "¿Qué logró? Si hay cifras, escríbalas con su fecha.",
    "medicion": "¿Cómo se midió ese resultado?",
    "medido_por": "¿Quién lo midió?",
    "beneficiarios": "¿A quiénes llega, y a cuántos?",
    "evidencia": "¿Qué documento o registro lo prueba?",
    **{c: f"¿En qué se nota la {r.lower()}? (vacío, si no aplica)" for c, r in CRITERIOS.items()},
    "criterio_relevante": f"¿Por cuál destaca más? ({', '.join(CRITERIOS_RELEVANTES)})",
    **{f"sostenibilidad_{c}": f"¿Qué asegura su sostenibilidad {r}?" for c, r in SOSTENIBILIDAD.items()},
    "replicabilidad": "¿Dónde se replicó, o qué haría falta para replicarla?",
}
OPCIONES = {"nivel": NIVELES, "criterio_relevante": CRITERIOS_RELEVANTES}


@dataclass(frozen=True)
class Guardada:
    """Dónde quedó la práctica, con qué id y qué le falta para que se la reconozca como buena."""

    archivo: Path
    id: str
    faltan: tuple[str, ...]


def que_falta(respuestas: Mapping[str, str], catalogo: Catalogo) -> list[str]:
    """Lo que a una ficha le falta para llamarse buena práctica, por su columna."""
    return faltan(_completa(respuestas), catalogo.practicas.buena_practica)


def guardar(programa: str, region: str, respuestas: Mapping[str, str], rutas: Rutas) -> Guardada:
    """Agrega la práctica a los datos de la región.

    La etapa la pone la regla de ``params/practicas.yml``: buena práctica si no le falta nada; si no, por mantener.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: lo escrito no vale, o el archivo que ya había tiene problemas; no se guarda nada.
    """
    parametros = cargar_programa(programa, rutas)
    carpeta = rutas.data / programa / cargar_region(parametros, region, rutas).clave
    catalogo = cargar_catalogo(rutas)
    esquema = esquemas(catalogo)[TABLA]
    le_falta = tuple(que_falta(respuestas, catalogo))
    ruta = _donde(carpeta, catalogo)
    fila = _completa(respuestas) | {
        "id": _id_nuevo(ruta, catalogo, rutas), "tipo": "principal", "madurez": "por_mantener" if le_falta else BUENA,
        "origen": "registrado",
    }  # fmt: skip
    columnas = [c for c in esquema.columns]
    contenido = _en_libro(ruta, fila, columnas, esquema) if ruta.suffix == ".xlsx" else _en_csv(ruta, fila, columnas)
    _revisar(ruta, contenido, catalogo, rutas)
    escribir_todo({} if ruta.exists() else {ruta: contenido}, {ruta: contenido} if ruta.exists() else {})
    return Guardada(ruta, fila["id"], le_falta)


def _completa(respuestas: Mapping[str, str]) -> dict[str, str]:
    """Todas las columnas de la ficha, vacías las que no se respondieron."""
    vacias = dict.fromkeys(PREGUNTAS, "")
    return vacias | {c: " ".join(v.split()) for c, v in respuestas.items()}


def _donde(carpeta: Path, catalogo: Catalogo) -> Path:
    """El libro, si la región lo lleva y tiene la hoja; si no, el CSV."""
    libro = carpeta / LIBRO
    if libro.is_file() and _hoja(openpyxl.load_workbook(libro, read_only=True), catalogo) is not None:
        return libro
    return carpeta / f"{TABLA}.csv"


def _hoja(libro: Any, catalogo: Catalogo) -> Any:
    definidos = esquemas(catalogo)
    return next((libro[n] for n in libro.sheetnames if nombre_de_tabla(n, definidos) == TABLA), None)


def _leidas(ruta: Path, catalogo: Catalogo, rutas: Rutas) -> list[dict[str, Any]]:
    if not ruta.is_file():
        return []
    lectura = leer_archivo(ruta, rutas.relativa(ruta), esquemas(catalogo)).get(TABLA)
    return [] if lectura is None else lectura.tabla.to_dict("records")


def _id_nuevo(ruta: Path, catalogo: Catalogo, rutas: Rutas) -> str:
    """«pra-4» si la última es «pra-3»; las de otra forma no cuentan."""
    usados = {str(f["id"]) for f in _leidas(ruta, catalogo, rutas)}
    return next(f"pra-{n}" for n in range(1, len(usados) + 2) if f"pra-{n}" not in usados)


def _en_csv(ruta: Path, fila: Mapping[str, str], columnas: list[str]) -> bytes:
    """El CSV con una fila más; las columnas que no tenía y ahora hacen falta van al final."""
    previas: list[dict[str, str]] = []
    encabezado = [c for c in columnas if fila.get(c)]
    if ruta.is_file():
        with ruta.open(encoding="utf-8-sig", newline="") as archivo:
            lector = csv.DictReader(archivo)
            previas = list(lector)
            suyas = list(lector.fieldnames or ())
        encabezado = [*suyas, *(c for c in encabezado if c not in suyas)]
    salida = io.StringIO(newline="")
    escritor = csv.DictWriter(salida, encabezado, restval="", extrasaction="ignore", lineterminator="\n")
    escritor.writeheader()
    escritor.writerows([*previas, dict(fila)])
    return salida.getvalue().encode()


def _en_libro(ruta: Path, fila: Mapping[str, str], columnas: list[str], esquema: Any) -> bytes:
    """El libro con la fila en el primer renglón libre de su hoja; los títulos dicen qué columna es cada una."""
    libro = openpyxl.load_workbook(ruta)
    hoja = next(libro[n] for n in libro.sheetnames if n.casefold().startswith(TABLA))
    de_titulo = {c.casefold(): c for c in columnas} | {_plano(encabezado(esquema.columns[c])): c for c in columnas}
    renglon = next(n for n in range(2, hoja.max_row + 2) if not any(c.value not in (None, "") for c in hoja[n]))
    for celda in hoja[1]:
        columna = de_titulo.get(_plano(str(celda.value or "")))
        if columna and fila.get(columna):
            valor = legible(fila[columna]) if esquema.columns[columna].metadata["tipo"] == "opcion" else fila[columna]
            nueva = hoja.cell(renglon, celda.column, valor)
            nueva.data_type = "s"  # un texto que empiece por «=» no es una fórmula
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _plano(titulo: str) -> str:
    """Un encabezado sin el asterisco de obligatoria.

    >>> _plano("Título *")
    'título'
    """
    return titulo.rstrip(" *").casefold()


def _revisar(ruta: Path, contenido: bytes, catalogo: Catalogo, rutas: Rutas) -> None:
    """Lee lo que quedaría escrito; si tiene errores en la tabla, no se guarda."""
    with TemporaryDirectory() as carpeta:
        copia = Path(carpeta) / ruta.name
        copia.write_bytes(contenido)
        lectura = leer_archivo(copia, rutas.relativa(ruta), esquemas(catalogo)).get(TABLA)
        problemas = [p for p in (lectura.hallazgos if lectura else ()) if p.gravedad == "error"]
    if problemas:
        raise ErrorDeEntrada(problemas)
