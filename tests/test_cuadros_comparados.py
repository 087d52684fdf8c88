"""Hechos de oro de los cuatro cuadros comparados: cada dato de cada celda del documento publicado está en la nuestra.

Se transcribieron del documento fuente, no de los datos del proyecto. Cada hecho es un trozo que una celda fiel, aunque
esté escrita con otras palabras, tiene que contener: una cifra con lo que cuenta, un instrumento, un área. Un hecho con
varias formas admitidas es una tupla. En un trozo, «…» está por cualquier texto breve sin cifras, de modo que «46 …
especialización» exige que ese 46 sea el del curso de especialización.
"""

import re

import lxml.html
import pytest
from conftest import PROGRAMA, RAIZ, REGIONES

from sistematizacion import abrir
from sistematizacion.rutas import VARIABLE_RAIZ

Hecho = str | tuple[str, ...]
Hechos = dict[tuple[str, str], list[Hecho]]

NOMBRES = dict(zip(REGIONES, ("Arequipa", "Cusco", "Junín"), strict=True))
OXI = ("obras por impuestos", "OxI")
CSI = ("CSI", "comités de seguimiento", "comité de seguimiento")
CSP = ("cartera seleccionada", "CSP")
PAAT = ("PAAT", "plan de acompañamiento y asistencia técnica")
PMO = ("PMO", "Oficina de Gestión de Proyectos", "Project Management Office")
MATRIZ = "matriz de control físico-financiero"

# Cuadro 1 de la fuente: alcances del PAAT. La particularidad de Junín va dentro de su enfoque
ALCANCE: Hechos = {
    ("Enfoque predominante", "arequipa"): ["seguimiento", ("operativ", "operación"), "articula", ("dinamiza", "dinamismo"), "inversiones"],
    ("Instrumentos y mecanismos", "arequipa"): [PAAT, CSI, PMO, CSP, MATRIZ, ("asistencias técnicas", "asistencia técnica"), "capacitaci"],
    ("Enfoque predominante", "cusco"): ["seguimiento", ("operativ", "operación"), "mejor", "ejecu", "inversiones"],
    ("Instrumentos y mecanismos", "cusco"): [
        PAAT, CSI, "ordinari", "extraordinari", CSP, MATRIZ, ("asistencias técnicas", "asistencia técnica"), "capacitaci",
    ],
    ("Enfoque predominante", "junin"): [
        "fortalec", "instituci", "cierre … inversiones",
        "objetivos estratégicos", ("área … OxI", "área … obras por impuestos"), "integridad", ("monitor", "vigil", "supervis"), "acompañ", "liquidación",
        "sistematiza", ("resultados", "logrado", "logros"), "gestión regional", "informe final", "cualitativo", "Cusco", "Arequipa",
    ],
    ("Instrumentos y mecanismos", "junin"): [
        PAAT, "sesiones sprint", "instrumentos de gestión", ("propuesta", "propuestos"), ("área de OxI", "área de obras por impuestos"),
        "área de integridad", "cartera", ("cierre", "cerrar"), "sistematiza", "resultados … 2023-2025",
    ],
}  # fmt: skip

# Cuadro 2 de la fuente: principales resultados cuantitativos. Su última fila, «resultado de cierre / hitos», va partida
RESULTADOS: Hechos = {
    ("Mecanismos de articulación", "cusco"): [("11 CSI", "11 comités de seguimiento"), "55 reuniones de coordinación"],
    ("Mecanismos de articulación", "junin"): ["12 reuniones de trabajo", "8 sesiones sprint"],
    ("Mecanismos de articulación", "arequipa"): [("6 CSI", "6 comités de seguimiento"), "48 reuniones de coordinación"],
    ("Asistencia técnica y consultas", "cusco"): [("≈ 120 asistencias técnicas", "≈120 asistencias técnicas", "alrededor de 120 asistencias técnicas")],
    ("Asistencia técnica y consultas", "junin"): ["102 consultas técnicas", "acompañamiento … focalizad"],
    ("Asistencia técnica y consultas", "arequipa"): ["90 asistencias técnicas"],
    ("Capacitación principal", "cusco"): ["4 capacitaciones temáticas masivas"],
    ("Capacitación principal", "junin"): [
        "1 curso de especialización", ("1 taller OxI", "1 taller de obras por impuestos", "1 taller sobre obras por impuestos", "1 taller de OxI"),
        ("3 eventos de integridad", "3 eventos sobre integridad"), "talleres BIM", "talleres … habilidades blandas",
    ],
    ("Capacitación principal", "arequipa"): [
        "2 capacitaciones temáticas masivas", ("3 sesiones OxI", "3 sesiones … obras por impuestos", "3 sesiones … OxI"),
    ],
    ("Participantes", "cusco"): [("301 participantes … temáticas", "temáticas … 301"), ("14 … coaching", "coaching … 14")],
    ("Participantes", "junin"): [
        ("más de 200 participantes", "> 200 participantes", ">200 participantes"), ("46 … curso", "46 … especialización"),
        ("36 … OxI", "36 … obras por impuestos"), "98 … integridad", "43 … habilidades blandas",
    ],
    ("Participantes", "arequipa"): ["88 participantes … temáticas", ("26 … OxI", "26 … obras por impuestos")],
    ("Cartera o universo priorizado", "cusco"): [("9 inversiones … CSP", "9 inversiones … cartera seleccionada")],
    ("Cartera o universo priorizado", "junin"): [
        ("190 inversiones … cierre", "190 inversiones … cerrar"), ("cartera de OxI", "cartera OxI", "cartera de obras por impuestos"), "fases",
    ],
    ("Cartera o universo priorizado", "arequipa"): [("8 inversiones … CSP", "8 inversiones … cartera seleccionada")],
    ("Cierre de inversiones", "junin"): [
        ("132 cierres efectivos", "132 … cierres efectivos", "132 … cerrad", "132 de 190 … cierres", "132 de 190 … cerrad"), "de 190",
    ],
    ("Hitos del plan", "cusco"): [("8 de 9 hitos", "8 de 9"), "hito", "cumplid", "superad"],
    ("Hitos del plan", "arequipa"): [("7 de 8 hitos", "7 de 8"), "hito", "cumplid", "superad"],
}  # fmt: skip

# Cuadro 3 de la fuente: buenas prácticas, dos por región y en su orden
PRACTICAS: Hechos = {
    ("Práctica 1", "cusco"): [CSI, "ordinari", "extraordinari", "mecanismo", ("permanente", "estable"), "articula"],
    ("Valor agregado 1", "cusco"): [
        ("decisiones oportunas", "decidir a tiempo"), "seguimiento", ("intergerencial", "gerencias"), ("focaliza", "concentra"), "esfuerzo",
        "cartera estratégica",
    ],
    ("Práctica 2", "cusco"): ["registr", "oportun", "cierre", ("mejor", "más oportun")],
    ("Valor agregado 2", "cusco"): ["depura", "cartera", "calidad", ("información", "datos"), "Banco de Inversiones"],
    ("Práctica 1", "junin"): ["segment", ("cierre", "cerra"), "cartera"],
    ("Valor agregado 1", "junin"): [
        ("focaliza", "concentra"), "asistencia técnica", ("ordenar", "orden"), "información", ("cierres efectivos", "cerrar inversiones de manera efectiva"),
        ("plazo acotado", "poco tiempo", "plazo corto"),
    ],
    ("Práctica 2", "junin"): [("instalación", "instala"), ("progresiv", "por pasos"), "capacidades", OXI, "integridad"],
    ("Valor agregado 2", "junin"): [
        "bases institucionales", ("nuevas funciones", "funciones nuevas"), ("seguimiento", "seguir"), "estándares", "gesti", "alternativa", "inversiones",
    ],
    ("Práctica 1", "arequipa"): ["articul", "estratégica", PMO, ("dinamiza", "dinamismo"), "inversiones"],
    ("Valor agregado 1", "arequipa"): [
        ("fortaleció", "reforzó"), "coordinación", ("alto nivel", "más alto nivel"), "seguimiento", ("oportuno", "a tiempo"), "cuellos de botella",
    ],
    ("Práctica 2", "arequipa"): ["presupuest", "articulad", ("reprogramaciones", "reprogram"), ("dinámic", "agilidad"), "gasto"],
    ("Valor agregado 2", "arequipa"): [
        ("sostener", "mantener"), ("altos niveles de ejecución", "ejecución alta"), "orden", ("seguimiento", "control"), "físico", "financiero",
    ],
}  # fmt: skip

# Cuadro 4 de la fuente: matriz comparativa de resultados
FISICO_FINANCIERO = ("matriz físico-financiera", "matriz … físico-financier")
MATRICES: Hechos = {
    ("Gobernanza", "cusco"): [CSI, "ordinari", "extraordinari", ("alta articulación", "mucha articulación"), ("intergerencial", "gerencias")],
    ("Gobernanza", "junin"): ["sesiones sprint", "coordinación", OXI, "integridad", "cierre"],
    ("Gobernanza", "arequipa"): [CSI, PMO, "coordinación", ("interáreas", "entre áreas")],
    ("Soporte técnico", "cusco"): [("asistencias técnicas", "asistencia técnica"), "intensiva", "seguimiento … cartera"],
    ("Soporte técnico", "junin"): ["consultas", "acompañamiento focalizado", "revisión de instrumentos"],
    ("Soporte técnico", "arequipa"): [("asistencias técnicas", "asistencia técnica"), "intensiva", "seguimiento … cartera"],
    ("Capacidades", "cusco"): ["capacitaciones", ("masiva", "masivo"), "coaching"],
    ("Capacidades", "junin"): ["cursos", "talleres", "integridad", "BIM", "habilidades blandas"],
    ("Capacidades", "arequipa"): ["capacitaciones temáticas", OXI],
    ("Seguimiento de inversiones", "cusco"): [FISICO_FINANCIERO, "9 inversiones"],
    ("Seguimiento de inversiones", "junin"): ["segment", "cierre", "cartera"],
    ("Seguimiento de inversiones", "arequipa"): [FISICO_FINANCIERO, "8 inversiones"],
    ("Resultado distintivo", "cusco"): [("primer lugar", "1.º", "primer puesto"), "IGEIP", "2025"],
    ("Resultado distintivo", "junin"): [
        ("132 cierres efectivos", "cierre efectivo de 132"), "consolidación institucional",
    ],
    ("Resultado distintivo", "arequipa"): ["99.90%", "ejecución presupuestal", "articula", PMO],
}  # fmt: skip

DE_ORO = {"alcance": ALCANCE, "resultados": RESULTADOS, "practicas": PRACTICAS, "matriz": MATRICES}
BLOQUES = ("p", "li", "br", "div")


def normal(texto: str) -> str:
    """En minúsculas, sin guiones de corte y con espacios simples."""
    return re.sub(r"\s+", " ", texto.replace("\u00ad", "")).strip().casefold()


def leer_celda(celda) -> str:
    """El texto de una celda, con un espacio entre sus párrafos; las llamadas a notas no se leen."""
    return normal(_texto_de(celda))


def _texto_de(nodo) -> str:
    """El texto de un elemento y de lo que tiene dentro, en el orden en que se lee."""
    dentro = (nodo.text or "") + "".join(_texto_de(hijo) + (hijo.tail or "") for hijo in nodo)
    if nodo.tag == "sup":
        return ""
    return f" {dentro} " if nodo.tag in BLOQUES else dentro


def leer_cuadro(html: str) -> dict[tuple[str, str], str]:
    """{(rótulo de la fila, encabezado de la columna): texto}."""
    tabla = lxml.html.fragment_fromstring(html).find(".//table")
    columnas = [normal(th.text_content()) for th in tabla.findall("./thead/tr")[-1]][1:]
    return {
        (leer_celda(fila[0]), columna): leer_celda(celda)
        for fila in tabla.iterfind("./tbody/tr")
        if fila.get("class") != "grupo"
        for columna, celda in zip(columnas, fila[1:], strict=True)
    }


def leer_practicas(html: str) -> dict[tuple[str, str], str]:
    """{(«práctica n» o «valor agregado n», región)}: la práctica es su título con lo que dice en qué consiste."""
    leidas: dict[tuple[str, str], str] = {}
    region, n = "", 0
    for fila in lxml.html.fragment_fromstring(html).iterfind(".//tbody/tr"):
        if fila.get("class") == "grupo":
            region, n = leer_celda(fila), 0
            continue
        n += 1
        titulo, descripcion, valor = (leer_celda(celda) for celda in fila)
        leidas[f"práctica {n}", region] = f"{titulo}. {descripcion}"
        leidas[f"valor agregado {n}", region] = valor
    return leidas


def leer(nombre: str, html: str) -> dict[tuple[str, str], str]:
    """Las celdas de un cuadro comparado, siempre por (rótulo, nombre de la región)."""
    if nombre == "practicas":
        return leer_practicas(html)
    celdas = leer_cuadro(html)
    return {(columna, fila): texto for (fila, columna), texto in celdas.items()} if nombre == "alcance" else celdas


def dice(trozo: str, texto: str) -> bool:
    """Si el texto contiene el trozo, sin confundir 9 con 19 ni con 9.5; «…» está por hasta 80 signos sin cifras."""
    patron = r"\D{0,80}?".join(re.escape(normal(parte)) for parte in trozo.split("…"))
    return re.search(rf"(?<![\w.,]){patron}(?![.,]?\d)", texto) is not None


def faltan(hechos: list[Hecho], texto: str) -> list[Hecho]:
    """Los hechos que el texto no contiene en ninguna de sus formas."""
    return [h for h in hechos if not any(dice(forma, texto) for forma in ((h,) if isinstance(h, str) else h))]


@pytest.fixture(scope="module")
def celdas() -> dict[str, dict[tuple[str, str], str]]:
    """Las celdas de los cuatro cuadros del informe del programa."""
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv(VARIABLE_RAIZ, str(RAIZ))
        informe = abrir(PROGRAMA, "")
        return {nombre: leer(nombre, informe.cuadro(nombre).html()) for nombre in DE_ORO}


@pytest.mark.parametrize(
    ("cuadro", "rotulo", "region"),
    [
        pytest.param(cuadro, rotulo, region, id=f"{cuadro}-{rotulo}-{region}")
        for cuadro, de_oro in DE_ORO.items()
        for rotulo, region in de_oro
    ],
)
def test_cada_celda_dice_todo_lo_que_dice_la_publicada(celdas, cuadro, rotulo, region):
    clave = (normal(rotulo), normal(NOMBRES[region]))
    assert clave in celdas[cuadro], f"El cuadro no tiene esa celda; tiene {sorted(celdas[cuadro])}"
    texto = celdas[cuadro][clave]
    assert faltan(DE_ORO[cuadro][rotulo, region], texto) == [], texto


@pytest.mark.parametrize(
    ("trozo", "texto", "esperado"),
    [
        ("9 inversiones", "las 9 inversiones de la csp", True),
        ("9 inversiones", "las 19 inversiones", False),
        ("8", "8.5 horas", False),
        ("46 … especialización", "46 participantes: curso de especialización", True),
        ("46 … especialización", "46 participantes: integridad. 36: especialización", False),
        ("ordinari", "tanto extraordinarios", False),
    ],
)
def test_un_trozo_no_se_confunde_con_otro(trozo, texto, esperado):
    assert dice(trozo, texto) is esperado


def test_se_leen_los_parrafos_y_no_las_llamadas_a_notas():
    html = (
        '<figure class="cuadro"><table><thead><tr><th>Región</th><th>Cusco</th></tr></thead><tbody>'
        '<tr class="grupo"><th colspan="2">Grupo</th></tr><tr><th scope="row">Fila</th>'
        "<td><p>11&nbsp;comités</p><p>55 reuniones</p>—<sup>a</sup></td></tr></tbody></table></figure>"
    )
    assert leer_cuadro(html) == {("fila", "cusco"): "11 comités 55 reuniones —"}
