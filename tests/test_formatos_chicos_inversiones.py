"""La «consulta avanzada» del Banco y los archivos del SSI: una fila por inversión, en soles y sin contar dos veces."""

import json
from datetime import date
from decimal import Decimal

import pytest
import python_calamine as calamine
from muestras_chicas import Vista, de, leer, libro, quienes, real, supuestos

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.fuentes.chicos import FORMATOS, consulta_avanzada

AMAZONAS = "inversiones/consulta_avanzada_kaggle/Amazonas_Filtrado.xlsx"
TITULOS = [
    "Código único de inversión", "Nombre de la inversión", "Monto viable", "Estado de la inversión", "Sector", "Entidad",
    "Ejecutora", "Fecha de registro", "Fecha de viabilidad", "Costo actualizado", "Descripción de la alternativa",
    "Beneficiarios", "Departamento", "Provincia", "Distrito", "Ubigeo",
]  # fmt: skip
DE_DETALLE = (
    "NIVEL", "SECTOR", "ENTIDAD", "CODIGO_UNICO", "CODIGO_SNIP", "NOMBRE_INVERSION", "NOMBRE_UEI", "SEC_EJEC", "ESTADO",
    "SITUACION", "MONTO_VIABLE", "COSTO_ACTUALIZADO", "ALTERNATIVA", "FECHA_REGISTRO", "FECHA_VIABILIDAD", "FUNCION",
    "MARCO", "TIPO_INVERSION", "DEPARTAMENTO", "PROVINCIA", "DISTRITO", "UBIGEO", "ANIO_PROCESO",
)  # fmt: skip


def fila(cui, *, monto=100, ubigeo=10101, distrito="CHACHAPOYAS", viabilidad="25/01/2023", estado="ACTIVO"):
    return [cui, "PUENTE", monto, estado, "GOBIERNOS LOCALES", "MUNICIPALIDAD", "UEI", "05/01/2023", viabilidad, 150.5,
            "Un puente", 30, "AMAZONAS", "CHACHAPOYAS", distrito, ubigeo]  # fmt: skip


@pytest.fixture(scope="module")
def amazonas():
    """El exporte real de Amazonas, que se lee una sola vez."""
    return consulta_avanzada.FORMATO.leer(real(AMAZONAS), "amazonas.xlsx")  # sin mirarlo: eso demora otro tanto


@pytest.fixture(scope="module")
def filas_de_amazonas():
    """Sus filas tal cual, sin pasar por el lector."""
    hoja = calamine.CalamineWorkbook.from_path(str(real(AMAZONAS))).get_sheet_by_index(0)
    return hoja.to_python()[1:]


def test_amazonas_da_una_fila_por_inversion(amazonas, filas_de_amazonas):
    assert len(filas_de_amazonas) == 17105
    con_cui = amazonas.tabla[amazonas.tabla["cui"].notna()]
    assert len(con_cui) == 10862 and con_cui["cui"].is_unique
    assert con_cui["cui"].str.fullmatch(r"\d{7}").all()
    dichas = " ".join(amazonas.entendido)
    assert "17105 filas de 10862 CUI" in dichas and "4073 filas repiten" in dichas
    assert len(amazonas.tabla) - len(con_cui) == 141  # las que no traen CUI no se pierden
    assert "141 filas no traen CUI" in supuestos(amazonas)


def test_los_montos_de_amazonas_no_se_cuentan_una_vez_por_localizacion(amazonas, filas_de_amazonas):
    una_vez = {f[0]: Decimal(str(f[2])) for f in filas_de_amazonas if f[0] != "" and f[2] != ""}
    con_cui = amazonas.tabla[amazonas.tabla["cui"].notna()]
    leido = sum(m for m in con_cui["monto_viable"] if m is not None)
    assert abs(leido - sum(una_vez.values())) < 1  # hay montos con más de dos decimales
    assert sum(Decimal(str(f[2])) for f in filas_de_amazonas if f[2] != "") > 3 * leido


def test_las_localizaciones_de_una_inversion_van_reunidas(amazonas, filas_de_amazonas):
    cuantas = amazonas.tabla[amazonas.tabla["cui"].notna()]["localizaciones"]
    repartida = amazonas.tabla.loc[cuantas.astype(int).idxmax()]
    suyas = {(f[14], f"0{int(f[15])}") for f in filas_de_amazonas if f[0] != "" and f"{f[0]:.0f}" == repartida["cui"]}
    assert len(suyas) == repartida["localizaciones"] > 10
    assert set(repartida["ubigeo"].split("; ")) == {ubigeo for _, ubigeo in suyas}
    assert set(repartida["distrito"].split("; ")) == {distrito for distrito, _ in suyas}
    carretera = de(amazonas, cui="2480997")
    assert carretera["monto_viable"] == Decimal("610491429.94")
    assert (carretera["clase"], carretera["fecha_registro"]) == ("activa", date(2020, 2, 11))


def test_el_ubigeo_de_amazonas_recupera_su_cero(amazonas):
    ubigeos = amazonas.tabla["ubigeo"].dropna().str.split("; ").explode()
    assert ubigeos.str.fullmatch(r"01\d{4}").all()
    assert any("cero inicial" in oracion for oracion in amazonas.entendido)


def test_los_dias_de_excel_y_los_escritos_dan_lo_mismo(amazonas):
    hecha = leer(real("inversiones/consulta_avanzada_kaggle/only_15_rows.xlsx"))
    assert len(hecha.tabla) == 28
    comunes = hecha.tabla.set_index("cui")
    de_amazonas = amazonas.tabla.set_index("cui").loc[comunes.index]
    assert list(comunes["fecha_registro"]) == list(de_amazonas["fecha_registro"])
    assert list(comunes["monto_viable"]) == list(de_amazonas["monto_viable"])


def test_el_ubigeo_de_solo_la_provincia_se_completa_y_se_dice():
    hecha = leer(real("inversiones/consulta_avanzada_kaggle/Madre_de_Dios_Filtrado.xlsx"))
    assert hecha.tabla["cui"].notna().sum() == hecha.tabla["cui"].nunique() == 1889
    assert hecha.tabla["ubigeo"].dropna().str.split("; ").explode().str.fullmatch(r"\d{6}").all()
    assert "1 ubigeo llega solo al departamento o la provincia" in supuestos(hecha)


def test_dos_filas_de_un_cui_con_otro_monto_se_advierten_y_queda_el_primero(tmp_path):
    filas = [TITULOS, fila(2480997), fila(2480997, monto=900, distrito="BAGUA", ubigeo=10201), fila(2480998)]
    hecha = leer(libro(tmp_path / "exporte.xlsx", filas, "Sheet1"))
    assert list(hecha.tabla["monto_viable"]) == [100, 100]
    assert list(hecha.tabla["ubigeo"]) == ["010101; 010201", "010101"]
    (aviso,) = [p for p in hecha.hallazgos if "2480997" in p.regla]
    assert (aviso.hoja, aviso.fila, aviso.columna, aviso.valor) == ("Sheet1", 3, "Monto viable", "900")


def test_los_errores_de_la_consulta_avanzada_se_dicen_juntos(tmp_path):
    filas = [TITULOS, fila("24B0997"), fila(2480998, monto="mucho"), fila(2480999, viabilidad="31/02/2023")]
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(libro(tmp_path / "a.xlsx", filas))
    hallados = {(p.hoja, p.fila, p.columna, p.valor) for p in visto.value.problemas}
    assert hallados == {
        ("Hoja1", 2, TITULOS[0], "24B0997"), ("Hoja1", 3, "Monto viable", "mucho"),
        ("Hoja1", 4, "Fecha de viabilidad", "31/02/2023"),
    }  # fmt: skip


def test_un_monto_con_demasiadas_cifras_es_un_error_con_su_celda(tmp_path):
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(libro(tmp_path / "a.xlsx", [TITULOS, fila(2480997, monto=1e30), fila(2480998)]))
    (problema,) = visto.value.problemas
    assert (problema.fila, problema.columna) == (2, "Monto viable")
    assert "demasiado grande" in problema.regla


def test_la_columna_desconocida_de_la_consulta_avanzada_queda_aparte(tmp_path):
    filas = [[*TITULOS, "Observación"], [*fila(2480997), "revisar"], [*fila(2480997, ubigeo=10102), "listo"]]
    hecha = leer(libro(tmp_path / "a.xlsx", filas))
    assert hecha.desconocidas == ("Observación",)
    assert list(hecha.apartadas["Observación"]) == ["revisar; listo"]


def test_los_datos_abiertos_del_banco_no_se_toman_por_la_consulta_avanzada(tmp_path):
    vista = Vista(tmp_path / "x.csv", ",".join(DE_DETALLE).encode(), DE_DETALLE)
    assert [f.clave for f in FORMATOS if f.reconoce(vista)] == []
    assert [f.clave for f in FORMATOS if f.reconoce(Vista(vista.ruta, b"", tuple(TITULOS)))] == ["consulta_avanzada"]


def test_un_archivo_de_otra_cosa_no_es_de_ningun_formato():
    for nombre in ("inversiones/GR_CODES_2022.xlsx", "inversiones/Detalle_Inversiones_Diccionario.csv",
                   "gobiernos_regionales.csv", "ubigeo/ubigeo_distrito.csv",
                   "ubigeo/ubigeo_a_sec_ejec_municipalidades.json"):  # fmt: skip
        assert quienes(real(nombre)) == [], nombre


def test_la_ficha_del_ssi_lleva_sus_codigos_como_texto():
    hecha = leer(real("ssi/exInfoSnip.json"))
    ficha = de(hecha, cui="2336168")
    assert (ficha["snip"], ficha["clase"], ficha["estado"]) == ("2336168", "activa", "ACTIVO")
    assert (ficha["monto_viable"], ficha["costo"]) == (2345952, Decimal("3465922.57"))
    assert (ficha["fecha_registro"], ficha["fecha_viabilidad"]) == (date(2016, 12, 4), date(2016, 12, 5))
    assert {"NivelViabilidad", "Marcas"} <= set(hecha.desconocidas)


def test_la_fecha_que_el_ssi_dice_de_dos_maneras_distintas_se_advierte(tmp_path):
    registro = {"CodigoUnico": 2336168.0, "MontoAlternativa": 1.0, "FlagCerrado": "1", "Nombre": "A",
                "FechaViabilidadStr": "05/12/2016", "FechaViabilidad": "2016-12-06T00:00:00"}  # fmt: skip
    ruta = tmp_path / "r.json"
    ruta.write_text(json.dumps(registro), encoding="utf-8")
    hecha = leer(ruta)
    assert hecha.tabla["fecha_viabilidad"].iloc[0] == date(2016, 12, 5)
    assert hecha.tabla["clase"].iloc[0] == "cerrada"
    assert "no es la misma" in supuestos(hecha)


def test_la_ejecucion_del_ssi_reparte_la_inversion_en_sus_dos_ejecutoras():
    hecha = leer(real("ssi/exInfoSiaf.json"))
    tabla = hecha.tabla
    assert set(tabla["producto_proyecto"]) == {"2336168"}
    meses = tabla[tabla["mes_eje"] > 0]
    assert meses.groupby("sec_ejec")["monto_devengado"].sum().to_dict() == {
        "1027": Decimal("117320.42"), "1228": Decimal("492480.69"),
    }  # fmt: skip
    anual = tabla[tabla["mes_eje"] == 0]
    pim = {(a, e): m for a, e, m in zip(anual["ano_eje"], anual["sec_ejec"], anual["monto_pim"], strict=True)}
    assert pim == {(2017, "1027"): 118300, (2018, "1027"): 0, (2018, "1228"): 2228631}
    assert tabla["monto_girado"].isna().all()
    assert meses["monto_pim"].isna().all() and anual["monto_devengado"].isna().all()
    octubre = meses[(meses["ano_eje"] == 2018) & (meses["mes_eje"] == 10) & (meses["sec_ejec"] == "1228")]
    assert list(octubre["monto_devengado"]) == [Decimal("286231.75")]


def test_los_meses_del_ssi_que_no_suman_su_anio_se_advierten(tmp_path):
    financiera = {"CodigoEjecutora": "1027", "Año": "2017", "Pim": 10.0, "Dev": 9.0, "DevEne": 4.0}
    ruta = tmp_path / "r.json"
    datos = {"CodigoSiaf": "2336168", "Nombre": "A", "InfoPeriodoPrimerDevengado": "Enero 2017", "Devengado": 9.0,
             "InfoFinanciera": [financiera]}  # fmt: skip
    ruta.write_text(json.dumps(datos), encoding="utf-8")
    assert "los meses de 2017 suman 4" in supuestos(leer(ruta))


def f12b(**campos):
    meses = {f"MONTO_PROGRAMADO_{m}": 100.0 * m for m in range(1, 13)} | {f"DEV_ANO_VIG_{m}": None for m in range(1, 13)}
    base = {"CODIGO_UNICO": 2336168.0, "FECHA_ULT_ACT_F12B": "/Date(1584939600000)/", "ULT_PERIODO_REG_F12B": "Marzo 2020",
            "PORC_AVANCE_FIS": 45.5, "PORC_AVANCE_EJEC": 40.0, "DEV_ACUMULADO": 1234.56,
            "ULT_ESTADO_SITUACIONAL": "En ejecución", "FEC_INI_EJ": "2019-05-01T00:00:00", "CIERRE_REGISTRADO": "NO"}  # fmt: skip
    return base | meses | campos


def test_el_formato_12b_del_ssi_da_sus_meses_y_el_anio_de_su_ultima_actualizacion(tmp_path):
    ruta = tmp_path / "f12b.json"
    ruta.write_text(json.dumps({"d": [f12b(DEV_ANO_VIG_2=55.5)]}), encoding="utf-8")
    hecha = leer(ruta)
    fila_leida = de(hecha, cui="2336168")
    assert (fila_leida["fecha_f12b"], fila_leida["anio"], fila_leida["periodo_f12b"]) == (date(2020, 3, 23), 2020, "2020-03")
    assert (fila_leida["programado_01"], fila_leida["programado_12"], fila_leida["devengado_02"]) == (100, 1200, Decimal("55.5"))
    assert fila_leida["devengado_01"] is None  # sin dato, no cero
    assert (fila_leida["avance_fisico"], fila_leida["inicio_fisico"]) == (Decimal("45.5"), date(2019, 5, 1))
    assert "CIERRE_REGISTRADO" in hecha.desconocidas
    assert "los cruzan" in supuestos(hecha)


def test_el_formato_12b_sin_cui_dice_que_hacer(tmp_path):
    registro = f12b(DEV_ANO_VIG_1="nada?")
    del registro["CODIGO_UNICO"]
    ruta = tmp_path / "f12b.json"
    ruta.write_text(json.dumps([registro]), encoding="utf-8")
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(ruta)
    assert len(visto.value.problemas) == 2
    assert "CODIGO_UNICO" in str(visto.value) and "registro 1, campo DEV_ANO_VIG_1" in str(visto.value)


def test_el_resumen_peip_va_en_millones_y_sus_beneficiarios_tambien():
    hecha = leer(real("ssi/PEIP.xlsx"))
    assert len(hecha.tabla) == 76
    colegio = de(hecha, cui="2455343")
    assert (colegio["monto_viable"], colegio["pim"]) == (Decimal("21373993.92"), 18448066)
    assert colegio["fecha_viabilidad"] == date(2019, 7, 19)
    assert set(hecha.tabla["anio_proceso"]) == {2022}
    assert hecha.tabla["beneficiarios"].dropna().map(lambda b: b == b.to_integral_value()).all()
    assert "millones de soles" in supuestos(hecha) and "beneficiarios" in supuestos(hecha)
    assert "2021-03" in hecha.desconocidas


def test_el_resumen_de_las_principales_va_en_millones():
    hecha = leer(real("ssi/principales.xlsx"))
    assert len(hecha.tabla) == 10
    linea_2 = de(hecha, cui="2233850")
    assert linea_2["costo"] == Decimal("17105139853.64")
    assert (linea_2["primer_devengado"], linea_2["ultimo_devengado"]) == ("2014-01", "2022-02")
    assert linea_2["saldo_por_ejecutar"] + linea_2["devengado_acumulado"] == linea_2["costo"]
    assert "millones de soles" in supuestos(hecha)
