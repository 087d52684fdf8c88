"""Lo que traen de raro los archivos grandes: comillas sueltas, letras ajenas, comas, meses que no cuadran y años que faltan."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from test_almacen import BASE, DE_63, FILAS, OBRA, escribir, gasto, inversion, rutas  # noqa: F401 — la fixture

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.fuentes import almacen, trozos
from sistematizacion.fuentes.cartera_mef import cartera_de
from sistematizacion.fuentes.grandes import EN_PALABRAS
from sistematizacion.fuentes.ingreso import ingresar
from sistematizacion.fuentes.muestra import INICIO, mirar

NOMBRE = "PRODUCTO_PROYECTO_NOMBRE"
DEL_BANCO = ["CODIGO_UNICO", "NOMBRE_INVERSION", "PRIMER_DEVENGADO", "ANIO_PROCESO", "DEV_ANIO_ACTUAL", "PIM_ANIO_ACTUAL"]
ULTIMO_DIA = date(2025, 12, 31)


def sin_comillas(nombres: list[str]) -> str:
    """Un CSV con una fila por nombre, escrito tal cual: las comillas que lleve son las que trae."""
    fila = BASE | {"MES_EJE": "1", "MONTO_DEVENGADO": "1"}
    lineas = [",".join(n if c == NOMBRE else fila.get(c, "") for c in DE_63) for n in nombres]
    return "\n".join([",".join(DE_63), *lineas, ""])


def nombres_de(rutas) -> set[str]:  # noqa: F811
    return set(almacen.consultar("SELECT DISTINCT producto_proyecto_nombre AS n FROM gasto", rutas)["n"])


def test_una_comilla_suelta_no_corta_un_registro_por_la_mitad(rutas, tmp_path):  # noqa: F811
    ruta = tmp_path / "a.csv"
    ruta.write_text(sin_comillas(['TUBO DE 2" DE ACERO', *['"canal\ny reservorio"'] * 60]), encoding="utf-8")
    trozos_hechos = list(trozos.partir(mirar(ruta), 0, 0, 1, 1000))
    assert len(trozos_hechos) > 3 and all(t.contenido.startswith((b"ANO", b"2025,")) for t in trozos_hechos)
    assert ingresar(ruta, rutas, tamano=1000).ingreso.filas == 61
    assert nombres_de(rutas) == {'TUBO DE 2" DE ACERO', "canal\ny reservorio"}


def test_una_comilla_que_no_se_cierra_se_dice_con_su_linea_y_no_se_lee_el_resto(rutas, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(trozos, "REGISTRO_MAXIMO", 3000)
    ruta = tmp_path / "a.csv"
    ruta.write_text(sin_comillas(["canal", '"abierta', *["canal"] * 100]), encoding="utf-8")
    with pytest.raises(ErrorDeEntrada, match="línea 3.*comilla que no se cierra"):
        ingresar(ruta, rutas, tamano=1000)
    assert not list(rutas.almacen.rglob("*.parquet"))


def test_lo_que_no_es_utf8_y_se_nota_tarde_se_lee_como_latin1(rutas, tmp_path):  # noqa: F811
    ruta = tmp_path / "a.csv"
    ruta.write_bytes(sin_comillas([*["canal"] * (INICIO // 100), "NIÑOS – “uno”"]).encode("cp1252"))
    hecho = ingresar(ruta, rutas).ingreso
    assert mirar(ruta).codificacion == "utf-8"  # el comienzo no lo dice
    assert nombres_de(rutas) == {"canal", "NIÑOS – “uno”"}
    assert any("4 letras no eran UTF-8" in f for f in hecho.entendido)


def test_un_byte_ajeno_no_dana_las_demas_letras_de_un_archivo_en_utf8(rutas, tmp_path):  # noqa: F811
    ruta = tmp_path / "a.csv"
    texto = sin_comillas([*["RIEGO Ñ"] * (INICIO // 100), "CA@ETE Ó"]).encode()
    ruta.write_bytes(texto.replace(b"@", "Ñ".encode("latin-1")))
    ingresar(ruta, rutas)
    assert nombres_de(rutas) == {"RIEGO Ñ", "CAÑETE Ó"}


@pytest.mark.parametrize(("escrito", "valor"), [
    ("1,234.56", Decimal("1234.56")), ("-1,234,567", Decimal(-1234567)), ("1234,56", None), ("12,5", None),
])  # fmt: skip
def test_una_coma_es_de_miles_o_no_se_adivina(rutas, tmp_path, escrito, valor):  # noqa: F811
    hecho = ingresar(gasto(tmp_path / "a.csv", FILAS[2:3], MONTO_DEVENGADO=escrito), rutas).ingreso
    assert list(almacen.consultar("SELECT monto_devengado AS m FROM gasto", rutas)["m"]) == [valor]
    assert any(escrito in f for f in hecho.entendido) == (valor is None)


@pytest.mark.parametrize("donde", ["ANO_EJE", "SECTOR_NOMBRE", "EJECUTORA_NOMBRE", NOMBRE])
def test_una_fila_de_total_no_se_suma_este_donde_este_la_palabra(rutas, tmp_path, donde):  # noqa: F811
    total = dict.fromkeys(DE_63, "") | {"ANO_EJE": "2025", "MES_EJE": "0", "MONTO_PIM": "200", "NIVEL_GOBIERNO_NOMBRE": "x"}
    ruta = escribir(tmp_path / "a.csv", DE_63, [BASE | FILAS[0], total | {donde: "Total general"}])
    ingresar(ruta, rutas)
    assert list(almacen.consultar("SELECT sum(monto_pim) AS m FROM gasto", rutas)["m"]) == [Decimal(200)]


def test_en_el_ancho_un_mes_ilegible_o_que_no_cuadra_con_su_total_se_dice(rutas, tmp_path):  # noqa: F811
    meses = [f"MONTO_DEVENGADO_{m}" for m in EN_PALABRAS]
    columnas = [c for c in DE_63 if c not in ("MES_EJE", "MONTO_DEVENGADO", "MONTO_COMPROMETIDO", "TIPO_ACT_PROY_NOMBRE")]
    fila = {k: v for k, v in BASE.items() if k in columnas} | dict.fromkeys(meses, "1") | {"MONTO_DEVENGADO_ANUAL": "12"}
    filas = [fila, fila | {"MONTO_DEVENGADO_MARZO": "mil"}, fila | {"MONTO_DEVENGADO_ANUAL": "13"}]
    entendido = " ".join(ingresar(escribir(tmp_path / "a.csv", [*columnas, *meses, "MONTO_DEVENGADO_ANUAL"], filas), rutas).ingreso.entendido)
    assert "MONTO_DEVENGADO_MARZO: una celda" in entendido
    assert "En 2 filas, los doce meses no suman" in entendido


@pytest.mark.parametrize(("anios", "acumulado"), [(("2023", "2024", "2025"), Decimal("61.65")), (("2023", "2025"), None)])
def test_el_acumulado_no_se_da_si_falta_un_ano_de_por_medio(rutas, tmp_path, anios, acumulado):  # noqa: F811
    del_banco = {"CODIGO_UNICO": OBRA, "NOMBRE_INVERSION": "Riego", "PRIMER_DEVENGADO": "202305", "ANIO_PROCESO": "2026"}
    ingresar(escribir(tmp_path / "d.csv", DEL_BANCO, [del_banco]), rutas)
    for anio in anios:
        ingresar(gasto(tmp_path / f"{anio}.csv", FILAS[2:3], ANO_EJE=anio), rutas)
    assert inversion(cartera_de("999", [], ULTIMO_DIA, rutas))["devengado_acumulado"] == acumulado


def test_sin_ningun_mes_en_el_archivo_el_devengado_no_es_cero_sino_que_no_se_sabe(rutas, tmp_path):  # noqa: F811
    ingresar(gasto(tmp_path / "a.csv", FILAS[:1]), rutas)
    fila = inversion(cartera_de("999", [], ULTIMO_DIA, rutas))
    assert [fila[c] for c in ("pim", "devengado", "ultimo_devengado", "corte")] == [Decimal(200), None, None, None]


def test_de_dos_nombres_de_un_codigo_se_toma_siempre_el_mismo(rutas, tmp_path):  # noqa: F811
    nombres = ["NEOPLASICAS", "NEOPLÁSICAS", "Z", "A"]
    for orden in (nombres, nombres[::-1], nombres[2:] + nombres[:2]):
        ingresar(gasto(tmp_path / "a.csv", [FILAS[2] | {NOMBRE: n} for n in orden * 20]), rutas, tamano=2000)
        assert inversion(cartera_de("999", [], ULTIMO_DIA, rutas))["nombre"] == "Z"


def test_un_comprimido_dice_que_trae_y_que_hacer(rutas, tmp_path):  # noqa: F811
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as comprimido:
        comprimido.writestr("2025-Gasto.csv", "x")
    with pytest.raises(ErrorDeEntrada, match=r"comprimido.*Extraiga lo que trae \(2025-Gasto.csv\)"):
        ingresar(tmp_path / "g.zip", rutas)


def test_un_encabezado_sin_filas_no_es_una_fila(rutas, tmp_path):  # noqa: F811
    ruta: Path = tmp_path / "a.csv"
    ruta.write_text(",".join(DE_63), encoding="utf-8")
    assert ingresar(ruta, rutas).ingreso.filas == 0
