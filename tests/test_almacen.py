"""El almacén de los archivos grandes del MEF: qué se reconoce, qué se suma, qué se aparta y cómo se retoma."""

import csv
import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import RAIZ

from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.fuentes import almacen, indice
from sistematizacion.fuentes.cartera_mef import cartera_de
from sistematizacion.fuentes.clases import CLASES, GASTO
from sistematizacion.fuentes.grandes import EN_PALABRAS, EN_TRES_LETRAS, GRANDES
from sistematizacion.fuentes.ingreso import EN_CURSO, ingresar
from sistematizacion.fuentes.muestra import mirar
from sistematizacion.fuentes.trozos import partir
from sistematizacion.rutas import Rutas

REALES = RAIZ.parent / "shared" / "mef" / "gasto_siaf"
DE_63 = [c.upper() for c in GASTO if c != "tipo_transaccion_nombre"]
OBRA, OTRA = "9920007", "9920014"
BASE = {"ANO_EJE": "2025", "NIVEL_GOBIERNO": "R", "PLIEGO": "999", "SEC_EJEC": "801", "EJECUTORA_NOMBRE": "Sede (ficticia)",
        "TIPO_ACT_PROY": "2", "PRODUCTO_PROYECTO": OBRA, "PRODUCTO_PROYECTO_NOMBRE": 'Riego, "canal"\ny reservorio',
        "META": "00002", "MONTO_PIA": "0", "MONTO_PIM": "0", "MONTO_DEVENGADO": "0"}  # fmt: skip
FILAS = [
    {"MES_EJE": "0", "MONTO_PIA": "100", "MONTO_PIM": "200"},
    {"MES_EJE": "0", "MONTO_PIA": "1", "MONTO_PIM": "50", "SEC_EJEC": "802", "EJECUTORA_NOMBRE": "Salud (ficticia)"},
    {"MES_EJE": "1", "MONTO_DEVENGADO": "20.55"},
    {"MES_EJE": "3", "MONTO_DEVENGADO": "-5.05", "SEC_EJEC": "802"},
    {"MES_EJE": "12", "MONTO_DEVENGADO": "10"},
    {"MES_EJE": "0", "PRODUCTO_PROYECTO": "2001621", "MONTO_PIM": "999"},
    {"MES_EJE": "0", "PRODUCTO_PROYECTO": "3999999", "TIPO_ACT_PROY": "3", "MONTO_PIM": "777"},
    {"MES_EJE": "0", "PRODUCTO_PROYECTO": OTRA, "PLIEGO": "998", "SEC_EJEC": "700", "MONTO_PIM": "33"},
]
DEL_12B = [
    "CODIGO_UNICO", "NOMBRE_INVERSION", "DEV_AÑO_ACTUAL", "FECHA_ULT_ACT_F12B", "AVANCE_FISICO", "ULT_PROBLEMA",
    *(f"DEV_{m}_AÑO_VIG" for m in EN_TRES_LETRAS), *(f"MONTO_ACTUALIZADO_{m}" for m in range(1, 13)),
    *(f"MONTO_PROGRAMADO_{m}" for m in range(1, 13)),
]  # fmt: skip


def escribir(ruta: Path, columnas: list[str], filas: list[dict[str, str]], *, codificacion: str = "utf-8-sig") -> Path:
    texto = io.StringIO()
    tabla = csv.DictWriter(texto, columnas, restval="", lineterminator="\r\n")
    tabla.writeheader()
    tabla.writerows(filas)
    ruta.write_bytes(texto.getvalue().encode(codificacion))
    return ruta


def gasto(ruta: Path, filas: list[dict[str, str]], **cambios: str) -> Path:
    return escribir(ruta, DE_63, [BASE | f | cambios for f in filas])


@pytest.fixture
def rutas(tmp_path: Path) -> Rutas:
    return Rutas(tmp_path)


@pytest.fixture
def cartera(rutas: Rutas, tmp_path: Path):
    ingresar(gasto(tmp_path / "a.csv", FILAS), rutas, tamano=500)
    return cartera_de("999", [], date(2025, 11, 30), rutas)


def inversion(cartera, cui: str = OBRA) -> dict:
    [fila] = cartera.inversiones[cartera.inversiones["cui"] == cui].to_dict("records")
    return fila


@pytest.mark.parametrize("formato", GRANDES, ids=lambda f: f.clave)
def test_los_alias_son_de_columnas_de_su_clase(formato):
    assert set(formato.alias) | set(formato.fijas) <= set(CLASES[formato.clase])


def test_los_trozos_juntos_son_el_archivo_y_cada_uno_termina_donde_termina_un_registro(tmp_path):
    ruta = gasto(tmp_path / "a.csv", FILAS * 5)
    trozos = list(partir(mirar(ruta), 0, 0, 1, 700))
    assert len(trozos) > 5 and all(t.contenido.endswith(b"\r\n") and t.contenido.count(b'"') % 2 == 0 for t in trozos)
    assert b"".join(t.contenido for t in trozos) == ruta.read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert [t.hasta for t in trozos[:-1]] == [t.desde for t in trozos[1:]]


def test_pia_y_pim_estan_en_el_mes_cero_y_una_inversion_de_dos_ejecutoras_se_suma(cartera):
    fila = inversion(cartera)
    assert (fila["pia"], fila["pim"], fila["ejecutoras"]) == (Decimal(101), Decimal(250), 2)
    assert fila["sec_ejec"] == "801; 802"


def test_el_devengado_llega_hasta_el_mes_de_corte_y_los_negativos_cuentan(cartera):
    fila = inversion(cartera)
    assert (fila["devengado"], fila["corte"]) == (Decimal("15.50"), "2025-11")
    meses = dict(zip(cartera.meses["mes"], cartera.meses["devengado"], strict=True))
    assert meses["2025-01"] == Decimal("20.55") and meses["2025-03"] == Decimal("-5.05") and meses["2025-02"] == 0
    assert "2025-12" not in meses


def test_los_proyectos_genericos_las_actividades_y_los_otros_pliegos_no_son_inversiones_del_pliego(cartera):
    assert list(cartera.inversiones["cui"]) == [OBRA]


def test_una_inversion_pedida_de_otro_pliego_viene_y_dice_que_no_es_del_pliego(rutas, tmp_path):
    ingresar(gasto(tmp_path / "a.csv", FILAS), rutas)
    pedida = inversion(cartera_de("999", [OTRA], date(2025, 12, 31), rutas), OTRA)
    assert (pedida["pim"], pedida["del_pliego"]) == (Decimal(33), False)


def test_los_codigos_conservan_sus_ceros_y_los_saltos_de_linea_quedan_dentro_de_su_celda(rutas, tmp_path):
    ingresar(gasto(tmp_path / "a.csv", FILAS), rutas)
    filas = almacen.consultar("SELECT DISTINCT meta, producto_proyecto_nombre AS nombre FROM gasto", rutas)
    assert filas.to_dict("records") == [{"meta": "00002", "nombre": 'Riego, "canal"\ny reservorio'}]


def test_ingresar_dos_veces_el_mismo_archivo_no_duplica(rutas, tmp_path):
    ruta = gasto(tmp_path / "a.csv", FILAS)
    assert not ingresar(ruta, rutas).ya_estaba
    assert ingresar(ruta, rutas).ya_estaba
    assert almacen.consultar("SELECT count(*) AS n FROM gasto", rutas)["n"][0] == len(FILAS)


def test_de_cada_ano_vale_el_ultimo_archivo_ingresado(rutas, tmp_path):
    ingresar(gasto(tmp_path / "a.csv", FILAS), rutas)
    ingresar(gasto(tmp_path / "viejo.csv", FILAS[:1], ANO_EJE="2024"), rutas)
    hecho = ingresar(gasto(tmp_path / "b.csv", [{"MES_EJE": "0", "MONTO_PIM": "7"}]), rutas)
    assert [i.archivo for i in hecho.reemplazados] == ["a.csv"]
    pim = almacen.consultar("SELECT ano_eje, sum(monto_pim) AS pim FROM gasto GROUP BY 1 ORDER BY 1", rutas)
    assert pim.to_dict("records") == [{"ano_eje": 2024, "pim": Decimal(200)}, {"ano_eje": 2025, "pim": Decimal(7)}]
    assert len(list((rutas.almacen / "gasto").iterdir())) == 2


def del_ancho(ruta: Path, pim: str) -> Path:
    meses = [f"MONTO_DEVENGADO_{m}" for m in EN_PALABRAS]
    fila = BASE | {"TIPO_ACT_PROY": "PROYECTO", "MONTO_PIM": pim, **dict.fromkeys(meses, "1")}
    quitadas = ("MES_EJE", "MONTO_DEVENGADO", "MONTO_COMPROMETIDO", "TIPO_ACT_PROY_NOMBRE")
    columnas = [*(c for c in DE_63 if c not in quitadas), *meses, "MONTO_DEVENGADO_ANUAL"]
    return escribir(ruta, columnas, [{k: v for k, v in fila.items() if k in columnas} | {"MONTO_DEVENGADO_ANUAL": "12"}])


@pytest.mark.parametrize("primero", ["63", "73"])
def test_con_los_dos_formatos_de_un_ano_vale_el_mensual_y_ninguno_se_reingresa(rutas, tmp_path, primero):
    dos = {"63": gasto(tmp_path / "a.csv", FILAS[:1]), "73": del_ancho(tmp_path / "b.csv", "999")}
    orden = [dos[primero], *(r for k, r in dos.items() if k != primero)]
    assert [ingresar(r, rutas).ya_estaba for r in (*orden, *orden)] == [False, False, True, True]
    assert almacen.consultar("SELECT sum(monto_pim) AS n FROM gasto", rutas)["n"][0] == 200


CORTADO = """
import os, sys
from pathlib import Path
from sistematizacion.fuentes.ingreso import ingresar
from sistematizacion.rutas import Rutas
vueltas = 0
def avisar(hechos, total):
    global vueltas
    vueltas += 1
    if vueltas == 4:
        os._exit(9)
ingresar(Path(sys.argv[1]), Rutas(Path(sys.argv[2])), avisar, tamano=500)
"""


def test_un_ingreso_que_muere_a_medias_no_vale_y_se_retoma_sin_repetir(rutas, tmp_path):
    ruta = gasto(tmp_path / "a.csv", FILAS * 4)
    muerto = subprocess.run([sys.executable, "-c", CORTADO, str(ruta), str(rutas.raiz)], check=False)
    assert muerto.returncode == 9
    with pytest.raises(ErrorDeUso, match="make mef"):
        almacen.consultar("SELECT 1", rutas)
    [parte] = (rutas.almacen / EN_CURSO).rglob("trozo_00000_*.parquet")
    antes = parte.stat().st_mtime_ns
    desde: list[int] = []
    hecho = ingresar(ruta, rutas, lambda hechos, total: desde.append(hechos), tamano=500)
    assert hecho.retomado and desde[0] > 0
    assert hecho.ingreso.filas == len(FILAS) * 4
    assert almacen.consultar("SELECT count(*) AS n FROM gasto", rutas)["n"][0] == len(FILAS) * 4
    [parte] = (rutas.almacen / hecho.ingreso.carpeta).rglob("trozo_00000_*.parquet")
    assert parte.stat().st_mtime_ns == antes  # el primer trozo no se volvió a hacer


def test_un_registro_mal_formado_dice_su_linea_y_el_almacen_queda_como_estaba(rutas, tmp_path):
    ruta = gasto(tmp_path / "a.csv", FILAS[2:4])
    with ruta.open("a", encoding="utf-8") as archivo:
        archivo.write("2025,1,R\r\n")
    with pytest.raises(ErrorDeEntrada) as hallado:
        ingresar(ruta, rutas)
    assert "línea 6" in str(hallado.value) and "2025,1,R" in str(hallado.value)  # cada registro ocupa dos líneas
    assert indice.leer(rutas) == [] and not list(rutas.almacen.rglob("*.parquet"))


def test_una_fila_de_total_se_aparta_y_una_columna_desconocida_se_guarda_con_su_nombre(rutas, tmp_path):
    total = dict.fromkeys(DE_63, "") | {"ANO_EJE": "2025", "MES_EJE": "0", "PLIEGO_NOMBRE": "TOTAL GENERAL", "MONTO_PIM": "250"}
    filas = [BASE | FILAS[0] | {"PKBZfrKt": "x"}, total]
    hecho = ingresar(escribir(tmp_path / "a.csv", [*DE_63, "PKBZfrKt"], filas), rutas).ingreso
    assert (hecho.filas, hecho.desconocidas) == (1, ("PKBZfrKt",))
    assert any("Una fila de total" in f for f in hecho.entendido)
    with almacen.abrir(rutas) as base:
        guardada = base.execute(
            f"SELECT extra_pkbzfrkt FROM read_parquet('{rutas.almacen}/gasto/*/filas/**/*.parquet')"
        ).fetchall()
    assert guardada == [("x",)]


def test_el_ancho_de_73_columnas_suma_lo_mismo_que_su_total_anual(rutas, tmp_path):
    columnas = [c for c in DE_63 if c not in ("MES_EJE", "MONTO_DEVENGADO", "MONTO_COMPROMETIDO", "TIPO_ACT_PROY_NOMBRE")]
    meses = [f"MONTO_DEVENGADO_{m}" for m in EN_PALABRAS]
    fila = BASE | {"TIPO_ACT_PROY": "PROYECTO", "MONTO_PIM": "500", **dict.fromkeys(meses, "1.5"), "MONTO_DEVENGADO_MARZO": "-2"}
    ruta = escribir(tmp_path / "a.csv", [*columnas, *meses, "MONTO_DEVENGADO_ANUAL"],
                    [{k: v for k, v in fila.items() if k in (*columnas, *meses)} | {"MONTO_DEVENGADO_ANUAL": "14.5"}])  # fmt: skip
    ingresar(ruta, rutas)
    fila = inversion(cartera_de("999", [], date(2025, 12, 31), rutas))
    assert (fila["pim"], fila["devengado"]) == (Decimal(500), Decimal("14.50"))


def test_los_nombres_de_2020_son_las_mismas_columnas(rutas, tmp_path):
    cambio = {"NIVEL_GOBIERNO": "TIPO_GOBIERNO", "FUENTE_FINANCIAMIENTO": "FUENTE_FINANC", "CATEGORIA_GASTO": "CATEG_GASTO"}
    viejas = [cambio.get(c, c) for c in DE_63]
    fila = {cambio.get(k, k): v for k, v in (BASE | FILAS[0] | {"FUENTE_FINANCIAMIENTO": "1"}).items()}
    ingresar(escribir(tmp_path / "a.csv", viejas, [fila], codificacion="latin-1"), rutas)
    hallado = almacen.consultar("SELECT nivel_gobierno, fuente_financiamiento FROM gasto", rutas)
    assert hallado.to_dict("records") == [{"nivel_gobierno": "R", "fuente_financiamiento": "1"}]


def test_una_letra_danada_por_doble_codificacion_se_repara_y_se_dice(rutas, tmp_path):
    danado = "NEOPLÁSICAS".encode().decode("latin-1")
    hecho = ingresar(gasto(tmp_path / "a.csv", FILAS[:1], EJECUTORA_NOMBRE=danado), rutas).ingreso
    assert almacen.consultar("SELECT ejecutora_nombre AS n FROM gasto", rutas)["n"][0] == "NEOPLÁSICAS"
    assert any("Una letra dañada" in f for f in hecho.entendido)


@pytest.mark.parametrize("rota", ["Ñ", "Ã\x91", "\ufffd"])
def test_el_formato_12b_da_lo_programado_por_mes_aunque_la_enie_venga_rota(rutas, tmp_path, rota):
    fila = dict.fromkeys(DEL_12B, "-") | {
        "CODIGO_UNICO": OBRA, "FECHA_ULT_ACT_F12B": "2025-11-03 10:00:00", "AVANCE_FISICO": "45.5", "ULT_PROBLEMA": "Falta,\nterreno",
        "MONTO_ACTUALIZADO_1": "30", "MONTO_PROGRAMADO_1": "99", "MONTO_PROGRAMADO_2": "40",
    }  # fmt: skip
    columnas = [c.replace("Ñ", rota) for c in DEL_12B]
    ingresar(escribir(tmp_path / "f.csv", columnas, [{k.replace("Ñ", rota): v for k, v in fila.items()}]), rutas)
    cartera = cartera_de("999", [OBRA], date(2025, 12, 31), rutas)
    obra = inversion(cartera)
    assert (obra["fecha_f12b"], obra["avance_fisico"], obra["problema"]) == (date(2025, 11, 3), Decimal("45.5"), "Falta,\nterreno")
    assert dict(zip(cartera.meses["mes"], cartera.meses["programado"], strict=True)) == {"2025-01": 30, "2025-02": 40}
    assert obra["pim"] is None and obra["devengado"] is None  # del gasto no se sabe nada: no es cero


def test_el_banco_da_una_fila_por_inversion_con_sus_lugares_reunidos(rutas, tmp_path):
    columnas = ["CODIGO_UNICO", "CODIGO_SNIP", "NOMBRE_INVERSION", "ESTADO", "SEC_EJEC", "COSTO_ACTUALIZADO", "PIM_ANIO_ACTUAL",
                "DEV_ANIO_ACTUAL", "DEVEN_ACUMUL_ANIO_ANT", "DISTRITO", "UBIGEO", "PRIMER_DEVENGADO", "ANIO_PROCESO"]  # fmt: skip
    fila = {"CODIGO_UNICO": f"{OBRA}.0", "NOMBRE_INVERSION": "Riego", "ESTADO": "ACTIVO", "SEC_EJEC": "801",
            "COSTO_ACTUALIZADO": "1000.50", "PIM_ANIO_ACTUAL": "200", "DEV_ANIO_ACTUAL": "15", "DEVEN_ACUMUL_ANIO_ANT": "85",
            "PRIMER_DEVENGADO": "202305", "ANIO_PROCESO": "2025"}  # fmt: skip
    filas = [fila | {"DISTRITO": "Acolla", "UBIGEO": "10101"}, fila | {"DISTRITO": "Jauja", "UBIGEO": "120401"},
             fila | {"CODIGO_UNICO": "", "CODIGO_SNIP": "55", "NOMBRE_INVERSION": "Sin código único"}]  # fmt: skip
    ingresar(escribir(tmp_path / "d.csv", columnas, filas), rutas)
    hallada = almacen.consultar("SELECT cui, costo, distrito, ubigeo, primer_devengado, localizaciones FROM inversiones", rutas)
    assert hallada.to_dict("records") == [{
        "cui": OBRA, "costo": Decimal("1000.50"), "distrito": "Acolla; Jauja", "ubigeo": "010101; 120401",
        "primer_devengado": "2023-05", "localizaciones": 2,
    }]  # fmt: skip
    obra = inversion(cartera_de("999", [OBRA], date(2025, 12, 31), rutas))
    assert (obra["pim"], obra["devengado"], obra["devengado_acumulado"]) == (Decimal(200), Decimal(15), Decimal(100))


def test_lo_que_no_se_puede_leer_en_una_celda_queda_sin_dato_y_se_dice(rutas, tmp_path):
    hecho = ingresar(gasto(tmp_path / "a.csv", FILAS[:2], MONTO_CERTIFICADO="mil"), rutas).ingreso
    assert any("MONTO_CERTIFICADO: 2 celdas" in f and "«mil»" in f for f in hecho.entendido)


def test_un_archivo_desconocido_dice_que_se_vio_y_a_que_se_parece(rutas, tmp_path):
    columnas = [c for c in DE_63 if c != "MONTO_PIM"]
    with pytest.raises(ErrorDeEntrada, match="Se parece a «Gasto mensual.*le falta MONTO_PIM"):
        ingresar(escribir(tmp_path / "a.csv", columnas, []), rutas)


@pytest.mark.skipif(not REALES.is_dir(), reason="sin los archivos reales")
@pytest.mark.parametrize(("nombre", "clave", "filas"), [
    ("muestra_2025-Gasto-Mensual.csv", "gasto_mensual", 3), ("muestra_2025-Gasto-Devengado-Mensual.csv", "gasto_devengado", 42),
])  # fmt: skip
def test_las_muestras_reales_se_leen_enteras(rutas, nombre, clave, filas):
    hecho = ingresar(REALES / nombre, rutas).ingreso
    assert (hecho.formato, hecho.filas, hecho.desconocidas) == (clave, filas, ())
    assert len(mirar(REALES / nombre).encabezado) == (63 if clave == "gasto_mensual" else 73)


SSI = RAIZ.parent / "shared" / "mef" / "ssi"


@pytest.mark.skipif(not SSI.is_dir(), reason="sin los archivos reales")
def test_la_respuesta_del_ssi_solo_vale_en_los_anos_sin_archivo_entero(rutas, tmp_path):
    ingresar(SSI / "exInfoSiaf.json", rutas)
    sola = cartera_de("463", ["2336168"], date(2018, 12, 31), rutas)
    assert inversion(sola, "2336168")["ejecutoras"] == 2 and inversion(sola, "2336168")["pim"] is not None
    ingresar(gasto(tmp_path / "a.csv", FILAS, ANO_EJE="2018"), rutas)
    anios = almacen.consultar("SELECT ano_eje, count(DISTINCT archivo) AS n FROM gasto GROUP BY 1 ORDER BY 1", rutas)
    assert set(anios["n"]) == {1} and {2017, 2018} <= set(anios["ano_eje"])
    archivos = almacen.consultar("SELECT DISTINCT archivo FROM gasto WHERE ano_eje = 2018", rutas)
    assert list(archivos["archivo"]) == ["a.csv"]


@pytest.mark.skipif(not SSI.is_dir(), reason="sin los archivos reales")
def test_una_consulta_de_un_departamento_no_reemplaza_a_la_de_otro(rutas):
    carpeta = SSI.parent / "inversiones" / "consulta_avanzada_kaggle"
    ingresar(carpeta / "Madre_de_Dios_Filtrado.xlsx", rutas)
    assert ingresar(carpeta / "only_15_rows.xlsx", rutas).reemplazados == ()
    departamentos = almacen.consultar("SELECT DISTINCT departamento FROM inversiones_filas ORDER BY 1", rutas)
    assert len(departamentos) > 1


@pytest.mark.skipif(not SSI.is_dir(), reason="sin los archivos reales")
def test_una_consulta_parcial_no_borra_lo_que_dice_el_banco_entero(rutas, tmp_path):
    carpeta = SSI.parent / "inversiones" / "consulta_avanzada_kaggle"
    ingresar(carpeta / "only_15_rows.xlsx", rutas)
    parcial = almacen.consultar("SELECT cui, nombre, costo FROM inversiones WHERE costo IS NOT NULL ORDER BY cui LIMIT 1", rutas)
    cui = parcial["cui"][0]
    columnas = ["CODIGO_UNICO", "NOMBRE_INVERSION", "SEC_EJEC", "COSTO_ACTUALIZADO", "PIM_ANIO_ACTUAL", "DEV_ANIO_ACTUAL"]
    fila = {"CODIGO_UNICO": cui, "SEC_EJEC": "801", "PIM_ANIO_ACTUAL": "9", "COSTO_ACTUALIZADO": "7"}
    ingresar(escribir(tmp_path / "d.csv", columnas, [fila]), rutas)
    ingresar(carpeta / "Madre_de_Dios_Filtrado.xlsx", rutas)
    junta = almacen.consultar(f"SELECT nombre, sec_ejec, costo, pim FROM inversiones WHERE cui = '{cui}'", rutas)
    assert junta.to_dict("records") == [{"nombre": parcial["nombre"][0], "sec_ejec": "801", "costo": Decimal(7), "pim": Decimal(9)}]
