"""Las numeraciones del borrador: viñetas y listas numeradas, cada una de estas desde 1."""

from docx.oxml.ns import qn
from lxml.etree import _Element as Elemento

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.word.estilos import color
from sistematizacion.publicacion.word.ooxml import PUNTO, e

VINETAS, NUMERADA = 1, 2  # las de los estilos «List Bullet» y «List Number»
NIVELES = 4
SIGNOS = ("•", "–", "•", "–")
PASO = {False: 18, True: 11}  # puntos de sangría por nivel; en una celda, menos


class Listas:
    """Reparte numeraciones; las de celda son más angostas."""

    def __init__(self, raiz: Elemento, marca: Marca) -> None:
        for viejo in list(raiz):
            raiz.remove(viejo)
        self._raiz, self._abstractas = raiz, {}
        for ordenada in (False, True):
            for en_celda in (False, True):
                numero = len(self._abstractas)
                self._abstractas[ordenada, en_celda] = numero
                raiz.append(_abstracta(numero, marca, ordenada=ordenada, en_celda=en_celda))
        for ordenada in (False, True):
            self._nueva(ordenada=ordenada, en_celda=False, desde_uno=False)
        self._vinetas_de_celda = self._nueva(ordenada=False, en_celda=True, desde_uno=False)

    def de(self, *, ordenada: bool, en_celda: bool) -> int:
        """La numeración de una lista: las viñetas comparten la suya, y cada lista ordenada tiene una que empieza en 1."""
        if not ordenada:
            return self._vinetas_de_celda if en_celda else VINETAS
        return self._nueva(ordenada=True, en_celda=en_celda, desde_uno=True)

    def _nueva(self, *, ordenada: bool, en_celda: bool, desde_uno: bool) -> int:
        numero = len(self._raiz.findall(qn("w:num"))) + 1
        reinicios = [e("lvlOverride", e("startOverride", val=1), ilvl=n) for n in range(NIVELES if desde_uno else 0)]
        self._raiz.append(e("num", e("abstractNumId", val=self._abstractas[ordenada, en_celda]), *reinicios, numId=numero))
        return numero


def numeracion(lista: int, nivel: int) -> Elemento:
    """La propiedad de un párrafo que es ítem de una lista."""
    return e("numPr", e("ilvl", val=min(nivel, NIVELES - 1)), e("numId", val=lista))


def sangria_de(nivel: int, *, en_celda: bool) -> Elemento:
    """La de un párrafo que sigue en el mismo ítem."""
    return e("ind", left=PASO[en_celda] * (min(nivel, NIVELES - 1) + 1) * PUNTO)


def _abstracta(numero: int, marca: Marca, *, ordenada: bool, en_celda: bool) -> Elemento:
    paso = PASO[en_celda] * PUNTO
    letra = e("rPr", e("b") if ordenada else None, e("color", val=color(marca, "acento")))
    niveles = [
        e(
            "lvl", e("start", val=1), e("numFmt", val="decimal" if ordenada else "bullet"),
            _estilo(ordenada) if nivel == 0 and not en_celda else None,
            e("lvlText", val=f"%{nivel + 1}." if ordenada else SIGNOS[nivel]), e("lvlJc", val="left"),
            e("pPr", e("ind", left=paso * (nivel + 1), hanging=paso)), letra.__copy__(), ilvl=nivel,
        )
        for nivel in range(NIVELES)
    ]  # fmt: skip
    return e("abstractNum", e("nsid", val=f"{0x5157_0000 + numero:08X}"), e("multiLevelType", val="hybridMultilevel"), *niveles,
             abstractNumId=numero)  # fmt: skip


def _estilo(ordenada: bool) -> Elemento:
    return e("pStyle", val="ListNumber" if ordenada else "ListBullet")
