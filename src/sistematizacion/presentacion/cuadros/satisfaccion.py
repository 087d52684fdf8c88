"""Cuadros de la encuesta de satisfacción: respuestas, comparación, quiénes respondieron y qué comentaron."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from sistematizacion.analisis.satisfaccion import por_area, publicables, resumir
from sistematizacion.nucleo.esquemas import PREGUNTAS
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.encuesta import (
    ENUNCIADOS,
    conteo,
    n_de,
    notas_de_encuesta,
    notas_de_la_fuente,
    par,
    porcentaje,
    preguntas_de,
)
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_ENCUESTA = "no se registraron respuestas de la encuesta de satisfacción."
COLUMNAS_DE_COMPARADA = "N.º: personas; %: calculado con ellas; publicado: el porcentaje que da la fuente."
MINIMO_POR_AREA = 5  # con menos respuestas de un área, nombrarla junto a un comentario identificaría a quien lo hizo


def satisfaccion(expediente: Expediente) -> Cuadro:
    """Por pregunta y respuesta: personas, porcentaje calculado y porcentaje publicado; y el total de cada pregunta."""
    encuesta = expediente.tabla("encuesta")
    if encuesta.empty:
        raise SinDatos(SIN_ENCUESTA)
    resumen = resumir(encuesta)
    filas: list[Fila] = []
    for pregunta in preguntas_de(resumen):
        respuestas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
        filas.append(Fila((ENUNCIADOS[pregunta],), "grupo"))
        filas += [
            Fila((_opcion(expediente, r["respuesta"]), *par(expediente, r), _publicado(expediente, r)))
            for r in respuestas
        ]
        filas.append(
            Fila(("Total (n)", *_total(expediente, respuestas), _suma_publicada(expediente, respuestas)), "total")
        )
    return Cuadro(
        "satisfaccion",
        "Respuestas a la encuesta de satisfacción",
        (
            Columna("Opción", ancho=3),
            Columna("Personas", "num"),
            Columna("% calculado", "num"),
            Columna("% publicado", "num"),
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
    encuesta = programa.tabla("encuesta")
    if encuesta.empty:
        raise SinDatos(SIN_ENCUESTA)
    resumenes = {r.region.clave: resumir(r.tabla("encuesta")) for r in programa.regiones}
    reunido = resumir(encuesta)
    filas: list[Fila] = []
    for pregunta in preguntas_de(reunido):
        dadas = set(reunido[reunido["pregunta"] == pregunta]["respuesta"])
        filas.append(Fila((ENUNCIADOS[pregunta],), "grupo"))
        for respuesta in [r for r in PREGUNTAS[pregunta] if r in dadas]:
            celdas = [
                c for e in programa.regiones for c in _de_region(e, resumenes[e.region.clave], pregunta, respuesta)
            ]
            filas.append(Fila((formato.frase(programa.rotulo(respuesta)), *celdas)))
        totales = [c for e in programa.regiones for c in _total_de_region(e, resumenes[e.region.clave], pregunta)]
        filas.append(Fila(("Total (n)", *totales), "total"))
    columnas = [
        Columna(titulo, "num", grupo=e.region.nombre)
        for e in programa.regiones
        for titulo in ("N.º", "%", "Publicado")
    ]
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
        (COLUMNAS_DE_COMPARADA, *notas_de_encuesta(encuesta, reunido), *notas_publicadas),
        horizontal=len(programa.regiones) > 3,
    )


def areas(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Quiénes respondieron: personas por región y las áreas de que eran; con cuántas de cada una, si se anotó."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    filas = tuple(Fila((e.region.nombre, _respondentes(e), _areas(e))) for e in regiones)
    if not any(isinstance(fila.celdas[1], Cifra) for fila in filas):
        raise SinDatos("no se registró quiénes respondieron la encuesta.")
    return Cuadro(
        "areas",
        "Personas y áreas que respondieron la encuesta",
        (Columna("Región", ancho=1.2), Columna("Personas", "num", 0.8), Columna("Áreas", ancho=4)),
        filas,
        expediente.fuente_de(*(f.celdas[1] for f in filas if isinstance(f.celdas[1], Cifra))),
        ("La fuente dice de qué áreas eran y no cuántas personas de cada una.",) if not _con_conteo(regiones) else (),
    )


def comentarios(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Los comentarios que se pueden publicar, con su región y, si no identifica a nadie, su área."""
    todos = expediente.tabla("comentarios")
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    partes = [
        publicables(todos[todos["ambito"] == e.region.clave], e.tabla("encuesta"), MINIMO_POR_AREA).assign(
            region=e.region.nombre
        )
        for e in regiones
    ]
    publicar = pd.concat(partes, ignore_index=True)
    if publicar.empty:
        raise SinDatos(
            "ningún comentario de la encuesta tiene consentimiento para publicarse."
            if len(todos)
            else "no se registraron comentarios de la encuesta."
        )
    return Cuadro(
        "comentarios",
        "Comentarios de quienes respondieron y consintieron en publicarlos",
        (Columna("Comentario", ancho=4), Columna("Región", ancho=1), Columna("Área", ancho=1.6)),
        tuple(Fila((f["comentario"], f["region"], f["area"] or "No se indica")) for f in publicar.to_dict("records")),
        expediente.fuente_de_tabla(publicar),
        (f"El área se omite si de ella respondieron menos de {formato.en_letras(MINIMO_POR_AREA)}, o si no se anotó.",),
    )


def _opcion(expediente: Expediente, respuesta: str) -> str:
    return formato.frase(expediente.rotulo(respuesta))


def _total(expediente: Expediente, respuestas: list[dict[str, Any]]) -> tuple[Cifra, Cifra]:
    n = n_de(expediente, respuestas[0])
    return n, porcentaje(n, n, sum((r["redondeado"] for r in respuestas), Decimal(0)))


def _de_region(expediente: Expediente, resumen: pd.DataFrame, pregunta: str, respuesta: str) -> tuple[Celda, ...]:
    filas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
    if not filas:
        return (_sin(expediente),) * 3
    propia = [f for f in filas if f["respuesta"] == respuesta]
    nadie = filas[0] | {"respuesta": respuesta, "conteo": 0, "redondeado": Decimal(0)}
    return *par(expediente, propia[0] if propia else nadie), _publicado(expediente, nadie)


def _total_de_region(expediente: Expediente, resumen: pd.DataFrame, pregunta: str) -> tuple[Celda, ...]:
    filas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
    if not filas:
        return (_sin(expediente),) * 3
    return *_total(expediente, filas), _suma_publicada(expediente, filas)


def _sin(expediente: Expediente) -> Ausente:
    return Ausente("No se registraron respuestas a esta pregunta.", expediente.region.nombre)


def _publicado(expediente: Expediente, fila: dict[str, Any]) -> Cifra | None:
    hay = expediente.hay("encuesta_porcentaje", fila["respuesta"])
    return expediente.cifra("encuesta_porcentaje", fila["respuesta"]) if hay else None


def _suma_publicada(expediente: Expediente, respuestas: list[dict[str, Any]]) -> Celda:
    publicados = [c for c in (_publicado(expediente, r) for r in respuestas) if c]
    if not publicados:
        return None
    return f"{formato.porcentaje(sum((c.valor or Decimal(0) for c in publicados), Decimal(0)))}"


def _sumas_distintas(expediente: Expediente, resumen: pd.DataFrame) -> tuple[str, ...]:
    """Las preguntas cuyos porcentajes publicados no suman 100."""
    notas = []
    for pregunta in preguntas_de(resumen):
        respuestas = resumen[resumen["pregunta"] == pregunta].to_dict("records")
        suma = _suma_publicada(expediente, respuestas)
        if suma and suma != "100%":
            notas.append(f"Los porcentajes que la fuente publica de «{ENUNCIADOS[pregunta].lower()}» suman {suma}.")
    return tuple(notas)


def _respondentes(expediente: Expediente) -> Celda:
    if expediente.hay("encuestados"):
        return expediente.cifra("encuestados")
    encuesta = expediente.tabla("encuesta")
    if encuesta.empty:
        return _sin(expediente)
    return conteo(expediente, encuesta["respondente"].nunique(), "encuesta", "Personas que respondieron la encuesta")


def _con_conteo(regiones: Sequence[Expediente]) -> bool:
    return any(not por_area(e.tabla("encuesta")).empty for e in regiones)


def _areas(expediente: Expediente) -> Celda:
    contadas = por_area(expediente.tabla("encuesta")).to_dict("records")
    if contadas:
        return "; ".join(f"{f['area']}: {formato.numero(int(f['personas']))}" for f in contadas)
    return formato.frase(formato.lista(expediente.region.areas_encuestadas)) or None
