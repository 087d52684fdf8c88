"""Los parámetros de un programa, de sus regiones y de sus indicadores, leídos de YAML sin tolerar nada dudoso.

Una clave desconocida, una clave repetida o un código sin comillas es un error que nombra el archivo, la línea, la
clave, el valor y lo permitido. YAML convierte ``ubigeo: 010101`` en un número y le quita el cero: por eso los códigos
van entre comillas.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from sistematizacion.encuestas.instrumento import Instrumento
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso, Problema, enumerar, sugerencia
from sistematizacion.lector_yaml import Documento, leer_yaml, problemas_de_validacion
from sistematizacion.modelo import Clave, Modelo, Texto
from sistematizacion.relaciones import Relaciones
from sistematizacion.rutas import Rutas

PROGRAMA_POR_DEFECTO = "acompanamiento-2025"
INFORME_POR_DEFECTO = "cierre"
ARCHIVO_PROGRAMA = "programa.yml"

# Los grupos de indicadores; los tres primeros son los de los cuadros de actividades
Grupo = Literal[
    "articulacion", "asistencia", "capacitacion", "cartera", "ejecucion", "cierre", "posicion", "hitos", "satisfaccion",
    "programa",
]  # fmt: skip


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


class Fuente(Modelo):
    """Un documento del que salen datos publicados."""

    titulo: Texto
    entidad: Texto
    anio: int | None = None
    nota: str = ""

    def __str__(self) -> str:
        """Cómo se cita en cuadros y gráficos."""
        return self.titulo + (f" ({self.anio})" if self.anio else "")


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
    ficticio: bool = Field(default=False, exclude_if=lambda es: not es)  # cada página lo dice; si no, no deja rastro


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


class Unidad(Modelo):
    """Cómo se escribe una unidad: con nombre, con símbolo, como dinero o como puesto."""

    singular: str = ""
    plural: str = ""
    simbolo: str = ""
    moneda: Literal["", "unidades", "millones"] = ""
    ordinal: bool = False


class Seleccion(Modelo):
    """Qué filas de una tabla de registros se usan y qué se hace con ellas: contarlas, sumar una columna o contar distintos."""

    tabla: Clave
    donde: dict[Clave, Texto] = {}  # solo las filas con ese valor en esa columna
    sin: dict[Clave, Texto] = {}  # y sin ese otro
    llenas: list[Clave] = []  # y con esas columnas llenas
    sumar: Clave | None = None
    distintos: Clave | None = None

    @model_validator(mode="after")
    def _una_medida(self) -> "Seleccion":
        if self.sumar and self.distintos:
            raise ValueError("«sumar» y «distintos» no van juntos: o se suma una columna o se cuentan sus distintos")
        return self


class Calculo(Seleccion):
    """Cómo se calcula un indicador desde los registros de una región.

    ``entre`` divide y da un porcentaje; con ``variacion``, cuánto por ciento varió. ``por`` da además una cifra por
    cada valor de una columna, y ``partes`` una por cada columna nombrada; en ambos la clave es la dimensión. Lo que no
    se puede decir así lo hace una ``funcion`` de ``analisis.indicadores``.
    """

    entre: Seleccion | None = None
    variacion: bool = False
    por: dict[Clave, Clave] = {}
    partes: dict[Clave, list[Clave]] = {}
    funcion: Literal["contar", "retraso", "encuesta", "hitos_logrados"] = "contar"
    umbrales: dict[Clave, Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")]] = {}

    @property
    def columnas(self) -> dict[str, set[str]]:
        """Por tabla, las columnas que el cálculo usa."""
        usadas: dict[str, set[str]] = {}
        for parte in filter(None, (self, self.entre)):
            propias = {*parte.donde, *parte.sin, *parte.llenas, *filter(None, (parte.sumar, parte.distintos))}
            usadas.setdefault(parte.tabla, set()).update(propias)
        usadas[self.tabla].update(self.por.values(), *self.partes.values())
        return usadas


class Indicador(Modelo):
    """La ficha de un indicador: qué mide y en qué unidad."""

    nombre: Texto
    singular: str = ""  # el nombre cuando hay uno solo, si el nombre es plural
    grupo: Grupo
    definicion: Texto
    unidad: Clave
    decimales: Annotated[int, Field(ge=0, le=6)] = 0
    minimo: int | None = 0
    maximo: int | None = None
    no_supera: str = ""  # indicador que es su todo: los cierres no superan al universo de cierre
    calculo: Calculo | None = None  # cómo sale de los registros; sin él, solo se publica o se registra como cifra


class Fichas(Modelo):
    """``params/indicadores.yml``: unidades, categorías e indicadores, por clave."""

    unidades: dict[Clave, Unidad]
    categorias: dict[Clave, Texto] = {}
    indicadores: dict[Clave, Indicador]

    @model_validator(mode="after")
    def _unidades_conocidas(self) -> "Fichas":
        for clave, ficha in self.indicadores.items():
            if ficha.unidad not in self.unidades:
                raise ValueError(f"el indicador «{clave}» usa la unidad «{ficha.unidad}», que no está en «unidades»")
            if ficha.no_supera and ficha.no_supera not in self.indicadores:
                raise ValueError(f"el indicador «{clave}» no puede compararse con «{ficha.no_supera}», que no existe")
        return self


class Catalogo(Fichas):
    """Lo que se mide, lo que se pregunta y cómo se comprueba; las respuestas de la encuesta son también categorías."""

    encuesta: Instrumento
    relaciones: Relaciones = Relaciones()


M = TypeVar("M", bound=Modelo)


def leer_modelo(ruta: Path, modelo: type[M], rutas: Rutas) -> M:
    """Lee un YAML y lo valida contra ``modelo``.

    Raises:
        ErrorDeEntrada: con todos los problemas del archivo.
    """
    documento: Documento = leer_yaml(ruta, rutas.relativa(ruta))
    try:
        return modelo.model_validate(documento.contenido)
    except ValidationError as error:
        raise ErrorDeEntrada(problemas_de_validacion(error, documento, modelo)) from None


def programas(rutas: Rutas) -> list[str]:
    """Claves de los programas que tienen parámetros, en orden alfabético."""
    return sorted(ruta.parent.name for ruta in rutas.params.glob(f"*/{ARCHIVO_PROGRAMA}"))


def regiones_con_parametros(programa: Programa, rutas: Rutas) -> list[str]:
    """Claves de las regiones que tienen archivo en la carpeta del programa, aunque ``regiones`` no las incluya hoy."""
    carpeta = rutas.params / programa.clave
    return sorted(ruta.stem for ruta in carpeta.glob("*.yml") if ruta.name != ARCHIVO_PROGRAMA)


def cargar_catalogo(rutas: Rutas) -> Catalogo:
    """El catálogo de indicadores del proyecto y su encuesta.

    Raises:
        ErrorDeEntrada: uno de los archivos tiene problemas, dos definen la misma categoría o se nombra un indicador
            que no existe.
    """
    fichas = leer_modelo(rutas.params / "indicadores.yml", Fichas, rutas)
    ruta = rutas.params / "encuestas" / "satisfaccion.yml"
    encuesta = leer_modelo(ruta, Instrumento, rutas)
    repetidas = [clave for clave in encuesta.categorias if clave in fichas.categorias]
    if repetidas:
        regla, remedio = "esa respuesta ya es una categoría de params/indicadores.yml", "Déjela solo aquí."
        raise ErrorDeEntrada(Problema(rutas.relativa(ruta), regla, remedio, "clave preguntas", r) for r in repetidas)
    propias = dict(fichas) | {"categorias": fichas.categorias | encuesta.categorias}
    return Catalogo(**propias, encuesta=encuesta, relaciones=_cargar_relaciones(fichas, rutas))


def _cargar_relaciones(fichas: Fichas, rutas: Rutas) -> Relaciones:
    """``params/conciliacion.yml``, que solo puede nombrar indicadores que existen."""
    ruta = rutas.params / "conciliacion.yml"
    relaciones = leer_modelo(ruta, Relaciones, rutas)
    problemas = [
        Problema(rutas.relativa(ruta), "no está en params/indicadores.yml", sugerencia(i, fichas.indicadores), f"clave {lugar}", i)
        for lugar, i in relaciones.indicadores if i not in fichas.indicadores
    ]  # fmt: skip
    if problemas:
        raise ErrorDeEntrada(problemas)
    return relaciones


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
    _exigir(clave, sorted(programa.regiones), "la región", "REGION")
    ruta = rutas.params / programa.clave / f"{clave}.yml"
    region = leer_modelo(ruta, Region, rutas)
    problemas = _clave_del_archivo(region.clave, clave, ruta, rutas)
    if problemas:
        raise ErrorDeEntrada(problemas)
    return region


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


def _exigir(clave: str, opciones: list[str], que: str, variable: str) -> None:
    if clave in opciones:
        return
    inicio = f"No existe {que} «{clave}»." if clave else f"Falta indicar {que}."
    disponibles = f"Opciones para {variable}: {enumerar(opciones) or 'ninguna'}."
    ejemplo = "" if clave or not opciones else f"Ejemplo: make report {variable}={opciones[-1]}"
    raise ErrorDeUso("\n".join(filter(None, [inicio, sugerencia(clave, opciones), disponibles, ejemplo])))


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
