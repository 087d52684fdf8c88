"""Cuadros de la encuesta de satisfacción: respuestas, comparación, quiénes respondieron y qué comentaron."""

from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.satisfaccion import publicables, resumir
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.encuesta import (
    exigir_respuestas,
    n_de,
    notas_de_encuesta,
    notas_de_la_fuente,
    par,
    porcentaje,
    preguntas_de,
    publica_porcentajes,
    publicado,
    respuestas_visibles,
    respuestas_visibles_de,
)
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

COLUMNAS_DE_COMPARADA = "N.º: personas; %: calculado con ellas; publicado: el porcentaje que da la fuente."
SIN_PUBLICADO = "N.º: personas; %: calculado con ellas."


def satisfaccion(expediente: Expediente) -> Cuadro:
    """Por pregunta y respuesta: personas, porcentaje calculado y porcentaje publicado; y el total de cada pregunta."""
    encuesta = respuestas_visibles(expediente)
    exigir_respuestas(expediente, encuesta)
    resumen, instrumento = resumir(encuesta), expediente.catalogo.encuesta
    publica = publica_porcentajes(expediente)
    filas: list[Fila] = []
    for pregunta in preguntas_de(resumen, instrumento):
        dadas = {f["respuesta"]: f for f in resumen[resumen["pregunta"] == pregunta].to_dict("records")}
        respuestas = [dadas[opcion] for opcion in instrumento.opciones(pregunta) if opcion in dadas]
        filas.append(Fila((instrumento.titulo_de(pregunta),), "grupo"))
        filas += [
            Fila((
                _opcion(expediente, r["respuesta"]), *par(expediente, r),
                *([publicado(expediente, r["respuesta"])] if publica else []),
            ))
            for r in respuestas
        ]  # fmt: skip
        suma = [_suma_publicada(expediente, respuestas)] if publica else []
        filas.append(Fila(("Total (n)", *_total(expediente, respuestas), *suma), "total"))
    return Cuadro(
        "satisfaccion",
        "Respuestas a la encuesta de satisfacción",
        (
            Columna("Opción", ancho=3),
            Columna("Personas", "num"),
            Columna("% calculado", "num"),
            *([Columna("% publicado", "num")] if publica else []),
        ),
        tuple(filas),
        expediente.fuente_de_tabla(encuesta),
        (
            *notas_de_encuesta(encuesta, resumen),
            *notas_de_la_fuente(expediente),
            *_sumas_distintas(expediente, resumen),
        ),
    )


def comparada(programa: ExpedienteDelPrograma) -> Cuadro:
    """Por pregunta y respuesta, personas, % calculado y % publicado de cada región; una región sin encuesta lo dice."""
    encuesta = respuestas_visibles_de(programa)
    exigir_respuestas(programa, encuesta)
    resumenes = {r.region.clave: resumir(respuestas_visibles(r)) for r in programa.regiones}
    reunido, instrumento = resumir(encuesta), programa.catalogo.encuesta
    publican = publica_porcentajes(*programa.regiones)
    titulos = ("N.º", "%", "Publicado") if publican else ("N.º", "%")
    filas: list[Fila] = []
    for pregunta in preguntas_de(reunido, instrumento):
        dadas = set(reunido[reunido["pregunta"] == pregunta]["respuesta"])
        filas.append(Fila((instrumento.titulo_de(pregunta),), "grupo"))
        for respuesta in [r for r in instrumento.opciones(pregunta) if r in dadas]:
            celdas = [
                c
                for e in programa.regiones
                for c in _de_region(e, resumenes[e.region.clave], pregunta, respuesta)[: len(titulos)]
            ]
            filas.append(Fila((formato.frase(programa.rotulo(respuesta)), *celdas)))
        totales = [
            c
            for e in programa.regiones
            for c in _total_de_region(e, resumenes[e.region.clave], pregunta)[: len(titulos)]
        ]
        filas.append(Fila(("Total (n)", *totales), "total"))
    columnas = [Columna(titulo, "num", grupo=e.region.nombre) for e in programa.regiones for titulo in titulos]
    notas_publicadas = [
        f"{e.region.nombre}. {n}"
        for e in programa.regiones
        for n in (*notas_de_la_fuente(e), *_sumas_distintas(e, resumenes[e.region.clave]))
    ]
    return Cuadro(
        "satisfaccion",
        "Respuestas a la encuesta de satisfacción, por región",
        (Columna("Opción", ancho=2), *columnas),
        tuple(filas),
        programa.fuente_de_tabla(encuesta),
        (
            COLUMNAS_DE_COMPARADA if publican else SIN_PUBLICADO,
            *notas_de_encuesta(encuesta, reunido),
            *notas_publicadas,
        ),
        horizontal=len(programa.regiones) > 3,
    )


def publicos(expediente: Expediente | ExpedienteDelPrograma) -> pd.DataFrame:
    """Los comentarios que se publican, con el nombre de su ``region`` y el área solo donde no identifica a nadie."""
    todos = expediente.tabla("comentarios")
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    minimo = expediente.catalogo.encuesta.minimo_de_grupo
    partes = [
        publicables(todos[todos["ambito"] == e.region.clave], e.tabla("encuesta"), minimo).assign(
            region=e.region.nombre
        )
        for e in regiones
    ]
    return pd.concat(partes, ignore_index=True)


def comentarios(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Los comentarios que se pueden publicar, con su región y, si no identifica a nadie, su área."""
    todos, publicar = expediente.tabla("comentarios"), publicos(expediente)
    minimo = expediente.catalogo.encuesta.minimo_de_grupo
    if publicar.empty:
        raise SinDatos(
            "ningún comentario de la encuesta se puede publicar."
            if len(todos)
            else "no se registraron comentarios de la encuesta."
        )
    return Cuadro(
        "comentarios",
        "Comentarios de quienes respondieron y consintieron en publicarlos",
        (Columna("Comentario", ancho=4), Columna("Región", ancho=1), Columna("Área", ancho=1.6)),
        tuple(Fila((f["comentario"], f["region"], f["area"] or "No se indica")) for f in publicar.to_dict("records")),
        expediente.fuente_de_tabla(publicar),
        (f"El área se omite si de ella respondieron menos de {formato.en_letras(minimo)}, o si no se anotó.",),
    )


def _opcion(expediente: Expediente, respuesta: str) -> str:
    return formato.frase(expediente.rotulo(respuesta))


def _total(expediente: Expediente, respuestas: list[dict[str, Any]]) -> tuple[Cifra, Cifra]:
    n = n_de(expediente, respuestas[0])
    return n, porcentaje(n, n, sum((r["redondeado"] for r in respuestas), Decimal(0)))


def _de_region(expediente: Expediente, resumen: pd.DataFrame, pregunta: str, respuesta: str) -> tuple[Celda, ...]:
    filas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
    if not filas:
        return (_sin(expediente, pregunta),) * 3
    propia = [f for f in filas if f["respuesta"] == respuesta]
    nadie = filas[0] | {"respuesta": respuesta, "conteo": 0, "redondeado": Decimal(0)}
    return *par(expediente, propia[0] if propia else nadie), publicado(expediente, respuesta)


def _total_de_region(expediente: Expediente, resumen: pd.DataFrame, pregunta: str) -> tuple[Celda, ...]:
    filas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
    if not filas:
        return (_sin(expediente, pregunta),) * 3
    return *_total(expediente, filas), _suma_publicada(expediente, filas)


def _sin(expediente: Expediente, pregunta: str) -> Ausente:
    if (expediente.tabla("encuesta")["pregunta"] == pregunta).any():
        minimo = formato.en_letras(expediente.catalogo.encuesta.minimo_de_grupo)
        return Ausente(f"Respondieron menos de {minimo} personas: no se muestra.", expediente.region.nombre)
    return Ausente("No se registraron respuestas a esta pregunta.", expediente.region.nombre)


def _suma_publicada(expediente: Expediente, respuestas: list[dict[str, Any]]) -> Celda:
    publicados = [c for c in (publicado(expediente, r["respuesta"]) for r in respuestas) if c]
    if not publicados:
        return None
    return f"{formato.porcentaje(sum((c.valor or Decimal(0) for c in publicados), Decimal(0)))}"


def _sumas_distintas(expediente: Expediente, resumen: pd.DataFrame) -> tuple[str, ...]:
    """Las preguntas cuyos porcentajes publicados no suman 100."""
    notas, instrumento = [], expediente.catalogo.encuesta
    for pregunta in preguntas_de(resumen, instrumento):
        respuestas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
        suma = _suma_publicada(expediente, respuestas)
        if suma and suma != "100%":
            titulo = instrumento.titulo_de(pregunta).lower()
            notas.append(f"Los porcentajes que la fuente publica de «{titulo}» suman {suma}.")
    return tuple(notas)
