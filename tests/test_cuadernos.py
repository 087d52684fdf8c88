"""Los cuadernos no llevan lógica ni salidas: una celda de parámetros, una de importación y una llamada por celda."""

import ast

import nbformat
import pytest
from conftest import RAIZ

from sistematizacion.ejecucion.cuadernos import exigir_parametros
from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.parametros import cargar_programa, programas
from sistematizacion.presentacion import cuadros, graficos
from sistematizacion.rutas import Rutas

CUADERNOS = sorted((RAIZ / "notebooks").glob("*.ipynb"))
PROHIBIDOS = (
    ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.With, ast.Try, ast.ListComp, ast.DictComp, ast.SetComp,
    ast.GeneratorExp,
)  # fmt: skip
LLAMADAS_DE_DATOS = {"groupby", "merge", "apply", "pivot", "read_csv", "query", "agg"}


@pytest.fixture(params=CUADERNOS, ids=lambda r: r.stem)
def cuaderno(request):
    return nbformat.read(request.param, as_version=4)


def celdas_de_codigo(cuaderno):
    return [c for c in cuaderno.cells if c.cell_type == "code"]


def test_hay_un_cuaderno_por_capitulo_y_ninguno_de_mas():
    todos = [cargar_programa(clave, Rutas(RAIZ)) for clave in programas(Rutas(RAIZ))]
    capitulos = {c for programa in todos for informe in programa.informes.values() for c in informe.capitulos}
    assert sorted(capitulos) == [r.stem for r in CUADERNOS]


def test_la_galeria_muestra_cada_cuadro_y_cada_grafico_con_la_llamada_que_lo_hace():
    galeria = nbformat.read(RAIZ / "notebooks" / "galeria.ipynb", as_version=4)
    llamadas = {c.source for c in celdas_de_codigo(galeria)}
    esperadas = {f'inf.cuadro("{n}")' for n in cuadros.NOMBRES} | {f'inf.grafico("{n}")' for n in graficos.NOMBRES}
    assert esperadas <= llamadas
    titulos = "\n".join(c.source for c in galeria.cells if c.cell_type == "markdown")
    assert [e for e in sorted(esperadas) if f"### `{e}`" not in titulos] == []


def test_empieza_con_el_titulo_del_capitulo(cuaderno):
    assert cuaderno.cells[0].cell_type == "markdown"
    assert cuaderno.cells[0].source.startswith("# ")
    assert sum(c.source.startswith("# ") for c in cuaderno.cells if c.cell_type == "markdown") == 1


def test_una_sola_celda_de_parametros_con_tipo_valor_y_ayuda(cuaderno):
    [celda] = [c for c in cuaderno.cells if "parameters" in c.metadata.get("tags", [])]
    for linea in celda.source.splitlines():
        [nodo] = ast.parse(linea).body
        assert isinstance(nodo, ast.AnnAssign)
        assert isinstance(nodo.value, ast.Constant)
        assert "  # " in linea


def test_la_segunda_celda_de_codigo_importa_y_abre(cuaderno):
    assert celdas_de_codigo(cuaderno)[1].source == "from sistematizacion import abrir\n\ninf = abrir(programa, region)"


def test_las_demas_celdas_son_una_sola_llamada(cuaderno):
    for celda in celdas_de_codigo(cuaderno)[2:]:
        [nodo] = ast.parse(celda.source).body
        assert isinstance(nodo, ast.Expr)
        assert isinstance(nodo.value, ast.Call)


def test_no_hay_logica(cuaderno):
    for celda in celdas_de_codigo(cuaderno):
        assert len(celda.source.splitlines()) <= 12
        for nodo in ast.walk(ast.parse(celda.source)):
            assert not isinstance(nodo, PROHIBIDOS)
            assert not (isinstance(nodo, ast.Attribute) and nodo.attr in LLAMADAS_DE_DATOS)


def test_no_se_guardan_salidas(cuaderno):
    for celda in celdas_de_codigo(cuaderno):
        assert celda.outputs == []
        assert celda.execution_count is None


def test_un_parametro_de_mas_se_rechaza_antes_de_ejecutar(proyecto):
    ruta = proyecto.notebooks / "resumen.ipynb"
    roto = nbformat.read(ruta, as_version=4)
    celda = next(c for c in roto.cells if "parameters" in c.metadata.get("tags", []))
    celda.source += "\nanio: int = 2025  # Año"
    nbformat.write(roto, ruta)
    with pytest.raises(ErrorDeDocumento, match="declara programa, region, anio y debe declarar programa, region"):
        exigir_parametros(ruta)
