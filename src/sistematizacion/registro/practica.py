"""Una práctica nueva en los datos de una región: las preguntas que la orientan y dónde se escribe lo respondido.

Va en la hoja «practicas» de ``registro.xlsx`` si la región la lleva, o en ``practicas.csv``. Lo escrito se revisa antes de guardarlo,
con los mismos esquemas que todo lo demás; si algo no vale no se guarda nada.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS, CRITERIOS_RELEVANTES, NIVELES, SOSTENIBILIDAD
from sistematizacion.nucleo.estante import LIBROS, puede_traer
from sistematizacion.nucleo.lectura import leer_archivo, libro_abierto
from sistematizacion.nucleo.reconocimiento import BUENA, faltan
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.registro.fila_nueva import en_csv, en_libro
from sistematizacion.rutas import Rutas

TABLA = "practicas"
CALCULA = "tiene fórmulas en otras hojas, y al escribirle desde aquí se perdería lo que calculan"
A_MANO = "Escriba la práctica en su hoja «practicas», en Excel."
CIERRELO = "Ciérrelo y vuelva a dar la orden: al guardarlo en Excel se perdería lo que aquí se escriba."
Esquemas = Mapping[str, pa.DataFrameSchema]
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


def donde_guardar(programa: str, region: str, rutas: Rutas) -> Path:
    """El archivo de la región que recibirá la práctica; se puede preguntar antes de escribir nada.

    Es el libro que tenga la hoja, o el CSV de la tabla; si no hay ninguno, uno nuevo.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: el archivo tiene problemas, está abierto en Excel o, al escribirle algo, perdería lo que otras hojas calculan.
    """
    carpeta = rutas.data / programa / cargar_region(cargar_programa(programa, rutas), region, rutas).clave
    definidos = esquemas(cargar_catalogo(rutas))
    suyos = [r for r in sorted(carpeta.glob("[!.~]*")) if puede_traer(r) and TABLA in leer_archivo(r, rutas.relativa(r), definidos)]
    ruta = next(iter(sorted(suyos, key=lambda r: r.suffix.lower() == ".csv")), carpeta / f"{TABLA}.csv")
    if not ruta.exists():
        return ruta
    archivo, contenido = rutas.relativa(ruta), ruta.read_bytes()
    if libro_abierto(ruta, archivo):
        raise ErrorDeEntrada([Problema(archivo, "está abierto en Excel", CIERRELO)])
    _revisar(ruta, contenido, _con(ruta, contenido, {}, definidos, rutas), definidos, rutas)
    return ruta


def guardar(programa: str, region: str, respuestas: Mapping[str, str], rutas: Rutas) -> Guardada:
    """Agrega la práctica a los datos de la región.

    La etapa la pone la regla de ``params/practicas.yml``: buena práctica si no le falta nada; si no, por mantener.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: lo escrito no vale, o el archivo que ya había no puede recibirlo; no se guarda nada.
    """
    ruta = donde_guardar(programa, region, rutas)
    catalogo = cargar_catalogo(rutas)
    definidos = esquemas(catalogo)
    le_falta = tuple(que_falta(respuestas, catalogo))
    fila = _completa(respuestas) | {
        "id": _id_nuevo(ruta, definidos, rutas), "tipo": "principal", "madurez": "por_mantener" if le_falta else BUENA,
        "origen": "registrado",
    }  # fmt: skip
    antes = ruta.read_bytes() if ruta.exists() else b""
    contenido = _con(ruta, antes, fila, definidos, rutas)
    _revisar(ruta, antes, contenido, definidos, rutas)
    escribir_todo({} if antes else {ruta: contenido}, {ruta: contenido} if antes else {})
    return Guardada(ruta, fila["id"], le_falta)


def _con(ruta: Path, antes: bytes, fila: Mapping[str, str], definidos: Esquemas, rutas: Rutas) -> bytes:
    if ruta.suffix.lower() in LIBROS:
        return en_libro(antes, rutas.relativa(ruta), TABLA, fila, definidos)
    return en_csv(antes, rutas.relativa(ruta), fila, definidos[TABLA])


def _completa(respuestas: Mapping[str, str]) -> dict[str, str]:
    """Todas las columnas de la ficha, vacías las que no se respondieron."""
    vacias = dict.fromkeys(PREGUNTAS, "")
    return vacias | {c: " ".join(v.split()) for c, v in respuestas.items()}


def _id_nuevo(ruta: Path, definidos: Esquemas, rutas: Rutas) -> str:
    """El primer «pra-n» que ninguna fila usa; los de otra forma no cuentan."""
    lectura = leer_archivo(ruta, rutas.relativa(ruta), definidos).get(TABLA) if ruta.exists() else None
    usados = set() if lectura is None else set(lectura.tabla["id"])
    return next(f"pra-{n}" for n in range(1, len(usados) + 2) if f"pra-{n}" not in usados)


def _revisar(ruta: Path, antes: bytes, contenido: bytes, definidos: Esquemas, rutas: Rutas) -> None:
    """Lee lo que quedaría escrito; si la tabla tiene errores, u otra hoja gana alguno, no se guarda."""
    despues = _errores(ruta, contenido, definidos, rutas)
    if despues[TABLA]:
        raise ErrorDeEntrada(despues[TABLA])
    previos = _errores(ruta, antes, definidos, rutas) if antes else despues
    if any(len(despues[t]) > len(previos[t]) for t in despues):
        raise ErrorDeEntrada([Problema(rutas.relativa(ruta), CALCULA, A_MANO)])


def _errores(ruta: Path, contenido: bytes, definidos: Esquemas, rutas: Rutas) -> dict[str, list[Problema]]:
    """Los errores de cada tabla de un archivo, si su contenido fuera ese."""
    with TemporaryDirectory() as carpeta:
        copia = Path(carpeta) / ruta.name
        copia.write_bytes(contenido)
        leidas = leer_archivo(copia, rutas.relativa(ruta), definidos)
    return {t: list(leidas[t].errores) if t in leidas else [] for t in (TABLA, *leidas)}
