"""Los colores de una marca: los que declara, los que se deducen de ellos y el contraste de cada par que se usa.

Cada color tiene un *papel*: ``tinta`` (texto), ``papel`` (fondo), ``primario`` (títulos, enlaces y datos), ``acento``
(numerales y lo que llama la atención), ``medio`` (segunda serie de datos), ``gris`` (texto secundario), ``regla`` (líneas),
``tenue`` y ``suave`` (fondos), ``portada`` y, sobre ella, ``sobre_portada``, ``sobre_portada_tenue`` y ``acento_portada``.

Los deducidos se calculan en OKLCH, que aclara un color sin ensuciarlo, y el contraste es el de WCAG 2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coloraide import Color

Colores = Mapping[str, str]  # papel → «#RRGGBB»

PASO = 0.005
TEXTO, GRAFICO = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 (texto) y 1.4.11 (formas que dicen algo)
USOS = (  # qué papel va sobre cuál, cuánto debe contrastar y dónde se ve
    ("tinta", "papel", TEXTO, "texto"),
    ("tinta", "suave", TEXTO, "texto de los avisos y las cifras clave"),
    ("primario", "papel", TEXTO, "títulos y enlaces"),
    ("primario", "suave", TEXTO, "cifras clave"),
    ("acento", "papel", TEXTO, "numerales"),
    ("acento", "suave", TEXTO, "numerales"),
    ("gris", "papel", TEXTO, "notas y fuentes"),
    ("gris", "suave", TEXTO, "detalle de las cifras clave"),
    ("sobre_portada", "portada", TEXTO, "portada"),
    ("sobre_portada_tenue", "portada", TEXTO, "portada, texto secundario"),
    ("acento_portada", "portada", TEXTO, "portada, adornos y foco"),
)
SOLO_CLAROS = (  # los de los gráficos y del papel, que siempre van en claro
    ("papel", "primario", TEXTO, "cifras dentro de las barras"),
    ("papel", "acento", TEXTO, "franjas de aviso y barras"),
    ("tinta", "medio", TEXTO, "cifras dentro de las barras"),
    ("tinta", "tenue", TEXTO, "cifras dentro de las barras"),
    ("medio", "papel", GRAFICO, "barras y líneas"),
)


@dataclass(frozen=True)
class Falta:
    """Un par de colores que no contrasta lo que debe."""

    arriba: str
    abajo: str
    contraste: float
    hace_falta: float
    donde: str
    modo: str  # «claro» u «oscuro»


def completar(declarados: Colores) -> dict[str, str]:
    """Los colores en claro, con los que faltan deducidos.

    Args:
        declarados: al menos ``tinta``, ``papel`` y ``primario``; los demás papeles, si la marca los da.
    """
    tinta, papel, primario = declarados["tinta"], declarados["papel"], declarados["primario"]
    portada = declarados.get("portada", primario)
    sobre = max((papel, tinta), key=lambda color: contraste(color, portada))
    deducidos = {
        "acento": primario,
        "medio": _aclarar_mientras(primario, papel, GRAFICO),
        "gris": _alejar(_mezclar(tinta, papel, 0.45), papel, 6.0, hacia=0),
        "regla": _mezclar(tinta, papel, 0.78),
        "tenue": _mezclar(tinta, papel, 0.86),
        "suave": _mezclar(tinta, papel, 0.93),
        "portada": portada,
        "sobre_portada": sobre,
        "sobre_portada_tenue": _mezclar(sobre, portada, 0.2),
    }
    claros = deducidos | dict(declarados)
    claros.setdefault("acento_portada", _alejar(claros["acento"], portada, TEXTO))
    return {papel: Color(color).to_string(hex=True, upper=True) for papel, color in claros.items()}


def oscurecer(claros: Colores) -> dict[str, str]:
    """Los mismos papeles para leer de noche: fondo oscuro con el matiz del primario, y tintas aclaradas."""
    matiz = claros["primario"]
    papel = _con_luz(matiz, 0.21, 0.018)
    tinta = _con_luz(matiz, 0.92, 0.01)
    portada = _con_luz(claros["portada"], min(0.28, _luz(claros["portada"])))
    return dict(claros) | {
        "papel": papel,
        "tinta": tinta,
        "primario": _alejar(matiz, papel, 9.0),
        "acento": _alejar(claros["acento"], papel, 7.5),
        "gris": _con_luz(matiz, 0.76, 0.018),
        "regla": _con_luz(matiz, 0.40, 0.025),
        "tenue": _con_luz(matiz, 0.32, 0.022),
        "suave": _con_luz(matiz, 0.265, 0.022),
        "portada": portada,
        "sobre_portada": "#FFFFFF",
        "sobre_portada_tenue": _mezclar("#FFFFFF", portada, 0.2),
        "acento_portada": _alejar(claros["acento"], portada, TEXTO),
    }


def faltas(claros: Colores, oscuros: Colores) -> Iterator[Falta]:
    """Los pares que no contrastan lo que WCAG 2.2 AA pide, en claro y en oscuro."""
    for modo, colores, usos in (("claro", claros, USOS + SOLO_CLAROS), ("oscuro", oscuros, USOS)):
        for arriba, abajo, hace_falta, donde in usos:
            hay = contraste(colores[arriba], colores[abajo])
            if hay < hace_falta:
                yield Falta(arriba, abajo, hay, hace_falta, donde, modo)


def es_color(texto: str) -> bool:
    """Si es un color sin transparencia, en cualquier forma de CSS."""
    hallado = Color.match(str(texto), fullmatch=True)
    return hallado is not None and hallado.color.alpha() == 1


def contraste(uno: str, otro: str) -> float:
    """El contraste entre dos colores, de 1 a 21.

    >>> round(contraste("#000000", "#FFFFFF"), 2)
    21.0
    """
    return Color(uno).contrast(otro, method="wcag21")


def _mezclar(color: str, con: str, cuanto: float) -> str:
    return _hex(Color(color).mix(con, cuanto, space="oklab"))


def _luz(color: str) -> float:
    return Color(color).convert("oklch")["lightness"]


def _con_luz(color: str, luz: float, croma: float | None = None) -> str:
    nuevo = Color(color).convert("oklch").set("lightness", luz)
    return _hex(nuevo if croma is None else nuevo.set("chroma", min(croma, nuevo["chroma"])))


def _aclarar_mientras(color: str, fondo: str, cuanto: float) -> str:
    """El color, tan claro como se pueda sin dejar de contrastar ``cuanto`` con un fondo más claro."""
    hecho = _hex(Color(color))
    for luz in _pasos(_luz(color), 1):
        siguiente = _con_luz(color, luz)
        if contraste(siguiente, fondo) < cuanto:
            break
        hecho = siguiente
    return hecho


def _alejar(color: str, fondo: str, cuanto: float, hacia: int = 1) -> str:
    """El color aclarado (u oscurecido, si ``hacia`` es 0) lo justo para que contraste ``cuanto`` con el fondo."""
    hecho = _hex(Color(color))
    for luz in _pasos(_luz(color), hacia):
        if contraste(hecho, fondo) >= cuanto:
            break
        hecho = _con_luz(color, luz)
    return hecho


def _pasos(desde: float, hasta: int) -> Iterator[float]:
    """Luces cada 0.005 desde una hasta 0 o 1."""
    signo = 1 if hasta > desde else -1
    return (desde + signo * PASO * n for n in range(1, int(abs(hasta - desde) / PASO)))


def _hex(color: Color) -> str:
    return color.convert("srgb").fit().to_string(hex=True, upper=True)
