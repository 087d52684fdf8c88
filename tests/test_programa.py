"""El informe del programa compara sin mezclar: cada cifra es de su región y todo sigue a los datos."""

from decimal import Decimal

import lxml.html
import pytest
from conftest import PROGRAMA, RAIZ

from sistematizacion import abrir
from sistematizacion.errores import ErrorDeDocumento, ErrorDeEntrada
from sistematizacion.presentacion import cuadros, graficos
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.matrices import por_region
from sistematizacion.presentacion.informe import InformeAbierto

PROSAS = sorted({r.name.removesuffix(".md.j2") for r in (RAIZ / "templates" / "prosa").rglob("*.md.j2")})


def cambiar(proyecto, archivo: str, *cambios: tuple[str, str]) -> None:
    ruta = proyecto.data / PROGRAMA / archivo
    texto = ruta.read_text(encoding="utf-8")
    for viejo, nuevo in cambios:
        assert viejo in texto
        texto = texto.replace(viejo, nuevo)
    ruta.write_text(texto, encoding="utf-8")


def leer(html: str) -> str:
    return lxml.html.fragment_fromstring(html, create_parent="div").text_content()


def piezas(inf: InformeAbierto) -> dict[str, str]:
    """El texto de cada pieza del informe; de un gráfico, su título y su texto alternativo."""
    textos = {f"prosa/{n}": leer(inf.prosa(n).html()) for n in PROSAS}
    textos |= {f"cuadro/{n}": leer(inf.cuadro(n).html()) for n in cuadros.NOMBRES if n != "datos"}
    for nombre in graficos.NOMBRES:
        pieza = inf.grafico(nombre)
        textos[f"grafico/{nombre}"] = f"{getattr(pieza, 'titulo', '')} {getattr(pieza, 'alt', '')}"
    return textos | {"cifras_clave": leer(inf.cifras_clave().html())}


def intercambiar_igeip(proyecto) -> None:
    cambiar(
        proyecto,
        "cusco/cifras.csv",
        ("igeip_puesto,,,1,", "igeip_puesto,,,2,"),
        ("igeip_indice,,,0.703,", "igeip_indice,,,0.701,"),
    )
    cambiar(
        proyecto,
        "junin/cifras.csv",
        ("igeip_puesto,,,2,", "igeip_puesto,,,1,"),
        ("igeip_indice,,,0.701,", "igeip_indice,,,0.703,"),
    )


def test_al_intercambiar_las_cifras_de_dos_regiones_todo_las_sigue_y_nada_mas_cambia(proyecto):
    antes = piezas(abrir(PROGRAMA, ""))
    intercambiar_igeip(proyecto)
    despues = piezas(abrir(PROGRAMA, ""))
    cambiadas = {nombre for nombre in antes if antes[nombre] != despues[nombre]}
    assert {
        "prosa/resultados_posicion",
        "cuadro/resultados",
        "cuadro/clasificacion",
        "grafico/igeip",
        "cifras_clave",
    } <= cambiadas
    ajenas = {n for n in cambiadas if "IGEIP" not in antes[n] and "Índice de Gestión" not in antes[n]}
    assert ajenas == set()
    assert "Cusco" in antes["grafico/igeip"].partition(".")[0]
    assert "Junín" in despues["grafico/igeip"].partition(".")[0]
    assert "lugar en el IGEIP: Junín" in despues["cifras_clave"]


def test_un_empate_es_un_empate(proyecto):
    cambiar(proyecto, "cusco/cifras.csv", ("igeip_indice,,,0.703,", "igeip_indice,,,0.701,"))
    fila = next(f for f in abrir(PROGRAMA, "").cuadro("clasificacion").filas if f.celdas[0] == "Valor del IGEIP")
    assert fila.celdas[2::2] == ("3.º", "1.º =", "1.º =")


def test_una_region_sin_la_cifra_lleva_su_razon_y_no_tiene_puesto(proyecto):
    cuadro = abrir(PROGRAMA, "").cuadro("clasificacion")
    fila = next(f for f in cuadro.filas if f.celdas[0] == "Avance del PIM de la cartera seleccionada")
    assert all(isinstance(c, Ausente) for c in fila.celdas[5:])  # Junín
    cierre = next(f for f in cuadro.filas if f.celdas[0] == "Proporción de inversiones cerradas")
    assert isinstance(cierre.celdas[2], Ausente)  # el de Arequipa se publicó sin los conteos
    assert cierre.celdas[4::2] == ("2.º", "1.º")
    celdas = abrir(PROGRAMA, "").cuadro("ejecucion").filas[2].celdas
    assert isinstance(celdas[3], Ausente)
    assert celdas[3].de == "Junín"


def test_la_razon_escrita_en_los_datos_se_lee_en_el_cuadro(proyecto):
    cambiar(
        proyecto,
        "junin/cifras.csv",
        (
            "hitos_total,,,,hito,exacto,,publicado,informe-cierre-2025,",
            "hitos_total,,,,hito,exacto,,publicado,informe-cierre-2025,9;",
        ),
    )
    html = abrir(PROGRAMA, "").cuadro("hitos").html()
    assert '<span class="vacio">—</span><sup>a</sup>' in html
    assert "(a) Junín: " in leer(html)


def test_una_ausencia_que_otra_fila_desmiente_es_un_error(proyecto):
    ruta = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    with ruta.open("a", encoding="utf-8") as archivo:
        archivo.write("consultas_tecnicas,,,,consulta,exacto,,publicado,informe-cierre-2025,5.2,No se publicó.\n")
    with pytest.raises(ErrorDeEntrada, match="está vacío, pero la fila 2 trae 102 para lo mismo"):
        abrir(PROGRAMA, "")


def test_los_problemas_de_todas_las_regiones_salen_juntos_y_los_comunes_una_vez(proyecto):
    cambiar(proyecto, "junin/cifras.csv", ("consultas_tecnicas,,,102,", "consultas_tecnicas,,,ciento dos,"))
    cambiar(proyecto, "cusco/cifras.csv", ("igeip_puesto,,,1,", "igeip_puesto,,,uno,"))
    cambiar(proyecto, "comun/cifras.csv", ("etapas,,,3,", "etapas,,,tres,"))
    with pytest.raises(ErrorDeEntrada) as error:
        abrir(PROGRAMA, "")
    assert sorted(str(p.valor) for p in error.value.problemas) == ["ciento dos", "tres", "uno"]


def test_lo_comun_va_una_sola_vez():
    inf = abrir(PROGRAMA, "")
    assert len(inf.tabla("lecciones")) == len(inf.regiones["junin"].tabla("lecciones"))
    assert not inf.cifras.duplicated(["archivo", "fila"]).any()


def test_las_cifras_de_cada_region_son_suyas():
    inf = abrir(PROGRAMA, "")
    assert {r: str(inf.regiones[r].cifra("igeip_indice").valor) for r in inf.regiones} == {
        "arequipa": "0.674",
        "cusco": "0.703",
        "junin": "0.701",
    }


def test_con_muchas_regiones_cada_una_va_en_una_fila():
    class Muchas:
        regiones = tuple(abrir(PROGRAMA, "").regiones["junin"]._expediente for _ in range(26))

    columnas, filas = por_region(Muchas(), "Indicador", [("Cierres", lambda r: r.cifra("cierres_efectivos"))])
    assert [c.titulo for c in columnas] == ["Región", "Indicador"]
    assert len(filas) == 27


def test_las_columnas_de_un_grupo_van_bajo_un_encabezado_comun():
    columnas = (
        Columna("Región"),
        Columna("Valor", "num", unidad="%", grupo="Ejecución"),
        Columna("Puesto", "num", grupo="Ejecución"),
    )
    tabla = lxml.html.fromstring(
        Cuadro("x", "Título", columnas, (Fila(("Junín", Cifra(Decimal(1)), "1.º")),), "Prueba.").html()
    )
    assert [(c.text, c.get("scope"), c.get("colspan"), c.get("rowspan")) for c in tabla.xpath(".//thead//th")] == [
        ("Región", "col", None, "2"), ("Ejecución", "colgroup", "2", None), ("Valor (%)", "col", None, None), ("Puesto", "col", None, None),
    ]  # fmt: skip


def test_los_porcentajes_de_la_encuesta_suman_cien_y_se_pueden_comprobar():
    for region, esperadas in {"arequipa": ["7", "87.5%", "1", "12.5%"], "junin": ["6", "75.0%", "2", "25.0%"]}.items():
        filas = abrir(PROGRAMA, region).cuadro("satisfaccion").filas
        contribucion = [f for f in filas if f.clase == ""][-2:]
        assert [c.en_cuadro for f in contribucion for c in f.celdas[1:3]] == esperadas
        totales = [f.celdas[2].en_cuadro for f in filas if f.clase == "total"]
        assert totales == ["100.0%", "100.0%"]


def test_los_porcentajes_publicados_que_no_suman_cien_se_dicen():
    assert "suman 101%" in leer(abrir(PROGRAMA, "junin").cuadro("satisfaccion").html())


def test_un_comentario_se_publica_solo_con_consentimiento_y_sin_area_que_identifique(proyecto):
    (proyecto.data / PROGRAMA / "junin" / "comentarios.csv").write_text(
        "area,pregunta,comentario,publicable,origen,fuente,seccion\n"
        "Obras,,Nos ayudó a ordenar {la cartera} =1+1,si,registrado,,\n"
        "Obras,,No quiero que se publique,no,registrado,,\n",
        encoding="utf-8",
    )
    texto = leer(abrir(PROGRAMA, "junin").cuadro("comentarios").html())
    assert "Nos ayudó a ordenar {la cartera} =1+1" in texto
    assert "No quiero" not in texto
    assert "Obras" not in texto.partition("Comentario")[2].partition("Nota")[0]


def test_mujeres_y_hombres_se_muestran_aparte_de_los_temas_si_los_datos_los_dan(proyecto):
    assert "no distinguen a mujeres de hombres" in leer(abrir(PROGRAMA, "").cuadro("formacion").html())
    with (proyecto.data / PROGRAMA / "junin" / "cifras.csv").open("a", encoding="utf-8") as archivo:
        for sexo, cuantas in (("mujeres", 90), ("hombres", 133)):
            archivo.write(f"participantes,sexo,{sexo},{cuantas},participante,exacto,,registrado,,,\n")
    assert "Integridad" in abrir(PROGRAMA, "junin").grafico("participantes").titulo  # y no «Hombres», que no es un tema
    for region in ("junin", ""):
        filas = {str(f.celdas[0]): f.celdas for f in abrir(PROGRAMA, region).cuadro("formacion").filas}
        assert filas["Mujeres"][-1 if region == "" else 1].en_cuadro == "90"
    assert "mujeres" in abrir(PROGRAMA, "").grafico("participantes").alt


def test_la_misma_razon_de_dos_regiones_es_una_sola_nota():
    filas = (Fila(("a", Ausente("No se publicó.", "Cusco"), Ausente("No se publicó.", "Arequipa"))),)
    cuadro = Cuadro("x", "Título", (Columna("Qué"), Columna("B"), Columna("C")), filas, "Prueba.")
    assert cuadro.todas_las_notas[0] == "(a) Arequipa y Cusco: No se publicó."


def test_un_programa_con_menos_regiones_deja_fuera_lo_comun_de_las_demas(proyecto):
    ruta = proyecto.params / PROGRAMA / "programa.yml"
    ruta.write_text(
        ruta.read_text(encoding="utf-8").replace("regiones: [arequipa, cusco, junin]", "regiones: [junin]"),
        encoding="utf-8",
    )
    inf = abrir(PROGRAMA, "")
    assert "arequipa;cusco" not in set(inf.tabla("dificultades")["regiones"])
    assert "una sola región" in leer(inf.cuadro("clasificacion").html())


def test_unas_respuestas_reconstruidas_que_no_dan_lo_publicado_son_un_error(proyecto):
    cambiar(
        proyecto, "arequipa/encuesta.csv", ("r01,,contribucion,muy_significativa", "r01,,contribucion,significativa")
    )
    with pytest.raises(
        ErrorDeEntrada, match=r"arequipa/encuesta\.csv, fila \d+, columna respuesta: .*la fuente publica 12%"
    ):
        abrir(PROGRAMA, "")


def test_el_resumen_lleva_a_la_hoja_una_cifra_por_celda():
    hoja = abrir(PROGRAMA, "").cuadro("resultados").datos()
    filas = {f["celdas"][0]["texto"]: f["celdas"][1:] for f in hoja["filas"] if not f["clase"]}
    assert [c.get("valor") for c in filas["Asistencias técnicas"]] == ["90", "120", None]
    assert [c.get("valor") for c in filas["Cierres efectivos"]] == [None, "10", "132"]


def test_la_comparacion_de_la_encuesta_muestra_lo_calculado_y_lo_publicado():
    [fila] = [f for f in abrir(PROGRAMA, "").cuadro("satisfaccion").filas if f.celdas[0] == "Muy significativa"]
    assert [c.en_cuadro for c in fila.celdas[1:]] == ["7", "87.5%", "88%", "6", "85.7%", "86%", "6", "75.0%", "75%"]


def test_un_cuadro_propio_se_escribe_en_una_linea_y_explica_lo_que_falta(proyecto):
    inf = abrir(PROGRAMA, "")
    cuadro = inf.comparar("mio", "Avance por región", "avance_pim_csp", "igeip_indice")
    assert [str(f.celdas[0]) for f in cuadro.filas] == ["Avance del PIM de la cartera seleccionada", "Valor del IGEIP"]
    assert cuadro.filas[0].celdas[3] == inf.regiones["junin"].celda("avance_pim_csp")
    assert isinstance(cuadro.filas[0].celdas[3], Ausente)
    with pytest.raises(ErrorDeDocumento, match=r"¿Quiso decir igeip_indice\?"):
        inf.comparar("mio", "Mal escrito", "igeip_indise")
    with pytest.raises(ErrorDeDocumento, match="es del programa entero"):
        inf.regiones["junin"].comparar("mio", "De una región", "igeip_indice")
