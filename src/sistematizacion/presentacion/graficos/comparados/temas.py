"""Los participantes de una región por tema: mujeres y hombres, que cortan a los temas, van aparte, y el total al final."""

from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import SEXO, Expediente
from sistematizacion.presentacion.graficos.comparados.rotulos import Cifras
from sistematizacion.presentacion.origen import rotulo_de_total


def participantes_de(e: Expediente) -> Cifras:
    """Los participantes por tema, del mayor al menor; al final, mujeres y hombres y el total."""
    temas = sorted((e.cifra("participantes", c) for c in e.categorias("participantes")), key=lambda c: -valor_de(c))
    sexos = (e.cifra("participantes", c) for c in SEXO if e.hay("participantes", c))
    total = (e.cifra("participantes"),) if e.hay("participantes") else ()
    return (*temas, *sexos, *total)


def tema_de(cifra: Cifra) -> str:
    """La clave del tema de una cifra de participantes; vacía si es el total."""
    return cifra.clave.partition("/")[2]


def mayor_tema(cifras: Cifras) -> Cifra | None:
    """El tema con más participantes."""
    return next((c for c in cifras if c and tema_de(c) and tema_de(c) not in SEXO), None)


def total_de(cifras: Cifras) -> Cifra | None:
    """El total, si lo hay; el publicado no tiene por qué ser la suma de los temas."""
    return next((c for c in cifras if c and not tema_de(c)), None)


def nombre_del_total(cifras: Cifras) -> str:
    """«Total publicado» o «Total», según de dónde salió; si no lo hay, según de dónde salieron los temas."""
    halladas = [c for c in cifras if c]
    return rotulo_de_total(c.origen for c in [c for c in halladas if not tema_de(c)] or halladas)
