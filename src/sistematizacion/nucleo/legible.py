"""Las claves como se leen: lo que ``registro.xlsx`` muestra y el lector reconoce."""

import re

# Las palabras de una clave que, al escribirlas, llevan más que lo que la clave dice; «-ion» lleva tilde por regla
GRAFIAS = {
    "09d": "09-D", "acompanadas": "acompañadas", "analisis": "análisis", "app": "APP", "bim": "BIM", "ceic": "CEIC",
    "comite": "comité", "comites": "comités", "comun": "común", "critico": "crítico", "csp": "CSP",
    "estrategica": "estratégica", "igeip": "IGEIP", "indice": "índice", "maximo": "máximo", "mef": "MEF",
    "metodologia": "metodología", "minimo": "mínimo", "nucleo": "núcleo", "oxi": "OxI", "pa": "PA", "pim": "PIM",
    "politica": "política", "practica": "práctica", "practicas": "prácticas", "tecnica": "técnica",
    "tecnicas": "técnicas", "tecnico": "técnico", "tematicas": "temáticas", "tramite": "trámite", "utiles": "útiles",
}  # fmt: skip


def legible(clave: str) -> str:
    """Una clave como se lee: quien la copie así escribe la misma clave.

    >>> [legible(c) for c in ("muy_satisfecho", "reunion_de_coordinacion", "formato_09d", "oxi", "avance_pim_csp", "sí")]
    ['Muy satisfecho', 'Reunión de coordinación', 'Formato 09-D', 'OxI', 'Avance PIM CSP', 'Sí']
    """
    palabras = [GRAFIAS.get(p) or re.sub(r"ion$", "ión", p) for p in clave.split("_")]
    texto = " ".join(palabras)
    return texto[:1].upper() + texto[1:]
