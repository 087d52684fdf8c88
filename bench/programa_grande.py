"""Hace, en una carpeta vacía, un proyecto con un programa ficticio de muchas regiones, todas con los datos de Valleverde.

Uso: python bench/programa_grande.py CARPETA REGIONES. Sirve para medir y para probar corridas grandes:
    cd CARPETA && python -m sistematizacion all --programa grande
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML

RAIZ = Path(__file__).resolve().parents[1]
MODELO, REGION_MODELO = "demostracion", "valleverde"
PROGRAMA = "grande"
INFORMES = ("cierre",)


def generar(destino: Path, n: int, informes: Sequence[str] = INFORMES) -> list[str]:
    """Escribe el proyecto y devuelve las claves de sus regiones; el programa solo declara esos ``informes``.

    Raises:
        FileExistsError: la carpeta ya existe y no está vacía.
    """
    if destino.exists() and any(destino.iterdir()):
        raise FileExistsError(f"{destino} no está vacía")
    regiones = [f"region-{numero:03}" for numero in range(1, n + 1)]
    for carpeta in ("notebooks", "templates"):
        shutil.copytree(RAIZ / carpeta, destino / carpeta, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy2(RAIZ / "requirements.lock", destino)
    _parametros(destino / "params", regiones, informes)
    datos = RAIZ / "data" / MODELO
    shutil.copytree(datos / "comun", destino / "data" / PROGRAMA / "comun")
    for region in regiones:
        shutil.copytree(datos / REGION_MODELO, destino / "data" / PROGRAMA / region)
    return regiones


def _parametros(params: Path, regiones: Sequence[str], informes: Sequence[str]) -> None:
    shutil.copytree(RAIZ / "params", params, ignore=_otros_programas)
    (params / PROGRAMA).mkdir()
    # sin marca, se buscaría la del programa por defecto
    for archivo in ("_brand.yml", *(r.name for r in (RAIZ / "params" / MODELO).glob("logo*"))):
        shutil.copy2(RAIZ / "params" / MODELO / archivo, params / PROGRAMA)
    programa = _leer("programa")
    nombre = f"Programa inventado para medir, con {len(regiones)} regiones"
    programa |= {"clave": PROGRAMA, "nombre": nombre, "nombre_corto": nombre, "descripcion": f"{nombre} que no existen."}
    programa |= {"ficticio": True, "regiones": list(regiones)}
    programa["informes"] = {clave: programa["informes"][clave] for clave in informes}
    _escribir(params / PROGRAMA / "programa.yml", programa)
    for region in regiones:
        nombre = region.replace("region-", "Región ")
        propios = {"clave": region, "nombre": nombre, "gobierno": f"Gobierno de la {nombre} (ficticio)", "sigla": nombre}
        _escribir(params / PROGRAMA / f"{region}.yml", _leer(REGION_MODELO) | propios)


def _otros_programas(carpeta: str, nombres: list[str]) -> set[str]:
    """Las carpetas de los programas de verdad y del modelo, que no hacen falta."""
    return {n for n in nombres if (Path(carpeta) / n / "programa.yml").is_file()}


def _leer(nombre: str) -> dict:
    return YAML(typ="safe").load((RAIZ / "params" / MODELO / f"{nombre}.yml").read_text(encoding="utf-8"))


def _escribir(ruta: Path, datos: dict) -> None:
    yaml = YAML(typ="safe")
    yaml.allow_unicode, yaml.default_flow_style = True, False
    with ruta.open("w", encoding="utf-8") as archivo:
        yaml.dump(datos, archivo)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        raise SystemExit(__doc__)
    print(f"{len(generar(Path(sys.argv[1]), int(sys.argv[2])))} regiones en {sys.argv[1]}, programa «{PROGRAMA}»")
