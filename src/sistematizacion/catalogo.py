"""El catálogo: qué se mide (``params/indicadores.yml``), qué se pregunta y cómo se relacionan las cifras entre sí."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sistematizacion.encuestas.instrumento import Instrumento
from sistematizacion.errores import ErrorDeEntrada, Problema, sugerencia
from sistematizacion.memoria import por_identidad
from sistematizacion.modelo import Clave, Modelo, Texto
from sistematizacion.parametros import leer_modelo
from sistematizacion.reglas_de_cartera import ReglasDeCartera
from sistematizacion.reglas_de_gasto import ReglasDeGasto
from sistematizacion.reglas_de_practicas import ReglasDePracticas
from sistematizacion.relaciones import Relaciones
from sistematizacion.rutas import Rutas

# Los grupos de indicadores; los tres primeros son los de los cuadros de actividades
Grupo = Literal[
    "articulacion", "asistencia", "capacitacion", "cartera", "ejecucion", "cierre", "posicion", "hitos", "satisfaccion",
    "programa", "descentralizacion", "buenas_practicas", "apoyo_presupuestario",
]  # fmt: skip


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
    de_una: dict[Clave, Texto] = {}  # las categorías que se escriben en plural, cuando se cuenta una sola
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
    cartera: ReglasDeCartera
    gasto: ReglasDeGasto
    practicas: ReglasDePracticas
    relaciones: Relaciones = Relaciones()


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
    cartera = leer_modelo(rutas.params / "cartera.yml", ReglasDeCartera, rutas)
    gasto = leer_modelo(rutas.params / "gasto.yml", ReglasDeGasto, rutas)
    practicas = leer_modelo(rutas.params / "practicas.yml", ReglasDePracticas, rutas)
    return _juntar(fichas, encuesta, cartera, gasto, practicas, _cargar_relaciones(fichas, rutas))


@por_identidad(8)
def _juntar(
    fichas: Fichas, encuesta: Instrumento, cartera: ReglasDeCartera, gasto: ReglasDeGasto, practicas: ReglasDePracticas,
    relaciones: Relaciones,
) -> Catalogo:  # fmt: skip
    """El catálogo de unos archivos ya leídos: uno solo mientras no cambien, y así también sus esquemas."""
    propias = dict(fichas) | {"categorias": fichas.categorias | encuesta.categorias}
    reglas = {"cartera": cartera, "gasto": gasto, "practicas": practicas}
    return Catalogo(**propias, **reglas, encuesta=encuesta, relaciones=relaciones)


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
