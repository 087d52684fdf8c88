"""Mide el motor contra lo que haría sin él quien tuviera los mismos cuadernos y plantillas (ver sin_nosotros.py).

Uso: python bench/medir_motor.py [region] [lote] [escala] [opciones]; sin nombrar ninguna, las tres mediciones.
Todo ocurre en copias del proyecto dentro de una carpeta temporal. Para el PDF de la otra parte hace falta Chromium
(en Debian: apt-get update && apt-get install -y chromium); si no está, se dice y no se mide.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from medidas import Medida, completar, copiar_proyecto, ficha, letras, medir, megas, rango, tabla
from programa_grande import PROGRAMA as GRANDE
from programa_grande import generar
from sin_nosotros import SIN_CHROMIUM, guion, hay_chromium

from sistematizacion.parametros import PROGRAMA_POR_DEFECTO, cargar_programa
from sistematizacion.rutas import Rutas

REGION = "junin"
A_LA_VEZ = os.cpu_count() or 1
ORDEN = (sys.executable, "-m", "sistematizacion")
REPORT = (*ORDEN, "report", REGION)
MAKE = ("make", "report", f"REGION={REGION}", "PYTHON=false")  # false: que nunca prepare un entorno
KERNEL = {"SISTEMATIZACION_MOTOR": "kernel"}
DATOS = f"data/{PROGRAMA_POR_DEFECTO}/{REGION}"
INGENUO = f"sin nosotros, {A_LA_VEZ} a la vez"
UNO_POR_UNO = "sin nosotros, uno por uno"
CON_ATAJOS = f"{INGENUO}; por región, una sola conversión y una sola impresión"
INGENUOS = ((INGENUO, A_LA_VEZ, False), (CON_ATAJOS, A_LA_VEZ, True))
TITULOS = ("caso", "reloj, s: mediana (mín.–máx.)", "CPU, s", "memoria, MB", "salida, MB", "capítulos", "veces")


@dataclass
class Caso:
    """Una orden que se mide en su copia del proyecto, y lo que se hace antes, fuera de la medida."""

    nombre: str
    raiz: Path
    orden: Sequence[str]
    preparar: Callable[[Path], None] = lambda raiz: None
    variables: dict[str, str] = field(default_factory=dict)
    factor: float = 1  # por cuánto se lleva a más regiones de las medidas
    medidas: list[Medida] = field(default_factory=list)
    memoria: float = 0
    ejecutados: int = 0  # capítulos, en la última corrida

    @property
    def publicado(self) -> Path:
        """Donde quedan las páginas y los PDF."""
        return self.raiz / ("salida" if self.orden[0] == "sh" else "output")

    def medir(self, mirar: float = 0) -> Medida:
        """Prepara, mide, cuenta los capítulos que de verdad se ejecutaron y comprueba que cada página tenga su PDF."""
        self.preparar(self.raiz)
        hecha = medir(self.orden, self.raiz, mirar, **self.variables)
        print(f"{self.nombre}: {hecha.segundos:.2f} s", file=sys.stderr, flush=True)
        paginas, impresos = (len(list(self.publicado.rglob(f"*.{e}"))) for e in ("html", "pdf"))
        if not paginas or impresos != paginas and (hay_chromium() or self.orden[0] != "sh"):
            raise SystemExit(f"{self.nombre}: hizo {paginas} páginas y {impresos} PDF.")
        self.memoria = max(self.memoria, hecha.memoria)
        self.ejecutados = round(contar_capitulos(self.raiz, hecha) * self.factor)
        return replace(hecha, segundos=hecha.segundos * self.factor, cpu=hecha.cpu * self.factor)

    def fila(self, base: float) -> list[str]:
        """Su fila; ``base`` son los segundos de aquello con que se compara, o cero."""
        reloj, cpu = [m.segundos for m in self.medidas], [m.cpu for m in self.medidas]
        veces = f"{base / median(reloj):.{1 if base < 20 * median(reloj) else 0}f}" if base else "–"
        numeros = (f"{self.memoria:.0f}", f"{megas(self.publicado) * self.factor:.1f}", str(self.ejecutados))
        return [self.nombre, rango(reloj), rango(cpu), *numeros, veces]


def contar_capitulos(raiz: Path, medida: Medida) -> int:
    """Los que ejecutó una orden nuestra, que los dice, o los cuadernos que dejó papermill."""
    resumen = raiz / "output" / "resumen.json"
    if resumen.is_file():
        return sum(i["capitulos_ejecutados"] for i in json.loads(resumen.read_text(encoding="utf-8"))["informes"])
    return medida.dijo.count("✓") + len(list(raiz.glob("paginas/*/*.ipynb")))


def sin(*carpetas: str) -> Callable[[Path], None]:
    """Borra esas carpetas de la copia."""

    def borrar(raiz: Path) -> None:
        for carpeta in carpetas:
            shutil.rmtree(raiz / carpeta, ignore_errors=True)

    return borrar


HECHO = sin(".cache/cuadernos", ".cache/vigencia", ".cache/candados", "output")  # quedan las letras recortadas
HECHO_SIN_NOSOTROS = sin("salida", "paginas", "perfiles")


def alternar(archivo: str, antes: str, despues: str) -> Callable[[Path], None]:
    """Cambia un texto del archivo por otro; la vez siguiente, lo devuelve."""

    def cambiar(raiz: Path) -> None:
        ruta = raiz / archivo
        texto = ruta.read_text(encoding="utf-8")
        de, a = (antes, despues) if antes in texto else (despues, antes)
        assert texto.count(de) == 1
        ruta.write_text(texto.replace(de, a), encoding="utf-8")

    return cambiar


def rondas(casos: Sequence[Caso], veces: int) -> None:
    """Una primera ronda que calienta el disco y mira la memoria; luego las que se cronometran, cada una en otro orden."""
    for caso in casos:
        caso.medir(mirar=0.05)
    for n in range(veces):
        for caso in (*casos[n % len(casos) :], *casos[: n % len(casos)]):
            caso.medidas.append(caso.medir())


def imprimir(titulo: str, casos: Sequence[Caso], notas: Sequence[str]) -> None:
    """La tabla de unos casos, con sus notas."""
    base = next((median(m.segundos for m in c.medidas) for c in casos if c.nombre == INGENUO), 0.0)
    print(f"## {titulo}\n\n{tabla(TITULOS, [c.fila(base) for c in casos])}")
    veces = f"«Veces» es el reloj de «{INGENUO}» entre el de la fila." if base else ""
    print(*filter(None, [*notas, veces]), "", sep="\n", flush=True)


def calentar(raiz: Path) -> None:
    """Una vez cada cosa, para que todo lo instalado esté en memoria."""
    medir(REPORT, raiz)
    medir(("sh", "-c", guion(PROGRAMA_POR_DEFECTO, [REGION], ["resumen"], 1)), raiz)


def region(carpeta: Path, veces: int, *, sin_ingenuo: bool) -> None:
    """Un informe: en frío, sin cambios, con un cambio; y lo mismo sin nosotros."""

    def copia(nombre: str, hecha: bool = False) -> Path:
        raiz = copiar_proyecto(carpeta / nombre)
        letras(raiz, PROGRAMA_POR_DEFECTO)
        if hecha:
            medir(REPORT, raiz)
        return raiz

    texto = alternar(f"{DATOS}/dificultades.csv", "una participación baja", "una participación muy baja")
    cifra = alternar(f"{DATOS}/cifras.csv", "consultas_tecnicas,,,102,", "consultas_tecnicas,,,103,")
    casos = [
        Caso("nosotros, sin nada guardado", copia("frio"), REPORT, sin(".cache", "output")),
        Caso("nosotros, con las letras ya recortadas", copia("letras"), REPORT, HECHO),
        Caso("nosotros, ídem, con un kernel por capítulo", copia("kernel"), REPORT, HECHO, KERNEL),
        Caso("nosotros, nada cambió: `make report`", copia("make", True), MAKE),
        Caso("nosotros, nada cambió: `python -m sistematizacion report`", copia("igual", True), REPORT),
        Caso("nosotros, cambió un texto de dificultades.csv", copia("texto", True), REPORT, texto),
        Caso("nosotros, cambió un valor de cifras.csv", copia("cifra", True), REPORT, cifra),
    ]
    if not sin_ingenuo:
        capitulos = cargar_programa(PROGRAMA_POR_DEFECTO, Rutas(casos[0].raiz)).informes["cierre"].capitulos
        for nombre, a_la_vez, atajos in ((UNO_POR_UNO, 1, False), *INGENUOS):
            orden = ("sh", "-c", guion(PROGRAMA_POR_DEFECTO, [REGION], capitulos, a_la_vez, atajos=atajos))
            casos.append(Caso(nombre, copia(f"ingenuo-{len(casos)}"), orden, HECHO_SIN_NOSOTROS))
    rondas(casos, veces)
    notas = [f"Corridas de cada uno, alternadas: {veces}; la memoria (PSS del árbol de procesos), de otra corrida.",
             "Sin nosotros, un cambio cuesta lo mismo que la primera vez, y no hay XLSX."]  # fmt: skip
    imprimir(f"Un informe: cierre de {REGION}", casos, notas)


def proyecto_grande(carpeta: Path, n: int) -> Path:
    """Un proyecto con un programa de ``n`` regiones y las letras ya recortadas."""
    generar(carpeta, n)
    letras(carpeta, GRANDE)
    return completar(carpeta)


def lote(carpeta: Path, veces: int, n: int, medidas: int, *, sin_ingenuo: bool) -> None:
    """Todas las regiones de un programa, y lo mismo sin nosotros en unas cuantas."""
    todo = (*ORDEN, "all", "--programa", GRANDE)
    nuestro = proyecto_grande(carpeta / "lote", n)
    casos = [Caso(f"nosotros, {n} regiones", nuestro, todo, HECHO), Caso("nosotros, nada cambió", nuestro, todo)]
    if not sin_ingenuo:
        capitulos = cargar_programa(GRANDE, Rutas(nuestro)).informes["cierre"].capitulos
        for nombre, a_la_vez, atajos in INGENUOS:
            raiz = carpeta / f"lote-ingenuo-{len(casos)}"
            orden = ("sh", "-c", guion(GRANDE, generar(raiz, medidas), capitulos, a_la_vez, atajos=atajos))
            casos.append(Caso(nombre, completar(raiz), orden, HECHO_SIN_NOSOTROS, factor=n / medidas))
    for _ in range(veces):
        for caso in casos:
            caso.medidas.append(caso.medir(mirar=0.5))
    notas = [f"Corridas de cada uno, alternadas: {veces}; la memoria se mira en ellas cada medio segundo.",
             "" if sin_ingenuo else f"Sin nosotros se midieron {medidas} y se llevó a {n} en proporción."]  # fmt: skip
    imprimir(f"Todas las regiones: el informe de cierre de {n}, {A_LA_VEZ} a la vez", casos, notas)


def escala(carpeta: Path, tamanos: Sequence[int]) -> None:
    """Cuánto cuesta cada región cuando son muchas."""
    filas = []
    for n in tamanos:
        caso = Caso(str(n), proyecto_grande(carpeta / f"escala-{n}", n), (*ORDEN, "all", "--programa", GRANDE))
        hecha = caso.medir(mirar=0.5)
        por_region = (f"{hecha.segundos / n:.2f}", f"{hecha.cpu / n:.2f}")
        numeros = (f"{hecha.memoria:.0f}", f"{megas(caso.publicado):.1f}", str(caso.ejecutados))
        filas.append([str(n), f"{hecha.segundos:.1f}", *por_region, *numeros])
        shutil.rmtree(caso.raiz)
    titulos = ("regiones", "reloj, s", "reloj por región, s", "CPU por región, s", *TITULOS[3:6])
    print(f"## Escala: `all`, {A_LA_VEZ} a la vez; una corrida, con las letras ya recortadas\n")
    print(tabla(titulos, filas), flush=True)


def main() -> None:
    """Lee las opciones y hace las mediciones pedidas."""
    leer = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    leer.add_argument("que", nargs="*", metavar="MEDICION", help="region, lote o escala; sin ninguna, todas")
    leer.add_argument("--veces", type=int, default=5, help="corridas de cada caso de «region» (5)")
    leer.add_argument("--veces-lote", type=int, default=2, help="corridas de cada caso de «lote» (2)")
    leer.add_argument("--regiones", type=int, default=26, help="regiones del lote (26)")
    leer.add_argument("--medidas", type=int, default=4, help="de ellas, las que se miden sin nosotros (4)")
    leer.add_argument("--escala", type=int, nargs="+", default=[1, 26], help="tamaños de «escala» (1 26); con 196 demora")
    leer.add_argument("--solo-nosotros", action="store_true", help="no mide la otra parte")
    pedido = leer.parse_args()
    que = pedido.que or ["region", "lote", "escala"]
    if otras := set(que) - {"region", "lote", "escala"}:
        leer.error(f"no existe la medición {', '.join(otras)}")
    print(f"{ficha()}\n\n{'' if hay_chromium() else SIN_CHROMIUM}\n", flush=True)
    compilar = [sys.executable, "-m", "compileall", "-q", sysconfig.get_path("purelib")]
    subprocess.run(compilar, check=False, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(prefix="medir-", ignore_cleanup_errors=True) as temporal:
        carpeta, solo = Path(temporal), pedido.solo_nosotros
        calentar(copiar_proyecto(carpeta / "calentar"))
        if "region" in que:
            region(carpeta, pedido.veces, sin_ingenuo=solo)
        if "lote" in que:
            lote(carpeta, pedido.veces_lote, pedido.regiones, pedido.medidas, sin_ingenuo=solo)
        if "escala" in que:
            escala(carpeta, pedido.escala)


if __name__ == "__main__":
    main()
