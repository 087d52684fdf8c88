"""Lo que un cuaderno muestra: prosa, cuadros, gráficos y avisos. Inmutables; cada una sabe escribirse en HTML."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sistematizacion.presentacion.cifra import Cifra

PLANTILLAS = Environment(
    loader=PackageLoader("sistematizacion.presentacion", "plantillas"),
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


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
class Nada(Pieza):
    """Una pieza que no es de este alcance: no se publica nada en su lugar."""

    motivo: str

    def html(self) -> str:
        """Una marca invisible, que al armar el informe se quita con el título que solo la encabezaba a ella."""
        return '<p class="nada"></p>'


@dataclass(frozen=True)
class Lugar(Pieza):
    """Un sitio que se completa al armar el informe, con lo que solo entonces se sabe."""

    clave: str
    texto: str

    def html(self) -> str:
        """Una marca que ``publicacion`` busca; en JupyterLab se lee qué irá ahí."""
        return str(Markup('<p class="lugar" id="lugar-{}">{}</p>').format(self.clave, self.texto))


@dataclass(frozen=True)
class Grafico(Pieza):
    """Un gráfico en SVG con lo que necesita quien no puede verlo; el título dice el hallazgo."""

    clave: str
    titulo: str
    svg: str
    alt: str
    fuente: str
    notas: tuple[str, ...] = ()
    cifras: Sequence[Cifra] = ()  # las que dibuja, para el libro de cifras

    def html(self) -> str:
        """La figura con su imagen dentro."""
        datos = base64.b64encode(self.svg.encode()).decode()
        asientos = json.dumps([cifra.asiento for cifra in self.cifras], ensure_ascii=False)
        return PLANTILLAS.get_template("grafico.html.j2").render(grafico=self, datos=datos, asientos=asientos)
