"""El libro de registro sale de los esquemas y ayuda a llenarse; una región nueva se crea entera o no se crea."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pandera.pandas as pa
import pytest
from conftest import PROGRAMA, RAIZ
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.nucleo.esquemas import esquemas, esquemas_del_registro
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.registro.andamio import crear_region
from sistematizacion.registro.diccionario import ORDEN, diccionario, guardar_diccionario
from sistematizacion.registro.ejemplos import ROTULO, ejemplo
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.registro.gobiernos import GOBIERNOS, buscar
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.registro.palabras import encabezado, opciones_legibles
from sistematizacion.registro.yaml_nuevo import con_region
from sistematizacion.rutas import Rutas

ESQUEMAS = esquemas_del_registro(cargar_catalogo(Rutas(RAIZ)))
OFICINA = shutil.which("soffice")
PELIGROSO = '=HYPERLINK("http://ejemplo.invalid")'
LLENAS = {
    "inversiones": pd.DataFrame(
        [{"cui": "0345678", "nombre": PELIGROSO, "modalidad": "administracion_directa", "costo": "1038.55"}]
    ),
    "avances": pd.DataFrame([{"cui": "0345678", "mes": "2025-12", "fisico_ejecutado": "96.06"}]),
    "actividades": pd.DataFrame([{"fecha": "2025-08-14", "tipo": "visita", "tema": "08-2025"}, {"fecha": "agosto"}]),
    "hitos": pd.DataFrame([{"id": "1", "meta": "40", "logro": "{cierres_efectivos}", "fecha": "2025"}]),
}


@cache
def libro(region: str = "puno", *, lleno: bool = False) -> bytes:
    return libro_de_registro(ESQUEMAS, programa=PROGRAMA, region=region, filas=LLENAS if lleno else None)


def abierto(contenido: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(contenido))


@pytest.fixture(scope="module")
def vacio() -> Workbook:
    return abierto(libro())


@pytest.fixture(scope="module")
def lleno() -> Workbook:
    return abierto(libro(lleno=True))


def validacion(excel: Workbook, tabla: str, columna: str) -> DataValidation:
    """La de las celdas de una columna."""
    x = list(ESQUEMAS[tabla].columns).index(columna)
    letra = openpyxl.utils.get_column_letter(x + 1)
    [suya] = [v for v in excel[tabla].data_validations.dataValidation if str(v.sqref).startswith(f"{letra}2:")]
    return suya


def test_hay_una_hoja_por_tabla_entre_el_leame_y_las_ayudas(vacio):
    assert vacio.sheetnames == ["Léame", *ESQUEMAS, "Ejemplos", "Listas"]
    assert vacio.properties.language == "es-PE"
    assert vacio.properties.title == "Registro de Puno, programa acompanamiento-2025"


def test_la_misma_entrada_da_los_mismos_bytes():
    assert libro_de_registro(ESQUEMAS, programa=PROGRAMA, region="puno", filas=LLENAS) == libro(lleno=True)


def test_el_encabezado_dice_titulo_unidad_y_si_es_obligatoria(vacio):
    arriba = [celda.value for celda in vacio["inversiones"][1]]
    assert arriba[:2] == ["CUI *", "Nombre de la inversión *"]
    assert "Devengado (S/)" in arriba
    assert [c.value for c in vacio["capacitaciones"][1]][3:5] == ["Sesiones", "Horas"]


@pytest.mark.parametrize("nombre", ESQUEMAS)
def test_los_encabezados_de_una_hoja_se_distinguen_sin_tildes_ni_mayusculas(nombre):
    columnas = ESQUEMAS[nombre].columns.values()
    llanos = [plegar(re.sub(r"\(.*?\)", "", encabezado(c))) for c in columnas]
    assert len(set(llanos)) == len(llanos)


@pytest.mark.parametrize("nombre", ESQUEMAS)
def test_toda_columna_explica_en_la_celda_lo_que_el_esquema_dice(vacio, nombre):
    for clave, columna in ESQUEMAS[nombre].columns.items():
        suya = validacion(vacio, nombre, clave)
        assert str(columna.description) in suya.prompt
        assert ("Obligatoria." in suya.prompt) is not columna.metadata["vacio"]
        assert len(suya.prompt) <= 255
        assert not suya.prompt.endswith("[…]")
        assert len(suya.promptTitle) <= 32
        assert suya.type is None or suya.error


@pytest.mark.parametrize("nombre", ESQUEMAS)
def test_las_opciones_legibles_vuelven_a_su_clave_sin_duda(nombre):
    for columna in ESQUEMAS[nombre].columns.values():
        opciones = columna.metadata.get("opciones", ())
        assert {plegar(o) for o in opciones} == {plegar(o) for o in opciones_legibles(opciones)}
        distintas = [o for o in opciones if o != "si"]  # «si» es otra grafía de «sí»
        assert len({plegar(o) for o in distintas}) == len(distintas)


def test_la_lista_desplegable_toma_las_opciones_de_la_hoja_listas(vacio):
    suya = validacion(vacio, "cierres", "ruta")
    hoja, rango = suya.formula1.split("!")
    opciones = [celda.value for (celda,) in vacio[hoja][rango.replace("$", "")]]
    assert opciones == ["Formato 09-D", "Regular", "De oficio"]
    assert suya.showErrorMessage
    assert "Elija de la lista" in suya.error


def test_lo_que_refiere_a_otra_hoja_se_elige_de_ella_y_avisa_sin_impedir(vacio):
    suya = validacion(vacio, "avances", "cui")
    assert "inversiones'!$A$2" in suya.formula1
    assert suya.errorStyle == "warning"


@pytest.mark.parametrize(
    ("tabla", "columna", "tipo", "dice"),
    [
        ("avances", "fisico_ejecutado", "decimal", "entre 0 y 100"),
        ("capacitaciones", "mujeres", "whole", "entero desde 0"),
        ("cifras", "valor", "decimal", "Escriba un número"),
        ("actividades", "fecha", "date", "31/12/2025"),
        ("avances", "mes", "date", "2025-12"),
        ("inversiones", "cui", "custom", "7 cifras, como 2345678"),
        ("hitos", "logro", "custom", "entre llaves"),
        ("hitos", "fecha", "custom", "2025-12-31, 2025-12 o 2025"),
    ],
)
def test_cada_tipo_se_valida_y_su_error_dice_que_hacer(vacio, tabla, columna, tipo, dice):
    suya = validacion(vacio, tabla, columna)
    assert suya.type == tipo
    assert dice in suya.error
    assert str(suya.sqref).endswith("20001")


def test_la_hoja_no_trae_celdas_vacias_escritas_y_da_formato_a_la_columna_entera(vacio):
    hoja = vacio["inversiones"]
    assert hoja.max_row == 1
    assert hoja.column_dimensions["A"].number_format == "@"
    assert hoja.column_dimensions["E"].number_format == "#,##0.00"
    assert vacio["avances"].column_dimensions["B"].number_format == "yyyy-mm"
    assert (hoja.freeze_panes, hoja.auto_filter.ref) == ("B2", "A1:P20001")


def test_un_grupo_tiene_un_color_y_dos_grupos_dos(vacio):
    de_grupo: dict[str, set[str]] = {}
    for nombre, esquema in ESQUEMAS.items():
        de_grupo.setdefault(esquema.metadata["grupo"], set()).add(vacio[nombre].sheet_properties.tabColor.rgb)
    assert all(len(colores) == 1 for colores in de_grupo.values())
    assert len(set.union(*de_grupo.values())) == len(de_grupo)


def test_lo_canonico_se_escribe_como_codigo_numero_fecha_u_opcion_de_excel(lleno):
    inversion = {e.value: c for e, c in zip(lleno["inversiones"][1], lleno["inversiones"][2], strict=True)}
    assert (inversion["CUI *"].value, inversion["CUI *"].number_format) == ("0345678", "@")
    assert inversion["Costo actualizado (S/)"].value == 1038.55
    assert inversion["Modalidad de ejecución"].value == "Administración directa"
    assert inversion["PIA (S/)"].value is None
    mes = lleno["avances"]["B2"]
    assert (f"{mes.value:%Y-%m-%d}", mes.number_format) == ("2025-12-01", "yyyy-mm")
    assert lleno["actividades"]["A2"].is_date
    hito = [celda.value for celda in lleno["hitos"][2]]
    assert (hito[0], hito[5], hito[6], hito[8]) == ("1", 40, "{cierres_efectivos}", "2025")


def test_lo_que_no_es_canonico_se_escribe_tal_cual(lleno):
    assert lleno["actividades"]["A3"].value == "agosto"


def test_ningun_texto_se_vuelve_formula(lleno):
    celda = lleno["inversiones"]["B2"]
    assert (celda.value, celda.data_type, celda.quotePrefix) == (PELIGROSO, "s", True)
    with ZipFile(BytesIO(libro(lleno=True))) as partes:
        hojas = [partes.read(n).decode() for n in partes.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in hoja or "<f " in hoja for hoja in hojas)


@pytest.mark.parametrize("filas", [{"inversion": pd.DataFrame()}, {"cifras": pd.DataFrame([{"monto": "1"}])}])
def test_una_tabla_o_columna_que_no_existe_no_se_pierde_en_silencio(filas):
    with pytest.raises(ValueError, match="inversion|monto"):
        libro_de_registro(ESQUEMAS, programa=PROGRAMA, region="puno", filas=filas)


@pytest.mark.parametrize("nombre", ESQUEMAS)
def test_el_ejemplo_de_cada_tabla_pasa_su_esquema(nombre):
    ESQUEMAS[nombre].validate(ejemplo(ESQUEMAS[nombre]), lazy=True)


def test_los_ejemplos_que_refieren_a_otra_tabla_la_encuentran():
    ejemplos = {nombre: ejemplo(esquema).iloc[0] for nombre, esquema in ESQUEMAS.items()}
    for nombre, esquema in ESQUEMAS.items():
        for clave, columna in esquema.columns.items():
            if refiere := columna.metadata.get("refiere"):
                tabla, otra = refiere.split(".")
                assert ejemplos[nombre][clave] == ejemplos[tabla][otra]


def test_cada_ejemplo_va_rotulado_como_inventado(vacio):
    primera = [celda.value for celda in vacio["Ejemplos"]["A"]]
    assert primera.count(ROTULO) == len(ESQUEMAS)


def test_el_leame_enlaza_todas_las_hojas_y_dice_que_orden_dar(vacio):
    hoja = vacio["Léame"]
    destinos = {c.hyperlink.location.split("!")[0].strip("'") for c in hoja["A"] if c.hyperlink}
    assert destinos == set(vacio.sheetnames) - {"Léame"}
    texto = "\n".join(str(c.value) for c in hoja["A"])
    assert "make validate REGION=puno " in texto
    assert "make report REGION=puno " in texto
    otro = abierto(libro_de_registro(ESQUEMAS, programa="otro", region="la-libertad"))
    assert "Registro de La Libertad" in otro["Léame"]["A1"].value
    assert any("make report REGION=la-libertad PROGRAMA=otro" in str(c.value) for c in otro["Léame"]["A"])


@pytest.mark.skipif(OFICINA is None, reason="no hay LibreOffice")
def test_libreoffice_abre_el_libro_y_lee_lo_mismo(tmp_path):
    (tmp_path / "registro.xlsx").write_bytes(libro(lleno=True))
    filtro = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
    orden = [str(OFICINA), "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--convert-to", filtro]
    subprocess.run([*orden, "registro.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    inversiones = (tmp_path / "registro-inversiones.csv").read_text(encoding="utf-8")
    assert inversiones.splitlines()[0].startswith("CUI *,Nombre de la inversión *")
    assert "0345678" in inversiones
    assert "2025-12" in (tmp_path / "registro-avances.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("lleno", [False, True], ids=["recien hecho", "lleno"])
def test_el_lector_entiende_el_libro_y_cada_opcion_vuelve_a_su_clave(tmp_path, lleno):
    filas = {nombre: todas_las_opciones(esquema) for nombre, esquema in ESQUEMAS.items()} if lleno else None
    ruta = tmp_path / "registro.xlsx"
    ruta.write_bytes(libro_de_registro(ESQUEMAS, programa=PROGRAMA, region="puno", filas=filas))
    lecturas = leer_archivo(ruta, "registro.xlsx", ESQUEMAS)
    assert set(lecturas) == set(ESQUEMAS)
    esperados = ("repetid", "con otra escritura")  # el mismo ejemplo en cada fila, y la opción como se lee
    hallazgos = [h for suya in lecturas.values() for h in suya.hallazgos if not any(e in h.regla for e in esperados)]
    assert [str(h) for h in hallazgos] == []
    for nombre, esquema in ESQUEMAS.items():
        for clave, columna in esquema.columns.items():
            if lleno and columna.metadata["tipo"] in {"opcion", "codigo", "texto"}:
                assert list(lecturas[nombre].tabla[clave]) == list(filas[nombre][clave])


def todas_las_opciones(esquema: pa.DataFrameSchema) -> pd.DataFrame:
    """El ejemplo de la tabla una vez por cada opción de cada columna."""
    base = ejemplo(esquema).iloc[0].to_dict()
    opciones = {n: opciones for n, c in esquema.columns.items() if (opciones := c.metadata.get("opciones"))}
    return pd.DataFrame([base | {n: o} for n, suyas in opciones.items() for o in suyas if o != "si"])


def test_el_diccionario_guardado_es_el_que_dan_los_esquemas():
    guardado = (RAIZ / "docs" / "diccionario.md").read_text(encoding="utf-8")
    assert guardado == diccionario(esquemas(cargar_catalogo(Rutas(RAIZ)))), f"Dé la orden «{ORDEN}»"


def test_el_diccionario_se_vuelve_a_escribir_donde_se_guarda(tmp_path):
    ruta = guardar_diccionario(ESQUEMAS, Rutas(tmp_path))
    assert ruta.relative_to(tmp_path).as_posix() == "docs/diccionario.md"
    assert ruta.read_text(encoding="utf-8") == diccionario(ESQUEMAS)


def test_el_diccionario_nombra_toda_tabla_y_toda_columna():
    texto = diccionario(ESQUEMAS)
    for nombre, esquema in ESQUEMAS.items():
        seccion = texto.split(f"(`{nombre}`)")[1].split("### ")[0]
        assert all(f"| `{columna}` |" in seccion for columna in esquema.columns)
    assert "- No se repite: `cui` y `mes`." in texto
    assert "un valor de `inversiones.cui`" in texto


# Los gobiernos regionales --------------------------------------------------------------------------------------


def test_son_los_25_gobiernos_regionales_y_lima_metropolitana():
    assert len(GOBIERNOS) == 26
    assert sorted(g.pliego for g in GOBIERNOS.values()) == [str(p) for p in range(440, 466)]
    assert {g.ubigeo for g in GOBIERNOS.values()} == {f"{n:02}" for n in range(1, 26)}
    assert GOBIERNOS["callao"].ubigeo == "07"  # INEI, no Reniec
    assert (GOBIERNOS["lima"].pliego, GOBIERNOS["lima-metropolitana"].pliego) == ("463", "465")


@pytest.mark.parametrize("clave", ["arequipa", "cusco", "junin"])
def test_coinciden_con_las_regiones_que_ya_tienen_parametros(clave):
    lugares = Rutas(RAIZ)
    region = cargar_region(cargar_programa(PROGRAMA, lugares), clave, lugares)
    assert vars(GOBIERNOS[clave]).items() <= region.model_dump().items()


@pytest.mark.parametrize(
    ("escrito", "clave"),
    [
        ("PUNO", "puno"),
        ("Huánuco", "huanuco"),
        (" La  Libertad ", "la-libertad"),
        ("madre_de_dios", "madre-de-dios"),
        ("Gobierno Regional de San Martín", "san-martin"),
        ("Gobierno Regional del Callao", "callao"),
    ],
)
def test_una_region_se_reconoce_como_la_gente_la_escribe(escrito, clave):
    assert buscar(escrito).clave == clave


def test_una_region_que_no_existe_trae_la_sugerencia_y_la_lista():
    with pytest.raises(
        ErrorDeUso, match=r"(?s)no es un gobierno regional.*¿Quiso decir puno\?.*amazonas, .*, ucayali\."
    ):
        buscar("punno")
    with pytest.raises(ErrorDeUso, match="Falta indicar la región"):
        buscar(" ")


# Una región nueva ----------------------------------------------------------------------------------------------


def arbol(lugares: Rutas) -> Mapping[str, bytes | None]:
    """Todo lo que hay en params y data, byte por byte, con sus carpetas."""
    rutas = [*lugares.params.rglob("*"), *lugares.data.rglob("*")]
    return {str(ruta): ruta.read_bytes() if ruta.is_file() else None for ruta in rutas}


@pytest.fixture
def proyecto(tmp_path: Path) -> Rutas:
    """Solo los parámetros: más liviano que la copia entera."""
    shutil.copytree(RAIZ / "params", tmp_path / "params")
    (tmp_path / "data").mkdir()
    return Rutas(tmp_path)


def test_una_region_nueva_se_carga_sin_editar_nada(proyecto):
    creados = crear_region(PROGRAMA, "Puno", proyecto)
    assert [proyecto.relativa(ruta) for ruta in creados] == [
        f"params/{PROGRAMA}/puno.yml",
        f"data/{PROGRAMA}/puno/registro.xlsx",
        f"params/{PROGRAMA}/programa.yml",
    ]
    programa = cargar_programa(PROGRAMA, proyecto)
    region = cargar_region(programa, "puno", proyecto)
    assert (region.ubigeo, region.pliego, region.fecha_corte) == ("21", "458", programa.fecha_corte)
    assert creados[1].read_bytes() == libro()


def test_del_programa_solo_cambia_la_lista_de_regiones(proyecto):
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    antes = ruta.read_text(encoding="utf-8")
    crear_region(PROGRAMA, "la-libertad", proyecto)
    assert ruta.read_text(encoding="utf-8") == antes.replace("cusco, junin]", "cusco, junin, la-libertad]")


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("regiones: [a, b,]\n", "regiones: [a, b, puno,]\n"),
        ("regiones: [\n  a, # una\n  b # otra\n]\n", "regiones: [\n  a, # una\n  b, puno # otra\n]\n"),
        ("regiones:\n- a\n- b # otra\n\n# fin\nx: 1\n", "regiones:\n- a\n- b # otra\n- puno\n\n# fin\nx: 1\n"),
        ("regiones:\r\n  - a\r\nx: 1\r\n", "regiones:\r\n  - a\r\n  - puno\r\nx: 1\r\n"),
        ("x: 1\nregiones:\n  - a", "x: 1\nregiones:\n  - a\n  - puno\n"),
    ],
)
def test_la_region_se_agrega_en_la_forma_en_que_este_la_lista(antes, despues):
    assert con_region(antes, "puno") == despues


@pytest.mark.parametrize("texto", ["x: 1\n", "regiones: []\n", "regiones: junin\n", "otras: &r [a]\nregiones: *r\n"])
def test_una_lista_que_no_se_sabe_ampliar_se_dice(texto):
    with pytest.raises(ValueError, match="regiones"):
        con_region(texto, "puno")


def test_una_region_que_ya_esta_no_se_toca(proyecto):
    antes = arbol(proyecto)
    with pytest.raises(ErrorDeUso, match=r"Junín ya está.*junin\.yml\. No se cambió nada"):
        crear_region(PROGRAMA, "JUNÍN", proyecto)
    assert arbol(proyecto) == antes


def test_una_carpeta_de_datos_con_algo_no_se_toca(proyecto):
    (proyecto.data / PROGRAMA / "puno").mkdir(parents=True)
    (proyecto.data / PROGRAMA / "puno" / "cifras.csv").write_text("x", encoding="utf-8")
    antes = arbol(proyecto)
    with pytest.raises(ErrorDeUso, match=f"data/{PROGRAMA}/puno"):
        crear_region(PROGRAMA, "puno", proyecto)
    assert arbol(proyecto) == antes


def test_si_el_programa_tiene_un_error_no_se_crea_nada(proyecto):
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("nombre_corto", "nombre_crto"), encoding="utf-8")
    antes = arbol(proyecto)
    with pytest.raises(ErrorDeEntrada, match="nombre_crto"):
        crear_region(PROGRAMA, "puno", proyecto)
    assert arbol(proyecto) == antes


def test_si_falla_a_medio_camino_no_queda_nada_a_medias(proyecto, monkeypatch):
    def sin_espacio(ruta: Path, contenido: bytes) -> None:
        raise OSError(28, "No queda espacio")

    antes = arbol(proyecto)
    monkeypatch.setattr("sistematizacion.registro.escritura._reemplazar", sin_espacio)
    with pytest.raises(OSError, match="No queda espacio"):
        crear_region(PROGRAMA, "puno", proyecto)
    assert arbol(proyecto) == antes


def test_lo_nuevo_nunca_pisa_un_archivo_que_aparecio_mientras_tanto(tmp_path):
    (tmp_path / "b").write_text("de otro", encoding="utf-8")
    with pytest.raises(FileExistsError):
        escribir_todo({tmp_path / "c" / "a": b"1", tmp_path / "b": b"2"}, {})
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text(encoding="utf-8") == "de otro"


def test_un_programa_que_no_existe_trae_la_sugerencia_y_como_crearlo(proyecto):
    with pytest.raises(ErrorDeUso, match=r"(?s)¿Quiso decir acompanamiento-2025\?.*Opciones para PROGRAMA.*NOMBRE="):
        crear_region("acompanamiento-2024", "puno", proyecto)


def test_un_programa_nuevo_se_crea_con_nombre_y_los_informes_de_siempre(proyecto):
    nombre = 'Asistencia "técnica": Puno # 2026'
    crear_region("asistencia-2026", "puno", proyecto, nombre_del_programa=nombre)
    programa = cargar_programa("asistencia-2026", proyecto)
    assert (programa.nombre, programa.regiones) == (nombre, ["puno"])
    assert programa.informes == cargar_programa(PROGRAMA, proyecto).informes
    assert cargar_region(programa, "puno", proyecto).fecha_corte == programa.fecha_corte
    texto = (proyecto.params / "asistencia-2026" / "programa.yml").read_text(encoding="utf-8")
    assert texto.count("# cambie") >= 5
    crear_region("asistencia-2026", "tacna", proyecto, nombre_del_programa=nombre)
    assert cargar_programa("asistencia-2026", proyecto).regiones == ["puno", "tacna"]


def test_un_programa_nuevo_con_clave_que_no_sirve_o_con_nombre_ajeno_se_rechaza(proyecto):
    antes = arbol(proyecto)
    with pytest.raises(ErrorDeUso, match=r"¿Quiso decir asistencia-2026\?"):
        crear_region("Asistencia 2026", "puno", proyecto, nombre_del_programa="Asistencia")
    with pytest.raises(ErrorDeUso, match="ya existe y se llama"):
        crear_region(PROGRAMA, "puno", proyecto, nombre_del_programa="Otro")
    assert arbol(proyecto) == antes


def test_el_yaml_de_la_region_explica_como_declarar_registros_completos(proyecto):
    [ruta, *_] = crear_region(PROGRAMA, "puno", proyecto)
    texto = ruta.read_text(encoding="utf-8")
    assert "# registros_completos: []" in texto
    activo = texto.replace("# registros_completos: []", "registros_completos: [inversiones]")
    ruta.write_text(activo, encoding="utf-8")
    region = cargar_region(cargar_programa(PROGRAMA, proyecto), "puno", proyecto)
    assert region.registros_completos == ["inversiones"]
