"""Los participantes de una región por tema: mujeres y hombres, que cortan a los temas, van aparte, y el total al final."""

from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import SEXO, Expediente
from sistematizacion.presentacion.graficos.comparados.rotulos import Cifras


def participantes_de(e: Expediente) -> Cifras:
    """Los participantes por tema, del mayor al menor; al final, mujeres y hombres y el total publicado."""
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


def total_publicado(cifras: Cifras) -> Cifra | None:
    """El total, si la fuente lo da: no es la suma de los temas."""
    return next((c for c in cifras if c and not tema_de(c)), None)
