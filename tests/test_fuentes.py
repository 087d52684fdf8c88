"""Las letras de la página: recortadas, iguales cada vez y guardadas sin que un daño llegue al lector."""

import re
import shutil
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from conftest import MARCA
from fontTools.ttLib import TTFont

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.publicacion import fuentes
from sistematizacion.publicacion.fuentes import css_de_fuentes

CUANTAS = 6  # tres del texto y tres de los títulos


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    """Una carpeta que ya tiene todas las letras."""
    carpeta = tmp_path_factory.mktemp("letras")
    css_de_fuentes(MARCA, carpeta)
    return carpeta


def letras_de(css: str) -> list[TTFont]:
    """Las letras que el CSS lleva dentro."""
    return [TTFont(BytesIO(b64decode(datos))) for datos in re.findall(r"base64,([^\"]+)", css)]


def test_un_recorte_desde_cero_da_los_mismos_bytes(cache, tmp_path):
    for guardada in sorted(cache.iterdir())[1:]:
        shutil.copy(guardada, tmp_path)
    assert css_de_fuentes(MARCA, tmp_path) == css_de_fuentes(MARCA, cache)


def test_la_segunda_vez_no_se_recorta_nada(cache, monkeypatch):
    monkeypatch.setattr(fuentes, "_recortar", lambda _: pytest.fail("se recortó otra vez"))
    assert css_de_fuentes(MARCA, cache).count("@font-face") == CUANTAS


def test_una_letra_danada_en_la_cache_se_hace_de_nuevo(cache):
    esperado = css_de_fuentes(MARCA, cache)
    victima = sorted(cache.iterdir())[0]
    victima.write_bytes(victima.read_bytes()[:-100])
    assert css_de_fuentes(MARCA, cache) == esperado


def test_en_la_cache_no_quedan_archivos_temporales(cache):
    assert len(list(cache.iterdir())) == CUANTAS


def test_todas_las_letras_tienen_lo_que_el_espanol_necesita(cache):
    necesarios = {ord(c) for c in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»–—…“”•≈≥≤−×÷%‰ºª€0123456789\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"}
    assert all(necesarios <= set(letra.getBestCmap()) for letra in letras_de(css_de_fuentes(MARCA, cache)))


def test_las_letras_juntas_pesan_menos_de_150_kilobytes(cache):
    assert len(css_de_fuentes(MARCA, cache)) < 150_000


def test_una_letra_que_falta_se_nombra_como_se_instala(cache):
    perdida = replace(MARCA.texto.letras[0], archivo=Path("NoEsta.ttf"), peso=400)
    otra = replace(MARCA, texto=replace(MARCA.texto, letras=(perdida, replace(perdida, cursiva=True))))
    with pytest.raises(ErrorDeDocumento, match="NoEsta.ttf.*pip install --force-reinstall font-source-serif-pro"):
        css_de_fuentes(otra, cache)
