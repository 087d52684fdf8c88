"""Lo que un cuaderno muestra: prosa, cuadros, gráficos y avisos. Inmutables; cada una sabe escribirse en HTML."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra

PLANTILLAS = Environment(
    loader=PackageLoader("sistematizacion.presentacion", "plantillas"),
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip

Celda = str | Cifra | Markup | None | tuple["str | Cifra | Markup", ...]
NOTA_DE_VACIO = "La raya (—) indica que no hay dato publicado ni registrado; no equivale a cero."


class Pieza:
    """Base de lo que se muestra: JupyterLab y nbconvert la piden con ``_repr_mimebundle_``."""

    def html(self) -> str:
        """La pieza en HTML semántico."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, str]:
        return {"text/html": self.html(), "text/plain": f"<{type(self).__name__}>"}


@dataclass(frozen=True)
class Prosa(Pieza):
    """Párrafos ya compuestos."""

    contenido: Markup

    def html(self) -> str:
        """Los párrafos tal cual."""
        return str(self.contenido)


@dataclass(frozen=True)
class Aviso(Pieza):
    """Dice qué falta, en el lugar donde iría."""

    texto: str

    def html(self) -> str:
        """Un aparte con el texto."""
        return str(Markup('<aside class="aviso"><p>{}</p></aside>').format(self.texto))


@dataclass(frozen=True)
class Columna:
    """Encabezado de una columna; ``ancho`` es relativo y ``clase`` decide la alineación."""

    titulo: str
    clase: Literal["texto", "num"] = "texto"
    ancho: float = 1


@dataclass(frozen=True)
class Fila:
    """Una fila: la primera celda la encabeza; ``clase`` es ``grupo`` (solo un título) o ``total``."""

    celdas: tuple[Celda, ...]
    clase: Literal["", "grupo", "total"] = ""


@dataclass(frozen=True)
class Cuadro(Pieza):
    """Una tabla publicable. Una celda ``None`` se imprime «—» y el cuadro explica por qué.

    Raises:
        ErrorDeDocumento: una fila no tiene tantas celdas como columnas, o falta la fuente.
    """

    clave: str
    titulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[Fila, ...]
    fuente: str
    notas: tuple[str, ...] = ()
    horizontal: bool = False

    def __post_init__(self) -> None:
        """Revisa que el cuadro esté completo."""
        if not self.fuente:
            raise ErrorDeDocumento(f"El cuadro «{self.clave}» no dice su fuente.")
        for fila in self.filas:
            esperadas = 1 if fila.clase == "grupo" else len(self.columnas)
            if len(fila.celdas) != esperadas:
                raise ErrorDeDocumento(
                    f"El cuadro «{self.clave}» tiene una fila con {len(fila.celdas)} celdas y no {esperadas}."
                )

    @property
    def todas_las_notas(self) -> tuple[str, ...]:
        """Las notas propias y, si hay celdas vacías, la que las explica."""
        vacias = any(celda is None for fila in self.filas for celda in fila.celdas)
        return (*self.notas, NOTA_DE_VACIO) if vacias else self.notas

    def html(self) -> str:
        """La tabla con título, ámbitos de encabezado, notas y fuente."""
        return PLANTILLAS.get_template("cuadro.html.j2").render(cuadro=self, celda=escribir_celda)


@dataclass(frozen=True)
class Grafico(Pieza):
    """Un gráfico en SVG con lo que necesita quien no puede verlo; el título dice el hallazgo."""

    clave: str
    titulo: str
    svg: str
    alt: str
    fuente: str
    notas: tuple[str, ...] = ()

    def html(self) -> str:
        """La figura con su imagen dentro."""
        datos = base64.b64encode(self.svg.encode()).decode()
        return PLANTILLAS.get_template("grafico.html.j2").render(grafico=self, datos=datos)


def escribir_celda(celda: Celda) -> Markup:
    """El contenido de una celda en HTML."""
    if celda is None:
        return Markup('<span class="vacio">{}</span>').format(formato.VACIO)
    if isinstance(celda, Cifra):
        return celda.html(celda.en_cuadro, con_tabulador=False)
    if isinstance(celda, tuple):
        return Markup("").join(Markup("<p>{}</p>").format(escribir_celda(parte)) for parte in celda)
    return Markup.escape(celda)
