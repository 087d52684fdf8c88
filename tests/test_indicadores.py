"""De los registros a las cifras: qué da cada cálculo, qué hace con lo que falta y quién manda al unirlo con lo publicado."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from sistematizacion.analisis.indicadores import calcular
from sistematizacion.catalogo import Catalogo, cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.revision import revisar
from sistematizacion.nucleo.union import INCOMPLETO, como_cifras, unir
from sistematizacion.parametros import Region, cargar_programa, cargar_region
from sistematizacion.rutas import Rutas, rutas

CORTE = date(2025, 12, 31)


@pytest.fixture(scope="module")
def catalogo() -> Catalogo:
    return cargar_catalogo(rutas())


def registro(*filas: dict, origen: str = "registrado") -> pd.DataFrame:
    base = {"origen": origen, "archivo": "r.xlsx", "hoja": "t"}
    return pd.DataFrame([base | {"fila": n} | f for n, f in enumerate(filas, 2)], dtype=object)


def cifras(catalogo: Catalogo, completas: tuple[str, ...] = (), **tablas: pd.DataFrame) -> dict[str, pd.Series]:
    """Lo calculado, por «indicador» o «indicador/categoria»."""
    halladas = calcular(tablas, catalogo.indicadores, completas).to_dict("records")
    return {"/".join(filter(None, [f["indicador"], f["categoria"]])): pd.Series(f) for f in halladas}


def comite(clase: str) -> dict:
    return {"tipo": "comite_de_seguimiento", "clase": clase}


def test_las_actividades_se_cuentan_por_tipo_y_los_comites_por_clase(catalogo):
    tabla = registro(
        comite("ordinario"), comite("ordinario"), comite("extraordinario"), {"tipo": "consulta_tecnica", "clase": ""}
    )
    dadas = cifras(catalogo, actividades=tabla)
    assert {k: int(f["valor"]) for k, f in dadas.items()} == {
        "comites_seguimiento": 3, "comites_seguimiento/ordinario": 2, "comites_seguimiento/extraordinario": 1,
        "consultas_tecnicas": 1,
    }  # fmt: skip
    assert dadas["comites_seguimiento"]["lugares"] == ("r.xlsx, hoja t, filas 2–4",)
    assert dadas["comites_seguimiento"]["formula"] == "filas de actividades con tipo = comite_de_seguimiento"


def test_lo_que_nadie_registro_no_es_cero_salvo_que_el_registro_este_completo(catalogo):
    tabla = registro({"tipo": "asistencia_tecnica", "clase": ""})
    assert set(cifras(catalogo, actividades=tabla)) == {"asistencias_tecnicas"}
    assert cifras(catalogo, ("actividades",), actividades=tabla)["consultas_tecnicas"]["valor"] == 0
    assert cifras(catalogo, actividades=tabla.iloc[:0]) == {}


def test_las_filas_publicadas_no_son_registros(catalogo):
    assert cifras(catalogo, actividades=registro(comite("ordinario"), origen="publicado")) == {}


def evento(categoria: str, participantes: int | None, mujeres: int | None = None, hombres: int | None = None) -> dict:
    return {
        "categoria": categoria, "participantes": participantes, "mujeres": mujeres, "hombres": hombres, "sesiones": 2,
        "horas": Decimal("1.5"), "certificados": None,
    }  # fmt: skip


def test_los_participantes_se_suman_en_total_por_tema_y_por_sexo(catalogo):
    dadas = cifras(catalogo, capacitaciones=registro(evento("oxi", 10, 4, 6), evento("bim", 5, 5, 0)))
    valores = {k: f["valor"] for k, f in dadas.items()}
    assert (valores["participantes"], valores["participantes/oxi"]) == (15, 10)
    assert (valores["participantes/mujeres"], valores["participantes/hombres"]) == (9, 6)
    assert (valores["sesiones_oxi"], valores["horas_capacitacion"]) == (2, Decimal(3))
    assert "certificados" not in valores


def test_si_a_una_fila_le_falta_el_dato_la_suma_es_al_menos_esa_y_lo_dice(catalogo):
    dada = cifras(catalogo, capacitaciones=registro(evento("oxi", 10), evento("oxi", None)))["participantes"]
    assert (dada["valor"], dada["calificador"]) == (10, "al_menos")
    assert dada["nota"] == "A 1 de 2 filas les falta el dato."


def inversion(cui: str, inicial: str | None, pim: str | None, devengado: str | None) -> dict:
    return {
        "cui": cui,
        **{k: v and Decimal(v) for k, v in {"pim_inicial": inicial, "pim": pim, "devengado": devengado}.items()},
    }


def test_el_avance_del_pim_es_devengado_entre_pim_de_las_inversiones_que_tienen_ambos(catalogo):
    tabla = registro(
        inversion("1", "100", "200", "150"), inversion("2", "300", "400", "300"), inversion("3", None, None, "9")
    )
    dadas = cifras(catalogo, inversiones=tabla)
    assert dadas["avance_pim_csp"]["valor"] == 75
    assert dadas["avance_pim_csp"]["calificador"] == "aproximado"
    assert dadas["variacion_pim_csp"]["valor"] == 50
    assert dadas["pim_inicial_csp"]["valor"] == Decimal("0.0004")  # millones
    assert dadas["cartera_csp"]["valor"] == 3


def test_los_cierres_descartados_no_estan_en_el_universo(catalogo):
    estados = (("cerrada", "regular"), ("cerrada", "de_oficio"), ("en_tramite", "regular"), ("descartada", ""))
    dadas = cifras(
        catalogo, cierres=registro(*({"cui": str(n), "estado": e, "ruta": r} for n, (e, r) in enumerate(estados)))
    )
    assert (dadas["cierre_universo"]["valor"], dadas["cierres_efectivos"]["valor"]) == (3, 2)
    assert dadas["cierre_universo/regular"]["valor"] == 2
    assert round(dadas["cierre_porcentaje"]["valor"], 4) == Decimal("66.6667")


def avance(cui: str, mes: str, programado: int, ejecutado: int | None) -> dict:
    fisico = None if ejecutado is None else Decimal(ejecutado)
    return {"cui": cui, "mes": mes, "fisico_programado": Decimal(programado), "fisico_ejecutado": fisico}


def test_el_retraso_se_juzga_con_el_ultimo_mes_que_tiene_ambos_avances(catalogo):
    tabla = registro(
        avance("1", "2025-10", 50, 20), avance("1", "2025-11", 60, 60), avance("1", "2025-12", 70, None),
        avance("2", "2025-12", 50, 39), avance("3", "2025-12", 50, 40), avance("4", "2025-12", 0, 0),
    )  # fmt: skip
    dadas = cifras(catalogo, avances=tabla)
    assert (dadas["obras_con_retraso/critico"]["valor"], dadas["obras_con_retraso/moderado"]["valor"]) == (1, 1)
    assert dadas["obras_con_retraso/critico"]["lugares"] == ("r.xlsx, hoja t, fila 5",)
    assert dadas["inversiones_en_matriz"]["valor"] == 4


def test_cada_calculo_declarado_usa_tablas_y_columnas_que_existen(catalogo):
    definidos = esquemas(catalogo)
    calculos = [f.calculo for f in catalogo.indicadores.values() if f.calculo]
    assert len(calculos) >= 30
    for calculo in calculos:
        for tabla, columnas in calculo.columnas.items():
            assert columnas <= set(definidos[tabla].columns)


@pytest.mark.parametrize(
    ("viejo", "nuevo", "esperado"),
    [
        ("{tabla: oxi}", "{tabla: oxii}", "«oxii»: no es una tabla del núcleo mínimo. ¿Quiso decir oxi?"),
        ("sumar: monto}", "sumar: montos}", "«montos»: no es una columna de oxi. ¿Quiso decir monto?"),
        ("sumar: monto}", "sumar: nombre}", "«nombre»: no es una columna de números"),
        ("{tipo: sesion_sprint}", "{tipo: sprint}", "«sprint»: no es un valor de la columna tipo"),
    ],
)
def test_una_formula_mal_escrita_se_dice_antes_de_leer_los_datos(proyecto, viejo, nuevo, esperado):
    ruta = proyecto.params / "indicadores.yml"
    texto = ruta.read_text(encoding="utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo), encoding="utf-8")
    programa = cargar_programa("acompanamiento-2025", proyecto)
    with pytest.raises(ErrorDeEntrada, match="params/indicadores.yml, clave indicadores") as error:
        revisar(programa, cargar_region(programa, "junin", proyecto), proyecto)
    assert esperado in str(error.value)


# Unión con lo publicado ----------------------------------------------------------------------------------------


def publicada(valor: str, fecha: object = None) -> dict:
    return {
        "indicador": "consultas_tecnicas", "dimension": "", "categoria": "", "valor": Decimal(valor), "unidad": "consulta",
        "calificador": "exacto", "fecha_corte": fecha, "origen": "publicado", "fuente": "f", "seccion": "1", "nota": "",
        "motivo": "", "archivo": "cifras.csv", "hoja": "", "fila": 2, "ambito": "junin", "danadas": frozenset(),
    }  # fmt: skip


def unidas(catalogo: Catalogo, publicado: str | None, consultas: int, completas: tuple[str, ...] = ()) -> list[dict]:
    region = Region(
        clave="junin",
        nombre="Junín",
        gobierno="Gobierno Regional",
        sigla="GORE",
        ubigeo="12",
        pliego="450",
        fecha_corte=CORTE,
    )
    actividades = registro(*[{"tipo": "consulta_tecnica", "clase": ""}] * consultas)
    fichas = {"consultas_tecnicas": catalogo.indicadores["consultas_tecnicas"]}
    calculadas = como_cifras(calcular({"actividades": actividades}, fichas, completas), catalogo, region)
    escritas = pd.DataFrame([publicada(publicado or "0")], dtype=object)
    return unir(escritas if publicado else escritas.iloc[:0], calculadas, completas).to_dict("records")


def test_un_registro_completo_manda_sobre_lo_publicado_y_dice_que_se_publico(catalogo):
    [fila] = unidas(catalogo, "102", 3, ("actividades",))
    assert (fila["valor"], fila["origen"], fila["fecha_corte"]) == (3, "calculado", CORTE)
    assert fila["nota"] == "La fuente publica 102."


def test_un_registro_incompleto_deja_lo_publicado_y_dice_cuanto_da(catalogo):
    [fila] = unidas(catalogo, "102", 3)
    assert (fila["valor"], fila["origen"]) == (102, "publicado")
    assert fila["nota"] == "El registro, que la región no declara completo, da 3."


def test_si_coinciden_no_hay_nada_que_anotar(catalogo):
    assert unidas(catalogo, "3", 3)[0]["nota"] == ""


def test_lo_calculado_de_lo_que_nadie_publico_vale_y_dice_que_el_registro_no_esta_completo(catalogo):
    [fila] = unidas(catalogo, None, 3)
    assert (fila["valor"], fila["nota"]) == (3, INCOMPLETO)


def test_las_regiones_que_solo_publican_no_ganan_ni_pierden_cifras():
    lugares: Rutas = rutas()
    programa = cargar_programa("acompanamiento-2025", lugares)
    revision = revisar(programa, cargar_region(programa, "junin", lugares), lugares)
    assert set(revision.tablas["cifras"]["origen"]) == {"publicado"}
    assert set(revision.calculadas["indicador"]) == {"encuestados", "encuesta_porcentaje"}
