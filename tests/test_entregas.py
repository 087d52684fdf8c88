"""Una entrega congela un informe, y el siguiente dice exactamente qué cifras cambiaron desde ella."""

import json
from datetime import date
from pathlib import Path

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA

from sistematizacion.analisis.cambios import comparar
from sistematizacion.entrega import entregar
from sistematizacion.errores import ErrorDeUso
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.lote import Lote, hacer
from sistematizacion.publicacion.cambios import _introduccion
from sistematizacion.publicacion.entregas import Entrega, carpeta_de, congelar, ultima


def cifra(clave: str, valor: str, corte: str = "", partes: tuple[str, ...] = (), motivo: str = "") -> dict:
    return {
        "identidad": f"{clave}|{corte}", "base": clave, "nombre": clave, "region": "Junín", "escrito": valor, "valor": valor,
        "calificador": "exacto", "unidad": "", "corte": corte, "motivo": motivo, "partes": list(partes),
    }  # fmt: skip


def comparadas(antes: list[dict], ahora: list[dict]) -> tuple[list[tuple], int]:
    filas, consecuencias = comparar(pd.DataFrame(antes), pd.DataFrame(ahora))
    return list(filas[["cambio", "nombre", "antes", "ahora"]].itertuples(index=False, name=None)), consecuencias


def test_lo_que_no_cambia_no_se_lista():
    assert comparadas([cifra("a", "1")], [cifra("a", "1")]) == ([], 0)


def test_se_distingue_lo_que_cambia_lo_que_se_agrega_y_lo_que_se_retira():
    antes, ahora = [cifra("a", "1"), cifra("b", "2")], [cifra("a", "3"), cifra("c", "4")]
    assert comparadas(antes, ahora) == (
        [("cambia", "a", "1", "3"), ("agrega", "c", "", "4"), ("retira", "b", "2", "")],
        0,
    )


def test_una_cifra_calculada_con_otra_que_cambia_es_consecuencia_y_no_se_lista():
    antes = [cifra("a", "1"), cifra("mitad", "0.5", partes=("a|",))]
    ahora = [cifra("a", "3"), cifra("mitad", "1.5", partes=("a|",))]
    assert comparadas(antes, ahora) == ([("cambia", "a", "1", "3")], 1)


def test_una_fecha_de_corte_nueva_es_un_cambio_de_la_misma_cifra():
    filas, _ = comparar(
        pd.DataFrame([cifra("a", "54.98", "10/02/2026")]),
        pd.DataFrame([cifra("a", "60", "10/03/2026", motivo="Nuevo corte")]),
    )
    assert filas.to_dict("records") == [
        {"cambio": "cambia", "region": "Junín", "nombre": "a", "antes": "54.98", "ahora": "60", "corte": "10/02/2026 → 10/03/2026", "motivo": "Nuevo corte"}
    ]  # fmt: skip


def test_dos_cortes_de_lo_mismo_no_se_confunden():
    antes = [cifra("a", "16", "octubre"), cifra("a", "55", "febrero")]
    ahora = [cifra("a", "16", "octubre"), cifra("a", "55", "febrero"), cifra("a", "60", "marzo")]
    assert comparadas(antes, ahora) == ([("agrega", "a", "", "60")], 0)


def cambios_de(salida) -> list[list[str]]:
    pagina = lxml.html.parse(str(salida / "matrices.html")).getroot()
    filas = pagina.xpath("//figure[@id='cuadro-cambios']//tbody/tr[not(@class)]")
    return [[c.text_content() for c in fila] for fila in filas]


def entregar_matrices(proyecto):
    return entregar(PROGRAMA, "junin", "matrices", proyecto, date(2026, 3, 1))


def hacer_matrices(proyecto) -> str:
    [hecho] = hacer(Lote([Encargo(PROGRAMA, "junin", ("matrices",))], proyecto), 2)
    return hecho.estado


def test_de_la_entrega_al_informe_siguiente(proyecto, orden):
    salida = proyecto.output / PROGRAMA / "junin"
    with pytest.raises(ErrorDeUso, match="Hágalo primero"):
        entregar_matrices(proyecto)
    with pytest.raises(ErrorDeUso, match=r"¿Quiso decir junin\?"):
        entregar(PROGRAMA, "junni", "matrices", proyecto, date(2026, 3, 1))
    assert hacer_matrices(proyecto) == "hecho"
    assert "Cambios respecto" not in (salida / "matrices.html").read_text(
        encoding="utf-8"
    )  # sin entrega no se dice nada
    entregada = orden("deliver", "junin", "--informe", "matrices")
    assert entregada.returncode == 0, entregada.stderr
    [carpeta] = (proyecto.entregas / PROGRAMA / "junin" / "matrices").iterdir()
    assert sorted(a.name for a in carpeta.iterdir()) == [
        "entrega.json", "matrices.html", "matrices.manifiesto.json", "matrices.pdf", "matrices.xlsx",
    ]  # fmt: skip
    assert (carpeta / "matrices.pdf").read_bytes() == (salida / "matrices.pdf").read_bytes()
    with pytest.raises(ErrorDeUso, match="ya se entregaron"):
        entregar_matrices(proyecto)

    cifras = proyecto.data / PROGRAMA / "junin" / "cifras.csv"
    texto = cifras.read_text(encoding="utf-8")
    cifras.write_text(texto.replace("cierres_efectivos,,,132,", "cierres_efectivos,,,140,"), encoding="utf-8")
    with pytest.raises(ErrorDeUso, match="Los datos cambiaron"):
        entregar_matrices(proyecto)
    assert hacer_matrices(proyecto) == "hecho"
    assert cambios_de(salida) == [["Cierres efectivos (Junín)", "132", "140", "Sin corte", "Los datos no lo dicen"]]
    registro = json.loads((salida / "matrices.manifiesto.json").read_text(encoding="utf-8"))
    assert registro["entrega_anterior"] == 1


def test_un_informe_editado_a_mano_no_se_entrega(tmp_path):
    salida, carpeta = tmp_path / "salida", tmp_path / "entregas"
    salida.mkdir()
    for extension in ("html", "pdf", "xlsx"):
        (salida / f"cierre.{extension}").write_text("editado", encoding="utf-8")
    (salida / "cierre.manifiesto.json").write_text(
        json.dumps({"archivos": {"cierre.html": "0" * 64}}), encoding="utf-8"
    )
    with pytest.raises(ErrorDeUso, match=r"cierre\.html falta o se modificó después de hacerse"):
        congelar(salida, "cierre", carpeta, date(2026, 3, 1))
    assert not carpeta.exists()


def test_una_entrega_danada_se_dice_y_no_se_ignora(proyecto):
    carpeta = carpeta_de(proyecto, PROGRAMA, "junin", "cierre")
    (carpeta / "001-2026-03-01").mkdir(parents=True)
    (carpeta / "001-2026-03-01" / "entrega.json").write_text("{", encoding="utf-8")
    with pytest.raises(ErrorDeUso, match="está dañada"):
        ultima(carpeta)


def test_la_ultima_entrega_es_la_de_mayor_numero_y_no_la_de_nombre_mayor(tmp_path):
    for numero in (2, 1000, 9):
        lugar = tmp_path / f"{numero:03}-2026-03-01"
        lugar.mkdir()
        registro = {"numero": numero, "fecha": "2026-03-01", "huella": "x", "cifras": []}
        (lugar / "entrega.json").write_text(json.dumps(registro), encoding="utf-8")
    entrega = ultima(tmp_path)
    assert entrega is not None
    assert entrega.numero == 1000


def test_lo_que_cambio_se_cuenta_por_separado_y_en_buen_espanol():
    anterior = Entrega(1, date(2026, 3, 1), "x", [], Path())
    filas = pd.DataFrame({"cambio": ["cambia", "agrega", "agrega", "retira"]})
    assert _introduccion(anterior, filas, 1) == (
        "Desde la entrega n.º 1, del 1\u00a0de marzo de 2026, cambió una cifra, se agregaron 2 cifras y se retiró una cifra. "
        "Como consecuencia, cambió también una cifra calculada con esos datos, que no se lista."
    )
    assert _introduccion(anterior, filas.iloc[:0], 0).startswith("Ninguna cifra cambió desde")


def test_una_suma_que_gana_una_parte_es_la_misma_cifra(proyecto):
    suma = {**cifra("suma", "142", partes=("a|",)), "identidad": "suma"}
    nueva = {**cifra("suma", "252", partes=("a|", "b|")), "identidad": "suma"}
    antes, ahora = [cifra("a", "142"), suma], [cifra("a", "142"), cifra("b", "110"), nueva]
    assert comparadas(antes, ahora) == ([("agrega", "b", "", "110")], 1)
