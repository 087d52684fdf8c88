"""El cierre a partir del registro: la regla de las rutas, el embudo, los meses, la antigüedad y lo que no cuadra."""

from datetime import date
from decimal import Decimal as D

import pandas as pd
import pytest
from conftest import PROGRAMA as PUBLICADO
from conftest import RAIZ
from pydantic import ValidationError

from sistematizacion import abrir
from sistematizacion.analisis.cierre.embudo import embudo, por_mes
from sistematizacion.analisis.cierre.rutas import A_MANO, ABIERTA_EN_EL_BANCO, CERRADA_EN_EL_BANCO, SIN_REGLA, segmentar
from sistematizacion.analisis.cierre.tiempos import con_antiguedad, tramites
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.nucleo.revision import revisar
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.presentacion.cuadro import Cuadro
from sistematizacion.presentacion.piezas import Nada
from sistematizacion.reglas_de_cartera import Condicion
from sistematizacion.rutas import Rutas

DEMOSTRACION, REGION = "demostracion", "valleverde"
CORTE = date(2025, 12, 31)
VACIA = {"cui": "1000001", "nombre": "Puente", "ruta": "", "estado": "validada", "culminada": "", "documentacion": "",
         "ultimo_devengado": None, "fecha_inicio": None, "fecha_cierre": None}  # fmt: skip
DEL_BANCO = {"cui": "1000001", "estado": "", "situacion": "", "tiene_f9": "", "etapa_f9": "", "expediente_tecnico": "",
             "informe_cierre": "", "avance_fisico": None, "devengado_acumulado": None, "costo": None,
             "ultimo_devengado": None, "fecha_cierre": None}  # fmt: skip
PIEZAS = ("embudo_de_cierre", "rutas_de_cierre", "cierres_por_mes", "antiguedad_de_cierre", "diferencias_de_ruta")


@pytest.fixture(scope="module")
def criterio():
    return cargar_catalogo(Rutas(RAIZ)).cartera.cierre


def cierres(*filas: dict) -> pd.DataFrame:
    return pd.DataFrame([VACIA | {"cui": f"{1000001 + n}"} | f for n, f in enumerate(filas)], dtype=object)


def segmentada(criterio, fila: dict, banco: dict | None = None) -> dict:
    """La inversión, con su ruta, según la regla del programa."""
    tabla = pd.DataFrame([DEL_BANCO | banco] if banco else [], columns=list(DEL_BANCO), dtype=object)
    return segmentar(cierres(fila), tabla, criterio.rutas, CORTE).iloc[0].to_dict()


def celdas(nombre: str, region: str = REGION) -> list[list[str]]:
    cuadro = abrir(DEMOSTRACION, region).cuadro(nombre)
    return [[getattr(c, "en_cuadro", c) for c in f.celdas] for f in cuadro.filas]


@pytest.mark.parametrize(
    ("fila", "banco", "regla", "ruta"),
    [
        ({"culminada": "no", "documentacion": "completa"}, None, "no_culminada", "formato_09d"),
        ({"ultimo_devengado": date(2024, 12, 31)}, {"avance_fisico": D(90)}, "sin_obra_terminada", "formato_09d"),
        ({"documentacion": "completa"}, None, "con_documentos", "regular"),
        ({"culminada": "si", "documentacion": "completa"}, {"avance_fisico": D(5)}, "con_documentos", "regular"),
        (
            {},
            {"expediente_tecnico": "SI", "avance_fisico": D(95), "devengado_acumulado": D(80), "costo": D(100)},
            "obra_terminada", "regular",
        ),
        ({"documentacion": "ninguna", "ultimo_devengado": date(2022, 12, 31)}, None, "sin_documentos", "de_oficio"),
        ({"documentacion": "parcial", "ultimo_devengado": date(2022, 12, 31)}, None, "sin_documentos", "de_oficio"),
        ({"ultimo_devengado": date(2015, 12, 31)}, None, "inactiva_de_antiguo", "de_oficio"),
    ],
)  # fmt: skip
def test_cada_condicion_de_la_regla_da_su_ruta(criterio, fila, banco, regla, ruta):
    hecha = segmentada(criterio, fila, banco)
    assert (hecha["regla"], hecha["ruta"]) == (regla, ruta)
    assert hecha["por_que"] not in (A_MANO, SIN_REGLA)


def test_toda_regla_escrita_tiene_su_caso_de_prueba(criterio):
    assert [r.clave for r in criterio.rutas] == [
        "no_culminada", "sin_obra_terminada", "con_documentos", "obra_terminada", "sin_documentos", "inactiva_de_antiguo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fila", "banco"),
    [
        ({}, None),
        ({}, {"expediente_tecnico": "SI", "avance_fisico": D("94.9"), "devengado_acumulado": D(80), "costo": D(100)}),
        ({}, {"expediente_tecnico": "SI", "avance_fisico": D(100), "devengado_acumulado": D(79), "costo": D(100)}),
        ({"documentacion": "ninguna", "ultimo_devengado": date(2023, 1, 31)}, {"tiene_f9": "SI"}),
        ({"ultimo_devengado": date(2016, 1, 31)}, None),
    ],
)
def test_sin_ninguna_condicion_cumplida_se_queda_sin_ruta_y_lo_dice(criterio, fila, banco):
    hecha = segmentada(criterio, fila, banco)
    assert (hecha["ruta"], hecha["regla"], hecha["por_que"], hecha["discrepa"]) == ("", "", SIN_REGLA, False)


def test_la_ruta_escrita_manda_y_la_diferencia_se_dice(criterio):
    hecha = segmentada(criterio, {"ruta": "regular", "culminada": "no"})
    assert (hecha["ruta"], hecha["por_que"], hecha["ruta_de_regla"], hecha["discrepa"]) == (
        "regular", A_MANO, "formato_09d", True,
    )  # fmt: skip
    assert segmentada(criterio, {"ruta": "regular", "documentacion": "completa"})["discrepa"] is False
    assert segmentada(criterio, {"ruta": "regular"})["discrepa"] is False  # la regla no da ninguna: no contradice


def test_el_por_que_dice_los_campos_que_la_regla_miro(criterio):
    fila = {"documentacion": "ninguna", "ultimo_devengado": date(2020, 6, 30)}
    assert segmentada(criterio, fila)["por_que"] == "documentación de liquidación: ninguna; años desde el último devengado: 5"


def test_el_ultimo_devengado_del_banco_va_antes_que_el_escrito(criterio):
    fila = {"documentacion": "ninguna", "ultimo_devengado": date(2012, 1, 31)}
    assert segmentada(criterio, fila, {"ultimo_devengado": date(2024, 6, 30)})["ruta"] == ""


@pytest.mark.parametrize(
    ("estado", "banco", "aviso"),
    [
        ("validada", {"estado": "CERRADO"}, CERRADA_EN_EL_BANCO),
        ("validada", {"fecha_cierre": date(2025, 3, 1)}, CERRADA_EN_EL_BANCO),
        ("cerrada", {"estado": "ACTIVO"}, ABIERTA_EN_EL_BANCO),
        ("cerrada", {"estado": "CERRADO"}, ""),
        ("validada", {"estado": "ACTIVO"}, ""),
        ("cerrada", {"estado": ""}, ""),
        ("cerrada", None, ""),
    ],
)
def test_lo_cerrado_en_un_solo_lado_se_senala(criterio, estado, banco, aviso):
    assert segmentada(criterio, {"estado": estado}, banco)["aviso"] == aviso


@pytest.mark.parametrize("malo", [{"es": ["si"], "falta": True}, {"desde": 3}, {}])
def test_una_condicion_mal_escrita_no_se_acepta(malo):
    with pytest.raises(ValidationError):
        Condicion.model_validate({"campo": "tiene_f9", **malo})


def test_el_embudo_cuenta_cada_etapa_y_no_crece():
    tabla = cierres(
        {"estado": "identificada"}, {"estado": "validada", "ruta": "regular"}, {"estado": "en_tramite", "ruta": "regular"},
        {"estado": "cerrada", "ruta": "de_oficio"}, {"estado": "descartada", "ruta": "de_oficio"},
    )  # fmt: skip
    hecho = embudo(tabla)
    assert list(hecho["inversiones"]) == [4, 3, 2, 1]
    assert list(hecho["regular"]) == [2, 2, 1, 0] and list(hecho["de_oficio"]) == [1, 1, 1, 1]
    assert list(hecho["de_identificadas"]) == [D(100), D(75), D(50), D(25)]
    assert [round(p, 1) for p in hecho["de_anterior"]] == [D(100), D(75), D("66.7"), D(50)]


def test_un_embudo_de_descartadas_no_divide_entre_cero():
    hecho = embudo(cierres({"estado": "descartada"}))
    assert list(hecho["inversiones"]) == [0] * 4 and set(hecho["de_anterior"]) == {None}


@pytest.mark.parametrize("region", ["valleverde", "altamar"])
def test_el_embudo_de_la_demostracion_no_crece_y_sus_rutas_suman(region):
    hecho = embudo(abrir(DEMOSTRACION, region).tabla("cierres"))
    assert hecho["inversiones"].is_monotonic_decreasing and hecho["inversiones"].iloc[-1] > 0
    assert (hecho[["formato_09d", "regular", "de_oficio", "sin_ruta"]].sum(axis=1) == hecho["inversiones"]).all()


def test_los_cierres_por_mes_incluyen_el_mes_sin_cierres_y_acumulan():
    hecho = por_mes(
        cierres(
            {"estado": "cerrada", "fecha_cierre": date(2025, 9, 2)}, {"estado": "cerrada", "fecha_cierre": date(2025, 9, 30)},
            {"estado": "cerrada", "fecha_cierre": date(2025, 11, 1)}, {"estado": "cerrada"}, {"estado": "validada"},
            {"estado": "descartada"},
        )
    )  # fmt: skip
    assert [str(m) for m in hecho["mes"]] == ["2025-09", "2025-10", "2025-11"]
    assert (list(hecho["cierres"]), list(hecho["acumulado"])) == ([2, 0, 1], [2, 2, 3])
    assert list(hecho["porcentaje"]) == [D(40), D(40), D(60)]  # de cinco: la descartada no cuenta
    assert por_mes(cierres({"estado": "validada"})).empty


def test_la_antiguedad_va_por_anios_cumplidos_y_la_descartada_no_cuenta():
    tabla = cierres(
        {"ultimo_devengado": date(2024, 1, 31)}, {"ultimo_devengado": date(2023, 12, 31)}, {}, {"estado": "descartada"},
        {"ultimo_devengado": date(2009, 5, 31)},
    )  # fmt: skip
    banco = pd.DataFrame([DEL_BANCO | {"cui": "1000005", "ultimo_devengado": date(2019, 5, 31)}], dtype=object)
    hecha = con_antiguedad(tabla, banco, CORTE, (2, 5, 10))
    assert list(hecha["anios"]) == [1, 2, None, 6]
    assert list(hecha["tramo"]) == ["menos de 2 años", "de 2 a 4 años", "sin dato", "de 5 a 9 años"]


def test_los_dias_de_tramite_dan_mediana_y_maximo_de_lo_que_tiene_fechas():
    plazo = {"estado": "cerrada", "ruta": "regular", "fecha_inicio": date(2025, 7, 1)}
    tabla = cierres(
        plazo | {"fecha_cierre": date(2025, 7, 11)}, plazo | {"fecha_cierre": date(2025, 7, 31)},
        plazo | {"fecha_inicio": None, "fecha_cierre": date(2025, 8, 1)}, {"estado": "cerrada"},
    )  # fmt: skip
    hechos = tramites(tabla).to_dict("records")
    assert hechos == [
        {"ruta": "regular", "cerradas": 3, "con_fechas": 2, "mediana": D(20), "maximo": 30},
        {"ruta": "", "cerradas": 1, "con_fechas": 0, "mediana": None, "maximo": None},
    ]


def test_el_cuadro_del_embudo_da_los_numeros_de_la_demostracion():
    filas = celdas("embudo_de_cierre")
    assert [f[1] for f in filas] == ["104", "99", "88", "67"]
    assert filas[-1] == ["Cerradas", "67", "64.4%", "76.1%", "31", "14", "22"]


def test_los_meses_de_la_demostracion_llegan_al_total_cerrado():
    filas = celdas("cierres_por_mes")
    assert (filas[0], filas[-1]) == (["Julio de 2025", "2", "2", "1.9%"], ["Diciembre de 2025", "6", "67", "64.4%"])


def test_cada_numero_del_embudo_dice_de_que_filas_sale():
    cuadro = abrir(DEMOSTRACION, REGION).cuadro("embudo_de_cierre")
    assert all("cierres.csv" in c.lugares[0] for f in cuadro.filas for c in f.celdas[1:] if c.valor)


def test_lo_que_se_juzga_con_el_banco_dice_tambien_las_filas_del_banco(proyecto):
    carpeta = proyecto.data / DEMOSTRACION / REGION
    (carpeta / "mef_inversiones.csv").write_text("cui,ultimo_devengado,origen\n9922000,2010-05,registrado\n", encoding="utf-8")
    cuadro = abrir(DEMOSTRACION, REGION).cuadro("antiguedad_de_cierre")
    (fila,) = [f for f in cuadro.filas if f.celdas[0] == "Formato 09-D"]
    assert str(fila.celdas[4]) == "1" and "mef_inversiones.csv, fila 2" in fila.celdas[4].lugares[1]
    assert len(fila.celdas[1].lugares) == 1


def test_en_la_demostracion_las_de_cierre_regular_sin_documentos_se_senalan():
    tabla = pd.read_csv(RAIZ / "data" / DEMOSTRACION / REGION / "cierres.csv", dtype=str)
    raras = tabla[(tabla["ruta"] == "regular") & (tabla["documentacion"] == "ninguna") & (tabla["ultimo_devengado"] <= "2022-12")]
    assert len(raras) and {f[1] for f in celdas("diferencias_de_ruta")} == set(raras["cui"])


def test_una_ruta_que_contradice_a_la_regla_va_al_cuadro_de_diferencias(proyecto):
    archivo = proyecto.data / DEMOSTRACION / REGION / "cierres.csv"
    texto = archivo.read_text(encoding="utf-8").replace("Redonda,formato_09d,", "Redonda,regular,", 1)
    archivo.write_text(texto, encoding="utf-8")
    filas = {f[1]: f[2:5] for f in celdas("diferencias_de_ruta")}
    assert filas["9922000"] == ["Cerrada", "Regular", "Formato 09-D"]


def test_la_que_no_tiene_ruta_escrita_recibe_la_de_la_regla_con_su_por_que(proyecto):
    assert isinstance(abrir(DEMOSTRACION, REGION).cuadro("rutas_de_la_regla"), Nada)
    archivo = proyecto.data / DEMOSTRACION / REGION / "cierres.csv"
    texto = archivo.read_text(encoding="utf-8").replace("Redonda,formato_09d,", "Redonda,,", 1)
    archivo.write_text(texto, encoding="utf-8")
    assert celdas("rutas_de_la_regla") == [
        ["Electrificación rural de Loma Redonda", "9922000", "Formato 09-D", "Culminó su ejecución física: no"]
    ]
    assert celdas("embudo_de_cierre")[0][4] == "46"  # en el embudo cuenta por su ruta


def test_con_meses_empatados_el_titulo_no_elige_uno(proyecto):
    archivo = proyecto.data / DEMOSTRACION / REGION / "cierres.csv"
    tabla = pd.read_csv(archivo, dtype=str, keep_default_na=False)
    cerradas = tabla[tabla["estado"] == "cerrada"].groupby("ruta").head(2)
    resto = tabla[tabla["estado"] != "cerrada"]
    fechas = [f"2025-{10 + n % 2}-28" for n in range(len(cerradas))]
    pd.concat([cerradas.assign(fecha_cierre=fechas), resto]).to_csv(archivo, index=False)
    titulo = abrir(DEMOSTRACION, REGION).grafico("cierres_mensuales").titulo
    assert titulo == "Con 6 cierres, en noviembre de 2025 se llegó a 14.0% del universo"


def test_lo_que_el_banco_da_por_cerrado_y_el_registro_no_advierte(proyecto):
    carpeta = proyecto.data / DEMOSTRACION / REGION
    tabla = pd.read_csv(carpeta / "cierres.csv", dtype=str)
    abierta = tabla[tabla["estado"] == "validada"]["cui"].iloc[0]
    (carpeta / "mef_inversiones.csv").write_text(f"cui,estado,origen\n{abierta},CERRADO,registrado\n", encoding="utf-8")
    programa = cargar_programa(DEMOSTRACION, proyecto)
    avisos = revisar(programa, cargar_region(programa, REGION, proyecto), proyecto).advertencias
    assert [a.gravedad for a in avisos if "la da por cerrada" in a.regla] == ["advertencia"]
    assert abierta in {f[1] for f in celdas("diferencias_de_ruta")}


@pytest.mark.parametrize("region", ["junin", "arequipa"])
def test_donde_no_hay_registro_no_se_muestran_cuadros_vacios_y_la_prosa_dice_que_falta(region):
    inf = abrir(PUBLICADO, region)
    assert all(isinstance(inf.cuadro(p), Nada) for p in PIEZAS)
    assert isinstance(inf.cuadro("cierres"), Cuadro)
    assert "no se llevó el registro de cierres" in inf.prosa("cierre_de_inversiones").html()


def test_la_prosa_concuerda_con_una_sola_inversion(proyecto):
    archivo = proyecto.data / DEMOSTRACION / REGION / "cierres.csv"
    cabeza, primera, *_ = archivo.read_text(encoding="utf-8").splitlines()
    archivo.write_text(f"{cabeza}\n{primera}\n", encoding="utf-8")
    acciones = archivo.with_name("acciones.csv")  # citan rutas que con una sola inversión ya no hay
    acciones.write_text(acciones.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    html = abrir(DEMOSTRACION, REGION).prosa("cierre_de_inversiones").html()
    assert "identificada por cerrar" in html and "se cerró" in html and "se cerraron" not in html
