"""``Fichas``: las prácticas del catálogo, una por una, con todo lo que la fuente dice de cada una y lo que no responde."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS as EVIDENCIAS
from sistematizacion.nucleo.esquemas.enunciados import PUNTAJE_MAXIMO, SOSTENIBILIDAD
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadros.catalogo import CRITERIOS, DE_ETAPA, fichas_de
from sistematizacion.presentacion.cuadros.enunciados import Alguno
from sistematizacion.presentacion.enlaces import claves_de, rotulo_de
from sistematizacion.presentacion.piezas import PLANTILLAS, Pieza
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

TODAS = "Todas las regiones"
DE_NIVEL = {"regional": "Regional", "local": "Local", "intergubernamental": "Intergubernamental"}
ESENCIAL = {  # cómo se rotula y, si nadie lo respondió, cómo se dice; vacío, no se echa de menos
    "objetivo": ("Objetivo", ""), "resultado": ("Resultado", "qué resultado tuvo"),
    "beneficiarios": ("Beneficiarios", "a quiénes llega"),
}  # fmt: skip
QUE_ES = {
    "descripcion": ("En qué consiste", ""), "herramientas": ("Normas e instrumentos", "qué normas e instrumentos usó"),
    "valor_agregado": ("Valor agregado", ""), "evidencia": ("Evidencia", ""), "sustento": ("Sustento", ""),
}  # fmt: skip
PREGUNTAS = {
    "problema": ("¿Qué problema resuelve?", "qué problema resuelve"),
    "como_surgio": ("¿Cómo surgió?", "cómo surgió"),
    "quienes": ("¿Quiénes la hicieron?", "quiénes la hicieron"),
    "metodo": ("¿Con qué método?", "con qué método se hizo"),
    "coordinacion": ("¿Cómo se coordinó?", "cómo se coordinó"),
    "monitoreo": ("¿Cómo se siguió la ejecución?", "cómo se siguió la ejecución"),
    "medicion": ("¿Cómo se midió el resultado?", "cómo se midió el resultado"),
    "medido_por": ("¿Quién lo midió?", "quién lo midió"),
    "replicabilidad": ("¿Dónde se replicó o qué hace falta?", "dónde se replicó o qué hace falta para hacerlo"),
}
GRUPOS: dict[str, dict[str, tuple[str, str]]] = {
    "esencial": ESENCIAL, "que-es": QUE_ES, "preguntas": PREGUNTAS,
    "criterios": {c: (rotulo, formato.minuscula(rotulo)) for c, rotulo in EVIDENCIAS.items()},
    "sostenibilidad": {f"sostenibilidad_{c}": (formato.frase(r), f"sostenibilidad {r}") for c, r in SOSTENIBILIDAD.items()},
}  # fmt: skip
TITULOS = {
    "que-es": "", "criterios": "Criterios que cumple", "sostenibilidad": "Sostenibilidad", "preguntas": "Preguntas orientadoras",
}  # fmt: skip
RECONSTRUIDA = " Datos reconstruidos."


@dataclass(frozen=True)
class Campo:
    """Lo que la fuente dice de un asunto; una lista si son varias cosas. ``puntaje``, de 0 a ``PUNTAJE_MAXIMO``."""

    rotulo: str
    textos: tuple[Markup | str, ...]
    puntaje: str = ""


@dataclass(frozen=True)
class Parte:
    """Campos que van juntos; ``papel`` decide cómo se ven y el título, si lo lleva, los encabeza."""

    papel: str
    campos: tuple[Campo, ...]
    titulo: str = ""


@dataclass(frozen=True)
class Ficha:
    """Una práctica lista para mostrarse; solo lleva lo que la fuente dice."""

    clave: str  # el identificador al que los índices enlazan
    rotulo: str
    titulo: Markup
    resumen: Markup
    etapa: str
    etiquetas: tuple[str, ...]  # después de la etapa
    datos: tuple[Campo, ...]
    esencial: tuple[Campo, ...]  # qué buscaba, qué logró y para quiénes
    columnas: tuple[tuple[Parte, ...], ...]
    sin_respuesta: str
    fuente: str
    filtros: tuple[tuple[str, str], ...]  # por qué se la halla en pantalla: nombre del atributo y valor


@dataclass(frozen=True)
class Fichas(Pieza):
    """Las fichas de un catálogo: en la página se filtran; en el impreso, cada una ocupa la suya."""

    fichas: tuple[Ficha, ...]

    def html(self) -> str:
        """Una sección por ficha, con su título, sus etiquetas y sus listas de definiciones."""
        return PLANTILLAS.get_template("fichas.html.j2").render(fichas=self.fichas)


def fichas(expediente: Alguno) -> Fichas:
    """Las fichas del catálogo de la región o del programa, en el orden de sus claves.

    Raises:
        NoSeMuestra: no hay ninguna.
    """
    tabla = fichas_de(expediente)
    filas = tabla.to_dict("records")
    con_clave = enumerate(zip(filas, claves_de(filas), strict=True))
    return Fichas(tuple(_ficha(expediente, tabla.iloc[[n]], fila, clave) for n, (fila, clave) in con_clave))


def donde(expediente: Alguno, fila: dict) -> list[str]:
    """Los nombres de las regiones de una práctica; ``TODAS``, si es común y no dice cuáles."""
    del_programa = isinstance(expediente, ExpedienteDelPrograma)
    regiones = [e.region for e in expediente.regiones] if del_programa else expediente.regiones_del_programa
    claves = [fila["ambito"], *fila["regiones"].split(";")]
    return [r.nombre for r in regiones if r.clave in claves] or [TODAS]


def _ficha(expediente: Alguno, tabla: pd.DataFrame, fila: dict, clave: str) -> Ficha:
    regiones = donde(expediente, fila)
    etapa, criterio = formato.frase(DE_ETAPA[fila["madurez"]][0]), CRITERIOS.get(fila["criterio_relevante"], "")
    nivel = DE_NIVEL.get(fila["nivel"], "")
    lados = (("que-es", "criterios", "sostenibilidad"), ("preguntas",))
    partes = [[Parte(p, _campos(expediente, fila, p), TITULOS[p]) for p in papeles] for papeles in lados]
    columnas = [tuple(p for p in columna if p.campos) for columna in partes]
    return Ficha(
        clave, rotulo_de(fila), expediente.texto_de(fila, "titulo"), expediente.texto_de(fila, "enunciado"), fila["madurez"],
        (etapa, f"Tema: {fila['tema']}", *((f"Criterio más relevante: {formato.minuscula(criterio)}",) if criterio else ())),
        _datos(fila, regiones, nivel), _campos(expediente, fila, "esencial"), tuple(c for c in columnas if c),
        _sin_respuesta(fila),
        expediente.fuente_de_tabla(tabla) + (RECONSTRUIDA if fila["origen"] == "reconstruido" else ""),
        tuple((n, v) for n, v in (
            ("region", ";".join(regiones)), ("tema", fila["tema"]), ("criterio", criterio), ("nivel", nivel), ("etapa", etapa),
        ) if v),
    )  # fmt: skip


def _datos(fila: dict, regiones: Sequence[str], nivel: str) -> tuple[Campo, ...]:
    """La identificación: dónde se hizo, en qué nivel de gobierno y a cargo de quién."""
    provincias = [p for p in fila["provincia"].split(";") if p]
    pares = (
        ("Región" if len(regiones) == 1 else "Regiones", formato.lista(list(regiones))),
        ("Provincia" if len(provincias) == 1 else "Provincias", formato.lista(provincias) if provincias else ""),
        ("Nivel", nivel), ("Eje", fila["eje"]), ("Área responsable", fila["area_responsable"]),
    )  # fmt: skip
    return tuple(Campo(rotulo, (valor,)) for rotulo, valor in pares if valor)


def _campos(expediente: Alguno, fila: dict, grupo: str) -> tuple[Campo, ...]:
    """Los campos de un grupo que la fuente llena o puntúa."""
    campos = (Campo(rotulo, _textos(expediente, fila, c), _puntaje(fila, c)) for c, (rotulo, _) in GRUPOS[grupo].items())
    return tuple(campo for campo in campos if campo.textos or campo.puntaje)


def _textos(expediente: Alguno, fila: dict, campo: str) -> tuple[Markup, ...]:
    """El texto de un campo con sus cifras; las normas e instrumentos, uno por uno."""
    partes = fila[campo].split(";") if campo == "herramientas" else [fila[campo]]
    return tuple(expediente.texto_de({**fila, campo: parte.strip()}, campo) for parte in partes if parte.strip())


def _puntaje(fila: dict, criterio: str) -> str:
    valor = fila.get(f"{criterio}_puntaje")
    return "" if valor is None or pd.isna(valor) else f"{int(valor)} de {PUNTAJE_MAXIMO}"


def _sin_respuesta(fila: dict) -> str:
    """Qué preguntas de la ficha la fuente no responde, y de qué criterios no da evidencia; vacío si dice todo."""

    def faltan(*grupos: str) -> list[str]:
        return [dicho for g in grupos for c, (_, dicho) in GRUPOS[g].items() if dicho and not fila[c] and not _puntaje(fila, c)]

    preguntas, evidencias = faltan("esencial", "que-es", "preguntas"), faltan("criterios", "sostenibilidad")
    return " ".join(filter(None, [
        f"La fuente no responde {_ni(preguntas)}." if preguntas else "",
        f"{'Tampoco' if preguntas else 'La fuente no'} da evidencia de {_ni(evidencias)}." if evidencias else "",
    ]))  # fmt: skip


def _ni(partes: list[str]) -> str:
    """«uno, dos ni tres»."""
    return " ni ".join(filter(None, [", ".join(partes[:-1]), partes[-1]]))
