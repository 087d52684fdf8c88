"""Decide qué va en cada página del impreso, con lo que la plantilla mide en cada pasada: nada de esto cambia el contenido."""

import json
from itertools import count, pairwise
from typing import Any

TEXTO_DE_ENTRADA = 1800  # largo, en JSON, del texto que acompaña a un cuadro a su página girada
CONTENEDORES = {"capitulo", "apaisado", "aviso"}
CASI_VACIA = 0.62  # fracción libre de la última página con la que el capítulo siguiente no abre otra
HOLGURA = 0.15  # lo que esa fracción puede bajar, al juntarlos, sin que se vuelvan a separar
BREVE = 0.33  # fracción de página que un capítulo breve no pasa


def apartar_apaisados(hijos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Junta los cuadros horizontales de cada sección, al final de ella, en un bloque ``apaisado``: una página girada.

    Así el texto de la sección llena la página que los precede; si es tan corto que la dejaría casi vacía, va con ellos.
    Nunca cruza un titular ni otro cuadro, de modo que los cuadros conservan su orden.
    """
    salida: list[dict[str, Any]] = []
    pendientes: list[dict[str, Any]] = []
    for bloque in [*hijos, {"tipo": "titulo"}]:
        if bloque.get("orientacion") == "horizontal":
            pendientes.append(bloque)
            continue
        if pendientes and bloque["tipo"] in {"titulo", "cuadro"}:
            inicio = _inicio_de_entrada(salida)
            salida = [*salida[:inicio], {"tipo": "apaisado", "hijos": salida[inicio:] + pendientes}]
            pendientes = []
        salida.append(bloque)
    return salida[:-1]


def _inicio_de_entrada(bloques: list[dict[str, Any]]) -> int:
    """Dónde empieza la entrada breve (titulares y poco texto) con que termina ``bloques``; su largo si no la hay."""
    inicio = len(bloques)
    while inicio and bloques[inicio - 1]["tipo"] in {"parrafo", "lista", "aviso"}:
        inicio -= 1
    if inicio == 0 or bloques[inicio - 1]["tipo"] != "titulo":
        return len(bloques)
    if len(json.dumps(bloques[inicio:], ensure_ascii=False)) > TEXTO_DE_ENTRADA:
        return len(bloques)
    while inicio and bloques[inicio - 1]["tipo"] == "titulo":
        inicio -= 1
    return inicio


def flotantes(graficos: list[dict[str, Any]]) -> list[int]:
    """Los gráficos que suben a la página siguiente: no caben bajo su párrafo, o el anterior quedó más adelante."""
    elegidos = []
    for orden, grafico in enumerate(graficos):
        desde, quedo = grafico["desde"], grafico["quedo"]
        if desde is None:
            continue
        encima = quedo["pagina"] == desde["pagina"] and quedo["y"] < desde["y"]  # flotó sobre su propio párrafo
        cabe = desde["y"] + (0 if encima else grafico["alto"]) <= grafico["limite"]
        if not cabe or (orden and graficos[orden - 1]["quedo"]["pagina"] > desde["pagina"]):
            elegidos.append(orden)
    return elegidos


def seguidos(capitulos: list[dict[str, float]], previos: list[int]) -> list[int]:
    """Los capítulos que no abren página, porque la del anterior quedó casi vacía o porque caben en lo que le queda.

    ``capitulos`` se midieron con ``previos``: si uno cambia de lugar, lo que deja libre su última página se calcula.

    >>> capitulos = [{"libre": 0.1, "ocupa": 1}, {"libre": 0.8, "ocupa": 0.2}, {"libre": 0.5, "ocupa": 1}]
    >>> seguidos([*capitulos, {"libre": 0, "ocupa": 0.2}], [])
    [2, 3]
    >>> seguidos([{"libre": 0.1, "ocupa": 1}, {"libre": 0.8, "ocupa": 1}, {"libre": 0.3, "ocupa": 0.2}, capitulos[2]], [2])
    [2]
    """
    elegidos: list[int] = []
    libre = capitulos[0]["libre"] if capitulos else 0.0  # lo que queda en la última página del capítulo anterior
    for i, (anterior, actual) in enumerate(pairwise(capitulos), 1):
        umbral = CASI_VACIA - (HOLGURA if i in previos else 0)
        sigue = libre > umbral or actual["ocupa"] < min(libre, BREVE)
        elegidos += [i] if sigue else []
        empezaba = 1 - anterior["libre"] if i in previos else 0.0
        empieza = 1 - libre if sigue else 0.0
        libre = (actual["libre"] + empezaba - empieza) % 1 if empieza != empezaba else actual["libre"]
    return elegidos


def numerar_graficos(bloques: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Una copia de los bloques con el ``orden`` de cada gráfico en el documento."""
    orden = count()

    def copiar(bloque: dict[str, Any]) -> dict[str, Any]:
        if bloque["tipo"] == "grafico":
            return bloque | {"orden": next(orden)}
        contenedor = bloque["tipo"] in CONTENEDORES
        return bloque | {"hijos": [copiar(hijo) for hijo in bloque["hijos"]]} if contenedor else bloque

    return [copiar(bloque) for bloque in bloques]
