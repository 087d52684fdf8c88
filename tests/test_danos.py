"""Entradas dañadas: una línea por caso, con la tabla, lo que se cambia, y lo que el mensaje debe decir.

Todos nombran el archivo, y los de una celda también la fila, la columna, el valor y el remedio. Ninguno deja escrito nada.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import RAIZ

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.nucleo.revision import Revision, revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

PROGRAMA = """
clave: prueba
nombre: Programa de prueba
nombre_corto: Prueba
descripcion: Para las pruebas.
periodo: {inicio: 2025-06-01, fin: 2025-12-31}
fecha_corte: 2025-12-31
entidades: [{nombre: Entidad, papel: Ejecución}]
regiones: [puno]
fuentes: {informe: {titulo: Informe, entidad: Entidad}}
informes: {cierre: {titulo: Cierre, capitulos: [resumen]}}
"""
REGION = """
clave: puno
nombre: Puno
gobierno: Gobierno Regional de Puno
sigla: GORE Puno
ubigeo: "21"
pliego: "458"
fecha_corte: 2025-12-31
registros_completos: [actividades]
"""
TABLAS = {
    "objetivos": """
id,tipo,titulo,enunciado,sustento,evidencia
obj-1,cierre,Cerrar,Cerrar inversiones,,
obj-2,cartera,Seguir,Seguir la cartera,,
""",
    "hitos": """
id,objetivo,hito,unidad,linea_base,meta,logro,fecha,medio_verificacion
hit-1,obj-1,Inversiones cerradas,inversion,0,2,{cierres_efectivos},2025-12-15,Resoluciones
hit-2,obj-2,Comités realizados,comite,0,2,3,2025-11-30,Actas
""",
    "actividades": """
fecha,tipo,clase,tema,area,modalidad,acuerdo,evidencia
2025-08-14,comite_de_seguimiento,ordinario,Avance de obras,Obras,presencial,Presentar el expediente,Acta 1
2025-08-28,comite_de_seguimiento,extraordinario,Adicionales,Obras,virtual,Aprobar el adicional,Acta 2
2025-09-03,consulta_tecnica,,Cierre con Formato 09-D,OPMI,virtual,,Correo
""",
    "capacitaciones": """
fecha,nombre,categoria,sesiones,horas,participantes,mujeres,hombres,certificados
2025-09-03,Taller de obras por impuestos,oxi,2,4.5,32,18,14,20
2025-10-08,Integridad en la obra,integridad,1,3,25,10,15,25
""",
    "inversiones": """
cui,nombre,unidad_ejecutora,modalidad,costo,pia,pim_inicial,pim,devengado
9900001,Agua potable,Infraestructura,contrata,12500000.00,2000000,2500000,3100000,2945000.50
9900002,Colegio,Infraestructura,administracion_directa,8000000.00,0,1200000.75,1500000.25,1400000.10
""",
    "avances": """
cui,mes,fisico_programado,fisico_ejecutado,financiero_programado,financiero_ejecutado
9900001,2025-10,50.5,45.1,50,40.25
9900001,2025-11,62.5,58.1,60,55.4
9900002,2025-11,70,70,68.5,66
""",
    "restricciones": """
cui,tipo,descripcion,medida,responsable,fecha,fecha_levantamiento,estado
9900001,expediente_tecnico,Faltan metrados,Reformular,Subgerencia de Estudios,2025-07-21,2025-09-30,levantada
9900002,presupuesto,Falta saldo,Modificar,Presupuesto,2025-08-11,,abierta
""",
    "cierres": """
cui,nombre,ruta,estado,fecha_inicio,fecha_cierre
9900011,Puente,formato_09d,cerrada,2025-07-02,2025-10-15
9900012,Posta,regular,en_tramite,2025-07-14,
9900013,Losa,de_oficio,cerrada,2025-08-01,2025-11-20
""",
    "oxi": """
cui,nombre,modalidad,fase,monto,convenio,fecha_convenio,monto_convenio
9900021,Hospital,oxi,convenio,18400000,Convenio 003-2025,2025-11-05,17950000
9900022,Terminal,app,formulacion,42000000,,,
""",
    "encuesta": """
respondente,area,pregunta,respuesta
r01,Obras,satisfaccion,muy_satisfecho
r01,Obras,contribucion,muy_significativa
r02,OPMI,satisfaccion,satisfecho
""",
    "comentarios": """
area,pregunta,comentario,publicable
Obras,mejoras,Más talleres en las provincias,sí
""",
    "cifras": """
indicador,dimension,categoria,valor,unidad,calificador,fecha_corte,origen,fuente,seccion,nota
igeip_puesto,,,4,puesto,exacto,2025,publicado,informe,5.1,
ejecucion_presupuestal,,,92.75,porcentaje,exacto,2025-12-31,registrado,,,
hitos_total,,,8,hito,exacto,,publicado,informe,5.2,
""",
    "lecciones": """
id,tipo,titulo,enunciado,sustento,evidencia,proceso
lec-1,operativa,Cerrar es ordenar,Se cerraron {cierres_efectivos:u} de {cierre_universo}.,,,seguimiento
""",
}
CORRECCIONES = """
correcciones:
  - {tabla: cifras, indicador: igeip_puesto, espera: 4, valor: 5, razon: Fe de erratas, decidio: Coordinación, fecha: 2026-01-10}
"""

# tabla | lo que dice | lo que se pone | lo que el mensaje debe decir
CASOS = """
actividades | 2025-08-14,comite | 2025-02-30,comite | fila 2, columna fecha: «2025-02-30»: no es un día que exista
actividades | 2025-08-14,comite | ,comite | fila 2, columna fecha: está vacío y es obligatorio
actividades | 2025-08-14,comite | 2026-01-05,comite | fila 2, columna fecha: «2026-01-05»: es posterior a la fecha de corte de la región (2025-12-31). Corríjala
actividades | 2025-08-14,comite | 14/08/25,comite | fila 2, columna fecha: «14/08/25»: el año
actividades | 2025-09-03,consulta_tecnica | 2025-09-03,consulta_tecnca | fila 4, columna tipo: «consulta_tecnca»: no es uno de los permitidos
actividades | 2025-09-03,consulta_tecnica | 2025-09-03,consulta_tecnca | ¿Quiso decir consulta_tecnica?
actividades | consulta_tecnica,, | consulta_tecnica,ordinario, | fila 4, columna clase: «ordinario»: solo un comité de seguimiento es ordinario o extraordinario. Déjela vacía
actividades | ,presencial, | ,por zoom, | fila 2, columna modalidad: «por zoom»: no es uno de los permitidos: presencial, virtual, mixta
actividades | Avance de obras | | fila 2, columna tema: está vacío y es obligatorio
actividades | Acta 1 | Acta 1,sobra | fila 2
capacitaciones | ,32,18,14 | ,32,18,15 | fila 2, columna participantes: «32»: mujeres (18) y hombres (15) suman 33, no 32. Corrija
capacitaciones | ,32,18,14,20 | ,32,18,14,40 | fila 2, columna certificados: «40»: hay más certificados que participantes (32). Corrija
capacitaciones | ,32,18,14 | ,-32,18,14 | fila 2, columna participantes: «-32»: no puede ser menor que 0
capacitaciones | ,32,18,14 | ,32.5,18,14 | fila 2, columna participantes: «32.5»: no es un número entero
capacitaciones | ,4.5, | ,cuatro y media, | fila 2, columna horas: «cuatro y media»: no es un número
capacitaciones | ,oxi, | ,obra por impuesto, | fila 2, columna categoria: «obra por impuesto»: no es uno de los permitidos
capacitaciones | Integridad en la obra | | fila 3, columna nombre: está vacío y es obligatorio
inversiones | 9900001,Agua | 990001,Agua | fila 2, columna cui: «990001»: no tiene la forma de un código: siete cifras
inversiones | 9900001,Agua | 9.900001E+6,Agua | fila 2, columna cui: «9.900001E+6»
inversiones | 9900002,Colegio | 9900001,Colegio | columna cui: «9900001»: está repetido
oxi | ,convenio,18400000 | ,convenio,18.400 | fila 2, columna monto: «18.400»
inversiones | ,3100000,2945000.50 | ,S/ tres millones,2945000.50 | fila 2, columna pim: «S/ tres millones»: no es un número
inversiones | ,3100000,2945000.50 | ,-5,2945000.50 | fila 2, columna pim: «-5»: no puede ser menor que 0
inversiones | ,3100000,2945000.50 | ,#REF!,2945000.50 | fila 2, columna pim: «#REF!»
inversiones | contrata | por contrato | fila 2, columna modalidad: «por contrato»: no es uno de los permitidos
inversiones | pim,devengado | pim,Devengado (% del PIM) | columna devengado: «Devengado (% del PIM)»: el título agrega «(% del PIM)», que la columna no dice. ¿Es la columna Devengado?
inversiones | cui,nombre | En millones de soles~cui,nombre | fila 1: «En millones de soles»: dice «millones», y los montos de esta hoja van en soles
capacitaciones | participantes,mujeres | Participantes (meta),mujeres | columna participantes: «Participantes (meta)»: el título agrega «(meta)»
oxi | Convenio 003-2025,2025-11-05 | por firmar,2025-11-05 | fila 2, columna convenio: «por firmar»: no es el número de un convenio, y contaría como firmado
cierres | 2025-07-02,2025-10-15 | 0025-07-02,2025-10-15 | fila 2, columna fecha_inicio: «0025-07-02»
avances | 9900002,2025-11 | 9900003,2025-11 | fila 4, columna cui: «9900003»: no está en inversiones. ¿Quiso decir 9900002?
avances | 9900001,2025-11 | 9900001,2025-10 | fila 2, columna cui: «9900001»: está repetido en las filas 2 y 3. Cada cui + mes va una sola vez
avances | 9900001,2025-11 | 9900001,2026-02 | fila 3, columna mes: «2026-02»: es posterior a la fecha de corte
avances | 9900001,2025-11 | 9900001,2025-13 | fila 3, columna mes: «2025-13»: no es un mes
avances | ,70,70, | ,70,107, | fila 4, columna fisico_ejecutado: «107»: no puede ser mayor que 100
avances | ,62.5,58.1, | ,62.5,58.1%%, | fila 3, columna fisico_ejecutado: «58.1%%»: no es un número
avances | cui,mes | cui,periodo | falta esta columna
avances | cui,mes,fisico_programado,fisico_ejecutado | cui,mes,Físico programado,fisico programado | columna
restricciones | 9900002,presupuesto | 9900009,presupuesto | fila 3, columna cui: «9900009»: no está en inversiones
restricciones | 2025-07-21,2025-09-30 | 2025-10-21,2025-09-30 | fila 2, columna fecha_levantamiento: «2025-09-30»: se levantó antes de identificarse (2025-10-21). Corrija
restricciones | 2025-09-30,levantada | 2025-09-30,abierta | fila 2, columna estado: «abierta»: tiene fecha de levantamiento y no está levantada. Corrija
restricciones | Faltan metrados | | fila 2, columna descripcion: está vacío y es obligatorio
cierres | 2025-07-02,2025-10-15 | 2025-12-02,2025-10-15 | fila 2, columna fecha_cierre: «2025-10-15»: el cierre es anterior a su inicio (2025-12-02). Corrija
cierres | 2025-07-14, | 2025-07-14,2025-12-01 | fila 3, columna estado: «en_tramite»: tiene fecha de cierre y no está cerrada. Corrija
cierres | regular,en_tramite | rapida,en_tramite | fila 3, columna ruta: «rapida»: no es uno de los permitidos: formato_09d, regular, de_oficio
cierres | de_oficio,cerrada,2025-08-01,2025-11-20 | de_oficio,cerrada,2025-08-01,2026-01-20 | fila 4, columna fecha_cierre: «2026-01-20»: es posterior a la fecha de corte
cierres | 9900012,Posta | 9900011,Posta | columna cui: «9900011»: está repetido
oxi | ,,,~ | ,,,42000000~ | fila 3, columna convenio: «»: hay monto de convenio y no convenio. Escriba su número o borre el monto
oxi | ,convenio,18400000 | ,firmado,18400000 | fila 2, columna fase: «firmado»: no es uno de los permitidos
oxi | 2025-11-05 | 05/11/2025 | fila 2, columna fecha_convenio: «05/11/2025»
encuesta | satisfaccion,satisfecho | satisfaccion,significativa | fila 4, columna respuesta: «significativa»: no es una respuesta de «satisfaccion». Son: muy_satisfecho
encuesta | r01,Obras,contribucion | r01,OPMI,contribucion | fila 3, columna area: «OPMI»: r01 es de «Obras» en la fila 2. Una persona es de una sola área
encuesta | r01,Obras,contribucion,muy_significativa | r01,Obras,satisfaccion,satisfecho | «r01»: está repetido en las filas 2 y 3. Cada respondente + pregunta va una sola vez
encuesta | satisfaccion,satisfecho | satisfacion,satisfecho | fila 4, columna pregunta: «satisfacion»: no es uno de los permitidos
comentarios | ,sí~ | ,tal vez~ | fila 2, columna publicable: «tal vez»: no es uno de los permitidos: sí, si, no
comentarios | Más talleres en las provincias | | fila 2, columna comentario: está vacío y es obligatorio
hitos | hit-2,obj-2 | hit-2,obj-3 | fila 3, columna objetivo: «obj-3»: no está en objetivos. ¿Quiso decir obj-2?
hitos | hit-2,obj-2 | hit-1,obj-2 | columna id: «hit-1»: está repetido
hitos | {cierres_efectivos} | {cierres_efectvos} | fila 2, columna logro: «{cierres_efectvos}»: cita una cifra que no está en «cifras» ni se calcula de los registros. ¿Quiso decir cierres_efectivos?
hitos | {cierres_efectivos} | más de tres | fila 2, columna logro: «más de tres»: no es un número con punto decimal ni una sola cita entre llaves
hitos | cerradas,inversion | cerradas,obra | fila 2, columna unidad: «obra»: la unidad de cierres_efectivos es inversion. Escriba esa unidad
hitos | 2025-12-15 | 2026-12-15 | fila 2, columna fecha: «2026-12-15»: es posterior a la fecha de corte
lecciones | {cierres_efectivos:u} | {cierres_efectivos:u | fila 2, columna enunciado: «Se cerraron {cierres_efectivos:u de {cierre_universo}.»: tiene una llave sin su pareja
lecciones | {cierre_universo} | {cierre_universo/regula} | «{cierre_universo/regula}»: cita una cifra que no está en «cifras» ni se calcula de los registros. De ese indicador hay
lecciones | ,seguimiento~ | ,~ | fila 2, columna proceso: está vacío y es obligatorio
lecciones | lec-1,operativa | lec-1,tactica | fila 2, columna tipo: «tactica»: no es uno de los permitidos: estrategica, operativa
cifras | igeip_puesto, | igeip_pesto, | fila 2, columna indicador: «igeip_pesto»: no es uno de los permitidos
cifras | ,4,puesto | ,0,puesto | fila 2, columna valor: «0»: igeip_puesto no puede ser menor que 1. Revise
cifras | ,92.75, | ,, | fila 3, columna valor: «»: está vacío. Escríbalo o, si no lo hay, diga por qué en la columna nota
cifras | ,8,hito | ,8.5,hito | fila 4, columna valor: «8.5»: hitos_total se cuenta con números enteros
cifras | ,8,hito | ,8,puesto | fila 4, columna unidad: «puesto»: la unidad de hitos_total es hito. Corríjala
cifras | ,hito,exacto | ,hito,aprox | fila 4, columna calificador: «aprox»: no es uno de los permitidos
cifras | publicado,informe,5.2 | publicado,infrome,5.2 | fila 4, columna fuente: «infrome»: no está en «fuentes» de programa.yml: informe. ¿Quiso decir informe?
cifras | publicado,informe,5.2 | publicado,informe, | fila 4, columna origen: «publicado»: una fila publicada lleva fuente y sección. Complete ambas
cifras | hitos_total,,, | hitos_total,ruta,, | fila 4, columna categoria: «»: dimensión y categoría van las dos o ninguna
cifras | exacto,2025,publicado | exacto,2026,publicado | fila 2, columna fecha_corte: «2026»: es posterior a la fecha de corte
cifras | valor,unidad | valor,valr | columna
objetivos | obj-2,cartera | obj-1,cartera | columna id: «obj-1»: está repetido
objetivos | tipo,titulo | tipo,tipo | columna
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("danos")
    (raiz / "params" / "prueba").mkdir(parents=True)
    for nombre in ("indicadores.yml", "conciliacion.yml", "cartera.yml", "gasto.yml", "practicas.yml"):
        shutil.copy(RAIZ / "params" / nombre, raiz / "params")
    shutil.copytree(RAIZ / "params" / "encuestas", raiz / "params" / "encuestas")
    (raiz / "params" / "prueba" / "programa.yml").write_text(PROGRAMA, encoding="utf-8")
    (raiz / "params" / "prueba" / "puno.yml").write_text(REGION, encoding="utf-8")
    return raiz


@pytest.fixture
def puno(base: Path) -> Iterator[Path]:
    """La carpeta de datos de la región, sin ningún error."""
    carpeta = base / "data" / "prueba" / "puno"
    carpeta.mkdir(parents=True)
    for nombre, texto in TABLAS.items():
        (carpeta / f"{nombre}.csv").write_text(texto.lstrip(), encoding="utf-8")
    (carpeta / "correcciones.yml").write_text(CORRECCIONES, encoding="utf-8")
    yield carpeta
    shutil.rmtree(base / "data")


def revisada(carpeta: Path) -> Revision:
    lugares = Rutas(carpeta.parents[2])
    programa = cargar_programa("prueba", lugares)
    return revisar(programa, cargar_region(programa, "puno", lugares), lugares)


def casos() -> list[tuple[str, str, str, str]]:
    partidas = [[p.strip() for p in linea.split("|", 3)] for linea in CASOS.strip().splitlines()]
    return [tuple(p.replace("~", "\n") if n in (1, 2) else p for n, p in enumerate(caso)) for caso in partidas]  # type: ignore[misc]


def danar(carpeta: Path, tabla: str, viejo: str, nuevo: str) -> None:
    ruta = carpeta / f"{tabla}.csv"
    texto = ruta.read_text(encoding="utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo, 1), encoding="utf-8")


def completo(problema: Problema) -> bool:
    """Dice dónde está y qué hacer; si es de una celda llena, también su valor."""
    de_celda = (problema.fila or 0) > 1 and problema.columna
    dicho = problema.valor is not None or problema.regla.startswith("está vacío")
    ejemplo = "por ejemplo" in problema.regla or "se escribe" in problema.regla  # la regla ya dice cómo se escribe
    return bool(problema.archivo and (problema.remedio or ejemplo) and (dicho or not de_celda))


def test_la_base_no_tiene_errores_ni_advertencias(puno):
    revision = revisada(puno)
    assert [str(h) for h in revision.hallazgos] == []
    assert revision.tablas["cifras"].set_index("indicador").loc["igeip_puesto", "valor"] == 5


def test_hay_al_menos_sesenta_casos_distintos():
    assert len(set(casos())) >= 60


@pytest.mark.parametrize(("tabla", "viejo", "nuevo", "esperado"), casos())
def test_cada_dano_dice_donde_esta_y_que_hacer(puno, tabla, viejo, nuevo, esperado):
    danar(puno, tabla, viejo, nuevo)
    hallados = [e for e in revisada(puno).errores if esperado in str(e)]
    assert hallados, "\n".join(map(str, revisada(puno).errores))
    assert f"data/prueba/puno/{tabla}.csv" in str(hallados[0])
    assert completo(hallados[0])


def test_con_errores_no_se_abre_el_nucleo_ni_se_escribe_nada(puno, base):
    danar(puno, "cierres", "regular,en_tramite", "rapida,en_tramite")
    lugares = Rutas(base)
    programa = cargar_programa("prueba", lugares)
    antes = sorted(base.rglob("*"))
    with pytest.raises(ErrorDeEntrada, match="rapida"):
        abrir_nucleo(programa, cargar_region(programa, "puno", lugares), lugares)
    assert sorted(base.rglob("*")) == antes


def test_todos_los_danos_de_una_fila_por_tabla_salen_en_una_pasada(puno):
    elegidos = {tabla: (viejo, nuevo, esperado) for tabla, viejo, nuevo, esperado in reversed(casos())}
    for tabla, (viejo, nuevo, _) in elegidos.items():
        danar(puno, tabla, viejo, nuevo)
    hallados = "\n".join(map(str, revisada(puno).errores))
    for tabla, (_, _, esperado) in elegidos.items():
        assert esperado.partition(". ")[0] in hallados, tabla


@pytest.mark.parametrize(
    ("tabla", "viejo", "nuevo", "esperado"),
    [
        ("inversiones", ",2945000.50", ",3945000.50", "columna devengado: «3945000.50»: el devengado supera al PIM (3100000)"),
        ("avances", "2025-11,62.5,58.1", "2025-11,62.5,38.1", "columna fisico_ejecutado: «38.1»: es menor que el del mes anterior (45.1, fila 2)"),
        ("actividades", "2025-08-14", "2025-05-14", "columna fecha: «2025-05-14»: es anterior al inicio del programa (2025-06-01)"),
        ("cierres", "2025-08-01,2025-11-20", "2025-08-01,", "columna fecha_cierre: «»: está cerrada y no dice cuándo"),
        ("oxi", "Convenio 003-2025,2025-11-05,17950000", ",,", "columna convenio: «»: está en fase «convenio» sin convenio"),
    ],
)  # fmt: skip
def test_lo_dudoso_se_advierte_y_no_impide_el_informe(puno, tabla, viejo, nuevo, esperado):
    danar(puno, tabla, viejo, nuevo)
    revision = revisada(puno)
    assert revision.errores == ()
    assert any(esperado in str(a) for a in revision.advertencias), "\n".join(map(str, revision.advertencias))


def test_una_tabla_que_no_se_pudo_leer_no_llena_de_errores_a_las_que_la_nombran(puno):
    danar(puno, "inversiones", "cui,nombre", "codigo,nombre")
    assert {e.archivo.rpartition("/")[2] for e in revisada(puno).errores} == {"inversiones.csv"}


def test_una_celda_mala_de_un_registro_no_acusa_a_los_textos_que_citan_lo_que_sale_de_el(puno):
    danar(puno, "cierres", "cui,nombre,ruta,estado", "cui,nombre,ruta,situacion")
    assert {e.archivo.rpartition("/")[2] for e in revisada(puno).errores} == {"cierres.csv"}


def test_una_correccion_cuya_fuente_cambio_es_un_error(puno):
    danar(puno, "cifras", "igeip_puesto,,,4", "igeip_puesto,,,3")
    [hallado] = revisada(puno).errores
    assert "la fuente cambió" in str(hallado)
    assert "dice 3 y la corrección esperaba 4" in str(hallado)


def test_la_misma_tabla_en_dos_archivos_es_un_error(puno):
    (puno / "Actividades.csv").write_text(TABLAS["actividades"].lstrip(), encoding="utf-8")
    assert any("está también en" in str(e) for e in revisada(puno).errores)


def test_declarar_completa_una_tabla_que_no_es_de_registros_es_un_error(puno, base):
    ruta = base / "params" / "prueba" / "puno.yml"
    ruta.write_text(REGION.replace("[actividades]", "[actividdes]"), encoding="utf-8")
    try:
        with pytest.raises(ErrorDeEntrada, match="no es una tabla de registros. ¿Quiso decir actividades"):
            revisada(puno)
    finally:
        ruta.write_text(REGION, encoding="utf-8")


def test_los_registros_no_pueden_ser_comunes(puno):
    comun = puno.parent / "comun"
    comun.mkdir()
    shutil.copy(puno / "oxi.csv", comun)
    assert any("«oxi» es de cada región y no puede ser común" in str(e) for e in revisada(puno).errores)
