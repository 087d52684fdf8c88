"""El análisis del gasto: qué se suma y qué no, de dónde sale cada total, y las cuentas, hechas a mano en cada prueba."""

from decimal import Decimal as D

import pandas as pd
import pytest
from conftest import RAIZ

from sistematizacion.analisis.gasto import crecimiento, cuadre, medidas, posicion, publicado, reales, ritmo
from sistematizacion.analisis.gasto.hechos import reunir
from sistematizacion.analisis.gasto.vistas import Ambito, Hechos
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.esquemas.gasto import MONTOS
from sistematizacion.nucleo.lectura import leer_archivo
from sistematizacion.rutas import Rutas

SEED = "data/gestion-descentralizada-2015/comun"
DE_TEXTO = ("departamento", "pliego", "gobierno", "codigo", "nombre", "foco", "fuente", "seccion")
BASE = {"anio": 2024, "desde": None, "mes": None, "corte": None, "nivel": "regional", "vista": "total", "tipo": "total",
        "origen": "registrado", "archivo": "a.csv", "hoja": "", "ambito": "comun"}  # fmt: skip
BASE |= dict.fromkeys(DE_TEXTO, "") | dict.fromkeys(MONTOS)
JUNIN = Ambito(2024, "regional", "450")
COLUMNAS = [*BASE, "fila"]


def fila(pim: int | None = None, devengado: int | None = None, **otros) -> dict:
    """Una fila del pliego 450 en 2024; ``corte`` y los montos, como se escriben."""
    corte = Corte.de_texto(otros.pop("corte")) if "corte" in otros else None
    montos = {m: otros.pop(m) for m in MONTOS if m in otros} | {"pim": pim, "devengado": devengado}
    exactos = {m: None if v is None else D(v) for m, v in montos.items()}
    return BASE | {"pliego": "450"} | exactos | {"corte": corte} | otros


def tabla(filas: list[dict]) -> pd.DataFrame:
    numeradas = [f | {"fila": n} for n, f in enumerate(filas, 2)]
    return pd.DataFrame(numeradas, columns=COLUMNAS, dtype=object)


def hechos(*escritas: dict, mef: tuple[dict, ...] = ()) -> Hechos:
    return Hechos(reunir(tabla(list(mef)), tabla(list(escritas))))


def de(codigo: str, pim: int | None, devengado: int | None = None, vista: str = "funcion", **otros) -> dict:
    return fila(pim, devengado, vista=vista, codigo=codigo, **otros)


# Qué se suma


def test_dos_vistas_del_mismo_dinero_no_se_suman():
    vistos = hechos(de("20", 60, 30), de("22", 40, 20), de("0068", 100, 50, vista="programa"))
    assert vistos.total(JUNIN).pim == 100
    assert [p.codigo for p in vistos.partes(JUNIN, "funcion")] == ["20", "22"]


def test_la_fila_del_total_manda_sobre_la_suma_de_las_partes():
    assert hechos(fila(101), de("20", 60), de("22", 40)).total(JUNIN).pim == 101


def test_el_total_es_proyectos_mas_actividades():
    total = hechos(fila(30, 10, tipo="proyectos"), fila(70, 60, tipo="actividades")).total(JUNIN)
    assert (total.pim, total.devengado, len(total.filas)) == (100, 70, 2)


def test_si_solo_hay_proyectos_no_se_dan_por_todo_el_gasto():
    solo = hechos(fila(30, tipo="proyectos"), de("20", 30, tipo="proyectos"))
    assert solo.total(JUNIN) is None and solo.partes(JUNIN, "funcion") == []
    assert solo.tipo_de(JUNIN) == "proyectos"


def test_cada_parte_suma_sus_proyectos_y_sus_actividades():
    mitades = [de("20", 10, tipo="proyectos"), de("20", 5, tipo="actividades"), de("22", 7, tipo="actividades")]
    assert {p.codigo: p.pim for p in hechos(*mitades).partes(JUNIN, "funcion")} == {"20": 15, "22": 7}


def test_un_monto_que_a_una_parte_le_falta_no_se_cuenta_como_cero():
    total = hechos(de("20", 60, 30), de("22", 40, None)).total(JUNIN)
    assert (total.pim, total.devengado) == (100, None)
    assert medidas.eficacia_pim(total) is None and medidas.saldo(total) is None


def test_un_cero_si_es_un_dato():
    total = hechos(fila(100, 0)).total(JUNIN)
    assert (medidas.eficacia_pim(total), medidas.saldo(total)) == (0, 100)


def test_sobre_un_presupuesto_de_cero_no_hay_porcentaje():
    total = hechos(fila(50, 25, pia=0)).total(JUNIN)
    assert (medidas.variacion_pia_pim(total), medidas.eficacia_pia(total), medidas.eficacia_pim(total)) == (None, None, 50)


def test_lo_de_un_foco_no_se_mezcla_con_todo_el_gasto():
    vistos = hechos(fila(100), fila(40, foco="funcion 22"))
    con_foco = Ambito(2024, "regional", "450", foco="funcion 22")
    assert (vistos.total(JUNIN).pim, vistos.total(con_foco).pim) == (100, 40)


def test_el_promedio_de_varios_anios_no_es_el_ultimo_anio():
    vistos = hechos(fila(100), fila(80, desde=2021))
    assert (vistos.total(JUNIN).pim, vistos.total(Ambito(2024, "regional", "450", desde=2021)).pim) == (100, 80)


def test_lo_gastado_en_el_departamento_no_es_lo_gastado_por_su_gobierno():
    vistos = hechos(fila(100), fila(300, pliego="", departamento="12"))
    assert vistos.total(JUNIN).pim == 100
    assert [a.pliego for a in vistos.ambitos(nivel="regional", departamento="")] == ["450"]


# Qué fila vale


def test_el_corte_mas_reciente_vale_y_los_anteriores_quedan():
    vistos = hechos(fila(100, 20, corte="2024-06"), fila(120, 70, corte="2024-10"), fila(90, 5, corte="2024-03"))
    assert vistos.total(JUNIN).pim == 120
    assert sorted(f["pim"] for f in vistos.todas if not f["vigente"]) == [90, 100]


def test_sin_corte_el_anio_esta_completo_y_va_despues_de_todo_corte_suyo():
    assert hechos(fila(130, 125), fila(120, 70, corte="2024-11")).total(JUNIN).pim == 130


def test_lo_del_mef_manda_sobre_lo_escrito():
    vistos = hechos(fila(999, 1), mef=(fila(100, 50),))
    assert vistos.total(JUNIN).pim == 100 and len(vistos.todas) == 1


def test_lo_del_mef_con_corte_a_diciembre_manda_sobre_lo_escrito_sin_corte():
    assert hechos(fila(999, 1), mef=(fila(100, 50, corte="2024-12"),)).total(JUNIN).pim == 100


def test_lo_escrito_completa_lo_que_el_mef_no_trae():
    vistos = hechos(de("22", 40), mef=(fila(100), fila(90, anio=2023)))
    assert vistos.total(JUNIN).pim == 100 and [p.codigo for p in vistos.partes(JUNIN, "funcion")] == ["22"]


def test_del_pliego_que_esta_en_la_region_y_en_lo_comun_vale_lo_de_la_region():
    vistos = hechos(mef=(fila(100, ambito="junin"), fila(101, ambito="comun")))
    assert [f["pim"] for f in vistos.todas] == [100]


def test_una_funcion_que_el_mef_ya_no_trae_no_se_arrastra_del_corte_anterior():
    antes = [de("08", 5, corte="2024-06"), de("22", 90, corte="2024-06")]
    vistos = hechos(mef=(*antes, de("22", 100, corte="2024-10")))
    assert [(p.codigo, p.pim) for p in vistos.partes(JUNIN, "funcion")] == [("22", 100)]


def test_lo_de_junio_y_lo_de_diciembre_no_hacen_un_total():
    proyectos, actividades = fila(30, tipo="proyectos", corte="2024-06"), fila(70, tipo="actividades")
    assert hechos(proyectos, actividades).total(JUNIN) is None
    assert hechos(de("20", 60, corte="2024-06"), de("22", 40)).total(JUNIN) is None


# El puesto


def gobiernos(*eficacias: int, **otros) -> Hechos:
    """Un gobierno por eficacia, con PIM de 100, 200, 300…; los pliegos, 441, 442…"""
    filas = [fila(100 * n, n * e, pliego=str(440 + n), **otros) for n, e in enumerate(eficacias, 1)]
    return hechos(*filas)


def test_los_empatados_comparten_el_mejor_lugar_y_el_siguiente_salta():
    puestos = posicion.ordenar(gobiernos(80, 90, 80, 70), 2024, "total", 2)
    assert [(p.ambito.pliego, p.puesto, p.de) for p in puestos] == [("442", 1, 4), ("441", 2, 4), ("443", 2, 4), ("444", 4, 4)]


def test_los_tramos_de_tamano_van_de_mayor_a_menor_pim_y_los_que_sobran_a_los_primeros():
    puestos = posicion.ordenar(gobiernos(50, 51, 52, 53, 54, 55, 56, 57), 2024, "total", 3)
    tramos = {p.ambito.pliego: p.grupo for p in puestos}
    assert tramos == {"448": 1, "447": 1, "446": 1, "445": 2, "444": 2, "443": 2, "442": 3, "441": 3}
    assert {p.ambito.pliego: (p.puesto_en_grupo, p.de_grupo) for p in puestos}["442"] == (1, 2)


def test_con_pocos_gobiernos_no_hay_tramos():
    assert {p.grupo for p in posicion.ordenar(gobiernos(50, 60, 70), 2024, "total", 3)} == {0}


def test_un_gobierno_sin_dato_o_sin_presupuesto_no_entra_en_el_orden():
    filas = [fila(100, 50, pliego="441"), fila(100, None, pliego="442"), fila(0, 0, pliego="443")]
    filas.append(fila(100, 60, pliego="", nivel="local"))
    assert [p.ambito.pliego for p in posicion.ordenar(hechos(*filas), 2024, "total", 3)] == ["441"]


def test_quien_solo_tiene_proyectos_no_se_compara_con_el_gasto_entero_de_los_demas():
    filas = [fila(100, 50, pliego="441"), fila(100, 90, pliego="442", tipo="proyectos")]
    assert [p.ambito.pliego for p in posicion.ordenar(hechos(*filas), 2024, "total", 3)] == ["441"]


# El ritmo


def anio_con(*meses: int | None, **otros) -> Hechos:
    return hechos(fila(200, 100), *(fila(None, v, mes=n, **otros) for n, v in enumerate(meses, 1)))


def test_el_ritmo_acumula_y_se_mide_contra_el_pim_del_anio():
    hechas = ritmo.mensual(anio_con(10, 0, 30), JUNIN, "total")
    assert [(m.mes, m.acumulado, m.avance) for m in hechas] == [(1, 10, 5), (2, 10, 5), (3, 40, 20)]


def test_un_mes_negativo_resta_de_lo_acumulado():
    assert [m.acumulado for m in ritmo.mensual(anio_con(10, -4, 30), JUNIN, "total")] == [10, 6, 36]


def test_un_mes_que_falta_en_medio_anula_el_acumulado():
    assert ritmo.mensual(anio_con(10, None, 30), JUNIN, "total") == []
    assert ritmo.mensual(hechos(fila(200), fila(None, 10, mes=2)), JUNIN, "total") == []


def test_los_meses_finales_sin_dato_no_borran_los_anteriores():
    assert [m.mes for m in ritmo.mensual(anio_con(10, 20, None), JUNIN, "total")] == [1, 2]


def test_la_concentracion_es_de_diciembre_y_del_ultimo_trimestre():
    hechas = ritmo.mensual(anio_con(*[5] * 9, 10, 15, 30), JUNIN, "total")
    assert (ritmo.concentracion(hechas), ritmo.concentracion(hechas, 3)) == (30, 55)


def test_de_un_anio_que_no_termina_no_se_sabe_la_concentracion():
    assert ritmo.concentracion(ritmo.mensual(anio_con(*[5] * 11), JUNIN, "total")) is None
    a_medias = hechos(fila(200), *(fila(None, 5, mes=n, corte="2024-12-10") for n in range(1, 13)))
    assert ritmo.concentracion(ritmo.mensual(a_medias, JUNIN, "total")) is None


def test_el_reparto_da_los_cuartiles_de_las_hojas_de_calculo():
    # 1 2 3 4: el primer cuartil está en la posición 1.75, y el tercero en la 3.25
    assert ritmo.repartir([D(4), D(1), D(3), D(2)]) == ritmo.Reparto(D(1), D("1.75"), D("2.5"), D("3.25"), D(4), 4)


def test_el_abanico_de_un_mes_solo_cuenta_a_quienes_llegan_a_el():
    filas = [fila(100, pliego=p) for p in ("441", "442")]
    filas += [fila(None, 10, mes=1, pliego="441"), fila(None, 30, mes=1, pliego="442"), fila(None, 10, mes=2, pliego="441")]
    vistos = hechos(*filas)
    por_mes = ritmo.abanico(vistos, vistos.ambitos(nivel="regional"), "total")
    assert [(m, r.mediana, r.cuantos) for m, r in por_mes.items()] == [(1, 20, 2), (2, 20, 1)]


# El crecimiento


def test_las_tres_tasas_de_una_serie_que_se_calcula_a_mano():
    # 100 → 200 → 400: todas dan 100 %. 100 → 400 → 400: compuesta, raíz de 4 menos 1; media, (300 + 0) ÷ 2;
    # tendencia, la recta por ln 100 y ln 400 en los extremos: e^(ln 4 ÷ 2) − 1
    parejas = crecimiento.tasas({2020: D(100), 2021: D(200), 2022: D(400)})
    assert [round(v, 9) for v in parejas.values()] == [100, 100, 100]
    dispares = crecimiento.tasas({2020: D(100), 2021: D(400), 2022: D(400)})
    assert {c: round(v, 9) for c, v in dispares.items()} == {"compuesta": 100, "media": 150, "tendencia": 100}


def test_la_tendencia_mira_los_anios_de_en_medio_y_la_compuesta_no():
    # ln de 1, 1, 1, 8 = 0, 0, 0, 3·ln 2; pendiente = 1.5 · 3 ln 2 ÷ 5 = 0.9 ln 2; e^0.9 ln 2 − 1 = 2^0.9 − 1
    tasas = crecimiento.tasas({2020: D(1), 2021: D(1), 2022: D(1), 2023: D(8)})
    assert round(tasas["compuesta"], 9) == 100 and round(tasas["tendencia"], 6) == round((D(2) ** D("0.9") - 1) * 100, 6)


@pytest.mark.parametrize(
    "serie",
    [{2020: 1, 2021: 2}, {2020: 1, 2022: 2, 2023: 3}, {2020: 1, 2021: 0, 2022: 3}, {2020: 1, 2021: None, 2022: 3}],
)
def test_sin_tres_anios_seguidos_y_positivos_no_hay_tasa(serie):
    exacta = {a: None if v is None else D(v) for a, v in serie.items()}
    assert set(crecimiento.tasas(exacta).values()) == {None}


# El cuadre


def cuadres(*filas: dict) -> dict[tuple[str, str], cuadre.Cuadre]:
    return {(c.una, c.otra): c for c in cuadre.cuadrar(hechos(*filas), JUNIN) if c.monto == "devengado"}


def test_pocos_soles_son_redondeo_y_muchos_son_una_diferencia():
    # tres filas, medio sol cada una: hasta 1.5
    un_sol = cuadres(fila(100, 50), de("20", 60, 31), de("22", 40, 20))[("total", "funcion")]
    assert (un_sol.diferencia, un_sol.tolerancia, un_sol.cuadra) == (-1, D("1.5"), True)
    muchos = cuadres(fila(100, 50), de("20", 60, 32), de("22", 40, 20))[("total", "funcion")]
    assert (muchos.diferencia, muchos.cuadra) == (-2, False)


def test_el_total_se_compara_con_proyectos_mas_actividades():
    hallado = cuadres(fila(100, 50), fila(30, 10, tipo="proyectos"), fila(70, 30, tipo="actividades"))
    assert hallado[("total", "proyectos y actividades")].diferencia == 10


def test_lo_que_no_se_sabe_o_llega_a_otro_dia_no_se_compara():
    assert cuadres(fila(100, 50), de("20", 60, None)) == {}
    assert cuadres(fila(100, 50), de("20", 60, 10, corte="2024-06")) == {}


def test_el_anio_se_compara_con_la_suma_de_sus_meses_si_estan_todos():
    completo = [fila(200, 100), *(fila(None, 8, mes=n) for n in range(1, 13))]
    assert cuadres(*completo)[("año entero", "meses")].diferencia == 4
    assert cuadres(*completo[:-1]) == {}
    a_marzo = [fila(200, 24, corte="2024-03"), *(fila(None, 8, mes=n, corte="2024-03") for n in (1, 2, 3))]
    assert cuadres(*a_marzo)[("año entero", "meses")].cuadra


# En soles de un año y por habitante


def test_los_montos_se_llevan_a_soles_de_un_anio():
    indices = {2020: D(100), 2024: D(125)}
    en_soles_de_2024 = reales.a_soles_de(2024, {2020: D(80), 2024: D(50), 2021: D(9), 2019: None}, indices)
    assert en_soles_de_2024 == {2020: 100, 2024: 50, 2021: None, 2019: None}
    assert reales.a_soles_de(2030, {2020: D(80)}, indices) == {2020: None}
    assert reales.a_soles_de(2024, {2020: D(80)}, {2020: D(0), 2024: D(125)}) == {2020: None}


def test_por_habitante_divide_y_sin_poblacion_no_se_sabe():
    assert reales.por_habitante(D(900), 300) == 3
    assert reales.por_habitante(D(900), None) is None and reales.por_habitante(None, 300) is None


# Lo publicado


PUBLICADA = {"anio": 2024, "desde": None, "nivel": "regional", "departamento": "", "pliego": "450", "vista": "total", "codigo": "",
             "tipo": "total", "medida": "eficacia_pim", "extremo": "", "precision": None}  # fmt: skip


def comprobada(vistos: Hechos, valor: str, **otros) -> publicado.Comprobacion:
    [hecha] = publicado.comprobar(pd.DataFrame([PUBLICADA | {"valor": D(valor)} | otros], dtype=object), vistos, 5)
    return hecha


def test_lo_que_el_documento_da_en_decenas_se_coteja_en_decenas():
    vistos = hechos(fila(1000, 726))
    assert comprobada(vistos, "70").veredicto == "contradiccion"
    assert comprobada(vistos, "70", precision=D(10)).veredicto == "coincide"
    assert comprobada(vistos, "80", precision=D(10)).veredicto == "contradiccion"


def test_sin_con_que_calcular_una_celda_no_se_verifica():
    assert comprobada(hechos(fila(1000, None)), "70").veredicto == "no_verificable"
    assert comprobada(hechos(fila(10, 5)), "70", medida="crecimiento_anual", desde=2022).veredicto == "no_verificable"


def test_un_total_al_que_le_falta_un_anio_no_se_verifica():
    vistos = hechos(fila(None, 10), fila(None, 20, anio=2022))
    assert comprobada(vistos, "30", medida="devengado_total", desde=2022).veredicto == "no_verificable"
    completo = hechos(fila(None, 10), fila(None, 20, anio=2022), fila(None, 5, anio=2023))
    assert comprobada(completo, "35", medida="devengado_total", desde=2022).veredicto == "coincide"


# Los Cuadros 1 y 2 de la fuente 004


@pytest.fixture(scope="module")
def de_la_seed() -> list[publicado.Comprobacion]:
    definidos = esquemas(cargar_catalogo(Rutas(RAIZ)))
    tablas = {}
    for nombre in ("gasto", "gasto_publicado"):
        archivo = f"{SEED}/{nombre}.csv"
        lectura = leer_archivo(RAIZ / archivo, archivo, definidos)[nombre]
        assert not lectura.hallazgos
        tablas[nombre] = lectura.tabla.assign(ambito="comun")
    vistos = Hechos(reunir(tablas["gasto"].iloc[:0], tablas["gasto"]))
    return publicado.comprobar(tablas["gasto_publicado"], vistos, 5)


def test_del_cuadro_1_solo_una_celda_no_sale_de_sus_propios_datos(de_la_seed):
    celdas = [c for c in de_la_seed if c.fila["seccion"] == "Cuadro 1"]
    [distinta] = [c for c in celdas if c.veredicto != "coincide"]
    fila_dicha = (distinta.fila["nivel"], distinta.fila["codigo"], distinta.fila["medida"], distinta.fila["valor"])
    assert len(celdas) == 30 and fila_dicha == ("nacional", "22", "eficacia_pim", 85)
    assert round(distinta.debido, 2) == D("53.64")  # 894,396 ÷ 1,667,472


def test_del_cuadro_2_los_totales_salen_y_ninguna_tasa_es_de_las_tres(de_la_seed):
    totales = [c for c in de_la_seed if c.fila["medida"] == "devengado_total"]
    assert [(c.debido, c.veredicto) for c in totales] == [
        (75755000000, "coincide"), (41976000000, "coincide"), (87562000000, "coincide"),
    ]  # fmt: skip
    tasas = {c.fila["nivel"]: c for c in de_la_seed if c.fila["medida"] == "crecimiento_anual"}
    assert {n: (c.fila["valor"], c.veredicto) for n, c in tasas.items()} == {
        "nacional": (22, "contradiccion"), "regional": (30, "contradiccion"), "local": (29, "contradiccion"),
    }  # fmt: skip
    dadas = {n: [round(v, 2) for v in c.alternativas.values()] for n, c in tasas.items()}
    assert dadas == {
        "nacional": [D("17.04"), D("19.81"), D("19.73")], "regional": [D("23.66"), D("25.71"), D("26.20")],
        "local": [D("22.84"), D("25.93"), D("23.59")],
    }  # fmt: skip


def test_los_extremos_del_texto_nombran_la_parte_de_que_son(de_la_seed):
    menor, mayor = [c for c in de_la_seed if c.fila["extremo"]]
    assert (menor.fila["valor"], menor.parte.nombre, menor.veredicto) == (30, "Salud", "redondeo")
    assert (mayor.fila["valor"], mayor.parte.nombre, mayor.veredicto) == (170, "Educación", "contradiccion")
    assert (round(menor.debido, 2), round(mayor.debido, 2)) == (D("30.85"), D("172.59"))


def test_la_participacion_es_de_los_niveles_que_tienen_las_funciones(de_la_seed):
    [participacion] = [c for c in de_la_seed if c.fila["medida"] == "participacion"]
    # (7,584,557 + 4,931,741) ÷ (44,094,000 + 25,095,000) ÷ 4 años, en miles de soles
    assert round(participacion.debido, 2) == D("72.36") and participacion.veredicto == "coincide"
