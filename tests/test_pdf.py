"""El PDF: nada se pierde, nada se ejecuta, se puede navegar y leer con un lector de pantalla, y sale siempre igual."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import MARCA
from pikepdf import Array, Dictionary, Pdf
from test_arbol import MUESTRA, capitulo, cuadro, textos

from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.pdf import ErrorDeImpresion, apartar_apaisados, compilar

PLANTILLA = Path(__file__).resolve().parents[1] / "templates" / "impreso" / "informe.typ"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="200"><rect width="440" height="200" fill="#EEF2F5"/>'
    '<text x="20" y="40" font-family="Source Sans Pro" font-size="12">Rótulo</text></svg>'
)
META: dict[str, Any] = {
    "titulo": "Informe de cierre",
    "subtitulo": "Acompañamiento a gobiernos regionales ficticios",
    "region": "Ejemplo",
    "gobierno": "Gobierno Regional de Ejemplo",
    "entidades": [{"nombre": "Cooperación Ficticia", "papel": "Financia"}],
    "periodo": "Marzo de 2025 a enero de 2026",
    "fecha_corte": "2026-02-10",
    "fecha_texto": "10 de febrero de 2026",
    "descripcion": "Documento de muestra",
    "avisos": ["Las respuestas se reconstruyeron."],
    "palabras_clave": ["asistencia técnica"],
    "idioma": "es-PE",
    "huella": "a1b2c3d4",
}


def imprimir(html: str, **cambios: Any) -> bytes:
    """El PDF de un HTML, con los tres dibujos de la muestra."""
    return compilar(bloques(html), dict.fromkeys("123", SVG), META | cambios, PLANTILLA, MARCA)


@pytest.fixture(scope="module")
def muestra() -> bytes:
    return imprimir(MUESTRA.read_text(encoding="utf-8"))


def grafico(n: int, svg: str = "1") -> str:
    leyenda = f'<span class="numeral">Gráfico {n}.</span> <span class="titulo">Título</span>'
    imagen = f'<img src="svg:{svg}" alt="a"><p class="fuente">Fuente{n}.</p>'
    return f'<figure class="grafico" id="g{n}"><figcaption>{leyenda}</figcaption>{imagen}</figure>'


# Lectura del PDF, solo con pikepdf


def letras(fuente: Dictionary) -> dict[bytes, str]:
    """De los códigos de una fuente a su texto, según su ToUnicode."""
    mapa = fuente.ToUnicode.read_bytes().decode("latin-1")
    pares = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", mapa)
    return {bytes.fromhex(codigo): bytes.fromhex(texto).decode("utf-16-be") for codigo, texto in pares}


def lineas(pagina: pikepdf.Page, con_artefactos: bool = False) -> Iterator[str]:
    """Los tramos de texto visibles de una página; lo que cae fuera de ella no cuenta."""
    fuentes = {nombre: letras(fuente) for nombre, fuente in pagina.Resources.Font.items()}
    pila, matriz, actual, artefacto = [], pikepdf.Matrix(), {}, False
    for operandos, operador in pikepdf.parse_content_stream(pagina):
        match str(operador):
            case "q":
                pila.append(matriz)
            case "Q":
                matriz = pila.pop()
            case "cm":
                matriz = pikepdf.Matrix(*map(float, operandos)) @ matriz
            case "BDC" | "BMC":
                artefacto = operandos[0] == "/Artifact"
            case "Tf":
                actual = fuentes[str(operandos[0])]
            case "Tj" | "TJ" if (con_artefactos or not artefacto) and 0 < matriz.f < float(pagina.mediabox[3]):
                trozos = operandos[0] if str(operador) == "TJ" else [operandos[0]]
                crudo = b"".join(bytes(t) for t in trozos if isinstance(t, pikepdf.String))
                yield "".join(actual.get(crudo[i : i + 2], "") for i in range(0, len(crudo), 2))


def texto(pdf: bytes, con_artefactos: bool = False) -> list[str]:
    """El texto de cada página, con las palabras cortadas a fin de renglón vueltas a unir."""
    with pikepdf.open(BytesIO(pdf)) as documento:
        paginas = [" ".join(lineas(pagina, con_artefactos)) for pagina in documento.pages]
    return [re.sub("\u00ad ?", "", pagina) for pagina in paginas]


def sin_guiones(cadena: str) -> str:
    """La cadena sin espacios ni guiones: el guion de fin de renglón y el de una palabra comparten su código."""
    return re.sub(r"[\s\u00ad-]", "", cadena)


def elementos(raiz: Dictionary) -> Iterator[Dictionary]:
    hijos = raiz.get("/K", [])
    for hijo in hijos if isinstance(hijos, Array) else [hijos]:
        if isinstance(hijo, Dictionary) and "/S" in hijo:
            yield hijo
            yield from elementos(hijo)


def de_clase(documento: Pdf, *clases: str) -> list[Dictionary]:
    return [e for e in elementos(documento.Root.StructTreeRoot) if str(e.S) in clases]


def atributo(celda: Dictionary, clave: str) -> Any:
    return next((a[clave] for a in celda.get("/A", []) if clave in a), None)


# Pruebas


def test_no_se_pierde_ninguna_palabra(muestra: bytes) -> None:
    esperado, impreso = " ".join(textos(bloques(MUESTRA.read_text(encoding="utf-8")))), " ".join(texto(muestra))
    pegado = sin_guiones(impreso)
    assert not [palabra for palabra in esperado.split() if sin_guiones(palabra) not in pegado]
    faltan = Counter(re.findall(r"\w{4,}", esperado)) - Counter(re.findall(r"\w{4,}", impreso))
    assert faltan.total() <= 12, faltan  # pedazos de las direcciones y códigos que cambian de renglón


def test_los_datos_nunca_se_leen_como_ordenes(muestra: bytes) -> None:
    pegado = "".join("".join(texto(muestra)).split())
    for literal in [
        '#read("/etc/passwd")',
        "$x^2$",
        "*a*",
        "_b_",
        "`c`",
        "[d]",
        "@e",
        "<script>alert(1)</script>",
        "//nada",
    ]:
        assert literal in pegado
    assert "root:" not in pegado


def test_las_mismas_entradas_dan_los_mismos_bytes(muestra: bytes) -> None:
    assert imprimir(MUESTRA.read_text(encoding="utf-8")) == muestra


def test_lleva_idioma_titulo_autores_y_marcadores(muestra: bytes) -> None:
    with pikepdf.open(BytesIO(muestra)) as documento, documento.open_outline() as marcadores:
        assert str(documento.Root.Lang) == "es-PE"
        assert documento.Root.MarkInfo.Marked and documento.Root.ViewerPreferences.DisplayDocTitle
        assert (
            str(documento.docinfo.Title)
            == "Informe de cierre · Ejemplo · Acompañamiento a gobiernos regionales ficticios"
        )
        assert str(documento.docinfo.Author) == "Cooperación Ficticia"
        titulos = {m.title: [h.title for h in m.children] for m in marcadores.root}
    assert titulos["2 Contexto y objetivos del acompañamiento técnico a la región"] == ["2.1 Objetivos", "2.2 Método"]
    assert len(de_figura := [t for t in titulos if "Cuadro" in t]) == 0, de_figura


def test_los_graficos_llevan_su_texto_alternativo(muestra: bytes) -> None:
    with pikepdf.open(BytesIO(muestra)) as documento:
        alternativos = [str(f.Alt) for f in de_clase(documento, "/Figure")]
    assert len(alternativos) == 3 and alternativos[0].startswith("Líneas del avance mensual")


def test_cada_tabla_tiene_encabezados_de_columna_y_de_fila(muestra: bytes) -> None:
    with pikepdf.open(BytesIO(muestra)) as documento:
        tablas = de_clase(documento, "/Table")
        assert len(tablas) == 5  # cuatro cuadros y la ficha
        for tabla in tablas:
            encabezados = [e for e in elementos(tabla) if e.S == "/TH"]
            alcances = Counter(str(atributo(e, "/Scope")) for e in encabezados)
            assert alcances["/Row"] and set(alcances) <= {"/Row", "/Column"}
            nombres = {str(e.ID) for e in encabezados}
            citados = {str(n) for e in elementos(tabla) for n in (atributo(e, "/Headers") or []) if e.S == "/TD"}
            assert citados <= nombres and any(n.startswith("fila-") for n in citados)


def test_una_tabla_de_varias_paginas_repite_su_cabecera_y_no_deja_solas_las_notas() -> None:
    filas = "".join(f'<tr><th scope="row">Fila{n}</th><td class="num">{n}</td></tr>' for n in range(150))
    pdf = imprimir(capitulo(cuadro(filas.replace("</th>", " xx</th>")).replace(">P<", ">CABEZA<")))
    paginas = texto(pdf, con_artefactos=True)[2:]
    assert len(paginas) >= 4 and all("CABEZA" in pagina for pagina in paginas)
    assert sum("Fuente: z." in pagina for pagina in paginas) == 1
    assert "Fila149" in paginas[-1] and "Fuente: z." in paginas[-1]
    assert all(" ".join(paginas).count(f"Fila{n} ") == 1 for n in range(150))


@pytest.mark.parametrize("sueltas", [1, 2])
@pytest.mark.parametrize("antes", range(40, 43))  # alguna cantidad hace caer el título del grupo al pie de la página
def test_el_titulo_del_ultimo_grupo_no_queda_solo_al_pie_de_una_pagina(antes: int, sueltas: int) -> None:
    fila = '<tr><th scope="row">Fila{0}</th><td class="num">{0}</td></tr>'
    grupo = '<tr class="grupo"><th scope="rowgroup" colspan="2">GRUPO</th></tr>'
    ultimas = "".join(fila.format(f"U{n}") for n in range(sueltas))
    paginas = texto(imprimir(capitulo(cuadro("".join(map(fila.format, range(antes))) + grupo + ultimas))))
    assert [p for p in paginas if "GRUPO" in p] == [p for p in paginas if "FilaU0" in p]


@pytest.mark.parametrize("posicion", [0, 1, 2])
def test_una_fila_mas_alta_que_la_pagina_no_pierde_nada(posicion: int) -> None:
    alta = " ".join(f"palabra{n}." for n in range(1500))
    filas = [f"<tr><th>f</th><td>{alta if n == posicion else 'x'}</td></tr>" for n in range(3)]
    impreso = " ".join(texto(imprimir(capitulo(cuadro("".join(filas))))))
    assert not [n for n in range(1500) if f"palabra{n}." not in impreso]


def test_notas_y_bloques_enormes_no_pierden_nada() -> None:
    largo = " ".join(f"palabra{n}." for n in range(900))
    nota = f'<p class="nota">{largo}</p><p class="fuente">F.</p>'
    for html in (cuadro(pie=nota), f'<p class="hallazgo">{largo}</p>', f'<aside class="aviso"><p>{largo}</p></aside>'):
        impreso = " ".join(texto(imprimir(capitulo(html))))
        assert not [n for n in range(900) if f"palabra{n}." not in impreso]


def test_los_graficos_conservan_su_orden_aunque_floten() -> None:
    cuerpo = "".join("<p>" + "Texto que llena la página. " * (9 * n % 70) + f"</p>{grafico(n)}" for n in range(1, 25))
    impreso = " ".join(texto(imprimir(capitulo(cuerpo)), con_artefactos=True))
    assert [int(n) for n in re.findall(r"Fuente(\d+)\.", impreso)] == list(range(1, 25))


def test_una_palabra_larguisima_no_se_sale_de_su_columna() -> None:
    codigo = "ABCDEFGHIJ" * 12
    filas = f'<tr><th scope="row">{codigo}</th><td class="num">1</td></tr>'
    (pagina,) = texto(imprimir(capitulo(cuadro(filas))))[2:]
    assert codigo not in pagina and codigo in pagina.replace(" ", "")


def test_ninguna_pagina_queda_vacia_y_el_cuadro_apaisado_gira_la_suya(muestra: bytes) -> None:
    assert all(len(pagina.split()) > 20 for pagina in texto(muestra))
    with pikepdf.open(BytesIO(muestra)) as documento:
        giradas = [n for n, p in enumerate(documento.pages) if p.mediabox[2] > p.mediabox[3]]
    assert len(giradas) == 1 and "Matriz de compromisos" in texto(muestra)[giradas[0]]


def test_el_cuadro_apaisado_espera_el_final_de_su_seccion_sin_dejar_solo_su_titular() -> None:
    def b(tipo: str, **campos: Any) -> dict[str, Any]:
        return {"tipo": tipo, "hijos": ["largo " * 300], **campos}

    cuadro_1, cuadro_2 = b("cuadro", orientacion="horizontal"), b("cuadro", orientacion="vertical")
    ordenados = apartar_apaisados([b("titulo"), cuadro_1, b("parrafo"), cuadro_2])
    assert [x["tipo"] for x in ordenados] == ["titulo", "parrafo", "apaisado", "cuadro"]
    (junto,) = apartar_apaisados([b("titulo"), b("parrafo", hijos=["breve"]), cuadro_1])
    assert [x["tipo"] for x in junto["hijos"]] == ["titulo", "parrafo", "cuadro"]


def test_un_capitulo_sigue_en_la_pagina_que_el_anterior_dejo_casi_vacia() -> None:
    breve = '<section class="capitulo"><h2><span class="numeral">{n}</span> Capítulo</h2><p>Breve.</p></section>'
    html = "".join(breve.format(n=n) for n in (1, 2, 3))
    assert len(texto(imprimir(f'<main id="contenido">{html}</main>'))) == 3  # portada, índice y un solo pliego


@pytest.mark.parametrize(
    ("html", "mensaje"),
    [
        (capitulo('<p><a class="ref" href="#nada">x</a></p>'), "label `<nada>` does not exist"),
        (capitulo("<h5>salto de nivel</h5>"), "heading"),
        (
            capitulo(grafico(9, svg="9")),
            "pide el dibujo «9», que no se entregó",
        ),
    ],
)
def test_lo_que_typst_rechaza_se_explica_en_espanol(html: str, mensaje: str) -> None:
    with pytest.raises(ErrorDeImpresion, match=f"^Typst no pudo imprimir.*{re.escape(mensaje)}"):
        imprimir(html)


def test_un_metadato_que_falta_se_nombra() -> None:
    with pytest.raises(ErrorDeImpresion, match="entidades"):
        compilar([], {}, {k: v for k, v in META.items() if k != "entidades"}, PLANTILLA, MARCA)


def test_una_letra_que_typst_no_encuentra_detiene_la_impresion() -> None:
    otra = replace(MARCA, titulos=replace(MARCA.titulos, nombre="Letra Inexistente"))
    with pytest.raises(ErrorDeImpresion, match="letra inexistente"):
        compilar(bloques(MUESTRA.read_text(encoding="utf-8")), dict.fromkeys("123", SVG), META, PLANTILLA, otra)
