"""La misma puerta en los informes del programa entero y en uno de demostración, aparte para que corran a la vez."""

from pathlib import Path

from conftest import copiar_proyecto, ejecutar_orden
from playwright.sync_api import Browser
from revision_axe import faltas_de


def test_ningun_informe_del_programa_tiene_faltas(navegador: Browser, del_programa: Path) -> None:
    abierta, vistos = navegador.new_page(), {}
    paginas = sorted(del_programa.glob("*.html"))
    assert len(paginas) == 5 and [f"{p.name}: {f}" for p in paginas for f in faltas_de(abierta, p, vistos)] == []
    abierta.close()


def test_el_informe_de_demostracion_no_tiene_faltas(navegador: Browser, tmp_path: Path) -> None:
    copiar_proyecto(tmp_path)
    hecha = ejecutar_orden(tmp_path, "survey", "altamar", "--programa", "demostracion")
    assert hecha.returncode == 0, hecha.stderr
    assert faltas_de(navegador.new_page(), tmp_path / "output" / "demostracion" / "altamar" / "satisfaccion.html") == []
