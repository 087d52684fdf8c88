"""El catálogo de 2018: están las 31 prácticas, en el orden y con el criterio del Anexo 1, y sus hechos están en su ficha.

Los hechos se transcribieron del documento, no de los datos del proyecto.
"""

import csv
import re
from itertools import chain

import pytest
from conftest import RAIZ
from fuente import copiadas, leer_fuente, textos
from markupsafe import Markup

from sistematizacion import abrir
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.esquemas import campos_que_citan
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.nucleo.referencias import Referencia, partir
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

PROGRAMA = "buenas-practicas-2018"
DATOS = RAIZ / "data" / PROGRAMA
SEMILLA = "002_2b2abd419af02b0d.txt"

BUENAS, EN_PROCESO = "buena_practica", "por_mantener"
ANEXO = {  # (grupo, tema): título y criterio más relevante, en el orden del Anexo 1
    (BUENAS, "Salud"): [
        (
            "Experiencia del trabajo del Agente Comunitario de Salud (ACS) y la articulación en la reducción de"
            " anemia en el distrito de Sabaino.",
            "Participación",
        ),
        (
            "Gestión articulada multisectorial, intersectorial e intergubernamental con enfoque territorial – "
            "Anemia Cero.",
            "Articulación",
        ),
        (
            "Mejoramiento de las capacidades para la lucha contra la desnutrición en niños de 0 a 5 años de las"
            " comunidades campesinas del distrito de Cusco.",
            "Innovación",
        ),
        (
            "Estrategia de trabajo en la articulación interinstitucional (gobierno local y regional), que "
            "contribuye a la reducción de la Desnutrición Crónica Infantil (DCI) y la anemia.",
            "Articulación",
        ),
        (
            "Contratación de acompañantes y promotoras comunitarias en 19 distritos y sus comunidades de "
            "caseríos y anexos focalizados, para labores con las familias que tienen niños (as) menores de tres"
            " (3) años, en el marco del Sistema Regional de Atención a la Primera Infancia (SIREPI).",
            "Innovación",
        ),
    ],
    (BUENAS, "Educación"): [
        ("Sistema de Monitoreo y control de los avances educativos.", "Innovación"),
        (
            "Mejorar la gestión de materiales y los recursos educativos destinados a las instituciones y "
            "programas educativos públicos de la región Lambayeque.",
            "Innovación",
        ),
        ("Comité de gestión local dedicado al monitoreo de la entrega de materiales educativos.", "Innovación"),
    ],
    (BUENAS, "Inclusión social"): [
        (
            "Incorporar el enfoque de género y de inserción laboral de las personas con discapacidad en "
            "proyectos de inversión pública.",
            "Participación",
        ),
        (
            "Gestión articulada intergubernamental e intersectorial con enfoque territorial, a favor de la "
            "Primera Infancia de la Región Huánuco.",
            "Articulación",
        ),
        ("No discriminación: implementación de un centro diferenciado de salud.", "Innovación"),
    ],
    (BUENAS, "Ambiente"): [
        ("Manejo de Cuencas hidrográficas bajo el enfoque de cuencas ‘Siembra y cosecha de agua’.", "Innovación"),
    ],
    (BUENAS, "Fortalecimiento institucional"): [
        ("Código de Conducta elaborado de forma participativa.", "Transparencia"),
        ("Sistema Integral de Inversiones (SIGEI).", "Transparencia"),
        (
            "Implementación de las ventanillas únicas de atención para las provincias de Chincha y Nazca.",
            "Innovación",
        ),
        ("Gobierno electrónico-portal Decide La Libertad.", "Transparencia"),
        (
            "Mejora y control de la fuente de financiamiento: recursos directamente recaudados y Canon Petrolero.",
            "Innovación",
        ),
        ("Sistema de Transparencia Regional.", "Transparencia"),
    ],
    (EN_PROCESO, "Educación"): [
        (
            "Coordinación entre diferentes áreas para articular el presupuesto en la Dirección Regional de "
            "Educación.",
            "Articulación",
        ),
    ],
    (EN_PROCESO, "Inclusión social"): [
        ("Proyecto Soy Emprendedora, Soy Trabajo, Soy Mujer.", "Innovación"),
        ("Proyecto Crowdfunding tecnológICA.", "Innovación"),
    ],
    (EN_PROCESO, "Ambiente"): [
        ("Sistema regional de mitigación del cambio climático en Apurímac.", "Innovación"),
        ("Sistema regional de riesgos y desastres y su mitigación.", "Innovación"),
        ("Implementación del modelo de cadenas de valor.", "Articulación"),
    ],
    (EN_PROCESO, "Fortalecimiento institucional"): [
        (
            "Mejoramiento del servicio de ordenamiento territorial en la Municipalidad Provincial del Cusco.",
            "Participación",
        ),
        (
            "Coordinación y seguimiento de la ejecución de los programas presupuestales, a través de la "
            "conformación de un equipo técnico.",
            "Articulación",
        ),
        ("Conformación y liderazgo de equipo técnico de la Subgerencia de Planeamiento", "Articulación"),
        ("Implementación del sistema de Control Interno mediante el fortalecimiento de capacidades.", "Articulación"),
        ("Nuevo modelo de seguimiento para mitigación de riesgos.", "Articulación"),
        ("Fondo de Desarrollo de la Región San Martín (FONDESAN).", "Articulación"),
        ("Sistema Integrado Regional San Martín (SIRSAM).", "Articulación"),
    ],
}  # fmt: skip
CRITERIO = {
    "Articulación": "articulacion", "Innovación": "innovacion", "Participación": "participacion",
    "Transparencia": "transparencia",
}  # fmt: skip
TEMA_LARGO = {"Ambiente": "Ambiente, recursos naturales y sistemas productivos"}
REGIONES = [  # la «Región» de cada ficha, en el orden del Anexo 1
    "Apurímac", "Arequipa", "Cusco", "La Libertad", "Piura", "Apurímac", "Lambayeque", "San Martín", "Cusco", "Huánuco",
    "San Martín", "Ica", "Apurímac, Lambayeque y San Martín", "Apurímac", "Ica", "La Libertad", "Piura",
    "La Libertad y San Martín",
    "Apurímac", "Ica", "Ica", "Apurímac", "Apurímac", "San Martín", "Cusco", "La Libertad", "La Libertad", "Lambayeque",
    "Lambayeque", "San Martín", "San Martín",
]  # fmt: skip
LOCALES = {1, 4, 11, 25, 26}  # «Municipal», «Provincial/Trujillo» o «Provincial»; la 13 es «Regional – Provincial»
HECHOS = {  # por puesto en el Anexo 1: cifras, fechas, lugares y normas de la ficha
    1: [
        "36 meses", "2015", "2016", "2017", "ferranin", "charqui de sangre", "Red de Salud Antabamba",
        (
            "Plan de intervención local para la reducción de la anemia y desnutrición crónica infantil en el "
            "distrito de Sabaino, provincia Antabamba, 2015 al 2017"
        ),
    ],
    2: [
        "Ordenanza Regional n° 377-Arequipa", "Decreto Regional n° 003-2018-AREQUIPA",
        "Premio Regional denominado Anemia Cero", "6%", "19%", "5 establecimientos de salud", "bajó 10%", "(INEI)",
        "Gerencia de Salud",
    ],
    3: [
        "Programa Nacional Cuna Más", "acuerdo municipal n° 91-2016-MPC", "8 comunidades campesinas",
        "Casitas Municipales o Sumaq Wiñay", "hasta 10 familias", "350 familias o 367 niños", "3.3% de 2015 a 2017",
        "(INEI)", "Tres días por semana", "dos veces al mes", "Gerencia de Desarrollo Humano y Social",
    ],
    4: [
        "Subgerencia de Salud", "Programa Presupuestal n° 001 Programa Articulado Nutricional (PAN)",
        "Alto Trujillo", "El Porvenir", "2015", "483 niños menores de tres años",
    ],
    5: [
        "Ordenanza regional n° 223-2011 /GRP-CR del 17 de octubre de 2011",
        "Convenio de Asignación por Desempeño (CAD)", "MIDIS", "MEF",
        "Fondo de Estímulo al Desempeño y Logro de Resultados Sociales", "19 distritos", "CRED",
        "Apurímac, Cusco, Huancavelica, San Martín y Tumbes", "Subgerencia de Desarrollo Social",
    ],
    6: [
        "SIERA", "SIRIMED", "SINERA", "Evaluación Censal de Estudiantes", "130,000 alumnos", "9,000 docentes",
        "declaración jurada", "UGEL",
    ],
    7: [
        "Resolución de Gobierno Regional 00891-2018-GR Lambayeque-GRED", "10 de julio de 2018",
        "Plan de Gestión de Riesgos 2017",
        (
            "«Lineamientos para mejorar la gestión de materiales y recursos educativos destinados a las "
            "Instituciones Educativas y programas educativos públicos de la región Lambayeque»"
        ),
        "Tres etapas: planificación, ejecución y monitoreo",
    ],
    8: [
        "Directiva n° 015-2017-GRSM-DRE/DGP", "2015", "SIGA-MEF", "PowerBI", "quintiles 1 y 2", "55 distritos",
        "comunidades nativas",
        (
            "«Normas y Procedimientos para la gestión del Proceso de Distribución de Recursos y Materiales "
            "Educativos en las IIEE Públicas de la Región San Martín para el año 2018»"
        ),
    ],
    9: [
        "38 kilómetros", "2,658 personas", "1,500 plantones",
        "75 personas con habilidades diferentes (7.5% de sus trabajadores)", "480 mujeres (40%)", "Adopta tu Árbol",
        "Autoridad Nacional del Agua", "Instituto de Manejo de Agua y Medio Ambiente", "Cusco;Quispicanchi",
        (
            "«Ampliación y mejoramiento del servicio de protección y gestión de riesgos contra inundaciones en 38 "
            "km del cauce del río Huatanay en las provincias de Cusco y Quispicanchi»"
        ),
    ],
    10: [
        "2016", "57 distritos, de los 77", "Premio Logro Social", "(FED)", "Juntos, Qali Warma, Cuna Más y Tambos",
        "Comité de Desarrollo Social Regional", "Cinco pasos", "agua clorada",
        "Convenio de Asignación por Desempeño",
    ],
    11: [
        "Ordenanza Municipal n° 012-2010-A-MPSM", "Colectivo DISAN", "de 2010, se aplicó desde 2015",
        "632 personas en 2017",
    ],
    12: [
        "Acuerdo de Consejo Regional n° 034-2017-GORE-ICA/GR",
        "Resolución Ejecutiva Regional n° 0274-2016-GORE-ICA/GR",
        "Resolución Ejecutiva Regional n° 0051-2017-GORE-ICA/GR",
        "Resolución Ejecutiva Regional n° 289-2018-GORE-ICA/GR", "420 hectáreas", "1,000 hectáreas",
        "48 reservorios", "4 comunidades campesinas", "Municipalidad Distrital de Chavín", "2011-2014", "Tingue",
        "Yauca", "Santa Cruz", "Tibillo", "dos años", "Nueve pasos",
    ],
    13: [
        "Resolución Ejecutiva Regional n° 244-2018-GR. APURIMAC.GR", "Decreto Regional 0053-2018-GR. LAMB/GR",
        "Resolución de Alcaldía n° 391-2018-MPSM", "Resolución Ejecutiva Regional N° 618-2018-GRSM/GR",
        "Mancomunidad de los Andes",
    ],
    14: [
        "Consejo Regional de Inversión (CRI)", "enero de 2017", "11 unidades ejecutoras", "OPMI",
    ],
    15: [
        "Chincha;Nazca", "(MAC)", "160 usuarios", "Oficina de Coordinación Regional",
    ],
    16: [
        "Resolución Ejecutiva Regional n° 1173-2016-GRLL", "Ordenanza Regional n° 15-2018-GRLL/CR",
        "Plan de Acción de Gobierno Abierto de La Libertad, para el periodo 2016–2017", "Ayuntamiento de Madrid",
        "inicios de 2016", "los 15 gobiernos", "58 agentes participantes", "más de 2,200 ciudadanos", "2019",
        "ProGobernabilidad",
    ],
    17: [
        "comité de caja", "Actas", "Reportes", "Gerencia de Presupuesto y Oficina de Administración",
    ],
    18: [
        "La Libertad cumplió 100%", "100% en la supervisión de la Defensoría", "99.09% en un cuarto trimestre",
        "100% en el segundo semestre de 2015", "(SGTI)", "(OTI)", "Portal de Transparencia Estándar (PTE)",
    ],
    19: [
        "Plan de Desarrollo Concertado Regional", "Plan Operativo Institucional",
    ],
    20: [
        "110 mujeres", "construcción y electricidad", "zapatos",
        "Dirección Regional de Trabajo y Promoción del Empleo",
    ],
    21: [
        (
            "Convenio Marco de Cooperación entre Telefónica del Perú y el Gobierno Regional de Ica del 10 de "
            "noviembre de 2016"
        ),
        "8 meses", "1,600 jóvenes", "de 2017, dejó 8 buenos proyectos",
    ],
    22: [
        "Sacha Tarpuy", "Cusco y Apurímac",
    ],
    23: [
        "Plan de Prevención de Riesgos y Desastres", "Dirección Regional de Educación",
    ],
    24: [
        "2007", "Marca San Martín", "punto de equilibrio",
    ],
    25: [
        "Ordenanza Municipal 032-2013-MPC", "Ordenanza Municipal 23-2016-MPC", "Ordenanza n° 19-2017-MPA",
        "Ordenanza 002-2018-MP", "Ordenanza N°01-2018-GLPQ/U", "Ordenanza N°02-2018-MPC", "7 tipos de instrumentos",
        "5 planes", "Anta", "Urubamba", "Quispicanchi",
    ],
    26: [
        "10 programas presupuestales en 2015 a 22 en 2018", "Trujillo", "Gerencia de Planeamiento y Presupuesto",
    ],
    27: [
        "2017, 2018 y 2019", "Programa GFP Subnacional",
    ],
    28: [
        "3 años", "40 personas", "150", "(SERVIR)", "Oficina Regional de Integridad Institucional",
    ],
    29: [
        "plan de acción, seguimiento y reporte", "Oficina de Control Interno", "Alta Dirección",
    ],
    30: [
        "(COFIDE)", "años 2000", "2019", "riego", "exoneraciones tributarias",
    ],
    31: [
        "Resolución Ejecutiva Regional 197-2018-GRSM/GR", "2017", "febrero de 2018", "21 unidades ejecutoras",
    ],
}  # fmt: skip
ESTUDIO = {  # por tipo, los títulos de la tabla de metodología
    "etapa": [
        "Indicios de buena práctica", "Análisis de prácticas", "Identificación de prácticas por mantener",
        "Reconocimiento de buenas prácticas",
    ],
    "criterio": [
        "Articulación interna", "Articulación externa", "Innovación", "Participación ciudadana",
        "Integridad y transparencia",
    ],
    "sostenibilidad": [
        "Financiera", "Social", "Ambiental",
    ],
    "principio": [
        "Orientación al ciudadano", "Orientación a resultados",
        "Orientación hacia el fortalecimiento de la descentralización", "Orientación a la innovación",
        "Orientación a la inclusión", "Orientación a la transparencia y gestión de la información",
    ],
}  # fmt: skip
NOMBRES = (  # lo que no se puede decir de otro modo, además de los títulos y de los HECHOS
    "las regiones de Apurímac, Cusco, La Libertad, Lambayeque, Piura y San Martín",
    "y las municipalidades provinciales de Abancay, Chiclayo, Cusco, San Martín y Trujillo",
    "los organismos rectores de los sistemas administrativos (ORSA)",
    "de la Organización para la Cooperación y el Desarrollo Económicos",
    "La Asamblea Nacional de Gobiernos Regionales (ANGR)",
    "artículo n° 24 de la Ley Orgánica de Gobiernos Regionales",
    "Comité Técnico Multisectorial de Evaluación, Implementación y Monitoreo",
    (
        "Subgerencia de Programación Multianual de Inversiones - OPMI, de la Gerencia Regional de Planeamiento, "
        "Presupuesto y Acondicionamiento Territorial"
    ),
    (
        "Gerencia Regional de Desarrollo Social en coordinación con la Dirección Regional de Trabajo y Promoción "
        "del Empleo"
    ),
    "Dirección de Gestión Pedagógica de la Gerencia Regional de Educación",
    "Dirección de Gestión Institucional-Dirección General de Educación",
    "Gestión Institucional de la Dirección Regional de Educación",
    "Gerencia de Desarrollo Social – Subgerencia de Defensa de la Salud",
    "Gerencia General, Recursos Humanos, Desarrollo Social y Planeamiento y Estadística",
    "del Instituto de Manejo de Agua y Medio Ambiente",
    "Subgerencia de Tecnología de la Información (SGTI) del Gobierno Regional de La Libertad",
    "Oficina de Tecnologías de la Información (OTI) del Gobierno Regional de San Martín",
    "la experiencia de los Módulos de Atención al Ciudadano (MAC) de la PCM",
    "Sistema de seguimiento a la Evaluación Regional de Aprendizajes (SIERA)",
    "Sistema Regional de Seguimiento a los materiales educativos (SIRIMED)",
    "Sistema de Infraestructura Educativa Regional de Apurímac (SINERA)",
    "que crea el Sistema Regional de Atención Integral de la Primera Infancia (SIREPI)",
    "Convenio de Asignación por Desempeño del Fondo de Estímulo por Desempeño y Logro de Resultados Sociales (FED)",
    "recursos del Fondo de Estímulo al Desempeño y Logro de Resultados Sociales",
    "Convenio específico con el Programa Nacional Cuna Más",
    "colectivo Diversidad San Martinense (Colectivo DISAN) y el sector salud",
    "administrado por la Corporación Financiera de Desarrollo (COFIDE)",
    "alianza con la Autoridad Nacional del Servicio Civil (SERVIR)",
    "Plan de Desarrollo Urbano del Cusco - Ordenanza Municipal 032-2013-MPC",
    "Plan Urbano Distrital del Cusco - Ordenanza Municipal 23-2016-MPC",
    "Plan de Desarrollo Metropolitano del Cusco",
    "los programas Juntos, Qali Warma, Cuna Más y Tambos",
    "Decreto Regional n° 003-2018-AREQUIPA, que crea el Premio Regional denominado Anemia Cero",
    "Apurímac: Resolución Ejecutiva Regional n° 244-2018-GR. APURIMAC.GR",
    "Lambayeque: Decreto Regional 0053-2018-GR. LAMB/GR",
    "San Martín: Resolución de Alcaldía n° 391-2018-MPSM",
    "Directiva «Lineamientos para mejorar la gestión de materiales",
    (
        "n° 223-2011 /GRP-CR del 17 de octubre de 2011 que crea el Sistema Regional de Atención Integral de la "
        "Primera Infancia"
    ),
    "Directiva n° 015-2017-GRSM-DRE/DGP, «Normas y Procedimientos para la gestión del Proceso de Distribución",
    "Fideicomiso administrado por la Corporación Financiera de Desarrollo",
)


@pytest.fixture(scope="module")
def fichas() -> list[dict]:
    """Las prácticas de todo el programa, con sus citas puestas, en el orden de su clave: primero las buenas prácticas."""
    programa = abrir(PROGRAMA)._expediente
    filas = sorted(programa.tabla("practicas").to_dict("records"), key=lambda f: f["id"])
    return [
        f | {c: leido(programa.texto_de(f, c)) for c in campos_que_citan("practicas")} | {"alcance": programa.alcance(f)}
        for f in filas
    ]


def leido(texto: Markup) -> str:
    return str(texto.striptags()).replace("\u00a0", " ")


def cuerpo(ficha: dict) -> str:
    """Lo que la ficha cuenta: ni su título, ni de dónde sale."""
    campos = [*campos_que_citan("practicas"), "provincia", "area_responsable", "medido_por"]
    return " | ".join(ficha[campo] for campo in campos if campo != "titulo")


def test_estan_las_31_practicas_en_el_orden_y_con_el_tema_y_el_criterio_del_anexo(fichas):
    esperadas = [
        (grupo, TEMA_LARGO.get(tema, tema), titulo.removesuffix("."), CRITERIO[criterio])
        for (grupo, tema), suyas in ANEXO.items()
        for titulo, criterio in suyas
    ]
    assert [(f["madurez"], f["tema"], f["titulo"], f["criterio_relevante"]) for f in fichas] == esperadas


def test_son_18_buenas_practicas_y_13_iniciativas_con_claves_seguidas(fichas):
    assert [f["id"] for f in fichas] == [*(f"bp-{n:02d}" for n in range(1, 19)), *(f"ip-{n:02d}" for n in range(1, 14))]


def test_cada_practica_es_de_la_region_de_su_ficha(fichas):
    assert [f["alcance"] for f in fichas] == REGIONES


def test_el_nivel_de_gobierno_es_el_de_la_ficha(fichas):
    hallados = {n: f["nivel"] for n, f in enumerate(fichas, 1) if f["nivel"] != "regional"}
    assert hallados == {n: "local" for n in LOCALES} | {13: "intergubernamental"}


@pytest.mark.parametrize("puesto", HECHOS)
def test_cada_hecho_esta_en_la_ficha_de_su_practica(fichas, puesto):
    contado = cuerpo(fichas[puesto - 1])
    assert [h for h in HECHOS[puesto] if h not in contado] == []


def test_hay_hechos_transcritos_de_las_31():
    assert sorted(HECHOS) == list(range(1, 32))


def test_toda_ficha_dice_para_que_y_quien_y_ninguna_trae_puntajes_que_la_fuente_no_da(fichas):
    assert [f["id"] for f in fichas if not (f["objetivo"] and f["area_responsable"] and f["enunciado"])] == []
    puntajes = [c for c in fichas[0] if c.endswith("_puntaje")]
    assert [f["id"] for f in fichas if any(isinstance(f[c], int) for c in puntajes)] == []


def test_toda_cifra_de_los_datos_se_cita_en_algun_texto():
    programa = abrir(PROGRAMA)._expediente
    citadas = {
        (trozo.indicador, trozo.categoria)
        for tabla in ("practicas", "antecedentes")
        for fila in programa.tabla(tabla).to_dict("records")
        for campo in campos_que_citan(tabla)
        for trozo in partir(fila[campo])
        if isinstance(trozo, Referencia)
    }
    assert [f for f in programa.cifras[["indicador", "categoria"]].itertuples(index=False, name=None) if f not in citadas] == []


def test_un_puntaje_va_de_0_a_3_y_el_criterio_es_uno_de_los_cuatro(proyecto):
    ruta = proyecto.data / PROGRAMA / "piura" / "practicas.csv"
    with ruta.open(encoding="utf-8", newline="") as abierto:
        filas = list(csv.DictReader(abierto))
    filas[0] |= {"innovacion_puntaje": "4", "integridad_puntaje": "3"}
    filas[1] |= {"innovacion_puntaje": "0", "integridad_puntaje": "", "criterio_relevante": "inovacion"}
    with ruta.open("w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, list(filas[0]))
        escritor.writeheader()
        escritor.writerows(filas)
    programa = cargar_programa(PROGRAMA, proyecto)
    with pytest.raises(ErrorDeEntrada) as error:
        abrir_nucleo(programa, cargar_region(programa, "piura", proyecto), proyecto)
    uno, otro = sorted(str(p) for p in error.value.problemas)
    assert "columna innovacion_puntaje: «4»: no puede ser mayor que 3" in uno
    assert "columna criterio_relevante: «inovacion»" in otro and "¿Quiso decir innovacion?" in otro


@pytest.mark.parametrize(("tipo", "titulos"), ESTUDIO.items())
def test_el_metodo_trae_etapas_criterios_dimensiones_y_principios(tipo, titulos):
    assert abrir(PROGRAMA)._expediente.tabla("metodologia", tipo)["titulo"].tolist() == titulos


def test_hay_una_region_por_departamento_con_practicas_con_sus_codigos_oficiales():
    programa = cargar_programa(PROGRAMA, Rutas(RAIZ))
    nombres = {nombre for region in REGIONES for nombre in re.split(r", | y ", region)}
    regiones = {e.region.nombre: (e.region.ubigeo, e.region.pliego) for e in abrir(PROGRAMA)._expediente.regiones}
    assert len(programa.regiones) == 9 and set(regiones) == nombres
    assert regiones["Cusco"] == ("08", "446") and regiones["Huánuco"] == ("10", "448") and regiones["Piura"] == ("20", "457")


def test_una_practica_de_dos_departamentos_se_lee_en_los_dos_y_no_en_otro():
    regiones = cargar_programa(PROGRAMA, Rutas(RAIZ)).regiones
    con = [r for r in regiones if "bp-18" in set(abrir(PROGRAMA, r).tabla("practicas")["id"])]
    assert con == ["la-libertad", "san-martin"]


def test_ninguna_oracion_de_la_fuente_se_repite():
    titulos = [titulo for suyas in ANEXO.values() for titulo, _ in suyas]
    transcritos = [*NOMBRES, *titulos, *chain.from_iterable(ESTUDIO.values()), *chain.from_iterable(HECHOS.values())]
    assert copiadas(textos(DATOS), leer_fuente(SEMILLA), transcritos, "; ") == []
