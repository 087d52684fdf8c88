"""Lee un PDF etiquetado: sus elementos de estructura, en orden de lectura, y el contenido que cada página marca."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pikepdf import Array, Dictionary, Pdf, parse_content_stream

TEXTO = frozenset(("Tj", "TJ", "'", '"'))
TRAZO = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"))
MARCAS = "BDC BMC EMC"
OPERADORES = " ".join(sorted({*MARCAS.split(), "Tf", "BI", "ID", "EI", *TEXTO, *TRAZO}))


@dataclass(frozen=True)
class Contenido:
    """Lo que una página dibuja: los MCID que marca, en orden; cuánto queda sin marcar; y las letras con que escribe."""

    mcids: list[int]
    sin_marcar: int
    letras: set[str]


class Etiquetado:
    """Un PDF abierto, leído una sola vez para todas las comprobaciones."""

    def __init__(self, pdf: bytes) -> None:
        self.documento = Pdf.open(io.BytesIO(pdf))

    @cached_property
    def elementos(self) -> list[Dictionary]:
        """Los elementos de estructura, en orden de lectura."""
        raiz = self.documento.Root.get("/StructTreeRoot")
        return list(descender(raiz)) if raiz is not None else []

    def de_clase(self, *clases: str) -> list[Dictionary]:
        """Los elementos de esas etiquetas (``"/Figure"``), en orden de lectura."""
        return [e for e in self.elementos if str(e.S) in clases]

    @cached_property
    def paginas(self) -> list[Contenido]:
        """El contenido de cada página."""
        return [_contenido(pagina) for pagina in self.documento.pages]

    @cached_property
    def lugares(self) -> list[tuple[Dictionary, int, int]]:
        """Cada contenido que el árbol nombra, en orden de lectura: su elemento, su página (desde 0) y su MCID."""
        numeros = {pagina.objgen: n for n, pagina in enumerate(self.documento.pages)}
        hallados = []
        for elemento in self.elementos:
            for hijo in hijos(elemento):
                suelto = isinstance(hijo, Dictionary)
                if suelto and "/MCID" not in hijo:
                    continue
                pagina = (hijo.get("/Pg") if suelto else None) or elemento.get("/Pg")
                numero = numeros.get(pagina.objgen, -1) if pagina is not None else -1
                hallados.append((elemento, numero, int(hijo.MCID if suelto else hijo)))
        return hallados


def hijos(elemento: Dictionary) -> list[Any]:
    """Lo que cuelga de un elemento: otros elementos, contenidos (MCID) o anotaciones."""
    colgados = elemento.get("/K", ())
    return [colgados] if isinstance(colgados, Dictionary | int) else list(colgados)


def descender(elemento: Dictionary) -> Iterator[Dictionary]:
    """Los elementos de estructura bajo ``elemento``, en orden de lectura."""
    for hijo in hijos(elemento):
        if isinstance(hijo, Dictionary) and "/S" in hijo:
            yield hijo
            yield from descender(hijo)


def atributo(elemento: Dictionary, clave: str) -> Any:
    """El atributo de un elemento («/Scope»), o nada."""
    atributos = elemento.get("/A", [])
    lista = list(atributos) if isinstance(atributos, Array) else [atributos]
    return next((a[clave] for a in lista if isinstance(a, Dictionary) and clave in a), None)


def _contenido(pagina: Any) -> Contenido:
    mcids, sin_marcar, letras = [], 0, set()
    marcas: list[bool] = []  # por cada marca abierta: si es artefacto o lleva MCID
    for operandos, operador in parse_content_stream(pagina, OPERADORES):
        nombre = str(operador)
        if nombre in ("BDC", "BMC"):
            propiedades = operandos[1] if len(operandos) > 1 else None
            if not isinstance(propiedades, Dictionary) and propiedades is not None:
                propiedades = pagina.Resources.Properties[str(propiedades)]
            if propiedades is not None and "/MCID" in propiedades:
                mcids.append(int(propiedades.MCID))
                marcas.append(True)
            else:
                marcas.append(str(operandos[0]) == "/Artifact")
        elif nombre == "EMC":
            if marcas:
                marcas.pop()
        elif nombre == "Tf":
            letras.add(str(operandos[0]))
        else:
            sin_marcar += not any(marcas)
    return Contenido(mcids, sin_marcar, letras)
