"""De las filas de un exporte a personas: qué respondió cada una, sin nada que la identifique."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sistematizacion.encuestas.areas import OTRA_AREA as NO_LISTADA
from sistematizacion.encuestas.areas import reconocer
from sistematizacion.encuestas.columnas import Ubicacion
from sistematizacion.encuestas.datos_personales import parece_nombrar, tapar
from sistematizacion.encuestas.instrumento import (
    AREA,
    CONSENTIMIENTO,
    OTRA_AREA,
    PUBLICAR,
    SI_O_NO,
    Instrumento,
    Pregunta,
)
from sistematizacion.encuestas.respuestas import SinOpcion, marcada, una, varias
from sistematizacion.encuestas.xlsform import OTRA, clave_de
from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.lectura.celdas import Lugar


@dataclass
class Persona:
    """Lo que una persona respondió; ``comentarios`` es pregunta → texto y si se publica."""

    area: str = ""
    cerradas: dict[str, str] = field(default_factory=dict)
    comentarios: dict[str, tuple[str, str]] = field(default_factory=dict)


class Lector:
    """Convierte cada fila en una persona y junta todo lo que halló."""

    def __init__(self, instrumento: Instrumento, donde: Ubicacion, lugar: Lugar, areas: Sequence[str]) -> None:
        self.instrumento, self.donde, self.lugar, self.areas = instrumento, donde, lugar, areas
        self.hallazgos: list[Problema] = []

    def leer(self, filas: Mapping[int, list[str]]) -> list[Persona]:
        """Las personas que dieron su consentimiento, cada envío una vez."""
        unicas = self._sin_repetidas(filas)
        aceptan = {n: f for n, f in unicas.items() if self._si_o_no(n, f, CONSENTIMIENTO) == "si"}
        if sin := len(unicas) - len(aceptan):
            self._suponer(f"{_cuantas(sin)} sin consentimiento: no se importan")
        personas = [self._persona(n, f) for n, f in aceptan.items()]
        self._reconocer_areas(personas)
        if not personas:
            self.hallazgos.append(self.lugar.problema("nadie dio su consentimiento: no hay nada que importar"))
        for p in self.instrumento.preguntas:
            sin = sum(p.clave not in q.cerradas for q in personas) if p.tipo == "escala" else 0
            if sin:
                self._suponer(f"{_cuantas(sin)} sin respuesta a «{p.enunciado}»")
        return personas

    def _sin_repetidas(self, filas: Mapping[int, list[str]]) -> dict[int, list[str]]:
        """Las filas sin las que repiten un envío; si lo repiten con otras respuestas, es un error."""
        if self.donde.envio is None:
            return dict(filas)
        leidas = [*self.donde.preguntas.values(), *(n for s in self.donde.opciones.values() for n in s.values())]
        primeras: dict[str, int] = {}
        unicas, quitadas = {}, []
        for n, fila in filas.items():
            envio = fila[self.donde.envio]
            primera = primeras.setdefault(envio, n) if envio else n
            if primera == n:
                unicas[n] = fila
            elif [fila[i] for i in leidas] == [filas[primera][i] for i in leidas]:
                quitadas.append(n)
            else:
                regla = f"repite el envío de la fila {primera} con otras respuestas"
                self.hallazgos.append(self.lugar.problema(regla, "Deje la fila que vale y borre la otra.", fila=n))
        if quitadas:
            self._suponer(f"filas {enumerar([str(n) for n in quitadas])}: repiten un envío y se quitaron")
        return unicas

    def _persona(self, n: int, fila: list[str]) -> Persona:
        persona = Persona(self._area(fila))
        for pregunta in self.instrumento.preguntas:
            if pregunta.tipo == "escala":
                rotulos = {o.clave: o.rotulo for o in pregunta.opciones}
                respuesta = self._opcion(n, fila, pregunta.clave, rotulos)
                persona.cerradas |= {pregunta.clave: respuesta} if respuesta else {}
            elif pregunta.tipo == "varias":
                persona.cerradas |= self._varias(n, fila, pregunta)
            elif texto := " ".join(self._celda(fila, pregunta.clave).split()):
                persona.comentarios[pregunta.clave] = self._comentario(n, fila, pregunta, texto)
        return persona

    def _area(self, fila: list[str]) -> str:
        """El área como la dijo: la elegida o, si eligió «otra», la que escribió o, si no escribió, esa."""
        escrita, otra = self._celda(fila, AREA), self._celda(fila, OTRA_AREA)
        if otra or clave_de(escrita) in (OTRA, "otra_area"):
            escrita = otra or NO_LISTADA
        ofrecidas = {clave_de(a): a for a in self.areas}
        return ofrecidas.get(clave_de(escrita), escrita)

    def _reconocer_areas(self, personas: Sequence[Persona]) -> None:
        """Cambia por «Otra área» las que podrían nombrar a alguien; se avisa cuántas, sin repetirlas."""
        nombres, cambiadas = reconocer([p.area for p in personas], self.areas)
        for persona, nombre in zip(personas, nombres, strict=True):
            persona.area = nombre
        if cambiadas:
            motivo = "no está entre las de la región" if self.areas else "parece el nombre de una persona"
            regla = f"el área que {'escribió' if cambiadas == 1 else 'escribieron'} {_cuantas(cambiadas)} {motivo}"
            regla += f": se guarda como «{NO_LISTADA}»"
            remedio = "Si es un área de la región, agréguela a «areas_encuestadas» y repita la importación."
            self.hallazgos.append(self.lugar.problema(regla, remedio, columna=AREA, gravedad="advertencia"))

    def _comentario(self, n: int, fila: list[str], pregunta: Pregunta, texto: str) -> tuple[str, str]:
        limpio, permiso = self._tapado(n, pregunta.clave, texto), ""
        if pregunta.publica and f"{PUBLICAR}{pregunta.clave}" in self.donde.preguntas:
            permiso = self._si_o_no(n, fila, f"{PUBLICAR}{pregunta.clave}")
        if limpio == texto and parece_nombrar(texto):
            regla = "parece nombrar a una persona; no se publicará"
            remedio = "Léalo: si no nombra a nadie, póngale «sí» en la columna «publicable» de comentarios.csv."
            self._anotar(n, pregunta.clave, regla, remedio, texto, gravedad="advertencia")
            return texto, "no"
        return limpio, "sí" if permiso == "si" and limpio == texto else "no"

    def _tapado(self, n: int, clave: str, texto: str) -> str:
        limpio = tapar(texto)
        if limpio != texto:
            regla = "traía un dato personal, que se tapó; no se publicará"
            remedio = "Léalo antes de usarlo, por si nombra a alguien."
            self._anotar(n, clave, regla, remedio, limpio, gravedad="advertencia")
        return limpio

    def _varias(self, n: int, fila: list[str], pregunta: Pregunta) -> dict[str, str]:
        """Sí o no por opción; nada si no respondió."""
        rotulos = {o.clave: o.rotulo for o in pregunta.opciones}
        columnas = self.donde.opciones.get(pregunta.clave, {})
        try:
            if set(columnas) == set(rotulos):
                celdas = {clave: fila[i] for clave, i in columnas.items() if fila[i]}
                elegidas = {clave for clave, celda in celdas.items() if marcada(celda)}
            else:
                celdas = {pregunta.clave: self._celda(fila, pregunta.clave)}
                elegidas = varias(celdas[pregunta.clave], rotulos)
        except SinOpcion as error:
            self._no_es_opcion(n, pregunta.clave, str(error), rotulos)
            return {}
        if not any(celdas.values()):
            return {}
        return {f"{pregunta.clave}_{clave}": "si" if clave in elegidas else "no" for clave in rotulos}

    def _si_o_no(self, n: int, fila: list[str], clave: str) -> str:
        return self._opcion(n, fila, clave, SI_O_NO)

    def _opcion(self, n: int, fila: list[str], clave: str, rotulos: Mapping[str, str]) -> str:
        escrito = self._celda(fila, clave)
        try:
            return una(escrito, rotulos) if escrito else ""
        except SinOpcion:
            self._no_es_opcion(n, clave, escrito, rotulos)
            return ""

    def _no_es_opcion(self, n: int, clave: str, escrito: str, rotulos: Mapping[str, str]) -> None:
        regla = f"no es una respuesta de esa pregunta: {enumerar(list(rotulos.values()))}"
        self._anotar(n, clave, regla, sugerencia(escrito, rotulos.values()), tapar(escrito))

    def _celda(self, fila: list[str], clave: str) -> str:
        return fila[self.donde.preguntas[clave]] if clave in self.donde.preguntas else ""

    def _anotar(self, n: int, clave: str, regla: str, remedio: str, valor: str, **otros: str) -> None:
        posicion = self.donde.preguntas.get(clave)
        self.hallazgos.append(
            self.lugar.problema(regla, remedio, posicion, fila=n, columna=clave, valor=valor, **otros)  # type: ignore[arg-type]
        )

    def _suponer(self, regla: str) -> None:
        self.hallazgos.append(self.lugar.problema(regla, gravedad="supuesto"))


def _cuantas(n: int) -> str:
    return "una persona" if n == 1 else f"{n} personas"
