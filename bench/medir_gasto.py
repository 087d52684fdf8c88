"""Mide el informe «gasto» de muchas regiones en una sola orden: reloj, CPU y memoria mayor, con uno y con dos a la vez.

Uso: python bench/medir_gasto.py [--regiones 26] [--veces 1] [--jobs 1 2]

Hace, en una carpeta temporal, un programa ficticio con esas regiones. Cada una tiene los datos de Valleverde con su propio pliego,
y los comunes, todos los pliegos: la misma forma y el mismo tamaño que escribe «make mef». Mide ``all --forzar --procesos N`` con
las letras ya recortadas, y después la misma orden sin que nada haya cambiado.
"""

import argparse
import csv
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from medidas import completar, ficha, letras, medir, megas, rango, tabla
from programa_grande import PROGRAMA, REGION_MODELO, generar

PLIEGO_MODELO = "999"
PRIMER_PLIEGO = 900  # ninguno existe
COMPARADOS = 26  # los gobiernos de los comunes, aunque se midan menos regiones
TITULOS = ("caso", "reloj, s", "reloj por región, s", "CPU, s", "CPU por región, s", "memoria, MB", "informes", "salida, MB")


def programa_de_gasto(carpeta: Path, regiones: int) -> int:
    """Escribe el proyecto y devuelve cuántas filas de gasto lee cada región."""
    claves = generar(carpeta, regiones, ("gasto",))
    datos, parametros = carpeta / "data" / PROGRAMA, carpeta / "params" / PROGRAMA
    comun = datos / "comun" / "mef_gasto.csv"
    encabezado, *filas = _leer(comun)
    columna = encabezado.index("pliego")
    ajenas = [f for f in filas if not f[columna]]
    del_modelo = [f for f in filas if f[columna] == PLIEGO_MODELO]
    pliegos = [f"{PRIMER_PLIEGO + n}" for n in range(max(COMPARADOS, regiones))]
    propias = [_con(f, columna, pliego) for pliego in pliegos for f in del_modelo]
    for pliego, clave in zip(pliegos, claves, strict=False):
        suyo = datos / clave / "mef_gasto.csv"
        primera, *de_region = _leer(suyo)
        lugar = primera.index("pliego")
        _escribir(suyo, [primera, *(_con(f, lugar, pliego if f[lugar] else "") for f in de_region)])
        archivo = parametros / f"{clave}.yml"
        texto = archivo.read_text(encoding="utf-8")
        if texto.count(f"'{PLIEGO_MODELO}'") != 1:
            raise ValueError(f"el pliego de {REGION_MODELO} no está en {archivo} como se esperaba")
        archivo.write_text(texto.replace(f"'{PLIEGO_MODELO}'", f"'{pliego}'"), encoding="utf-8")
    _escribir(comun, [encabezado, *ajenas, *propias])
    return len(ajenas) + len(propias) + len(de_region)


def _leer(ruta: Path) -> list[list[str]]:
    with ruta.open(encoding="utf-8", newline="") as archivo:
        return list(csv.reader(archivo))


def _escribir(ruta: Path, filas: list[list[str]]) -> None:
    with ruta.open("w", encoding="utf-8", newline="") as archivo:
        csv.writer(archivo, lineterminator="\n").writerows(filas)


def _con(fila: list[str], columna: int, valor: str) -> list[str]:
    return [*fila[:columna], valor, *fila[columna + 1 :]]


def main() -> None:
    """Imprime una fila por cantidad de informes a la vez, y otra de la orden repetida."""
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("--regiones", type=int, default=26)
    opciones.add_argument("--veces", type=int, default=1, help="corridas de cada caso, alternadas (1)")
    opciones.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    pedido = opciones.parse_args()
    n = pedido.regiones
    print(f"{ficha()}\n", flush=True)
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", sysconfig.get_path("purelib")], check=False, stdout=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory(prefix="medir-gasto-", ignore_cleanup_errors=True) as temporal:
        raiz = Path(temporal) / "proyecto"
        leidas = programa_de_gasto(raiz, n)
        completar(raiz)
        letras(raiz, PROGRAMA)
        orden = (sys.executable, "-m", "sistematizacion", "all", "--programa", PROGRAMA)
        hechas: dict[str, list] = {f"JOBS={j}": [] for j in pedido.jobs} | {"nada cambió": []}
        for _ in range(pedido.veces):
            for j in pedido.jobs:
                hechas[f"JOBS={j}"].append(medir((*orden, "--procesos", str(j), "--forzar"), raiz, mirar=0.5))
            hechas["nada cambió"].append(medir(orden, raiz))
        salida = raiz / "output" / PROGRAMA
        informes, peso = len(list(salida.rglob("gasto.html"))), megas(salida)
    print(f"## El informe de gasto de {n} regiones en una orden; cada una lee {leidas:,} filas de gasto\n")
    filas = []
    for caso, medidas in hechas.items():
        reloj, cpu = [m.segundos for m in medidas], [m.cpu for m in medidas]
        memoria = max(m.memoria for m in medidas)
        por_region = (rango([s / n for s in reloj]), rango([c / n for c in cpu]))
        filas.append([caso, rango(reloj), por_region[0], rango(cpu), por_region[1], f"{memoria:.0f}" if memoria else "—",
                      str(informes), f"{peso:.1f}"])  # fmt: skip
    print(tabla(TITULOS, filas))
    print(f"Corridas de cada caso: {pedido.veces}. La memoria es la de todo el árbol de procesos (PSS), mirada cada medio segundo.")


if __name__ == "__main__":
    main()
