"""El catálogo de prácticas: qué se llama buena práctica, qué se parece a qué, y cómo se agrega una."""

import csv

import openpyxl
import pandas as pd
import pytest
from conftest import RAIZ
from typer.testing import CliRunner

from sistematizacion import abrir
from sistematizacion.analisis.parecidos import parecidos
from sistematizacion.analisis.practicas import con_etapa, contar
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.cli import app
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.biblioteca import practicas_de_todos
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS
from sistematizacion.nucleo.reconocimiento import faltan
from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.produccion.encargo import encargo_de_uno
from sistematizacion.produccion.explicacion import explicar
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.registro.practica import PREGUNTAS, guardar
from sistematizacion.rutas import Rutas

REGLA = cargar_catalogo(Rutas(RAIZ)).practicas.buena_practica
DEMOSTRACION, VALLEVERDE, ALTAMAR = "demostracion", "valleverde", "altamar"
RESPUESTAS = {
    "titulo": "Turnos de agua acordados", "enunciado": "Un comité reparte los turnos de riego cada mes.", "tema": "Ambiente",
    "objetivo": "Bajar los reclamos.", "descripcion": "Se reúnen, miden y acuerdan.", "resultado": "Los reclamos bajaron a la tercera parte.",
    "medicion": "Conteo de reclamos del libro.", "innovacion": "Es la primera mesa con medidores.",
}  # fmt: skip


def ficha(**otros):
    vacias = {c: "" for c in (*PREGUNTAS, *CRITERIOS)}
    return vacias | RESPUESTAS | {"madurez": "buena_practica", "origen": "registrado", "id": "p-1", "regiones": ""} | otros


def test_una_practica_completa_no_tiene_nada_que_le_falte():
    assert faltan(ficha(), REGLA) == []


@pytest.mark.parametrize(
    ("cambio", "falta"),
    [
        ({"resultado": "", "medicion": ""}, ["resultado", "prueba"]),
        ({"medicion": ""}, ["prueba"]),
        ({"innovacion": ""}, ["criterios"]),
        ({"objetivo": ""}, ["objetivo"]),
    ],
)
def test_se_dice_cada_cosa_que_le_falta(cambio, falta):
    assert faltan(ficha(**cambio), REGLA) == falta


def test_una_cifra_citada_en_el_resultado_es_prueba_de_el():
    assert faltan(ficha(medicion="", resultado="Bajaron a {reclamos:u}."), REGLA) == []


def test_sin_prueba_de_su_resultado_queda_por_mantener_diga_lo_que_diga_su_autor():
    fichas = con_etapa(pd.DataFrame([ficha(medicion=""), ficha(id="p-2"), ficha(id="p-3", madurez="indicios", resultado="")]), REGLA)
    assert list(fichas["madurez"]) == ["por_mantener", "buena_practica", "indicios"]
    assert list(fichas["faltan"]) == [("prueba",), (), ()]


def test_la_que_publica_un_documento_conserva_su_grupo_y_se_dice_que_le_falta():
    [unica] = con_etapa(pd.DataFrame([ficha(medicion="", origen="publicado")]), REGLA).to_dict("records")
    assert (unica["madurez"], unica["faltan"]) == ("buena_practica", ("prueba",))


def test_una_practica_de_dos_regiones_cuenta_en_las_dos():
    tabla = pd.DataFrame([ficha(donde="cusco;puno", tema="Salud"), ficha(donde="puno", tema="Salud")])
    assert contar(tabla, "donde", "tema") == {("cusco", "Salud"): 1, ("puno", "Salud"): 2}


# Parecidas ------------------------------------------------------------------------------------------------------
TEXTOS = {
    "anemia": "Agentes comunitarios visitan a niños con anemia", "nutricion": "Visitas a los niños con anemia y desnutrición",
    "carreteras": "Mantenimiento de carreteras con asfalto económico",
}  # fmt: skip


def test_dos_textos_de_lo_mismo_se_parecen_y_uno_de_otra_cosa_no():
    hallados = parecidos(TEXTOS, TEXTOS, 0.05, 3)
    assert [p.clave for p in hallados["anemia"]] == ["nutricion"]
    assert hallados["carreteras"] == []


def test_se_dice_en_que_palabras_se_parecen_con_sus_tildes():
    [parecido] = parecidos(TEXTOS, TEXTOS, 0.05, 3)["nutricion"]
    assert set(parecido.palabras) <= {"anemia", "niños", "visitan"} and "niños" in parecido.palabras


def test_el_mismo_texto_da_uno_y_el_orden_no_depende_de_como_se_escribio():
    assert parecidos({"a": TEXTOS["anemia"]}, {"b": TEXTOS["anemia"].upper()}, 0.05, 1)["a"][0].grado == 1
    al_reves = dict(reversed(TEXTOS.items()))
    assert parecidos(TEXTOS, TEXTOS, 0.01, 3) == {c: parecidos(al_reves, al_reves, 0.01, 3)[c] for c in TEXTOS}


def test_con_una_sola_palabra_en_comun_no_se_propone_si_se_piden_dos():
    textos = {"a": "Demora en la entrega de equipos"}
    assert parecidos(textos, {"b": "Entrega de materiales educativos"}, 0.01, 3, 2)["a"] == []


def test_las_practicas_de_2018_encuentran_a_las_de_2015_que_tratan_lo_mismo():
    cuadro = abrir("buenas-practicas-2018").cuadro("practicas_parecidas")
    filas = [[c["texto"] for c in f["celdas"]] for f in cuadro.datos()["filas"]]
    assert any("Paimni" in f[0] and "Gestión descentralizada" in f[1] for f in filas if len(f) > 1)


# Agregar una ----------------------------------------------------------------------------------------------------


def test_la_practica_nueva_va_al_csv_de_la_region_con_su_etapa(proyecto):
    hecha = guardar(DEMOSTRACION, VALLEVERDE, RESPUESTAS, proyecto)
    with hecha.archivo.open(encoding="utf-8") as archivo:
        *_, ultima = csv.DictReader(archivo)
    assert (hecha.id, hecha.faltan) == (ultima["id"], ())
    assert (ultima["titulo"], ultima["madurez"], ultima["origen"]) == (RESPUESTAS["titulo"], "buena_practica", "registrado")
    programa = cargar_programa(DEMOSTRACION, proyecto)
    assert revisar(programa, cargar_region(programa, VALLEVERDE, proyecto), proyecto).errores == ()
    assert "Turnos de agua" in abrir(DEMOSTRACION, VALLEVERDE).cuadro("catalogo").html()


def test_en_una_region_con_libro_va_a_su_hoja_y_no_se_pierde_nada_de_el(proyecto):
    libro = proyecto.data / DEMOSTRACION / ALTAMAR / "registro.xlsx"
    antes = {h.title: h.max_row for h in openpyxl.load_workbook(libro)}
    hecha = guardar(DEMOSTRACION, ALTAMAR, RESPUESTAS | {"titulo": "=2+2", "medicion": ""}, proyecto)
    despues = openpyxl.load_workbook(libro)
    assert {h.title: h.max_row - (h.title == "practicas") for h in despues} == antes
    celdas = [c for c in despues["practicas"][antes["practicas"] + 1] if c.value]
    assert ("=2+2", "s") in [(c.value, c.data_type) for c in celdas]  # un texto, y no una fórmula
    assert hecha.faltan == ("prueba",) and "Por mantener" in [c.value for c in celdas]


def test_la_orden_pregunta_repite_lo_que_no_vale_dice_que_falta_y_guarda(proyecto):
    preguntas = {c: RESPUESTAS.get(c, "") for c in PREGUNTAS} | {"medicion": ""}
    dichas = [r for c, r in preguntas.items() for r in ((["provincial"] if c == "nivel" else []) + [r])]
    hecha = CliRunner().invoke(app, ["practice", VALLEVERDE, "--programa", DEMOSTRACION], input="\n".join([*dichas, "s", ""]))
    assert hecha.exit_code == 0, hecha.output
    assert "«provincial» no es una opción" in hecha.output and "le falta una prueba del resultado" in hecha.output
    tabla = (proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv").read_text(encoding="utf-8")
    assert RESPUESTAS["titulo"] in tabla


def test_si_al_final_se_dice_que_no_no_se_guarda_nada(proyecto):
    ruta = proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv"
    antes = ruta.read_bytes()
    dichas = [RESPUESTAS.get(c, "") for c in PREGUNTAS]
    hecha = CliRunner().invoke(app, ["practice", VALLEVERDE, "--programa", DEMOSTRACION], input="\n".join([*dichas, "n", ""]))
    assert "No se guardó nada" in hecha.output and ruta.read_bytes() == antes


def test_ante_un_cuello_de_botella_se_proponen_practicas_de_otras_regiones_y_no_las_propias(proyecto):
    cuadro = abrir(DEMOSTRACION, VALLEVERDE).cuadro("practicas_que_responden")
    filas = [[c["texto"] for c in f["celdas"]] for f in cuadro.datos()["filas"]]
    propuestas = [f for f in filas if len(f) > 1]
    assert propuestas and all("Valleverde" not in f[1] for f in propuestas)
    assert ["Adquisiciones con personal especializado"] == [f[0] for f in propuestas if "personal" in f[2]][:1]


def test_sin_cuellos_de_botella_registrados_el_cierre_no_propone_nada():
    assert type(abrir("acompanamiento-2025", "junin").cuadro("practicas_que_responden")).__name__ == "Nada"


def test_si_lo_respondido_no_vale_no_se_guarda_nada(proyecto):
    ruta = proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv"
    antes = ruta.read_bytes()
    with pytest.raises(ErrorDeEntrada, match="nivel"):
        guardar(DEMOSTRACION, VALLEVERDE, RESPUESTAS | {"nivel": "provincial"}, proyecto)
    assert ruta.read_bytes() == antes


def test_validar_dice_que_le_falta_a_una_buena_practica(proyecto):
    ruta = proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv"
    guardar(DEMOSTRACION, VALLEVERDE, RESPUESTAS | {"medicion": ""}, proyecto)
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("por_mantener", "buena_practica"), encoding="utf-8")
    programa = cargar_programa(DEMOSTRACION, proyecto)
    avisos = revisar(programa, cargar_region(programa, VALLEVERDE, proyecto), proyecto).advertencias
    [aviso] = [a for a in avisos if a.columna == "madurez"]
    assert "una prueba del resultado" in aviso.regla and aviso.archivo.endswith("practicas.csv")
    assert "por mantener" in abrir(DEMOSTRACION, VALLEVERDE).cuadro("catalogo").titulo


EN_PUNTO_Y_COMA = "id;tipo;titulo;enunciado;sustento;evidencia;origen\npra-7;principal;Gestión;Se gestionó.;;;registrado\n"


@pytest.mark.parametrize("codificacion", ["cp1252", "utf-8-sig"])
def test_en_un_csv_guardado_por_excel_la_practica_entra_sin_danar_lo_que_habia(proyecto, codificacion):
    ruta = proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv"
    ruta.write_bytes(EN_PUNTO_Y_COMA.encode(codificacion))
    guardar(DEMOSTRACION, VALLEVERDE, RESPUESTAS, proyecto)
    with ruta.open(encoding="utf-8-sig", newline="") as archivo:
        primera, nueva = csv.DictReader(archivo, delimiter=";")
    assert (primera["titulo"], primera["enunciado"], nueva["titulo"]) == ("Gestión", "Se gestionó.", RESPUESTAS["titulo"])
    assert nueva["innovacion"] == RESPUESTAS["innovacion"] and primera["innovacion"] == ""


def test_va_al_csv_que_la_region_ya_tiene_aunque_su_nombre_lleve_tilde(proyecto):
    carpeta = proyecto.data / DEMOSTRACION / VALLEVERDE
    (carpeta / "practicas.csv").rename(carpeta / "Prácticas.csv")
    assert guardar(DEMOSTRACION, VALLEVERDE, RESPUESTAS, proyecto).archivo.name == "Prácticas.csv"


def test_una_region_sin_practicas_recibe_un_csv_que_se_puede_leer_aunque_falte_la_evidencia(proyecto):
    (proyecto.data / DEMOSTRACION / VALLEVERDE / "practicas.csv").unlink()
    guardar(DEMOSTRACION, VALLEVERDE, {"titulo": "Una", "enunciado": "Se hizo."}, proyecto)
    programa = cargar_programa(DEMOSTRACION, proyecto)
    assert revisar(programa, cargar_region(programa, VALLEVERDE, proyecto), proyecto).errores == ()


def test_si_el_archivo_no_puede_recibirla_se_dice_antes_de_preguntar(proyecto):
    libro = proyecto.data / DEMOSTRACION / ALTAMAR / "registro.xlsx"
    (libro.parent / f"~${libro.name}").touch()
    hecha = CliRunner().invoke(app, ["practice", ALTAMAR, "--programa", DEMOSTRACION], input="")
    assert isinstance(hecha.exception, ErrorDeEntrada) and "abierto en Excel" in str(hecha.exception)
    assert "Responda" not in hecha.output


def test_un_libro_con_formulas_en_otra_hoja_no_se_toca_para_no_perder_lo_que_calculan(proyecto, monkeypatch):
    libro = proyecto.data / DEMOSTRACION / ALTAMAR / "registro.xlsx"
    antes = libro.read_bytes()
    sin_calcular = openpyxl.load_workbook(libro)
    sin_calcular["inversiones"]["C2"] = '="2"&"1"'
    sin_calcular.save(libro.with_name("x.xlsx"))  # lo que openpyxl deja: la fórmula sin su resultado
    danado = libro.with_name("x.xlsx").read_bytes()
    libro.with_name("x.xlsx").unlink()
    monkeypatch.setattr("sistematizacion.registro.practica.en_libro", lambda *_: danado)
    with pytest.raises(ErrorDeEntrada, match="tiene fórmulas en otras hojas"):
        guardar(DEMOSTRACION, ALTAMAR, RESPUESTAS, proyecto)
    assert libro.read_bytes() == antes


def test_la_opcion_vale_con_mayusculas_y_tildes_y_si_no_se_guarda_las_respuestas_quedan_a_la_vista(proyecto, monkeypatch):
    respuestas = RESPUESTAS | {"nivel": "Regional", "criterio_relevante": "Innovación"}
    escribir = "sistematizacion.registro.practica.escribir_todo"
    monkeypatch.setattr(escribir, lambda *_: (_ for _ in ()).throw(PermissionError("tomado")))
    dichas = [respuestas.get(c, "") for c in PREGUNTAS]
    hecha = CliRunner().invoke(app, ["practice", VALLEVERDE, "--programa", DEMOSTRACION], input="\n".join([*dichas, "sí", ""]))
    assert isinstance(hecha.exception, PermissionError)
    assert "nivel: regional" in hecha.output and "criterio_relevante: innovacion" in hecha.output
    assert f"resultado: {RESPUESTAS['resultado']}" in hecha.output


# De qué depende lo que se propone -------------------------------------------------------------------------------


def test_un_programa_ajeno_con_errores_en_sus_parametros_no_detiene_a_los_demas(proyecto):
    (proyecto.params / "cap-2016" / "programa.yml").write_text("nombre: [\n", encoding="utf-8")
    todas = practicas_de_todos(proyecto)
    assert "cap-2016" not in set(todas["programa"]) and "buenas-practicas-2018" in set(todas["programa"])


def test_una_practica_nueva_de_otra_region_vuelve_a_ejecutar_el_catalogo(proyecto):
    encargo = encargo_de_uno("gestion-descentralizada-2015", "junin", "practicas", proyecto)
    assert not [r for r in hacer(Lote([encargo], proyecto)) if r.codigo]
    assert next(explicar(encargo, proyecto)).al_dia
    origen = proyecto.data / "cap-2016" / "ayacucho" / "practicas.csv"
    otra = proyecto.data / "cap-2016" / "ayacucho" / "Prácticas de 2017.csv"
    otra.write_bytes(origen.read_bytes())
    assert "lista de archivos de prácticas" in dict(next(explicar(encargo, proyecto)).decisiones)["catalogo"]
    otra.unlink()
    assert next(explicar(encargo, proyecto)).al_dia
    origen.write_text(origen.read_text(encoding="utf-8").replace(" de ", " del ", 1), encoding="utf-8")
    decisiones = dict(next(explicar(encargo, proyecto)).decisiones)
    assert "cap-2016/ayacucho/practicas.csv" in decisiones["catalogo"] and not decisiones["antecedentes"]
