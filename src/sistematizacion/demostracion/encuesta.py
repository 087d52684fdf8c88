"""Las respuestas inventadas de la encuesta de satisfacción, y sus comentarios."""

from typing import Any

from sistematizacion.demostracion.azar import Azar

ESCALAS, DE_VARIAS = ("satisfaccion", "contribucion"), "utiles"
Filas = list[dict[str, str]]


def tablas(region: str, textos: dict[str, Any]) -> dict[str, Filas]:
    """``encuesta`` y ``comentarios`` de una región."""
    return {
        "encuesta": _respuestas(Azar(f"{region}/encuesta"), textos["encuesta"]),
        "comentarios": [
            {"area": area, "pregunta": pregunta, "comentario": comentario, "publicable": publicable}
            for area, pregunta, comentario, publicable in textos["comentarios"]
        ],
    }


def _respuestas(azar: Azar, instrumento: dict[str, Any]) -> Filas:
    """Una fila por persona y pregunta; las cuentas están dadas y lo que se sortea es quién respondió qué."""
    areas = azar.barajar(_repetir(instrumento["areas"]))
    dadas = {pregunta: azar.barajar(_repetir(instrumento[pregunta])) for pregunta in ESCALAS}
    for opcion, marcaron in instrumento[DE_VARIAS].items():
        dadas[f"{DE_VARIAS}_{opcion}"] = azar.barajar(_repetir({"si": marcaron, "no": len(areas) - marcaron}))
    return [
        {"respondente": f"r{n:03}", "area": area, "pregunta": pregunta, "respuesta": respuesta}
        for n, (area, *todas) in enumerate(zip(areas, *dadas.values(), strict=True), 1)
        for pregunta, respuesta in zip(dadas, todas, strict=True)
    ]


def _repetir(cuentas: dict[str, int]) -> list[str]:
    """Cada clave tantas veces como dice su cuenta.

    >>> _repetir({"si": 2, "no": 1})
    ['si', 'si', 'no']
    """
    return [clave for clave, n in cuentas.items() for _ in range(n)]
