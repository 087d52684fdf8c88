"""Los convenios de apoyo presupuestario: está cada práctica del mapeo y de las entrevistas, en su proceso y con sus hechos.

El mapeo (Tabla N° 02) y los hechos se transcribieron del documento, no de los datos del proyecto.
"""

from itertools import chain

import pytest
from conftest import RAIZ
from fuente import copiadas, leer_fuente, textos
from markupsafe import Markup

from sistematizacion import abrir
from sistematizacion.nucleo.esquemas import campos_que_citan
from sistematizacion.nucleo.referencias import Referencia, partir
from sistematizacion.parametros import cargar_programa
from sistematizacion.rutas import Rutas

PROGRAMA = "cap-2016"
DATOS = RAIZ / "data" / PROGRAMA
SEMILLA = "003_d568b38f75bfdcb4.txt"

PO, SL, OD, SE, GE = (
    "Programación operativa", "Soporte logístico", "Organización y distribución de servicios", "Seguimiento y evaluación",
    "General",
)  # fmt: skip
MAPEO = {  # (fila, proceso) de la Tabla N° 02 y en qué fichas quedó su celda; la columna se dedujo del orden, que es lo que quedó
    ("ENLCD - DEVIDA", PO): ["cap-a08"],
    ("ENLCD - DEVIDA", SL): ["cap-a09"],
    ("ENLCD - DEVIDA", OD): ["cap-a10"],
    ("ENLCD - DEVIDA", SE): ["cap-a11"],
    ("ENLCD - DEVIDA", GE): ["cap-a12"],
    ("ENLCD - Ayacucho", PO): ["cap-a16"],
    ("ENLCD - Ayacucho", SL): ["cap-a17"],
    ("ENLCD - Ayacucho", SE): ["cap-a18"],
    ("MINAM", PO): ["cap-b11"],
    ("MINAM", OD): ["cap-b12", "cap-b13"],
    ("MINAM", GE): ["cap-b14", "cap-b15"],
    ("PROMPERU", PO): ["cap-b08"],
    ("PROMPERU", OD): ["cap-b01", "cap-b07"],
    ("PROMPERU", SE): ["cap-b09"],
    ("MINCETUR", SL): ["cap-b04"],
    ("MINCETUR", OD): ["cap-b06", "cap-b07", "cap-b01"],  # la reciprocidad, también en otra columna
    ("MINCETUR", GE): ["cap-b05"],
    ("EUROECOTRADE - Piura", PO): ["cap-b18"],
    ("EUROECOTRADE - Piura", SL): ["cap-b19"],
    ("EUROECOTRADE - Piura", OD): ["cap-b20", "cap-b21", "cap-b22"],
    ("EUROECOTRADE - Piura", SE): ["cap-b23"],
    ("EUROECOTRADE - Piura", GE): ["cap-b24"],
    ("EUROPAN - Juntos", PO): ["cap-d13", "cap-d14"],
    ("EUROPAN - Juntos", SL): ["cap-d15", "cap-d16"],
    ("EUROPAN - Juntos", OD): ["cap-d17", "cap-d18"],
    ("EUROPAN - Juntos", SE): ["cap-d19", "cap-d20"],
    ("EUROPAN - RENIEC", SL): ["cap-d24"],
    ("EUROPAN - RENIEC", OD): ["cap-d25", "cap-d22"],
    ("EUROPAN - RENIEC", SE): ["cap-d26", "cap-d21", "cap-d27"],
    ("EUROPAN - RENIEC", GE): ["cap-d23"],
    ("EUROPAN - Ayacucho", PO): ["cap-d08"],
    ("EUROPAN - Ayacucho", SL): ["cap-d09"],
    ("EUROPAN - Ayacucho", OD): ["cap-d10"],
    ("EUROPAN - Ayacucho", SE): ["cap-d04"],
    ("EUROPAN - Ayacucho", GE): ["cap-d11"],
    ("SMN - Amazonas", PO): ["cap-c05"],
    ("SMN - Amazonas", OD): ["cap-c06"],
    ("SMN - Amazonas", GE): ["cap-c07"],
}  # fmt: skip
GENERALES = [f"cap-g{n:02d}" for n in range(1, 11)]  # cinco del diseño y cinco de la gestión, en la sección 5.3
ENTREVISTAS = {  # Anexo 5: las situaciones que trae el cuadro «Buenas prácticas» de cada entrevista, en su orden
    "DEVIDA": [f"cap-a{n:02d}" for n in range(1, 8)],
    "DRE Ayacucho": ["cap-a13", "cap-a14", "cap-a15"],
    "MINCETUR-VUCE": ["cap-b01", "cap-b02", "cap-b03"],
    "MINAM": ["cap-b10"],
    "GORE Piura": ["cap-b16"],
    "Municipalidad de Montero": ["cap-b17"],
    "GORE Amazonas, planificación": ["cap-c01", "cap-c02"],
    "GORE Amazonas, desarrollo social": ["cap-c03", "cap-c04"],
    "DIRESA Ayacucho": [f"cap-d{n:02d}" for n in range(1, 6)],
    "GORE Ayacucho, PpR y SIGA": ["cap-d06", "cap-d07"],
    "JUNTOS": ["cap-d12"],
    "RENIEC": ["cap-d21", "cap-d22", "cap-d23"],
    "EUROPAN, actores claves": ["cap-d28"],
}  # fmt: skip
REGIONES = {"ayacucho": 17, "piura": 9, "amazonas": 7, "huancavelica": 1}
HECHOS = {
    "cap-g06": ["Mesas Técnicas de Cadenas Productivas y los Consejos Regionales de Productos Orgánicos (COREPO)"],
    "cap-g07": ["RENIEC y JUNTOS"],
    "cap-g10": ["Ventanilla Única de Comercio Exterior (VUCE)", "Tablero de Control", "padrones nominados"],
    "cap-a02": ["cinco días"],
    "cap-a03": ["GPS"],
    "cap-a13": ["15 preguntas", "colegio «San Juan»", "psicólogo", "0051 «Prevención y Tratamiento del Consumo de Drogas»"],
    "cap-a14": ["CONASE", "Padres de familia", "vespertino"],
    "cap-a15": ["23 instituciones educativas", "11 provincias", "212 estudiantes", "500", "Huamanga"],
    "cap-a16": ["Asociación de Alcaldes y Líderes Regionales"],
    "cap-b01": ["93 procedimientos", "11 instituciones"],
    "cap-b02": ["S/ 25 millones", "18 millones", "BID"],
    "cap-b03": [
        "ISO 9001:2008", "Manual de la Calidad de la VUCE", "Dirección General de Facilitación del Comercio Exterior",
        "Bureau Veritas Certificación Perú", "mesa de ayuda",
    ],
    "cap-b05": ["24 horas", "siete días"],
    "cap-b08": ["MINAM, MINAGRI y PRODUCE"],
    "cap-b10": ["Los 5 gobiernos regionales", "Piura", "035 «Gestión Sostenible de Recursos Naturales y Diversidad Biológica»"],
    "cap-b16": ["1983", "fenómeno del Niño"],
    "cap-b17": ["de 15% a 80%", "Municipalidad de Montero"],
    "cap-b24": ["Gerencia Regional de Recursos Naturales y Gestión del Medio Ambiente"],
    "cap-c02": ["«Melissa»", "SIAF", "SIGA"],
    "cap-c04": ["RENIEC"],
    "cap-d01": ["SIGA; HIS"],
    "cap-d03": ["Comité de Mujeres y Mesa de Concertación de Lucha contra la Pobreza"],
    "cap-d04": ["Huancavelica, Ica y Junín", "Excel", "Mensual"],
    "cap-d05": ["Plan Intensivo para Contribuir a la Mejora de los Indicadores", "CRED"],
    "cap-d07": ["80 kilómetros", "300", "320 kilómetros", "Pausa", "VRAEM", "Sucre", "Provías"],
    "cap-d12": [
        "1,800 colaboradores", "342,017 usuarias", "115,561 cuentas", "237,383 usuarias", "94,002 tarjetas", "61.9% en 2013",
        "77.1% en 2015", "28.1% y 22.9%", "0.9% y 5.0%", "Ciudadanos al Día", "3 de setiembre de 2015",
        "Banco de la Nación, CEFI-ASBANC, IPA-IEP, GRADE, VISA", "Loreto",
    ],
    "cap-d15": ["20 unidades territoriales"],
    "cap-d21": [
        (
            "Gerencias de Operaciones, Planificación y Presupuesto, Administración, Informática, Imagen, Registros Civiles y "
            "Registro de Identificación, y la Escuela Registral"
        ),
        "Mensual",
    ],
    "cap-d23": ["43%", "0 a 3 años", "quintiles 1 y 2", "(CNV)", "DNI"],
    "cap-d28": ["7 unidades ejecutoras", "S/ 1,000", "S/ 3,000", "S/ 4,000", "20 puntos en tres años", "SERUMS", "CAS"],
}  # fmt: skip
NORMAS = [  # de los antecedentes
    "Trigésima Sexta Disposición Complementaria Final de la Ley N° 29465", "artículo 15 de la Ley N° 29951",
    "Directiva N° 002-2014-EF/50.01, aprobada por Resolución Directoral N° 004-2014-EF-50-01", "Directiva N° 001-2016-EF/50.01",
]  # fmt: skip
NOMBRES = (  # entidades que no se pueden decir de otro modo, además de los HECHOS y las NORMAS
    "Comisión Nacional para el Desarrollo y Vida sin Drogas (DEVIDA)",
    "Registro Nacional de Identificación y Estado Civil (RENIEC)",
    "por la Trigésima Sexta Disposición Complementaria Final de la Ley N° 29465",
    "la Directiva N° 002-2014-EF/50.01",
    "la Directiva N° 001-2016-EF/50.01",
    "las Mesas Técnicas de Cadenas Productivas y los Consejos Regionales de Productos Orgánicos",
    "la Dirección General de Facilitación del Comercio Exterior",
)


@pytest.fixture(scope="module")
def fichas() -> dict[str, dict]:
    """Las prácticas de todo el programa por su clave, con sus citas puestas."""
    programa = abrir(PROGRAMA)._expediente
    return {
        f["id"]: f | {c: leido(programa.texto_de(f, c)) for c in campos_que_citan("practicas")}
        for f in programa.tabla("practicas").to_dict("records")
    }


def leido(texto: Markup) -> str:
    return str(texto.striptags()).replace("\u00a0", " ")


def cuerpo(ficha: dict) -> str:
    return " | ".join(ficha[c] for c in [*campos_que_citan("practicas"), "area_responsable", "medido_por"])


def test_estan_todas_las_del_mapeo_las_entrevistas_y_las_generales_y_ninguna_mas(fichas):
    esperadas = {*GENERALES, *chain.from_iterable(MAPEO.values()), *chain.from_iterable(ENTREVISTAS.values())}
    assert set(fichas) == esperadas and len(fichas) == 87


@pytest.mark.parametrize(("fila", "proceso"), MAPEO)
def test_cada_practica_del_mapeo_dice_el_proceso_de_su_columna(fichas, fila, proceso):
    suyas = [fichas[clave] for clave in MAPEO[fila, proceso]]
    assert {f["eje"] for f in suyas} == {proceso}
    assert all("Tabla N° 02" in f["seccion"] for f in suyas)


def test_solo_las_del_mapeo_dicen_un_proceso(fichas):
    assert {clave for clave, f in fichas.items() if f["eje"]} == set(chain.from_iterable(MAPEO.values()))


def test_las_de_entrevista_responden_que_situacion_llevo_a_ellas_y_que_buscaban(fichas):
    suyas = list(chain.from_iterable(ENTREVISTAS.values()))
    assert [c for c in suyas if not fichas[c]["problema"] or not fichas[c]["objetivo"]] == []
    assert [c for c in suyas if "Anexo 5" not in fichas[c]["seccion"]] == []


@pytest.mark.parametrize("clave", HECHOS)
def test_cada_hecho_esta_en_la_ficha_de_su_practica(fichas, clave):
    contado = cuerpo(fichas[clave])
    assert [h for h in HECHOS[clave] if h not in contado] == []


def test_es_buena_practica_la_que_dice_un_resultado_y_por_mantener_la_que_no(fichas):
    assert {c: f["madurez"] for c, f in fichas.items()} == {
        c: "buena_practica" if f["resultado"] else "por_mantener" for c, f in fichas.items()
    }


def test_ninguna_trae_puntajes_que_la_fuente_no_da(fichas):
    puntajes = [c for c in next(iter(fichas.values())) if c.endswith("_puntaje")]
    assert puntajes and [f["id"] for f in fichas.values() if any(isinstance(f[c], int) for c in puntajes)] == []


@pytest.mark.parametrize("region", REGIONES)
def test_cada_region_tiene_las_suyas_y_las_nacionales_son_de_todas(region):
    ambitos = abrir(PROGRAMA, region)._expediente.tabla("practicas")["ambito"].value_counts().to_dict()
    assert ambitos == {region: REGIONES[region], "comun": 87 - sum(REGIONES.values())}


def test_las_regiones_llevan_sus_codigos_oficiales():
    assert set(cargar_programa(PROGRAMA, Rutas(RAIZ)).regiones) == set(REGIONES)
    codigos = {e.region.clave: (e.region.ubigeo, e.region.pliego) for e in abrir(PROGRAMA)._expediente.regiones}
    assert codigos == {
        "amazonas": ("01", "440"), "ayacucho": ("05", "444"), "huancavelica": ("09", "447"), "piura": ("20", "457"),
    }  # fmt: skip


def test_los_antecedentes_dicen_las_normas_y_el_metodo_cuantos_respondieron():
    programa = abrir(PROGRAMA)._expediente
    contado = {
        tabla: " ".join(leido(programa.texto_de(f, "enunciado")) for f in programa.tabla(tabla).to_dict("records"))
        for tabla in ("antecedentes", "metodologia")
    }
    assert [n for n in NORMAS if n not in contado["antecedentes"]] == []
    assert "2009" in contado["antecedentes"] and "Reino de Bélgica" in contado["antecedentes"]
    assert "32 personas entrevistadas" in contado["metodologia"]


def test_toda_cifra_de_los_datos_se_cita_en_algun_texto():
    programa = abrir(PROGRAMA)._expediente
    citadas = {
        (trozo.indicador, trozo.categoria)
        for tabla in ("practicas", "antecedentes", "metodologia")
        for fila in programa.tabla(tabla).to_dict("records")
        for campo in campos_que_citan(tabla)
        for trozo in partir(fila[campo])
        if isinstance(trozo, Referencia)
    }
    assert [f for f in programa.cifras[["indicador", "categoria"]].itertuples(index=False, name=None) if f not in citadas] == []


def test_ninguna_oracion_de_la_fuente_se_repite():
    # El pie y el encabezado de cada página parten las oraciones
    lineas = [r for r in leer_fuente(SEMILLA).splitlines() if not r.startswith(("Page ", "Av. Benavides"))]
    nombres = [*NOMBRES, *NORMAS, *chain.from_iterable(HECHOS.values())]
    assert copiadas(textos(DATOS), "\n".join(lineas), nombres, "; ") == []


def test_los_cuadros_dicen_cuantas_practicas_no_son_de_ninguna_region():
    aviso = "53 son comunes a todas las regiones del programa."
    assert aviso in abrir(PROGRAMA, "piura").cuadro("catalogo").notas
    assert aviso in abrir(PROGRAMA).cuadro("regiones_y_temas").notas
    assert aviso not in abrir(PROGRAMA).cuadro("catalogo").notas  # allí lo dice la columna de la región


def test_las_que_no_dicen_su_criterio_solo_cuentan_en_el_total(fichas):
    con = sum(bool(f["criterio_relevante"]) for f in fichas.values())
    cuadro = abrir(PROGRAMA).cuadro("temas_y_criterios")
    assert f"{87 - con} no dicen su criterio y solo cuentan en el total." in cuadro.notas
    assert cuadro.filas[-1].celdas[-1] == 87 and sum(cuadro.filas[-1].celdas[1:-1]) == con == 30
