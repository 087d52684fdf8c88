"""Las tablas se validan enteras: cada error nombra archivo, fila, columna, valor y qué hacer, y salen todos a la vez."""

from pathlib import Path

import pytest

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.nucleo import Nucleo, abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

PROGRAMA = "acompanamiento-2025"


def abrir(lugares: Rutas, region: str = "junin") -> Nucleo:
    programa = cargar_programa(PROGRAMA, lugares)
    return abrir_nucleo(programa, cargar_region(programa, region, lugares), lugares)


def tabla(lugares: Rutas, nombre: str, ambito: str = "junin") -> Path:
    return lugares.data / PROGRAMA / ambito / f"{nombre}.csv"


def cambiar(ruta: Path, *cambios: tuple[str, str]) -> None:
    texto = ruta.read_text(encoding="utf-8")
    for viejo, nuevo in cambios:
        assert viejo in texto
        texto = texto.replace(viejo, nuevo, 1)
    ruta.write_text(texto, encoding="utf-8")


def problemas(lugares: Rutas) -> list[str]:
    with pytest.raises(ErrorDeEntrada) as error:
        abrir(lugares)
    return [str(p) for p in error.value.problemas]


def test_tres_celdas_malas_se_nombran_las_tres(proyecto):
    cambiar(
        tabla(proyecto, "cifras"),
        ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,ciento dos,"),
        ("reuniones_trabajo,,,12,reunion,exacto", "reuniones_trabajo,,,12,reunion,exactto"),
        ("igeip_puesto,,,2,puesto,exacto,2025,", "igeip_puesto,,,2,puesto,exacto,31/02/2025,"),
    )
    hallados = problemas(proyecto)
    assert len(hallados) == 3
    assert "junin/cifras.csv, fila 2, columna valor: «ciento dos»: no es un número" in hallados[0]
    assert "fila 3, columna calificador: «exactto»" in hallados[1]
    assert "¿Quiso decir exacto?" in hallados[1]
    assert "«31/02/2025»: no es una fecha que exista" in hallados[2]


def test_los_problemas_de_varios_archivos_salen_juntos(proyecto):
    cambiar(tabla(proyecto, "cifras"), ("consultas_tecnicas", "consulta_tecnica"))
    cambiar(tabla(proyecto, "objetivos"), ("obj-2", "obj-1"))
    hallados = "\n".join(problemas(proyecto))
    assert "¿Quiso decir consultas_tecnicas?" in hallados
    assert "junin/objetivos.csv, fila 2, columna id: «obj-1»: está repetido" in hallados


@pytest.mark.parametrize(
    ("viejo", "nuevo", "esperado"),
    [
        ("calificador", "calificadr", "columna desconocida. ¿Quiso decir calificador?"),
        ("calificador,", "", "falta esta columna"),
        ("valor,unidad", "valor,valor", "columna repetida"),
        ("oxi_monto,,,1038,", "oxi_monto,,,mil treinta y ocho,", "«mil treinta y ocho»: no es un número"),
        (
            "consultas_tecnicas,,,102,consulta",
            "consultas_tecnicas,,,102,reunion",
            "la unidad de consultas_tecnicas es consulta",
        ),
        ("consultas_tecnicas,,,102", "consultas_tecnicas,tipo,,102", "dimensión y categoría van las dos o ninguna"),
        ("consultas_tecnicas,,,102", "consultas_tecnicas,,,", "está vacío. Escríbalo o, si no lo hay, diga por qué"),
        ("informe-cierre-2025", "informe-2025", "no está en «fuentes» de programa.yml"),
        ("Resumen ejecutivo;4.2;5.2", "", "una fila publicada lleva fuente y sección"),
        ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,102,de más,", "tiene 12 celdas y el encabezado 11"),
    ],
)
def test_cada_defecto_de_cifras_dice_su_regla(proyecto, viejo, nuevo, esperado):
    cambiar(tabla(proyecto, "cifras"), (viejo, nuevo))
    assert any(esperado in p for p in problemas(proyecto)), problemas(proyecto)


def test_un_texto_que_cita_una_cifra_inexistente_es_un_error(proyecto):
    cambiar(tabla(proyecto, "resultados"), ("{cierres_efectivos:u}", "{cierres_efectvos:u}"))
    [hallado] = problemas(proyecto)
    assert "«{cierres_efectvos:u}»: cita una cifra que no está" in hallado
    assert "¿Quiso decir cierres_efectivos?" in hallado


def test_un_texto_comun_no_puede_citar_cifras_de_una_region(proyecto):
    cambiar(tabla(proyecto, "lecciones", "comun"), ("Focalizar no es", "{cierres_efectivos} Focalizar no es"))
    assert "comun/lecciones.csv" in problemas(proyecto)[0]


def test_una_tabla_que_no_es_del_nucleo_se_nombra(proyecto):
    tabla(proyecto, "leciones").write_text("id\n1\n", encoding="utf-8")
    assert "¿Quiso decir lecciones?" in problemas(proyecto)[0]


def test_un_archivo_en_latin_1_se_lee_y_lo_dice(proyecto):
    ruta = tabla(proyecto, "objetivos")
    antes = abrir(proyecto).tablas["objetivos"]
    ruta.write_bytes(ruta.read_text(encoding="utf-8").encode("latin-1"))
    leido = abrir(proyecto)
    assert leido.tablas["objetivos"]["enunciado"].tolist() == antes["enunciado"].tolist()
    assert any("objetivos.csv" in str(supuesto) for supuesto in leido.supuestos)


def test_una_region_sin_ningun_dato_no_tiene_informe(proyecto):
    for ruta in (proyecto.data / PROGRAMA / "junin").glob("*"):
        ruta.unlink()
    assert any("junin: no tiene ningún dato. Llene registro.xlsx" in p for p in problemas(proyecto))


def test_las_filas_vacias_del_final_no_molestan(proyecto):
    ruta = tabla(proyecto, "cifras")
    ruta.write_text(ruta.read_text(encoding="utf-8") + ",,,,,,,,,,\n,,,,,,,,,,\n", encoding="utf-8")
    assert len(abrir(proyecto).tablas["cifras"]) == 49


def test_una_fila_vacia_en_medio_no_molesta_ni_corre_los_numeros_de_fila(proyecto):
    ruta = tabla(proyecto, "cifras")
    lineas = ruta.read_text(encoding="utf-8").splitlines()
    lineas[1:1] = ["," * 10, ""]
    lineas[5] = lineas[5].replace(",exacto,", ",exactto,")
    ruta.write_text("\n".join(lineas), encoding="utf-8")
    [hallado] = problemas(proyecto)
    assert "fila 6, columna calificador" in hallado


def test_las_columnas_vacias_que_deja_excel_no_molestan(proyecto):
    ruta = tabla(proyecto, "cifras")
    ruta.write_text(
        "".join(f"{linea},,\n" for linea in ruta.read_text(encoding="utf-8").splitlines()), encoding="utf-8"
    )
    assert len(abrir(proyecto).tablas["cifras"]) == 49


@pytest.mark.parametrize(
    ("viejo", "nuevo", "esperado"),
    [
        ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,-102,", "no puede ser menor que 0"),
        ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,102.5,", "se cuenta con números enteros"),
        ("muy_satisfecho,63,", "muy_satisfecho,630,", "no puede ser mayor que 100"),
        ("cierres_efectivos,,,132,", "cierres_efectivos,,,1320,", "supera a cierre_universo, que es 190"),
        (
            "igeip_puesto,,,2,puesto,exacto,2025,",
            "igeip_puesto,,,2,puesto,exacto,2035,",
            "es posterior a la fecha de corte",
        ),
    ],
)
def test_un_valor_imposible_se_rechaza(proyecto, viejo, nuevo, esperado):
    cambiar(tabla(proyecto, "cifras"), (viejo, nuevo))
    assert any(esperado in p for p in problemas(proyecto)), problemas(proyecto)


def test_la_misma_cifra_dos_veces_en_la_misma_seccion_es_un_error(proyecto):
    ruta = tabla(proyecto, "cifras")
    lineas = ruta.read_text(encoding="utf-8").splitlines()
    ruta.write_text("\n".join([*lineas, lineas[1].replace("102", "103")]), encoding="utf-8")
    [hallado] = problemas(proyecto)
    assert "ya está en la fila 2" in hallado


@pytest.mark.parametrize("roto", ["{cierres_efectivos:u", "cierres_efectivos:u}", "{{cierres_efectivos}}"])
def test_una_cita_con_las_llaves_rotas_es_un_error(proyecto, roto):
    cambiar(tabla(proyecto, "resultados"), ("{cierres_efectivos:u}", roto))
    assert any("llave sin su pareja" in p for p in problemas(proyecto))


def test_una_cita_con_una_fecha_imposible_lo_dice_en_espanol(proyecto):
    cambiar(tabla(proyecto, "resultados"), ("{cierres_efectivos:u}", "{cierres_efectivos@2025-13:u}"))
    [hallado] = problemas(proyecto)
    assert "cita una fecha que no existe (2025-13)" in hallado


def test_un_archivo_que_no_es_csv_no_se_ignora_en_silencio(proyecto):
    tabla(proyecto, "objetivos").rename(tabla(proyecto, "objetivos").with_suffix(".xlsx"))
    assert any("objetivos.xlsx: no se puede abrir" in p for p in problemas(proyecto))


def test_un_archivo_separado_por_punto_y_coma_se_lee_igual(proyecto):
    antes = abrir(proyecto).tablas["encuesta"]
    ruta = tabla(proyecto, "encuesta")
    ruta.write_text(ruta.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert abrir(proyecto).tablas["encuesta"].equals(antes)


def test_una_region_solo_ve_lo_suyo_y_lo_comun(proyecto):
    for region in ("arequipa", "cusco", "junin"):
        for nombre, filas in abrir(proyecto, region).tablas.items():
            assert set(filas["ambito"]) <= {region, "comun"}, nombre


def test_lo_comun_que_se_dirige_a_otras_regiones_no_aparece(proyecto):
    assert "dif-c2" in set(abrir(proyecto, "cusco").tablas["dificultades"]["id"])
    assert "dif-c2" not in set(abrir(proyecto, "junin").tablas["dificultades"]["id"])


def test_corregir_un_archivo_se_nota_sin_reiniciar(proyecto):
    antes = abrir(proyecto)
    cambiar(tabla(proyecto, "cifras"), ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,103,"))
    despues = abrir(proyecto)
    assert str(despues.tablas["cifras"]["valor"][0]) == "103"
    assert antes.huella != despues.huella
