"""``Cuadro``: una tabla publicable, que se escribe en HTML, en el impreso y en una hoja de cálculo."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

import lxml.html
from markupsafe import Markup

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.piezas import PLANTILLAS, Pieza

MIME_DE_CUADRO = "application/vnd.sistematizacion.cuadro+json"
LETRAS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Ausente:
    """Una celda sin dato, con la razón: se imprime «—» con la letra de su nota.

    Con ``de`` se nombra de qué región es; la misma razón de varias regiones es una sola nota.
    """

    motivo: str
    de: str = ""


# Un entero es un recuento que no va al libro de cifras: cuántas filas tiene un archivo
Celda = str | int | Cifra | Markup | Ausente | None | tuple["str | Cifra | Markup", ...]
NOTA_DE_VACIO = "La raya (—) indica que no hay dato publicado ni registrado; no equivale a cero."


@dataclass(frozen=True)
class Columna:
    """Encabezado de una columna; ``ancho`` es relativo y ``clase`` decide la alineación.

    Las columnas seguidas con el mismo ``grupo`` van bajo un encabezado común.
    """

    titulo: str
    clase: Literal["texto", "num"] = "texto"
    ancho: float = 1
    unidad: str = ""
    grupo: str = ""

    @property
    def rotulo(self) -> str:
        """El título con su unidad."""
        return f"{self.titulo} ({self.unidad})" if self.unidad else self.titulo


@dataclass(frozen=True)
class Fila:
    """Una fila: la primera celda la encabeza; ``clase`` es ``grupo`` (solo un título) o ``total``."""

    celdas: tuple[Celda, ...]
    clase: Literal["", "grupo", "total"] = ""


@dataclass(frozen=True)
class Cuadro(Pieza):
    """Una tabla publicable, que se escribe en HTML, en el impreso y en una hoja de cálculo.

    Una celda ``None`` o ``Ausente`` se imprime «—» y el cuadro explica por qué. Uno nuevo se escribe en pocas líneas::

        Cuadro("mio", "Título", (Columna("Región"), Columna("Cierres", "num")),
               tuple(Fila((r.region.nombre, r.cifra("cierres_efectivos"))) for r in regiones), "Registro del programa.")

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
    # Columnas y filas para la hoja de cálculo, si son otras: un cuadro con varias cifras por celda las da una por una
    hoja: tuple[tuple[Columna, ...], tuple[Fila, ...]] | None = None

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
    def motivos(self) -> list[str]:
        """Las razones de las celdas sin dato, sin repetir y en orden; la letra de cada una es su lugar."""
        celdas = [celda for fila in self.filas for celda in fila.celdas]
        return list(dict.fromkeys(c.motivo for c in celdas if isinstance(c, Ausente)))

    @property
    def todas_las_notas(self) -> tuple[str, ...]:
        """Las notas propias, la razón de cada celda sin dato y lo que significa la raya."""
        explicadas = [f"({letra(n)}) {self._de_quienes(m)}{m}" for n, m in enumerate(self.motivos)]
        vacias = any(celda is None for fila in self.filas for celda in fila.celdas)
        return (*self.notas, *explicadas, *((NOTA_DE_VACIO,) if vacias or explicadas else ()))

    def _de_quienes(self, motivo: str) -> str:
        """«Arequipa y Cusco: », o vacío si la razón no es de ninguna región."""
        celdas = [celda for fila in self.filas for celda in fila.celdas]
        suyas = dict.fromkeys(c.de for c in celdas if isinstance(c, Ausente) and c.motivo == motivo and c.de)
        return f"{formato.lista(sorted(suyas))}: " if suyas else ""

    @property
    def encabezados(self) -> list[tuple[str, list[Columna]]]:
        """Las columnas por grupos seguidos; vacío si ninguna tiene grupo."""
        grupos = [(grupo, list(columnas)) for grupo, columnas in groupby(self.columnas, key=lambda c: c.grupo)]
        return grupos if any(grupo for grupo, _ in grupos) else []

    def marca(self, celda: Ausente) -> str:
        """La letra de la nota que explica una celda sin dato."""
        return letra(self.motivos.index(celda.motivo))

    def html(self) -> str:
        """La tabla con título, ámbitos de encabezado, notas y fuente."""
        return PLANTILLAS.get_template("cuadro.html.j2").render(cuadro=self, celda=self._escribir)

    def datos(self) -> dict[str, Any]:
        """El cuadro como textos y números, para la hoja de cálculo; ver ``publicacion.xlsx``."""
        if self.hoja:
            return replace(self, columnas=self.hoja[0], filas=self.hoja[1], hoja=None).datos()
        return {
            "clave": self.clave,
            "titulo": self.titulo,
            "columnas": [
                {"titulo": c.titulo, "grupo": c.grupo, "unidad": c.unidad, "clase": c.clase, "ancho": c.ancho}
                for c in self.columnas
            ],
            "filas": [{"clase": f.clase, "celdas": [self._dato(c) for c in f.celdas]} for f in self.filas],
            "notas": [sin_marcas(n) if isinstance(n, Markup) else n for n in self.todas_las_notas],
            "fuente": self.fuente,
        }

    def _escribir(self, celda: Celda) -> Markup:
        if isinstance(celda, Ausente):
            return escribir_celda(None) + Markup("<sup>{}</sup>").format(self.marca(celda))
        return escribir_celda(celda)

    def _dato(self, celda: Celda) -> dict[str, Any]:
        if celda is None or isinstance(celda, Ausente):
            motivo, marca = (celda.motivo, self.marca(celda)) if celda else ("", "")
            return {"texto": formato.VACIO, "vacio": True, "motivo": motivo, "marca": marca}
        if isinstance(celda, int):
            return {"texto": formato.numero(celda), **Cifra(Decimal(celda)).datos}
        if isinstance(celda, Cifra):
            return {"texto": celda.en_cuadro, **celda.datos} if celda.valor is not None else self._dato(None)
        partes = celda if isinstance(celda, tuple) else (celda,)
        return {"texto": "\n".join(sin_marcas(escribir_celda(parte)) for parte in partes)}

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, Any]:
        return {"text/html": self.html(), "text/plain": f"<Cuadro {self.clave}>", MIME_DE_CUADRO: self.datos()}


def letra(n: int) -> str:
    """La marca de la nota ``n``, desde cero: una letra y, si no alcanzan, dos.

    >>> letra(0), letra(25), letra(26), letra(53)
    ('a', 'z', 'aa', 'bb')
    """
    vuelta, lugar = divmod(n, len(LETRAS))
    return (LETRAS[vuelta - 1] if vuelta else "") + LETRAS[lugar]


def escribir_celda(celda: Celda) -> Markup:
    """El contenido de una celda en HTML."""
    if celda is None:
        return Markup('<span class="vacio">{}</span>').format(formato.VACIO)
    if isinstance(celda, Cifra):
        return celda.html(celda.en_cuadro)
    if isinstance(celda, int):
        return Markup(formato.numero(celda))
    if isinstance(celda, tuple):
        return Markup("").join(Markup("<p>{}</p>").format(escribir_celda(parte)) for parte in celda)
    return Markup.escape(celda)


def sin_marcas(contenido: Markup) -> str:
    """El texto que se lee de un HTML, sin sus marcas.

    >>> sin_marcas(Markup("<p>Uno &lt; <em>dos</em></p>"))
    'Uno < dos'
    """
    return lxml.html.fragment_fromstring(str(contenido), create_parent="div").text_content().strip()
