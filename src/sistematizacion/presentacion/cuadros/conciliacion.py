"""Cuadros de la conciliación: lo que no coincide, cuánto se comprobó con cada regla y lo que se corrigió."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sistematizacion.analisis.conciliacion import REGLAS
from sistematizacion.analisis.conciliacion.cotejo import VEREDICTOS
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.conciliacion import (
    Alguno,
    cifra_de,
    conteos,
    corregidas,
    hallazgos,
    que_mide,
    regiones_de,
    valor,
)
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import NoAplica
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

EN_PALABRAS = {  # un veredicto, en singular y en plural
    "contradiccion": ("Contradicción", "Contradicciones"),
    "redondeo": ("Redondeo", "Redondeos"),
    "no_verificable": ("No verificable", "No verificables"),
    "coincide": ("Coincide", "Coinciden"),
}
FALTA_UN_DATO = "Falta un dato para calcularlo; la columna «Por qué» dice cuál."
DECIMALES_DE_UNA_DISTANCIA = 3
NADA_QUE_COMPROBAR = "No hay cifras publicadas que se puedan comprobar: las del informe salen de los registros."
QUE_SIGNIFICAN = (
    "Contradicción: los dos valores no pueden ser ciertos a la vez. Redondeo: difieren en lo que el redondeo o el corte "
    "de decimales explica. No verificable: falta un dato para comprobarlo."
)
COMO_SE_LEE = (
    "Donde el registro está declarado completo vale lo calculado; en lo demás, el informe conserva lo que la fuente publica, "
    "salvo que una corrección lo decida."
)


def conciliacion(expediente: Alguno) -> Cuadro:
    """Una fila por comprobación que no coincide, agrupadas por veredicto: qué dato, qué se publica y qué le corresponde."""
    todos = hallazgos(expediente).to_dict("records")
    distintos = [h for h in todos if h["veredicto"] != "coincide"]
    if not todos:
        raise NoAplica(NADA_QUE_COMPROBAR)
    if not distintos:
        raise NoAplica("Nada que corregir ni que verificar: todo lo que se comprobó coincide.")
    filas = _por_veredicto(expediente, distintos)
    columnas = (
        Columna("Dato", ancho=1.6), Columna("Qué se comprueba", ancho=1.2), Columna("Se publica", "num", 0.8),
        Columna("Dónde", ancho=1), Columna("Se compara con", "num", 0.8), Columna("De dónde sale", ancho=1.3),
        Columna("Diferencia", "num", 0.9), Columna("Tolerancia", "num", 0.9), Columna("Por qué", ancho=2.2),
    )  # fmt: skip
    usadas = [c for fila in filas for c in fila.celdas if isinstance(c, Cifra)]
    return Cuadro(
        "conciliacion",
        "Lo publicado que no coincide, o no se puede comprobar",
        columnas,
        tuple(filas),
        expediente.fuente_de(*usadas),
        (QUE_SIGNIFICAN, COMO_SE_LEE, *notas_de([replace(c, otras=()) for c in usadas])),
        horizontal=True,
        hoja=(
            columnas,
            tuple(_por_veredicto(expediente, todos, en_hoja=True)),
        ),  # el libro trae también lo que coincide
    )


def _por_veredicto(expediente: Alguno, hallados: list[dict[str, Any]], *, en_hoja: bool = False) -> list[Fila]:
    filas: list[Fila] = []
    for veredicto in VEREDICTOS:
        propios = [h for h in hallados if h["veredicto"] == veredicto]
        titulo = EN_PALABRAS[veredicto][len(propios) != 1]
        filas += [Fila((f"{titulo} ({len(propios)})",), "grupo")] if propios else []
        filas += [_fila(expediente, h, en_hoja) for h in propios]
    return filas


def _fila(expediente: Alguno, hallazgo: dict[str, Any], en_hoja: bool) -> Fila:
    publicado, debido = (valor(expediente, hallazgo, lado) for lado in ("a", "b"))
    corte = f", {formato.al_corte(hallazgo['fecha_corte'])}" if hallazgo["fecha_corte"] else ""
    return Fila(
        (
            f"{_de_quien(expediente, hallazgo['ambito'])}{que_mide(expediente, hallazgo)}{corte}",
            REGLAS[hallazgo["regla"]],
            publicado,
            _secciones(expediente, hallazgo["filas_a"]),
            debido or _sin_cifra(hallazgo),
            _de_donde_sale(expediente, hallazgo, debido),
            _distancia(hallazgo["diferencia"], en_hoja),
            _distancia(hallazgo["tolerancia"], en_hoja),
            _por_que(hallazgo),
        )
    )


def _distancia(valor: Decimal | None, en_hoja: bool) -> Celda:
    """Cuánto difieren dos valores, o cuánto se admite que difieran, en la unidad de ambos; en la hoja, un número."""
    if valor is None:
        return Ausente(FALTA_UN_DATO)
    decimales = min(formato.decimales_de(valor.normalize()), DECIMALES_DE_UNA_DISTANCIA)
    return Cifra(valor, decimales=decimales) if en_hoja else formato.numero(valor, decimales)


def _sin_cifra(hallazgo: dict[str, Any]) -> Celda:
    """Aquello con que se compara si no sale de ninguna fila: el 100 de una suma, o nada, si falta con qué calcularlo."""
    if hallazgo["valor_b"] is not None:
        return formato.porcentaje(hallazgo["valor_b"])
    return Ausente(FALTA_UN_DATO)


def _secciones(expediente: Alguno, filas: tuple[dict[str, Any], ...]) -> str:
    """Las secciones de la fuente en que se publican unas cifras o, si no las tienen, el documento."""
    secciones = list(dict.fromkeys(s for fila in filas for s in fila["seccion"].split(";") if s))
    documentos = dict.fromkeys(expediente.citar(fila["fuente"]) for fila in filas)
    return formato.frase(expediente.secciones(";".join(secciones))) if secciones else "; ".join(documentos)


def _de_donde_sale(expediente: Alguno, hallazgo: dict[str, Any], debido: Cifra | None) -> str | Markup:
    """La fórmula, si se calculó; la sección, si se publica; vacío, si no hay con qué compararlo."""
    if debido is None:
        return "Suma de todas las respuestas" if hallazgo["valor_b"] is not None else Markup("")
    if debido.origen == "calculado":
        return formato.frase(debido.fuente.partition(", con ")[0])
    return _secciones(expediente, hallazgo["filas_b"])


def _por_que(hallazgo: dict[str, Any]) -> tuple[str, ...]:
    """El cálculo y, si las hay, la nota de los datos y la explicación de quien decidió."""
    anotada = (
        "" if hallazgo["formula_a"] or hallazgo["veredicto"] == "no_verificable" else hallazgo["filas_a"][0]["nota"]
    )
    explicada = f"Explicación: {hallazgo['explicacion']}" if hallazgo["explicacion"] else ""
    return tuple(filter(None, [hallazgo["detalle"], anotada, explicada]))


def _de_quien(expediente: Alguno, ambito: str) -> str:
    """La región, en el informe del programa; y en cualquiera, si el dato es del programa entero."""
    if ambito not in {e.region.clave for e in regiones_de(expediente)}:
        return "Programa: "
    return f"{expediente.nombre_de(ambito)}: " if isinstance(expediente, ExpedienteDelPrograma) else ""


def conciliacion_resumen(expediente: Alguno) -> Cuadro:
    """Una fila por regla con cuántas comprobaciones hizo y qué veredicto dieron."""
    totales = conteos(expediente)
    if not totales["total"]:
        raise NoAplica(NADA_QUE_COMPROBAR)
    tabla = hallazgos(expediente)
    dados = Counter(zip(tabla["regla"], tabla["veredicto"], strict=True))
    orden = ("coincide", "redondeo", "contradiccion", "no_verificable")
    filas = [
        Fila((que, *(dados[regla, v] for v in orden), sum(dados[regla, v] for v in orden)))
        for regla, que in REGLAS.items()
        if regla in set(tabla["regla"])
    ]
    filas.append(Fila(("Todas", *(totales[v] for v in orden), totales["total"]), "total"))
    return Cuadro(
        "conciliacion_resumen",
        "Comprobaciones hechas sobre lo publicado, por regla y veredicto",
        (
            Columna("Qué se comprueba", ancho=3.2),
            *(Columna(EN_PALABRAS[v][1] if v != "redondeo" else "Redondeo", "num") for v in orden),
            Columna("Total", "num"),
        ),
        tuple(filas),
        "conciliación de las cifras publicadas, con las reglas de params/conciliacion.yml.",
        (QUE_SIGNIFICAN,),
    )


def correcciones(expediente: Alguno) -> Cuadro:
    """Una fila por corrección: qué decía la fuente, qué dice el informe, por qué, quién lo decidió y cuándo."""
    hechas = corregidas(expediente).to_dict("records")
    if not hechas:
        raise NoAplica("No se corrigió ni se explicó ninguna cifra publicada.")
    filas = []
    for hecha in hechas:
        publicada = cifra_de(expediente, hecha)
        corregida = replace(publicada, valor=hecha["corregido"], nota=hecha["explicacion"])
        cambia = hecha["corregido"] != hecha["valor"]
        quien = f"{_de_quien(expediente, hecha['ambito'])}{que_mide(expediente, {**hecha, 'formula_a': ''})}"
        decidida = f"{hecha['decidio']}, {formato.corte(hecha['decidido'])}"
        filas.append(
            Fila((quien, publicada, corregida if cambia else "Igual: solo se explica", hecha["razon"], decidida))
        )
    return Cuadro(
        "correcciones",
        "Cifras publicadas que se corrigieron o explicaron",
        (
            Columna("Dato", ancho=1.8), Columna("La fuente dice", "num"), Columna("El informe dice", "num"),
            Columna("Por qué", ancho=2.4), Columna("Quién decidió y cuándo", ancho=1.3),
        ),
        tuple(filas),
        "correcciones.yml de los datos del programa.",
    )  # fmt: skip
