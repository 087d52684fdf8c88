"""``make verify``: un PDF es el que dan estas entradas, o se dice en qué difiere; y uno de afuera nunca hace daño."""

import io
import json
import shutil
from datetime import date

import pikepdf
import pytest
from conftest import PROGRAMA, ejecutar_orden
from pikepdf import Name

from sistematizacion.analisis.diferencias import Cambio, de_cifras, de_palabras, de_tablas
from sistematizacion.cli_verificacion import EDITADO, IDENTICO, OTRO, SIN_MARCA, lineas
from sistematizacion.ejecucion import huellas
from sistematizacion.entrega import entregar
from sistematizacion.errores import ErrorDeUso
from sistematizacion.produccion.verificacion import Verificacion, verificar
from sistematizacion.publicacion import ajeno
from sistematizacion.publicacion.adjuntos import MANIFIESTO
from sistematizacion.rutas import VARIABLE_RAIZ, Rutas

INFORME = "matrices"  # el más breve con cifras


@pytest.fixture
def hecho(todo):
    """El proyecto con todos los informes al día, que estas pruebas no cambian."""
    return Rutas(todo.parents[1])


@pytest.fixture
def pdf(informes):
    return informes["junin"] / f"{INFORME}.pdf"


def resultado(archivo, rutas) -> Verificacion:
    *_, ultimo = verificar(archivo, rutas)
    assert isinstance(ultimo, Verificacion)
    return ultimo


def dicho(archivo, rutas) -> str:
    return "\n".join(lineas(resultado(archivo, rutas)))


def contenido_de(raiz):
    """Todo lo publicado y lo entregado, para comprobar que verificar no lo toca."""
    return {r: r.read_bytes() for c in ("output", "entregas") for r in (raiz / c).rglob("*") if r.is_file()}


# Lo que no cambió ----------------------------------------------------------------------------------------------


def test_el_que_esta_publicado_y_al_dia_es_identico_y_se_compara_sin_volver_a_hacerlo(pdf, hecho, tmp_path):
    copia = shutil.copy(pdf, tmp_path / "me lo mandaron.pdf")
    orden = ejecutar_orden(hecho.raiz, "verify", str(copia))
    assert (orden.returncode, orden.stderr) == (0, "")
    assert IDENTICO in orden.stdout and f"output/{PROGRAMA}/junin/{INFORME}.pdf" in orden.stdout


# Lo que cambió -------------------------------------------------------------------------------------------------


def test_un_dato_cambiado_se_nombra_con_las_cifras_y_los_cuadros_que_cambian(pdf, proyecto):
    cifras = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    texto = cifras.read_text(encoding="utf-8")
    cifras.write_text(texto.replace("cierres_efectivos,,,132,", "cierres_efectivos,,,140,"), encoding="utf-8")
    vista = resultado(pdf, proyecto)
    [entrada] = vista.entradas
    assert entrada.startswith(f"cambió data/{PROGRAMA}/junin/cifras.csv (") and huellas.breve(huellas.de_archivo(cifras)) in entrada
    assert ("132", "140") in [(c.antes, c.ahora) for c in vista.cifras if c.lugar.startswith("Cierres efectivos (Junín), en ")]
    assert any(c.antes != c.ahora and "132" in c.antes for _, cambios in vista.cuadros for c in cambios)
    texto = "\n".join(lineas(vista))
    assert OTRO in texto and "«132» → «140»" in texto and not vista.identico
    assert not proyecto.output.exists()


def test_un_parametro_una_plantilla_y_otro_codigo_se_distinguen_y_no_mueven_ninguna_cifra(pdf, proyecto, monkeypatch):
    for ruta, viejo, nuevo in (
        (proyecto.params / PROGRAMA / "programa.yml", "titulo: Matrices de resultados", "titulo: Matrices de los resultados"),
        (proyecto.templates / "informe" / "pantalla.css", "/*", "/* otra"),
        (proyecto.notebooks / "matrices.ipynb", "# Matri", "# Las matri"),
    ):
        texto = ruta.read_text(encoding="utf-8")
        assert viejo in texto
        ruta.write_text(texto.replace(viejo, nuevo, 1), encoding="utf-8")
    monkeypatch.setattr(huellas, "del_codigo", lambda **_: "otro")
    vista = resultado(pdf, proyecto)
    assert [entrada.partition(" (")[0] for entrada in vista.entradas] == [
        f"cambió params/{PROGRAMA}/programa.yml", "cambió notebooks/matrices.ipynb", "cambió templates/informe/pantalla.css",
        "cambió el código de src/sistematizacion",
    ]  # fmt: skip
    assert (vista.cifras, vista.cuadros) == ((), ())
    assert "Ninguna cifra ni cuadro cambia por eso." in lineas(vista)


def test_si_hoy_los_datos_tienen_errores_se_dice_que_cambio_y_por_que_no_se_puede_hacer(pdf, proyecto):
    with (proyecto.data / PROGRAMA / "junin" / "cifras.csv").open("a", encoding="utf-8") as archivo:
        archivo.write("rota,,x\n")
    texto = dicho(pdf, proyecto)
    assert f"cambió data/{PROGRAMA}/junin/cifras.csv" in texto
    assert "Hoy no se puede hacer el informe" in texto and "tiene 3 celdas" in texto


def test_una_entrega_se_reconoce_y_se_verifica_aunque_despues_haya_otra_cosa(pdf, informes, proyecto, tmp_path_factory):
    salida = proyecto.output / PROGRAMA / "junin"
    salida.mkdir(parents=True)
    for archivo in informes["junin"].glob(f"{INFORME}.*"):
        shutil.copy(archivo, salida)
    entrega = entregar(PROGRAMA, "junin", INFORME, proyecto, date(2026, 3, 1))
    antes = contenido_de(proyecto.raiz)
    vista = resultado(entrega.carpeta / f"{INFORME}.pdf", proyecto)  # hecho de nuevo, como si no se hubiera entregado
    assert vista.identico and vista.guardado == proyecto.relativa(entrega.carpeta)
    editado = tmp_path_factory.mktemp("editado") / "editado.pdf"
    with pikepdf.open(pdf) as documento:
        del documento.pages[-1]
        documento.save(editado)
    (proyecto.data / PROGRAMA / "comun" / "dificultades.csv").unlink()
    texto = dicho(editado, proyecto)
    assert f"se quitó data/{PROGRAMA}/comun/dificultades.csv" in texto  # las entradas ya no son las mismas
    assert "no es el que se entregó con esas entradas" in texto and "Falta la página" in texto  # y el original se guarda aquí
    assert contenido_de(proyecto.raiz) == antes


# El archivo editado --------------------------------------------------------------------------------------------


def editar(pdf, destino, cambiar):
    with pikepdf.open(pdf) as documento:
        cambiar(documento)
        documento.save(destino)
    return destino


def test_se_dice_que_pagina_se_edito_y_que_dice_ahora(pdf, hecho, tmp_path):
    def invertir_un_renglon(documento):
        pagina = documento.pages[3]
        instrucciones = list(pikepdf.parse_content_stream(pagina))
        n = max((n for n, i in enumerate(instrucciones) if str(i.operator) == "TJ"), key=lambda n: len(instrucciones[n].operands[0]))
        al_reves = [pikepdf.String(bytes(t)[::-1]) if isinstance(t, pikepdf.String) else t for t in instrucciones[n].operands[0]]
        instrucciones[n] = pikepdf.ContentStreamInstruction([pikepdf.Array(al_reves)], instrucciones[n].operator)
        pagina.Contents = documento.make_stream(pikepdf.unparse_content_stream(instrucciones))

    vista = resultado(editar(pdf, tmp_path / "editado.pdf", invertir_un_renglon), hecho)
    assert not vista.identico and vista.entradas == ()
    [pagina] = vista.edicion.paginas
    assert (pagina.original, pagina.editada) == (4, 4) and pagina.cambios and pagina.cambios[0].antes != pagina.cambios[0].ahora
    assert EDITADO in "\n".join(lineas(vista))


def test_un_adjunto_cambiado_y_otro_titulo_se_nombran(pdf, hecho, tmp_path):
    def cambiar(documento):
        nombre = next(n for n in sorted(documento.attachments) if n.startswith("cuadro-"))
        documento.attachments[nombre] = pikepdf.AttachedFileSpec(documento, b"otro", filename=nombre)
        documento.docinfo.Title = "Otro título"

    vista = resultado(editar(pdf, tmp_path / "editado.pdf", cambiar), hecho)
    assert vista.edicion.paginas == () and vista.edicion.propiedades == ("el título",)
    assert [a.split()[0] for a in vista.adjuntos] == ["cambió"]


def test_si_otro_programa_solo_lo_guardo_se_dice(pdf, hecho, tmp_path):
    vista = resultado(editar(pdf, tmp_path / "guardado.pdf", lambda documento: None), hecho)
    assert not vista.identico and SIN_MARCA in lineas(vista)


# Lo que no es un informe de este proyecto, o quiere hacer daño -------------------------------------------------


@pytest.fixture(scope="module")
def declarado(informes):
    with pikepdf.open(informes["junin"] / f"{INFORME}.pdf") as documento:
        return json.loads(documento.attachments[MANIFIESTO].get_file().read_bytes())


def pdf_con(destino, manifiesto):
    """Un PDF en blanco que lleva ese manifiesto."""
    contenido = manifiesto if isinstance(manifiesto, bytes) else json.dumps(manifiesto).encode()
    with pikepdf.new() as documento:
        documento.add_blank_page()
        documento.attachments[MANIFIESTO] = pikepdf.AttachedFileSpec(documento, contenido, filename=MANIFIESTO)
        documento.save(destino)
    return destino


@pytest.mark.parametrize(
    ("contenido", "mensaje"),
    [
        (b"hola", "no es un PDF"),
        (b"%PDF-1.7\n" + b"basura " * 1000, "está dañado"),
        (None, "No existe el archivo"),
    ],
)
def test_lo_que_no_es_un_pdf_o_esta_danado_se_dice(contenido, mensaje, hecho, tmp_path):
    ruta = tmp_path / "informe.pdf"
    if contenido is not None:
        ruta.write_bytes(contenido)
    with pytest.raises(ErrorDeUso, match=mensaje):
        resultado(ruta, hecho)


def test_un_pdf_cualquiera_protegido_o_sin_sus_adjuntos_se_dice(pdf, hecho, tmp_path):
    with pikepdf.new() as documento:
        documento.add_blank_page()
        documento.save(tmp_path / "otro.pdf")
        documento.save(tmp_path / "clave.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))

    def vaciar(documento):
        del documento.Root.Names.EmbeddedFiles

    editar(pdf, tmp_path / "sin.pdf", vaciar)
    for nombre, mensaje in {
        "otro.pdf": "no es un informe de este proyecto",
        "clave.pdf": "protegido con contraseña",
        "sin.pdf": rf"dice ser el informe {PROGRAMA}/junin/{INFORME}, pero le falta manifiesto\.json",
    }.items():
        with pytest.raises(ErrorDeUso, match=mensaje):
            resultado(tmp_path / nombre, hecho)


def test_uno_de_un_programa_que_aqui_no_esta_nombra_los_que_hay(declarado, hecho, tmp_path):
    ajeno_ = pdf_con(tmp_path / "x.pdf", declarado | {"programa": "altiplano-2026"})
    with pytest.raises(ErrorDeUso, match=rf"es un informe de otro proyecto.*\n.*altiplano-2026(.|\n)*{PROGRAMA}"):
        resultado(ajeno_, hecho)


@pytest.mark.parametrize(
    "cambio",
    [
        {"programa": "../../../etc"},
        {"region": "../cusco"},
        {"informe": "/etc/passwd"},
        {"entrega_anterior": -1},
        {"datos": ["no", "es", "un", "diccionario"]},
        {"cifras": [{"identidad": 1}]},
        b"[" * 200_000,
        b'{"programa": ',
        b"\xff\xfe\x00",
    ],
)
def test_un_manifiesto_con_otra_forma_no_se_usa(cambio, declarado, hecho, tmp_path):
    manifiesto = cambio if isinstance(cambio, bytes) else declarado | cambio
    with pytest.raises(ErrorDeUso, match="o está alterado"):
        resultado(pdf_con(tmp_path / "x.pdf", manifiesto), hecho)


def test_un_adjunto_que_crece_al_descomprimirse_no_llena_la_memoria(hecho, tmp_path, monkeypatch):
    monkeypatch.setattr(ajeno, "TOPE_DE_FLUJO", 1_000_000)
    bomba = pdf_con(tmp_path / "bomba.pdf", b" " * 5_000_000)
    assert bomba.stat().st_size < 20_000
    with pytest.raises(ErrorDeUso, match="está dañado"):
        resultado(bomba, hecho)


def test_un_archivo_enorme_no_se_abre(hecho, tmp_path, monkeypatch):
    monkeypatch.setattr(ajeno, "TOPE", 100)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7" + bytes(200))
    with pytest.raises(ErrorDeUso, match="pesa más de"):
        resultado(tmp_path / "x.pdf", hecho)


def test_lo_que_el_pdf_dice_no_gobierna_la_terminal(declarado, hecho, tmp_path):
    malo = "\x1b[31mROJO\x1b]0;titulo\x07\u202e[bold]"
    cifras = [c | {"nombre": malo} if n == 0 else c for n, c in enumerate(declarado["cifras"])]
    cifras[0] = cifras[0] | {"escrito": malo}
    registro = declarado | {"cifras": cifras, "datos": declarado["datos"] | {f"data/{malo}": "0"}}
    orden = ejecutar_orden(hecho.raiz, "verify", str(pdf_con(tmp_path / "x.pdf", registro)))
    assert orden.returncode == 1
    assert "[bold]" in orden.stdout  # se lee tal cual: no es una orden
    assert not {"\x1b", "\x07", "\u202e"} & set(orden.stdout + orden.stderr)


def test_un_nombre_que_lleva_fuera_del_proyecto_no_se_copia(declarado, proyecto, tmp_path_factory, monkeypatch):
    monkeypatch.setenv(VARIABLE_RAIZ, str(proyecto.raiz))
    secreto = tmp_path_factory.mktemp("fuera") / "secreto.txt"
    secreto.write_text("secreto", encoding="utf-8")
    copiados = []
    monkeypatch.setattr("sistematizacion.produccion.rehecho._copiar", lambda ruta, destino: copiados.append(ruta))
    monkeypatch.setattr("sistematizacion.produccion.rehecho.hacer", lambda lote: [type("R", (), {"codigo": 1, "causa": "prueba"})])
    otros = {str(secreto): "0", "../../etc/hostname": "0", "params/indicadores.yml": "0"}
    resultado(pdf_con(proyecto.raiz / "x.pdf", declarado | {"otros": otros}), proyecto)
    assert [proyecto.relativa(ruta) for ruta in copiados] == ["params/indicadores.yml"]


# Las diferencias -----------------------------------------------------------------------------------------------


def test_dos_valores_de_una_misma_cifra_no_se_confunden():
    cifra = {"identidad": "a", "nombre": "A", "region": "", "escrito": "1", "corte": "", "donde": ["Cuadro 1"]}
    otra = cifra | {"escrito": "2", "corte": "febrero"}
    assert de_cifras([cifra, otra], [cifra, otra]) == []
    assert de_cifras([cifra, otra], [cifra]) == [Cambio("A, en Cuadro 1", "1 y 2 (febrero)", "1")]
    assert de_cifras([], [cifra]) == [Cambio("A, en Cuadro 1", "", "1")]


def test_una_tabla_vacia_otras_columnas_o_filas_cortas_no_fallan():
    assert de_tablas([[]], [["a", "b"], ["1", "2"]]) == [Cambio("columnas", "", "a, b")]
    assert de_tablas([["a", "b"], ["1"]], [["a", "b"], ["1", "2"]]) == [Cambio("fila «1», b", "", "2")]
    assert de_palabras("dice 132 hoy", "dice 182 hoy") == [Cambio("dice", "132", "182")]


def test_el_proceso_que_lee_devuelve_lo_que_hay(pdf):
    leido = ajeno.abrir(pdf.read_bytes(), pdf.name)
    assert leido.manifiesto.programa == PROGRAMA and leido.adjuntos[MANIFIESTO].startswith(b"{")
    with pikepdf.open(io.BytesIO(leido.contenido)) as documento:
        assert documento.Root.AF[0].AFRelationship == Name.Data
