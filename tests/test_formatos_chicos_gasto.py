"""La Consulta Amigable y los extractos del gasto: de la pantalla, de sus tablas de Excel y de los JSON de otros."""

import json
from datetime import date
from decimal import Decimal

import pytest
from muestras_chicas import Vista, de, leer, libro, quienes, real, supuestos

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.fuentes.chicos import FORMATOS, gore_2024, rotas

MONTOS = ["pia", "pim", "certificado", "compromiso_anual", "compromiso_mensual", "devengado", "girado"]
ENCABEZADO = (
    '<table class="MapTable"><tr><td rowspan="2">Producto / Proyecto</td><td rowspan="2">PIA</td><td rowspan="2">PIM</td>'
    '<td rowspan="2">Certificación</td><td rowspan="2">Compromiso Anual</td><td colspan="3">Ejecución</td>'
    '<td rowspan="2">Avance %</td></tr><tr><td>Atención de Compromiso Mensual</td><td>Devengado</td><td>Girado</td></tr>'
    "</table>"
)
CABECERA = (
    "<style>td{color:red}</style><div id='hd'><b>Consulta Amigable (Mensual)</b><br/>Fecha de la Consulta: "
    "03-enero-2026<br/>Año de Ejecución: 2025<br/>Incluye: Solo Proyectos</div>"
)
CORTA = ["Año", "Unidad Ejecutora", "PIA", "PIM", "Certificación", "Devengado", "Girado", "Avance %"]


def pantalla(ruta, *filas):
    """Un exporte de pantalla, en ISO-8859-1 y con nombre de Excel."""
    cuerpo = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in fila) + "</tr>" for fila in filas)
    ruta.write_text(f"{CABECERA}{ENCABEZADO}<table class='Data'>{cuerpo}</table>", encoding="iso-8859-1")
    return ruta


def proyecto(nombre, *, pim="1,000", devengado="500", avance="&nbsp;50.0"):
    return [nombre, "0", pim, "900", "900", "600", devengado, "400", avance]


@pytest.fixture(scope="module")
def cruda_y_procesada():
    """Las municipalidades, de la tabla cruda y de la que ya trae sus códigos partidos; se leen una vez."""
    nombre = "EJECUCION_GASTO_GL_X_MUNICIPALIDADES_2024-2025.xlsx"
    return tuple(leer(real(f"consulta_amigable/{p}{nombre}")) for p in ("", "PROCESADO_"))


@pytest.fixture(scope="module")
def proyectos_de_los_gore():
    return leer(real("consulta_amigable/Proy_GR.xlsx"))


@pytest.fixture(scope="module")
def gore():
    return leer(real("gasto_siaf/gore_2024_por_programa_y_funcion.csv"))


@pytest.fixture(scope="module")
def lambayeque():
    return leer(real("gasto_siaf/seguimiento_pi_lambayeque_2026-02-22.json"))


def test_la_pantalla_real_da_su_ejecutora_con_sus_montos_y_su_dia():
    hecha = leer(real("consulta_amigable/consulta_amigable_mensual_export_2019_UE1693.xls"))
    fila = de(hecha, codigo="001-1693")
    assert (fila["anio"], fila["fecha_consulta"], fila["que"]) == (2019, date(2021, 9, 21), "ejecutora")
    assert fila["nombre"] == "UNIVERSIDAD NACIONAL DIEGO QUISPE TITO"
    assert fila["sec_ejec"] == "1693"
    assert [fila[c] for c in MONTOS] == [0, 19117334, 10911882, 10800156, 10800156, 10800156, 10792166]
    assert fila["avance"] == Decimal("56.5")


def test_en_la_pantalla_la_fila_de_total_no_se_toma_por_inversion(tmp_path):
    ruta = pantalla(
        tmp_path / "descarga.xls", proyecto("TOTAL", pim="2,000", devengado="1,000"),
        proyecto("2470242: CREACIÓN: PUENTE PEÑA"), proyecto("2001621: ESTUDIOS DE PRE-INVERSION"),
    )  # fmt: skip
    hecha = leer(ruta)
    assert list(hecha.tabla["codigo"]) == ["2470242", "2001621"]
    assert list(hecha.totales["nombre"]) == ["TOTAL"]
    assert hecha.totales["pim"].iloc[0] == 2000
    puente = de(hecha, cui="2470242")
    assert puente["nombre"] == "CREACIÓN: PUENTE PEÑA"
    assert (puente["pim"], puente["avance"], puente["fecha_consulta"]) == (1000, 50, date(2026, 1, 3))
    assert de(hecha, codigo="2001621")["cui"] is None
    assert any("TOTAL" in oracion for oracion in hecha.entendido)
    assert any("genéricos" in oracion for oracion in hecha.entendido)


def test_el_total_que_no_lo_dice_se_conoce_por_ser_la_suma_de_las_demas(tmp_path):
    ruta = pantalla(
        tmp_path / "a.xls", proyecto("GOBIERNO REGIONAL", pim="6,000", devengado="1,500"), proyecto("2470242: A"),
        proyecto("2470243: B", pim="2,000"), proyecto("2470244: C", pim="3,000"),
    )  # fmt: skip
    hecha = leer(ruta)
    assert len(hecha.tabla) == 4  # certificado, compromiso y girado no suman: no es un total
    suma = ["GOBIERNO REGIONAL", "0", "6,000", "2,700", "2,700", "1,800", "1,500", "1,200", "25.0"]
    hecha = leer(pantalla(tmp_path / "b.xls", suma, *[proyecto(f"247024{n}: A", pim="2,000") for n in range(3)]))
    assert list(hecha.totales["nombre"]) == ["GOBIERNO REGIONAL"]
    assert "suma de las demás" in supuestos(hecha)


def test_los_errores_de_la_pantalla_se_dicen_todos_juntos(tmp_path):
    ruta = pantalla(tmp_path / "a.xls", proyecto("2470242: A", pim="mil"), proyecto("2470243: B", devengado="n. d. x"))
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(ruta)
    hallados = {(p.archivo, p.fila, p.columna, p.valor) for p in visto.value.problemas}
    assert hallados == {("a.xls", 1, "PIM", "mil"), ("a.xls", 2, "Devengado", "n. d. x")}


def test_un_aviso_de_la_pagina_no_es_una_fila_y_se_advierte(tmp_path):
    hecha = leer(pantalla(tmp_path / "a.xls", proyecto("2470242: A"), ["Continúa en la página 2"]))
    assert len(hecha.tabla) == 1
    assert "puede estar incompleta" in supuestos(hecha)


def test_la_tabla_cruda_de_municipalidades_da_lo_mismo_que_la_procesada_fila_por_fila(cruda_y_procesada):
    cruda, procesada = cruda_y_procesada
    assert len(cruda.tabla) == len(procesada.tabla) == 3782
    columnas = ["anio", "que", "codigo", "nombre", "ubigeo", "sec_ejec", *MONTOS, "avance"]
    for columna in columnas:
        assert list(cruda.tabla[columna]) == list(procesada.tabla[columna]), columna
    assert cruda.tabla[columnas].notna().all(axis=None)
    assert cruda.totales.empty and procesada.totales.empty and not cruda.desconocidas


def test_las_municipalidades_reales_llevan_su_ubigeo_y_su_ejecutora_como_texto(cruda_y_procesada):
    tabla = cruda_y_procesada[0].tabla
    assert tabla["ubigeo"].str.fullmatch(r"\d{6}").all()
    assert (tabla["codigo"] == tabla["ubigeo"] + "-" + tabla["sec_ejec"]).all()
    por_departamento = tabla[tabla["anio"] == 2024]["ubigeo"].str[:2].value_counts()
    assert [por_departamento[d] for d in ("12", "08", "04", "06")] == [124, 116, 109, 127]
    assert (tabla["girado"] > tabla["devengado"]).sum() == 2


@pytest.mark.parametrize(
    ("archivo", "filas", "que"),
    [("categoria_presupuestal", 8, "programa"), ("producto", 26, None), ("fuete_financiamiento", 11, "fuente")],
)
def test_las_tablas_por_medida_dan_una_fila_por_rotulo_y_anio(archivo, filas, que):
    hecha = leer(real(f"consulta_amigable/{archivo}.xlsx"))
    assert len(hecha.tabla) == filas
    assert not hecha.tabla.duplicated(["anio", "codigo"]).any()
    assert que is None or set(hecha.tabla["que"]) == {que}
    assert (hecha.tabla["pim"].map(type) == Decimal).all()


def test_el_producto_sin_presupuesto_en_un_anio_no_es_una_fila_de_cero():
    hecha = leer(real("consulta_amigable/producto.xlsx"))
    assert de(hecha, codigo="2470242", anio=2019)["devengado"] == 14750
    assert {"inversion", "producto", "proyecto_generico"} == set(hecha.tabla["que"])
    assert hecha.tabla.loc[hecha.tabla["que"] != "inversion", "cui"].isna().all()
    assert "22 " in " ".join(hecha.entendido)


def test_una_medida_que_no_existe_o_repetida_es_un_error_con_su_celda(tmp_path):
    filas = [["Rubro", "variable", 2024], ["00: ORDINARIOS", "PIM", 5], ["00: ORDINARIOS", "PIM", 6], ["00: X", "PIN", 7]]
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(libro(tmp_path / "a.xlsx", filas))
    assert {(p.hoja, p.fila, p.valor) for p in visto.value.problemas} == {("Hoja1", 3, "PIM"), ("Hoja1", 4, "PIN")}


def test_los_errores_de_una_tabla_se_dicen_juntos_con_hoja_fila_columna_y_valor(tmp_path):
    filas = [
        CORTA, [2025, "001-0812: SEDE", "10", "1,250", "900", "s/ dato?", "1", "5.0"],
        [2025, "002-0813: AGRICULTURA", "10", "1.250", "900", "12", "1", "5.0"],
    ]  # fmt: skip
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(libro(tmp_path / "a.xlsx", filas, "enero"))
    hallados = {(p.hoja, p.fila, p.columna, p.letra, p.valor) for p in visto.value.problemas}
    assert hallados == {("enero", 2, "Devengado", "F", "s/ dato?"), ("enero", 3, "PIM", "D", "1.250")}


def test_una_celda_con_el_error_de_una_formula_no_se_toma_por_vacia(tmp_path):
    filas = [CORTA, [2025, "001-0812: SEDE", 10, "=1/0", 900, 12, 1, 5]]
    with pytest.raises(ErrorDeEntrada, match="fórmula"):
        leer(libro(tmp_path / "a.xlsx", filas))


def test_las_celdas_rotas_se_hallan_aunque_la_hoja_se_lea_por_trozos(tmp_path, monkeypatch):
    filas = [["A", "B"], *([n, "=1/0"] for n in range(30))]
    contenido = libro(tmp_path / "a.xlsx", filas).read_bytes()
    de_una_vez = [celda for celda, *_ in rotas.celdas_rotas(contenido, "Hoja1")]
    assert de_una_vez == [f"B{n}" for n in range(2, 32)]
    monkeypatch.setattr(rotas, "TROZO", 50)
    assert [celda for celda, *_ in rotas.celdas_rotas(contenido, "Hoja1")] == de_una_vez


def test_la_columna_desconocida_de_una_tabla_queda_aparte_y_se_nombra(tmp_path):
    filas = [[*CORTA, "Semáforo"], [2025, "001-0812: SEDE", 10, 1250, 900, 12, 1, 1.0, "rojo"], ["", "TOTAL", *[10] * 6, ""]]
    hecha = leer(libro(tmp_path / "a.xlsx", filas))
    assert hecha.desconocidas == ("Semáforo",)
    assert list(hecha.apartadas["Semáforo"]) == ["rojo"]
    assert any("Semáforo" in oracion for oracion in hecha.entendido)
    assert list(hecha.totales["nombre"]) == ["TOTAL"]
    assert de(hecha, codigo="001-0812")["sec_ejec"] == "0812"


def test_la_lista_de_proyectos_real_va_en_millones_y_se_lleva_a_soles(proyectos_de_los_gore):
    tabla = proyectos_de_los_gore.tabla
    assert len(tabla) == 3291
    primero = tabla[(tabla["codigo"] == "2001621") & (tabla["pliego"] == "440")].iloc[0]
    assert (primero["pim"], primero["devengado"]) == (21052399, 810474)
    assert "millones de soles" in supuestos(proyectos_de_los_gore)
    assert (tabla["pim"].map(lambda m: m == m.to_integral_value())).all()
    assert tabla["pliego"].value_counts()[["450", "446", "443", "445"]].to_list() == [114, 197, 321, 135]
    assert set(tabla["anio"]) == {2022}


def test_los_proyectos_genericos_no_son_inversiones(proyectos_de_los_gore):
    tabla = proyectos_de_los_gore.tabla
    inversiones = tabla[tabla["que"] == "inversion"]
    assert inversiones["cui"].is_unique and inversiones["cui"].notna().all()
    genericos = tabla[tabla["que"] == "proyecto_generico"]
    assert genericos["cui"].isna().all()
    assert (genericos["codigo"] == "2001621").sum() == 25
    assert (genericos["codigo"] == "2016766").sum() == 18


def test_la_lista_del_gobierno_nacional_aparta_su_sector_y_va_en_millones():
    hecha = leer(real("consulta_amigable/Proy_GN.xlsx"))
    assert len(hecha.tabla) == 3663
    assert "Sector" in hecha.desconocidas
    assert hecha.tabla["pim"].max() > 10**9
    assert "millones de soles" in supuestos(hecha)


PROYECTOS = ["CUI", "Proyecto", "PIM_2022", "DEV_2022", "Pliego"]


def test_una_lista_en_soles_se_queda_en_soles(tmp_path):
    filas = [PROYECTOS, [2470242, "A", 1_250_000, 810_474.25, 450], [2470243, "B", 91_000, 0, 450]]
    hecha = leer(libro(tmp_path / "a.xlsx", filas))
    assert list(hecha.tabla["pim"]) == [1_250_000, 91_000]
    assert list(hecha.tabla["cui"]) == ["2470242", "2470243"]
    assert "van en soles" in supuestos(hecha)


@pytest.mark.parametrize("montos", [[(12, 3), (8, 1)], [(1.234, 0.5), (2.5, 0.1)]])
def test_si_no_se_puede_saber_si_van_en_millones_se_pregunta(tmp_path, montos):
    filas = [PROYECTOS, *([2470242 + n, "A", pim, dev, 450] for n, (pim, dev) in enumerate(montos))]
    with pytest.raises(ErrorDeEntrada, match="¿Son soles o millones"):
        leer(libro(tmp_path / "a.xlsx", filas))


def test_el_titulo_que_dice_millones_basta_y_el_que_contradice_a_los_montos_es_un_error(tmp_path):
    titulos = ["CUI", "Proyecto", "PIM_2022 (millones)", "DEV_2022 (millones)"]
    hecha = leer(libro(tmp_path / "a.xlsx", [titulos, [2470242, "A", 12, 3.5]]))
    assert list(hecha.tabla["pim"]) == [12_000_000]
    with pytest.raises(ErrorDeEntrada, match="el título dice millones"):
        leer(libro(tmp_path / "b.xlsx", [titulos, [2470242, "A", 1_250_000, 810_474]]))


def test_el_tipo_1_del_extracto_de_los_gore_va_con_los_totales_y_es_la_suma(gore):
    assert len(gore.tabla) + len(gore.totales) == 3487
    assert not set(gore.totales["que"]) - {"programa", "funcion"}
    llave = ["pliego", "codigo"]
    partes = gore.tabla[gore.tabla["que"].str.startswith("programa_")].groupby(llave)["pim"].sum()
    totales = gore.totales[gore.totales["que"] == "programa"].set_index(llave)["pim"]
    assert (partes[totales.index] == totales).all()


def test_programa_y_funcion_son_dos_vistas_del_mismo_dinero_y_no_se_confunden(gore):
    vista = gore.tabla["que"].str.split("_").str[0]
    sumas = gore.tabla.groupby(vista)["pim"].sum()
    assert sumas["programa"] == sumas["funcion"]
    assert set(vista) == {"programa", "funcion"}
    assert any("no se suman" in oracion for oracion in gore.entendido)
    assert gore.tabla["codigo"].str.startswith("0").any() and set(gore.tabla["pliego"]) == {str(p) for p in range(440, 465)}


def test_un_solo_json_de_los_gore_da_las_mismas_filas_que_el_csv(gore):
    hecha = leer(real("gasto_siaf/gore_2024_json/446.json"))
    columnas = ["anio", "que", "codigo", "pliego", "pim", "devengado", "girado"]
    del_csv = gore.tabla[gore.tabla["pliego"] == "446"][columnas].reset_index(drop=True)
    assert hecha.tabla[columnas].equals(del_csv)
    assert "nombre del archivo: 446" in supuestos(hecha)


def test_un_total_que_no_es_la_suma_de_sus_partes_se_advierte(tmp_path):
    filas = [{"a": 2024, "g": "R", "op": o, "c": "03", "p": p, "d": 1, "i": 1, "t": t}
             for o in "cf" for t, p in ((1, 90), (2, 30), (3, 40))]  # fmt: skip
    ruta = tmp_path / "450.json"
    ruta.write_text(json.dumps(filas), encoding="utf-8")
    hecha = leer(ruta)
    assert list(hecha.tabla["que"].unique()) == [
        "programa_en_proyectos", "programa_en_actividades", "funcion_en_proyectos", "funcion_en_actividades"
    ]  # fmt: skip
    assert "no es proyectos más actividades" in supuestos(hecha)
    assert list(hecha.tabla["codigo"]) == ["03"] * 4


def test_el_seguimiento_de_lambayeque_cuenta_los_proyectos_de_su_anio(lambayeque):
    tabla = lambayeque.tabla
    con_pim = tabla[tabla["pim"].map(lambda m: bool(m))]
    assert set(con_pim["anio"]) == {2025}
    assert len(con_pim) == 1567
    assert tabla.loc[tabla["anio"] < 2025, ["pim", "devengado", "avance"]].isna().all(axis=None)
    assert "no está en el archivo" in supuestos(lambayeque)
    assert tabla["cui"].isna().all()
    assert lambayeque.desconocidas == ("sector",)


def test_las_filas_repetidas_con_monto_del_seguimiento_quedan_y_se_advierten(tmp_path):
    fila = {"NOMBRE": "PUENTE", "anio": 2025, "sector": " ", "pim": 100, "devengado": 50, "avance": 50.0}
    ruta = tmp_path / "data.json"
    ruta.write_text(json.dumps({"ultima_actualizacion": "22/02/2026", "proyectos": [fila, fila]}), encoding="utf-8")
    hecha = leer(ruta)
    assert len(hecha.tabla) == 2
    assert "1 fila repite a otra" in supuestos(hecha)
    assert set(hecha.tabla["fecha_consulta"]) == {date(2026, 2, 22)}


def test_sin_pliego_en_el_nombre_el_json_de_un_gore_queda_sin_el_y_se_advierte(tmp_path):
    ruta = tmp_path / "descarga.json"
    filas = [{"a": 2024, "g": "R", "op": o, "c": "03", "p": 30, "d": 1, "i": 1, "t": 2} for o in "cf"]
    ruta.write_text(json.dumps(filas), encoding="utf-8")
    hecha = leer(ruta)
    assert hecha.tabla["pliego"].isna().all()
    assert "no dice de qué pliego es" in supuestos(hecha)
    assert set(gore_2024.FORMATO.leer(ruta, "450.json").tabla["pliego"]) == {"450"}


def test_un_csv_con_punto_y_coma_en_latin_1_se_lee_igual_que_el_libro(tmp_path):
    filas = [CORTA, ["2025", "001-0812: SEÑOR", "10", "1,250", "900", "12", "1", "1.0"], ["", "TOTAL", *["10"] * 6]]
    del_libro = leer(libro(tmp_path / "a.xlsx", filas))
    ruta = tmp_path / "sin_extension"
    ruta.write_text("\n".join(";".join(fila) for fila in filas), encoding="latin-1")
    vista = Vista(ruta, ruta.read_bytes(), tuple(CORTA))
    (formato,) = [f for f in FORMATOS if f.reconoce(vista)]
    del_csv = formato.leer(ruta, "sin_extension")
    assert del_csv.tabla.equals(del_libro.tabla) and del_csv.totales.equals(del_libro.totales)


def test_un_proyecto_cuyo_nombre_acaba_en_total_no_es_una_fila_de_total(tmp_path):
    nombre = "MEJORAMIENTO DEL SERVICIO DE ELECTRIFICACION RURAL DEL CASERIO CASABLANCA, DISTRITO DE OLMOS, COBERTURA TOTAL"
    registros = [{"NOMBRE": n, "anio": 2025, "pim": 100, "devengado": 50} for n in (nombre, "PUENTE", "TOTAL")]
    ruta = tmp_path / "x.json"
    ruta.write_text(json.dumps({"proyectos": registros, "ultima_actualizacion": ""}), encoding="utf-8")
    hecha = leer(ruta)
    assert list(hecha.tabla["nombre"]) == [nombre, "PUENTE"]
    assert list(hecha.totales["nombre"]) == ["TOTAL"]


def test_un_formato_se_reconoce_por_lo_que_contiene_y_no_por_su_nombre(tmp_path):
    hecha = leer(pantalla(tmp_path / "foto.png", proyecto("2470242: A")))
    assert hecha.formato == "consulta_amigable"
    (tmp_path / "consulta_amigable.xls").write_text("<html><table><tr><td>Otra cosa</td></tr></table></html>")
    assert quienes(tmp_path / "consulta_amigable.xls") == []


def test_los_archivos_grandes_del_gasto_no_son_de_estos_formatos():
    for nombre in ("muestra_2025-Gasto-Mensual.csv", "muestra_2025-Gasto-Devengado-Mensual.csv",
                   "esquema_2025_gasto_mensual.json", "ranking_gore_2026_corte_2026-04-23.csv"):  # fmt: skip
        assert quienes(real(f"gasto_siaf/{nombre}")) == [], nombre
