"""Los parámetros de un programa y de sus regiones, leídos de YAML sin tolerar nada dudoso.

Una clave desconocida, una clave repetida o un código sin comillas es un error que nombra el archivo, la línea, la
clave, el valor y lo permitido. YAML convierte ``ubigeo: 010101`` en un número y le quita el cero: por eso los códigos
van entre comillas.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso, Problema, enumerar, sugerencia
from sistematizacion.lector_yaml import interpretar_yaml, leer_texto, problemas_de_validacion
from sistematizacion.modelo import FORMA_DE_CLAVE, Clave, Modelo, Texto
from sistematizacion.reglas_de_gasto import Foco
from sistematizacion.rutas import Rutas

PROGRAMA_POR_DEFECTO = "acompanamiento-2025"
INFORME_POR_DEFECTO = "cierre"
INFORME_DEL_PROGRAMA = "comparativo"  # el que se entrega si no se dice región ni informe
ARCHIVO_PROGRAMA = "programa.yml"
ARCHIVO_MARCA = "_brand.yml"


class Periodo(Modelo):
    """Fechas entre las que se ejecutó el programa."""

    inicio: date
    fin: date
    nota: str = ""  # por ejemplo, que las fechas se infirieron

    @model_validator(mode="after")
    def _en_orden(self) -> "Periodo":
        if self.fin < self.inicio:
            raise ValueError(f"el fin ({self.fin}) es anterior al inicio ({self.inicio})")
        return self


class Entidad(Modelo):
    """Una organización y su papel en el programa."""

    nombre: Texto
    papel: Texto

    @property
    def conduce(self) -> bool:
        """Si es la que conduce el programa, según su papel."""
        return "conducción" in self.papel.casefold()


class Fuente(Modelo):
    """Un documento del que salen datos publicados."""

    titulo: Texto
    entidad: Texto
    anio: int | None = None
    nota: str = ""

    def __str__(self) -> str:
        """Cómo se cita en cuadros y gráficos."""
        return self.titulo + (f" ({self.anio})" if self.anio else "")


FUENTES_DEL_MEF = {  # las que cita lo que escribe «make mef»; no hay que ponerlas en programa.yml
    clave: Fuente(titulo=titulo, entidad=entidad)
    for clave, titulo, entidad in (
        ("mef-siaf", "MEF, ejecución del gasto (SIAF)", "Ministerio de Economía y Finanzas"),
        ("mef-banco", "MEF, Banco de Inversiones", "Ministerio de Economía y Finanzas"),
        ("mef-f12b", "MEF, Formato 12-B", "Ministerio de Economía y Finanzas"),
        ("mef-consulta", "MEF, Consulta Amigable", "Ministerio de Economía y Finanzas"),
        ("contraloria-infobras", "Contraloría, INFObras", "Contraloría General de la República"),
    )
}


class Informe(Modelo):
    """Un documento: su título, de qué se hace (de una región, del programa entero) y sus capítulos, en orden."""

    titulo: Texto
    alcances: list[Literal["region", "programa"]] = Field(default=["region"], min_length=1)
    capitulos: list[Clave] = Field(min_length=1)


class Programa(Modelo):
    """``params/<programa>/programa.yml``."""

    clave: Clave
    nombre: Texto
    nombre_corto: Texto
    descripcion: Texto
    periodo: Periodo
    fecha_corte: date
    entidades: list[Entidad]
    regiones: list[Clave] = Field(min_length=1)
    fuentes: dict[Clave, Fuente]
    informes: dict[Clave, Informe] = Field(min_length=1)
    marca: Clave | None = None  # programa cuyo _brand.yml se usa; si no se dice, el propio
    contacto: str = Field(default="", exclude_if=lambda es: not es)  # a dónde escribir; por ejemplo, un correo institucional
    ficticio: bool = Field(default=False, exclude_if=lambda es: not es)  # cada página lo dice; si no, no deja rastro
    gasto: Foco | None = Field(default=None, exclude_if=lambda es: es is None)  # qué del gasto se mira; sin él, todo

    @property
    def documentos(self) -> dict[str, Fuente]:
        """Los que una fila publicada puede citar: los del programa y los del MEF."""
        return FUENTES_DEL_MEF | self.fuentes


class Region(Modelo):
    """``params/<programa>/<region>.yml``; ``ubigeo`` y ``pliego`` son texto."""

    clave: Clave
    nombre: Texto
    gobierno: Texto
    sigla: Texto
    ubigeo: Annotated[str, Field(pattern=r"^\d{2}(\d{4})?$")]
    pliego: Annotated[str, Field(pattern=r"^\d{3}$")]
    fecha_corte: date
    areas_encuestadas: list[Texto] = []
    registros_completos: list[Clave] = []  # tablas de registros que están completas: mandan sobre lo publicado
    gasto: Foco | None = Field(default=None, exclude_if=lambda es: es is None)  # lo que diga manda sobre lo del programa


M = TypeVar("M", bound=Modelo)


def leer_modelo(ruta: Path, modelo: type[M], rutas: Rutas) -> M:
    """Lee un YAML y lo valida contra ``modelo``.

    Raises:
        ErrorDeEntrada: con todos los problemas del archivo.
    """
    archivo = rutas.relativa(ruta)
    return _interpretar(leer_texto(ruta, archivo), archivo, modelo)


@lru_cache(maxsize=512)
def _interpretar(texto: str, archivo: str, modelo: type[M]) -> M:
    """El modelo que dice ``texto``; se recuerda, porque cada capítulo vuelve a pedir los mismos."""
    documento = interpretar_yaml(texto, archivo)
    try:
        return modelo.model_validate(documento.contenido)
    except ValidationError as error:
        raise ErrorDeEntrada(problemas_de_validacion(error, documento, modelo)) from None


def programas(rutas: Rutas) -> list[str]:
    """Claves de los programas que tienen parámetros, en orden alfabético."""
    return sorted(ruta.parent.name for ruta in rutas.params.glob(f"*/{ARCHIVO_PROGRAMA}"))


def comunes_de_params(rutas: Rutas) -> list[Path]:
    """Los YAML de ``params/`` que no son de un programa, sino de todos: los indicadores, la encuesta…"""
    deseados = (r for r in rutas.params.rglob("*.yml") if r.name != ARCHIVO_MARCA)
    return sorted(r for r in deseados if not (r.parent / ARCHIVO_PROGRAMA).is_file())


def regiones_con_parametros(programa: Programa, rutas: Rutas) -> list[str]:
    """Claves de las regiones que tienen archivo en la carpeta del programa, aunque ``regiones`` no las incluya hoy."""
    carpeta = rutas.params / programa.clave
    return sorted(ruta.stem for ruta in carpeta.glob("[!_]*.yml") if ruta.name != ARCHIVO_PROGRAMA)


def cargar_programa(clave: str, rutas: Rutas) -> Programa:
    """Los parámetros de un programa.

    Raises:
        ErrorDeUso: el programa no existe; el mensaje trae la lista y el nombre más parecido.
        ErrorDeEntrada: el archivo tiene problemas, o falta el de alguna región que nombra.
    """
    _exigir(clave, programas(rutas), "el programa", "PROGRAMA")
    ruta = rutas.params / clave / ARCHIVO_PROGRAMA
    programa = leer_modelo(ruta, Programa, rutas)
    problemas = [*_clave_del_archivo(programa.clave, clave, ruta, rutas), *_regiones_sin_archivo(programa, ruta, rutas)]
    if problemas:
        raise ErrorDeEntrada(problemas)
    return programa


def cargar_region(programa: Programa, clave: str, rutas: Rutas) -> Region:
    """Los parámetros de una región del programa; levanta lo mismo que ``cargar_programa``."""
    otros = _en_otros(clave, programa, rutas)
    _exigir(
        clave, sorted(programa.regiones), "la región", "REGION", f"Se buscó en el programa {programa.clave}.{otros}"
    )
    ruta = rutas.params / programa.clave / f"{clave}.yml"
    region = leer_modelo(ruta, Region, rutas)
    problemas = _clave_del_archivo(region.clave, clave, ruta, rutas)
    if problemas:
        raise ErrorDeEntrada(problemas)
    return region


def por_revisar(programa: Programa, regiones: Sequence[Region], rutas: Rutas, hoy: date) -> list[str]:
    """Lo que quizá quedó sin cambiar en los parámetros: una fecha de corte que no llega, o líneas marcadas «cambie»."""
    carpeta = rutas.params / programa.clave
    avisos = [
        f"la fecha de corte de {region.nombre} ({region.fecha_corte:%d/%m/%Y}) todavía no llega, y los informes la dan por cumplida."
        for region in regiones
        if region.fecha_corte > hoy
    ]
    for ruta in (carpeta / ARCHIVO_PROGRAMA, *(carpeta / f"{region.clave}.yml" for region in regiones)):
        lineas = [n for n, linea in enumerate(ruta.read_text(encoding="utf-8").splitlines(), 1) if "# cambie" in linea]
        if lineas:
            numeros = ", ".join(map(str, lineas))
            avisos.append(
                f"{rutas.relativa(ruta)} tiene líneas marcadas «cambie» ({numeros}); ya cambiadas, borre la marca."
            )
    return avisos


def elegir_informe(programa: Programa, clave: str, region: str) -> Informe:
    """Un informe del programa, para una región o, si va vacía, para todas.

    Raises:
        ErrorDeUso: el informe no existe, o no se hace en ese alcance; el mensaje dice los que sí.
    """
    _exigir(clave, sorted(programa.informes), "el informe", "INFORME")
    informe = programa.informes[clave]
    if region and "region" not in informe.alcances:
        raise ErrorDeUso(f"El informe «{clave}» es del programa entero: pídalo sin REGION.")
    if not region and "programa" not in informe.alcances:
        _exigir("", sorted(programa.regiones), "la región", "REGION")
    return informe


def informe_por_defecto(programa: Programa, *, del_programa: bool = False) -> str:
    """El informe que se hace si no se dice cuál: el de cierre o, si el programa no lo tiene, el primero de una región.

    Con ``del_programa``, el comparativo o el primero del programa entero. Si no hay ninguno, el de siempre, para que el
    error diga los que sí hay.
    """
    usual = INFORME_DEL_PROGRAMA if del_programa else INFORME_POR_DEFECTO
    alcance = "programa" if del_programa else "region"
    posibles = [clave for clave, informe in programa.informes.items() if alcance in informe.alcances]
    return usual if usual in programa.informes or not posibles else posibles[0]


def normalizar(clave: str) -> str:
    """La clave de una región como se escribe en los archivos: «La Libertad» es ``la-libertad``; una clave queda igual.

    >>> normalizar(" Junín "), normalizar("La Libertad")
    ('junin', 'la-libertad')
    """
    if re.fullmatch(FORMA_DE_CLAVE, clave):
        return clave
    sin_tildes = unicodedata.normalize("NFKD", clave.strip().casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", sin_tildes).strip("-")


def _en_otros(clave: str, programa: Programa, rutas: Rutas) -> str:
    """En qué otros programas está esa región, por si se olvidó decir cuál."""
    hallados = [ruta.parent.name for ruta in sorted(rutas.params.glob(f"*/{clave}.yml"))] if clave else []
    otros = [f"PROGRAMA={otro}" for otro in hallados if otro != programa.clave]
    return f" Sí está en: {', '.join(otros)}." if otros else ""


def _exigir(clave: str, opciones: list[str], que: str, variable: str, ademas: str = "") -> None:
    if clave in opciones:
        return
    inicio = f"No existe {que} «{clave}»." if clave else f"Falta indicar {que}."
    disponibles = f"Opciones para {variable}: {enumerar(opciones) or 'ninguna'}."
    ejemplo = "" if clave or not opciones else f"Ejemplo: {variable}={opciones[-1]}"
    raise ErrorDeUso(
        "\n".join(filter(None, [inicio, ademas if clave else "", sugerencia(clave, opciones), disponibles, ejemplo]))
    )


def _clave_del_archivo(clave: str, esperada: str, ruta: Path, rutas: Rutas) -> list[Problema]:
    if clave == esperada:
        return []
    remedio = f"Escriba «clave: {esperada}»."
    return [
        Problema(rutas.relativa(ruta), "no coincide con el nombre del archivo o carpeta", remedio, "clave clave", clave)
    ]


def _regiones_sin_archivo(programa: Programa, ruta: Path, rutas: Rutas) -> list[Problema]:
    faltan = [r for r in programa.regiones if not (ruta.parent / f"{r}.yml").is_file()]
    return [
        Problema(
            rutas.relativa(ruta),
            f"falta {rutas.relativa(ruta.parent)}/{r}.yml",
            "Cree el archivo o quite la región.",
            "clave regiones",
            r,
        )
        for r in faltan
    ]
