"""La encuesta como instrumento: del YAML al formulario, y del exporte de KoboToolbox o Google Forms a las tablas."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from conftest import PROGRAMA
from pyxform.xls2xform import convert

from sistematizacion import abrir
from sistematizacion.analisis.satisfaccion import publicables
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.encuestas.datos_personales import TAPADO, tapar, tiene_dato
from sistematizacion.encuestas.guardado import guardar
from sistematizacion.encuestas.importador import Importacion, importar
from sistematizacion.encuestas.instrumento import Instrumento
from sistematizacion.encuestas.ordenes import crear_formulario, importar_encuesta
from sistematizacion.encuestas.xlsform import clave_de, xlsform
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.reglas.encuesta import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import rutas

CATALOGO = cargar_catalogo(rutas(Path(__file__)))
INSTRUMENTO = CATALOGO.encuesta
AREAS = ["Oficina de Obras", "Oficina de Programación Multianual (OPMI)"]
SERVICIOS = next(p for p in INSTRUMENTO.preguntas if p.clave == "utiles")
LARGO, PERMISO = {p.clave: p.enunciado for p in INSTRUMENTO.preguntas}, INSTRUMENTO.permiso(INSTRUMENTO.abiertas[1])
METADATOS = {
    "start": "2025-12-01T08:00:00.000-05:00", "end": "2025-12-01T08:03:00.000-05:00", "deviceid": "ee.humanitarian:Xk",
    "username": "ana.rios", "_id": "90210", "_submission_time": "2025-12-01T13:03:10", "_submitted_by": "ana.rios",
    "_geolocation": "-12.0667 -75.2333", "_status": "submitted_via_web",
}  # fmt: skip
# Lo que respondieron: por pregunta, claves del formulario
PERSONAS = [
    {"area": "oficina_de_obras", "satisfaccion": "muy_satisfecho", "contribucion": "significativa",
     "utiles": "comites cierre", "mejoras": "Más talleres;\nen las provincias", "publicar_mejoras": "si"},
    {"area": "otra", "area_otra": "Archivo", "satisfaccion": "satisfecho", "contribucion": "muy_significativa",
     "mejoras": "Nada que agregar", "publicar_mejoras": "no"},
    {"area": "oficina_de_programacion_multianual_opmi", "satisfaccion": "muy_satisfecho", "utiles": "asistencia"},
]  # fmt: skip


def hoja(contenido: bytes, nombre: str) -> list[dict[str, str]]:
    encabezado, *filas = openpyxl.load_workbook(io.BytesIO(contenido))[nombre].iter_rows(values_only=True)
    return [{c: v or "" for c, v in zip(encabezado, fila, strict=True)} for fila in filas]


def exporte_de_kobo(formulario: bytes, *, etiquetas: bool = False, grupos: bool = True, modo: str = "both"):
    """Las filas que exporta KoboToolbox de ese formulario, como las arma formpack."""
    survey, rotulo = hoja(formulario, "survey"), "label::Español (es)"
    opciones: dict[str, dict[str, str]] = {}
    for o in hoja(formulario, "choices"):
        opciones.setdefault(o["list_name"], {})[o["name"]] = o[rotulo]
    filas: list[dict[str, str]] = [{} for _ in PERSONAS]
    grupo = ""
    for pregunta in survey:
        tipo, _, lista = pregunta["type"].partition(" ")
        if tipo in ("begin_group", "end_group"):
            grupo = (
                f"{pregunta[rotulo] if etiquetas else pregunta['name']}/" if tipo == "begin_group" and grupos else ""
            )
            continue
        titulo = grupo + (pregunta[rotulo] if etiquetas else pregunta["name"])
        for fila, persona in zip(filas, PERSONAS, strict=True):
            valor = {"consentimiento": "si", **persona}.get(pregunta["name"], "")
            if tipo == "select_multiple":
                elegidas = valor.split()
                if modo in ("both", "summary"):
                    fila[titulo] = " ".join(opciones[lista][e] if etiquetas else e for e in elegidas)
                if modo in ("both", "details"):
                    for clave, etiqueta in opciones[lista].items():
                        marca = str(int(clave in elegidas)) if valor else ""
                        fila[f"{titulo}/{etiqueta if etiquetas else clave}"] = marca
            else:
                fila[titulo] = opciones[lista].get(valor, "") if lista and etiquetas else valor
    return [{**METADATOS, **fila, "_uuid": f"u{n}", "_index": str(n)} for n, fila in enumerate(filas)]


def en_csv(ruta: Path, filas: list[dict[str, str]], separador: str = ";", codificacion: str = "utf-8-sig") -> Path:
    with ruta.open("w", encoding=codificacion, newline="") as destino:
        escritor = csv.DictWriter(destino, list(filas[0]), delimiter=separador, quoting=csv.QUOTE_ALL)
        escritor.writeheader()
        escritor.writerows(filas)
    return ruta


def en_xlsx(ruta: Path, filas: list[dict[str, str]]) -> Path:
    libro = openpyxl.Workbook()
    libro.active.title = "Encuesta de satisfaccion"
    libro.active.append(list(filas[0]))
    for fila in filas:
        libro.active.append([int(v) if v in ("0", "1") else v for v in fila.values()])
    libro.save(ruta)
    return ruta


def de_google(*respuestas: dict[str, str]) -> list[dict[str, str]]:
    """El CSV de Google Forms: enunciados por encabezado, etiquetas por valor y un correo que nadie pidió."""
    comunes = {
        "Marca temporal": "2025/12/01 8:03:10 a. m. GMT-5", "Dirección de correo electrónico": "ana.rios@region.gob.pe",
        INSTRUMENTO.consentimiento: "Sí", INSTRUMENTO.area: "Oficina de Obras",
        **{enunciado: "" for enunciado in LARGO.values()}, PERMISO: "Sí",
        INSTRUMENTO.permiso(INSTRUMENTO.abiertas[0]): "",
    }  # fmt: skip
    return [{**comunes, LARGO["satisfaccion"]: "Muy satisfecho", **r} for r in respuestas]


def leer(ruta: Path) -> Importacion:
    return importar(ruta, INSTRUMENTO, AREAS)


def reglas(hecha: Importacion) -> str:
    return "\n".join(map(str, hecha.hallazgos))


FORMULARIO = xlsform(INSTRUMENTO, AREAS, titulo="Encuesta de satisfacción: Gobierno Regional de Junín")


@pytest.fixture(scope="module")
def canonica(tmp_path_factory) -> Importacion:
    """Lo que se importa del exporte por nombres, con el que se comparan los demás."""
    return leer(en_csv(tmp_path_factory.mktemp("kobo") / "kobo.csv", exporte_de_kobo(FORMULARIO)))


@pytest.mark.parametrize("areas", [AREAS, []])
def test_el_formulario_convierte_con_pyxform_sin_advertencias(areas):
    hecho = convert(io.BytesIO(xlsform(INSTRUMENTO, areas, titulo="Encuesta")), file_type=".xlsx", validate=False)
    assert hecho.warnings == []
    assert "<h:title>Encuesta</h:title>" in hecho.xform
    assert 'relevant="string-length(' in hecho.xform
    assert not any(dato in hecho.xform for dato in ("deviceid", "username", "timestamp", "geopoint", "phonenumber"))


def test_el_formulario_no_sigue_sin_consentimiento_y_da_los_mismos_bytes():
    grupo = next(f for f in hoja(FORMULARIO, "survey") if f["type"] == "begin_group")
    assert grupo["relevant"] == "${consentimiento} = 'si'"
    assert xlsform(INSTRUMENTO, AREAS, titulo="Encuesta de satisfacción: Gobierno Regional de Junín") == FORMULARIO


def test_dos_regiones_no_comparten_formulario_y_cambiarlo_cambia_su_version():
    largo = "Encuesta de satisfacción con la asistencia técnica: Gobierno Regional de "
    arequipa, junin = (
        hoja(xlsform(INSTRUMENTO, AREAS, titulo=largo + r), "settings")[0] for r in ("Arequipa", "Junín")
    )
    otra = hoja(xlsform(INSTRUMENTO, AREAS[:1], titulo=largo + "Junín"), "settings")[0]
    assert arequipa["form_id"] != junin["form_id"] == otra["form_id"]
    assert arequipa["version"] == junin["version"] != otra["version"]


def test_un_area_que_parece_formula_es_texto_en_el_formulario():
    libro = openpyxl.load_workbook(io.BytesIO(xlsform(INSTRUMENTO, ["=HOY()"], titulo="Encuesta")))
    celda = next(c for fila in libro["choices"].iter_rows() for c in fila if c.value == "=HOY()")
    assert celda.data_type == "s"


def test_un_exporte_de_kobo_da_las_tablas_del_nucleo(canonica):
    assert canonica.errores == () and canonica.personas == 3
    definidos = esquemas(CATALOGO)
    for nombre in ("encuesta", "comentarios"):
        tabla = getattr(canonica, nombre)
        definidos[nombre].validate(tabla, lazy=True)
        assert list(tabla.columns) == list(definidos[nombre].columns)
    por_area = canonica.encuesta.groupby("area")["pregunta"].count().to_dict()
    assert por_area == {"Otra área": 2, "Oficina de Obras": 7, "Oficina de Programación Multianual (OPMI)": 6}
    de_obras = canonica.encuesta[canonica.encuesta["area"] == "Oficina de Obras"].set_index("pregunta")["respuesta"]
    assert (de_obras["utiles_comites"], de_obras["utiles_asistencia"]) == ("si", "no")
    comentarios = canonica.comentarios.set_index("comentario")["publicable"].to_dict()
    assert comentarios == {"Más talleres; en las provincias": "sí", "Nada que agregar": "no"}


@pytest.mark.parametrize("etiquetas", [False, True])
@pytest.mark.parametrize("grupos", [False, True])
@pytest.mark.parametrize("modo", ["both", "summary", "details"])
@pytest.mark.parametrize("guardar_como", [en_csv, en_xlsx])
def test_de_toda_forma_de_exportar_sale_la_misma_tabla(tmp_path, canonica, etiquetas, grupos, modo, guardar_como):
    filas = exporte_de_kobo(FORMULARIO, etiquetas=etiquetas, grupos=grupos, modo=modo)
    hecha = leer(guardar_como(tmp_path / f"exporte.{guardar_como.__name__[3:]}", filas))
    assert hecha.errores == (), reglas(hecha)
    pd.testing.assert_frame_equal(hecha.encuesta, canonica.encuesta)
    pd.testing.assert_frame_equal(hecha.comentarios, canonica.comentarios)


def test_nada_que_identifique_entra_ni_el_orden_de_envio(tmp_path, canonica):
    crudo = canonica.encuesta.to_csv() + canonica.comentarios.to_csv() + reglas(canonica)
    assert not any(valor in crudo for valor in METADATOS.values())
    assert {*METADATOS, "_uuid"} <= set(canonica.descartadas)
    al_reves = leer(en_csv(tmp_path / "k.csv", exporte_de_kobo(FORMULARIO)[::-1]))
    pd.testing.assert_frame_equal(al_reves.encuesta, canonica.encuesta)
    assert sorted(set(canonica.encuesta["respondente"])) == ["r001", "r002", "r003"]


def test_un_exporte_de_google_forms_se_lee_por_sus_enunciados(tmp_path):
    filas = de_google(
        {LARGO["utiles"]: "Comités de seguimiento, Apoyo al cierre de inversiones", LARGO["mejoras"]: "Más tiempo"}
    )
    hecha = leer(en_csv(tmp_path / "respuestas.csv", filas, ","))
    assert hecha.errores == (), reglas(hecha)
    assert "Dirección de correo electrónico" in hecha.descartadas and "ana.rios" not in hecha.encuesta.to_csv()
    elegidas = hecha.encuesta[hecha.encuesta["respuesta"] == "si"]["pregunta"].tolist()
    assert elegidas == ["utiles_comites", "utiles_cierre"]
    assert hecha.comentarios[["comentario", "publicable"]].to_numpy().tolist() == [["Más tiempo", "sí"]]


def test_el_zip_de_google_y_el_csv_en_latin1_se_leen_igual(tmp_path):
    suelto = en_csv(tmp_path / "respuestas.csv", de_google({}), ",", "cp1252")
    with ZipFile(tmp_path / "respuestas.csv.zip", "w") as paquete:
        paquete.write(suelto, "Encuesta.csv")
    pd.testing.assert_frame_equal(leer(tmp_path / "respuestas.csv.zip").encuesta, leer(suelto).encuesta)


@pytest.mark.parametrize(
    ("texto", "debe"),
    [
        ("Llámenme al +51 987-654-321", f"Llámenme al {TAPADO}"),
        ("Mi DNI es 41234567.", f"Mi {TAPADO}."),
        ("Teléfono: 234567", TAPADO),
        ("Mi nombre es Rosa Quispe y trabajo en obras", f"{TAPADO} y trabajo en obras"),
        ("Gracias al Ing. Torres por todo", f"Gracias al {TAPADO} por todo"),
        ("Obra en -12.0667, -75.2333", f"Obra en {TAPADO}"),
        ("Entré desde 190.12.3.44", f"Entré desde {TAPADO}"),
        ("El CUI 2345678 subió a S/ 18,400,000 el 31/12/2025 (96.06%)", None),
        ("Invierte.pe y el SSI se revisaron de 08:30:15 a 10:45", None),
        ("Los ingenieros del área apoyaron 24 horas en 2025", None),
    ],
)
def test_un_dato_personal_en_un_comentario_se_tapa(texto, debe):
    assert tapar(texto) == (debe or texto)


def test_un_comentario_con_correo_se_avisa_y_no_se_publica(tmp_path):
    hecha = leer(en_csv(tmp_path / "r.csv", de_google({LARGO["mejoras"]: "Escriban a ana.rios@region.gob.pe"}), ","))
    assert hecha.comentarios[["comentario", "publicable"]].to_numpy().tolist() == [[f"Escriban a {TAPADO}", "no"]]
    [aviso] = [h for h in hecha.hallazgos if h.gravedad == "advertencia"]
    assert "ana.rios" not in str(aviso)
    assert str(aviso).startswith("r.csv, fila 2, columna mejoras: «Escriban a [dato personal retirado]»: traía un dato")


def test_una_respuesta_que_no_es_opcion_dice_donde_y_cual_quiso(tmp_path):
    filas = de_google({LARGO["satisfaccion"]: "Mui satisfecho"}, {LARGO["utiles"]: "Comités de seguimiento, Otro más"})
    hecha = leer(en_xlsx(tmp_path / "r.xlsx", filas))
    primero, segundo = map(str, hecha.errores)
    assert primero.startswith(
        "r.xlsx, hoja Encuesta de satisfaccion, fila 2, columna E (satisfaccion): «Mui satisfecho»: no es"
    )
    assert "muy satisfecho, satisfecho, poco satisfecho" in primero and "¿Quiso decir muy satisfecho?" in primero
    assert "fila 3, columna G (utiles): «Otro más»" in segundo
    assert hecha.encuesta.empty and hecha.comentarios.empty


def sin(filas: list[dict[str, str]], *columnas: str) -> list[dict[str, str]]:
    return [{c: v for c, v in fila.items() if c not in columnas} for fila in filas]


@pytest.mark.parametrize(
    ("filas", "debe"),
    [
        (sin(de_google({}), LARGO["contribucion"]), f"falta la pregunta «{LARGO['contribucion']}»"),
        ([{"Fecha": "1", "Monto": "2"}], "ninguna columna es una de sus preguntas. Sus columnas son: Fecha, Monto"),
        (sin(exporte_de_kobo(FORMULARIO, modo="details"), "respuestas/utiles/cierre"), "falta la columna de la opción"),
        ([{**f, "area": "x"} for f in exporte_de_kobo(FORMULARIO)], "y «area» son la misma pregunta"),
        (de_google({INSTRUMENTO.consentimiento: "No"}), "nadie dio su consentimiento"),
        (de_google({INSTRUMENTO.consentimiento: "Tal vez"}), "«Tal vez»: no es una respuesta de esa pregunta: sí, no"),
    ],
)  # fmt: skip
def test_un_exporte_que_no_sirve_lo_dice(tmp_path, filas, debe):
    hecha = leer(en_csv(tmp_path / "r.csv", filas))
    assert debe in "\n".join(map(str, hecha.errores))
    assert hecha.encuesta.empty


def test_quien_no_consiente_no_entra_y_un_envio_repetido_cuenta_una_vez(tmp_path):
    filas = exporte_de_kobo(FORMULARIO)
    filas[1]["consentimiento"] = "no"
    hecha = leer(en_csv(tmp_path / "k.csv", [*filas, filas[0]]))
    assert hecha.personas == 2
    assert "una persona sin consentimiento" in reglas(hecha) and "filas 5: repiten un envío" in reglas(hecha)
    distinta = leer(en_csv(tmp_path / "k.csv", [*filas, {**filas[0], "respuestas/contribucion": "nada_significativa"}]))
    assert "fila 5: repite el envío de la fila 2 con otras respuestas" in reglas(distinta)


def test_sin_la_pregunta_del_permiso_ningun_comentario_se_publica(tmp_path):
    filas = sin(de_google({LARGO["mejoras"]: "Más tiempo"}), PERMISO)
    hecha = leer(en_csv(tmp_path / "r.csv", filas))
    assert hecha.errores == () and hecha.comentarios["publicable"].tolist() == ["no"]
    assert "los comentarios de «Qué mejorar» no se publicarán" in reglas(hecha)


def test_un_libro_con_contrasena_o_danado_se_dice(tmp_path):
    (tmp_path / "k.xlsx").write_bytes(b"PK\x03\x04roto")
    assert "dañado" in reglas(leer(tmp_path / "k.xlsx"))
    (tmp_path / "k.zip").write_bytes(b"nada")
    assert "no es un .zip" in reglas(leer(tmp_path / "k.zip"))


def test_una_encuesta_que_ya_esta_no_se_pisa(tmp_path, canonica):
    guardar(canonica, tmp_path)
    with pytest.raises(ErrorDeUso, match=r"ya tiene encuesta\.csv y comentarios\.csv"):
        guardar(canonica, tmp_path)
    antes = (tmp_path / "encuesta.csv").read_bytes()
    assert [r.name for r in guardar(canonica, tmp_path, reemplazar=True)] == ["encuesta.csv", "comentarios.csv"]
    assert (tmp_path / "encuesta.csv").read_bytes() == antes and sorted(p.name for p in tmp_path.iterdir()) == [
        "comentarios.csv", "encuesta.csv",
    ]  # fmt: skip


def test_un_registro_con_la_hoja_de_encuesta_llena_no_se_duplica(tmp_path, canonica):
    libro = openpyxl.Workbook()
    libro.active.title = "encuesta"
    libro.active.append(["Respondente"])
    libro.save(tmp_path / "registro.xlsx")
    guardar(canonica, tmp_path)
    libro.active.append(["r01"])
    libro.save(tmp_path / "registro.xlsx")
    with pytest.raises(ErrorDeUso, match="Vacíe esas hojas"):
        guardar(canonica, tmp_path, reemplazar=True)


def test_un_comentario_que_parece_formula_no_lo_es_en_excel(tmp_path):
    hecha = leer(en_csv(tmp_path / "r.csv", de_google({LARGO["mejoras"]: "=HIPERVINCULO(1)"}), ","))
    guardar(hecha, tmp_path / "data")
    texto = (tmp_path / "data" / "comentarios.csv").read_text("utf-8")
    assert ",mejoras, =HIPERVINCULO(1)," in texto  # con un espacio delante, que la lectura quita


def test_el_formulario_y_la_importacion_de_una_region(proyecto):
    ruta = crear_formulario(PROGRAMA, "junin", proyecto)
    assert ruta == proyecto.output / PROGRAMA / "junin" / "encuesta-satisfaccion.xlsx"
    areas = [o["label::Español (es)"] for o in hoja(ruta.read_bytes(), "choices") if o["list_name"] == "area"]
    assert areas[0] == "Oficina de Obras" and areas[-1] == "Otra área"
    exporte = en_csv(proyecto.raiz / "kobo.csv", exporte_de_kobo(ruta.read_bytes()))
    with pytest.raises(ErrorDeUso, match="ya tiene encuesta"):
        importar_encuesta(PROGRAMA, "junin", exporte, proyecto)
    assert importar_encuesta(PROGRAMA, "junin", exporte, proyecto, reemplazar=True).personas == 3
    malo = en_csv(proyecto.raiz / "malo.csv", de_google({LARGO["satisfaccion"]: "regular"}))
    with pytest.raises(ErrorDeEntrada, match="«regular»"):
        importar_encuesta(PROGRAMA, "junin", malo, proyecto, reemplazar=True)


@pytest.mark.parametrize(
    ("cambio", "debe"),
    [
        ({"tipo": "abierta"}, "es abierta y no lleva opciones"),
        ({"opciones": []}, "debe tener de 2 a 5 opciones; tiene 0"),
        ({"clave": "area"}, "la clave «area» de una pregunta está repetida"),
        ({"clave": "1a"}, "debe empezar con una letra"),
        ({"enunciado": INSTRUMENTO.area}, "tienen el mismo enunciado"),
    ],
)
def test_un_instrumento_mal_definido_dice_por_que(cambio, debe):
    datos = INSTRUMENTO.model_dump()
    datos["preguntas"][0] |= cambio
    with pytest.raises(ValueError, match=debe):
        Instrumento.model_validate(datos)


def test_una_respuesta_que_tambien_es_categoria_se_rechaza(proyecto):
    ruta = proyecto.params / "indicadores.yml"
    ruta.write_text(ruta.read_text("utf-8").replace("categorias:\n", "categorias:\n  satisfecho: otro\n", 1), "utf-8")
    with pytest.raises(ErrorDeEntrada, match="«satisfecho»: esa respuesta ya es una categoría"):
        cargar_catalogo(proyecto)


def test_las_claves_de_area_son_nombres_que_el_formulario_acepta():
    assert clave_de("Gerencia de Año/Obras Nº 2") == "gerencia_de_ano_obras_no_2"


def test_las_desfavorables_son_la_mitad_de_abajo_de_la_escala():
    assert INSTRUMENTO.mejor("satisfaccion") == "muy_satisfecho"
    assert INSTRUMENTO.desfavorables("satisfaccion") == ("poco_satisfecho", "nada_satisfecho")
    assert INSTRUMENTO.desfavorables("utiles_cierre") == ("no",)


def test_solo_las_escalas_se_dibujan_y_lo_que_no_es_publico_no_se_muestra():
    assert INSTRUMENTO.escalas == ("satisfaccion", "contribucion")
    datos = INSTRUMENTO.model_dump()
    datos["preguntas"][1]["publica"] = datos["preguntas"][2]["publica"] = False
    reservado = Instrumento.model_validate(datos)
    assert reservado.publicas == ("satisfaccion",) and reservado.cerradas == INSTRUMENTO.cerradas


def test_el_comentario_de_una_pregunta_reservada_no_pide_permiso_ni_se_publica(tmp_path):
    datos = INSTRUMENTO.model_dump()
    datos["preguntas"][-1]["publica"] = False
    reservado = Instrumento.model_validate(datos)
    nombres = {f["name"] for f in hoja(xlsform(reservado, AREAS, titulo="Encuesta"), "survey")}
    assert "publicar_utilidad" in nombres and "publicar_mejoras" not in nombres
    ruta = en_csv(tmp_path / "r.csv", de_google({LARGO["mejoras"]: "Más tiempo"}))
    assert importar(ruta, reservado).comentarios["publicable"].tolist() == ["no"]


def test_una_region_con_respuestas_importadas_se_informa(proyecto):
    """De la importación al cuadro: las respuestas de varias opciones van como sí o no; el comentario, si consintió."""
    (proyecto.data / PROGRAMA / "junin" / "encuesta.csv").unlink()
    exporte = en_csv(proyecto.raiz / "kobo.csv", [{**f, "_uuid": ""} for f in exporte_de_kobo(FORMULARIO) * 3])
    assert importar_encuesta(PROGRAMA, "junin", exporte, proyecto).personas == 9
    informe = abrir(PROGRAMA, "junin")
    assert "Servicios más útiles: comités de seguimiento" in informe.cuadro("satisfaccion").html()
    assert "Seis de las nueve personas encuestadas" in informe.grafico("satisfaccion").titulo
    comentarios = informe.cuadro("comentarios").html()
    assert "Más talleres; en las provincias" in comentarios and "Nada que agregar" not in comentarios
    assert "De los seis comentarios que se recogieron se publican tres." in informe.prosa("comentarios").html()


@pytest.mark.parametrize(
    "texto",
    [
        "ING. PÉREZ QUISPE", "el Ing Pérez", "Me llamo juan", "DNI N° 45.678.912", "C.E. 001234567", "@juanperez",
        "https://ejemplo.pe/yo", "ana arroba gmail punto com", "ana.rios@gore", "2001:db8::8a2e:370:7334",
        "llamar al 234567",
    ],
)  # fmt: skip
def test_lo_que_identifica_se_tapa_aunque_se_escriba_de_otra_manera(texto):
    assert TAPADO in tapar(texto) and not any(p in tapar(texto) for p in ("juan", "rez", "912", "567", "rios", "7334"))


def test_un_comentario_que_nombra_a_alguien_no_se_publica_y_se_avisa(tmp_path):
    filas = de_google({LARGO["mejoras"]: "Gracias a Juan Pérez"}, {LARGO["mejoras"]: "Gracias a la Oficina de Obras"})
    hecha = leer(en_csv(tmp_path / "r.csv", filas))
    permisos = hecha.comentarios.set_index("comentario")["publicable"].to_dict()
    assert permisos == {"Gracias a Juan Pérez": "no", "Gracias a la Oficina de Obras": "sí"}
    assert "parece nombrar a una persona; no se publicará" in reglas(hecha)


def test_un_area_que_la_region_no_declara_se_guarda_como_otra_y_no_se_repite(tmp_path):
    filas = de_google(*({INSTRUMENTO.area: a} for a in ("la oficina de OBRAS", "Asesora Rosa Quispe", "Juan Pérez")))
    hecha = leer(en_csv(tmp_path / "r.csv", filas))
    assert hecha.encuesta["area"].value_counts().to_dict() == {"Otra área": 2, "Oficina de Obras": 1}
    assert "escribieron 2 personas no está entre las de la región" in reglas(hecha)
    assert "Quispe" not in reglas(hecha) and "Juan" not in reglas(hecha)


def test_sin_areas_declaradas_se_agrupan_las_parecidas_y_se_cambian_las_de_personas(tmp_path):
    areas = ("Recursos Humanos", "recursos humanos", "Juan Pérez Quispe", "Archivo")
    hecha = importar(en_csv(tmp_path / "r.csv", de_google(*({INSTRUMENTO.area: a} for a in areas))), INSTRUMENTO)
    assert hecha.encuesta["area"].value_counts().to_dict() == {"Recursos Humanos": 2, "Otra área": 1, "Archivo": 1}
    assert "parece el nombre de una persona" in reglas(hecha)


def test_una_columna_de_otro_grupo_no_se_toma_por_una_pregunta(tmp_path):
    filas = [{"datos_personales/mejoras" if c == "respuestas/mejoras" else c: v for c, v in f.items()} for f in
             exporte_de_kobo(FORMULARIO)]  # fmt: skip
    hecha = leer(en_csv(tmp_path / "k.csv", filas))
    assert "falta la pregunta" in reglas(hecha) and "datos_personales/mejoras" in hecha.descartadas


def test_un_grupo_que_llevan_todas_las_preguntas_se_acepta(tmp_path, canonica):
    filas = [{c.replace("respuestas/", "encuesta 2025/"): v for c, v in f.items()} for f in exporte_de_kobo(FORMULARIO)]
    pd.testing.assert_frame_equal(leer(en_csv(tmp_path / "k.csv", filas)).encuesta, canonica.encuesta)


def revisada(encuesta: list[tuple[str, str]], comentarios: list[tuple[str, str]] = ()) -> list[str]:
    """Lo que las reglas dicen de una encuesta escrita a mano: (respondente, área) y (comentario, publicable)."""
    lugar = {"archivo": "registro.xlsx", "hoja": "", "fuente": "", "origen": "registrado", "danadas": frozenset()}
    de = {"pregunta": "satisfaccion", "respuesta": "satisfecho", **lugar}
    tablas = {
        "encuesta": pd.DataFrame([{"respondente": r, "area": a, "fila": n, **de} for n, (r, a) in enumerate(encuesta)]),
        "comentarios": pd.DataFrame(
            [{"comentario": c, "publicable": p, "fila": n, **lugar} for n, (c, p) in enumerate(comentarios)],
            columns=["comentario", "publicable", "fila", *lugar],
        ),
        "publicadas": pd.DataFrame(columns=["indicador", "categoria", "fecha_corte", "valor"]),
    }
    region = cargar_region(cargar_programa(PROGRAMA, rutas(Path(__file__))), "junin", rutas(Path(__file__)))
    return [str(p) for p in revisar(tablas, CATALOGO, region)]


@pytest.mark.parametrize("clave", ["ana.rios@region.gob.pe", "41234567", "Juan Pérez", "rosa"])
def test_quien_respondio_no_va_con_su_nombre_su_correo_ni_su_documento(clave):
    [problema] = revisada([(clave, "Oficina de Obras")])
    assert "la encuesta es anónima" in problema and "r01" in problema


@pytest.mark.parametrize("clave", ["r01", "015", "a-3", "encuestado 4", "P12"])
def test_una_clave_corta_de_quien_respondio_se_acepta(clave):
    assert revisada([(clave, "la Oficina de Obras"), (clave, "la Oficina de Obras")]) == []


def test_un_area_o_un_comentario_a_mano_que_nombran_a_alguien_se_avisan():
    dichas = revisada(
        [("r1", "Rosa Quispe"), ("r2", "Rosa Quispe")], [("Gracias a Juan Pérez", "sí"), ("Soy Rosa Q", "no")]
    )
    assert len(dichas) == 2 and "no está entre las áreas de la región" in dichas[1]
    assert "parece nombrar a una persona y se publicaría" in dichas[0]


def test_un_comentario_con_un_dato_personal_no_se_publica_aunque_diga_que_si():
    comentarios = pd.DataFrame({
        "area": "", "comentario": ["Escríbanme a ana@gore", "Más talleres", f"Lo dijo {TAPADO}"], "publicable": "sí",
    })  # fmt: skip
    encuesta = pd.DataFrame({"area": ["Obras"], "respondente": ["r1"]})
    assert publicables(comentarios, encuesta, 5)["comentario"].tolist() == ["Más talleres"]


def test_los_datos_del_proyecto_no_parecen_traer_los_de_nadie():
    for ruta in sorted(rutas(Path(__file__)).data.glob("*/*/*.csv")):
        for fila in csv.DictReader(ruta.read_text("utf-8-sig").splitlines()):
            propios = [v for v in fila.values() if v] if fila.get("origen") != "publicado" else []
            assert not [v for v in propios if not v.isdigit() and tiene_dato(v)], ruta.name
