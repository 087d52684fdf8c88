"""La marca: una línea la cambia en todo lo que se publica, y la que no sirve dice por qué."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from conftest import MARCA, PROGRAMA, RAIZ, Orden
from matplotlib.figure import Figure
from test_arbol import MUESTRA
from test_pdf import META, PLANTILLA, SVG, compilar
from test_xlsx import asiento, cuadro

from sistematizacion.errores import ErrorDeDocumento, ErrorDeEntrada, Problema
from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion import colores
from sistematizacion.presentacion.informe import abrir
from sistematizacion.presentacion.lector_de_marca import archivo_de_marca, cargar_marca
from sistematizacion.presentacion.letras import Letra, del_paquete
from sistematizacion.presentacion.marca import Marca
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.estilo import css_de_marca
from sistematizacion.publicacion.fuentes import css_de_fuentes
from sistematizacion.publicacion.xlsx import libro_de_calculo
from sistematizacion.rutas import Rutas

OTRA = cargar_marca(cargar_programa("demostracion", Rutas(RAIZ)), Rutas(RAIZ))
MINIMA = """
color: {foreground: "#1B2A3A", background: "#FFFFFF", primary: "#12406A"}
typography: {base: {family: Source Serif Pro}}
"""


def con_marca(texto: str, proyecto: Rutas) -> Marca:
    """La marca del programa, si su archivo dijera eso."""
    (proyecto.params / PROGRAMA / "_brand.yml").write_text(texto, encoding="utf-8")
    return cargar_marca(cargar_programa(PROGRAMA, proyecto), proyecto)


def problemas(texto: str, proyecto: Rutas) -> list[Problema]:
    """Lo que se dice de una marca que no sirve."""
    with pytest.raises(ErrorDeEntrada) as error:
        con_marca(texto, proyecto)
    return list(error.value.problemas)


def fuentes_de(pdf: bytes) -> set[str]:
    """Las familias incrustadas en un PDF, sin el prefijo del recorte."""
    with pikepdf.open(BytesIO(pdf)) as documento:
        nombres = {
            str(f.BaseFont) for p in documento.pages for f in p.get("/Resources", {}).get("/Font", {}).values()
        }
    return {re.sub(r"^/[A-Z]{6}\+", "", nombre).split("-")[0] for nombre in nombres}


def elegir_otra(proyecto: Rutas) -> None:
    """La línea que cambia la marca."""
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    ruta.write_text(ruta.read_text(encoding="utf-8") + "marca: demostracion\n", encoding="utf-8")


def test_una_linea_cambia_la_marca_de_los_graficos(proyecto: Rutas) -> None:
    propio = abrir(PROGRAMA, "junin").grafico("cierres").svg
    elegir_otra(proyecto)
    otro = abrir(PROGRAMA, "junin").grafico("cierres").svg
    assert MARCA.claros["primario"].lower() in propio and "Source Sans Pro" in propio
    assert OTRA.claros["primario"].lower() in otro and "Roboto" in otro
    assert not {MARCA.claros["primario"].lower(), "Source Sans Pro"} & set(re.findall(r"#[0-9a-f]{6}|Source Sans Pro", otro))


def test_una_figura_propia_lleva_la_marca_y_lo_que_todo_grafico_lleva(proyecto: Rutas) -> None:
    elegir_otra(proyecto)
    inf = abrir(PROGRAMA, "junin")
    with inf.estilo():
        figura = Figure(figsize=(6, 2))
        figura.subplots().barh(["Cerradas", "Por cerrar"], [132, 58])
    pieza = inf.figura(figura, "propio", "Se cerraron 132 de 190", "Dos barras.", "Informe de cierre.", "Una nota.")
    assert OTRA.claros["primario"].lower() in pieza.svg and "Roboto" in pieza.svg
    pagina = pieza.html()
    assert all(parte in pagina for parte in ('id="grafico-propio"', "Se cerraron 132 de 190", 'alt="Dos barras."', "Informe de cierre.", "Una nota."))


def test_una_linea_cambia_la_marca_de_la_pagina(proyecto: Rutas) -> None:
    elegir_otra(proyecto)
    css = css_de_marca(cargar_marca(cargar_programa(PROGRAMA, proyecto), proyecto))
    assert OTRA.claros["primario"] in css and '"Caladea"' in css and '"Roboto"' in css
    assert MARCA.claros["primario"] not in css


def test_cada_marca_imprime_con_sus_letras_y_con_su_logotipo() -> None:
    hojas = bloques(MUESTRA.read_text(encoding="utf-8"))
    propio, otro = (compilar(hojas, dict.fromkeys("123", SVG), META, PLANTILLA, marca) for marca in (MARCA, OTRA))
    assert {"SourceSerifPro", "SourceSansPro"} <= fuentes_de(propio)
    assert {"Caladea", "Roboto"} <= fuentes_de(otro)
    assert not {"SourceSerifPro", "SourceSansPro"} & fuentes_de(otro)
    with pikepdf.open(BytesIO(otro)) as documento:
        alternos = [str(e.get("/Alt")) for e in documento.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"]
    assert OTRA.logo is not None and OTRA.logo.alt in alternos


def test_el_libro_de_calculo_lleva_los_colores_en_su_tema() -> None:
    libros = [libro_de_calculo(META, [cuadro()], [asiento()], marca) for marca in (MARCA, OTRA)]
    temas = [ZipFile(BytesIO(libro)).read("xl/theme/theme1.xml").decode() for libro in libros]
    for tema, marca in zip(temas, (MARCA, OTRA), strict=True):
        assert f'<a:accent1><a:srgbClr val="{marca.claros["primario"][1:]}"/></a:accent1>' in tema
    hoja = ZipFile(BytesIO(libros[0])).read("xl/styles.xml").decode()
    assert not re.findall(r'<color rgb="(?!00000000)', hoja)


def test_de_tres_colores_salen_los_demas_y_todos_contrastan(proyecto: Rutas) -> None:
    marca = con_marca(MINIMA, proyecto)
    assert set(marca.claros) == set(MARCA.claros) == set(marca.oscuros)
    assert marca.titulos == marca.texto
    assert list(colores.faltas(marca.claros, marca.oscuros)) == []


@pytest.mark.parametrize("primario", ["#7A1FA2", "#005F73", "#8C1C13", "#1D3557", "#33691E", "#000000", "#4E342E"])
def test_cualquier_primario_legible_da_una_marca_que_contrasta(primario: str) -> None:
    claros = colores.completar({"tinta": "#16202A", "papel": "#FFFFFF", "primario": primario})
    assert list(colores.faltas(claros, colores.oscurecer(claros))) == []


def test_un_par_que_no_contrasta_se_nombra_con_su_lugar(proyecto: Rutas) -> None:
    [uno, *_] = problemas(MINIMA.replace("#12406A", "#9CC7EE"), proyecto)
    assert uno.archivo == f"params/{PROGRAMA}/_brand.yml" and uno.lugar == "línea 2, clave color.primary"
    assert re.search(r"«primario» \(#9CC7EE\) sobre «papel» \(#FFFFFF\), en claro, contrasta 1\.\d+ a 1 y hace falta 4.5", uno.regla)


@pytest.mark.parametrize(
    ("cambio", "por", "dice"),
    [
        ('primary: "#12406A"', "primary: azulito", "no es un color"),
        ('primary: "#12406A"', 'primary: "#12406A80"', "no es un color opaco"),
        (', primary: "#12406A"', "", "falta este color"),
        ("Source Serif Pro", "Letra Que No Existe", "la traería el paquete font-letra-que-no-existe. Están: Caladea, Roboto, Source Sans Pro, Source Serif Pro"),
        ("typography: {base: {family: Source Serif Pro}}", "meta: {name: X}", "falta la familia"),
        ("typography:", "tipografia: {}\ntypography:", "clave desconocida"),
        ("typography:", "logo: no-esta.svg\ntypography:", "no está el logotipo"),
        ("typography:", "logo: ../demostracion/logo.svg\ntypography:", "no está el logotipo"),
        ("typography:", "logo: https://example.org/logo.svg\ntypography:", "no está el logotipo"),
    ],
)
def test_una_marca_que_no_sirve_dice_por_que(proyecto: Rutas, cambio: str, por: str, dice: str) -> None:
    assert cambio in MINIMA
    assert any(dice in p.regla for p in problemas(MINIMA.replace(cambio, por), proyecto))


def test_todos_los_problemas_de_una_marca_se_dicen_a_la_vez(proyecto: Rutas) -> None:
    malo = MINIMA.replace("#12406A", "azulito").replace("Source Serif Pro", "Otra") + "logo: no-esta.svg\n"
    assert len(problemas(malo, proyecto)) >= 3


def test_una_letra_propia_va_en_la_carpeta_de_la_marca(proyecto: Rutas) -> None:
    carpeta = proyecto.params / PROGRAMA
    for letra in del_paquete("Caladea"):
        shutil.copy(letra.archivo, carpeta / letra.archivo.name)
    propias = "".join(
        f"\n      - {{path: {l.archivo.name}, weight: {l.peso}, style: {'italic' if l.cursiva else 'normal'}}}"
        for l in del_paquete("Caladea")
    )
    texto = MINIMA.replace(
        "typography: {base: {family: Source Serif Pro}}",
        f"typography:\n  fonts:\n  - family: Propia\n    source: file\n    files:{propias}\n  base: {{family: Propia}}\n",
    )
    marca = con_marca(texto, proyecto)
    assert {letra.archivo.parent for letra in marca.texto.letras} == {carpeta.resolve()}


def test_una_letra_sin_espanol_no_se_usa(tmp_path: Path) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with TTFont(MARCA.texto.letras[0].archivo) as fuente:
        recortador = subset.Subsetter()
        recortador.populate(text="abcdefghijklmnopqrstuvwxyz")
        recortador.subset(fuente)
        fuente.save(tmp_path / "corta.ttf")
    cortas = (Letra("Corta", tmp_path / "corta.ttf"), Letra("Corta", tmp_path / "corta.ttf", cursiva=True))
    otra = replace(MARCA, texto=replace(MARCA.texto, nombre="Corta", letras=cortas))
    with pytest.raises(ErrorDeDocumento, match="corta.ttf le falta.* ñ "):
        css_de_fuentes(otra, tmp_path / "cache")


def test_una_marca_ajena_mal_escrita_dice_donde_y_cual_se_parece(proyecto: Rutas) -> None:
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    ruta.write_text(ruta.read_text(encoding="utf-8") + "marca: demostrasion\n", encoding="utf-8")
    with pytest.raises(ErrorDeEntrada) as error:
        cargar_marca(cargar_programa(PROGRAMA, proyecto), proyecto)
    [problema] = error.value.problemas
    assert (problema.archivo, problema.lugar, problema.valor) == (f"params/{PROGRAMA}/programa.yml", "clave marca", "demostrasion")
    assert "demostracion" in problema.remedio


def test_sin_marca_propia_se_usa_la_del_programa_inicial(proyecto: Rutas) -> None:
    (proyecto.params / "demostracion" / "_brand.yml").unlink()
    programa = cargar_programa("demostracion", proyecto)
    assert archivo_de_marca(programa, proyecto) == proyecto.params / PROGRAMA / "_brand.yml"


def test_una_marca_que_no_sirve_se_dice_antes_de_ejecutar_nada(orden: Orden, proyecto: Rutas) -> None:
    (proyecto.params / PROGRAMA / "_brand.yml").write_text(MINIMA.replace("#12406A", "#9CC7EE"), encoding="utf-8")
    fallo = orden("report", "junin")
    assert fallo.returncode == 3
    assert "«primario» (#9CC7EE) sobre «papel»" in fallo.stdout + fallo.stderr
    assert not (proyecto.cache / "cuadernos").exists()


def test_cambiar_la_marca_solo_vuelve_a_ejecutar_lo_que_dibuja(orden_aqui: Orden, proyecto: Rutas) -> None:
    assert [r.estado for r in hacer(Lote([Encargo(PROGRAMA, "junin", ("satisfaccion",))], proyecto), 2)] == ["hecho"]
    ruta = proyecto.params / PROGRAMA / "_brand.yml"
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("#12406A", "#0B3F5C"), encoding="utf-8")
    dicho = orden_aqui("explain", "junin", "--informe", "satisfaccion").stdout
    assert f"Por ejecutar, porque cambió params/{PROGRAMA}/_brand.yml: satisfaccion.\n" in dicho
    assert "Sin cambios: procedencia." in dicho
