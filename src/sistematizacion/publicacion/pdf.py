"""Imprime el árbol de bloques en un PDF etiquetado (PDF/A-3a y PDF/UA-1) con Typst; ``acabado`` lo termina."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib
import typst

from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, SinTurnos, repartir
from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.acabado import acabar
from sistematizacion.publicacion.adjuntos import Adjunto
from sistematizacion.publicacion.disposicion import apartar_apaisados, flotantes, numerar_graficos, seguidos

NORMAS = ["a-3a", "ua-1"]
SEGUNDOS_POR_PASADA = 120
BREVE = 600_000  # bytes del documento: hasta unas 60 páginas
PASADAS = 6  # disposiciones que se prueban a lo más; la última sirve aunque no sea la mejor


class ErrorDeImpresion(ErrorDeDocumento):
    """Typst no pudo componer el documento, o el PDF no quedó como el árbol."""


def compilar(
    bloques: list[dict[str, Any]],
    svg: dict[str, str],
    metadatos: dict[str, Any],
    plantilla: Path,
    marca: Marca,
    adjuntos: Sequence[Adjunto] = (),
) -> bytes:
    """El PDF del informe; las mismas entradas dan los mismos bytes.

    ``bloques`` viene de :func:`sistematizacion.publicacion.arbol.bloques`; ``svg`` trae el texto de cada dibujo por su
    clave; ``metadatos``, titulo, subtitulo, region, gobierno, entidades (``{nombre, papel}``), periodo, fecha_corte
    (ISO), fecha_texto, descripcion, avisos, palabras_clave, idioma y huella; si cada página debe llevar una, ``franja``; y, para las
    propiedades del archivo, ``identificador`` y ``procedencia``. ``adjuntos`` va dentro.

    Raises:
        ErrorDeImpresion: falta un metadato o un dibujo, una referencia no tiene destino, o Typst rechaza el documento.
    """
    bloques = numerar_graficos([c | {"hijos": apartar_apaisados(c["hijos"])} for c in bloques])
    documento = {"bloques": bloques, "svg": svg, "meta": _meta(metadatos)}
    return acabar(_componer(documento, plantilla, marca), bloques, metadatos, adjuntos)


def carpetas_de_letras(marca: Marca) -> list[Path]:
    """Las carpetas de las letras de la marca y la de DejaVu Sans, de matplotlib, que tiene los signos que les falten."""
    propias = (letra.archivo.parent for familia in (marca.texto, marca.titulos) for letra in familia.letras)
    return [*dict.fromkeys(propias), Path(matplotlib.get_data_path()) / "fonts" / "ttf"]


def _archivos_de(marca: Marca) -> dict[str, bytes]:
    """Lo que la plantilla lee de la marca: sus colores y familias y, si tiene, el logotipo."""
    datos: dict[str, Any] = {"colores": dict(marca.claros), "texto": marca.texto.nombre, "titulos": marca.titulos.nombre}
    datos["logo"] = None
    archivos: dict[str, bytes] = {}
    if marca.logo:
        ruta = marca.logo.oscuro or marca.logo.claro
        datos["logo"] = {"archivo": f"logo{ruta.suffix.lower()}", "alt": marca.logo.alt, "placa": marca.logo.oscuro is None}
        archivos[datos["logo"]["archivo"]] = ruta.read_bytes()
    return archivos | {"marca.json": json.dumps(datos, ensure_ascii=False).encode()}


def _meta(metadatos: dict[str, Any]) -> dict[str, Any]:
    try:
        partes = [metadatos.get("franja", ""), metadatos["titulo"], metadatos["region"], metadatos["subtitulo"]]
        autores = [entidad["nombre"] for entidad in metadatos["entidades"]]
        datetime.fromisoformat(metadatos["fecha_corte"])
    except KeyError as falta:
        raise ErrorDeImpresion(f"A los metadatos del PDF les falta {falta}.") from falta
    titulo = " · ".join(filter(None, partes))
    return metadatos | {"titulo_completo": titulo, "autores": list(dict.fromkeys(filter(None, autores)))}


def _componer(documento: dict[str, Any], plantilla: Path, marca: Marca) -> bytes:
    """Compila con la disposición que dan las medidas de las pasadas previas."""
    archivos = {r.name: r.read_bytes() for r in sorted(plantilla.parent.glob("*.typ")) if r != plantilla}
    archivos |= {"main.typ": plantilla.read_bytes(), "documento.json": json.dumps(documento, ensure_ascii=False).encode()}
    archivos |= _archivos_de(marca)
    fuentes = _fuentes(tuple(carpetas_de_letras(marca)))
    fecha = datetime.fromisoformat(documento["meta"]["fecha_corte"]).replace(tzinfo=UTC)
    probadas = [{"seguidos": [], "flotantes": []}]
    seguidas = PASADAS if len(archivos["documento.json"]) < BREVE else 1
    while True:
        probadas, pdf = _aparte(_Pasadas(archivos, fuentes, fecha, probadas, seguidas))
        if pdf is not None:
            return pdf


@dataclass(frozen=True)
class _Pasadas:
    """Composiciones seguidas en un mismo proceso, donde cada una aprovecha lo ya compuesto por la anterior.

    La que mide la disposición definitiva la imprime ahí mismo. Un documento largo hace una por proceso, que al terminar
    devuelve la memoria de la caché de Typst.
    """

    archivos: dict[str, bytes]
    fuentes: typst.Fonts
    fecha: datetime
    probadas: list[dict[str, list[int]]]  # la última es la que toca medir
    seguidas: int

    def hacer(self) -> tuple[list[dict[str, list[int]]], bytes | None]:
        """Las disposiciones probadas, con la que sigue; y el PDF si la medida es la definitiva.

        Lo es si pide una ya probada (quedó estable, o vuelve a una anterior) o si no quedan pasadas.
        """
        probadas = list(self.probadas)
        for _ in range(self.seguidas):
            opciones = self._opciones(probadas[-1])
            siguiente = self._medir(probadas[-1], opciones)
            if siguiente in probadas or len(probadas) == PASADAS:
                return probadas, self._imprimir(opciones)
            probadas.append(siguiente)
        return probadas, None

    def _opciones(self, disposicion: dict[str, list[int]]) -> dict[str, Any]:
        archivos = self.archivos | {"disposicion.json": json.dumps(disposicion).encode()}
        return {"input": archivos, "font_paths": self.fuentes, "ignore_system_fonts": True}

    def _medir(self, disposicion: dict[str, list[int]], opciones: dict[str, Any]) -> dict[str, list[int]]:
        """La disposición que piden las medidas de esta."""
        medidas = json.loads(typst.query(**opciones, selector="<medida>", field="value"))
        capitulos, graficos = ([m for m in medidas if m["que"] == que] for que in ("capitulo", "grafico"))
        return {"seguidos": seguidos(capitulos, disposicion["seguidos"]), "flotantes": flotantes(graficos)}

    def _imprimir(self, opciones: dict[str, Any]) -> bytes:
        pdf, avisos = typst.compile_with_warnings(
            **opciones, timestamp=self.fecha, format="pdf", pdf_standards=NORMAS
        )
        if any("converge" in aviso.message for aviso in avisos):
            raise ErrorDeImpresion("La paginación del informe no se estabiliza y su índice daría páginas equivocadas.")
        faltan = [aviso.message for aviso in avisos if "unknown font family" in aviso.message]
        if faltan:  # con otra letra sería otra página
            raise ErrorDeImpresion(f"Typst no encontró una letra de la marca: {'; '.join(faltan)}.")
        return pdf


def _aparte(pasadas: _Pasadas) -> tuple[list[dict[str, list[int]]], bytes | None]:
    """Las pasadas en un proceso bifurcado; donde no se puede, aquí."""
    if not PUEDE_BIFURCAR:
        resultado: Any = _intentar(pasadas)
    else:
        [resultado] = repartir(_intentar, [pasadas], SinTurnos(), SEGUNDOS_POR_PASADA)
    if isinstance(resultado, ErrorDeImpresion):
        raise resultado
    if isinstance(resultado, Interrumpida):
        raise ErrorDeImpresion(f"No se terminó de imprimir el informe: {resultado.causa}.")
    return resultado


def _intentar(pasadas: _Pasadas) -> Any:
    try:
        return pasadas.hacer()
    except ErrorDeImpresion as error:
        return error
    except RuntimeError as error:  # TypstError, y lo que lanza typst.query
        return ErrorDeImpresion(_explicar(error))


@lru_cache
def _fuentes(carpetas: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(carpeta) for carpeta in carpetas])


def _explicar(error: RuntimeError) -> str:
    mensaje = (
        getattr(error, "message", str(error))
        .removeprefix("failed to compile document: ")
        .removeprefix("panicked with: ")
    )
    pistas = "".join(f"\n  Pista: {pista}" for pista in getattr(error, "hints", []))
    return f"Typst no pudo imprimir el informe: {mensaje}{pistas}"
