"""Con pocos datos el informe sale igual y se lee bien: sin fallar, sin frases truncas y sin decir lo que no es."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import lxml.html
import pandas as pd
import pytest
from conftest import RAIZ, copiar_proyecto
from test_region_nueva import llenar

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion.graficos.cierres import _cerradas_y_por_cerrar
from sistematizacion.presentacion.graficos.ejecucion import ESTADOS, _dibujar_cartera
from sistematizacion.presentacion.graficos.lienzo import ANCHO, a_svg, lienzo
from sistematizacion.presentacion.graficos.pulgadas import medir
from sistematizacion.presentacion.informe import InformeAbierto, abrir_expediente
from sistematizacion.presentacion.piezas import Pieza
from sistematizacion.publicacion.libro import Asiento, _sin_corte
from sistematizacion.publicacion.portada_xlsx import claves
from sistematizacion.registro.andamio import crear_region
from sistematizacion.registro.ejemplos import ejemplo
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.rutas import Rutas

PROGRAMA, REGION = "altiplano-2026", "puno"
Informes = dict[str, dict[str, Pieza]]
CATALOGO = cargar_catalogo(Rutas(RAIZ))
ESQUEMAS = esquemas(CATALOGO)
LLAMADA = re.compile(r'inf\.(?:prosa|cuadro|grafico)\("\w+"\)|inf\.cifras_clave\(\)')
MAL_DICHO = (
    (re.compile(r"\. \.|\.\.|: \.|, \.| ,|\(\)"), "una frase trunca"),
    (re.compile(r"\bun[oa]? (?!mes\b)\w+(?:es|as|os)\b"), "«una» ante un plural"),
    (re.compile(r"(?<![\d.,/:])\b1 (?!mes\b)\w+(?:es|as|os)\b"), "«1» ante un plural"),
    (re.compile(r"\b(?:None|nan|NaN|Decimal)\b"), "un valor sin escribir"),
)
DE_NINGUN_INFORME = [n for n, e in ESQUEMAS.items() if not e.metadata["capitulos"]]
DEL_PROGRAMA = ("hitos", "cierres", "encuesta", "cifras")  # las que dan cifras de distinta clase


@pytest.fixture(scope="module")
def puno(tmp_path_factory: pytest.TempPathFactory) -> Rutas:
    """Un programa de una región recién creada, con su libro vacío."""
    lugares = copiar_proyecto(tmp_path_factory.mktemp("pocos"))
    crear_region(PROGRAMA, "Puno", lugares, nombre_del_programa="Asistencia técnica a Puno")
    return lugares


def con_tablas(lugares: Rutas, **tablas: pd.DataFrame) -> None:
    """Deja solo esas tablas, en CSV."""
    carpeta = lugares.data / PROGRAMA / REGION
    for viejo in (*carpeta.glob("*.csv"), *carpeta.glob("*.xlsx")):
        viejo.unlink()
    for nombre, filas in tablas.items():
        filas.to_csv(carpeta / f"{nombre}.csv", index=False)


def piezas(lugares: Rutas, region: str = REGION) -> Informes:
    """Las de cada informe de ese alcance, por capítulo y llamada, como las piden sus cuadernos."""
    programa = cargar_programa(PROGRAMA, lugares)
    abierto = InformeAbierto(abrir_expediente(programa, region, lugares), lugares)
    alcance = "region" if region else "programa"
    hechas: dict[str, Pieza] = {}
    informes: Informes = {}
    for clave, informe in programa.informes.items():
        if alcance in informe.alcances:
            llamadas = [llamada for c in informe.capitulos for llamada in llamadas_de(lugares, c)]
            for llamada in llamadas:
                if llamada not in hechas:
                    hechas[llamada] = eval(llamada, {"inf": abierto})
            informes[clave] = {llamada: hechas[llamada] for llamada in llamadas}
    return informes


def llamadas_de(lugares: Rutas, capitulo: str) -> Iterator[str]:
    cuaderno = json.loads((lugares.notebooks / f"{capitulo}.ipynb").read_text(encoding="utf-8"))
    for celda in cuaderno["cells"]:
        yield from LLAMADA.findall("".join(celda["source"])) if celda["cell_type"] == "code" else ()


def parrafos(pieza: Pieza) -> list[str]:
    """Lo que se lee de una pieza, por párrafos y celdas, con «cuadro N» en cada remisión."""
    raiz = lxml.html.fragment_fromstring(pieza.html(), create_parent="div")
    for remision in raiz.xpath(".//a[@class='ref']"):
        remision.text = "cuadro N"
    bloques = raiz.xpath(".//p | .//li | .//td | .//th | .//caption | .//figcaption")
    return [" ".join(b.text_content().split()) for b in bloques if b.text_content().strip()]


def descuidos(*alcances: Informes) -> list[str]:
    """Lo mal dicho en los informes, y las remisiones a lo que no está."""
    hallados = []
    for informe, hechas in [par for informes in alcances for par in informes.items()]:
        html = "".join(p.html() for p in hechas.values())
        puestas = re.findall(r'id="((?:cuadro|grafico)-[\w-]+)"', html)
        remisiones = re.findall(r'href="#((?:cuadro|grafico)-[\w-]+)"', html)
        hallados += [f"{informe}: remite a {clave}, que no está" for clave in remisiones if clave not in puestas]
        hallados += [
            f"{llamada}: {que}: {parrafo}"
            for llamada, pieza in hechas.items()
            for parrafo in parrafos(pieza)
            for patron, que in MAL_DICHO
            if patron.search(parrafo)
        ]
    return list(dict.fromkeys(hallados))


def texto(hechas: dict[str, Pieza]) -> str:
    return "\n".join(t for pieza in hechas.values() for t in parrafos(pieza))


def sola(tabla: str) -> pd.DataFrame:
    """El ejemplo de la tabla como lo escribiría esta región: sin las cifras, las fuentes ni las regiones que no tiene."""
    fila = ejemplo(ESQUEMAS[tabla]).replace(r"\{[^}]*\}", "7", regex=True)
    return fila.assign(**{c: "" for c in ("regiones", "origen", "fuente", "seccion") if c in fila})


def con_las_que_nombra(tabla: str) -> dict[str, pd.DataFrame]:
    """La fila sola y, si nombra a la de otra tabla, también esa."""
    fila = sola(tabla)
    columnas = ESQUEMAS[tabla].columns.items()
    nombradas = {c.metadata.get("refiere", "").partition(".")[0] for n, c in columnas if fila[n].any()}
    return {tabla: fila} | {t: f for n in nombradas & set(ESQUEMAS) - {tabla} for t, f in con_las_que_nombra(n).items()}


@pytest.mark.parametrize("tabla", [t for t in ESQUEMAS if t not in DE_NINGUN_INFORME])
def test_con_una_sola_fila_en_una_sola_tabla_salen_los_informes_de_la_region(puno, tabla):
    con_tablas(puno, **con_las_que_nombra(tabla))
    assert descuidos(piezas(puno)) == []


@pytest.mark.parametrize("tabla", DEL_PROGRAMA)
def test_con_una_sola_fila_en_una_sola_tabla_salen_los_informes_del_programa(puno, tabla):
    con_tablas(puno, **con_las_que_nombra(tabla))
    assert descuidos(piezas(puno, "")) == []


def test_con_solo_las_tablas_que_ningun_informe_usa_salen_todos(puno):
    con_tablas(puno, **{t: f for n in DE_NINGUN_INFORME for t, f in con_las_que_nombra(n).items()})
    region = piezas(puno)
    assert descuidos(region, piezas(puno, "")) == []
    assert "Lo aprendido" not in texto(region["cierre"])
    assert "valen para el programa" not in texto(region["cierre"])


def test_con_el_libro_a_medias_lo_que_dice_es_cierto_y_concuerda(puno):
    carpeta = puno.data / PROGRAMA / REGION
    for csv in carpeta.glob("*.csv"):
        csv.unlink()
    (carpeta / "registro.xlsx").write_bytes(libro_de_registro(ESQUEMAS, programa=PROGRAMA, region=REGION))
    llenar(carpeta / "registro.xlsx")
    region, programa = piezas(puno), piezas(puno, "")
    assert descuidos(region, programa) == []
    dicho = texto(region["cierre"])
    for cierto in (
        "acordaron un objetivo, que el cuadro N enuncia",
        "1 ordinario; 1 extraordinario",
        "1 hito cumplido o superado, de 1",
        "La cartera seleccionada avanzó 75.00% de su presupuesto",
        "no están declaradas completas",
        "Lo aprendido. Ordenar es cerrar.",
    ):
        assert cierto in dicho
    assert dicho.count("Estas cifras se calcularon con un registro que la región no declara completo.") == 2
    assert "proyectos cerrados al" not in dicho  # la tarjeta que repetía la de los cierres
    for sobra in ("no se registraron acciones", "ni la ejecución presupuestal", "0 con retraso"):
        assert sobra not in dicho
    assert "2 inversiones cerradas, de 3 por cerrar" in texto(programa["comparativo"])
    (carpeta / "registro.xlsx").unlink()


def test_una_region_que_declara_completas_tablas_sin_filas_tiene_ceros_y_no_falla(puno):
    parametros = puno.params / PROGRAMA / f"{REGION}.yml"
    antes = parametros.read_text(encoding="utf-8")
    completas = [
        n for n, e in ESQUEMAS.items() if n in {i.calculo.tabla for i in CATALOGO.indicadores.values() if i.calculo}
    ]
    limpio = re.sub(r"(?m)^registros_completos:.*\n(?:[ -].*\n)*", "", antes)
    parametros.write_text(f"{limpio.rstrip()}\nregistros_completos: [{', '.join(completas)}]\n", encoding="utf-8")
    try:
        con_tablas(puno, lecciones=sola("lecciones"), **{n: sola(n).iloc[:0] for n in completas})
        region = piezas(puno)
        assert descuidos(region, piezas(puno, "")) == []
        assert "No había inversiones por cerrar en Puno." in texto(region["cierre"])
    finally:
        parametros.write_text(antes, encoding="utf-8")


@pytest.mark.parametrize("cuantas", [(0, 0, 1), (1, 1, 1), (60, 1, 1), (6, 4, 2), (1, 0, 3)])
def test_los_rotulos_de_las_obras_no_se_pisan_ni_se_rotula_lo_que_no_hay(cuantas):
    svg = _dibujar_cartera([(n, *estado) for n, estado in zip(cuantas, ESTADOS.values(), strict=True)])
    lugares: dict[str, list[float]] = {}  # cada rótulo está centrado en su x, y los de dos renglones la repiten
    for x, rotulo in re.findall(r'text-anchor: middle[^>]* x="([\d.]+)"[^>]*>([^<]+)<', svg):
        mitad = medir(rotulo) * 72 / 2
        lugares.setdefault(x, []).append(mitad)
    tramos = [(float(x) - max(m), float(x) + max(m)) for x, m in lugares.items()]
    assert len(tramos) == sum(n > 0 for n in cuantas)
    assert tramos[0][0] >= 0 and tramos[-1][1] <= ANCHO * 72
    assert all(antes[1] < despues[0] for antes, despues in pairwise(tramos))


@pytest.mark.parametrize(("cerradas", "total"), [(0, 3), (1, 1), (1, 190), (189, 190)])
def test_lo_cerrado_se_dibuja_y_se_rotula_solo_si_hay(cerradas, total):
    with lienzo(1.15) as (figura, [eje]):
        _cerradas_y_por_cerrar(eje, Decimal(cerradas), Decimal(total), ANCHO)
        svg = a_svg(figura)
    assert (("cerrada" in svg), ("por cerrar" in svg)) == (cerradas > 0, total > cerradas)
    assert ">1 cerrada<" in svg if (cerradas, total) == (1, 190) else ">1 cerrada<" not in svg


def test_el_libro_de_cifras_explica_sin_corte_solo_si_alguna_no_lo_tiene():
    publicada, contada = ({"corte": "", "origen": o} for o in ("publicado", "calculado"))
    assert _sin_corte([Asiento({"corte": "31/12/2026", "origen": "publicado"})]) == ""
    assert _sin_corte([Asiento(publicada), Asiento(contada)]) == "Sin corte: la fuente no fecha el dato. "
    assert _sin_corte([Asiento(contada)]) == "Sin corte: los datos no traen su fecha. "


def test_la_hoja_de_notas_define_lo_inventado_solo_donde_algo_se_invento():
    reales, ficticias = (dict(claves([{"origen": o}])) for o in ("reconstruido", "inventado"))
    assert "inventado" not in reales and "reconstruido" not in ficticias
    assert "ficticio" in ficticias["inventado"] and "registros" in reales["calculado"]
