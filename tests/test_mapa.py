"""El mapa del Perú: que las formas sean las que son y que los nombres se lean."""

import re
from datetime import date
from itertools import combinations

import pytest
from conftest import MARCA
from matplotlib.path import Path

from sistematizacion import abrir
from sistematizacion.parametros import Region
from sistematizacion.presentacion.graficos.lienzo import ANCHO
from sistematizacion.presentacion.graficos.mapa import del_programa, dibujo
from sistematizacion.presentacion.graficos.mapa.geometria import ENCOGE, formas, formas_de
from sistematizacion.presentacion.marca import usar
from sistematizacion.presentacion.piezas import Grafico, Nada
from sistematizacion.registro.gobiernos import GOBIERNOS

LUGARES = {  # longitud y latitud
    "Lima Metropolitana": (-77.03, -12.05),
    "Lima": (-76.62, -11.47),  # Canta
    "Cusco": (-71.97, -13.53),
    "Junín": (-75.21, -12.07),  # Huancayo
    "Arequipa": (-71.54, -16.40),
    "Loreto": (-73.25, -3.75),  # Iquitos
    "Puno": (-69.6, -15.7),  # dentro del Titicaca
    "Tumbes": (-80.45, -3.57),
}
TODAS = [forma.nombre for forma in formas()]
DIEZ = ["Tumbes", "Callao", "Lima Metropolitana", "Lima", "Ica", "Huancavelica", "Tacna", "Moquegua", "Apurímac", "Piura"]


def una(ubigeo: str, pliego: str = "999") -> Region:
    return Region(
        clave="una", nombre="Una", gobierno="Una", sigla="U", ubigeo=ubigeo, pliego=pliego, fecha_corte=date(2026, 1, 1)
    )  # fmt: skip


def rotulos_de(nombres: list[str]) -> list:
    with usar(MARCA):
        return dibujo.rotulos({f.nombre: [f] for f in formas() if f.nombre in nombres})


def test_hay_una_forma_por_gobierno_con_su_ubigeo_su_pliego_y_su_nombre():
    de_gobiernos = {(g.ubigeo, g.pliego, g.nombre) for g in GOBIERNOS.values()}
    assert {(f.ubigeo, f.pliego, f.nombre) for f in formas()} == de_gobiernos
    assert len(formas()) == 26
    assert {f.ubigeo for f in formas()} == {f"{n:02}" for n in range(1, 26)}


def test_cada_lugar_conocido_esta_en_su_region_y_en_ninguna_otra():
    for nombre, (longitud, latitud) in LUGARES.items():
        donde = [f.nombre for f in formas() if Path(f.contorno).contains_point((longitud * ENCOGE, latitud))]
        assert donde == [nombre]


def test_los_limites_no_dejan_huecos_entre_vecinas():
    # Si las formas calzan, cada tramo interior lo tienen dos, y los que tiene una sola cierran el contorno del país.
    tramos: dict[frozenset, int] = {}
    for forma in formas():
        for tramo in zip(forma.contorno, forma.contorno[1:], strict=False):
            tramos[frozenset(tramo)] = tramos.get(frozenset(tramo), 0) + 1
    assert set(tramos.values()) == {1, 2}
    siguiente: dict = {}
    for tramo in (t for t, veces in tramos.items() if veces == 1):
        for punto in tramo:
            siguiente.setdefault(punto, set()).update(tramo - {punto})
    vistos, por_ver = set(), [next(iter(siguiente))]
    while por_ver:
        if (punto := por_ver.pop()) not in vistos:
            vistos.add(punto)
            por_ver += siguiente[punto]
    assert vistos == set(siguiente)


@pytest.mark.parametrize(
    ("ubigeo", "pliego", "esperadas"),
    [
        ("12", "450", ["Junín"]),
        ("120101", "999", ["Junín"]),
        ("15", "463", ["Lima"]),
        ("15", "465", ["Lima Metropolitana"]),
        ("15", "999", ["Lima", "Lima Metropolitana"]),
        ("150101", "999", ["Lima Metropolitana"]),
        ("150801", "999", ["Lima"]),
        ("98", "450", []),
    ],
)
def test_una_region_se_marca_por_su_pliego_o_su_departamento(ubigeo, pliego, esperadas):
    assert [f.nombre for f in formas_de(una(ubigeo, pliego))] == esperadas


@pytest.mark.parametrize("nombres", [TODAS, DIEZ, ["Arequipa", "Cusco", "Junín"], ["Callao"]])
def test_los_nombres_no_se_enciman_ni_salen_ni_los_tacha_otra_guia(nombres):
    rotulos = rotulos_de(nombres)
    assert sorted(r.marcada.nombre for r in rotulos) == sorted(nombres)
    for izquierda, arriba, derecha, abajo in (r.caja for r in rotulos):
        assert 0 <= izquierda < derecha <= ANCHO
        assert -1e-9 <= arriba < abajo <= dibujo.ALTO + 1e-9
    for uno, otro in combinations(rotulos, 2):
        (a, b, c, d), (e, f, g, h) = uno.caja, otro.caja
        assert c <= e or g <= a or d <= f + 1e-6 or h <= b + 1e-6, (uno.marcada.nombre, otro.marcada.nombre)
    for uno in (r for r in rotulos if not r.dentro):
        guia = Path([(uno.x, uno.y), uno.marcada.centro])
        for otro in (r for r in rotulos if r is not uno):
            a, b, c, d = otro.caja
            letras = Path([(a, b + 0.03), (c, b + 0.03), (c, d - 0.03), (a, d - 0.03), (a, b + 0.03)])
            assert not guia.intersects_path(letras), (uno.marcada.nombre, otro.marcada.nombre)


def test_el_mapa_de_la_region_la_resalta_y_nombra_a_las_demas():
    mapa = abrir("acompanamiento-2025", "junin").grafico("mapa")
    assert isinstance(mapa, Grafico)
    assert mapa.titulo == "Junín es una de las tres regiones del programa, con Arequipa y Cusco"
    assert "Resaltada y en negrita: Junín" in mapa.alt
    assert "Arequipa y Cusco" in mapa.alt
    assert "dominio público" in mapa.fuente
    assert {"Junín", "Arequipa", "Cusco"} <= set(re.findall(r">([^<>]+)</text>", mapa.svg))


def test_el_del_programa_las_nombra_a_todas_y_sale_siempre_igual():
    mapa = abrir("acompanamiento-2025").grafico("mapa")
    assert mapa.titulo == "El programa comprende tres regiones: Arequipa, Cusco y Junín"
    assert "Arequipa, Cusco y Junín" in mapa.alt
    assert mapa.html() == abrir("acompanamiento-2025").grafico("mapa").html()
    assert len(mapa.html()) < 60_000


def test_con_todas_las_regiones_el_dibujo_sigue_siendo_pequeno():
    with usar(MARCA):
        assert len(dibujo.dibujar({f.nombre: [f] for f in formas()}, "Puno")) * 4 / 3 < 60_000


@pytest.mark.parametrize("region", ["altamar", ""])
def test_de_las_regiones_inventadas_no_se_muestra_ningun_mapa(region):
    assert isinstance(abrir("demostracion", region).grafico("mapa"), Nada)


def test_una_region_sin_lugar_entre_otras_se_anota(proyecto):
    junin = proyecto.params / "acompanamiento-2025" / "junin.yml"
    junin.write_text(junin.read_text(encoding="utf-8").replace('"12"', '"98"'), encoding="utf-8")
    inf = abrir("acompanamiento-2025")
    with usar(MARCA):
        mapa = del_programa(inf._expediente)
    assert "tres regiones" in mapa.titulo
    assert "Junín no va en el mapa" in " ".join(mapa.notas)
    assert "Junín" not in mapa.svg
    assert "Junín" not in mapa.alt
