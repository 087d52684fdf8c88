"""Los parámetros se leen sin tolerar nada dudoso, y cada error dice archivo, clave, valor y lo permitido."""

import pytest

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import ErrorDeEntrada, ErrorDeUso
from sistematizacion.parametros import Programa, cargar_programa, cargar_region
from sistematizacion.rutas import Rutas

PROGRAMA = "acompanamiento-2025"


def cambiar(lugares: Rutas, archivo: str, viejo: str, nuevo: str) -> None:
    ruta = lugares.params / archivo
    texto = ruta.read_text(encoding="utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo, 1), encoding="utf-8")


def programa_de(lugares: Rutas) -> Programa:
    return cargar_programa(PROGRAMA, lugares)


def error_de_region(lugares: Rutas) -> str:
    with pytest.raises(ErrorDeEntrada) as error:
        cargar_region(programa_de(lugares), "junin", lugares)
    return str(error.value)


def test_los_parametros_que_vienen_con_el_proyecto_son_validos(proyecto):
    programa = programa_de(proyecto)
    assert [cargar_region(programa, r, proyecto).pliego for r in programa.regiones] == ["443", "446", "450"]


def test_un_codigo_sin_comillas_se_rechaza_y_se_explica(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/junin.yml", 'ubigeo: "12"', "ubigeo: 010101")
    mensaje = error_de_region(proyecto)
    assert f"params/{PROGRAMA}/junin.yml, línea 5, clave ubigeo" in mensaje
    assert "entre comillas" in mensaje


def test_una_clave_mal_escrita_se_nombra_con_la_parecida(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/programa.yml", "nombre_corto:", "nombre_crto:")
    with pytest.raises(ErrorDeEntrada) as error:
        programa_de(proyecto)
    assert "clave nombre_crto" in str(error.value)
    assert "¿Quiso decir nombre_corto?" in str(error.value)
    assert len(error.value.problemas) == 2  # la que sobra y la que falta


def test_una_clave_mal_escrita_dentro_de_un_grupo_tambien(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/programa.yml", "papel: Financiamiento", "rol: Financiamiento")
    with pytest.raises(ErrorDeEntrada, match=r"entidades\.0\.rol.*Permitidas: nombre, papel"):
        programa_de(proyecto)


def test_todos_los_problemas_de_un_archivo_salen_juntos(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/junin.yml", 'pliego: "450"', 'pliego: "45"')
    cambiar(proyecto, f"{PROGRAMA}/junin.yml", "fecha_corte: 2025-12-31", 'fecha_corte: "31/12/2025"')
    mensaje = error_de_region(proyecto)
    assert "«45»" in mensaje
    assert "«31/12/2025»: debe ser una fecha aaaa-mm-dd" in mensaje


def test_una_clave_repetida_se_rechaza(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/junin.yml", "nombre: Junín", "nombre: Junín\nnombre: Otra")
    assert "repetida" in error_de_region(proyecto)


def test_un_yaml_que_no_se_entiende_dice_la_linea(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/junin.yml", "nombre: Junín", 'nombre: "Junín')
    assert "no se entiende como YAML" in error_de_region(proyecto)


def test_un_periodo_al_reves_se_rechaza(proyecto):
    cambiar(proyecto, f"{PROGRAMA}/programa.yml", "inicio: 2025-06-01", "inicio: 2027-06-01")
    with pytest.raises(ErrorDeEntrada, match="anterior al inicio"):
        programa_de(proyecto)


def test_un_indicador_con_unidad_desconocida_se_rechaza(proyecto):
    cambiar(proyecto, "indicadores.yml", "unidad: comite", "unidad: comites")
    with pytest.raises(ErrorDeEntrada, match="usa la unidad «comites»"):
        cargar_catalogo(proyecto)


def test_una_region_mal_escrita_trae_la_lista_y_la_parecida(proyecto):
    with pytest.raises(ErrorDeUso) as error:
        cargar_region(programa_de(proyecto), "junni", proyecto)
    assert "¿Quiso decir junin?" in str(error.value)
    assert "arequipa, cusco, junin" in str(error.value)


def test_una_region_nombrada_sin_su_archivo_se_avisa(proyecto):
    (proyecto.params / PROGRAMA / "cusco.yml").unlink()
    with pytest.raises(ErrorDeEntrada, match=r"falta params/acompanamiento-2025/cusco\.yml"):
        programa_de(proyecto)
