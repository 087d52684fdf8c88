"""Tapa en un texto libre lo que identifica a una persona: correos, teléfonos, documentos, direcciones y nombres.

Reconoce formas, no personas: un nombre suelto no se distingue de otra palabra. Por eso también se revisa cada texto
antes de publicarlo, y el que parece nombrar a alguien no se publica (``parece_nombrar``): mejor de más que de menos.
"""

import re

from sistematizacion.nucleo.lectura.celdas import plegar

TAPADO = "[dato personal retirado]"
_MAYUSCULA = "[A-ZÁÉÍÓÚÑ]"
_PALABRA = rf"{_MAYUSCULA}[A-ZÁÉÍÓÚÑa-záéíóúñü]+"
_NOMBRE = rf"{_PALABRA}(?: (?:de |del |la )*{_PALABRA}){{0,3}}"
_NUMERO = r"\W{0,3}(?:n\.?[º°]?\s*)?(?:es\s+)?"
# Los que también se buscan en todo el registro: casi nunca son otra cosa
DUROS = tuple(
    re.compile(patron)
    for patron in (
        r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)*",  # correo, aunque le falte el final
        r"(?<!\d)(?:\+?51[\s.-]?)?9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}(?!\d)",  # celular
        r"(?<!\d)(?:\(0?\d{1,2}\)\s?|0\d{1,2}[\s-])\d{3}[\s-]?\d{3,4}(?!\d)",  # teléfono fijo con su código
        rf"(?i:\b(?:tel[eé]fonos?|tel|fono|celular|cel|whats?app|anexo|dni|pasaporte|carn[eé]t?){_NUMERO})\d[\d\s.-]{{3,}}\d",
        r"(?i:\bc\.?\s?e\.?\s*(?:n\.?[º°]?\s*)?)\d{9}(?!\d)",  # carné de extranjería
        r"(?<![\d,.])\d{8}(?![\d]|[,.]\d)",  # DNI
        r"(?<!\d)(?:10|20)\d{9}(?!\d)",  # RUC
        rf"\b(?i:ing|sr|sra|srta|dr|dra|lic|arq|econ|abog|cpc)(?:\. ?| ){_NOMBRE}",
        rf"\b(?i:ingenier[oa]|señora?|señorita|doctora?|licenciad[oa]|arquitect[oa]) {_NOMBRE}",
    )
)
PATRONES = (
    re.compile(
        r"(?i:\b(?:https?://|www\.))\S+|\b[\w-]+\.(?:(?:com|net|org)\b(?:\.pe\b)?(?:/\S*)?|pe/\S+)"
    ),  # página; Invierte.pe no lo es
    *DUROS,
    *(
        re.compile(patron)
        for patron in (
            r"(?<!\w)@[\w.]{3,}",  # cuenta de una red social
            r"(?i:(?:[\w.]+\s+arroba\s+)?\b[\w.]+\s+punto\s+(?:com|gob|org|edu|pe)\b(?:\s+punto\s+\w+)*)",  # correo dictado
            r"-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}",  # latitud y longitud
            r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",  # dirección IP
            r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,7}(?![\w:])(?<!:\d\d:\d\d)",  # IPv6
            r"(?i:\b(?:ll[aá]m\w*|comun[ií]\w*|marc\w*)\s+al?\s+(?:n[uú]mero\s+)?)\d[\d\s-]{4,}\d",
            r"(?i:\b(?:me llamo|mi nombre es) [a-záéíóúñ]+)(?: (?:(?:de |del |la )*" + _PALABRA + r"))*",
            rf"\b(?i:soy) {_NOMBRE}",
        )
    ),
)
SEGUIDAS = re.compile(rf"{_PALABRA}(?: (?:(?:de|del|la|los|las|y|e) )*{_PALABRA})+")
EMPIEZA = re.compile(r"(?:^|[.!?:;¡¿\n])\W*$")
ORGANIZACIONES = frozenset(
    "oficina gerencia subgerencia direccion subdireccion unidad area opmi pmo uei uf procuraduria secretaria organo comite"
    " equipo coordinacion consejo gobernacion administracion planeamiento presupuesto infraestructura logistica"
    " contabilidad tesoreria archivo recursos obras estudios inversion inversiones proyecto proyectos ministerio gobierno"
    " municipalidad contraloria banco programa plan sistema region regional nacional publica publico general impuestos"
    " asistencia tecnica economia finanzas desarrollo social integridad imagen institucional acompanamiento invierte mef"
    " gore universidad hospital colegio carretera puente provincia distrito".split()
)
LUGARES = frozenset(
    "amazonas ancash apurimac arequipa ayacucho cajamarca callao cusco huancavelica huanuco huancayo ica junin libertad"
    " lambayeque lima loreto madre dios moquegua pasco piura puno martin tacna tumbes ucayali peru trujillo chiclayo"
    " altamar valleverde".split()
)


def tapar(texto: str) -> str:
    """El texto con cada dato personal tapado; igual, si no tiene ninguno.

    >>> tapar("Escríbanme a ana.rios@region.gob.pe o al 987 654 321")
    'Escríbanme a [dato personal retirado] o al [dato personal retirado]'
    >>> tapar("La inversión 2345678 costó S/ 12,500,000.50 y avanzó 96.06% en 2025")
    'La inversión 2345678 costó S/ 12,500,000.50 y avanzó 96.06% en 2025'
    """
    for patron in (*DUROS[:1], *PATRONES):  # el correo, antes que la página de su dominio
        texto = patron.sub(TAPADO, texto)
    return texto


def tiene_dato(texto: str) -> bool:
    """Si trae un correo, un teléfono, un documento o el nombre que sigue a un tratamiento."""
    return any(patron.search(texto) for patron in DUROS)


def parece_nombrar(texto: str) -> bool:
    """Si tiene dos palabras seguidas con mayúscula que no abren una oración ni son de un lugar o una organización.

    >>> parece_nombrar("Gracias a Juan Pérez"), parece_nombrar("Gracias a la Oficina de Obras de Junín")
    (True, False)
    """
    for hallada in SEGUIDAS.finditer(texto):
        palabras = re.findall(_PALABRA, hallada.group())
        if EMPIEZA.search(texto[: hallada.start()]):  # la primera lleva mayúscula por abrir la oración
            palabras = palabras[1:]
        if len(palabras) > 1 and not _conocidas(palabras):
            return True
    return False


def parece_persona(area: str) -> bool:
    """Si lo escrito como área parece el nombre de alguien: trae un dato personal o palabras que ninguna oficina lleva.

    >>> parece_persona("Asesora Zoila Vaca Tinco"), parece_persona("Oficina de Obras")
    (True, False)
    """
    palabras = re.findall(_PALABRA, area)
    propias = ORGANIZACIONES.intersection(plegar(p) for p in re.findall(r"\w+", area))
    return tapar(area) != area or (len(palabras) > 1 and not propias)


def _conocidas(palabras: list[str]) -> bool:
    return not (ORGANIZACIONES | LUGARES).isdisjoint(plegar(p) for p in palabras)
