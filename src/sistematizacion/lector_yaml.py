"""Lee YAML con su número de línea y convierte los errores de pydantic en problemas en español."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sistematizacion.errores import ErrorDeEntrada, Problema, enumerar, sugerencia

TIPOS = {
    "string_type": "debe ser texto",
    "int_type": "debe ser un número entero",
    "int_from_float": "debe ser un número entero",
    "date_type": "debe ser una fecha aaaa-mm-dd sin comillas",
    "bool_type": "debe ser true o false",
    "list_type": "debe ser una lista (una línea con «- » por elemento)",
    "dict_type": "debe ser un grupo de claves",
    "model_type": "debe ser un grupo de claves",
    "model_attributes_type": "debe ser un grupo de claves",
    "too_short": "no puede estar vacío",
    "string_too_short": "no puede estar vacío",
    "greater_than_equal": "es menor que lo permitido ({ge})",
    "less_than_equal": "es mayor que lo permitido ({le})",
    "numero_escrito": "no es un número con punto decimal y sin separador de millares (por ejemplo 1038.5)",
    "corte_escrito": "no es una fecha de corte que exista: se escribe 2025-12-31, 2025-12 o 2025",
    "literal_error": "no es uno de los permitidos: {expected}",
}
PATRONES = {
    r"^\d{2}(\d{4})?$": "dos o seis dígitos entre comillas rectas",
    r"^\d{3}$": "tres dígitos entre comillas rectas",
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$": "una clave en minúsculas, sin tildes ni espacios",
}
COMILLAS = "Escríbalo entre comillas: YAML toma los códigos sin comillas por números y les quita los ceros."


@dataclass(frozen=True)
class Documento:
    """Un YAML leído: su contenido y el archivo, para poder nombrarlo."""

    archivo: str
    contenido: Any

    def linea(self, lugar: tuple[int | str, ...]) -> int | None:
        """Línea (desde 1) de la clave más profunda de ``lugar`` que exista en el archivo."""
        nodo, linea = self.contenido, None
        for paso in lugar:
            if isinstance(nodo, CommentedMap) and paso in nodo:
                linea = nodo.lc.key(paso)[0] + 1
            elif isinstance(nodo, CommentedSeq) and isinstance(paso, int) and paso < len(nodo):
                linea = nodo.lc.item(paso)[0] + 1
            else:
                break
            nodo = nodo[paso]
        return linea


def leer_yaml(ruta: Path, archivo: str) -> Documento:
    """Lee ``ruta``; ``archivo`` es el nombre con que aparece en los mensajes.

    Raises:
        ErrorDeEntrada: el archivo falta, no es UTF-8, no es YAML o repite una clave.
    """
    return interpretar_yaml(leer_texto(ruta, archivo), archivo)


def leer_texto(ruta: Path, archivo: str) -> str:
    """El texto de ``ruta``; levanta lo mismo que ``leer_yaml`` si falta o no es UTF-8."""
    try:
        return ruta.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ErrorDeEntrada([Problema(archivo, "el archivo no existe", "Créelo o corrija el nombre.")]) from None
    except UnicodeDecodeError:
        raise ErrorDeEntrada([Problema(archivo, "no está en UTF-8", "Guárdelo como UTF-8.")]) from None


@lru_cache
def interpretar_yaml(texto: str, archivo: str) -> Documento:
    """El documento que dice ``texto``; se recuerda, porque leer un catálogo entero con sus líneas no es inmediato."""
    try:
        contenido = YAML(typ="rt").load(texto)
    except YAMLError as error:
        raise ErrorDeEntrada([_problema_de_sintaxis(error, archivo)]) from None
    return Documento(archivo, {} if contenido is None else contenido)


def problemas_de_validacion(error: ValidationError, documento: Documento, modelo: type[BaseModel]) -> list[Problema]:
    """Un ``Problema`` por cada error de pydantic, con línea, clave, valor, regla y remedio."""
    return [_problema(detalle, documento, modelo) for detalle in error.errors()]


def _problema_de_sintaxis(error: YAMLError, archivo: str) -> Problema:
    marca = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    lugar = f"línea {marca.line + 1}, columna {marca.column + 1}" if marca else ""
    if isinstance(error, DuplicateKeyError):
        return Problema(archivo, "hay una clave repetida", "Deje una sola.", lugar)
    return Problema(archivo, "no se entiende como YAML", "Revise sangrías, comillas y dos puntos en esa línea.", lugar)


def _problema(detalle: ErrorDetails, documento: Documento, modelo: type[BaseModel]) -> Problema:
    lugar = tuple(paso for paso in detalle["loc"] if paso != "[key]")
    regla, remedio = _regla(detalle, lugar, modelo)
    linea = documento.linea(lugar)
    clave = f"clave {'.'.join(map(str, lugar))}" if lugar else ""
    texto = ", ".join(filter(None, [f"línea {linea}" if linea else "", clave]))
    ausente = detalle["type"] in {"missing", "value_error"} or isinstance(detalle["input"], dict | list)
    return Problema(documento.archivo, regla, remedio, texto, None if ausente else str(detalle["input"]))


def _regla(detalle: ErrorDetails, lugar: tuple[int | str, ...], modelo: type[BaseModel]) -> tuple[str, str]:
    tipo, contexto = detalle["type"], detalle.get("ctx", {})
    if tipo == "missing":
        return "falta esta clave, que es obligatoria", "Agréguela."
    if tipo == "extra_forbidden":
        permitidas = _claves(modelo, lugar[:-1])
        return (
            "clave desconocida",
            f"{sugerencia(str(lugar[-1]), permitidas)} Permitidas: {enumerar(permitidas)}.".strip(),
        )
    if tipo == "value_error":
        return str(contexto["error"]), "Corrija uno de los dos."
    if tipo == "string_type" and isinstance(detalle["input"], int | float):
        return "es un número y debe ser texto", COMILLAS
    if tipo == "string_pattern_mismatch":
        return f"debe ser {PATRONES.get(contexto['pattern'], contexto['pattern'])}", ""
    return TIPOS.get(tipo, f"no es válido ({tipo})").format(**contexto), ""


def _claves(modelo: type[BaseModel], lugar: tuple[int | str, ...]) -> list[str]:
    """Claves permitidas en el modelo anidado que está en ``lugar``."""
    actual: Any = modelo
    for paso in lugar:
        if isinstance(actual, type) and issubclass(actual, BaseModel):
            actual = actual.model_fields[str(paso)].annotation
        else:
            actual = get_args(actual)[-1]
    return sorted(actual.model_fields)
