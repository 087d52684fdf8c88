"""``Expediente``: los datos de una región convertidos en cifras y textos que citan cifras.

Es lo que reciben los cuadros, los gráficos y la prosa; no sabe de ninguno de ellos.
"""

import re
from datetime import date
from decimal import Decimal
from string import punctuation

import pandas as pd
from markupsafe import Markup

from sistematizacion.analisis.cierres import porcentaje
from sistematizacion.errores import ErrorDeDocumento, sugerencia
from sistematizacion.nucleo.nucleo import Nucleo
from sistematizacion.nucleo.referencias import Referencia, partir
from sistematizacion.nucleo.seleccion import categorias, coincidencias
from sistematizacion.parametros import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada

SIGNOS = frozenset(punctuation)


class SinDatos(Exception):
    """Un cuadro o gráfico no tiene de qué hacerse; el texto dice qué falta y se muestra en su lugar."""


class NoAplica(SinDatos):
    """No falta un dato: no corresponde mostrarlo; el texto dice por qué y va como un párrafo más."""


class Expediente:
    """Consultas sobre los datos de una región."""

    def __init__(self, nucleo: Nucleo) -> None:
        self.nucleo = nucleo
        self.programa = nucleo.programa
        self.region = nucleo.region
        self.catalogo = nucleo.catalogo

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

    def hay(self, indicador: str, categoria: str = "", fecha: date | None = None) -> bool:
        """Dice si la región tiene esa cifra."""
        self._exigir_en_catalogo(indicador)
        return len(coincidencias(self.cifras, indicador, categoria, fecha)) > 0

    def categorias(self, indicador: str) -> list[str]:
        """Categorías en que la región desagrega el indicador."""
        self._exigir_en_catalogo(indicador)
        return categorias(self.cifras, indicador)

    def alcance(self, fila: dict) -> str:
        """A quiénes alcanza un enunciado: la región sola, ella y otras nombradas, o todas las del programa."""
        if not fila["regiones"] and fila["ambito"] != self.region.clave:
            return "Comunes a todas las regiones del programa"
        otras = len([r for r in fila["regiones"].split(";") if r and r != self.region.clave])
        if otras == 0:
            return f"Propias de {self.region.nombre}"
        return "Compartidas con otra región" if otras == 1 else "Compartidas con otras regiones"

    def rotulo(self, clave: str) -> str:
        """Cómo se escribe una categoría."""
        return self.catalogo.categorias.get(clave, clave.replace("_", " "))

    def cifra(self, indicador: str, categoria: str = "", fecha: date | None = None) -> Cifra:
        """La cifra vigente del indicador: la de corte más reciente y, entre iguales, la primera escrita.

        Raises:
            ErrorDeDocumento: la región no la tiene, o el indicador no existe.
        """
        self._exigir_en_catalogo(indicador)
        filas = coincidencias(self.cifras, indicador, categoria, fecha).to_dict("records")
        if not filas:
            raise ErrorDeDocumento(self._por_que_no_hay(indicador, categoria, fecha))
        vigente, *resto = filas
        otras = [self._de_fila(f) for f in resto if f["fecha_corte"] == vigente["fecha_corte"]]
        return self._de_fila(vigente, tuple(otras))

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
        filas = coincidencias(self.cifras, indicador, categoria)
        return [self._de_fila(f) for f in reversed(filas.to_dict("records")) if f["fecha_corte"]]

    def filas_de_cifras(self) -> list[dict]:
        """Las filas de la tabla de cifras, en el orden de las fichas de indicador y del archivo."""
        orden = {clave: n for n, clave in enumerate(self.catalogo.indicadores)}
        return sorted(self.cifras.to_dict("records"), key=lambda f: orden[f["indicador"]])

    def todas(self) -> list[Cifra]:
        """Una ``Cifra`` por cada una de ``filas_de_cifras``."""
        return [self._de_fila(f) for f in self.filas_de_cifras()]

    def parte(self, indicador: str, del_total: str) -> Cifra:
        """Qué porcentaje es la cifra de un indicador respecto de la de otro, con un decimal."""
        parte, total = self.cifra(indicador), self.cifra(del_total)
        valor = porcentaje(parte.valor or Decimal(0), total.valor or Decimal(1))
        return calculada(valor, Unidad(simbolo="%"), "{} ÷ {} × 100", [parte, total], 1)

    def tablas_reconstruidas(self) -> list[dict[str, object]]:
        """Nombre y número de filas de cada tabla con datos reconstruidos."""
        conteos = {
            nombre: int((tabla["origen"] == "reconstruido").sum()) for nombre, tabla in self.nucleo.tablas.items()
        }
        return [{"nombre": nombre, "filas": n} for nombre, n in conteos.items() if n]

    def texto(self, crudo: str) -> Markup:
        """Un texto de los datos, escapado y con sus citas convertidas en cifras."""
        return Markup("").join(self._trozo(t) if isinstance(t, Referencia) else escapar(t) for t in partir(crudo))

    def citar(self, fuente: str, seccion: str = "") -> str:
        """El documento y sus secciones, como se escriben al pie."""
        documento = str(self.programa.fuentes[fuente]) if fuente else "Registro del programa"
        return f"{documento}, {self.secciones(seccion)}" if seccion else documento

    def fuente_de(self, *cifras: Cifra) -> str:
        """Los documentos y secciones de que proceden unas cifras, cada uno una vez."""
        return self._reunir_citas([cita for c in cifras for cita in c.citas])

    def fuente_de_tabla(self, tabla: pd.DataFrame) -> str:
        """Los documentos y secciones de que proceden las filas de una tabla, cada uno una vez."""
        return self._reunir_citas(list(zip(tabla["fuente"], tabla["seccion"], strict=True)))

    def _reunir_citas(self, citas: list[tuple[str, str]]) -> str:
        por_documento: dict[str, set[str]] = {}
        for documento, secciones in citas:
            por_documento.setdefault(documento, set()).update(secciones.split(";"))
        return (
            "; ".join(self.citar(d, ";".join(sorted(s, key=_orden_de_seccion))) for d, s in por_documento.items()) + "."
        )

    @staticmethod
    def secciones(texto: str) -> str:
        """Las secciones en una frase.

        >>> Expediente.secciones("Resumen ejecutivo;4.1;5.2")
        'Resumen ejecutivo y secciones 4.1 y 5.2'
        """
        partes = [p for p in texto.split(";") if p]
        numeradas = [p for p in partes if p[0].isdigit()]
        nombre = "sección" if len(numeradas) == 1 else "secciones"
        grupo = [f"{nombre} {formato.lista(numeradas)}"] if numeradas else []
        return formato.lista([*(p for p in partes if not p[0].isdigit()), *grupo])

    def _trozo(self, cita: Referencia) -> Markup:
        cifra = self.cifra(cita.indicador, cita.categoria, cita.fecha)
        return cifra.html(cifra.con_unidad) if cita.con_unidad else cifra.html()

    def _de_fila(self, fila: dict, otras: tuple[Cifra, ...] = ()) -> Cifra:
        ficha = self.catalogo.indicadores[fila["indicador"]]
        clave = "/".join(filter(None, [fila["indicador"], fila["categoria"]]))
        return Cifra(
            fila["valor"],
            self.catalogo.unidades[fila["unidad"]],
            calificador=fila["calificador"],
            fecha_corte=fila["fecha_corte"],
            origen=fila["origen"],
            fuente=self.citar(fila["fuente"], fila["seccion"]),
            citas=((fila["fuente"], fila["seccion"]),),
            clave=clave,
            nombre=ficha.nombre,
            singular=ficha.singular,
            nota=fila["nota"],
            otras=otras,
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


def _orden_de_seccion(seccion: str) -> tuple[bool, list[int], str]:
    """Las que tienen nombre, primero; las numeradas, por su número: 5.2 va antes que 10.1."""
    numeros = [int(n) for n in re.findall(r"\d+", seccion)] if seccion[:1].isdigit() else []
    return bool(numeros), numeros, seccion


def escapar(texto: str) -> Markup:
    """El texto como HTML que tampoco significa nada en Markdown: cada signo ASCII va como entidad numérica.

    >>> escapar("a *b* <c>")
    Markup('a &#42;b&#42; &#60;c&#62;')
    """
    limpio = texto.replace("\n", " ")
    return Markup("".join(f"&#{ord(s)};" if s in SIGNOS else s for s in limpio))
