"""Cada informe dice si sigue siendo el de los datos de hoy; y si no, por qué."""

from datetime import date, datetime, timedelta

import pytest
from conftest import PROGRAMA, REGIONES, ejecutar_aqui

from sistematizacion.avance import lineas_de_motivos
from sistematizacion.entrega import entregar
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.estado import Estado, estados
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.produccion.retiro import apartar

LECCIONES = Encargo(PROGRAMA, "junin", ("lecciones",))


@pytest.fixture
def hecho(proyecto):
    """Un proyecto con las lecciones de Junín recién hechas."""
    [resultado] = hacer(Lote([LECCIONES], proyecto), 2)
    assert resultado.estado == "hecho"
    return proyecto


def estado(lugares) -> Estado:
    [unico] = estados([LECCIONES], lugares)
    return unico


def test_un_informe_que_no_se_ha_hecho_lo_dice(proyecto):
    assert estado(proyecto) == Estado(LECCIONES, "lecciones", "sin hacer")


def test_de_un_informe_hecho_se_dice_cuando_que_cambio_y_si_se_edito_o_se_retiro(hecho):
    recien = estado(hecho)
    assert (recien.situacion, recien.motivos) == ("al día", ())
    assert datetime.now() - recien.hecho < timedelta(minutes=5)

    datos = hecho.data / PROGRAMA / "junin" / "dificultades.csv"
    buenos = datos.read_bytes()
    datos.write_bytes(buenos.replace(b"Poca", b"Escasa", 1))
    assert (estado(hecho).situacion, estado(hecho).motivos) == (
        "desactualizado",
        (f"cambió data/{PROGRAMA}/junin/dificultades.csv",),
    )
    datos.write_bytes(buenos)

    pagina = LECCIONES.carpeta(hecho) / "lecciones.html"
    buena = pagina.read_bytes()
    pagina.write_text("editada", encoding="utf-8")
    assert estado(hecho).situacion == "editado"
    assert estado(hecho).motivos == (f"falta o se modificó output/{PROGRAMA}/junin/lecciones.html",)
    pagina.write_bytes(buena)

    entregar(PROGRAMA, "junin", "lecciones", hecho, date(2026, 3, 1))
    entregado = estado(hecho)
    assert (entregado.entrega.numero, entregado.entrega.fecha) == (1, date(2026, 3, 1))
    assert entregado.situacion == "al día"

    (hecho.cache / "vigencia" / PROGRAMA / "junin" / "lecciones.json").unlink()
    assert estado(hecho).situacion == "de otra parte"
    apartar(LECCIONES, "lecciones", hecho)
    assert estado(hecho).situacion == "retirado"
    assert "lecciones.anterior.html" in estado(hecho).motivos[0]


def test_la_orden_lista_todos_los_informes_de_una_region_o_de_todas(proyecto):
    de_todas = ejecutar_aqui(proyecto.raiz, "status").stdout
    assert all(region in de_todas for region in (*REGIONES, "todas las regiones"))
    de_una = ejecutar_aqui(proyecto.raiz, "status", "cusco").stdout
    assert "arequipa" not in de_una
    assert de_una.count("sin hacer") == len(de_una.splitlines()) - 2
    assert "¿Quiso decir cusco?" in ejecutar_aqui(proyecto.raiz, "status", "cuzco").stderr


def test_los_informes_con_los_mismos_motivos_van_juntos_y_de_muchos_motivos_se_dicen_los_primeros():
    motivos = tuple(f"cambió {n}.csv" for n in range(5))
    visto = [Estado(LECCIONES, informe, "desactualizado", motivos) for informe in ("lecciones", "cierre")]
    assert list(lineas_de_motivos([*visto, Estado(LECCIONES, "matrices", "al día")])) == [
        "Cambió 0.csv; cambió 1.csv; cambió 2.csv; y 2 más: lecciones de junin, cierre de junin."
    ]
