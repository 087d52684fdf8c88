"""Las obras: INFObras, por su búsqueda y su dataset, y las que responde el SSI."""

import json
from datetime import date
from decimal import Decimal

import pytest
from muestras_chicas import de, leer, libro, libro_con_prefijo, real, supuestos

from sistematizacion.errores import ErrorDeEntrada

CONOCIDAS = [
    "Código INFOBRAS", "Código Único de Inversión", "Código SNIP", "Nombre de obra", "Entidad Pública",
    "Estado de ejecución", "Departamento", "Monto Viable/Aprobado", "Monto de ejecución financiera de la obra",
    "Avance Físico Real Acumulado (%)", "Fecha de inicio de obra", "Plazo de ejecución (en dias)", "Existe Paralización",
    "Causal de paralización", "RUC", "Monto del contrato  en soles", "RUC", "Residente de obra",
]  # fmt: skip
NOVENTA_Y_SIETE = [*CONOCIDAS, *(f"Dato {n}" for n in range(97 - len(CONOCIDAS)))]
BUSQUEDA = (
    "Código INFOBRAS,Código Único de Inversión,Código SNIP,Nombre de la obra,Modalidad de ejecución,Estado de obra,"
    "Fecha de Inicio,Monto Expediente Técnico"
)


def obra(codigo, *, cui="2709670", monto="1205287 56", avance="99 73", estado="En Ejecución", paralizada="No"):
    valores = [codigo, cui, "0", "PUENTE", "GOBIERNO REGIONAL", estado, "JUNIN", "2000000 00", monto, avance, "9/03/2025",
               "120", paralizada, "", "20486021692", "15 5", "20100000001", "NOMBRE APELLIDO"]  # fmt: skip
    return [*valores, *[""] * (97 - len(valores))]


def con_titulos(*obras):
    """Las filas del dataset: tres de título y el encabezado en la cuarta."""
    return [["CONTRALORÍA GENERAL DE LA REPÚBLICA"], ["DataSet de obras públicas"], ["Al 01/03/2026"], NOVENTA_Y_SIETE, *obras]


@pytest.fixture(scope="module", params=["libro", "con_prefijo"])
def dataset(request, tmp_path_factory):
    """El dataset, guardado por Excel y como lo publica la Contraloría (XML con prefijo)."""
    ruta = tmp_path_factory.mktemp("obras") / "descarga.xlsx"
    filas = con_titulos(
        obra("0559548"), obra("0559549", cui="0", monto="", avance="120 5", estado="Finalizado", paralizada="Si")
    )
    return leer(libro(ruta, filas) if request.param == "libro" else libro_con_prefijo(ruta, filas))


def test_el_dataset_se_lee_con_su_encabezado_en_la_cuarta_fila(dataset):
    assert dataset.formato == "infobras_dataset"
    assert len(dataset.tabla) == 2
    assert any("CONTRALORÍA" in oracion for oracion in dataset.entendido)


def test_en_el_dataset_el_decimal_va_tras_un_espacio(dataset):
    primera = de(dataset, obra="0559548")
    assert (primera["monto_ejecutado"], primera["avance_fisico"]) == (Decimal("1205287.56"), Decimal("99.73"))
    assert (primera["monto_viable"], primera["plazo_dias"]) == (2_000_000, 120)
    assert (primera["cui"], primera["fecha_inicio"], primera["paralizada"]) == ("2709670", date(2025, 3, 9), "NO")


def test_la_obra_sin_cui_queda_sin_el_y_lo_raro_se_guarda_y_se_advierte(dataset):
    segunda = de(dataset, obra="0559549")
    assert segunda["cui"] is None and segunda["snip"] is None and segunda["monto_ejecutado"] is None
    assert segunda["avance_fisico"] == Decimal("120.5")
    dicho = supuestos(dataset)
    assert "fuera de 0 a 100" in dicho and "a la vez Finalizado y paralizada" in dicho
    assert any("1 obra no tiene CUI" in oracion for oracion in dataset.entendido)


def test_las_columnas_que_el_dataset_repite_quedan_aparte_con_su_numero(dataset):
    assert {"RUC", "RUC (2)", "Monto del contrato en soles"} <= set(dataset.desconocidas)
    assert list(dataset.apartadas["RUC (2)"]) == ["20100000001"] * 2
    assert list(dataset.apartadas["RUC"]) == ["20486021692"] * 2


def test_los_nombres_de_personas_no_se_guardan(dataset):
    assert "Residente de obra" not in dataset.desconocidas
    assert any("Residente de obra" in oracion for oracion in dataset.entendido)
    assert "NOMBRE APELLIDO" not in dataset.apartadas.to_csv() + dataset.tabla.to_csv()


def test_los_errores_del_dataset_se_dicen_juntos_con_su_celda(tmp_path):
    filas = con_titulos(obra("1", monto="12 345 6"), obra("2", avance="mucho"))
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(libro(tmp_path / "a.xlsx", filas, "Obras"))
    hallados = {(p.hoja, p.fila, p.columna, p.valor) for p in visto.value.problemas}
    assert hallados == {
        ("Obras", 5, "Monto de ejecución financiera de la obra", "12 345 6"),
        ("Obras", 6, "Avance Físico Real Acumulado (%)", "mucho"),
    }


def test_el_json_de_muestra_del_dataset_lee_sus_decimales_y_dice_lo_que_no_trae():
    hecha = leer(real("infobras/muestra_obras_pasco_dataset.json"))
    assert len(hecha.tabla) == 5
    trasvase = hecha.tabla.iloc[0]
    assert (trasvase["monto_ejecutado"], trasvase["avance_fisico"]) == (Decimal("249977566.60"), 100)
    assert (trasvase["fecha_inicio"], trasvase["plazo_dias"], trasvase["snip"]) == (date(2010, 5, 17), 768, None)
    assert "no traen CUI" in supuestos(hecha)
    assert {"Latitud", "Estado del proyecto"} <= set(hecha.desconocidas)


def test_la_busqueda_real_da_una_fila_por_obra():
    hecha = leer(real("infobras/muestra_BusquedaObras_pasco.csv"))
    assert (hecha.formato, len(hecha.tabla)) == ("infobras_busqueda", 10)
    assert de(hecha, obra="559548")["monto_expediente"] == Decimal("117337.06")
    assert de(hecha, obra="557967")["fecha_inicio"] == date(2026, 3, 9)
    assert de(hecha, obra="559074")["monto_expediente"] is None
    assert hecha.tabla["cui"].isna().sum() == 1


def test_la_busqueda_con_una_celda_mala_dice_su_fila(tmp_path):
    ruta = tmp_path / "x.csv"
    ruta.write_text(f"{BUSQUEDA}\n1,2709670,0,PUENTE,Contrata,En Ejecución,40/13/2025,10\n", encoding="utf-8-sig")
    with pytest.raises(ErrorDeEntrada) as visto:
        leer(ruta)
    (problema,) = visto.value.problemas
    assert (problema.fila, problema.columna, problema.valor) == (2, "Fecha de Inicio", "40/13/2025")


def test_las_obras_del_ssi_se_leen_aunque_vengan_sin_corchetes():
    hecha = leer(real("ssi/exInfoObras.json"))
    assert list(hecha.tabla["obra"]) == ["026191", "087817"]
    primera = de(hecha, obra="026191")
    assert (primera["monto_ejecutado"], primera["avance_fisico"]) == (Decimal("5334376.76"), Decimal("74.78"))
    assert (primera["ubigeo"], primera["fecha_inicio"], primera["snip"]) == ("150801", date(2015, 1, 28), "145023")
    assert de(hecha, obra="087817")["avance_fisico"] is None
    assert "sin corchetes" in supuestos(hecha) and "baja en 2016-03" in supuestos(hecha)
    assert "Residente" not in hecha.desconocidas


def test_un_avance_sin_publicar_no_se_usa(tmp_path):
    avances = [{"Periodo": "Ene 2025", "Estado": "PUBLICADO", "AvFisAcumReal": 10.5, "AvValAcumReal": 100.0},
               {"Periodo": "Feb 2025", "Estado": "SIN PUBLICAR", "AvFisAcumReal": 90.0, "AvValAcumReal": 900.0}]  # fmt: skip
    ruta = tmp_path / "x.json"
    ruta.write_text(json.dumps([{"ObraId": "01", "ObraDesc": "A", "Avances": avances}]), encoding="utf-8")
    hecha = leer(ruta)
    assert de(hecha, obra="01")["avance_fisico"] == Decimal("10.5")
    assert any("sin publicar" in oracion for oracion in hecha.entendido)


@pytest.mark.parametrize(("campo", "valor"), [("Avances", "ninguno"), ("Avances", [7]), ("Ubigeo", "LIMA")])
def test_una_respuesta_del_ssi_con_otra_forma_es_un_error_que_dice_donde(tmp_path, campo, valor):
    ruta = tmp_path / "x.json"
    obra_sana = {"ObraId": "01", "ObraDesc": "A", "Avances": []}
    ruta.write_text(json.dumps([obra_sana, obra_sana | {"ObraId": "02", campo: valor}]), encoding="utf-8")
    with pytest.raises(ErrorDeEntrada, match=f"obra 02, campo {campo}"):
        leer(ruta)
