"""La portada advierte de qué datos y con qué código se hizo el informe."""

import subprocess

import pytest
from conftest import PROGRAMA, RAIZ

from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.produccion import repositorio, vigencia
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.portada import avisos
from sistematizacion.produccion.repositorio import sin_registrar
from sistematizacion.produccion.valija import abrir, comun
from sistematizacion.rutas import Rutas

CIERRE = Encargo(PROGRAMA, "junin", ("cierre",))


def git(raiz, *orden: str) -> None:
    """Una orden de git con una identidad de prueba."""
    identidad = ["-c", "user.name=prueba", "-c", "user.email=prueba@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identidad, *orden], cwd=raiz, check=True, capture_output=True)


@pytest.fixture
def registrado(proyecto: Rutas) -> Rutas:
    """Un proyecto cuyo código y datos están registrados en git."""
    git(proyecto.raiz, "init", "-q")
    git(proyecto.raiz, "add", "notebooks", "templates", "params", "data")
    git(proyecto.raiz, "commit", "-qm", "inicio")
    return proyecto


def de_junin(lugares: Rutas, por_registrar: tuple[str, ...] = (), programa: str = PROGRAMA, region: str = "junin") -> list[str]:
    """Los avisos de la portada del cierre de una región."""
    parametros = cargar_programa(programa, lugares)
    return avisos(abrir_expediente(parametros, region, lugares), parametros.informes["cierre"], por_registrar)


def test_un_cuaderno_cambiado_o_nuevo_se_sabe_y_los_datos_no_cuentan(registrado):
    assert sin_registrar(registrado) == []
    cuaderno = registrado.notebooks / "anexos.ipynb"
    cuaderno.write_text(cuaderno.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (registrado.templates / "prosa" / "año nuevo.md.j2").write_text("Hola.\n", encoding="utf-8")
    (registrado.templates / "prosa" / "areas.md.j2").unlink()
    datos = registrado.data / PROGRAMA / "junin" / "dificultades.csv"
    datos.write_text(datos.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert sin_registrar(registrado) == [
        "notebooks/anexos.ipynb", "templates/prosa/areas.md.j2", "templates/prosa/año nuevo.md.j2",
    ]  # fmt: skip


def test_sin_repositorio_o_sin_git_no_se_advierte_nada(registrado, monkeypatch):
    (registrado.notebooks / "nuevo.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    assert sin_registrar(registrado) == []
    monkeypatch.undo()
    (registrado.raiz / ".git").rename(registrado.raiz / "otra")
    assert sin_registrar(registrado) == []


def test_quien_trabaja_con_una_copia_sabe_lo_que_el_original_no_registro(registrado, tmp_path):
    (registrado.notebooks / "nuevo.ipynb").write_text("{}", encoding="utf-8")
    copia = Rutas(tmp_path / "copia")
    abrir(comun(registrado), copia)
    assert sin_registrar(copia) == sin_registrar(registrado) == ["notebooks/nuevo.ipynb"]
    assert not repositorio.nota(registrado).exists()


def test_registrar_o_dejar_de_registrar_cambia_la_vigencia(registrado):
    programa = cargar_programa(PROGRAMA, registrado)
    antes = vigencia.entradas_de(CIERRE, "cierre", programa, None, registrado)
    (registrado.templates / "borrador.txt").write_text("x", encoding="utf-8")
    git(registrado.raiz, "add", "-A", "templates")
    vigencia.olvidar()
    agregado = vigencia.entradas_de(CIERRE, "cierre", programa, None, registrado)
    git(registrado.raiz, "commit", "-qm", "otro")
    vigencia.olvidar()
    despues = vigencia.entradas_de(CIERRE, "cierre", programa, None, registrado)
    assert antes[vigencia.REGISTRO] == despues[vigencia.REGISTRO] != agregado[vigencia.REGISTRO]


def test_los_datos_reconstruidos_y_el_codigo_sin_registrar_se_dicen_y_se_cuentan():
    reconstruido, codigo = de_junin(Rutas(RAIZ), ("notebooks/a.ipynb", "src/b.py", "src/c.py", "src/d.py"))
    assert "reconstruidos a partir de lo publicado" in reconstruido
    assert codigo.endswith("repositorio: notebooks/a.ipynb, src/b.py y 2 archivos más.")


def test_las_advertencias_de_los_datos_se_cuentan_y_se_dice_donde_leerlas(proyecto):
    ruta = proyecto.data / PROGRAMA / "junin" / "dificultades.csv"
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("ó", "Ã³", 1), encoding="utf-8")  # guardado con otra codificación
    assert "La revisión de los datos dejó 1 advertencia, que se lee en el anexo de procedencia." in de_junin(proyecto)


def test_un_programa_ficticio_lo_dice_primero():
    assert de_junin(Rutas(RAIZ), programa="demostracion", region="altamar")[0].startswith("Datos ficticios")
