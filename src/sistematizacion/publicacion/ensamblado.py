"""Arma el documento: une los capítulos ejecutados, los convierte con nbconvert y los numera."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
from nbconvert import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from sistematizacion.errores import ErrorDeDocumento, abreviar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import MIME_DE_CUADRO
from sistematizacion.publicacion import cambios, descargas, libro, pantalla, procedencia
from sistematizacion.publicacion.guion import leer_guion, politica
from sistematizacion.publicacion.imagenes import Imagen, apartar_imagenes, marcar_lugares, poner_en_linea
from sistematizacion.publicacion.numeracion import numerar, titular
from sistematizacion.publicacion.procedencia import Procedencia

PLANTILLA = "informe"


@dataclass(frozen=True)
class Documento:
    """El informe armado. Las imágenes van apartadas, por su N, y en los dos textos son ``svg:N``."""

    pagina: str  # la página entera, sin sus imágenes ni sus descargas
    contenido: str  # solo el ``main``, que es lo que se imprime
    imagenes: Mapping[str, Imagen]
    cifras: list[dict[str, Any]]  # las que imprime, cada una con ``donde``: los nombres de los lugares en que aparece
    cuadros: list[dict[str, Any]]  # sus cuadros como datos, cada uno con ``rotulo`` y ``capitulo``

    def html(self, bajables: descargas.Descargas | None = None) -> str:
        """La página completa, con lo que se pueda bajar de ella."""
        return descargas.poner(poner_en_linea(self.pagina, self.imagenes), bajables)

    @property
    def svg(self) -> dict[str, str]:
        """El dibujo de cada imagen, por su N."""
        return {n: imagen.svg for n, imagen in self.imagenes.items()}


def ensamblar(
    capitulos: Sequence[tuple[str, NotebookNode]],
    metadatos: Mapping[str, object],
    estilo: str,
    plantillas: Path,
    de_que: Procedencia | None = None,
) -> Documento:
    """Une los cuadernos en una página numerada, con su libro de cifras, de qué salió y qué cambió desde la entrega anterior.

    ``capitulos`` son pares (clave, cuaderno ejecutado); ``metadatos`` es lo que la plantilla imprime en la portada.

    Raises:
        ErrorDeDocumento: una remisión apunta a un cuadro o gráfico que no está, o una clave se repite.
    """
    exportador = Exportador(
        template_name=PLANTILLA,
        extra_template_basedirs=[str(plantillas)],
        exclude_anchor_links=True,
        embed_images=False,
    )
    guion = leer_guion(plantillas)
    recursos = {"informe": dict(metadatos), "estilo": estilo, "guion": guion, "politica": politica(guion)}
    html, _ = exportador.from_notebook_node(unir(capitulos), resources=recursos)
    pagina = lxml.html.document_fromstring(html)
    imagenes = apartar_imagenes(pagina)
    asientos = libro.recoger(pagina)
    agregados = cambios.poner(pagina, [a.datos for a in asientos], de_que.anterior if de_que else None)
    agregados += procedencia.poner(pagina, de_que)
    titular(pagina)
    libro.ubicar(pagina, asientos)
    libro.poner(pagina, asientos, str(metadatos["subtitulo"]) or "datos del programa")
    rotulos = numerar(pagina)
    contenido = lxml.html.tostring(pagina.get_element_by_id("contenido"), encoding="unicode")
    cuadros = [*_cuadros_de(capitulos), *agregados]
    pantalla.acabar(pagina)
    marcar_lugares(pagina)
    return Documento(
        "<!DOCTYPE html>\n" + lxml.html.tostring(pagina, encoding="unicode") + "\n",
        contenido,
        imagenes,
        [a.datos | {"donde": [_nombre(rotulos.get(lugar, lugar)) for lugar in a.lugares]} for a in asientos],
        sorted(
            (c | {"rotulo": _nombre(rotulos[f"cuadro-{c['clave']}"])} for c in cuadros),
            key=lambda c: int(c["rotulo"].split()[-1]),
        ),
    )


class Exportador(HTMLExporter):
    """El de nbconvert, sin su repaso de la página con BeautifulSoup: la nuestra se revisa después, con lxml.

    Aquel le pone a la imagen sin texto alternativo uno que no dice nada; aquí falta, y el informe no sale.
    """

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **opciones: Any
    ) -> tuple[str, dict[str, Any]]:
        """La página, tal como la da la plantilla."""
        return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **opciones)


def _nombre(rotulo: str) -> str:
    """Cómo se llama un lugar fuera de la página: con mayúscula y sin espacios duros."""
    return formato.frase(rotulo).replace(formato.DURO, " ")


def _cuadros_de(capitulos: Sequence[tuple[str, NotebookNode]]) -> list[dict[str, Any]]:
    """Los cuadros que los cuadernos muestran, como datos, con el título de su capítulo."""
    return [
        salida.data[MIME_DE_CUADRO] | {"capitulo": cuaderno.cells[0].source.splitlines()[0].removeprefix("# ")}
        for _, cuaderno in capitulos
        for celda in cuaderno.cells
        for salida in celda.get("outputs", [])
        if MIME_DE_CUADRO in salida.get("data", {})
    ]


def unir(capitulos: Sequence[tuple[str, NotebookNode]]) -> NotebookNode:
    """Un solo cuaderno con todas las celdas; la primera de cada capítulo lleva su clave en ``metadata.capitulo``.

    Raises:
        ErrorDeDocumento: una celda muestra algo sin la estructura ni el texto alternativo que el informe exige.
    """
    unido = new_notebook()
    for clave, cuaderno in capitulos:
        _exigir_un_titulo(clave, cuaderno)
        _exigir_publicable(clave, cuaderno)
        celdas = [celda.copy() for celda in cuaderno.cells if not _de_tramite(celda)]
        celdas[0].metadata = {**celdas[0].metadata, "capitulo": clave}
        unido.cells += celdas
    return unido


def _exigir_un_titulo(clave: str, cuaderno: NotebookNode) -> None:
    """Un capítulo tiene un solo título de primer nivel, y es lo primero que dice."""
    textos = [celda.source for celda in cuaderno.cells if celda.cell_type == "markdown"]
    titulos = [linea for texto in textos for linea in texto.splitlines() if linea.startswith("# ")]
    if len(titulos) != 1 or not textos[0].startswith("# "):
        raise ErrorDeDocumento(
            f"notebooks/{clave}.ipynb: debe empezar con un título «# …», y tener solo ese; tiene {len(titulos)}. "
            "Las secciones llevan «## …»."
        )


def _exigir_publicable(clave: str, cuaderno: NotebookNode) -> None:
    """Una salida que no es de las nuestras (una figura suelta, un DataFrame) no llega a medias al informe."""
    for celda in cuaderno.cells:
        for salida in celda.get("outputs", []):
            datos = salida.get("data", {})
            if datos and ("text/html" not in datos or "dataframe" in datos["text/html"]):
                raise ErrorDeDocumento(
                    f"notebooks/{clave}.ipynb: la celda «{abreviar(celda.source)}» muestra algo que no se puede publicar "
                    f"({', '.join(sorted(datos))}). Use inf.prosa, inf.cuadro o inf.grafico, o un Cuadro o Grafico propio."
                )


def _de_tramite(celda: NotebookNode) -> bool:
    """Una celda de código sin nada que mostrar (parámetros, importaciones)."""
    return celda.cell_type == "code" and not celda.outputs
