"""Los archivos del MEF inventados son como los reales, y de punta a punta ponen al día la cartera de la demostración."""

import csv
import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from conftest import PROGRAMA, RAIZ, copiar_proyecto, ejecutar_aqui, ejecutar_orden

from sistematizacion.demostracion.mef import encabezados
from sistematizacion.demostracion.mef.archivos import escribir
from sistematizacion.demostracion.mef.cartera import DISTINTAS, inversiones
from sistematizacion.fuentes.chicos import consulta_avanzada
from sistematizacion.fuentes.grandes import EN_PALABRAS
from sistematizacion.rutas import Rutas

POCAS = 12
ESQUEMAS = RAIZ.parent / "shared" / "mef" / "ESQUEMAS.md"
ENCABEZADOS = (  # archivo, cuántas columnas y huella de sus nombres en orden, comprobados con los esquemas
    ("2025-Gasto-Mensual.csv", 63, "f0051ba9a900"),
    ("2025-Gasto-Devengado-Mensual.csv", 73, "31b1a8dbcf54"),
    ("DETALLE_INVERSIONES.csv", 68, "e396bfe05993"),
    ("CIERRE_INVERSIONES.csv", 48, "dd893fcc5947"),
    ("INVERSIONES_DESACTIVADAS.csv", 42, "be3e8749acbf"),
    ("FORMATO_12B.csv", 54, "dcb33f6fa3ba"),
    ("ESTADO_SITUACIONAL.csv", 6, "2190c861ed41"),
)
DEMOSTRACION, REGION = "demostracion", "valleverde"


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    destino = tmp_path_factory.mktemp("mef")
    escribir(destino, POCAS)
    return destino


@pytest.fixture(scope="module")
def puesto_al_dia(tmp_path_factory: pytest.TempPathFactory, carpeta: Path) -> tuple[Rutas, str]:
    """Un proyecto en que se dio la orden, y lo que la orden dijo."""
    proyecto = copiar_proyecto(tmp_path_factory.mktemp("proyecto"))
    hecha = ejecutar_orden(proyecto.raiz, "mef", "--archivo", str(carpeta), "--programa", DEMOSTRACION)
    assert hecha.returncode == 0, hecha.stderr
    return proyecto, hecha.stdout


def cadena(fila: dict[str, str]) -> tuple[str, ...]:
    """Lo que identifica a una cadena aquí: la ejecutora y el proyecto, o la actividad."""
    return fila["NIVEL_GOBIERNO"], fila["SEC_EJEC"], fila["PRODUCTO_PROYECTO"]


def leida(ruta: Path) -> list[dict[str, str]]:
    with ruta.open(encoding="utf-8-sig", newline="") as archivo:
        return list(csv.DictReader(archivo))


def del_mef(puesto_al_dia: tuple[Rutas, str], tabla: str) -> pd.DataFrame:
    return pd.read_csv(puesto_al_dia[0].data / DEMOSTRACION / REGION / f"{tabla}.csv", dtype=str, keep_default_na=False)


@pytest.mark.skipif(not ESQUEMAS.is_file(), reason="sin los esquemas reales")
def test_los_encabezados_son_los_de_los_archivos_reales():
    texto = ESQUEMAS.read_text(encoding="utf-8")
    for propio, comienzo in ((encabezados.GASTO, "ANO_EJE,MES_EJE"),
                             (encabezados.DEVENGADO, "ANO_EJE,NIVEL_GOBIERNO,.*MONTO_DEVENGADO_ENERO"),
                             (encabezados.CIERRE, "NIVEL,SECTOR,ENTIDAD,CODIGO_UNICO,CODIGO_SNIP"),
                             (encabezados.DESACTIVADAS, "NIVEL,SECTOR,ENTIDAD,CODIGO_UNICO,COD_SNIP")):  # fmt: skip
        assert propio == re.search(rf"^{comienzo}.*$", texto, re.MULTILINE)[0].split(",")
    assert encabezados.DETALLE == re.findall(r"^\| \d+ \| `(\w+)`", texto, re.MULTILINE)
    assert [len(e) for e in (encabezados.FORMATO_12B, encabezados.ESTADO_SITUACIONAL)] == [54, 6]


@pytest.mark.parametrize("archivo, columnas, huella", ENCABEZADOS)
def test_los_encabezados_no_cambian_aunque_falten_los_esquemas(carpeta, archivo, columnas, huella):
    with (carpeta / archivo).open(encoding="utf-8-sig", newline="") as abierto:
        encabezado = next(csv.reader(abierto))
    assert (len(encabezado), hashlib.sha256(",".join(encabezado).encode()).hexdigest()[:12]) == (columnas, huella)


def test_salen_siempre_los_mismos_bytes(carpeta, tmp_path):
    def huellas(donde: Path) -> dict[str, str]:
        return {r.name: hashlib.sha256(r.read_bytes()).hexdigest() for r in donde.iterdir()}

    escribir(tmp_path, POCAS)
    assert huellas(tmp_path) == huellas(carpeta)


def test_los_meses_de_cada_inversion_suman_lo_del_ano(carpeta):
    gasto = leida(carpeta / "2025-Gasto-Mensual.csv")
    for i in inversiones(REGION, POCAS):
        suyas = [f for f in gasto if f["PRODUCTO_PROYECTO"] == i.cui]
        assert sum(Decimal(f["MONTO_PIM"]) for f in suyas) == i.pim
        assert sum(Decimal(f["MONTO_DEVENGADO"]) for f in suyas) == i.devengado
        assert all(Decimal(f["MONTO_PIM"]) == 0 for f in suyas if f["MES_EJE"] != "0")


def test_el_archivo_de_un_mes_por_columna_dice_lo_mismo_que_el_de_una_fila_por_mes(carpeta):
    largo = leida(carpeta / "2025-Gasto-Mensual.csv")
    ancho = leida(carpeta / "2025-Gasto-Devengado-Mensual.csv")
    por_cadena: dict[tuple[str, ...], dict[str, Decimal]] = {}
    for f in largo:
        suma = por_cadena.setdefault(cadena(f), dict.fromkeys(("PIM", *map(str, range(13))), Decimal(0)))
        suma["PIM"] += Decimal(f["MONTO_PIM"])
        suma[f["MES_EJE"]] += Decimal(f["MONTO_DEVENGADO"])
    assert len(ancho) == len(por_cadena)
    for f in ancho:
        meses = [Decimal(f[f"MONTO_DEVENGADO_{m}"]) for m in EN_PALABRAS]
        assert [Decimal(f["MONTO_PIM"]), Decimal(0), *meses] == list(por_cadena[cadena(f)].values())
        assert Decimal(f["MONTO_DEVENGADO_ANUAL"]) == sum(meses)


def test_una_funcion_tiene_un_codigo_y_una_ejecutora_un_nombre(carpeta):
    filas = [f for f in leida(carpeta / "2025-Gasto-Mensual.csv") if f["NIVEL_GOBIERNO"] == "R"]
    assert len({f["FUNCION"] for f in filas}) > 5
    for codigo, nombre in (("FUNCION", "FUNCION_NOMBRE"), ("SEC_EJEC", "EJECUTORA_NOMBRE"), ("SEC_EJEC", "EJECUTORA")):
        pares = {(f[codigo], f[nombre]) for f in filas}
        assert len(pares) == len({c for c, _ in pares})


def test_la_consulta_avanzada_queda_en_una_fila_por_inversion(carpeta):
    lectura = consulta_avanzada.leer(carpeta / "Consulta-Avanzada-98.xlsx", "Consulta-Avanzada-98.xlsx")
    todas = inversiones("altamar", POCAS)
    assert list(lectura.tabla["cui"]) == [*(i.cui for i in todas), None]
    assert lectura.tabla["costo"].iloc[3] == todas[3].costo  # esa fila se repite entera
    assert (lectura.tabla["localizaciones"].iloc[2], lectura.tabla["ubigeo"].iloc[4]) == (2, "980000")


def test_solo_las_primeras_de_la_cartera_cambian_y_la_orden_dice_cada_cambio(puesto_al_dia):
    proyecto, dicho = puesto_al_dia
    registro = pd.read_csv(proyecto.data / DEMOSTRACION / REGION / "inversiones.csv", dtype=str)
    cambiadas = [c for c in registro["cui"] if re.search(rf"^  {c} PIM: ", dicho, re.MULTILINE)]
    assert cambiadas == list(registro["cui"][:DISTINTAS])
    original = RAIZ / "data" / DEMOSTRACION / REGION / "inversiones.csv"
    assert (proyecto.data / DEMOSTRACION / REGION / "inversiones.csv").read_bytes() == original.read_bytes()


def test_lo_extraido_es_lo_del_mef_con_las_ejecutoras_sumadas(puesto_al_dia):
    tabla = del_mef(puesto_al_dia, "mef_inversiones").set_index("cui")
    for i in inversiones(REGION, POCAS)[:4]:
        fila = tabla.loc[i.cui]
        assert (Decimal(fila["pim"]), Decimal(fila["devengado"])) == (i.pim, i.devengado)
        assert Decimal(fila["devengado_acumulado"]) == i.devengado + i.anterior
        assert (fila["corte"], fila["fecha_f12b"], fila["origen"]) == ("2025-12", i.fecha_f12b, "reconstruido")


def test_el_total_de_la_cartera_no_cuenta_genericos_ni_actividades_ni_otros_niveles(puesto_al_dia):
    todas = inversiones(REGION, POCAS)
    [diciembre] = [f for f in del_mef(puesto_al_dia, "mef_cartera").to_dict("records") if f["mes"] == "2025-12"]
    assert (diciembre["inversiones"], Decimal(diciembre["pim"])) == (str(len(todas)), sum(i.pim for i in todas))
    assert Decimal(diciembre["devengado"]) == sum(i.meses[11] for i in todas)


def test_repetir_la_orden_no_cambia_nada_y_los_datos_siguen_siendo_validos(puesto_al_dia):
    proyecto, _ = puesto_al_dia
    hecha = ejecutar_aqui(proyecto.raiz, "mef", "--programa", DEMOSTRACION)
    assert hecha.stdout.count("ya estaba al día") == 5 and "→" not in hecha.stdout
    validados = ejecutar_aqui(proyecto.raiz, "validate", REGION, "--programa", DEMOSTRACION)
    assert validados.returncode == 0, validados.stdout


def test_una_region_que_no_esta_en_los_archivos_se_queda_como_estaba(puesto_al_dia):
    proyecto, _ = puesto_al_dia
    hecha = ejecutar_aqui(proyecto.raiz, "mef", "--programa", PROGRAMA)
    assert hecha.stdout.count("sin cambios") == 3
    assert not list((proyecto.data / PROGRAMA).glob("*/mef_*.csv"))


def test_sin_archivos_ingresados_la_orden_dice_cual_dar(orden_aqui):
    hecha = orden_aqui("mef")
    assert hecha.returncode == 2 and "make mef FILE=" in hecha.stderr


def test_un_archivo_que_no_se_reconoce_no_detiene_a_los_demas_y_la_orden_falla(proyecto, orden_aqui, tmp_path_factory):
    carpeta = tmp_path_factory.mktemp("varios")
    (carpeta / "notas.txt").write_text("esto no es una tabla", encoding="utf-8")
    escribir(carpeta, 1)
    hecha = orden_aqui("mef", "--archivo", str(carpeta), "--programa", DEMOSTRACION)
    assert hecha.returncode == 3 and "notas.txt" in hecha.stderr and "se puso al día" in hecha.stdout
