"""Los gráficos del gasto: qué dice su título, que su texto trae los datos y que nada se encima ni va solo por color."""

import csv
import re
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import pytest
from gasto_de_prueba import JUNIN, PLIEGOS, parte, programa, region
from matplotlib.figure import Figure

from sistematizacion.nucleo.corte import Corte
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.graficos import NOMBRES
from sistematizacion.presentacion.graficos.gasto import calor, distribucion, funciones, pendiente, ritmo, serie
from sistematizacion.presentacion.graficos.lienzo import ALTO_IMPRESO
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SEED_004 = Path(__file__).resolve().parents[1] / "data" / "gestion-descentralizada-2015" / "comun" / "gasto.csv"
MILLON = 1_000_000
FUNCIONES = ("22", "20", "15", "10", "03", "18", "24", "17", "09", "25", "05", "19", "23")
DE_REGION = (
    pendiente.pendiente_de_region, distribucion.distribucion_de_region, ritmo.ritmo_de_region, funciones.funciones,
    calor.calor_de_region, serie.serie_de_region,
)  # fmt: skip
DEL_PROGRAMA = (
    pendiente.pendiente_del_programa, distribucion.distribucion_del_programa, ritmo.ritmo_del_programa, calor.calor_del_programa,
    serie.serie_del_programa,
)  # fmt: skip
CON_CORTE = (distribucion.distribucion_de_region, ritmo.ritmo_de_region, calor.calor_de_region, funciones.funciones)


def por_funcion(pliego: str = JUNIN, **montos: tuple) -> list[dict]:
    """``f22=(pia, pim, devengado)`` en millones; None si no se sabe."""
    return [
        parte(pliego, vista="funcion", codigo=c[1:], **{
            m: None if v is None else v * MILLON for m, v in zip(("pia", "pim", "devengado"), suyos, strict=True)
        })
        for c, suyos in montos.items()
    ]  # fmt: skip


def totales(ejecuciones: dict[str, float], **cambios: object) -> list[dict]:
    """Gobiernos con 100 millones de PIM y esa ejecución."""
    return [parte(p, pim=100 * MILLON, devengado=round(e * MILLON), **cambios) for p, e in ejecuciones.items()]


def mes_a_mes(pliego: str, avances: list[float], anio: int = 2024) -> list[dict]:
    """El total del año, con 100 millones de PIM, y lo devengado cada mes para llegar a esos avances."""
    meses = [round((b - a) * MILLON) for a, b in zip([0, *avances], avances, strict=False)]
    filas = [parte(pliego, anio=anio, mes=n, devengado=m) for n, m in enumerate(meses, 1)]
    return [parte(pliego, anio=anio, pia=60 * MILLON, pim=100 * MILLON, devengado=sum(meses)), *filas]


def completo(pliegos: tuple[str, ...]) -> list[dict]:
    """Un gasto con todo lo que los gráficos usan: años, meses y funciones, con 0% y con más de 100%."""
    filas = []
    for k, p in enumerate(pliegos):
        filas += mes_a_mes(p, [(n + 1) * (k * 4 + 10) / 12 for n in range(12)])
        filas += [parte(p, anio=a, pim=(80 + a % 7) * MILLON, devengado=(60 + k + a % 5) * MILLON) for a in range(2015, 2024)]
        for n, c in enumerate(FUNCIONES[: 13 - k % 3]):
            pim = 100 * MILLON // (n + 1) ** 2
            devengado = pim * ((k * 17 + n * 29) % 112) // 100
            filas.append(parte(p, vista="funcion", codigo=c, pia=pim // 2, pim=pim, devengado=devengado))
    return filas


@lru_cache
def programa_completo(cuantas: int) -> ExpedienteDelPrograma:
    """Uno de tantas regiones; si son pocas, entre otras tantas que no son suyas."""
    return programa(completo(PLIEGOS[: 2 * cuantas]), ("441", "440") if cuantas == 2 else PLIEGOS[:cuantas])


@lru_cache
def region_completa(cuantos: int) -> Expediente:
    """Junín entre tantos gobiernos."""
    return region(completo(PLIEGOS[10 : 10 + cuantos]))


def niveles() -> list[dict]:
    """Los Cuadros 1 y 2 de la fuente 004."""
    with SEED_004.open(encoding="utf-8") as archivo:
        filas = list(csv.DictReader(archivo))
    comunes = ("nivel", "vista", "codigo", "nombre", "tipo")
    return [
        parte("", **{c: f[c] for c in comunes}, **{c: f[c] or None for c in ("pia", "pim", "devengado")}, anio=int(f["anio"]),
              desde=int(f["desde"]) if f["desde"] else None)
        for f in filas
    ]  # fmt: skip


def notas(grafico: Grafico) -> str:
    return " ".join(grafico.notas)


@pytest.fixture
def figuras(monkeypatch) -> list[Figure]:
    hechas: list[Figure] = []
    guardar = Figure.savefig
    monkeypatch.setattr(Figure, "savefig", lambda self, *a, **k: (hechas.append(self), guardar(self, *a, **k))[1])
    return hechas


def textos(figura: Figure) -> list[tuple[str, object, object]]:
    """Lo escrito, con su caja y su peso; también lo de los ejes."""
    dibujante = figura._get_renderer()
    sueltos = [t for eje in figura.axes for t in eje.texts] + figura.texts
    sueltos += [t for eje in figura.axes if eje.axison for t in (*eje.get_xticklabels(), *eje.get_yticklabels())]
    return [(t.get_text(), t.get_window_extent(dibujante), t) for t in sueltos if t.get_text() and t.get_visible()]


def revisar(figura: Figure) -> None:
    alto, ancho = figura.bbox.height, figura.bbox.width
    cajas = [(t, c) for t, c, _ in textos(figura)]
    fuera = [t for t, c in cajas if c.x0 < -2 or c.y0 < -2 or c.x1 > ancho + 2 or c.y1 > alto + 2]
    encimados = [
        (a, b)
        for (a, ca), (b, cb) in combinations(cajas, 2)
        if min(ca.x1, cb.x1) - max(ca.x0, cb.x0) > 1.5 and min(ca.y1, cb.y1) - max(ca.y0, cb.y0) > 3
    ]
    assert (fuera, encimados) == ([], [])
    assert figura.get_figheight() <= ALTO_IMPRESO + 0.01


# Todos


@pytest.mark.parametrize("cuantas", [2, 26])
@pytest.mark.parametrize("grafico", DEL_PROGRAMA, ids=lambda f: f.__name__)
def test_en_el_programa_nada_se_sale_ni_se_encima(grafico, cuantas, figuras):
    hecho = grafico(programa_completo(cuantas))
    revisar(figuras[-1])
    assert hecho.alt and hecho.fuente.startswith("MEF")


@pytest.mark.parametrize("cuantos", [2, 9])
@pytest.mark.parametrize("grafico", DE_REGION, ids=lambda f: f.__name__)
def test_en_una_region_nada_se_sale_ni_se_encima(grafico, cuantos, figuras):
    hecho = grafico(region_completa(cuantos))
    revisar(figuras[-1])
    assert hecho.titulo and "Junín" in hecho.titulo + hecho.alt


@pytest.mark.parametrize("nombre", [n for n in NOMBRES if n.startswith("gasto_")])
def test_sin_datos_de_gasto_no_hay_pieza(nombre):
    exhibicion = NOMBRES[nombre]
    with pytest.raises(NoSeMuestra):
        exhibicion.region(region([]))
    if exhibicion.programa:
        with pytest.raises(NoSeMuestra):
            exhibicion.programa(programa([]))


@pytest.mark.parametrize("grafico", DE_REGION, ids=lambda f: f.__name__)
def test_toda_cifra_dice_de_que_fila_sale_y_no_hay_dos_con_la_misma_identidad(grafico):
    hechas = grafico(region_completa(9)).cifras
    assert all(c.lugares for c in hechas)
    distintas = {c.identidad: c.valor for c in hechas}
    assert all(distintas[c.identidad] == c.valor for c in hechas)
    assert all(c.conjunto and c.nombre.startswith(f"{c.conjunto}: ") for c in hechas)


@pytest.mark.parametrize("grafico", CON_CORTE, ids=lambda f: f.__name__)
def test_un_anio_que_no_termina_se_dice(grafico):
    filas = [f | {"corte": Corte.de_texto("2024-09")} if f["anio"] == 2024 else f for f in completo(PLIEGOS[8:14])]
    assert "a setiembre de 2024" in notas(grafico(region(filas)))


# La pendiente


def test_sin_pia_la_pendiente_empieza_en_el_pim_y_lo_dice():
    hecho = pendiente.pendiente_de_region(region(por_funcion(f22=(None, 100, 90), f20=(None, 50, 20))))
    assert "no traen el PIA" in notas(hecho)
    assert "PIA" not in hecho.svg and "Educación: PIM 100.0, devengado 90.0 (90.0% del PIM)" in hecho.alt


def test_con_pia_la_pendiente_tiene_las_tres_etapas():
    hecho = pendiente.pendiente_de_region(region(por_funcion(f22=(80, 100, 90), f20=(70, 50, 20))))
    assert "no traen el PIA" not in notas(hecho)
    assert "Salud: PIA 70.0, PIM 50.0, devengado 20.0 (40.0% del PIM)" in hecho.alt
    assert hecho.titulo.endswith("la que menos ejecutó fue Salud (40.0%), con S/\u00a030.0\u00a0millones sin ejecutar")


def test_la_que_menos_ejecuto_va_en_negrita_y_no_solo_de_otro_color(figuras):
    pendiente.pendiente_de_region(region(por_funcion(f22=(80, 100, 90), f20=(70, 50, 20))))
    pesos = {t: x.get_fontweight() for t, _, x in textos(figuras[-1])}
    assert (pesos["Salud"], pesos["Educación"]) == ("bold", "normal")


def test_las_funciones_que_no_caben_se_suman_en_una_y_las_siete_caben():
    nueve = {f"f{c}": (None, 100 - n, 50) for n, c in enumerate(FUNCIONES[:9])}
    assert "otras 3 funciones: PIM 279.0, devengado 150.0" in pendiente.pendiente_de_region(region(por_funcion(**nueve))).alt
    siete = dict(list(nueve.items())[:7])
    assert "otras" not in pendiente.pendiente_de_region(region(por_funcion(**siete))).alt


def test_los_cuadros_de_la_fuente_004_dicen_que_el_nacional_baja_y_el_regional_sube():
    hecho = pendiente.pendiente_del_programa(programa(niveles()))
    assert hecho.titulo == "El Gobierno nacional devengó en proyectos 18.7% menos que su PIA; los gobiernos regionales, 48.4% más"
    assert "Gobierno nacional, promedio 2011–2014. Transporte: PIA 5,746.2, PIM 5,849.3, devengado 5,728.7" in hecho.alt
    assert "a igual inclinación, igual variación" in notas(hecho)


def test_con_un_devengado_en_cero_la_escala_no_es_proporcional():
    hecho = pendiente.pendiente_de_region(region(por_funcion(f22=(None, 100, 0), f20=(None, 50, 56))))
    assert "igual inclinación" not in notas(hecho)
    assert "devengado 0.0 (0.0% del PIM)" in hecho.alt and "(112.0% del PIM)" in hecho.alt


# La distribución


def test_la_distribucion_dice_el_puesto_y_marca_la_nuestra_con_rombo_y_negrita(figuras):
    hecho = distribucion.distribucion_de_region(region(totales({JUNIN: 84.2, "446": 91, "443": 70, "440": 60, "441": 50})))
    assert hecho.titulo == "Junín ejecutó 84.2% de su PIM en 2024: puesto 2.º de 5"
    figura = figuras[-1]
    assert {t for t, _, x in textos(figura) if x.get_fontweight() == "bold"} >= {"Junín", "84.2%", "2.º"}
    formas = [len(c.get_paths()[0].vertices) for c in figura.axes[0].collections if len(c.get_offsets()) == 1]
    assert len(set(formas)) == 2 and formas.count(min(formas)) == 1  # un rombo, y los demás círculos
    assert "Cusco, 91.0%; Junín, 84.2%; Arequipa, 70.0%" in hecho.alt
    assert "mediana 70.0%" in hecho.alt and "rombo y la negrita marcan Junín" in notas(hecho)


def test_la_escala_que_no_empieza_en_cero_se_dice():
    assert "no empieza en cero" in notas(distribucion.distribucion_de_region(region(totales({JUNIN: 84.2, "446": 91}))))
    assert "no empieza en cero" not in notas(distribucion.distribucion_de_region(region(totales({JUNIN: 84.2, "446": 0}))))


def test_con_menos_de_cuatro_gobiernos_no_hay_cuartiles():
    hecho = distribucion.distribucion_de_region(region(totales({JUNIN: 112, "446": 0})))
    assert hecho.titulo == "Junín ejecutó 112.0% de su PIM en 2024: puesto 1.º de 2"
    assert "cuartil" not in hecho.svg + hecho.alt + notas(hecho)


def test_un_gobierno_solo_no_se_compara():
    for grafico in (distribucion.distribucion_de_region, calor.calor_de_region):
        with pytest.raises(NoSeMuestra):
            grafico(region(totales({JUNIN: 84.2}) + por_funcion(f22=(1, 1, 1))))


def test_el_programa_dice_cuantas_llegan_a_la_mediana_y_cual_falta():
    hecho = distribucion.distribucion_del_programa(programa(totales({JUNIN: 84, "446": 91, "440": 60, "441": 50})))
    assert hecho.titulo.startswith("De Cusco (91.0%) a Junín (84.0%), todas llegan a la mediana de la ejecución del PIM en 2024")
    assert "Sin datos de su gasto en 2024: Arequipa." in notas(hecho)


def test_si_solo_hay_proyectos_el_titulo_lo_dice():
    hecho = distribucion.distribucion_de_region(region(totales({JUNIN: 84.2, "446": 91}, tipo="proyectos")))
    assert hecho.titulo == "Junín ejecutó 84.2% de su PIM (proyectos) en 2024: puesto 2.º de 2"


# El ritmo


def test_el_ritmo_se_mide_contra_la_mediana_y_dice_diciembre():
    parejo = [n * 7.5 for n in range(1, 13)]
    filas = [f for n, p in enumerate(PLIEGOS[:4]) for f in mes_a_mes(p, [x - n for x in parejo])]
    hecho = ritmo.ritmo_de_region(region(filas + mes_a_mes(JUNIN, [*range(5, 60, 5), 80])))
    assert hecho.titulo.startswith("Junín llegó a diciembre de 2024 con 80.0% de su PIM devengado, 8.0 puntos menos que la med")
    assert hecho.titulo.endswith("solo en diciembre devengó 31.3% de lo del año")
    assert "enero 5.0%" in hecho.alt and "diciembre 80.0%" in hecho.alt
    assert "mínimo 80.0%, cuartiles 87.0% y 89.0%, mediana 88.0%, máximo 90.0%" in hecho.alt
    assert "5 gobiernos regionales con datos mes a mes" in notas(hecho)


def test_los_anios_anteriores_van_rotulados_y_los_pocos_gobiernos_no_hacen_abanico():
    antes = mes_a_mes(JUNIN, [10, 20, 90], anio=2023)
    hecho = ritmo.ritmo_de_region(region(mes_a_mes(JUNIN, [10, 30]) + antes + mes_a_mes("446", [1, 2])))
    assert hecho.titulo == "Junín llegó a febrero de 2024 con 30.0% de su PIM devengado"
    assert "2023: 90.0%" in hecho.svg and "en 2023 llegó a 90.0% en marzo" in hecho.alt
    assert "mediana" not in hecho.svg + hecho.alt


def test_si_falta_un_mes_de_en_medio_no_hay_ritmo():
    filas = [f for f in mes_a_mes(JUNIN, [10, 20, 30]) if f["mes"] != 2]
    with pytest.raises(NoSeMuestra):
        ritmo.ritmo_de_region(region(filas))


# Los recuadros por función


def test_los_recuadros_dicen_la_ejecucion_de_todas_aunque_las_pequenas_no_quepan():
    montos = {f"f{c}": (None, 1000 // (n + 1) ** 3, 900 // (n + 1) ** 3) for n, c in enumerate(FUNCIONES[:9])}
    montos["f15"] = (None, 40, 10)
    hecho = funciones.funciones(region(por_funcion(**montos)))
    assert hecho.titulo.startswith("Educación tuvo 83.6% del PIM de Junín en 2024 y ejecutó 90.0%")
    assert "Transporte, 40.0, ejecución 25.0%" in hecho.alt and "menos de 50%" in hecho.svg
    assert re.search(r"otras \d funciones", " ".join(re.findall(r">([^<>]+)</text>", hecho.svg)))
    assert all(n in hecho.svg for n in ("Turismo", "Ambiente", "Previsión social"))


def test_con_menos_de_cuatro_funciones_son_barras_y_sin_devengado_se_dice_sin_dato():
    hecho = funciones.funciones(region(por_funcion(f22=(None, 100, 0), f03=(None, 50, 56), f20=(None, 40, None))))
    assert "El largo de cada barra" in notas(hecho)
    assert "es la única función que ejecutó menos de 75%" in hecho.titulo
    assert "Salud, 40.0, ejecución sin dato" in hecho.alt and "40.0 · sin dato" in hecho.svg


def test_la_funcion_sin_pim_se_dice_y_no_se_dibuja():
    hecho = funciones.funciones(region(por_funcion(f22=(None, 100, 90), f20=(None, None, 5), f15=(None, 0, 0))))
    assert "Sin PIM, y por eso sin recuadro: Salud y Transporte." in notas(hecho) and "Salud" not in hecho.svg


# El mapa de calor


def test_lo_que_no_se_sabe_es_sin_dato_y_no_cero():
    filas = por_funcion(JUNIN, f22=(None, 100, 90), f20=(None, 50, 20)) + por_funcion("446", f22=(None, 100, 0))
    hecho = calor.calor_de_region(region(filas))
    assert "Junín, total 73.3%: Educación 90.0%, Salud 40.0%." in hecho.alt
    assert "Cusco, total 0.0%: Educación 0.0%, Salud sin dato." in hecho.alt
    assert "no es cero" in notas(hecho) and "sin dato" in hecho.svg


def test_la_nuestra_lleva_marco_y_los_demas_no(figuras):
    filas = []
    for n, p in enumerate(PLIEGOS[8:14]):
        filas += por_funcion(p, f22=(None, 100, 90 - n), f20=(None, 50, 10 + n))
    hecho = calor.calor_de_region(region(filas))
    marcos = [p for p in figuras[-1].axes[0].patches if p.get_linewidth() > 2]
    assert len(marcos) == 1
    calor.calor_del_programa(programa(filas, (JUNIN, "448", "449")))
    assert len([p for p in figuras[-1].axes[0].patches if p.get_linewidth() > 2]) == 3
    assert hecho.titulo == (
        "Donde mejor ejecutó Junín frente a los demás en 2024 fue Educación (3.º de 6, 88.0%); donde peor, Salud (4.º de 6, "
        "24.0%)"
    )


def test_con_muchas_funciones_van_las_doce_mayores_y_se_dicen_las_que_faltan():
    montos = {f"f{c}": (None, 100 - n, 50) for n, c in enumerate(FUNCIONES)}
    hecho = calor.calor_de_region(region(por_funcion(JUNIN, **montos) + por_funcion("446", **montos)))
    assert "Las demás son 7.2% del PIM: Protección social." in notas(hecho)


# La serie


def anuales(montos: dict[int, tuple[float, float]], **cambios: object) -> list[dict]:
    return [parte(anio=a, pim=p * MILLON, devengado=d * MILLON, **cambios) for a, (p, d) in montos.items()]


def test_la_serie_dice_la_tasa_compuesta_y_la_nombra():
    hecho = serie.serie_de_region(region(anuales({2022: (120, 100), 2023: (130, 105), 2024: (150, 121)})))
    assert hecho.titulo == (
        "Lo devengado por Junín pasó de S/\u00a0100.0 a S/\u00a0121.0\u00a0millones entre 2022 y 2024: 10.0% al año, "
        "tasa compuesta"
    )
    assert "PIM: 2022, 120.0; 2023, 130.0; 2024, 150.0" in hecho.alt and "(+10.0% al año)" in hecho.svg
    assert "compuesta (CAGR)" in notas(hecho)


def test_con_deflactor_hay_otra_linea_y_el_titulo_descuenta_la_inflacion():
    montos = anuales({2022: (120, 100), 2023: (130, 105), 2024: (150, 121)})
    hecho = serie.serie_de_region(region(montos, deflactor={2022: "100", 2023: "105", 2024: "121"}))
    assert hecho.titulo.endswith("10.0% al año, tasa compuesta; descontada la inflación, 0.0%")
    assert "devengado en soles de 2024: 2022, 121.0; 2023, 121.0; 2024, 121.0" in hecho.alt
    assert "Índice de prueba" in notas(hecho)


def test_un_solo_anio_no_es_una_serie_y_un_anio_que_falta_no_tiene_tasa():
    with pytest.raises(NoSeMuestra):
        serie.serie_de_region(region(anuales({2024: (150, 121)})))
    hecho = serie.serie_de_region(region(anuales({2021: (120, 100), 2023: (130, 105), 2024: (150, 121)})))
    assert "tasa" not in hecho.titulo and "al año" not in hecho.svg


def test_el_anio_que_no_termina_no_entra_en_la_tasa():
    enteros = anuales({2021: (110, 100), 2022: (120, 110), 2023: (130, 121)})
    hecho = serie.serie_de_region(region(enteros + anuales({2024: (150, 30)}, corte=Corte.de_texto("2024-05"))))
    assert "2024: los montos llegan a mayo de 2024; la tasa no lo cuenta." in notas(hecho)
    assert "(+10.0% al año)" in hecho.svg


def test_el_cuadro_2_de_la_fuente_004_da_una_linea_por_nivel_con_su_tasa():
    hecho = serie.serie_del_programa(programa(niveles()))
    assert hecho.titulo == (
        "Lo devengado en proyectos por los gobiernos regionales creció 23.7% al año entre 2004 y 2014 y lo del Gobierno "
        "nacional, 17.0% (tasa compuesta)"
    )
    assert "Gobiernos locales: 2004, 1,793.0; 2005, 2,156.0" in hecho.alt
    assert all(n in hecho.svg for n in ("Gobierno nacional", "Gobiernos regionales", "Gobiernos locales"))


def test_si_alguna_cae_el_titulo_no_dice_que_crecio():
    def filas(pliego: str, ultimo: float) -> list[dict]:
        return [parte(pliego, anio=a, devengado=m * MILLON) for a, m in ((2022, 100), (2023, 100), (2024, ultimo))]

    hecho = serie.serie_del_programa(programa(filas(JUNIN, 121) + filas("446", 81)))
    assert hecho.titulo == "Lo devengado por Junín varió +10.0% al año entre 2022 y 2024 y lo de Cusco, -10.0% (tasa compuesta)"
