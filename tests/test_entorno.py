"""pyproject.toml, el candado y environment.yml dicen lo mismo, y el entorno en uso es el del candado."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

import pytest
from conftest import RAIZ
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

CANDADO = (RAIZ / "requirements.lock").read_text(encoding="utf-8")
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENTORNO = YAML(typ="safe").load((RAIZ / "environment.yml").read_text(encoding="utf-8"))


def fijados() -> dict[str, list[Requirement]]:
    """Las versiones del candado por paquete; algunos tienen una por versión de Python."""
    versiones: dict[str, list[Requirement]] = {}
    for linea in re.findall(r"^([a-z0-9].*?) \\$", CANDADO, re.MULTILINE):
        requisito = Requirement(linea)
        versiones.setdefault(canonicalize_name(requisito.name), []).append(requisito)
    return versiones


def directos() -> list[Requirement]:
    return [Requirement(r) for r in [*PROYECTO["dependencies"], *PROYECTO["optional-dependencies"]["desarrollo"]]]


@pytest.mark.parametrize("requisito", directos(), ids=str)
def test_el_candado_cumple_cada_dependencia_directa(requisito):
    for fijado in fijados()[canonicalize_name(requisito.name)]:
        [especificador] = fijado.specifier
        assert especificador.operator == "=="
        assert requisito.specifier.contains(especificador.version)


def test_el_candado_se_hizo_con_esas_dependencias_y_ninguna_mas():
    bloques = re.split(r"^(?=[a-z0-9])", CANDADO, flags=re.MULTILINE)[1:]
    del_proyecto = {canonicalize_name(b.split("==")[0]) for b in bloques if re.search(r"#.*\bsistematizacion\b", b)}
    assert del_proyecto == {canonicalize_name(r.name) for r in directos()}


def test_el_candado_lleva_hashes_y_ninguna_direccion():
    assert all("--hash=sha256:" in b for b in re.split(r"^(?=[a-z0-9])", CANDADO, flags=re.MULTILINE)[1:])
    assert "://" not in CANDADO


def test_environment_yml_instala_el_mismo_candado_con_el_mismo_python():
    de_conda = [d for d in ENTORNO["dependencies"] if isinstance(d, str)]
    [de_pip] = [d["pip"] for d in ENTORNO["dependencies"] if isinstance(d, dict)]
    assert f"python{PROYECTO['requires-python']}" in de_conda
    assert "-r requirements.lock" in de_pip
    assert "--require-hashes" in de_pip


def test_el_entorno_en_uso_es_el_del_candado():
    vigentes = {
        n: r
        for n, todos in fijados().items()
        for r in todos
        if not r.marker or r.marker.evaluate(default_environment())
    }
    distintos = {}
    for nombre, fijado in vigentes.items():
        try:
            if not fijado.specifier.contains(version(nombre)):
                distintos[nombre] = (str(fijado.specifier), version(nombre))
        except PackageNotFoundError:
            distintos[nombre] = (str(fijado.specifier), "no está")
    assert not distintos
