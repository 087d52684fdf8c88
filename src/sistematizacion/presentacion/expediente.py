"""``Expediente``: los datos de una región convertidos en cifras y textos que citan cifras.

Es lo que reciben los cuadros, los gráficos y la prosa; no sabe de ninguno de ellos.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from string import punctuation

import pandas as pd
from markupsafe import Markup

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.catalogo import Unidad
from sistematizacion.errores import ErrorDeDocumento, sugerencia
from sistematizacion.nucleo.nucleo import Nucleo
from sistematizacion.nucleo.referencias import Referencia, interpretar, partir
from sistematizacion.nucleo.seleccion import categorias, coincidencias
from sistematizacion.parametros import Region
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.citas import Citas
from sistematizacion.presentacion.origen import PUBLICADO, origen_visible

SIGNOS = frozenset(punctuation)


SEXO = ("mujeres", "hombres")
NO_FIGURA = "No figura entre los datos publicados ni registrados de esa región."


class SinDatos(Exception):
    """Un cuadro o gráfico no tiene de qué hacerse; el texto dice qué falta y se muestra en su lugar."""


class NoAplica(SinDatos):
    """No falta un dato: no corresponde mostrarlo; el texto dice por qué y va como un párrafo más."""


class NoSeMuestra(SinDatos):
    """Falta de raíz lo que todo un tema necesita: lo dice una sola vez la prosa de su capítulo, y la pieza calla."""


class Expediente(Citas):
    """Consultas sobre los datos de una región."""

    def __init__(self, nucleo: Nucleo, leer_regiones: Callable[[], Sequence[Region]] | None = None) -> None:
        self.nucleo = nucleo
        self._leer_regiones = leer_regiones
        self.programa = nucleo.programa
        self.region = nucleo.region
        self.catalogo = nucleo.catalogo

    @property
    def regiones_del_programa(self) -> Sequence[Region]:
        """Los parámetros de todas las regiones del programa, en su orden; se leen al pedirlos."""
        return self._leer_regiones() if self._leer_regiones else (self.region,)

    @property
    def tablas(self) -> list[str]:
        """Los nombres de las tablas del núcleo."""
        return list(self.nucleo.tablas)

    @property
    def fecha_corte(self) -> date:
        """La fecha de corte de la región."""
        return self.region.fecha_corte

    def tabla(self, nombre: str, *tipos: str) -> pd.DataFrame:
        """Una tabla del núcleo, o solo sus filas de esos tipos; vacía si nadie la llenó."""
        if nombre not in self.nucleo.tablas:
            hay = list(self.nucleo.tablas)
            partes = [f"No existe la tabla «{nombre}».", sugerencia(nombre, hay), f"Hay: {', '.join(hay)}."]
            raise ErrorDeDocumento(" ".join(filter(None, partes)))
        tabla = self.nucleo.tablas[nombre]
        return tabla[tabla["tipo"].isin(tipos)] if tipos else tabla

    @property
    def cifras(self) -> pd.DataFrame:
        """La tabla única de cifras: una fila por valor publicado."""
        return self.nucleo.tablas["cifras"]

    def cifras_de(self, *indicadores: str) -> pd.DataFrame:
        """Las filas de la tabla única de cifras de esos indicadores."""
        return self.nucleo.cifras_de(*indicadores)

    @property
    def publica(self) -> bool:
        """Si alguna cifra propia de la región se tomó de un documento publicado."""
        propias = self.cifras[self.cifras["ambito"] == self.region.clave]
        return bool((propias["origen"] == PUBLICADO).any())

    def hay(self, indicador: str, categoria: str = "", fecha: date | None = None) -> bool:
        """Dice si la región tiene esa cifra."""
        self._exigir_en_catalogo(indicador)
        return len(coincidencias(self.cifras_de(indicador), indicador, categoria, fecha)) > 0

    def categorias(self, indicador: str, *, por_sexo: bool = False) -> list[str]:
        """Categorías en que la región desagrega el indicador; las de sexo, que cortan a las demás, solo si se piden."""
        self._exigir_en_catalogo(indicador)
        return [c for c in categorias(self.cifras_de(indicador), indicador) if (c in SEXO) == por_sexo]

    def texto_de(self, fila: dict, campo: str) -> Markup:
        """Un campo de una fila, escapado y con sus citas convertidas en cifras."""
        return self.texto(fila[campo])

    def alcance(self, fila: dict) -> str:
        """A quiénes alcanza un enunciado: la región sola, ella y otras nombradas, o todas las del programa."""
        if not fila["regiones"] and fila["ambito"] != self.region.clave:
            return "Comunes a todas las regiones del programa"
        otras = len([r for r in fila["regiones"].split(";") if r and r != self.region.clave])
        if otras == 0:
            return f"Propias de {self.region.nombre}"
        return "Compartidas con otra región" if otras == 1 else "Compartidas con otras regiones"

    def cifra(self, indicador: str, categoria: str = "", fecha: date | None = None) -> Cifra:
        """La cifra vigente del indicador: la de corte más reciente y, entre iguales, la primera escrita.

        Raises:
            ErrorDeDocumento: la región no la tiene, o el indicador no existe.
        """
        self._exigir_en_catalogo(indicador)
        filas = coincidencias(self.cifras_de(indicador), indicador, categoria, fecha).to_dict("records")
        if not filas:
            raise ErrorDeDocumento(self._por_que_no_hay(indicador, categoria, fecha))
        vigente, *resto = filas
        mismas = [f for f in resto if f["fecha_corte"] == vigente["fecha_corte"]]
        distintas = [(n, f) for n, f in enumerate(mismas, 1) if f["valor"] != vigente["valor"]]
        return self.de_fila(vigente, tuple(self.de_fila(f, variante=n) for n, f in distintas))

    def motivo(self, indicador: str, categoria: str = "") -> str:
        """Por qué la región no tiene esa cifra: lo que dicen los datos o, si no dicen nada, que no figura en ellos."""
        nota = self.nota_de_ausencia(indicador, categoria)
        return f"{self.region.nombre}: {nota}" if nota else NO_FIGURA

    def nota_de_ausencia(self, indicador: str, categoria: str = "") -> str:
        """Lo que los datos dicen de una cifra que no está, o vacío; de una categoría vale lo dicho del total."""
        ausencias = self.nucleo.tablas["ausencias"]
        filas = [f for c in (categoria, "") for f in coincidencias(ausencias, indicador, c).to_dict("records")]
        return filas[0]["nota"] if filas else ""

    def al_cierre(self, indicador: str, categoria: str = "") -> Cifra:
        """La cifra al último cierre de año, si la hay: en enero un avance anual vuelve a empezar. Si no, la vigente."""
        de_cierre = [
            c
            for c in self.serie(indicador, categoria)
            if c.fecha_corte and (c.fecha_corte.month, c.fecha_corte.day) == (12, 31)
        ]
        return de_cierre[-1] if de_cierre else self.cifra(indicador, categoria)

    def serie(self, indicador: str, categoria: str = "") -> list[Cifra]:
        """Las cifras fechadas del indicador, de la más antigua a la más reciente."""
        self._exigir_en_catalogo(indicador)
        filas = coincidencias(self.cifras_de(indicador), indicador, categoria)
        return [self.de_fila(f) for f in reversed(filas.to_dict("records")) if f["fecha_corte"]]

    def parte(self, indicador: str, del_total: str) -> Cifra:
        """Qué porcentaje es la cifra de un indicador respecto de la de otro, con un decimal."""
        parte, total = self.cifra(indicador), self.cifra(del_total)
        valor = porcentaje(parte.valor or Decimal(0), total.valor or Decimal(1))
        nombre = f"{parte.nombre}, % de {formato.minuscula(total.nombre)}"
        return calculada(valor, Unidad(simbolo="%"), "{} ÷ {} × 100", [parte, total], 1, nombre)

    def tablas_reconstruidas(self) -> list[dict[str, object]]:
        """Nombre y número de filas de cada tabla con datos reconstruidos."""
        conteos = {
            nombre: int((tabla["origen"] == "reconstruido").sum()) for nombre, tabla in self.nucleo.tablas.items()
        }
        return [{"nombre": nombre, "filas": n} for nombre, n in conteos.items() if n]

    def citada(self, cita: str) -> Cifra:
        """La cifra que nombra una cita suelta, como ``{cartera_csp}``."""
        referencia = interpretar(cita[1:-1])
        return self.cifra(referencia.indicador, referencia.categoria, referencia.fecha)

    def texto(self, crudo: str) -> Markup:
        """Un texto de los datos, escapado y con sus citas convertidas en cifras."""
        return Markup("").join(self._trozo(t) if isinstance(t, Referencia) else escapar(t) for t in partir(crudo))

    def _trozo(self, cita: Referencia) -> Markup:
        cifra = self.cifra(cita.indicador, cita.categoria, cita.fecha)
        return cifra.html(cifra.con_unidad) if cita.con_unidad else cifra.html()

    def de_fila(self, fila: dict, otras: tuple[Cifra, ...] = (), variante: int = 0) -> Cifra:
        """La cifra de una fila, publicada o calculada; ``variante`` la distingue de otras de lo mismo."""
        ficha = self.catalogo.indicadores[fila["indicador"]]
        clave = "/".join(filter(None, [fila["indicador"], fila["categoria"]]))
        calculada = fila["origen"] == "calculado"
        return Cifra(
            fila["valor"],
            self.catalogo.unidades[fila["unidad"]],
            calificador=fila["calificador"],
            fecha_corte=fila["fecha_corte"],
            origen=origen_visible(fila["origen"], ficticio=self.programa.ficticio),
            fuente=fila["formula"] if calculada else self.citar(fila["fuente"], fila["seccion"]),
            citas=((fila["fuente"], fila["seccion"]),),
            clave=clave,
            nombre=ficha.nombre,
            singular=ficha.singular,
            nota=fila["nota"],
            otras=otras,
            categoria=self.rotulo(fila["categoria"]) if fila["categoria"] else "",
            region=self.region.nombre if fila["ambito"] == self.region.clave else "",
            lugares=fila["lugares"] if calculada else (lugar_de(fila),),
            motivo=fila["motivo"],
            decimales=ficha.decimales if calculada else None,
            variante=variante,
        )

    def _exigir_en_catalogo(self, indicador: str) -> None:
        if indicador not in self.catalogo.indicadores:
            cercano = sugerencia(indicador, self.catalogo.indicadores)
            raise ErrorDeDocumento(f"«{indicador}» no está en params/indicadores.yml. {cercano}".strip())

    def _por_que_no_hay(self, indicador: str, categoria: str, fecha: date | None) -> str:
        detalle = " ".join(
            filter(None, [f"categoría {categoria}" if categoria else "", f"al {fecha}" if fecha else ""])
        )
        return (
            f"{self.region.nombre} no tiene la cifra «{indicador}» {detalle}".strip() + ". Pregunte antes con hay(…)."
        )


def lugar_de(fila: dict) -> str:
    """Dónde está una fila: archivo, hoja si es de un libro, y número de fila."""
    return ", ".join(filter(None, [fila["archivo"], fila["hoja"] and f"hoja {fila['hoja']}", f"fila {fila['fila']}"]))


def escapar(texto: str) -> Markup:
    """El texto como HTML que tampoco significa nada en Markdown: cada signo ASCII va como entidad numérica.

    >>> escapar("a *b* <c>")
    Markup('a &#42;b&#42; &#60;c&#62;')
    """
    limpio = texto.replace("\n", " ")
    return Markup("".join(f"&#{ord(s)};" if s in SIGNOS else s for s in limpio))
