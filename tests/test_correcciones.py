"""Una corrección cambia una sola cifra publicada, dice por qué y quién, y caduca si la fuente cambia."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.nucleo.correcciones import aplicar, leer_correcciones, vigentes
from sistematizacion.nucleo.corte import Corte

ARCHIVO = "data/prueba/junin/correcciones.yml"
DECIDIDA = "razon: Dos se contaron dos veces.\n    decidio: Coordinación regional\n    fecha: 2026-03-02\n"


def fila(indicador: str, valor: str, seccion: str, n: int, **otras: object) -> dict[str, object]:
    return {
        "indicador": indicador, "dimension": "", "categoria": "", "valor": Decimal(valor), "unidad": "proyecto",
        "calificador": "exacto", "fecha_corte": None, "origen": "publicado", "fuente": "informe", "seccion": seccion,
        "nota": "", "motivo": "", "archivo": "data/prueba/junin/cifras.csv", "hoja": "", "fila": n, "ambito": "junin",
    } | otras  # fmt: skip


PUBLICADAS = pd.DataFrame(
    [
        fila("oxi_cartera", "25", "5.1", 2, nota="Sin fecha."),
        fila("oxi_cartera", "27", "4.2;7.1", 3),
        fila("avance", "3.20", "5.1", 4, fecha_corte=Corte.de_texto("2026-01")),
        fila("oxi_cartera", "9", "4.2", 2, ambito="cusco"),
    ]
)


def correccion(tmp_path: Path, texto: str, decidida: str = DECIDIDA):
    ruta = tmp_path / "correcciones.yml"
    ruta.write_text(f"correcciones:\n  - tabla: cifras\n    {texto}\n    {decidida}", encoding="utf-8")
    return leer_correcciones(ruta, ARCHIVO)


def test_la_cifra_corregida_cambia_y_dice_que_decia_por_que_y_quien_decidio(tmp_path):
    leidas = correccion(tmp_path, 'indicador: oxi_cartera\n    seccion: "4.2"\n    espera: 27\n    valor: 25')
    cifras, problemas = aplicar(PUBLICADAS, leidas)
    assert problemas == ()
    assert list(cifras["valor"]) == [Decimal(25), Decimal(25), Decimal("3.20"), Decimal(9)]
    assert cifras.at[1, "nota"] == (
        "Corregida: la fuente dice 27. Dos se contaron dos veces (Coordinación regional, 02/03/2026)."
    )
    assert (cifras.at[1, "fuente"], cifras.at[1, "seccion"], cifras.at[1, "fila"]) == ("informe", "4.2;7.1", 3)
    assert PUBLICADAS.at[1, "valor"] == Decimal(27)


def test_una_correccion_con_el_mismo_valor_solo_explica(tmp_path):
    leidas = correccion(tmp_path, 'indicador: oxi_cartera\n    seccion: "5.1"\n    espera: 25\n    valor: 25')
    cifras, problemas = aplicar(PUBLICADAS, leidas)
    pd.testing.assert_frame_equal(cifras, PUBLICADAS)
    assert problemas == ()
    explicada = vigentes(PUBLICADAS, leidas).iloc[0]
    assert (explicada["valor"], explicada["corregido"], explicada["decidido"]) == (25, 25, date(2026, 3, 2))
    assert explicada["escrita_en"] == f"{ARCHIVO}, línea 2"


def test_una_correccion_cuya_fuente_cambio_es_un_error_que_dice_lo_que_dice_y_lo_que_esperaba(tmp_path):
    leidas = correccion(tmp_path, 'indicador: oxi_cartera\n    seccion: "7.1"\n    espera: 26\n    valor: 25')
    cifras, [problema] = aplicar(PUBLICADAS, leidas)
    pd.testing.assert_frame_equal(cifras, PUBLICADAS)
    assert str(problema) == (
        f"{ARCHIVO}, línea 2, clave correcciones: «oxi_cartera»: la fuente cambió: data/prueba/junin/cifras.csv, fila 3, "
        "dice 27 y la corrección esperaba 26. Decida de nuevo: cambie espera y valor, o quite la corrección."
    )
    assert problema.gravedad == "error"
    assert vigentes(PUBLICADAS, leidas).empty


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("indicador: oxi_cartera\n    espera: 27\n    valor: 25", "hay 2 cifras publicadas que son esa"),
        ("indicador: oxi_cartara\n    espera: 27\n    valor: 25", "¿Quiso decir oxi_cartera?"),
        ('indicador: oxi_cartera\n    seccion: "9"\n    espera: 27\n    valor: 25', "ninguna cifra publicada es esa"),
        ("indicador: avance\n    fecha_corte: 2025\n    espera: 3.2\n    valor: 3.3", "«avance@2025-12-31»"),
    ],
)  # fmt: skip
def test_una_correccion_que_no_elige_una_sola_fila_es_un_error(tmp_path, texto, esperado):
    _, problemas = aplicar(PUBLICADAS, correccion(tmp_path, texto))
    assert len(problemas) == 1
    assert esperado in str(problemas[0])


def test_dos_correcciones_de_la_misma_cifra_son_un_error(tmp_path):
    [una] = correccion(tmp_path, 'indicador: oxi_cartera\n    seccion: "4.2"\n    espera: 27\n    valor: 25')
    cifras, [problema] = aplicar(PUBLICADAS, [una, una])
    assert "ya se corrige en" in str(problema)
    assert cifras.at[1, "valor"] == Decimal(25)


def test_el_valor_corregido_conserva_los_decimales_escritos(tmp_path):
    leidas = correccion(tmp_path, "indicador: avance\n    fecha_corte: 2026-01\n    espera: 3.2\n    valor: 3.50")
    assert str(aplicar(PUBLICADAS, leidas)[0].at[2, "valor"]) == "3.50"


@pytest.mark.parametrize(
    ("texto", "decidida", "esperado"),
    [
        ("indicador: a\n    espera: 1,038\n    valor: 1", DECIDIDA, "línea 4, clave correcciones.0.espera: «1,038»: no es un número"),
        ("indicador: a\n    espera: 1\n    valor: 96,06", DECIDIDA, "línea 5, clave correcciones.0.valor: «96,06»: no es un número"),
        ("indicador: a\n    espera: 1\n    valor: true", DECIDIDA, "clave correcciones.0.valor: «True»: no es un número"),
        ("indicador: a\n    seccion: 4.2\n    espera: 1\n    valor: 2", DECIDIDA, "es un número y debe ser texto"),
        ("indicador: a\n    fecha_corte: 31/12/2025\n    espera: 1\n    valor: 2", DECIDIDA, "no es una fecha de corte que exista"),
        ("indicador: a\n    espera: 1\n    valor: 2\n    valro: 2", DECIDIDA, "clave desconocida. ¿Quiso decir valor?"),
        ("indicador: a\n    espera: 1\n    valor: 2", "razon: Porque sí.\n    fecha: 2026-03-02\n", "clave correcciones.0.decidio: falta"),
    ],
)  # fmt: skip
def test_un_archivo_mal_escrito_es_un_error_con_linea_y_clave(tmp_path, texto, decidida, esperado):
    with pytest.raises(ErrorDeEntrada) as error:
        correccion(tmp_path, texto, decidida)
    assert esperado in str(error.value)


def test_sin_archivo_no_hay_correcciones(tmp_path):
    assert leer_correcciones(tmp_path / "correcciones.yml", ARCHIVO) == ()
    assert vigentes(PUBLICADAS, ()).empty
