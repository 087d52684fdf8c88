"""La matriz de resultados: porcentaje de logro, estado en palabras y lo que falta, dicho."""

from decimal import Decimal as D

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA

from sistematizacion import abrir
from sistematizacion.analisis.hitos import evaluar
from sistematizacion.errores import ErrorDeEntrada

ENCABEZADO = "id,objetivo,hito,unidad,linea_base,meta,logro,estado_publicado,fecha,medio_verificacion,origen,fuente,seccion,nota\n"
FINAL = ",,Actas,registrado,,,\n"


def poner_hitos(proyecto, *filas: str) -> None:
    texto = ENCABEZADO + "".join(f"{fila}{FINAL}" for fila in filas)
    (proyecto.data / PROGRAMA / "junin" / "hitos.csv").write_text(texto, encoding="utf-8")


def matriz() -> dict[str, list[str]]:
    """Las celdas de cada hito, por su nombre."""
    tabla = lxml.html.fromstring(abrir(PROGRAMA, "junin").cuadro("matriz_resultados").html())
    filas = tabla.xpath(".//tbody/tr[not(@class)]")
    return {fila[0].text_content(): [c.text_content() for c in fila[1:]] for fila in filas}


def test_superado_cumplido_y_no_cumplido_salen_de_los_numeros(proyecto):
    poner_hitos(
        proyecto,
        "h1,obj-3,Cierres,inversion,,120,{cierres_efectivos},",
        "h2,obj-3,Talleres,taller,,8,8,",
        "h3,obj-3,Eventos,evento,,4,{eventos_integridad},",
        "h4,obj-3,Meses de trámite,mes,10,6,7,",
    )
    filas = matriz()
    assert filas["Cierres"] == ["inversiones", "—a", "120", "132", "Sin corte", "110.0%", "Superado", "Actas"]
    assert filas["Talleres"][4:7] == ["Sin corte", "100.0%", "Cumplido"]
    assert filas["Eventos"][5:7] == ["75.0%", "No cumplido"]
    assert filas["Meses de trámite"][5:7] == ["75.0%", "No cumplido"]  # reducir de 10 a 6: bajó 3 de 4


def test_sin_meta_no_hay_porcentaje_y_el_estado_es_el_que_el_registro_dice(proyecto):
    poner_hitos(proyecto, "h1,obj-3,Cierres,inversion,,,132,superado", "h2,obj-3,Talleres,taller,,,8,")
    filas = matriz()
    assert filas["Cierres"][5:7] == ["—c", "Superado (según el registro)"]
    assert filas["Talleres"][5:7] == ["—c", "Sin meta registrada"]


def test_un_estado_registrado_que_los_numeros_desmienten_se_declara(proyecto):
    poner_hitos(proyecto, "h1,obj-3,Cierres,inversion,,200,132,superado")
    html = abrir(PROGRAMA, "junin").cuadro("matriz_resultados").html()
    assert "Cierres: el registro lo da por superado y sus números, por no cumplido." in html


def test_al_cambiar_la_cifra_citada_cambia_la_matriz(proyecto):
    poner_hitos(proyecto, "h1,obj-3,Cierres,inversion,,132,{cierres_efectivos},")
    assert matriz()["Cierres"][6] == "Cumplido"
    cifras = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    cifras.write_text(
        cifras.read_text(encoding="utf-8").replace("cierres_efectivos,,,132,", "cierres_efectivos,,,95,"),
        encoding="utf-8",
    )
    assert matriz()["Cierres"][6] == "No cumplido"


@pytest.mark.parametrize(
    ("fila", "esperado"),
    [
        ("h1,obj-9,Cierres,inversion,,1,2,", "columna objetivo: «obj-9»: no está en objetivos"),
        (
            "h1,obj-3,Cierres,inversion,,cien,2,",
            "columna meta: «cien»: no es un número con punto decimal ni una sola cita",
        ),
        (
            "h1,obj-3,Cierres,inversion,,1,{cierres},",
            "columna logro: «{cierres}»: cita una cifra que no está en «cifras»",
        ),
        (
            "h1,obj-3,Cierres,taller,,1,{cierres_efectivos},",
            "columna unidad: «taller»: la unidad de cierres_efectivos es inversion",
        ),
        ("h1,obj-3,Cierres,inversion,,1,2,logrado", "columna estado_publicado: «logrado»: no es uno de los permitidos"),
    ],
)
def test_cada_defecto_de_hitos_dice_su_regla(proyecto, fila, esperado):
    poner_hitos(proyecto, fila)
    with pytest.raises(ErrorDeEntrada) as error:
        abrir(PROGRAMA, "junin")
    assert f"junin/hitos.csv, fila 2, {esperado}" in str(error.value)


def test_una_meta_de_cero_no_divide():
    hitos = pd.DataFrame(
        {"linea_base": [None], "meta": [D(0)], "logro": [D(0)], "estado_publicado": [""]}, dtype=object
    )
    [fila] = evaluar(hitos).to_dict("records")
    assert fila["porcentaje"] is None
    assert fila["estado"] == "cumplido"
