"""Lo que los esquemas declaran de cada tabla (qué capítulos se hacen con ella) es lo que los cuadernos hacen de verdad."""

import html
import json
import re
from collections import defaultdict

import lxml.html
import nbformat
import pandas as pd
import pytest
from conftest import RAIZ

from sistematizacion import abrir
from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.gasto.datos import gasto_de, hechos_de
from sistematizacion.rutas import Rutas

PROGRAMA = "demostracion"
REGION = "altamar"  # lleva su registro en un libro: la hoja dice de qué tabla sale cada cifra
DE_TODO = ("procedencia", "conciliacion", "galeria")  # muestran todas las tablas o ninguna en particular
LLAMADA = re.compile(r"^inf\.(prosa|cuadro|grafico|cifras_clave)\((.*?)\)", re.MULTILINE)


def de_que_sale(texto: str) -> set[str]:
    """Las tablas de las filas de que salen las cifras que una pieza muestra."""
    if not texto.strip():
        return set()
    pagina = lxml.html.fragment_fromstring(texto, create_parent="div")
    asientos = [json.loads(a) for a in pagina.xpath("//@data-asiento")]
    asientos += [a for lista in pagina.xpath("//@data-asientos") for a in json.loads(html.unescape(lista))]
    lugares = [lugar for a in asientos for lugar in a["lugares"]]
    return {h for lugar in lugares for h in re.findall(r"hoja (\w+)|/(\w+)\.csv", lugar) for h in h if h}


@pytest.fixture(scope="module")
def usos() -> dict[str, set[str]]:
    """Por tabla, los capítulos que la leen o que muestran una cifra salida de sus filas."""
    hechos: dict[str, set[str]] = defaultdict(set)
    leidas: set[str] = set()
    leer = Expediente.tabla

    def leer_y_anotar(expediente: Expediente, nombre: str, *tipos: str) -> pd.DataFrame:
        leidas.add(nombre)
        return leer(expediente, nombre, *tipos)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(Expediente, "tabla", leer_y_anotar)
        inf = abrir(PROGRAMA, REGION)
        for ruta in sorted((RAIZ / "notebooks").glob("*.ipynb")):
            hechos_de.cache_clear()  # cada capítulo es otro proceso: no ve lo que otro leyó
            gasto_de.cache_clear()
            codigo = "\n".join(c.source for c in nbformat.read(ruta, 4).cells if c.cell_type == "code")
            for que, argumento in LLAMADA.findall(codigo) if ruta.stem not in DE_TODO else ():
                leidas.clear()
                salidas = de_que_sale(getattr(inf, que)(*json.loads(f"[{argumento}]")).html())
                for tabla in leidas | salidas:
                    hechos[tabla].add(ruta.stem)
    return hechos


def test_cada_tabla_alimenta_de_verdad_a_los_capitulos_que_declara(usos):
    esquemas_ = esquemas(cargar_catalogo(Rutas(RAIZ)))
    de_mas = {n: set(e.metadata["capitulos"]) - usos[n] for n, e in esquemas_.items() if n != "cifras"}
    assert {n: c for n, c in de_mas.items() if c} == {}


def test_una_tabla_que_ningun_capitulo_usa_no_declara_ninguno(usos):
    sin_uso = {n for n, e in esquemas(cargar_catalogo(Rutas(RAIZ))).items() if not e.metadata["capitulos"]}
    assert sin_uso == {n for n in sin_uso if not usos[n]}
    assert sin_uso == {
        "convenios",
        "compromisos",
        "indicadores",
        "entrevistas",
        "citas",
        "seguimiento",
        "mef_meses",
    }
