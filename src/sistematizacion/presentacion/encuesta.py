"""Las cifras de la encuesta de satisfacción: conteos y porcentajes, y las notas que los acompañan."""

from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.privacidad import con_base
from sistematizacion.catalogo import Unidad
from sistematizacion.encuestas.instrumento import Instrumento
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.origen import RECONSTRUIDO
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

COMO_SE_REDONDEA = (
    "Cada porcentaje es personas ÷ n × 100, con un decimal, la mitad hacia arriba; los de una pregunta suman 100."
)
RECONSTRUIDA = "Las respuestas se reconstruyeron desde los porcentajes y el número de encuestados publicados."


def preguntas_de(resumen: pd.DataFrame, instrumento: Instrumento) -> list[str]:
    """Las preguntas que se hicieron y se publican, en su orden."""
    return [p for p in instrumento.publicas if p in set(resumen["pregunta"])]


def escalas_de(resumen: pd.DataFrame, instrumento: Instrumento) -> list[str]:
    """Las preguntas de escala que se hicieron, en su orden; levanta ``NoAplica`` si no hay ninguna."""
    hechas = [p for p in preguntas_de(resumen, instrumento) if p in instrumento.escalas]
    if not hechas:
        raise NoAplica("Ninguna pregunta que se respondió es de escala: las respuestas están en el cuadro.")
    return hechas


def respuestas_visibles(expediente: Expediente) -> pd.DataFrame:
    """Las respuestas de la región que se pueden mostrar: sin las de preguntas que muy pocas personas respondieron.

    Un total de menos de ``minimo_de_grupo`` personas diría qué respondió cada una. Solo se aplica a lo registrado: lo
    que un documento ya publicó es público.
    """
    return con_base(expediente.tabla("encuesta"), expediente.catalogo.encuesta.minimo_de_grupo)


def respuestas_visibles_de(programa: ExpedienteDelPrograma) -> pd.DataFrame:
    """Las de todas las regiones, cada una con su propio mínimo."""
    return pd.concat([respuestas_visibles(e) for e in programa.regiones], ignore_index=True)


def pocas(expediente: Expediente, personas: int) -> bool:
    """Dice si son tan pocas que mostrar algo de ellas las delataría."""
    return personas < expediente.catalogo.encuesta.minimo_de_grupo


def exigir_respuestas(expediente: Expediente | ExpedienteDelPrograma, visibles: pd.DataFrame) -> None:
    """Levanta ``SinDatos`` si no hubo encuesta, o ``NoAplica`` si fue de tan pocas personas que no se muestra."""
    if len(visibles):
        return
    if expediente.tabla("encuesta").empty:
        donde = " en ninguna región" if isinstance(expediente, ExpedienteDelPrograma) else ""
        raise SinDatos(f"no se registraron respuestas de la encuesta de satisfacción{donde}.")
    minimo = formato.en_letras(expediente.catalogo.encuesta.minimo_de_grupo)
    raise NoAplica(
        f"Respondieron la encuesta menos de {minimo} personas: sus respuestas no se muestran, para no delatarlas."
    )


def notas_de_encuesta(encuesta: pd.DataFrame, resumen: pd.DataFrame) -> tuple[str, ...]:
    """Si las respuestas se reconstruyeron y cómo se redondearon sus porcentajes."""
    ajustados = any(formato.redondear(f["porcentaje"], 1) != f["redondeado"] for f in resumen.to_dict("records"))
    ajuste = (
        (" Donde el redondeo no sumaba 100, se corrigió la última cifra de los que más se apartaban (restos mayores).",)
        if ajustados
        else ("",)
    )
    return (*nota_de_reconstruida(encuesta), COMO_SE_REDONDEA + ajuste[0])


def nota_de_reconstruida(encuesta: pd.DataFrame) -> tuple[str, ...]:
    """Si las respuestas se reconstruyeron desde lo que un documento publica."""
    reconstruida = (encuesta["origen"] == "reconstruido") & (encuesta["fuente"] != "")
    return (RECONSTRUIDA,) if reconstruida.any() else ()


def notas_de_la_fuente(expediente: Expediente) -> tuple[str, ...]:
    """Lo que la fuente advierte de sus porcentajes, sin repetir."""
    publicados = [publicado(expediente, c) for c in expediente.categorias("encuesta_porcentaje")]
    return tuple(dict.fromkeys(c.nota for c in publicados if c and c.nota))


def publicado(expediente: Expediente, respuesta: str) -> Cifra | None:
    """El porcentaje que un documento da de esa respuesta, si lo da; el que se calcula de la encuesta no lo es."""
    if not expediente.hay("encuesta_porcentaje", respuesta):
        return None
    cifra = expediente.cifra("encuesta_porcentaje", respuesta)
    return None if cifra.origen == "calculado" else cifra


def publica_porcentajes(*expedientes: Expediente) -> bool:
    """Si de alguna de esas regiones un documento da los porcentajes de la encuesta."""
    return any(publicado(e, c) for e in expedientes for c in e.categorias("encuesta_porcentaje"))


def conteo(expediente: Expediente, cuantas: int, clave: str, nombre: str) -> Cifra:
    """Un número de personas contado en la tabla ``encuesta``."""
    tabla = expediente.tabla("encuesta")
    no_es_registro = (tabla["origen"] == RECONSTRUIDO).any()
    como = "inventada" if expediente.programa.ficticio else "reconstruida"
    return Cifra(
        Decimal(cuantas),
        Unidad(singular="persona", plural="personas"),
        fuente=f"conteo de la tabla encuesta{f', {como}' if no_es_registro else ''}",
        clave=clave,
        nombre=nombre,
        citas=tuple(dict.fromkeys(zip(tabla["fuente"], tabla["seccion"], strict=True))),
        region=expediente.region.nombre,
        lugares=tuple(dict.fromkeys(tabla["archivo"])),
    )


def porcentaje(personas: Cifra, n: Cifra, valor: Decimal) -> Cifra:
    """El porcentaje de ``n`` que son esas personas, ya redondeado."""
    return Cifra(
        valor,
        Unidad(simbolo="%"),
        fuente=f"{personas.en_cuadro} ÷ {n.en_cuadro} × 100, con la tabla encuesta",
        citas=personas.citas,
        decimales=1,
        clave=f"{personas.clave}/porcentaje",
        nombre=f"{personas.nombre}, % de quienes respondieron",
        region=personas.region,
        lugares=personas.lugares,
        partes=(personas.identidad, n.identidad),
    )


def par(expediente: Expediente, fila: dict[str, Any]) -> tuple[Cifra, Cifra]:
    """Personas y porcentaje de una respuesta."""
    clave, nombre = (
        f"encuesta/{fila['pregunta']}/{fila['respuesta']}",
        f"Respuestas «{expediente.rotulo(fila['respuesta'])}»",
    )
    personas = conteo(expediente, int(fila["conteo"]), clave, nombre)
    return personas, porcentaje(personas, n_de(expediente, fila), fila["redondeado"])


def n_de(expediente: Expediente, fila: dict[str, Any]) -> Cifra:
    """Cuántas personas respondieron la pregunta de una fila de ``resumir``."""
    pregunta = fila["pregunta"]
    titulo = expediente.catalogo.encuesta.titulo_de(pregunta)
    return conteo(expediente, int(fila["n"]), f"encuesta/{pregunta}", f"Personas que respondieron: {titulo.lower()}")
