"""Los bloques del árbol como párrafos y tablas de Word. Un tipo desconocido detiene el borrador: nada se pierde."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Elemento

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.raster import Png
from sistematizacion.publicacion.word import cuadros, estilos
from sistematizacion.publicacion.word.imagenes import Imagenes
from sistematizacion.publicacion.word.lineas import Lineas
from sistematizacion.publicacion.word.listas import Listas, numeracion, sangria_de
from sistematizacion.publicacion.word.marcadores import Marcadores, nombre_de_titulo
from sistematizacion.publicacion.word.ooxml import agregar_propiedad, campo, e, marcado, parrafo, texto_de, tramo
from sistematizacion.publicacion.word.paginas import Paginas

LEYENDA = re.compile(r"(?P<clase>Cuadro|Gráfico)(?P<espacio>\s)(?P<numero>\d+)(?P<punto>.*)", re.DOTALL)
ENTRE_NUMERAL_Y_TITULO = "\N{EN SPACE}"
SOBRE_LAS_CIFRAS, BAJO_LAS_CIFRAS = "Cifras clave", "Separacion"

Bloque = dict[str, Any]


class Bloques:
    """Compone los bloques de un documento y anota los títulos y leyendas para su índice."""

    def __init__(self, parte: DocumentPart, paginas: Paginas, dibujos: Mapping[str, Png], marcadores: Marcadores, marca: Marca) -> None:
        self._paginas, self._dibujos, self._marcadores, self._marca = paginas, dibujos, marcadores, marca
        self._lineas, self.imagen = Lineas(parte, marcadores), Imagenes(parte).en_linea
        self.notas = self._lineas.notas
        self._listas = Listas(parte.numbering_part.element, marca)
        self.titulos: list[tuple[int, str, str]] = []  # nivel, texto y marcador
        self.leyendas: dict[str, list[tuple[str, str]]] = {"Cuadro": [], "Gráfico": []}  # texto y marcador
        self._cuantos = 0
        self._tipos: dict[str, Callable[[Bloque, str], list[Elemento]]] = {
            "capitulo": self._capitulo, "apaisado": self._apaisado, "titulo": self._titulo, "parrafo": self._parrafo,
            "llano": self._parrafo, "hallazgo": lambda b, _: self._parrafo(b, "Hallazgo"),
            "aviso": lambda b, _: self.componer(b["hijos"], "Aviso"), "lista": self._lista, "testimonio": self._testimonio,
            "cifras": self._cifras, "ficha": self._ficha, "grafico": self._grafico, "cuadro": self._cuadro,
            "fichas": self._capitulo, "practica": self._capitulo, "columna": self._capitulo, "campos": self._ficha,
            "etiquetas": self._etiquetas, "clave": lambda b, _: self._parrafo(b, "Nota"), "resumen": self._parrafo,
            "pie": lambda b, _: self._parrafo(b, "Fuente"),
        }  # fmt: skip

    def componer(self, bloques: list[Bloque], estilo: str = "Normal") -> list[Elemento]:
        """Los párrafos y tablas de unos bloques; ``estilo`` es el de sus párrafos sueltos.

        Raises:
            ErrorDeDocumento: trae un tipo desconocido, un enlace sin destino o un dibujo que no se entregó.
        """
        return [elemento for bloque in bloques for elemento in self._uno(bloque, estilo)]

    def _uno(self, bloque: Bloque, estilo: str) -> list[Elemento]:
        hacer = self._tipos.get(bloque["tipo"])
        if hacer is None:
            raise ErrorDeDocumento(f"El borrador en Word no sabe escribir el bloque «{bloque['tipo']}».")
        return hacer(bloque, estilo)

    def _capitulo(self, bloque: Bloque, estilo: str) -> list[Elemento]:
        hechos = self.componer(bloque["hijos"], estilo)
        primero = next((h for h in hechos if h.tag == qn("w:p")), None)
        if primero is not None:
            for n, marca in enumerate(marcado([], self._marcadores.de(bloque))):
                primero.insert(n + 1, marca)  # tras sus propiedades
        return hechos

    def _apaisado(self, bloque: Bloque, estilo: str) -> list[Elemento]:
        with self._paginas.apaisadas():
            hechos = self.componer(bloque["hijos"], estilo)
        agregar_propiedad(hechos[-1], self._paginas.seccion(apaisada=True))
        return [parrafo("Separacion", mas=[self._paginas.seccion()]), *hechos]

    def _anotar(self, texto: str, nivel: int) -> list[tuple[int, str]]:
        """Los marcadores de un título o leyenda: el suyo del índice."""
        self._cuantos += 1
        marcador = self._marcadores.de_titulo(self._cuantos)
        if nivel:
            self.titulos.append((nivel, texto, nombre_de_titulo(self._cuantos)))
        return [marcador]

    def _titulo(self, bloque: Bloque, _: str) -> list[Elemento]:
        linea = self._lineas.componer(bloque["hijos"])
        numeral = bloque["numeral"] + ENTRE_NUMERAL_Y_TITULO if bloque["numeral"] else ""
        if numeral:
            linea.insert(0, tramo(numeral, e("rStyle", val="Numeral")))
        marcadores = [*self._marcadores.de(bloque), *self._anotar(numeral + texto_de(bloque["hijos"]), bloque["nivel"])]
        return [parrafo(f"Heading{bloque['nivel']}", *marcado(linea, marcadores))]

    def _parrafo(self, bloque: Bloque, estilo: str) -> list[Elemento]:
        return [parrafo(estilo, *marcado(self._lineas.componer(bloque["hijos"]), self._marcadores.de(bloque)))]

    def _lista(self, bloque: Bloque, estilo: str, nivel: int = 0) -> list[Elemento]:
        en_celda, ordenada = estilo != "Normal", bloque["ordenada"]
        lista = self._listas.de(ordenada=ordenada, en_celda=en_celda)
        suyo = estilo if en_celda else "ListNumber" if ordenada else "ListBullet"
        salida: list[Elemento] = []
        for item in bloque["items"]:
            propiedad = numeracion(lista, nivel)  # del primer párrafo; los demás siguen debajo, sin viñeta
            for hijo in item:
                if hijo["tipo"] == "lista":
                    salida += self._lista(hijo, estilo, nivel + 1)
                    continue
                [hecho] = self._uno(hijo, suyo if propiedad.tag == qn("w:numPr") or en_celda else "ListContinue")
                agregar_propiedad(hecho, propiedad)
                salida.append(hecho)
                propiedad = sangria_de(nivel, en_celda=en_celda)
        return salida

    def _testimonio(self, bloque: Bloque, _: str) -> list[Elemento]:
        autoria = parrafo("Autoria", tramo("— "), *self._lineas.componer(bloque["pie"]))
        return [*self.componer(bloque["hijos"], "Quote"), autoria]

    def _cifras(self, bloque: Bloque, _: str) -> list[Elemento]:
        """Tres por fila; cuatro van de a dos, y las últimas de una fila corta se reparten el ancho."""
        items = bloque["items"]
        por_fila = 2 if len(items) in (2, 4) else 3
        sexto = self._paginas.ancho // 6
        tabla = cuadros.armazon(estilos.CIFRAS, [sexto] * 6, titulo=SOBRE_LAS_CIFRAS)
        for inicio in range(0, len(items), por_fila):
            suyos = items[inicio : inicio + por_fila]
            de_cada = 6 // len(suyos)
            tabla.append(cuadros.fila(*(cuadros.celda(sexto * de_cada, self._cifra(i), columnas=de_cada) for i in suyos)))
        return [parrafo("Separacion"), tabla, parrafo("Separacion")]

    def _cifra(self, item: dict[str, Any]) -> list[Elemento]:
        partes = (("valor", "CifraClave"), ("rotulo", "RotuloDeCifra"), ("detalle", "DetalleDeCifra"))
        return [parrafo(estilo, *self._lineas.componer(item[parte])) for parte, estilo in partes if parte in item]

    def _ficha(self, bloque: Bloque, _: str) -> list[Elemento]:
        termino = self._paginas.ancho * 3 // 10
        medidas = [termino, self._paginas.ancho - termino]
        tabla = cuadros.armazon(estilos.FICHA, medidas, primera=True)
        for nombre, detalle in bloque["items"]:
            lados = ([parrafo("TerminoDeFicha", *self._lineas.componer(nombre))], self.componer(detalle, "DetalleDeFicha"))
            pares = zip(medidas, lados, strict=True)
            tabla.append(cuadros.fila(*(cuadros.celda(m, lado or [parrafo("DetalleDeFicha")]) for m, lado in pares)))
        return [parrafo("Separacion"), tabla, parrafo("Separacion")]

    def _etiquetas(self, bloque: Bloque, estilo: str) -> list[Elemento]:
        """Todas en un párrafo, separadas por puntos medios."""
        lineas = [self._lineas.componer(item["hijos"]) for item in bloque["items"]]
        return [parrafo(estilo, *(t for n, linea in enumerate(lineas) for t in ([tramo(" · ")] if n else []) + linea))]

    def _cuadro(self, bloque: Bloque, _: str) -> list[Elemento]:
        tabla = cuadros.tabla(bloque, self._paginas.ancho, self.componer, self._marca)
        return [self._leyenda(bloque), tabla, *self._pie(bloque)]

    def _grafico(self, bloque: Bloque, _: str) -> list[Elemento]:
        if bloque["svg"] not in self._dibujos:
            raise ErrorDeDocumento(f"El gráfico «{bloque['id']}» pide el dibujo «{bloque['svg']}», que no se entregó.")
        nombre = bloque["numeral"].rstrip(".") or "Gráfico"
        imagen = self.imagen(
            self._dibujos[bloque["svg"]], bloque["alt"], nombre, self._paginas.ancho_mm, self._paginas.alto_de_imagen_mm
        )
        return [self._leyenda(bloque), parrafo("Figura", imagen), *self._pie(bloque)]

    def _leyenda(self, bloque: Bloque) -> Elemento:
        """El numeral, con su número en un campo ``SEQ``, y el título."""
        hallado = LEYENDA.fullmatch(bloque["numeral"])
        con_color = e("rStyle", val="Numeral")
        numeral = [tramo(bloque["numeral"], con_color)]
        texto = f"{bloque['numeral']} {texto_de(bloque['titulo'])}"
        marcadores = self._marcadores.de(bloque)
        if hallado:
            clase, espacio, numero, punto = hallado.groups()
            numeral = [tramo(clase + espacio, con_color), *campo(f"SEQ {clase} \\* ARABIC", tramo(numero, con_color.__copy__()))]
            numeral += [tramo(punto, con_color.__copy__())] if punto else []
            marcadores += self._anotar(texto, 0)
            self.leyendas[clase].append((texto, nombre_de_titulo(self._cuantos)))
        return parrafo("Caption", *marcado([*numeral, tramo(" "), *self._lineas.componer(bloque["titulo"])], marcadores))

    def _pie(self, bloque: Bloque) -> list[Elemento]:
        notas = [parrafo("Nota", *self._lineas.componer(nota)) for nota in bloque["notas"]]
        return [*notas, parrafo("Fuente", *self._lineas.componer(bloque["fuente"]))]
