"""Tapa en un texto libre lo que identifica a una persona: correos, teléfonos, documentos, direcciones IP y ubicaciones.

Reconoce formas, no personas: un nombre suelto no se distingue de otra palabra. Por eso también se revisa cada texto
antes de publicarlo.
"""

import re

TAPADO = "[dato personal retirado]"
_NOMBRE = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?: (?:de |del |la )*[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+){0,3}"
PATRONES = tuple(
    re.compile(patron)
    for patron in (
        r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+",  # correo
        r"-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}",  # latitud y longitud
        r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",  # dirección IP
        r"(?<!\d)(?:\+?51[\s.-]?)?9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}(?!\d)",  # celular
        r"(?<!\d)(?:\(0?\d{1,2}\)\s?|0\d{1,2}[\s-])\d{3}[\s-]?\d{3,4}(?!\d)",  # teléfono fijo con su código
        r"(?i:\b(?:tel[eé]fonos?|tel|fono|celular|cel|whats?app|anexo|dni|carn[eé]t?)\b)\W{0,3}(?:n\.?[º°]?\s*)?(?:es\s+)?[\d][\d\s.-]{3,}\d",
        r"(?<![\d,.])\d{8}(?![\d]|[,.]\d)",  # DNI
        r"(?<!\d)(?:10|20)\d{9}(?!\d)",  # RUC
        rf"(?:\b[Mm]e llamo|\b[Mm]i nombre es|\b[Ss]oy) {_NOMBRE}",
        rf"\b(?:[Ii]ng|[Ss]r|[Ss]ra|[Ss]rta|[Dd]r|[Dd]ra|[Ll]ic|[Aa]rq|[Ee]con|[Aa]bog|[Cc]pc)\. ?{_NOMBRE}",
        rf"\b(?:[Ii]ngenier[oa]|[Ss]eñora?|[Ss]eñorita|[Dd]octora?|[Ll]icenciad[oa]|[Aa]rquitect[oa]) {_NOMBRE}",
    )
)


def tapar(texto: str) -> str:
    """El texto con cada dato personal tapado; igual, si no tiene ninguno.

    >>> tapar("Escríbanme a ana.rios@region.gob.pe o al 987 654 321")
    'Escríbanme a [dato personal retirado] o al [dato personal retirado]'
    >>> tapar("La inversión 2345678 costó S/ 12,500,000.50 y avanzó 96.06% en 2025")
    'La inversión 2345678 costó S/ 12,500,000.50 y avanzó 96.06% en 2025'
    """
    for patron in PATRONES:
        texto = patron.sub(TAPADO, texto)
    return texto
