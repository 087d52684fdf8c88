"""Cómo se dicen en el informe los niveles, las vistas, los tipos y las medidas del gasto."""

NIVELES = {"nacional": "Gobierno nacional", "regional": "Gobiernos regionales", "local": "Gobiernos locales"}
NIVELES_CON_ARTICULO = {"nacional": "el Gobierno nacional", "regional": "los gobiernos regionales", "local": "los gobiernos locales"}
DE_LOS_NIVELES = {"nacional": "del Gobierno nacional", "regional": "de los gobiernos regionales", "local": "de los gobiernos locales"}
VISTAS = {
    "funcion": "función", "programa": "programa presupuestal", "fuente": "fuente de financiamiento",
    "categoria": "categoría de gasto", "generica": "genérica de gasto", "ejecutora": "unidad ejecutora", "total": "total",
}  # fmt: skip
DE_TIPO = {"total": "todo el gasto", "proyectos": "proyectos", "actividades": "actividades"}
TIPOS = {"total": "Todo el gasto", "proyectos": "Proyectos", "actividades": "Actividades"}
MONTOS = {"pia": "PIA", "pim": "PIM", "certificado": "certificado", "devengado": "devengado", "girado": "girado"}
MEDIDAS = {
    "variacion_pia_pim": "variación del PIA al PIM", "eficacia_pia": "ejecución sobre el PIA", "eficacia_pim": "ejecución sobre el PIM",
    "devengado_total": "devengado de todos los años", "crecimiento_anual": "crecimiento anual del devengado",
    "participacion": "participación en lo devengado",
}  # fmt: skip
FORMULAS = {
    "variacion_pia_pim": "({1} − {0}) ÷ {0} × 100", "eficacia": "{0} ÷ {1} × 100", "saldo": "{0} − {1}",
}  # fmt: skip
SIN_GASTO = (
    "No hay datos de la ejecución del gasto de {}: se toman de los archivos del MEF con «make mef», o se escriben en la tabla «gasto»."
)
TILDES = {"ANCASH": "ÁNCASH", "APURIMAC": "APURÍMAC", "HUANUCO": "HUÁNUCO", "JUNIN": "JUNÍN", "SAN MARTIN": "SAN MARTÍN"}
MESES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre")


def de_gobierno(nombre: str) -> str:
    """El nombre de un pliego como se lee en un cuadro: «GOBIERNO REGIONAL DEL DEPARTAMENTO DE JUNIN» es «Junín» solo si se sabe.

    >>> de_gobierno("GOBIERNO REGIONAL DEL DEPARTAMENTO DE LA LIBERTAD"), de_gobierno("Gobierno Regional de Junín")
    ('La Libertad', 'Junín')
    >>> de_gobierno("GOBIERNO REGIONAL DEL DEPARTAMENTO DE APURIMAC")  # los archivos del MEF no llevan tildes
    'Apurímac'
    """
    corto = nombre.strip()
    for inicio in (
        "GOBIERNO REGIONAL DEL DEPARTAMENTO DE ", "GOBIERNO REGIONAL DE LA PROVINCIA CONSTITUCIONAL DEL ",
        "GOBIERNO REGIONAL DE ", "GOBIERNO REGIONAL DEL ", "GOBIERNO REGIONAL ",
    ):  # fmt: skip
        if corto.upper().startswith(inicio):
            corto = corto[len(inicio) :]
            break
    return _titulo(TILDES.get(corto, corto)) if corto.isupper() else corto


def _titulo(texto: str) -> str:
    menores = {"DE", "DEL", "LA", "LAS", "LOS", "Y"}
    palabras = texto.split()
    return " ".join(p.lower() if n and p in menores else p.capitalize() for n, p in enumerate(palabras))
