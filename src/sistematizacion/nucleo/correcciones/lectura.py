"""``correcciones.yml`` leído: cada corrección con el archivo y la línea en que está."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError
from pydantic_core import PydanticCustomError
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarfloat import ScalarFloat

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.lector_yaml import Documento, leer_yaml, problemas_de_validacion
from sistematizacion.modelo import Clave, Modelo, Texto
from sistematizacion.nucleo.columnas import es_numero
from sistematizacion.nucleo.corte import Corte


def _numero(escrito: object) -> Decimal:
    """El número tal como se escribió: ``99.90`` conserva su cero, que dice con cuántos decimales se publica."""
    texto = (
        RoundTripRepresenter().represent_scalar_float(escrito).value if isinstance(escrito, ScalarFloat) else escrito
    )
    if isinstance(escrito, bool) or not es_numero(str(texto)):
        raise PydanticCustomError("numero_escrito", "no es un número")
    return Decimal(str(texto))


def _corte(escrito: object) -> str:
    """La fecha de corte como texto; YAML toma ``2025-12-31`` por una fecha y ``2025``, por un entero."""
    try:
        Corte.de_texto(str(escrito))
    except ValueError:
        raise PydanticCustomError("corte_escrito", "no es una fecha de corte") from None
    return str(escrito)


Numero = Annotated[Decimal, BeforeValidator(_numero)]


class _Entrada(Modelo):
    """Una corrección como se escribe."""

    tabla: Literal["cifras"]
    indicador: Clave
    categoria: str = ""
    fecha_corte: Annotated[str, BeforeValidator(_corte)] | None = None
    seccion: str = ""
    espera: Numero
    valor: Numero
    razon: Texto
    decidio: Texto
    fecha: date


class _Archivo(Modelo):
    """``correcciones.yml`` entero."""

    correcciones: list[_Entrada] = []


@dataclass(frozen=True)
class Correccion:
    """Una decisión sobre una cifra publicada, con el lugar donde está escrita."""

    indicador: str
    categoria: str
    fecha_corte: Corte | None  # None: cualquiera
    seccion: str  # vacía: cualquiera
    espera: Decimal
    valor: Decimal
    razon: str
    decidio: str  # el cargo
    fecha: date
    archivo: str
    linea: int | None

    @property
    def ambito(self) -> str:
        """La carpeta de datos en que está: la clave de la región, o ``comun``."""
        return PurePosixPath(self.archivo).parent.name

    @property
    def que(self) -> str:
        """La cifra que corrige, como se cita: «oxi_cartera», «participantes/oxi@2025»."""
        categoria = f"/{self.categoria}" if self.categoria else ""
        fecha = f"@{self.fecha_corte.isoformat()}" if self.fecha_corte else ""
        return f"{self.indicador}{categoria}{fecha}"

    @property
    def escrita_en(self) -> str:
        """Archivo y línea: «data/…/correcciones.yml, línea 4»."""
        return f"{self.archivo}, línea {self.linea}" if self.linea else self.archivo

    @property
    def explicacion(self) -> str:
        """La razón y quién la dio, en una oración."""
        return f"{self.razon.strip().rstrip('.')} ({self.decidio}, {self.fecha:%d/%m/%Y})."


def leer_correcciones(ruta: Path, archivo: str) -> tuple[Correccion, ...]:
    """Las correcciones de un archivo, en su orden; ninguna si el archivo no existe.

    Args:
        ruta: el archivo.
        archivo: su ruta relativa a la raíz, con la que se nombra en los mensajes; su carpeta es el ámbito.

    Raises:
        ErrorDeEntrada: con todos los problemas del archivo, cada uno con su línea y su clave.
    """
    if not ruta.is_file():
        return ()
    documento = leer_yaml(ruta, archivo)
    try:
        entradas = _Archivo.model_validate(documento.contenido).correcciones
    except ValidationError as error:
        raise ErrorDeEntrada(problemas_de_validacion(error, documento, _Archivo)) from None
    return tuple(_leida(entrada, n, documento) for n, entrada in enumerate(entradas))


def _leida(entrada: _Entrada, n: int, documento: Documento) -> Correccion:
    campos = entrada.model_dump(exclude={"tabla", "fecha_corte"})
    corte = Corte.de_texto(entrada.fecha_corte) if entrada.fecha_corte else None
    linea = documento.linea(("correcciones", n))
    return Correccion(**campos, fecha_corte=corte, archivo=documento.archivo, linea=linea)
