"""La encuesta es una fila por respuesta, reconstruida exactamente de los porcentajes y n publicados."""

import pytest

from sistematizacion.analisis.satisfaccion import reconstruir, resumir
from sistematizacion.nucleo.nucleo import abrir_nucleo
from sistematizacion.parametros import cargar_programa, cargar_region

PUBLICADO = {  # sección 7.3: n, y conteo de la respuesta más favorable de cada pregunta
    "arequipa": (8, {"muy_satisfecho": 8, "muy_significativa": 7, "significativa": 1}),
    "cusco": (7, {"muy_satisfecho": 6, "satisfecho": 1, "muy_significativa": 6, "significativa": 1}),
    "junin": (8, {"muy_satisfecho": 5, "satisfecho": 3, "muy_significativa": 6, "significativa": 2}),
}


@pytest.mark.parametrize("region", PUBLICADO)
def test_las_filas_son_las_que_dan_los_porcentajes_publicados(proyecto, region):
    programa = cargar_programa("acompanamiento-2025", proyecto)
    tablas = abrir_nucleo(programa, cargar_region(programa, region, proyecto), proyecto).tablas
    n, conteos = PUBLICADO[region]
    resumen = resumir(tablas["encuesta"]).set_index("respuesta")
    assert dict(resumen["conteo"]) == conteos
    assert set(resumen["n"]) == {n}
    assert set(tablas["encuesta"]["origen"]) == {"reconstruido"}
    publicados = tablas["cifras"][tablas["cifras"]["indicador"] == "encuesta_porcentaje"]
    for _, grupo in publicados.groupby("dimension"):
        assert reconstruir(dict(zip(grupo["categoria"], grupo["valor"], strict=True)), n).items() <= conteos.items()


def test_porcentajes_imposibles_no_se_reconstruyen():
    with pytest.raises(ValueError, match="0 repartos de 8"):
        reconstruir({"muy": 90, "algo": 10}, 8)
