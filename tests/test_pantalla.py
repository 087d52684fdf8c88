"""La página en un navegador de verdad: lo que un lector hace con ella, con guion y sin él, sin red, en pantalla y en papel."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sistematizacion.publicacion.entrega import marcar_anterior

TOPE = 1_500_000
LARGO = "#cuadro-libro"


class Lectura:
    """Una página abierta, con lo que pidió a la red y lo que se quejó."""

    def __init__(self, contexto: BrowserContext, archivo: Path) -> None:
        self.pedidos: list[str] = []
        self.quejas: list[str] = []
        self.pagina: Page = contexto.new_page()
        self.pagina.on("request", lambda p: self.pedidos.append(p.url))
        self.pagina.on("console", lambda m: self.quejas.append(m.text) if m.type in ("error", "warning") else None)
        self.pagina.on("pageerror", lambda e: self.quejas.append(str(e)))
        self.pagina.goto(archivo.as_uri())


@pytest.fixture(scope="module")
def archivo(informes) -> Path:
    """Una página breve, con todo lo que tiene cualquiera."""
    return informes["junin"] / "lecciones.html"


@pytest.fixture(scope="module")
def cierre(informes) -> Path:
    """La más larga de una región: con índice que no cabe, cuadros de números y grupos de filas."""
    return informes["junin"] / "cierre.html"


@pytest.fixture(scope="module")
def contexto(navegador: Browser):
    nuevo = navegador.new_context(viewport={"width": 1300, "height": 850}, color_scheme="light")
    nuevo.grant_permissions(["clipboard-read", "clipboard-write"])
    yield nuevo
    nuevo.close()


@contextmanager
def abierta(contexto: BrowserContext, archivo: Path) -> Iterator[Page]:
    """La página, que al cerrarse no debe haber pedido nada afuera ni haberse quejado."""
    lectura = Lectura(contexto, archivo)
    yield lectura.pagina
    assert lectura.quejas == []
    assert [p for p in lectura.pedidos if not p.startswith(("file:", "data:"))] == []
    lectura.pagina.close()


@pytest.fixture
def pagina(contexto, archivo):
    with abierta(contexto, archivo) as breve:
        yield breve


@pytest.fixture
def larga(contexto, cierre):
    with abierta(contexto, cierre) as pagina:
        yield pagina


@pytest.fixture(scope="module")
def sin_guion(navegador: Browser, cierre):
    apagado = navegador.new_context(java_script_enabled=False)
    yield Lectura(apagado, cierre).pagina
    apagado.close()


def bajar(pagina: Page, selector: str) -> tuple[str, bytes]:
    with pagina.expect_download() as espera:
        pagina.locator(selector).click()
    return espera.value.suggested_filename, Path(espera.value.path()).read_bytes()


def fondo(pagina: Page) -> str:
    return pagina.evaluate("getComputedStyle(document.body).backgroundColor")


# Índice y búsqueda ---------------------------------------------------------------------------------------------


def test_el_indice_sigue_la_lectura_y_se_desplaza_solo(larga):
    actual = larga.locator("#indice [aria-current]")
    expect(actual).to_have_count(0)
    larga.evaluate("document.getElementById('cap-conclusiones').scrollIntoView({behavior: 'instant'})")
    expect(actual).to_have_attribute("href", re.compile("conclusiones"))
    expect(actual).to_be_in_viewport()
    larga.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    expect(actual).to_have_attribute("href", larga.locator("#indice a").last.get_attribute("href"))
    larga.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(actual).to_have_count(0)


@pytest.mark.parametrize("pedido", ["asistencia técnica", "ASISTENCIA  TECNICA"])
def test_se_busca_con_tilde_o_sin_ella_y_se_recorre_con_el_teclado(pagina, pedido):
    pagina.keyboard.press("Control+k")
    pagina.keyboard.type(pedido)
    cuenta = pagina.locator(".hallados")
    total = int(cuenta.text_content().split()[0])
    assert total == pagina.evaluate("CSS.highlights.get('hallados').size") > 3
    pagina.keyboard.press("Enter")
    expect(cuenta).to_have_text(f"1 de {total}")
    pagina.keyboard.press("Shift+Enter")
    expect(cuenta).to_have_text(f"{total} de {total}")
    assert "asistencia técnica" in pagina.evaluate("[...CSS.highlights.get('este')][0].toString().toLowerCase().replace(/\\s/, ' ')")
    pagina.keyboard.press("Escape")
    expect(cuenta).to_be_empty()
    assert pagina.evaluate("CSS.highlights.size") == 0
    assert "sistencia" in pagina.evaluate("document.activeElement.textContent")


def test_lo_que_no_esta_se_dice_y_la_barra_se_puede_escribir(pagina):
    pagina.keyboard.press("Control+k")
    pagina.keyboard.type("y/o nada así")
    expect(pagina.locator("#buscar")).to_have_value("y/o nada así")
    expect(pagina.locator(".hallados")).to_have_text("Nada")


def test_sin_pintura_del_navegador_se_marca_y_al_cerrar_el_texto_queda_igual(contexto, archivo):
    otra = contexto.new_page()
    otra.add_init_script("delete window.Highlight")
    otra.goto(archivo.as_uri())
    antes = otra.evaluate("document.querySelector('main').innerHTML")
    otra.keyboard.press("Control+k")
    otra.keyboard.type("inversiones")
    for _ in range(3):
        otra.keyboard.press("Enter")
    expect(otra.locator("main mark")).to_have_text("inversiones", ignore_case=True)
    otra.locator("#buscar").press("Escape")
    otra.evaluate("document.activeElement.blur()")
    assert otra.evaluate("document.querySelector('main').innerHTML") == antes
    otra.close()


# Tema y enlaces ------------------------------------------------------------------------------------------------


def test_el_tema_elegido_se_recuerda_y_el_papel_siempre_va_en_claro(pagina):
    claro = fondo(pagina)
    pagina.locator(".tema select").select_option("oscuro")
    assert fondo(pagina) != claro
    pagina.reload()
    expect(pagina.locator(".tema select")).to_have_value("oscuro")
    assert fondo(pagina) != claro
    pagina.emulate_media(media="print")
    assert fondo(pagina) == claro
    assert pagina.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    pagina.emulate_media(media="screen")
    pagina.locator(".tema select").select_option("")
    assert fondo(pagina) == claro


def test_se_copia_el_enlace_a_un_cuadro_y_a_una_seccion(pagina):
    pagina.get_by_role("button", name="Copiar enlace al cuadro 2", exact=True).press("Enter")
    expect(pagina.locator(".aviso-breve")).to_contain_text("Enlace copiado: Cuadro")
    copiado = pagina.evaluate("navigator.clipboard.readText()")
    assert copiado == f"{pagina.url}#{pagina.locator('figure.cuadro').nth(1).get_attribute('id')}"
    pagina.locator("#cap-dificultades h2 a.numeral").click()
    expect(pagina.locator(".aviso-breve")).to_contain_text("Dificultades y limitaciones")
    assert pagina.evaluate("navigator.clipboard.readText()") == pagina.url


def test_sin_portapapeles_se_copia_de_otro_modo(contexto, archivo):
    otra = contexto.new_page()
    otra.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    otra.goto(archivo.as_uri())
    otra.locator("button.copiar").first.click()
    expect(otra.locator(".aviso-breve")).to_contain_text("Enlace copiado")
    otra.close()


# Descargas -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("extension", "orden"), [("pdf", 0), ("xlsx", 1)])
def test_lo_que_se_baja_es_lo_publicado_aun_sin_guion(sin_guion, cierre, extension, orden):
    nombre, datos = bajar(sin_guion, f".descargas a >> nth={orden}")
    assert nombre.startswith("cierre-junin-")
    assert nombre.endswith(f".{extension}")
    assert datos == cierre.with_suffix(f".{extension}").read_bytes()


def test_el_csv_de_cada_cuadro_trae_las_filas_de_su_hoja(sin_guion, cierre):
    nombre, datos = bajar(sin_guion, "#cuadro-cierres .acciones a")
    assert nombre.endswith("-cierres.csv")
    tabla = pd.read_csv(BytesIO(datos))
    assert len(tabla) == sin_guion.locator("#cuadro-cierres tbody tr:not(.grupo)").count()
    assert tabla.iloc[:, 1].dtype.kind in "if"
    assert sin_guion.locator("figure.cuadro").count() == sin_guion.locator("figure.cuadro .acciones a[download]").count()
    _, libro = bajar(sin_guion, f"{LARGO} .acciones a")
    hoja = openpyxl.load_workbook(cierre.with_suffix(".xlsx"), read_only=True)["Cifras"]
    assert hoja.max_row > len(pd.read_csv(BytesIO(libro))) == sin_guion.locator(f"{LARGO} tbody tr:not(.grupo)").count()


# Cuadros largos ------------------------------------------------------------------------------------------------


def textos(pagina: Page, columna: int) -> list[str]:
    return pagina.locator(f"{LARGO} tbody tr:not(.grupo) > :nth-child({columna})").all_text_contents()


def test_un_cuadro_largo_se_ordena_con_el_teclado_dentro_de_cada_grupo(larga):
    original = textos(larga, 1)
    grupos = larga.locator(f"{LARGO} tr.grupo").all_text_contents()
    boton = larga.locator(f"{LARGO} thead button").nth(0)
    boton.press("Enter")
    expect(larga.locator(f"{LARGO} th[aria-sort=ascending]")).to_have_count(1)
    primero = larga.evaluate(
        "f => { const s = []; for (let r = document.querySelector(f).nextElementSibling; r && !r.classList.contains('grupo');"
        " r = r.nextElementSibling) s.push(r.cells[0].textContent); return s; }", f"{LARGO} tr.grupo",
    )  # fmt: skip
    orden = larga.evaluate("s => [...s].sort(new Intl.Collator('es', {numeric: true, sensitivity: 'base'}).compare)", primero)
    assert primero == orden
    assert primero != original[: len(primero)]
    assert larga.locator(f"{LARGO} tr.grupo").all_text_contents() == grupos
    boton.press("Enter")
    expect(larga.locator(f"{LARGO} th[aria-sort=descending]")).to_have_count(1)
    boton.press("Space")
    assert textos(larga, 1) == original
    expect(larga.locator(f"{LARGO} th[aria-sort]")).to_have_count(0)


def test_los_numeros_se_ordenan_por_su_valor_y_lo_que_no_hay_va_al_final_de_su_grupo(contexto, del_programa):
    pagina = Lectura(contexto, del_programa / "comparativo.html").pagina
    boton = pagina.locator("#cuadro-actividades thead button").nth(1)
    for sentido in (1, -1):
        boton.press("Enter")
        valores = pagina.locator("#cuadro-actividades tbody tr").evaluate_all(
            "filas => filas.map(f => f.className === 'grupo' ? '|' : f.cells[1].querySelector('data')?.value ?? 'vacio')"
        )
        grupos = [tramo.split() for tramo in " ".join(valores).split("|") if tramo]
        assert len(grupos) == 3
        assert any("vacio" in grupo for grupo in grupos)
        for grupo in grupos:
            numeros = [float(valor) for valor in grupo if valor != "vacio"]
            assert grupo[len(numeros) :] == ["vacio"] * (len(grupo) - len(numeros))
            assert numeros == sorted(numeros, reverse=sentido < 0)
    pagina.close()


def test_se_filtra_sin_tildes_y_lo_oculto_se_encuentra_y_se_imprime(larga):
    campo = larga.locator(f"{LARGO} .filtro input")
    total = larga.locator(f"{LARGO} tbody tr:not(.grupo)").count()
    campo.fill("TECNICAS")
    vistas = larga.locator(f"{LARGO} tbody tr:not(.grupo):visible")
    assert 0 < vistas.count() < total
    assert all("técnicas" in texto.lower() for texto in vistas.all_text_contents())
    expect(larga.locator(f"{LARGO} [role=status]")).to_have_text(f"{vistas.count()} de {total} filas")
    larga.emulate_media(media="print")
    expect(vistas).to_have_count(total)
    larga.emulate_media(media="screen")
    campo.press("Escape")
    expect(vistas).to_have_count(total)
    campo.fill("zzz")
    expect(vistas).to_have_count(0)
    larga.locator("#buscar").fill(textos(larga, 1)[-1])
    larga.locator("#buscar").press("Shift+Enter")
    expect(vistas).to_have_count(total)


def test_un_cuadro_corto_no_lleva_controles_de_mas(pagina):
    expect(pagina.locator("#cuadro-libro :is(.filtro, .orden)")).to_have_count(0)
    expect(pagina.locator("#cuadro-libro tbody tr")).not_to_have_count(0)


def test_al_imprimir_va_todo_en_su_orden_y_sin_controles(larga):
    original = textos(larga, 1)
    larga.locator(f"{LARGO} thead button").first.click()
    larga.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert textos(larga, 1) == original
    larga.evaluate("dispatchEvent(new Event('afterprint'))")
    assert textos(larga, 1) != original
    impreso = "".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(larga.pdf())).pages)
    assert "Resultados alcanzados" in impreso
    assert not any(control in impreso for control in ("Copiar enlace", "Filtrar", "Buscar en", "Descargar", "↕"))


# Sin guion, en el teléfono y con aviso -------------------------------------------------------------------------


def test_sin_guion_no_hay_controles_muertos_y_el_numeral_lleva_a_su_lugar(sin_guion):
    assert sin_guion.locator("button:visible, input:visible, select:visible").count() == 0
    sin_guion.locator("#cuadro-cierres a.numeral").click()
    assert sin_guion.url.endswith("#cuadro-cierres")
    expect(sin_guion.locator("#cuadro-cierres caption")).to_be_in_viewport()


def test_en_el_telefono_nada_desborda_y_los_controles_se_alcanzan_con_el_dedo(navegador, del_programa):
    telefono = navegador.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    lectura = Lectura(telefono, del_programa / "comparativo.html")
    pagina = lectura.pagina
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 360
    chicos = "els => els.filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 90))"
    assert pagina.locator(".herramientas :is(button, input, select), .acciones :is(a, button, input)").evaluate_all(chicos) == []
    pagina.get_by_role("button", name="Índice").tap()
    pagina.locator("dialog a[href='#cap-conclusiones']").tap()
    expect(pagina.locator("#cap-conclusiones h2")).to_be_in_viewport()
    expect(pagina.locator("dialog")).to_be_hidden()
    anchos = pagina.locator(".marco").evaluate_all("m => m.map(e => [e.scrollWidth > e.clientWidth, e.tabIndex === 0])")
    assert {desborda for desborda, _ in anchos} == {True, False}
    assert all(desborda == con_foco for desborda, con_foco in anchos)
    assert lectura.quejas == []
    telefono.close()


def test_el_aviso_de_informe_anterior_se_ve_y_la_politica_lo_deja(contexto, archivo, tmp_path):
    copia = tmp_path / "lecciones.anterior.html"
    copia.write_bytes(marcar_anterior(archivo.read_bytes()))
    lectura = Lectura(contexto, copia)
    aviso = lectura.pagina.get_by_text("INFORME ANTERIOR")
    expect(aviso).to_be_in_viewport()
    assert aviso.bounding_box()["width"] == 1300
    assert lectura.quejas == []
    assert lectura.pagina.locator(".herramientas").is_visible()


def test_un_script_ajeno_no_corre(contexto, archivo, tmp_path):
    copia = tmp_path / "lecciones.html"
    copia.write_text(archivo.read_text(encoding="utf-8").replace("</body>", "<script>document.title = 'mal'</script></body>"), "utf-8")
    pagina = Lectura(contexto, copia).pagina
    assert pagina.title() != "mal"


def test_toda_pagina_pesa_menos_de_un_mega_y_medio(todo):
    pesos = {archivo.name: archivo.stat().st_size for archivo in todo.glob("*/*.html")}
    assert len(pesos) > 4
    assert {nombre: peso for nombre, peso in pesos.items() if peso >= TOPE} == {}
