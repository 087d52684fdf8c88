"""Compone los párrafos de ``templates/prosa/``: Markdown con Jinja2, donde toda cifra y todo texto viene de los datos.

Una plantilla pide cifras con ``c("indicador")``, pregunta con ``hay("indicador")`` y recorre enunciados con
``filas("lecciones", "operativa")``. Pedir una cifra que no existe es un error, nunca un hueco.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from markupsafe import Markup

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.contexto import contexto
from sistematizacion.presentacion.expediente import Expediente, escapar
from sistematizacion.presentacion.notas_al_pie import en_html
from sistematizacion.presentacion.piezas import Nada, Pieza, Prosa
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

EXTENSION = ".md.j2"
ALCANCES = ("region", "programa")
ERRORES_DE_PLANTILLA = (
    (r"^'([\w.]+) object' has no attribute '(\w+)'$", r"«\1» no tiene «\2»"),
    (r"^'(\w+)' is undefined$", r"«\1» no está definido"),
    (r"^No filter named '(\w+)'\.?$", r"no existe el filtro «\1»"),
    (r"^Unexpected end of template\..*", "falta cerrar un {% if %} o un {% for %}"),
    (r"^Encountered unknown tag '(\w+)'\..*", r"no existe la orden {% \1 %}"),
    (r"^unexpected '(.+)'$", r"«\1» no se esperaba ahí"),
)


def componer(nombre: str, expediente: Expediente | ExpedienteDelPrograma, carpeta: Path) -> Pieza:
    """Compone la plantilla ``nombre`` con los datos del expediente.

    Se busca en la carpeta del alcance (``region/`` o ``programa/``) y después en ``carpeta``, donde están las que
    sirven a los dos. La que solo existe para el otro alcance no se muestra.

    Raises:
        ErrorDeDocumento: la plantilla no existe, no se entiende, o pide algo que no hay; el mensaje la nombra.
    """
    propio = _alcance(expediente)
    otro = next(a for a in ALCANCES if a != propio)
    archivo = next(
        (f"{a}{nombre}{EXTENSION}" for a in (f"{propio}/", "") if (carpeta / f"{a}{nombre}{EXTENSION}").is_file()), ""
    )
    if not archivo and (carpeta / otro / f"{nombre}{EXTENSION}").is_file():
        return Nada(f"Esta prosa es del informe de {'una región' if otro == 'region' else 'todo el programa'}.")
    try:
        html = en_html(_entorno(carpeta).get_template(archivo or nombre + EXTENSION).render(contexto(expediente)))
    except TemplateNotFound as error:
        disponibles = formato.lista(sorted({p.name.removesuffix(EXTENSION) for p in carpeta.rglob(f"*{EXTENSION}")}))
        raise ErrorDeDocumento(f"No existe la plantilla {error.name} en templates/prosa. Hay: {disponibles}.") from None
    except (TemplateError, ErrorDeDocumento) as error:
        raise ErrorDeDocumento(
            f"templates/prosa/{archivo}{_linea(error, archivo)}: {_en_espanol(str(error))}"
        ) from None
    return Prosa(Markup(html)) if html.strip() else Nada("Con estos datos, la plantilla no tiene nada que decir.")


def _alcance(expediente: Expediente | ExpedienteDelPrograma) -> str:
    return ALCANCES[isinstance(expediente, ExpedienteDelPrograma)]


def _linea(error: Exception, archivo: str) -> str:
    """«, línea 7», si se sabe en qué línea de la plantilla falló."""
    propias = [m.tb_lineno for m in _rastro(error.__traceback__) if m.tb_frame.f_code.co_filename.endswith(archivo)]
    numero = getattr(error, "lineno", None) or (propias[-1] if propias else None)
    return f", línea {numero}" if numero else ""


def _rastro(actual: TracebackType | None) -> Iterator[TracebackType]:
    while actual is not None:
        yield actual
        actual = actual.tb_next


def _en_espanol(mensaje: str) -> str:
    """Los errores de plantilla más comunes, que Jinja2 dice en inglés."""
    for patron, reemplazo in ERRORES_DE_PLANTILLA:
        mensaje = re.sub(patron, reemplazo, mensaje)
    return mensaje


@lru_cache
def _entorno(carpeta: Path) -> Environment:
    entorno = Environment(
        loader=FileSystemLoader(carpeta),
        undefined=StrictUndefined,
        finalize=_escribir,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    entorno.filters |= {
        "u": lambda cifra: cifra.html(cifra.con_unidad),
        "contado": lambda cifra: cifra.html(cifra.contado()),
        "frase": _con_mayuscula,
        "lista": lambda elementos: Markup(formato.lista([str(_escribir(e)) for e in elementos])),
        "fecha": formato.fecha,
        "mes": formato.mes,
        "al_corte": formato.al_corte,
        "plural": lambda cifra, uno, varios: uno if cifra.valor == 1 else varios,
        "minuscula": lambda texto: Markup(formato.minuscula(str(_escribir(texto)))),
        "en_letras": formato.en_letras,
    }
    return entorno


def _escribir(valor: object) -> object:
    """Lo que imprime ``{{ … }}``: una cifra con su procedencia, y todo texto escapado."""
    if isinstance(valor, Cifra):
        return valor.html()
    if isinstance(valor, str) and not isinstance(valor, Markup):
        return escapar(valor)
    return valor


def _con_mayuscula(valor: Cifra | str) -> Markup:
    """La cifra o el texto para empezar una oración."""
    if isinstance(valor, Cifra):
        return valor.html(formato.frase(valor.con_unidad))
    return Markup(formato.frase(str(_escribir(valor))))
