"""El tablero en un navegador de verdad: el de la demostración y uno de tres mil inversiones inventadas, con nombres hostiles."""

import csv
import hashlib
import io
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from conftest import RAIZ, copiar_proyecto
from playwright.sync_api import Browser, Page, expect
from revision_axe import faltas_de

from sistematizacion.parametros import cargar_programa
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.rutas import Rutas
from sistematizacion.tablero import datos as de_tablero
from sistematizacion.tablero.biblioteca import ARCHIVOS
from sistematizacion.tablero.fuentes_mef import DelMef
from sistematizacion.tablero.orden import hacer_tablero
from sistematizacion.tablero.pagina import pagina as escribir_pagina

HOSTILES = ('<img src=x onerror="document.title=1">', "=cmd|' /C calc'!A0", "</script><script>document.title=2</script>")
N = 3000


def muchas() -> DelMef:
    """Tres mil inversiones del MEF con veinticuatro meses, dos ejecutoras por cada diez y los nombres que hacen daño."""
    inversiones, meses, ejecutoras = [], [], []
    for n in range(N):
        cui, pim = f"{3000000 + n}", Decimal(100000 + n * 37)
        mensuales = [Decimal(f"{(n * 7 + m * 13) % 900}.{m:02}") for m in range(24)]
        inversiones.append({
            "cui": cui, "nombre": HOSTILES[n] if n < len(HOSTILES) else f"Ampliación número {n}", "clase": "activa", "sector": f"Sector {n % 12}",
            "funcion": f"Función {n % 9}", "unidad_ejecutora": f"Unidad {n % 20}", "pia": pim, "pim": pim, "devengado": sum(mensuales[12:21]),
            "costo": pim * 3, "avance_fisico": Decimal(n % 101), "corte": "2025-09",
        })  # fmt: skip
        ejecutoras += [{"cui": cui, "sec_ejec": "001", "ejecutora": f"Unidad {n % 20}", "pim": pim, "devengado": sum(mensuales[12:21])}]
        for m, monto in enumerate(mensuales):
            hecho = monto if m < 21 else None
            meses.append((cui, f"{2024 + m // 12}-{m % 12 + 1:02}", hecho, Decimal(500) if m >= 12 else None))
    tabla = pd.DataFrame(meses, columns=["cui", "mes", "devengado", "programado"]).astype(object)
    return DelMef(inversiones, tabla, ejecutoras, {"data/mef/inventado.csv": "0" * 64})


@pytest.fixture(scope="module")
def expediente():
    return abrir_expediente(cargar_programa("demostracion", Rutas(RAIZ)), "valleverde", Rutas(RAIZ))


@pytest.fixture(scope="module")
def cartera(expediente):
    return de_tablero.armar(expediente, Rutas(RAIZ))


@pytest.fixture(scope="module")
def archivo(expediente, cartera, tmp_path_factory) -> Path:
    ruta = tmp_path_factory.mktemp("tablero") / "tablero.html"
    ruta.write_text(escribir_pagina(expediente, cartera, Rutas(RAIZ)), encoding="utf-8")
    return ruta


@pytest.fixture(scope="module")
def grande(expediente, tmp_path_factory):
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(de_tablero, "del_mef", lambda *_: muchas())
        hecha = de_tablero.armar(expediente, Rutas(RAIZ))
    ruta = tmp_path_factory.mktemp("grande") / "tablero.html"
    ruta.write_text(escribir_pagina(expediente, hecha, Rutas(RAIZ)), encoding="utf-8")
    return ruta, hecha


@pytest.fixture(scope="module")
def hoja(navegador: Browser):
    """Una sola página para todas las pruebas; al final, ni una petición fuera del archivo ni una queja."""
    contexto = navegador.new_context(viewport={"width": 1300, "height": 900}, color_scheme="light")
    nueva, pedidos, quejas = contexto.new_page(), [], []
    protocolo = contexto.new_cdp_session(nueva)
    protocolo.send("Network.enable")
    protocolo.on("Network.requestWillBeSent", lambda p: pedidos.append(p["request"]["url"]))
    nueva.on("console", lambda m: quejas.append(m.text) if m.type in ("error", "warning") else None)
    nueva.on("pageerror", lambda e: quejas.append(str(e)))
    yield nueva
    assert pedidos and [p for p in pedidos if not p.startswith(("file:", "data:", "blob:"))] == []
    assert quejas == []
    contexto.close()


def abrir(hoja: Page, archivo: Path, fragmento: str = "") -> Page:
    hoja.goto("about:blank")
    hoja.goto(archivo.as_uri() + fragmento)
    expect(hoja.locator("#aplicacion")).to_be_visible()
    return hoja


def bajar(hoja: Page) -> list[list[str]]:
    with hoja.expect_download() as espera:
        hoja.locator("#exportar").click()
    crudo = Path(espera.value.path()).read_bytes()
    assert crudo.startswith(b"\xef\xbb\xbf") and crudo.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(crudo.decode("utf-8-sig"), newline=""), delimiter=";"))


def nombres(hoja: Page) -> list[str]:
    return hoja.locator("#tabla-cuerpo th a").all_text_contents()


def test_las_cifras_de_cabecera_son_las_que_da_python(hoja, archivo, cartera):
    abrir(hoja, archivo)
    pim = sum(f["pim"] for f in cartera.inversiones if f["pim"] is not None)
    devengado = sum(f["devengado"] for f in cartera.inversiones if f["devengado"] is not None)
    texto = hoja.locator("#cifras").inner_text().replace("\u00a0", " ")
    for esperado in (formato.soles(pim, 2), formato.soles(devengado, 2), formato.porcentaje(devengado / pim * 100, 1)):
        assert esperado.replace("\u00a0", " ") in texto


def test_se_filtra_sin_tildes_se_escribe_y_el_enlace_lo_repite(hoja, archivo):
    abrir(hoja, archivo)
    todas = hoja.locator("#resultados").text_content()
    hoja.locator("#solo-csp").check()
    hoja.locator("#buscar").fill("MEJORAMIENTO rio manso")
    expect(hoja.locator("#filtro-puesto")).to_have_text("Filtro: Conjunto: Cartera seleccionada (CSP) · Nombre o CUI: «MEJORAMIENTO rio manso»")
    vistas = nombres(hoja)
    assert vistas and all("río" in nombre.lower() for nombre in vistas)
    abrir(hoja, archivo, "#" + hoja.url.partition("#")[2])
    assert nombres(hoja) == vistas
    hoja.locator("#quitar").click()
    expect(hoja.locator("#resultados")).to_have_text(todas)
    assert hoja.evaluate("document.activeElement.id") == "buscar"
    assert "#" not in hoja.url


def test_un_enlace_con_algo_que_no_hay_lo_dice(hoja, archivo):
    abrir(hoja, archivo, "#sector=Pesca&retraso=critico")
    expect(hoja.locator("#aviso-enlace")).to_contain_text("Sector «Pesca»")
    assert hoja.locator("#tabla-cuerpo tr").count() == 2


def test_se_ordena_y_lo_que_no_se_sabe_va_al_final(hoja, archivo, cartera):
    abrir(hoja, archivo)
    boton = hoja.locator("th[data-columna=spi] button")
    for clave, sentido in (("descending", -1), ("ascending", 1)):
        boton.press("Enter")
        expect(hoja.locator("th[data-columna=spi]")).to_have_attribute("aria-sort", clave)
        con_spi = sorted((f["spi"] for f in cartera.inversiones if f["spi"] is not None), reverse=sentido < 0)
        leidos = hoja.locator("#tabla-cuerpo tr td:nth-child(4)").all_text_contents()
        assert leidos[: len(con_spi)] == [formato.numero(s, 2) for s in con_spi]
        assert set(leidos[len(con_spi) :]) == {"—"}


def test_con_el_teclado_se_abre_una_ficha_y_se_vuelve_al_mismo_enlace(hoja, archivo):
    abrir(hoja, archivo, "#retraso=critico")
    enlace = hoja.locator("#tabla-cuerpo th a").first
    cui = enlace.get_attribute("data-cui")
    enlace.focus()
    hoja.keyboard.press("Enter")
    expect(hoja.locator("#titulo-ficha")).to_be_focused()
    assert f"cui={cui}" in hoja.url and "retraso=critico" in hoja.url
    ficha = hoja.locator("#ficha").inner_text()
    for dato in ("SPI", "Responsable (cargo)", "inversiones.csv, fila", "Curva S física", "Curva S financiera", "Fuente", "Corte"):
        assert dato in ficha
    hoja.keyboard.press("Shift+Tab")
    hoja.keyboard.press("Shift+Tab")
    expect(hoja.locator("#ficha a.boton")).to_be_focused()
    hoja.keyboard.press("Enter")
    expect(hoja.locator("#filtro-puesto")).to_have_text("Filtro: Retraso físico: Crítico")
    expect(hoja.locator(f"#vista-cartera a[data-cui='{cui}']:focus")).to_have_count(1)


def test_el_csv_trae_lo_filtrado_con_los_numeros_exactos(hoja, archivo, cartera):
    abrir(hoja, archivo, "#conjunto=csp")
    titulos, *filas = bajar(hoja)
    csp = {f["cui"]: f for f in cartera.inversiones if f["conjunto"] == "csp"}
    assert [f[0] for f in filas] == list(csp)
    pim, avance = titulos.index("PIM (S/)"), titulos.index("Avance del PIM (%)")
    for fila in filas:
        suya = csp[fila[0]]
        assert Decimal(fila[pim]) == suya["pim"]
        assert Decimal(fila[avance]) == formato.redondear(suya["devengado"] / suya["pim"] * 100, 1)


def test_cada_grafico_lleva_su_texto_y_su_tabla(hoja, grande):
    abrir(hoja, grande[0])
    figuras = hoja.locator("figure.grafico")
    expect(figuras.locator("svg[role=img]")).to_have_count(figuras.count())
    assert figuras.count() == 3  # acumulado, mes a mes y curva S de la CSP
    for n in range(figuras.count()):
        assert len(figuras.nth(n).locator("svg[role=img]").get_attribute("aria-label")) > 80
        assert figuras.nth(n).locator("details table tbody th[scope=row]").count() >= 7


def test_con_tres_mil_los_meses_suman_lo_que_suma_python(hoja, grande):
    ruta, hecha = grande
    abrir(hoja, ruta, "#sector=Sector 3")
    suyas = {f["cui"] for f in hecha.inversiones if f["sector"] == "Sector 3"}
    expect(hoja.locator("#resultados")).to_contain_text(f"{len(suyas)} de {formato.numero(len(hecha.inversiones))}")
    meses = hecha.meses[hecha.meses["cui"].isin(suyas)]
    for mes, rotulo in (("2025-03", "marzo"), ("2025-09", "setiembre")):
        del_mes = meses[meses["mes"] == mes]
        fila = hoja.locator("figure.grafico").nth(1).locator("details tr", has=hoja.locator(f"th:text-is('{rotulo}')"))
        esperadas = [formato.soles(sum(del_mes[c], Decimal(0)), 2) for c in ("devengado", "programado")]
        assert fila.locator("td").all_text_contents()[:2] == esperadas
    assert hoja.locator("#tabla-cuerpo tr").count() == 50
    proyectado = sum(f["proyeccion"] for f in hecha.inversiones if f["cui"] in suyas)
    centimos = sum(formato.redondear(f["proyeccion"], 2) for f in hecha.inversiones if f["cui"] in suyas)
    assert abs(proyectado - centimos) < 2  # cada una se redondea al céntimo
    assert formato.soles(centimos / 10**6, 1) in hoja.locator(".proyectada strong").text_content()


def test_un_nombre_hostil_se_lee_y_no_corre_ni_en_la_pagina_ni_en_el_csv(hoja, grande):
    abrir(hoja, grande[0], "#q=300000")
    titulo = hoja.title()
    assert set(HOSTILES) <= set(nombres(hoja))
    hoja.locator("#tabla-cuerpo th a", has_text="<img").click()
    expect(hoja.locator("#titulo-ficha")).to_have_text(HOSTILES[0])
    assert hoja.locator("#ficha img").count() == 0 and titulo in hoja.title()
    hoja.go_back()
    _, *filas = bajar(hoja)
    assert f"'{HOSTILES[1]}" in [f[1] for f in filas]
    assert not any(celda[:1] in "=+@" for fila in filas for celda in fila if celda)


def test_sin_javascript_se_lee_la_csp_y_un_aviso(navegador: Browser, archivo, cartera):
    apagado = navegador.new_context(java_script_enabled=False)
    hoja = apagado.new_page()
    hoja.goto(archivo.as_uri())
    expect(hoja.get_by_text("necesita JavaScript")).to_be_visible()
    assert hoja.locator("#estatica tbody tr").count() == sum(f["conjunto"] == "csp" for f in cartera.inversiones)
    assert hoja.locator("button:visible, select:visible").count() == 0
    apagado.close()


def test_axe_no_halla_faltas_en_la_cartera_ni_en_la_ficha(navegador: Browser, archivo, tmp_path):
    hoja, vistos = navegador.new_page(), {}
    faltas = faltas_de(hoja, archivo, vistos)
    en_ficha = tmp_path / "ficha.html"  # axe abre un archivo, sin fragmento: la ficha se pide antes de que arranque el guion
    texto = archivo.read_text(encoding="utf-8")
    en_ficha.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", texto)
                        .replace('<script type="application/json"', "<script>location.hash='#cui=9920014'</script><script type=\"application/json\"", 1), "utf-8")
    faltas += faltas_de(hoja, en_ficha, vistos)
    assert hoja.locator("#titulo-ficha").is_visible()
    assert faltas == []
    hoja.close()


def test_la_politica_no_deja_nada_inseguro_y_los_mismos_datos_dan_los_mismos_bytes(archivo, expediente, cartera):
    texto = archivo.read_text(encoding="utf-8")
    [politica] = re.findall(r'Content-Security-Policy" content="([^"]+)"', texto)
    guiones = politica.partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in guiones and "default-src &#39;none&#39;" in politica.replace("'", "&#39;")
    assert escribir_pagina(expediente, cartera, Rutas(RAIZ)) == texto


def test_las_bibliotecas_son_las_que_dice_su_procedencia():
    carpeta = RAIZ / "src" / "sistematizacion" / "tablero" / "recursos"
    dicho = (carpeta / "PROCEDENCIA.md").read_text(encoding="utf-8")
    assert {r.name for r in carpeta.glob("*.js")} == set(ARCHIVOS)
    for nombre, suma in ARCHIVOS.items():
        assert hashlib.sha256((carpeta / nombre).read_bytes()).hexdigest() == suma
        assert f"| {nombre} |" in dicho and suma in dicho


def test_con_errores_en_los_datos_no_hay_tablero_y_el_viejo_no_pasa_por_nuevo(tmp_path):
    from sistematizacion.errores import ErrorDeEntrada

    lugares = copiar_proyecto(tmp_path)
    hecho = hacer_tablero("demostracion", "valleverde", lugares)
    tabla = lugares.data / "demostracion" / "valleverde" / "inversiones.csv"
    tabla.write_text(tabla.read_text(encoding="utf-8").replace("31593575", "treinta").replace("36110757", "mucho"), encoding="utf-8")
    with pytest.raises(ErrorDeEntrada) as error:
        hacer_tablero("demostracion", "valleverde", lugares)
    assert "treinta" in str(error.value) and "mucho" in str(error.value)
    assert not hecho.ruta.exists()
    assert "INFORME ANTERIOR" in hecho.ruta.with_name("tablero.anterior.html").read_text(encoding="utf-8")
