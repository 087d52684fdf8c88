"""La conciliación halla por regla lo que no cierra en lo publicado, y no acusa a lo que sí cierra."""

import re
from decimal import Decimal

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA, RAIZ

from sistematizacion import abrir
from sistematizacion.analisis.conciliacion import REGLAS, conciliar
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.corte import Corte
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.conciliacion import hallazgos
from sistematizacion.rutas import Rutas

CATALOGO = cargar_catalogo(Rutas(RAIZ))
CAMPOS = (
    "indicador", "dimension", "categoria", "valor", "unidad", "calificador", "fecha_corte", "origen", "fuente", "seccion",
    "nota", "motivo", "archivo", "hoja", "fila", "ambito",
)  # fmt: skip


def cifras(*escritas: str, origen: str = "publicado", ambito: str = "puno") -> pd.DataFrame:
    """Filas escritas «indicador[dimension/categoria]@fecha = >valor §seccion»; lo entre corchetes y desde @ puede faltar."""
    return pd.DataFrame([_fila(e, n, origen, ambito) for n, e in enumerate(escritas, 2)], columns=[*CAMPOS, "formula", "tabla", "lugares"], dtype=object)  # fmt: skip


def _fila(escrita: str, n: int, origen: str, ambito: str) -> dict[str, object]:
    forma = r"(\w+)(?:\[(\w+)/(\w+)\])?(?:@([\d-]+))? = ([≈>≤]?)([\d.]+)(?: §(.+))?"
    indicador, dimension, categoria, fecha, signo, valor, seccion = re.fullmatch(forma, escrita).groups(default="")
    calculada = origen == "calculado"
    ficha = CATALOGO.indicadores[indicador]
    return {
        "indicador": indicador, "dimension": dimension, "categoria": categoria, "valor": Decimal(valor), "unidad": ficha.unidad,
        "calificador": {"": "exacto", "≈": "aproximado", ">": "minimo", "≤": "maximo"}[signo],
        "fecha_corte": Corte.de_texto(fecha) if fecha else None, "origen": origen, "fuente": "" if calculada else "informe",
        "seccion": seccion or ("" if calculada else f"1.{n}"), "nota": "", "motivo": "", "archivo": f"{origen}-{ambito}", "hoja": "",
        "fila": n, "ambito": ambito, "formula": "filas de una tabla" if calculada else "",
        "tabla": ficha.calculo.tabla if calculada and ficha.calculo else "", "lugares": ("a.csv, filas 2–9",) if calculada else (),
    }  # fmt: skip


def veredictos(regla: str, *escritas: str, calculadas: tuple[str, ...] = (), **otros: object) -> list[str]:
    """Los veredictos de una regla, en orden."""
    hallados = comprobar(*escritas, calculadas=calculadas, **otros)
    return list(hallados.loc[hallados["regla"] == regla, "veredicto"])


def comprobar(*escritas: str, calculadas: tuple[str, ...] = (), **otros: object) -> pd.DataFrame:
    registros = cifras(*calculadas, origen="calculado")
    return conciliar(cifras(*escritas), registros, CATALOGO.indicadores, CATALOGO.relaciones, **otros)


@pytest.mark.parametrize(
    ("publicada", "calculada", "veredicto"),
    [
        ("consultas_tecnicas = 102", "consultas_tecnicas = 102", "coincide"),
        ("consultas_tecnicas = 102", "consultas_tecnicas = 101", "contradiccion"),
        ("consultas_tecnicas = ≈100", "consultas_tecnicas = 104", "coincide"),
        ("consultas_tecnicas = ≈100", "consultas_tecnicas = 151", "contradiccion"),
        ("consultas_tecnicas = >200", "consultas_tecnicas = 223", "coincide"),
        ("consultas_tecnicas = >200", "consultas_tecnicas = 199", "contradiccion"),
        ("consultas_tecnicas = ≤200", "consultas_tecnicas = 200", "coincide"),
        ("avance_pim_csp = 96.06", "avance_pim_csp@2025 = 96.0634", "coincide"),
        ("avance_pim_csp = 96.06", "avance_pim_csp@2025 = 96.0691", "redondeo"),
        ("avance_pim_csp = 96.06", "avance_pim_csp@2025 = 96.01", "contradiccion"),
        ("avance_pim_csp@2024 = 96.06", "avance_pim_csp@2025 = 3.2", "no_verificable"),
    ],
)
def test_lo_calculado_se_compara_con_la_precision_y_el_calificador_de_lo_publicado(publicada, calculada, veredicto):
    assert veredictos("registros", publicada, calculadas=(calculada,)) == [veredicto]


def test_contar_menos_en_un_registro_incompleto_no_es_contradiccion_y_contar_mas_si():
    incompletas = {"completas": {"puno": []}}
    completas = {"completas": {"puno": ["actividades"]}}
    menos, mas = ("consultas_tecnicas = 90",), ("consultas_tecnicas = 110",)
    assert veredictos("registros", "consultas_tecnicas = 102", calculadas=menos, **incompletas) == ["no_verificable"]
    assert veredictos("registros", "consultas_tecnicas = 102", calculadas=menos, **completas) == ["contradiccion"]
    assert veredictos("registros", "consultas_tecnicas = 102", calculadas=mas, **incompletas) == ["contradiccion"]


@pytest.mark.parametrize(
    ("una", "otra", "esperados"),
    [
        ("oxi_cartera = 25", "oxi_cartera = 27", ["contradiccion"]),
        ("ejecucion_presupuestal = 92.7", "ejecucion_presupuestal = 92.68", ["redondeo"]),
        ("participantes = >200", "participantes = 223", ["coincide"]),
        ("avance_pim_csp@2025 = 96", "avance_pim_csp@2026-01 = 3", []),
        ("avance_pim_csp@2025 = 96", "avance_pim_csp = 90", ["no_verificable"]),
        ("oxi_cartera = 25 §4.2;5.1", "oxi_monto = 1", ["coincide"]),
    ],
)
def test_el_mismo_dato_publicado_dos_veces(una, otra, esperados):
    assert veredictos("repetida", una, otra) == esperados


@pytest.mark.parametrize(
    ("partes", "veredicto"),
    [
        (("cierre_universo[ruta/regular] = 41", "cierre_universo[ruta/de_oficio] = 59"), "coincide"),
        (("cierre_universo[ruta/regular] = 41", "cierre_universo[ruta/de_oficio] = 58"), "contradiccion"),
        (("cierre_universo[ruta/regular] = 41", "cierre_universo[ruta/de_oficio] = 60"), "contradiccion"),
        (("cierre_universo[ruta/regular] = 41", "cierre_universo[ruta/de_oficio] = >50"), "no_verificable"),
    ],
)
def test_las_partes_de_una_particion_suman_su_total(partes, veredicto):
    assert veredictos("partes", "cierre_universo = 100", *partes) == [veredicto]


def test_los_temas_se_traslapan_y_pueden_sumar_mas_pero_ninguno_supera_al_total():
    temas = ("participantes[tema/oxi] = 60", "participantes[tema/integridad] = 70")
    assert veredictos("partes", "participantes = 100", *temas) == ["coincide"]
    assert veredictos("partes", "participantes = 65", *temas) == ["contradiccion"]
    assert veredictos("partes", "participantes = 200", *temas) == ["no_verificable"]


def test_una_dimension_no_exhaustiva_puede_sumar_menos():
    dimension = CATALOGO.relaciones.dimensiones["ruta"].model_copy(update={"exhaustiva": False})
    relaciones = CATALOGO.relaciones.model_copy(update={"dimensiones": {"ruta": dimension}})
    publicadas = cifras("cierre_universo = 100", "cierre_universo[ruta/regular] = 41")
    [hallazgo] = conciliar(publicadas, cifras(), CATALOGO.indicadores, relaciones).to_dict("records")
    assert (hallazgo["veredicto"], hallazgo["diferencia"]) == ("no_verificable", Decimal(59))


def test_una_parte_no_supera_a_su_todo_ni_sola_ni_sumada():
    assert veredictos("no_supera", "cierres_efectivos = 11", "cierre_universo = 10") == ["contradiccion"]
    retrasos = ("obras_con_retraso[grado/moderado] = 5", "obras_con_retraso[grado/critico] = 4", "cartera_csp = 8")
    assert veredictos("no_supera", *retrasos) == ["contradiccion"]
    por_tema = ("certificados[tema/oxi] = 36", "participantes[tema/oxi] = 35", "participantes[tema/bim] = 90")
    assert veredictos("no_supera", *por_tema) == ["contradiccion"]


def test_un_porcentaje_se_comprueba_con_sus_conteos_o_dice_cuales_faltan():
    conteos = ("cierres_efectivos = 132", "cierre_universo = 190")
    assert veredictos("conteos", "cierre_porcentaje = 69.47", *conteos) == ["coincide"]
    assert veredictos("conteos", "cierre_porcentaje = 96.47", *conteos) == ["contradiccion"]
    [falta] = comprobar("cierre_porcentaje = 54.98").to_dict("records")
    assert falta["veredicto"] == "no_verificable"
    assert "falta: cierres efectivos y universo de cierre" in falta["detalle"]
    assert "es 211 (116 de 211)" in falta["detalle"]
    solo_registros = veredictos("conteos", "cierre_porcentaje = 69.47", calculadas=conteos)
    assert solo_registros == ["coincide"]


def test_un_cociente_de_montos_redondeados_admite_lo_que_su_redondeo_explica():
    montos = ("devengado_csp = 247", "pim_csp = 257")
    assert veredictos("conteos", "avance_pim_csp = 96.06", *montos) == ["redondeo"]
    assert veredictos("conteos", "avance_pim_csp = 92.06", *montos) == ["contradiccion"]


@pytest.mark.parametrize(
    ("porcentaje", "veredicto"), [("88", "coincide"), ("12", "redondeo"), ("13", "coincide"), ("80", "contradiccion")]
)
def test_un_porcentaje_de_encuesta_sale_de_un_numero_entero_de_personas(porcentaje, veredicto):
    escrita = f"encuesta_porcentaje[pregunta_satisfaccion/satisfecho] = {porcentaje}"
    assert veredictos("alcanzable", "encuestados = 8", escrita) == [veredicto]


@pytest.mark.parametrize(
    ("muy", "algo", "veredicto"),
    [("63", "38", "redondeo"), ("62", "38", "coincide"), ("63", "48", "contradiccion"), ("63", "20", "no_verificable")],
)
def test_los_porcentajes_de_una_pregunta_suman_cien(muy, algo, veredicto):
    pregunta = "encuesta_porcentaje[pregunta_satisfaccion/{}] = {}"
    escritas = (pregunta.format("muy_satisfecho", muy), pregunta.format("satisfecho", algo))
    assert veredictos("suman_cien", *escritas) == [veredicto]


def test_una_variacion_se_comprueba_con_sus_valores_inicial_y_final():
    inicial = ("pim_inicial_csp = 240", "variacion_pim_csp@2025 = 7")
    assert veredictos("variacion", *inicial) == ["no_verificable"]
    assert veredictos("variacion", *inicial, "pim_csp@2025 = 256.8") == ["coincide"]
    assert veredictos("variacion", *inicial, "pim_csp@2025 = 300") == ["contradiccion"]


def test_un_acumulado_no_baja_salvo_que_cada_anio_vuelva_a_empezar():
    assert veredictos("acumulado", "cierre_porcentaje@2025-10 = 16", "cierre_porcentaje@2026-02 = 12") == [
        "contradiccion"
    ]
    assert veredictos("acumulado", "avance_pim_csp@2025 = 96", "avance_pim_csp@2026-01 = 3") == []
    assert veredictos("acumulado", "avance_pim_csp@2025-10 = 96", "avance_pim_csp@2025-12 = 90") == ["contradiccion"]


def test_a_mejor_puesto_indice_mayor():
    def de(ambito: str, puesto: int, indice: str) -> pd.DataFrame:
        return cifras(f"igeip_puesto = {puesto}", f"igeip_indice = {indice}", ambito=ambito)

    def veredicto(*regiones: pd.DataFrame) -> list[str]:
        publicadas = pd.concat(regiones, ignore_index=True)
        return list(conciliar(publicadas, cifras(), CATALOGO.indicadores, CATALOGO.relaciones)["veredicto"])

    assert veredicto(de("puno", 1, "0.7"), de("ica", 2, "0.6")) == ["coincide"]
    assert veredicto(de("puno", 1, "0.6"), de("ica", 2, "0.7")) == ["contradiccion"]
    assert veredicto(de("puno", 1, "0.7"), de("ica", 1, "0.6")) == ["contradiccion"]


def test_lo_calculado_de_respuestas_reconstruidas_no_prueba_lo_publicado():
    encuesta = pd.DataFrame({"origen": ["reconstruido"], "ambito": ["puno"]})
    calculadas = ("encuestados = 9",)
    assert veredictos("registros", "encuestados = 8", calculadas=calculadas) == ["contradiccion"]
    assert veredictos("registros", "encuestados = 8", calculadas=calculadas, encuesta=encuesta) == []


def test_sin_cifras_no_hay_hallazgos():
    assert comprobar().empty


def test_la_conciliacion_del_programa_halla_por_regla_lo_que_la_fuente_contradice_o_redondea():
    tabla = hallazgos(abrir(PROGRAMA, "")._expediente)
    distintos = tabla[tabla["veredicto"].isin(["contradiccion", "redondeo"])]
    assert {tuple(map(str, f)) for f in distintos[["veredicto", "regla", "ambito", "valor_a", "valor_b"]].to_numpy()} == {
        ("contradiccion", "repetida", "junin", "25", "27"),
        ("redondeo", "suman_cien", "junin", "101", "100"),
        ("redondeo", "alcanzable", "arequipa", "12", "12.5"),
    }  # fmt: skip
    assert set(tabla["regla"]) <= set(REGLAS)
    coinciden = tabla[tabla["veredicto"] == "coincide"]
    assert "Las partes suman 81 + 41 + 68 = 190, y la fuente dice 190." in set(coinciden["detalle"])
    faltan = tabla[tabla["veredicto"] == "no_verificable"]
    assert {"cierre_porcentaje", "variacion_pim_csp", "avance_pim_csp"} == set(faltan["indicador"])


@pytest.mark.parametrize("region", ["arequipa", "cusco", "junin"])
def test_una_region_halla_lo_suyo_y_nada_de_las_demas(region):
    tabla = hallazgos(abrir(PROGRAMA, region)._expediente)
    assert set(tabla["ambito"]) <= {region, "comun"}
    assert (region == "junin") == ("contradiccion" in set(tabla["veredicto"]))


def test_el_cuadro_dice_ambos_valores_con_su_procedencia_y_el_veredicto_en_palabras():
    cuadro = abrir(PROGRAMA, "junin").cuadro("conciliacion")
    assert [str(f.celdas[0]) for f in cuadro.filas if f.clase == "grupo"] == ["Contradicción (1)", "Redondeo (1)"]
    oxi, suma = [f.celdas for f in cuadro.filas if f.clase != "grupo"]
    assert [c.lugares[0].split(", ")[1] for c in oxi if isinstance(c, Cifra)] == ["fila 22", "fila 23"]
    assert (oxi[3], oxi[5]) == ("Sección 5.1", "Sección 4.2")
    assert (oxi[1], oxi[6], oxi[7]) == ("Un mismo dato, publicado más de una vez", "-2", "0.5")
    assert (suma[0], suma[2].en_cuadro, suma[4]) == (
        "Respuestas a la encuesta: satisfacción con el acompañamiento", "101%", "100%",
    )  # fmt: skip
    vigente = abrir(PROGRAMA, "junin").cifra("oxi_cartera")
    assert [c.identidad for c in oxi if isinstance(c, Cifra)] == [c.identidad for c in (vigente, *vigente.otras)]


def test_el_resumen_cuenta_las_comprobaciones_de_cada_regla():
    filas = abrir(PROGRAMA, "").cuadro("conciliacion_resumen").filas
    assert filas[-1].celdas[1:] == tuple(sum(f.celdas[n] for f in filas[:-1]) for n in range(1, 6))


def test_una_correccion_cambia_la_cifra_del_informe_y_explica_el_hallazgo(proyecto):
    (proyecto.data / PROGRAMA / "junin" / "correcciones.yml").write_text(
        "correcciones:\n"
        '  - {tabla: cifras, indicador: oxi_cartera, seccion: "4.2", espera: 27, valor: 25,\n'
        "     razon: Dos proyectos se contaron dos veces, decidio: Coordinación regional, fecha: 2026-03-02}\n",
        encoding="utf-8",
    )
    inf = abrir(PROGRAMA, "junin")
    oxi = next(f.celdas for f in inf.cuadro("conciliacion").filas if "inversión privada" in str(f.celdas[0]))
    assert "Explicación: Dos proyectos se contaron dos veces (Coordinación regional, 02/03/2026)." in oxi[8]
    assert [c.en_cuadro for c in oxi if isinstance(c, Cifra)] == ["25", "27"]
    [corregida] = inf.cuadro("correcciones").filas
    assert [c.en_cuadro for c in corregida.celdas if isinstance(c, Cifra)] == ["27", "25"]
    assert [str(v) for v in inf.cifras.loc[inf.cifras["indicador"] == "oxi_cartera", "valor"]] == ["25", "25"]
    assert inf.cifra("oxi_cartera").otras == ()
    assert "tiene ya su explicación" in leer(inf.prosa("conciliacion").html())


def leer(html: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(html, create_parent="div").text_content().split())


def test_la_prosa_cuenta_lo_que_el_cuadro_dice():
    texto = leer(abrir(PROGRAMA, "").prosa("conciliacion").html())
    assert "dos se explican por el redondeo, una es una contradicción y siete no se pueden verificar" in texto


def test_una_relacion_con_un_indicador_que_no_existe_es_un_error(proyecto):
    ruta = proyecto.params / "conciliacion.yml"
    texto = ruta.read_text(encoding="utf-8")
    ruta.write_text(texto.replace("parte: cierres_efectivos", "parte: cierres_efectibos"), encoding="utf-8")
    with pytest.raises(
        ErrorDeEntrada, match="porcentajes.0.parte: «cierres_efectibos»: .*¿Quiso decir cierres_efectivos?"
    ):
        abrir(PROGRAMA, "junin")
