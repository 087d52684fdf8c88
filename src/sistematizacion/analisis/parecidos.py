"""Qué textos se parecen, sin red y siempre igual: palabras con peso y coseno.

Cada texto es un vector de sus palabras (sin tildes, sin las que no dicen nada y cortadas a su raíz aproximada); el peso de una palabra
es cuántas veces está × ln((1 + textos) ÷ (1 + textos en que está)) + 1 (TF-IDF suavizado, el de scikit-learn). El parecido de dos
textos es el coseno de sus vectores: 0 si no comparten ninguna palabra, 1 si son el mismo.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PALABRA = re.compile(r"[a-záéíóúüñ]{3,}")
CITA = re.compile(r"\{[^{}]*\}")
RAIZ = 7  # letras con que se compara una palabra: «capacitación», «capacitar» y «capacitados» son la misma
# Las que están en cualquier texto de gestión pública y no distinguen a ninguno
VACIAS = frozenset(
    """
    para por con los las del que una uno como mas sus este esta estos estas fue son han hay sin entre sobre desde hasta cada otro otra otros
    otras todo toda todos todas cual cuales quien quienes donde cuando tambien asi ademas segun ante bajo tras muy ser tener hacer hace
    regional region gobierno publica publico publicas publicos gestion nacional local peru
    """.split()
)


@dataclass(frozen=True)
class Parecido:
    """Qué texto se parece, cuánto (de 0 a 1) y en qué palabras, las de más peso primero."""

    clave: str
    grado: float
    palabras: tuple[str, ...]


def parecidos(
    textos: Mapping[str, str], a: Mapping[str, str], minimo: float, cuantos: int, en_comun: int = 1
) -> dict[str, list[Parecido]]:
    """Para cada texto, los de ``a`` que más se le parecen, de mayor a menor; los de igual grado, por su clave.

    Args:
        minimo: el menor grado que se propone.
        cuantos: cuántos a lo más por texto.
        en_comun: cuántas palabras distintas tienen que compartir.

    Un texto no se propone a sí mismo: no se comparan los de la misma clave.
    """
    todos = {**{f"0{c}": t for c, t in textos.items()}, **{f"1{c}": t for c, t in a.items()}}
    raices = {c: _raices(t) for c, t in todos.items()}
    en_cuantos = Counter(r for rs in raices.values() for r in set(rs))
    vectores = {c: _vector(rs, en_cuantos, len(todos)) for c, rs in raices.items()}
    palabras: dict[str, str] = {}
    for texto in todos.values():
        for raiz, palabra in _palabras(texto):
            palabras.setdefault(raiz, palabra)
    hechos: dict[str, list[Parecido]] = {}
    for clave in textos:
        uno = vectores[f"0{clave}"]
        hallados = []
        for otra in a:
            if otra == clave:
                continue
            comunes = {r: uno[r] * v for r, v in vectores[f"1{otra}"].items() if r in uno}
            grado = round(sum(comunes.values()), 4)
            if grado >= minimo and len(comunes) >= en_comun:
                mayores = sorted(comunes, key=lambda r: (-comunes[r], r))[:3]  # noqa: B023
                hallados.append(Parecido(otra, grado, tuple(palabras[r] for r in mayores)))
        hechos[clave] = sorted(hallados, key=lambda p: (-p.grado, p.clave))[:cuantos]
    return hechos


def _vector(raices: Sequence[str], en_cuantos: Mapping[str, int], total: int) -> dict[str, float]:
    """Los pesos de las raíces, con longitud 1; vacío si el texto no tiene ninguna."""
    pesos = {r: n * (math.log((1 + total) / (1 + en_cuantos[r])) + 1) for r, n in Counter(raices).items()}
    largo = math.sqrt(sum(p * p for p in pesos.values()))
    return {r: p / largo for r, p in pesos.items()} if largo else {}


def _raices(texto: str) -> list[str]:
    return [raiz for raiz, _ in _palabras(texto)]


def _palabras(texto: str) -> list[tuple[str, str]]:
    """La raíz, sin tildes, y la palabra de todas las que dicen algo; sin las citas de cifras.

    >>> _palabras("La gestión de {zonas:u} cuencas hídricas")
    [('cuencas', 'cuencas'), ('hidrica', 'hídricas')]
    """
    planas = [(_sin_tildes(p), p) for p in PALABRA.findall(CITA.sub(" ", texto).lower())]
    return [(plana[:RAIZ], palabra) for plana, palabra in planas if plana not in VACIAS]


def _sin_tildes(palabra: str) -> str:
    return unicodedata.normalize("NFKD", palabra).encode("ascii", "ignore").decode()
