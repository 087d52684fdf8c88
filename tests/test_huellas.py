"""Solo se ejecuta lo que cambió: qué cambio ejecuta qué capítulo, y qué se hace con lo guardado que no sirve."""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import PROGRAMA

from sistematizacion.ejecucion import deposito, huellas
from sistematizacion.ejecucion.motor import precargar
from sistematizacion.ejecucion.plan import INSERVIBLE, decidir
from sistematizacion.nucleo.lecturas import Lectura
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion.alcance import abrir_alcance, capitulos_de
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.explicacion import explicar
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.rutas import Rutas

ENCARGO = Encargo(PROGRAMA, "junin", ("cierre",))
BREVE = Encargo(PROGRAMA, "junin", ("lecciones",))  # para lo que hay que hacer de nuevo
CIERRE = [
    "resumen", "antecedentes", "objetivos", "metodologia", "actividades", "resultados", "cartera", "desempeno", "practicas", "factores", "dificultades",
    "lecciones", "conclusiones", "recomendaciones", "anexos", "conciliacion", "procedencia",
]  # fmt: skip


@pytest.fixture(scope="module")
def hecho(todo, tmp_path_factory):
    """Un proyecto con todo recién hecho, que cada prueba cambia y deja como estaba."""
    raiz = tmp_path_factory.mktemp("hecho") / "proyecto"
    shutil.copytree(todo.parents[1], raiz, symlinks=True)
    return Rutas(raiz)


@pytest.fixture
def proyecto(hecho, monkeypatch):
    monkeypatch.setenv("SISTEMATIZACION_RAIZ", str(hecho.raiz))
    antes = {r: r.read_bytes() for c in (hecho.data / PROGRAMA, hecho.params, hecho.notebooks, hecho.templates) for r in c.rglob("*") if r.is_file()}
    yield hecho
    (hecho.raiz / huellas.CANDADO).unlink(missing_ok=True)
    for carpeta in (hecho.data / PROGRAMA, hecho.params, hecho.notebooks, hecho.templates):
        for ruta in [r for r in carpeta.rglob("*") if r.is_file() and r not in antes]:
            ruta.unlink()
    for ruta, contenido in antes.items():
        if not ruta.is_file() or ruta.read_bytes() != contenido:
            ruta.write_bytes(contenido)


def cambiar(ruta, viejo, nuevo):
    texto = ruta.read_text(encoding="utf-8")
    assert viejo in texto
    ruta.write_text(texto.replace(viejo, nuevo, 1), encoding="utf-8")


def plan(lugares, encargo=ENCARGO) -> dict[str, str]:
    """Por cada capítulo que habría que ejecutar, por qué."""
    [explicada] = explicar(encargo, lugares)
    return {capitulo: motivo for capitulo, motivo in explicada.decisiones if motivo}


def test_sin_cambios_no_hay_nada_que_hacer(proyecto):
    assert plan(proyecto) == {}
    assert [r.estado for r in hacer(Lote([ENCARGO], proyecto))] == ["al día"]


def test_un_capitulo_que_ya_se_ejecuto_para_otro_informe_no_se_ejecuta_de_nuevo(proyecto):
    for capitulo in ("aprendizajes", "dificultades", "recomendaciones"):  # el cierre no lleva el primero
        (proyecto.cache / "cuadernos" / PROGRAMA / "junin" / f"{capitulo}.huella.json").unlink()
    for informe in ("cierre", "lecciones"):
        (BREVE.carpeta(proyecto) / f"{informe}.html").unlink()
    cierre, breve = hacer(Lote([ENCARGO], proyecto), 2) + hacer(Lote([BREVE], proyecto), 2)
    assert (cierre.estado, cierre.ejecutados) == ("hecho", 2)
    assert (breve.estado, breve.ejecutados) == ("hecho", 1)


def test_un_cambio_en_una_tabla_solo_ejecuta_los_capitulos_que_la_leyeron(proyecto):
    cambiar(proyecto.data / PROGRAMA / "junin" / "dificultades.csv", "Poca asistencia", "Escasa asistencia")
    assert set(plan(proyecto)) == {"dificultades", "procedencia"}
    assert plan(proyecto)["dificultades"] == f"cambió data/{PROGRAMA}/junin/dificultades.csv (tabla dificultades)"


def test_de_las_cifras_cuenta_solo_el_indicador_que_cambio(proyecto):
    cambiar(proyecto.data / PROGRAMA / "junin" / "cifras.csv", "cierres_efectivos,,,132", "cierres_efectivos,,,131")
    hay = plan(proyecto)
    assert "(cifra cierres_efectivos)" in hay["resultados"]
    assert {"actividades", "metodologia", "lecciones"}.isdisjoint(hay)


def test_lo_de_otra_region_no_importa(proyecto):
    cambiar(proyecto.data / PROGRAMA / "cusco" / "cifras.csv", "exacto", "aproximado")
    assert plan(proyecto) == {}


def test_una_plantilla_de_prosa_ejecuta_los_capitulos_que_la_usaron(proyecto):
    with (proyecto.templates / "prosa" / "region" / "resultados_cierre.md.j2").open("a", encoding="utf-8") as plantilla:
        plantilla.write("\nUna frase más.\n")
    assert plan(proyecto) == {"resultados": "cambió templates/prosa/region/resultados_cierre.md.j2"}


def test_una_plantilla_mas_especifica_cuenta_aunque_ninguna_haya_cambiado(proyecto):
    (proyecto.templates / "prosa" / "region" / "lecciones_operativas.md.j2").write_text("Nueva.\n", encoding="utf-8")
    assert set(plan(proyecto).values()) == {"se agregó o se quitó una plantilla de prosa"}


def test_una_celda_cambiada_ejecuta_su_cuaderno(proyecto):
    cambiar(proyecto.notebooks / "objetivos.ipynb", "# ", "# Otros ")
    assert plan(proyecto) == {"objetivos": "cambió notebooks/objetivos.ipynb"}


def test_las_salidas_y_los_identificadores_de_un_cuaderno_no_cuentan(proyecto):
    ruta = proyecto.notebooks / "objetivos.ipynb"
    cuaderno = nbformat.read(ruta, as_version=4)
    for n, celda in enumerate(cuaderno.cells):
        celda.id = f"otro-{n}"
        if celda.cell_type == "code":
            celda.outputs, celda.execution_count = [nbformat.v4.new_output("stream", text="hola")], 7
    nbformat.write(cuaderno, ruta)
    assert plan(proyecto) == {}


def test_un_parametro_ejecuta_todo(proyecto):
    cambiar(proyecto.params / PROGRAMA / "junin.yml", "nombre: Junín", "nombre: Junín central")
    assert plan(proyecto) == dict.fromkeys(CIERRE, "cambiaron los parámetros")


def test_otro_codigo_u_otro_candado_ejecutan_todo(proyecto, monkeypatch):
    monkeypatch.setattr(huellas, "del_codigo", lambda **_: "otro")
    assert set(plan(proyecto).values()) == {"cambió el código de src/sistematizacion"}
    monkeypatch.undo()
    (proyecto.raiz / huellas.CANDADO).write_text("otro", encoding="utf-8")
    assert plan(proyecto) == dict.fromkeys(CIERRE, "cambió el entorno de Python")


def test_tocar_un_archivo_sin_cambiarlo_no_ejecuta_nada(proyecto):
    ruta = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    ruta.write_bytes(ruta.read_bytes())
    assert plan(proyecto) == {}


def test_un_archivo_que_el_cuaderno_abre_por_su_cuenta_tambien_cuenta(proyecto):
    (proyecto.data / PROGRAMA / "aparte").mkdir(exist_ok=True)
    aparte = proyecto.data / PROGRAMA / "aparte" / "notas.csv"
    aparte.write_text("a\n1\n", encoding="utf-8")
    ruta = proyecto.notebooks / "dificultades.ipynb"
    cuaderno = nbformat.read(ruta, as_version=4)
    cuaderno.cells.append(nbformat.v4.new_code_cell(f"import pandas as pd\nnotas = pd.read_csv({str(aparte)!r})"))
    nbformat.write(cuaderno, ruta)
    hacer(Lote([BREVE], proyecto), 2)
    assert plan(proyecto, BREVE) == {}
    aparte.write_text("a\n2\n", encoding="utf-8")
    assert plan(proyecto, BREVE) == {"dificultades": f"cambió data/{PROGRAMA}/aparte/notas.csv"}


def test_se_publica_lo_que_se_volvio_a_ejecutar_y_deshacer_el_cambio_da_los_mismos_bytes(proyecto):
    hacer(Lote([BREVE], proyecto), 2)
    pagina = BREVE.carpeta(proyecto) / "lecciones.html"
    antes = pagina.read_bytes()
    ruta = proyecto.data / PROGRAMA / "junin" / "dificultades.csv"
    cambiar(ruta, "Poca asistencia", "Escasa asistencia")
    [resultado] = hacer(Lote([BREVE], proyecto), 2)
    assert resultado.ejecutados == 3  # todos menos las recomendaciones
    assert "Escasa asistencia" in pagina.read_text(encoding="utf-8")
    cambiar(ruta, "Escasa asistencia", "Poca asistencia")
    hacer(Lote([BREVE], proyecto), 2)
    assert pagina.read_bytes() == antes


def test_un_informe_editado_o_borrado_se_publica_de_nuevo_sin_ejecutar_nada(proyecto):
    hacer(Lote([BREVE], proyecto), 2)
    pagina, impreso = (BREVE.carpeta(proyecto) / f"lecciones.{e}" for e in ("html", "pdf"))
    bueno = pagina.read_bytes()
    pagina.write_text("editado", encoding="utf-8")
    impreso.unlink()
    [resultado] = hacer(Lote([BREVE], proyecto), 2)
    assert (resultado.estado, resultado.ejecutados) == ("hecho", 0)
    assert pagina.read_bytes() == bueno
    assert impreso.is_file()


@pytest.mark.parametrize("dano", ["registro a medias", "registro de otra versión", "cuaderno alterado", "cuaderno ausente"])
def test_lo_guardado_que_no_sirve_se_descarta_y_se_reemplaza(proyecto, dano, monkeypatch):
    carpeta = proyecto.cache / "cuadernos" / PROGRAMA / "junin"
    registro, cuaderno = carpeta / "recomendaciones.huella.json", carpeta / "recomendaciones.ipynb"
    hacer(Lote([BREVE], proyecto), 2)
    if dano == "registro a medias":
        registro.write_bytes(registro.read_bytes()[:-40])
    elif dano == "registro de otra versión":
        datos = deposito.leer(registro)
        monkeypatch.setattr(deposito, "VERSION", 0)
        deposito.guardar(registro, datos)
        monkeypatch.undo()
    elif dano == "cuaderno alterado":
        cuaderno.write_bytes(cuaderno.read_bytes().replace(b"inf.prosa", b"inf.praso", 1))
    else:
        cuaderno.unlink()
    (BREVE.carpeta(proyecto) / "lecciones.html").unlink()
    assert plan(proyecto, BREVE) == {"recomendaciones": INSERVIBLE}
    [resultado] = hacer(Lote([BREVE], proyecto), 2)
    assert (resultado.estado, resultado.ejecutados) == ("hecho", 1)


def test_lo_leido_se_anota_por_tabla_y_por_indicador(proyecto):
    registro = deposito.leer(proyecto.cache / "cuadernos" / PROGRAMA / "junin" / "lecciones.huella.json")
    leidas = {Lectura(*fila[:3]) for fila in registro["lecturas"]}
    assert Lectura("tabla", f"{PROGRAMA}/junin", "lecciones") in leidas
    assert Lectura("archivo", "", "templates/prosa/lecciones_estrategicas.md.j2") in leidas
    assert Lectura("tabla", f"{PROGRAMA}/junin", "cierres") not in leidas


def test_nada_de_lo_que_un_cuaderno_importa_queda_fuera_de_la_huella_del_codigo():
    codigo = (
        "import sys, json, sistematizacion.presentacion.informe, sistematizacion.ejecucion.bifurcado\n"
        "print(json.dumps([m for m in sys.modules if m.startswith('sistematizacion.')]))"
    )
    hecho = subprocess.run([sys.executable, "-c", codigo], capture_output=True, text=True, check=True)
    fuera = {nombre.removesuffix(".py") for nombre in huellas.FUERA_DE_CAPITULOS}
    assert not [m for m in json.loads(hecho.stdout) if m.split(".")[1] in fuera]


def test_forzar_ejecuta_todo(proyecto):
    precargar()
    programa = cargar_programa(PROGRAMA, proyecto)
    alcance, _ = abrir_alcance(ENCARGO, programa, proyecto)
    decisiones = decidir(capitulos_de(["cierre"], programa), alcance, proyecto, forzar=True)
    assert {d.motivo for d in decisiones} == {"se pidió ejecutar todo"}
