"""Números: el resto de la columna decide si un punto o coma es decimal o de millares; si no, se pregunta."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sistematizacion.nucleo.columnas import es_cita, es_numero
from sistematizacion.nucleo.lectura.celdas import Celda, Dia, Falla, Leida, Numero, visto
from sistematizacion.nucleo.lectura.escrito import CIENTIFICA, DUDOSO, OTRO, Escrito, escrito


def leer_numeros(celdas: Sequence[Celda], columna: Mapping[str, Any]) -> Leida:
    """Pone cada celda como ``1038.5``; la que se puede leer de dos maneras queda como falla que lo pregunta.

    También se pregunta por lo que va entre paréntesis (en contabilidad, un negativo) y por lo que está en notación
    científica. Un símbolo que no es el de la unidad de la columna («12 %» en una de soles) es una falla.
    """
    unidad = columna.get("unidad") or ""
    escritos = {n: escrito(c, unidad) for n, c in enumerate(celdas) if isinstance(c, str) and c and not es_numero(c)}
    dudosos = {n: e for n, c in enumerate(celdas) if isinstance(c, str) and (e := _si_dudoso(c, unidad))}
    signos = set(_signos(celdas, escritos))
    leida = Leida([visto(c) for c in celdas])
    for n, celda in enumerate(celdas):
        if isinstance(celda, Falla):
            continue
        if isinstance(celda, Dia):
            leida.fallas[n] = Falla(
                "Excel lo convirtió en fecha y aquí va un número",
                "Dé a la celda formato Número y escríbalo de nuevo.",
            )
        elif isinstance(celda, Numero):
            _de_excel(n, celda, unidad, leida)
        elif n in dudosos:
            _dudoso(n, celda, dudosos[n], signos, columna, leida)
        elif (hallado := escritos.get(n)) is not None:
            _escribir(n, celda, hallado, hallado.decimal, unidad, leida)
        elif n in escritos:
            _ilegible(n, celda, leida)
        if columna["tipo"] == "entero" and n not in leida.fallas:
            leida.textos[n] = re.sub(r"\.0+$", "", leida.textos[n])
    if unidad == "%":
        _proporciones(leida)
    return leida


def _si_dudoso(texto: str, unidad: str) -> Escrito | None:
    hallado = escrito(texto, unidad) if "." in texto or "," in texto else None
    return hallado if hallado is not None and hallado.dudoso else None


def _signos(celdas: Sequence[Celda], escritos: Mapping[int, Escrito | None]) -> Iterator[str]:
    """El signo decimal de cada celda que no deja duda del suyo."""
    for n, celda in enumerate(celdas):
        if n in escritos:
            hallado = escritos[n]
            if hallado is not None and hallado.decimal:
                yield hallado.decimal
        elif isinstance(celda, str) and "." in celda and not DUDOSO.fullmatch(celda.lstrip("-")):
            yield "."


def _de_excel(n: int, celda: Numero, unidad: str, leida: Leida) -> None:
    leida.textos[n] = format(celda.valor, "f")
    if celda.por_ciento and unidad not in {"", "%"}:
        leida.fallas[n] = _otra_unidad("%", unidad)
    elif celda.en and unidad == "S/":
        leida.fallas[n] = Falla(
            f"su formato de Excel dice «{celda.en}» y la columna va en S/",
            f"¿Son {leida.textos[n]} soles? Dé a la celda formato Número; si no, escriba el monto en soles.",
        )
    elif celda.por_ciento:
        leida.anotar("con formato de porcentaje", f"«{celda.visto}» se leyó {leida.textos[n]}")


def _dudoso(n: int, texto: str, hallado: Escrito, signos: set[str], columna: Mapping[str, Any], leida: Leida) -> None:
    """Decide por el resto de la columna, por su tipo o por su rango; si nada decide, pregunta.

    El resto no prueba nada donde cada fila tiene su unidad (``cifras.valor``), y en soles no prueba que haya milésimas:
    «1.234» junto a «2500.50» es más bien S/ 1234. Un conteo es entero, salvo «12.000», que puede ser 12.
    """
    signo = re.sub(r"[^.,]", "", hallado.cuerpo)
    otro = OTRO[signo]
    lecturas = {otro: hallado.canonico(""), signo: hallado.canonico(signo)}
    unidad, entero = columna.get("unidad") or "", columna["tipo"] == "entero"
    if entero and hallado.cuerpo.endswith("000") or not unidad and not entero and not _acotada(columna):
        decimal = ""
    elif len(signos) == 1:
        decimal = signos.copy().pop()
        if unidad == "S/" and decimal == signo:
            decimal = ""
        elif decimal == signo and not entero:
            leida.anotar("con tres decimales, como las demás celdas", f"«{texto}» se leyó {lecturas[signo]}")
    elif not signos and entero:
        decimal = otro
    else:
        caben = [d for d, canonico in lecturas.items() if _cabe(Decimal(canonico), columna)]
        decimal = caben[0] if len(caben) == 1 else ""
        if decimal == signo:
            leida.anotar(
                "con tres decimales, porque el rango no admite millares", f"«{texto}» se leyó {lecturas[signo]}"
            )
    if decimal and not (entero and signo in signos):
        return _escribir(n, texto, hallado, decimal, unidad, leida)
    fraccion = hallado.cuerpo.partition(signo)[2]
    corto = lecturas[signo].partition(".")[0]
    leida.fallas[n] = Falla(
        "se puede leer de dos maneras",
        f"¿Es {lecturas[otro]} o {corto} con {fraccion} milésimas? "
        f"Escriba {lecturas[otro]} o {lecturas[signo]}0, con punto decimal y sin millares.",
    )
    return None


def _acotada(columna: Mapping[str, Any]) -> bool:
    """Dice si el rango de la columna puede descartar una de las lecturas."""
    return columna.get("maximo") is not None


def _cabe(valor: Decimal, columna: Mapping[str, Any]) -> bool:
    minimo, maximo = columna.get("minimo"), columna.get("maximo")
    return (minimo is None or valor >= minimo) and (maximo is None or valor <= maximo)


def _escribir(n: int, texto: str, hallado: Escrito, decimal: str, unidad: str, leida: Leida) -> None:
    """Anota el valor canónico y cada cosa que se tuvo que entender."""
    simbolo = "S/" if hallado.moneda else "%" if hallado.por_ciento else ""
    if simbolo and unidad not in {"", simbolo}:
        leida.fallas[n] = _otra_unidad(simbolo, unidad)
        return
    canonico = leida.textos[n] = hallado.canonico(decimal)
    ejemplo = f"«{texto}» se leyó {canonico}"
    entero = hallado.cuerpo.rpartition(decimal)[0] if decimal and decimal in hallado.cuerpo else hallado.cuerpo
    if decimal == "," and "," in hallado.cuerpo:
        leida.anotar("con coma decimal", ejemplo)
    if not entero.isdigit() and entero:
        leida.anotar("con separador de millares", ejemplo)
    if simbolo:
        leida.anotar(f"con «{simbolo}»", ejemplo)
    if hallado.unidad:
        leida.anotar("con la unidad escrita", ejemplo)


def _otra_unidad(simbolo: str, unidad: str) -> Falla:
    return Falla(
        f"lleva «{simbolo}» y la columna va en {unidad}", f"Escriba solo el número, en {unidad}, con formato Número."
    )


def _ilegible(n: int, texto: str, leida: Leida) -> None:
    """Lo que parece un número y no se puede leer; de lo demás responde el esquema."""
    if CIENTIFICA.fullmatch(texto):
        leida.fallas[n] = Falla(
            "está en notación científica y puede haber perdido cifras",
            "Escriba el número completo, con formato Número.",
        )
    elif texto.startswith("(") and texto.endswith(")") and (dentro := escrito(texto[1:-1].strip())):
        numero = dentro.canonico(dentro.decimal)
        leida.fallas[n] = Falla("va entre paréntesis", f"¿Es negativo? Escriba -{numero}; si no, {numero}.")


def _proporciones(leida: Leida) -> None:
    """Avisa si una columna de porcentajes parece tener proporciones (0.96 por 96 %)."""
    valores = [Decimal(t) for n, t in enumerate(leida.textos) if n not in leida.fallas and es_numero(t)]
    llenos = [v for v in valores if v]
    if len(llenos) > 1 and all(v <= 1 for v in llenos) and any(v < 1 for v in llenos):
        leida.avisos.append(
            (
                "ningún valor pasa de 1 y la columna va en %",
                "Si son proporciones (0.96 por 96 %), multiplíquelas por 100.",
            )
        )


def leer_numeros_o_citas(celdas: Sequence[Celda], columna: Mapping[str, Any]) -> Leida:
    """Como ``leer_numeros``, y deja las citas entre llaves tal cual."""
    citas = {n: c for n, c in enumerate(celdas) if isinstance(c, str) and es_cita(c)}
    leida = leer_numeros(["" if n in citas else c for n, c in enumerate(celdas)], columna)
    for n, cita in citas.items():
        leida.textos[n] = cita
    return leida
