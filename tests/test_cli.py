"""Las órdenes: códigos de salida, mensajes que ayudan, y nada a medio escribir."""

import pytest
from conftest import PROGRAMA

from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer


def sin_tocar(proyecto, informe="cierre"):
    """Deja un informe anterior y devuelve una función que dice si sigue igual y solo."""
    carpeta, nombre = proyecto.output / PROGRAMA / "junin", f"{informe}.html"
    carpeta.mkdir(parents=True)
    (carpeta / nombre).write_text("entregado", encoding="utf-8")
    return lambda: [(r.name, r.read_text(encoding="utf-8")) for r in carpeta.iterdir()] == [(nombre, "entregado")]


def test_una_region_mal_escrita_termina_con_2_y_la_sugerencia(orden):
    hecho = orden("report", "junni")
    assert hecho.returncode == 2
    assert "¿Quiso decir junin?" in hecho.stderr
    assert "arequipa, cusco, junin" in hecho.stderr


@pytest.mark.parametrize(
    ("argumentos", "esperado"),
    [
        (["report"], "Falta indicar la región"),
        (["report", ""], "Falta indicar la región"),
        (["report", "junin", "--programa", "acompanamiento-2024"], "¿Quiso decir acompanamiento-2025?"),
        (["report", "junin", "--informe", "ciere"], "¿Quiso decir cierre?"),
        (["reporte", "junin"], "¿Quiso decir 'report'?"),
        (["report", "junin", "cusco"], "Sobra en la orden: cusco"),
        (["report", "--regon", "x"], "No existe la opción --regon"),
        (["report", "junin", "--procesos", "dos"], "Valor no válido para '--procesos': se espera un número entero."),
        (["report", "junin", "--procesos", "-1"], "Valor no válido para '--procesos': se espera 0 o más."),
    ],
)
def test_los_errores_de_uso_terminan_con_2_y_en_espanol(orden_aqui, argumentos, esperado):
    hecho = orden_aqui(*argumentos)
    assert hecho.returncode == 2
    assert esperado in hecho.stderr
    assert "Traceback" not in hecho.stderr


def test_la_ayuda_esta_en_espanol(orden_aqui):
    ayuda = orden_aqui("report", "--help").stdout
    assert "Uso: sistematizacion report" in ayuda
    for ajena in ("Usage", "Options", "Arguments", "Show this", "default:"):
        assert ajena not in ayuda


def test_fuera_de_un_proyecto_dice_que_hacer(tmp_path, orden_aqui):
    hecho = orden_aqui("report", "junin", SISTEMATIZACION_RAIZ=str(tmp_path.parent))
    assert "Entre a la carpeta del proyecto" in hecho.stderr


def test_una_clave_de_parametros_mal_escrita_no_toca_lo_publicado(proyecto, orden):
    igual = sin_tocar(proyecto)
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("nombre_corto", "nombre_crto"), encoding="utf-8")
    hecho = orden("report", "junin")
    assert hecho.returncode == 3
    assert "nombre_crto" in hecho.stderr
    assert igual()


def test_tres_celdas_malas_salen_las_tres_y_no_tocan_lo_publicado(proyecto, orden):
    igual = sin_tocar(proyecto)
    ruta = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    texto = ruta.read_text(encoding="utf-8")
    for viejo, nuevo in (
        (",102,", ",ciento dos,"),
        (",12,reunion", ",12,reunon"),
        ("exacto,2025,", "exacto,31/02/2025,"),
    ):
        texto = texto.replace(viejo, nuevo, 1)
    ruta.write_text(texto, encoding="utf-8")
    hecho = orden("report", "junin")
    assert hecho.returncode == 3
    assert "Hay 3 problemas en los datos" in hecho.stderr
    assert all(valor in hecho.stderr for valor in ("«ciento dos»", "«reunon»", "«31/02/2025»"))
    assert igual()


def test_si_un_capitulo_falla_el_informe_viejo_deja_de_pasar_por_nuevo(proyecto, orden):
    sin_tocar(proyecto, "satisfaccion")
    plantilla = proyecto.templates / "prosa" / "region" / "satisfaccion.md.j2"
    plantilla.write_text('{{ c("cartera_csp") }}', encoding="utf-8")
    hecho = orden("survey", "junin")
    assert hecho.returncode == 4
    assert "Falló el capítulo «satisfaccion» de junin" in hecho.stderr
    assert "templates/prosa/region/satisfaccion.md.j2, línea 1: Junín no tiene la cifra «cartera_csp»" in hecho.stderr
    assert "El informe anterior quedó como output/acompanamiento-2025/junin/satisfaccion.anterior.html" in hecho.stderr
    assert [r.name for r in (proyecto.output / PROGRAMA / "junin").iterdir()] == ["satisfaccion.anterior.html"]


def test_al_volver_a_salir_bien_no_queda_el_anterior(proyecto):
    sin_tocar(proyecto)
    salida = proyecto.output / PROGRAMA / "junin"
    (salida / "satisfaccion.anterior.html").write_text("viejo", encoding="utf-8")
    assert [r.estado for r in hacer(Lote([Encargo(PROGRAMA, "junin", ("satisfaccion",))], proyecto), 2)] == ["hecho"]
    nombres = {r.name for r in salida.glob("satisfaccion*")}
    assert nombres == {f"satisfaccion.{e}" for e in ("html", "pdf", "xlsx", "manifiesto.json")}
