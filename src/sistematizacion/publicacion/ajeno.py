"""Lee un informe que viene de afuera en PDF. No se confía en lo que dice, ni en lo que pesa, ni en que se pueda leer.

Se lee en un proceso aparte, con un tope de memoria y de tiempo; de lo que declara, solo pasa lo que tiene la forma debida.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import pikepdf
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sistematizacion.ejecucion.procesos import Interrumpida, SinTurnos, limitar_memoria, repartir
from sistematizacion.errores import ErrorDeUso
from sistematizacion.modelo import Clave
from sistematizacion.publicacion import metadatos_pdf
from sistematizacion.publicacion.adjuntos import MANIFIESTO

MEGA = 2**20
TOPE, TOPE_DE_FLUJO, ADJUNTOS = 200 * MEGA, 50 * MEGA, 500
SEGUNDOS, MEGAS = 60, 1024
NO_ES_PDF = "{} no es un PDF. Dé el archivo .pdf del informe."
DANADO = "{} está dañado, protegido con contraseña o cortado, y no se puede leer. Pida otra copia."
AJENO = (
    "{} no es un informe de este proyecto, o lo hizo una versión anterior: no trae dentro de qué datos salió. Si lo hizo una "
    "versión anterior, hágalo de nuevo; los que ya se entregaron con ella no se pueden verificar."
)
SIN_ADJUNTOS = (
    "{} dice ser el informe {}, pero le falta {} o está alterado: alguien lo guardó sin sus adjuntos o lo editó. "
    "Pida el archivo tal como se entregó."
)

Corto = Annotated[str, Field(max_length=5000)]
Huellas = Annotated[dict[Corto, Corto], Field(max_length=20_000)]


class _Recibido(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)  # lo que traiga de más, de otra versión, no se usa


class CifraDeclarada(_Recibido):
    """Una cifra que el informe dice que imprime."""

    identidad: Corto
    nombre: Corto
    region: Corto
    escrito: Corto
    corte: Corto
    donde: list[Corto]


class Manifiesto(_Recibido):
    """De qué dice el informe que salió."""

    programa: Clave
    region: Clave | Annotated[str, Field(max_length=0)]
    informe: Clave
    fecha_corte: Annotated[date, Field(strict=False)]
    huella: Corto
    entrega_anterior: Annotated[int, Field(ge=1, le=1_000_000)] | None
    codigo: Corto
    candado: Corto
    python: Corto
    paquetes: Huellas
    datos: Huellas
    parametros: Huellas
    cuadernos: Huellas
    plantillas: Huellas
    entregas: Huellas
    otros: Huellas
    cifras: Annotated[list[CifraDeclarada], Field(max_length=100_000)]


@dataclass(frozen=True)
class Ajeno:
    """Un informe recibido: sus bytes, lo que declara y los archivos que lleva dentro."""

    contenido: bytes
    manifiesto: Manifiesto
    adjuntos: dict[str, bytes]


def contenido_de(archivo: Path) -> bytes:
    """Los bytes de un archivo que parece un PDF.

    Raises:
        ErrorDeUso: no está, pesa demasiado o no es un PDF.
    """
    if not archivo.is_file():
        raise ErrorDeUso(f"No existe el archivo {archivo}. Escriba FILE= con la ruta del PDF.")
    if archivo.stat().st_size > TOPE:
        raise ErrorDeUso(f"{archivo.name} pesa más de {TOPE // MEGA} MB: no es un informe de este proyecto.")
    contenido = archivo.read_bytes()
    if b"%PDF-" not in contenido[:1024]:
        raise ErrorDeUso(NO_ES_PDF.format(archivo.name))
    return contenido


def abrir(contenido: bytes, nombre: str) -> Ajeno:
    """El informe que hay en los bytes de un PDF, al que los mensajes llaman ``nombre``.

    Raises:
        ErrorDeUso: está dañado, o no es un informe de este proyecto.
    """
    declarado, adjuntos = aparte(_por_dentro, contenido, DANADO.format(nombre))
    if not declarado and MANIFIESTO not in adjuntos:
        raise ErrorDeUso(AJENO.format(nombre))
    try:
        return Ajeno(contenido, Manifiesto.model_validate_json(adjuntos[MANIFIESTO]), adjuntos)
    except (KeyError, ValidationError):
        cual = "/".join(filter(None, (declarado.get(c, "") for c in ("programa", "region", "informe")))) or "que no nombra"
        raise ErrorDeUso(SIN_ADJUNTOS.format(nombre, cual, MANIFIESTO)) from None


def aparte(funcion: Callable[[Any], Any], tarea: Any, si_no: str) -> Any:
    """Lo que da ``funcion(tarea)`` en un proceso que no puede pedir demasiado; lo que falla da ``ErrorDeUso(si_no)``."""
    [resultado] = repartir(_con_topes, [(funcion, tarea)], SinTurnos(), SEGUNDOS)
    if isinstance(resultado, Interrumpida):
        raise ErrorDeUso(si_no)
    return resultado


def _con_topes(pedido: tuple[Callable[[Any], Any], Any]) -> Any:
    funcion, tarea = pedido
    limitar_memoria(MEGAS)
    pikepdf.settings.set_qpdf_limits(flate_max_memory=TOPE_DE_FLUJO, run_length_max_memory=TOPE_DE_FLUJO)
    return funcion(tarea)


def _por_dentro(contenido: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """La procedencia que el PDF declara en sus metadatos, y sus adjuntos."""
    with pikepdf.open(BytesIO(contenido)) as documento:
        if documento.is_encrypted:
            raise pikepdf.PasswordError
        nombres = sorted(documento.attachments)[:ADJUNTOS]
        declarado = metadatos_pdf.leer(documento) if "/Metadata" in documento.Root else {}
        return declarado, {n: documento.attachments[n].get_file().read_bytes() for n in nombres}
