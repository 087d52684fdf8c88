"""``Instrumento``: lo que la encuesta pregunta, lo que se puede responder y lo que se publica.

Sale de ``params/encuestas/satisfaccion.yml``. Una pregunta de varias respuestas se guarda como una pregunta cerrada de
sí o no por cada opción (``utiles_talleres``): así la tabla ``encuesta`` tiene siempre una respuesta por persona y
pregunta, y quien no marcó una opción cuenta entre quienes respondieron.
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from sistematizacion.modelo import Clave, Modelo, Texto

Tipo = Literal["escala", "varias", "abierta"]
SI_O_NO = {"si": "sí", "no": "no"}
# Los nombres que el formulario da a lo que no es una pregunta del instrumento
CONSENTIMIENTO, AREA, OTRA_AREA, GRUPO, PUBLICAR = "consentimiento", "area", "area_otra", "respuestas", "publicar_"
RESERVADAS = (CONSENTIMIENTO, AREA, OTRA_AREA, GRUPO, "presentacion", "privacidad", "sin_consentimiento", "si_no")
MAXIMO_DE_ESCALA = 5


class Opcion(Modelo):
    """Una respuesta posible; el rótulo va como se lee dentro de una frase."""

    clave: Clave
    rotulo: Texto


class Pregunta(Modelo):
    """Una pregunta: ``titulo`` es como se la nombra en los informes y ``enunciado``, como se hace."""

    clave: Clave
    titulo: Texto
    enunciado: Texto
    ayuda: str = ""
    tipo: Tipo
    opciones: list[Opcion] = []
    publica: bool = True

    @model_validator(mode="after")
    def _opciones_segun_el_tipo(self) -> "Pregunta":
        n, claves = len(self.opciones), [o.clave for o in self.opciones]
        if self.tipo == "abierta" and n:
            raise ValueError(f"la pregunta «{self.clave}» es abierta y no lleva opciones")
        if self.tipo == "escala" and not 2 <= n <= MAXIMO_DE_ESCALA:
            raise ValueError(f"la escala de «{self.clave}» debe tener de 2 a {MAXIMO_DE_ESCALA} opciones; tiene {n}")
        if self.tipo == "varias" and n < 2:
            raise ValueError(f"la pregunta «{self.clave}» debe tener al menos 2 opciones; tiene {n}")
        if len(set(claves)) < n:
            raise ValueError(f"la pregunta «{self.clave}» repite una opción")
        if not self.clave[0].isalpha():
            raise ValueError(f"la clave «{self.clave}» debe empezar con una letra: con ella se nombra en el formulario")
        return self

    @property
    def cerradas(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Por clave de la tabla ``encuesta``, su título y sus respuestas con su rótulo; ninguna si es abierta."""
        if self.tipo == "escala":
            return {self.clave: (self.titulo, {o.clave: o.rotulo for o in self.opciones})}
        return {f"{self.clave}_{o.clave}": (f"{self.titulo}: {o.rotulo}", SI_O_NO) for o in self.opciones}


class Instrumento(Modelo):
    """``params/encuestas/satisfaccion.yml``."""

    titulo: Texto
    presentacion: Texto
    privacidad: Texto
    minimo_de_grupo: int = Field(default=5, ge=2)
    consentimiento: Texto
    area: Texto
    publicacion: Texto
    preguntas: list[Pregunta] = Field(min_length=1)

    @model_validator(mode="after")
    def _sin_choques(self) -> "Instrumento":
        claves = [c for p in self.preguntas for c in {p.clave: None, **dict.fromkeys(p.cerradas)}]
        repetida = _repetida([*RESERVADAS, *claves])
        if repetida or any(c.startswith(PUBLICAR) for c in claves):
            raise ValueError(f"la clave «{repetida or PUBLICAR}» de una pregunta está repetida o la usa el formulario")
        enunciados = [p.enunciado for p in self.preguntas]
        if repetido := _repetida([*enunciados, self.consentimiento, self.area]):
            raise ValueError(f"dos preguntas tienen el mismo enunciado, «{repetido}», y no se podrían distinguir")
        if "{titulo}" not in self.publicacion:
            raise ValueError("«publicacion» debe decir {titulo}, para distinguir de qué comentario se trata")
        rotulos: dict[str, str] = {}
        for pregunta in self.preguntas:
            for _, opciones in pregunta.cerradas.values():
                for clave, rotulo in opciones.items():
                    if rotulos.setdefault(clave, rotulo) != rotulo:
                        raise ValueError(f"la opción «{clave}» tiene dos rótulos: «{rotulos[clave]}» y «{rotulo}»")
        return self

    @property
    def abiertas(self) -> tuple[Pregunta, ...]:
        """Las que se responden con un comentario."""
        return tuple(p for p in self.preguntas if p.tipo == "abierta")

    @property
    def cerradas(self) -> tuple[str, ...]:
        """Las claves que admite la columna ``pregunta`` de la tabla ``encuesta``, en el orden del formulario."""
        return tuple(self._cerradas)

    @property
    def publicas(self) -> tuple[str, ...]:
        """Las cerradas que los informes muestran."""
        return tuple(clave for p in self.preguntas if p.publica for clave in p.cerradas)

    @property
    def escalas(self) -> tuple[str, ...]:
        """Las públicas que se responden con una escala: las que se dibujan."""
        return tuple(p.clave for p in self.preguntas if p.publica and p.tipo == "escala")

    @property
    def rotulos(self) -> dict[str, str]:
        """Cómo se escribe cada respuesta, por su clave."""
        return {clave: rotulo for _, opciones in self._cerradas.values() for clave, rotulo in opciones.items()}

    @property
    def categorias(self) -> dict[str, str]:
        """Los rótulos de las respuestas y los de cada opción de las preguntas de varias, que también se publican."""
        varias = [p for p in self.preguntas if p.tipo == "varias"]
        titulos = {clave: titulo for p in varias for clave, (titulo, _) in p.cerradas.items()}
        return self.rotulos | {clave: titulo[:1].lower() + titulo[1:] for clave, titulo in titulos.items()}

    def titulo_de(self, pregunta: str) -> str:
        """Cómo se nombra una pregunta en cuadros y gráficos."""
        return self._cerradas[pregunta][0]

    def opciones(self, pregunta: str) -> tuple[str, ...]:
        """Las respuestas de una cerrada, de la más favorable a la menos; ninguna si no es del instrumento."""
        return tuple(self._cerradas[pregunta][1]) if pregunta in self._cerradas else ()

    def mejor(self, pregunta: str) -> str:
        """La respuesta más favorable."""
        return self.opciones(pregunta)[0]

    def desfavorables(self, pregunta: str) -> tuple[str, ...]:
        """Las de la mitad menos favorable de la escala; en una escala impar, la del medio no cuenta."""
        opciones = self.opciones(pregunta)
        return opciones[(len(opciones) + 1) // 2 :]

    def permiso(self, pregunta: Pregunta) -> str:
        """Lo que se pregunta para poder publicar la respuesta a una abierta."""
        return self.publicacion.replace("{titulo}", pregunta.titulo)

    @property
    def _cerradas(self) -> dict[str, tuple[str, dict[str, str]]]:
        return {clave: definida for p in self.preguntas for clave, definida in p.cerradas.items()}


def _repetida(textos: Iterable[str]) -> str:
    """El primero que aparece dos veces, sin distinguir mayúsculas, o vacío."""
    vistos: set[str] = set()
    for texto in textos:
        if texto.casefold() in vistos:
            return texto
        vistos.add(texto.casefold())
    return ""
