"""Cuadros por eje de trabajo: las buenas prácticas y las recomendaciones, de una región o de todas."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from sistematizacion.nucleo.esquemas import campos_que_citan
from sistematizacion.nucleo.referencias import Referencia, partir
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.enunciados import Alguno, filas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SEPARADOR = "; "  # entre una herramienta y la siguiente
VINETA = "•" + formato.DURO
SIN_HERRAMIENTAS = "La fuente no nombra ninguna."
SIN_RESULTADO = "La fuente no lo dice aparte."
SIN_REGISTRO = "No se registró."


def practicas_por_eje(expediente: Expediente) -> Cuadro:
    """Práctica, en qué consiste, con qué herramientas y qué logró, agrupadas por eje."""
    return _practicas(expediente, f" de {expediente.region.nombre}", (), lambda _: ())


def practicas_por_eje_de_todas(programa: ExpedienteDelPrograma) -> Cuadro:
    """Lo mismo de todas las regiones, con la región de cada práctica."""
    return _practicas(programa, "", (Columna("Región", ancho=0.9),), lambda fila: (programa.alcance(fila),))


def _practicas(
    expediente: Alguno, de_quien: str, columnas: tuple[Columna, ...], region: Callable[[dict], tuple[Celda, ...]]
) -> Cuadro:
    filas = _con_eje(expediente, "practicas", "principal")
    cuerpo: list[Fila] = []
    for eje, suyas in _por_eje(filas):
        cuerpo.append(Fila((eje,), "grupo"))
        cuerpo += [Fila((expediente.texto_de(f, "titulo"), *region(f), *_de_practica(expediente, f))) for f in suyas]
    return Cuadro(
        "practicas_por_eje",
        _hallazgo(filas["eje"], f"práctica{de_quien}", f"prácticas{de_quien}"),
        (
            Columna("Práctica", ancho=1.5), *columnas, Columna("En qué consiste", ancho=3.2),
            Columna("Herramientas y normas", ancho=2.1), Columna("Resultado", ancho=2.3),
        ),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
        _notas(expediente, filas),
        horizontal=True,
    )  # fmt: skip


def _de_practica(expediente: Alguno, fila: dict) -> tuple[Celda, Celda, Celda]:
    objetivo = (Markup("<strong>Objetivo.</strong> {}").format(expediente.texto_de(fila, "objetivo")),) if fila["objetivo"] else ()
    consiste = (*(expediente.texto_de(fila, campo) for campo in ("enunciado", "descripcion") if fila[campo]), *objetivo)
    herramientas = _con_vinetas(list(_herramientas(expediente, fila)))
    resultado = expediente.texto_de(fila, "resultado") if fila["resultado"] else _falta(fila, SIN_RESULTADO)
    return consiste, herramientas or _falta(fila, SIN_HERRAMIENTAS), resultado


def _herramientas(expediente: Alguno, fila: dict) -> Iterator[Markup]:
    """Cada norma o instrumento en su renglón, con mayúscula inicial."""
    for una in filter(None, fila["herramientas"].split(SEPARADOR)):
        yield expediente.texto_de({**fila, "una": formato.frase(una)}, "una")


def _con_vinetas(textos: Sequence[Markup]) -> tuple[Markup, ...]:
    """Los textos de una celda: si son varios, con viñeta; el primero no la lleva si anuncia a los demás."""
    if len(textos) < 2:
        return tuple(textos)
    anuncia = Markup(textos[0]).striptags().endswith(":")
    return tuple(t if anuncia and n == 0 else Markup("{}{}").format(VINETA, t) for n, t in enumerate(textos))


def _notas(expediente: Alguno, filas: pd.DataFrame) -> tuple[str, ...]:
    """Lo que hay que saber de las cifras que las filas citan, una vez cada cosa, con las cifras de que se dice."""
    de_cada_nota: dict[str, dict[str, str]] = {}
    for cifra in _citadas(expediente, filas):
        if cifra.nota:
            nombre = f"{cifra.nombre}, {cifra.categoria}" if cifra.categoria else cifra.nombre
            de_cada_nota.setdefault(cifra.nota, {})[cifra.identidad] = f"{nombre} ({cifra.en_cuadro})"
    return tuple(f"{'; '.join(cifras.values())}: {nota}" for nota, cifras in de_cada_nota.items())


def _citadas(expediente: Alguno, filas: pd.DataFrame) -> Iterator[Cifra]:
    for fila in filas.to_dict("records"):
        de = expediente.de(fila["ambito"]) if isinstance(expediente, ExpedienteDelPrograma) else expediente
        for campo in campos_que_citan("practicas"):
            for trozo in partir(fila[campo]):
                if isinstance(trozo, Referencia):
                    yield de.cifra(trozo.indicador, trozo.categoria, trozo.fecha)


def recomendaciones_por_eje(expediente: Alguno) -> Cuadro:
    """Recomendaciones agrupadas por eje y, dentro de él, por tema: las del mismo título van juntas."""
    filas = _con_eje(expediente, "recomendaciones")
    cuerpo: list[Fila] = []
    for eje, suyas in _por_eje(filas):
        cuerpo.append(Fila((eje,), "grupo"))
        for _, del_tema in groupby(suyas, key=lambda f: f["titulo"]):
            juntas = list(del_tema)
            textos = _con_vinetas([_recomendacion(expediente, f) for f in juntas])
            cuerpo.append(Fila((expediente.texto_de(juntas[0], "titulo"), textos)))
    return Cuadro(
        "recomendaciones_por_eje",
        _hallazgo(filas["eje"], "recomendación", "recomendaciones"),
        (Columna("Tema", ancho=1), Columna("Qué se recomienda y por qué", ancho=3.2)),
        tuple(cuerpo),
        expediente.fuente_de_tabla(filas),
    )


def _recomendacion(expediente: Alguno, fila: dict) -> Markup:
    return Markup(" ").join(expediente.texto_de(fila, c) for c in ("enunciado", "sustento", "evidencia") if fila[c])


def _con_eje(expediente: Alguno, tabla: str, *tipos: str) -> pd.DataFrame:
    """Las filas que dicen su eje.

    Raises:
        SinDatos: no hay ninguna.
    """
    filas = filas_de(expediente, tabla, *tipos)
    con_eje = filas[filas["eje"] != ""]
    if con_eje.empty:
        raise SinDatos(f"ninguna fila de la tabla «{tabla}» dice su eje.")
    return con_eje


def _por_eje(filas: pd.DataFrame) -> Iterator[tuple[str, list[dict]]]:
    """Las filas de cada eje, en el orden en que los ejes aparecen."""
    registros = filas.to_dict("records")
    for eje in dict.fromkeys(filas["eje"]):
        yield eje, [f for f in registros if f["eje"] == eje]


def _hallazgo(ejes: Sequence[str], una: str, varias: str) -> str:
    """Qué eje reúne más filas, y cuántas son de cuántas.

    >>> _hallazgo(["Salud", "Salud", "Caminos"], "práctica", "prácticas")
    'Salud reúne 2 de las 3 prácticas'
    >>> _hallazgo(["Salud", "Caminos"], "práctica", "prácticas"), _hallazgo(["Salud"], "práctica de Junín", "")
    ('Las 2 prácticas se reparten por igual entre Salud y Caminos', 'La única práctica de Junín es de Salud')
    """
    cuantas = Counter(ejes)
    mayor, total = max(cuantas.values()), len(ejes)
    primeros = [eje for eje, n in cuantas.items() if n == mayor]
    if total == 1:
        return f"La única {una} es de {primeros[0]}"
    if len(cuantas) == 1:
        return f"Las {total} {varias} son de {primeros[0]}"
    if len(primeros) == len(cuantas):
        return f"Las {total} {varias} se reparten por igual entre {formato.lista(primeros)}"
    reunen = "reúne" if len(primeros) == 1 else "reúnen"
    return f"{formato.lista(primeros)} {reunen} {mayor * len(primeros)} de las {total} {varias}"


def _falta(fila: dict, en_lo_publicado: str) -> Ausente:
    return Ausente(segun_origen([fila["origen"]], en_lo_publicado, SIN_REGISTRO))
