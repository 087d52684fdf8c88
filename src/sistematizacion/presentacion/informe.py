"""``abrir``: lo único que un cuaderno importa. Sus métodos dan una pieza lista para mostrarse."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from sistematizacion.errores import ErrorDeDocumento, enumerar, sugerencia
from sistematizacion.nucleo import lecturas
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion import cuadros
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.clave import CIFRAS_CLAVE
from sistematizacion.presentacion.cuadro import Celda, Cuadro
from sistematizacion.presentacion.cuadros.comparados import comparar_indicadores
from sistematizacion.presentacion.cuadros.notas import falta
from sistematizacion.presentacion.exhibicion import Exhibicion, en_ambos
from sistematizacion.presentacion.expediente import Expediente, NoAplica, NoSeMuestra, SinDatos
from sistematizacion.presentacion.fichas import fichas
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.marca import usar
from sistematizacion.presentacion.piezas import Aviso, Grafico, Lugar, Nada, Pieza, Prosa
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.presentacion.prosa import componer
from sistematizacion.rutas import Rutas, rutas

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class InformeAbierto:
    """Los datos de una región, o del programa entero, y las formas de mostrarlos.

    ``prosa(nombre)`` compone una plantilla; ``cuadro(nombre)`` y ``grafico(nombre)`` dan una pieza numerada al armar el
    informe, o un aviso que dice qué dato falta; ``tabla(nombre)`` y ``cifras`` dan los datos para seguir trabajando.
    Lo que no es de este alcance no se muestra: el mismo cuaderno sirve a la región y al programa.
    """

    def __init__(self, expediente: Expediente | ExpedienteDelPrograma, lugares: Rutas) -> None:
        self._expediente = expediente
        self._rutas = lugares

    @property
    def nombre(self) -> str:
        """El nombre de la región, o el nombre corto del programa."""
        region = getattr(self._expediente, "region", None)
        return region.nombre if region else self._expediente.programa.nombre_corto

    @property
    def regiones(self) -> dict[str, "InformeAbierto"]:
        """Cada región por su clave; en el informe de una región, solo ella."""
        expedientes = getattr(self._expediente, "regiones", None) or (self._expediente,)
        return {e.region.clave: InformeAbierto(e, self._rutas) for e in expedientes}

    def prosa(self, nombre: str) -> Pieza:
        """Los párrafos de ``templates/prosa/<region|programa>/<nombre>.md.j2``, o los de ``templates/prosa/``."""
        return componer(nombre, self._expediente, self._rutas.templates / "prosa")

    def cuadro(self, nombre: str) -> Pieza:
        """El cuadro de ese nombre; ``cuadros.NOMBRES`` los lista."""
        return self._pieza(nombre, cuadros.NOMBRES, "cuadro")

    def grafico(self, nombre: str) -> Pieza:
        """El gráfico de ese nombre; ``graficos.NOMBRES`` los lista."""
        from sistematizacion.presentacion import graficos  # matplotlib tarda, y no todos los capítulos dibujan

        with usar(cargar_marca(self._expediente.programa, self._rutas)):
            return self._pieza(nombre, graficos.NOMBRES, "gráfico")

    @contextmanager
    def estilo(self) -> Iterator[None]:
        """Dentro de ``with inf.estilo():``, matplotlib y seaborn dibujan con las letras y los colores de la marca."""
        from sistematizacion.presentacion.graficos import lienzo

        with usar(cargar_marca(self._expediente.programa, self._rutas)), lienzo.estilo():
            yield

    def figura(self, figura: "Figure", clave: str, titulo: str, alt: str, fuente: str, *notas: str) -> Grafico:
        """Una figura propia de matplotlib, dibujada con ``estilo``, como gráfico del informe.

        Args:
            clave: con la que el texto remite a ella («grafico-clave»).
            titulo: lo que el gráfico muestra, dicho como hallazgo.
            alt: lo mismo que se ve, en palabras, para quien no puede verlo.
            fuente: de dónde salen los datos; las ``notas`` van debajo.
        """
        from sistematizacion.presentacion.graficos import lienzo

        with self.estilo():
            return Grafico(clave, titulo, lienzo.a_svg(figura), alt, fuente, notas)

    def cifras_clave(self) -> Pieza:
        """Las cifras que un lector debe ver primero."""
        return self._hacer(CIFRAS_CLAVE)

    def fichas(self) -> Pieza:
        """Las prácticas del catálogo, una por una; en el impreso, cada una en su página."""
        return self._hacer(en_ambos(fichas))

    def libro(self) -> Pieza:
        """El lugar donde, al armar el informe, va de dónde sale cada cifra que el informe imprime."""
        return Lugar("libro", "De dónde sale cada cifra: se completa al armar el informe.")

    def procedencia(self) -> Pieza:
        """El lugar donde va la identificación del documento: de qué entradas salió y con qué se hizo."""
        return Lugar("procedencia", "Identificación del documento: se completa al armar el informe.")

    def cambios(self) -> Pieza:
        """El lugar donde va lo que cambió desde la entrega anterior, si la hay."""
        return Lugar("cambios", "Cambios respecto de la entrega anterior: se completa al armar el informe.")

    def cifra(self, indicador: str, categoria: str = "") -> Cifra:
        """Una cifra de la región, para un cuadro propio."""
        return self._expediente.cifra(indicador, categoria)  # type: ignore[union-attr]

    def hay(self, indicador: str, categoria: str = "") -> bool:
        """Dice si la región tiene esa cifra."""
        return self._expediente.hay(indicador, categoria)  # type: ignore[union-attr]

    def celda(self, indicador: str, categoria: str = "") -> Celda:
        """Una cifra de la región para un cuadro propio o, si no la tiene, una celda «—» con la razón."""
        return (
            self.cifra(indicador, categoria)
            if self.hay(indicador, categoria)
            else falta(self._expediente, indicador, categoria)
        )  # type: ignore[arg-type]

    def comparar(self, clave: str, titulo: str, *indicadores: str) -> Cuadro:
        """Un cuadro propio con esos indicadores, una región por columna (o por fila, si son muchas); del programa entero."""
        return comparar_indicadores(self._expediente, clave, titulo, indicadores)  # type: ignore[arg-type]

    def tabla(self, nombre: str) -> pd.DataFrame:
        """Una tabla del núcleo mínimo: una fila por fila del archivo; ``ambito`` dice de qué región es."""
        return self._expediente.tabla(nombre).copy()

    @property
    def cifras(self) -> pd.DataFrame:
        """La tabla única de cifras."""
        return self._expediente.cifras.copy()

    def _pieza(self, nombre: str, disponibles: dict[str, Exhibicion], que: str) -> Pieza:
        if nombre not in disponibles:
            cercano = sugerencia(nombre, disponibles)
            partes = [f"No existe el {que} «{nombre}».", cercano, f"Hay: {enumerar(sorted(disponibles))}."]
            raise ErrorDeDocumento(" ".join(filter(None, partes)))
        return self._hacer(disponibles[nombre])

    def _hacer(self, exhibicion: Exhibicion) -> Pieza:
        del_programa = isinstance(self._expediente, ExpedienteDelPrograma)
        funcion = exhibicion.programa if del_programa else exhibicion.region
        if funcion is None:
            return Nada(f"Esta pieza es del informe {'de una región' if del_programa else 'del programa'}.")
        try:
            return funcion(self._expediente)
        except NoSeMuestra as motivo:
            return Nada(str(motivo))
        except NoAplica as motivo:
            return Prosa(Markup("<p>{}</p>").format(str(motivo)))
        except SinDatos as falta:
            return Aviso(f"Sin datos: {falta}")


def abrir(programa: str, region: str = "") -> InformeAbierto:
    """Abre y valida los datos de una región de un programa, o los de todas si ``region`` va vacía.

    Raises:
        ErrorDeUso: el programa o la región no existen.
        ErrorDeEntrada: los parámetros o los datos tienen problemas; los trae todos.
    """
    lugares = rutas()
    lecturas.empezar_si_se_pide(lugares.raiz)
    with lecturas.en_pausa():
        return InformeAbierto(abrir_expediente(cargar_programa(programa, lugares), region, lugares), lugares)
